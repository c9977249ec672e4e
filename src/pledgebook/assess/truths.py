"""What each condition is in a scenario, and where that comes from.

What the scenario supposes goes before what the arrangement's file knows; what neither says is
unknown. A condition that follows from others is worked out from them.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from pledgebook.assess.condition_names import family_of
from pledgebook.assess.logic import conditions_in, describe, evaluate, replace_conditions
from pledgebook.data.names import is_collective
from pledgebook.model import (
    ANY_CHANCE,
    Antecedent,
    Arrangement,
    Chance,
    Condition,
    ConditionState,
    Fact,
    Holds,
    Place,
    Scenario,
    Truth,
)

_SUPPOSED = {
    Truth.YES: "which this scenario supposes holds",
    Truth.NO: "which this scenario supposes does not hold",
    Truth.UNKNOWN: "which this scenario leaves unknown",
}
_CHANCES = {Truth.YES: Chance(1.0, 1.0), Truth.NO: Chance(0.0, 0.0), Truth.UNKNOWN: ANY_CHANCE}
_KNOWN = {Truth.YES: "which holds", Truth.NO: "which does not hold", Truth.UNKNOWN: "which is unknown"}


def condition_states(
    arrangement: Arrangement,
    named: Iterable[str],
    own: Iterable[Condition],
    scenario: Scenario,
    as_of: date | None,
) -> dict[str, ConditionState]:
    """What each condition is, by its id: the arrangement's, then those of families that are named, then the own ones.

    Args:
        arrangement: Whose conditions.
        named: Ids that pledges hang on; they say which conditions of the families there are.
        own: Conditions that only reports state.
        scenario: What is supposed.
        as_of: Facts of a later day are left out; None leaves out nothing.
    """
    supposed: dict[str, Truth | Chance] = {**dict(scenario.supposed), **dict(scenario.chances)}
    facts = _latest_facts(arrangement.facts, as_of)
    families = {condition.id: condition for condition in arrangement.conditions if condition.each_actor}
    states: dict[str, ConditionState] = {}

    def add(name: str, condition: Condition, says: str, stated_only: bool = False) -> None:
        truth, chance, why, places = _truth((name, condition.id), supposed, facts)
        state = ConditionState(name, condition.kind, says, truth, why, condition.role, stated_only, chance, places)
        states.setdefault(name, state)

    for condition in arrangement.conditions:
        if condition.holds_when is None and not condition.each_actor:
            add(condition.id, condition, condition.says)
    defined = [(c, expand(c.holds_when, arrangement)) for c in arrangement.conditions if c.holds_when is not None]
    inside = [name for _, tree in defined for name in conditions_in(tree)]
    for name in (*named, *supposed, *facts, *inside):
        family, actor = family_of(name) or (name, "")
        if actor and family in families:
            who = f"each state of {actor}" if is_collective(actor) else actor
            add(name, families[family], families[family].says.replace("{actor}", who))
    truths = {name: state.truth for name, state in states.items()}
    for condition, tree in defined:
        truth = evaluate(tree, truths)
        why = f"{_KNOWN[truth]}, as it follows from {describe(tree, lambda name: states[name].says)}"
        states[condition.id] = ConditionState(
            *(condition.id, condition.kind, condition.says, truth, why, condition.role),
            chance=_CHANCES[truth],
            places=tuple(dict.fromkeys(place for name in conditions_in(tree) for place in states[name].places)),
        )
    for condition in own:
        add(condition.id, condition, condition.says, stated_only=True)
    return states


def expand(tree: Antecedent, arrangement: Arrangement) -> Antecedent:
    """The same tree with each condition that follows from others replaced by what it follows from."""
    definitions = {c.id: c.holds_when for c in arrangement.conditions if c.holds_when is not None}

    def definition(name: str) -> Antecedent:
        inner = definitions.get(name)
        return Holds(name) if inner is None else replace_conditions(inner, definition)

    return replace_conditions(tree, definition)


def _latest_facts(facts: Iterable[Fact], as_of: date | None) -> dict[str, Fact]:
    """The last fact of each condition; one dated to a month or year counts from its last day."""
    known = [fact for fact in facts if as_of is None or fact.since is None or fact.since.latest <= as_of]
    known.sort(key=lambda fact: fact.since.latest if fact.since else date.min)
    return {fact.condition: fact for fact in known}


def _truth(
    names: tuple[str, ...], supposed: Mapping[str, Truth | Chance], facts: Mapping[str, Fact]
) -> tuple[Truth, Chance, str, tuple[Place, ...]]:
    for name in names:
        if name in supposed:
            given = supposed[name]
            if isinstance(given, Chance):
                return Truth.UNKNOWN, given, f"which this scenario gives a chance of {in_percent(given)}", ()
            return given, _CHANCES[given], _SUPPOSED[given], ()
    for name in names:
        if name in facts:
            fact = facts[name]
            since = f" since {fact.since.iso}" if fact.since else ""
            source = f" ({fact.source})" if fact.source else ""
            says = f", {fact.says}" if fact.says else ""
            return fact.truth, _CHANCES[fact.truth], f"{_KNOWN[fact.truth]}{since}{says}{source}", fact.places
    return Truth.UNKNOWN, ANY_CHANCE, "and nobody has reported whether it holds", ()


def in_percent(chance: Chance) -> str:
    """A chance in words.

    >>> in_percent(Chance(0.3, 0.45)), in_percent(Chance(0.5, 0.5))
    ('30 to 45 per cent', '50 per cent')
    """
    low, high = f"{chance.low * 100:.3g}", f"{chance.high * 100:.3g}"
    return f"{low} per cent" if low == high else f"{low} to {high} per cent"
