"""Arrangements that never were, for the speed of an assessment: many pledges on few conditions.

Each pledge is of 100 to 4,990 troops; a share of all that is pledged is needed. `bench/assessing.py 0` prints the figures of
one case, with the most memory it took.
"""

import json
import math
import random
import resource
import sys
import time
from collections.abc import Callable
from decimal import Decimal

from pledgebook.assess import read_arrangement
from pledgebook.assess.compiled import compiled
from pledgebook.assess.counting import Counted, Size
from pledgebook.assess.coverage import Tally, tally
from pledgebook.assess.hinge import Hinge, outcome
from pledgebook.assess.requirements import cover
from pledgebook.assess.weighing import chance_met, ranges_of
from pledgebook.model import (
    Action,
    AllOf,
    Antecedent,
    AnyOf,
    Arrangement,
    AtLeast,
    Chance,
    Counting,
    Coverage,
    Holds,
    Measure,
    Pledge,
    Requirement,
    Stance,
    Truth,
)

Made = tuple[Arrangement, Tally, dict[str, Hinge]]

HUBS = {"c00": 0.7, "c01": 0.4, "c02": 0.3, "c03": 0.2, "c04": 0.2, "c05": 0.1}
"""Conditions that most pledges share, each with the share of pledges that hang on it."""


def hub_shaped(pledges: int, conditions: int, share: float) -> Made:
    """Pledges on some of six shared conditions and on one of their own country.

    Args:
        pledges: How many.
        conditions: How many conditions there are, the shared ones included.
        share: How much of all that is pledged is needed.
    """
    draw = random.Random(5)
    names = [f"c{number:02}" for number in range(conditions)]

    def tree() -> Antecedent:
        parts: list[Antecedent] = [Holds(hub) for hub, likely in HUBS.items() if draw.random() < likely]
        if len(parts) > 2 and draw.random() < 0.3:
            parts = [AnyOf(tuple(parts[:2])), *parts[2:]]
        return AllOf((*parts, Holds(draw.choice(names[len(HUBS) :]))))

    return _made(pledges, names, share, draw, tree)


def random_trees(pledges: int, conditions: int, share: float) -> Made:
    """Pledges each on a tree over four conditions drawn from all; the arguments are those of ``hub_shaped``."""
    draw = random.Random(7)
    names = [f"c{number:02}" for number in range(conditions)]

    def tree() -> Antecedent:
        a, b, c, d = (Holds(name) for name in draw.sample(names, 4))
        forms = (AllOf((AnyOf((a, b)), AnyOf((c, d)))), AnyOf((AllOf((a, b)), AllOf((c, d)))), AtLeast(2, (a, b, c, d)))
        return draw.choice(forms)

    return _made(pledges, names, share, draw, tree)


def _made(pledges: int, names: list[str], share: float, draw: random.Random, tree: Callable[[], Antecedent]) -> Made:
    counted, hinges, total = [], {}, 0
    for number in range(pledges):
        size = draw.randrange(10, 500) * 10
        total += size
        one = Pledge(f"p{number}", "FRA", Action.DEPLOY, "UKR", Stance.COMMITTED, (), "", None, None, (), (), (), 1)
        counted.append(Counted(one, Truth.YES, Size(Decimal(size), Decimal(size), ""), frozenset(), frozenset()))
        hinges[one.id] = Hinge(Stance.COMMITTED, AllOf((tree(),)))
    needed = Decimal(int(total * share))
    lines = ['title = "A bench"', 'beneficiary = "UKR"']
    lines += [f'[condition.{name}]\nkind = "other"\nsays = "{name}"\nwords = ["{name}"]' for name in names]
    lines.append(f'[requirement.force]\ntitle = "A force"\nmeasure = "troops"\nneeded = {needed}\nactions = ["deploy"]')
    requirement = Requirement("force", "A force", Measure.TROOPS, needed, "troops", Counting((Action.DEPLOY,)))
    return read_arrangement("\n".join(lines), "bench.toml"), tally(requirement, counted), hinges


def timed(made: Made) -> tuple[float, Coverage]:
    """Seconds of processor time of one assessment, with a chance for every condition, and what it comes to."""
    arrangement, tallied, hinges = made
    draw = random.Random(11)
    chances = {one.id: Chance(p, p) for one in arrangement.conditions for p in [draw.uniform(0.6, 0.98)]}
    start = time.process_time()
    outcomes = {pledge: outcome(hinge, {}) for pledge, hinge in hinges.items()}
    (found,) = cover(arrangement, [tallied], hinges, outcomes, chances)
    return time.process_time() - start, found


def beside_peers(made: Made) -> tuple[float, dict[str, tuple[float, int, bool]]]:
    """Processor time of the chance alone here; by each library its seconds, the nodes of its diagram, whether it says the same."""
    import peer

    arrangement, tallied, hinges = made
    draw = random.Random(11)
    chances = {one.id: draw.uniform(0.6, 0.98) for one in arrangement.conditions}
    start = time.process_time()
    one = compiled(tallied, hinges)
    found = chance_met(one, ranges_of(one, {name: Chance(p, p) for name, p in chances.items()}))
    seconds = time.process_time() - start
    sizes = {counted.pledge.id: int(counted.size.low) for counted in tallied.counted}
    needed = int(tallied.requirement.needed)
    theirs = {}
    for name, library in peer.installed().items():
        took, chance, nodes = peer.chance(library, needed, sizes, hinges, chances, list(HUBS))
        theirs[name] = (took, nodes, found.exact and math.isclose(found.low, chance, abs_tol=1e-9))
    return seconds, theirs


CASES: tuple[tuple[str, float, Callable[[], Made], int], ...] = (
    ("assess 500 pledges on 30 conditions, 6 of them shared", 2, lambda: hub_shaped(500, 30, 0.5), 30),
    ("assess 2,000 pledges on 40 conditions, 6 of them shared", 15, lambda: hub_shaped(2000, 40, 0.5), 40),
    ("assess 500 pledges on random trees over 30 conditions", 3, lambda: random_trees(500, 30, 0.75), 30),
)
"""Each with the seconds it may take, and how many conditions must have a weight."""


def main() -> None:
    """Print one case as JSON: its figures and the most memory that this process took."""
    seconds, found = timed(CASES[int(sys.argv[1])][2]())
    figures = {
        "seconds": seconds,
        "order": found.blockers.order,
        "weights": len(found.weights),
        "exact": found.chance.exact,
        "width": found.chance.high - found.chance.low,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
