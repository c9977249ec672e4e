"""The one place where the application writes what a person decided, and only if nobody decided about it meanwhile."""

from collections.abc import Iterable, Sequence

from pledgebook import deciding
from pledgebook.assess import incident_decision
from pledgebook.deciding import FIELDS as FIELDS
from pledgebook.deciding import Word, anchor_of, anchor_of_finding
from pledgebook.errors import DecisionError, NotFoundError
from pledgebook.model import Anchor, Decision, DecisionKind, When
from pledgebook.reconcile import in_force
from pledgebook.web.asking import Question
from pledgebook.web.desk import Desk
from pledgebook.web.pages.supposing import arrangement_of
from pledgebook.web.safety import RefusedError
from pledgebook.web.sight import claim_as_read

JUDGES = (DecisionKind.CONFIRM, DecisionKind.REJECT)
FINDINGS = (DecisionKind.DISMISS, DecisionKind.ACCEPT)

_LONGEST = 2000


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no later one has undone."""
    return in_force(decisions)


def last_about(decisions: Sequence[Decision], *items: str) -> str:
    """Id of the last decision about a claim, a pledge, a finding or an incident, an undoing included; empty for none."""
    own = set(items)
    last = ""
    for decision in decisions:
        if own.intersection(decision.about):
            own.add(decision.id)
            last = decision.id
    return last


def decide(
    desk: Desk,
    kind: DecisionKind,
    about: Sequence[str],
    *,
    by: str,
    seen: str,
    reason: str = "",
    field: str = "",
    value: str = "",
) -> Decision:
    """Keep a decision.

    Args:
        desk: Where.
        kind: What is decided.
        about: What it is about; for ``undo`` the decision undone.
        by: Who decides.
        seen: The last decision about the first of it that the person saw; empty for none.
        reason: Why.
        field: With ``correct``: which field.
        value: With ``correct``: what it should hold, in words; empty or ``none`` for nothing.

    Raises:
        RefusedError: The book is shown read-only, or somebody decided about it meanwhile.
        DecisionError: No such field or value, nobody named who decides, no reason where one is needed.
        NotFoundError: An id that names nothing.
    """
    refuse_writes(desk)
    word = Word(" ".join(by.split())[:100], desk.now(), reason.strip()[:_LONGEST])
    if not word.by:
        raise DecisionError("a decision needs the name of who decides; write it at the top of the page")
    if kind in FINDINGS and not word.reason:
        raise DecisionError(f"say why you {kind} the finding, so that the next reader can follow")
    with desk.writing:
        before = desk.decisions()
        _refuse_unseen(before, seen, _item(kind, about[0], before))

        def somebody_was_faster(decisions: Sequence[Decision]) -> None:
            _refuse_unseen(decisions, seen, _item(kind, about[0], decisions))
            _refuse_unseen(decisions[len(before) :], "", *about)

        if kind in JUDGES or kind in FINDINGS:
            anchors = tuple(_anchor(desk, kind, name) for name in about)
            decision = Decision(kind, tuple(about), word.by, word.at, word.reason, anchors=anchors)
            return desk.book.decide(decision, unless=somebody_was_faster)
        clerk = deciding.Desk(desk.book, unless=somebody_was_faster)
        if kind is DecisionKind.CORRECT:
            return clerk.correct(about[0], field, value.strip() or "none", word)
        if kind is DecisionKind.MERGE:
            return clerk.merge(about, word)
        if kind is DecisionKind.SPLIT:
            return clerk.split(about, word)
        return clerk.undo(about, word)


def rule_on_incident(
    desk: Desk, kind: DecisionKind, incident: str, *, by: str, seen: str, reason: str = "", on: str = ""
) -> Decision:
    """Keep the decision to verify, dispute or dismiss an incident, as ``pledgebook incidents`` does.

    Args:
        desk: Where.
        kind: What is decided.
        incident: Its id.
        by: Who decides.
        seen: The last decision about it that the person saw; empty for none.
        reason: Why.
        on: The day from which it counts; today unless said.

    Raises:
        RefusedError: The book is shown read-only, or somebody decided about it meanwhile.
        DecisionError: Nobody named who decides, or no reason.
        NotFoundError: No incident has that id.
        DateFormatError: No day.
    """
    refuse_writes(desk)
    word = Word(" ".join(by.split())[:100], desk.now(), reason.strip()[:_LONGEST])
    if not word.by:
        raise DecisionError("a decision needs the name of who decides; write it at the top of the page")
    if not word.reason:
        raise DecisionError(f"say why you {kind} the incident, so that the next reader can follow")
    counts_from = When(on).earliest if on else word.at.date()
    found = {one.id: one for one in desk.sight(Question()).standpoint(arrangement_of(desk)).incidents}
    if incident not in found:
        raise NotFoundError("incident", incident, tuple(name for name in found if name.startswith(incident[:12]))[:4])
    one = found[incident]

    def somebody_was_faster(decisions: Sequence[Decision]) -> None:
        _refuse_unseen(decisions, seen, one.id, *one.claims)

    decision = incident_decision(kind, one, counts_from, by=word.by, at=word.at, reason=word.reason)
    with desk.writing:
        return desk.book.decide(decision, unless=somebody_was_faster)


def _refuse_unseen(decisions: Sequence[Decision], seen: str, *items: str) -> None:
    """Let nobody decide about what somebody else decided about meanwhile.

    Raises:
        RefusedError: The last decision about it is another than the one that was seen.
    """
    if last_about(decisions, *items) != seen:
        raise RefusedError(
            409,
            "Decided meanwhile",
            "Somebody decided about this after you opened the page, so yours was not kept. "
            "Open the page again, look at that decision, and decide anew.",
        )


def refuse_writes(desk: Desk) -> None:
    """Let nothing be written where the book is only shown.

    Raises:
        RefusedError: It is.
    """
    if desk.read_only:
        raise RefusedError(403, "Only to be read", "This book is shown read-only; nothing can be changed here.")


def _item(kind: DecisionKind, about: str, decisions: Sequence[Decision]) -> str:
    """What a decision is about in the end: for an undoing, what the undone one is about."""
    if kind is not DecisionKind.UNDO:
        return about
    undone = next((decision for decision in decisions if decision.id == about), None)
    if undone is None:
        raise NotFoundError("decision", about)
    return undone.about[0]


def _anchor(desk: Desk, kind: DecisionKind, name: str) -> Anchor:
    """Ties a judgement to its claim or finding, without reading the whole book."""
    sight = desk.sight(Question())
    if kind in FINDINGS:
        finding = next((one for one in sight.ledgered.findings if one.id == name), None)
        if finding is None:
            raise NotFoundError("finding", name)
        return anchor_of_finding(name, finding.kind, finding.places[0])
    claim = claim_as_read(sight, name)
    if claim is None:
        raise NotFoundError("claim", name)
    return anchor_of(name, claim)
