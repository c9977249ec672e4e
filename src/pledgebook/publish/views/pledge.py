"""One pledge with its history: each claim with who said it when, and the sentence in its context."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pledgebook.model import Claim, Pledge, Quantity, Report, Stance, When
from pledgebook.publish import rows
from pledgebook.publish.chart import Chart, Told, stance_chart
from pledgebook.publish.highlight import Quote, in_context
from pledgebook.publish.views.shelf import Shelf, spans_in
from pledgebook.publish.wording import counted, quantity_in_words

_DIFFERENT = 2


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

    @property
    def counts_told(self) -> tuple[str, ...]:
        """What each count is told of, the most told first, where more is told than one count with one stance.

        "26 countries: committed in 6 reports, willing in 4" says that one number stands for two things.
        """
        told: dict[Decimal, dict[Stance, set[str]]] = defaultdict(lambda: defaultdict(set))
        units: dict[Decimal, Counter[str]] = defaultdict(Counter)
        for claim in self.pledge.claims:
            if claim.quantity is not None:
                value = claim.quantity.quantity.value
                told[value][claim.stance].add(claim.report)
                units[value][claim.quantity.quantity.unit] += 1
        if sum(map(len, told.values())) < _DIFFERENT:
            return ()
        found = []
        for value, stances in told.items():
            held = sorted(((len(reports), str(stance)) for stance, reports in stances.items()), reverse=True)
            ((unit, _),) = units[value].most_common(1)
            ways = ", ".join(f"{stance} in {counted(n, 'report')}" for n, stance in held)
            found.append((-held[0][0], value, f"{quantity_in_words(Quantity(value, unit))}: {ways}"))
        return tuple(words for _, _, words in sorted(found))


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

    claims = tuple(
        claim_view(claim, reports[claim.report], shelf.reports[claim.report])
        for claim in pledge.claims
        if claim.report in reports
    )
    return PledgePage(
        row=rows.pledge_row(pledge),
        pledge=pledge,
        claims=claims,
        chart=stance_chart(pledge, until, _told(claims)),
        findings=_findings_about(pledge, shelf),
        parts=rows.pledge_rows(shelf.parts.get(pledge.id, ())),
        whole=row_of(pledge.part_of),
        replaced=row_of(pledge.replaces),
    )


def _told(claims: Iterable[ClaimView]) -> list[Told]:
    """The claims that carry a day, in words for the chart."""
    return [
        Told(
            When(view.said),
            view.claim.stance,
            f"{view.said}, {view.claim.stance}, {' → '.join(view.voice)}: “{view.claim.evidence.text}”",
            view.claim.id,
        )
        for view in claims
        if view.said
    ]


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
