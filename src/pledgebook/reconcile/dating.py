"""When each report was written, as far as its clues and the other reports tell, and which stated dates cannot be true.

A date that a report gives for its main event is held against the terms of the officials it names by title,
against its anniversaries, and against copies of the same original. Where one of them forbids the date, another is
proposed: the same day in the year that fits, else the day of the reports that tell of the same events.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from pledgebook.model import Dating, Finding, FindingKind, Place, Reading, Severity, When
from pledgebook.reconcile.doubt import SLIP_DAYS, Doubt, doubt, forbidding_anchors, forbidding_officials
from pledgebook.reconcile.shelf import Shelf, finding
from pledgebook.reconcile.stated import same_day_of_year, stated_for_itself
from pledgebook.reconcile.terms import terms_in_words

_SAME_STORY = 0.4
_BESIDE_THE_BEST = 0.7
_NARROW = timedelta(days=4)


def carried_day(reading: Reading) -> date | None:
    """The day that a report carries outside its text; what a text says may be wrong, so it parts no copies."""
    published = reading.report.published
    return published.earliest if published and published.precision == "day" else None


def first_days(readings: Iterable[Reading]) -> dict[str, date]:
    """The day of each report from itself alone: carried, else stated and possible, else fixed by an anniversary."""
    days: dict[str, date] = {}
    for reading in readings:
        report = reading.report
        stated = stated_for_itself(reading)
        remains = reading.clues.remains
        if remains is not None:
            if remains.day is not None:
                days[report.id] = remains.day.earliest
        elif report.published is not None:
            days[report.id] = report.published.earliest
        elif stated is not None:
            if not forbidding_officials(reading, stated.when) and not forbidding_anchors(reading, stated.when):
                days[report.id] = stated.when.earliest
        elif (day := _anchored_day(reading)) is not None:
            days[report.id] = day
    return days


def _anchored_day(reading: Reading) -> date | None:
    """The one day that an anniversary fixes."""
    narrow = [anchor for anchor in reading.clues.anchors if anchor.latest - anchor.earliest <= _NARROW]
    days = {anchor.latest for anchor in narrow}
    return days.pop() if len(days) == 1 else None


def date_reports(
    readings: Mapping[str, Reading],
    first: Mapping[str, date],
    copies_of: Mapping[str, Sequence[str]],
    akin: Mapping[str, Sequence[tuple[str, float]]],
    trusted: frozenset[str] = frozenset(),
) -> tuple[dict[str, Dating], dict[str, Doubt]]:
    """Date every report; copies of the same original and akin reports are given by report.

    The date that a trusted report states is true, whatever speaks against it.

    Returns:
        The datings and, for the reports whose stated date cannot be true, the doubts.
    """
    datings: dict[str, Dating] = {}
    doubts: dict[str, Doubt] = {}
    for report, reading in readings.items():
        remains = reading.clues.remains
        if remains is not None:
            stated = reading.report.published or remains.day
            datings[report] = Dating(report, stated, remains.day, ("Worked out before its text was taken down.",))
            continue
        copies = [(other, first[other]) for other in copies_of[report] if other in first]
        against = None if report in trusted else doubt(reading, copies)
        if against is not None:
            doubts[report] = against
            day, because = _proposal(against, reading, copies, _story_days(report, first, copies_of, akin))
            datings[report] = Dating(report, against.when, _of(day), (*_reasons(against), *because))
            continue
        stated = reading.report.published
        if stated is not None:
            datings[report] = Dating(report, stated, stated, ("The report carries this date.",))
            continue
        clue = stated_for_itself(reading)
        if clue is not None:
            datings[report] = Dating(report, clue.when, clue.when, (f"Its text says “{clue.text}”.",))
            continue
        day, because = _undated(reading, copies, _story_days(report, first, copies_of, akin))
        datings[report] = Dating(report, None, _of(day), because)
    return datings, doubts


def _of(day: date | None) -> When | None:
    return When.of_day(day) if day else None


def _story_days(
    report: str,
    first: Mapping[str, date],
    copies_of: Mapping[str, Sequence[str]],
    akin: Mapping[str, Sequence[tuple[str, float]]],
) -> list[tuple[str, date]]:
    """Copies, then other reports of the same events: those of the day first that the most alike are of together."""
    copies = [other for other in copies_of[report] if other in first]
    alike = {other: share for other, share in akin.get(report, ()) if other in first and other not in copies}
    least = max(_SAME_STORY, _BESIDE_THE_BEST * max(alike.values(), default=0.0))
    near = {other: share for other, share in alike.items() if share >= least}
    weight: defaultdict[date, float] = defaultdict(float)
    for other, share in near.items():
        weight[first[other]] += share
    others = sorted(near, key=lambda other: (-weight[first[other]], first[other], -near[other], other))
    return [(other, first[other]) for other in (*copies, *others)]


def _proposal(
    against: Doubt, reading: Reading, copies: Sequence[tuple[str, date]], story: Sequence[tuple[str, date]]
) -> tuple[date | None, tuple[str, ...]]:
    stated = against.when.earliest
    published = reading.report.published
    if published is not None and against.clue is not None:
        day = same_day_of_year(stated, published.earliest, SLIP_DAYS)
        return day, (f"The report carries the date {published.iso}; the same day in that year fits.",)
    for other, near in story:
        day = same_day_of_year(stated, near, 3)
        if day is not None and _fits(reading, day):
            return day, (f"{other} tells the same events on {near.isoformat()}; the same day in that year fits.",)
    day, because = _undated(reading, copies, story)
    if day is None or not _fits(reading, day):
        return None, ()
    return day, because


def _undated(
    reading: Reading, copies: Sequence[tuple[str, date]], story: Sequence[tuple[str, date]]
) -> tuple[date | None, tuple[str, ...]]:
    anchored = _anchored_day(reading)
    if anchored is not None:
        words = next(anchor.text for anchor in reading.clues.anchors if anchor.latest == anchored)
        return anchored, (f"“{words}” fixes the day.",)
    if copies:
        other, day = min(copies, key=lambda copy: (copy[1], copy[0]))
        return day, (f"{other}, the earliest report of the same original, is of that day.",)
    if story:
        other, day = story[0]
        return day, (f"{other} tells the same events and is of that day.",)
    return None, ()


def _fits(reading: Reading, day: date) -> bool:
    return not forbidding_officials(reading, When.of_day(day)) and not forbidding_anchors(reading, When.of_day(day))


def _reasons(against: Doubt) -> tuple[str, ...]:
    reasons = [
        f"{official.person}, here “{official.text}”, held that office {terms_in_words(official)}."
        for official in against.officials
    ]
    reasons += [f"“{anchor.text}” falls on {anchor.earliest} to {anchor.latest}." for anchor in against.anchors]
    reasons += [f"{report}, which goes back to the same original, is of {day}." for report, day in against.copies[:3]]
    return tuple(reasons)


def impossible_dates(shelf: Shelf) -> Iterator[Finding]:
    """Stated dates that the officials named, an anniversary or copies of the same original forbid."""
    for report, against in shelf.doubts.items():
        dating = shelf.datings[report]
        places = [shelf.place(report, against.clue.span) if against.clue else Place(report)]
        places += [shelf.place(report, official.span) for official in against.officials]
        places += [shelf.place(report, anchor.span) for anchor in against.anchors]
        places += [Place(other) for other, _ in against.copies[:3]]
        reason = _reasons(against)[0]
        yield finding(
            FindingKind.IMPOSSIBLE_DATE,
            Severity.HIGH,
            places,
            f"The date {against.when.iso} cannot be true: {reason}",
            dating.worked_out.iso if dating.worked_out else "",
        )


def undated_reports(shelf: Shelf) -> Iterator[Finding]:
    """Reports that state no date of their own, with the day that can be worked out, if one can."""
    for report, dating in shelf.datings.items():
        if dating.stated is None:
            because = dating.because[0] if dating.because else "Nothing in the book tells its day."
            says = f"The report states no date of its own. {because}"
            proposal = dating.worked_out.iso if dating.worked_out else ""
            yield finding(FindingKind.UNDATED, Severity.LOW, [Place(report)], says, proposal)


def contradicted_dates(shelf: Shelf) -> Iterator[Finding]:
    """A stated date beside an anniversary in the same report that falls on another day."""
    for report, against in shelf.doubts.items():
        if against.clue is not None and against.anchors:
            anchor = against.anchors[0]
            yield finding(
                FindingKind.SELF_CONTRADICTION,
                Severity.MEDIUM,
                [shelf.place(report, anchor.span), shelf.place(report, against.clue.span)],
                f"“{anchor.text}” does not go with the date {against.when.iso} that the same report gives.",
            )
