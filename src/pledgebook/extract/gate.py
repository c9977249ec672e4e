"""The gate: a sentence's words, each with a weight, decide whether it may hold a claim and is worth a closer look.

The weights in ``gate.json`` come from ``accuracy/train.py``.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[a-z]+(?:[-'’][a-z]+)*|[$€£₩¥₴]|\d+")


@dataclass(frozen=True, slots=True)
class Gate:
    """Weights of words.

    Attributes:
        weights: What each word adds; ``@state``, ``@person``, ... for the kinds of actors that a sentence names.
        bias: What every sentence starts with.
        floor: Sentences below this score are not looked at.
    """

    weights: Mapping[str, float]
    bias: float
    floor: float

    def passes(self, words: Iterable[str]) -> bool:
        """Whether a sentence of these lower-case words may hold a claim."""
        return self.score(words) >= self.floor

    def score(self, words: Iterable[str]) -> float:
        """What a sentence of these lower-case words gets, a logarithm of odds; each word counts once.

        >>> Gate({"will": 2.0, "album": -4.0}, bias=-1.0, floor=0.0).score(["will", "will", "send"])
        1.0
        """
        weight = self.weights.get
        return self.bias + sum(weight(word, 0.0) for word in set(words))


def gate_words(sentence: str) -> set[str]:
    """The lower-case words of a sentence, numbers as ``#``.

    >>> sorted(gate_words("Norway sent 2 ships."))
    ['#', 'norway', 'sent', 'ships']
    """
    return {"#" if word[0].isdigit() else word for word in _WORD.findall(sentence.lower())}


def chance(score: float) -> float:
    """A logarithm of odds as a chance.

    >>> chance(0.0)
    0.5
    """
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def write_gate(gate: Gate) -> str:
    """The text of a gate's file: every weight to its last digit, the same text for the same gate."""
    found = {"bias": gate.bias, "floor": gate.floor, "weights": dict(gate.weights)}
    return json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def read_gate(text: str) -> Gate:
    """A gate from the text of its file."""
    return Gate(**json.loads(text))


@cache
def shipped_gate() -> Gate:
    """The gate that ships with Pledgebook."""
    return read_gate((files("pledgebook.data") / "gate.json").read_text("utf-8"))
