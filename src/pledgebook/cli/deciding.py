"""``pledgebook decide``: a person's word about claims, pledges, reports and findings; ``decisions`` lists them."""

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.lists import opened
from pledgebook.cli.options import Command
from pledgebook.model import Decision, DecisionKind, Span

if TYPE_CHECKING:
    from pledgebook.deciding import Desk, Word

By = Annotated[
    str | None,
    typer.Option(
        "--by",
        envvar="PLEDGEBOOK_BY",
        metavar="NAME",
        help="Who decides; your login name unless said.",
        show_default=False,
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.", show_default=False)]
_Claims = Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Ids as 'pledgebook claims' lists them.")]
_Findings = Annotated[list[str], typer.Argument(metavar="FINDING...", help="Ids as 'pledgebook findings' lists them.")]
_Reports = Annotated[list[str], typer.Argument(metavar="REPORT...", help="Ids as 'pledgebook sources' lists them.")]
_Field = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="Another field: 'amounts=CA$1 billion', 'said=2025-09-04'."),
]


@contextmanager
def _desk(book: Path, by: str | None, reason: str) -> "Iterator[tuple[Desk, Word]]":
    """The desk at a book, and who decides now and why."""
    from pledgebook.deciding import Desk, Word

    with opened(book) as held:
        yield Desk(held), Word(whoever(by), options.clock(), reason)


def whoever(by: str | None) -> str:
    """The name given, else the login name; empty where the system tells none."""
    if by:
        return by
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _tell(decision: Decision, what: str, book: Path) -> None:
    where = "" if book == options.DEFAULT_BOOK else f" --book {book}"
    typer.echo(f"{decision.id}: {what}, by {decision.by}; to take it back: pledgebook decide undo {decision.id}{where}")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _confirm(claims: _Claims, book: options.Book = options.DEFAULT_BOOK, by: By = None, reason: Reason = "") -> None:
    with _desk(book, by, reason) as (desk, word):
        _tell(desk.judge_claims(DecisionKind.CONFIRM, claims, word), f"{_listed(claims)} confirmed", book)


def _reject(claims: _Claims, book: options.Book = options.DEFAULT_BOOK, by: By = None, reason: Reason = "") -> None:
    with _desk(book, by, reason) as (desk, word):
        _tell(desk.judge_claims(DecisionKind.REJECT, claims, word), f"{_listed(claims)} rejected", book)


def _correct(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Its id as 'pledgebook claims' lists it.")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="A field of the codebook: stance, actor, amounts ...")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it should hold; none to empty it.")],
    book: options.Book = options.DEFAULT_BOOK,
    by: By = None,
    reason: Reason = "",
) -> None:
    with _desk(book, by, reason) as (desk, word):
        decision = desk.correct(claim, field, value, word)
        _tell(decision, f"{decision.field} of {claim} corrected to {value}", book)


def _add(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Its id as 'pledgebook sources' lists it.")],
    words: Annotated[str | None, typer.Option(metavar="TEXT", help="The sentence, copied from the report.")] = None,
    start: Annotated[int | None, typer.Option(min=0, metavar="N", help="Where the sentence begins instead.")] = None,
    end: Annotated[int | None, typer.Option(min=1, metavar="N", help="Where it ends, that character left out.")] = None,
    actor: Annotated[str, typer.Option(metavar="CODE", help="Who: CAN, Canada or NATO.", show_default=False)] = "",
    stance: Annotated[str, typer.Option(metavar="STANCE", help="What it holds.", show_default=False)] = "",
    action: Annotated[str, typer.Option(metavar="ACTION", help="Towards what.", show_default=False)] = "",
    target: Annotated[str, typer.Option(metavar="CODE", help="For or against whom.", show_default=False)] = "",
    others: _Field = None,
    book: options.Book = options.DEFAULT_BOOK,
    by: By = None,
    reason: Reason = "",
) -> None:
    place = _place(words, start, end)
    fields = {"actor": actor, "stance": stance, "action": action, "target": target, **_fields(others)}
    with _desk(book, by, reason) as (desk, word):
        decision = desk.add(report, place, fields, word)
        _tell(decision, f"claim {decision.about[0]} added to {report}", book)


def _place(words: str | None, start: int | None, end: int | None) -> str | Span:
    if words is not None and start is None and end is None:
        return words
    if words is None and start is not None and end is not None and start < end:
        return Span(start, end)
    raise typer.BadParameter(
        "say which words of the report: --words 'Canada will send ...', or --start 120 --end 245 (the first before the second)"
    )


def _fields(given: list[str] | None) -> dict[str, str]:
    found = {}
    for one in given or ():
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(f"--set takes a field, '=' and a value, not {one!r}; for example said=2025-09-04")
        found[name.strip()] = value
    return found


def _merge(
    pledges: Annotated[list[str], typer.Argument(metavar="PLEDGE...", help="Ids as 'pledgebook pledges' lists them.")],
    book: options.Book = options.DEFAULT_BOOK,
    by: By = None,
    reason: Reason = "",
) -> None:
    with _desk(book, by, reason) as (desk, word):
        _tell(desk.merge(pledges, word), f"{_listed(pledges)} are one pledge", book)


def _split(claims: _Claims, book: options.Book = options.DEFAULT_BOOK, by: By = None, reason: Reason = "") -> None:
    with _desk(book, by, reason) as (desk, word):
        _tell(desk.split(claims, word), f"{_listed(claims)} make a pledge of their own", book)


def _same_origin(
    reports: _Reports, book: options.Book = options.DEFAULT_BOOK, by: By = None, reason: Reason = ""
) -> None:
    with _desk(book, by, reason) as (desk, word):
        decision = desk.judge_origin(DecisionKind.SAME_ORIGIN, reports, word)
        _tell(decision, f"{_listed(reports)} go back to one original", book)


def _other_origins(
    reports: _Reports, book: options.Book = options.DEFAULT_BOOK, by: By = None, reason: Reason = ""
) -> None:
    with _desk(book, by, reason) as (desk, word):
        decision = desk.judge_origin(DecisionKind.OTHER_ORIGINS, reports, word)
        _tell(decision, f"{_listed(reports)} go back to different originals", book)


def _dismiss(
    findings: _Findings, book: options.Book = options.DEFAULT_BOOK, by: By = None, reason: Reason = ""
) -> None:
    with _desk(book, by, reason) as (desk, word):
        _tell(desk.judge_findings(DecisionKind.DISMISS, findings, word), f"{_listed(findings)} dismissed", book)


def _accept(findings: _Findings, book: options.Book = options.DEFAULT_BOOK, by: By = None, reason: Reason = "") -> None:
    with _desk(book, by, reason) as (desk, word):
        _tell(desk.judge_findings(DecisionKind.ACCEPT, findings, word), f"{_listed(findings)} accepted", book)


def _undo(
    decisions: Annotated[
        list[str], typer.Argument(metavar="DECISION...", help="Ids as 'pledgebook decisions' lists them.")
    ],
    book: options.Book = options.DEFAULT_BOOK,
    by: By = None,
    reason: Reason = "",
) -> None:
    with _desk(book, by, reason) as (desk, word):
        _tell(desk.undo(decisions, word), f"{_listed(decisions)} undone", book)


def _decisions(
    book: options.Book = options.DEFAULT_BOOK,
    known_by: options.KnownBy = None,
    limit: options.Limit = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
    as_jsonl: options.AsJsonl = False,
) -> None:
    form = output.form(as_json, as_csv, as_jsonl)
    with opened(book) as held:
        from pledgebook.deciding import kept_decisions
        from pledgebook.publish import decision_rows, decision_tables, records

        rows = decision_rows.decision_rows(kept_decisions(held, options.moment(known_by)))
        columns = records.columns_of(decision_rows.DecisionRow)
        listing = output.Listing(columns, records.record, decision_tables.decisions)
        nothing = f"nobody has decided anything in the book {held.path} yet; see 'pledgebook decide --help'"
        output.emit(listing, rows[-limit:] if limit else rows, form, nothing)


def _command(name: str, run: Callable[..., None], told: str, *examples: str) -> Command:
    return Command(name, run, told, tuple(f"decide {name} {example}" for example in examples))


DECIDE = (
    _command(
        "confirm",
        _confirm,
        "Confirm claims: they are certain from now on.",
        "3f1c0a9b2d4e",
        "3f1c0a9b2d4e 77ab12cd34ef --by Ana",
    ),
    _command(
        "reject",
        _reject,
        "Reject claims: they are left out of all that is worked out.",
        "3f1c0a9b2d4e --reason 'the minister spoke of another country'",
    ),
    _command(
        "correct",
        _correct,
        "Correct one field of a claim: actor, actor_text, stance, action, target, addressee, domains, items, quantity, "
        "amounts, conditions, with, speaker, outlet, said or due. Words must stand in the report.",
        "3f1c0a9b2d4e stance weighing --reason 'he said might'",
        "3f1c0a9b2d4e amounts 'EUR 2500000000'",
        "3f1c0a9b2d4e conditions 'ceasefire: once the guns fall silent'",
        "3f1c0a9b2d4e due none",
    ),
    _command(
        "add",
        _add,
        "Add a claim that was missed, by its exact words or their place in the report.",
        "seed-001 --words 'Canada will send two radars.' --actor CAN --stance committed --action arm --target UKR",
        "seed-001 --start 120 --end 245 --actor NATO --stance willing --action train --set 'said=2025-09-04'",
    ),
    _command("merge", _merge, "Make one pledge of several of one actor.", "can-arm-ukr can-arm-ukr-2"),
    _command("split", _split, "Take claims out of their pledge and make one of their own of them.", "3f1c0a9b2d4e"),
    _command(
        "same-origin", _same_origin, "Say that reports go back to one original, so that they count once.", "a-001 b-007"
    ),
    _command("other-origins", _other_origins, "Say that reports do not go back to one original.", "a-001 b-007"),
    _command(
        "dismiss",
        _dismiss,
        "Dismiss findings as false alarms; a date found impossible is then taken as true.",
        "9c2e4f6a8b0d --reason 'he was back in office by then'",
    ),
    _command(
        "accept",
        _accept,
        "Accept findings as right, so that others need not look into them again.",
        "9c2e4f6a8b0d --reason 'checked with the ministry'",
    ),
    _command("undo", _undo, "Take decisions back; an undo can be undone too.", "d7 --reason 'wrong claim'"),
)
"""What can be decided."""

DECISIONS = Command(
    "decisions",
    _decisions,
    "List what people decided, by whom, when and why, and what of it is in force, undone or adrift.",
    ("decisions", "decisions --known-by 2025-09-05", "decisions --csv > decisions.csv"),
)

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for command in DECIDE:
    app.command(command.name, help=command.help, short_help=command.short_help, epilog=command.epilog)(command.run)


@app.callback(
    short_help="Decide about claims, pledges, reports and findings",
    epilog="\b\nExamples:\n  pledgebook decide correct 3f1c0a9b2d4e stance weighing\n  pledgebook decide undo d7",
)
def _decide() -> None:
    """Decide about claims, pledges, reports and findings: confirm, reject, correct, add, merge, split, dismiss.

    Nothing that was read is changed: a decision is kept beside it, with who took it, when and why, and applied whenever
    the book is read. 'pledgebook decisions' lists them, --known-by shows the book before them.
    """
