"""Reported uses of force: where, when, how far each is verified, what people decided, and what a breach sets off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pledgebook.assess import find_triggers
from pledgebook.model import Decision, DecisionKind, Incident, IncidentStatus, Trigger, Truth, When
from pledgebook.pipeline import Standpoint
from pledgebook.publish import incident_rows, records
from pledgebook.publish.day_grid import day_grid
from pledgebook.publish.incident_rows import IncidentRow
from pledgebook.publish.spots import spot_map
from pledgebook.publish.world import world_map
from pledgebook.web.answers import Page
from pledgebook.web.asking import Ask
from pledgebook.web.decisions import last_about, standing
from pledgebook.web.desk import Desk
from pledgebook.web.pages.supposing import arrangement_of
from pledgebook.web.sight import Sight

SIZE = 20
RULINGS = (DecisionKind.VERIFY, DecisionKind.DISPUTE, DecisionKind.DISMISS)
COLUMNS = records.columns_of(IncidentRow)[:-1]  # without the versions, which are no cell
_ACTIVE = {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}
_NAMED = 8
"""How many places are counted by name; the page says how many more there are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which incidents an address asks for.

    Attributes:
        first: Of this day or later; None for all.
        last: Of this day or earlier; None for all.
        breaches: Only those that break a cease-fire or deal, or would once verified.
    """

    first: date | None
    last: date | None
    sides: tuple[str, ...]
    means: tuple[str, ...]
    statuses: tuple[IncidentStatus, ...]
    place: str
    breaches: bool

    @classmethod
    def of(cls, ask: Ask) -> "Wanted":
        """What an address asks for.

        Raises:
            ValueFormatError: No such status.
            DateFormatError: No day.
        """
        return cls(
            first=ask.day("from"),
            last=When(ask.one("to")).latest if ask.one("to") else None,
            sides=ask.many("side"),
            means=ask.many("type"),
            statuses=ask.codes("status", IncidentStatus),
            place=ask.one("place"),
            breaches=bool(ask.one("breaches")),
        )

    def fits(self, row: IncidentRow) -> bool:
        """Whether an incident is asked for; one of no known day is not, where days are."""
        when = When(row.day) if row.day else None
        return (
            (self.first is None or (when is not None and when.latest >= self.first))
            and (self.last is None or (when is not None and when.earliest <= self.last))
            and (not self.sides or row.actor in self.sides)
            and (not self.means or bool(set(row.means or (incident_rows.UNKNOWN,)).intersection(self.means)))
            and (not self.statuses or row.status in self.statuses)
            and (not self.place or row.place.casefold() == self.place.casefold())
            and (not self.breaches or row.breach_of is not None)
        )


def monitoring(ask: Ask, desk: Desk, sight: Sight) -> Page:
    """The incidents asked for, newest first; JSON and CSV give all of them."""
    seen = sight.standpoint(arrangement_of(desk))
    wanted = Wanted.of(ask)
    whole = incident_rows.incident_rows(seen.incidents, seen.breaches)
    rows = _asked(wanted, whole)
    counted = [row for row in rows if row.status is not IncidentStatus.DISMISSED]
    kept = {row.id for row in rows}
    counts = incident_rows.counts_of([one for one in seen.incidents if one.id in kept])
    last_page = max(1, -(-len(rows) // SIZE))
    number = ask.number("page", 1, most=last_page)
    shown = rows[(number - 1) * SIZE : number * SIZE]
    incidents = {one.id: one for one in seen.incidents}
    decisions = desk.decisions()
    triggers = _triggers(seen, sight)
    return Page(
        template="monitoring.html",
        shown={
            "here": "/monitoring",
            "whole": whole,
            "found": rows,
            "shown": shown,
            "number": number,
            "last_page": last_page,
            "counts": counts,
            "most": _NAMED,
            "dismissed": len(rows) - len(counted),
            "map": spot_map(counted, world_map()),
            "world": world_map(),
            "grid": day_grid(counted),
            "sides": _values((row.actor, row.actor_name) for row in whole),
            "types": _values((code, code) for row in whole for code in row.means or (incident_rows.UNKNOWN,)),
            "Status": IncidentStatus,
            "rulings": RULINGS,
            "history": {row.id: _history(incidents[row.id], decisions) for row in shown},
            "in_force": {one.id for one in standing(decisions)},
            "seen": {row.id: last_about(decisions, row.id, *incidents[row.id].claims) for row in shown},
            "last_about": lambda one: last_about(decisions, one.about[0]),
            "claim_at": {line.place: line.id for report in _reports(shown) for line in sight.lines_of(report)},
            "triggers": triggers,
            "arrangement": seen.arrangement,
            "shelf": sight.shelf,
        },
        columns=COLUMNS,
        rows=({name: value for name, value in records.record(row).items() if name in COLUMNS} for row in rows),
        more={
            "found": len(rows),
            "versions": {row.id: records.record(row.versions) for row in rows},
            "dismissed": len(rows) - len(counted),
            "counts": records.record(counts),
            "triggers": [_trigger_record(trigger) for trigger, _ in triggers],
        },
        writes=True,
    )


def asked_incidents(ask: Ask, desk: Desk, sight: Sight) -> list[IncidentRow]:
    """The incidents that the address asks for, newest first.

    Raises:
        ValueFormatError: No such status.
        DateFormatError: No day.
    """
    seen = sight.standpoint(arrangement_of(desk))
    return _asked(Wanted.of(ask), incident_rows.incident_rows(seen.incidents, seen.breaches))


def _asked(wanted: Wanted, rows: Iterable[IncidentRow]) -> list[IncidentRow]:
    return sorted(filter(wanted.fits, rows), key=lambda row: (row.day or "", row.id), reverse=True)


def _triggers(seen: Standpoint, sight: Sight) -> list[tuple[Trigger, tuple[incident_rows.ObligationRow, ...]]]:
    """What each trigger sets off, that which has come about first."""
    as_of = sight.question.as_of
    found = find_triggers(
        seen.arrangement,
        seen.ledgered,
        seen.breaches,
        as_of=as_of.latest if as_of else None,
        decisions=seen.decisions,
    )
    return [
        (
            one,
            tuple(
                incident_rows.obligation_row(one.condition, _ACTIVE[one.truth], one.breaches, obligation)
                for obligation in one.obligations
            ),
        )
        for one in sorted(found, key=lambda one: one.truth is not Truth.YES)
    ]


def _trigger_record(trigger: Trigger) -> dict[str, Any]:
    return {
        "condition": trigger.condition,
        "says": trigger.says,
        "active": _ACTIVE[trigger.truth],
        "why": trigger.why,
        "breaches": [one.incident.id for one in trigger.breaches if one.is_verified],
        "candidates": [one.incident.id for one in trigger.breaches if not one.is_verified],
        "obligations": records.record(
            [
                incident_rows.obligation_row(trigger.condition, _ACTIVE[trigger.truth], trigger.breaches, obligation)
                for obligation in trigger.obligations
            ]
        ),
    }


def _history(incident: Incident, decisions: Sequence[Decision]) -> list[Decision]:
    """What people decided about an incident, the last first, what was taken back included."""
    mine = {incident.id, *incident.claims}
    return [one for one in reversed(decisions) if one.kind in RULINGS and one.value and mine.intersection(one.about)]


def _reports(rows: Iterable[IncidentRow]) -> tuple[str, ...]:
    found = (place.report for row in rows for version in row.versions for place in version.places)
    return tuple(dict.fromkeys(found))


def _values(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Codes with their names, by name."""
    return dict(sorted(set(pairs), key=lambda pair: pair[1]))
