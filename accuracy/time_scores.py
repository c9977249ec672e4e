"""How far the values of a tagger agree with those of a corpus: value F1 as in the TempEval contests.

An expression counts as found if some words are shared (each with one expression only, the greatest overlap first), and
as right if the values agree as well. Precision is right of found, recall right of annotated.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from time_corpora import Document, Expression

_CALENDAR = re.compile(r"(?:BC)?\d{2,4}|FY\d|XXXX")
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)\?")


@dataclass(frozen=True, slots=True)
class Answer:
    """One expression as a tagger gives it; several values are readings that it leaves open."""

    start: int
    end: int
    values: tuple[str, ...]


Tagger = Callable[[Document], Iterable[Answer]]


@dataclass(slots=True)
class Score:
    """Counts over documents."""

    annotated: int = 0
    found: int = 0
    matched: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        both = self.found + self.annotated
        return 2 * self.right / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """Scores over every expression, and over those that name a time of the calendar, cut to the day."""

    every: Score = field(default_factory=Score)
    dates: Score = field(default_factory=Score)

    def add(self, document: Document, answers: Iterable[Answer]) -> None:
        """Count one document."""
        found = list(answers)
        pairs = _pairs(document.expressions, found)
        _count(self.every, document.expressions, found, pairs, lambda value: bool(value), to_the_day=False)
        _count(self.dates, document.expressions, found, pairs, _of_the_calendar, to_the_day=True)


def _of_the_calendar(value: str) -> bool:
    return _CALENDAR.match(value) is not None and value.replace("X", "").strip("-") != ""


def _pairs(gold: tuple[Expression, ...], found: list[Answer]) -> dict[int, int]:
    """Answer to expression, each at most once."""
    near = [
        (
            min(one.end, other.end) - max(one.start, other.start),
            -abs(one.end - one.start - other.end + other.start),
            g,
            f,
        )
        for g, one in enumerate(gold)
        for f, other in enumerate(found)
        if one.start < other.end and other.start < one.end
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, f in sorted(near, reverse=True):
        if f not in pairs and g not in taken:
            pairs[f] = g
            taken.add(g)
    return pairs


def _count(
    score: Score,
    gold: tuple[Expression, ...],
    found: list[Answer],
    pairs: dict[int, int],
    asked: Callable[[str], bool],
    *,
    to_the_day: bool,
) -> None:
    """Count what is asked for; an answer to what is not asked for counts neither way."""
    wanted = [one for one in gold if not one.given and asked(one.value)]
    score.annotated += len(wanted)
    for number, answer in enumerate(found):
        at = pairs.get(number)
        if at is None:
            beside = any(one.start < answer.end and answer.start < one.end and one not in wanted for one in gold)
            score.found += not beside and any(map(asked, answer.values))
        elif gold[at] in wanted:
            score.found += 1
            score.matched += 1
            score.right += any(agree(value, gold[at].value, to_the_day=to_the_day) for value in answer.values)


def agree(value: str, gold: str, *, to_the_day: bool = False) -> bool:
    """Whether two values say the same; a moment is cut to what the corpus tells.

    >>> agree("2009-06-01T12:00?", "2009-06"), agree("2009-W23", "2009-06"), agree("199", "199X")
    (True, False, True)
    """
    moment = _MOMENT.fullmatch(value)
    if moment is not None:
        value = _cut(moment, gold)
    if to_the_day:
        value, gold = value.partition("T")[0], gold.partition("T")[0]
    return _plain(value) == _plain(gold)


def _plain(value: str) -> str:
    """Without what says nothing: unknown parts at the end, the letter of universal time."""
    value = re.sub(r"(?:-XX)+\Z|(?<=\d)Z\Z", "", value)
    return value.rstrip("X") if re.fullmatch(r"\d{2,3}X{1,2}", value) else value


def _cut(moment: re.Match[str], gold: str) -> str:
    """A moment in the precision of the corpus, in favour of the tagger that gave it."""
    year, month, day, clock = moment.groups()
    at = date(int(year), int(month), int(day))
    if re.match(r"\d{4}-W\d\d-WE", gold):
        return f"{at.isocalendar().year:04d}-W{at.isocalendar().week:02d}-WE"
    if re.match(r"\d{4}-W\d\d", gold):
        return f"{at.isocalendar().year:04d}-W{at.isocalendar().week:02d}"
    if re.match(r"\d{4}-Q", gold):
        return f"{year}-Q{(at.month + 2) // 3}"
    if re.match(r"\d{4}-H", gold):
        return f"{year}-H{(at.month + 5) // 6}"
    if re.match(r"\d{4}-(?:SP|SU|FA|WI)", gold):
        return f"{year}-{('WI', 'SP', 'SU', 'FA')[at.month % 12 // 3]}"
    if re.search(r"T\d\d:\d\d", gold):
        return f"{year}-{month}-{day}T{clock}"
    if "T" in gold:
        return f"{year}-{month}-{day}{gold[gold.index('T') :]}"
    return f"{year}-{month}-{day}"[: len(_plain(gold))] if re.match(r"\d{2,4}", gold) else f"{year}-{month}-{day}"
