"""``pledgebook serve``: the book in a browser, on this machine unless told otherwise."""

from typing import Annotated

import typer

from pledgebook.cli import options
from pledgebook.cli.options import Command


def _serve(
    book: options.Book = options.DEFAULT_BOOK,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="Port; 0 takes a free one.")] = 8000,
    host: Annotated[
        str, typer.Option(metavar="HOST", help="Where to listen; 0.0.0.0 lets others in, who need no password.")
    ] = "127.0.0.1",
    read_only: Annotated[bool, typer.Option("--read-only", help="Refuse every change, for publishing.")] = False,
    arrangement: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="What pledges are measured by: a TOML file or a shipped arrangement."),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Name of the book on its pages.")] = None,
    reviewer: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who decides, until the browser says otherwise.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="A further name it is reached by, behind a proxy.")
    ] = None,
) -> None:
    from pledgebook.web.serving import serve

    serve(
        book,
        host=host,
        port=port,
        read_only=read_only,
        arrangement=arrangement,
        title=title or "",
        reviewer=reviewer or "",
        names=tuple(name or ()),
        ready=lambda address: typer.echo(f"{book} is open at {address}   (stop with Ctrl+C)"),
    )


SERVE = Command(
    "serve",
    _serve,
    "Open the book in a browser: overview, ledger, pledges, reports, findings, timeline, what if, review, import.",
    (
        "serve --book ukraine.book",
        "serve --book ukraine.book --arrangement my-arrangement.toml --port 8010",
        "serve --book ukraine.book --read-only --host 0.0.0.0 --name book.example.org",
    ),
)
