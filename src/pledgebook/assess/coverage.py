"""How far a requirement is met: what is certain, what is possible, and whether that is enough.

What is certain counts the pledges that stand, each for the least it comes to; what is possible
counts those that are open too, each for the most. Neither falls when a pledge gets firmer, which is
what makes the search for blockers exact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pledgebook.assess.counting import Counted, Lot, lots
from pledgebook.data.names import is_collective
from pledgebook.model import Measure, Requirement, Standing, Truth

Bounds = tuple[Decimal, Decimal | None]
ADDED_UP = frozenset({Measure.TROOPS, Measure.EUR, Measure.SYSTEMS})
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Tally:
    """A requirement with what counts towards it, ready to be added up in any scenario.

    Attributes:
        requirement: The requirement.
        counted: What counts or may count.
        lots: The same gathered into things that are added up; empty for measures that are not.
    """

    requirement: Requirement
    counted: tuple[Counted, ...]
    lots: tuple[Lot, ...]


def tally(requirement: Requirement, counted: Sequence[Counted]) -> Tally:
    """Gather what counts, once for all scenarios."""
    return Tally(requirement, tuple(counted), lots(counted) if requirement.measure in ADDED_UP else ())


def share_state(one: Counted, state: Standing) -> Standing:
    """What becomes of a pledge as a part of the requirement: one that only may count is open at best."""
    return Standing.OPEN if state is Standing.STANDS and one.fits is Truth.UNKNOWN else state


def bounds(tallied: Tally, states: Mapping[str, Standing]) -> Bounds:
    """What is certain and what is possible; None when no upper bound is known.

    Args:
        tallied: What counts.
        states: What becomes of each pledge that counts.
    """
    shares = [(one, share_state(one, states[one.pledge.id])) for one in tallied.counted]
    standing = [one for one, state in shares if state is Standing.STANDS]
    hoped = [one for one, state in shares if state is not Standing.FALLS]
    measure = tallied.requirement.measure
    if measure in ADDED_UP:
        return _added_up(tallied.lots, {one.pledge.id: state for one, state in shares})
    if measure is Measure.PRESENCE:
        return _presence(tallied.requirement, standing, hoped)
    if measure is Measure.PARTICIPATION:
        return _participation(tallied.requirement, standing, hoped)
    return _how_many(_reports(standing)), _how_many(_reports(hoped))


def is_met(requirement: Requirement, found: Bounds) -> Truth:
    """``yes`` when what is certain is enough, ``no`` when not even what is possible is."""
    certain, possible = found
    if certain >= requirement.needed:
        return Truth.YES
    return Truth.NO if possible is not None and possible < requirement.needed else Truth.UNKNOWN


def _how_many(things: frozenset[str]) -> Decimal:
    return Decimal(len(things))


def _reports(counted: Sequence[Counted]) -> frozenset[str]:
    return frozenset(report for one in counted for report in one.reports)


def _presence(requirement: Requirement, standing: Sequence[Counted], hoped: Sequence[Counted]) -> Bounds:
    wanted = frozenset(requirement.counts.domains)
    certain = frozenset(domain for one in standing for domain in one.domains) & wanted
    if any(not one.domains for one in hoped):
        return Decimal(len(certain)), Decimal(len(wanted))
    possible = frozenset(domain for one in hoped for domain in one.domains) & wanted
    return Decimal(len(certain)), Decimal(len(possible))


def _participation(requirement: Requirement, standing: Sequence[Counted], hoped: Sequence[Counted]) -> Bounds:
    """Single actors are counted; an unlisted plural counts by its number of countries where no actor is asked for."""
    if requirement.counts.actors:
        certain = {one.pledge.actor for one in standing}
        return Decimal(len(certain)), Decimal(len({one.pledge.actor for one in hoped}))
    certain_single = {one.pledge.actor for one in standing if not is_collective(one.pledge.actor)}
    single = {one.pledge.actor for one in hoped if not is_collective(one.pledge.actor)}
    certain_many = [countries(one) or _ZERO for one in standing if is_collective(one.pledge.actor)]
    many = [countries(one) for one in hoped if is_collective(one.pledge.actor)]
    known = [number for number in many if number is not None]
    possible = Decimal(len(single)) + sum(known, _ZERO) if len(known) == len(many) else None
    return max(Decimal(len(certain_single)), *certain_many, _ZERO), possible


def countries(one: Counted) -> Decimal | None:
    """How many countries an unlisted plural stands for: "26 countries"; None when it states none."""
    quantity = one.pledge.quantity
    if quantity is None or not any(
        word in quantity.unit.casefold() for word in ("countr", "nation", "state", "member")
    ):
        return None
    return quantity.value


def _added_up(found: Sequence[Lot], states: Mapping[str, Standing]) -> Bounds:
    single = [_lot_bounds(lot, states) for lot in found if not lot.collective]
    together = [_lot_bounds(lot, states) for lot in found if lot.collective]
    certain = max(sum((low for low, _ in single), _ZERO), *(low for low, _ in together), _ZERO)
    return certain, _sum_of_highs([*single, *together])


def _sum_of_highs(found: Sequence[Bounds]) -> Decimal | None:
    total = _ZERO
    for _, high in found:
        if high is None:
            return None
        total += high
    return total


def _lot_bounds(lot: Lot, states: Mapping[str, Standing]) -> Bounds:
    """A whole counts for at least its parts; a joint undertaking is certain only when all who share it stand."""
    parts = [_lot_bounds(part, states) for part in lot.parts]
    low = sum((low for low, _ in parts), _ZERO)
    high = _sum_of_highs(parts)
    own = [states[pledge] for pledge in lot.pledges]
    if all(state is Standing.STANDS for state in own):
        low = max(low, lot.size.low)
    if any(state is not Standing.FALLS for state in own):
        high = None if high is None or lot.size.high is None else max(high, lot.size.high)
    return low, high
