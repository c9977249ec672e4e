"""An arrangement under a scenario: its requirements as rows and bars, its conditions as switches."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pledgebook.model import Arrangement, Assessment, Chance, ConditionState, Coverage, Standing, Truth
from pledgebook.publish.bars import CoverageBar, coverage_bar
from pledgebook.publish.wording import measure_in_words


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """How far one requirement is met.

    Attributes:
        met: Whether it is: yes, no or unknown.
        possible: At the most; None when no bound is known.
        chance_low: The chance that it is met, at the least.
        single_points: Conditions whose failing alone voids it.
    """

    name: str
    title: str
    needed: Decimal
    unit: str
    certain: Decimal
    possible: Decimal | None
    gap: Decimal
    met: Truth
    chance_low: float
    chance_high: float
    single_points: tuple[str, ...]
    pledges: int


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One requirement with its bar and its figures in words."""

    row: RequirementRow
    bar: CoverageBar
    coverage: Coverage
    needed: str
    certain: str
    possible: str


@dataclass(frozen=True, slots=True)
class Switch:
    """One condition as a user can set it.

    Attributes:
        id: What is supposed; the id of a family stands for all of its conditions.
        chosen: ``""`` for as the scenario has it, ``yes``, ``no``, ``unknown`` or ``chance``.
        chance: The chance as it was typed.
        states: What the scenario makes of it; several for a family.
        weighs: Over all requirements, how much it matters.
    """

    id: str
    says: str
    chosen: str
    chance: str
    states: tuple[ConditionState, ...]
    weighs: float
    stated_only: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many pledges stand, are open, fall."""

    stands: int
    open: int
    falls: int


def requirement_rows(found: Assessment) -> tuple[RequirementRow, ...]:
    """The requirements, in the order of the arrangement."""
    return tuple(_row(coverage) for coverage in found.coverage)


def _row(coverage: Coverage) -> RequirementRow:
    return RequirementRow(
        name=coverage.requirement,
        title=coverage.title,
        needed=coverage.needed,
        unit=coverage.unit,
        certain=coverage.certain,
        possible=coverage.possible,
        gap=coverage.gap,
        met=coverage.met,
        chance_low=round(coverage.chance.low, 4),
        chance_high=round(coverage.chance.high, 4),
        single_points=coverage.single_points,
        pledges=sum(share.state is not Standing.FALLS for share in coverage.shares),
    )


def requirement_views(found: Assessment) -> tuple[RequirementView, ...]:
    """The requirements with bars and words."""
    return tuple(
        RequirementView(
            row=_row(coverage),
            bar=coverage_bar(coverage),
            coverage=coverage,
            needed=measure_in_words(coverage.needed, coverage.unit),
            certain=_figure(coverage.certain, coverage.unit),
            possible="no upper bound known" if coverage.possible is None else _figure(coverage.possible, coverage.unit),
        )
        for coverage in found.coverage
    )


def _figure(value: Decimal, unit: str) -> str:
    return measure_in_words(value, unit if unit.isupper() else "")


def tally(found: Assessment) -> Tally:
    """How many pledges stand, are open, fall."""
    states = [state.state for state in found.pledges]
    return Tally(*(states.count(standing) for standing in (Standing.STANDS, Standing.OPEN, Standing.FALLS)))


def switches(
    arrangement: Arrangement, found: Assessment, chosen: Mapping[str, str], chances: Mapping[str, str]
) -> tuple[Switch, ...]:
    """The conditions that a user can set: those of the arrangement that follow from no others, then stated ones.

    Args:
        arrangement: The arrangement.
        found: What the scenario makes of it.
        chosen: What the user set, by condition.
        chances: The chances the user typed, by condition.
    """
    weight: dict[str, float] = {}
    for coverage in found.coverage:
        for one in coverage.weights:
            weight[one.condition] = weight.get(one.condition, 0.0) + abs(one.birnbaum)
    own = [
        _switch(condition.id, condition.says, _states(found, condition.id), weight, chosen, chances)
        for condition in arrangement.conditions
        if condition.holds_when is None
    ]
    stated = [
        _switch(state.id, state.says, (state,), weight, chosen, chances)
        for state in found.conditions
        if state.stated_only
    ]
    return (*own, *sorted(stated, key=lambda switch: -switch.weighs))


def _states(found: Assessment, condition: str) -> tuple[ConditionState, ...]:
    return tuple(state for state in found.conditions if state.id == condition or state.id.startswith(f"{condition}("))


def _switch(
    condition: str,
    says: str,
    states: tuple[ConditionState, ...],
    weight: Mapping[str, float],
    chosen: Mapping[str, str],
    chances: Mapping[str, str],
) -> Switch:
    shown = states[0].says if len(states) == 1 and states[0].id == condition else says
    return Switch(
        id=condition,
        says=shown.replace("{actor}", "each state that needs it"),
        chosen=chosen.get(condition, ""),
        chance=chances.get(condition, ""),
        states=states,
        weighs=sum(weight.get(state.id, 0.0) for state in states),
        stated_only=bool(states) and states[0].stated_only,
    )


def chance_in_words(chance: Chance) -> str:
    """A chance as a percentage, or between two; never rounded to a certainty that it is not.

    >>> chance_in_words(Chance(0.4, 0.4)), chance_in_words(Chance(0.0, 1.0)), chance_in_words(Chance(0.2, 0.999, False))
    ('40 %', 'any', 'about 20-99.9 %')
    """
    if (chance.low, chance.high) == (0.0, 1.0):
        return "any"
    low, high = (f"{100 * end:.1f}".removesuffix(".0") for end in (chance.low, chance.high))
    return f"{'' if chance.exact else 'about '}{low if low == high else f'{low}-{high}'} %"
