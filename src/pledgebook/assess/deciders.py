"""The smallest sets of conditions that settle a requirement: what meets it, and what voids it.

A set of conditions *meets* a requirement when the requirement is met in every world in which they
hold, and *voids* it when it cannot be met in any world in which they fail. Both are found for the
arrangement as such: neither the scenario nor the known facts narrow the search.

The search is exact. Sets are tried by size, the smallest first, and a set that contains one already
found is passed over. Conditions outside the set are left unknown: as long as each of them is asked
for in one sense only (to hold, or to fail), three-valued logic gives the worst of all worlds (W. V.
Quine's prime implicants; for conditions that only help, the path sets and cut sets of fault trees).
Conditions asked for in both senses are tried both ways. Where the number of sets to try passes
``MOST_TRIALS``, the search ends after the last size that was finished, and says so.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from pledgebook.assess.coverage import Tally, bounds, is_met
from pledgebook.assess.logic import evaluate, signed_conditions
from pledgebook.model import AllOf, Antecedent, Deciders, Stance, Standing, Truth

MOST_TRIALS = 3_000
"""How many worlds are looked at for one requirement and question."""

LARGEST_BLOCKER = 4
LARGEST_NEED = 12
MOST_TWO_SIDED = 10
"""Beyond this many conditions that are asked for in both senses there is no search."""

_Literal = tuple[str, bool]


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
    own = [(one.pledge.id, hinges[one.pledge.id]) for one in tallied.counted]
    asked = {pair for _, hinge in own for pair in signed_conditions(hinge.tree)}
    names = sorted({name for name, _ in asked})
    two_sided = [name for name in names if (name, True) in asked and (name, False) in asked]
    if len(two_sided) > MOST_TWO_SIDED:
        return Deciders((), 0, complete=False)
    useful = [(name, sign == (goal is Truth.YES)) for name in names for sign in (True, False) if (name, sign) in asked]

    def settles(chosen: Sequence[_Literal]) -> bool:
        fixed = {name: Truth.YES if sign else Truth.NO for name, sign in chosen}
        free = [name for name in two_sided if name not in fixed]
        for values in product((Truth.YES, Truth.NO), repeat=len(free)):
            truths = fixed | dict(zip(free, values, strict=True))
            states = {pledge: outcome(hinge, truths) for pledge, hinge in own}
            if is_met(tallied.requirement, bounds(tallied, states)) is not goal:
                return False
        return True

    if not two_sided and not settles(useful):
        return Deciders((), len(names), complete=True)
    return _smallest(useful, settles, min(largest, len(names)), len(names), MOST_TRIALS >> len(two_sided), goal)


def _smallest(
    useful: Sequence[_Literal],
    settles: Callable[[Sequence[_Literal]], bool],
    largest: int,
    all_names: int,
    most: int,
    goal: Truth,
) -> Deciders:
    found: list[frozenset[_Literal]] = []
    trials = 0
    for size in range(largest + 1):
        found_here = []
        for chosen in _sets_of(useful, size):
            if any(smaller <= chosen for smaller in found):
                continue
            trials += 1
            if trials > most:
                return Deciders(_worded(found, goal), size - 1, complete=False)
            if settles(sorted(chosen)):
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
