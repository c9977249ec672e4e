"""Where the claims of the pledges are, and which pledge of an actor a figure can mean."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pledgebook.model import Action, Amount, Pledge
from pledgebook.reconcile.figures import Figure

K = TypeVar("K")

GIVING = frozenset({Action.ARM, Action.FUND, Action.SUPPORT, Action.REBUILD, Action.TRAIN, Action.DEPLOY})
"""The actions that give something."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the claims of the pledges are.

    Attributes:
        of_claim: The pledge of each claim, by the claim's id.
        by_actor: The pledges of each actor.
        by_kind: The pledges of each actor and action.
        by_sum: The pledges of each actor with a claim that states that sum first.
    """

    of_claim: Mapping[str, Pledge]
    by_actor: Mapping[str, tuple[Pledge, ...]]
    by_kind: Mapping[tuple[str, Action], tuple[Pledge, ...]]
    by_sum: Mapping[tuple[str, Amount], tuple[Pledge, ...]]


def home_of(pledges: Iterable[Pledge]) -> Home:
    """Where the claims of some pledges are."""
    of_claim: dict[str, Pledge] = {}
    by_actor: defaultdict[str, list[Pledge]] = defaultdict(list)
    by_kind: defaultdict[tuple[str, Action], list[Pledge]] = defaultdict(list)
    by_sum: defaultdict[tuple[str, Amount], list[Pledge]] = defaultdict(list)
    for pledge in pledges:
        by_actor[pledge.actor].append(pledge)
        by_kind[pledge.actor, pledge.action].append(pledge)
        of_claim |= dict.fromkeys((claim.id for claim in pledge.claims), pledge)
        for amount in dict.fromkeys(claim.amounts[0].amount for claim in pledge.claims if claim.amounts):
            by_sum[pledge.actor, amount].append(pledge)
    return Home(of_claim, _fixed(by_actor), _fixed(by_kind), _fixed(by_sum))


def _fixed(lists: Mapping[K, list[Pledge]]) -> dict[K, tuple[Pledge, ...]]:
    return {key: tuple(several) for key, several in lists.items()}


def has_sum(pledge: Pledge, figure: Figure) -> bool:
    """Whether the figure is the pledge's sum."""
    return figure.stated is not None and pledge.amount == Amount(figure.value, figure.unit)


def with_that_sum(actor: str, figure: Figure, home: Home) -> list[Pledge]:
    """The actor's one undertaking of that sum, wherever it is told; none where there are several."""
    if figure.stated is None:
        return []
    known = home.by_sum.get((actor, Amount(figure.value, figure.unit)), ())
    found = [pledge for pledge in known if pledge.stance.is_own]
    return found if len(found) == 1 else []


def targets_meet(one: Pledge, other: Pledge) -> bool:
    """Whether two pledges can be towards one target: the same, or one of them names none."""
    return one.target is None or other.target is None or one.target == other.target
