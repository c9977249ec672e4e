"""Smallest sets, weights and chances, against every world of random requirements."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assess.brute_force import (
    Choice,
    Drawn,
    Seeded,
    among,
    answers,
    by_every_cube,
    by_splitting,
    chance,
    column,
    corners,
    cube_of,
    everywhere,
    flags,
    requirement,
    requirements,
)

from pledgebook.assess import implicants
from pledgebook.assess.compiled import Compiled, compiled, compiled_group
from pledgebook.assess.coverage import Tally
from pledgebook.assess.deciders import helping_to_meet, helping_to_void, meeting, voiding
from pledgebook.assess.hinge import Hinge
from pledgebook.assess.hubs import Plan, _halves, reach
from pledgebook.assess.implicants import Found, Wish, _by_size, _by_table, _jointly
from pledgebook.assess.odds import DRAWN, _by_drawing, odds
from pledgebook.assess.sums import Sum
from pledgebook.assess.weighing import chance_met, single_chances, weights
from pledgebook.model import Chance

Case = tuple[Tally, dict[str, Hinge]]

CLOSE = 1e-9


def point(choice: Choice) -> float:
    return among(choice, [0.0, 1.0, 0.5, *[choice.real(0.01, 0.99)] * 3])


def ranges(choice: Choice, count: int, wide: Sequence[int]) -> tuple[Chance, ...]:
    """Chances of conditions, some of them between two bounds."""
    found = [Chance(p, p) for p in (point(choice) for _ in range(count))]
    for place in wide:
        low, high = sorted((point(choice), point(choice)))
        found[place] = Chance(low, high)
    return tuple(found)


def case_of(choice: Choice) -> tuple[Case, tuple[Chance, ...], tuple[Chance, ...]]:
    """A requirement, with single chances of its conditions and with some between bounds."""
    case = requirement(choice)
    one = compiled(*case)
    count = len(one.names)
    both_ways_first = sorted(range(count), key=lambda place: (place not in one.two_sided, place))
    return case, ranges(choice, count, ()), ranges(choice, count, both_ways_first[: choice.whole(0, 5)])


@st.composite
def cases(draw: st.DrawFn) -> tuple[Case, tuple[Chance, ...], tuple[Chance, ...]]:
    return case_of(Drawn(draw))


def check(case: Case, single: Sequence[Chance], wide: Sequence[Chance]) -> None:
    one = compiled(*case)
    count = len(one.names)
    certain, possible = answers(*case, one.names)
    check_truth(one, certain, possible)
    void = everywhere(count) & ~possible
    for found, question in ((meeting(one), certain), (voiding(one), void)):
        expected = by_splitting(question, count)
        assert found.complete
        assert set(found.sets) == expected
        if count <= 6:
            assert expected == by_every_cube(question, count)
    check_weights(one, voiding(one), certain, possible, single)
    check_chance(one, certain, possible, single)
    check_chance(one, certain, possible, wide)


def check_truth(one: Compiled, certain: int, possible: int) -> None:
    count = len(one.names)
    numbers = np.arange(1 << count)
    worlds = np.array([(numbers >> place) & 1 for place in range(count)], np.uint8).reshape(count, -1)
    for question, expected in ((one.certain, certain), (one.possible, possible)):
        reached = question.reached(worlds)
        assert np.array_equal(reached, flags(expected, count))
        few = question.reached(worlds[:, :5])
        assert np.array_equal(few, reached[:5])
        table = question.table(range(count), np.zeros((count, 1), np.uint8))
        assert np.array_equal(np.transpose(table).reshape(-1), reached)


def check_weights(one: Compiled, found: Found, certain: int, possible: int, single: Sequence[Chance]) -> None:
    count = len(one.names)
    every = everywhere(count)
    told, exact, _ = weights(one, found, single)
    by_name = {weight.condition: weight for weight in told}
    assert exact
    assert [weight.birnbaum for weight in told] == sorted((w.birnbaum for w in told), key=lambda b: -round(abs(b), 12))
    chances = single_chances(single)
    void = every & ~possible
    for number, name in enumerate(one.names):
        holding = column(number, count)
        changes = [
            ((question & holding).bit_count() - (question & ~holding).bit_count()) / (1 << count - 1)
            for question in (certain, possible)
        ]
        assert by_name[name].birnbaum == pytest.approx(sum(changes) / 2, abs=CLOSE)
        share = by_name[name].fussell_vesely
        if chances is None or not (likely := chance(void, chances)):
            assert share is None
            continue
        come_about = 0
        for cube in found.sets:
            if number in {place for place, _ in cube}:
                come_about |= cube_of(cube, count)
        assert share == pytest.approx(chance(come_about, chances) / likely, abs=CLOSE)


def check_chance(one: Compiled, certain: int, possible: int, given: Sequence[Chance]) -> None:
    told = chance_met(one, given)
    bounds = [sorted({each.low, each.high}) for each in given]
    met, may_be = corners(certain, bounds), corners(possible, bounds)
    assert told.exact
    assert told.low == pytest.approx(met.min(), abs=CLOSE)
    assert told.high == pytest.approx(may_be.max(), abs=CLOSE)
    assert told.low - CLOSE <= min(met.min(), may_be.min())
    assert told.high + CLOSE >= max(met.max(), may_be.max())


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_truth_sets_weights_and_chances_are_those_of_every_world(
    case: tuple[Case, tuple[Chance, ...], tuple[Chance, ...]],
) -> None:
    check(*case)


@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**64 - 1))
def test_two_thousand_random_requirements_are_those_of_every_world(seed: int) -> None:
    check(*case_of(Seeded(seed)))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(requirements(most=8), st.data())
def test_every_way_to_a_chance_comes_to_the_same(case: Case, data: st.DataObject) -> None:
    one = compiled(*case)
    assert isinstance(one.possible, Sum)
    chances = data.draw(st.lists(st.floats(0.05, 0.95), min_size=len(one.names), max_size=len(one.names)))
    exact = odds(one.possible, chances)
    hubs = data.draw(st.lists(st.sampled_from(range(len(one.names))), max_size=3, unique=True)) if one.names else []
    apart = parts_without(one.possible, hubs)

    drawn = _by_drawing(one.possible, chances)
    ways = [Plan(tuple(sorted(hubs)), apart, by_halves=False)]
    ways.append(
        Plan(tuple(sorted(hubs)), tuple(tuple(sorted(half)) for half in _halves(list(map(frozenset, apart)))), True)
    )

    deviation = math.sqrt(exact.chance * (1 - exact.chance) / DRAWN)
    assert abs(drawn.chance - exact.chance) <= 5 * deviation + 1e-4
    assert drawn.high - drawn.low <= 0.01
    for way in ways:
        reached = reach(one.possible, way, chances)
        assert reached.chance == pytest.approx(exact.chance, abs=CLOSE)
        for place in range(len(one.names)):
            told = [exact.chance if math.isnan(each) else each for each in reached.given[place]]
            assert told == pytest.approx(list(exact.given[place]), abs=CLOSE)


def test_a_drawn_interval_holds_the_exact_chance_in_all_but_a_few_of_many_cases() -> None:
    held = []
    for seed in range(120):
        choice = Seeded(seed)
        one = compiled(*requirement(choice, most=8))
        chances = [choice.real(0.05, 0.95) for _ in one.names]
        drawn = _by_drawing(one.possible, chances)
        held.append(drawn.low - CLOSE <= odds(one.possible, chances).chance <= drawn.high + CLOSE)

    assert sum(held) >= 0.95 * len(held)


def parts_without(question: Sum, hubs: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The conditions that hang together once some are settled."""
    parts: list[set[int]] = []
    for scope in question.addends:
        mine = set(scope) - set(hubs)
        touching = [part for part in parts if part & mine]
        parts = [part for part in parts if not part & mine]
        if mine:
            parts.append(mine.union(*touching))
    return tuple(tuple(sorted(part)) for part in parts)


def wish_to_meet(one: Compiled) -> Wish:
    return Wish(one.certain, True, tuple(map(helping_to_meet, one.senses)))


def wish_to_void(one: Compiled) -> Wish:
    return Wish(one.possible, False, tuple(map(helping_to_void, one.senses)))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(requirements(most=6))
def test_every_way_to_the_smallest_sets_comes_to_the_same(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    monkeypatch.setattr(implicants, "MOST_WORK", 1 << 40)
    one = compiled(*case)
    for wish in (wish_to_meet(one), wish_to_void(one)):
        table, by_size, jointly = set(_by_table(wish)), _by_size(wish, len(wish.senses)), _jointly(wish)

        assert (set(by_size.sets), by_size.complete) == (table, True)
        if not one.two_sided:
            assert set(jointly or ()) == table


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(requirements(most=10))
def test_a_search_by_size_lists_all_sets_up_to_where_the_next_size_is_too_much_work(case: Case) -> None:
    wish = wish_to_meet(compiled(*case))
    table, by_size = set(_by_table(wish)), _by_size(wish, len(wish.senses))
    literals, both = sum(map(len, wish.senses)), sum(len(senses) == 2 for senses in wish.senses)

    assert set(by_size.sets) == {each for each in table if by_size.complete or len(each) <= by_size.order}
    if not by_size.complete:
        sets = sum(math.comb(literals, size) for size in range(by_size.order + 2))
        assert sets * (wish.question.cost + implicants._COST_OF_SET) << both > implicants.MOST_WORK


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(requirements(most=5), min_size=1, max_size=3), st.data())
def test_a_group_is_met_where_enough_of_its_requirements_are(cases: list[Case], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(cases)))
    members = [compiled(*case) for case in cases]

    group = compiled_group(count, members)

    names = group.names
    columns = [answers(*case, names) for case in cases]
    for index, question in ((0, meeting(group)), (1, voiding(group))):
        expected = sum(
            1 << world for world in range(1 << len(names)) if sum(each[index] >> world & 1 for each in columns) >= count
        )
        expected = expected if index == 0 else everywhere(len(names)) & ~expected
        assert set(question.sets) == by_splitting(expected, len(names))
    given = tuple(Chance(0.5, 0.5) for _ in names)
    met = [sum(each[0] >> w & 1 for each in columns) >= count for w in range(1 << len(names))]
    assert chance_met(group, given).low == pytest.approx(sum(met) / len(met))
