"""Which of the rows a reader asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from pledgebook.model import Action, Claim, ConditionKind, FindingKind, Severity, Stance
from pledgebook.publish import rows

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader asked for; None and an empty tuple leave nothing out.

    Several values of one field mean any of them, several fields mean all of them.
    """

    actors: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    stances: tuple[Stance, ...] = ()
    targets: tuple[str, ...] = ()
    conditions: tuple[ConditionKind, ...] = ()
    kinds: tuple[FindingKind, ...] = ()
    severities: tuple[Severity, ...] = ()
    reports: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    limit: int | None = None

    def pledges(self, found: Iterable[rows.PledgeRow]) -> Iterator[rows.PledgeRow]:
        """The pledges asked for."""
        return self._first(
            row
            for row in found
            if self._stands(row.actor, row.action, row.stance, row.target) and _any(self.conditions, row.conditions)
        )

    def claims(self, found: Iterable[Claim]) -> Iterator[Claim]:
        """The claims asked for."""
        return self._first(
            claim
            for claim in found
            if self._stands(claim.actor.code, claim.action, claim.stance, claim.target.code if claim.target else None)
            and _one(self.reports, claim.report)
            and _any(self.conditions, tuple(condition.kind for condition in claim.conditions))
        )

    def hanging(self, found: Iterable[rows.ConditionRow]) -> Iterator[rows.ConditionRow]:
        """The conditions asked for."""
        return self._first(
            row
            for row in found
            if self._stands(row.actor, row.action, row.stance, row.target) and _one(self.conditions, row.kind)
        )

    def findings(self, found: Iterable[rows.FindingRow]) -> Iterator[rows.FindingRow]:
        """The findings asked for."""
        return self._first(
            row
            for row in found
            if _one(self.kinds, row.kind)
            and _one(self.severities, row.severity)
            and _any(self.reports, (row.report, *row.others))
        )

    def origins(self, found: Iterable[rows.OriginRow]) -> Iterator[rows.OriginRow]:
        """The origins asked for."""
        return self._first(row for row in found if _any(self.reports, row.reports))

    def sources(self, found: Iterable[rows.ReportRow]) -> Iterator[rows.ReportRow]:
        """The reports asked for."""
        outlets = tuple(outlet.casefold() for outlet in self.outlets)
        return self._first(
            row
            for row in found
            if _one(self.reports, row.id)
            and _one(self.languages, row.language)
            and (not outlets or any(outlet in (row.outlet or "").casefold() for outlet in outlets))
        )

    def _stands(self, actor: str, action: Action, stance: Stance, target: str | None) -> bool:
        return (
            _one(self.actors, actor)
            and _one(self.actions, action)
            and _one(self.stances, stance)
            and (not self.targets or target in self.targets)
        )

    def _first(self, found: Iterable[Row]) -> Iterator[Row]:
        return islice(found, self.limit)


def _one(wanted: tuple[str, ...], value: str) -> bool:
    return not wanted or value in wanted


def _any(wanted: tuple[str, ...], values: tuple[str, ...]) -> bool:
    return not wanted or any(value in wanted for value in values)
