"""Stances that cannot both hold: within one report, and between reports of one day."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from pledgebook.model import Claim, Finding, FindingKind, Severity, Stance
from pledgebook.reconcile.shelf import Shelf, finding
from pledgebook.reconcile.words import content

_DENIED = re.compile(r"(?:\bnot|n[’']t|\bnever)\s+(?:yet\s+)?(\w+)", re.IGNORECASE)
_FIRM = frozenset({Stance.DONE, Stance.COMMITTED})


def self_contradictions(shelf: Shelf) -> Iterator[Finding]:
    """One report that says an actor did a thing and did not do it, in much the same words."""
    for report, reading in shelf.readings.items():
        for one, other in combinations(reading.claims, 2):
            if _opposed(one, other) and one.stance is not Stance.COMMITTED and _same_act(one, other):
                no, yes = (one, other) if one.stance is Stance.DECLINED else (other, one)
                if yes.stance is not Stance.DONE:
                    continue
                says = f"“{_short(no)}” and “{_short(yes)}” cannot both be true of {one.actor.code}."
                places = [shelf.place(report, no.evidence.span), shelf.place(report, yes.evidence.span)]
                yield finding(FindingKind.SELF_CONTRADICTION, Severity.HIGH, places, says)
                break


def stance_conflicts(shelf: Shelf) -> Iterator[Finding]:
    """Independent reports that tell opposite stances of one actor on one undertaking and day, without conditions."""
    for pledge in shelf.pledges:
        by_day: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in pledge.claims:
            if claim.said is not None and claim.said.when.precision == "day" and not claim.conditions:
                by_day[claim.said.when.iso].append(claim)
        for day in sorted(by_day):
            firm = [claim for claim in by_day[day] if claim.stance in _FIRM]
            no = [claim for claim in by_day[day] if claim.stance is Stance.DECLINED]
            pair = next(
                (
                    (one, other)
                    for one in firm
                    for other in no
                    if shelf.origin[one.report] != shelf.origin[other.report] and _opposed(one, other)
                ),
                None,
            )
            if pair is None:
                continue
            later, earlier = sorted(pair, key=lambda claim: shelf.order(claim.report), reverse=True)
            says = (
                f"{later.report} tells {pledge.actor} as {later.stance} on {day}, "
                f"{earlier.report}, which does not draw on the same original, as {earlier.stance}."
            )
            places = [shelf.place(claim.report, claim.evidence.span) for claim in (later, earlier)]
            yield finding(FindingKind.STANCE_CONFLICT, Severity.MEDIUM, places, says)


def _opposed(one: Claim, other: Claim) -> bool:
    """Firm against declined, of one actor, action and target, with nothing that tells two things apart."""
    if (one.actor.code, one.action) != (other.actor.code, other.action):
        return False
    if one.target and other.target and one.target.code != other.target.code:
        return False
    stances = {one.stance, other.stance}
    if Stance.DECLINED not in stances or not stances & _FIRM:
        return False
    if one.domains != other.domains and (one.domains and other.domains):
        return False
    return one.actor.code != "GROUP"


def _same_act(one: Claim, other: Claim) -> bool:
    """The same verb or the same thing in both sentences, on one day."""
    if one.evidence.span.meets(other.evidence.span):
        return False
    if one.said and other.said and not one.said.when.may_be(other.said.when):
        return False
    if one.action_cue and other.action_cue:
        return bool(content(one.action_cue.text) & content(other.action_cue.text))
    no, yes = (one, other) if one.stance is Stance.DECLINED else (other, one)
    denied = _DENIED.findall(no.evidence.text)
    return bool(content(" ".join(denied)) & content(yes.evidence.text))


def _short(claim: Claim) -> str:
    words = claim.evidence.text
    return words if len(words) <= 90 else words[:87].rsplit(" ", 1)[0] + " ..."
