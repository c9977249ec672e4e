"""The commands that decide about conditions: ``truth``, whether one holds, and ``tie``, what a pledge's words mean."""

from pathlib import Path
from typing import Annotated

import typer

from pledgebook.cli import options
from pledgebook.cli.deciding import By, Reason, whoever
from pledgebook.cli.lists import opened, worked_out
from pledgebook.cli.options import Command
from pledgebook.cli.showing import pledge_named
from pledgebook.errors import DecisionError, ValueFormatError
from pledgebook.model import ConditionKind, Decision, Truth, When

ArrangementNamed = Annotated[
    str, typer.Argument(metavar="ARRANGEMENT", help="A TOML file, or the name of a shipped arrangement.")
]


def decider(by: str | None) -> str:
    """Who decides: the name given, else the login name.

    Raises:
        DecisionError: Neither is known.
    """
    name = whoever(by).strip()
    if not name:
        raise DecisionError("nobody is named who decides; give --by NAME or set PLEDGEBOOK_BY")
    return name


def tell(decision: Decision, what: str, book: Path) -> None:
    """Say what was decided, by whom, and how it is taken back."""
    where = "" if book == options.DEFAULT_BOOK else f" --book {book}"
    typer.echo(f"{decision.id}: {what}, by {decision.by}; to take it back: pledgebook decide undo {decision.id}{where}")


def _truth(
    arrangement: ArrangementNamed,
    statement: Annotated[str, typer.Argument(metavar="CONDITION=yes|no|unknown", help="The condition and its truth.")],
    since: Annotated[str, typer.Option(metavar="DATE", help="From when.")],
    by: By = None,
    reason: Reason = "",
    book: options.Book = options.DEFAULT_BOOK,
) -> None:
    from pledgebook import assess as stage

    loaded = stage.load_arrangement(arrangement)
    name, given = stage.parse_supposition(statement)
    if not isinstance(given, Truth):
        raise ValueFormatError(f"{statement!r}: a decision says yes, no or unknown, for example '{name}=yes'")
    condition = stage.condition_named(name, loaded)
    decision = stage.truth_decision(
        loaded.name, condition, given, When(since), by=decider(by), at=options.clock(), reason=reason
    )
    with opened(book) as held:
        tell(held.decide(decision), f"{condition} is {given.value} since {since} in {loaded.name}", book)


def _tie(
    arrangement: ArrangementNamed,
    pledge: Annotated[str, typer.Argument(metavar="PLEDGE_ID", help="As 'pledgebook pledges' lists it.")],
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="The kind of the condition that reports state: other ...")
    ],
    condition: Annotated[str, typer.Argument(metavar="CONDITION", help="The arrangement's condition that is meant.")],
    by: By = None,
    reason: Reason = "",
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
        decision = stage.tie_decision(
            loaded.name, about, code, meant, by=decider(by), at=options.clock(), reason=reason
        )
        tell(held.decide(decision), f"the {code.value} condition of {found.id} means {meant} in {loaded.name}", book)


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
