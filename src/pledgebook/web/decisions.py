"""The one place where the application writes what a person decided, and only if nobody decided about it meanwhile."""

from collections.abc import Iterable, Sequence

from pledgebook import deciding
from pledgebook.deciding import FIELDS as FIELDS
from pledgebook.deciding import Word, anchor_of, anchor_of_finding
from pledgebook.errors import DecisionError, NotFoundError
from pledgebook.model import Anchor, Decision, DecisionKind
from pledgebook.reconcile import in_force
from pledgebook.web.asking import Question
from pledgebook.web.desk import Desk
from pledgebook.web.safety import RefusedError
from pledgebook.web.sight import claim_as_read

JUDGES = (DecisionKind.CONFIRM, DecisionKind.REJECT)
FINDINGS = (DecisionKind.DISMISS, DecisionKind.ACCEPT)

_LONGEST = 2000


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no later one has undone."""
    return in_force(decisions)


def last_about(decisions: Sequence[Decision], item: str) -> str:
    """Id of the last decision about a claim, a pledge or a finding, an undoing included; empty for none."""
    own: set[str] = set()
    last = ""
    for decision in decisions:
        if item in decision.about or own.intersection(decision.about):
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
        decisions = desk.decisions()
        if last_about(decisions, _item(kind, about[0], decisions)) != seen:
            raise RefusedError(
                409,
                "Decided meanwhile",
                "Somebody decided about this after you opened the page, so yours was not kept. "
                "Open the page again, look at that decision, and decide anew.",
            )
        if kind in JUDGES or kind in FINDINGS:
            anchors = tuple(_anchor(desk, kind, name) for name in about)
            return desk.book.decide(Decision(kind, tuple(about), word.by, word.at, word.reason, anchors=anchors))
        clerk = deciding.Desk(desk.book)
        if kind is DecisionKind.CORRECT:
            return clerk.correct(about[0], field, value.strip() or "none", word)
        if kind is DecisionKind.MERGE:
            return clerk.merge(about, word)
        if kind is DecisionKind.SPLIT:
            return clerk.split(about, word)
        return clerk.undo(about, word)


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
