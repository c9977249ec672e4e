"""The small encoder's net: word vectors, four convolutions and one layer of attention between them, for many sentences at once.

All words of all sentences go through each layer together, in blocks of one size: so a word's numbers are worked out
by the same steps, to the last digit, whatever else is read with it.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_BLOCK = 64
"""Rows multiplied at a time. Of one size only, for the sums of a product may be taken in another order where there are fewer."""
_DILATIONS = (1, 2, 4, 1)
_HEADS = 4
_LEAST = np.float32(1e-5)


class SmallNet:
    """Word vectors to states, with the weights that ``accuracy/train_small_encoder.py`` wrote."""

    def __init__(self, weights: Mapping[str, npt.NDArray[Any]]) -> None:
        """Lay the weights out for multiplying from the right.

        Args:
            weights: Arrays by the names that they have in training; word vectors and kinds as whole numbers with ``scale`` and ``zero``.
        """
        self._weights = {name: array for name, array in weights.items() if name.startswith(("words.", "kinds."))}
        self._conv = [
            (transposed(_floats(weights, f"conv.{n}.weight").transpose(0, 2, 1).reshape(-1, 3 * self.width)),
             _floats(weights, f"conv.{n}.bias"))
            for n in range(len(_DILATIONS))
        ]  # fmt: skip
        self._norms = {
            name: (_floats(weights, f"{name}.weight"), _floats(weights, f"{name}.bias"))
            for name in ("norm", "after", *(f"norms.{n}" for n in range(len(_DILATIONS))))
        }
        parts = [_floats(weights, f"{name}.weight") for name in "qkv"]
        parts[0] = parts[0] * np.float32(1 / math.sqrt(self.width // _HEADS))
        self._looks = transposed(np.concatenate(parts))
        biases = [_floats(weights, f"{name}.bias") for name in "qkv"]
        biases[0] = biases[0] * np.float32(1 / math.sqrt(self.width // _HEADS))
        self._looks_bias = np.concatenate(biases)
        self._seen, self._seen_bias = transposed(_floats(weights, "o.weight")), _floats(weights, "o.bias")

    @property
    def width(self) -> int:
        """Numbers for each token."""
        return int(self._weights["words.weight"].shape[1])

    def states(self, ids: Sequence[Sequence[int]], kinds: Sequence[Sequence[int]]) -> list[Floats]:
        """For each sentence one row a token.

        Args:
            ids: The tokens of each sentence.
            kinds: For each token the kind of mention that it belongs to, from 1; 0 for none.
        """
        sizes = [len(one) for one in ids]
        ends = np.cumsum(sizes)
        places = [slice(int(end) - size, int(end)) for end, size in zip(ends, sizes, strict=True)]
        around = _around(sizes)
        x = self._vectors("words", ids) + self._vectors("kinds", kinds)
        x = self._normed("norm", x)
        x = self._wider(1, self._wider(0, x, around), around)
        x = self._normed("after", x + self._looked(x, places))
        x = self._wider(3, self._wider(2, x, around), around)
        return [x[place] for place in places]

    def _vectors(self, name: str, rows: Sequence[Sequence[int]]) -> Floats:
        weights = self._weights
        numbers = np.fromiter((number for row in rows for number in row), np.int64)
        found: Floats = weights[f"{name}.weight"][numbers].astype(np.float32)
        found -= float(weights[f"{name}.weight.zero"])
        found *= float(weights[f"{name}.weight.scale"])
        return found

    def _normed(self, name: str, x: Floats) -> Floats:
        """Rows of mean 0 and variance 1, then scaled and shifted."""
        weight, bias = self._norms[name]
        width = np.float32(x.shape[1])
        x = x - (np.einsum("ij->i", x) / width)[:, None]
        x *= (1 / np.sqrt(np.einsum("ij,ij->i", x, x) / width + _LEAST))[:, None]
        x *= weight
        x += bias
        return x

    def _wider(self, number: int, x: Floats, around: Mapping[int, npt.NDArray[np.int64]]) -> Floats:
        """A convolution over each token and those beside it, added to what was there."""
        weight, bias = self._conv[number]
        padded = np.concatenate([x, np.zeros((1, x.shape[1]), np.float32)])
        seen = times(padded.take(around[_DILATIONS[number]], axis=0).reshape(len(x), -1), weight)
        seen += bias
        seen = gelu(seen)
        seen += x
        return self._normed(f"norms.{number}", seen)

    def _looked(self, x: Floats, places: Sequence[slice]) -> Floats:
        """What each token sees of the others in its sentence."""
        count, width = x.shape
        each = times(x, self._looks)
        each += self._looks_bias
        each = each.reshape(count, 3, _HEADS, width // _HEADS).transpose(1, 2, 0, 3)
        found = np.empty((count, width), np.float32)
        for place in places:
            q, k, v = each[:, :, place]
            shared = shares(q @ k.transpose(0, 2, 1)) @ v
            found[place] = shared.transpose(1, 0, 2).reshape(-1, width)
        found = times(found, self._seen)
        found += self._seen_bias
        return found


def times(rows: Floats, weight: Floats) -> Floats:
    """The rows multiplied by a matrix, each row as if it were multiplied alone."""
    count, width = rows.shape
    blocks = -(-count // _BLOCK)
    if count != blocks * _BLOCK:
        rows = np.concatenate([rows, np.zeros((blocks * _BLOCK - count, width), np.float32)])
    found: Floats = (rows.reshape(blocks, _BLOCK, width) @ weight).reshape(blocks * _BLOCK, weight.shape[1])[:count]
    return found


def transposed(weight: Floats) -> Floats:
    """A matrix of one row a result as one that is multiplied from the right."""
    return np.ascontiguousarray(weight.T, np.float32)


def shares(values: Floats) -> Floats:
    """Odds as chances that add up to one."""
    found: Floats = values - np.maximum.reduce(values, axis=-1, keepdims=True)
    np.exp(found, out=found)
    found /= np.add.reduce(found, axis=-1, keepdims=True)
    return found


def gelu(values: Floats) -> Floats:
    """The bend between two layers."""
    found = values * values
    found *= np.float32(0.7978845608 * 0.044715)
    found += np.float32(0.7978845608)
    found *= values
    np.tanh(found, out=found)
    found += np.float32(1)
    found *= values
    found *= np.float32(0.5)
    return found


def _floats(weights: Mapping[str, npt.NDArray[Any]], name: str) -> Floats:
    return weights[name].astype(np.float32)


def _around(sizes: Sequence[int]) -> dict[int, npt.NDArray[np.int64]]:
    """For each distance the row of the token so far before, of the token itself, of the one so far behind; the row after all where there is none."""
    total = sum(sizes)
    rows = np.arange(total)
    first = np.repeat(np.cumsum([0, *sizes[:-1]]), sizes)
    after = first + np.repeat(sizes, sizes)
    return {
        far: np.stack(
            [np.where(rows - far >= first, rows - far, total), rows, np.where(rows + far < after, rows + far, total)],
            axis=1,
        )
        for far in set(_DILATIONS)
    }
