"""How alike two reports are: the weight of what both tell, in the same order and at all."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pledgebook.reconcile.portrait import Portrait
from pledgebook.reconcile.usage import Usage, Weights
from pledgebook.reconcile.words import common_order

AKIN = 0.3
"""Reports less alike than this, both shares together, do not tell of the same events."""

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
    """Weighs reports against each other; a word or fact weighs more, the fewer reports had it when the later was written."""

    def __init__(self, usage: Usage) -> None:
        """Weigh words by their use."""
        self._usage = usage
        self._weights: Weights | None = None
        self._weighed: dict[str, _Weighed] = {}

    def likeness(self, earlier: Portrait, later: Portrait) -> Likeness:
        """Compare two reports; the costly comparison of order is left out where it could not make them akin."""
        weights = self._usage.weights(later.day)
        if weights is not self._weights:
            self._weights = weights
            self._weighed.clear()
        one, other = self._weigh(earlier, weights), self._weigh(later, weights)
        both = math.fsum(map(weights.content.__getitem__, one.words & other.words))
        content = _share(both, one.content, other.content)
        if content < _LEAST_CONTENT:
            return Likeness(0.0, content, 0.0)
        runs = len(one.runs & other.runs) / max(1, min(len(one.runs), len(other.runs)))
        weight = weights.facts
        if content < AKIN:
            at_most = math.fsum(
                weight[fact] * min(len(one.places[fact]), len(other.places[fact]))
                for fact in one.places.keys() & other.places.keys()
            )
            if content + _share(at_most, one.facts, other.facts) < AKIN:
                return Likeness(0.0, content, runs)
        return Likeness(
            _share(common_order(earlier.facts, other.places, weight), one.facts, other.facts), content, runs
        )

    def _weigh(self, portrait: Portrait, weights: Weights) -> _Weighed:
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
            content=math.fsum(map(weights.content.__getitem__, portrait.content)),
            facts=math.fsum(map(weights.facts.__getitem__, portrait.facts)),
            places=dict(places),
        )
        if len(self._weighed) >= _HELD:
            del self._weighed[next(iter(self._weighed))]
        self._weighed[portrait.report] = weighed
        return weighed


def _share(common: float, one: float, other: float) -> float:
    shorter = min(one, other)
    return common / shorter if shorter else 0.0
