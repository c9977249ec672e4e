"""Requirements on random trees, and what every one of their worlds says, worked out without the program's own means.

A question is a whole number with one bit a world: bit ``w`` tells of the world in which condition ``i`` holds
if bit ``i`` of ``w`` is set.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import combinations, product

from hypothesis import strategies as st

from pledgebook.assess.counting import Counted, Size
from pledgebook.assess.coverage import Tally, tally
from pledgebook.assess.hinge import Hinge
from pledgebook.model import (
    Action,
    AllOf,
    Antecedent,
    AnyOf,
    AtLeast,
    Counting,
    Holds,
    Measure,
    Not,
    Pledge,
    Requirement,
    Stance,
    Truth,
)

Cube = frozenset[tuple[int, bool]]
"""Conditions by number, each with whether it holds."""


def plain_pledge(number: int, stance: Stance, actor: str = "FRA") -> Pledge:
    return Pledge(f"p{number}", actor, Action.DEPLOY, "UKR", stance, (), "", None, None, (), (), (), 1)


def trees(names: Sequence[str], coherent: bool) -> st.SearchStrategy[Antecedent]:
    leaves: st.SearchStrategy[Antecedent] = st.sampled_from(names).map(Holds)

    def grow(inner: st.SearchStrategy[Antecedent]) -> st.SearchStrategy[Antecedent]:
        several = st.lists(inner, min_size=2, max_size=4)
        kinds = [
            several.map(lambda parts: AllOf(tuple(parts))),
            several.map(lambda parts: AnyOf(tuple(parts))),
            several.map(lambda parts: AtLeast((len(parts) + 1) // 2, tuple(parts))),
        ]
        return st.one_of(*kinds) if coherent else st.one_of(*kinds, inner.map(Not))

    return st.recursive(leaves, grow, max_leaves=8)


@st.composite
def requirements(draw: st.DrawFn, most: int = 14) -> tuple[Tally, dict[str, Hinge]]:
    """Up to six pledges, firm or weighed, of known or unknown size, on trees over up to so many conditions."""
    names = [f"c{number:02}" for number in range(most - draw(st.integers(0, most - 1)))]
    coherent = draw(st.booleans())
    counted, hinges = [], {}
    for number in range(draw(st.integers(1, 6))):
        stance = draw(st.sampled_from([Stance.COMMITTED, Stance.COMMITTED, Stance.WILLING, Stance.WEIGHING]))
        low = Decimal(draw(st.integers(1, 9)))
        high = draw(st.sampled_from([low, low, low, low + 2, None]))
        fits = draw(st.sampled_from([Truth.YES, Truth.YES, Truth.YES, Truth.UNKNOWN]))
        pledge = plain_pledge(number, stance)
        counted.append(Counted(pledge, fits, Size(low, high, ""), frozenset(), frozenset()))
        hinges[pledge.id] = Hinge(stance, AllOf(tuple(draw(st.lists(trees(names, coherent), min_size=1, max_size=3)))))
    needed = Decimal(draw(st.integers(1, 20)))
    requirement = Requirement("force", "A force", Measure.TROOPS, needed, "troops", Counting((Action.DEPLOY,)))
    return tally(requirement, counted), hinges


def column(number: int, count: int) -> int:
    """The worlds in which a condition holds."""
    block = ((1 << (1 << number)) - 1) << (1 << number)
    return sum(block << start for start in range(0, 1 << count, 2 << number))


def everywhere(count: int) -> int:
    return (1 << (1 << count)) - 1


def where(tree: Antecedent, columns: Mapping[str, int], every: int) -> int:
    """The worlds in which a tree holds."""
    if isinstance(tree, Holds):
        return columns[tree.condition]
    if isinstance(tree, Not):
        return every & ~where(tree.part, columns, every)
    parts = [where(part, columns, every) for part in tree.parts]
    if isinstance(tree, AllOf):
        count = len(parts)
    else:
        count = 1 if isinstance(tree, AnyOf) else tree.count
    found = 0
    for chosen in combinations(parts, count):
        both = every
        for part in chosen:
            both &= part
        found |= both
    return found


def answers(tallied: Tally, hinges: Mapping[str, Hinge], names: Sequence[str]) -> tuple[int, int]:
    """The worlds in which the requirement is met, and those in which it may be."""
    every = everywhere(len(names))
    columns = {name: column(number, len(names)) for number, name in enumerate(names)}
    certain = [0] * (1 << len(names))
    possible = [Decimal(0)] * (1 << len(names))
    for one in tallied.counted:
        hinge = hinges[one.pledge.id]
        firm = hinge.stance is not Stance.WEIGHING and one.fits is Truth.YES
        for world in bits(where(hinge.tree, columns, every)):
            certain[world] += int(one.size.low) if firm else 0
            possible[world] += Decimal("Infinity") if one.size.high is None else one.size.high
    needed = tallied.requirement.needed
    return (
        sum(1 << world for world, total in enumerate(certain) if total >= needed),
        sum(1 << world for world, total in enumerate(possible) if total >= needed),
    )


def bits(question: int) -> Iterator[int]:
    text = f"{question:b}"[::-1]
    start = text.find("1")
    while start >= 0:
        yield start
        start = text.find("1", start + 1)


def chance(question: int, chances: Sequence[float]) -> float:
    """The chance of a question: the sum over all its worlds."""
    likely = [1.0]
    for each in chances:
        likely = [weight * (1 - each) for weight in likely] + [weight * each for weight in likely]
    return sum(likely[world] for world in bits(question))


def cube_of(cube: Cube, count: int) -> int:
    """The worlds that agree with a cube."""
    found = everywhere(count)
    for number, holding in cube:
        found &= column(number, count) if holding else everywhere(count) & ~column(number, count)
    return found


def by_every_cube(question: int, count: int) -> set[Cube]:
    """The prime implicants, by looking at each of the 3 ** count cubes, the smaller first."""
    found: list[Cube] = []
    for size in range(count + 1):
        for chosen in combinations(range(count), size):
            for values in product((False, True), repeat=size):
                cube = frozenset(zip(chosen, values, strict=True))
                if not cube_of(cube, count) & ~question and not any(smaller <= cube for smaller in found):
                    found.append(cube)
    return set(found)


def by_splitting(question: int, count: int) -> set[Cube]:
    """The prime implicants, condition by condition (Coudert and Madre 1992): quick enough for 14 conditions."""

    @cache
    def primes(question: int, count: int) -> frozenset[Cube]:
        if not question:
            return frozenset()
        if question == everywhere(count):
            return frozenset({frozenset()})
        half = 1 << (count - 1)
        failing, holding = question & ((1 << half) - 1), question >> half
        either = primes(failing & holding, count - 1)
        sides = ((False, primes(failing, count - 1)), (True, primes(holding, count - 1)))
        return either | {
            cube | {(count - 1, sense)}
            for sense, side in sides
            for cube in side
            if not any(one <= cube for one in either)
        }

    return set(primes(question, count))
