"""The chance that a sum is reached, exactly, where most conditions are local: few hubs shared, the rest one by one.

Cease-fire and American support stand in most pledges, a parliament's vote in those of one state. Once the hubs
are settled, what remains falls into parts that share no condition. Their sum is then worked out in one of two ways,
whichever is less work:

- *From part to part*: a distribution over whole numbers up to what is needed (dynamic programming over partial sums,
  as for the k-out-of-n systems of Barlow and Heidtmann 1984, with weights). Good for small numbers.
- *By halves*: all sums of one half of the parts, sorted, against all those of the other (Horowitz and Sahni 1974,
  "Computing partitions with applications to the knapsack problem"). Good for any numbers.

Both also give the chance when any one condition holds or fails.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pledgebook.assess.sums import Figures, Sum

MOST_HUBS = 12
MOST_LOCAL = 8
MOST_STEPS = 4_000_000_000
"""Work of one answer, in additions of one number: some four seconds."""

MOST_NUMBERS = 1 << 25
"""Numbers kept at one time: 256 MB."""

_SORTING = 80
"""Sorting and finding a number among others is worth that many additions."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the conditions of a sum fall apart.

    Attributes:
        hubs: Positions of the conditions that are settled first.
        parts: Positions of the conditions of each part; parts share none.
        by_halves: Whether there are two parts, to be set against each other.
    """

    hubs: tuple[int, ...]
    parts: tuple[tuple[int, ...], ...]
    by_halves: bool


def plan(one: Sum) -> Plan | None:
    """Find hubs whose settling leaves small parts; None where that would be too much work or memory."""
    if one.wide:
        return None
    scopes = {frozenset(scope) for scope in one.addends}
    hubs: list[int] = []
    while True:
        rest = [scope - set(hubs) for scope in scopes]
        parts = _parts([scope for scope in rest if scope])
        large = [part for part in parts if len(part) > MOST_LOCAL]
        if not large:
            break
        if len(hubs) == MOST_HUBS:
            return None
        inside = max(large, key=lambda part: (len(part), sorted(part)))
        hubs.append(max(sorted(inside), key=lambda place: sum(place in scope for scope in rest)))
    worlds = 1 << len(hubs)
    halves = _halves(parts)
    steps = worlds * sum(3 << len(part) for part in parts) * (one.needed + 1)
    kept = (len(parts) + 2) * (one.needed + 1) + sum(worlds << len(part) for part in parts)
    steps_by_halves = _SORTING * worlds * sum(1 << len(half) for half in halves)
    kept_by_halves = 8 * sum(1 << len(half) for half in halves) + worlds
    ways = [(steps_by_halves, kept_by_halves, True), (steps, kept, False)]
    possible = [(steps, by_halves) for steps, kept, by_halves in ways if steps <= MOST_STEPS and kept <= MOST_NUMBERS]
    if not possible:
        return None
    _, by_halves = min(possible)
    return Plan(tuple(sorted(hubs)), tuple(tuple(sorted(part)) for part in (halves if by_halves else parts)), by_halves)


def _halves(parts: Sequence[frozenset[int]]) -> tuple[frozenset[int], frozenset[int]]:
    """The parts in two, as even as the larger first makes it."""
    one: frozenset[int] = frozenset()
    other: frozenset[int] = frozenset()
    for part in sorted(parts, key=lambda part: (-len(part), sorted(part))):
        if len(one) <= len(other):
            one |= part
        else:
            other |= part
    return one, other


def _parts(scopes: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Conditions that hang together through common scopes, the part with the first position first."""
    parts: list[frozenset[int]] = []
    for scope in scopes:
        touching = [part for part in parts if part & scope]
        parts = [part for part in parts if not part & scope]
        parts.append(scope.union(*touching))
    return sorted(parts, key=sorted)


@dataclass(frozen=True, slots=True)
class Reached:
    """Chances that a sum is reached.

    Attributes:
        chance: With every condition as likely as was said.
        given: For each position the chance when the condition fails and when it holds; not a number where it
            stands in no table or is certain either way.
    """

    chance: float
    given: Numbers


def reach(one: Sum, how: Plan, chances: Sequence[float]) -> Reached:
    """Work out the chance that the sum comes to what is needed.

    Args:
        one: The sum.
        how: How its conditions fall apart.
        chances: Of each position, that it holds; independent of one another.
    """
    given = np.full((len(chances), 2), np.nan)
    adds = _Adds(one, how)
    weights = [_weights(part, chances) for part in how.parts]
    answers = np.zeros(1 << len(how.hubs))
    locally = [np.zeros(1 << len(part)) for part in how.parts]
    likely = _weights(how.hubs, chances)
    settle = _by_halves if how.by_halves else _from_part_to_part
    for world in range(1 << len(how.hubs)):
        if likely[world]:
            base, by_part = adds.in_world(world)
            answers[world], values = _settled(one.needed - base, by_part, weights, settle)
            for index, answer in enumerate(values):
                locally[index] += likely[world] * answer
    for axis, hub in enumerate(how.hubs):
        if not 0 < chances[hub] < 1:
            continue
        others = _weights(how.hubs, [0.5 if place == hub else chance for place, chance in enumerate(chances)])
        given[hub] = (answers * others * 2).reshape(1 << axis, 2, -1).sum(axis=(0, 2))
    for part, answer in zip(how.parts, locally, strict=True):
        for axis, place in enumerate(part):
            if not 0 < chances[place] < 1:
                continue
            others = _weights(part, [0.5 if other == place else chance for other, chance in enumerate(chances)])
            given[place] = (answer * others * 2).reshape(1 << axis, 2, -1).sum(axis=(0, 2))
    return Reached(float(np.dot(answers, likely)), given)


def _weights(places: Sequence[int], chances: Sequence[float]) -> Numbers:
    """How likely each world of some conditions is; the last condition varies fastest."""
    found = np.ones(1)
    for place in places:
        found = np.outer(found, (1 - chances[place], chances[place])).reshape(-1)
    return found


class _Adds:
    """What is added in each world of the hubs: by what hangs on hubs alone, and by each world of each part."""

    def __init__(self, one: Sum, how: Plan) -> None:
        """Put each table where its conditions are."""
        self._hubs = {place: axis for axis, place in enumerate(how.hubs)}
        self._sizes = [len(part) for part in how.parts]
        in_part = {place: (index, axis) for index, part in enumerate(how.parts) for axis, place in enumerate(part)}
        self._base = np.zeros((2,) * len(self._hubs), np.int64)
        self._tables: list[dict[tuple[int, ...], Figures]] = [{} for _ in how.parts]
        for scope, table in one.addends.items():
            inside = sorted(
                (axis, index) for index, place in enumerate(scope) for _, axis in [in_part.get(place, (0, -1))]
            )
            local = [(axis, index) for axis, index in inside if axis >= 0]
            hubs = sorted((self._hubs[scope[index]], index) for axis, index in inside if axis < 0)
            wanted = {axis for axis, _ in hubs}
            shape = [2 if axis in wanted else 1 for axis in range(len(self._hubs))]
            turned = np.transpose(table, [index for _, index in (*hubs, *local)]).reshape([*shape, *[2] * len(local)])
            if not local:
                self._base += turned
                continue
            known = self._tables[in_part[scope[local[0][1]]][0]]
            axes = tuple(axis for axis, _ in local)
            known.setdefault(axes, np.zeros((2,) * (len(self._hubs) + len(local)), np.int64))
            known[axes] += turned

    def in_world(self, world: int) -> tuple[int, list[Figures]]:
        """What the hubs add alone in one world of them, and what each world of each part adds there."""
        index = tuple(int(bit) for bit in f"{world:0{len(self._hubs)}b}") if self._hubs else ()
        by_part = []
        for size, tables in zip(self._sizes, self._tables, strict=True):
            total: Figures = np.zeros((), np.int64)
            by_last = sorted(tables.items(), key=lambda pair: pair[0][-1])
            for axis in range(size):
                total = np.stack((total, total), axis=-1)
                while by_last and by_last[0][0][-1] == axis:
                    axes, table = by_last.pop(0)
                    total += table[index].reshape([2 if other in axes else 1 for other in range(axis + 1)])
            by_part.append(total.reshape(-1))
        return int(self._base[index]), by_part


_Settle = Callable[[int, Sequence[Figures], Sequence[Numbers]], tuple[float, list[Numbers]]]


def _settled(
    room: int, adds: Sequence[Figures], weights: Sequence[Numbers], settle: _Settle
) -> tuple[float, list[Numbers]]:
    """The chance once the hubs are settled, and what it is in each world of each part."""
    if room <= 0:
        return 1.0, [np.ones(len(add)) for add in adds]
    if sum(int(add.max()) for add in adds) < room:
        return 0.0, [np.zeros(len(add)) for add in adds]
    return settle(room, adds, weights)


def _by_halves(room: int, adds: Sequence[Figures], weights: Sequence[Numbers]) -> tuple[float, list[Numbers]]:
    one, other = adds
    by_one = _at_least(other, weights[1], room - one)
    return float(by_one @ weights[0]), [by_one, _at_least(one, weights[0], room - other)]


def _at_least(sums: Figures, weights: Numbers, wanted: Figures) -> Numbers:
    """For each wanted number the chance that the sum comes to it."""
    order = np.argsort(sums)
    tail = np.append(np.cumsum(weights[order][::-1])[::-1], 0.0)
    return np.asarray(tail[np.searchsorted(sums[order], wanted)])


def _from_part_to_part(room: int, adds: Sequence[Figures], weights: Sequence[Numbers]) -> tuple[float, list[Numbers]]:
    after = np.zeros((len(adds) + 1, room + 1))
    after[-1, room] = 1.0
    for index in range(len(adds) - 1, -1, -1):
        for amount, likely in _steps(adds[index], weights[index], room):
            _shift_down(after[index], after[index + 1], amount, likely)
    before = np.zeros(room + 1)
    before[0] = 1.0
    by_part = []
    for index, (add, weight) in enumerate(zip(adds, weights, strict=True)):
        by_part.append(np.array([_meeting(before, after[index + 1], min(int(amount), room)) for amount in add]))
        then = np.zeros(room + 1)
        for amount, likely in _steps(add, weight, room):
            _shift_up(then, before, amount, likely)
        before = then
    return float(after[0, 0]), by_part


def _steps(add: Figures, weights: Numbers, room: int) -> Iterator[tuple[int, float]]:
    """Each amount that a part adds, no more than there is room for, and how likely it is."""
    amounts, places = np.unique(np.minimum(add, room), return_inverse=True)
    likely = np.bincount(places.reshape(-1), weights, len(amounts))
    yield from zip(amounts.tolist(), likely.tolist(), strict=True)


def _shift_down(into: Numbers, after: Numbers, add: int, weight: float) -> None:
    """Add to the chance from each sum on what it is once so much is added; what overshoots is enough."""
    size = len(into)
    into[: size - add] += weight * after[add:]
    into[size - add :] += weight


def _shift_up(into: Numbers, before: Numbers, add: int, weight: float) -> None:
    """Add to the chance of each sum that it is reached by adding so much; what overshoots stays at the top."""
    size = len(into)
    into[add:] += weight * before[: size - add]
    into[-1] += weight * before[size - add :].sum()


def _meeting(before: Numbers, after: Numbers, add: int) -> float:
    size = len(before)
    return float(np.dot(before[: size - add], after[add:]) + before[size - add :].sum())
