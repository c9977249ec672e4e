"""What had been said by a day: the readings that the book would hold had it been written up to then."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from pledgebook.model import Dating, Reading


def said_by(day: date, readings: Iterable[Reading], datings: Iterable[Dating]) -> Iterator[Reading]:
    """The readings with only the claims said by a day; reports written later are left out.

    A claim counts from the day it was said, else from the day of its report, else from
    the day that the book learnt it.
    """
    written = {dating.report: dating.worked_out for dating in datings}
    for reading in readings:
        of_report = written.get(reading.report.id) or reading.report.published
        day_of_report = of_report.earliest if of_report else reading.learnt.date()
        if day_of_report <= day:
            claims = tuple(c for c in reading.claims if (c.said.when.earliest if c.said else day_of_report) <= day)
            yield replace(reading, claims=claims)
