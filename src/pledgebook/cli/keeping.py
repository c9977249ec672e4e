"""The commands that keep a book up: ``reread`` with a newer extractor, ``redact`` a report."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.deciding import By, whoever
from pledgebook.cli.lists import opened
from pledgebook.cli.options import Command

if TYPE_CHECKING:
    from pledgebook.pipeline import RereadSummary

_SHOWN = 20


def _reread(
    report: options.Reports = None,
    book: options.Book = options.DEFAULT_BOOK,
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="How many processes read claims.")] = 1,
    fast: Annotated[bool, typer.Option("--fast", help="Read without the encoder, as 'read --fast' does.")] = False,
) -> None:
    from pledgebook.extract import Extractor, Languages
    from pledgebook.pipeline import reread, to_reread, work_out

    languages = Languages(Extractor(fast=fast))
    with opened(book) as held:
        wanted = to_reread(held, languages, report or ())
        if not wanted:
            typer.echo(f"nothing to read again: {languages.english.name} has read every report that it can")
            return
        found = (languages.of(held.reading(name).report.language) for name in wanted)
        readers = dict.fromkeys(reader.name for reader in found if reader is not None)
        adrift = set(work_out(held).adrift)
        with _bar(len(wanted)) as progress:
            summary = reread(held, languages, wanted, now=options.clock, progress=progress, workers=workers)
        typer.echo(_what_was_reread(summary, " and ".join(readers)))
        lost = [name for name in work_out(held).adrift if name not in adrift]
    if lost:
        output.note(f"warning: nothing is left of what {', '.join(lost)} decided about; see 'pledgebook decisions'")


def _what_was_reread(summary: "RereadSummary", readers: str) -> str:
    from pledgebook.publish.wording import counted

    lines = [
        f"{counted(summary.reports, 'report')} read again by {readers}; {counted(summary.claims, 'claim')}, "
        f"{summary.before} before"
    ]
    if summary.refused:
        refused = counted(summary.refused, "claim or clue", "claims or clues")
        lines.append(f"{refused} not kept: the words do not stand so in the report")
    if summary.failed:
        lines.append(f"{len(summary.failed)} could not be read again; what was read of them before stands:")
        lines += [f"  {failed.source}: {failed.why}" for failed in summary.failed[:_SHOWN]]
        lines += [f"  and {len(summary.failed) - _SHOWN} more"] if len(summary.failed) > _SHOWN else []
    return "\n".join(lines)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[str], None] | None]:
    """What is called with each report read: on a terminal a bar on standard error, else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def seen(report: str) -> None:
            bar.update(task, advance=1, description=report[-60:])

        yield seen


def _redact(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Its id as 'pledgebook sources' lists it.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; this stays.", show_default=False)] = "",
    book: options.Book = options.DEFAULT_BOOK,
    by: By = None,
) -> None:
    from pledgebook.deciding import Desk, Word

    with opened(book) as held:
        decision = Desk(held).redact(report, Word(whoever(by), options.clock(), reason))
    typer.echo(
        f"{decision.id}: the text of {report} was taken down by {decision.by}: {decision.reason}\n"
        "Its words are gone from the book and from what was worked out; backups, exports and sites made before keep them."
    )


REREAD = Command(
    "reread",
    _reread,
    "Read the reports of the book again with the present extractor: those that it has not read yet. Its claims stand in "
    "place of the earlier ones, which are kept; decisions go over to them.",
    ("reread", "reread --fast --workers 2"),
)
REDACT = Command(
    "redact",
    _redact,
    "Take a report's text down for good: every word of it goes; hash, codes, figures and places stay. "
    "This cannot be undone.",
    ("redact seed-001 --reason 'the publisher asked for it'",),
)
