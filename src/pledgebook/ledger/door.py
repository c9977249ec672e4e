"""What is checked before a reading goes into the book."""

from dataclasses import fields, replace
from typing import Any

from pledgebook.ledger.codec import printable
from pledgebook.model.claim import Claim, misquotes
from pledgebook.model.clue import Clues
from pledgebook.model.reading import Reading
from pledgebook.model.text import Span


def admitted(reading: Reading, report_id: str) -> Reading:
    """The reading as the book keeps it: under the report's id there, and without what is not verbatim.

    Claims and clues that are left out are counted in ``refused``.
    """
    text = reading.report.text
    kept = tuple(claim for claim in reading.claims if _is_verbatim(claim, text))
    clues, misplaced = _verbatim_clues(reading.clues, text)
    return replace(
        reading,
        report=replace(reading.report, id=report_id),
        claims=tuple(claim if claim.report == report_id else replace(claim, report=report_id) for claim in kept),
        clues=replace(clues, report=report_id),
        refused=reading.refused + len(reading.claims) - len(kept) + misplaced,
    )


def fit_id(wanted: str) -> str:
    r"""The id that a report asks for, made fit to be shown and typed: without characters that nothing can print.

    >>> fit_id("seed-001"), fit_id("caf\udce9"), fit_id("")
    ('seed-001', 'caf�', 'report')
    """
    return printable(wanted) or "report"


def _is_verbatim(claim: Claim, text: str) -> bool:
    return (
        not misquotes(claim, text)
        and all(span.end <= len(text) for span in _unquoted_spans(claim))
        and 0 <= claim.confidence <= 1
    )


def _verbatim_clues(clues: Clues, text: str) -> tuple[Clues, int]:
    """The clues whose words stand where they say, and how many were left out."""
    kept: dict[str, Any] = {}
    left_out = 0
    for field in fields(clues):
        found = getattr(clues, field.name)
        if field.name in ("report", "fingerprint", "remains"):
            continue
        sound = tuple(clue for clue in found if _stands(clue.span, getattr(clue, "text", None), text))
        if len(sound) < len(found):
            kept[field.name] = sound
            left_out += len(found) - len(sound)
    return (replace(clues, **kept) if kept else clues), left_out


def _stands(span: Span, words: str | None, text: str) -> bool:
    return span.end <= len(text) and (words is None or span.of(text) == words)


def _unquoted_spans(claim: Claim) -> list[Span]:
    """Spans of the claim that carry no words of their own to compare."""
    sums = [*claim.amounts, *(conversion for amount in claim.amounts for conversion in amount.conversions)]
    dates = [date.span for date in (claim.said, claim.due) if date is not None and date.span is not None]
    counts = [claim.quantity.span] if claim.quantity else []
    return [*(amount.span for amount in sums), *dates, *counts]
