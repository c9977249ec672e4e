"""The learned judge: which candidates are claims, and with which stance and action.

Three linear models over the same features, trained by ``make train`` and kept
as one small file of numbers: is it a claim, which stance, which action. A
fourth, over the words of a sentence alone, is the gate that decides which
sentences are parsed at all. The weights say why: :meth:`Judge.reasons`.
"""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from pledgebook.model.codes import Action, Stance

STANCES = tuple(Stance)
ACTIONS = tuple(Action)
WIDTH = 1 + len(STANCES) + len(ACTIONS)
"""Columns of the weights: claim, then the stances, then the actions."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge holds of one candidate.

    Attributes:
        claim: Chance that it is a claim at all, from 0 to 1.
        stance: The likeliest stance.
        action: The likeliest action.
        stance_chance: Chance of that stance, if it is a claim.
        action_chance: Chance of that action, if it is a claim.
    """

    claim: float
    stance: Stance
    action: Action
    stance_chance: float
    action_chance: float

    @property
    def confidence(self) -> float:
        """Chance that the whole reading is right."""
        return self.claim * self.stance_chance * self.action_chance


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Weights by feature.

    Attributes:
        rows: Row of each feature.
        weights: One row a feature, ``WIDTH`` columns.
        bias: ``WIDTH`` intercepts.
        gate: Weight of each word for the gate.
        gate_bias: The gate's intercept.
        gate_floor: Sentences below this score are not parsed.
        threshold: Candidates below this chance are no claims.
        version: Names the weights in every claim's extractor.
    """

    rows: dict[str, int]
    weights: Floats
    bias: Floats
    gate: dict[str, float]
    gate_bias: float
    gate_floor: float
    threshold: float
    version: str

    def passes(self, words: Iterable[str]) -> bool:
        """Whether a sentence of these lower-case words may hold a claim and is worth parsing."""
        weight = self.gate.get
        return self.gate_bias + sum(weight(word, 0.0) for word in set(words)) >= self.gate_floor

    def total(self, features: Iterable[str]) -> Floats:
        """The sum of the weights of some features; sums of parts may be added."""
        row = self.rows.get
        found = [number for number in map(row, set(features)) if number is not None]
        if not found:
            return np.zeros(WIDTH, np.float32)
        total: Floats = self.weights[found].sum(axis=0)
        return total

    def verdict(self, total: Floats) -> Verdict:
        """Turn a sum of weights into a verdict."""
        scores = total + self.bias
        claim = 1.0 / (1.0 + float(np.exp(-scores[0])))
        stance, stance_chance = _best(scores[1 : 1 + len(STANCES)])
        action, action_chance = _best(scores[1 + len(STANCES) :])
        return Verdict(claim, STANCES[stance], ACTIONS[action], stance_chance, action_chance)

    def reasons(self, features: Sequence[str], verdict: Verdict, most: int = 5) -> tuple[tuple[str, float], ...]:
        """The features that spoke loudest for a verdict, with the weight of each."""
        columns = [0, 1 + STANCES.index(verdict.stance), 1 + len(STANCES) + ACTIONS.index(verdict.action)]
        weighed = [
            (name, float(self.weights[self.rows[name], columns].sum()))
            for name in dict.fromkeys(features)
            if name in self.rows
        ]
        return tuple(sorted(weighed, key=lambda pair: -pair[1])[:most])


def _best(scores: Floats) -> tuple[int, float]:
    exponents = np.exp(scores - scores.max())
    best = int(exponents.argmax())
    return best, float(exponents[best] / exponents.sum())


def write_judge(judge: Judge) -> bytes:
    """The file of a judge: a zip of arrays, the same bytes for the same weights."""
    names = sorted(judge.rows, key=lambda name: judge.rows[name])
    words = sorted(judge.gate)
    parts = {
        "features.txt": "\n".join(names).encode(),
        "words.txt": "\n".join(words).encode(),
        "weights.npy": _array(judge.weights.astype(np.float16)),
        "bias.npy": _array(judge.bias),
        "gate.npy": _array(np.array([judge.gate[word] for word in words], np.float16)),
        "numbers.npy": _array(np.array([judge.gate_bias, judge.gate_floor, judge.threshold], np.float32)),
        "version.txt": judge.version.encode(),
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def read_judge(content: bytes) -> Judge:
    """A judge from its file."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        part = archive.read
        names = part("features.txt").decode().split("\n")
        words = part("words.txt").decode().split("\n")
        numbers = np.load(BytesIO(part("numbers.npy")))
        return Judge(
            rows={name: row for row, name in enumerate(names)},
            weights=np.load(BytesIO(part("weights.npy"))).astype(np.float32),
            bias=np.load(BytesIO(part("bias.npy"))),
            gate=dict(zip(words, np.load(BytesIO(part("gate.npy"))).astype(float).tolist(), strict=True)),
            gate_bias=float(numbers[0]),
            gate_floor=float(numbers[1]),
            threshold=float(numbers[2]),
            version=part("version.txt").decode(),
        )


def _array(values: npt.NDArray[np.generic]) -> bytes:
    buffer = BytesIO()
    np.save(buffer, values)
    return buffer.getvalue()


@cache
def shipped_judge() -> Judge:
    """The judge that ships with Pledgebook."""
    return read_judge((files("pledgebook.data") / "judge.zip").read_bytes())
