"""What a list shows of pledges, findings, origins, conditions and reports: one flat row each.

Terminal, CSV, JSON and site print these same rows, so they show the same numbers.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pledgebook.model import (
    Action,
    Claim,
    ConditionKind,
    Finding,
    FindingKind,
    Ledgered,
    Origin,
    Pledge,
    Reading,
    Severity,
    Stance,
    StanceAt,
    When,
)
from pledgebook.publish.names import name_of


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """One pledge.

    Attributes:
        since: When the latest stance was first voiced; None if unknown.
        conditions: Kinds of what it hangs on.
        history: Every change of stance, oldest first, with its direction: ``2025-08-18 willing (hardened)``.
        claims: How many claims speak of it.
        reports: How many reports.
        origins: How many independent originals.
    """

    id: str
    actor: str
    actor_name: str
    stance: Stance
    action: Action
    target: str | None
    target_name: str
    since: str | None
    item: str
    amount: Decimal | None
    currency: str | None
    quantity: Decimal | None
    unit: str | None
    conditions: tuple[ConditionKind, ...]
    history: tuple[str, ...]
    claims: int
    reports: int
    origins: int
    part_of: str | None
    replaces: str | None
    renews: str | None
    delivers: str | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in a report; start and end are None for the report as a whole."""

    report: str
    start: int | None
    end: int | None
    text: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding.

    Attributes:
        report: The report that is wrong.
        others: The reports that show it.
        places: First the place that is wrong, then those that show it.
        accepted_by: Who looked into it and found it right; empty if nobody did.
    """

    id: str
    kind: FindingKind
    severity: Severity
    report: str
    says: str
    proposal: str
    others: tuple[str, ...]
    places: tuple[PlaceRow, ...]
    accepted_by: str = ""


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One original text and the reports that go back to it, earliest first.

    Attributes:
        size: How many reports.
        why: For each report but the first, why it belongs here.
    """

    id: str
    size: int
    agency: str
    reports: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One thing that one pledge hangs on, in a report's words."""

    kind: ConditionKind
    pledge: str
    actor: str
    actor_name: str
    stance: Stance
    action: Action
    target: str | None
    text: str
    report: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report.

    Attributes:
        published: The date it carries or states.
        dated: The date the book uses for it.
        read_by: Name and version of what read its claims; empty for a report in another language, which is kept only.
        claims: How many claims were read from it.
        refused: How many claims were not verbatim and so were not kept.
        findings: How many findings are about it.
        origin: Id of its origin.
        copies: How many other reports go back to the same original.
        learnt: When the book learnt it.
        source: The file or address it was read from.
    """

    id: str
    outlet: str | None
    title: str | None
    published: str | None
    dated: str | None
    language: str
    read_by: str
    claims: int
    refused: int
    findings: int
    origin: str
    copies: int
    learnt: str
    url: str | None
    source: str


def _iso(when: When | None) -> str | None:
    return when.iso if when else None


def pledge_row(pledge: Pledge) -> PledgeRow:
    """One pledge as a row."""
    since = next((at.when for at in reversed(pledge.history) if at.stance is pledge.stance), None)
    return PledgeRow(
        id=pledge.id,
        actor=pledge.actor,
        actor_name=name_of(pledge.actor),
        stance=pledge.stance,
        action=pledge.action,
        target=pledge.target,
        target_name=name_of(pledge.target),
        since=_iso(since),
        item=pledge.item,
        amount=pledge.amount.value if pledge.amount else None,
        currency=pledge.amount.currency if pledge.amount else None,
        quantity=pledge.quantity.value if pledge.quantity else None,
        unit=pledge.quantity.unit if pledge.quantity else None,
        conditions=tuple(dict.fromkeys(condition.kind for condition in pledge.conditions)),
        history=tuple(_change(at) for at in pledge.history),
        claims=len(pledge.claims),
        reports=len(pledge.reports),
        origins=pledge.origins,
        part_of=pledge.part_of,
        replaces=pledge.replaces,
        renews=pledge.renews,
        delivers=pledge.delivers,
    )


def _change(at: StanceAt) -> str:
    return f"{_iso(at.when) or 'undated'} {at.stance}" + (f" ({at.turn})" if at.turn else "")


def pledge_rows(pledges: Iterable[Pledge]) -> tuple[PledgeRow, ...]:
    """The pledges, in their order."""
    return tuple(pledge_row(pledge) for pledge in pledges)


def finding_row(finding: Finding) -> FindingRow:
    """One finding as a row."""
    places = tuple(
        PlaceRow(p.report, p.span.start if p.span else None, p.span.end if p.span else None, p.text)
        for p in finding.places
    )
    wrong = places[0].report if places else ""
    return FindingRow(
        id=finding.id,
        kind=finding.kind,
        severity=finding.severity,
        report=wrong,
        says=finding.says,
        proposal=finding.proposal,
        others=tuple(dict.fromkeys(place.report for place in places if place.report != wrong)),
        places=places,
        accepted_by=finding.accepted_by,
    )


def finding_rows(findings: Iterable[Finding]) -> tuple[FindingRow, ...]:
    """The findings, in their order."""
    return tuple(finding_row(finding) for finding in findings)


def gravest_first(found: Iterable[FindingRow]) -> tuple[FindingRow, ...]:
    """The findings by severity, then by kind in the order of its codes, then by report."""
    grades = {severity: place for place, severity in enumerate(Severity)}
    kinds = {kind: place for place, kind in enumerate(FindingKind)}
    return tuple(sorted(found, key=lambda row: (grades[row.severity], kinds[row.kind], row.report)))


def origin_rows(origins: Iterable[Origin]) -> tuple[OriginRow, ...]:
    """The origins, the one with most copies first."""
    rows = [OriginRow(o.id, len(o.reports), o.agency, o.reports, o.why) for o in origins]
    return tuple(sorted(rows, key=lambda row: (-row.size, row.id)))


def condition_rows(pledges: Iterable[Pledge]) -> tuple[ConditionRow, ...]:
    """What every pledge hangs on, by kind in the order of the codebook, then by pledge."""
    rows = [
        ConditionRow(
            kind=condition.kind,
            pledge=pledge.id,
            actor=pledge.actor,
            actor_name=name_of(pledge.actor),
            stance=pledge.stance,
            action=pledge.action,
            target=pledge.target,
            text=condition.text,
            report=next((claim.report for claim in pledge.claims if condition in claim.conditions), ""),
        )
        for pledge in pledges
        for condition in pledge.conditions
    ]
    order = {kind: place for place, kind in enumerate(ConditionKind)}
    return tuple(sorted(rows, key=lambda row: (order[row.kind], row.pledge)))


def report_rows(readings: Iterable[Reading], ledgered: Ledgered) -> tuple[ReportRow, ...]:
    """The reports, in the order of the day the book uses for them, undated ones last."""
    origin_of = {report: origin for origin in ledgered.origins for report in origin.reports}
    dating_of = {dating.report: dating for dating in ledgered.datings}
    wrong = Counter(finding.places[0].report for finding in ledgered.findings if finding.places)
    rows = []
    for reading in readings:
        report = reading.report
        origin, dating = origin_of.get(report.id), dating_of.get(report.id)
        rows.append(
            ReportRow(
                id=report.id,
                outlet=report.outlet,
                title=report.title or headline(report.text),
                published=_iso(dating.stated if dating and dating.stated else report.published),
                dated=_iso(dating.worked_out if dating else report.published),
                language=report.language,
                read_by=reading.extractor,
                claims=len(reading.claims),
                refused=reading.refused,
                findings=wrong[report.id],
                origin=origin.id if origin else "",
                copies=len(origin.reports) - 1 if origin else 0,
                learnt=reading.learnt.isoformat(timespec="seconds"),
                url=report.url,
                source=report.source,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.dated or "9999", row.id)))


def headline(text: str, width: int = 90) -> str:
    r"""The first line of a text, shortened to a headline's length.

    >>> headline("\n  Norway gives 7bn kroner\nOSLO - ...")
    'Norway gives 7bn kroner'
    """
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return first if len(first) <= width else first[: width - 1].rpartition(" ")[0] + "…"


def actors_of(claims: Iterable[Claim]) -> frozenset[str]:
    """Codes of all who act, are acted on or are asked in some claims."""
    parties = ((c.actor, c.target, c.addressee) for c in claims)
    return frozenset(party.code for three in parties for party in three if party is not None)
