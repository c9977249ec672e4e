"""Words that decide what is compared between reports, and how, read from ``comparing.toml`` beside this module."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Comparing:
    """The lists of ``comparing.toml``; the comments there say what each is for.

    Attributes:
        common: Words that say nothing of what a report is about.
        calendar: Names of days and months.
        generic_items: Things given that are no particular thing.
        handing_over: Words of promising and handing over.
        country_units: Units that count countries.
        head_units: Units that count those who speak for them.
        alike: Word to the word that it is compared as.
        patterns: Each list of phrases, by its name, as a pattern that finds any of them as whole words.
    """

    common: frozenset[str]
    calendar: frozenset[str]
    generic_items: frozenset[str]
    handing_over: frozenset[str]
    country_units: frozenset[str]
    head_units: frozenset[str]
    alike: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]


_PHRASES = (
    "main_events",
    "background",
    "ahead",
    "leads_away",
    "past_titles",
    "part_of",
    "includes",
    "of_that",
    "not_all",
    "instead",
    "revised",
    "renewed",
    "promised_before",
    "allocated",
    "signed",
    "each",
    "nobody",
    "totals",
    "earlier_money",
    "more_money",
    "delivered",
)


@cache
def comparing() -> Comparing:
    """The lists, read once."""
    rows = tomllib.loads((files("pledgebook.data") / "comparing.toml").read_text(encoding="utf-8"))
    return Comparing(
        common=frozenset(rows["common"]),
        calendar=frozenset(rows["calendar"]),
        generic_items=frozenset(rows["generic_items"]),
        handing_over=frozenset(rows["handing_over"]),
        country_units=frozenset(rows["country_units"]),
        head_units=frozenset(rows["head_units"]),
        alike={word: row["words"][0] for row in rows["alike"] for word in row["words"]},
        patterns={name: _any_of(rows[name]) for name in _PHRASES},
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(re.escape(phrase) for phrase in longest_first)})\b", re.IGNORECASE)
