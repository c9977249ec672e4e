"""Rows for money and counts, read into typed tables: number words, currencies, what is counted.

To add a currency, a number word or a unit, add a row to the TOML file of that
name beside this module.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Words that say how many, in lower case.

    Attributes:
        units: ``seven`` is 7, ``twelve`` is 12.
        tens: ``forty`` is 40.
        scales: ``million`` is 1_000_000, ``dozen`` is 12.
        parts: ``half`` is 0.5, of the scale behind it.
        abbreviations: ``bn`` is 1_000_000_000.
        hedges: ``as much as`` is kept as ``up to``.
    """

    units: Mapping[str, Decimal]
    tens: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    parts: Mapping[str, Decimal]
    abbreviations: Mapping[str, Decimal]
    hedges: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Currency:
    """One currency and what tells it from others of the same unit.

    Attributes:
        code: ISO 4217.
        state: ISO alpha-3 of the state whose outlets mean it by the bare unit; empty for none.
        adjectives: ``Norwegian``.
        unit: ``krone``.
        also: Other units it is loosely counted in: Swedish kronor are also called kroner.
        signs: Signs that mean it alone: ``CA$``.
    """

    code: str
    state: str
    adjectives: tuple[str, ...]
    unit: str
    also: tuple[str, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Currencies:
    """All currencies and the words and signs that name them, words in lower case.

    Attributes:
        rows: The currencies, in the order of the file.
        words: Unit word to unit: ``kroner`` to ``krone``.
        defaults: Unit to the currency that the bare word means.
        hundredths: Word of a hundredth part to unit: ``cents`` to ``dollar``.
        signs: Shared sign to unit: ``$`` to ``dollar``.
        word_lookalikes: Unit words that are English words too.
        code_lookalikes: Codes that are English words or names too.
    """

    rows: tuple[Currency, ...]
    words: Mapping[str, str]
    defaults: Mapping[str, str]
    hundredths: Mapping[str, str]
    signs: Mapping[str, str]
    word_lookalikes: frozenset[str]
    code_lookalikes: frozenset[str]


@dataclass(frozen=True, slots=True)
class CountedWords:
    """Words that tell a count from other numbers, in lower case.

    Attributes:
        kinds: Word to the kind of what it counts: ``soldiers`` to ``troops``.
        plurals: Plurals without an s.
        no_plurals: Words that only look like a plural.
        stops: Words at which a noun phrase has ended.
        measures: Units of time, length and rate, and currencies.
        names: Words behind which a number is a name: ``Article 5``.
        containers: Units named with what they hold: ``batteries of rockets``.
        singles: Things that "one" counts.
    """

    kinds: Mapping[str, str]
    plurals: frozenset[str]
    no_plurals: frozenset[str]
    stops: frozenset[str]
    measures: frozenset[str]
    names: frozenset[str]
    containers: frozenset[str]
    singles: frozenset[str]


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pledgebook.data") / name).read_text(encoding="utf-8"))


def _decimals(table: Mapping[str, Any]) -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in table.items()}


@cache
def number_words() -> NumberWords:
    """The words of ``numbers.toml``."""
    table = _toml("numbers.toml")
    return NumberWords(
        units=_decimals(table["units"]),
        tens=_decimals(table["tens"]),
        scales=_decimals(table["scales"]),
        parts=_decimals(table["parts"]),
        abbreviations=_decimals(table["abbreviations"]),
        hedges=table["hedges"],
    )


@cache
def currencies() -> Currencies:
    """The rows of ``currencies.toml``."""
    table = _toml("currencies.toml")
    return Currencies(
        rows=tuple(
            Currency(
                code=row["code"],
                state=row["state"],
                adjectives=tuple(row["adjectives"]),
                unit=row["unit"],
                also=tuple(row.get("also", ())),
                signs=tuple(row["signs"]),
            )
            for row in table["currency"]
        ),
        words={word: unit for unit, row in table["units"].items() for word in row["words"]},
        defaults={unit: row["default"] for unit, row in table["units"].items()},
        hundredths=table["hundredths"],
        signs=table["signs"],
        word_lookalikes=frozenset(table["lookalikes"]["words"]),
        code_lookalikes=frozenset(table["lookalikes"]["codes"]),
    )


@cache
def counted_words() -> CountedWords:
    """The rows of ``units.toml``."""
    table = _toml("units.toml")
    return CountedWords(
        kinds={word: kind for kind, words in table["kinds"].items() for word in words},
        plurals=frozenset(table["plurals"]["words"]),
        no_plurals=frozenset(table["no_plurals"]["words"]),
        stops=frozenset(table["stops"]["words"]),
        measures=frozenset(table["measures"]["words"]),
        names=frozenset(table["names"]["words"]),
        containers=frozenset(table["containers"]["words"]),
        singles=frozenset(table["singles"]["words"]),
    )
