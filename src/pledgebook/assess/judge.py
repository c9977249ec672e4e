"""Judges the pledges of a book in a scenario: what stands, falls or is open, why, and what that covers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pledgebook.assess.coverage import Tally
from pledgebook.assess.decided import decided_ties
from pledgebook.assess.hinge import Hinge, outcome
from pledgebook.assess.logic import conditions_in, describe, evaluate
from pledgebook.assess.requirements import cover, tallies
from pledgebook.assess.tie import Tie, Tied, tie
from pledgebook.assess.truths import condition_states, expand
from pledgebook.model import (
    Action,
    AllOf,
    Arrangement,
    Assessment,
    ConditionState,
    Decision,
    Holds,
    Ledgered,
    LeftOut,
    Place,
    Pledge,
    PledgeState,
    Reason,
    Role,
    Scenario,
    Stance,
    Standing,
    Truth,
    When,
)

_HOLDS = {Truth.YES: "which holds", Truth.NO: "which does not hold", Truth.UNKNOWN: "which is unknown"}
_STANCE = {
    Stance.DONE: "it is done",
    Stance.COMMITTED: "{actor} has committed itself",
    Stance.WILLING: "{actor} is willing",
    Stance.WEIGHING: "{actor} is still weighing it",
    Stance.DECLINED: "{actor} has declined",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """All that an assessment rests on.

    Attributes:
        pledges: Those that are judged, in the order of the book.
        stances: The stance each is judged by.
        tied: What each hangs on, as reports and rules say.
        hinges: The same in conditions that follow from no others.
        conditions: What each condition is in the scenario.
        tallies: What counts towards each requirement.
        left_out: Pledges that are not judged.
    """

    pledges: tuple[Pledge, ...]
    stances: Mapping[str, Stance]
    tied: Mapping[str, Tied]
    hinges: Mapping[str, Hinge]
    conditions: Mapping[str, ConditionState]
    tallies: tuple[Tally, ...]
    left_out: tuple[LeftOut, ...]


def judge(
    arrangement: Arrangement,
    ledgered: Ledgered,
    scenario: Scenario,
    *,
    as_of: date | None = None,
    decisions: Sequence[Decision] = (),
) -> Judged:
    """Work out what each pledge hangs on and counts for; the arguments are those of ``assess``."""
    stances, left_out = _stances(arrangement, ledgered, as_of)
    pledges = tuple(pledge for pledge in ledgered.pledges if pledge.id in stances)
    chosen = decided_ties(arrangement, decisions)
    tied = {pledge.id: tie(pledge, stances[pledge.id], arrangement, chosen) for pledge in pledges}
    conditions = condition_states(
        arrangement,
        [name for one in tied.values() for t in one.ties for name in conditions_in(t.tree)],
        [condition for one in tied.values() for condition in one.own],
        scenario,
        as_of,
    )
    return Judged(
        pledges=pledges,
        stances=stances,
        tied=tied,
        hinges={pledge.id: _hinge(stances[pledge.id], tied[pledge.id], arrangement) for pledge in pledges},
        conditions=conditions,
        tallies=tallies(arrangement, ledgered, pledges, stances),
        left_out=left_out,
    )


def assess(
    arrangement: Arrangement,
    ledgered: Ledgered,
    scenario: Scenario,
    *,
    as_of: date | None = None,
    decisions: Sequence[Decision] = (),
) -> Assessment:
    """Work out what an arrangement is worth when the scenario's suppositions hold.

    Every pledge for the beneficiary or against the adversary is judged; what others ask, back or
    oppose is left out with a reason, as nothing of it can stand or fall.

    Args:
        arrangement: Conditions and requirements.
        ledgered: What is worked out from the book.
        scenario: What is supposed; conditions it does not name are what the arrangement's facts say (``informed``
            adds those of the reports and of decisions), else unknown.
        as_of: Judge by the stances and facts of that day; None judges by the latest.
        decisions: Those in force; the ones that tie a pledge's condition to one of the arrangement are heard.
    """
    judged = judge(arrangement, ledgered, scenario, as_of=as_of, decisions=decisions)
    truths = {name: state.truth for name, state in judged.conditions.items()}
    chances = {name: state.chance for name, state in judged.conditions.items()}
    outcomes = {pledge: outcome(hinge, truths) for pledge, hinge in judged.hinges.items()}
    return Assessment(
        arrangement=arrangement.name,
        scenario=scenario,
        as_of=When.of_day(as_of) if as_of else None,
        conditions=tuple(judged.conditions.values()),
        pledges=tuple(
            _pledge_state(
                *(pledge, judged.stances[pledge.id], outcomes[pledge.id], judged.tied[pledge.id]), judged.conditions
            )
            for pledge in judged.pledges
        ),
        coverage=cover(arrangement, judged.tallies, judged.hinges, outcomes, chances),
        left_out=judged.left_out,
    )


def _stances(
    arrangement: Arrangement, ledgered: Ledgered, as_of: date | None
) -> tuple[dict[str, Stance], tuple[LeftOut, ...]]:
    """The stance each pledge is judged by, and the pledges that are not judged."""
    replaced = {pledge.replaces: pledge for pledge in ledgered.pledges if pledge.replaces}
    stances: dict[str, Stance] = {}
    left_out: list[LeftOut] = []
    for pledge in ledgered.pledges:
        stance = stance_on(pledge, as_of)
        newer = replaced.get(pledge.id)
        if stance is None:
            left_out.append(LeftOut(pledge.id, "first voiced on a later day"))
        elif not stance.is_own:
            left_out.append(LeftOut(pledge.id, f"{pledge.actor} {stance} what others do and undertakes nothing by it"))
        elif pledge.action is Action.ATTACK and stance is Stance.DONE:
            left_out.append(LeftOut(pledge.id, "a use of force is an incident and no pledge"))
        elif not _is_in_scope(pledge, arrangement):
            left_out.append(LeftOut(pledge.id, f"it is about {pledge.target}, which is no part of this arrangement"))
        elif newer is not None and stance_on(newer, as_of) is not None:
            left_out.append(LeftOut(pledge.id, f"{newer.id} replaces it"))
        else:
            stances[pledge.id] = stance
    return stances, tuple(left_out)


def stance_on(pledge: Pledge, day: date | None) -> Stance | None:
    """The stance that the actor held on a day; None when it had voiced none by then.

    A stance of an unknown day counts from the beginning, one known to the month or year from its first day.
    """
    if day is None or not pledge.history:
        return pledge.stance
    held = [at.stance for at in pledge.history if at.when is None or at.when.earliest <= day]
    return held[-1] if held else None


def _is_in_scope(pledge: Pledge, arrangement: Arrangement) -> bool:
    targets = {target for requirement in arrangement.requirements for target in requirement.counts.targets}
    return pledge.target in {arrangement.beneficiary, arrangement.adversary, None} | targets


def _hinge(stance: Stance, tied: Tied, arrangement: Arrangement) -> Hinge:
    enabling = tuple(expand(t.tree, arrangement) for t in tied.ties if t.role is Role.ENABLES)
    return Hinge(stance, AllOf(enabling))


def _pledge_state(
    pledge: Pledge, stance: Stance, state: Standing, tied: Tied, conditions: Mapping[str, ConditionState]
) -> PledgeState:
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
    return PledgeState(pledge.id, pledge.actor, pledge.action, stance, state, tuple(in_order), waits_for)


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
    return Reason(f"falls due only with {parts}", names, one.places)
