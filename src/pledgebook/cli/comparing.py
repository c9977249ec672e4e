"""``pledgebook compare``: the options of an arrangement side by side, or its requirements scenario by scenario."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.lists import nothing, opened
from pledgebook.cli.naming import near_ids
from pledgebook.cli.options import Command
from pledgebook.errors import NotFoundError
from pledgebook.model import Ledgered

if TYPE_CHECKING:
    from pledgebook import ledger


def _compare(
    arrangement: Annotated[
        str, typer.Argument(metavar="ARRANGEMENT", help="A TOML file, or the name of a shipped arrangement.")
    ],
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[OPTION]...", help="Requirements and groups; the arrangement's options unless said."),
    ] = None,
    scenario: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A scenario of the arrangement; several make one column each."),
    ] = None,
    suppose: Annotated[
        list[str] | None, typer.Option(metavar="CONDITION=yes|no|unknown|0.4|0.3..0.6", help="Suppose this besides.")
    ] = None,
    focus: Annotated[
        str | None, typer.Option(metavar="OPTION", help="With --markdown: tell which single failure voids this one.")
    ] = None,
    book: options.Book = options.DEFAULT_BOOK,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print scenarios as Markdown, each figure with its pledges and words.")
    ] = False,
    unquoted: Annotated[
        list[str] | None,
        typer.Option(
            metavar="REPORT_ID",
            help="With --markdown: name this report by outlet and day and print none of its words; 'abc-*' for several.",
        ),
    ] = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
) -> None:
    from pledgebook import assess as stage
    from pledgebook.pipeline import see
    from pledgebook.publish import option_rows, option_tables, records

    form = output.form(as_json, as_csv)
    if (unquoted or focus) and not as_markdown:
        option = "--unquoted" if unquoted else "--focus"
        raise typer.BadParameter(f"{option} says what --markdown prints; add --markdown")
    if as_markdown and form is not output.Form.TABLE:
        raise typer.BadParameter("only one of --markdown, --json and --csv at a time")
    loaded = stage.load_arrangement(arrangement)
    pairs = [stage.parse_supposition(text) for text in suppose or ()]
    bases = [stage.scenario_named(loaded, name) for name in scenario or ()]
    supposed = [stage.suppose(loaded, pairs, base) for base in bases] or [stage.suppose(loaded, pairs)]
    with opened(book) as held:
        if not held.length():
            output.note(nothing(held, "pledge"))
        day = options.day(as_of)
        seen = see(loaded, held, as_of=day, known_by=options.moment(known_by))
        named_only = _named_only(held, unquoted or (), seen.ledgered)
    on = day.latest if day else None
    chosen = tuple(names or ())
    found = [
        stage.compare(
            *(seen.arrangement, seen.ledgered, one, (*chosen, *filter(None, [focus]))),
            as_of=on,
            decisions=seen.decisions,
            breaches=seen.breaches,
        )
        for one in supposed
    ]
    assessments = [one.assessment for one in found]
    if as_markdown:
        told = option_rows.scenarios_as_markdown(assessments, seen.ledgered, loaded, chosen, focus or "", named_only)
        typer.echo(told, nl=False)
    elif len(found) > 1:
        rows = option_rows.scenario_rows(assessments, chosen)
        columns = records.columns_of(option_rows.ScenarioRow)
        listing = output.Listing(columns, records.record, lambda _: option_tables.scenarios(assessments, chosen))
        output.emit(listing, rows, form, "")
    else:
        columns = records.columns_of(option_rows.OptionRow)
        listing = output.Listing(columns, records.record, lambda _: option_tables.comparison(found[0]))
        output.emit(listing, option_rows.option_rows(found[0]), form, "")


def _named_only(held: "ledger.Book", wanted: Sequence[str], ledgered: Ledgered) -> dict[str, str]:
    """The reports whose words are not printed, each with how it is named instead."""
    if not wanted:
        return {}
    from pledgebook.publish.option_rows import named_instead

    dated = {dating.report: dating.worked_out for dating in ledgered.datings}
    reports = [reading.report for reading in held.readings()]
    for pattern in wanted:
        if not any(fnmatchcase(report.id, pattern) for report in reports):
            raise NotFoundError("report", pattern, near_ids(pattern, [report.id for report in reports]))
    return {
        report.id: named_instead(report, dated.get(report.id))
        for report in reports
        if any(fnmatchcase(report.id, pattern) for pattern in wanted)
    }


COMPARE = Command(
    "compare",
    _compare,
    "Set options side by side: who backs and who opposes each, what it hangs on, how far it is met and what voids it. "
    "With several scenarios: each requirement in each of them.",
    (
        "compare ukraine-guarantees",
        "compare ukraine-guarantees tripwire-force observers --suppose ceasefire=yes --json",
        "compare ukraine-guarantees --scenario no-ceasefire --scenario ceasefire-without-us",
        "compare ukraine-guarantees --scenario as-known --scenario all-hold --focus land-force --markdown > worth.md",
    ),
)
