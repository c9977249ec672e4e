"""Stances that cannot both hold: within one report, and between reports of one day."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations, product

from pledgebook.data.comparing import comparing
from pledgebook.model import Claim, Finding, FindingKind, Severity, Stance
from pledgebook.reconcile.candidates import Candidate, pledge_order
from pledgebook.reconcile.matters import named_things
from pledgebook.reconcile.shelf import Shelf, finding
from pledgebook.reconcile.voices import Voice, voice_of
from pledgebook.reconcile.words import content

_PATTERNS = comparing().patterns
_DENIED = re.compile(r"(?:\bnot|n[’']t|\bnever)\s+(?:yet\s+)?(\w+)", re.IGNORECASE)
_FIRM = frozenset({Stance.DONE, Stance.COMMITTED})


def self_contradictions(shelf: Shelf) -> Iterator[Finding]:
    """One report that says two things of one actor of which only one can be true: the first such pair of each kind."""
    for report, reading in shelf.readings.items():
        for both_told in _PAIRS:
            pair = next(
                (pair for pair in combinations(reading.claims, 2) if both_told(*pair) or both_told(*pair[::-1])), None
            )
            if pair is None:
                continue
            no, yes = pair if both_told(*pair) else pair[::-1]
            says = f"“{_short(no)}” and “{_short(yes)}” cannot both be true of {yes.actor.code}."
            places = [shelf.place(report, no.evidence.span), shelf.place(report, yes.evidence.span)]
            yield finding(FindingKind.SELF_CONTRADICTION, Severity.HIGH, places, says)
            break


def _not_done_and_done(no: Claim, yes: Claim) -> bool:
    """Did not do it, and did it, in much the same words."""
    if no.stance is not Stance.DECLINED or yes.stance is not Stance.DONE:
        return False
    return _opposed(no, yes) and _same_act(no, yes)


def _nobody_and_some(no: Claim, yes: Claim) -> bool:
    """No country has done it, and so many countries have."""
    if yes.quantity is None or yes.stance not in _FIRM or (no.action, yes.actor.code) != (yes.action, "GROUP"):
        return False
    if yes.conditions or yes.quantity.quantity.value < 1 or no.evidence.span.meets(yes.evidence.span):
        return False
    if no.target and yes.target and no.target.code != yes.target.code:
        return False
    return no.actor.code == "GROUP" and _PATTERNS["nobody"].search(no.evidence.text) is not None


_PAIRS: tuple[Callable[[Claim, Claim], bool], ...] = (
    _not_done_and_done,
    _nobody_and_some,
)
"""Each says whether the first claim denies what the second says."""


def stance_conflicts(shelf: Shelf) -> Iterator[Candidate]:
    """Independent reports that tell opposite stances of one actor on one undertaking and day, without conditions.

    Firm against declined, and backing against opposing. Where one side has the actor's own word, that is proposed; else
    nothing decides it, and the later report carries the finding.
    """
    for pledge in shelf.pledges:
        place = 0
        by_day: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in pledge.claims:
            day = _day_of(shelf, claim)
            if day and not claim.conditions:
                by_day[day].append(claim)
        for day in sorted(by_day):
            if not _may_conflict({claim.stance for claim in by_day[day]}):
                continue
            pair = next(
                (
                    (one, other)
                    for one, other in product(by_day[day], repeat=2)
                    if shelf.origin[one.report] != shelf.origin[other.report] and _cannot_both_hold(one, other)
                ),
                None,
            )
            if pair is not None:
                place += 1
                found = _conflict(shelf, pledge.actor, day, *pair)
                yield Candidate("stance_conflicts", pledge.id, found, (), f"{pledge_order(pledge)}\0{place:06}")


def _may_conflict(stances: set[Stance]) -> bool:
    return (Stance.DECLINED in stances and bool(stances & _FIRM)) or stances >= {Stance.BACKS, Stance.OPPOSES}


def _conflict(shelf: Shelf, actor: str, day: str, one: Claim, other: Claim) -> Finding:
    def weight(claim: Claim) -> tuple[bool, tuple[object, ...]]:
        own = voice_of(claim, shelf.readings[claim.report].clues.officials) is Voice.OWN
        return not own, shelf.order(claim.report)

    right, wrong = sorted((one, other), key=weight)
    own = [claim for claim in (right, wrong) if not weight(claim)[0]]
    says = (
        f"{wrong.report} tells {actor} as {wrong.stance} on {day}, "
        f"{right.report}, which does not draw on the same original, as {right.stance}."
    )
    if own == [right]:
        says = f"{says[:-1]} in {actor}'s own word."
    places = [shelf.place(claim.report, claim.evidence.span) for claim in (wrong, right)]
    proposal = str(right.stance) if own == [right] else ""
    return finding(FindingKind.STANCE_CONFLICT, Severity.MEDIUM, places, says, proposal)


def _day_of(shelf: Shelf, claim: Claim) -> str:
    """The day on which the stance was voiced, else that of the report; empty where neither is known to the day."""
    doubt = shelf.doubts.get(claim.report)
    if claim.said is not None and (doubt is None or claim.said.when != doubt.when):
        return claim.said.when.iso if claim.said.when.precision == "day" else ""
    day = shelf.days.get(claim.report)
    return day.isoformat() if day else ""


def _cannot_both_hold(one: Claim, other: Claim) -> bool:
    """Firm against declined, or backing against opposing, with nothing that tells two things apart."""
    if {one.stance, other.stance} == {Stance.BACKS, Stance.OPPOSES}:
        return _one_thing(one, other)
    return _opposed(one, other) and _one_thing(one, other)


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


def _one_thing(one: Claim, other: Claim) -> bool:
    """One actor, action and target, and not two things, sums or counts."""
    if (one.actor.code, one.action) != (other.actor.code, other.action) or one.actor.code == "GROUP":
        return False
    if one.target and other.target and one.target.code != other.target.code:
        return False
    if one.amounts and other.amounts and one.amounts[0].amount != other.amounts[0].amount:
        return False
    if one.quantity and other.quantity and one.quantity.quantity.value != other.quantity.quantity.value:
        return False
    if one.domains and other.domains and not set(one.domains) & set(other.domains):
        return False
    mine, theirs = named_things(one), named_things(other)
    return not mine or not theirs or bool(mine & theirs)


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
