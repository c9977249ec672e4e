"""One pledge: its stance over time, what it hangs on, what becomes of it, and every claim with its sentence."""

from difflib import get_close_matches
from typing import Any

from pledgebook.assess import life_as_dict
from pledgebook.errors import NotFoundError
from pledgebook.model import Decision, Pledge, PledgeState, When
from pledgebook.publish import records, rows, views
from pledgebook.web.answers import Page
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.pages.supposing import supposed_in
from pledgebook.web.sight import Sight

COLUMNS = (*records.CLAIM_COLUMNS, "dated", "voice")


def pledge(ask: Ask, desk: Desk, sight: Sight, wanted: str) -> Page:
    """One pledge; its rows are its claims."""
    found = sight.shelf.pledges.get(wanted)
    if found is None:
        near = get_close_matches(wanted, list(sight.shelf.pledges)[:20_000], n=3, cutoff=0.5)
        raise NotFoundError("pledge", wanted, tuple(near))
    page = page_of(found, sight)
    about = {found.id, *(claim.id for claim in found.claims)}
    places = {(claim.report, claim.evidence.span.start, claim.evidence.span.end) for claim in found.claims}
    about |= {line.id for report in found.reports for line in sight.lines_of(report) if line.place in places}
    decided = [decision for decision in desk.decisions() if about.intersection(decision.about)]
    state = _state(ask, desk, sight, found.id)
    return Page(
        template="pledge.html",
        shown={
            "here": "/ledger",
            "page": page,
            "shelf": sight.shelf,
            "decided": decided,
            "state": state,
            "arrangement": desk.arrangement,
        },
        columns=COLUMNS,
        rows=(_claim(view) for view in page.claims),
        more={
            "pledge": records.record(rows.pledge_row(found)),
            "state": state.state.value if state else None,
            "because": [reason.says for reason in state.because] if state else [],
            "life": life_as_dict(state.life) if state and state.life else None,
            "findings": [finding.id for finding in page.findings],
            "decisions": [decision_record(decision) for decision in decided],
        },
    )


def page_of(pledge: Pledge, sight: Sight) -> views.PledgePage:
    """What the page and the chart of a pledge show; its last stance is drawn up to the last day of the book."""
    last = sight.overview.last
    return views.pledge_page(pledge, sight.shelf, sight.texts, When(last).latest if last else None)


def _claim(view: views.ClaimView) -> dict[str, Any]:
    return {**records.claim_record(view.claim), "dated": view.said, "voice": list(view.voice)}


def _state(ask: Ask, desk: Desk, sight: Sight, pledge_id: str) -> PledgeState | None:
    if desk.arrangement is None:
        return None
    found = supposed_in(ask, desk, sight).assessment
    return next((state for state in found.pledges if state.pledge == pledge_id), None)


def decision_record(decision: Decision) -> dict[str, Any]:
    """A decision as plain values."""
    return {
        "id": decision.id,
        "kind": decision.kind.value,
        "about": list(decision.about),
        "by": decision.by,
        "at": decision.at.isoformat(timespec="seconds"),
        "reason": decision.reason,
        "field": decision.field,
        "value": decision.value,
    }
