"""``pledgebook totals``: how much was announced, committed, allocated and delivered, and what was left out of it."""

from collections.abc import Iterable
from typing import Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.lists import nothing, opened, worked_out
from pledgebook.cli.options import Command
from pledgebook.model import Definition

_SCHEMES = {
    "kiel": (Definition.COMMITTED, Definition.ALLOCATED, Definition.DELIVERED),
    "fts": (Definition.FTS_PLEDGED, Definition.FTS_COMMITTED, Definition.FTS_PAID),
}
_DEFAULT = (Definition.ANNOUNCED, *_SCHEMES["kiel"])


def _totals(
    book: options.Book = options.DEFAULT_BOOK,
    definition: Annotated[
        list[str] | None,
        typer.Option(
            "--definition",
            metavar="NAME",
            help="What counts: announced, committed, allocated, delivered, fts_pledged, fts_committed, fts_paid; "
            "kiel or fts for the three of each. Default: announced and kiel.",
        ),
    ] = None,
    actor: options.Actors = None,
    target: options.Targets = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    removals: Annotated[bool, typer.Option("--removals", help="Show each sum left out, and why.")] = False,
    counted: Annotated[bool, typer.Option("--counted", help="Show each sum that is counted.")] = False,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
) -> None:
    if removals and counted:
        raise typer.BadParameter("--removals and --counted are two lists; give one of them")
    form = output.form(as_json, as_csv)
    wanted = _definitions(definition)
    with opened(book) as held:
        from pledgebook.publish.rows import actors_of

        def in_book() -> frozenset[str]:
            return actors_of(claim for reading in held.readings() for claim in reading.claims)

        actors = options.actors("--actor", actor, in_book)
        targets = options.actors("--target", target, in_book)
        ledgered = worked_out(held, as_of, known_by)
        empty = nothing(held, "pledge with or without a sum")

    from pledgebook import reconcile
    from pledgebook.publish import records, totals_tables, views

    view = views.totals_view(reconcile.total_up(ledgered, wanted, frozenset(actors), frozenset(targets)), wanted)
    if removals:
        listing = output.Listing(records.columns_of(views.RemovedRow), records.record, totals_tables.removed)
        output.emit(listing, view.removed, form, "no sum is left out of these totals")
    elif counted:
        listing = output.Listing(records.columns_of(views.CountedRow), records.record, totals_tables.counted)
        output.emit(listing, view.counted, form, empty)
    else:
        rows = [row for row in view.totals if row.pledges or row.unknown]
        listing = output.Listing(
            records.columns_of(views.TotalRow), records.record, lambda _: totals_tables.by_actor(view)
        )
        output.emit(listing, rows, form, empty)


def _definitions(words: Iterable[str] | None) -> tuple[Definition, ...]:
    """The definitions meant, each once, in the order given."""
    found: list[Definition] = []
    for word in words or ():
        for part in filter(None, (piece.strip().lower() for piece in word.split(","))):
            found += _SCHEMES.get(part) or options.codes(Definition, "--definition", [part])
    return tuple(dict.fromkeys(found)) or _DEFAULT


TOTALS = Command(
    "totals",
    _totals,
    "Add up the sums of pledges by actor under named definitions: each sum once, in its currency and in euro.",
    (
        "totals",
        "totals --definition fts --target Ukraine",
        "totals --definition committed --removals",
        "totals --actor Canada --counted --as-of 2025-09-01",
        "totals --csv > totals.csv",
    ),
)
