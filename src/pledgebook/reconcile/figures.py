"""Figures: every sum and count of every report with the words around it, to lay those of one thing side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pledgebook.data.measures import counted_words
from pledgebook.model import Reading, Span, StatedAmount
from pledgebook.reconcile.agreement import digits
from pledgebook.reconcile.shelf import Shelf
from pledgebook.reconcile.words import content, sentence_bounds

DAYS_APART = 45
_BUCKET_REACH = 12
_LARGEST_SLIP = 1000
_KINDS_COMPARED = frozenset({"troops", "countries", "people"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One sum or count where it stands.

    Attributes:
        report: Id of the report.
        value: How much or how many.
        unit: A currency, or ``troops``, ``countries``, ``people``.
        span: Where it stands.
        around: Stems of the words and numbers of its sentence, the figure itself left out.
        actors: Codes of those whose claims rest on the sentence.
        stated: The sum as stated with its conversions; None for a count.
    """

    report: str
    value: Decimal
    unit: str
    span: Span
    around: frozenset[str]
    actors: frozenset[str]
    stated: StatedAmount | None = None

    def speaks_of_the_same(self, other: "Figure", share: float, least: int = 3) -> bool:
        """Whether the two sentences are about one thing: enough words in common, and no two different actors."""
        if self.actors and other.actors and not self.actors & other.actors:
            return False
        common = len(self.around & other.around)
        shorter = min(len(self.around), len(other.around))
        return common >= least and common >= share * shorter


def sums_of(reading: Reading) -> Iterator[Figure]:
    """The sums of money of one report."""
    for stated in reading.clues.amounts:
        yield _figure(reading, stated.amount.value, stated.amount.currency, stated.span, stated)


def counts_of(reading: Reading) -> Iterator[Figure]:
    """The counts of troops, countries and people of one report."""
    for stated in reading.clues.counts:
        kind = kind_of(stated.quantity.unit)
        if kind in _KINDS_COMPARED:
            yield _figure(reading, stated.quantity.value, kind, stated.span)


def kind_of(unit: str) -> str:
    """What kind of thing a unit counts, by its last word.

    >>> kind_of("NATO countries"), kind_of("French soldiers")
    ('countries', 'troops')
    """
    last = unit.lower().split()[-1].strip(".,;:") if unit.split() else ""
    return counted_words().kinds.get(last, "item")


def _figure(reading: Reading, value: Decimal, unit: str, span: Span, stated: StatedAmount | None = None) -> Figure:
    text = reading.report.text
    begin, end = sentence_bounds(text, span.start, span.end)
    around = content(f"{text[begin : span.start]} {text[span.end : end]}")
    actors = frozenset(claim.actor.code for claim in reading.claims if claim.evidence.span.meets(Span(begin, end)))
    return Figure(reading.report.id, value, unit, span, around, actors, stated)


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
    near = [other for other in others if abs((shelf.days.get(other.report, day) - day).days) <= DAYS_APART]
    return sorted(near, key=lambda other: abs((shelf.days.get(other.report, day) - day).days))[:_BUCKET_REACH]
