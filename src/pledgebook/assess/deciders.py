"""The smallest sets of conditions that settle a requirement: what meets it, and what voids it.

A set of conditions *meets* a requirement when the requirement is met in every world in which they
hold, and *voids* it when it cannot be met in any world in which they fail. Both are found for the
arrangement as such: neither the scenario nor the known facts narrow the search.

The search is exact: it finds the prime implicants, which for conditions that only help are the path
sets and cut sets of fault trees. Conditions outside a set are left unknown; as long as each of them is
asked for in one sense only (to hold, or to fail), three-valued logic then gives the worst of all
worlds. Conditions asked for in both senses are tried both ways.

Two ways lead there. The first grows the list of sets until nothing that avoids all of them settles
the requirement any more (joint generation of Gurvich and Khachiyan, 1999): quick where there are few
sets, however many conditions there are. Where it would look at more than ``WORLDS_JOINTLY``, or where
conditions are asked for in both senses, sets are tried by size, the smallest first; that ends, after
``WORLDS_BY_SIZE``, with the last size that was finished, and says so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from pledgebook.assess.coverage import Tally, bounds, is_met
from pledgebook.assess.logic import conditions_in, evaluate, signed_conditions
from pledgebook.model import AllOf, Antecedent, Deciders, Stance, Standing, Truth

WORLDS_JOINTLY = 2_000
WORLDS_BY_SIZE = 5_000
"""How many worlds each way of searching looks at, for one requirement and question: all sets of three of 30."""

LARGEST_BLOCKER = 4
LARGEST_NEED = 12
MOST_TWO_SIDED = 10
"""Beyond this many conditions that are asked for in both senses there is no search."""

_Literal = tuple[str, bool]
_Settles = Callable[[Iterable[_Literal]], bool]


@dataclass(frozen=True, slots=True)
class Hinge:
    """What decides about a pledge.

    Attributes:
        stance: The stance it is judged by.
        tree: All that it stands on, in conditions that follow from no others.
    """

    stance: Stance
    tree: Antecedent


def standing(stance: Stance, truth: Truth) -> Standing:
    """What becomes of a pledge of that stance when what it hangs on comes to that truth.

    A refusal with a condition ("will not unless ...") is open once the condition may hold.
    A refusal without one never hangs on anything: the caller passes ``no`` for it.

    >>> standing(Stance.COMMITTED, Truth.UNKNOWN), standing(Stance.WEIGHING, Truth.YES)
    (<Standing.OPEN: 'open'>, <Standing.OPEN: 'open'>)
    """
    if truth is Truth.NO:
        return Standing.FALLS
    if stance in (Stance.WEIGHING, Stance.DECLINED) or truth is Truth.UNKNOWN:
        return Standing.OPEN
    return Standing.STANDS


def outcome(hinge: Hinge, truths: Mapping[str, Truth]) -> Standing:
    """What becomes of a pledge when the conditions are these."""
    if hinge.stance is Stance.DECLINED and hinge.tree == AllOf(()):
        return Standing.FALLS
    return standing(hinge.stance, evaluate(hinge.tree, truths))


def needs(tallied: Tally, hinges: Mapping[str, Hinge]) -> Deciders:
    """The smallest sets of conditions whose holding meets the requirement."""
    return _search(tallied, hinges, Truth.YES, LARGEST_NEED)


def blockers(tallied: Tally, hinges: Mapping[str, Hinge]) -> Deciders:
    """The smallest sets of conditions whose failing voids the requirement."""
    return _search(tallied, hinges, Truth.NO, LARGEST_BLOCKER)


def _search(tallied: Tally, hinges: Mapping[str, Hinge], goal: Truth, largest: int) -> Deciders:
    own = {one.pledge.id: hinges[one.pledge.id] for one in tallied.counted}
    distinct = tuple(dict.fromkeys(own.values()))
    asked = {pair for hinge in distinct for pair in signed_conditions(hinge.tree)}
    names = sorted({name for name, _ in asked})
    two_sided = [name for name in names if (name, True) in asked and (name, False) in asked]
    if len(two_sided) > MOST_TWO_SIDED:
        return Deciders((), 0, complete=False)
    useful = [(name, sign == (goal is Truth.YES)) for name in names for sign in (True, False) if (name, sign) in asked]

    place = {hinge: index for index, hinge in enumerate(distinct)}
    pledges = [(pledge, place[hinge]) for pledge, hinge in own.items()]
    touched_by = [frozenset(conditions_in(hinge.tree)) for hinge in distinct]
    untouched = [outcome(hinge, {}) for hinge in distinct]
    looked_at = 0

    def settles(chosen: Iterable[_Literal]) -> bool:
        nonlocal looked_at
        fixed = {name: Truth.YES if sign else Truth.NO for name, sign in chosen}
        free = [name for name in two_sided if name not in fixed]
        for values in product((Truth.YES, Truth.NO), repeat=len(free)):
            looked_at += 1
            truths = fixed | dict(zip(free, values, strict=True))
            outcomes = [
                before if touching.isdisjoint(truths) else outcome(hinge, truths)
                for hinge, touching, before in zip(distinct, touched_by, untouched, strict=True)
            ]
            states = {pledge: outcomes[index] for pledge, index in pledges}
            if is_met(tallied.requirement, bounds(tallied, states)) is not goal:
                return False
        return True

    every = None if two_sided else _jointly(useful, settles)
    if every is None:
        most = looked_at + WORLDS_BY_SIZE
        return _by_size(useful, settles, min(largest, len(names)), len(names), lambda: looked_at >= most, goal)
    shown = [one for one in every if len(one) <= largest]
    return Deciders(_worded(shown, goal), min(largest, len(names)), complete=len(shown) == len(every))


def _jointly(useful: Sequence[_Literal], settles: _Settles) -> list[frozenset[_Literal]] | None:
    """All smallest sets, or None where there are too many worlds to look at.

    Every set there is avoids no hitting set of those found: so as long as some smallest hitting set leaves enough
    to settle the requirement, there is one more set in what it leaves.
    """
    everything = frozenset(useful)
    found: list[frozenset[_Literal]] = []
    hitting: set[frozenset[_Literal]] = {frozenset()}
    exhausted: set[frozenset[_Literal]] = set()
    trials = 0
    while pending := hitting - exhausted:
        hit = min(pending, key=sorted)
        trials += 1
        if trials > WORLDS_JOINTLY or len(hitting) > WORLDS_JOINTLY:
            return None
        left = everything - hit
        if not settles(left):
            exhausted.add(hit)
            continue
        for literal in sorted(left):
            trials += 1
            if settles(left - {literal}):
                left -= {literal}
        found.append(left)
        wider = {old | {one} for old in hitting if not old & left for one in left}
        kept = {old for old in hitting if old & left}
        hitting = kept | {new for new in wider if not any(old <= new for old in kept)}
    return sorted(found, key=lambda one: (len(one), sorted(one)))


def _by_size(
    useful: Sequence[_Literal],
    settles: _Settles,
    largest: int,
    all_names: int,
    is_spent: Callable[[], bool],
    goal: Truth,
) -> Deciders:
    found: list[frozenset[_Literal]] = []
    for size in range(largest + 1):
        found_here: list[frozenset[_Literal]] = []
        for chosen in _sets_of(useful, size):
            if any(smaller <= chosen for smaller in found):
                continue
            if is_spent():
                return Deciders(_worded([*found, *found_here], goal), size - 1, complete=False)
            if settles(chosen):
                found_here.append(chosen)
        found += found_here
        if found == [frozenset()]:
            return Deciders(_worded(found, goal), all_names, complete=True)
    return Deciders(_worded(found, goal), largest, complete=largest == all_names)


def _sets_of(useful: Sequence[_Literal], size: int) -> Iterator[frozenset[_Literal]]:
    for chosen in combinations(useful, size):
        if len({name for name, _ in chosen}) == size:
            yield frozenset(chosen)


def _worded(found: Sequence[frozenset[_Literal]], goal: Truth) -> tuple[tuple[str, ...], ...]:
    """Ids of the conditions; ``not`` before one that is to fail where sets hold, or to hold where sets fail."""
    plain = goal is Truth.YES
    return tuple(tuple(name if sign is plain else f"not {name}" for name, sign in sorted(one)) for one in found)
