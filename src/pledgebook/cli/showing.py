"""``pledgebook show``: one pledge with its whole history."""

from typing import Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.lists import opened, worked_out
from pledgebook.cli.naming import near_ids
from pledgebook.cli.options import Command
from pledgebook.errors import NotFoundError
from pledgebook.model import Ledgered, Pledge


def _show(
    pledge_id: Annotated[str, typer.Argument(metavar="PLEDGE_ID", help="As 'pledgebook pledges' lists it.")],
    book: options.Book = options.DEFAULT_BOOK,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    as_json: options.AsJson = False,
) -> None:
    import json

    with opened(book) as held:
        ledgered = worked_out(held, as_of, known_by)
        pledge = pledge_named(pledge_id, ledgered)
        from pledgebook.publish import records, rows, tables, views

        if as_json:
            shown = {
                **records.record(rows.pledge_row(pledge)),
                "claims": [records.claim_record(claim) for claim in pledge.claims],
            }
            typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
            return
        readings = [held.reading(report) for report in pledge.reports]
        shelf = views.shelve(ledgered, rows.report_rows(readings, ledgered))
        page = views.pledge_page(pledge, shelf, {reading.report.id: reading.report for reading in readings})
        output.show(tables.pledge(page))


def pledge_named(pledge_id: str, ledgered: Ledgered) -> Pledge:
    """The pledge of that id.

    Raises:
        NotFoundError: There is none; names ids that come near.
    """
    found = next((pledge for pledge in ledgered.pledges if pledge.id == pledge_id), None)
    if found is None:
        raise NotFoundError("pledge", pledge_id, near_ids(pledge_id, [pledge.id for pledge in ledgered.pledges]))
    return found


SHOW = Command(
    "show",
    _show,
    "Show one pledge's history: each claim with outlet, date, speaker and the quoted sentence.",
    ("show can-deploy-ukr", "show can-deploy-ukr --as-of 2025-08-31", "show can-deploy-ukr --json"),
)
