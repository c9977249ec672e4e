"""Incidents, breaches and triggers as flat rows, and the counts of a monitoring report."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pledgebook.model import Action, Breach, Incident, IncidentStatus, Obligation, Place, Stance, Standing
from pledgebook.publish.names import name_of
from pledgebook.publish.rows import PlaceRow

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """What one side says, with the sentences; ``side`` is empty for the reports' own voice."""

    side: str
    denies: bool
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident.

    Attributes:
        killed_low: The lowest figure of the dead; None if nobody says.
        killed_high: The highest.
        wounded_low: The lowest figure of the wounded; None if nobody says.
        wounded_high: The highest.
        breach_of: Id of the condition that it breaks, or would once verified; None for no breach.
    """

    id: str
    day: str | None
    actor: str
    actor_name: str
    target: str | None
    target_name: str
    place: str
    means: tuple[str, ...]
    killed_low: int | None
    killed_high: int | None
    wounded_low: int | None
    wounded_high: int | None
    status: IncidentStatus
    because: str
    origins: int
    reports: tuple[str, ...]
    breach_of: str | None
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """What one guarantor has promised for the case of a trigger.

    Attributes:
        active: Whether the trigger has come about.
        breaches: Ids of the verified breaches that set it off.
        hangs_on: What it hangs on further, in plain English.
    """

    condition: str
    active: bool | None
    breaches: tuple[str, ...]
    pledge: str
    actor: str
    actor_name: str
    action: Action
    item: str
    stance: Stance
    state: Standing
    hangs_on: tuple[str, ...]
    deciders: tuple[str, ...]
    inferred: bool
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many incidents of one sort there were.

    Attributes:
        by: ``side``, ``type`` or ``place``; ``all`` for the whole.
        name: Which.
        incidents: How many, those dismissed left out.
        killed_low: The lowest sum of the dead that are told; None if nobody says.
        killed_high: The highest.
    """

    by: str
    name: str
    incidents: int
    verified: int
    corroborated: int
    reported: int
    disputed: int
    killed_low: int | None
    killed_high: int | None


@dataclass(frozen=True, slots=True)
class Monitoring:
    """A monitoring report.

    Attributes:
        first: First day.
        last: Last day.
        counts: The whole, then by side, by type, by place.
        incidents: The incidents, by day.
        dismissed: How many more were dismissed.
        undated: How many incidents of the book have no known day and so are in no report.
    """

    first: date
    last: date
    counts: tuple[CountRow, ...]
    incidents: tuple[IncidentRow, ...]
    dismissed: int
    undated: int

    @property
    def whole(self) -> CountRow:
        """All incidents together."""
        return self.counts[0]


def incident_row(incident: Incident, broken: str | None = None) -> IncidentRow:
    """One incident as a row; ``broken`` is the condition that it breaks."""
    return IncidentRow(
        id=incident.id,
        day=incident.day.iso if incident.day else None,
        actor=incident.actor,
        actor_name=name_of(incident.actor),
        target=incident.target,
        target_name=name_of(incident.target),
        place=incident.place,
        means=incident.means,
        killed_low=incident.killed.low if incident.killed else None,
        killed_high=incident.killed.high if incident.killed else None,
        wounded_low=incident.wounded.low if incident.wounded else None,
        wounded_high=incident.wounded.high if incident.wounded else None,
        status=incident.status,
        because=incident.because,
        origins=incident.origins,
        reports=incident.reports,
        breach_of=broken,
        versions=tuple(VersionRow(v.side, v.denies, _places(v.places)) for v in incident.versions),
    )


def incident_rows(incidents: Iterable[Incident], breaches: Iterable[Breach] = ()) -> tuple[IncidentRow, ...]:
    """The incidents in their order."""
    broken = {breach.incident.id: breach.breaks for breach in breaches}
    return tuple(incident_row(incident, broken.get(incident.id)) for incident in incidents)


def obligation_row(
    condition: str, active: bool | None, breaches: Sequence[Breach], obligation: Obligation
) -> ObligationRow:
    """One obligation as a row."""
    return ObligationRow(
        condition=condition,
        active=active,
        breaches=tuple(breach.incident.id for breach in breaches if breach.is_verified),
        pledge=obligation.pledge,
        actor=obligation.actor,
        actor_name=name_of(obligation.actor),
        action=obligation.action,
        item=obligation.item,
        stance=obligation.stance,
        state=obligation.state,
        hangs_on=tuple(reason.says for reason in obligation.because),
        deciders=obligation.deciders,
        inferred=obligation.inferred,
        places=_places(obligation.places),
    )


def monitoring(incidents: Sequence[Incident], last: date, days: int = 1, breaches: Iterable[Breach] = ()) -> Monitoring:
    """Count the incidents of some days.

    Args:
        incidents: Those of the book.
        last: Last day of the report.
        days: How many days it covers; no more than the calendar has.
        breaches: Which of them are breaches, or may be.
    """
    first = last - timedelta(days=min(days - 1, (last - date.min).days))
    inside = [one for one in incidents if one.day and first <= one.day.earliest and one.day.latest <= last]
    counted = [one for one in inside if one.status is not IncidentStatus.DISMISSED]
    undated = sum(one.day is None for one in incidents)
    shown = sorted(counted, key=lambda one: (one.day.iso if one.day else "", one.id))
    return Monitoring(
        first, last, counts_of(counted), incident_rows(shown, breaches), len(inside) - len(counted), undated
    )


def counts_of(incidents: Iterable[Incident]) -> tuple[CountRow, ...]:
    """The whole, then by side, by type, by place; those dismissed are left out."""
    counted = [one for one in incidents if one.status is not IncidentStatus.DISMISSED]
    counts = [_count("all", "all incidents", counted)]
    counts += _counts("side", counted, lambda one: [name_of(one.actor)])
    counts += _counts("type", counted, lambda one: one.means or [UNKNOWN])
    counts += _counts("place", counted, lambda one: [one.place or UNKNOWN])
    return tuple(counts)


def _counts(by: str, incidents: Sequence[Incident], names: Callable[[Incident], Iterable[str]]) -> list[CountRow]:
    """The commonest first; an incident with several means counts under each."""
    sorts: dict[str, list[Incident]] = {}
    for one in incidents:
        for name in names(one):
            sorts.setdefault(name, []).append(one)
    return [_count(by, name, held) for name, held in sorted(sorts.items(), key=lambda pair: (-len(pair[1]), pair[0]))]


def _count(by: str, name: str, incidents: Sequence[Incident]) -> CountRow:
    def of(status: IncidentStatus) -> int:
        return sum(one.status is status for one in incidents)

    killed = [one.killed for one in incidents if one.killed is not None]
    return CountRow(
        by=by,
        name=name,
        incidents=len(incidents),
        verified=of(IncidentStatus.VERIFIED),
        corroborated=of(IncidentStatus.CORROBORATED),
        reported=of(IncidentStatus.REPORTED),
        disputed=of(IncidentStatus.DISPUTED),
        killed_low=sum(k.low for k in killed) if killed else None,
        killed_high=sum(k.high for k in killed) if killed else None,
    )


def _places(places: Iterable[Place]) -> tuple[PlaceRow, ...]:
    return tuple(
        PlaceRow(p.report, p.span.start if p.span else None, p.span.end if p.span else None, p.text) for p in places
    )


def range_in_words(low: int | None, high: int | None) -> str:
    """A figure, or two; empty for none.

    >>> range_in_words(4, 4), range_in_words(11, 12), range_in_words(None, None)
    ('4', '11 to 12', '')
    """
    if low is None or high is None:
        return ""
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def share_in_words(part: int, whole: int) -> str:
    """How many of how many.

    >>> share_in_words(1, 3), share_in_words(0, 0)
    ('1 of 3 (33 %)', '0 of 0')
    """
    return f"{part} of {whole}" + (f" ({part * 100 / whole:.0f} %)" if whole else "")
