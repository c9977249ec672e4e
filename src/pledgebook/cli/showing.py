"""``pledgebook show``: one pledge with its whole history."""

from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.lists import opened, worked_out
from pledgebook.cli.naming import near_ids
from pledgebook.cli.options import Command
from pledgebook.errors import NotFoundError
from pledgebook.model import Ledgered, Life, Pledge

if TYPE_CHECKING:
    from pledgebook import ledger


def _show(
    pledge_id: Annotated[str, typer.Argument(metavar="PLEDGE_ID", help="As 'pledgebook pledges' lists it.")],
    book: options.Book = options.DEFAULT_BOOK,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    arrangement: Annotated[
        str | None,
        typer.Option(
            "--arrangement",
            metavar="NAME",
            help="Whose conditions it hangs on; unless said, the shipped one it is about.",
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    import json

    with opened(book) as held:
        ledgered = worked_out(held, as_of, known_by)
        pledge = pledge_named(pledge_id, ledgered)
        from pledgebook.assess import life_as_dict
        from pledgebook.publish import records, rows, tables, views
        from pledgebook.publish.life_words import stages_in_words

        name, life = _life(held, pledge, arrangement, as_of, known_by)
        if as_json:
            shown = {
                **records.record(rows.pledge_row(pledge)),
                "claims": [records.claim_record(claim) for claim in pledge.claims],
                "arrangement": name,
                "life": life_as_dict(life) if life else None,
            }
            typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
            return
        readings = [held.reading(report) for report in pledge.reports]
        shelf = views.shelve(ledgered, rows.report_rows(readings, ledgered))
        page = views.pledge_page(pledge, shelf, {reading.report.id: reading.report for reading in readings})
        output.show(tables.pledge(page, stages_in_words(life, name)))


def _life(
    held: "ledger.Book", pledge: Pledge, arrangement: str | None, as_of: str | None, known_by: str | None
) -> tuple[str, Life | None]:
    """The name of the arrangement, and the pledge's life under it; None where it undertakes nothing there."""
    from pledgebook.assess import fitting_arrangement, judge, lives, load_arrangement, suppose
    from pledgebook.pipeline import see

    loaded = load_arrangement(arrangement) if arrangement else fitting_arrangement(Ledgered(pledges=(pledge,)))
    day = options.day(as_of)
    on = day.latest if day else None
    seen = see(loaded, held, as_of=day, known_by=options.moment(known_by))
    known = suppose(seen.arrangement, ())
    judged = judge(seen.arrangement, seen.ledgered, known, as_of=on, decisions=seen.decisions)
    found = lives(judged, seen.arrangement, seen.ledgered, known, seen.breaches, as_of=on)
    return loaded.name, found.get(pledge.id)


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
    "Show one pledge's history: its stage (created, conditional, due, discharged, expired, violated, withdrawn) with every "
    "change, and each claim with outlet, date, speaker and the quoted sentence.",
    ("show can-deploy-ukr", "show can-deploy-ukr --as-of 2025-08-31", "show can-deploy-ukr --json"),
)
