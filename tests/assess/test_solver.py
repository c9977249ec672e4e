"""Blockers of many conditions, listed by clingo, against those of a table of every world."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assess.brute_force import Seeded, among, plain_pledge, requirement

from pledgebook.assess import has_solver, solver
from pledgebook.assess.compiled import compiled, compiled_group
from pledgebook.assess.counting import Counted, Size
from pledgebook.assess.coverage import Tally, tally
from pledgebook.assess.deciders import helping_to_void, voiding
from pledgebook.assess.hinge import Hinge
from pledgebook.assess.implicants import Found, Wish, smallest_sets
from pledgebook.assess.solver import deepened
from pledgebook.model import Action, AllOf, Antecedent, AnyOf, Counting, Holds, Measure, Requirement, Stance, Truth

with_clingo = pytest.mark.skipif(not has_solver(), reason="clingo is not installed: pip install 'pledgebook[solve]'")


@with_clingo
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**64 - 1))
def test_clingo_finds_the_sets_that_a_table_of_every_world_shows(seed: int) -> None:
    choice = Seeded(seed)
    members = [compiled(*requirement(choice, most=9)) for _ in range(choice.whole(1, 2))]
    one = among(choice, [members[0], compiled_group(1, members)])
    wish = Wish(one.possible, False, tuple(map(helping_to_void, one.senses)))
    expected = smallest_sets(wish, 20)

    found = deepened(wish, Found((), -1, complete=False), 20)

    if one.two_sided:
        assert found == Found((), -1, complete=False)
    else:
        assert (set(found.sets), found.complete) == (set(expected.sets), True)


def guarded() -> tuple[Tally, Mapping[str, Hinge]]:
    """Twenty-one of 22 pledges of one soldier each are needed, or one of a hundred that stands while any of four conditions holds."""
    trees: list[Antecedent] = [Holds(f"c{number:02}") for number in range(22)]
    trees.append(AnyOf(tuple(Holds(f"d{number}") for number in range(4))))
    counted, hinges = [], {}
    for number, tree in enumerate(trees):
        size = Decimal(100 if isinstance(tree, AnyOf) else 1)
        pledge = plain_pledge(number, Stance.COMMITTED)
        counted.append(Counted(pledge, Truth.YES, Size(size, size, ""), frozenset(), frozenset()))
        hinges[pledge.id] = Hinge(Stance.COMMITTED, AllOf((tree,)))
    force = Requirement("force", "A force", Measure.TROOPS, Decimal(21), "troops", Counting((Action.DEPLOY,)))
    return tally(force, counted), hinges


@with_clingo
def test_blockers_of_more_than_four_of_many_conditions_are_found() -> None:
    one = compiled(*guarded())

    shallow, deep = voiding(one), voiding(one, 6)

    assert (shallow.sets, shallow.order, shallow.complete) == ((), 4, False)
    assert (len(deep.sets), deep.order) == (22 * 21 // 2, 6)
    fail = {(place, False) for place, name in enumerate(one.names) if name.startswith("d")}
    assert all(fail <= each and len(each) == 6 for each in deep.sets)


def test_without_clingo_the_search_stands_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "import_module", lambda name: (_ for _ in ()).throw(ImportError(name)))

    assert not has_solver()
    assert voiding(compiled(*guarded()), 6).order == 4
