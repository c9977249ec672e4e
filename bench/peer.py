"""The same chance by libraries of decision diagrams, OxiDD and dd with CUDD, for comparison in the same run.

The diagram of "at least so many troops" is built from its top: first the conditions that most pledges share, then each
country's own; what is still missing below a node is remembered, so that no part is built twice. Its chance is added up
from the bottom. Both are in the group `bench` of pyproject.toml: `pip install oxidd dd`.
"""

import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol

from pledgebook.assess.hinge import Hinge
from pledgebook.assess.logic import conditions_in, evaluate
from pledgebook.model import Truth

NODES = 1 << 24


class Library(Protocol):
    """A library of decision diagrams over numbered variables, the first one on top."""

    def __init__(self, count: int) -> None:
        """So many variables."""

    def constant(self, truth: bool) -> Any:
        """The diagram that always comes to this."""

    def choose(self, place: int, high: Any, low: Any) -> Any:
        """The one where the variable holds, else the other."""

    def chance(self, root: Any, ends: Sequence[float]) -> float:
        """The chance of a diagram, from those of the variables."""

    def size(self, root: Any) -> int:
        """How many nodes it has."""


class Oxidd:
    """OxiDD's diagrams."""

    def __init__(self, count: int) -> None:
        """So many variables."""
        from oxidd.bdd import BDDManager

        self._manager = BDDManager(NODES, NODES // 4, 1)
        self._manager.add_vars(count)
        self._variables = [self._manager.var(place) for place in range(count)]

    def constant(self, truth: bool) -> Any:
        """The diagram that always comes to this."""
        return self._manager.true() if truth else self._manager.false()

    def choose(self, place: int, high: Any, low: Any) -> Any:
        """The one where the variable holds, else the other."""
        return self._variables[place].ite(high, low)

    def chance(self, root: Any, ends: Sequence[float]) -> float:
        """The chance of a diagram, from those of the variables."""
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

    def size(self, root: Any) -> int:
        """How many nodes it has."""
        return int(root.node_count())


class Cudd:
    """CUDD's diagrams, through dd; an edge may stand for the contrary of its node."""

    def __init__(self, count: int) -> None:
        """So many variables."""
        from dd.cudd import BDD

        self._manager = BDD()
        self._manager.configure(reordering=False)
        self._names = [f"v{place:03}" for place in range(count)]
        self._manager.declare(*self._names)
        self._variables = [self._manager.var(name) for name in self._names]

    def constant(self, truth: bool) -> Any:
        """The diagram that always comes to this."""
        return self._manager.true if truth else self._manager.false

    def choose(self, place: int, high: Any, low: Any) -> Any:
        """The one where the variable holds, else the other."""
        return self._manager.ite(self._variables[place], high, low)

    def chance(self, root: Any, ends: Sequence[float]) -> float:
        """The chance of a diagram, from those of the variables."""
        known: dict[int, float] = {}
        places = {name: place for place, name in enumerate(self._names)}

        def chance_of(node: Any) -> float:
            if node.var is None:
                return 1.0 if node == self._manager.true else 0.0
            if node.negated:
                return 1.0 - chance_of(~node)
            if int(node) not in known:
                end = ends[places[node.var]]
                known[int(node)] = end * chance_of(node.high) + (1 - end) * chance_of(node.low)
            return known[int(node)]

        return chance_of(root)

    def size(self, root: Any) -> int:
        """How many nodes it has."""
        return len(root)


def installed() -> dict[str, type[Library]]:
    """Those of the libraries that are there, by name."""
    found: dict[str, type[Library]] = {}
    for name, module, library in (("OxiDD", "oxidd.bdd", Oxidd), ("dd.cudd", "dd.cudd", Cudd)):
        try:
            import_module(module)
        except ImportError:
            continue
        found[name] = library
    return found


def chance(
    library: type[Library],
    needed: int,
    sizes: Mapping[str, int],
    hinges: Mapping[str, Hinge],
    chances: Mapping[str, float],
    shared: Sequence[str],
) -> tuple[float, float, int]:
    """Seconds of processor time, the chance that pledges that stand come to what is needed, and how many nodes it took.

    Args:
        library: Whose diagrams.
        needed: How much is enough.
        sizes: What each pledge counts for.
        hinges: What each pledge stands on.
        chances: The chance of each condition.
        shared: The conditions that most pledges hang on; every pledge hangs on one other at the most.
    """
    start = time.process_time()
    order = [*shared, *(name for name in chances if name not in shared)]
    diagrams = library(len(order))
    true, false = diagrams.constant(True), diagrams.constant(False)
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
                seen[place, missing] = diagrams.choose(len(shared) + place, high, low)
            return seen[place, missing]

        return reach(0, needed - fixed)

    def above(place: int, truths: dict[str, Truth]) -> Any:
        if place == len(shared):
            return below(truths)
        high, low = (above(place + 1, {**truths, shared[place]: truth}) for truth in (Truth.YES, Truth.NO))
        return diagrams.choose(place, high, low)

    root = above(0, {})
    found = diagrams.chance(root, [chances[name] for name in order])
    return time.process_time() - start, found, diagrams.size(root)
