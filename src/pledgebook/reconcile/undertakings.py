"""Undertakings in the making: which of them a claim can join at all, found without looking at each.

A claim agrees with an undertaking only if it agrees with its newest claim in target and sum (see agreement). So
undertakings are listed by these two, and only those that can fit are held against the claim. Two targets fit where

- they are the same,
- one is missing, and the actor itself was put for it, or a copy of the same original or the same sum or thing says it,
- both are named, and a copy of the same original, or one for several, tells the very sum.

The lists may propose what does not fit after all, as they leave days aside; they pass over nothing that fits.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pledgebook.data.names import GROUP
from pledgebook.reconcile.agreement import Weighed, agree

_LAST_CLAIMS = 12

Key = tuple[object, ...]

_NAMED = ("named",)
_ITSELF = ("itself",)
_PLAIN = ("plain",)


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
        self._listed: dict[Key, set[int]] = {}
        self._under: list[tuple[Key, ...]] = []

    def fitting(self, one: Weighed) -> list[int]:
        """Numbers of the undertakings that can fit, in the order in which they began."""
        numbers: set[int] = set()
        for key in _wanted(one):
            listed = self._listed.get(key)
            if listed is not None:
                numbers |= listed
        return sorted(numbers)

    def begin(self, one: Weighed) -> list[Weighed]:
        """Begin an undertaking."""
        self.begun.append([one])
        self._under.append(())
        self._list(len(self.begun) - 1, one)
        return self.begun[-1]

    def join(self, number: int, one: Weighed) -> None:
        """Let a claim join an undertaking; it is the newest there from now on."""
        for key in self._under[number]:
            self._listed[key].discard(number)
            if not self._listed[key]:
                del self._listed[key]
        self.begun[number].append(one)
        self._list(number, one)

    def _list(self, number: int, one: Weighed) -> None:
        self._under[number] = keys = tuple(set(_told(one)))
        for key in keys:
            listed = self._listed.get(key)
            if listed is None:
                self._listed[key] = {number}
            else:
                listed.add(number)


def _told(one: Weighed) -> Iterator[Key]:
    """Under what an undertaking stands with this as its newest claim."""
    sums = _sums_told(one)
    yield from _each(_towards(one.target), sums)
    if one.target:
        yield from _each(_NAMED, sums)
        yield from _each(_original(one), _values(one))
    elif one.claim.target:
        yield from _each(_ITSELF, sums)
    if one.lone:
        yield _lone(one)


def _wanted(one: Weighed) -> Iterator[Key]:
    """Where a claim looks."""
    sums = _sums_wanted(one)
    yield from _each(_towards(one.target), sums)
    if one.lone:
        yield _lone(one)
    if not one.target:
        yield from _each(_NAMED, sums if one.claim.target else _shared(sums))
        return
    yield from _each(_towards(""), _shared(sums))
    yield from _each(_ITSELF, sums)
    yield from _each(_NAMED if one.target == GROUP else _towards(GROUP), _values(one))
    yield from _each(_original(one), _values(one))


def _towards(target: str) -> Key:
    return "towards", target


def _original(one: Weighed) -> Key:
    return "original", one.origin


def _lone(one: Weighed) -> Key:
    """Copies of one original, each with one claim of the kind only; they are so few that sums need not tell them."""
    return "lone", one.origin


def _each(place: Key, sums: Iterable[Key]) -> Iterator[Key]:
    return ((place, key) for key in sums)


def _sums_told(one: Weighed) -> list[Key]:
    """Sums and things under which an undertaking stands; that of a claim without a sum is plain."""
    if not one.claim.amounts:
        return [_PLAIN, *(("plain", item) for item in one.items)]
    return [*_values(one), *_figures(one), *(("with sum", item) for item in one.items)]


def _sums_wanted(one: Weighed) -> list[Key]:
    """A sum fits the same sum, none fits none; a sum and none fit where the same thing is given."""
    if not one.claim.amounts:
        return [_PLAIN, *(("plain", item) for item in one.items), *(("with sum", item) for item in one.items)]
    return [*_values(one), *_figures(one), *(("plain", item) for item in one.items)]


def _shared(sums: Iterable[Key]) -> Iterator[Key]:
    """Those that stand for a sum or a thing in common: not merely that neither tells a sum."""
    return (key for key in sums if key != _PLAIN)


def _values(one: Weighed) -> Iterator[Key]:
    return (("value", value) for value in one.values)


def _figures(one: Weighed) -> Iterator[Key]:
    return (("figure", figure) for figure in one.figures)
