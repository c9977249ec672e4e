"""Figures: every sum and count of every report with the words around it, so that those of one thing can be laid side by side."""

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
_KINDS_COMPARED = frozenset({"troops", "countries", "people"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One sum or count where it stands.

    Attributes:
        report: Id of the report.
        value: How much or how many.
        unit: A currency, or ``troops``, ``countries``, ``people``.
        span: Where it stands.
        around: Stems of the words of its sentence, the figure itself left out.
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

    def speaks_of_the_same(self, other: "Figure", share: float) -> bool:
        """Whether the two sentences are about one thing: enough words in common, and no two different actors."""
        if self.actors and other.actors and not self.actors & other.actors:
            return False
        common = len(self.around & other.around)
        shorter = min(len(self.around), len(other.around))
        return common >= 3 and common >= share * shorter


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
    return Figure(reading.report.id, value, unit, span, frozenset(w for w in around if not w[0].isdigit()), actors, stated)


def pairs_told_apart(shelf: Shelf, figures: Iterable[Figure], share: float) -> Iterator[tuple[Figure, Figure]]:
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
            for one in by_value[first]:
                for other in _nearest(shelf, one, by_value[second]):
                    if one.report != other.report and one.speaks_of_the_same(other, share):
                        yield one, other


def _nearest(shelf: Shelf, one: Figure, others: list[Figure]) -> list[Figure]:
    day = shelf.days.get(one.report)
    if day is None:
        return others[:_BUCKET_REACH]
    near = [other for other in others if abs((shelf.days.get(other.report, day) - day).days) <= DAYS_APART]
    return sorted(near, key=lambda other: abs((shelf.days.get(other.report, day) - day).days))[:_BUCKET_REACH]
