"""``pledgebook compare``: the options of an arrangement side by side, or its requirements scenario by scenario."""

from typing import Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.lists import nothing, opened
from pledgebook.cli.options import Command


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
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
) -> None:
    from pledgebook import assess as stage
    from pledgebook.pipeline import see
    from pledgebook.publish import option_rows, option_tables, records

    form = output.form(as_json, as_csv)
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
        told = option_rows.scenarios_as_markdown(assessments, seen.ledgered, loaded, chosen, focus or "")
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
