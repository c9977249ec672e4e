"""The pledges of a book laid out so that any filter and order of them answers in a few milliseconds."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock
from typing import Any

from pledgebook.model import Action, ConditionKind, Stance
from pledgebook.publish.rows import PledgeRow

_KEPT = 64
_STANCES = {stance: place for place, stance in enumerate(Stance)}

ORDERS: Mapping[str, Callable[[PledgeRow], Any]] = {
    "actor": lambda row: (row.actor_name, row.action, row.target_name, row.id),
    "stance": lambda row: (_STANCES[row.stance], row.actor_name),
    "action": lambda row: (row.action, row.target_name, row.actor_name),
    "target": lambda row: (row.target_name, row.actor_name, row.action),
    "amount": lambda row: (row.amount or Decimal(-1), row.quantity or Decimal(-1)),
    "since": lambda row: row.since or "",
    "claims": lambda row: row.claims,
    "origins": lambda row: (row.origins, row.claims),
}
"""What the ledger can be sorted by."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pledges, in which order.

    Attributes:
        ids: Only these, found by a search; None for all.
        least_origins: At least so many independent originals.
        changed: Only those whose stance changed.
        first: Latest stance first voiced on this day or later, as ISO.
        last: The same, or earlier.
    """

    actors: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    stances: tuple[Stance, ...] = ()
    targets: tuple[str, ...] = ()
    conditions: tuple[ConditionKind, ...] = ()
    conditional: bool = False
    with_amount: bool = False
    changed: bool = False
    least_origins: int = 0
    first: str = ""
    last: str = ""
    ids: frozenset[str] | None = None
    order: str = "actor"
    falling: bool = False


class PledgeIndex:
    """Pledges by the fields they are filtered by. Safe to use from several threads."""

    def __init__(self, pledges: Sequence[PledgeRow]) -> None:
        """Lay them out."""
        self.rows = tuple(pledges)
        self._by: dict[tuple[str, object], list[PledgeRow]] = defaultdict(list)
        for row in self.rows:
            self._by["actors", row.actor].append(row)
            self._by["actions", row.action].append(row)
            self._by["stances", row.stance].append(row)
            self._by["targets", row.target].append(row)
            for kind in row.conditions:
                self._by["conditions", kind].append(row)
        self._answers: OrderedDict[Wanted, tuple[PledgeRow, ...]] = OrderedDict()
        self._lock = Lock()

    def values(self, field: str) -> list[str]:
        """The codes that occur in a field: ``actors``, ``targets``, ``conditions``."""
        return sorted({str(value) for name, value in self._by if name == field and value is not None})

    def find(self, wanted: Wanted) -> tuple[PledgeRow, ...]:
        """The pledges asked for, in the order asked for."""
        with self._lock:
            if wanted in self._answers:
                self._answers.move_to_end(wanted)
                return self._answers[wanted]
        found = sorted(self._fitting(wanted), key=ORDERS[wanted.order], reverse=wanted.falling)
        with self._lock:
            self._answers[wanted] = answer = tuple(found)
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return answer

    def _fitting(self, wanted: Wanted) -> Iterable[PledgeRow]:
        fields = ("actors", "actions", "stances", "targets", "conditions")
        asked = [(name, getattr(wanted, name)) for name in fields if getattr(wanted, name)]
        candidates: Sequence[PledgeRow] = self.rows
        for name, values in asked:
            some = self._of(name, values)
            if len(some) < len(candidates):
                candidates = some
        return [row for row in candidates if _fits(row, wanted)]

    def _of(self, name: str, values: tuple[object, ...]) -> list[PledgeRow]:
        if len(values) == 1:
            return self._by.get((name, values[0]), [])
        merged = {row.id: row for value in values for row in self._by.get((name, value), ())}
        return list(merged.values())


def _fits(row: PledgeRow, wanted: Wanted) -> bool:
    return (
        (not wanted.actors or row.actor in wanted.actors)
        and (not wanted.actions or row.action in wanted.actions)
        and (not wanted.stances or row.stance in wanted.stances)
        and (not wanted.targets or row.target in wanted.targets)
        and (not wanted.conditions or any(kind in wanted.conditions for kind in row.conditions))
        and (not wanted.conditional or bool(row.conditions))
        and (not wanted.with_amount or row.amount is not None or row.quantity is not None)
        and (not wanted.changed or len(row.history) > 1)
        and row.origins >= wanted.least_origins
        and (not wanted.first or (row.since or "") >= wanted.first)
        and (not wanted.last or "" < (row.since or "") <= wanted.last + "~")
        and (wanted.ids is None or row.id in wanted.ids)
    )
