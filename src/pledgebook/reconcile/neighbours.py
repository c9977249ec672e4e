"""Which reports are worth comparing: those that share a bucket, so that cost grows with reports, not with their pairs.

A report stands in about 90 buckets: 64 bands of two values of its MinHash (near-verbatim copies meet there), 24 pairs
of neighbouring facts (reworded copies and other reports of the same event), one for each quotation and each medium
credited. Reports are taken by day. Each meets the eight that came before it into each of its buckets, those with which
it shares most buckets first, and of one family of copies eight at the most; a family of two hundred copies is still
joined, one to the next.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pledgebook.reconcile.grouping import Groups
from pledgebook.reconcile.likeness import AKIN, Likeness, Scales
from pledgebook.reconcile.portrait import Portrait

DAYS_APART = 14
_BACKWARDS = 8
_BACKWARDS_UNDATED = 24
_OF_ONE_FAMILY = 8
_MOST = 40
_ROWS = 2


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reports and how alike they are, the earlier one first."""

    earlier: Portrait
    later: Portrait
    alike: Likeness


def compare_neighbours(
    portraits: Sequence[Portrait], is_copy: Callable[[Compared], bool] = lambda _: False
) -> tuple[Compared, ...]:
    """Compare every report with those that it may have something in common with, no more than a fortnight apart.

    Only pairs that are copies, or alike enough to tell of the same events, are given back.

    Args:
        portraits: The reports. One without a day is compared with others of any day.
        is_copy: Whether two go back to one original; with one more of a family that is well met already, none is.
    """
    scales = Scales(portraits)
    families = Groups(portrait.report for portrait in portraits)
    keys_of = _shared_buckets(portraits)
    buckets: defaultdict[int, list[Portrait]] = defaultdict(list)
    found: list[Compared] = []
    for later in sorted(portraits, key=by_day):
        keys = keys_of.pop(later.report)
        met: list[str] = []
        of_family: Counter[str] = Counter()
        for earlier in _likeliest(later, keys, buckets):
            if of_family[families.lead(earlier.report)] >= _OF_ONE_FAMILY:
                continue
            pair = Compared(earlier, later, scales.likeness(earlier, later))
            met.append(earlier.report)
            copied = is_copy(pair)
            if copied or pair.alike.total >= AKIN:
                found.append(pair)
            if copied and families.join(earlier.report, later.report):
                of_family = Counter(families.lead(report) for report in met)
            else:
                of_family[families.lead(earlier.report)] += 1
            if len(met) >= _MOST:
                break
        for key in keys:
            members = buckets[key]
            members.append(later)
            del members[:-_BACKWARDS_UNDATED]
    return tuple(found)


def _shared_buckets(portraits: Sequence[Portrait]) -> dict[str, Sequence[int]]:
    """For each report those of its buckets in which another report stands too; most buckets hold one report alone.

    A bucket is known by a number of 64 bits, which is the same within this run of the program only.
    """
    numbers = [
        array("q", dict.fromkeys(hash(key) for key in bucket_keys(portrait)))  # ordered, each once
        for portrait in portraits
    ]
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


def _likeliest(later: Portrait, keys: Sequence[int], buckets: Mapping[int, Sequence[Portrait]]) -> list[Portrait]:
    """The reports that came last into the buckets, those that share most of them first, of these the newest first."""
    reach = _BACKWARDS if later.day else _BACKWARDS_UNDATED
    shared: Counter[str] = Counter()
    known: dict[str, Portrait] = {}
    for key in keys:
        for earlier in buckets.get(key, ())[-reach:]:
            shared[earlier.report] += 1
            known[earlier.report] = earlier
    near = sorted((one for one in known.values() if _near(one, later)), key=by_day, reverse=True)
    return sorted(near, key=lambda one: -shared[one.report])


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


def _near(first: Portrait, second: Portrait) -> bool:
    if first.day is None or second.day is None:
        return True
    return abs((first.day - second.day).days) <= DAYS_APART
