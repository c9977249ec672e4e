"""The outlines of the states, for maps that are drawn as SVG on the server."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pledgebook.model import Stance

_NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")


def _extent(numbers: list[float]) -> float:
    return max(numbers) - min(numbers)


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

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the largest of its outlines, where its name may stand."""
        outlines = [[float(number) for number in _NUMBER.findall(part)] for part in self.path.split("M") if part]
        largest = max(outlines, key=lambda one: _extent(one[::2]) * _extent(one[1::2]))
        return (min(largest[::2]) + max(largest[::2])) / 2, (min(largest[1::2]) + max(largest[1::2])) / 2


@dataclass(frozen=True, slots=True)
class World:
    """All outlines. Boundaries follow the United Nations' maps and say nothing on the legal status of any land.

    Attributes:
        europe: Left, top, width and height of the part that shows Europe.
        scale: Units of the map for one of the projection.
        top: How far the equator lies below the map's upper edge.
    """

    width: int
    height: int
    europe: tuple[int, int, int, int]
    scale: float
    top: float
    source: str
    countries: tuple[Country, ...]

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place of the earth, in degrees, lies on the map."""
        x, y = equal_earth(turned(longitude), latitude)
        return self.width / 2 + x * self.scale, self.top - y * self.scale


@dataclass(frozen=True, slots=True)
class ColourMap:
    """The world coloured by what the states hold to one action."""

    countries: tuple[Country, ...]
    stances: Mapping[str, Stance]
    width: int
    height: int


def colour_map(stances: Mapping[str, Stance], world: World) -> ColourMap | None:
    """The world coloured by stance; None where nobody has one."""
    return ColourMap(world.countries, stances, world.width, world.height) if stances else None


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """A place on the sphere, in degrees, on the plane: Equal Earth (Savric, Patterson, Jenny 2018) keeps areas comparable."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    squared = theta * theta
    sixth = squared**3
    slope = a1 + 3 * a2 * squared + sixth * (7 * a3 + 9 * a4 * squared)
    x = math.radians(longitude) * math.cos(theta) * 2 / math.sqrt(3) / slope
    return x, theta * (a1 + a2 * squared + sixth * (a3 + a4 * squared))


def turned(longitude: float) -> float:
    """A longitude seen from 11 degrees east, so that the map's edge runs through the Bering Strait and cuts no state."""
    return (longitude - 11 + 180) % 360 - 180


@cache
def world_map() -> World:
    """The map that ships with Pledgebook; ``scripts/world_map.py`` makes it."""
    held = json.loads((files("pledgebook.data") / "world.json").read_text(encoding="utf-8"))
    countries = tuple(Country(one["code"], one["name"], one["path"]) for one in held["countries"])
    return World(
        width=held["width"],
        height=held["height"],
        europe=tuple(held["europe"]),
        scale=held["scale"],
        top=held["top"],
        source=held["source"],
        countries=countries,
    )
