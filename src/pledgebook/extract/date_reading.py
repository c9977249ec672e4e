"""What every reader of dates shares: the place in the text, its tense, its role, and the found date."""

import bisect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pledgebook.extract import date_wording as wording
from pledgebook.extract import day_arithmetic as reckon
from pledgebook.extract.day_arithmetic import Days
from pledgebook.extract.wording import row_of
from pledgebook.model import Span, When

Kind = Literal["point", "deadline", "start", "duration", "event"]

_LOOK_BACK = 48
_LOOK_AROUND = 240
_REACH_OF_CONTEXT = 1500
_REACH_OF_STORY = 8000
_MONTHS_BACK = 6
_LEAP = 60


def _start(cue: re.Match[str]) -> int:
    return cue.start()


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One date of a text.

    Attributes:
        span: The words that give it, without the preposition before them.
        when: The day, month or year meant, no more precise than the words.
        kind: ``point``; ``deadline`` behind "by" and "until"; ``start`` behind "since" and "from"; ``duration``
            for the end of "for two years".
        absolute: Whether the words carry their own year.
        earliest: First day that the words allow: 21 August for "late August".
        latest: Last day that they allow.
    """

    span: Span
    when: When
    kind: Kind
    absolute: bool
    earliest: date
    latest: date


class Reading:
    """One pass over one text.

    Attributes:
        text: The text.
        published: The day that "today" is; None if unknown.
        found: The dates found so far.
        floor: Where the last found date ends; no later one begins before it.
        told: The date that the story has come to: the last one that is no aside in brackets.
    """

    def __init__(self, text: str, published: date | None, tense_at: Callable[[int], str] | None) -> None:
        self.text = text
        self.published = published
        self.tense_at = tense_at
        self.found: list[FoundDate] = []
        self.floor = 0
        self.told: FoundDate | None = None
        self._told_by: tuple[list[re.Match[str]], list[int]] | None = None

    def add(self, one: FoundDate, end: int) -> None:
        """Take a found date in, and go on behind it."""
        self.found.append(one)
        self.floor = max(one.span.end, end)
        aside = wording.OPEN_BRACKET.search(self.text, max(0, one.span.start - _LOOK_BACK), one.span.start)
        leap = self.told is not None and abs(one.earliest.year - self.told.earliest.year) > _LEAP
        if self.told is None or not (aside or leap):
            self.told = one

    def before(self, start: int) -> str:
        """The words before a place, back to the last found date."""
        return self.text[max(self.floor, start - _LOOK_BACK) : start]

    def tense(self, at: int) -> str:
        """Which way the sentence looks at a place: by the caller's word, else by its nearest verb, else behind."""
        if self.tense_at is not None:
            return self.tense_at(at)
        cues, stops = self._signs()
        stop = bisect.bisect_right(stops, at)
        floor = max(at - _LOOK_AROUND, stops[stop - 1] if stop else 0)
        first, here = bisect.bisect_left(cues, floor, key=_start), bisect.bisect_left(cues, at, key=_start)
        left = cues[first:here]
        if not left or (len(left) == 1 and self._whither(left[0])):
            ceiling = min(at + _LOOK_AROUND, stops[stop] if stop < len(stops) else len(self.text))
            left = [cue for cue in cues[here : here + 1] if cue.end() <= ceiling] or left
        for cue in reversed(left):
            word = cue["cue"]
            if word is None:
                if cue is not left[0] and wording.AFTER_BE.search(self.text, max(floor, cue.start() - 24), cue.start()):
                    continue
                return "past"
            if (word.lower() == "to" and cue is not left[0]) or word == "May":
                continue
            return wording.WORDS.tense[row_of(word)]
        return "past"

    def _signs(self) -> tuple[list[re.Match[str]], list[int]]:
        """The words that tell a tense, and where sentences begin; looked for once."""
        if self._told_by is None:
            stops = [stop.end() for stop in wording.STOP.finditer(self.text)]
            self._told_by = (list(wording.TENSE.finditer(self.text)), stops)
        return self._told_by

    def _whither(self, cue: re.Match[str]) -> bool:
        """Whether "to" says whereto, not what will be done: "flew to Oslo", "sent it to the front"."""
        return cue.group().lower() == "to" and not wording.VERB_NEXT.match(self.text, cue.end())

    def role(self, start: int) -> Kind:
        """What the preposition before makes of a date."""
        match = wording.ROLE_BEFORE.search(self.text[max(0, start - 30) : start])
        if match is None:
            return "point"
        role = wording.WORDS.roles[row_of(match["role"])]
        return "deadline" if role == "deadline" else "start"

    def looks_ahead(self, start: int, role: Kind) -> bool:
        """Whether a date without a year lies ahead."""
        if role == "deadline":
            return True
        if role == "start" and self.text[max(0, start - 12) : start].lower().rstrip().endswith("since"):
            return False
        return self.tense(start) == "future"

    def context_year(self, at: int, month: int | None = None) -> int | None:
        """The year that the text is telling of, where that is not the year of publication.

        Without a day of publication the story goes forward: "in January" behind a December is of the year after it.
        """
        if self.published is None:
            last = self.told
            if last is None or at - last.span.end > _REACH_OF_STORY:
                return None
            over = month is not None and last.when.precision != "year" and last.earliest.month - month > _MONTHS_BACK
            return last.earliest.year + over
        told = self.found[-2:]
        if len(told) < 2 or at - told[0].span.end > _REACH_OF_CONTEXT:
            return None
        year = told[-1].earliest.year
        if any(abs(one.earliest.year - self.published.year) <= 1 for one in told):
            return None
        return year

    def make(
        self,
        start: int,
        end: int,
        days: Days | None,
        *,
        absolute: bool = False,
        when: When | None = None,
        kind: Kind | None = None,
    ) -> FoundDate | None:
        """The found date; None where the calendar has no such day."""
        if days is None:
            return None
        role = kind or self.role(start)
        return FoundDate(Span(start, end), when or days.when(), role, absolute, days.first, days.last)

    def edged(self, start: int, days: Days) -> tuple[int, Days]:
        """Narrow a month or year by "early", "the end of" and the like before it."""
        match = wording.EDGE_BEFORE.search(self.before(start))
        if match is None:
            return start, days
        edge = wording.WORDS.edges[row_of(match["edge"])]
        return start - len(match.group()), reckon.part(days, edge)

    def part_of_year(
        self, start: int, end: int, which: str, unit: str, year: int, *, absolute: bool
    ) -> FoundDate | None:
        """A quarter or half of a year."""
        size = 3 if unit.lower() == "quarter" else 6
        ordinal = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 12 // size - 1}[row_of(which)]
        if ordinal * size >= 12:
            return None
        return self.make(start, end, reckon.months(year, ordinal * size + 1, size), absolute=absolute)

    def anchor(self, at: int) -> date | None:
        """The day that "two days later" counts from: the date found last, else the day of publication."""
        if self.found and at - self.found[-1].span.end < _REACH_OF_CONTEXT and self.found[-1].when.precision != "year":
            return self.found[-1].earliest
        return self.published
