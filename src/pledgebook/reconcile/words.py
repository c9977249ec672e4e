"""The words of a report as comparisons need them: folded, without endings, in runs of three, and as ordered facts."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from pledgebook.data.comparing import comparing

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_POSSESSIVE = re.compile(r"'s?$")
_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "đ": "d", "’": "'"}
_ENDINGS = (
    "isation",
    "ization",
    "ations",
    "ation",
    "ings",
    "ing",
    "edly",
    "ed",
    "ies",
    "es",
    "s",
    "ly",
    "ian",
    "ish",
    "an",
)
_LISTS = comparing()
_EMPTY = _LISTS.common | _LISTS.calendar


class _Folds(dict[int, str]):
    """What each letter is folded to, worked out when the letter is first met."""

    def __missing__(self, code: int) -> str:
        letter = _LETTERS.get(chr(code), chr(code))
        self[code] = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
        return self[code]


_FOLDS = _Folds()


def folded(text: str) -> str:
    """The text without accents, in plain Latin letters where there are such; it may be longer or shorter than before.

    >>> folded("Jonas Gahr Støre")
    'Jonas Gahr Store'
    """
    return text if text.isascii() else text.translate(_FOLDS)


def words(text: str) -> list[str]:
    """The words and numbers, folded, in order, as capitalised in the text."""
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(folded(text))]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its commonest endings, lower case; never shorter than four letters by that.

    >>> [stem(word) for word in ("deployed", "Deployment", "peacekeepers")]
    ['deploy', 'deployment', 'peacekeeper']
    """
    word = _LISTS.alike.get(word.lower(), word.lower())
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def is_empty(word: str) -> bool:
    """Whether a word says nothing of what a report is about: "the", "Monday".

    >>> is_empty("The"), is_empty("May"), is_empty("Oslo")
    (True, True, False)
    """
    return word.lower() in _EMPTY


def content(text: str) -> frozenset[str]:
    """The stems of all words and numbers that carry meaning."""
    return content_of(words(text))


def content_of(tokens: Iterable[str]) -> frozenset[str]:
    """The stems of those words that carry meaning."""
    return frozenset(stem(word) for word in tokens if len(word) > 2 and word.lower() not in _EMPTY)


def facts(tokens: Iterable[str]) -> tuple[str, ...]:
    """Names and numbers in the order of the text: what stays when a copy is reworded or translated.

    Names are cut to five letters, so that "Canada" and "Canadian" are one fact.

    >>> facts(words("Ottawa will give CA$1 billion, Canadian officials said on Sunday."))
    ('ottaw', '1', 'canad')
    """
    found = []
    for word in tokens:
        lower = word.lower()
        if word[0].isdigit():
            found.append(word.replace(",", "").rstrip("."))
        elif len(word) > 2 and word[0].isupper() and lower not in _EMPTY:
            found.append(lower[:5])
    return tuple(found)


def trigrams(tokens: Iterable[str]) -> frozenset[tuple[str, str, str]]:
    """All runs of three words, lower case."""
    lower = [word.lower() for word in tokens]
    return frozenset(zip(lower, lower[1:], lower[2:], strict=False))


def common_order(first: Sequence[str], places: Mapping[str, Sequence[int]], weight: Mapping[str, float]) -> float:
    """The weight of the heaviest list of facts that stand in two reports in the same order.

    The places up to which such a list may reach in the second report are kept with its
    weight, only those that are worth reaching further for (Hunt and Szymanski, 1977).

    Args:
        first: The facts of one report, in order.
        places: For each fact of the other report the places where it stands there, last first.
        weight: Weight of each fact, above 0.

    Example:
        >>> common_order(("a", "b", "c"), {"b": [0], "a": [1], "c": [2]}, {"a": 1.0, "b": 1.0, "c": 1.0})
        2.0
    """
    ends: list[int] = []
    best: list[float] = []
    for fact in first:
        for place in places.get(fact, ()):
            at = bisect_left(ends, place)
            reached = (best[at - 1] if at else 0.0) + weight[fact]
            beaten = at
            while beaten < len(ends) and best[beaten] <= reached:
                beaten += 1
            if beaten > at or at == len(ends) or ends[at] != place:
                ends[at:beaten] = [place]
                best[at:beaten] = [reached]
    return best[-1] if best else 0.0


_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(\[]?[A-Z0-9•–—-])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Gov|Sen|Rep|St|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec))\.$"
)


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends, well enough to look at its words.

    >>> text = "It met. Mr. Tusk said no. It ended."
    >>> begin, stop = sentence_bounds(text, 12, 16)
    >>> text[begin:stop]
    'Mr. Tusk said no.'
    """
    begin, stop = 0, len(text)
    for match in _SENTENCE_END.finditer(text, max(0, start - 1200), min(len(text), end + 1200)):
        if _ABBREVIATION.search(text, max(0, match.start() - 6), match.start() + 1):
            continue
        if match.end() <= start:
            begin = match.end()
        elif match.start() >= end - 1:
            stop = match.start() + len(match.group().rstrip())
            break
    return begin, stop
