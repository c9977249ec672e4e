"""By what a reading was made: one short name for all tables and weights that it depends on."""

import hashlib
from functools import cache
from importlib.resources import files

_TABLES = (".toml", ".csv", ".json")


@cache
def tables_version() -> str:
    """A digest of every table and model of Pledgebook: another one means that a report may be read otherwise."""
    digest = hashlib.blake2b(digest_size=4)
    folder = files("pledgebook.data")
    tables = [place for place in folder.iterdir() if place.name.endswith(_TABLES)]
    encoders = [folder / name / "about.json" for name in ("encoder", "small_encoder")]
    for place in [*sorted(tables, key=lambda place: place.name), *encoders]:
        digest.update(place.name.encode())
        digest.update(place.read_bytes())
    return digest.hexdigest()
