"""Smallest sets of conditions that meet or void a requirement, against trying every world."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.assess import assess
from pledgebook.assess.counting import Counted, Size
from pledgebook.assess.coverage import Tally, bounds, is_met, tally
from pledgebook.assess.deciders import blockers, needs
from pledgebook.assess.hinge import Hinge, outcome
from pledgebook.model import (
    Action,
    AllOf,
    Antecedent,
    AnyOf,
    Arrangement,
    AtLeast,
    Counting,
    Deciders,
    Holds,
    Ledgered,
    Measure,
    Not,
    Pledge,
    Requirement,
    Scenario,
    Stance,
    Truth,
)

MakePledge = Callable[..., Pledge]
MakeArrangement = Callable[..., Arrangement]

NAMES = "abcde"


def named(tree: Antecedent) -> set[str]:
    if isinstance(tree, Holds):
        return {tree.condition}
    parts = (tree.part,) if isinstance(tree, Not) else tree.parts
    return {name for part in parts for name in named(part)}


def worlds(names: Sequence[str]) -> Iterator[dict[str, Truth]]:
    for values in product((Truth.YES, Truth.NO), repeat=len(names)):
        yield dict(zip(names, values, strict=True))


def by_trying_every_world(tallied: Tally, hinges: Mapping[str, Hinge], goal: Truth) -> set[frozenset[str]]:
    """The prime implicants of "the requirement comes to the goal", from the truth table alone."""
    names = sorted({name for hinge in hinges.values() for name in named(hinge.tree)})
    met = []
    for world in worlds(names):
        states = {pledge: outcome(hinge, world) for pledge, hinge in hinges.items()}
        met.append((world, is_met(tallied.requirement, bounds(tallied, states))))
    plain = Truth.YES if goal is Truth.YES else Truth.NO
    found: list[frozenset[tuple[str, Truth]]] = []
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            for world in worlds(chosen):
                literals = frozenset(world.items())
                if any(smaller <= literals for smaller in found):
                    continue
                if all(truth is goal for other, truth in met if literals <= frozenset(other.items())):
                    found.append(literals)
    return {frozenset(n if truth is plain else f"not {n}" for n, truth in one) for one in found}


def as_sets(deciders: Deciders) -> set[frozenset[str]]:
    return {frozenset(one) for one in deciders.sets}


def trees(both_senses: bool) -> st.SearchStrategy[Antecedent]:
    leaves: st.SearchStrategy[Antecedent] = st.sampled_from(NAMES).map(Holds)

    def grow(inner: st.SearchStrategy[Antecedent]) -> st.SearchStrategy[Antecedent]:
        several = st.lists(inner, min_size=1, max_size=3)
        kinds = [
            several.map(lambda parts: AllOf(tuple(parts))),
            several.map(lambda parts: AnyOf(tuple(parts))),
            several.map(lambda parts: AtLeast((len(parts) + 1) // 2, tuple(parts))),
        ]
        return st.one_of(*kinds, inner.map(Not)) if both_senses else st.one_of(*kinds)

    return st.recursive(leaves, grow, max_leaves=5)


def plain_pledge(number: int, stance: Stance, part_of: int | None) -> Pledge:
    return Pledge(
        id=f"p{number}",
        actor="FRA",
        action=Action.DEPLOY,
        target="UKR",
        stance=stance,
        history=(),
        item="",
        amount=None,
        quantity=None,
        conditions=(),
        claims=(),
        reports=(),
        origins=1,
        part_of=None if part_of is None else f"p{part_of}",
    )


@st.composite
def cases(draw: st.DrawFn, both_senses: bool) -> tuple[Tally, dict[str, Hinge]]:
    """Up to five pledges of known or unknown size on random trees, and how much is needed of them."""
    counted, hinges = [], {}
    for number in range(draw(st.integers(1, 5))):
        stance = draw(st.sampled_from([Stance.COMMITTED, Stance.WILLING, Stance.WEIGHING, Stance.DECLINED]))
        low = Decimal(draw(st.integers(0, 6)))
        high = draw(st.sampled_from([low, low, low + 2, None]))
        part_of = draw(st.sampled_from([None, None, 0]))
        fits = draw(st.sampled_from([Truth.YES, Truth.YES, Truth.UNKNOWN]))
        pledge = plain_pledge(number, stance, part_of)
        counted.append(Counted(pledge, fits, Size(low, high, ""), frozenset(), frozenset()))
        hinges[pledge.id] = Hinge(stance, AllOf(tuple(draw(st.lists(trees(both_senses), max_size=2)))))
    needed = Decimal(draw(st.integers(1, 12)))
    counting = Counting((Action.DEPLOY,))
    requirement = Requirement("force", "A force", Measure.TROOPS, needed, "troops", counting)
    return tally(requirement, counted), hinges


@settings(max_examples=150, deadline=None)
@given(cases(both_senses=False))
def test_conditions_that_only_help_give_the_sets_that_every_world_gives(case: tuple[Tally, dict[str, Hinge]]) -> None:
    check(*case)


@settings(max_examples=150, deadline=None)
@given(cases(both_senses=True))
def test_conditions_that_help_here_and_harm_there_give_them_too(case: tuple[Tally, dict[str, Hinge]]) -> None:
    check(*case)


def check(tallied: Tally, hinges: dict[str, Hinge]) -> None:
    meeting, voiding = needs(tallied, hinges), blockers(tallied, hinges)

    assert meeting.complete
    assert as_sets(meeting) == by_trying_every_world(tallied, hinges, Truth.YES)
    expected = by_trying_every_world(tallied, hinges, Truth.NO)
    assert as_sets(voiding) == {one for one in expected if voiding.complete or len(one) <= voiding.order}
    assert voiding.complete or voiding.order == 4


def force(arrangement: Arrangement, *pledges: Pledge) -> tuple[Deciders, Deciders]:
    (coverage,) = assess(arrangement, Ledgered(pledges=pledges), Scenario("test")).coverage
    return coverage.needs, coverage.blockers


def test_one_failure_that_voids_the_force_is_named(make_arrangement: MakeArrangement, make_pledge: MakePledge) -> None:
    france = make_pledge("FRA", troops=15000, hangs_on={"ceasefire": "after a ceasefire"})
    canada = make_pledge("CAN", troops=15000, hangs_on={"ceasefire": "after a ceasefire", "us_support": "with help"})

    meeting, voiding = force(make_arrangement(), france, canada)

    assert meeting.sets == (("ceasefire", "us_support"),)
    assert voiding.sets == (("ceasefire",), ("us_support",))
    assert meeting.complete
    assert voiding.complete


def test_two_contributors_that_can_stand_in_for_each_other_are_voided_only_together(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    germany = make_pledge("DEU", troops=30000)
    spain = make_pledge("ESP", troops=30000)

    meeting, voiding = force(make_arrangement(), germany, spain)

    assert meeting.sets == (("ratification(DEU)",), ("ratification(ESP)",))
    assert voiding.sets == (("ratification(DEU)", "ratification(ESP)"),)


def test_numbers_nobody_states_can_be_voided_but_never_secured(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    meeting, voiding = force(make_arrangement(), make_pledge("FRA", hangs_on={"ceasefire": "after a ceasefire"}))

    assert meeting.sets == ()
    assert meeting.complete
    assert voiding.sets == (("ceasefire",),)


def test_a_force_that_hangs_on_nothing_needs_nothing(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    meeting, voiding = force(make_arrangement(), make_pledge("FRA", troops=30000))

    assert meeting.sets == ((),)
    assert voiding.sets == ()


def test_blockers_are_the_same_in_every_scenario(make_arrangement: MakeArrangement, make_pledge: MakePledge) -> None:
    book = Ledgered(pledges=(make_pledge("FRA", troops=30000, hangs_on={"ceasefire": "after a ceasefire"}),))
    arrangement = make_arrangement()

    found = {
        assess(arrangement, book, Scenario("test", (("ceasefire", truth),))).coverage[0].blockers for truth in Truth
    }

    assert found == {Deciders((("ceasefire",),), 1, complete=True)}


def test_a_search_that_is_cut_short_says_up_to_which_size_it_is_complete(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    twenty_four = "DEU DNK SWE ESP EST LVA LTU ITA AUT TUR BGR HRV ALB MNE MKD SRB JPN KOR GEO MDA ARM AZE IRL CHE"
    pledges = [make_pledge(state, troops=1000) for state in twenty_four.split()]
    requirement = """
[requirement.land-force]
title = "A land force"
measure = "troops"
needed = 12000
actions = ["deploy"]
"""

    meeting, voiding = force(make_arrangement(requirement), *pledges)

    assert meeting.sets == ()
    assert not meeting.complete
    assert meeting.order < 12
    assert voiding.sets == ()
    assert not voiding.complete
