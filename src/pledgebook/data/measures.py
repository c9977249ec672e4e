"""Rows for money and counts, read into typed tables: number words, currencies, what is counted.

To add a currency, a number word or a unit, add a row to the TOML file of that
name beside this module.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from pledgebook.data.tables import State, states


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
        before_years: Words behind which four figures are a year.
    """

    kinds: Mapping[str, str]
    plurals: frozenset[str]
    no_plurals: frozenset[str]
    stops: frozenset[str]
    measures: frozenset[str]
    names: frozenset[str]
    containers: frozenset[str]
    singles: frozenset[str]
    before_years: frozenset[str]


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
        before_years=frozenset(table["before_years"]["words"]),
    )


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """Words of the calendar, in lower case.

    Attributes:
        months: ``june`` is 6; short forms apart.
        short_months: ``aug`` is 8.
        weekdays: ``monday`` is 1.
        seasons: First month and number of months.
        days: Named days: month and day.
        edges: ``late`` is the part from the seventh to the tenth tenth of a month or year.
        roles: Preposition to ``deadline`` or ``start``.
        tense: Word to ``past`` or ``future``: which way a sentence looks.
        vague: Word of time without a date to its TIMEX value: ``now`` is ``PRESENT_REF``.
    """

    months: Mapping[str, int]
    short_months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    days: Mapping[str, tuple[int, int]]
    edges: Mapping[str, tuple[int, int]]
    roles: Mapping[str, str]
    tense: Mapping[str, str]
    vague: Mapping[str, str]


@cache
def calendar_words() -> CalendarWords:
    """The rows of ``dates.toml``."""
    table = _toml("dates.toml")
    return CalendarWords(
        months=table["months"],
        short_months=table["short_months"],
        weekdays=table["weekdays"],
        seasons={word: (row[0], row[1]) for word, row in table["seasons"].items()},
        days={word: (row[0], row[1]) for word, row in table["days"].items()},
        edges={word: (row[0], row[1]) for word, row in table["edges"].items()},
        roles={word: role for role, words in table["roles"].items() for word in words},
        tense={word: tense for tense, words in table["tense"].items() for word in words},
        vague={word: f"{time.upper()}_REF" for time, words in table["vague"].items() for word in words},
    )


@dataclass(frozen=True, slots=True)
class Event:
    """A day that reports count from.

    Attributes:
        name: ``invasion of UKR``.
        day: When it was.
        state: ISO alpha-3 of the state it happened to; empty for none.
        aliases: The report's words, in lower case.
        short: Words that mean it only where the text also holds one of ``context``.
        context: Beginnings of words, in lower case.
    """

    name: str
    day: date
    state: str
    aliases: tuple[str, ...]
    short: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


@cache
def events() -> tuple[Event, ...]:
    """The rows of ``events.toml``, independence days of states last."""
    table = _toml("events.toml")
    named = [
        Event(
            row["event"],
            row["date"],
            row["state"],
            tuple(row["aliases"]),
            tuple(row.get("short", ())),
            tuple(row.get("context", ())),
        )
        for row in table["event"]
    ]
    names = {state.code: state for state in states()}
    return (
        *named,
        *(_independence(code, day, names[code]) for code, day in table["independence"].items() if code in names),
    )


def _independence(code: str, day: date, state: State) -> Event:
    name = state.name.lower()
    aliases = [
        f"{name}'s independence",
        f"independence of {name}",
        f"{name}'s independence day",
        f"{name}'s declaration of independence",
    ]
    for adjective in state.adjectives:
        word = adjective.lower()
        aliases += [f"{word} independence", f"{word} independence day", f"the {word} declaration of independence"]
    short = (
        "independence",
        "its independence",
        "the country's independence",
        "independence day",
        "the declaration of independence",
    )
    context = (name, *(adjective.lower() for adjective in state.adjectives), state.capital.lower())
    return Event(f"independence of {code}", day, code, tuple(aliases), short, context)
