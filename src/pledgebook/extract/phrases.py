"""Puts the words that the gazetteer found together: "Canadian" + "Prime Minister" + "Mark Carney" is one phrase."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cache

from pledgebook.extract.gazetteer import (
    ADJECTIVE,
    ANAPHOR,
    BODY,
    CAPITAL,
    GROUP,
    NOUN,
    PEOPLE,
    PERSON,
    SEAT,
    STATE,
    SURNAME,
    TRAP,
    Entry,
    Known,
    known_persons,
    surname_of,
    words,
)
from pledgebook.extract.spelling import full_names, near_name

Atom = tuple[int, int, Entry]

_KIND = {STATE: "state", ADJECTIVE: "demonym", PEOPLE: "people", CAPITAL: "capital", SEAT: "seat", BODY: "body"}
_NAME_WORD = r"(?:[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:[-'][A-Za-z][a-z]+)*|[A-Z]\.|[A-Z]'[A-Z][a-z]+|[Aa]l-[A-Z][a-z]+)"
_UNKNOWN_NAME = re.compile(
    rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|(?:bin|bint|de|del|della|di|da|dos|van|von|der|den|el|al|ter|ten|zu)\b)){{0,3}}"
)
_NOT_A_NAME = frozenset(words("names.toml")["word"]["not_names"])
_TITLE_WORD = re.compile(
    r"(?:Mr|Mrs|Ms|Sir|Lord|Lady|Dame|Dr|Gen|Gen\.|General|Admiral|Colonel|Senator|Sen\.|Madame)\.? $"
)
_FORMER = re.compile(
    r"(?:\b[Ff]ormer(?:ly)? |\b[Ee]x-|\b[Tt]hen-|\b[Tt]he then |\b[Ll]ate |\b[Oo]ne-time |\b[Ee]rstwhile )$"
)
_OWNER = re.compile(r"\b([Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y)(?: own)? $")
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Tt]o|[Oo]utside|[Aa]round|[Ii]nto|[Ii]nside|[Aa]cross|[Tt]owards?|[Oo]ver"
    r"|[Tt]hrough|[Ww]ithin|[Oo]nto|[Vv]ia|[Ss]outh of|[Nn]orth of|[Ee]ast of|[Ww]est of|[Vv]isit(?:ed|ing|s)?"
    r"|[Ll]eft|[Ii]n (?:eastern|western|southern|northern|central|downtown|occupied)) (?:the )?$"
)
_EVENT = re.compile(
    r" (?:[a-z]+ )?(?:agreements?|accords?|declaration|memorandum|protocols?|summit|conference|talks|treaty|convention|process"
    r"|format|club|meeting|communique|statement|formula|principles|plan|mayor|airport|suburbs?|hotel|region|oblast|stock)\b"
)
_LANGUAGE = re.compile(r"\b(?:[Ii]n|into|[Ss]peaks?|[Ss]poke|[Ss]peaking|fluent|from the) $")
_VERBLIKE = re.compile(
    r" (?:have|has|had|are|were|will|would|can|could|may|might|must|should|do|did|want|wants|wanted|say|said|told|also|and"
    r"|agreed?|pledged?|offer(?:ed)?|refused?|promised?|sent|send|plan(?:ned)?|in|at|on|to|not|never|themselves|who|first|then"
    r"|give|gave|put|see|saw|think|insist(?:ed)?|hope|call(?:ed)?|for|with|but|only|now|alone|keep|kept|[a-z]+ed|by)\b"
)
_GROUP_OF = re.compile(
    r"\b(?:allies|members|member states|member countries|member nations|countries|nations|states|partners|governments|capitals|backers|donors|neighbours|neighbors|membership)$"
)
_FRIENDS = re.compile(r"\b(?:allies|partners|backers|donors|neighbours|neighbors|creditors|lenders|guarantors)$")
_DATELINE = re.compile(r" ?(?:,|/|\(|-)")
_STATE_BEFORE_NAME = frozenset({"Chad", "Jordan", "Georgia", "Paris", "Israel", "Kenya", "India", "Sofia", "Vienna", "Malta", "Cuba",
                                "London", "Berlin", "Holland", "Ireland", "Washington", "Santiago", "Lima", "Santos", "Guinea", "Tripoli"})  # fmt: skip
_GEORGIA_USA = re.compile(
    r"Atlanta|Savannah|Fulton County|Republican|Democrat|governor|R-Ga|Kemp|Florida|Alabama|South Carolina"
)
_GEORGIA = re.compile(r"Tbilisi|Abkhazia|Ossetia|Saakashvili|Georgian Dream|Ivanishvili|Caucasus")
_MAX_GAP = 48
_MAX_STRANGERS = 40


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


@cache
def _between() -> re.Pattern[str]:
    listed = "|".join(sorted(map(re.escape, words("roles.toml")["between"]["words"]), key=len, reverse=True))
    return re.compile(rf"('s|')?,? (?:(?:{listed}|[Ff]ormer)(?:, | |-))*")


_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBER = rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS[:9])}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))})"


@cache
def _before_group() -> re.Pattern[str]:
    groups = words("groups.toml")
    listed = "|".join(
        sorted(map(re.escape, groups["describing"]["words"] + groups["quantity"]["words"]), key=len, reverse=True)
    )
    return re.compile(
        rf"(?:^|(?<=[^\w-]))((?:(?:{listed}|the|these|those|{_NUMBER}|about|around|nearly|almost|over|at least|or so|more than half of|of"
        rf"|up to|fewer than|less than|another|the other|NATO's|EU's|and)(?: |, ))+)$",
        re.IGNORECASE,
    )


_COUNT = re.compile(rf"\b{_NUMBER}\b", re.IGNORECASE)


def number_in(words_before: str) -> int | None:
    """The count in the words before a plural: "more than two dozen" is 24, "26" is 26; None if none is said.

    >>> number_in("leaders of twenty-six "), number_in("two dozen "), number_in("several ")
    (26, 24, None)
    """
    match = _COUNT.search(words_before)
    low = words_before.lower()
    if match is None:
        return 6 if "half a dozen" in low else 12 if "a dozen" in low else None
    word = match.group().lower()
    if word.isdigit():
        value = int(word)
    else:
        tens, _, unit = word.partition("-")
        value = (20 + 10 * _TENS.index(tens) if tens in _TENS else _UNITS.index(tens) + 1) + (
            _UNITS.index(unit) + 1 if unit else 0
        )
    return value * 12 if "dozen" in low else value


def read_phrases(folded: str, atoms: list[Atom], when: date | None) -> list[Phrase]:
    """The phrases for actors in a folded text, in order, not overlapping."""
    return _Reader(folded, atoms, when).read()


def read_names(folded: str, atoms: list[Atom]) -> list[tuple[int, int, str]]:
    """Places of known persons' names in a folded text, with the name as the tables spell it."""
    reader = _Reader(folded, atoms, None)
    found: list[tuple[int, int, str]] = []
    for start, end, entry in atoms:
        if entry.kind == PERSON and entry.persons:
            found.append((start, end, entry.persons[0].name))
        elif entry.kind == SURNAME:
            known = reader.which(entry)
            if known is not None and reader.is_that_person(start, end, entry, known, titled=False):
                found.append((start, end, known.name))
    return found


class _Reader:
    def __init__(self, folded: str, atoms: list[Atom], when: date | None) -> None:
        self.text = folded
        self.atoms = atoms
        self.when = when
        self.done = 0  # end of the last phrase: nothing may reach back over it
        self.american_georgia: bool | None = None
        self.full = {known.name: known for _, _, e in atoms if e.kind == PERSON for known in e.persons}

    def read(self) -> list[Phrase]:
        found: list[Phrase] = []
        at = 0
        while at < len(self.atoms):
            phrase, following = self._phrase(at)
            if phrase is not None and phrase.start >= self.done:
                found.append(phrase)
                self.done = phrase.end
            at = max(following, at + 1)
        self._share_nouns(found)
        return self._with_other_names(found)

    def _with_other_names(self, found: list[Phrase]) -> list[Phrase]:
        """Add names that are nearly known ones, and later bare surnames of officials whom no table knows."""
        extra: list[Phrase] = []
        for start, end in full_names(self.text):
            near = near_name(self.text[start:end])
            if near is not None:
                term = known_persons()[near[0]].term_on(self.when)
                extra.append(
                    self._finish(
                        Phrase(start, end, "person", term.code, (start, end), end, person=near[0], role=term.role)
                    )
                )
        strangers = {
            surname_of(p.person): p
            for p in found
            if p.kind == "person" and p.titled and p.person not in known_persons() and " " in p.person
        }
        if strangers:
            listed = "|".join(sorted(map(re.escape, list(strangers)[:_MAX_STRANGERS]), key=len, reverse=True))
            for match in re.finditer(
                rf"(?<![\w'-])(?:(?:Mr|Mrs|Ms|Sir|Dr|General|Gen\.?|President|Minister) )?({listed})(?![\w-])",
                self.text,
            ):
                first = strangers[match.group(1)]
                if match.start() > first.end:
                    extra.append(
                        self._finish(
                            Phrase(
                                match.start(), match.end(), "person", first.code, person=first.person, role=first.role
                            )
                        )
                    )
        if not extra:
            return found
        merged: list[Phrase] = []
        for phrase in sorted(found + extra, key=lambda p: (p.start, -p.end)):
            if not merged or merged[-1].end <= phrase.start:
                merged.append(phrase)
        return merged

    def _phrase(self, at: int) -> tuple[Phrase | None, int]:
        kind = self.atoms[at][2].kind
        if kind in (STATE, ADJECTIVE, CAPITAL, SEAT, BODY):
            return self._from_place(at)
        if kind == PEOPLE:
            start, end, entry = self.atoms[at]
            return self._finish(Phrase(self._with_the(start), end, "people", entry.code)), at + 1
        if kind in (PERSON, SURNAME):
            return self._from_person(at)
        if kind == NOUN:
            return self._from_noun(at)
        if kind == GROUP:
            start, end, entry = self.atoms[at]
            return self._finish(Phrase(start, end, "group", "GROUP", as_place=self._is_place(start))), at + 1
        if kind == ANAPHOR:
            start, end, entry = self.atoms[at]
            return self._finish(Phrase(start, end, "role", role=entry.role)), at + 1
        return None, at + 1

    # -- a state, its adjective, capital or seat, or a body ------------------------------------------------

    def _from_place(self, at: int) -> tuple[Phrase | None, int]:
        start, end, entry = self.atoms[at]
        if self._is_another_thing(start, end, entry):
            return None, at + 1
        phrase = Phrase(start, end, _KIND[entry.kind], entry.code, anchor=(start, end), role=entry.role)
        if self.text[end : end + 1] == "-" and self.text[end + 1 : end + 2].isalpha():  # "US-led"
            phrase.kind, phrase.official = "demonym", False
            return self._finish(phrase), at + 1
        following, noun = self._take_nouns(phrase, at + 1, entry)
        if noun is not None:
            text = self.text[phrase.start : phrase.end]
            if (
                entry.kind == BODY
                and _GROUP_OF.search(text)
                and phrase.code in ("NATO", "UN", "G20", "AU", "COW", "OSCE")
            ) or (_FRIENDS.search(text)):
                phrase.kind, phrase.code, phrase.role = "group", "GROUP", ""
                self._take_quantity(phrase)
                return self._finish(phrase), following
            if noun.role:
                following = self._take_person(phrase, following)
        elif entry.kind in (STATE, CAPITAL) or (entry.adjective and entry.kind == STATE):
            following = self._take_person_of_state(phrase, following)
        if noun is None and not phrase.person:
            if entry.kind == ADJECTIVE and not self._is_people(phrase):
                phrase.official = False
                if _LANGUAGE.search(self.text, max(0, start - 12), start) and not re.match(
                    r" (?!and\b|or\b)[a-z]", self.text[end : end + 8]
                ):
                    return None, at + 1
            elif entry.kind in (STATE, CAPITAL, SEAT):
                phrase.as_place = self._is_place(start) or self._is_event(phrase) or self._is_dateline(phrase)
            if entry.kind == BODY or entry.adjective or entry.kind == STATE:
                phrase.as_place = phrase.as_place or False
        if entry.kind == CAPITAL and entry.code == "EU" and self._near("NATO", start) and not self._near("EU", start):
            phrase.code = "NATO"
        if entry.kind != ADJECTIVE or noun is not None or phrase.kind == "people":
            phrase.start = self._with_the(phrase.start)
        phrase.former = self._former(phrase.start)
        return self._finish(phrase), following

    def _take_nouns(self, phrase: Phrase, at: int, base: Entry) -> tuple[int, Entry | None]:
        """Take up to three official nouns behind: "German" + "foreign ministry" + "spokeswoman"."""
        last: Entry | None = None
        for _ in range(3):
            if at >= len(self.atoms):
                break
            start, end, entry = self.atoms[at]
            gap = self.text[phrase.end : start]
            if entry.kind == SEAT and last is None and entry.code == phrase.code and gap in (" ", "'s "):
                phrase.end, phrase.head_end, last, at = end, end, Entry(NOUN, organ="government", role=""), at + 1
                continue
            if entry.kind != NOUN or len(gap) > _MAX_GAP or _between().fullmatch(gap) is None:
                break
            if gap.startswith(",") or (last is not None and gap not in (" ", "'s ")):
                break
            bare = not gap.startswith("'")
            if last is None and bare and base.kind in (STATE, CAPITAL) and not base.adjective:
                if not (self.text[start].isupper() or entry.organ in ("officials", "government")):
                    break
                if self._is_place(phrase.start):
                    break
            if not (entry.role or entry.organ) and not _FRIENDS.search(self.text, start, end) and base.kind != BODY:
                break
            if last is not None and entry.groups and not entry.role and not entry.organ:
                break
            phrase.end, phrase.head_end, last = end, end, entry
            phrase.role = entry.role or entry.organ or phrase.role
            phrase.former = phrase.former or "ormer " in gap
            at += 1
        return at, last

    def _take_person(self, phrase: Phrase, at: int) -> int:
        """Take the name behind a title, known or not."""
        if phrase.role in ("forces", "parliament", "government", "ministry") or phrase.person:
            return at
        if at < len(self.atoms):
            start, end, entry = self.atoms[at]
            gap = self.text[phrase.end : start]
            if entry.kind in (PERSON, SURNAME) and gap in (
                " ",
                ", ",
                " - ",
                ", Mr ",
                " Mr ",
                ", Sir ",
                " Sir ",
                ", General ",
                " General ",
            ):
                known = self.which(entry, phrase.code)
                if gap[0] == "," and entry.kind == SURNAME:
                    return at
                phrase.person = known.name if known else self.text[start:end]
                phrase.titled, phrase.kind = True, "person"
                if not phrase.code and known:
                    phrase.code = known.term_on(self.when).code
                    phrase.anchor = (start, end)
                phrase.end = phrase.head_end = end
                return at + 1
        gap = ", " if self.text.startswith(", ", phrase.end) else " "
        match = _UNKNOWN_NAME.match(self.text, phrase.end + len(gap))
        if match is None or self.text[phrase.end : match.start()] != gap:
            return at
        name = self._trim_name(match.group())
        end = match.start() + len(name)
        if not name or (gap == ", " and (" " not in name or self.text[end : end + 1] not in ",.;:)'")):
            return at
        after = at
        while after < len(self.atoms) and self.atoms[after][0] < end:
            if self.atoms[after][2].kind not in (SURNAME, PERSON, TRAP):
                return at
            after += 1
        near = near_name(name) if " " in name else None
        phrase.person, phrase.titled, phrase.end, phrase.head_end = near[0] if near else name, True, end, end
        if near and not phrase.code:
            phrase.code = known_persons()[near[0]].term_on(self.when).code
        phrase.kind = "person"
        return after

    def _take_person_of_state(self, phrase: Phrase, at: int) -> int:
        """ "Italy's Giorgia Meloni"."""
        if at < len(self.atoms):
            start, end, entry = self.atoms[at]
            if entry.kind == PERSON and self.text[phrase.end : start] == "'s ":
                known = self.which(entry, phrase.code)
                phrase.person = known.name if known else self.text[start:end]
                phrase.role = known.term_on(self.when).role if known else ""
                phrase.kind, phrase.titled, phrase.end, phrase.head_end = "person", True, end, end
                return at + 1
        return at

    def _trim_name(self, name: str) -> str:
        parts = name.split(" ")
        for index, part in enumerate(parts):
            if part in _NOT_A_NAME:
                parts = parts[:index]
                break
        while parts and not parts[-1][0].isupper() and not parts[-1].startswith("al-"):
            parts.pop()
        return " ".join(parts)

    # -- a person ------------------------------------------------------------------------------------------

    def which(self, entry: Entry, code: str = "") -> Known | None:
        """Who is meant by a name that several may bear; None if the text does not tell."""
        if len(entry.persons) == 1:
            return entry.persons[0]
        named = [known for known in entry.persons if known.name in self.full]
        if code:
            of_state = [k for k in named or entry.persons if any(term.code == code for term in k.terms)]
            named = of_state or named
        if self.when is not None and len(named) != 1:
            pool = named or list(entry.persons)
            named = [known for known in pool if known.in_office(self.when)] or named
        if not named and len({known.terms[-1].code for known in entry.persons}) == 1:
            named = list(entry.persons)
            return named[0]
        return named[0] if len(named) == 1 or (named and (code or entry.kind == PERSON)) else None

    def _from_person(self, at: int) -> tuple[Phrase | None, int]:
        start, end, entry = self.atoms[at]
        title = _TITLE_WORD.search(self.text, max(0, start - 10), start)
        known = self.which(entry)
        if entry.kind == SURNAME and not self.is_that_person(start, end, entry, known, titled=title is not None):
            return None, at + 1
        if known is None:
            known = entry.persons[0]
        term = known.term_on(self.when)
        phrase = Phrase(start, end, "person", term.code, (start, end), end, person=known.name, role=term.role)
        phrase.former = self._former(start)
        if title is not None:
            phrase.start = title.start()
        following = self._take_apposition(phrase, at + 1)
        following = self._take_office(phrase, following)
        return self._finish(phrase), following

    def is_that_person(self, start: int, end: int, entry: Entry, known: Known | None, *, titled: bool) -> bool:
        if known is not None and known.name in self.full:
            return True
        if known is None or not (entry.certain or titled):
            return False
        before = re.search(r"([A-Z][\w'-]*) $", self.text[max(0, start - 24) : start])
        if before and not titled:
            word = before.group(1)
            sentence_start = re.search(
                r"(?:^|[.!?:\n\"(]\s*)$", self.text[max(0, start - 26) : max(0, start - len(word) - 1)]
            )
            if word not in _NOT_A_NAME and not sentence_start:
                return False
            if (
                sentence_start
                and word not in _NOT_A_NAME
                and not re.fullmatch(
                    r"[A-Z][a-z]+(?:ly|ing)|Yet|So|Then|Like|Once|Since|Unlike|Though|Even|Not|Only|Both|While", word
                )
            ):
                return False
        after = re.match(r" ([A-Z][a-z]+)", self.text[end : end + 20])
        return not (after and after.group(1) not in _NOT_A_NAME)

    def _take_apposition(self, phrase: Phrase, at: int) -> int:
        """ "Steve Witkoff, the American envoy"; "Kassym-Jomart Tokayev of Kazakhstan"."""
        if at >= len(self.atoms):
            return at
        start, end, entry = self.atoms[at]
        gap = self.text[phrase.end : start]
        if entry.kind in (STATE, BODY, CAPITAL) and gap in (", for ", ", for the ") and self.text[end : end + 1] == ",":
            phrase.code, phrase.anchor, phrase.end, phrase.titled = entry.code, (start, end), end, True
            return at + 1
        if entry.kind in (STATE, BODY) and gap in (" of ", " of the "):
            phrase.code, phrase.anchor, phrase.end = entry.code, (start, end), end
            return at + 1
        if entry.kind in (STATE, ADJECTIVE, CAPITAL, BODY) and gap in (
            ", ",
            ", the ",
            ", a ",
            ", an ",
            ", a senior ",
            ", a former ",
            ", the former ",
            " the ",
        ):
            piece = Phrase(start, end, "state", entry.code)
            following, noun = self._take_nouns(piece, at + 1, entry)
            if noun is not None and noun.role and not noun.organ:
                phrase.code, phrase.anchor, phrase.role = entry.code, (start, end), noun.role
                phrase.end, phrase.titled = piece.end, True
                phrase.former = phrase.former or "former" in gap or piece.former
                return following
            return at
        if entry.kind == NOUN and entry.role and gap in (", the ", ", "):
            follow = re.match(r"(?: of (?:the )?)?", self.text[end : end + 10])
            next_at = at + 1
            if follow and follow.group() and next_at < len(self.atoms):
                s2, e2, second = self.atoms[next_at]
                if s2 == end + follow.end() and second.kind in (STATE, BODY):
                    phrase.code, phrase.anchor, phrase.role, phrase.end, phrase.titled = (
                        second.code,
                        (s2, e2),
                        entry.role,
                        e2,
                        True,
                    )
                    return next_at + 1
            if self.text[end : end + 1] in ",." and gap == ", the ":
                phrase.role, phrase.end, phrase.titled = entry.role, end, True
                return next_at
        return at

    def _take_office(self, phrase: Phrase, at: int) -> int:
        """ "Tony Abbott's government"."""
        if at < len(self.atoms):
            start, end, entry = self.atoms[at]
            if (
                entry.kind == NOUN
                and self.text[phrase.end : start] in ("'s ", "' ", "'s own ", " ")
                and (
                    entry.organ in ("government", "ministry") or self.text[start:end] in ("team", "officials", "office")
                )
            ):
                phrase.end = phrase.head_end = end
                return at + 1
        match = re.match(
            r"'s (?:office|own office|team|camp|people|department)\b", self.text[phrase.end : phrase.end + 20]
        )
        if match:
            phrase.end += match.end()
            phrase.head_end = phrase.end
        return at

    # -- a title, an organ or a plural without a state before it -------------------------------------------

    def _from_noun(self, at: int) -> tuple[Phrase | None, int]:
        start, end, entry = self.atoms[at]
        phrase = Phrase(start, end, "role", head_end=end, role=entry.role or entry.organ)
        following = at + 1
        if entry.role or entry.organ:
            following, _ = self._take_nouns(phrase, following, entry)
            if not entry.organ or entry.role:
                following = self._take_person(phrase, following)
            following = self._take_owner_state(phrase, following)
            if phrase.code and not phrase.person:
                following = self._take_person(phrase, following)
        if entry.groups and not phrase.code and not phrase.person:
            group = self._group(at)
            if group is not None:
                return group
        owner = _OWNER.search(self.text, max(0, start - 12), start)
        if owner and not phrase.code:
            phrase.start, phrase.owner = owner.start(), owner.group(1).lower()
        elif not (phrase.person or phrase.code):
            with_the = self._with_the(start)
            if with_the == start and not self._stands_bare(start, end, entry):
                return None, at + 1
            phrase.start = with_the
        else:
            phrase.start = self._with_the(phrase.start)
        phrase.former = self._former(start)
        return self._finish(phrase), following

    def _take_owner_state(self, phrase: Phrase, at: int) -> int:
        """ "the president of France", "officials in Berlin", "the government in Abuja"."""
        if at >= len(self.atoms):
            return at
        start, end, entry = self.atoms[at]
        gap = self.text[phrase.end : start]
        if (gap in (" of ", " of the ", " for ") and entry.kind in (STATE, BODY, PEOPLE)) or (
            gap in (" in ", " from ")
            and entry.kind in (CAPITAL, STATE)
            and phrase.role in ("government", "ministry", "officials", "parliament", "other official")
        ):
            phrase.code, phrase.anchor = entry.code, (start, end)
            phrase.end = end
            if phrase.kind != "person":
                phrase.kind = "state"
            return at + 1
        return at

    def _stands_bare(self, start: int, end: int, entry: Entry) -> bool:
        word = self.text[start:end]
        if word in (
            "Parliament",
            "parliament",
            "ministers",
            "Ministers",
            "lawmakers",
            "Lawmakers",
            "MPs",
            "legislators",
            "Congress",
            "Treasury",
        ):
            return True
        return bool(entry.role in ("head of state", "head of government", "foreign minister", "defence minister") and word[0].isupper() and
                    self.text[max(0, start - 2) : start].strip() not in ("", ".") and self.text[end : end + 1] in " ,'" and " " in word)  # fmt: skip

    def _group(self, at: int) -> tuple[Phrase, int] | None:
        start, end, entry = self.atoms[at]
        before = _before_group().search(self.text, max(self.done, start - 80), start)
        bare = self.text[start:end].lower() in _bare_groups()
        if before is None and not bare and not self._of_a_group(at):
            return None
        phrase = Phrase(before.start(1) if before else start, end, "group", "GROUP", head_end=end)
        if before:
            lead = before.group(1)
            drop = len(lead) - len(re.sub(r"^(?:(?:of|and) |, )+", "", lead))
            phrase.start += drop
            phrase.count = number_in(lead)
            if lead.strip().lower() in ("and", "of", "its", "their", "our", "other") and not bare:
                return None
            if entry.organ in ("forces", "officials") and not re.search(
                r"\d|[A-Z]|several|many|some|most|allied|western|european|member|donor|coalition", lead
            ):
                return None
        following = at + 1
        if following < len(self.atoms):
            s2, e2, second = self.atoms[following]
            gap = self.text[end:s2]
            match = re.match(r" (?:of|from|representing|for) ", gap)
            if (
                second.kind == NOUN
                and second.groups
                and match
                and (not gap[match.end() :] or _before_group().fullmatch(gap[match.end() :]))
            ):
                phrase.end = e2
                phrase.count = phrase.count or number_in(gap)
                following += 1
            elif match and second.kind == BODY and gap in (" of ", " of the "):
                phrase.end, following = e2, following + 1
                if second.code in ("G7", "EU"):
                    phrase.kind, phrase.code = "body", second.code
        return self._finish(phrase), following

    def _of_a_group(self, at: int) -> bool:
        """ "leaders of 30 countries"."""
        if at + 1 >= len(self.atoms):
            return False
        gap = self.text[self.atoms[at][1] : self.atoms[at + 1][0]]
        match = re.match(r" (?:of|from) ", gap)
        second = self.atoms[at + 1][2]
        return bool(second.kind == NOUN and second.groups and match and _before_group().fullmatch(gap[match.end() :]))

    def _take_quantity(self, phrase: Phrase) -> None:
        before = _before_group().search(self.text, max(self.done, phrase.start - 80), phrase.start)
        if before:
            lead = before.group(1)
            phrase.start = before.start(1) + len(lead) - len(re.sub(r"^(?:(?:of|and) |, )+", "", lead))
            phrase.count = number_in(lead)

    # -- what stands around --------------------------------------------------------------------------------

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
        """ "the French have ...": the adjective as a noun."""
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

    def _is_another_thing(self, start: int, end: int, entry: Entry) -> bool:
        """Whether the words are a person's name, a US state, a currency or the like."""
        word = self.text[start:end]
        if word in ("US", "U.S.") and self.text[end : end + 1] == "$":
            return True
        if word in _STATE_BEFORE_NAME:
            after = re.match(r" ([A-Z][a-z]+)", self.text[end : end + 20])
            if (
                after
                and after.group(1) not in _NOT_A_NAME
                and not any(s == end + 1 for s, _, _ in self.atoms_from(end))
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

    def _share_nouns(self, found: list[Phrase]) -> None:
        """ "American and Ukrainian negotiators": the first adjective shares the noun of the second."""
        for first, second in zip(found, found[1:], strict=False):
            if (
                first.kind == "demonym"
                and not first.official
                and second.official
                and second.kind in ("demonym", "state")
                and (self.text[first.end : second.start] in (" and ", ", ", " or ", ", and "))
            ):
                first.official, first.role = True, second.role


@cache
def _bare_groups() -> frozenset[str]:
    return frozenset(words("groups.toml")["bare"]["words"])
