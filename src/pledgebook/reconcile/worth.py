"""What a pledge's sum is worth: from which day, in euro at that day's rate, on what basis."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pledgebook.data.exchange import Rate, rate
from pledgebook.model import Action, Amount, Basis, CountedSum, Definition, Pledge, StatedAmount

_GOODS = frozenset({Action.ARM, Action.SUPPORT, Action.TRAIN, Action.DEPLOY})
_EURO = "EUR"
_CENT = Decimal("0.01")


def first_told(pledge: Pledge) -> date | None:
    """The day on which the pledge's sum was first told; of a month or year its first day; None if no day is known."""
    with_sum = {claim.id for claim in pledge.claims if any(stated.amount == pledge.amount for stated in claim.amounts)}
    dated = [at.when for at in pledge.history if at.when is not None]
    told = [at.when for at in pledge.history if at.when is not None and with_sum & {*at.claims, *at.against}]
    days = told or dated
    return days[0].earliest if days else None


def in_euro(amount: Amount, day: date | None) -> tuple[Decimal | None, Decimal]:
    """A sum in euro at a day's rate, to the cent, and how far the rate may be off; None where it is not known.

    >>> in_euro(Amount(Decimal("1000000"), "NOK"), date(2025, 8, 25))[0]
    Decimal('84684.76')
    """
    if amount.currency == _EURO:
        return amount.value, Decimal(0)
    known = _rate(amount.currency, day)
    if known is None:
        return None, Decimal(0)
    return (amount.value * known.value).quantize(_CENT), known.spread


def _rate(currency: str, day: date | None) -> Rate | None:
    return rate(currency, _EURO, day) if day is not None else None


def basis(pledge: Pledge) -> Basis:
    """Money where money is given; what goods or services are said to be worth where those are."""
    return Basis.STATED_WORTH if pledge.action in _GOODS else Basis.MONEY


def counted(definition: Definition, pledge: Pledge, left: Decimal | None, shared_with: Iterable[str]) -> CountedSum:
    """A pledge's sum as a total counts it.

    Args:
        definition: The total.
        pledge: The pledge; it states a sum.
        left: What is left of the sum after parts that count elsewhere; None for all of it.
        shared_with: Those of whom the same sum is told together with the actor.
    """
    stated = pledge.amount or Amount(Decimal(0), _EURO)
    amount = stated if left is None else Amount(left, stated.currency)
    day = first_told(pledge)
    eur, spread = in_euro(amount, day)
    return CountedSum(
        definition=definition,
        pledge=pledge.id,
        actor=pledge.actor,
        action=pledge.action,
        stance=pledge.stance,
        amount=amount,
        stated=stated,
        day=day,
        eur=eur,
        spread=spread,
        basis=basis(pledge),
        hedge=next((one.hedge for one in _stated(pledge) if one.amount == stated and one.hedge), ""),
        shared_with=tuple(shared_with),
    )


def _stated(pledge: Pledge) -> Iterable[StatedAmount]:
    return (stated for claim in pledge.claims for stated in claim.amounts)
