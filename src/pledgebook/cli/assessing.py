"""``pledgebook assess``: what an arrangement is worth in a scenario; ``pledgebook arrangement``: make and check its file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pledgebook.cli import options, output
from pledgebook.cli.lists import nothing, opened
from pledgebook.cli.options import Command


def _assess(
    arrangement: Annotated[
        str, typer.Argument(metavar="ARRANGEMENT", help="A TOML file, or the name of a shipped arrangement.")
    ],
    scenario: Annotated[str | None, typer.Option(metavar="NAME", help="A scenario of the arrangement.")] = None,
    suppose: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CONDITION=yes|no|unknown|0.4|0.3..0.6", help="Suppose this besides: a truth, or a chance."
        ),
    ] = None,
    stance: Annotated[
        list[str] | None,
        typer.Option(
            "--stance",
            metavar="ACTOR|PLEDGE_ID=STANCE",
            help="Suppose that an actor holds another stance: USA=declined.",
        ),
    ] = None,
    blockers_to: Annotated[
        int,
        typer.Option(
            "--blockers-to",
            min=1,
            metavar="N",
            help="List blockers of up to N conditions; more than four of many conditions need clingo.",
        ),
    ] = 4,
    book: options.Book = options.DEFAULT_BOOK,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    as_json: options.AsJson = False,
    as_open_psa: Annotated[
        bool, typer.Option("--open-psa", help="Print what voids each requirement as Open-PSA fault trees (XML).")
    ] = False,
) -> None:
    import json

    from pledgebook import assess as stage

    if as_json and as_open_psa:
        raise typer.BadParameter("--json and --open-psa are two forms of one answer; give one of them")
    loaded = stage.load_arrangement(arrangement)
    base = stage.scenario_named(loaded, scenario) if scenario else None
    supposed = stage.suppose(loaded, [stage.parse_supposition(text) for text in suppose or ()], base)
    stances = [stage.parse_stance(text) for text in stance or ()]
    with opened(book) as held:
        if not held.length():
            output.note(nothing(held, "pledge"))
        from pledgebook.pipeline import see

        day = options.day(as_of)
        seen = see(loaded, held, as_of=day, known_by=options.moment(known_by))
    on = day.latest if day else None
    given = (seen.arrangement, stage.with_stances(seen.ledgered, stances), supposed)
    if as_open_psa:
        typer.echo(stage.open_psa(*given, as_of=on, decisions=seen.decisions), nl=False)
        return
    found = stage.assess(*given, as_of=on, decisions=seen.decisions, breaches=seen.breaches, blockers_to=blockers_to)
    if any(not one.blockers.complete and one.blockers.order < blockers_to for one in found.coverage):
        output.note(_not_all(blockers_to, stage.has_solver()))
    changes: tuple[stage.Change, ...] = ()
    if stances:
        as_voiced = (seen.arrangement, seen.ledgered, supposed)
        changes = stage.changes(stage.assess(*as_voiced, as_of=on, decisions=seen.decisions), found)
    if as_json:
        told = stage.assessment_as_dict(found)
        if stances:
            told |= {"stances": dict(stances), "changes": stage.changes_as_list(changes)}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        from pledgebook.publish import tables
        from pledgebook.publish.option_tables import changed

        output.show(tables.assessment(found))
        if stances:
            output.show(changed(changes, stances))


def _not_all(wanted: int, has_solver: bool) -> str:
    """That larger blockers are not all listed, and what may help."""
    why = "it would take too long" if has_solver else "that needs clingo: pip install 'pledgebook[solve]'"
    return f"blockers are not listed up to {wanted} conditions everywhere; {why}"


ASSESS = Command(
    "assess",
    _assess,
    "Work out which pledges stand, fall or are open, and how far that meets what the arrangement needs.",
    (
        "assess ukraine-guarantees",
        "assess my-arrangement.toml --scenario ceasefire-without-us",
        "assess ukraine-guarantees --suppose ceasefire=yes --suppose us_support=no",
        "assess ukraine-guarantees --suppose ceasefire=yes --stance CAN=committed",
        "assess ukraine-guarantees --suppose ceasefire=0.4 --suppose us_support=30%..60% --json",
    ),
)


class _Task(StrEnum):
    NEW = "new"
    CHECK = "check"


def _arrangement(
    task: Annotated[
        _Task, typer.Argument(metavar="new|check", help="Write a commented file to begin with, or check one.")
    ],
    arrangement: Annotated[
        str,
        typer.Argument(metavar="NAME", help="With new a short name; with check a TOML file or a shipped arrangement."),
    ],
    beneficiary: Annotated[
        str, typer.Option("--beneficiary", metavar="CODE", help="With new: who is to receive it.")
    ] = "UKR",
    adversary: Annotated[
        str | None, typer.Option("--adversary", metavar="CODE", help="With new: against whom it guards.")
    ] = None,
) -> None:
    from pledgebook import assess as stage

    if task is _Task.NEW:
        path = Path(f"{arrangement.removesuffix('.toml')}.toml")
        codes = options.actors("--beneficiary", [beneficiary], frozenset)
        against = options.actors("--adversary", [adversary] if adversary else None, frozenset)
        stage.write_new_arrangement(path, codes[0], against[0] if against else None)
        typer.echo(f"{path} is written; change it, then: pledgebook arrangement check {path}")
        return
    loaded = stage.load_arrangement(arrangement)
    counts = (
        *(
            (len(loaded.conditions), "condition"),
            (len(loaded.facts), "fact"),
            (len(loaded.presumptions), "presumption"),
        ),
        *(
            (len(loaded.requirements), "requirement"),
            (len(loaded.groups), "group"),
            (len(loaded.scenarios), "scenario"),
        ),
    )
    told = ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in counts)
    typer.echo(f"{loaded.name} can be read: {loaded.title}; {told}")
    for definition in loaded.definitions:
        typer.echo(f"  {definition.word}: {definition.means}")


ARRANGEMENT = Command(
    "arrangement",
    _arrangement,
    "Write a commented arrangement file to begin with (new), or check one: unknown keys, conditions in a circle, "
    "thresholds nobody can reach, unknown actors.",
    (
        "arrangement new my-arrangement --beneficiary UKR --adversary RUS",
        "arrangement check ukraine-guarantees",
        "arrangement check my-arrangement.toml",
    ),
)
