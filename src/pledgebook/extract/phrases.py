"""Puts the words that the gazetteer found together: "Canadian" + "Prime Minister" + "Mark Carney" is one phrase."""

import re
from datetime import date
from itertools import pairwise

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
    Entry,
    known_persons,
    surname_of,
)
from pledgebook.extract.plurals import PluralReader
from pledgebook.extract.spelling import full_names, near_name
from pledgebook.extract.surroundings import FRIENDS, Atom, Phrase

_KIND = {STATE: "state", ADJECTIVE: "demonym", PEOPLE: "people", CAPITAL: "capital", SEAT: "seat", BODY: "body"}
_OWNER = re.compile(r"\b([Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y)(?: own)? $")
_LANGUAGE = re.compile(r"\b(?:[Ii]n|into|[Ss]peaks?|[Ss]poke|[Ss]peaking|fluent|from the) $")
_GROUP_OF = re.compile(
    r"\b(?:allies|members|member states|member countries|member nations|countries|nations|states"
    r"|partners|governments|capitals|backers|donors|neighbours|neighbors|membership)$"
)
_MAX_STRANGERS = 40


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


class _Reader(PluralReader):
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
            if re.match(r" [A-Z]", self.text[end : end + 2]):  # "the North Sea"
                return None, at + 1
            return self._finish(Phrase(start, end, "role", role=entry.role)), at + 1
        return None, at + 1

    def _from_place(self, at: int) -> tuple[Phrase | None, int]:
        start, end, entry = self.atoms[at]
        if self._is_another_thing(start, end):
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
            ) or (FRIENDS.search(text)):
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
        """Take the state that an office or organ belongs to: "of France", "in Berlin", "in Abuja"."""
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
            "Legislators",
            "Congress",
            "Senate",
            "Treasury",
        ):
            return True
        starts_sentence = self.text[max(0, start - 2) : start].strip() in ("", ".")
        high = entry.role in ("head of state", "head of government", "foreign minister", "defence minister")
        return high and word[0].isupper() and " " in word and not starts_sentence and self.text[end : end + 1] in " ,'"

    def _share_nouns(self, found: list[Phrase]) -> None:
        """Give the first of two joined adjectives the noun of the second: "American and Ukrainian negotiators"."""
        for first, second in pairwise(found):
            if (
                first.kind == "demonym"
                and not first.official
                and second.official
                and second.kind in ("demonym", "state")
                and (self.text[first.end : second.start] in (" and ", ", ", " or ", ", and "))
            ):
                first.official, first.role = True, second.role
