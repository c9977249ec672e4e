"""What persons decided about conditions: whether one holds, and which one a pledge's words mean.

A decision names its arrangement in ``field`` and holds its answer in ``value``, as JSON. What names an arrangement,
condition or truth that is not there (any more) is left aside: decisions are kept for ever, files change.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pledgebook.assess.condition_names import find_condition
from pledgebook.assess.reported import in_order, reported_facts
from pledgebook.assess.suppose import condition_named
from pledgebook.errors import DateFormatError, ValueFormatError
from pledgebook.model import Arrangement, ConditionKind, Decision, DecisionKind, Fact, Ledgered, Truth, When


@dataclass(frozen=True, slots=True)
class DecidedTie:
    """A person's word on what a pledge's words mean.

    Attributes:
        about: Ids of the pledge, or of claims of it.
        kind: The kind of the stated condition.
        condition: Id of the arrangement's condition that is meant.
        by: Who decided.
        why: The reason, with a colon before it; empty for none.
    """

    about: frozenset[str]
    kind: ConditionKind
    condition: str
    by: str
    why: str


def truth_decision(
    arrangement: str, condition: str, truth: Truth, since: When, *, by: str, at: datetime, reason: str = ""
) -> Decision:
    """The decision that a condition holds, or does not, from a day on."""
    value = json.dumps({"truth": truth.value, "since": since.iso})
    return Decision(DecisionKind.STATE, (condition,), by, at, reason, arrangement, value)


def tie_decision(
    arrangement: str, about: Iterable[str], kind: ConditionKind, condition: str, *, by: str, at: datetime, reason: str
) -> Decision:
    """The decision that a pledge's words of one kind mean a condition of the arrangement."""
    value = json.dumps({"kind": kind.value, "condition": condition})
    return Decision(DecisionKind.TIE, tuple(about), by, at, reason, arrangement, value)


def informed(
    arrangement: Arrangement,
    ledgered: Ledgered,
    decisions: Sequence[Decision] = (),
    *,
    more: Iterable[Fact] = (),
) -> Arrangement:
    """The arrangement with the facts of its file, of the reports and of decisions, by day.

    Of one day the reports go before the file, and decisions before both.

    Args:
        arrangement: As its file has it.
        ledgered: What was worked out from the book.
        decisions: Those in force, oldest first.
        more: Other facts that were worked out: breaches that are verified.
    """
    facts = [*arrangement.facts, *reported_facts(arrangement, ledgered), *more]
    facts += decided_facts(arrangement, decisions)
    return replace(arrangement, facts=_without_repeats(in_order(facts)))


def _without_repeats(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each fact that changes something: a condition that holds already does not come to hold again."""
    before: dict[str, Truth] = {}
    kept = []
    for fact in facts:
        if before.get(fact.condition) is not fact.truth:
            kept.append(fact)
        before[fact.condition] = fact.truth
    return tuple(kept)


def decided_facts(arrangement: Arrangement, decisions: Iterable[Decision]) -> tuple[Fact, ...]:
    """What persons decided of the truth of the arrangement's conditions, oldest decision first."""
    found: dict[tuple[str, When], Fact] = {}
    for decision in decisions:
        given = _given(decision, DecisionKind.STATE, arrangement)
        if given is None:
            continue
        condition = _condition(decision.about[0], arrangement) if decision.about else None
        truth, since = _truth(given.get("truth")), _when(given.get("since"))
        if condition is None or truth is None or since is None:
            continue
        says = f"as {decision.by} decided"
        found[condition, since] = Fact(condition, truth, since, decision.reason, says=says)
    return tuple(found.values())


def decided_ties(arrangement: Arrangement, decisions: Iterable[Decision]) -> tuple[DecidedTie, ...]:
    """What persons decided of the meaning of pledges' words, oldest first."""
    found = []
    for decision in decisions:
        given = _given(decision, DecisionKind.TIE, arrangement)
        kind = str(given.get("kind")) if given else ""
        condition = find_condition(str(given.get("condition")), arrangement.conditions) if given else None
        if kind in tuple(ConditionKind) and condition is not None:
            why = f": {decision.reason}" if decision.reason else ""
            found.append(DecidedTie(frozenset(decision.about), ConditionKind(kind), condition, decision.by, why))
    return tuple(found)


def _condition(name: str, arrangement: Arrangement) -> str | None:
    try:
        return condition_named(name, arrangement)
    except ValueFormatError:
        return None


def _given(decision: Decision, kind: DecisionKind, arrangement: Arrangement) -> Mapping[str, object] | None:
    if decision.kind is not kind or decision.field != arrangement.name:
        return None
    try:
        value = json.loads(decision.value)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _truth(word: object) -> Truth | None:
    return Truth(str(word)) if word in tuple(Truth) else None


def _when(text: object) -> When | None:
    try:
        return When(str(text))
    except DateFormatError:
        return None
