"""The story as one JSON object: origins, findings, dates and pledges, as programs that compare stories read it."""

from typing import Any

from pledgebook.model import Claim, Finding, Ledgered
from pledgebook.publish.taken_down import told


def story(ledgered: Ledgered) -> dict[str, Any]:
    """What was worked out, in plain values.

    A report alone in its origin is left out of ``origins``. A finding lies with the report of its first
    place; ``other_reports`` are those of the other places. ``dates`` holds each report's worked-out date.
    """
    return {
        "origins": [list(origin.reports) for origin in ledgered.origins if len(origin.reports) > 1],
        "findings": [_finding(finding) for finding in ledgered.findings],
        "dates": {dating.report: dating.worked_out.iso for dating in ledgered.datings if dating.worked_out is not None},
        "pledges": [
            {
                "key": pledge.id,
                "actor": pledge.actor,
                "action": str(pledge.action),
                "target": pledge.target,
                "stance": str(pledge.stance),
                "stance_over_time": [
                    [at.when.iso if at.when else None, str(at.stance), str(at.turn) if at.turn else None]
                    for at in pledge.history
                ],
                "part_of": pledge.part_of,
                "replaces": pledge.replaces,
                "renews": pledge.renews,
                "delivers": pledge.delivers,
                "origins": pledge.origins,
                "claims": [_claim(claim) for claim in pledge.claims],
            }
            for pledge in ledgered.pledges
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    first = finding.places[0]
    others = dict.fromkeys(place.report for place in finding.places[1:] if place.report != first.report)
    return {
        "report": first.report,
        "kind": str(finding.kind),
        "evidence": told(first.text),
        "why": told(finding.says),
        "other_reports": list(others),
        "proposal": told(finding.proposal),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "report": claim.report,
        "actor": claim.actor.code,
        "action": str(claim.action),
        "stance": str(claim.stance),
        "evidence": told(claim.evidence.text),
    }
