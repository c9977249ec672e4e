"""What must hold of the reading of any report, however hostile: it ends, in time, and quotes verbatim."""

import time
import traceback
from datetime import UTC, datetime

from pledgebook.extract import Extractor
from pledgebook.ledger.door import admitted
from pledgebook.model import Reading, Report

SECONDS = 2.0
"""Most that the reading of one input may take, in seconds of the processor."""


def trouble_with(report: Report, extractor: Extractor) -> tuple[str, ...]:
    """What is wrong with the reading of one report; nothing if all is well.

    What the book's door would refuse is a misquotation: a claim or clue whose words do not stand where it says.
    """
    start = time.process_time()
    try:
        claims, clues = extractor.read(report)
        taken = time.process_time() - start
        kept = admitted(Reading(report, claims, clues, datetime(2025, 9, 6, tzinfo=UTC)), report.id)
    except Exception:
        return (f"{report.id} ({extractor.name}): {traceback.format_exc()}",)
    found = []
    if kept.refused:
        lost = [claim for claim in claims if claim not in kept.claims]
        found.append(f"{report.id} ({extractor.name}): not verbatim: {lost or 'a clue'}")
    if not all(claim.evidence.span.of(report.text).strip() for claim in claims):
        found.append(f"{report.id} ({extractor.name}): a claim without words")
    if taken > SECONDS:
        found.append(f"{report.id} ({extractor.name}): took {taken:.1f} s for {len(report.text)} characters")
    return tuple(found)
