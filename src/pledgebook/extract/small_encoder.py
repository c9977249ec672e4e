"""The small encoder: reads a sentence in a tenth of the encoder's time, and gives its tree along with its claims.

Convolutions over word vectors in place of a deep transformer; asked and answering as the encoder is, but about all
sentences of a report at once. What it sees of a sentence also makes its tree, so that the parser need not be run:
trained to parse as the parser does. Conditions and trees are worked out only where they are asked for.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from pledgebook.extract.encoder import Answered, Encoded, Encoder, encode, key_of
from pledgebook.extract.parse import Tree, Words, tree_of
from pledgebook.extract.questions import Question
from pledgebook.extract.small_heads import SmallHeads
from pledgebook.extract.small_net import Floats, SmallNet
from pledgebook.extract.small_parse import heads_of, tokens_of
from pledgebook.extract.verdict import ACTIONS, STANCES

_REMEMBERED = 300
_AT_ONCE = 64
"""Sentences read at once."""
_UNSEEN = np.zeros((0, 0), np.float32)


class SmallEncoder(Encoder):
    """The small encoder, loaded with the first question."""

    most_remembered = _REMEMBERED

    def __init__(self, folder: Path) -> None:
        """Take the small encoder from a folder with ``about.json``, ``net.npz`` and ``heads.npz``."""
        super().__init__(folder)
        self._tags: list[str] = self.about["tags"]
        self._labels: list[str] = self.about["labels"]

    def answer(self, question: Question) -> Answered:
        """What is seen in the sentence; ``chances`` is an array of actors x actions x stances."""
        return self.answers([question])[0]

    def answers(self, questions: Sequence[Question]) -> list[Answered]:
        """The same for each of several sentences; none depends on the others."""
        keys = [key_of(question) for question in questions]
        held = {key: self._seen[key] for key in keys if key in self._seen}
        new = {key: question for key, question in zip(keys, questions, strict=True) if key not in held}
        waiting = list(new)
        for first in range(0, len(waiting), _AT_ONCE):
            part = waiting[first : first + _AT_ONCE]
            encoded = [encode(new[key], self._tokenizer, self._kinds, alone=True) for key in part]
            for key, found in zip(part, self._read(encoded), strict=True):
                held[key] = found
                self._remember(key, found)
        return [held[key] for key in keys]

    def closer(self, answered: Answered) -> Answered:
        """The answer with the chances of conditions."""
        states = _states_of(answered)[1 : len(answered.offsets) + 1]
        return replace(answered, in_condition=self._parts.in_condition(states))

    def tree(self, words: Words, answered: Answered) -> Tree:
        """The tree of a sentence that was asked about.

        Args:
            words: Its words.
            answered: What was seen in it.
        """
        tokens = tokens_of(answered.offsets, words)
        arcs = self._parts.arcs(_states_of(answered))
        above = heads_of(arcs.scores, tokens)
        ends = [tokens[head] if head != word else 0 for word, head in enumerate(above)]
        names = [self._labels[number] for number in self._parts.labels(arcs, tokens, ends)]
        labels = [
            "ROOT" if head == word else name if name != "ROOT" else "dep"
            for word, (head, name) in enumerate(zip(above, names, strict=True))
        ]
        return tree_of(words, [self._tags[arcs.tags[token]] for token in tokens], labels, above)

    def _read(self, encoded: Sequence[Encoded]) -> list[Answered]:
        states = self._net.states([one.ids for one in encoded], [one.kinds for one in encoded])
        hidden = self._parts.hidden(states, encoded)
        odds = self._parts.chances(hidden, self.slope, self.shift)
        found: list[Answered] = []
        at = 0
        for one, its in zip(encoded, states, strict=True):
            until = at + len(one.tokens)
            first = tuple(min(tokens[0] for tokens in actor) for actor in one.tokens)
            found.append(Answered(odds[at:until], hidden[at:until], first, _UNSEEN, one.offsets, its))
            at = until
        return found

    @cached_property
    def _loaded(self) -> tuple[SmallNet, SmallHeads]:
        """The net, and the layers over it."""
        net = self._arrays("net.npz")
        trees = {name: array for name, array in net.items() if not name.startswith("reader.")}
        heads = {name: array.astype(np.float32) for name, array in self._arrays("heads.npz").items()}
        reader = {name.removeprefix("reader."): array for name, array in net.items() if name.startswith("reader.")}
        return SmallNet(reader), SmallHeads(heads | trees, len(ACTIONS), len(STANCES))

    @property
    def _net(self) -> SmallNet:
        return self._loaded[0]

    @property
    def _parts(self) -> SmallHeads:
        return self._loaded[1]

    def _arrays(self, name: str) -> dict[str, Any]:
        with np.load(self._folder / name) as arrays:
            return {name: arrays[name] for name in arrays.files}

    def __getstate__(self) -> dict[str, Any]:
        """What is sent to another process: the loaded parts are loaded there anew."""
        return {name: value for name, value in super().__getstate__().items() if name != "_loaded"}


def _states_of(answered: Answered) -> Floats:
    if answered.states is None:
        raise ValueError("the answer is not the small encoder's")
    return answered.states


@cache
def shipped_small_encoder() -> SmallEncoder:
    """The small encoder that ships with Pledgebook."""
    return SmallEncoder(Path(str(files("pledgebook.data") / "small_encoder")))
