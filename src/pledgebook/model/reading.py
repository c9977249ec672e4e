"""A reading: one report with all that one extractor read from it; and what a person decided."""

from dataclasses import dataclass
from datetime import datetime

from pledgebook.model.claim import Claim
from pledgebook.model.clue import Clues
from pledgebook.model.codes import DecisionKind
from pledgebook.model.report import Report


@dataclass(frozen=True, slots=True)
class Reading:
    """One report as the book learnt it.

    Attributes:
        report: The report.
        claims: Its claims, in the order of the text; all verbatim.
        clues: What else it tells.
        learnt: When the book learnt it, with time zone.
        extractor: Name and version of what read it; empty when nothing was extracted (another language).
        refused: How many claims and clues were read that are not verbatim and so were not kept.
    """

    report: Report
    claims: tuple[Claim, ...]
    clues: Clues
    learnt: datetime
    extractor: str = ""
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word about claims, pledges, reports or findings. It never edits, it only adds.

    Attributes:
        kind: What is decided.
        about: Ids of what it is about, in order; for ``undo`` the id of the decision undone.
        by: Who decided.
        at: When, with time zone.
        reason: Why, in the person's words.
        field: With ``correct``: the claim's field.
        value: With ``correct``: what the field should hold, as JSON.
        id: Given by the book.
    """

    kind: DecisionKind
    about: tuple[str, ...]
    by: str
    at: datetime
    reason: str = ""
    field: str = ""
    value: str = ""
    id: str = ""
