"""How alike two reports are: the weight of what both tell, in the same order and at all."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pledgebook.reconcile.portrait import Portrait
from pledgebook.reconcile.words import common_order

AKIN = 0.3
"""Reports less alike than this, both shares together, do not tell of the same events."""

_PRIOR_REPORTS = 60
_PRIOR_SHARE = 0.02
_LEAST_CONTENT = 0.1
_HELD = 4096


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two reports are; each share counts from the shorter of the two, from 0 to 1.

    Attributes:
        order: Weight of the facts that both tell in the same order; 0 where the two cannot be akin anyhow.
        content: Weight of the words that both use.
        runs: Share of the runs of three words that stand in both; 0 where they share hardly a word.
    """

    order: float
    content: float
    runs: float

    @property
    def total(self) -> float:
        """Order and content together, from 0 to 2: copies that are reworded through and through still come near 0.9."""
        return self.order + self.content


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What is worked out of each portrait to compare it.

    Attributes:
        words: Its words that carry meaning.
        runs: Its runs of three words.
        content: Weight of all its words.
        facts: Weight of all its facts.
        places: For each fact the places where it stands, last first.
    """

    words: frozenset[str]
    runs: frozenset[int]
    content: float
    facts: float
    places: Mapping[str, Sequence[int]]


class Scales:
    """Weighs reports against each other; a word or fact weighs more, the fewer of the reports have it.

    In a small book nearly all words look common, so sixty imagined reports,
    each word in one of fifty, are counted along.
    """

    def __init__(self, portraits: Sequence[Portrait]) -> None:
        """Count in how many of the reports each word and fact stands."""
        self._facts = _weights(set(portrait.facts) for portrait in portraits)
        self._content = _weights(portrait.content for portrait in portraits)
        self._weighed: dict[str, _Weighed] = {}

    def likeness(self, first: Portrait, second: Portrait) -> Likeness:
        """Compare two of the reports; the costly comparison of order is left out where it could not make them akin."""
        one, other = self._weigh(first), self._weigh(second)
        both = math.fsum(map(self._content.__getitem__, one.words & other.words))
        content = _share(both, one.content, other.content)
        if content < _LEAST_CONTENT:
            return Likeness(0.0, content, 0.0)
        runs = len(one.runs & other.runs) / max(1, min(len(one.runs), len(other.runs)))
        weight = self._facts
        if content < AKIN:
            at_most = math.fsum(
                weight[fact] * min(len(one.places[fact]), len(other.places[fact]))
                for fact in one.places.keys() & other.places.keys()
            )
            if content + _share(at_most, one.facts, other.facts) < AKIN:
                return Likeness(0.0, content, runs)
        return Likeness(_share(common_order(first.facts, other.places, weight), one.facts, other.facts), content, runs)

    def _weigh(self, portrait: Portrait) -> _Weighed:
        """Work it out, or give it again; only the last few thousand are held, for reports meet others of their days."""
        held = self._weighed.get(portrait.report)
        if held is not None:
            return held
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place in range(len(portrait.facts) - 1, -1, -1):
            places[portrait.facts[place]].append(place)
        weighed = _Weighed(
            words=frozenset(portrait.content),
            runs=portrait.runs(),
            content=math.fsum(map(self._content.__getitem__, portrait.content)),
            facts=math.fsum(map(self._facts.__getitem__, portrait.facts)),
            places=dict(places),
        )
        if len(self._weighed) >= _HELD:
            del self._weighed[next(iter(self._weighed))]
        self._weighed[portrait.report] = weighed
        return weighed


def _weights(reports: Iterable[Iterable[str]]) -> dict[str, float]:
    listed = [frozenset(words) for words in reports]
    count = Counter(chain.from_iterable(listed))
    everything = len(listed) + _PRIOR_REPORTS
    return {word: math.log(everything / (number + _PRIOR_REPORTS * _PRIOR_SHARE)) for word, number in count.items()}


def _share(common: float, one: float, other: float) -> float:
    shorter = min(one, other)
    return common / shorter if shorter else 0.0
