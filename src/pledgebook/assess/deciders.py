"""The smallest sets of conditions that settle a requirement: what meets it, and what voids it.

A set of conditions *meets* a requirement when the requirement is met in every world in which they
hold, and *voids* it when it cannot be met in any world in which they fail. Both are found for the
arrangement as such: neither the scenario nor the known facts narrow the search.

For conditions that only help these are the path sets and cut sets of fault trees; in general they are the prime
implicants. Amounts nobody states can be voided but never counted on: what meets is asked of what is certain, what
voids of what is possible.
"""

from collections.abc import Mapping, Sequence

from pledgebook.assess.compiled import Compiled, compiled
from pledgebook.assess.coverage import Tally
from pledgebook.assess.hinge import Hinge
from pledgebook.assess.implicants import Found, LiteralSet, Wish, smallest_sets
from pledgebook.assess.solver import deepened
from pledgebook.model import Deciders

LARGEST_BLOCKER = 4
LARGEST_NEED = 12


def needs(tallied: Tally, hinges: Mapping[str, Hinge]) -> Deciders:
    """The smallest sets of conditions whose holding meets the requirement."""
    one = compiled(tallied, hinges)
    return as_needs(one, meeting(one))


def blockers(tallied: Tally, hinges: Mapping[str, Hinge]) -> Deciders:
    """The smallest sets of conditions whose failing voids the requirement."""
    one = compiled(tallied, hinges)
    return as_blockers(one, voiding(one))


def meeting(one: Compiled) -> Found:
    """All sets that meet it, as far as the search goes."""
    return smallest_sets(Wish(one.certain, True, tuple(map(helping_to_meet, one.senses))), LARGEST_NEED)


def voiding(one: Compiled, largest: int = LARGEST_BLOCKER) -> Found:
    """All sets that void it, as far as the search goes; larger ones than of four conditions with clingo's help."""
    wish = Wish(one.possible, False, tuple(map(helping_to_void, one.senses)))
    return deepened(wish, smallest_sets(wish, min(largest, LARGEST_BLOCKER)), largest)


def helping_to_meet(senses: tuple[bool, bool]) -> tuple[bool, ...]:
    """Whether a condition's holding, its failing or either can help to meet what asks for it in these senses."""
    return tuple(truth for truth, is_asked in zip((True, False), senses, strict=True) if is_asked)


def helping_to_void(senses: tuple[bool, bool]) -> tuple[bool, ...]:
    """Whether a condition's failing, its holding or either can help to void what asks for it in these senses."""
    return tuple(not truth for truth in helping_to_meet(senses))


def as_needs(one: Compiled, found: Found) -> Deciders:
    """Sets that meet it by the ids of their conditions; ``not`` before one that is to fail."""
    return Deciders(tuple(_worded(one.names, each, True) for each in found.sets), found.order, found.complete)


def as_blockers(
    one: Compiled, found: Found, chances: Sequence[float] | None = None, largest: int = LARGEST_BLOCKER
) -> Deciders:
    """Sets that void it by the ids of their conditions; ``not`` before one that is to hold.

    Args:
        one: The requirement.
        found: The sets.
        chances: For each position the chance that the condition holds; then the likelier sets come first.
        largest: No sets of more conditions than that.
    """
    shown = found.up_to(largest)
    if chances is None:
        return Deciders(tuple(_worded(one.names, each, False) for each in shown.sets), shown.order, shown.complete)
    likely = sorted(((_chance(each, chances), each) for each in shown.sets), key=lambda pair: -pair[0])
    return Deciders(
        sets=tuple(_worded(one.names, each, False) for _, each in likely),
        order=shown.order,
        complete=shown.complete,
        chances=tuple(chance for chance, _ in likely),
    )


def _chance(literals: LiteralSet, chances: Sequence[float]) -> float:
    """That all of them come about; conditions are independent of one another."""
    found = 1.0
    for place, sense in sorted(literals):
        found *= chances[place] if sense else 1 - chances[place]
    return found


def _worded(names: Sequence[str], literals: LiteralSet, plain: bool) -> tuple[str, ...]:
    return tuple(names[place] if sense is plain else f"not {names[place]}" for place, sense in sorted(literals))
