"""``pledgebook read``: reports into the book, and a summary of what became of them."""

import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.options import Command
from pledgebook.errors import ReadingError

if TYPE_CHECKING:
    from pledgebook.ingest import Source
    from pledgebook.model import Ledgered
    from pledgebook.pipeline import ReadSummary

_SHOWN = 20


def _read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders and http(s) addresses.")],
    book: options.Book = options.DEFAULT_BOOK,
    max_bytes: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Most bytes of one file or page; 5000000 unless said.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="How many processes read claims.")] = 1,
    fast: Annotated[
        bool,
        typer.Option(
            "--fast", help="Read more than twice as fast, with fewer claims right: the small encoder decides alone."
        ),
    ] = False,
) -> None:
    from pledgebook.extract import Extractor, Languages
    from pledgebook.ingest import MAX_BYTES, find_sources
    from pledgebook.ledger import open_book
    from pledgebook.pipeline import read_reports, work_out

    languages = Languages(Extractor(fast=fast))
    with open_book(book, create=True) as held:
        with _progress(find_sources(paths)) as (sources, progress):
            summary = read_reports(
                sources,
                held,
                languages,
                now=options.clock,
                progress=progress,
                max_bytes=max_bytes or MAX_BYTES,
                workers=workers,
            )
        if not summary.reports and not summary.known:
            raise _nothing_read(paths, summary)
        typer.echo(_what_was_read(summary, book, languages.wanting(summary.other_languages)))
        typer.echo(_what_the_book_says(work_out(held), book))
    if summary.failed:
        output.note(f"warning: {len(summary.failed)} could not be read; the reasons stand above")


@contextmanager
def _progress(sources: "Iterator[Source]") -> "Iterator[tuple[Iterator[Source], Callable[[Source], None] | None]]":
    """The sources and what is called with each: on a terminal a bar on standard error, else nothing."""
    if not sys.stderr.isatty():
        yield sources, None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    found = list(sources)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(found))

        def seen(source: "Source") -> None:
            bar.update(task, advance=1, description=source.shown[-60:])

        yield iter(found), seen


def _nothing_read(paths: list[str], summary: "ReadSummary") -> ReadingError:
    asked = paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"
    if not summary.skipped:
        return ReadingError(asked, "it holds no report", "name a folder or files with .txt, .html, .pdf, .json ...")
    first = (summary.failed or summary.skipped)[0]
    if len(summary.skipped) == 1:
        return ReadingError(first.source, first.why)
    return ReadingError(
        asked, f"none of {len(summary.skipped)} sources gave a report; the first, {first.source}: {first.why}"
    )


def _what_was_read(summary: "ReadSummary", book: Path, extras: Sequence[str] = ()) -> str:
    from pledgebook.publish.wording import counted

    known = f", {summary.known} were in it already" if summary.known else ""
    lines = [
        f"{counted(summary.reports, 'new report')} in {book}{known}; {counted(summary.claims, 'claim')} read from them"
    ]
    if summary.other_languages:
        languages = ", ".join(f"{language} {number}" for language, number in sorted(summary.other_languages.items()))
        number = sum(summary.other_languages.values())
        lines.append(f"{counted(number, 'report')} in another language kept but not read for claims: {languages}")
        lines += [
            f'  to read them: pip install "pledgebook[{extra}]", then pledgebook reread --book {book}'
            for extra in extras
        ]
    if summary.refused:
        refused = counted(summary.refused, "claim or clue", "claims or clues")
        lines.append(f"{refused} not kept: the words do not stand so in the report")
    if summary.skipped:
        lines.append(f"{len(summary.skipped)} skipped:")
        lines += [f"  {skipped.source}: {skipped.why}" for skipped in summary.skipped[:_SHOWN]]
        if len(summary.skipped) > _SHOWN:
            lines.append(f"  and {len(summary.skipped) - _SHOWN} more")
    return "\n".join(lines)


def _what_the_book_says(ledgered: "Ledgered", book: Path) -> str:
    from pledgebook.publish.wording import CONDITIONS, FINDINGS, counted

    pledges, originals, reports = ledgered.pledges, len(ledgered.origins), len(ledgered.datings)
    hanging = Counter(kind for pledge in pledges for kind in {condition.kind for condition in pledge.conditions})
    kinds = Counter(finding.kind for finding in ledgered.findings)
    where = "" if book == options.DEFAULT_BOOK else f" --book {book}"
    actors = counted(len({pledge.actor for pledge in pledges}), "state, body or group", "states, bodies and groups")
    lines = [
        "",
        f"The book now holds {counted(reports, 'report')} that tell of {counted(len(pledges), 'pledge')} by {actors}.",
        f"  originals   {originals}; the other {counted(reports - originals, 'report')} copy them"
        if reports > originals
        else f"  originals   {originals}; no report copies another",
    ]
    if hanging:
        listed = ", ".join(f"{CONDITIONS[kind]} {number}" for kind, number in hanging.most_common())
        lines.append(_wrapped("  hanging on  ", listed))
    if kinds:
        listed = ", ".join(f"{FINDINGS[kind]} {number}" for kind, number in kinds.most_common())
        lines.append(_wrapped("  findings    ", listed))
    lines += ["", f"Next: pledgebook pledges{where}   (also: conditions, findings, origins, sources, site --to site/)"]
    return "\n".join(lines)


def _wrapped(label: str, words: str) -> str:
    return textwrap.fill(label + words, 98, subsequent_indent=" " * len(label))


READ = Command(
    "read",
    _read,
    "Read reports into the book: .txt, .md, .html, .pdf, .json, .jsonl, .eml, .docx, folders of them and web "
    "addresses. A report that is in already is left alone. What cannot be read is named and skipped.",
    ("read reports/", "read reports/ more.pdf --book ukraine.book", "read https://example.org/story.html"),
)
