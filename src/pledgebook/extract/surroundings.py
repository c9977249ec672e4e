"""What stands around the words for an actor, and what it makes of them: a place, an event, another thing altogether."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from pledgebook.extract.gazetteer import PERSON, SURNAME, Entry, words

Atom = tuple[int, int, Entry]
"""Start, end and meaning of words that the gazetteer found."""

NOT_A_NAME = frozenset(words("names.toml")["word"]["not_names"])
FRIENDS = re.compile(r"\b(?:allies|partners|backers|donors|neighbours|neighbors|creditors|lenders|guarantors)$")
_FORMER = re.compile(
    r"(?:\b[Ff]ormer(?:ly)? |\b[Ee]x-|\b[Tt]hen-|\b[Tt]he then |\b[Ll]ate |\b[Oo]ne-time |\b[Ee]rstwhile )$"
)
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Tt]o|[Oo]utside|[Aa]round|[Ii]nto|[Ii]nside|[Aa]cross|[Tt]owards?|[Oo]ver"
    r"|[Tt]hrough|[Ww]ithin|[Oo]nto|[Vv]ia|[Ss]outh of|[Nn]orth of|[Ee]ast of|[Ww]est of|[Vv]isit(?:ed|ing|s)?"
    r"|[Ll]eft|[Ii]n (?:eastern|western|southern|northern|central|downtown|occupied)) (?:the )?$"
)
_EVENT = re.compile(
    r" (?:[a-z]+ )?(?:agreements?|accords?|declaration|memorandum|protocols?|summit|conference"
    r"|talks|treaty|convention|process"
    r"|format|club|meeting|communique|statement|formula|principles|plan|mayor|airport|suburbs?"
    r"|hotel|region|oblast|stock)\b"
)
_VERBLIKE = re.compile(
    r" (?:have|has|had|are|were|will|would|can|could|may|might|must|should|do|did|want|wants"
    r"|wanted|say|said|told|also|and"
    r"|agreed?|pledged?|offer(?:ed)?|refused?|promised?|sent|send|plan(?:ned)?|in|at|on|to|not"
    r"|never|themselves|who|first|then"
    r"|give|gave|put|see|saw|think|insist(?:ed)?|hope|call(?:ed)?|for|with|but|only|now|alone|keep|kept|[a-z]+ed|by)\b"
)
_DATELINE = re.compile(r" ?(?:,|/|\(|-)")
_STATE_BEFORE_NAME = frozenset(words("names.toml")["word"]["places_in_names"])
_GEORGIA_USA = re.compile(
    r"Atlanta|Savannah|Fulton County|Republican|Democrat|governor|R-Ga|Kemp|Florida|Alabama|South Carolina"
)
_GEORGIA = re.compile(r"Tbilisi|Abkhazia|Ossetia|Saakashvili|Georgian Dream|Ivanishvili|Caucasus")


@dataclass(slots=True)
class Phrase:
    """One phrase as it is put together; positions in the text, empty fields for what is not told."""

    start: int
    end: int
    kind: str
    code: str = ""
    anchor: tuple[int, int] | None = None
    head_end: int = 0
    official: bool = True
    person: str = ""
    role: str = ""
    former: bool = False
    titled: bool = False
    count: int | None = None
    as_place: bool = False
    possessive: bool = False
    owner: str = ""
    codes: tuple[str, ...] = ()


class Surroundings:
    """A folded text with the words found in it, and how far it is read."""

    def __init__(self, folded: str, atoms: list[Atom], when: date | None) -> None:
        self.text = folded
        self.atoms = atoms
        self.when = when
        self.done = 0  # end of the last phrase: nothing may reach back over it
        self.american_georgia: bool | None = None
        self._line = (
            0,
            0,
            False,
        )  # from where to where the last line looked at goes, and whether it is a headline in capitals
        self.full = {known.name: known for _, _, e in atoms if e.kind == PERSON for known in e.persons}

    def _finish(self, phrase: Phrase) -> Phrase:
        if phrase.former and phrase.kind in ("person", "role", "state", "demonym"):
            before = _FORMER.search(self.text, max(self.done, phrase.start - 14), phrase.start)
            if before is not None:
                phrase.start = self._with_the(before.start())
        tail = self.text[phrase.end : phrase.end + 2]
        phrase.possessive = tail == "'s" or (tail[:1] == "'" and self.text[phrase.end - 1 : phrase.end] == "s")
        return phrase

    def _with_the(self, start: int) -> int:
        if self.text[start - 4 : start] in ("the ", "The ", "THE ") and start >= 4:
            return start - 4
        return start

    def _former(self, start: int) -> bool:
        return _FORMER.search(self.text, max(0, start - 14), start) is not None

    def _is_place(self, start: int) -> bool:
        return _PLACE.search(self.text, max(0, start - 18), start) is not None

    def _is_event(self, phrase: Phrase) -> bool:
        return phrase.kind == "capital" and _EVENT.match(self.text, phrase.end) is not None

    def _is_dateline(self, phrase: Phrase) -> bool:
        at_start = phrase.start == 0 or self.text[phrase.start - 1] == "\n"
        return phrase.kind == "capital" and at_start and _DATELINE.match(self.text, phrase.end) is not None

    def _is_people(self, phrase: Phrase) -> bool:
        """Whether the adjective stands as a noun: "the French have"."""
        if self._with_the(phrase.start) == phrase.start:
            return False
        tail = self.text[phrase.end : phrase.end + 16]
        if re.match(r"[.,;:!?)'\"]|$", tail) or _VERBLIKE.match(tail):
            phrase.kind = "people"
            return True
        return False

    def _near(self, word: str, at: int) -> bool:
        left = self.text.rfind("\n", 0, at) + 1
        right = self.text.find("\n", at)
        piece = self.text[max(left, at - 250) : min(right if right >= 0 else len(self.text), at + 250)]
        return word in piece

    def _is_another_thing(self, start: int, end: int) -> bool:
        """Whether the words are a person's name, a US state, a currency or the like."""
        word = self.text[start:end]
        if self.text[max(0, start - 5) : start].lower().endswith(("pro-", "anti-", "non-")):
            return True
        if word in ("US", "U.S.") and self.text[end : end + 1] == "$":
            return True
        if word in _STATE_BEFORE_NAME:
            after = re.match(r" ([A-Z][a-z]+)", self.text[end : end + 20])
            if (
                after
                and after.group(1) not in NOT_A_NAME
                and not any(s == end + 1 and e.kind != SURNAME for s, _, e in self.atoms_from(end))
            ):
                return True
        if word in ("Georgia", "Georgian"):
            return self._georgia_of_america()
        return word == "Commons" and self.text[max(0, start - 9) : start] == "Creative "

    def _georgia_of_america(self) -> bool:
        if self.american_georgia is None:
            self.american_georgia = _GEORGIA_USA.search(self.text) is not None and _GEORGIA.search(self.text) is None
        return self.american_georgia

    def atoms_from(self, position: int) -> list[Atom]:
        """The next two atoms from a position on."""
        at = bisect_left(self.atoms, position, key=lambda atom: atom[0])
        return self.atoms[at : at + 2]
