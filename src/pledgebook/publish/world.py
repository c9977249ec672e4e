"""The outlines of the states, for maps that are drawn as SVG on the server."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """One outline.

    Attributes:
        code: ISO 3166-1 alpha-3.
        path: Data of an SVG path, in the units of the map.
    """

    code: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class World:
    """All outlines. Boundaries follow the United Nations' maps and say nothing on the legal status of any land.

    Attributes:
        europe: Left, top, width and height of the part that shows Europe.
    """

    width: int
    height: int
    europe: tuple[int, int, int, int]
    source: str
    countries: tuple[Country, ...]


@cache
def world_map() -> World:
    """The map that ships with Pledgebook; ``scripts/world_map.py`` makes it."""
    held = json.loads((files("pledgebook.data") / "world.json").read_text(encoding="utf-8"))
    countries = tuple(Country(one["code"], one["name"], one["path"]) for one in held["countries"])
    return World(held["width"], held["height"], tuple(held["europe"]), held["source"], countries)
