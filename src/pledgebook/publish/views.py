"""What each page shows, as plain frozen data: the book at a glance, one pledge, one report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pledgebook.model import (
    Action,
    Claim,
    ConditionKind,
    Dating,
    Ledgered,
    Origin,
    Pledge,
    Reading,
    Report,
    Severity,
    Span,
)
from pledgebook.publish import rows
from pledgebook.publish.chart import Chart, stance_chart
from pledgebook.publish.highlight import Mark, Piece, Quote, cut, in_context, marks_of, paragraphs, surroundings
from pledgebook.publish.names import name_of


@dataclass(frozen=True, slots=True)
class Cell:
    """What one actor holds towards one action: its pledge with the latest stance, and how many more there are."""

    pledge: rows.PledgeRow
    others: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One actor's line of the matrix; a cell is None where nobody reports anything."""

    actor: str
    name: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Actors by actions, the actors with most pledges first."""

    actions: tuple[Action, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Hanging:
    """The pledges that hang on one kind of condition."""

    kind: ConditionKind
    rows: tuple[rows.ConditionRow, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The book at a glance.

    Attributes:
        claims: How many claims the pledges rest on.
        originals: How many independent originals the reports go back to.
        families: Originals with more than one report.
        first: Earliest day that the book uses for a report; None if none is known.
        last: Latest such day.
        unread: Reports kept but not read for claims, being in another language.
    """

    pledges: tuple[rows.PledgeRow, ...]
    findings: tuple[rows.FindingRow, ...]
    reports: tuple[rows.ReportRow, ...]
    families: tuple[rows.OriginRow, ...]
    hanging: tuple[Hanging, ...]
    matrix: Matrix
    claims: int
    originals: int
    actors: int
    severities: tuple[tuple[Severity, int], ...]
    first: str | None
    last: str | None
    unread: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim of a pledge, as its history shows it.

    Attributes:
        said: When it was said, else the report's day, as ISO; None if neither is known.
        said_by_report: Whether ``said`` is only the report's day.
        voice: Who said so through whom, nearest last: ``Friedrich Merz``, ``Reuters``, ``The Thames Courier``.
    """

    claim: Claim
    report: rows.ReportRow
    said: str | None
    said_by_report: bool
    voice: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, slots=True)
class PledgePage:
    """One pledge with its whole history."""

    row: rows.PledgeRow
    pledge: Pledge
    claims: tuple[ClaimView, ...]
    chart: Chart | None
    findings: tuple[rows.FindingRow, ...]
    parts: tuple[rows.PledgeRow, ...]
    whole: rows.PledgeRow | None
    replaced: rows.PledgeRow | None


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """A claim as it stands beside its paragraph; ``pledge`` is None where it went into none."""

    claim: Claim
    actor_name: str
    pledge: str | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a report with what stands beside it."""

    pieces: tuple[Piece, ...]
    claims: tuple[ClaimNote, ...]
    findings: tuple[rows.FindingRow, ...]
    furniture: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report in full.

    Attributes:
        findings: Findings about the report as a whole, or about none of its paragraphs.
        because: The clues behind the date the book uses.
        why: Why it belongs to its origin; empty for the original.
    """

    row: rows.ReportRow
    paragraphs: tuple[Paragraph, ...]
    findings: tuple[rows.FindingRow, ...]
    because: tuple[str, ...]
    origin: rows.OriginRow | None
    why: str


def overview(ledgered: Ledgered, reports: Sequence[rows.ReportRow]) -> Overview:
    """The book at a glance."""
    pledges = rows.pledge_rows(ledgered.pledges)
    findings = rows.finding_rows(ledgered.findings)
    origins = rows.origin_rows(ledgered.origins)
    days = sorted(report.dated for report in reports if report.dated)
    return Overview(
        pledges=pledges,
        findings=findings,
        reports=tuple(reports),
        families=tuple(origin for origin in origins if origin.size > 1),
        hanging=hanging(rows.condition_rows(ledgered.pledges)),
        matrix=matrix(pledges),
        claims=sum(row.claims for row in pledges),
        originals=len(origins),
        actors=len({row.actor for row in pledges}),
        severities=tuple((severity, sum(row.severity is severity for row in findings)) for severity in Severity),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        unread=sum(report.language != "en" for report in reports),
    )


def matrix(pledges: Sequence[rows.PledgeRow]) -> Matrix:
    """Actors by actions; where an actor has several pledges of one action, the one with the latest stance shows."""
    actions = tuple(action for action in Action if any(row.action is action for row in pledges))
    grid: dict[str, dict[Action, list[rows.PledgeRow]]] = defaultdict(lambda: defaultdict(list))
    for row in pledges:
        grid[row.actor][row.action].append(row)

    def shown(several: Sequence[rows.PledgeRow]) -> Cell | None:
        if not several:
            return None
        latest = max(several, key=lambda row: (row.since or "", row.origins, row.claims))
        return Cell(latest, len(several) - 1)

    def order(actor: str) -> tuple[int, int, str]:
        held = grid[actor]
        return (actor == "GROUP", -sum(len(several) for several in held.values()), name_of(actor))

    return Matrix(
        actions,
        tuple(
            MatrixRow(actor, name_of(actor), tuple(shown(grid[actor].get(action, ())) for action in actions))
            for actor in sorted(grid, key=order)
        ),
    )


def hanging(conditions: Iterable[rows.ConditionRow]) -> tuple[Hanging, ...]:
    """The conditions by kind."""
    by_kind: dict[ConditionKind, list[rows.ConditionRow]] = defaultdict(list)
    for row in conditions:
        by_kind[row.kind].append(row)
    return tuple(Hanging(kind, tuple(by_kind[kind])) for kind in ConditionKind if kind in by_kind)


def claim_view(claim: Claim, report: Report, row: rows.ReportRow) -> ClaimView:
    """One claim with who said it, when, and its sentence in context."""
    said = claim.said.when.iso if claim.said else None
    voice = (claim.speaker.text if claim.speaker else "", claim.outlet.text if claim.outlet else "", row.outlet or "")
    return ClaimView(
        claim=claim,
        report=row,
        said=said or row.dated,
        said_by_report=said is None,
        voice=tuple(dict.fromkeys(name for name in voice if name)),
        quote=in_context(report.text, claim),
    )


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place that a finding points to, in its context; no pieces for the report as a whole."""

    report: rows.ReportRow
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its places in their contexts: first the one that is wrong, then those that show it."""

    row: rows.FindingRow
    places: tuple[PlaceView, ...]


def finding_view(row: rows.FindingRow, shelf: "Shelf", reports: Mapping[str, Report]) -> FindingView:
    """One finding with its places side by side."""
    places = []
    for place in row.places:
        if place.report not in shelf.reports:
            continue
        pieces: tuple[Piece, ...] = ()
        if place.start is not None and place.end is not None and place.report in reports:
            text, span = reports[place.report].text, Span(place.start, place.end)
            pieces = cut(text, [Mark(span, "finding", row.severity, row.id)], surroundings(text, span, 110))
        places.append(PlaceView(shelf.reports[place.report], pieces))
    return FindingView(row, tuple(places))


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was worked out from a book, laid out so that a page finds its parts at once.

    Attributes:
        pledges: By id.
        parts: The pledges that are part of a pledge, by its id.
        pledge_of: Id of the pledge that a claim went into, by the claim's id.
        reports: Rows by report.
        findings: Those that point to a report, by report.
        origins: By report.
        datings: By report.
    """

    pledges: Mapping[str, Pledge]
    parts: Mapping[str, Sequence[Pledge]]
    pledge_of: Mapping[str, str]
    reports: Mapping[str, rows.ReportRow]
    findings: Mapping[str, Sequence[rows.FindingRow]]
    origins: Mapping[str, Origin]
    datings: Mapping[str, Dating]


def shelve(ledgered: Ledgered, reports: Iterable[rows.ReportRow]) -> Shelf:
    """Lay out what was worked out from a book."""
    parts: dict[str, list[Pledge]] = defaultdict(list)
    for pledge in ledgered.pledges:
        if pledge.part_of is not None:
            parts[pledge.part_of].append(pledge)
    findings: dict[str, list[rows.FindingRow]] = defaultdict(list)
    for row in rows.finding_rows(ledgered.findings):
        for report in (row.report, *row.others):
            findings[report].append(row)
    return Shelf(
        pledges={pledge.id: pledge for pledge in ledgered.pledges},
        parts=parts,
        pledge_of={claim.id: pledge.id for pledge in ledgered.pledges for claim in pledge.claims},
        reports={row.id: row for row in reports},
        findings=findings,
        origins={report: origin for origin in ledgered.origins for report in origin.reports},
        datings={dating.report: dating for dating in ledgered.datings},
    )


def pledge_page(pledge: Pledge, shelf: Shelf, reports: Mapping[str, Report], until: date | None = None) -> PledgePage:
    """One pledge with its history.

    Args:
        pledge: The pledge.
        shelf: What was worked out from the book.
        reports: The reports by id; claims of others are left out.
        until: Last day of the chart. Default: the day of the last change.
    """

    def row_of(wanted: str | None) -> rows.PledgeRow | None:
        return rows.pledge_row(shelf.pledges[wanted]) if wanted is not None and wanted in shelf.pledges else None

    return PledgePage(
        row=rows.pledge_row(pledge),
        pledge=pledge,
        claims=tuple(
            claim_view(claim, reports[claim.report], shelf.reports[claim.report])
            for claim in pledge.claims
            if claim.report in reports
        ),
        chart=stance_chart(pledge, until),
        findings=_findings_about(pledge, shelf),
        parts=rows.pledge_rows(shelf.parts.get(pledge.id, ())),
        whole=row_of(pledge.part_of),
        replaced=row_of(pledge.replaces),
    )


def _findings_about(pledge: Pledge, shelf: Shelf) -> tuple[rows.FindingRow, ...]:
    """The findings that touch a sentence of the pledge, each once."""
    touching = (
        finding
        for claim in pledge.claims
        for finding in shelf.findings.get(claim.report, ())
        for span in spans_in(finding, claim.report)
        if span.meets(claim.evidence.span)
    )
    return tuple({finding.id: finding for finding in touching}.values())


def spans_in(finding: rows.FindingRow, report: str) -> tuple[Span, ...]:
    """Where a finding points to in a report."""
    return tuple(
        Span(place.start, place.end)
        for place in finding.places
        if place.report == report and place.start is not None and place.end is not None
    )


def report_page(reading: Reading, shelf: Shelf) -> ReportPage:
    """One report in full, each claim marked in the colour of its stance, findings beside their paragraphs."""
    report = reading.report
    about = tuple(shelf.findings.get(report.id, ()))
    placed = [(finding, span) for finding in about for span in spans_in(finding, report.id)]
    marks = [mark for claim in reading.claims for mark in marks_of(claim)]
    marks += [Mark(span, "finding", finding.severity, finding.id) for finding, span in placed]
    marks += [Mark(span, "furniture") for span in report.furniture]
    shown: set[str] = set()
    parts = []
    for span in paragraphs(report.text):
        beside = {f.id: f for f, place in placed if place.meets(span) and f.id not in shown}
        shown |= set(beside)
        starting = [claim for claim in reading.claims if span.start <= claim.evidence.span.start < span.end]
        parts.append(
            Paragraph(
                pieces=cut(report.text, marks, span),
                claims=tuple(ClaimNote(c, name_of(c.actor.code), shelf.pledge_of.get(c.id)) for c in starting),
                findings=tuple(beside.values()),
                furniture=any(piece.covers(span) for piece in report.furniture),
            )
        )
    dating, origin = shelf.datings.get(report.id), shelf.origins.get(report.id)
    return ReportPage(
        row=shelf.reports[report.id],
        paragraphs=tuple(parts),
        findings=tuple(finding for finding in about if finding.id not in shown),
        because=dating.because if dating else (),
        origin=rows.origin_rows([origin])[0] if origin else None,
        why=_why(origin, report.id) if origin else "",
    )


def _why(origin: Origin, report: str) -> str:
    place = origin.reports.index(report)
    return origin.why[place - 1] if 0 < place <= len(origin.why) else ""
