"""What a currency was worth on a day: the European Central Bank's rates, and a small table for those it does not quote.

The bank's rates come with the package ``currencyconverter``; they are of working days, so a weekend takes
the Friday before. ``other_rates.csv`` holds pegs, and yearly averages with how far the year strayed from them.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files

from currency_converter import CurrencyConverter, RateNotFoundError

_DAYS_BACK = 6


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency was worth in another.

    Attributes:
        value: Units of the other currency for one unit.
        spread: How far the true rate may lie from the value, as a share of it; 0 for a daily rate.
    """

    value: Decimal
    spread: Decimal


@cache
def rate(of: str, into: str, day: date) -> Rate | None:
    """The rate between two currencies on a day; None if it is not known.

    >>> rate("SAR", "AED", date(2025, 9, 4)).value.quantize(Decimal("0.001"))
    Decimal('0.979')
    """
    first, second = _dollars_for_one(of, day), _dollars_for_one(into, day)
    if first is None or second is None:
        return None
    return Rate(first.value / second.value, first.spread + second.spread)


def _dollars_for_one(currency: str, day: date) -> Rate | None:
    if currency == "USD":
        return Rate(Decimal(1), Decimal(0))
    converter = _converter()
    if currency in converter.currencies:
        for back in range(_DAYS_BACK):
            try:
                found = converter.convert(1, currency, "USD", date=day - timedelta(days=back))
            except RateNotFoundError:
                continue
            return Rate(Decimal(str(found)), Decimal(0))
    return _table().get((currency, str(day.year))) or _table().get((currency, ""))


@cache
def _converter() -> CurrencyConverter:
    return CurrencyConverter(fallback_on_wrong_date=False, fallback_on_missing_rate=False)


@cache
def _table() -> dict[tuple[str, str], Rate]:
    with (files("pledgebook.data") / "other_rates.csv").open("r", encoding="utf-8") as table:
        return {
            (row["currency"], row["year"]): Rate(1 / Decimal(row["per_usd"]), Decimal(row["spread"]))
            for row in csv.DictReader(table)
        }
