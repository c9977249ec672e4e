"""Promises told as delivered: one report says done what others of the same days say is only promised."""

import re
from collections.abc import Iterator, Sequence

from pledgebook.data.comparing import comparing
from pledgebook.model import Action, Claim, ConditionKind, Finding, FindingKind, Pledge, Severity, Stance
from pledgebook.reconcile.agreement import same_sum
from pledgebook.reconcile.candidates import Candidate, pledge_order
from pledgebook.reconcile.shelf import Shelf, finding
from pledgebook.reconcile.words import content, stem

_CAN_BE_DELIVERED = frozenset({Action.ARM, Action.FUND, Action.DEPLOY, Action.TRAIN, Action.SUPPORT, Action.REBUILD})
_MANY = frozenset({"GROUP", "COW", "EU", "NATO"})
_DAYS = 12
_SAME_EVENTS = 0.3
_WORDS_ALIKE = 2
_LEAST = 2
_PERFECT = re.compile(r"\b(?:has|have|had)(?: (?:now|already|since|just|finally))? \w+(?:ed|en|ne|nt|lt|ld|d|t)\b")
_PROMISE = re.compile(
    r"\b(?:promis|pledg|vow|agree|announc|offer|commit|sign|approv|plan|decid|propos|tabl|put forward|put up|unveil|undertak)",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset(stem(word) for word in comparing().generic_items | comparing().handing_over)


def false_deliveries(shelf: Shelf) -> Iterator[Candidate]:
    """A claim that a thing is done, while two other reports of the same twelve days, and no other, have it as promised.

    Every such claim is a candidate; one report gives one finding, at its first such claim.
    """
    for pledge in shelf.pledges:
        for claim in pledge.claims:
            if claim.stance is not Stance.DONE or claim.report not in shelf.days:
                continue
            found = None
            if pledge.action in _CAN_BE_DELIVERED and _is_delivered(claim):
                found = _promised_elsewhere(shelf, claim, pledge)
            elif pledge.action in _CAN_BE_DELIVERED and _is_past(claim):
                found = _promised_in_copies(shelf, claim, pledge)
            elif pledge.action is Action.RATIFY and claim.actor.code in _MANY:
                found = _still_to_be_ratified(shelf, claim)
            if found is not None:
                span = claim.evidence.span
                rank = (span.start, span.end)
                yield Candidate("false_deliveries", pledge.id, found, rank, pledge_order(pledge), claim.id)


def _is_delivered(claim: Claim) -> bool:
    """Told as done, and in words that can only mean delivery."""
    return claim.stance is Stance.DONE and comparing().patterns["delivered"].search(claim.evidence.text) is not None


def _is_past(claim: Claim) -> bool:
    """Told as done in the perfect tense, with no word of a promise."""
    words = claim.evidence.text
    return _PERFECT.search(words) is not None and _PROMISE.search(words) is None


def _promised_in_copies(shelf: Shelf, claim: Claim, pledge: Pledge) -> Finding | None:
    """Two copies of the same original have it as promised and none as done: no copy knows more than its original."""
    copies = [
        c for c in pledge.claims if c.report != claim.report and shelf.origin[c.report] == shelf.origin[claim.report]
    ]
    promised = [c for c in copies if c.stance in {Stance.COMMITTED, Stance.WILLING}]
    if len({c.report for c in promised}) < _LEAST or any(c.stance is Stance.DONE for c in copies):
        return None
    return _told(shelf, claim, promised)


def _promised_elsewhere(shelf: Shelf, claim: Claim, pledge: Pledge) -> Finding | None:
    near = [
        other
        for other in pledge.claims
        if other.report != claim.report
        and other.report in shelf.days
        and abs((shelf.days[other.report] - shelf.days[claim.report]).days) <= _DAYS
    ]
    if any(_is_delivered(other) for other in near):
        return None
    promised = [
        other for other in near if other.stance in {Stance.COMMITTED, Stance.WILLING} and _same_thing(claim, other)
    ]
    if len({other.report for other in promised}) < _LEAST:
        return None
    return _told(shelf, claim, promised)


def _still_to_be_ratified(shelf: Shelf, claim: Claim) -> Finding | None:
    """Said to be ratified by many, while two other reports of the same events make promises hang on ratification."""
    if "ratif" not in claim.evidence.text.lower():
        return None
    waiting = {
        relative: condition.span
        for relative in shelf.relatives(claim.report, _SAME_EVENTS)
        for other in shelf.readings[relative].claims
        for condition in other.conditions
        if condition.kind is ConditionKind.RATIFICATION
        and other.target
        and claim.target
        and claim.target.code == other.target.code
    }
    if len(waiting) < 2:
        return None
    places = [shelf.place(claim.report, claim.evidence.span)]
    places += [shelf.place(report, waiting[report]) for report in sorted(waiting, key=shelf.order)]
    says = f"Told here as ratified; {len(waiting)} other reports of the same events have ratification still to come."
    return finding(FindingKind.FALSE_DELIVERY, Severity.HIGH, places, says)


def _same_thing(claim: Claim, other: Claim) -> bool:
    if any(same_sum(one.amount, two.amount) for one in claim.amounts for two in other.amounts):
        return True
    if claim.quantity and other.quantity and claim.quantity.quantity.value == other.quantity.quantity.value:
        return True
    mine = content(" ".join(item.text for item in claim.items))
    theirs = content(" ".join(item.text for item in other.items))
    return len(mine & theirs) >= _WORDS_ALIKE or _in_the_same_words(claim, other)


def _in_the_same_words(claim: Claim, other: Claim) -> bool:
    """Whether both sentences name the same thing, with no count or sum that differs and no word of more."""
    if (claim.quantity and other.quantity) or (claim.amounts and other.amounts):
        return False
    if comparing().patterns["more_money"].search(other.evidence.text):
        return False
    parties = (claim.actor, other.actor, claim.target, other.target)
    named = content(" ".join(party.text for party in parties if party is not None))
    alike = (content(claim.evidence.text) & content(other.evidence.text)) - named - _SAYS_NOTHING
    return len(alike) >= _WORDS_ALIKE


def _told(shelf: Shelf, claim: Claim, promised: Sequence[Claim]) -> Finding:
    ordered = sorted(promised, key=lambda other: (shelf.order(other.report), other.evidence.span))
    places = [shelf.place(one.report, one.evidence.span) for one in (claim, *ordered)]
    reports = {other.report for other in promised}
    says = f"Told here as done; {len(reports)} other reports of the same days have it as {ordered[0].stance}."
    return finding(FindingKind.FALSE_DELIVERY, Severity.HIGH, places, says, str(ordered[0].stance))
