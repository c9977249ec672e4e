"""Work out pledges, findings, origins and datings from all readings of a book.

The same readings and decisions give the same result in whatever order they come. Cost
grows with the reports, not with their pairs: reports are compared only where they share
a bucket (see neighbours), claims only within one actor, action and target.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pledgebook.model import Decision, Finding, FindingKind, Ledgered, Origin, Reading, Severity
from pledgebook.reconcile.amounts_check import slipped_amounts, two_marks_on_one_figure, wrong_conversions
from pledgebook.reconcile.candidates import Candidate, put_together
from pledgebook.reconcile.contradictions import self_contradictions, stance_conflicts
from pledgebook.reconcile.counts import counts_in_claims, counts_in_words
from pledgebook.reconcile.dating import (
    carried_day,
    contradicted_dates,
    date_reports,
    first_days,
    impossible_dates,
    undated_reports,
)
from pledgebook.reconcile.decisions import Settled, accepted_in_vain, judged, settle, trusted_dates
from pledgebook.reconcile.deliveries import false_deliveries
from pledgebook.reconcile.figures import counts_of, sums_of
from pledgebook.reconcile.links import linked
from pledgebook.reconcile.names import name_variants
from pledgebook.reconcile.neighbours import Compared, compare_neighbours
from pledgebook.reconcile.origins import find_origins, is_copy
from pledgebook.reconcile.pledges import find_pledges, told_anew
from pledgebook.reconcile.portrait import Portrait, draw
from pledgebook.reconcile.restated import Older, Told, restated_amounts, sums_told_as_new
from pledgebook.reconcile.shelf import Shelf, akin_reports, nearest_copies
from pledgebook.reconcile.titles import stale_titles
from pledgebook.reconcile.told_differently import sums_told_differently
from pledgebook.reconcile.voices import Voice, voices

Check = Callable[[Shelf], Iterator[Finding]]
CrossCheck = Callable[[Shelf], Iterator[Candidate]]

CHECKS: tuple[str, ...] = (
    "impossible_dates",
    "undated_reports",
    "contradicted_dates",
    "slipped_amounts",
    "sums_told_differently",
    "wrong_conversions",
    "two_marks_on_one_figure",
    "restated_amounts",
    "count_disagreements",
    "self_contradictions",
    "stance_conflicts",
    "false_deliveries",
    "stale_titles",
    "name_variants",
)
"""Names of the checks, in the order in which they speak."""

SINGLE = frozenset(
    {"slipped_amounts", "sums_told_differently", "restated_amounts", "count_disagreements", "false_deliveries"}
)
"""The checks that give one finding a report at most."""

OF_REPORTS: tuple[Check, ...] = (
    impossible_dates,
    undated_reports,
    contradicted_dates,
    wrong_conversions,
    two_marks_on_one_figure,
    restated_amounts,
    self_contradictions,
    stale_titles,
    name_variants,
)
"""Checks that look at one report, its relatives, and pledges of other reports."""

OF_PLEDGES: tuple[CrossCheck, ...] = (stance_conflicts, false_deliveries)
"""Checks that look at one pledge."""

OF_BUCKETS: tuple[CrossCheck, ...] = (slipped_amounts, counts_in_words, counts_in_claims)
"""Checks that look at figures of one thing, wherever they stand."""

OF_PARTS: tuple[CrossCheck, ...] = (sums_told_differently, sums_told_as_new)
"""Checks that look at what is told as part of what."""
_BY_SEVERITY = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


def reconcile(readings: Iterable[Reading], decisions: Iterable[Decision] = ()) -> Ledgered:
    """Work out what was pledged, and what is wrong with the reports of it.

    Nothing is changed: what people decided alters what is read here, not what is kept.

    Args:
        readings: What the book holds; of several readings of one report the one learnt last counts.
        decisions: What people decided; those undone by a later decision are left out.
    """
    return bring_together(settle(readings, decisions))


@dataclass(frozen=True, slots=True)
class Grouped:
    """Which reports go back to one original, and which tell of the same events.

    Attributes:
        origins: All origins, sorted by id.
        akin: For each report the others that tell of the same events, most alike first, with how alike (0 to 2).
    """

    origins: tuple[Origin, ...]
    akin: Mapping[str, tuple[tuple[str, float], ...]]


def portraits_of(readings: Iterable[Reading]) -> list[Portrait]:
    """What each report looks like from outside."""
    return [draw(reading, carried_day(reading)) for reading in readings]


def group(portraits: Sequence[Portrait], compared: Sequence[Compared], decisions: Iterable[Decision] = ()) -> Grouped:
    """Group reports that were compared."""
    pairs = ((pair.earlier.report, pair.later.report, pair.alike.total) for pair in compared)
    return Grouped(find_origins(portraits, compared, decisions), akin_reports(pairs))


def bring_together(settled: Settled, grouped: Grouped | None = None) -> Ledgered:
    """The same from readings to which the decisions about claims have been applied already.

    Args:
        settled: The readings.
        grouped: Their origins, where they are known; else the reports are compared.
    """
    return lay_out(settled, grouped).ledgered


@dataclass(frozen=True, slots=True)
class LaidOut:
    """All that was worked out, with what it was put together from.

    Attributes:
        ledgered: What the book says.
        shelf: The reports, and the pledges before findings tell against what they tell.
        candidates: What the checks found.
        voices: For each claim, by id, whose word it is.
        adrift: Ids of the decisions of which nothing that they are about can be found among the claims.
    """

    ledgered: Ledgered
    shelf: Shelf
    candidates: tuple[Candidate, ...]
    voices: Mapping[str, Voice]
    adrift: tuple[str, ...] = ()


def lay_out(settled: Settled, grouped: Grouped | None = None) -> LaidOut:
    """The same with what it was put together from."""
    standing = settled.decisions
    if grouped is None:
        portraits = portraits_of(settled.readings)
        grouped = group(portraits, compare_neighbours(portraits, is_copy), standing)
    shelf = _shelve(settled.readings, standing, grouped)
    untrue = {report: against.when for report, against in shelf.doubts.items()}
    heard = voices(shelf.readings.values())
    pledges = linked(find_pledges(tuple(shelf.claims()), shelf.days, shelf.origin, untrue, standing, heard), shelf)
    shelf = replace(shelf, pledges=pledges)
    crossing = (one for check in (*OF_BUCKETS, *OF_PARTS, *OF_PLEDGES) for one in check(shelf))
    candidates = (*of_reports(shelf), *crossing)
    found = put_together(candidates, CHECKS, SINGLE)
    findings = judged(found, standing)
    doubted = _shown_false(candidates, findings)
    ledgered = Ledgered(
        pledges=tuple(told_anew(one, doubted, shelf.days, shelf.origin, untrue, heard) for one in pledges),
        findings=in_order(findings),
        origins=grouped.origins,
        datings=tuple(shelf.datings[report] for report in sorted(shelf.datings)),
        adrift=(*settled.adrift, *accepted_in_vain(found, standing, shelf.readings)),
    )
    return LaidOut(ledgered, shelf, candidates, heard, settled.adrift)


def of_reports(shelf: Shelf, older: Older | None = None, told: Told | None = None) -> Iterator[Candidate]:
    """What the checks of single reports find in those of the shelf; the other arguments are those of ``restated_amounts``."""
    for check in OF_REPORTS:
        found = restated_amounts(shelf, older, told) if check is restated_amounts else check(shelf)
        for place, one in enumerate(found):
            yield Candidate(check.__name__, one.places[0].report, one, (0, place))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by severity, kind and place."""
    return tuple(sorted(findings, key=_order))


def _shown_false(candidates: Iterable[Candidate], found: Iterable[Finding]) -> frozenset[str]:
    """Ids of the claims that tell a promise as delivered, of reports of which a finding says so that nobody dismissed."""
    wrong = {one.places[0].report for one in found if one.kind is FindingKind.FALSE_DELIVERY}
    return frozenset(one.claim for one in candidates if one.claim and one.report in wrong)


def _shelve(readings: tuple[Reading, ...], decisions: tuple[Decision, ...], grouped: Grouped) -> Shelf:
    """Put the reports side by side: grouped by origin, dated."""
    by_report = {reading.report.id: reading for reading in readings}
    first = first_days(readings)
    copies = nearest_copies(one.reports for one in grouped.origins)
    datings, doubts = date_reports(by_report, first, copies, grouped.akin, trusted_dates(decisions))
    days = {report: dating.worked_out.earliest for report, dating in datings.items() if dating.worked_out is not None}
    return Shelf(
        readings=by_report,
        days=days,
        datings=datings,
        doubts=doubts,
        origin={report: one.id for one in grouped.origins for report in one.reports},
        families={one.id: one.reports for one in grouped.origins},
        copies=copies,
        akin=grouped.akin,
        sums={report: tuple(sums_of(reading)) for report, reading in by_report.items()},
        counts={report: tuple(counts_of(reading)) for report, reading in by_report.items()},
    )


def _order(one: Finding) -> tuple[int, str, str, int, str]:
    place = one.places[0]
    return _BY_SEVERITY[one.severity], one.kind, place.report, place.span.start if place.span else -1, one.id
