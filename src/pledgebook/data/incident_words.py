"""Words in which a use of force is told, from ``incidents.toml`` beside this module."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pledgebook.data.truth_words import whole_words


@dataclass(frozen=True, slots=True)
class IncidentWords:
    """The lists of ``incidents.toml``.

    Attributes:
        means: With what force is used, each with the pattern of its words, in the order of the file.
        killed: Words behind or before a number of dead.
        wounded: Words behind or before a number of wounded.
        no_place: Capitalised words that are no place, in lower case.
        numbers: Number words with their value.
    """

    means: tuple[tuple[str, re.Pattern[str]], ...]
    killed: tuple[str, ...]
    wounded: tuple[str, ...]
    no_place: frozenset[str]
    numbers: Mapping[str, int]


@cache
def incident_words() -> IncidentWords:
    """The lists, read once."""
    rows = tomllib.loads((files("pledgebook.data") / "incidents.toml").read_text(encoding="utf-8"))
    return IncidentWords(
        means=tuple((row["code"], whole_words(row["words"])) for row in rows["means"]),
        killed=tuple(rows["killed"]["words"]),
        wounded=tuple(rows["wounded"]["words"]),
        no_place=frozenset(rows["no_place"]["words"]),
        numbers=rows["numbers"],
    )
