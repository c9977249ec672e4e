"""One report in full: every claim marked in the colour of its stance, findings beside their paragraphs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pledgebook.model import Action, Claim, Origin, Reading, Span, Stance
from pledgebook.publish import rows
from pledgebook.publish.highlight import Mark, Piece, cut, marks_of, paragraphs
from pledgebook.publish.names import name_of
from pledgebook.publish.views.shelf import Shelf, spans_in


@dataclass(frozen=True, slots=True)
class Holder:
    """One of the actors of a note, with its claim; ``pledge`` is None where the claim went into none."""

    name: str
    claim: str
    pledge: str | None


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """What stands beside a paragraph: the actors that hold one stance towards one action there."""

    stance: Stance
    action: Action
    target_name: str
    conditional: bool
    holders: tuple[Holder, ...]


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
        if report.title and span.of(report.text).strip() == report.title.strip() and not _marked(span, marks):
            continue
        beside = {f.id: f for f, place in placed if place.meets(span) and f.id not in shown}
        shown |= set(beside)
        starting = [claim for claim in reading.claims if span.start <= claim.evidence.span.start < span.end]
        parts.append(
            Paragraph(
                pieces=cut(report.text, marks, span),
                claims=_notes(starting, shelf),
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


def _marked(span: Span, marks: Iterable[Mark]) -> bool:
    return any(mark.span.meets(span) for mark in marks)


def _notes(claims: Iterable[Claim], shelf: Shelf) -> tuple[ClaimNote, ...]:
    alike: dict[tuple[Stance, Action, str, bool], list[Holder]] = defaultdict(list)
    for claim in claims:
        target = name_of(claim.target.code) if claim.target else ""
        holder = Holder(name_of(claim.actor.code), claim.id, shelf.pledge_of.get(claim.id))
        alike[claim.stance, claim.action, target, bool(claim.conditions)].append(holder)
    return tuple(ClaimNote(*shared, tuple(holders)) for shared, holders in alike.items())


def _why(origin: Origin, report: str) -> str:
    place = origin.reports.index(report)
    return origin.why[place - 1] if 0 < place <= len(origin.why) else ""
