"""The commands that list: pledges, claims, findings, origins, conditions, sources."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.options import Command
from pledgebook.model import Action, ConditionKind, FindingKind, Ledgered, Reading, Severity, Stance

if TYPE_CHECKING:
    from pledgebook import ledger
    from pledgebook.publish.selection import Selection


@contextmanager
def opened(path: Path) -> Iterator["ledger.Book"]:
    """The book of a command, closed when it is done."""
    from pledgebook.ledger import open_book

    with open_book(path, create=False) as book:
        yield book


def worked_out(book: "ledger.Book", as_of: str | None, known_by: str | None) -> Ledgered:
    """What the book says, as of a day and as known by a time."""
    from pledgebook.pipeline import work_out

    return work_out(book, as_of=options.day(as_of), known_by=options.moment(known_by))


def readings(book: "ledger.Book", as_of: str | None, known_by: str | None) -> Callable[[], Iterator[Reading]]:
    """The readings of the same view, given anew at each call."""
    from pledgebook.pipeline import readings_of

    return lambda: readings_of(book, as_of=options.day(as_of), known_by=options.moment(known_by))


def nothing(book: "ledger.Book", what: str) -> str:
    """What to say where a list is empty."""
    if not book.length():
        return f"the book {book.path} is empty; read reports into it: pledgebook read FOLDER --book {book.path}"
    return f"no {what} in the book {book.path} fits; leave out an option"


def _select(
    book: "ledger.Book",
    actor: list[str] | None,
    action: list[str] | None,
    stance: list[str] | None,
    target: list[str] | None,
    condition: list[str] | None,
    report: list[str] | None,
    limit: int | None,
) -> "Selection":
    from pledgebook.publish.rows import actors_of
    from pledgebook.publish.selection import Selection

    def in_book() -> frozenset[str]:
        return actors_of(claim for reading in book.readings() for claim in reading.claims)

    return Selection(
        actors=options.actors("--actor", actor, in_book),
        actions=options.codes(Action, "--action", action),
        stances=options.codes(Stance, "--stance", stance),
        targets=options.actors("--target", target, in_book),
        conditions=options.codes(ConditionKind, "--condition", condition),
        reports=tuple(report or ()),
        limit=limit,
    )


def _pledges(
    book: options.Book = options.DEFAULT_BOOK,
    actor: options.Actors = None,
    action: options.Actions = None,
    stance: options.Stances = None,
    target: options.Targets = None,
    condition: options.Conditions = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    limit: options.Limit = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
    as_jsonl: options.AsJsonl = False,
) -> None:
    form = output.form(as_json, as_csv, as_jsonl)
    with opened(book) as held:
        selection = _select(held, actor, action, stance, target, condition, None, limit)
        from pledgebook.pipeline import pledges_of
        from pledgebook.publish import records, rows, tables

        pledges = pledges_of(held, selection.actors, as_of=options.day(as_of), known_by=options.moment(known_by))
        listing = output.Listing(records.columns_of(rows.PledgeRow), records.record, tables.pledges)
        found = selection.pledges(rows.pledge_rows(pledges))
        output.emit(listing, found, form, nothing(held, "pledge"))


def _claims(
    book: options.Book = options.DEFAULT_BOOK,
    actor: options.Actors = None,
    action: options.Actions = None,
    stance: options.Stances = None,
    target: options.Targets = None,
    condition: options.Conditions = None,
    report: options.Reports = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    limit: options.Limit = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
    as_jsonl: options.AsJsonl = False,
) -> None:
    form = output.form(as_json, as_csv, as_jsonl)
    with opened(book) as held:
        selection = _select(held, actor, action, stance, target, condition, report, limit)
        from pledgebook.publish import records, tables

        listing = output.Listing(records.CLAIM_COLUMNS, records.claim_record, tables.claims)
        kept = readings(held, as_of, known_by)
        found = selection.claims(claim for reading in kept() for claim in reading.claims)
        output.emit(listing, found, form, nothing(held, "claim"))


def _findings(
    book: options.Book = options.DEFAULT_BOOK,
    kind: options.Kinds = None,
    severity: Annotated[
        list[str] | None, typer.Option("--severity", metavar="GRADE", help="Only these: high, medium, low.")
    ] = None,
    report: options.Reports = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    limit: options.Limit = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
    as_jsonl: options.AsJsonl = False,
) -> None:
    form = output.form(as_json, as_csv, as_jsonl)
    with opened(book) as held:
        from pledgebook.pipeline import findings_in
        from pledgebook.publish import records, rows, tables
        from pledgebook.publish.selection import Selection

        selection = Selection(
            kinds=options.codes(FindingKind, "--kind", kind),
            severities=options.codes(Severity, "--severity", severity),
            reports=tuple(report or ()),
            limit=limit,
        )
        findings = findings_in(held, as_of=options.day(as_of), known_by=options.moment(known_by))
        listing = output.Listing(records.columns_of(rows.FindingRow), records.record, tables.findings)
        found = selection.findings(rows.finding_rows(findings))
        output.emit(listing, found, form, nothing(held, "finding"))


def _origins(
    book: options.Book = options.DEFAULT_BOOK,
    report: options.Reports = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    limit: options.Limit = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
    as_jsonl: options.AsJsonl = False,
) -> None:
    form = output.form(as_json, as_csv, as_jsonl)
    with opened(book) as held:
        from pledgebook.publish import records, rows, tables
        from pledgebook.publish.selection import Selection

        ledgered = worked_out(held, as_of, known_by)
        listing = output.Listing(records.columns_of(rows.OriginRow), records.record, tables.origins)
        found = Selection(reports=tuple(report or ()), limit=limit).origins(rows.origin_rows(ledgered.origins))
        output.emit(listing, found, form, nothing(held, "origin"))


def _conditions(
    book: options.Book = options.DEFAULT_BOOK,
    kind: options.Kinds = None,
    actor: options.Actors = None,
    action: options.Actions = None,
    stance: options.Stances = None,
    target: options.Targets = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    limit: options.Limit = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
    as_jsonl: options.AsJsonl = False,
) -> None:
    form = output.form(as_json, as_csv, as_jsonl)
    with opened(book) as held:
        selection = _select(held, actor, action, stance, target, kind, None, limit)
        from pledgebook.pipeline import pledges_of
        from pledgebook.publish import records, rows, tables

        pledges = pledges_of(held, selection.actors, as_of=options.day(as_of), known_by=options.moment(known_by))
        listing = output.Listing(records.columns_of(rows.ConditionRow), records.record, tables.conditions)
        found = selection.hanging(rows.condition_rows(pledges))
        output.emit(listing, found, form, nothing(held, "condition"))


def _sources(
    book: options.Book = options.DEFAULT_BOOK,
    report: options.Reports = None,
    outlet: Annotated[
        list[str] | None, typer.Option("--outlet", help="Only outlets with these words in their name.")
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option("--language", metavar="CODE", help="Only reports in these: en, fr, uk ...")
    ] = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    limit: options.Limit = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
    as_jsonl: options.AsJsonl = False,
) -> None:
    form = output.form(as_json, as_csv, as_jsonl)
    with opened(book) as held:
        from pledgebook.publish import records, rows, tables
        from pledgebook.publish.selection import Selection

        selection = Selection(
            reports=tuple(report or ()),
            outlets=tuple(outlet or ()),
            languages=tuple(language or ()),
            limit=limit,
        )
        ledgered = worked_out(held, as_of, known_by)
        kept = readings(held, as_of, known_by)
        listing = output.Listing(records.columns_of(rows.ReportRow), records.record, tables.reports)
        output.emit(listing, selection.sources(rows.report_rows(kept(), ledgered)), form, nothing(held, "report"))


PLEDGES = Command(
    "pledges",
    _pledges,
    "List pledges: who holds what stance, on what condition, since when, from how many independent originals.",
    (
        "pledges",
        "pledges --actor Germany --action deploy",
        "pledges --stance weighing,declined --as-of 2025-09-01",
        "pledges --condition ceasefire --csv > ceasefire.csv",
    ),
)
CLAIMS = Command(
    "claims",
    _claims,
    "List claims: each report's word that an actor holds a stance, with the sentence that says so.",
    ("claims --actor CAN", "claims --report seed-001 --json", "claims --jsonl > claims.jsonl"),
)
FINDINGS = Command(
    "findings",
    _findings,
    "List what is wrong with reports or between them: impossible dates, amounts and counts that differ, wrong titles.",
    ("findings", "findings --severity high", "findings --kind impossible_date,amount_slip --json"),
)
ORIGINS = Command(
    "origins",
    _origins,
    "List which reports go back to one original text, and why.",
    ("origins", "origins --report seed-001", "origins --json"),
)
CONDITIONS = Command(
    "conditions",
    _conditions,
    "List what pledges hang on, by kind of condition, in the reports' words.",
    ("conditions", "conditions --kind ceasefire", "conditions --actor DEU --csv"),
)
SOURCES = Command(
    "sources",
    _sources,
    "List the reports of the book: outlet, date, language, how many claims, findings and copies.",
    ("sources", "sources --outlet Reuters", "sources --language fr,uk --json"),
)
