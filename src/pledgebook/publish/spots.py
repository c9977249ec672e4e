"""Incidents on a map: one spot a place, on the part of the world map where they are, so that SVG can show them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pledgebook.data.gazetteer import town_of
from pledgebook.model import IncidentStatus
from pledgebook.publish.incident_rows import IncidentRow
from pledgebook.publish.world import World

WIDTH, HEIGHT = 640, 400
_LEAST_WIDE = 44.0
"""Units of the world map that are shown at least: about 17 degrees."""

_GROUND = 30.0
"""Square units of the drawing that a spot of one incident covers."""

_LETTER, _LINE = 6.5, 11
"""How wide a letter of a name and how high a line of it is, in units of the drawing."""

FIRMNESS = (
    *(IncidentStatus.VERIFIED, IncidentStatus.CORROBORATED, IncidentStatus.DISPUTED, IncidentStatus.REPORTED),
    IncidentStatus.DISMISSED,
)
"""The colour of a spot is that of its firmest incident, in this order."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place.

    Attributes:
        place: As the reports spell it.
        x: Middle, in units of the drawing.
        y: The same, downwards.
        radius: By the number of incidents, so that the ground covered is in proportion.
        status: The firmest of them.
        side: Where its name is written: 1 at its right, -1 at its left, 0 nowhere, as names would run into each other.
    """

    place: str
    x: float
    y: float
    radius: float
    number: int
    status: IncidentStatus
    side: int = 0

    def extent(self, side: int) -> tuple[float, float]:
        """From where to where it and its name on a side reach."""
        wide = self.radius + 3 + _LETTER * (len(self.place) + 3) if side else self.radius
        return (self.x - (wide if side < 0 else self.radius), self.x + (wide if side > 0 else self.radius))


@dataclass(frozen=True, slots=True)
class SpotMap:
    """A map of incidents.

    Attributes:
        move: Moves and enlarges the outlines of the world map: an SVG transform.
        stroke: Width of a border in units of the world map.
        spots: The largest first, so that small ones lie on top.
        lands: Names of the states that are wholly or mostly shown, each with its place.
        unplaced: Places of which it is not known where they are, with their numbers of incidents.
        nowhere: How many incidents no report gives a place.
    """

    move: str
    stroke: float
    spots: tuple[Spot, ...]
    lands: tuple[tuple[float, float, str], ...]
    unplaced: tuple[tuple[str, int], ...]
    nowhere: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def says(self) -> str:
        """What it shows, for those who do not see it."""
        told = ", ".join(f"{spot.place} {spot.number}" for spot in self.spots[:12])
        return f"Map of incidents by place: {told}" + (" and others" if len(self.spots) > 12 else "")


def spot_map(rows: Iterable[IncidentRow], world: World) -> SpotMap | None:
    """The map of some incidents; None where none of them has a place that is known."""
    by_place: dict[str, list[IncidentRow]] = {}
    nowhere = 0
    for row in rows:
        if row.place:
            by_place.setdefault(row.place, []).append(row)
        else:
            nowhere += 1
    found, unplaced = [], []
    for place, held in by_place.items():
        towns = [town_of(place, tuple(filter(None, (row.target, row.actor)))) for row in held[:1]]
        if towns[0] is None:
            unplaced.append((place, len(held)))
        else:
            found.append((place, held, world.at(towns[0].latitude, towns[0].longitude)))
    if not found:
        return None
    left, top, scale = _frame([at for _, _, at in found])
    found.sort(key=lambda one: (-len(one[1]), one[0]))
    spots: list[Spot] = []
    for place, held, (x, y) in found:
        at = (round((x - left) * scale, 1), round((y - top) * scale, 1))
        radius = round(4 + math.sqrt(len(held) * _GROUND / math.pi), 1)
        status = min((row.status for row in held), key=FIRMNESS.index)
        spots.append(Spot(place, *at, radius, len(held), status))
    for number, spot in enumerate(spots):
        spots[number] = replace(spot, side=next((side for side in (1, -1) if _is_free(spot, side, spots)), 0))
    return SpotMap(
        move=f"scale({scale:.3f}) translate({-left:.2f} {-top:.2f})",
        stroke=round(1 / scale, 3),
        spots=tuple(spots),
        lands=tuple(_lands(world, left, top, scale)),
        unplaced=tuple(sorted(unplaced, key=lambda one: (-one[1], one[0]))),
        nowhere=nowhere,
    )


def _frame(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Left and upper edge of what is shown of the world map, and how far it is enlarged."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide = max(_LEAST_WIDE, (max(xs) - min(xs)) * 1.3, (max(ys) - min(ys)) * 1.3 * WIDTH / HEIGHT)
    high = wide * HEIGHT / WIDTH
    return (min(xs) + max(xs) - wide) / 2, (min(ys) + max(ys) - high) / 2, WIDTH / wide


def _lands(world: World, left: float, top: float, scale: float) -> Iterable[tuple[float, float, str]]:
    """The names of states, but for those whose middle is out of sight or too near the edge for the name."""
    for country in world.countries:
        x, y = country.middle
        at = ((x - left) * scale, (y - top) * scale)
        half = _LETTER * len(country.name) / 2
        if half < at[0] < WIDTH - half and _LINE < at[1] < HEIGHT - _LINE and country.name:
            yield round(at[0], 1), round(at[1], 1), country.name


def _is_free(spot: Spot, side: int, spots: Sequence[Spot]) -> bool:
    """Whether a name on this side fits into the drawing and runs into no other spot and no name written already."""
    begins, ends = spot.extent(side)
    if begins < 0 or ends > WIDTH:
        return False
    for other in spots:
        left, right = other.extent(other.side)
        if other is not spot and abs(other.y - spot.y) < _LINE and begins < right and left < ends:
            return False
    return True
