"""How sums are written in an arrangement file: rates, unit values, estimates; and how words are meant."""

import re

from pledgebook.assess.toml_table import Table
from pledgebook.model import Estimate, Rate, UnitValue, Usage

_CURRENCY = re.compile(r"[A-Z]{3}")
UNIT_VALUE = '[unit_value."Patriot systems"]\nlow = 700_000_000\nhigh = 1_000_000_000\nsource = "..."'
"""How a unit value is written."""


def read_estimate(table: Table) -> Estimate | None:
    """What a pledge without a number counts for; None where the requirement does not say."""
    example = 'unstated = { low = 0, high = 5000, source = "..." }'
    inner = table.table("unstated", example)
    if inner is None:
        return None
    low, high = inner.number("low", "0"), inner.number("high", "5000")
    source = inner.text("source", "size of the largest contingent named so far")
    inner.done()
    if low is None or high is None:
        inner.fail("an estimate has a low and a high end", example)
    if not 0 <= low <= high:
        inner.fail(f"contradictory thresholds: low = {low}, high = {high}; expected 0 <= low <= high", example, "low")
    return Estimate(low, high, source)


def read_rates(top: Table) -> tuple[tuple[Rate, ...], str]:
    """Worth of other currencies in euro, and where it is taken from."""
    table = top.table("rate", "[rate]")
    if table is None:
        return (), ""
    source = table.text("source", "European Central Bank, 22 August 2025")
    rates = []
    for currency in table.keys_left():
        worth = table.number(currency, "0.62")
        if not _CURRENCY.fullmatch(currency) or worth is None or worth <= 0:
            table.fail(f"{currency!r}: expected an ISO 4217 currency and its worth in euro", "CAD = 0.62", currency)
        rates.append(Rate(currency, worth))
    return tuple(rates), source


def read_unit_value(unit: str, table: Table) -> UnitValue:
    """What one piece of that unit is worth."""
    low, high = table.number("low", "700_000_000"), table.number("high", "1_000_000_000")
    source = table.text("source", "budget documents")
    if low is None or high is None:
        table.fail("a unit value has a low and a high end, in euro", UNIT_VALUE)
    if not 0 <= low <= high:
        table.fail(
            f"contradictory thresholds: low = {low}, high = {high}; expected 0 <= low <= high", UNIT_VALUE, "low"
        )
    table.done()
    return UnitValue(unit, low, high, source)


def read_definitions(top: Table) -> tuple[Usage, ...]:
    """How words are meant."""
    table = top.table("definition", "[definition]")
    if table is None:
        return ()
    return tuple(Usage(word, table.text(word, "what it means here")) for word in table.keys_left())
