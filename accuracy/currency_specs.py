"""The public English currency specs of Recognizers-Text, and how many of them a tagger meets.

They are read from ../shared/data beside the project. Left out: specs of currencies that are no more, and words for money
without a number.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pledgebook.data.measures import currencies
from pledgebook.model import StatedAmount

GONE = ("Finnish markka", "Netherlands guilder", "Peseta")
"""Currencies of the specs that are no more: the euro took their place."""
_HUNDREDTHS = {"Cent": "dollar", "Pence": "pound", "Penny": "pound"}
_OTHER_NAMES = {"Satoshi": "satoshi"}

Sum = tuple[Decimal, str]
"""Value in whole units, and the ISO code, or the name of the unit where the spec leaves the country open."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One spec: a text, and the sums that are to be found in it."""

    text: str
    sums: tuple[Sum, ...]
    gone: str


def read_specs(path: Path) -> list[Spec]:
    """All specs; ``gone`` names the currency for which one is left out."""
    specs = []
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        wanted = [result["Resolution"] for result in case["Results"] if result["Resolution"].get("value") is not None]
        gone = next((one["unit"] for one in wanted if one["unit"] in GONE), "")
        sums = (spec_sum(one["value"], one.get("isoCurrency"), one["unit"]) for one in wanted)
        specs.append(Spec(case["Input"], tuple(one for one in sums if one is not None), gone))
    return specs


def spec_sum(value: str | None, code: str | None, unit: str) -> Sum | None:
    """A sum as the specs give it; None without a number."""
    if value is None:
        return None
    if unit in _HUNDREDTHS:
        return Decimal(value) / 100, _HUNDREDTHS[unit]
    return Decimal(value), code or _OTHER_NAMES.get(unit, unit.lower())


def own_sums(found: Iterable[StatedAmount]) -> list[Sum]:
    """The sums that Pledgebook found, conversions with them."""
    return [(one.amount.value, one.amount.currency) for head in found for one in (head, *head.conversions)]


def is_met(spec: Spec, found: Iterable[Sum]) -> bool:
    """Whether exactly the sums of a spec were found: each value, and the currency as far as the spec names it."""
    rest = Counter(found)
    for value, currency in spec.sums:
        match = next((one for one in rest if one[0] == value and _agree(one[1], currency)), None)
        if match is None:
            return False
        rest[match] -= 1
        rest += Counter()
    return not rest


def _agree(found: str, wanted: str) -> bool:
    row = next((row for row in currencies().rows if row.code == found), None)
    return found == wanted or (row is not None and wanted in (row.unit, *row.also))
