"""The overview: what the arrangement is, the matrix of stances, what is new, what is wrong, how far it is met."""

from typing import Any

from pledgebook.model import Assessment
from pledgebook.publish import records, views
from pledgebook.publish.rows import PledgeRow
from pledgebook.web.answers import Page
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.pages.supposing import supposed_in
from pledgebook.web.sight import Sight

COLUMNS = (
    *("actor", "actor_name", "action", "stance", "since", "conditional", "origins", "claims", "pledge"),
    *("others", "target"),
)


def overview(ask: Ask, desk: Desk, sight: Sight) -> Page:
    """The book at a glance; its rows are the cells of the matrix."""
    book = sight.overview
    recent = views.of_last_days(sight.changes)
    assessment: Assessment | None = None
    if desk.arrangement is not None:
        assessment = supposed_in(ask, desk, sight).assessment
    return Page(
        template="overview.html",
        shown={
            "here": "/",
            "book": book,
            "shelf": sight.shelf,
            "recent": recent,
            "arrangement": desk.arrangement,
            "assessment": assessment,
            "requirements": views.requirement_views(assessment) if assessment else (),
        },
        columns=COLUMNS,
        rows=[_cell(cell.pledge, cell.others) for line in book.matrix.rows for cell in line.cells if cell is not None],
        more={
            "title": desk.title,
            "arrangement": desk.arrangement.name if desk.arrangement else None,
            "reports": len(book.reports),
            "originals": book.originals,
            "claims": book.claims,
            "pledges": len(book.pledges),
            "actors": book.actors,
            "findings": {severity.value: number for severity, number in book.severities},
            "first": book.first,
            "last": book.last,
            "changes": records.record(recent),
            "requirements": records.record(views.requirement_rows(assessment)) if assessment else [],
        },
    )


def _cell(row: PledgeRow, others: int) -> dict[str, Any]:
    return {
        "actor": row.actor,
        "actor_name": row.actor_name,
        "action": row.action.value,
        "stance": row.stance.value,
        "since": row.since,
        "conditional": "yes" if row.conditions else "no",
        "origins": row.origins,
        "claims": row.claims,
        "pledge": row.id,
        "others": others,
        "target": row.target,
    }
