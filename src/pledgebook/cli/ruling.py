"""The commands that decide about conditions: ``truth``, whether one holds, and ``tie``, what a pledge's words mean."""

from typing import Annotated

import typer

from pledgebook.cli import options
from pledgebook.cli.lists import opened, worked_out
from pledgebook.cli.options import Command
from pledgebook.cli.showing import pledge_named
from pledgebook.errors import ValueFormatError
from pledgebook.model import ConditionKind, Truth, When

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
ArrangementNamed = Annotated[
    str, typer.Argument(metavar="ARRANGEMENT", help="A TOML file, or the name of a shipped arrangement.")
]


def _truth(
    arrangement: ArrangementNamed,
    statement: Annotated[str, typer.Argument(metavar="CONDITION=yes|no|unknown", help="The condition and its truth.")],
    since: Annotated[str, typer.Option(metavar="DATE", help="From when.")],
    by: By,
    reason: Why = "",
    book: options.Book = options.DEFAULT_BOOK,
) -> None:
    from pledgebook import assess as stage

    loaded = stage.load_arrangement(arrangement)
    name, given = stage.parse_supposition(statement)
    if not isinstance(given, Truth):
        raise ValueFormatError(f"{statement!r}: a decision says yes, no or unknown, for example '{name}=yes'")
    condition = stage.condition_named(name, loaded)
    with opened(book) as held:
        held.decide(
            stage.truth_decision(loaded.name, condition, given, When(since), by=by, at=options.clock(), reason=reason)
        )
    typer.echo(
        f"noted: {condition} is {given.value} since {since}, as {by} decided; 'assess {loaded.name}' reckons with it"
    )


def _tie(
    arrangement: ArrangementNamed,
    pledge: Annotated[str, typer.Argument(metavar="PLEDGE_ID", help="As 'pledgebook pledges' lists it.")],
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="The kind of the condition that reports state: other ...")
    ],
    condition: Annotated[str, typer.Argument(metavar="CONDITION", help="The arrangement's condition that is meant.")],
    by: By,
    reason: Why = "",
    book: options.Book = options.DEFAULT_BOOK,
) -> None:
    from pledgebook import assess as stage

    loaded = stage.load_arrangement(arrangement)
    (code,) = options.codes(ConditionKind, "KIND", [kind])
    meant = stage.condition_named(condition, loaded)
    if stage.find_condition(meant, loaded.conditions) is None:
        raise ValueFormatError(f"{meant!r} stands in reports alone; tie the words to a condition of {loaded.name}")
    with opened(book) as held:
        found = pledge_named(pledge, worked_out(held, None, None))
        about = (found.id, *(claim.id for claim in found.claims))
        held.decide(stage.tie_decision(loaded.name, about, code, meant, by=by, at=options.clock(), reason=reason))
    typer.echo(f"noted: the {code.value} condition of {found.id} means {meant}, as {by} decided")


TRUTH = Command(
    "truth",
    _truth,
    "Decide that a condition holds, does not hold or is unknown from a day on. The decision goes before what reports "
    "and the arrangement's file say of that day.",
    (
        "truth ukraine-guarantees ceasefire=yes --since 2026-03-01 --by 'A. Analyst' --reason 'text of the accord'",
        "truth ukraine-guarantees 'ratification(DEU)=yes' --since 2026-03-05 --by 'A. Analyst'",
    ),
)
TIE = Command(
    "tie",
    _tie,
    "Decide which condition of an arrangement a pledge's words mean, where the rules read them otherwise.",
    ("tie ukraine-guarantees deu-deploy-ukr other peace_deal --by 'A. Analyst'",),
)
