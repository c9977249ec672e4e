"""Figures: every sum and count of a report with the words around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pledgebook.data.measures import counted_words
from pledgebook.model import Reading, Span, StatedAmount
from pledgebook.reconcile.words import content, sentence_bounds

_KINDS_COMPARED = frozenset({"troops", "countries", "people"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One sum or count where it stands.

    Attributes:
        report: Id of the report.
        value: How much or how many.
        unit: A currency, or ``troops``, ``countries``, ``people``.
        span: Where it stands.
        around: Stems of the words and numbers of its sentence and of what is counted, the number itself left out.
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
            counted = content(stated.quantity.unit)
            yield _figure(reading, stated.quantity.value, kind, stated.span, unit_words=counted)


def kind_of(unit: str) -> str:
    """What kind of thing a unit counts, by its last word.

    >>> kind_of("NATO countries"), kind_of("French soldiers")
    ('countries', 'troops')
    """
    last = unit.lower().split()[-1].strip(".,;:") if unit.split() else ""
    return counted_words().kinds.get(last, "item")


def _figure(
    reading: Reading,
    value: Decimal,
    unit: str,
    span: Span,
    stated: StatedAmount | None = None,
    unit_words: frozenset[str] = frozenset(),
) -> Figure:
    text = reading.report.text
    begin, end = sentence_bounds(text, span.start, span.end)
    around = content(f"{text[begin : span.start]} {text[span.end : end]}") | unit_words
    actors = frozenset(claim.actor.code for claim in reading.claims if claim.evidence.span.meets(Span(begin, end)))
    return Figure(reading.report.id, value, unit, span, around, actors, stated)
