"""What the small encoder tells from the states of a sentence's tokens: who does what, which words are conditions, the tree."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from pledgebook.extract.encoder import Encoded
from pledgebook.extract.small_net import Floats, gelu, shares, times, transposed
from pledgebook.extract.small_parse import Arcs


class SmallHeads:
    """The layers over the states. Where one product follows another without a bend between them, they are made one beforehand."""

    def __init__(self, weights: Mapping[str, Floats], actions: int, stances: int) -> None:
        """Lay the weights out for multiplying from the right.

        Args:
            weights: Arrays by the names that they have in training.
            actions: How many actions there are.
            stances: How many stances there are.
        """
        w = weights
        width = w["look_at.weight"].shape[1]
        self._width, self._actions, self._stances = width, actions, stances
        self._att, self._att_bias = w["att.weight"][0], w["att.bias"][0]
        self._kinds = w["kind.weight"]
        scale = np.float32(1 / math.sqrt(width))
        self._look = np.ascontiguousarray(w["look_from.weight"].T @ w["look_at.weight"]) * scale
        self._look_bias = w["look_from.bias"] @ w["look_at.weight"] * scale
        hidden = transposed(w["h.0.weight"])
        own = width + self._kinds.shape[1]
        beyond = hidden[own : own + width]
        self._hidden = np.concatenate([hidden[:own], w["look_for.weight"].T @ beyond, hidden[own + width :]])
        self._hidden_bias = w["h.0.bias"] + w["look_for.bias"] @ beyond
        every = np.repeat(w["st.weight"][None], actions, axis=0).reshape(actions * stances, -1)
        self._chances = transposed(np.concatenate([w["act.weight"], w["sa.weight"] + every]))
        both = w["sa.bias"] + (w["st.bias"][None] + w["sab"]).reshape(-1)
        self._chances_bias = np.concatenate([w["act.bias"], both])
        self._condition = transposed(w["condition.0.weight"]), w["condition.0.bias"]
        self._kind_of_condition = transposed(w["condition.2.weight"]), w["condition.2.bias"]
        names = ("below", "above", "label_below", "label_above", "tag", "heads")
        self._arcs = transposed(np.concatenate([w[f"{name}.weight"] for name in names]))
        self._arcs_bias = np.concatenate([w[f"{name}.bias"] for name in names])
        ends = np.cumsum([len(w[f"{name}.bias"]) for name in names]).tolist()
        self._columns = [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]
        self._arc = transposed(w["arc.weight"])
        self._label = transposed(w["label.weight"]), w["label.bias"]

    def hidden(self, states: Sequence[Floats], encoded: Sequence[Encoded]) -> Floats:
        """What each actor asked about does in its sentence: one row an actor, of all sentences."""
        actors = [actor for one in encoded for actor in zip(one.tokens, one.mention_kinds, strict=True)]
        if not actors:
            return np.zeros((0, len(self._hidden_bias)), np.float32)
        own = self._own(states, encoded)
        width = self._width
        looking = times(own[:, :width], self._look)
        looking += self._look_bias
        found = np.empty((len(own), len(self._hidden)), np.float32)
        found[:, : own.shape[1]] = own
        at = 0
        for its, one in zip(states, encoded, strict=True):
            until = at + len(one.tokens)
            if until > at:
                looks = shares(looking[at:until] @ its.T)
                found[at:until, own.shape[1] : -width] = looks @ its
                found[at:until, -width:] = its.max(axis=0)
            at = until
        seen = times(found, self._hidden)
        seen += self._hidden_bias
        return gelu(seen)

    def _own(self, states: Sequence[Floats], encoded: Sequence[Encoded]) -> Floats:
        """For each actor the states of its mentions, weighed, and their kinds."""
        mentions: list[Floats] = []
        kinds: list[int] = []
        firsts: list[int] = []
        for its, one in zip(states, encoded, strict=True):
            for tokens, its_kinds in zip(one.tokens, one.mention_kinds, strict=True):
                firsts.append(len(mentions))
                mentions += [_mean(its, mention) for mention in tokens]
                kinds += its_kinds
        means = np.array(mentions)
        looks = np.exp((np.einsum("ij,j->i", means, self._att) + self._att_bias).clip(-10, 10))
        both = np.concatenate([means, self._kinds[kinds]], axis=1) * looks[:, None]
        found = np.add.reduceat(both, firsts) / np.add.reduceat(looks, firsts)[:, None]
        return found.astype(np.float32, copy=False)

    def chances(self, hidden: Floats, slope: float, shift: float) -> Floats:
        """For each actor the chance of each action and stance, made true by slope and shift."""
        odds = times(hidden, self._chances)
        odds += self._chances_bias
        acts = 1.0 / (1.0 + np.exp(-odds[:, : self._actions].clip(-30, 30)))
        stances = shares(odds[:, self._actions :].reshape(-1, self._actions, self._stances))
        stances *= acts[:, :, None]
        chance = stances.clip(1e-6, 1 - 1e-6)
        found = 1.0 / (1.0 + np.exp(-(slope * np.log(chance / (1.0 - chance)) + shift)))
        return found.astype(np.float32, copy=False)

    def in_condition(self, states: Floats) -> Floats:
        """For each token the chance that it stands in no condition, and in one of each kind."""
        (first, bias), (second, second_bias) = self._condition, self._kind_of_condition
        return shares(gelu(states @ first + bias) @ second + second_bias)

    def arcs(self, states: Floats) -> Arcs:
        """What is seen of the tree of one sentence."""
        seen = states @ self._arcs
        seen += self._arcs_bias
        below, above, label_below, label_above, tags, heads = (seen[:, columns] for columns in self._columns)
        scores = gelu(below) @ self._arc @ gelu(above).T + heads.T
        return Arcs(scores, tuple(tags.argmax(axis=1).tolist()), label_below, label_above)

    def labels(self, arcs: Arcs, tokens: Sequence[int], heads: Sequence[int]) -> list[int]:
        """The number of the label of each arc, given the token of each word and of its head."""
        weight, bias = self._label
        found: list[int] = (gelu(arcs.below[tokens] + arcs.above[heads]) @ weight + bias).argmax(axis=1).tolist()
        return found


def _mean(states: Floats, tokens: Sequence[int]) -> Floats:
    """The mean of some tokens' states."""
    if len(tokens) == 1:
        only: Floats = states[tokens[0]]
        return only
    found: Floats = states[tokens].sum(axis=0) / np.float32(len(tokens))
    return found
