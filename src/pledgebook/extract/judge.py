"""The learned judge: which actors make a claim in a sentence, through which candidate, with which stance and action.

Four linear models over the same features, trained by ``make train`` and kept
as one small file of numbers: does the actor make a claim in this sentence (over
the features of all its candidates there), which candidate bears it, which
stance, which action. A fifth, over the words of a sentence alone, is the gate
that decides which sentences are parsed at all. The weights say why:
:meth:`Judge.reasons`.
"""

import math
import zipfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from pledgebook.extract.roles import Roles
from pledgebook.model.codes import Action, Stance

STANCES = tuple(Stance)
ACTIONS = tuple(Action)
_HEAD = 2
CODES = len(STANCES) + len(ACTIONS)
WIDTH = _HEAD + 2 * CODES
"""Columns of the weights: does an actor make a claim in a sentence; does a candidate bear it; stances and actions of one
candidate; stances and actions of all that an actor does in the sentence."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge holds of one candidate.

    Attributes:
        claim: Chance that its actor makes a claim in the sentence, from 0 to 1.
        bears: Chance that this candidate bears a claim, from 0 to 1; lower, as an actor has several candidates.
        stance: The likeliest stance.
        action: The likeliest action.
        stance_chance: Chance of that stance, if it is a claim.
        action_chance: Chance of that action, if it is a claim.
        roles: How likely others have a part in it; None where nobody was asked.
    """

    claim: float
    bears: float
    stance: Stance
    action: Action
    stance_chance: float
    action_chance: float
    roles: Roles | None = None

    @property
    def confidence(self) -> float:
        """Chance that the whole reading is right."""
        return self.claim * self.stance_chance * self.action_chance


@dataclass(frozen=True, eq=False)
class Judge:
    """Weights by feature.

    Attributes:
        rows: Row of each feature.
        weights: One row a feature, ``WIDTH`` columns.
        bias: ``WIDTH`` intercepts.
        gate: Weight of each word for the gate.
        gate_bias: The gate's intercept.
        gate_floor: Sentences below this score are not parsed.
        threshold: An actor below this chance makes no claim in a sentence.
        floor: A reading below this confidence is not kept: its actor may make a claim, but which one is a guess.
        version: Names the weights in every claim's extractor.
    """

    rows: dict[str, int]
    weights: Floats
    bias: Floats
    gate: dict[str, float]
    gate_bias: float
    gate_floor: float
    threshold: float
    floor: float
    version: str

    @cached_property
    def pairs(self) -> Floats:
        """The first column of the weights by itself."""
        return np.ascontiguousarray(self.weights[:, 0])

    def passes(self, words: Iterable[str]) -> bool:
        """Whether a sentence of these lower-case words may hold a claim and is worth parsing."""
        return self.gate_score(words) >= self.gate_floor

    def gate_score(self, words: Iterable[str]) -> float:
        """What the gate gives a sentence of these lower-case words, a logarithm of odds."""
        weight = self.gate.get
        return self.gate_bias + sum(weight(word, 0.0) for word in set(words))

    def known(self, features: Iterable[str]) -> frozenset[int]:
        """The rows of those features that have weights."""
        rows = self.rows
        return frozenset([rows[name] for name in features if name in rows])

    def total(self, known: Collection[int]) -> Floats:
        """The sum of the weights of some rows; sums of parts without a common row may be added."""
        if not known:
            return np.zeros(WIDTH, np.float32)
        total: Floats = self.weights.take(list(known), axis=0).sum(axis=0)
        return total

    def chance_of_claim(self, known: Collection[int]) -> float:
        """Chance that an actor makes a claim in a sentence, from the rows of the features of all its candidates."""
        return logistic(float(self.pairs.take(list(known)).sum() + self.bias[0]))

    def verdicts(
        self, claim: float, shared: frozenset[int], everything: frozenset[int], candidates: Sequence[frozenset[int]]
    ) -> list[Verdict]:
        """What one actor's candidates in one sentence say, one verdict a candidate.

        The likeliest bearer is read together with its siblings, weighed by how likely each
        bears the claim, and with the sentence as a whole; the others each by itself.

        Args:
            claim: Chance that the actor makes a claim in the sentence.
            shared: Rows of the features that all candidates of the sentence share.
            everything: Rows of the features of all the actor's candidates.
            candidates: Rows of each candidate's own features.
        """
        scores = np.stack([self.total(own | shared) for own in candidates]) + self.bias
        bears = 1.0 / (1.0 + np.exp(-scores[:, 1].clip(-30, 30)))
        stances = _chances(scores[:, _HEAD : _HEAD + len(STANCES)])
        actions = _chances(scores[:, _HEAD + len(STANCES) : _HEAD + CODES])
        whole = self.total(everything) + self.bias
        weighed = bears**2 / (bears**2).sum()
        first = int(bears.argmax())
        stances[first] = (weighed @ stances + _chances(whole[_HEAD + CODES : _HEAD + CODES + len(STANCES)])) / 2
        actions[first] = (weighed @ actions + _chances(whole[_HEAD + CODES + len(STANCES) :])) / 2
        return [
            Verdict(
                claim,
                float(bears[n]),
                STANCES[int(stances[n].argmax())],
                ACTIONS[int(actions[n].argmax())],
                float(stances[n].max()),
                float(actions[n].max()),
            )
            for n in range(len(candidates))
        ]

    def stances(self, candidates: Sequence[frozenset[int]], action: Action) -> Floats:
        """Chance of each stance towards an action, over an actor's candidates, each weighed by how well it bears that action.

        Args:
            candidates: Rows of the features of each candidate and its sentence.
            action: The action.
        """
        scores = np.stack([self.total(rows) for rows in candidates]) + self.bias
        bears = 1.0 / (1.0 + np.exp(-scores[:, 1].clip(-30, 30)))
        acts = _chances(scores[:, _HEAD + len(STANCES) : _HEAD + CODES])[:, ACTIONS.index(action)]
        weighed = bears * acts + 1e-9
        found: Floats = (weighed / weighed.sum()) @ _chances(scores[:, _HEAD : _HEAD + len(STANCES)])
        return found

    def reasons(self, features: Sequence[str], verdict: Verdict, most: int = 5) -> tuple[tuple[str, float], ...]:
        """The features that spoke loudest for a verdict, with the weight of each."""
        columns = [0, _HEAD + STANCES.index(verdict.stance), _HEAD + len(STANCES) + ACTIONS.index(verdict.action)]
        weighed = [
            (name, float(self.weights[self.rows[name], columns].sum()))
            for name in dict.fromkeys(features)
            if name in self.rows
        ]
        return tuple(sorted(weighed, key=lambda pair: -pair[1])[:most])


def logistic(score: float) -> float:
    """A logarithm of odds as a chance."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def _chances(scores: Floats) -> Floats:
    """Scores to chances that add up to one, along the last axis."""
    exponents = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: Floats = exponents / exponents.sum(axis=-1, keepdims=True)
    return chances


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
        "numbers.npy": _array(np.array([judge.gate_bias, judge.gate_floor, judge.threshold, judge.floor], np.float32)),
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
            floor=float(numbers[3]),
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
