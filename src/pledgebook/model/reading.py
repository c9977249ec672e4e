"""A reading: one report with all that one extractor read from it; and what a person decided."""

from dataclasses import dataclass
from datetime import datetime

from pledgebook.model.claim import Claim
from pledgebook.model.clue import Clues
from pledgebook.model.codes import Action, DecisionKind, FindingKind, Stance
from pledgebook.model.measure import Amount
from pledgebook.model.report import Report
from pledgebook.model.text import Span


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
class Anchor:
    """What a decision is about, told by report and place, so that a newer reading of the report still has it.

    It holds codes and places only, no words of the report.

    Attributes:
        about: The id in ``Decision.about`` that it stands for: of a claim, a pledge (one anchor for each claim in it)
            or a finding.
        report: Id of the report.
        span: The claim's sentence, or the finding's first place; None for a finding about a report as a whole.
        claim: Id of the claim as it was read; empty for a finding.
        actor: Code of the claim's actor as it was read.
        action: The claim's action as it was read; None for a finding.
        stance: The claim's stance as it was read; None for a finding.
        target: Code of the claim's target as it was read; empty if none.
        amounts: The claim's sums as they were read.
        finding: The kind of finding; None for a claim.
    """

    about: str
    report: str
    span: Span | None = None
    claim: str = ""
    actor: str = ""
    action: Action | None = None
    stance: Stance | None = None
    target: str = ""
    amounts: tuple[Amount, ...] = ()
    finding: FindingKind | None = None


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
        value: With ``correct``: what the field should hold, as JSON. With ``add``: the claim's fields, as JSON.
        id: Given by the book.
        anchors: What it is about, so that it outlives the ids; empty where the ids are of reports or decisions.
    """

    kind: DecisionKind
    about: tuple[str, ...]
    by: str
    at: datetime
    reason: str = ""
    field: str = ""
    value: str = ""
    id: str = ""
    anchors: tuple[Anchor, ...] = ()
