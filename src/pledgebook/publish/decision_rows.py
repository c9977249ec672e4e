"""What a list shows of decisions: one flat row each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pledgebook.deciding import Kept
from pledgebook.model import DecisionKind
from pledgebook.publish.records import cell, claim_record


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision.

    Attributes:
        about: Ids of the claims, pledges, reports, findings or decisions it is about.
        reports: Ids of the reports these stand in.
        field: With ``correct``, the field.
        value: With ``correct``, what the field is to hold; with ``add``, the claim; in the report's words where they are.
        state: ``in force``, ``undone``, or ``adrift`` where nothing is left in the book of what it is about.
    """

    id: str
    kind: DecisionKind
    about: tuple[str, ...]
    reports: tuple[str, ...]
    field: str
    value: str
    by: str
    at: str
    reason: str
    state: str
    undone_by: str


def decision_rows(kept: Iterable[Kept]) -> tuple[DecisionRow, ...]:
    """The decisions, in their order."""
    return tuple(_row(one) for one in kept)


def _row(one: Kept) -> DecisionRow:
    decision = one.decision
    return DecisionRow(
        id=decision.id,
        kind=decision.kind,
        about=decision.about,
        reports=one.reports,
        field=decision.field,
        value=_value(one),
        by=decision.by,
        at=decision.at.isoformat(timespec="seconds"),
        reason=decision.reason,
        state=one.state,
        undone_by=one.undone_by,
    )


def _value(one: Kept) -> str:
    if one.claim is None:
        return ""
    filled: dict[str, Any] = claim_record(one.claim)
    if one.decision.kind is DecisionKind.CORRECT:
        return cell(filled.get(one.decision.field)) or "none"
    who = " ".join(str(filled[name]) for name in ("actor", "stance", "action", "target") if name in filled)
    return f"{who}: “{filled['evidence']}”"
