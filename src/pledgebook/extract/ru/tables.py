"""The rows of Russian words that ship in ``data/ru``, read once."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pledgebook.model import Action, ConditionKind, Stance

_FOLDER = files("pledgebook.data") / "ru"


@cache
def rows(name: str) -> Mapping[str, Any]:
    """One file of rows: ``rows("states")``."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def tables_version() -> str:
    """A digest of all Russian rows: another one means that a report may be read otherwise."""
    digest = hashlib.blake2b(digest_size=4)
    for place in sorted(_FOLDER.iterdir(), key=lambda place: place.name):
        if place.name.endswith(".toml"):
            digest.update(place.name.encode())
            digest.update(place.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that show a stance.

    Attributes:
        stances: For each dictionary form, the stance of verbs, adjectives and nouns with it.
        nouns: Those of them that are nouns.
        against: What a "не" makes of a stance.
        against_verbs: What it makes of single verbs.
        sides: Verbs whose preposition says which side is taken.
        through: Verbs and nouns that hand on what stands behind them.
        speech: Verbs of telling.
    """

    stances: Mapping[str, Stance]
    nouns: frozenset[str]
    against: Mapping[Stance, Stance]
    against_verbs: Mapping[str, Stance]
    sides: frozenset[str]
    through: frozenset[str]
    speech: frozenset[str]


@cache
def cues() -> Cues:
    """The stance words of ``cues.toml``."""
    table = rows("cues")
    stances: dict[str, Stance] = {}
    for stance in Stance:
        for kind in ("verbs", "nouns", "adjectives"):
            stances.update(dict.fromkeys(table.get(stance.value, {}).get(kind, ()), stance))
    return Cues(
        stances=stances,
        nouns=frozenset(word for stance in Stance for word in table.get(stance.value, {}).get("nouns", ())),
        against={Stance(stance): Stance(other) for stance, other in table["not"].items()},
        against_verbs={verb: Stance(stance) for verb, stance in table["not_verbs"].items()},
        sides=frozenset(table["sides"]["verbs"]),
        through=frozenset(table["through"]["verbs"] + table["through"]["nouns"]),
        speech=frozenset(table["speech"]["verbs"]),
    )


@cache
def actions() -> Mapping[str, tuple[tuple[Action, float], ...]]:
    """For each dictionary form the actions that it shows, each with its weight."""
    found: dict[str, list[tuple[Action, float]]] = {}
    table = rows("actions")
    for action in Action:
        for kind, weight in (("strong", 3.0), ("weak", 1.0), ("faint", 0.4)):
            for word in table[action.value].get(kind, ()):
                found.setdefault(word, []).append((action, weight))
    return {word: tuple(shown) for word, shown in found.items()}


@cache
def condition_kinds() -> tuple[tuple[ConditionKind, tuple[str, ...]], ...]:
    """The kinds of conditions with the stems that tell them, in the order in which they are looked for."""
    return tuple((ConditionKind(kind), tuple(stems)) for kind, stems in rows("conditions")["kinds"].items())
