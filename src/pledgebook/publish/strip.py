"""Where the bars of a timeline lie: changes of stance by week or month, stacked by stance, so that SVG can show them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pledgebook.model import Stance, When
from pledgebook.publish.views.changes import Change, day_of

WIDTH, HEIGHT, GUTTER, FOOT, TOP = 960, 170, 34, 26, 12


@dataclass(frozen=True, slots=True)
class Block:
    """The changes to one stance in one stretch of time."""

    x: float
    y: float
    width: float
    height: float
    stance: Stance
    label: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of time: first and last day, and where it lies."""

    first: date
    last: date
    x: float
    width: float
    number: int


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a condition on a day."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The timeline of a book."""

    blocks: tuple[Block, ...]
    stretches: tuple[Stretch, ...]
    events: tuple[Event, ...]
    ticks: tuple[tuple[float, str], ...]
    most: int
    unit: str
    early: int
    says: str
    width: int = WIDTH
    height: int = HEIGHT
    gutter: int = GUTTER
    foot: int = HEIGHT - FOOT
    top: int = TOP


def strip(changes: Sequence[Change], events: Sequence[tuple[When, str]] = ()) -> Strip | None:
    """The timeline of some changes; None where none carries a day.

    Stray dates far before the rest would flatten it, so it begins where 97 of 100 changes still lie behind.

    Args:
        changes: What changed.
        events: Days on which a condition came to hold or not, in words.
    """
    dated = sorted((day, change.stance) for change in changes if (day := day_of(change)) is not None)
    if not dated:
        return None
    first, last = dated[len(dated) * 3 // 100][0], dated[-1][0]
    length = (last - first).days
    step, unit = (1, "day") if length <= 45 else (7, "week") if length <= 420 else (30, "30 days")
    count = length // step + 1
    counted: dict[int, Counter[Stance]] = defaultdict(Counter)
    early = 0
    for day, stance in dated:
        if day < first:
            early += 1
        else:
            counted[(day - first).days // step][stance] += 1
    most = max(sum(inside.values()) for inside in counted.values())
    wide = (WIDTH - GUTTER) / count
    high = (HEIGHT - FOOT - TOP) / most
    blocks, stretches = [], []
    for place in range(count):
        begins = first + timedelta(days=place * step)
        x, y = GUTTER + place * wide, float(HEIGHT - FOOT)
        for stance in Stance:
            number = counted[place][stance]
            if number:
                y -= number * high
                label = f"{begins.isoformat()}: {number} {stance}"
                blocks.append(Block(round(x, 1), round(y, 1), _gap(wide), round(number * high, 1), stance, label))
        ends = begins + timedelta(days=step - 1)
        stretches.append(Stretch(begins, ends, round(x, 1), round(wide, 1), sum(counted[place].values())))
    return Strip(
        blocks=tuple(blocks),
        stretches=tuple(stretches),
        events=tuple(
            Event(round(GUTTER + (when.earliest - first).days / step * wide, 1), label)
            for when, label in events
            if first <= when.earliest <= last
        ),
        ticks=_ticks(first, count, step, wide),
        most=most,
        unit=unit,
        early=early,
        says=f"{len(dated)} changes of stance from {first.isoformat()} to {last.isoformat()}",
    )


def _gap(wide: float) -> float:
    return round(max(wide - min(2.0, wide / 5), 0.5), 1)


def _ticks(first: date, count: int, step: int, wide: float) -> tuple[tuple[float, str], ...]:
    every = max(1, -(-count // 9))
    shown = []
    for place in range(0, count, every):
        day = first + timedelta(days=place * step)
        shown.append((round(GUTTER + place * wide, 1), f"{day.day} {day:%b} {day:%y}"))
    return tuple(shown)
