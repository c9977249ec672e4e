"""The commands that write files, ``site`` and ``export``, and ``story``: all that was worked out as one JSON object."""

from pathlib import Path
from typing import Annotated

import typer

from pledgebook import __version__
from pledgebook.cli import options
from pledgebook.cli.lists import nothing, opened, readings, worked_out
from pledgebook.cli.options import Command
from pledgebook.cli.output import note


def _site(
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where the pages go.")],
    book: options.Book = options.DEFAULT_BOOK,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Name of the book on its pages.")] = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
) -> None:
    from pledgebook.publish.site import SiteWords, write_site

    with opened(book) as held:
        if not held.length():
            note(nothing(held, "report"))
        view = "".join(f", {words} {given}" for words, given in (("as of", as_of), ("known by", known_by)) if given)
        words = SiteWords(title or book.stem, f"Made by Pledgebook {__version__} from {book.name}{view}.")
        number = write_site(to, worked_out(held, as_of, known_by), readings(held, as_of, known_by)(), words)
    typer.echo(f"{number} pages; open {to / 'index.html'}")


def _export(
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where the files go.")],
    book: options.Book = options.DEFAULT_BOOK,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
) -> None:
    from pledgebook.publish.export import write_export

    with opened(book) as held:
        ledgered = worked_out(held, as_of, known_by)
        written = write_export(to, ledgered, readings(held, as_of, known_by), held.decisions(options.moment(known_by)))
    for name, lines in written.items():
        typer.echo(f"{to / name}  {lines}")


def _story(
    book: options.Book = options.DEFAULT_BOOK,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON; the only form there is.")] = True,  # noqa: ARG001
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
) -> None:
    import json

    from pledgebook.publish.story import story

    with opened(book) as held:
        typer.echo(json.dumps(story(worked_out(held, as_of, known_by)), ensure_ascii=False, indent=2))


SITE = Command(
    "site",
    _site,
    "Write static pages that need no server and no network: an overview, the ledger, one page a pledge and a report.",
    ("site --to site/", "site --to site/ --title 'Guarantees for Ukraine' --book ukraine.book"),
)
EXPORT = Command(
    "export",
    _export,
    "Write claims.csv, pledges.csv, findings.csv, reports.csv and book.jsonl.",
    ("export --to out/", "export --to out/ --as-of 2025-09-01"),
)
STORY = Command(
    "story",
    _story,
    "Print what is true across the reports as one JSON object: origins, findings, dates, pledges.",
    ("story --json > story.json",),
)
