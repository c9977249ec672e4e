"""Promises told as delivered: one report says done what others of the same days say is only promised."""

from collections.abc import Iterator, Sequence

from pledgebook.model import Action, Claim, Finding, FindingKind, Pledge, Severity, Stance
from pledgebook.reconcile.agreement import same_sum
from pledgebook.reconcile.shelf import Shelf, finding
from pledgebook.reconcile.words import content

_CAN_BE_DELIVERED = frozenset({Action.ARM, Action.FUND, Action.DEPLOY, Action.TRAIN, Action.SUPPORT, Action.REBUILD})
_DAYS = 12


def false_deliveries(shelf: Shelf) -> Iterator[Finding]:
    """A claim that a thing is done, while two other reports of the same twelve days, and no other, have it as promised.

    One report and kind gives one finding, at its first such claim.
    """
    told: dict[str, Finding] = {}
    for pledge in shelf.pledges:
        if pledge.action not in _CAN_BE_DELIVERED:
            continue
        for claim in pledge.claims:
            if claim.stance is Stance.DONE and claim.report in shelf.days:
                found = _promised_elsewhere(shelf, claim, pledge)
                if found is not None and (
                    claim.report not in told or found.places[0].span < told[claim.report].places[0].span  # type: ignore[operator]
                ):
                    told[claim.report] = found
    yield from told.values()


def _promised_elsewhere(shelf: Shelf, claim: Claim, pledge: Pledge) -> Finding | None:
    near = [
        other
        for other in pledge.claims
        if other.report != claim.report
        and other.report in shelf.days
        and abs((shelf.days[other.report] - shelf.days[claim.report]).days) <= _DAYS
    ]
    if any(other.stance is Stance.DONE for other in near):
        return None
    promised = [other for other in near if other.stance in {Stance.COMMITTED, Stance.WILLING} and _same_thing(claim, other)]
    if len({other.report for other in promised}) < 2:
        return None
    return _told(shelf, claim, promised)


def _same_thing(claim: Claim, other: Claim) -> bool:
    if any(same_sum(one.amount, two.amount) for one in claim.amounts for two in other.amounts):
        return True
    if claim.quantity and other.quantity and claim.quantity.quantity.value == other.quantity.quantity.value:
        return True
    mine = content(" ".join(item.text for item in claim.items))
    theirs = content(" ".join(item.text for item in other.items))
    return len(mine & theirs) >= 2


def _told(shelf: Shelf, claim: Claim, promised: Sequence[Claim]) -> Finding:
    ordered = sorted(promised, key=lambda other: (shelf.order(other.report), other.evidence.span))
    places = [shelf.place(one.report, one.evidence.span) for one in (claim, *ordered)]
    reports = {other.report for other in promised}
    says = f"Told here as done; {len(reports)} other reports of the same days have it as {ordered[0].stance}."
    return finding(FindingKind.FALSE_DELIVERY, Severity.HIGH, places, says, str(ordered[0].stance))
