"""A portrait of one report: the little that is kept of it to compare it with others."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pledgebook.model import Reading
from pledgebook.reconcile.words import common_order, content_of, facts, folded, trigrams, words

_SKETCH = 24
_PRIOR_REPORTS = 60
_PRIOR_SHARE = 0.02

Told = tuple[str, str, tuple[Decimal, ...]]


@dataclass(frozen=True, slots=True)
class Portrait:
    """What one report looks like from outside.

    Attributes:
        report: Its id.
        day: The day it is taken to be of; None if unknown.
        outlet: Who published it, folded, lower case; empty if unknown.
        facts: Names and numbers in the order of the text.
        content: Stems of all words that carry meaning.
        trigrams: Hashes of all runs of three words.
        quotes: Quotations of five words or more, folded.
        credits: Media and agencies whose word it gives, folded, lower case.
        told: Actor, action and amounts of its claims, in order, each once.
        fingerprint: MinHash of its word 3-grams.
    """

    report: str
    day: date | None
    outlet: str
    facts: tuple[str, ...]
    content: frozenset[str]
    trigrams: frozenset[int]
    quotes: frozenset[str]
    credits: frozenset[str]
    told: tuple[Told, ...]
    fingerprint: tuple[int, ...]

    def sketch(self) -> tuple[str, ...]:
        """Up to 24 pairs of neighbouring facts, chosen by hash: two reports choose the same of what they share."""
        pairs = {
            f"{first} {second}" for first, second in zip(self.facts, self.facts[1:], strict=False) if first != second
        }
        pairs |= {
            f"{first} {second}" for first, second in zip(self.facts, self.facts[2:], strict=False) if first != second
        }
        return tuple(sorted(pairs, key=_hash)[:_SKETCH])


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two reports are; each share counts from the shorter of the two, from 0 to 1.

    Attributes:
        order: Weight of the facts that both tell in the same order.
        content: Weight of the words that both use.
        runs: Share of the runs of three words that stand in both.
    """

    order: float
    content: float
    runs: float

    @property
    def total(self) -> float:
        """Order and content together, from 0 to 2: copies that are reworded through and through still come near 0.9."""
        return self.order + self.content


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a word or fact tells: more, the fewer reports have it.

    In a small book nearly all words look common, so sixty imagined reports,
    each word in one of fifty, are counted along.

    Attributes:
        facts: Weight by fact.
        content: Weight by stem.
    """

    facts: Mapping[str, float]
    content: Mapping[str, float]


def draw(reading: Reading, day: date | None) -> Portrait:
    """Draw the portrait of one report, furniture left out."""
    tokens = words(story_text(reading))
    told = tuple(
        (claim.actor.code, str(claim.action), tuple(sorted(stated.amount.value for stated in claim.amounts)))
        for claim in reading.claims
    )
    return Portrait(
        report=reading.report.id,
        day=day,
        outlet=folded(reading.report.outlet or "").lower(),
        facts=facts(tokens),
        content=content_of(tokens),
        trigrams=frozenset(_hash(" ".join(run)) for run in trigrams(tokens)),
        quotes=frozenset(" ".join(words(quote.text)).lower() for quote in reading.clues.quotations),
        credits=frozenset(folded(credit.text).lower() for credit in reading.clues.credits),
        told=tuple(dict.fromkeys(told)),
        fingerprint=reading.clues.fingerprint,
    )


def story_text(reading: Reading) -> str:
    """The text with furniture blanked out, so that positions stay."""
    text = reading.report.text
    for span in reading.report.furniture:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def rarity_among(portraits: Iterable[Portrait]) -> Rarity:
    """Count in how many reports each fact and word stands, and weigh them by it."""
    fact_count: Counter[str] = Counter()
    word_count: Counter[str] = Counter()
    reports = 0
    for portrait in portraits:
        reports += 1
        fact_count.update(set(portrait.facts))
        word_count.update(portrait.content)
    return Rarity(_weights(fact_count, reports), _weights(word_count, reports))


def _weights(count: Counter[str], reports: int) -> dict[str, float]:
    everything = reports + _PRIOR_REPORTS
    return {word: math.log(everything / (number + _PRIOR_REPORTS * _PRIOR_SHARE)) for word, number in count.items()}


def likeness(first: Portrait, second: Portrait, rarity: Rarity) -> Likeness:
    """Compare two reports; the costly comparison of order is left out where they share hardly a word."""
    content = _share(first.content, second.content, rarity.content)
    runs = len(first.trigrams & second.trigrams) / max(1, min(len(first.trigrams), len(second.trigrams)))
    if content < 0.1:
        return Likeness(0.0, content, runs)
    weight = {fact: rarity.facts[fact] for fact in {*first.facts, *second.facts}}
    shorter = min(sum(weight[fact] for fact in portrait.facts) for portrait in (first, second))
    order = common_order(first.facts, second.facts, weight) / shorter if shorter else 0.0
    return Likeness(order, content, runs)


def _share(first: frozenset[str], second: frozenset[str], weight: Mapping[str, float]) -> float:
    shorter = min(math.fsum(weight[word] for word in words_) for words_ in (first, second))
    return math.fsum(weight[word] for word in first & second) / shorter if shorter else 0.0


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
