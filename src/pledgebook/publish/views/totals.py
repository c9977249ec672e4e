"""Totals under named definitions as plain rows: what table, CSV, JSON and a page show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pledgebook.model import Action, Amount, Basis, CountedSum, Definition, RemovedSum, Rule, Stance, Total, Totals
from pledgebook.publish.names import name_of

EVERYBODY = "all together"


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One total.

    Attributes:
        actor: Code of who gives; empty for all together.
        eur: In euro, each sum at its day's rate; None where no sum has a rate.
        sums: In the currencies of record.
        without_rate: The sums that are not in ``eur``.
        pledges: How many sums are counted.
        unknown: How many pledges meet the definition and state no sum.
        approximate: Whether a yearly average served as a rate.
    """

    definition: Definition
    actor: str
    actor_name: str
    eur: Decimal | None
    sums: tuple[Amount, ...]
    without_rate: tuple[Amount, ...]
    pledges: int
    unknown: int
    approximate: bool


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One sum that is counted.

    Attributes:
        eur: In euro at the rate of ``day``; None where the day or the rate is unknown.
        stated: The sum as told, where less of it is counted; None where all is.
        day: The day from which the rate is taken, as ISO; None if unknown.
    """

    definition: Definition
    actor: str
    actor_name: str
    pledge: str
    action: Action
    stance: Stance
    amount: Decimal
    currency: str
    eur: Decimal | None
    day: str | None
    stated: Decimal | None
    hedge: str
    basis: Basis
    shared_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """One sum that is left out.

    Attributes:
        counted_in: Id of the pledge that counts instead; None where none does.
        in_all_only: Whether it is left out of the total of all only.
    """

    definition: Definition
    actor: str
    actor_name: str
    pledge: str
    amount: Decimal
    currency: str
    eur: Decimal | None
    rule: Rule
    counted_in: str | None
    in_all_only: bool
    says: str


@dataclass(frozen=True, slots=True)
class TotalsView:
    """Totals with the lines behind them.

    Attributes:
        definitions: The totals that were asked for, in order.
        totals: By definition, then all together, then by what each gives, largest first.
        counted: Every sum that is counted, largest first.
        removed: Every sum that is left out, by definition and actor.
    """

    definitions: tuple[Definition, ...]
    totals: tuple[TotalRow, ...]
    counted: tuple[CountedRow, ...]
    removed: tuple[RemovedRow, ...]


def totals_view(totals: Totals, definitions: Sequence[Definition]) -> TotalsView:
    """Totals as rows, in the order in which the definitions were asked for."""
    order = {definition: place for place, definition in enumerate(definitions)}
    zero = Decimal(0)
    return TotalsView(
        definitions=tuple(definitions),
        totals=tuple(
            sorted(
                map(_total_row, totals.totals),
                key=lambda row: (order[row.definition], bool(row.actor), -(row.eur or zero), row.actor_name),
            )
        ),
        counted=tuple(
            sorted(
                map(_counted_row, totals.counted),
                key=lambda row: (order[row.definition], -(row.eur or zero), row.pledge),
            )
        ),
        removed=tuple(
            sorted(
                map(_removed_row, totals.removed),
                key=lambda row: (order[row.definition], row.actor_name, row.pledge, row.counted_in or ""),
            )
        ),
    )


def actors_in(view: TotalsView) -> Iterable[str]:
    """The actors with a total, by what they give under the first definition that they meet."""
    return dict.fromkeys(row.actor for row in view.totals if row.actor)


def _total_row(total: Total) -> TotalRow:
    return TotalRow(
        definition=total.definition,
        actor=total.actor or "",
        actor_name=name_of(total.actor) if total.actor else EVERYBODY,
        eur=total.eur,
        sums=total.sums,
        without_rate=total.without_rate,
        pledges=total.pledges,
        unknown=total.unknown,
        approximate=total.approximate,
    )


def _counted_row(one: CountedSum) -> CountedRow:
    return CountedRow(
        definition=one.definition,
        actor=one.actor,
        actor_name=name_of(one.actor),
        pledge=one.pledge,
        action=one.action,
        stance=one.stance,
        amount=one.amount.value,
        currency=one.amount.currency,
        eur=one.eur,
        day=one.day.isoformat() if one.day else None,
        stated=one.stated.value if one.stated != one.amount else None,
        hedge=one.hedge,
        basis=one.basis,
        shared_with=one.shared_with,
    )


def _removed_row(one: RemovedSum) -> RemovedRow:
    return RemovedRow(
        definition=one.definition,
        actor=one.actor,
        actor_name=name_of(one.actor),
        pledge=one.pledge,
        amount=one.amount.value,
        currency=one.amount.currency,
        eur=one.eur,
        rule=one.rule,
        counted_in=one.counted_in,
        in_all_only=one.in_all_only,
        says=one.says,
    )
