"""Where the points and lines of a stance-over-time chart lie, so that a template can draw it as SVG.

Nothing runs in the browser: the page holds the finished drawing.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pledgebook.model import Pledge, Stance, When

WIDTH, GUTTER, RIGHT, TOP, ROW, FOOT = 640, 124, 26, 16, 34, 30

_LEVELS = (
    *(Stance.DONE, Stance.COMMITTED, Stance.WILLING, Stance.WEIGHING, Stance.DECLINED),
    *(Stance.ASKS, Stance.BACKS, Stance.OPPOSES),
)


@dataclass(frozen=True, slots=True)
class Level:
    """One line of the chart: a stance and its height."""

    stance: Stance
    y: float
    used: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the foot of the chart."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    """A change of stance.

    Attributes:
        label: What a pointer resting on it shows.
    """

    x: float
    y: float
    stance: Stance
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of the step line: level from ``x`` to ``x_end`` in the colour of its stance.

    Attributes:
        y_next: Height of the next stretch, to which a thin line leads at ``x_end``; None for the last.
    """

    x: float
    x_end: float
    y: float
    y_next: float | None
    stance: Stance


@dataclass(frozen=True, slots=True)
class Told:
    """What one claim says.

    Attributes:
        when: The day it was said, else the day of its report.
        label: What a pointer resting on its dot shows.
        claim: Its id.
    """

    when: When
    stance: Stance
    label: str
    claim: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One claim on the chart."""

    x: float
    y: float
    stance: Stance
    label: str
    claim: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A stance over time, in the units of the drawing.

    Attributes:
        dots: The claims, those of one day and stance one above the other.
        undated: How many changes carry no date and so are not drawn.
        says: The chart in one sentence, for who cannot see it.
    """

    height: float
    levels: tuple[Level, ...]
    ticks: tuple[Tick, ...]
    steps: tuple[Step, ...]
    points: tuple[Point, ...]
    dots: tuple[Dot, ...]
    undated: int
    says: str
    width: int = WIDTH
    gutter: int = GUTTER
    right: int = WIDTH - RIGHT
    foot: int = FOOT


def stance_chart(pledge: Pledge, until: date | None = None, told: Sequence[Told] = ()) -> Chart | None:
    """The chart of one pledge; None where no change carries a date.

    Args:
        pledge: The pledge.
        until: Last day of the chart. Default: the day of the last change.
        told: The claims behind it, to be drawn as dots.
    """
    dated = [(at.when, at) for at in pledge.history if at.when is not None]
    if not dated:
        return None
    days = [when.earliest for when, _ in dated] + [one.when.earliest for one in told]
    first, last = min(days), max([*days, *([until] if until else [])])
    slack = max((last - first) // 20, timedelta(days=2))
    first, last = first - slack, last + slack
    used = {at.stance for at in pledge.history}
    voiced = used | {one.stance for one in told}
    shown = [stance for stance in _LEVELS if stance in voiced or (stance.is_own and any(s.is_own for s in used))]
    levels = tuple(Level(stance, TOP + ROW * (place + 0.5), stance in used) for place, stance in enumerate(shown))
    height_of = {level.stance: level.y for level in levels}

    def x_of(day: date) -> float:
        share = (day - first) / (last - first)
        return round(GUTTER + share * (WIDTH - RIGHT - GUTTER), 1)

    ordered = sorted(dated, key=lambda pair: pair[0].earliest)
    steps = []
    for place, (when, at) in enumerate(ordered):
        following = ordered[place + 1] if place + 1 < len(ordered) else None
        steps.append(
            Step(
                x=x_of(when.earliest),
                x_end=x_of(following[0].earliest) if following else float(WIDTH - RIGHT),
                y=height_of[at.stance],
                y_next=height_of[following[1].stance] if following else None,
                stance=at.stance,
            )
        )
    points = tuple(
        Point(x_of(when.earliest), height_of[at.stance], at.stance, label=f"{when.iso}: {at.stance}")
        for when, at in ordered
    )
    return Chart(
        height=TOP + ROW * len(levels) + FOOT,
        levels=levels,
        ticks=tuple(Tick(x_of(day), label) for day, label in _ticks(first, last)),
        steps=tuple(steps),
        points=points,
        dots=_dots(told, x_of, height_of),
        undated=len(pledge.history) - len(dated),
        says="; ".join(f"{when.iso} {at.stance}" for when, at in ordered),
    )


def _dots(told: Sequence[Told], x_of: Callable[[date], float], height_of: Mapping[Stance, float]) -> tuple[Dot, ...]:
    stacked: Counter[tuple[float, Stance]] = Counter()
    dots = []
    for one in told:
        x = x_of(one.when.earliest)
        place = stacked[x, one.stance]
        stacked[x, one.stance] += 1
        lift = (place % 5 - 2) * 5.5 if place else 0.0
        dots.append(Dot(round(x + place // 5 * 6, 1), height_of[one.stance] + lift, one.stance, one.label, one.claim))
    return tuple(dots)


def _ticks(first: date, last: date, at_most: int = 5) -> list[tuple[date, str]]:
    """Dates to label: days in a short time, months in a longer one, years in a long one."""
    days = (last - first).days
    if days <= 45:
        step = max(1, -(-days // at_most))
        shown = [first + timedelta(days=n) for n in range(step // 2, days, step)]
        return [(day, f"{day.day} {day:%b}") for day in shown]
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    if len(months) > at_most * 6:
        months = [month for month in months if month.month == 1]
    kept = months[:: max(1, -(-len(months) // at_most))]
    firsts = {min(month for month in kept if month.year == year) for year in {month.year for month in kept}}
    return [(month, f"{month:%b %Y}" if month in firsts else f"{month:%b}") for month in kept]
