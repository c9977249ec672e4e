"""Figures of one thing laid side by side: those whose digits are the same but not their value."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from pledgebook.reconcile.agreement import digits
from pledgebook.reconcile.figures import Figure
from pledgebook.reconcile.shelf import Shelf

_DAYS_APART = 45
_BUCKET_REACH = 12
_LARGEST_SLIP = 1000


def one_matter(shelf: Shelf, one: Figure, other: Figure) -> bool:
    """Whether two figures with the same digits are of one thing.

    Two digits or more seldom agree by chance, a lone digit often; copies of one original tell the same things.
    """
    long = len(digits(one.value)) > 1
    if shelf.origin[one.report] == shelf.origin[other.report]:
        return one.speaks_of_the_same(other, 0.05, 1) if long else one.speaks_of_the_same(other, 0.25, 2)
    if long:
        return one.speaks_of_the_same(other, 0.2)
    return one.speaks_of_the_same(other, 0.3 if one.actors & other.actors else 0.4)


def pairs_told_apart(shelf: Shelf, figures: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of figures of one thing whose digits are the same but not their value, from reports of one time.

    Figures meet in buckets of unit and digits, where each is laid beside its nearest in time only.
    """
    buckets: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.value:
            buckets[figure.unit, "".join(sorted(digits(figure.value)))].append(figure)
    for members in buckets.values():
        if len({member.value for member in members}) < 2:
            continue
        by_value: defaultdict[Decimal, list[Figure]] = defaultdict(list)
        for member in sorted(members, key=lambda one: (*shelf.order(one.report), one.span)):
            by_value[member.value].append(member)
        for first, second in combinations(sorted(by_value), 2):
            if second > first * _LARGEST_SLIP:
                continue
            for one in by_value[first]:
                for other in _nearest(shelf, one, by_value[second]):
                    if one.report != other.report and one_matter(shelf, one, other):
                        yield one, other


def _nearest(shelf: Shelf, one: Figure, others: list[Figure]) -> list[Figure]:
    day = shelf.days.get(one.report)
    if day is None:
        return others[:_BUCKET_REACH]
    near = [other for other in others if abs((shelf.days.get(other.report, day) - day).days) <= _DAYS_APART]
    return sorted(near, key=lambda other: abs((shelf.days.get(other.report, day) - day).days))[:_BUCKET_REACH]
