"""Where towns lie, from ``places.csv`` beside this module: GeoNames (geonames.org, CC BY 4.0), see scripts/gazetteer.py."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_NO_LETTER = re.compile(r"[^a-z]")
_SAME_SOUND = re.compile(r"[iyj]+")


@dataclass(frozen=True, slots=True)
class Town:
    """One town.

    Attributes:
        country: ISO 3166-1 alpha-3.
        latitude: In degrees, north positive.
        longitude: In degrees, east positive.
        people: How many live there, roughly.
    """

    name: str
    country: str
    latitude: float
    longitude: float
    people: int


def folded(name: str) -> str:
    """A name without what transliterations differ in.

    >>> folded("Kupyans'k") == folded("Kupiansk"), folded("Avdiyivka") == folded("Avdiivka")
    (True, True)
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    return _SAME_SOUND.sub("i", _NO_LETTER.sub("", plain))


def town_of(name: str, lands: Sequence[str] = ()) -> Town | None:
    """The town that a name means, or None.

    Of several towns of one name it is the largest in the first of the lands that has one, else the largest of all;
    words such as "region" behind the name are passed over.

    Args:
        name: As a report spells it.
        lands: Codes of the states where it is most likely to be, those first.

    Example:
        >>> town_of("Kharkov region").name
        'Kharkiv'
    """
    words = name.split()
    for length in range(len(words), 0, -1):
        known = _by_name().get(folded(" ".join(words[:length])), ())
        for land in lands:
            for town in known:
                if town.country == land:
                    return town
        if known:
            return known[0]
    return None


@cache
def _by_name() -> Mapping[str, Sequence[Town]]:
    """The towns by each spelling of their names, the largest first."""
    found: dict[str, dict[Town, None]] = defaultdict(dict)
    lines = (files("pledgebook.data") / "places.csv").read_text(encoding="utf-8").splitlines()
    rows = sorted(csv.DictReader(lines), key=lambda row: -int(row["people"]))
    for row in rows:
        town = Town(row["name"], row["country"], float(row["latitude"]), float(row["longitude"]), int(row["people"]))
        for spelling in filter(None, (row["name"], *row["also"].split("|"))):
            found[folded(spelling)][town] = None
    return {name: tuple(towns) for name, towns in found.items()}
