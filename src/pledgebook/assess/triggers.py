"""Breaches of a cease-fire, and what they set off: whose promise falls due, on what further conditions, who must decide.

While a cease-fire or a peace deal holds, an incident is a candidate breach; dismissed ones are none. A verified breach
by those whose attack the arrangement guards against sets off the condition, and with it the pledges that wait for it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from pledgebook.assess.actors import prior_approval
from pledgebook.assess.condition_names import family_of
from pledgebook.assess.hinge import outcome
from pledgebook.assess.judge import Judged, judge
from pledgebook.assess.logic import conditions_in, evaluate
from pledgebook.assess.reasons import places_of, tie_reason
from pledgebook.assess.tie import Tie
from pledgebook.assess.truths import condition_states, expand
from pledgebook.model import (
    Arrangement,
    Breach,
    Condition,
    ConditionKind,
    Decision,
    Fact,
    Incident,
    IncidentStatus,
    Ledgered,
    Obligation,
    Place,
    Pledge,
    Role,
    Scenario,
    Stance,
    Standing,
    Trigger,
    Truth,
)

_PEACE = (ConditionKind.CEASEFIRE, ConditionKind.PEACE_DEAL)
_AS_KNOWN = Scenario("as-known")


def find_breaches(arrangement: Arrangement, incidents: Iterable[Incident]) -> tuple[Breach, ...]:
    """The incidents on days on which a cease-fire or a peace deal held, verified ones and candidates.

    Args:
        arrangement: With all facts that are known.
        incidents: Those of the book.
    """
    found = []
    for incident in incidents:
        if incident.day is None or incident.status is IncidentStatus.DISMISSED:
            continue
        broken = _broken(arrangement, incident, incident.day.latest)
        if broken:
            found.append(Breach(incident, broken, _set_off(arrangement, incident)))
    return tuple(found)


def _broken(arrangement: Arrangement, incident: Incident, day: date) -> str:
    """The cease-fire or deal that holds on a day and binds those who used and suffered force; empty for none."""
    states = condition_states(arrangement, (), (), _AS_KNOWN, day)
    for condition in arrangement.conditions:
        own = {arrangement.beneficiary, arrangement.adversary}
        bound = set(condition.parties) or own
        is_between = incident.actor in bound and (incident.target is None or incident.target in bound | own)
        if condition.kind in _PEACE and is_between and states[condition.id].truth is Truth.YES:
            return condition.id
    return ""


def _set_off(arrangement: Arrangement, incident: Incident) -> str:
    for condition in arrangement.conditions:
        attackers = condition.parties or tuple(filter(None, [arrangement.adversary]))
        is_trigger = condition.kind is ConditionKind.ATTACK and condition.holds_when is None
        if is_trigger and incident.actor in attackers:
            return condition.id
    return ""


def breach_facts(breaches: Iterable[Breach]) -> tuple[Fact, ...]:
    """That an attack has come about, from the day of the first verified breach on."""
    facts = []
    for breach in breaches:
        if breach.is_verified and breach.sets_off:
            incident = breach.incident
            places = tuple(place for v in incident.versions if not v.denies for place in v.places)
            says = f"as {incident.id} is verified ({incident.because})"
            facts.append(Fact(breach.sets_off, Truth.YES, incident.day, "", places, says))
    return tuple(facts)


def find_triggers(
    arrangement: Arrangement,
    ledgered: Ledgered,
    breaches: Sequence[Breach],
    *,
    as_of: date | None = None,
    decisions: Sequence[Decision] = (),
) -> tuple[Trigger, ...]:
    """Each condition that makes pledges fall due, and what each guarantor has promised for it.

    Args:
        arrangement: With all facts that are known, those of breaches included.
        ledgered: What was worked out from the book.
        breaches: The breaches that are known.
        as_of: Judge by the stances and facts of that day; None judges by the latest.
        decisions: Those in force.
    """
    judged = judge(arrangement, ledgered, _AS_KNOWN, as_of=as_of, decisions=decisions)
    found = []
    for condition in arrangement.conditions:
        if condition.role is Role.TRIGGERS:
            state = judged.conditions[condition.id]
            found.append(
                Trigger(
                    condition=condition.id,
                    says=condition.says,
                    truth=state.truth,
                    why=state.why,
                    breaches=tuple(breach for breach in breaches if breach.sets_off == condition.id),
                    obligations=tuple(_obligations(condition, judged, arrangement)),
                )
            )
    return tuple(found)


def _obligations(condition: Condition, judged: Judged, arrangement: Arrangement) -> Iterable[Obligation]:
    truths = {name: state.truth for name, state in judged.conditions.items()}
    for pledge in judged.pledges:
        tied = judged.tied[pledge.id]
        waiting = [t for t in tied.ties if t.role is Role.TRIGGERS and condition.id in conditions_in(t.tree)]
        stance = judged.stances[pledge.id]
        if not waiting or pledge.actor in (arrangement.beneficiary, arrangement.adversary):
            continue
        state = outcome(judged.hinges[pledge.id], truths)
        if stance is Stance.DECLINED and state is Standing.FALLS:
            continue
        enabling = [t for t in tied.ties if t.role is Role.ENABLES]
        unknown = [
            name
            for t in enabling
            if evaluate(expand(t.tree, arrangement), truths) is Truth.UNKNOWN
            for name in conditions_in(t.tree)
            if truths[name] is Truth.UNKNOWN
        ]
        yield Obligation(
            pledge=pledge.id,
            actor=pledge.actor,
            action=pledge.action,
            item=pledge.item,
            stance=stance,
            state=state,
            because=tuple(tie_reason(t, stance, judged.conditions, truths) for t in enabling),
            deciders=tuple(dict.fromkeys(_deciders(pledge, stance, unknown, judged))),
            places=_stated(waiting) + places_of(pledge, stance),
            inferred=all(t.rule and not t.by for t in waiting),
        )


def _stated(waiting: Iterable[Tie]) -> tuple[Place, ...]:
    return tuple(place for one in waiting for place in one.places)


def _deciders(pledge: Pledge, stance: Stance, unknown: Iterable[str], judged: Judged) -> Iterable[str]:
    """Who must still decide: a parliament, a party, those who have not made up their mind."""
    if stance in (Stance.WEIGHING, Stance.WILLING):
        yield f"{pledge.actor}, which {'is still weighing it' if stance is Stance.WEIGHING else 'is ready but not bound'}"
    for name in unknown:
        state = judged.conditions[name]
        _, actor = family_of(name) or ("", "")
        if state.kind is ConditionKind.RATIFICATION:
            mandate = prior_approval(actor or pledge.actor)
            yield mandate.who_approves if mandate else f"the parliament of {actor or pledge.actor}"
        else:
            yield f"whoever decides on {state.says}"
