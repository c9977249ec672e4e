"""Requirements on random trees, and what every one of their worlds says, worked out without the program's own means.

A question is a whole number with one bit a world: bit ``w`` tells of the world in which condition ``i`` holds
if bit ``i`` of ``w`` is set.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import combinations, product
from random import Random
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt
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

T = TypeVar("T")

Cube = frozenset[tuple[int, bool]]
"""Conditions by number, each with whether it holds."""


def plain_pledge(number: int, stance: Stance, actor: str = "FRA") -> Pledge:
    return Pledge(f"p{number}", actor, Action.DEPLOY, "UKR", stance, (), "", None, None, (), (), (), 1)


class Choice(Protocol):
    """What chooses: a test's own draws, which shrink, or a seeded generator, which is quick."""

    def whole(self, low: int, high: int) -> int:
        """A whole number between both, ends included."""

    def real(self, low: float, high: float) -> float:
        """A number between both."""


class Drawn:
    """Draws of a property-based test."""

    def __init__(self, draw: st.DrawFn) -> None:
        """Draw by this."""
        self._draw = draw

    def whole(self, low: int, high: int) -> int:
        """A whole number between both, ends included."""
        return self._draw(st.integers(low, high))

    def real(self, low: float, high: float) -> float:
        """A number between both."""
        return self._draw(st.floats(low, high))


class Seeded:
    """Numbers of a seed."""

    def __init__(self, seed: int) -> None:
        """Begin with this seed."""
        self._random = Random(seed)

    def whole(self, low: int, high: int) -> int:
        """A whole number between both, ends included."""
        return self._random.randint(low, high)

    def real(self, low: float, high: float) -> float:
        """A number between both."""
        return self._random.uniform(low, high)


def among(choice: Choice, options: Sequence[T]) -> T:
    return options[choice.whole(0, len(options) - 1)]


def tree(choice: Choice, names: Sequence[str], coherent: bool, leaves: int = 8) -> Antecedent:
    """A tree over some of the names, of so many leaves at the most; a coherent one has no negation."""
    if leaves < 2 or not choice.whole(0, 2):
        return Holds(among(choice, names))
    kind = choice.whole(0, 2 if coherent else 3)
    if kind == 3:
        return Not(tree(choice, names, coherent, leaves))
    count = choice.whole(2, min(4, leaves))
    parts = tuple(tree(choice, names, coherent, leaves // count) for _ in range(count))
    if kind == 0:
        return AllOf(parts)
    return AnyOf(parts) if kind == 1 else AtLeast(choice.whole(1, count), parts)


@st.composite
def trees(draw: st.DrawFn, names: Sequence[str], coherent: bool) -> Antecedent:
    return tree(Drawn(draw), names, coherent)


def requirement(choice: Choice, most: int = 14) -> tuple[Tally, dict[str, Hinge]]:
    """Up to six pledges, firm or weighed, of known or unknown size, on trees over up to so many conditions."""
    names = [f"c{number:02}" for number in range(choice.whole(1, most))]
    coherent = bool(choice.whole(0, 1))
    counted, hinges = [], {}
    for number in range(choice.whole(1, 6)):
        stance = among(choice, [Stance.COMMITTED, Stance.COMMITTED, Stance.WILLING, Stance.WEIGHING])
        low = Decimal(choice.whole(1, 9))
        high = among(choice, [low, low, low, low + 2, None])
        fits = among(choice, [Truth.YES, Truth.YES, Truth.YES, Truth.UNKNOWN])
        pledge = plain_pledge(number, stance)
        counted.append(Counted(pledge, fits, Size(low, high, ""), frozenset(), frozenset()))
        hangs_on = tuple(tree(choice, names, coherent) for _ in range(choice.whole(1, 3)))
        hinges[pledge.id] = Hinge(stance, AllOf(hangs_on))
    needed = Decimal(choice.whole(1, 20))
    wanted = Requirement("force", "A force", Measure.TROOPS, needed, "troops", Counting((Action.DEPLOY,)))
    return tally(wanted, counted), hinges


@st.composite
def requirements(draw: st.DrawFn, most: int = 14) -> tuple[Tally, dict[str, Hinge]]:
    return requirement(Drawn(draw), most)


@cache
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
    certain, possible = (np.zeros(1 << len(names)) for _ in range(2))
    for one in tallied.counted:
        hinge = hinges[one.pledge.id]
        standing = flags(where(hinge.tree, columns, every), len(names))
        if hinge.stance is not Stance.WEIGHING and one.fits is Truth.YES:
            certain[standing] += float(one.size.low)
        possible[standing] += np.inf if one.size.high is None else float(one.size.high)
    needed = float(tallied.requirement.needed)
    return as_number(certain >= needed), as_number(possible >= needed)


def flags(question: int, count: int) -> npt.NDArray[np.bool_]:
    """One flag a world."""
    packed = np.frombuffer(question.to_bytes(max(1, (1 << count) // 8), "little"), np.uint8)
    return np.unpackbits(packed, bitorder="little")[: 1 << count].astype(bool)


def as_number(worlds: npt.NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(worlds, bitorder="little").tobytes(), "little")


def chance(question: int, chances: Sequence[float]) -> float:
    """The chance of a question: the sum over all its worlds."""
    return float(corners(question, [(each,) for each in chances])[0])


def corners(question: int, chances: Sequence[Sequence[float]]) -> npt.NDArray[np.float64]:
    """The chance of a question in every corner: with each of the chances that a condition may have, in every combination."""
    told = flags(question, len(chances)).astype(float).reshape((2,) * len(chances))
    for each in chances:  # the first condition changes quickest, so it is the last axis
        told = np.tensordot(np.array([[1 - one, one] for one in each]), told, axes=(1, told.ndim - 1))
    return told.reshape(-1)


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
