"""Finds again what a decision is about: the claim itself, else the one that a newer reading has in its place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pledgebook.model import Anchor, Claim, Decision, Finding, Span


class Anchorage:
    """The claims of a view as they were read, by id and by report.

    Attributes:
        reports: The reports of the view, also those without a claim.
    """

    def __init__(self, claims_of: Mapping[str, Iterable[Claim]]) -> None:
        """Take the claims, by report."""
        self.reports = frozenset(claims_of)
        self._by_report: defaultdict[str, list[tuple[str, Claim]]] = defaultdict(list)
        self._ids: set[str] = set()
        for report, claims in claims_of.items():
            for claim in claims:
                name = claim.id
                self._ids.add(name)
                self._by_report[report].append((name, claim))

    def claim(self, anchor: Anchor, corrected: Mapping[str, str] | None = None) -> str | None:
        """The id of the claim that an anchor holds to; None if there is none.

        That with the anchor's own id, else of the same report the one whose sentence overlaps most among those
        with the same actor and action; of several the one that agrees in stance, target and sums.

        Args:
            anchor: What to look for.
            corrected: Fields that the decision puts right: a newer reading that has them right already is meant too.
        """
        if anchor.claim in self._ids:
            return anchor.claim
        if anchor.span is None or anchor.action is None:
            return None
        right = corrected or {}
        actors = {anchor.actor, right.get("actor", anchor.actor)}
        actions = {str(anchor.action), right.get("action", str(anchor.action))}
        near = [
            ((overlap(anchor.span, claim.evidence.span), *_agreement(anchor, claim)), -place, name)
            for place, (name, claim) in enumerate(self._by_report.get(anchor.report, ()))
            if claim.actor.code in actors and str(claim.action) in actions and claim.evidence.span.meets(anchor.span)
        ]
        return max(near)[2] if near else None

    def about(self, decision: Decision, name: str, corrected: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """Ids of the claims that one of the ids in ``decision.about`` stands for, in order, as far as there are any."""
        anchors = [anchor for anchor in decision.anchors if anchor.about == name]
        if not anchors:
            return (name,) if name in self._ids else ()
        found = (self.claim(anchor, corrected) for anchor in anchors)
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def is_lost(self, decision: Decision) -> bool:
        """Whether nothing of what a decision is about can be found, though its reports are here."""
        return all(anchor.report in self.reports for anchor in decision.anchors)


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _agreement(anchor: Anchor, claim: Claim) -> tuple[bool, bool, bool]:
    target = claim.target.code if claim.target else ""
    sums = tuple(stated.amount for stated in claim.amounts)
    return sums == anchor.amounts, claim.stance is anchor.stance, target == anchor.target


def same_finding(decision: Decision, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Ids of the findings that a decision is about: those with its ids, else of the kind and report at its place."""
    listed = list(findings)
    known = {finding.id for finding in listed}
    meant: list[str] = []
    for name in decision.about:
        if name in known:
            meant.append(name)
            continue
        for anchor in decision.anchors:
            if anchor.about == name:
                meant += [finding.id for finding in listed if _is_at(finding, anchor)]
    return tuple(dict.fromkeys(meant))


def _is_at(finding: Finding, anchor: Anchor) -> bool:
    first = finding.places[0]
    if finding.kind is not anchor.finding or first.report != anchor.report:
        return False
    if first.span is None or anchor.span is None:
        return first.span is anchor.span
    return first.span.meets(anchor.span)
