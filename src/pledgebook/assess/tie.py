"""Ties a pledge's conditions, as reports word them, to the conditions of an arrangement.

The kind decides first, then the parties that the words name, then the words that the
arrangement lists for a condition. What fits no condition of the arrangement becomes one of its
own, so that nothing a pledge hangs on is lost. A person's decision goes before these rules. Three ties are
inferred and marked so: a parliament that must approve a deployment by law, what the arrangement's file presumes, and
that a promise to respond falls due with the attack that it responds to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from pledgebook.assess.actors import prior_approval, states_named
from pledgebook.assess.condition_names import one_of_family
from pledgebook.assess.decided import DecidedTie
from pledgebook.assess.logic import conditions_in, replace_conditions
from pledgebook.model import (
    Action,
    Antecedent,
    AnyOf,
    Arrangement,
    Condition,
    ConditionKind,
    Holds,
    Place,
    Pledge,
    Presumption,
    Role,
    Stance,
    StatedCondition,
)

_BOUND_TO_PARTIES = frozenset({ConditionKind.CONSENT, ConditionKind.REQUEST, ConditionKind.OTHERS_JOIN})
_PLAIN_WORDS = {
    ConditionKind.CEASEFIRE: "a cease-fire",
    ConditionKind.PEACE_DEAL: "a peace deal",
    ConditionKind.US_SUPPORT: "support of the United States",
    ConditionKind.RATIFICATION: "approval by the parliament of {who}",
    ConditionKind.CONSENT: "consent of {who}",
    ConditionKind.OTHERS_JOIN: "that others join {who}",
    ConditionKind.ATTACK: "a new attack",
    ConditionKind.REQUEST: "a request of {who}",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that a pledge hangs on.

    Attributes:
        tree: The conditions.
        role: Whether the pledge stands only if they hold, or falls due only then.
        places: The words of the reports that state it; empty for an inferred one.
        rule: The law or presumption behind an inferred one, or the reason of a decision; empty for a stated one.
        by: Who decided it; empty for one that a rule made.
    """

    tree: Antecedent
    role: Role
    places: tuple[Place, ...] = ()
    rule: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Tied:
    """All that a pledge hangs on.

    Attributes:
        ties: Each thing; all of them together.
        own: Conditions that stand in no arrangement file, made from the pledge's words.
    """

    ties: tuple[Tie, ...]
    own: tuple[Condition, ...]


def tie(pledge: Pledge, stance: Stance, arrangement: Arrangement, decided: Sequence[DecidedTie] = ()) -> Tied:
    """Work out all that a pledge hangs on, judged by the stance given and by what persons decided."""
    own: list[Condition] = []
    chosen = {one.kind: one for one in decided if one.about & {pledge.id, *(claim.id for claim in pledge.claims)}}
    ties = [
        _decided_tie(chosen[stated.kind], pledge, arrangement.conditions, stated)
        if stated.kind in chosen
        else _stated_tie(pledge, stated, arrangement.conditions, own)
        for stated in pledge.conditions
    ]
    ties = _told_in_other_words(ties, pledge, arrangement)
    kinds = {stated.kind for stated in pledge.conditions}
    ties += [_decided_tie(one, pledge, arrangement.conditions) for kind, one in chosen.items() if kind not in kinds]
    kinds |= set(chosen)
    if stance not in (Stance.DONE, Stance.DECLINED):
        if ConditionKind.RATIFICATION not in kinds and _goes_abroad(pledge, arrangement):
            ties += _mandate_tie(pledge, arrangement.conditions, own)
        if ConditionKind.ATTACK not in kinds and _promises_to_respond(pledge, arrangement):
            ties += _response_tie(arrangement)
        for presumption in arrangement.presumptions:
            if _applies(presumption, pledge, arrangement) and not kinds & _kinds(presumption.hangs_on, arrangement):
                ties.append(_presumed_tie(presumption, pledge, arrangement.conditions))
    return Tied(tuple(ties), tuple(own))


def _stated_tie(pledge: Pledge, stated: StatedCondition, conditions: Sequence[Condition], own: list[Condition]) -> Tie:
    fitting = _best_fit(stated, pledge, conditions)
    if fitting is None:
        fitting = _own_condition(stated, pledge)
        own.append(fitting)
    tree: Antecedent = Holds(_name_for(fitting, pledge.actor))
    alternatives = [other for other in conditions if other.id != fitting.id and _is_alternative(other, stated)]
    if alternatives:
        tree = AnyOf((tree, *(Holds(_name_for(other, pledge.actor)) for other in alternatives)))
    return Tie(tree, fitting.role, _places(stated, pledge))


def _told_in_other_words(ties: list[Tie], pledge: Pledge, arrangement: Arrangement) -> list[Tie]:
    """One tie for what different reports call by different names of one thing.

    Where the arrangement has a condition that any of some others brings about (an end of the fighting, by cease-fire or peace
    deal), and some reports tell the one and others another, none of them two together, the pledge hangs on that.
    """
    for whole in arrangement.conditions:
        if not isinstance(whole.holds_when, AnyOf):
            continue
        parts = set(conditions_in(whole.holds_when))
        told = [t for t in ties if t.role is Role.ENABLES and not t.by and set(conditions_in(t.tree)) <= parts]
        together = len({name for t in told for name in conditions_in(t.tree)})
        if together < 2 or any(_both_told(one, other, pledge) for one, other in combinations(told, 2)):
            continue
        if len(told) > 1:
            places = tuple(dict.fromkeys(place for t in told for place in t.places))
            joined = Tie(Holds(whole.id), Role.ENABLES, places, "told as the one by some and as the other by others")
            ties = [joined if t is told[0] else t for t in ties if t is told[0] or t not in told]
    return ties


def _both_told(one: Tie, other: Tie, pledge: Pledge) -> bool:
    """Whether one claim tells of both, so that both are meant."""
    words = [{place.text for place in t.places} for t in (one, other)]
    return set(conditions_in(one.tree)) != set(conditions_in(other.tree)) and any(
        all(texts & {stated.text for stated in claim.conditions} for texts in words) for claim in pledge.claims
    )


def _places(stated: StatedCondition, pledge: Pledge) -> tuple[Place, ...]:
    telling = [claim for claim in pledge.claims if stated in claim.conditions]
    return tuple(Place(claim.report, stated.span, stated.text) for claim in telling[:1])


def _decided_tie(
    decided: DecidedTie, pledge: Pledge, conditions: Sequence[Condition], stated: StatedCondition | None = None
) -> Tie:
    known = {condition.id: condition for condition in conditions}
    fitting = known.get(decided.condition) or known[decided.condition.partition("(")[0]]
    name = _name_for(fitting, pledge.actor) if decided.condition == fitting.id else decided.condition
    places = _places(stated, pledge) if stated else ()
    return Tie(Holds(name), fitting.role, places, f"tied by decision of {decided.by}{decided.why}", decided.by)


def _best_fit(stated: StatedCondition, pledge: Pledge, conditions: Sequence[Condition]) -> Condition | None:
    named = states_named(stated.text)
    text = stated.text.casefold()
    best: Condition | None = None
    best_rank = (-1, -1)
    for condition in conditions:
        if condition.kind is not stated.kind:
            continue
        worded = any(word in text for word in condition.words)
        parties = set(condition.parties)
        if condition.kind is ConditionKind.OTHER and not worded:
            continue
        if condition.kind is ConditionKind.RATIFICATION and parties and pledge.actor not in parties:
            continue
        if condition.kind in _BOUND_TO_PARTIES and parties and named and not parties & named:
            continue
        rank = (int(worded), len(parties & (named | {pledge.actor})))
        if rank > best_rank:
            best, best_rank = condition, rank
    return best


def _is_alternative(condition: Condition, stated: StatedCondition) -> bool:
    """Whether "after a cease-fire or peace" names this condition beside the one of its kind."""
    words = stated.text.casefold()
    _, joined, after = words.partition(" or ")
    if not joined or condition.kind in (stated.kind, ConditionKind.OTHER):
        return False
    return any(word in after or word in words.partition(" or ")[0] for word in condition.words)


def _own_condition(stated: StatedCondition, pledge: Pledge) -> Condition:
    kind = stated.kind
    named = sorted(states_named(stated.text))
    if kind is ConditionKind.OTHER:
        who, says = pledge.id, f"what is reported as “{stated.text}”"
    else:
        if kind in (ConditionKind.CONSENT, ConditionKind.REQUEST):
            who = named[0] if len(named) == 1 else (pledge.target or "host")
        elif kind in (ConditionKind.RATIFICATION, ConditionKind.OTHERS_JOIN):
            who = pledge.actor
        else:
            who = "stated"
        says = _PLAIN_WORDS[kind].format(who=who)
    role = Role.TRIGGERS if kind is ConditionKind.ATTACK else Role.ENABLES
    return Condition(one_of_family(kind.value, who), kind, says, role=role)


def _name_for(condition: Condition, actor: str) -> str:
    return one_of_family(condition.id, actor) if condition.each_actor else condition.id


def _goes_abroad(pledge: Pledge, arrangement: Arrangement) -> bool:
    at_home = (arrangement.beneficiary, arrangement.adversary, pledge.target)
    return pledge.action is Action.DEPLOY and pledge.actor not in at_home


def _mandate_tie(pledge: Pledge, conditions: Sequence[Condition], own: list[Condition]) -> list[Tie]:
    mandate = prior_approval(pledge.actor)
    if mandate is None:
        return []
    for condition in conditions:
        if condition.kind is ConditionKind.RATIFICATION and (
            condition.each_actor or not condition.parties or pledge.actor in condition.parties
        ):
            name = _name_for(condition, pledge.actor)
            break
    else:
        name = one_of_family(ConditionKind.RATIFICATION.value, pledge.actor)
        says = _PLAIN_WORDS[ConditionKind.RATIFICATION].format(who=pledge.actor)
        own.append(Condition(name, ConditionKind.RATIFICATION, says))
    basis = f", {mandate.note}" if mandate.note else ""
    return [Tie(Holds(name), Role.ENABLES, rule=f"before forces go abroad, by law: {mandate.who_approves}{basis}")]


def _promises_to_respond(pledge: Pledge, arrangement: Arrangement) -> bool:
    return (
        pledge.action is Action.GUARANTEE
        and pledge.target == arrangement.beneficiary
        and pledge.actor not in (arrangement.beneficiary, arrangement.adversary)
    )


def _response_tie(arrangement: Arrangement) -> list[Tie]:
    """The first condition of an attack that makes pledges fall due, where the arrangement has one."""
    for condition in arrangement.conditions:
        if condition.kind is ConditionKind.ATTACK and condition.role is Role.TRIGGERS:
            return [Tie(Holds(condition.id), Role.TRIGGERS, rule="a guarantee is a promise to respond")]
    return []


def _applies(presumption: Presumption, pledge: Pledge, arrangement: Arrangement) -> bool:
    return (
        pledge.action in presumption.actions
        and (not presumption.actors or pledge.actor in presumption.actors)
        and pledge.actor not in (arrangement.beneficiary, arrangement.adversary)
        and pledge.target in (arrangement.beneficiary, None)
    )


def _kinds(tree: Antecedent, arrangement: Arrangement) -> set[ConditionKind]:
    known = {condition.id: condition for condition in arrangement.conditions}
    found: set[ConditionKind] = set()
    for name in conditions_in(tree):
        condition = known.get(name) or known[name.partition("(")[0]]
        if condition.holds_when is not None:
            found |= _kinds(condition.holds_when, arrangement)
        else:
            found.add(condition.kind)
    return found


def _presumed_tie(presumption: Presumption, pledge: Pledge, conditions: Sequence[Condition]) -> Tie:
    families = {condition.id for condition in conditions if condition.each_actor}

    def for_actor(name: str) -> Antecedent:
        return Holds(one_of_family(name, pledge.actor) if name in families else name)

    source = f" ({presumption.source})" if presumption.source else ""
    return Tie(replace_conditions(presumption.hangs_on, for_actor), Role.ENABLES, rule=f"{presumption.says}{source}")
