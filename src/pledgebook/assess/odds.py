"""The chance that a question about worlds is answered by yes, its conditions being independent of one another.

Exact by a table of every world below 20 conditions that are not certain either way; exact by partial sums where few
conditions are shared (``hubs``); else from a fixed number of worlds drawn by a fixed seed, with the interval of Wilson
(1927, "Probable inference, the law of succession, and statistical inference") at 99 in 100.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pledgebook.assess.hubs import Numbers, plan, reach
from pledgebook.assess.implicants import MOST_IN_TABLE
from pledgebook.assess.sums import Question, Sum, Worlds

DRAWN = 1 << 17
"""Worlds that are drawn: the interval is then never wider than 0.0072."""

SEED = 20250904
_Z = 2.5758293035489004  # the normal deviate that leaves 1 in 100 outside, on both sides together
_AT_ONCE = 1 << 15


@dataclass(frozen=True, slots=True)
class Odds:
    """A chance, or where it was sampled what it lies between.

    Attributes:
        chance: The chance, or the share of drawn worlds.
        low: At the least.
        high: At the most.
        given: For each position the chance when its condition fails and when it holds; the chance itself where that
            changes nothing or is certain already.
        exact: Whether it is worked out and not sampled.
    """

    chance: float
    low: float
    high: float
    given: Numbers
    exact: bool


def odds(question: Question, chances: Sequence[float]) -> Odds:
    """The chance of yes.

    Args:
        question: The question.
        chances: For each position the chance that its condition holds, from 0 to 1.
    """
    free = [place for place, chance in enumerate(chances) if 0 < chance < 1]
    if len(free) < MOST_IN_TABLE:
        return _by_table(question, chances, free)
    how = plan(question) if isinstance(question, Sum) else None
    if how is not None and isinstance(question, Sum):
        reached = reach(question, how, chances)
        given = np.where(np.isnan(reached.given), reached.chance, reached.given)
        chance = _within(reached.chance)
        return Odds(chance, chance, chance, given, exact=True)
    return _by_drawing(question, chances)


def _within(chance: float) -> float:
    """Rounding takes no chance out of its bounds."""
    return min(1.0, max(0.0, chance))


def _by_table(question: Question, chances: Sequence[float], free: Sequence[int]) -> Odds:
    fixed = np.array([[int(chance == 1)] for chance in chances], np.uint8).reshape(-1, 1)
    reached = question.table(free, fixed).astype(np.float64)
    chance = _within(float(contracted(reached, [(chances[place],) for place in free]).item()))
    given = np.full((len(chances), 2), chance)
    for axis, place in enumerate(free):
        ends = [(0.0, 1.0) if other == axis else (chances[one],) for other, one in enumerate(free)]
        given[place] = contracted(reached, ends).reshape(2)
    return Odds(chance, chance, chance, given, exact=True)


def contracted(table: Numbers, ends: Sequence[Sequence[float]]) -> Numbers:
    """The mean of a table over its conditions, for every choice of one chance each.

    Args:
        table: One axis a condition, index 1 where it holds.
        ends: For each axis the chances to choose from; the result has one index for each.
    """
    for axis, chosen in reversed(list(enumerate(ends))):
        failing, holding = np.take(table, 0, axis), np.take(table, 1, axis)
        table = np.stack([failing * (1 - chance) + holding * chance for chance in chosen], axis)
    return table


def drawn_worlds(chances: Sequence[float], count: int, draw: np.random.Generator) -> Worlds:
    """Worlds in which each condition holds as often as is likely."""
    likely = np.array(chances, np.float64).reshape(-1, 1)
    return np.asarray(draw.random((len(chances), count)) < likely, np.uint8)


def _by_drawing(question: Question, chances: Sequence[float]) -> Odds:
    draw = np.random.default_rng(SEED)
    holding = np.zeros((len(chances), 2), np.int64)
    reached = np.zeros((len(chances), 2), np.int64)
    for _ in range(0, DRAWN, _AT_ONCE):
        worlds = drawn_worlds(chances, _AT_ONCE, draw)
        answers = question.reached(worlds)
        held = worlds.sum(axis=1, dtype=np.int64)
        holding[:, 1] += held
        holding[:, 0] += _AT_ONCE - held
        yes = worlds[:, answers].sum(axis=1, dtype=np.int64)
        reached[:, 1] += yes
        reached[:, 0] += answers.sum() - yes
    total = int(reached[0].sum())
    low, high = wilson(total, DRAWN)
    given = np.divide(reached, holding, out=np.full(reached.shape, total / DRAWN), where=holding > 0)
    return Odds(total / DRAWN, low, high, given, exact=False)


def wilson(found: int, drawn: int) -> tuple[float, float]:
    """The interval of Wilson that holds the chance in 99 of 100 samples.

    >>> low, high = wilson(500, 1000)
    >>> round(low, 4), round(high, 4)
    (0.4594, 0.5406)
    """
    share = found / drawn
    spread = 1 + _Z * _Z / drawn
    middle = (share + _Z * _Z / (2 * drawn)) / spread
    half = _Z * math.sqrt(share * (1 - share) / drawn + _Z * _Z / (4 * drawn * drawn)) / spread
    low = 0.0 if found == 0 else max(0.0, middle - half)
    high = 1.0 if found == drawn else min(1.0, middle + half)
    return low, high
