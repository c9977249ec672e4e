"""Figures of one thing laid side by side: those whose digits are the same but not their value."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations

from pledgebook.data.comparing import comparing
from pledgebook.model import Amount, Claim
from pledgebook.reconcile.agreement import digits
from pledgebook.reconcile.figures import Figure
from pledgebook.reconcile.homes import GIVING
from pledgebook.reconcile.shelf import Shelf
from pledgebook.reconcile.words import content, stem

_GENERIC = frozenset(stem(word) for word in comparing().generic_items)
_FORTNIGHT = 14
_DAYS_APART = 45
_BUCKET_REACH = 12
_LARGEST_SLIP = 1000


def one_matter(shelf: Shelf, one: Figure, other: Figure) -> bool:
    """Whether two figures with the same digits are of one thing.

    Two digits or more seldom agree by chance, a lone digit often; copies of one original tell the same things, and
    so do reports of one fortnight that have one actor give that sum.
    """
    long = len(digits(one.value)) > 1
    if long and _one_promise(shelf, one, other):
        return True
    if shelf.origin[one.report] == shelf.origin[other.report]:
        return one.speaks_of_the_same(other, 0.05, 1) if long else one.speaks_of_the_same(other, 0.25, 2)
    if long:
        return one.speaks_of_the_same(other, 0.2)
    return one.speaks_of_the_same(other, 0.3 if one.actors & other.actors else 0.4)


def _one_promise(shelf: Shelf, one: Figure, other: Figure) -> bool:
    """Whether both are the sum that one actor gives, told in one fortnight, for things that are not plainly different."""
    if one.stated is None or other.stated is None or not one.actors & other.actors:
        return False
    first, second = shelf.days.get(one.report), shelf.days.get(other.report)
    if first is None or second is None or abs((first - second).days) > _FORTNIGHT:
        return False
    return any(
        mine.actor.code == theirs.actor.code and mine.actor.code != "GROUP" and not _plainly_different(mine, theirs)
        for mine in giving_claims(shelf, one)
        for theirs in giving_claims(shelf, other)
    )


def giving_claims(shelf: Shelf, figure: Figure) -> list[Claim]:
    """The claims by which somebody gives that very sum."""
    return [
        claim
        for claim in shelf.readings[figure.report].claims
        if claim.action in GIVING
        and claim.stance.is_own
        and claim.amounts
        and claim.amounts[0].amount == Amount(figure.value, figure.unit)
        and claim.evidence.span.meets(figure.span)
    ]


def _plainly_different(one: Claim, other: Claim) -> bool:
    mine, theirs = named_things(one), named_things(other)
    return bool(mine and theirs and not mine & theirs)


def named_things(claim: Claim) -> frozenset[str]:
    """What a claim gives, in words that tell it from other things; numbers left out."""
    words = content(" ".join(item.text for item in claim.items)) - _GENERIC
    return frozenset(word for word in words if not word[0].isdigit())


def bucket_of(figure: Figure) -> str:
    """The unit and the digits of a figure, sorted: what stays of it where it is told with a slip."""
    return f"{figure.unit} {''.join(sorted(digits(figure.value)))}"


def pairs_told_apart(shelf: Shelf, figures: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of figures of one thing whose digits are the same but not their value, from reports of one time.

    Figures meet in buckets of unit and digits, where each is laid beside its nearest in time only.
    """
    buckets: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.value:
            buckets[bucket_of(figure)].append(figure)
    for members in buckets.values():
        if len({member.value for member in members}) < 2:
            continue
        by_value: defaultdict[Decimal, list[Figure]] = defaultdict(list)
        for member in sorted(members, key=lambda one: (*shelf.order(one.report), one.span)):
            by_value[member.value].append(member)
        for first, second in combinations(sorted(by_value), 2):
            if second > first * _LARGEST_SLIP:
                continue
            others = _InTime(shelf, by_value[second])
            for one in by_value[first]:
                for other in others.nearest(shelf.days.get(one.report)):
                    if one.report != other.report and one_matter(shelf, one, other):
                        yield one, other


class _InTime:
    """Figures by the day of their report, so that the nearest are found without a look at all."""

    def __init__(self, shelf: Shelf, figures: list[Figure]) -> None:
        """Take figures in the order of time."""
        self._figures = figures
        self._of_day: defaultdict[date | None, list[Figure]] = defaultdict(list)
        for figure in figures:
            self._of_day[shelf.days.get(figure.report)].append(figure)
        self._days = sorted(day for day in self._of_day if day is not None)

    def nearest(self, day: date | None) -> list[Figure]:
        """The nearest to a day, those without a day before all; of no day the earliest."""
        if day is None:
            return self._figures[:_BUCKET_REACH]
        found = [*self._of_day.get(day, ()), *self._of_day.get(None, ())]
        apart = 0
        for other in self._around(day):
            if abs(other - day).days != apart:
                apart = abs(other - day).days
                if len(found) >= _BUCKET_REACH:
                    break
            found += self._of_day[other]
        return found[:_BUCKET_REACH]

    def _around(self, day: date) -> Iterator[date]:
        """The days near another, nearest first, of two as near the earlier first; that day itself left out."""
        after = bisect_right(self._days, day)
        before = bisect_left(self._days, day) - 1
        while True:
            ahead = (self._days[after] - day).days if after < len(self._days) else _DAYS_APART + 1
            behind = (day - self._days[before]).days if before >= 0 else _DAYS_APART + 1
            if min(ahead, behind) > _DAYS_APART:
                return
            if behind <= ahead:
                yield self._days[before]
                before -= 1
            else:
                yield self._days[after]
                after += 1


def moved(day: date, days: int) -> date:
    """A day so many days on; the first or last day of the calendar where that is past it.

    >>> moved(date(2025, 9, 4), -4)
    datetime.date(2025, 8, 31)
    """
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
