"""Questions about worlds answer as the figures of one scenario do, whatever is counted."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assess.brute_force import plain_pledge, trees

from pledgebook.assess.compiled import compiled
from pledgebook.assess.counting import Counted, Size
from pledgebook.assess.coverage import Tally, bounds, is_met, tally
from pledgebook.assess.deciders import blockers, needs
from pledgebook.assess.hinge import Hinge, outcome
from pledgebook.assess.weighing import chance_met
from pledgebook.model import (
    Action,
    AllOf,
    AnyOf,
    Chance,
    Counting,
    Domain,
    Holds,
    Measure,
    Quantity,
    Requirement,
    Stance,
    Truth,
)

NAMES = ("a", "b", "c", "d", "e")
STANCES = (Stance.DONE, Stance.COMMITTED, Stance.WILLING, Stance.WEIGHING, Stance.DECLINED)
DOMAINS = st.frozensets(st.sampled_from([Domain.LAND, Domain.SEA, Domain.AIR]), max_size=2)


@st.composite
def tallies(draw: st.DrawFn) -> tuple[Tally, dict[str, Hinge]]:
    """Requirements of every measure on pledges of states, coalitions and plurals, parts among them."""
    counted, hinges = [], {}
    for number in range(draw(st.integers(1, 6))):
        stance = draw(st.sampled_from(STANCES))
        pledge = plain_pledge(number, stance, draw(st.sampled_from(["FRA", "GBR", "DEU", "COW", "GROUP"])))
        countries = draw(st.sampled_from([None, None, 2, 5]))
        quantity = None if countries is None else Quantity(Decimal(countries), "countries")
        part_of = draw(st.sampled_from([None, None, "p0", "p1"]))
        low = Decimal(draw(st.integers(0, 60))) / draw(st.sampled_from([1, 1, 10]))
        high = draw(st.sampled_from([low, low, low + Decimal("1.5"), None]))
        one = Counted(
            replace(pledge, quantity=quantity, part_of=part_of),
            draw(st.sampled_from([Truth.YES, Truth.YES, Truth.UNKNOWN])),
            Size(low, high, ""),
            draw(DOMAINS),
            draw(st.frozensets(st.sampled_from(["r1", "r2", "r3"]), max_size=2)),
        )
        counted.append(one)
        parts = draw(st.lists(trees(NAMES, draw(st.booleans())), max_size=2))
        hinges[pledge.id] = Hinge(stance, AllOf(tuple(parts)))
    measure = draw(st.sampled_from(Measure))
    counting = Counting(
        (Action.DEPLOY,),
        domains=(Domain.LAND, Domain.SEA, Domain.AIR) if measure is Measure.PRESENCE else (),
        actors=draw(st.sampled_from([(), ("FRA", "GBR", "DEU")])) if measure is Measure.PARTICIPATION else (),
    )
    largest = 12 if measure in (Measure.TROOPS, Measure.EUR, Measure.SYSTEMS) else 6
    needed = Decimal(draw(st.integers(1, largest * 10))) / 10 if largest == 12 else Decimal(draw(st.integers(1, 6)))
    return tally(Requirement("force", "A force", measure, needed, "things", counting), counted), hinges


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(tallies())
def test_every_world_is_answered_as_the_figures_of_its_scenario_are(case: tuple[Tally, dict[str, Hinge]]) -> None:
    tallied, hinges = case

    one = compiled(tallied, hinges)

    for world in product((0, 1), repeat=len(one.names)):
        column = np.array(world, np.uint8).reshape(-1, 1)
        truths = {name: Truth.YES if bit else Truth.NO for name, bit in zip(one.names, world, strict=True)}
        states = {pledge: outcome(hinge, truths) for pledge, hinge in hinges.items()}
        met = is_met(tallied.requirement, bounds(tallied, states))
        certain, possible = bool(one.certain.reached(column)[0]), bool(one.possible.reached(column)[0])
        assert (certain, possible) == (met is Truth.YES, met is not Truth.NO)


def everyone_somewhere(conditions: int) -> tuple[Tally, dict[str, Hinge]]:
    """A presence on land that any of many states secures, each with its own parliament: one thing on many conditions."""
    counted, hinges = [], {}
    for number in range(conditions):
        pledge = plain_pledge(number, Stance.COMMITTED)
        counted.append(
            Counted(pledge, Truth.YES, Size(Decimal(1), Decimal(1), ""), frozenset({Domain.LAND}), frozenset())
        )
        hinges[pledge.id] = Hinge(Stance.COMMITTED, AllOf((AnyOf((Holds(f"c{number:02}"),)), Holds("ceasefire"))))
    counting = Counting((Action.DEPLOY,), domains=(Domain.LAND,))
    return tally(Requirement("p", "P", Measure.PRESENCE, Decimal(1), "domains", counting), counted), hinges


@pytest.mark.parametrize("conditions", [3, 12, 17, 25])
def test_one_thing_that_hangs_on_more_conditions_than_a_table_holds_is_answered_too(conditions: int) -> None:
    tallied, hinges = everyone_somewhere(conditions)
    one = compiled(tallied, hinges)

    chance = chance_met(one, [Chance(0.5, 0.5)] * len(one.names))

    expected = 0.5 * (1 - 0.5**conditions)
    assert needs(tallied, hinges).sets == tuple((f"c{number:02}", "ceasefire") for number in range(conditions))
    assert blockers(tallied, hinges).sets[0] == ("ceasefire",)
    assert chance.low - 1e-12 <= expected <= chance.high + 1e-12
    assert chance.exact is (conditions < 19)
    assert chance.high - chance.low <= 0.01
