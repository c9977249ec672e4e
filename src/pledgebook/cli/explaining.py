"""``pledgebook explain``: what was read from each sentence of one report, what was nearly read, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook import __version__
from pledgebook.cli import options, output
from pledgebook.cli.lists import opened
from pledgebook.cli.options import Command
from pledgebook.errors import BookError, ReadingError

if TYPE_CHECKING:
    from pledgebook.model import Report

_LISTED = 5


def _explain(
    report: Annotated[
        str,
        typer.Argument(
            metavar="REPORT",
            help="A report of the book, as 'pledgebook sources' lists it, or a file or address, read without a book.",
        ),
    ],
    book: options.Book = options.DEFAULT_BOOK,
    everything: Annotated[
        bool, typer.Option("--all", help="Every sentence, who was asked about, and all that spoke for each field.")
    ] = False,
    fast: Annotated[bool, typer.Option("--fast", help="As 'read --fast' reads it.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page that opens in any browser.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as one JSON object.")] = False,
) -> None:
    from pledgebook.extract import Extractor
    from pledgebook.publish.explained import explanation_view

    wanted = _wanted(report, book)
    explanation = Extractor(fast=fast).explain(wanted)
    if as_json:
        import json

        from pledgebook.publish.explained_page import explanation_record

        typer.echo(json.dumps(explanation_record(explanation), ensure_ascii=False, indent=2))
        return
    view = explanation_view(explanation, wanted)
    if html is not None:
        from pledgebook.publish.explained_page import explained_page

        _write(html, explained_page(view, f"Made by Pledgebook {__version__}."))
        typer.echo(f"open {html}")
        return
    from pledgebook.publish.explained_text import explained

    output.show(explained(view, everything=everything))


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8", errors="replace")
    except OSError as problem:
        raise BookError(f"cannot write {path}: {problem.strerror}; name another file with --html") from problem


def _wanted(name: str, book: Path) -> "Report":
    """The report that a user names: of a file or an address if there is one of that name, else of the book.

    Raises:
        ReadingError: It cannot be read, was taken down, or is in a language that is not read.
        NotFoundError: The book has none of that id.
    """
    from pledgebook.extract.languages import UNKNOWN
    from pledgebook.model import is_blank

    if "://" in name or Path(name).exists():
        found = _from_source(name)
    else:
        if not book.exists():
            why = "there is no such file, and no book to look it up in"
            raise ReadingError(name, why, "name a file, or a report of a book with --book")
        with opened(book) as held:
            found = held.reading(name).report
    if found.language not in ("en", UNKNOWN):
        raise ReadingError(
            name, f"its language is '{found.language}', whose reading is not explained", "name one in English"
        )
    if is_blank(found.text):
        raise ReadingError(name, "it was taken down", "name a report whose text the book still has")
    return found


def _from_source(name: str) -> "Report":
    from pledgebook.ingest import Skipped, find_sources, read_source

    found = [item for source in find_sources([name]) for item in read_source(source)]
    reports = [item for item in found if not isinstance(item, Skipped)]
    if len(reports) == 1:
        return reports[0]
    if not reports:
        raise ReadingError(
            name, found[0].why if found and isinstance(found[0], Skipped) else "it holds no report", "name one report"
        )
    ids = ", ".join(report.id for report in reports[:_LISTED]) + (", ..." if len(reports) > _LISTED else "")
    raise ReadingError(
        name, f"it holds {len(reports)} reports: {ids}", "read it into a book and name one of them with --book"
    )


EXPLAIN = Command(
    "explain",
    _explain,
    "Explain how one report was read: each claim with the chances, the words and the weights that made it, and what was "
    "nearly read and why it was not kept.",
    ("explain globe-pulse", "explain report.html", "explain report.txt --all", "explain report.txt --html why.html"),
)
