"""Dates that may be known only to the month or the year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from pledgebook.errors import DateFormatError

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A day, a month or a year, as precise as it is known.

    Attributes:
        iso: ``2025-08-24``, ``2025-08`` or ``2025``.

    Raises:
        DateFormatError: Any other form, or a day that is not in the calendar.

    Example:
        >>> When("2025-08").earliest, When("2025-08").latest
        (datetime.date(2025, 8, 1), datetime.date(2025, 8, 31))
    """

    iso: str

    def __post_init__(self) -> None:
        match = _FORM.fullmatch(self.iso)
        if match is None:
            raise DateFormatError(self.iso)
        year, month, day = match.groups()
        try:
            date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            raise DateFormatError(self.iso) from None

    @classmethod
    def of_day(cls, day: date) -> "When":
        """The day itself.

        >>> When.of_day(date(2025, 9, 4)).iso
        '2025-09-04'
        """
        return cls(day.isoformat())

    @property
    def precision(self) -> str:
        """``day``, ``month`` or ``year``."""
        return {10: "day", 7: "month", 4: "year"}[len(self.iso)]

    @property
    def earliest(self) -> date:
        """First day it can be."""
        parts = [int(part) for part in self.iso.split("-")]
        return date(*(parts + [1] * (3 - len(parts))))

    @property
    def latest(self) -> date:
        """Last day it can be."""
        parts = [int(part) for part in self.iso.split("-")]
        year = parts[0]
        month = parts[1] if len(parts) > 1 else 12
        return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])

    def may_be(self, other: "When") -> bool:
        """Whether the two can be the same day.

        >>> When("2025").may_be(When("2025-08-24")), When("2025-07").may_be(When("2025-08-24"))
        (True, False)
        """
        return self.earliest <= other.latest and other.earliest <= self.latest
