"""``pledgebook changes``: what changed since a day, in a minute's reading."""

from datetime import UTC, datetime, time
from typing import Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.lists import nothing, opened
from pledgebook.cli.options import Command
from pledgebook.model import When

_SHOWN = 5


def _changes(
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="First day, month or year that counts.")],
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Last one; none unless said.")] = None,
    known: Annotated[
        bool, typer.Option("--known", help="Count when the book learnt a thing, not when it was said.")
    ] = False,
    book: options.Book = options.DEFAULT_BOOK,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help=f"Lines of each section; {_SHOWN} unless said.")
    ] = None,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, with every line.")] = False,
) -> None:
    import json

    if as_json and as_markdown:
        raise typer.BadParameter("only one of --json and --markdown at a time")
    with opened(book) as held:
        if not held.length():
            output.note(nothing(held, "report"))
        from pledgebook.pipeline import what_changed, what_was_learnt
        from pledgebook.publish import digest_text, records
        from pledgebook.publish.views.digest import digest

        if known:
            changed = what_was_learnt(held, beginning(since), options.moment(until))
        else:
            changed = what_changed(held, When(since), options.day(until))
    found = digest(changed, since, until, learnt=known)
    if as_json:
        typer.echo(json.dumps(records.record(found), ensure_ascii=False, indent=2))
    elif as_markdown:
        typer.echo(digest_text.markdown(found, limit or _SHOWN), nl=False)
    else:
        output.show(digest_text.terminal(found, limit or _SHOWN))


def beginning(text: str) -> datetime:
    """The beginning of a day, month or year; a time stands for itself, one without zone is UTC.

    Raises:
        DateFormatError: Any other form.

    Example:
        >>> beginning("2025-09").isoformat(timespec="seconds")
        '2025-09-01T00:00:00+00:00'
    """
    if len(text) > len("2025-09-03"):
        found = options.moment(text)
        if found is not None:
            return found
    return datetime.combine(When(text).earliest, time.min, UTC)


CHANGES = Command(
    "changes",
    _changes,
    "Tell what changed since a day: new pledges, stances that hardened, softened or were reversed, deliveries, conditions "
    "told to hold or not, new findings.",
    (
        "changes --since 2025-09-01",
        "changes --since 2025-09-01 --until 2025-09-07 --markdown > week.md",
        "changes --since 2025-09-08 --known",
    ),
)
