"""The same chance by a library of decision diagrams, OxiDD, for comparison in the same run.

The diagram of "at least so many troops" is built from its top: first the conditions that most pledges share, then each
country's own; what is still missing below a node is remembered, so that no part is built twice. Its chance is added up
from the bottom. OxiDD is in the group `bench` of pyproject.toml: `pip install oxidd`.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from pledgebook.assess.hinge import Hinge
from pledgebook.assess.logic import conditions_in, evaluate
from pledgebook.model import Truth

NODES = 1 << 24


def is_there() -> bool:
    """Whether OxiDD is installed."""
    try:
        import oxidd.bdd  # noqa: F401
    except ImportError:
        return False
    return True


def chance(
    needed: int,
    sizes: Mapping[str, int],
    hinges: Mapping[str, Hinge],
    chances: Mapping[str, float],
    shared: Sequence[str],
) -> tuple[float, float, int]:
    """Seconds, the chance that pledges that stand come to what is needed, and how many nodes it took.

    Args:
        needed: How much is enough.
        sizes: What each pledge counts for.
        hinges: What each pledge stands on.
        chances: The chance of each condition.
        shared: The conditions that most pledges hang on; every pledge hangs on one other at the most.
    """
    from oxidd.bdd import BDDManager

    start = time.perf_counter()
    order = [*shared, *(name for name in chances if name not in shared)]
    manager = BDDManager(NODES, NODES // 4, 1)
    manager.add_vars(len(order))
    variables = [manager.var(place) for place in range(len(order))]
    true, false = manager.true(), manager.false()
    own = {pledge: next((n for n in conditions_in(h.tree) if n not in shared), "") for pledge, h in hinges.items()}

    def below(truths: dict[str, Truth]) -> Any:
        """The diagram over the countries' own conditions, the shared ones being settled."""
        worth = dict.fromkeys(order[len(shared) :], 0)
        fixed = 0
        for pledge, hinge in hinges.items():
            name = own[pledge]
            if evaluate(hinge.tree, {**truths, name: Truth.YES}) is Truth.YES:
                if name:
                    worth[name] += sizes[pledge]
                else:
                    fixed += sizes[pledge]
        weights = list(worth.values())
        rest_of = [sum(weights[place:]) for place in range(len(weights) + 1)]
        seen: dict[tuple[int, int], Any] = {}

        def reach(place: int, missing: int) -> Any:
            if missing <= 0:
                return true
            if missing > rest_of[place]:
                return false
            if (place, missing) not in seen:
                high, low = reach(place + 1, missing - weights[place]), reach(place + 1, missing)
                seen[place, missing] = variables[len(shared) + place].ite(high, low)
            return seen[place, missing]

        return reach(0, needed - fixed)

    def above(place: int, truths: dict[str, Truth]) -> Any:
        if place == len(shared):
            return below(truths)
        high, low = (above(place + 1, {**truths, shared[place]: truth}) for truth in (Truth.YES, Truth.NO))
        return variables[place].ite(high, low)

    root = above(0, {})
    ends = [chances[name] for name in order]
    found = _added_up(root, ends)
    return time.perf_counter() - start, found, root.node_count()


def _added_up(root: Any, ends: Sequence[float]) -> float:
    known: dict[Any, float] = {}

    def chance_of(node: Any) -> float:
        both = node.cofactors()
        if both is None:
            return 1.0 if node.valid() else 0.0
        if node not in known:
            end = ends[node.node_var()]
            known[node] = end * chance_of(both[0]) + (1 - end) * chance_of(both[1])
        return known[node]

    return chance_of(root)
