"""The smallest sets of conditions that settle a question about worlds: its prime implicants.

A set settles the question when the answer is the wished one in every world that agrees with the set. Three ways
lead there, all exact as far as they go, and which one is taken depends on the question alone, never on the machine:

1. *By table*, below ``MOST_IN_TABLE`` conditions: one axis a condition, whose indices are its useful literals and "left
   open". A cell tells whether its set settles the question: an open cell is the conjunction of both worlds
   beside it. A set is smallest when opening any one of its conditions no longer settles. All sizes are found.
2. *Jointly* (Gurvich and Khachiyan 1999, "On generating the irredundant conjunctive and disjunctive normal
   forms of monotone Boolean functions"), where no condition is asked for in both senses: the list grows until
   nothing that avoids all its sets settles the question. All sizes are found, if there are few sets.
3. *By size*, the smaller sets first, all sets of one size together, up to a fixed amount of work.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from math import comb, prod

import numpy as np
import numpy.typing as npt

from pledgebook.assess.sums import Flags, Question, Worlds

MOST_IN_TABLE = 20
"""Fewer conditions than this are looked at in a table of every world."""

MOST_CELLS = 1 << 24
MOST_JOINT_TRIALS = 2_000
MOST_WORK = 20_000_000
"""How many tables are looked up at the most when sets are tried by size."""

_COST_OF_SET = 50
"""Making and keeping a set is worth that many tables."""

_AT_ONCE = 1 << 14

MOST_SETS = 5_000
"""No more sets than this are listed; the largest size that is listed whole is the last one."""

Literal = tuple[int, bool]
LiteralSet = frozenset[Literal]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to.

    Attributes:
        sets: Sets of positions with whether the condition holds, the smaller first.
        order: All sets of up to this many conditions are there.
        complete: Whether there are no larger ones.
    """

    sets: tuple[LiteralSet, ...]
    order: int
    complete: bool

    def up_to(self, largest: int) -> "Found":
        """Without the sets of more conditions than that."""
        if self.order <= largest:
            return self
        kept = tuple(one for one in self.sets if len(one) <= largest)
        return Found(kept, largest, self.complete and len(kept) == len(self.sets))


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """An answer that is wished for, and what can help to it.

    Attributes:
        question: The question.
        answer: The answer.
        senses: For each condition the truths of it that can help: its holding, its failing, both, or none.
    """

    question: Question
    answer: bool
    senses: tuple[tuple[bool, ...], ...]

    def comes_true(self, worlds: Worlds) -> Flags:
        """Whether the answer is the wished one, in each world."""
        reached = self.question.reached(worlds)
        return reached if self.answer else ~reached


def smallest_sets(wish: Wish, largest: int) -> Found:
    """Search for all smallest sets.

    Args:
        wish: What they are to settle.
        largest: By size, go no further than sets of this many.
    """
    count = len(wish.senses)
    if count < MOST_IN_TABLE and prod(len(senses) + 1 for senses in wish.senses) <= MOST_CELLS:
        return _listed(_by_table(wish), count)
    if all(len(senses) <= 1 for senses in wish.senses):
        every = _jointly(wish)
        if every is not None:
            return _listed(every, count)
    return _by_size(wish, min(largest, count))


def _listed(sets: Sequence[LiteralSet], count: int) -> Found:
    in_order = tuple(sorted(sets, key=lambda one: (len(one), sorted(one))))
    if len(in_order) <= MOST_SETS:
        return Found(in_order, count, complete=True)
    order = len(in_order[MOST_SETS]) - 1
    return Found(tuple(one for one in in_order if len(one) <= order), order, complete=False)


def _by_table(wish: Wish) -> list[LiteralSet]:
    count = len(wish.senses)
    settled = wish.question.table(range(count), np.zeros((count, 1), np.uint8))
    settled = settled if wish.answer else ~settled
    for axis, senses in enumerate(wish.senses):
        failing, holding = np.take(settled, 0, axis), np.take(settled, 1, axis)
        helpful = [holding if sense else failing for sense in senses]
        settled = np.stack([*helpful, failing & holding], axis)
    smallest = settled.copy()
    for axis in range(count):
        opened = np.take(settled, [-1], axis)
        stated = [slice(None)] * axis + [slice(0, -1)]
        smallest[tuple(stated)] &= ~opened
    found = np.argwhere(smallest)
    return [
        frozenset((axis, wish.senses[axis][index]) for axis, index in enumerate(cell) if index < len(wish.senses[axis]))
        for cell in found.tolist()
    ]


def _worst(wish: Wish) -> Worlds:
    """The world where nothing helps, as far as one sense helps."""
    return np.array([[int(senses == (False,))] for senses in wish.senses], np.uint8).reshape(-1, 1)


def _jointly(wish: Wish) -> list[LiteralSet] | None:
    """All smallest sets, or None where it takes too long.

    Every set there is avoids no hitting set of those found: so as long as some smallest hitting set leaves enough
    to settle the question, there is one more set in what it leaves.
    """
    worst = _worst(wish)
    everything = frozenset((place, sense) for place, senses in enumerate(wish.senses) for sense in senses)

    def settles(chosen: Iterable[Literal]) -> bool:
        world = worst.copy()
        for place, sense in chosen:
            world[place, 0] = sense
        return bool(wish.comes_true(world)[0])

    found: list[LiteralSet] = []
    pending: dict[LiteralSet, None] = {frozenset(): None}
    exhausted: dict[LiteralSet, None] = {}
    trials = 0
    while pending:
        hit = next(iter(pending))
        trials += 1
        if trials > MOST_JOINT_TRIALS or len(pending) + len(exhausted) > MOST_JOINT_TRIALS:
            return None
        left = everything - hit
        if not settles(left):
            exhausted[hit] = pending.pop(hit)
            continue
        for literal in sorted(left):
            trials += 1
            if settles(left - {literal}):
                left -= {literal}
        found.append(left)
        kept = [old for old in (*pending, *exhausted) if old & left]
        wider = [old | {one} for old in pending if not old & left for one in sorted(left)]
        pending = {old: None for old in pending if old & left}
        pending |= {new: None for new in wider if not any(old <= new for old in kept)}
    return found


def _by_size(wish: Wish, largest: int) -> Found:
    count = len(wish.senses)
    worst = _worst(wish)
    open_both = [place for place, senses in enumerate(wish.senses) if len(senses) == 2]
    literals = np.array([(place, sense) for place, senses in enumerate(wish.senses) for sense in senses], np.intp)
    literals = literals.reshape(-1, 2)
    found: list[LiteralSet] = []
    before: set[tuple[int, ...]] = set()
    work = 0
    for size in range(largest + 1):
        work += comb(len(literals), size) * (wish.question.cost + _COST_OF_SET) << len(open_both)
        if work > MOST_WORK:
            return Found(tuple(found), max(size - 1, 0), complete=False)
        settling: set[tuple[int, ...]] = set()
        candidates = combinations(range(len(literals)), size)
        while batch := list(islice(candidates, _AT_ONCE)):
            for row in _settling(wish, worst, open_both, literals[np.array(batch, np.intp).reshape(len(batch), size)]):
                one = batch[row]
                settling.add(one)
                if not any(one[:gone] + one[gone + 1 :] in before for gone in range(size)):
                    found.append(frozenset((place, bool(sense)) for place, sense in literals[list(one)].tolist()))
        if found == [frozenset()]:
            return Found(tuple(found), count, complete=True)
        if len(found) > MOST_SETS:
            return Found(tuple(one for one in found if len(one) < size), size - 1, complete=False)
        before = settling
    return Found(tuple(found), largest, complete=largest == count)


def _settling(wish: Wish, worst: Worlds, open_both: Sequence[int], chosen: npt.NDArray[np.intp]) -> list[int]:
    """Which sets settle the question, whatever the conditions outside that are asked for in both senses.

    Args:
        wish: The question and its answer.
        worst: The world where nothing helps.
        open_both: Positions of the conditions that are asked for in both senses.
        chosen: One row a set, of pairs of a position and whether its condition holds.
    """
    places, senses = chosen[:, :, 0], chosen[:, :, 1]
    in_order = np.sort(places, axis=1)
    rows = np.flatnonzero((in_order[:, 1:] != in_order[:, :-1]).all(axis=1))
    for values in product((0, 1), repeat=len(open_both)):
        worlds = np.repeat(worst, len(rows), axis=1)
        worlds[list(open_both)] = np.array(values, np.uint8).reshape(-1, 1)
        for index in range(places.shape[1]):
            worlds[places[rows, index], np.arange(len(rows))] = senses[rows, index]
        rows = rows[wish.comes_true(worlds)]
        if not len(rows):
            break
    return [int(row) for row in rows]
