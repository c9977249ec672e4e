"""Arcs between words, as the small encoder scores them, to one tree."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pledgebook.extract.parse import Words

Floats = npt.NDArray[np.float32]
_NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Arcs:
    """What the small encoder sees of a sentence's tree.

    Attributes:
        scores: For each token how well each other would be its head; the first token stands for none.
        tags: For each token the number of its tag.
        below: For each token what it gives to the label of the arc above it.
        above: For each token what it gives to the labels of the arcs below it.
    """

    scores: Floats
    tags: tuple[int, ...]
    below: Floats
    above: Floats


def tokens_of(offsets: Sequence[tuple[int, int]], words: Words) -> list[int]:
    """The first token of each word that the word before has not, counted from 1; 0 where there is none.

    >>> tokens_of([(0, 3), (3, 4), (4, 5), (6, 10)], Words(["do", "n't", "stay"], [0, 2, 6]))
    [1, 2, 4]
    """
    found: list[int] = []
    at = 0
    for start, word in zip(words.starts, words.texts, strict=True):
        end = start + len(word)
        while at < len(offsets) and offsets[at][1] <= start:
            at += 1
        if found and found[-1] == at + 1 and at + 1 < len(offsets) and offsets[at + 1][0] < end:
            at += 1
        found.append(at + 1 if at < len(offsets) and offsets[at][0] < end else 0)
    return found


def heads_of(scores: Floats, tokens: Sequence[int]) -> list[int]:
    """The head of each word: the best-scored ones that make one tree; the root is its own head.

    Each word takes the head that scores best; where that makes a circle, the word that loses least
    takes its best head outside of it, and the second time the root. Words that have no token hang on the word before.
    """
    count = len(tokens)
    columns = np.array(tokens)
    table = scores[np.ix_(columns, columns)].astype(np.float32, copy=True)
    table[np.arange(count), np.arange(count)] = _NEVER
    table[:, columns == 0] = _NEVER
    if count == 1:
        return [0]
    alone = scores[columns, 0] - table.max(axis=1)
    alone[columns == 0] = _NEVER
    root = int(alone.argmax())
    heads: list[int] = table.argmax(axis=1).tolist()
    for word, token in enumerate(tokens):
        if not token:
            heads[word] = word - 1 if word else root
    heads[root] = root
    moved: set[int] = set()
    while circle := _circle(heads, root):
        others = table[circle].copy()
        others[:, circle] = _NEVER
        best = others.argmax(axis=1)
        losses = [float(table[word, heads[word]] - others[n, best[n]]) for n, word in enumerate(circle)]
        least = min(range(len(circle)), key=losses.__getitem__)
        word = circle[least]
        heads[word] = root if word in moved or others[least, best[least]] <= _NEVER / 2 else int(best[least])
        moved.add(word)
    return heads


def _circle(heads: Sequence[int], root: int) -> list[int]:
    """The words of one circle; none if all words lead to the root."""
    reached = [False] * len(heads)
    reached[root] = True
    for word in range(len(heads)):
        way: list[int] = []
        seen: set[int] = set()
        at = word
        while not reached[at]:
            if at in seen:
                return way[way.index(at) :]
            seen.add(at)
            way.append(at)
            at = heads[at]
        for passed in way:
            reached[passed] = True
    return []
