"""``pledgebook assess``: what an arrangement is worth in a scenario."""

from typing import Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.lists import nothing, opened, worked_out
from pledgebook.cli.options import Command


def _assess(
    arrangement: Annotated[
        str, typer.Argument(metavar="ARRANGEMENT", help="A TOML file, or the name of a shipped arrangement.")
    ],
    scenario: Annotated[str | None, typer.Option(metavar="NAME", help="A scenario of the arrangement.")] = None,
    suppose: Annotated[
        list[str] | None, typer.Option(metavar="CONDITION=yes|no|unknown", help="Suppose this besides.")
    ] = None,
    book: options.Book = options.DEFAULT_BOOK,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    as_json: options.AsJson = False,
) -> None:
    import json

    from pledgebook import assess as stage

    loaded = stage.load_arrangement(arrangement)
    base = stage.scenario_named(loaded, scenario) if scenario else None
    supposed = stage.suppose(loaded, [stage.parse_supposition(text) for text in suppose or ()], base)
    with opened(book) as held:
        if not held.length():
            output.note(nothing(held, "pledge"))
        day = options.day(as_of)
        found = stage.assess(loaded, worked_out(held, None, known_by), supposed, as_of=day.latest if day else None)
    if as_json:
        typer.echo(json.dumps(stage.assessment_as_dict(found), ensure_ascii=False, indent=2))
    else:
        from pledgebook.publish import tables

        output.show(tables.assessment(found))


ASSESS = Command(
    "assess",
    _assess,
    "Work out which pledges stand, fall or are open, and how far that meets what the arrangement needs.",
    (
        "assess ukraine-guarantees",
        "assess my-arrangement.toml --scenario ceasefire-without-us",
        "assess ukraine-guarantees --suppose ceasefire=yes --suppose us_support=no",
    ),
)
