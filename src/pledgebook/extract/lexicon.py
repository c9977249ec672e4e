"""The words that show stances and actions, read from their tables into look-ups by lemma."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pledgebook.model.codes import Action, Stance

SPEECH = "speech"
LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which classes a lemma belongs to, by part of speech.

    Attributes:
        stance_verbs: ``rule out`` -> ("declined",); a class is a stance code or ``speech``.
        stance_nouns: ``refusal`` -> ("declined",).
        stance_adjectives: ``ready`` -> ("willing",).
        action_verbs: ``deploy`` -> ("deploy",); a class is an action code or ``light``.
        action_nouns: ``deployment`` -> ("deploy",).
        action_objects: ``troop`` -> ("deploy",): what a light verb acts on.
        phrases: First word of each phrase of two or more words -> the phrases, split.
    """

    stance_verbs: dict[str, tuple[str, ...]]
    stance_nouns: dict[str, tuple[str, ...]]
    stance_adjectives: dict[str, tuple[str, ...]]
    action_verbs: dict[str, tuple[str, ...]]
    action_nouns: dict[str, tuple[str, ...]]
    action_objects: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[tuple[str, ...], ...]]

    def is_trigger(self, lemma: str) -> bool:
        """Whether the lemma can show an action by itself or as an object."""
        return lemma in self.action_verbs or lemma in self.action_nouns or lemma in self.action_objects


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    stances = _table("stances.toml")
    actions = _table("actions.toml")
    unknown = set(stances) - {str(s) for s in Stance} - {SPEECH} | set(actions) - {str(a) for a in Action} - {LIGHT}
    if unknown:
        raise ValueError(f"stances.toml and actions.toml know no such class: {', '.join(sorted(unknown))}")
    built = [
        _invert(stances, "verbs"),
        _invert(stances, "nouns"),
        _invert(stances, "adjectives"),
        _invert(actions, "verbs"),
        _invert(actions, "nouns"),
        _invert(actions, "objects"),
    ]
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for table in built:
        for words in table:
            first, *rest = words.split(" ")
            if rest:
                phrases.setdefault(first, set()).add((first, *rest))
    return Lexicon(
        stance_verbs=built[0],
        stance_nouns=built[1],
        stance_adjectives=built[2],
        action_verbs=built[3],
        action_nouns=built[4],
        action_objects=built[5],
        phrases={first: tuple(sorted(found, key=len, reverse=True)) for first, found in phrases.items()},
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pledgebook.data") / name).read_text("utf-8"))


def _invert(table: dict[str, Any], column: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, row in table.items():
        for word in dict.fromkeys(row[column]):
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}
