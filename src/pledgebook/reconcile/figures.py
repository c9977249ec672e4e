"""Figures: every sum and count of a report with the words around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pledgebook.data import states
from pledgebook.data.measures import counted_words
from pledgebook.model import Reading, Span, StatedAmount
from pledgebook.reconcile.words import content, folded, sentence_bounds, words

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
        states: Codes of the states that the sentence names by a name, adjective, capital or seat of one word.
        stated: The sum as stated with its conversions; None for a count.
    """

    report: str
    value: Decimal
    unit: str
    span: Span
    around: frozenset[str]
    actors: frozenset[str]
    stated: StatedAmount | None = None
    states: frozenset[str] = frozenset()

    def speaks_of_the_same(self, other: "Figure", share: float, least: int = 3) -> bool:
        """Whether the two sentences are about one thing: enough words in common, and no two different actors or states."""
        if self.actors and other.actors and not self.actors & other.actors:
            return False
        if self.states - other.states and other.states - self.states:
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
    known = states_by_word()
    named = frozenset(known[word] for word in words(text[begin:end]) if word in known)
    return Figure(reading.report.id, value, unit, span, around, actors, stated, named)


@cache
def states_by_word() -> Mapping[str, str]:
    """The state meant by each single word that names one: ``Britain``, ``British``, ``London``."""
    found: dict[str, str] = {}
    for state in states():
        named = (state.name, state.capital, *state.seats, *state.adjectives, *state.demonyms)
        found |= {folded(word): state.code for word in named if word and " " not in word}
    return found
