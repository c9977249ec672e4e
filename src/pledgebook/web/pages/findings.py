"""What is wrong with or between reports, both places side by side; dismissed and accepted findings with their reason."""

from pledgebook.model import DecisionKind, FindingKind, Severity
from pledgebook.publish import records, rows, views
from pledgebook.publish.selection import Selection
from pledgebook.web.answers import Page
from pledgebook.web.asking import Ask
from pledgebook.web.decisions import last_about, standing
from pledgebook.web.desk import Desk
from pledgebook.web.pages.pledge import decision_record
from pledgebook.web.sight import Sight

SIZE = 25


def findings(ask: Ask, desk: Desk, sight: Sight) -> Page:
    """The findings asked for, the gravest first; JSON and CSV give all of them."""
    selection = Selection(
        kinds=ask.codes("kind", FindingKind),
        severities=ask.codes("severity", Severity),
        reports=ask.many("report"),
    )
    found = tuple(selection.findings(sight.overview.findings))
    wanted = ask.one("finding")
    if wanted:
        found = tuple(row for row in found if row.id == wanted)
    last_page = max(1, -(-len(found) // SIZE))
    number = ask.number("page", 1, most=last_page)
    shown = found[(number - 1) * SIZE : number * SIZE]
    decided = desk.decisions()
    in_force = standing(decided)
    dismissed = [one for one in in_force if one.kind is DecisionKind.DISMISS and not one.value]
    accepted = {about: one for one in in_force if one.kind is DecisionKind.ACCEPT for about in one.about}
    kinds = [(kind, sum(row.kind is kind for row in sight.overview.findings)) for kind in FindingKind]
    return Page(
        template="findings.html",
        shown={
            "here": "/findings",
            "found": found,
            "views": [views.finding_view(row, sight.shelf, sight.texts) for row in shown],
            "kinds": [(kind, count) for kind, count in kinds if count],
            "severities": sight.overview.severities,
            "number": number,
            "last_page": last_page,
            "dismissed": dismissed,
            "accepted": accepted,
            "seen": {row.id: last_about(decided, row.id) for row in shown},
            "shelf": sight.shelf,
        },
        columns=records.columns_of(rows.FindingRow),
        rows=map(records.record, found),
        more={
            "found": len(found),
            "dismissed": [decision_record(one) for one in dismissed],
            "accepted": sorted(row.id for row in found if row.id in accepted),
        },
        writes=True,
    )
