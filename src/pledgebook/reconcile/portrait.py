"""A portrait of one report: the little that is kept of it to compare it with others."""

from array import array
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
        content: Stems of all words that carry meaning, sorted; a tuple takes a fifth of the room of a set.
        trigrams: Checksums of all runs of three words, sorted, four bytes each; ``runs`` gives them as numbers.
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
    content: tuple[str, ...]
    trigrams: bytes
    quotes: frozenset[str]
    credits: frozenset[str]
    told: tuple[Told, ...]
    fingerprint: tuple[int, ...]
    copies: tuple[str, ...] = ()

    def runs(self) -> frozenset[int]:
        """Checksums of all runs of three words."""
        return frozenset(memoryview(self.trigrams).cast("I"))

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
        content=tuple(sorted(content_of(tokens))),
        trigrams=array("I", sorted({_checksum(" ".join(run)) for run in trigrams(tokens)})).tobytes(),
        quotes=frozenset(" ".join(words(quote.text)).lower() for quote in reading.clues.quotations),
        credits=frozenset(folded(credit.text).lower() for credit in reading.clues.credits),
        told=tuple(dict.fromkeys(told)),
        fingerprint=reading.clues.fingerprint,
        copies=reading.clues.remains.copies if reading.clues.remains else (),
    )


def by_day(portrait: Portrait) -> tuple[date, str]:
    """Sorts by day and then by id; those without a day come last."""
    return portrait.day or date.max, portrait.report


def story_text(reading: Reading) -> str:
    """The text with furniture blanked out, so that positions stay."""
    text = reading.report.text
    for span in reading.report.furniture:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _checksum(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))
