"""What becomes of a pledge, told with its reasons: the deciding ones first, each with the words of reports."""

from collections.abc import Mapping

from pledgebook.assess.logic import conditions_in, describe, evaluate
from pledgebook.assess.tie import Tie, Tied
from pledgebook.model import (
    ConditionState,
    Holds,
    Life,
    Place,
    Pledge,
    PledgeState,
    Reason,
    Role,
    Stance,
    Standing,
    Truth,
)

_HOLDS = {Truth.YES: "which holds", Truth.NO: "which does not hold", Truth.UNKNOWN: "which is unknown"}
_STANCE = {
    Stance.DONE: "it is done",
    Stance.COMMITTED: "{actor} has committed itself",
    Stance.WILLING: "{actor} is willing",
    Stance.WEIGHING: "{actor} is still weighing it",
    Stance.DECLINED: "{actor} has declined",
}


def pledge_state(
    pledge: Pledge,
    stance: Stance,
    state: Standing,
    tied: Tied,
    conditions: Mapping[str, ConditionState],
    life: Life | None,
) -> PledgeState:
    """What becomes of one pledge, and why."""
    truths = {name: condition.truth for name, condition in conditions.items()}
    enabling = [t for t in tied.ties if t.role is Role.ENABLES]
    triggers = [t for t in tied.ties if t.role is Role.TRIGGERS]
    holds = ", and what it hangs on holds" if state is Standing.STANDS and enabling else ""
    own = Reason(_STANCE[stance].format(actor=pledge.actor) + holds, places=places_of(pledge, stance))
    reasons = [(evaluate(t.tree, truths), tie_reason(t, stance, conditions, truths)) for t in enabling]
    wanted = {Standing.FALLS: Truth.NO, Standing.OPEN: Truth.UNKNOWN, Standing.STANDS: Truth.YES}[state]
    deciding = [reason for truth, reason in reasons if truth is wanted]
    others = [reason for truth, reason in reasons if truth is not wanted]
    if state is Standing.STANDS or stance in (Stance.WEIGHING, Stance.DECLINED) or not deciding:
        in_order = (
            [own, *deciding, *others] if state is not Standing.FALLS or not deciding else [*deciding, own, *others]
        )
    else:
        in_order = [*deciding, *others, own]
    in_order += [_trigger_reason(t, conditions) for t in triggers]
    first = in_order[0]
    in_order[0] = Reason(f"{state}: {first.says}", first.conditions, first.places, first.inferred)
    waits_for = tuple(dict.fromkeys(name for t in triggers for name in conditions_in(t.tree)))
    return PledgeState(pledge.id, pledge.actor, pledge.action, stance, state, tuple(in_order), waits_for, life)


def places_of(pledge: Pledge, stance: Stance) -> tuple[Place, ...]:
    """The latest sentence that voices the stance."""
    for claim in reversed(pledge.claims):
        if claim.stance is stance:
            return (Place(claim.report, claim.evidence.span, claim.evidence.text),)
    return ()


def tie_reason(
    one: Tie, stance: Stance, conditions: Mapping[str, ConditionState], truths: Mapping[str, Truth]
) -> Reason:
    """Why something that a pledge hangs on lets it stand, fall or leaves it open, with the words of reports."""
    names = tuple(dict.fromkeys(conditions_in(one.tree)))
    verb = "declined unless there is" if stance is Stance.DECLINED else "needs"
    says = f"{verb} {describe(one.tree, lambda name: conditions[name].says)}"
    if isinstance(one.tree, Holds):
        says = f"{says}, {conditions[names[0]].why}"
    else:
        parts = "; ".join(f"{conditions[name].says}, {conditions[name].why}" for name in names)
        says = f"{says}, {_HOLDS[evaluate(one.tree, truths)]} ({parts})"
    if one.rule:
        says = f"{says} ({'' if one.by else 'inferred: '}{one.rule})"
    places = (*one.places, *(place for name in names for place in conditions[name].places))
    return Reason(says, names, tuple(dict.fromkeys(places)), inferred=bool(one.rule) and not one.by)


def _trigger_reason(one: Tie, conditions: Mapping[str, ConditionState]) -> Reason:
    names = tuple(dict.fromkeys(conditions_in(one.tree)))
    parts = "; ".join(f"{conditions[name].says}, {conditions[name].why}" for name in names)
    told = f"falls due only with {parts}"
    if one.rule:
        told = f"{told} ({'' if one.by else 'inferred: '}{one.rule})"
    return Reason(told, names, one.places, inferred=bool(one.rule) and not one.by)
