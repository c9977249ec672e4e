"""How common words and facts are: a word that many reports use says little of what two of them share.

Use is counted over a thousand reports: those written just before the month of the later of the two that are compared, or
the first of the book where there are not so many. So what was common last month decides, not what will be common in a
year; and a report of today changes the likeness of no two others, once the book holds a thousand.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TypeAlias

from pledgebook.reconcile.portrait import Portrait, by_day

COUNTED = 1000
"""Over how many reports use is counted."""

_PRIOR_REPORTS = 60
_PRIOR_SHARE = 0.02

Order: TypeAlias = tuple[date, str]
"""Day and id of a report, by which reports are ordered; those without a day come last."""


class Weight(dict[str, float]):
    """What each word weighs; one that none of the reports used weighs most."""

    def __init__(self, used: Mapping[str, int], reports: int) -> None:
        """Weigh words by how many of so many reports use them.

        In a small book nearly all words look common, so sixty imagined reports, each word in one of fifty, are counted
        along.
        """
        everything, imagined = reports + _PRIOR_REPORTS, _PRIOR_REPORTS * _PRIOR_SHARE
        super().__init__((word, math.log(everything / (number + imagined))) for word, number in used.items())
        self._unused = math.log(everything / imagined)

    def __missing__(self, word: str) -> float:
        return self._unused


@dataclass(frozen=True, slots=True)
class Weights:
    """What words and facts weigh at one time.

    Attributes:
        facts: Of each fact.
        content: Of each word that carries meaning.
    """

    facts: Weight
    content: Weight


@dataclass(frozen=True, slots=True)
class Used:
    """In how many of some reports each word and fact stands.

    Attributes:
        reports: How many reports were counted.
        facts: In how many of them each fact stands.
        content: In how many each word.
    """

    reports: int
    facts: Mapping[str, int]
    content: Mapping[str, int]

    def weights(self) -> Weights:
        """What each weighs by that."""
        return Weights(Weight(self.facts, self.reports), Weight(self.content, self.reports))


def count_use(portraits: Iterable[Portrait]) -> Used:
    """Count in how many reports each word and fact stands."""
    listed = list(portraits)
    facts = Counter(chain.from_iterable(set(portrait.facts) for portrait in listed))
    return Used(len(listed), facts, Counter(chain.from_iterable(portrait.content for portrait in listed)))


def reports_counted(order: Sequence[Order], month: date | None, counted: int = COUNTED) -> Sequence[Order]:
    """Over which reports use is counted for those of a month; None stands for those without a day.

    Args:
        order: All reports, sorted.
        month: Its first day.
        counted: Over how many.
    """
    before = bisect_left(order, (month, "")) if month else 0
    return order[before - counted : before] if before >= counted else order[:counted]


class Usage:
    """The weights of each month, worked out when first asked for; only the last are held."""

    def __init__(self, used: Callable[[date | None], Used]) -> None:
        """Take what counts the use for a month, given by its first day, or for reports without a day."""
        self._used = used
        self._day: tuple[date | None] | None = None
        self._month: tuple[date | None] | None = None
        self._weights = Weights(Weight({}, 0), Weight({}, 0))

    def weights(self, day: date | None) -> Weights:
        """The weights for comparing a report of that day with earlier ones."""
        if self._day != (day,):
            self._day = (day,)
            month = (day.replace(day=1) if day else None,)
            if month != self._month:
                self._month, self._weights = month, self._used(month[0]).weights()
        return self._weights


def usage_in(portraits: Sequence[Portrait], counted: int = COUNTED) -> Usage:
    """The use of words in all reports of a book."""
    known = {portrait.report: portrait for portrait in portraits}
    order = sorted(by_day(portrait) for portrait in portraits)
    last: list[tuple[Sequence[Order], Used]] = []

    def used(month: date | None) -> Used:
        wanted = reports_counted(order, month, counted)
        if not last or last[0][0] != wanted:
            last[:] = [(wanted, count_use(known[report] for _, report in wanted))]
        return last[0][1]

    return Usage(used)
