"""The sentence encoder: which actor holds which stance towards which action, from the words alone.

A small transformer, trained by ``make train`` from the reports that ship with
the source and kept as whole numbers of eight bits, run by onnxruntime on one
core. It reads each sentence once; small layers over its output, kept as plain
arrays, answer for each actor asked about. Each sentence is run by itself, so
that the answer never depends on what else is read with it.
"""

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pledgebook.extract.questions import Place, Question, Where
from pledgebook.extract.roles import Roles
from pledgebook.extract.small_net import Floats, gelu, shares
from pledgebook.extract.verdict import ACTIONS, STANCES
from pledgebook.model.codes import Action, ConditionKind, Stance

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


MOST_TOKENS = 128
"""Of a sentence; what comes after is not seen."""
MOST_BEFORE = 36
"""Of the sentence before."""
FIRST, LAST = 101, 102
"""Tokens that open and close a text in the encoder's vocabulary."""
_REMEMBERED = 2_000
_FAR = 20


@dataclass(frozen=True, slots=True)
class Encoded:
    """A question as numbers.

    Attributes:
        ids: Tokens of the sentence and, after it, of the one before.
        kinds: For each token the kind of mention that it belongs to, from 1; 0 for none.
        segments: 0 for the sentence, 1 for the one before.
        tokens: For each actor and each of its mentions the tokens of it.
        mention_kinds: For each actor and each of its mentions its kind, from 0.
        offsets: Where each token of the sentence stands in it.
    """

    ids: list[int]
    kinds: list[int]
    segments: list[int]
    tokens: list[list[list[int]]]
    mention_kinds: list[list[int]]
    offsets: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Answered:
    """What the encoder sees in one sentence.

    Attributes:
        chances: For each actor asked about the chance of each action and stance.
        actors: For each of them what further questions are answered from.
        first: The first token of each.
        in_condition: For each token of the sentence the chance that it stands in no condition, and in one of each kind;
            without rows where the small encoder was not yet asked to look closer.
        offsets: Where each token stands in the sentence.
        states: The small encoder's numbers for each token, from which it sees conditions and the tree.
    """

    chances: Floats
    actors: Floats
    first: tuple[int, ...]
    in_condition: Floats
    offsets: Sequence[tuple[int, int]]
    states: Floats | None = None


def encode(question: Question, tokenizer: "Tokenizer", kinds: dict[str, int], *, alone: bool = False) -> Encoded:
    """A question as numbers.

    Args:
        question: The question.
        tokenizer: The encoder's tokenizer.
        kinds: Number of each kind of mention; one that is not in it counts as the last.
        alone: Leave out the sentence before.
    """
    here = tokenizer.encode(question.text, add_special_tokens=False)
    ids = [FIRST, *here.ids[:MOST_TOKENS], LAST]
    offsets = here.offsets[:MOST_TOKENS]
    base = len(ids)
    offsets_before: Sequence[tuple[int, int]] = ()
    if question.before and not alone:
        before = tokenizer.encode(question.before, add_special_tokens=False)
        offsets_before = before.offsets[:MOST_BEFORE]
        if before.ids:
            ids += [*before.ids[:MOST_BEFORE], LAST]
    of_token = [0] * len(ids)

    def tokens_of(place: Place) -> list[int]:
        if place.where is Where.ISSUER:
            return [0]
        first, among = (1, offsets) if place.where is Where.HERE else (base, offsets_before)
        return [first + n for n, (start, end) in enumerate(among) if end > place.start and start < place.end] or [0]

    tokens: list[list[list[int]]] = []
    numbers: list[list[int]] = []
    for asked in question.actors:
        tokens.append([tokens_of(place) for place in asked.places])
        numbers.append([kinds.get(place.kind, len(kinds) - 1) for place in asked.places])
        for its_tokens, number in zip(tokens[-1], numbers[-1], strict=True):
            for token in its_tokens:
                if token:
                    of_token[token] = number + 1
    return Encoded(ids, of_token, [0] * base + [1] * (len(ids) - base), tokens, numbers, offsets)


def key_of(question: Question) -> tuple[object, ...]:
    """What two questions with one answer share."""
    return question.text, question.before, tuple(asked.places for asked in question.actors)


class Encoder:
    """The encoder, loaded with the first question.

    Attributes:
        version: Names the weights in every claim's extractor.
        threshold: A reading below this chance is not kept.
        slope, shift: What makes its chances true.
        about: All that ``about.json`` says.
        most_remembered: How many sentences it remembers.
    """

    most_remembered = _REMEMBERED

    def __init__(self, folder: Path) -> None:
        """Take the encoder from a folder with ``about.json``, ``encoder.onnx``, ``heads.npz`` and ``tokenizer.json``."""
        self._folder = folder
        about: dict[str, Any] = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        if [about[name] for name in ("actions", "stances", "conditions")] != [[*ACTIONS], [*STANCES], [*ConditionKind]]:
            raise ValueError(f"the encoder in {folder} was trained with other codes; train it anew: make train-encoder")
        self.about = about
        self.version: str = about["version"]
        self.threshold: float = about["threshold"]
        self.slope, self.shift = about["calibration"]
        self._kinds: dict[str, int] = {kind: number for number, kind in enumerate(about["kinds"])}
        self._seen: OrderedDict[tuple[object, ...], Answered] = OrderedDict()

    def answer(self, question: Question) -> Answered:
        """What is seen in the sentence; ``chances`` is an array of actors x actions x stances."""
        key = key_of(question)
        held = self._seen.get(key)
        if held is None:
            held = self._answer(self._encode(question))
            self._remember(key, held)
        return held

    def _remember(self, key: tuple[object, ...], answered: Answered) -> None:
        self._seen[key] = answered
        if len(self._seen) > self.most_remembered:
            self._seen.popitem(last=False)

    def roles(self, question: Question, answered: Answered, at: int, action: Action, stance: Stance) -> Roles:
        """Who has which part in a claim of one of the actors asked about.

        Args:
            question: The question.
            answered: Its answer.
            at: Which of the actors makes the claim.
            action: The claim's action.
            stance: The claim's stance.
        """
        heads, actors = self._heads, answered.actors
        code = heads["claim.weight"][ACTIONS.index(action) * len(STANCES) + STANCES.index(stance)]
        alone = layers(heads, "none.0", "none.2", np.concatenate([actors[at], code])[None])[0]
        others = [n for n in range(len(actors)) if n != at]
        found: dict[str, tuple[float, float, float]] = {}
        if others:
            apart = [answered.first[n] - answered.first[at] for n in others]
            near = np.array(
                [
                    [float(step > 0), min(1.0, abs(step) / _FAR), float(question.actors[n].is_place)]
                    for n, step in zip(others, apart, strict=True)
                ],
                np.float32,
            )
            mine = np.repeat(np.concatenate([actors[at], code])[None], len(others), axis=0)
            seen = np.concatenate(
                [mine[:, : actors.shape[1]], actors[others], mine[:, actors.shape[1] :], near], axis=1
            )
            for n, odds in zip(others, layers(heads, "pair.0", "pair.3", seen).tolist(), strict=True):
                found.setdefault(question.actors[n].code, tuple(odds))
        return Roles(found, float(alone[0]), float(alone[1]))

    def _encode(self, question: Question) -> Encoded:
        """A question as numbers."""
        return encode(question, self._tokenizer, self._kinds)

    def _answer(self, encoded: Encoded) -> Answered:
        states, heads = self._states(encoded), self._heads
        own = [self._own(states, *mentions) for mentions in zip(encoded.tokens, encoded.mention_kinds, strict=True)]
        seen = np.concatenate([np.stack(own), np.repeat(states[:1], len(own), axis=0)], axis=1)
        hidden = gelu(seen @ heads["h.0.weight"].T + heads["h.0.bias"])
        return Answered(
            chances=chances_of(hidden, heads, self.slope, self.shift),
            actors=hidden,
            first=tuple(min(tokens[0] for tokens in its_tokens) for its_tokens in encoded.tokens),
            in_condition=shares(layers(heads, "condition.0", "condition.2", states[1 : len(encoded.offsets) + 1])),
            offsets=encoded.offsets,
        )

    def _own(self, states: Floats, tokens: list[list[int]], kinds: list[int]) -> Floats:
        """The states of an actor's mentions, weighed, and their kinds."""
        heads = self._heads
        means = np.stack([states[its_tokens].mean(axis=0) for its_tokens in tokens])
        looks = np.exp((means @ heads["att.weight"][0] + heads["att.bias"][0]).clip(-10, 10))
        looks /= looks.sum()
        found: Floats = np.concatenate([looks @ means, looks @ heads["kind.weight"][kinds]])
        return found

    def _states(self, encoded: Encoded) -> Floats:
        inputs = {"ids": encoded.ids, "kinds": encoded.kinds, "segments": encoded.segments}
        (states,) = self._session.run(None, {name: np.array([row], np.int64) for name, row in inputs.items()})
        found: Floats = states[0]
        return found

    @cached_property
    def _session(self) -> "InferenceSession":
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        content = (self._folder / "encoder.onnx").read_bytes()
        return InferenceSession(content, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(files("pledgebook.data") / "encoder" / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _heads(self) -> dict[str, Floats]:
        with np.load(self._folder / "heads.npz") as arrays:
            return {name: arrays[name].astype(np.float32) for name in arrays.files}

    def __getstate__(self) -> dict[str, Any]:
        """What is sent to another process: the loaded parts are loaded there anew."""
        loaded = ("_session", "_tokenizer", "_heads")
        kept = {name: value for name, value in self.__dict__.items() if name not in loaded}
        return kept | {"_seen": OrderedDict()}


def chances_of(hidden: Floats, heads: dict[str, Floats], slope: float, shift: float) -> Floats:
    """For each actor the chance of each action and stance, made true by slope and shift."""
    actions = hidden @ heads["act.weight"].T + heads["act.bias"]
    stances = (hidden @ heads["st.weight"].T + heads["st.bias"])[:, None, :]
    both = (hidden @ heads["sa.weight"].T + heads["sa.bias"]).reshape(-1, len(ACTIONS), len(STANCES))
    stances = shares(stances + both + heads["sab"])
    chance = (stances / (1.0 + np.exp(-actions.clip(-30, 30)))[:, :, None]).clip(1e-6, 1 - 1e-6)
    odds = slope * np.log(chance / (1.0 - chance)) + shift
    found: Floats = (1.0 / (1.0 + np.exp(-odds))).astype(np.float32)
    return found


def layers(heads: dict[str, Floats], first: str, second: str, seen: Floats) -> Floats:
    """Two layers of the net."""
    hidden = gelu(seen @ heads[f"{first}.weight"].T + heads[f"{first}.bias"])
    found: Floats = hidden @ heads[f"{second}.weight"].T + heads[f"{second}.bias"]
    return found


@cache
def shipped_encoder() -> Encoder:
    """The encoder that ships with Pledgebook."""
    return Encoder(Path(str(files("pledgebook.data") / "encoder")))
