"""Which pledges count towards a requirement, and for how much: before any scenario is looked at.

Two figures are never taken for more than they are. A pledge that names no number counts for an
unknown number, not for none. And what may be one thing told twice is not added up: a part and
its whole, a joint pledge of two states in one sentence, a coalition's figure and its members'.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pledgebook.data.names import is_collective
from pledgebook.model import (
    Arrangement,
    Claim,
    Counting,
    Domain,
    Measure,
    Pledge,
    Requirement,
    Stance,
    Truth,
    UnitValue,
)

_TROOPS = frozenset(
    {
        "troop",
        "soldier",
        "personnel",
        "peacekeeper",
        "servicemember",
        "serviceman",
        "servicewoman",
        "men",
        "officer",
        "police",
    }
)
_ZERO = Decimal(0)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Size:
    """What a pledge counts for, between two bounds.

    Attributes:
        low: At the least.
        high: At the most; None when nobody states it.
        says: How it comes about.
    """

    low: Decimal
    high: Decimal | None
    says: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A pledge that counts, or may count, towards a requirement.

    Attributes:
        pledge: The pledge.
        fits: Whether it counts; ``unknown`` when the reports do not say enough.
        size: For how much.
        domains: Where it acts, as stated.
        reports: The independent originals that report it.
    """

    pledge: Pledge
    fits: Truth
    size: Size
    domains: frozenset[Domain]
    reports: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lot:
    """Pledges that are one and the same thing, with the things that are part of it.

    Attributes:
        pledges: Ids of the pledges; more than one for a joint undertaking.
        size: For how much it counts.
        collective: Whether it may be the very pledges of single states told together.
        parts: Lots inside this one.
    """

    pledges: tuple[str, ...]
    size: Size
    collective: bool
    parts: tuple["Lot", ...]


def counted_pledges(
    requirement: Requirement,
    arrangement: Arrangement,
    stances: Sequence[tuple[Pledge, Stance]],
    originals: Mapping[str, str],
) -> tuple[Counted, ...]:
    """The pledges that count or may count towards a requirement, in the order given.

    Args:
        requirement: Says what counts.
        arrangement: Gives the parties and the rates of currencies.
        stances: The pledges that are assessed, each with the stance it is judged by.
        originals: From a report to the original text that it goes back to.
    """
    rates = {rate.currency: rate.eur for rate in arrangement.rates}
    found = []
    for pledge, stance in stances:
        fits = _fits(pledge, stance, requirement, arrangement)
        if fits is not Truth.NO:
            reports = frozenset(originals.get(report, report) for report in pledge.reports)
            size = size_of(pledge, requirement, rates, arrangement.unit_values)
            found.append(Counted(pledge, fits, size, stated_domains(pledge), reports))
    return tuple(found)


def stated_domains(pledge: Pledge) -> frozenset[Domain]:
    """Where the pledge's claims say that it acts; empty when none does."""
    return frozenset(domain for claim in pledge.claims for domain in claim.domains)


def _fits(pledge: Pledge, stance: Stance, requirement: Requirement, arrangement: Arrangement) -> Truth:
    counts = requirement.counts
    if pledge.action not in counts.actions or (counts.stances and stance not in counts.stances):
        return Truth.NO
    if counts.actors and pledge.actor not in counts.actors:
        return Truth.NO
    if not counts.actors and pledge.actor in (arrangement.beneficiary, arrangement.adversary):
        return Truth.NO
    if counts.words and not any(word in text for word in counts.words for text in _texts(pledge)):
        return Truth.NO
    if pledge.target is None:
        target = Truth.UNKNOWN
    elif pledge.target in (counts.targets or (arrangement.beneficiary,)):
        target = Truth.YES
    else:
        return Truth.NO
    domain = _fits_domain(pledge, counts, requirement.measure)
    return domain if target is Truth.YES or domain is Truth.NO else Truth.UNKNOWN


def is_opinion_on(pledge: Pledge, requirement: Requirement, arrangement: Arrangement) -> bool:
    """Whether what an actor asks for, backs or opposes is what the requirement asks for, whoever is to do it."""
    counts = requirement.counts
    if pledge.action not in counts.actions:
        return False
    if counts.words and not any(word in text for word in counts.words for text in _texts(pledge)):
        return False
    targets = {*(counts.targets or (arrangement.beneficiary,)), None}
    return (
        pledge.target in targets | set(counts.actors)
        and _fits_domain(pledge, counts, requirement.measure) is not Truth.NO
    )


def _fits_domain(pledge: Pledge, counts: Counting, measure: Measure) -> Truth:
    stated = stated_domains(pledge)
    if not counts.domains or stated & set(counts.domains):
        return Truth.YES
    if stated:
        return Truth.NO
    counted_in_soldiers = measure is Measure.TROOPS and _troops(pledge) is not None
    return Truth.YES if counted_in_soldiers or measure is Measure.PRESENCE else Truth.UNKNOWN


def _texts(pledge: Pledge) -> Sequence[str]:
    return [pledge.item.casefold(), *(claim.evidence.text.casefold() for claim in pledge.claims)]


def size_of(
    pledge: Pledge,
    requirement: Requirement,
    rates: Mapping[str, Decimal],
    unit_values: Sequence[UnitValue] = (),
) -> Size:
    """What a pledge counts for by the requirement's measure.

    Args:
        pledge: The pledge.
        requirement: Gives the measure, and what a pledge without a number counts for.
        rates: Euro for one unit of each other currency.
        unit_values: Worth of pieces that are told without a sum.
    """
    if requirement.measure is Measure.TROOPS:
        number = _troops(pledge)
        stated = None if number is None else Size(number, number, f"{number:,f} troops, as stated")
    elif requirement.measure is Measure.SYSTEMS:
        stated = _systems(pledge, requirement.unit)
    elif requirement.measure is Measure.EUR:
        stated = _euro(pledge, rates) or _pieces_in_euro(pledge, unit_values)
    else:
        return Size(_ONE, _ONE, "one of them")
    if stated is not None:
        return stated
    if requirement.unstated is not None:
        estimate = requirement.unstated
        says = f"no number stated; taken as {estimate.low:,f} to {estimate.high:,f} ({estimate.source})"
        return Size(estimate.low, estimate.high, says)
    return Size(_ZERO, None, f"no number of {requirement.unit} that can be counted is stated: unknown, not zero")


def _troops(pledge: Pledge) -> Decimal | None:
    if pledge.quantity is None or not set(_stems(pledge.quantity.unit)) & _TROOPS:
        return None
    return pledge.quantity.value


def _systems(pledge: Pledge, unit: str) -> Size | None:
    quantity = pledge.quantity
    if quantity is None or not set(_stems(unit)) <= set(_stems(quantity.unit)):
        return None
    return Size(quantity.value, quantity.value, f"{quantity.value:,f} {quantity.unit}, as stated")


def _euro(pledge: Pledge, rates: Mapping[str, Decimal]) -> Size | None:
    amount = pledge.amount
    if amount is None:
        return None
    rate = _ONE if amount.currency == "EUR" else rates.get(amount.currency)
    if rate is None:
        return None
    euro = (amount.value * rate).to_integral_value()
    says = f"{amount.currency} {amount.value:,f}"
    says += ", as stated" if amount.currency == "EUR" else f" at {rate.normalize():f} = EUR {euro:,f}"
    hedges = {a.hedge for claim in pledge.claims for a in claim.amounts if a.amount == amount}
    if hedges == {"up to"}:
        return Size(_ZERO, euro, f"up to {says}")
    if hedges and hedges <= {"at least", "more than"}:
        return Size(euro, None, f"at least {says}")
    return Size(euro, euro, says)


def _pieces_in_euro(pledge: Pledge, unit_values: Sequence[UnitValue]) -> Size | None:
    """What a number of pieces is worth, where the pledge names no sum at all."""
    quantity = pledge.quantity
    if quantity is None or pledge.amount is not None:
        return None
    for worth in unit_values:
        if set(_stems(worth.unit)) <= set(_stems(quantity.unit)):
            low, high = quantity.value * worth.low, quantity.value * worth.high
            each = f"EUR {worth.low:,f}" + ("" if worth.low == worth.high else f" to {worth.high:,f}")
            return Size(low, high, f"{quantity.value:,f} {quantity.unit} at {each} each ({worth.source})")
    return None


def _stems(words: str) -> list[str]:
    return [word.removesuffix("s") for word in re.findall(r"[a-z]+", words.casefold())]


def lots(counted: Sequence[Counted]) -> tuple[Lot, ...]:
    """Gather what is one thing, and put parts into their wholes."""
    groups = _joint_groups(counted)
    group_of = {pledge: index for index, group in enumerate(groups) for pledge in group}
    known = {one.pledge.id: one for one in counted}
    inside: dict[int, list[int]] = {}
    tops = []
    for index, group in enumerate(groups):
        whole = group_of.get(known[group[0]].pledge.part_of or "")
        if whole is None or whole == index or _leads_to(whole, index, groups, group_of, known):
            tops.append(index)
        else:
            inside.setdefault(whole, []).append(index)

    def build(index: int) -> Lot:
        one = known[groups[index][0]]
        parts = tuple(build(part) for part in inside.get(index, ()))
        return Lot(groups[index], one.size, is_collective(one.pledge.actor), parts)

    return tuple(build(index) for index in tops)


def _leads_to(
    start: int,
    goal: int,
    groups: Sequence[tuple[str, ...]],
    group_of: Mapping[str, int],
    known: Mapping[str, Counted],
) -> bool:
    """Whether the whole of ``start``, and its whole in turn, comes to ``goal``: parts that contain one another."""
    seen: set[int] = set()
    here: int | None = start
    while here is not None and here not in seen:
        if here == goal:
            return True
        seen.add(here)
        here = group_of.get(known[groups[here][0]].pledge.part_of or "")
    return False


def _joint_groups(counted: Sequence[Counted]) -> list[tuple[str, ...]]:
    groups: list[list[Counted]] = []
    for one in counted:
        for group in groups:
            if any(_is_joint(one, other) for other in group):
                group.append(one)
                break
        else:
            groups.append([one])
    return [tuple(one.pledge.id for one in group) for group in groups]


def _is_joint(one: Counted, other: Counted) -> bool:
    """Whether one sentence tells both as a joint undertaking of the same size: counted once."""
    if one.size.high is None or (one.size.low, one.size.high) != (other.size.low, other.size.high):
        return False
    return any(
        _same_sentence(a, b) and other.pledge.actor in {party.code for party in a.joint}
        for a in one.pledge.claims
        for b in other.pledge.claims
    )


def _same_sentence(one: Claim, other: Claim) -> bool:
    return one.report == other.report and one.evidence.span == other.evidence.span
