"""Which reports are worth comparing: those that share a bucket, so that cost grows with reports, not with their pairs.

A report stands in about 90 buckets: 64 bands of two values of its MinHash (near-verbatim copies meet there), 24 pairs
of neighbouring facts (reworded copies and other reports of the same event), one for each quotation and each medium
credited. In a bucket, sorted by day, each report meets the eight before it only; a family of two hundred copies is
still joined, one to the next.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pledgebook.reconcile.portrait import Likeness, Portrait, likeness, rarity_among

DAYS_APART = 14
_BACKWARDS = 8
_BACKWARDS_UNDATED = 24
_ROWS = 2


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reports and how alike they are, the earlier one first."""

    earlier: Portrait
    later: Portrait
    alike: Likeness


def compare_neighbours(portraits: Sequence[Portrait]) -> tuple[Compared, ...]:
    """Compare every report with those that it may have something in common with, no more than a fortnight apart."""
    rarity = rarity_among(portraits)
    return tuple(
        Compared(earlier, later, likeness(earlier, later, rarity))
        for earlier, later in likely_pairs(portraits, DAYS_APART)
    )


def likely_pairs(portraits: Iterable[Portrait], days_apart: int) -> Iterator[tuple[Portrait, Portrait]]:
    """Pairs of reports that share a bucket and are not more than some days apart, each once, earlier report first.

    A report without a day may go with any.
    """
    buckets: defaultdict[str, list[Portrait]] = defaultdict(list)
    for portrait in sorted(portraits, key=by_day):
        for key in dict.fromkeys(bucket_keys(portrait)):
            buckets[key].append(portrait)
    seen: set[tuple[str, str]] = set()
    for members in buckets.values():
        for place, later in enumerate(members):
            reach = _BACKWARDS if later.day else _BACKWARDS_UNDATED
            for earlier in members[max(0, place - reach) : place]:
                pair = (earlier.report, later.report)
                if pair not in seen and _near(earlier, later, days_apart):
                    seen.add(pair)
                    yield earlier, later


def bucket_keys(portrait: Portrait) -> Iterator[str]:
    """The buckets that a report stands in; an index of them can be kept and added to."""
    for start in range(0, len(portrait.fingerprint) - _ROWS + 1, _ROWS):
        yield f"run {start} {portrait.fingerprint[start : start + _ROWS]}"
    for pair in portrait.sketch():
        yield f"fact {pair}"
    for quote in portrait.quotes:
        yield f"quote {quote}"
    for medium in portrait.credits:
        yield f"medium {medium}"
    for name in outlet_names(portrait.outlet):
        yield f"medium {name}"


def outlet_names(outlet: str) -> frozenset[str]:
    """What a credit may call an outlet: its name, its first word, its initials; all lower case.

    >>> sorted(outlet_names("baltic atlantic press"))
    ['baltic', 'baltic atlantic press', 'bap']
    """
    parts = [part for part in outlet.split() if part != "the"]
    if not parts:
        return frozenset()
    names = {outlet, " ".join(parts)}
    if len(parts) > 2:
        names.add("".join(part[0] for part in parts))
    if len(parts[0]) >= 5:
        names.add(parts[0])
    return frozenset(names)


def by_day(portrait: Portrait) -> tuple[date, str]:
    """Sorts by day and then by id; those without a day come last."""
    return portrait.day or date.max, portrait.report


def _near(first: Portrait, second: Portrait, days_apart: int) -> bool:
    if first.day is None or second.day is None:
        return True
    return abs((first.day - second.day).days) <= days_apart
