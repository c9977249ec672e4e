"""The review queue: twenty claims at a time, each with its sentence, the reading, the reason, and what to decide."""

from typing import Any

from pledgebook.model import Action, Decision, Stance
from pledgebook.publish import records, views
from pledgebook.web.answers import Page
from pledgebook.web.asking import Ask
from pledgebook.web.decisions import FIELDS, last_about, standing
from pledgebook.web.desk import Desk
from pledgebook.web.pages.pledge import decision_record
from pledgebook.web.reviewing import Queued, agreements, of_lines, queue, verdicts
from pledgebook.web.sight import Sight, claim_as_read

SIZE = 20
COLUMNS = (
    *("claim", "report", "actor", "stance", "action", "target", "confidence", "doubt", "importance", "priority"),
    *("because", "pledge", "evidence"),
)


def review(ask: Ask, desk: Desk, sight: Sight, by: str) -> Page:
    """The claims that wait for a person; JSON and CSV give all of them."""
    decisions = desk.decisions()
    judged = verdicts(standing(decisions))
    second = ask.one("queue") == "second"
    waiting = [] if desk.read_only else queue(sight, judged, by, second)
    only = ask.one("report")
    if only:
        waiting = [one for one in waiting if one.line.report == only]
    pledge = sight.shelf.pledges.get(ask.one("pledge"))
    if pledge is not None:
        lines = [line for report in pledge.reports for line in sight.lines_of(report)]
        waiting = of_lines([line for line in lines if sight.pledge_of(line) == pledge.id], sight)
    shown = [_view(one, sight) for one in waiting[: None if pledge else SIZE]]
    return Page(
        template="review.html",
        shown={
            "here": "/review",
            "by": by,
            "second": second,
            "waiting": len(waiting),
            "shown": shown,
            "judged": sum(bool(verdict) for verdict in judged.values()),
            "mine": sum(by in verdict for verdict in judged.values()),
            "agreements": agreements(judged),
            "seen": {one["claim"].id: last_about(decisions, one["claim"].id) for one in shown},
            "fields": tuple(FIELDS),
            "pledge": pledge,
            "pledge_seen": last_about(decisions, pledge.id) if pledge else "",
            "mergeable": [
                other
                for other in sight.ledgered.pledges
                if pledge and other.actor == pledge.actor and other is not pledge
            ],
            "stances": list(Stance),
            "actions": list(Action),
            "latest": [_told(decision) for decision in reversed(decisions[-12:])],
            "undone": {about for decision in decisions if decision.kind == "undo" for about in decision.about},
            "shelf": sight.shelf,
        },
        columns=COLUMNS,
        rows=(_row(one, sight) for one in waiting),
        more={
            "waiting": len(waiting),
            "agreements": records.record(agreements(judged)),
            "decisions": [decision_record(decision) for decision in decisions],
        },
        writes=True,
    )


def _view(one: Queued, sight: Sight) -> dict[str, Any]:
    claim = claim_as_read(sight, one.line.id)
    assert claim is not None
    report = sight.texts[claim.report]
    return {
        "queued": one,
        "claim": claim,
        "view": views.claim_view(claim, report, sight.shelf.reports[claim.report]),
        "pledge": sight.pledge_of(one.line),
    }


def _told(decision: Decision) -> dict[str, Any]:
    return {**decision_record(decision), "kind": decision.kind.value}


def _row(one: Queued, sight: Sight) -> dict[str, Any]:
    report, start, end = one.line.place
    return {
        "claim": one.line.id,
        "report": report,
        "actor": one.line.actor,
        "stance": one.line.stance.value,
        "action": one.line.action.value,
        "target": one.line.target,
        "confidence": round(one.line.confidence, 3),
        "doubt": round(one.doubt, 3),
        "importance": one.importance,
        "priority": round(one.priority, 3),
        "because": one.because,
        "pledge": sight.pledge_of(one.line),
        "evidence": sight.texts[report].text[start:end],
    }
