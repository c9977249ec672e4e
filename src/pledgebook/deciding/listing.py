"""The decisions that a book holds, each with what has become of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pledgebook.ledger import Book
from pledgebook.model import Claim, Decision, DecisionKind, Mention, Party, Span
from pledgebook.pipeline import work_out
from pledgebook.reconcile import added_claim, corrected, undone_by


class State(StrEnum):
    """What has become of a decision."""

    IN_FORCE = "in force"
    UNDONE = "undone"
    ADRIFT = "adrift"


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision as it stands now.

    Attributes:
        decision: The decision.
        state: Whether it is in force; adrift means that nothing is left in the book of what it is about.
        undone_by: Id of the decision that undoes it; empty if none does.
        reports: Ids of the reports it is about.
        claim: With ``correct`` and ``add``: a claim that holds what it says, with the words of the report.
    """

    decision: Decision
    state: State
    undone_by: str
    reports: tuple[str, ...]
    claim: Claim | None


def kept_decisions(book: Book, known_by: datetime | None = None) -> tuple[Kept, ...]:
    """The decisions of a book, oldest first.

    Args:
        book: The book.
        known_by: Leave out those taken later, and what the book learnt later. Default: leave out nothing.
    """
    decisions = tuple(book.decisions(known_by))
    if not decisions:
        return ()
    undone = undone_by(decisions)
    adrift = frozenset(work_out(book, known_by=known_by).adrift)

    def kept(decision: Decision) -> Kept:
        state = State.UNDONE if decision.id in undone else State.ADRIFT if decision.id in adrift else State.IN_FORCE
        reports = tuple(dict.fromkeys(anchor.report for anchor in decision.anchors))
        if decision.kind in (DecisionKind.SAME_ORIGIN, DecisionKind.OTHER_ORIGINS, DecisionKind.REDACT):
            reports = decision.about
        told = _told(decision, lambda report: book.reading(report).report.text)
        return Kept(decision, state, undone.get(decision.id, ""), reports, told)

    return tuple(kept(decision) for decision in decisions)


def _told(decision: Decision, text_of: Callable[[str], str]) -> Claim | None:
    """A claim that holds what a correction or an addition says."""
    if decision.kind not in (DecisionKind.CORRECT, DecisionKind.ADD) or not decision.anchors:
        return None
    anchor = decision.anchors[0]
    text, value = text_of(anchor.report), json.loads(decision.value)
    if decision.kind is DecisionKind.ADD:
        return added_claim(anchor, value, text, decision.by)
    if anchor.stance is None or anchor.action is None:
        return None
    span = anchor.span or Span(0, 0)
    read = Claim(anchor.report, Mention(span.of(text), span), Party(anchor.actor), anchor.stance, anchor.action)
    return corrected(read, decision.field, value, text)
