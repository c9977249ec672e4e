"""Which reports are worth comparing: those that share a bucket, so that cost grows with reports, not with their pairs.

A report stands in about 90 buckets: 64 bands of two values of its MinHash (near-verbatim copies meet there), 24 pairs
of neighbouring facts (reworded copies and other reports of the same event), one for each quotation and each medium
credited. Reports are taken by day. Each meets the eight that came before it into each of its buckets, those with which
it shares most buckets first, and of one family of copies eight at the most; a family of two hundred copies is still
joined, one to the next.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

import numpy as np

from pledgebook.reconcile.grouping import Groups
from pledgebook.reconcile.likeness import AKIN, Likeness, Scales
from pledgebook.reconcile.portrait import Portrait, by_day
from pledgebook.reconcile.usage import COUNTED, Order, usage_in

DAYS_APART = 14
_BACKWARDS = 8
MOST_BACKWARDS = 24
_OF_ONE_FAMILY = 8
_MOST = 40
_ROWS = 2
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FACTORS = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_SHIFTS = np.uint64(30), np.uint64(27), np.uint64(31)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reports and how alike they are, the earlier one first."""

    earlier: Portrait
    later: Portrait
    alike: Likeness


IsCopy = Callable[[Compared], bool]


def compare_neighbours(
    portraits: Sequence[Portrait], is_copy: IsCopy = lambda _: False, counted: int = COUNTED
) -> tuple[Compared, ...]:
    """Compare every report with those that it may have something in common with, no more than a fortnight apart.

    Only pairs that are copies, or alike enough to tell of the same events, are given back.

    Args:
        portraits: The reports. One without a day is compared with others of any day.
        is_copy: Whether two go back to one original; with one more of a family that is well met already, none is.
        counted: Over how many reports the use of words is counted.
    """
    known = {portrait.report: portrait for portrait in portraits}
    scales = Scales(usage_in(portraits, counted))
    families = Groups(known)
    keys_of = _shared_buckets(portraits)
    buckets: defaultdict[int, list[Order]] = defaultdict(list)
    found: list[Compared] = []
    for order in sorted(map(by_day, portraits)):
        later = known[order[1]]
        keys = keys_of.pop(later.report)
        reach = reach_of(later)
        near = likeliest(later, (buckets[key][-reach:] for key in keys))
        found += walk(later, (known[report] for report in near), families, scales, is_copy)
        for key in keys:
            members = buckets[key]
            members.append(order)
            del members[:-MOST_BACKWARDS]
    return tuple(found)


def walk(
    later: Portrait, near: Iterable[Portrait], families: Groups, scales: Scales, is_copy: IsCopy
) -> Iterator[Compared]:
    """Compare a report with earlier ones in their order; families grow by the copies that are found."""
    met: list[str] = []
    of_family: Counter[str] = Counter()
    for earlier in near:
        if of_family[families.lead(earlier.report)] >= _OF_ONE_FAMILY:
            continue
        pair = Compared(earlier, later, scales.likeness(earlier, later))
        met.append(earlier.report)
        copied = is_copy(pair)
        if copied or pair.alike.total >= AKIN:
            yield pair
        if copied and families.join(earlier.report, later.report):
            of_family = Counter(families.lead(report) for report in met)
        else:
            of_family[families.lead(earlier.report)] += 1
        if len(met) >= _MOST:
            return


def _shared_buckets(portraits: Sequence[Portrait]) -> dict[str, Sequence[int]]:
    """For each report those of its buckets in which another report stands too; most buckets hold one report alone."""
    numbers = [bucket_keys(portrait) for portrait in portraits]
    listed, times = (
        np.unique(np.concatenate([np.frombuffer(keys, np.int64) for keys in numbers]), return_counts=True)
        if portraits
        else (np.empty(0, np.int64), np.empty(0, np.int64))
    )
    shared = listed[times > 1]
    del listed, times
    found: dict[str, Sequence[int]] = {}
    for portrait, keys in zip(portraits, numbers, strict=True):
        own = np.frombuffer(keys, np.int64)
        at = np.searchsorted(shared, own)
        at[at == len(shared)] = 0
        kept = own[shared[at] == own] if len(shared) else own[:0]
        found[portrait.report] = array("q", kept.tobytes())
    return found


def reach_of(later: Portrait) -> int:
    """How many of those that came before it into a bucket a report meets."""
    return _BACKWARDS if later.day else MOST_BACKWARDS


def likeliest(later: Portrait, last: Iterable[Sequence[Order]]) -> list[str]:
    """The reports that came last into each bucket, those that share most buckets first, of these the newest first."""
    shared: Counter[Order] = Counter()
    for members in last:
        shared.update(members)
    near = sorted((one for one in shared if is_near(one, later.day)), reverse=True)
    return [report for _, report in sorted(near, key=lambda one: -shared[one])]


def bucket_keys(portrait: Portrait) -> "array[int]":
    """The buckets that a report stands in, each known by a number of 64 bits, the same on every machine."""
    words = [f"fact {pair}" for pair in portrait.sketch()]
    words += [f"quote {quote}" for quote in portrait.quotes]
    words += [f"medium {medium}" for medium in {*portrait.credits, *outlet_names(portrait.outlet)}]
    return array("q", dict.fromkeys([*_bands(portrait.fingerprint), *map(_hashed, words)]))


def _bands(fingerprint: Sequence[int]) -> list[int]:
    """A number for each two neighbouring values and their place, mixed as in SplitMix64 (Steele and others, 2014)."""
    values = np.array(fingerprint[: len(fingerprint) // _ROWS * _ROWS], np.uint64).reshape(-1, _ROWS)
    mixed = np.arange(1, len(values) + 1, dtype=np.uint64)
    for column in values.T:
        mixed = (mixed ^ column) * _GOLDEN
        mixed = (mixed ^ (mixed >> _SHIFTS[0])) * _FACTORS[0]
        mixed = (mixed ^ (mixed >> _SHIFTS[1])) * _FACTORS[1]
        mixed ^= mixed >> _SHIFTS[2]
    bands: list[int] = mixed.view(np.int64).tolist()
    return bands


def _hashed(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


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


def is_near(order: Order, day: date | None) -> bool:
    """Whether a report is near a day in time; one without a day is near every day, and no day is near every report."""
    return day is None or order[0] == date.max or abs((order[0] - day).days) <= DAYS_APART
