"""What was worked out from a book, laid out so that a page finds its parts at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pledgebook.model import Dating, Ledgered, Origin, Pledge, Span
from pledgebook.publish import rows


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


def spans_in(finding: rows.FindingRow, report: str) -> tuple[Span, ...]:
    """Where a finding points to in a report."""
    return tuple(
        Span(place.start, place.end)
        for place in finding.places
        if place.report == report and place.start is not None and place.end is not None
    )
