"""Totals of money under named definitions: by actor and in all, double counting removed, every removal told.

A sum is taken at its face, in the currency of record, and in euro at the rate of the day it was first told. What states no sum
is counted as unknown.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from pledgebook.model import Action, Amount, CountedSum, Definition, Ledgered, Pledge, RemovedSum, Rule, Total, Totals
from pledgebook.reconcile.definitions import MEETS
from pledgebook.reconcile.double_counting import Removals, removals
from pledgebook.reconcile.homes import GIVING
from pledgebook.reconcile.worth import counted


def total_up(
    ledgered: Ledgered,
    definitions: Sequence[Definition] = tuple(Definition),
    actors: Collection[str] = (),
    targets: Collection[str] = (),
) -> Totals:
    """Add up what was pledged.

    Args:
        ledgered: What was worked out from a book.
        definitions: The totals that are wanted.
        actors: Only these; all where it is empty. What lies within another's sum is found among all.
        targets: Only what is given to these; all where it is empty.
    """
    givers = [
        pledge
        for pledge in ledgered.pledges
        if pledge.action in GIVING and pledge.stance.is_own and (not targets or pledge.target in targets)
    ]
    totals: list[Total] = []
    all_counted: list[CountedSum] = []
    all_removed: list[RemovedSum] = []
    for definition in definitions:
        found = removals(definition, givers, ledgered.findings)
        sums = [
            counted(definition, pledge, found.left.get(pledge.id), found.shared.get(pledge.id, ()))
            for pledge in found.counting
        ]
        sums = [one for one in sums if not actors or one.actor in actors]
        removed = [one for one in found.removed if not actors or one.actor in actors]
        unknown = [one for one in _without_sum(definition, givers, found) if not actors or one.actor in actors]
        totals += _totals(definition, sums, removed, unknown)
        all_counted += sums
        all_removed += removed
    return Totals(tuple(totals), tuple(all_counted), tuple(all_removed))


def _without_sum(definition: Definition, givers: Iterable[Pledge], found: Removals) -> list[Pledge]:
    """What meets the definition without a sum, and does not lie within a sum that is counted; troops have no price."""
    counting = {pledge.id for pledge in found.counting}
    return [
        pledge
        for pledge in givers
        if pledge.amount is None
        and pledge.action is not Action.DEPLOY
        and MEETS[definition](pledge)
        and pledge.part_of not in counting
        and pledge.delivers not in counting
    ]


def _totals(
    definition: Definition, sums: Sequence[CountedSum], removed: Iterable[RemovedSum], unknown: Sequence[Pledge]
) -> list[Total]:
    shared = {one.pledge: one for one in removed if one.rule is Rule.SHARED_SUM}
    in_all = [one for one in sums if one.pledge not in shared]
    found = [_total(definition, None, in_all, len(unknown))]
    for actor in sorted({one.actor for one in sums} | {pledge.actor for pledge in unknown}):
        own = [one for one in sums if one.actor == actor]
        found.append(_total(definition, actor, own, sum(pledge.actor == actor for pledge in unknown)))
    return found


def _total(definition: Definition, actor: str | None, sums: Sequence[CountedSum], unknown: int) -> Total:
    by_currency: defaultdict[str, Decimal] = defaultdict(Decimal)
    in_euros: defaultdict[str, Decimal] = defaultdict(Decimal)
    without: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in sums:
        by_currency[one.amount.currency] += one.amount.value
        if one.eur is None:
            without[one.amount.currency] += one.amount.value
        else:
            in_euros[one.amount.currency] += one.eur
    largest_first = sorted(by_currency, key=lambda currency: (-in_euros[currency], currency))
    known = [one.eur for one in sums if one.eur is not None]
    return Total(
        definition=definition,
        actor=actor,
        sums=tuple(Amount(by_currency[currency], currency) for currency in largest_first),
        eur=sum(known, Decimal(0)) if known else None,
        without_rate=tuple(Amount(value, currency) for currency, value in sorted(without.items())),
        pledges=len(sums),
        unknown=unknown,
        approximate=any(one.spread > 0 for one in sums),
    )
