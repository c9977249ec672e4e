"""Undertakings in the making: which of them a claim can join at all, found without looking at each.

A claim agrees with an undertaking only if it agrees with its newest claim in target and sum (see agreement). So
undertakings are listed by these two, and only those that can fit are held against the claim.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pledgebook.reconcile.agreement import Weighed, agree

_LAST_CLAIMS = 12

_PLAIN = ("plain",)
_WITH_SUM = ("sum",)


def gather(ordered: Iterable[Weighed]) -> list[list[Weighed]]:
    """Put claims together: each, oldest first, joins the undertaking that it agrees with best, or begins one.

    It is held against the last twelve claims of each only, so that a pledge told a thousand times costs no more
    than one told twelve times.
    """
    alike: defaultdict[tuple[str, str, str], _Undertakings] = defaultdict(_Undertakings)
    found: list[list[Weighed]] = []
    for one in ordered:
        undertakings = alike[one.claim.actor.code, str(one.claim.action), one.side]
        best, best_score = -1, 0.0
        for number in undertakings.fitting(one):
            score = agree(one, undertakings.begun[number][-_LAST_CLAIMS:])
            if score > best_score:
                best, best_score = number, score
        if best < 0:
            found.append(undertakings.begin(one))
        else:
            undertakings.join(best, one)
    return found


class _Undertakings:
    """The undertakings of one actor, action and side, listed by target and sums of the newest claim of each."""

    def __init__(self) -> None:
        self.begun: list[list[Weighed]] = []
        self._listed: defaultdict[str, defaultdict[tuple[object, ...], set[int]]] = defaultdict(
            lambda: defaultdict(set)
        )

    def fitting(self, one: Weighed) -> list[int]:
        """Numbers of the undertakings that can fit, in the order in which they began."""
        targets = (one.target, "") if one.target else tuple(self._listed)
        wanted = tuple(_wanted(one))
        numbers: set[int] = set()
        for target in targets:
            listed = self._listed.get(target)
            if listed is not None:
                for key in wanted:
                    numbers |= listed.get(key, set())
        return sorted(numbers)

    def begin(self, one: Weighed) -> list[Weighed]:
        """Begin an undertaking."""
        self.begun.append([one])
        self._list(len(self.begun) - 1, one)
        return self.begun[-1]

    def join(self, number: int, one: Weighed) -> None:
        """Let a claim join an undertaking; it is the newest there from now on."""
        before = self.begun[number][-1]
        for key in _told(before):
            self._listed[before.target][key].discard(number)
        self.begun[number].append(one)
        self._list(number, one)

    def _list(self, number: int, one: Weighed) -> None:
        for key in _told(one):
            self._listed[one.target][key].add(number)


def _told(one: Weighed) -> Iterator[tuple[object, ...]]:
    """Under what an undertaking stands with this as its newest claim."""
    if not one.claim.amounts:
        yield _PLAIN
        return
    yield _WITH_SUM
    yield from _sums(one)


def _wanted(one: Weighed) -> Iterator[tuple[object, ...]]:
    """Where a claim looks: a sum fits the same sum; a sum and none fit where the same thing is given."""
    if not one.claim.amounts:
        yield _PLAIN
        if one.items:
            yield _WITH_SUM
        return
    yield from _sums(one)
    if one.items:
        yield _PLAIN


def _sums(one: Weighed) -> Iterator[tuple[object, ...]]:
    for value in one.values:
        yield "value", value
    for figure in one.figures:
        yield "figure", figure
