"""Money and counts, as pure values and as a report states them."""

from dataclasses import dataclass
from decimal import Decimal

from pledgebook.model.text import Span


@dataclass(frozen=True, slots=True)
class Amount:
    """One sum of money.

    Attributes:
        value: In currency units: ``$90 billion`` is 90_000_000_000.
        currency: ISO 4217, upper case.
    """

    value: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """One count of things, people or actors.

    Attributes:
        value: How many: ``two`` is 2, ``a dozen`` is 12.
        unit: What is counted, in the report's words: ``Patriot air defense systems``, ``troops``, ``countries``.
    """

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """A sum of money as a report states it.

    Attributes:
        amount: The sum.
        span: Where it stands, conversion not included.
        conversions: The same sum in other currencies as the report gives it behind, mostly in brackets.
        hedge: ``up to``, ``at least``, ``more than``, ``about``, or the empty string for a bare figure.
    """

    amount: Amount
    span: Span
    conversions: tuple["StatedAmount", ...] = ()
    hedge: str = ""


@dataclass(frozen=True, slots=True)
class StatedQuantity:
    """A count as a report states it.

    Attributes:
        quantity: The count.
        span: Where it stands, number and unit.
    """

    quantity: Quantity
    span: Span
