"""Turns a requirement and what its pledges hang on into two questions about worlds: is it met, can it be met?

The rules are those of ``coverage``, which answers for one scenario in three truths; here every world is looked at.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial, reduce
from typing import TypeAlias

import numpy as np

from pledgebook.assess.counting import Counted, Lot
from pledgebook.assess.coverage import ADDED_UP, Tally, countries
from pledgebook.assess.hinge import Hinge
from pledgebook.assess.logic import conditions_in, signed_conditions
from pledgebook.assess.sums import Enough, Figures, Flags, Item, Question, Sum, holds, summed
from pledgebook.data.names import is_collective
from pledgebook.model import AllOf, Measure, Stance, Truth

_Gates: TypeAlias = Callable[[str], Flags]
_Amount: TypeAlias = Callable[[_Gates], Figures]
_NOT_CERTAIN = (Stance.WEIGHING, Stance.DECLINED)


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A requirement, or a group of them, as questions about worlds.

    Attributes:
        names: Ids of the conditions it hangs on, sorted; a position is an index into them.
        senses: For each: whether some pledge asks for its holding, and whether one asks for its failing.
        certain: Whether it is met, whatever the amounts nobody states.
        possible: Whether it can be met; the very same question where no amount and no stance is open.
    """

    names: tuple[str, ...]
    senses: tuple[tuple[bool, bool], ...]
    certain: Question
    possible: Question

    @property
    def two_sided(self) -> tuple[int, ...]:
        """Positions of the conditions that are asked for in both senses."""
        return tuple(place for place, senses in enumerate(self.senses) if all(senses))


def compiled(tallied: Tally, hinges: Mapping[str, Hinge]) -> Compiled:
    """A requirement as questions about worlds.

    Args:
        tallied: What counts towards it.
        hinges: What each pledge stands on.
    """
    own = {one.pledge.id: hinges[one.pledge.id] for one in tallied.counted}
    asked = {pair for hinge in own.values() for pair in signed_conditions(hinge.tree)}
    names = tuple(sorted({name for name, _ in asked}))
    place = {name: position for position, name in enumerate(names)}
    unsure = {one.pledge.id for one in tallied.counted if one.fits is Truth.UNKNOWN}
    never = {pledge for pledge, hinge in own.items() if hinge.stance is Stance.DECLINED and hinge.tree == AllOf(())}
    shaky = unsure | never | {pledge for pledge, hinge in own.items() if hinge.stance in _NOT_CERTAIN}
    scale = _scale(tallied)

    def question(parts: Iterable[tuple[Sequence[str], _Amount]], without: set[str]) -> Sum:
        items = []
        for pledges, amount in parts:
            scope = sorted({place[name] for pledge in pledges for name in conditions_in(own[pledge].tree)})
            items.append(Item(tuple(scope), partial(_amount, amount, own, place, without)))
        return summed(tallied.requirement.needed, items, scale)

    certain, possible = question(_certain(tallied, scale), shaky), question(_possible(tallied, scale), never)
    return Compiled(
        names=names,
        senses=tuple(((name, True) in asked, (name, False) in asked) for name in names),
        certain=certain,
        possible=certain if possible.is_same_as(certain) else possible,
    )


def compiled_group(count: int, members: Sequence[Compiled]) -> Compiled:
    """A group of requirements as questions about worlds: are enough of them met?"""
    names = tuple(sorted({name for member in members for name in member.names}))
    place = {name: position for position, name in enumerate(names)}
    senses = [[False, False] for _ in names]
    for member in members:
        for name, own in zip(member.names, member.senses, strict=True):
            for sense in (0, 1):
                senses[place[name]][sense] |= own[sense]
    positions = [tuple(place[name] for name in member.names) for member in members]
    certain = Enough(count, tuple(zip([member.certain for member in members], positions, strict=True)))
    possible = Enough(count, tuple(zip([member.possible for member in members], positions, strict=True)))
    alike = all(member.certain is member.possible for member in members)
    return Compiled(
        names=names,
        senses=tuple((holding, failing) for holding, failing in senses),
        certain=certain,
        possible=certain if alike else possible,
    )


def _amount(
    amount: _Amount,
    hinges: Mapping[str, Hinge],
    place: Mapping[str, int],
    without: set[str],
    column: Callable[[int], Flags],
) -> Figures:
    def gate(pledge: str) -> Flags:
        if pledge in without:
            return np.array(False)
        return holds(hinges[pledge].tree, lambda name: column(place[name]))

    return amount(gate)


def _scale(tallied: Tally) -> int:
    """How many of the smallest stated decimals make one unit."""
    sizes = [one.size for one in tallied.counted]
    figures = [tallied.requirement.needed, *(size.low for size in sizes), *(size.high or Decimal(0) for size in sizes)]
    finest = max(-int(figure.normalize().as_tuple().exponent) for figure in figures)
    return int(10 ** max(0, finest))


def _whole(figure: Decimal | None, tallied: Tally, scale: int) -> int:
    """A figure in whole numbers, and no more than is needed: what has no bound adds all that is needed."""
    needed = tallied.requirement.needed
    return int((needed if figure is None else min(figure, needed)) * scale)


def _certain(tallied: Tally, scale: int) -> Iterable[tuple[Sequence[str], _Amount]]:
    enough = int(tallied.requirement.needed * scale)
    if tallied.requirement.measure in ADDED_UP:
        for lot in tallied.lots:
            low = partial(_lot_low, tallied, scale, lot)
            yield _pledges_of(lot), partial(_all_or_nothing, enough, low) if lot.collective else low
    elif tallied.requirement.measure is Measure.PARTICIPATION and not tallied.requirement.counts.actors:
        single = [one for one in tallied.counted if not is_collective(one.pledge.actor)]
        yield from _things(single, lambda one: (one.pledge.actor,), scale)
        for one in tallied.counted:
            if is_collective(one.pledge.actor) and (countries(one) or 0) >= tallied.requirement.needed:
                yield (one.pledge.id,), partial(_any_of, (one.pledge.id,), enough)
    else:
        yield from _things(tallied.counted, partial(_things_of, tallied), scale)


def _possible(tallied: Tally, scale: int) -> Iterable[tuple[Sequence[str], _Amount]]:
    requirement = tallied.requirement
    enough = int(requirement.needed * scale)
    if requirement.measure in ADDED_UP:
        for lot in tallied.lots:
            yield _pledges_of(lot), partial(_lot_high, tallied, scale, lot)
    elif requirement.measure is Measure.PARTICIPATION and not requirement.counts.actors:
        single = [one for one in tallied.counted if not is_collective(one.pledge.actor)]
        yield from _things(single, lambda one: (one.pledge.actor,), scale)
        for one in tallied.counted:
            if is_collective(one.pledge.actor):
                many = _whole(countries(one), tallied, scale)
                yield (one.pledge.id,), partial(_any_of, (one.pledge.id,), many)
    else:
        yield from _things(tallied.counted, partial(_things_of, tallied), scale)
        if requirement.measure is Measure.PRESENCE and len(requirement.counts.domains) >= requirement.needed:
            nowhere = tuple(one.pledge.id for one in tallied.counted if not one.domains)
            yield nowhere, partial(_any_of, nowhere, enough)


def _things_of(tallied: Tally, one: Counted) -> Iterable[str]:
    if tallied.requirement.measure is Measure.PRESENCE:
        return one.domains & set(tallied.requirement.counts.domains)
    return one.reports if tallied.requirement.measure is Measure.REPORTS else (one.pledge.actor,)


def _things(
    counted: Sequence[Counted], things: Callable[[Counted], Iterable[str]], scale: int
) -> Iterable[tuple[Sequence[str], _Amount]]:
    """Each actor, domain or report is one, as soon as one of its pledges counts."""
    by_thing: dict[str, list[str]] = {}
    for one in counted:
        for thing in things(one):
            by_thing.setdefault(thing, []).append(one.pledge.id)
    for pledges in by_thing.values():
        yield pledges, partial(_any_of, pledges, scale)


def _any_of(pledges: Sequence[str], amount: int, gate: _Gates) -> Figures:
    found = reduce(np.logical_or, (gate(pledge) for pledge in pledges), np.array(False))
    return np.where(found, np.int64(amount), np.int64(0))


def _all_or_nothing(enough: int, amount: _Amount, gate: _Gates) -> Figures:
    return np.where(amount(gate) >= enough, np.int64(enough), np.int64(0))


def _pledges_of(lot: Lot) -> tuple[str, ...]:
    return (*lot.pledges, *(pledge for part in lot.parts for pledge in _pledges_of(part)))


def _lot_low(tallied: Tally, scale: int, lot: Lot, gate: _Gates) -> Figures:
    parts: Figures = sum((_lot_low(tallied, scale, part, gate) for part in lot.parts), np.zeros((), np.int64))
    together = reduce(np.logical_and, (gate(pledge) for pledge in lot.pledges))
    return np.where(together, np.maximum(parts, _whole(lot.size.low, tallied, scale)), parts)


def _lot_high(tallied: Tally, scale: int, lot: Lot, gate: _Gates) -> Figures:
    parts: Figures = sum((_lot_high(tallied, scale, part, gate) for part in lot.parts), np.zeros((), np.int64))
    hoped = reduce(np.logical_or, (gate(pledge) for pledge in lot.pledges))
    return np.where(hoped, np.maximum(parts, _whole(lot.size.high, tallied, scale)), parts)
