"""The one place where the application writes what a person decided: checked, and only if nobody decided meanwhile."""

from collections.abc import Iterable, Sequence

from pledgebook import deciding
from pledgebook.deciding import Word
from pledgebook.errors import NotFoundError, ValueFormatError
from pledgebook.model import Action, Decision, DecisionKind, Stance
from pledgebook.publish.names import code_of
from pledgebook.reconcile import in_force
from pledgebook.web.desk import Desk
from pledgebook.web.safety import RefusedError

FIELDS = ("stance", "action", "actor", "target", "addressee")
"""The fields of a claim that a person can correct."""

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
        seen: The last decision about it that the person saw; empty for none.
        reason: Why.
        field: With ``correct``: which field.
        value: With ``correct``: what it should hold, as a code; empty for nothing.

    Raises:
        RefusedError: The book is shown read-only, or somebody decided about it meanwhile.
        ValueFormatError: No such field or code, or nobody named who decides.
    """
    refuse_writes(desk)
    by = " ".join(by.split())[:100]
    if not by:
        raise ValueFormatError("a decision needs the name of who decides; write it at the top of the page")
    if kind is DecisionKind.CORRECT:
        value = _checked(field, value.strip()) or "none"
    with desk.writing:
        decisions = desk.decisions()
        item = about[0]
        if kind is DecisionKind.UNDO:
            undone = next((decision for decision in decisions if decision.id == item), None)
            if undone is None:
                raise NotFoundError("decision", item)
            item = undone.about[0]
        if last_about(decisions, item) != seen:
            raise RefusedError(
                409,
                "Decided meanwhile",
                "Somebody decided about this after you opened the page, so yours was not kept. "
                "Open the page again, look at that decision, and decide anew.",
            )
        return _kept(desk, kind, about, Word(by, desk.now(), reason.strip()[:_LONGEST]), field, value)


def _kept(desk: Desk, kind: DecisionKind, about: Sequence[str], word: Word, field: str, value: str) -> Decision:
    """Keep the decision, tied to report and sentence."""
    keeper = deciding.Desk(desk.book, reasons_needed=False)
    if kind is DecisionKind.UNDO:
        return keeper.undo(about, word)
    if kind in deciding.FINDING_DECISIONS:
        return keeper.judge_findings(kind, about, word)
    if kind is DecisionKind.CORRECT:
        return keeper.correct(about[0], field, value, word)
    return keeper.judge_claims(kind, about, word)


def refuse_writes(desk: Desk) -> None:
    """Let nothing be written where the book is only shown.

    Raises:
        RefusedError: It is.
    """
    if desk.read_only:
        raise RefusedError(403, "Only to be read", "This book is shown read-only; nothing can be changed here.")


def _checked(field: str, word: str) -> str | None:
    if field == "stance":
        return _code(Stance, field, word)
    if field == "action":
        return _code(Action, field, word)
    if field not in FIELDS:
        raise ValueFormatError(f"no field {field!r} can be corrected; there are {', '.join(FIELDS)}")
    if not word and field != "actor":
        return None
    return code_of(word)


def _code(kind: type[Stance] | type[Action], field: str, word: str) -> str:
    known = [code.value for code in kind]
    if word not in known:
        raise ValueFormatError(f"{field} does not know {word!r}; there are {', '.join(known)}")
    return word
