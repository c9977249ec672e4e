"""One promise told with two sums that are no slip of one another: what a giver put up at one event."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from pledgebook.model import Claim, FindingKind, Pledge, Severity, Span
from pledgebook.reconcile.agreement import digits
from pledgebook.reconcile.candidates import IN_PARTS, Candidate
from pledgebook.reconcile.matters import named_things
from pledgebook.reconcile.shelf import Shelf, finding
from pledgebook.reconcile.voices import Voice, voice_of

_MOST_APART = 3


def sums_told_differently(shelf: Shelf) -> Iterator[Candidate]:
    """Two reports that have one giver put up two sums at one event, each naming only the one and nothing that it is for.

    The report with the giver's own word is taken to be right, else the one that more originals agree with, else the earlier.
    """
    at_event: defaultdict[tuple[str, str, str], list[Pledge]] = defaultdict(list)
    for pledge in shelf.pledges:
        if pledge.amount is not None and pledge.part_of is not None:
            at_event[pledge.part_of, pledge.actor, pledge.amount.currency].append(pledge)
    place = 0
    for pledges in at_event.values():
        for one, other in combinations(pledges, 2):
            pair = _told_apart(shelf, one, other) if _can_be_one(one, other) else None
            if pair is None:
                continue
            wrong, right = pair
            place += 1
            words = [_sum(shelf, claim) for claim in (wrong, right)]
            says = f"“{words[0]}” is not what {right.report} has {one.actor} put up at the same event, “{words[1]}”."
            places = [shelf.place(claim.report, _place(claim)) for claim in (wrong, right)]
            found = finding(FindingKind.AMOUNT_SLIP, Severity.MEDIUM, places, says, words[1])
            yield Candidate("sums_told_differently", IN_PARTS, found, (place,))


def _can_be_one(one: Pledge, other: Pledge) -> bool:
    if one.amount is None or other.amount is None or (one.action, one.target) != (other.action, other.target):
        return False
    small, great = sorted((one.amount.value, other.amount.value))
    return 0 < small < great <= small * _MOST_APART and digits(small) != digits(great)


def _told_apart(shelf: Shelf, one: Pledge, other: Pledge) -> tuple[Claim, Claim] | None:
    """A claim of each sum, the wrong one first; None where some report has the giver put up both, or more."""
    mine, theirs = _lone_claims(shelf, one), _lone_claims(shelf, other)
    if not mine or not theirs or {c.report for c in mine} & {c.report for c in theirs}:
        return None

    def weight(claims: list[Claim]) -> tuple[int, int, int]:
        own = max(voice_of(claim, shelf.readings[claim.report].clues.officials) for claim in claims)
        earliest = min(shelf.order(claim.report) for claim in claims)
        return int(own is Voice.OWN), shelf.independent(claim.report for claim in claims), -earliest[0].toordinal()

    wrong, right = sorted((mine, theirs), key=weight)
    return min(wrong, key=lambda c: shelf.order(c.report)), min(right, key=lambda c: shelf.order(c.report))


def _lone_claims(shelf: Shelf, pledge: Pledge) -> list[Claim]:
    """The claims of the sum that are their report's only sum of that giver, and name nothing that it is for."""
    found = []
    for claim in pledge.claims:
        if not claim.amounts or claim.amounts[0].amount != pledge.amount:
            continue
        sums = {
            stated.amount
            for near in shelf.readings[claim.report].claims
            if (near.actor.code, near.action) == (claim.actor.code, claim.action)
            for stated in near.amounts
        }
        if len(sums) == 1 and not named_things(claim):
            found.append(claim)
    return found


def _place(claim: Claim) -> Span:
    span = claim.amounts[0].span
    return span if claim.evidence.span.covers(span) else claim.evidence.span


def _sum(shelf: Shelf, claim: Claim) -> str:
    return shelf.place(claim.report, _place(claim)).text
