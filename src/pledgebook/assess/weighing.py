"""How much each condition matters to a requirement, and how likely the requirement is met.

Conditions are taken to be independent of one another. What would make two of them hold or fail together is written
into the arrangement as a condition of its own, which both follow from.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

from pledgebook.assess.compiled import Compiled
from pledgebook.assess.implicants import MOST_IN_TABLE, Found
from pledgebook.assess.odds import SEED, contracted, drawn_worlds, odds
from pledgebook.assess.sums import Question, Worlds
from pledgebook.model import ANY_CHANCE, Chance, Weight

MOST_CORNERS = 32
"""How many choices of chances are tried one by one for conditions that are asked for in both senses."""

_MOST_BYTES = 1 << 28
_DRAWN = 1 << 15


def ranges_of(one: Compiled, chances: Mapping[str, Chance]) -> tuple[Chance, ...]:
    """The chance of each condition; one that nothing is known of may have any."""
    return tuple(chances.get(name, ANY_CHANCE) for name in one.names)


def single_chances(ranges: Sequence[Chance]) -> tuple[float, ...] | None:
    """The chances, where each condition has a single one and not all are certain either way; else None."""
    if any(one.low != one.high for one in ranges) or all(one.low in (0.0, 1.0) for one in ranges):
        return None
    return tuple(one.low for one in ranges)


def chance_met(one: Compiled, ranges: Sequence[Chance]) -> Chance:
    """Between which bounds the chance lies that the requirement is met.

    The lower bound is that of being met for certain with the least favourable chances, the upper one that of being met
    possibly with the most favourable ones. A chance is a straight line in that of each condition, so both lie at ends.
    """
    low, low_exact = _end(one, one.certain, ranges, False)
    high, high_exact = _end(one, one.possible, ranges, True)
    return Chance(min(low, high), max(low, high), low_exact and high_exact)


def _end(one: Compiled, question: Question, ranges: Sequence[Chance], highest: bool) -> tuple[float, bool]:
    """The lowest or the highest chance of yes, and whether it is exact."""
    chosen = [each.high if senses[0] is highest else each.low for each, senses in zip(ranges, one.senses, strict=True)]
    both_ways = [place for place in one.two_sided if ranges[place].low < ranges[place].high]
    free = sorted({place for place, chance in enumerate(chosen) if 0 < chance < 1} | set(both_ways))
    best: Callable[[Sequence[float]], float] = max if highest else min
    if both_ways and len(free) < MOST_IN_TABLE:
        fixed = np.array([[int(chance == 1)] for chance in chosen], np.uint8).reshape(-1, 1)
        table = question.table(free, fixed).astype(np.float64)
        ends = [(ranges[p].low, ranges[p].high) if p in both_ways else (chosen[p],) for p in free]
        corners = contracted(table, ends)
        return min(1.0, max(0.0, float(corners.max() if highest else corners.min()))), True
    if 1 << len(both_ways) > MOST_CORNERS:
        return (1.0 if highest else 0.0), False
    found = []
    for values in product(*((ranges[place].low, ranges[place].high) for place in both_ways)):
        for place, value in zip(both_ways, values, strict=True):
            chosen[place] = value
        found.append(odds(question, chosen))
    return best([each.high if highest else each.low for each in found]), all(each.exact for each in found)


def weights(one: Compiled, voiding: Found, ranges: Sequence[Chance]) -> tuple[tuple[Weight, ...], bool, bool]:
    """How much each condition matters, the weightier first; whether Birnbaum's and Fussell and Vesely's are exact.

    Birnbaum's structural importance (1969, "On the importance of different components in a multicomponent system") is
    the change of the chance that the requirement is met where all others hold with a chance of one half. It is
    negative for a condition whose failing helps, and the mean of that of being met and that of being possibly met.
    Fussell and Vesely's (Fussell 1975, "How to hand-calculate system reliability and safety characteristics") asks
    which blockers have come about where the requirement is void; blockers that are not listed count for none.

    Args:
        one: The requirement.
        voiding: The sets that void it.
        ranges: The chance of each condition.
    """
    half = [0.5] * len(one.names)
    certain = odds(one.certain, half)
    possible = certain if one.possible is one.certain else odds(one.possible, half)
    changes = ((certain.given + possible.given) / 2) @ np.array([-1.0, 1.0])
    chances = single_chances(ranges)
    shares, shares_exact = _shares(one, voiding, chances) if chances is not None else (None, True)
    found = [
        Weight(name, float(changes[place]), None if shares is None else shares[place])
        for place, name in enumerate(one.names)
    ]
    found.sort(key=lambda weight: (-round(abs(weight.birnbaum), 12), weight.condition))
    return tuple(found), certain.exact and possible.exact, shares_exact


def _shares(one: Compiled, voiding: Found, chances: Sequence[float]) -> tuple[list[float] | None, bool]:
    """Fussell and Vesely's importance of each condition, and whether it is exact; None where nothing voids it."""
    worlds, likely, exact = _likely_worlds(chances, sum(map(len, voiding.sets)))
    void = float(likely @ ~one.possible.reached(worlds))
    if void <= 0 or not voiding.sets:
        return None, exact
    packed = {True: np.packbits(worlds.astype(bool), axis=1), False: np.packbits(~worlds.astype(bool), axis=1)}
    come_about = np.zeros_like(packed[True])
    for literals in voiding.sets:
        together: npt.NDArray[np.uint8] | None = None
        for place, sense in literals:
            row = packed[sense][place]
            together = row if together is None else together & row
        for place, _ in literals:
            assert together is not None
            come_about[place] |= together
    unpacked = np.unpackbits(come_about, axis=1, count=worlds.shape[1])
    return [min(1.0, float(share)) for share in (unpacked @ likely) / void], exact and voiding.complete


def _likely_worlds(chances: Sequence[float], steps: int) -> tuple[Worlds, npt.NDArray[np.float64], bool]:
    """Every world there can be with how likely it is, or where these are too many a drawn share of them."""
    free = [place for place, chance in enumerate(chances) if 0 < chance < 1]
    if len(free) < MOST_IN_TABLE and (steps + len(chances)) << len(free) <= _MOST_BYTES * 8:
        numbers = np.arange(1 << len(free))
        fixed = np.array([[int(chance == 1)] for chance in chances], np.uint8).reshape(-1, 1)
        worlds = np.repeat(fixed, len(numbers), axis=1)
        likely = np.ones(len(numbers))
        for shift, place in enumerate(free):
            worlds[place] = (numbers >> shift) & 1
            likely *= np.where(worlds[place], chances[place], 1 - chances[place])
        return worlds, likely, True
    return drawn_worlds(chances, _DRAWN, np.random.default_rng(SEED)), np.full(_DRAWN, 1 / _DRAWN), False
