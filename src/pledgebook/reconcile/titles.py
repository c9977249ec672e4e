"""Titles that a person did not hold on the day of the report: "former President" for the sitting one."""

from collections.abc import Iterator

from pledgebook.model import Finding, FindingKind, Severity
from pledgebook.reconcile.shelf import Shelf, finding
from pledgebook.reconcile.terms import holds


def stale_titles(shelf: Shelf) -> Iterator[Finding]:
    """An official called a former holder of the office that the tables show in that person's hands on the report's day.

    The day is the worked-out one: where a stated date cannot be true, the title is held against the date proposed.
    """
    for report, reading in shelf.readings.items():
        day = shelf.days.get(report)
        if day is None:
            continue
        named: set[str] = set()
        for official in reading.clues.officials:
            if official.former and official.person not in named and holds(official, day):
                named.add(official.person)
                says = f"“{official.text}” is called a former office-holder, but held the office on {day.isoformat()}."
                yield finding(
                    FindingKind.STALE_TITLE,
                    Severity.MEDIUM,
                    [shelf.place(report, official.span)],
                    says,
                    f"{official.role} {official.person}",
                )
