"""What people decided, applied when the book is read: the records stay as they are."""

import json
from collections.abc import Iterable
from dataclasses import replace

from pledgebook.model import Action, Claim, Decision, DecisionKind, Party, Reading, Stance


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no later one has undone, oldest first; an ``undo`` can itself be undone."""
    undone: set[str] = set()
    kept: list[Decision] = []
    for decision in sorted(decisions, key=lambda one: (one.at, one.id), reverse=True):
        if decision.id and decision.id in undone:
            continue
        if decision.kind is DecisionKind.UNDO:
            undone.update(decision.about)
        else:
            kept.append(decision)
    return tuple(reversed(kept))


def latest_readings(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """One reading for each report, the one learnt last, sorted by report."""
    latest: dict[str, Reading] = {}
    for reading in readings:
        other = latest.get(reading.report.id)
        if other is None or (reading.learnt, reading.extractor) > (other.learnt, other.extractor):
            latest[reading.report.id] = reading
    return tuple(latest[report] for report in sorted(latest))


def apply_to_claims(readings: Iterable[Reading], decisions: Iterable[Decision]) -> tuple[Reading, ...]:
    """Leave out rejected claims, make confirmed ones certain, and put corrected fields in place."""
    rejected: set[str] = set()
    confirmed: set[str] = set()
    corrections: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.kind is DecisionKind.REJECT:
            rejected.update(decision.about)
            confirmed.difference_update(decision.about)
        elif decision.kind is DecisionKind.CONFIRM:
            confirmed.update(decision.about)
            rejected.difference_update(decision.about)
        elif decision.kind is DecisionKind.CORRECT:
            for claim in decision.about:
                corrections.setdefault(claim, []).append(decision)
    if not rejected and not confirmed and not corrections:
        return tuple(readings)
    return tuple(
        replace(
            reading,
            claims=tuple(
                _decided(claim, confirmed, corrections) for claim in reading.claims if claim.id not in rejected
            ),
        )
        for reading in readings
    )


def _decided(claim: Claim, confirmed: set[str], corrections: dict[str, list[Decision]]) -> Claim:
    corrected = claim
    for decision in corrections.get(claim.id, ()):
        corrected = _corrected(corrected, decision.field, json.loads(decision.value))
    if claim.id in confirmed or corrected is not claim:
        corrected = replace(corrected, confidence=1.0)
    return corrected


def _corrected(claim: Claim, field: str, value: str | None) -> Claim:
    """One coded field as a person gave it; the words of the report stay as they were read."""
    if field == "stance" and value:
        return replace(claim, stance=Stance(value))
    if field == "action" and value:
        return replace(claim, action=Action(value))
    if field == "actor" and value:
        return replace(claim, actor=replace(claim.actor, code=value))
    if field in {"target", "addressee"}:
        before = claim.target if field == "target" else claim.addressee
        party = None if value is None else replace(before, code=value) if before else Party(value)
        return replace(claim, target=party) if field == "target" else replace(claim, addressee=party)
    return claim


def dismissed(decisions: Iterable[Decision]) -> frozenset[str]:
    """Ids of the findings that a person has dismissed."""
    return frozenset(
        finding for decision in decisions if decision.kind is DecisionKind.DISMISS for finding in decision.about
    )
