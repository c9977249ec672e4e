"""A portrait of one report: the little that is kept of it to compare it with others."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zlib import crc32

from pledgebook.model import Reading
from pledgebook.reconcile.words import content_of, facts, folded, trigrams, words

_SKETCH = 24

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
        copies: Copies that it is known to have from before its text was taken down.
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
    copies: tuple[str, ...] = ()

    def sketch(self) -> tuple[str, ...]:
        """Up to 24 pairs of neighbouring facts, chosen by checksum: two reports choose the same of what they share."""
        pairs = {
            f"{first} {second}" for first, second in zip(self.facts, self.facts[1:], strict=False) if first != second
        }
        pairs |= {
            f"{first} {second}" for first, second in zip(self.facts, self.facts[2:], strict=False) if first != second
        }
        return tuple(sorted(pairs, key=_checksum)[:_SKETCH])


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
        trigrams=frozenset(_checksum(" ".join(run)) for run in trigrams(tokens)),
        quotes=frozenset(" ".join(words(quote.text)).lower() for quote in reading.clues.quotations),
        credits=frozenset(folded(credit.text).lower() for credit in reading.clues.credits),
        told=tuple(dict.fromkeys(told)),
        fingerprint=reading.clues.fingerprint,
        copies=reading.clues.remains.copies if reading.clues.remains else (),
    )


def story_text(reading: Reading) -> str:
    """The text with furniture blanked out, so that positions stay."""
    text = reading.report.text
    for span in reading.report.furniture:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _checksum(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))
