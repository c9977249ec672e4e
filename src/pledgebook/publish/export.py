"""Writes a book as files that other programs open: four tables and the whole record."""

from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

from pledgebook.errors import BookError
from pledgebook.model import Decision, Ledgered, Reading
from pledgebook.publish import records, rows
from pledgebook.publish.csv_files import write_csv
from pledgebook.publish.jsonl import book_line


def write_export(
    folder: Path, ledgered: Ledgered, readings: Callable[[], Iterable[Reading]], decisions: Iterable[Decision]
) -> dict[str, int]:
    """Write claims.csv, pledges.csv, findings.csv, reports.csv and book.jsonl, and give back the lines of each.

    Args:
        folder: Where to; made if it is not there.
        ledgered: What was worked out from the book.
        readings: Gives the readings anew each time it is called, so that none need be held.
        decisions: What persons decided.

    Raises:
        BookError: The folder cannot be written.
    """
    tables = {
        "claims.csv": (
            records.CLAIM_COLUMNS,
            (records.claim_record(claim) for reading in readings() for claim in reading.claims),
        ),
        "pledges.csv": (records.columns_of(rows.PledgeRow), map(records.record, rows.pledge_rows(ledgered.pledges))),
        "findings.csv": (
            records.columns_of(rows.FindingRow),
            map(records.record, rows.finding_rows(ledgered.findings)),
        ),
        "reports.csv": (
            records.columns_of(rows.ReportRow),
            map(records.record, rows.report_rows(readings(), ledgered)),
        ),
    }
    written = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (columns, values) in tables.items():
            with (folder / name).open("w", encoding="utf-8", errors="replace", newline="") as stream:
                written[name] = write_csv(stream, columns, values)
        lines = 0
        with (folder / "book.jsonl").open("w", encoding="utf-8", errors="surrogatepass", newline="") as stream:
            for kept in chain[Reading | Decision](readings(), decisions):
                stream.write(book_line(kept) + "\n")
                lines += 1
    except OSError as problem:
        raise BookError(
            f"cannot write the export into {folder}: {problem.strerror}; name another folder with --to"
        ) from problem
    return {**written, "book.jsonl": lines}
