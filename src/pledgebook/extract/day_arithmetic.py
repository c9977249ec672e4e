"""Reckoning with days, months and years: intervals and the date that words as precise as they are stand for."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from pledgebook.model import When

_FIRST, _LAST = date(1000, 1, 1), date(9000, 12, 31)


@dataclass(frozen=True, slots=True)
class Days:
    """A run of days, both ends included.

    Attributes:
        first: First day.
        last: Last day; never before the first.
    """

    first: date
    last: date

    def when(self) -> When:
        """The day, month or year that holds all of it; where it crosses years, the year of its middle."""
        first, last = self.first, self.last
        if first == last:
            return When.of_day(first)
        if (first.year, first.month) == (last.year, last.month):
            return When(f"{first.year:04d}-{first.month:02d}")
        return When(f"{self.middle.year:04d}")

    def month_of_middle(self) -> When:
        """The month that its middle lies in: "last week" is told by the month."""
        return When(f"{self.middle.year:04d}-{self.middle.month:02d}")

    @property
    def middle(self) -> date:
        """The day in the middle."""
        return self.first + (self.last - self.first) / 2


def day(year: int, month: int, number: int) -> Days | None:
    """One day; None if it is not in the calendar."""
    try:
        only = date(year, month, number)
    except ValueError:
        return None
    return Days(only, only)


def month(year: int, number: int) -> Days:
    """A month.

    >>> month(2024, 2).last
    datetime.date(2024, 2, 29)
    """
    return Days(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def months(year: int, number: int, count: int) -> Days:
    """Several months in a row, over the turn of the year if need be."""
    last = number - 1 + count - 1
    return Days(month(year, number).first, month(year + last // 12, last % 12 + 1).last)


def year(number: int) -> Days:
    """A year."""
    return Days(date(number, 1, 1), date(number, 12, 31))


def week(holding: date, ahead: int = 0) -> Days:
    """The week from Monday to Sunday that holds a day, or one some weeks ahead of it."""
    monday = moved(holding, days=7 * ahead - holding.weekday())
    return Days(monday, moved(monday, days=6))


def moved(start: date, *, days: int = 0, months: int = 0) -> date:
    """The day so many days or months on; a 31st becomes the last day of a shorter month.

    Stays within the years 1000 to 9000, whatever a text counts.
    """
    if months:
        count = start.year * 12 + start.month - 1 + months
        count = min(max(count, 1000 * 12), 9000 * 12 + 11)
        number = count % 12 + 1
        start = date(count // 12, number, min(start.day, calendar.monthrange(count // 12, number)[1]))
    if days:
        return date.fromordinal(min(max(start.toordinal() + days, _FIRST.toordinal()), _LAST.toordinal()))
    return start


def part(days: Days, edge: tuple[int, int]) -> Days:
    """A part of a month or year, by tenths: ``(7, 10)`` is "late", ``(9, 10)`` "the end of".

    The end of a year is its last month; parts of a year begin and end with a month.
    """
    first, last = edge
    if (first, last) == (0, 10):
        return days
    length = (days.last - days.first).days + 1
    if length > 300:
        low, high = (12, 12) if (first, last) == (9, 10) else (first * 12 // 10 + 1, max(1, last * 12 // 10))
        return Days(month(days.first.year, low).first, month(days.first.year, high).last)
    start = days.first + timedelta(days=length * first // 10)
    stop = days.first + timedelta(days=max(0, length * last // 10 - 1))
    return Days(start, max(start, stop))


def near_weekday(base: date, weekday: int, *, ahead: bool, strict: bool = False) -> date:
    """The next or the last such weekday (1 is Monday); the base day itself counts unless strict.

    >>> near_weekday(date(2025, 9, 4), 4, ahead=False), near_weekday(date(2025, 9, 4), 1, ahead=True)
    (datetime.date(2025, 9, 4), datetime.date(2025, 9, 8))
    """
    step = (weekday - 1 - base.weekday()) % 7 if ahead else -((base.weekday() - weekday + 1) % 7)
    if step == 0 and strict:
        step = 7 if ahead else -7
    return moved(base, days=step)
