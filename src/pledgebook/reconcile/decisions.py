"""What people decided, applied when the book is read: the records stay as they are.

A decision about claims is tied to the claims as they were read, whatever later decisions make of them, and by report
and sentence where a newer extractor has read other claims (see anchoring).
"""

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pledgebook.model import (
    Action,
    Anchor,
    Claim,
    Decision,
    DecisionKind,
    Finding,
    FindingKind,
    Mention,
    Party,
    Reading,
    Stance,
)
from pledgebook.reconcile.anchoring import Anchorage, same_finding
from pledgebook.reconcile.corrections import corrected

_ON_CLAIMS = frozenset({DecisionKind.CONFIRM, DecisionKind.REJECT, DecisionKind.CORRECT})
_ON_FINDINGS = frozenset({DecisionKind.DISMISS, DecisionKind.ACCEPT})
_ON_PLEDGES = frozenset({DecisionKind.MERGE, DecisionKind.SPLIT})


@dataclass(frozen=True, slots=True)
class Settled:
    """The readings as people decided them, and what is still to be decided further on.

    Attributes:
        readings: One a report, sorted by it; claims rejected are gone, corrected ones corrected, added ones added.
        decisions: Those in force, oldest first; merges and splits name claims as they stand in the readings.
        adrift: Ids of those that nothing can be found for.
        read_as: For each claim that a decision changed, by its id, the claim as it was read.
    """

    readings: tuple[Reading, ...]
    decisions: tuple[Decision, ...] = ()
    adrift: tuple[str, ...] = ()
    read_as: Mapping[str, Claim] = field(default_factory=dict)


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no later one has undone, oldest first; an ``undo`` can itself be undone."""
    listed = sorted(decisions, key=_by_time)
    undone = undone_by(listed)
    return tuple(one for one in listed if one.kind is not DecisionKind.UNDO and (not one.id or one.id not in undone))


def undone_by(decisions: Iterable[Decision]) -> dict[str, str]:
    """For each decision that is undone the id of the one that undoes it."""
    undone: dict[str, str] = {}
    for decision in sorted(decisions, key=_by_time, reverse=True):
        if decision.kind is DecisionKind.UNDO and decision.id not in undone:
            for name in decision.about:
                undone.setdefault(name, decision.id)
    return undone


def _by_time(decision: Decision) -> tuple[object, ...]:
    """By time; of one instant in the order in which the book took them, ``d9`` before ``d10``."""
    return decision.at, len(decision.id), decision.id


def latest_readings(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """One reading for each report, the one learnt last, sorted by report."""
    latest: dict[str, Reading] = {}
    for reading in readings:
        other = latest.get(reading.report.id)
        if other is None or (reading.learnt, reading.extractor) > (other.learnt, other.extractor):
            latest[reading.report.id] = reading
    return tuple(latest[report] for report in sorted(latest))


def settle(readings: Iterable[Reading], decisions: Iterable[Decision] = ()) -> Settled:
    """Apply what people decided to what was read.

    Args:
        readings: What the book holds; of several readings of one report the one learnt last counts.
        decisions: What people decided; those undone by a later decision are left out.
    """
    standing = in_force(decisions)
    latest = latest_readings(readings)
    if not standing:
        return Settled(latest)
    by_report = {reading.report.id: reading for reading in latest}
    for decision in standing:
        if decision.kind is DecisionKind.ADD:
            _add(by_report, decision)
    anchorage = Anchorage({report: reading.claims for report, reading in by_report.items()})
    done = _Verdicts()
    adrift = [decision.id for decision in standing if not done.take(decision, anchorage)]
    settled = tuple(done.apply(reading) for reading in by_report.values())
    return Settled(
        readings=settled,
        decisions=tuple(_on_pledges(decision, anchorage) for decision in standing),
        adrift=tuple(adrift),
        read_as=done.read_as,
    )


@dataclass(slots=True)
class _Verdicts:
    """What decisions say of single claims, by the id under which each was read."""

    rejected: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    corrections: defaultdict[str, list[Decision]] = field(default_factory=lambda: defaultdict(list))
    read_as: dict[str, Claim] = field(default_factory=dict)

    def take(self, decision: Decision, anchorage: Anchorage) -> bool:
        """Take one decision; False where nothing is left of what it is about."""
        if decision.kind in _ON_PLEDGES:
            found = any(anchorage.about(decision, name) for name in decision.about)
            return found or not decision.anchors or not anchorage.is_lost(decision)
        if decision.kind not in _ON_CLAIMS:
            return True
        right = {decision.field: json.loads(decision.value)} if decision.kind is DecisionKind.CORRECT else None
        claims = {claim for name in decision.about for claim in anchorage.about(decision, name, right)}
        if decision.kind is DecisionKind.REJECT:
            self.rejected |= claims
            self.confirmed -= claims
        elif decision.kind is DecisionKind.CONFIRM:
            self.confirmed |= claims
            self.rejected -= claims
        else:
            for claim in claims:
                self.corrections[claim].append(decision)
        return bool(claims) or not anchorage.is_lost(decision)

    def apply(self, reading: Reading) -> Reading:
        """The reading with the claims as decided."""
        kept: list[Claim] = []
        changed = False
        for claim in reading.claims:
            name = claim.id
            if name in self.rejected:
                changed = True
                continue
            decided = claim
            for decision in self.corrections.get(name, ()):
                decided = corrected(decided, decision.field, json.loads(decision.value), reading.report.text)
            if name in self.confirmed or decided is not claim:
                decided = replace(decided, confidence=1.0, known_as=name)
                self.read_as[name] = claim
                changed = True
            kept.append(decided)
        return replace(reading, claims=tuple(kept)) if changed else reading


def _on_pledges(decision: Decision, anchorage: Anchorage) -> Decision:
    """A merge or split with the claims it means, by the ids that it names."""
    if decision.kind not in _ON_PLEDGES or not decision.anchors:
        return decision
    meant = [Anchor(name, "", claim=claim) for name in decision.about for claim in anchorage.about(decision, name)]
    return replace(decision, anchors=tuple(meant))


def _add(by_report: dict[str, Reading], decision: Decision) -> None:
    """Put a claim that was missed into its reading, unless a newer extractor has read it by now."""
    for anchor in decision.anchors:
        reading = by_report.get(anchor.report)
        if reading is None or anchor.span is None or anchor.span.end > len(reading.report.text):
            continue
        claim = added_claim(anchor, json.loads(decision.value), reading.report.text, decision.by)
        if any(_says_the_same(other, claim) for other in reading.claims):
            continue
        claims = sorted((*reading.claims, claim), key=lambda one: one.evidence.span)
        by_report[anchor.report] = replace(reading, claims=tuple(claims))


def added_claim(anchor: Anchor, fields: Mapping[str, Any], text: str, by: str) -> Claim:
    """The claim that a person found in a report, with its words taken from the text.

    Args:
        anchor: Where its sentence stands.
        fields: Its fields as ``corrected`` takes them; actor, stance and action must be among them.
        text: The report's text.
        by: Who found it.
    """
    if anchor.span is None:
        raise ValueError("a claim stands at a place in a report")
    claim = Claim(
        report=anchor.report,
        evidence=Mention(anchor.span.of(text), anchor.span),
        actor=Party(fields["actor"]),
        stance=Stance(fields["stance"]),
        action=Action(fields["action"]),
        extractor=by,
    )
    for name, value in fields.items():
        claim = corrected(claim, name, value, text)
    return claim


def _says_the_same(read: Claim, added: Claim) -> bool:
    return (
        (read.actor.code, read.action, read.stance) == (added.actor.code, added.action, added.stance)
        and (read.target and read.target.code) == (added.target and added.target.code)
        and {stated.amount for stated in read.amounts} == {stated.amount for stated in added.amounts}
        and read.evidence.span.meets(added.evidence.span)
    )


def trusted_dates(decisions: Iterable[Decision]) -> frozenset[str]:
    """Reports whose stated date a person holds true, against a finding that it is impossible."""
    return frozenset(
        anchor.report
        for decision in decisions
        if decision.kind is DecisionKind.DISMISS
        for anchor in decision.anchors
        if anchor.finding is FindingKind.IMPOSSIBLE_DATE
    )


def judged(findings: Sequence[Finding], decisions: Iterable[Decision]) -> tuple[Finding, ...]:
    """The findings that nobody has dismissed, those that somebody has accepted with the name; the latest word counts."""
    words: dict[str, Decision] = {}
    for decision in decisions:
        if decision.kind in {DecisionKind.DISMISS, DecisionKind.ACCEPT}:
            words.update(dict.fromkeys(same_finding(decision, findings), decision))
    kept = (finding for finding in findings if not _is(words, finding, DecisionKind.DISMISS))
    return tuple(
        replace(finding, accepted_by=words[finding.id].by) if finding.id in words else finding for finding in kept
    )


def _is(words: Mapping[str, Decision], finding: Finding, kind: DecisionKind) -> bool:
    return finding.id in words and words[finding.id].kind is kind


def leave_pledges_apart(decisions: Iterable[Decision]) -> bool:
    """Whether decisions in force speak of single reports alone, which their anchors name, and of origins.

    Not so merges and splits of pledges, and dismissals of a false delivery, which let it count again in its pledge.
    """
    for decision in decisions:
        named = {anchor.about for anchor in decision.anchors}
        if decision.kind in _ON_PLEDGES:
            return False
        if decision.kind in _ON_CLAIMS | _ON_FINDINGS and not named >= set(decision.about):
            return False
        if decision.kind is DecisionKind.DISMISS and any(
            anchor.finding is FindingKind.FALSE_DELIVERY for anchor in decision.anchors
        ):
            return False
    return True


def accepted_in_vain(
    findings: Sequence[Finding], decisions: Iterable[Decision], reports: Container[str]
) -> tuple[str, ...]:
    """Ids of the decisions that accept a finding which no longer arises, though its report is here."""
    return tuple(
        decision.id
        for decision in decisions
        if decision.kind is DecisionKind.ACCEPT
        and all(anchor.report in reports for anchor in decision.anchors)
        and not same_finding(decision, findings)
    )
