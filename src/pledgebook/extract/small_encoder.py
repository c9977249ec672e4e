"""The small encoder: reads a sentence in a tenth of the encoder's time, and gives its tree along with its claims.

Convolutions over word vectors in place of a deep transformer; asked and answering as the encoder is. What it
sees of a sentence also makes its tree, so that the parser need not be run: trained to parse as the parser does.
"""

import math
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from pledgebook.extract.encoder import Answered, Encoded, Encoder, Floats, chances_of, encode, gelu, layers, shares
from pledgebook.extract.parse import Tree, Words, tree_of
from pledgebook.extract.questions import Question
from pledgebook.extract.small_parse import Arcs, heads_of, tokens_of

_REMEMBERED = 300


class SmallEncoder(Encoder):
    """The small encoder, loaded with the first question."""

    most_remembered = _REMEMBERED

    def __init__(self, folder: Path) -> None:
        """Take the small encoder from its folder."""
        super().__init__(folder)
        self._tags: list[str] = self.about["tags"]
        self._labels: list[str] = self.about["labels"]

    def tree(self, words: Words, answered: Answered) -> Tree:
        """The tree of a sentence that was asked about.

        Args:
            words: Its words.
            answered: What was seen in it.
        """
        arcs, heads = answered.arcs, self._heads
        if arcs is None:
            raise ValueError("the answer is not the small encoder's")
        tokens = tokens_of(answered.offsets, words)
        above = heads_of(arcs.scores, tokens)
        ends = [tokens[head] if head != word else 0 for word, head in enumerate(above)]
        of_arc = gelu(arcs.below[tokens] + arcs.above[ends]) @ heads["label.weight"].T + heads["label.bias"]
        names = [self._labels[number] for number in of_arc.argmax(axis=1).tolist()]
        labels = [
            "ROOT" if head == word else name if name != "ROOT" else "dep"
            for word, (head, name) in enumerate(zip(above, names, strict=True))
        ]
        return tree_of(words, [self._tags[arcs.tags[token]] for token in tokens], labels, above)

    def _encode(self, question: Question) -> Encoded:
        """A question as numbers, of the sentence alone."""
        found = encode(question, self._tokenizer, self._kinds)
        base = found.segments.count(0)
        tokens = [[[t for t in mention if t < base] or [0] for mention in actor] for actor in found.tokens]
        return replace(found, ids=found.ids[:base], kinds=found.kinds[:base], segments=[0] * base, tokens=tokens)

    def _answer(self, encoded: Encoded) -> Answered:
        inputs = {"ids": encoded.ids, "kinds": encoded.kinds}
        found = self._session.run(None, {name: np.array([row], np.int64) for name, row in inputs.items()})
        states, scores, tags, below, above = (values[0] for values in found)
        hidden = self._hidden(states, encoded)
        return Answered(
            chances=chances_of(hidden, self._heads, self.slope, self.shift),
            actors=hidden,
            first=tuple(min(tokens[0] for tokens in actor) for actor in encoded.tokens),
            in_condition=shares(
                layers(self._heads, "condition.0", "condition.2", states[1 : len(encoded.offsets) + 1])
            ),
            offsets=encoded.offsets,
            arcs=Arcs(scores, tuple(tags.argmax(axis=1).tolist()), below, above),
        )

    def _hidden(self, states: Floats, encoded: Encoded) -> Floats:
        """What each actor asked about does in the sentence."""
        heads = self._heads
        if not encoded.tokens:
            return np.zeros((0, len(heads["h.0.bias"])), np.float32)
        own = np.stack(
            [self._own(states, *mentions) for mentions in zip(encoded.tokens, encoded.mention_kinds, strict=True)]
        )
        width = states.shape[1]
        looking = own[:, :width] @ heads["look_from.weight"].T + heads["look_from.bias"]
        at = states @ heads["look_at.weight"].T + heads["look_at.bias"]
        looks = shares(looking @ at.T * np.float32(1 / math.sqrt(width)))
        around = looks @ (states @ heads["look_for.weight"].T + heads["look_for.bias"])
        most = np.repeat(states.max(axis=0)[None], len(own), axis=0)
        return gelu(np.concatenate([own, around, most], axis=1) @ heads["h.0.weight"].T + heads["h.0.bias"])


@cache
def shipped_small_encoder() -> SmallEncoder:
    """The small encoder that ships with Pledgebook."""
    return SmallEncoder(Path(str(files("pledgebook.data") / "small_encoder")))
