"""Findings with their places side by side, each in its context."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pledgebook.model import FindingKind, Report, Span
from pledgebook.publish import rows
from pledgebook.publish.highlight import Mark, Piece, cut, surroundings
from pledgebook.publish.views.shelf import Shelf


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


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one kind."""

    kind: FindingKind
    findings: tuple[FindingView, ...]


def finding_groups(
    found: Iterable[rows.FindingRow], shelf: Shelf, reports: Mapping[str, Report]
) -> tuple[FindingGroup, ...]:
    """The findings by kind, the kind with the gravest first."""
    by_kind: dict[FindingKind, list[FindingView]] = defaultdict(list)
    for row in rows.gravest_first(found):
        by_kind[row.kind].append(finding_view(row, shelf, reports))
    return tuple(FindingGroup(kind, tuple(views)) for kind, views in by_kind.items())


def finding_view(row: rows.FindingRow, shelf: Shelf, reports: Mapping[str, Report]) -> FindingView:
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
