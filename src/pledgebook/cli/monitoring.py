"""The commands that follow a cease-fire: ``incidents``, ``triggers`` and ``monitor``."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.deciding import By, Reason
from pledgebook.cli.lists import nothing, opened, worked_out
from pledgebook.cli.naming import near_ids
from pledgebook.cli.options import Command
from pledgebook.cli.ruling import decider, tell
from pledgebook.errors import NotFoundError
from pledgebook.model import Decision, DecisionKind, Incident, IncidentStatus, Truth, When

if TYPE_CHECKING:
    from pledgebook import ledger
    from pledgebook.pipeline import Standpoint
    from pledgebook.publish import incident_rows

For = Annotated[
    str | None,
    typer.Option(
        "--arrangement",
        metavar="NAME",
        help="Whose cease-fire and guarantees; unless said, the shipped one that most pledges of the book are about.",
    ),
]
_KINDS = {"--verify": DecisionKind.VERIFY, "--dispute": DecisionKind.DISPUTE, "--dismiss": DecisionKind.DISMISS}


def seen_by(held: "ledger.Book", arrangement: str | None, as_of: str | None, known_by: str | None) -> "Standpoint":
    """The arrangement that is named, or that fits the book, as it is known on a day."""
    from pledgebook.assess import fitting_arrangement, load_arrangement
    from pledgebook.pipeline import see

    loaded = load_arrangement(arrangement) if arrangement else fitting_arrangement(worked_out(held, None, None))
    return see(loaded, held, as_of=options.day(as_of), known_by=options.moment(known_by))


def _incidents(
    incident: Annotated[
        str | None, typer.Argument(metavar="[INCIDENT_ID]", help="One incident, with each side's version.")
    ] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Decide that it happened as told.")] = False,
    dispute: Annotated[bool, typer.Option("--dispute", help="Decide that it is in dispute.")] = False,
    dismiss: Annotated[bool, typer.Option("--dismiss", help="Decide that it did not happen.")] = False,
    by: By = None,
    reason: Reason = "",
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="From when the decision counts; today unless said.")
    ] = None,
    actor: options.Actors = None,
    status: Annotated[
        list[str] | None, typer.Option("--status", metavar="STATUS", help="Only these: reported, verified ...")
    ] = None,
    arrangement: For = None,
    book: options.Book = options.DEFAULT_BOOK,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
    as_jsonl: options.AsJsonl = False,
) -> None:
    form = output.form(as_json, as_csv, as_jsonl)
    chosen = [kind for (_, kind), given in zip(_KINDS.items(), (verify, dispute, dismiss), strict=True) if given]
    with opened(book) as held:
        if chosen:
            decision, what = _decide(held, incident, chosen, by, reason, on)
            tell(decision, what, book)
            return
        from pledgebook.publish import incident_rows, incident_tables, records

        seen = seen_by(held, arrangement, as_of, known_by)
        if incident is not None:
            one = _named(incident, seen.incidents)
            (row,) = incident_rows.incident_rows([one], seen.breaches)
            if form is output.Form.TABLE:
                output.show(incident_tables.incident(row))
                return
            rows: tuple[incident_rows.IncidentRow, ...] = (row,)
        else:
            actors = options.actors("--actor", actor, lambda: frozenset(one.actor for one in seen.incidents))
            statuses = options.codes(IncidentStatus, "--status", status)
            kept = [one for one in seen.incidents if not actors or one.actor in actors]
            kept = [one for one in kept if not statuses or one.status in statuses]
            rows = incident_rows.incident_rows(kept, seen.breaches)
        columns = records.columns_of(incident_rows.IncidentRow)[:-1]  # without the versions, which are no cell
        output.emit(
            output.Listing(columns, records.record, incident_tables.incidents), rows, form, nothing(held, "incident")
        )


def _decide(
    held: "ledger.Book", incident: str | None, chosen: list[DecisionKind], by: str | None, reason: str, on: str | None
) -> tuple[Decision, str]:
    """Keep the decision, and give it back with what it says."""
    from pledgebook.assess import incident_decision
    from pledgebook.pipeline import incidents_of

    if incident is None or len(chosen) > 1:
        raise typer.BadParameter(
            "a decision names one incident and one of --verify, --dispute and --dismiss, "
            "for example 'pledgebook incidents rus-attack-kharkiv-2026-03-09 --verify --by \"A. Analyst\"'"
        )
    one = _named(incident, incidents_of(held))
    counts_from: date = When(on).earliest if on else options.clock().date()
    decision = incident_decision(chosen[0], one, counts_from, by=decider(by), at=options.clock(), reason=reason)
    became = {"verify": "verified", "dispute": "disputed", "dismiss": "dismissed"}[chosen[0].value]
    return held.decide(decision), f"{one.id} is {became} from {counts_from.isoformat()} on"


def _named(wanted: str, incidents: tuple[Incident, ...]) -> Incident:
    for one in incidents:
        if one.id == wanted:
            return one
    raise NotFoundError("incident", wanted, near_ids(wanted, [one.id for one in incidents]))


def _triggers(
    arrangement: For = None,
    book: options.Book = options.DEFAULT_BOOK,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
) -> None:
    from pledgebook.assess import find_triggers
    from pledgebook.publish import incident_rows, incident_tables, records

    form = output.form(as_json, as_csv)
    with opened(book) as held:
        seen = seen_by(held, arrangement, as_of, known_by)
    day = options.day(as_of)
    found = find_triggers(
        seen.arrangement, seen.ledgered, seen.breaches, as_of=day.latest if day else None, decisions=seen.decisions
    )
    active = {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}
    rows = [
        incident_rows.obligation_row(one.condition, active[one.truth], one.breaches, obligation)
        for one in found
        for obligation in one.obligations
    ]
    if form is output.Form.TABLE:
        output.note(f"{seen.arrangement.name}: {seen.arrangement.title}")
        output.show(incident_tables.triggers(found, rows))
        return
    listing = output.Listing(records.columns_of(incident_rows.ObligationRow), records.record, lambda _: "")
    output.emit(listing, rows, form, "")


def _monitor(
    day: Annotated[
        str | None, typer.Option("--day", metavar="DATE", help="The day, month or year; today unless said.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, metavar="N", help="So many days up to that one.")] = 1,
    arrangement: For = None,
    book: options.Book = options.DEFAULT_BOOK,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    as_csv: options.AsCsv = False,
    as_json: options.AsJson = False,
) -> None:
    import json

    from pledgebook.publish import incident_rows, incident_tables, records
    from pledgebook.publish.csv_files import write_csv

    if as_markdown + as_csv + as_json > 1:
        raise typer.BadParameter("only one of --markdown, --csv and --json at a time")
    asked = When(day) if day else When.of_day(options.clock().date())
    last = asked.latest
    if asked.precision != "day":
        days = max(days, (last - asked.earliest).days + 1)
    with opened(book) as held:
        seen = seen_by(held, arrangement, as_of, known_by)
    found = incident_rows.monitoring(seen.incidents, last, days, seen.breaches)
    if as_markdown:
        typer.echo(incident_tables.monitoring_as_markdown(found), nl=False)
    elif as_csv:
        columns = records.columns_of(incident_rows.CountRow)
        write_csv(sys.stdout, ("first", "last", *columns), [_count_record(found, row) for row in found.counts])
    elif as_json:
        told = {"first": found.first.isoformat(), "last": found.last.isoformat()}
        told |= {name: records.record(getattr(found, name)) for name in ("counts", "incidents", "dismissed", "undated")}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        output.show(incident_tables.monitoring(found))


def _count_record(found: "incident_rows.Monitoring", row: "incident_rows.CountRow") -> dict[str, object]:
    from pledgebook.publish import records

    return {"first": found.first.isoformat(), "last": found.last.isoformat(), **records.record(row)}


INCIDENTS = Command(
    "incidents",
    _incidents,
    "List incidents: reported uses of force, each told once, with each side's version and how far it is verified. "
    "A person can verify, dispute or dismiss one.",
    (
        "incidents",
        "incidents --status verified,disputed --as-of 2026-03-10",
        "incidents rus-attack-kharkiv-2026-03-09",
        "incidents rus-attack-kharkiv-2026-03-09 --verify --by 'A. Analyst' --reason 'report of the monitors'",
    ),
)
TRIGGERS = Command(
    "triggers",
    _triggers,
    "List whose obligations a verified breach sets off: what each guarantor promised, on what further conditions, and "
    "who must still decide.",
    ("triggers", "triggers --arrangement ukraine-guarantees --as-of 2026-03-10", "triggers --json"),
)
MONITOR = Command(
    "monitor",
    _monitor,
    "Print the monitoring report of a day: incidents by side, type and place, and how many are verified.",
    ("monitor --day 2026-03-09", "monitor --day 2026-03-15 --days 7 --markdown", "monitor --day 2026-03-09 --csv"),
)
