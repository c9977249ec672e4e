"""Titles, organs and names beside an actor: "Canadian" + "Prime Minister" + "Mark Carney"."""

import re
from functools import cache

from pledgebook.extract.gazetteer import (
    ADJECTIVE,
    BODY,
    CAPITAL,
    NOUN,
    PERSON,
    SEAT,
    STATE,
    SURNAME,
    TRAP,
    Entry,
    Known,
    known_persons,
    words,
)
from pledgebook.extract.spelling import near_name
from pledgebook.extract.surroundings import FRIENDS, NOT_A_NAME, Phrase, Surroundings

_NAME_WORD = r"(?:[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:[-'][A-Za-z][a-z]+)*|[A-Z]\.|[A-Z]'[A-Z][a-z]+|[Aa]l-[A-Z][a-z]+)"
_UNKNOWN_NAME = re.compile(
    rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|(?:bin|bint|de|del|della|di|da|dos|van|von|der|den|el|al|ter|ten|zu)\b)){{0,3}}"
)
_TITLE_WORD = re.compile(
    r"(?:Mr|Mrs|Ms|Sir|Lord|Lady|Dame|Dr|Gen|Gen\.|General|Admiral|Colonel|Senator|Sen\.|Madame)\.? $"
)
_MAX_GAP = 48
_LONGEST_HEADLINE = 160
_HEADLINE_LINKS = frozenset(words("names.toml")["word"]["headline_links"])


@cache
def _between() -> re.Pattern[str]:
    listed = "|".join(sorted(map(re.escape, words("roles.toml")["between"]["words"]), key=len, reverse=True))
    return re.compile(rf"('s|')?,? (?:(?:{listed}|[Ff]ormer)(?:, | |-))*")


class TitleReader(Surroundings):
    """Takes the nouns and names that belong to an actor into its phrase."""

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
            if not (entry.role or entry.organ) and not FRIENDS.search(self.text, start, end) and base.kind != BODY:
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
        """Take the person a state is said to own: "Italy's Giorgia Meloni"."""
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
            if part in NOT_A_NAME:
                parts = parts[:index]
                break
        while parts and not parts[-1][0].isupper() and not parts[-1].startswith("al-"):
            parts.pop()
        return " ".join(parts)

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
        """Whether a surname that stands alone may be taken for the person."""
        if known is not None and known.name in self.full:
            return True
        if known is None or not (entry.certain or titled):
            return False
        headline = self._is_headline(start)
        before = re.search(r"([A-Z][\w'-]*) $", self.text[max(0, start - 24) : start])
        if before and headline and before.group(1).lower() in _HEADLINE_LINKS:
            before = None
        if before and not titled:
            word = before.group(1)
            sentence_start = re.search(
                r"(?:^|[.!?:\n\"(]\s*)$", self.text[max(0, start - 26) : max(0, start - len(word) - 1)]
            )
            if word not in NOT_A_NAME and not sentence_start:
                return False
            if (
                sentence_start
                and word not in NOT_A_NAME
                and not re.fullmatch(
                    r"[A-Z][a-z]+(?:ly|ing)|Yet|So|Then|Like|Once|Since|Unlike|Though|Even|Not|Only|Both|While", word
                )
            ):
                return False
        after = re.match(r" ([A-Z][a-z]+)", self.text[end : end + 20])
        return headline or not (after and after.group(1) not in NOT_A_NAME)

    def _is_headline(self, at: int) -> bool:
        """Whether the line has capitals throughout, as many headlines have: "Trump Promises to Defend Qatar"."""
        if self._line[0] <= at < self._line[1]:
            return self._line[2]
        start, end = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        long = re.findall(r"(?<![\w'-])[^\W\d_]{4,}", self.text[start : min(end, start + _LONGEST_HEADLINE + 1)])
        capitals = sum(word[0].isupper() for word in long)
        titled = end - start <= _LONGEST_HEADLINE and len(long) >= 3 and capitals >= 0.8 * len(long)
        self._line = (start, end + 1, titled)
        return titled

    def _take_apposition(self, phrase: Phrase, at: int) -> int:
        """Take what tells a person's office: ", the American envoy", " of Kazakhstan", ", for London"."""
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
        """Take the organ a person leads: "Tony Abbott" + "'s government"."""
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
