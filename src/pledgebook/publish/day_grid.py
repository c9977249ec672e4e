"""A calendar of incidents: a row a week, a square a day, the darker the more, so that SVG can show it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pledgebook.model import When
from pledgebook.publish.incident_rows import IncidentRow

SIDE, GAP, LEFT, TOP = 46, 4, 72, 22
MOST_WEEKS = 16
_STEPS = 4


@dataclass(frozen=True, slots=True)
class DayBox:
    """One day.

    Attributes:
        shade: From 0 for no incident to 4 for the most of a day.
        label: The day and its number in words.
    """

    day: date
    x: int
    y: int
    number: int
    shade: int
    label: str


@dataclass(frozen=True, slots=True)
class DayGrid:
    """A calendar.

    Attributes:
        boxes: Its days, the first first.
        months: Height and name of each month, at the week of its first day.
        early: How many incidents of days before its first are not drawn.
        vague: How many are of no known day, or of a month or a year only.
    """

    boxes: tuple[DayBox, ...]
    months: tuple[tuple[int, str], ...]
    early: int
    vague: int
    height: int
    width: int = LEFT + 7 * (SIDE + GAP)
    side: int = SIDE
    weekdays: tuple[tuple[int, str], ...] = tuple(
        (LEFT + place * (SIDE + GAP) + SIDE // 2, name)
        for place, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    )

    @property
    def says(self) -> str:
        """What it shows, for those who do not see it."""
        told = [f"{box.label}" for box in self.boxes if box.number]
        return f"Calendar of incidents by day: {'; '.join(told[-12:])}"


def day_grid(rows: Iterable[IncidentRow]) -> DayGrid | None:
    """The calendar of some incidents, up to the last; None where none has a known day."""
    counted: Counter[date] = Counter()
    vague = 0
    for row in rows:
        when = When(row.day) if row.day else None
        if when is None or when.earliest != when.latest:
            vague += 1
        else:
            counted[when.earliest] += 1
    if not counted:
        return None
    last_monday = _monday(max(counted))
    first = max(_monday(min(counted)), last_monday - timedelta(weeks=MOST_WEEKS - 1))
    days = [first + timedelta(days=place) for place in range((last_monday - first).days + 7)]
    most = max(counted[day] for day in days)
    boxes = tuple(
        DayBox(
            day=day,
            x=LEFT + place % 7 * (SIDE + GAP),
            y=TOP + place // 7 * (SIDE // 2 + GAP),
            number=counted[day],
            shade=-(-counted[day] * _STEPS // most),
            label=f"{day.day} {day:%B %Y}: {counted[day]} incident{'' if counted[day] == 1 else 's'}",
        )
        for place, day in enumerate(days)
    )
    months = tuple(
        (box.y + SIDE // 4 + 4, f"{box.day:%b %Y}")
        for place, box in enumerate(boxes)
        if place == 0 or (box.day.day == 1 and place > 6)
    )
    early = sum(number for day, number in counted.items() if day < first)
    return DayGrid(boxes, months, early, vague, height=TOP + len(days) // 7 * (SIDE // 2 + GAP))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
