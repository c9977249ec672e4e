"""The shelf: all reports side by side, with what has been worked out of them so far. It is what a check looks at."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pledgebook.model import Claim, Dating, Finding, FindingKind, Place, Pledge, Reading, Severity, Span
from pledgebook.reconcile.doubt import Doubt
from pledgebook.reconcile.figures import Figure
from pledgebook.reconcile.likeness import AKIN

_COPIES = 24


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything a check may look at; nothing here changes.

    Attributes:
        readings: By report, sorted by it.
        days: The day each report is taken to be of, where one is known.
        datings: By report.
        doubts: For the reports whose stated date cannot be true, what forbids it.
        origin: Id of each report's origin.
        families: The members of each origin, earliest first.
        copies: For each report the copies of the same original: the earliest, and those next to it in time.
        akin: For each report the others that tell of the same events, most alike first, with how alike (0 to 2).
        sums: The sums of money of each report, in order.
        counts: The counts of troops, countries and people of each report, in order.
        pledges: All pledges.
    """

    readings: Mapping[str, Reading]
    days: Mapping[str, date]
    datings: Mapping[str, Dating]
    doubts: Mapping[str, Doubt]
    origin: Mapping[str, str]
    families: Mapping[str, tuple[str, ...]]
    copies: Mapping[str, tuple[str, ...]]
    akin: Mapping[str, tuple[tuple[str, float], ...]]
    sums: Mapping[str, tuple[Figure, ...]]
    counts: Mapping[str, tuple[Figure, ...]]
    pledges: tuple[Pledge, ...] = ()

    def claims(self) -> Iterable[Claim]:
        """All claims, by report and in the order of its text."""
        for reading in self.readings.values():
            yield from reading.claims

    def relatives(self, report: str, at_least: float) -> tuple[str, ...]:
        """Other reports of the same original, then other reports alike enough, most alike first."""
        origin = self.origin[report]
        akin = self.akin.get(report, ())
        others = tuple(other for other, alike in akin if alike >= at_least and self.origin[other] != origin)
        return self.copies[report] + others

    def independent(self, reports: Iterable[str]) -> int:
        """How many originals the reports go back to."""
        return len({self.origin[report] for report in reports})

    def order(self, report: str) -> tuple[date, str]:
        """Sorts reports by day, those without one last."""
        return self.days.get(report, date.max), report

    def place(self, report: str, span: Span) -> Place:
        """A place in a report with its words."""
        return Place(report, span, span.of(self.readings[report].report.text))


def nearest_copies(families: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """For each report its copies: all in a family as it commonly is; of a large one the first and the nearest.

    >>> nearest_copies([("a", "b", "c")])["b"]
    ('a', 'c')
    """
    found: dict[str, tuple[str, ...]] = {}
    for family in families:
        for place, report in enumerate(family):
            start = max(0, min(place - _COPIES // 2, len(family) - _COPIES - 1))
            near = family[start : start + _COPIES + 1]
            found[report] = tuple(member for member in dict.fromkeys((family[0], *near)) if member != report)
    return found


def akin_reports(pairs: Iterable[tuple[str, str, float]]) -> dict[str, tuple[tuple[str, float], ...]]:
    """For each report the others alike enough to speak of the same events, most alike first.

    Args:
        pairs: Two reports and how alike they are, each pair once.
    """
    found: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for one, other, alike in pairs:
        if alike >= AKIN:
            found[one].append((other, alike))
            found[other].append((one, alike))
    return {
        report: tuple(sorted(others, key=lambda other: (-other[1], other[0])))
        for report, others in sorted(found.items())
    }


def finding(kind: FindingKind, severity: Severity, places: Iterable[Place], says: str, proposal: str = "") -> Finding:
    """A finding with its id, which is the same for the same kind and places."""
    listed = tuple(places)
    key = "\x1f".join(
        [kind, *(f"{place.report} {place.span.start if place.span else ''} {place.text}" for place in listed[:1])]
    )
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return Finding(digest, kind, severity, listed, says, proposal)
