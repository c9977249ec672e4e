"""Totals of money under named definitions, with every sum that was counted and every one that was left out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pledgebook.model.codes import Action, Stance
from pledgebook.model.measure import Amount


class Definition(StrEnum):
    """What a total counts. The manual's page on totals gives each one's source."""

    ANNOUNCED = "announced"
    COMMITTED = "committed"
    ALLOCATED = "allocated"
    DELIVERED = "delivered"
    FTS_PLEDGED = "fts_pledged"
    FTS_COMMITTED = "fts_committed"
    FTS_PAID = "fts_paid"


class Basis(StrEnum):
    """What a sum is worth in the words of who states it."""

    MONEY = "money"
    STATED_WORTH = "stated_worth"


class Rule(StrEnum):
    """Why a sum is left out of a total."""

    PART_OF = "part_of"
    NAMED_GIVERS = "named_givers"
    REPLACED = "replaced"
    DELIVERS = "delivers"
    SAME_SUM = "same_sum"
    SHARED_SUM = "shared_sum"
    RESTATED = "restated"
    LATER_STATUS = "later_status"
    OWN_MONEY = "own_money"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class CountedSum:
    """One pledge's sum as a total counts it.

    Attributes:
        definition: The total.
        pledge: Id of the pledge.
        actor: Who gives.
        action: What the sum is for.
        stance: The latest stance.
        amount: What is counted, in the currency of record; less than what was stated where parts count elsewhere.
        stated: The sum as stated.
        day: The day from which the rate is taken: when the sum was first told; None if unknown.
        eur: What is counted in euro at that day's rate; None where the day or the rate is unknown.
        spread: How far the true rate may lie from the one used, as a share of it; 0 for a daily rate.
        basis: Whether it is money, or what goods are said to be worth.
        hedge: ``up to``, ``at least`` and the like, or the empty string.
        shared_with: Codes of those of whom the same sum is told together, who gives how much being unknown.
    """

    definition: Definition
    pledge: str
    actor: str
    action: Action
    stance: Stance
    amount: Amount
    stated: Amount
    day: date | None
    eur: Decimal | None
    spread: Decimal
    basis: Basis
    hedge: str = ""
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RemovedSum:
    """A sum that a total leaves out, so that nothing counts twice.

    Attributes:
        definition: The total.
        pledge: Id of the pledge whose sum is left out, wholly or in part.
        actor: Who gives.
        amount: What is left out, in the currency of record.
        eur: The same in euro; None where the day or the rate is unknown.
        rule: Why.
        counted_in: Id of the pledge that counts instead; None where none does.
        says: The same in one plain sentence.
        in_all_only: Whether it is left out of the total of all actors only.
    """

    definition: Definition
    pledge: str
    actor: str
    amount: Amount
    eur: Decimal | None
    rule: Rule
    counted_in: str | None
    says: str
    in_all_only: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """One total of one actor, or of all.

    Attributes:
        definition: What is counted.
        actor: Code of who gives; None for all together.
        sums: What is counted, one for each currency of record, the largest in euro first.
        eur: The same in euro, each at its day's rate, those without a rate left out; None where none has one.
        without_rate: The sums that are not in ``eur``.
        pledges: How many sums are counted.
        unknown: How many pledges meet the definition and state no sum: they count as unknown, not as nothing.
        approximate: Whether a rate was used that is only a yearly average.
    """

    definition: Definition
    actor: str | None
    sums: tuple[Amount, ...]
    eur: Decimal | None
    without_rate: tuple[Amount, ...]
    pledges: int
    unknown: int
    approximate: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals by actor and in all, with the lines behind them.

    Attributes:
        totals: By definition, then all actors together, then each by its code.
        counted: Every sum that is counted.
        removed: Every sum that is left out.
    """

    totals: tuple[Total, ...] = ()
    counted: tuple[CountedSum, ...] = ()
    removed: tuple[RemovedSum, ...] = ()
