"""A requirement as two sums over small tables, so that many worlds are looked at in one go.

A *world* settles every condition. In a world each pledge stands, is open or falls, and the requirement is
met for certain when what stands is enough, and possibly when what stands or is open is. Both questions
are one sum each: of what single lots, parties, domains or reports add in that world, against what is needed.
What is without a bound, or is enough alone without being added to the rest (a coalition's own figure),
adds all that is needed. Figures are whole numbers of the largest unit that divides them all.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from pledgebook.model import AllOf, Antecedent, AnyOf, Holds, Not

Worlds: TypeAlias = npt.NDArray[np.uint8]
"""One row a condition, one column a world: 1 where the condition holds."""

Flags: TypeAlias = npt.NDArray[np.bool_]
Figures: TypeAlias = npt.NDArray[np.int64]

WIDEST_TABLE = 16
"""What hangs on more conditions than this is worked out world by world."""

_GATHERED = 10
"""Tables are gathered as long as they stand on no more conditions than this together."""

_FEW_WORLDS = 64
_FEW_TABLES = 4
_CHUNK = 1 << 15


class Question(Protocol):
    """A question about a world that is answered by yes or no: is what is certain, or possible, enough?"""

    @property
    def cost(self) -> int:
        """How many tables are looked up for one world."""

    def reached(self, worlds: Worlds) -> Flags:
        """The answer in each world."""

    def table(self, free: Sequence[int], fixed: Worlds) -> Flags:
        """The answer in every world of some conditions, one axis each, index 1 where it holds.

        Args:
            free: Positions of the conditions that vary, ascending.
            fixed: What every condition is otherwise, in one column.
        """


def holds(tree: Antecedent, column: Callable[[str], Flags]) -> Flags:
    """Where the tree holds, in worlds where every condition is settled.

    Args:
        tree: What to look at.
        column: From a condition's id to where it holds; the arrays of all conditions fit one another.
    """
    if isinstance(tree, Holds):
        return column(tree.condition)
    if isinstance(tree, Not):
        return ~holds(tree.part, column)
    parts = [holds(part, column) for part in tree.parts]
    if isinstance(tree, AllOf):
        return _joined(np.logical_and, parts, True)
    if isinstance(tree, AnyOf):
        return _joined(np.logical_or, parts, False)
    count: Figures = np.zeros((), np.int64)
    for part in parts:
        count = count + part
    return np.asarray(count >= tree.count)


def _joined(join: np.ufunc, parts: Iterable[Flags], start: bool) -> Flags:
    found: Flags = np.array(start)
    for part in parts:
        found = join(found, part)
    return found


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that adds to a sum.

    Attributes:
        scope: Positions of the conditions it hangs on, ascending.
        amount: From where each condition holds, by position, to what it adds there.
    """

    scope: tuple[int, ...]
    amount: Callable[[Callable[[int], Flags]], Figures]


@dataclass(frozen=True, eq=False)
class Sum:
    """Whether what many things add comes to what is needed.

    Attributes:
        needed: How much is enough.
        addends: Tables over a few conditions each, by the positions of these; no two over the same.
        wide: What hangs on too many conditions for a table.
    """

    needed: int
    addends: Mapping[tuple[int, ...], Figures]
    wide: tuple[Item, ...] = ()

    @property
    def cost(self) -> int:
        """How many tables are looked up for one world."""
        return len(self.gathered) + sum(len(item.scope) for item in self.wide) + 1

    def reached(self, worlds: Worlds) -> Flags:
        """The answer in each world."""
        if worlds.shape[1] > _CHUNK:
            starts = range(0, worlds.shape[1], _CHUNK)
            return np.concatenate([self.reached(worlds[:, start : start + _CHUNK]) for start in starts])
        if worlds.shape[1] <= _FEW_WORLDS and len(self.gathered) > _FEW_TABLES:
            total = self._looked_up(worlds)
        else:
            total = np.zeros(worlds.shape[1], np.int64)
            for scope, table in self.gathered.items():
                index = np.zeros(worlds.shape[1], np.intp)
                for position in scope:
                    index *= 2
                    index += worlds[position]
                total += table.reshape(-1).take(index)
        for item in self.wide:
            total += item.amount(lambda position: worlds[position].astype(bool))
        return np.asarray(total >= self.needed)

    def table(self, free: Sequence[int], fixed: Worlds) -> Flags:
        """The answer in every world of some conditions, one axis each; the last such table is kept."""
        asked = (tuple(free), fixed.tobytes())
        if asked not in self._tables:
            self._tables.clear()
            self._tables[asked] = self._tabulated(free, fixed)
        return self._tables[asked]

    @cached_property
    def _tables(self) -> dict[tuple[tuple[int, ...], bytes], Flags]:
        return {}

    def _tabulated(self, free: Sequence[int], fixed: Worlds) -> Flags:
        place = {position: axis for axis, position in enumerate(free)}
        by_last: dict[int, list[tuple[tuple[int, ...], Figures]]] = {}
        for scope, table in self.gathered.items():
            index = tuple(slice(None) if position in place else int(fixed[position, 0]) for position in scope)
            axes = tuple(place[position] for position in scope if position in place)
            by_last.setdefault(max(axes, default=-1), []).append((axes, np.asarray(table[index])))
        total = np.zeros((), np.int64)
        for axis in range(-1, len(free)):
            if axis >= 0:
                total = np.stack((total, total), axis=-1)
            for axes, table in by_last.get(axis, ()):
                total += table.reshape([2 if other in axes else 1 for other in range(axis + 1)])
        if self.wide:
            columns = {position: all_columns(axis, len(free)) for position, axis in place.items()}
            for item in self.wide:
                total = total + item.amount(
                    lambda position: columns[position] if position in columns else fixed[position].astype(bool)[0]
                )
        return np.asarray(total >= self.needed)

    def _looked_up(self, worlds: Worlds) -> Figures:
        """The same total by one look-up for all tables: quicker for few worlds."""
        positions, weights, starts, flat = self._flat
        bits = worlds[positions].astype(np.intp)
        index = np.einsum("tkw,tk->tw", bits, weights) + starts[:, None]
        return np.asarray(flat.take(index).sum(axis=0), np.int64)

    @cached_property
    def gathered(self) -> dict[tuple[int, ...], Figures]:
        """The same in fewer tables, over more conditions each: quicker to look up."""
        groups: list[tuple[int, list[tuple[int, ...]]]] = []
        for scope in sorted(self.addends, key=lambda scope: (-len(scope), scope)):
            mask = sum(1 << place for place in scope)
            fitting = [
                ((mask | group).bit_count() - group.bit_count(), index)
                for index, (group, _) in enumerate(groups)
                if (mask | group).bit_count() <= max(_GATHERED, len(scope))
            ]
            if fitting:
                _, index = min(fitting)
                group, inside = groups[index]
                groups[index] = (group | mask, [*inside, scope])
            else:
                groups.append((mask, [scope]))
        found = {}
        for group, inside in groups:
            whole = tuple(place for place in range(group.bit_length()) if group >> place & 1)
            table = np.zeros((2,) * len(whole), np.int64)
            for scope in inside:
                table += self.addends[scope].reshape([2 if place in scope else 1 for place in whole])
            found[whole] = table
        return found

    @cached_property
    def _flat(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.intp], Figures]:
        """All tables in one row: positions of their conditions, what each weighs in the index, where each begins."""
        widest = max(map(len, self.gathered), default=0)
        positions = np.zeros((len(self.gathered), widest), np.intp)
        weights = np.zeros((len(self.gathered), widest), np.intp)
        for row, scope in enumerate(self.gathered):
            positions[row, : len(scope)] = scope
            weights[row, : len(scope)] = [1 << (len(scope) - 1 - place) for place in range(len(scope))]
        starts = np.cumsum([0, *(table.size for table in self.gathered.values())])[:-1]
        return positions, weights, starts, np.concatenate([table.reshape(-1) for table in self.gathered.values()])

    def is_same_as(self, other: "Sum") -> bool:
        """Whether the other asks the same, so that one answer does for both."""
        return (
            not self.wide
            and not other.wide
            and self.needed == other.needed
            and self.addends.keys() == other.addends.keys()
            and all(np.array_equal(table, other.addends[scope]) for scope, table in self.addends.items())
        )


def all_columns(axis: int, axes: int) -> Flags:
    """Where one of some conditions holds, over an array with one axis for each of them."""
    return np.array([False, True]).reshape([2 if other == axis else 1 for other in range(axes)])


def summed(needed: Decimal, items: Sequence[Item], scale: int) -> Sum:
    """Gather items into a sum; those over the same conditions become one table.

    Args:
        needed: How much is enough.
        items: What adds to it, in whole numbers.
        scale: How many of those whole numbers make one of ``needed``.
    """
    tables: dict[tuple[int, ...], Figures] = {}
    wide = tuple(item for item in items if len(item.scope) > WIDEST_TABLE)
    for item in items:
        if len(item.scope) <= WIDEST_TABLE:
            place = {position: axis for axis, position in enumerate(item.scope)}
            axes = len(item.scope)
            amount = item.amount(lambda position, place=place, axes=axes: all_columns(place[position], axes))  # type: ignore[misc]
            table = np.broadcast_to(amount, (2,) * axes)
            tables[item.scope] = tables[item.scope] + table if item.scope in tables else np.array(table, np.int64)
    whole = math.ceil(needed * scale)
    smaller = [table[table < whole] for table in tables.values()]
    unit = 1 if wide else math.gcd(*(int(np.gcd.reduce(values)) for values in smaller if values.size)) or 1
    enough = -(-whole // unit)
    kept = {
        scope: np.where(table < whole, table // unit, enough) for scope, table in sorted(tables.items()) if table.any()
    }
    return Sum(enough, kept, wide)


@dataclass(frozen=True, slots=True, eq=False)
class Enough:
    """Whether enough of some questions are answered by yes: a group of requirements.

    Attributes:
        count: How many are enough.
        members: Each question, with the positions of its conditions among those of this one, ascending.
    """

    count: int
    members: tuple[tuple[Question, tuple[int, ...]], ...]

    @property
    def cost(self) -> int:
        """How many tables are looked up for one world."""
        return sum(question.cost for question, _ in self.members)

    def reached(self, worlds: Worlds) -> Flags:
        """The answer in each world."""
        total = np.zeros(worlds.shape[1], np.int64)
        for question, positions in self.members:
            total += question.reached(worlds[list(positions)])
        return np.asarray(total >= self.count)

    def table(self, free: Sequence[int], fixed: Worlds) -> Flags:
        """The answer in every world of some conditions, one axis each."""
        total: Figures = np.zeros((2,) * len(free), np.int64)
        for question, positions in self.members:
            inside = [place for place, position in enumerate(positions) if position in free]
            answer = question.table(inside, fixed[list(positions)])
            total += answer.reshape([2 if position in positions else 1 for position in free])
        return np.asarray(total >= self.count)
