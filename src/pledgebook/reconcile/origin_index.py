"""Keeps origins up to date as reports come: only what a new report can touch is compared and grouped again.

The answer is the one that ``compare_neighbours`` and ``find_origins`` give for all reports at once. A new report can
change the comparisons of later ones that meet it in a bucket, or that meet a report whose family it changes; of these the
comparison is made anew, in the order of days, until nothing changes further. Origins are grouped anew where links of
their members changed.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from pledgebook.model import Decision, DecisionKind, Origin
from pledgebook.reconcile.grouping import Groups
from pledgebook.reconcile.likeness import Likeness, Scales
from pledgebook.reconcile.neighbours import (
    DAYS_APART,
    MOST_BACKWARDS,
    Compared,
    bucket_keys,
    is_near,
    likeliest,
    reach_of,
    walk,
)
from pledgebook.reconcile.origins import find_origins, is_copy
from pledgebook.reconcile.portrait import Portrait, by_day
from pledgebook.reconcile.usage import Order, Usage, Used


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports that are copies, or alike enough to tell of the same events.

    Attributes:
        earlier: Day and id of the earlier report.
        later: Day and id of the later one.
        alike: How alike they are.
        copied: Whether they go back to one original.
    """

    earlier: Order
    later: Order
    alike: Likeness
    copied: bool

    def other(self, report: str) -> Order:
        """The other one of the two."""
        return self.later if self.earlier[1] == report else self.earlier


class Index(Protocol):
    """Where portraits, buckets, pairs and origins are kept, to be looked up one by one."""

    def portrait(self, report: str) -> Portrait | None:
        """The portrait of a report; None if it is not here."""
        ...

    def keep_portrait(self, portrait: Portrait, keys: Sequence[int]) -> None:
        """Keep a portrait and the buckets that it stands in, in the place of its earlier ones."""
        ...

    def before(self, key: int, order: Order, since: date, most: int) -> list[Order]:
        """The last of a bucket before a place in the order, none from before a day; in order."""
        ...

    def after(self, key: int, order: Order, most: int) -> list[Order]:
        """The first of a bucket behind a place in the order, in order."""
        ...

    def is_last(self, order: Order) -> bool:
        """Whether no report comes later."""
        ...

    def pairs(self, report: str) -> Sequence[Pair]:
        """All pairs in which a report is."""
        ...

    def replace_pairs(self, later: Order, pairs: Sequence[Pair]) -> None:
        """Keep the pairs in which a report is the later one, in the place of its earlier ones."""
        ...

    def origin_of(self, report: str) -> Origin | None:
        """The origin of a report; None if it has none yet."""
        ...

    def replace_origins(self, gone: Iterable[str], origins: Iterable[Origin]) -> None:
        """Put origins in the place of others, which are given by id."""
        ...

    def used(self, month: date | None) -> Used:
        """The use of words for the reports of a month, or for those without a day."""
        ...

    def changes_use(self, order: Order) -> bool:
        """Whether a report at that place would change the use of words for reports that are here."""
        ...


@dataclass(slots=True)
class Touched:
    """What changed as reports came.

    Attributes:
        families: Reports of which the family changed.
        akin: Reports that have other akin reports, or the same ones more or less alike.
    """

    families: set[str] = field(default_factory=set)
    akin: set[str] = field(default_factory=set)


def bring_in(index: Index, fresh: Sequence[Portrait], decisions: Sequence[Decision] = ()) -> Touched | None:
    """Take in new reports, or reports read anew, and bring pairs and origins up to date.

    Returns:
        What changed; None, and nothing is changed, where the use of words changed, so that all must be compared again.
    """
    if not all(_leaves_use(index, portrait) for portrait in fresh):
        return None
    touched = Touched()
    for portrait in fresh:
        index.keep_portrait(portrait, bucket_keys(portrait))
    _Walks(index, touched).compare(fresh)
    _group(index, {portrait.report for portrait in fresh} | touched.akin, decisions, touched)
    return touched


def _leaves_use(index: Index, portrait: Portrait) -> bool:
    """Whether a portrait changes nothing for others: a new one where use is not counted, or one that only claims changed."""
    held = index.portrait(portrait.report)
    if held is None:
        return not index.changes_use(by_day(portrait))
    return (held.day, held.facts, held.content, held.fingerprint, held.quotes, held.credits, held.outlet) == (
        portrait.day,
        portrait.facts,
        portrait.content,
        portrait.fingerprint,
        portrait.quotes,
        portrait.credits,
        portrait.outlet,
    )


class _Walks:
    """Comparisons made anew, in the order of days."""

    def __init__(self, index: Index, touched: Touched) -> None:
        self._index = index
        self._touched = touched
        self._scales = Scales(Usage(index.used))
        self._waiting: list[Order] = []

    def compare(self, fresh: Sequence[Portrait]) -> None:
        """Compare reports with their neighbours, and all others again whose comparisons they change."""
        for portrait in fresh:
            self._wait(by_day(portrait))
            self._wait_behind(portrait, by_day(portrait), len(fresh))
        done: Order | None = None
        while self._waiting:
            order = heapq.heappop(self._waiting)
            if order != done:
                done = order
                self._again(order)

    def _wait(self, order: Order) -> None:
        heapq.heappush(self._waiting, order)

    def _wait_behind(self, portrait: Portrait, least: Order, more: int = 0) -> None:
        """Let those wait that come later than both and meet a report in one of its buckets."""
        if self._index.is_last(least):
            return
        order = by_day(portrait)
        for key in bucket_keys(portrait):
            for later in self._index.after(key, order, MOST_BACKWARDS + more):
                if later > least and is_near(order, later[0] if later[0] != date.max else None):
                    self._wait(later)

    def _again(self, order: Order) -> None:
        index, later = self._index, _held(self._index, order[1])
        reach = reach_of(later)
        since = date.min if later.day is None else date.fromordinal(max(1, order[0].toordinal() - DAYS_APART))
        near = likeliest(later, (index.before(key, order, since, reach) for key in bucket_keys(later)))
        before = [pair for pair in index.pairs(order[1]) if pair.later == order]
        met = walk(later, (_held(index, one) for one in near), self._families(near, order), self._scales, is_copy)
        found = [Pair(by_day(pair.earlier), order, pair.alike, is_copy(pair)) for pair in met]
        if set(found) == set(before):
            return
        for pair in {*found} ^ {*before}:
            self._touched.akin |= {pair.earlier[1], pair.later[1]}
        linked = [{pair.earlier for pair in pairs if pair.copied} for pairs in (before, found)]
        if linked[0] == linked[1]:
            index.replace_pairs(order, found)
            return
        kin = _family(index, [order])
        index.replace_pairs(order, found)
        if not index.is_last(order):
            for member in kin | _family(index, [order]):
                self._wait_behind(_held(index, member[1]), order)

    def _families(self, near: Sequence[str], order: Order) -> Groups:
        """The families of some reports as they were before a report came."""
        seen: dict[str, None] = {order[1]: None}
        joined: list[tuple[str, str]] = []
        open_ends = list(near)
        while open_ends:
            report = open_ends.pop()
            if report in seen:
                continue
            seen[report] = None
            for pair in self._index.pairs(report):
                if pair.copied and pair.later < order:
                    other = pair.other(report)[1]
                    joined.append((report, other))
                    open_ends.append(other)
        families = Groups(seen)
        for one, other in joined:
            families.join(one, other)
        return families


def _family(index: Index, members: Iterable[Order]) -> set[Order]:
    """All reports that hang together with some by copies of copies."""
    found: set[Order] = set()
    open_ends = list(members)
    while open_ends:
        order = open_ends.pop()
        if order not in found:
            found.add(order)
            open_ends += [pair.other(order[1]) for pair in index.pairs(order[1]) if pair.copied]
    return found


def _held(index: Index, report: str) -> Portrait:
    portrait = index.portrait(report)
    if portrait is None:
        raise LookupError(f"no portrait of {report} is kept")
    return portrait


def _group(index: Index, reports: set[str], decisions: Sequence[Decision], touched: Touched) -> None:
    """Group those reports again, with all that hang together with them now or did before."""
    beside = _decided_beside(decisions)
    known: dict[str, Portrait] = {}
    pairs: dict[tuple[Order, Order], Pair] = {}
    old: dict[str, Origin] = {}
    open_ends = sorted(reports)
    while open_ends:
        report = open_ends.pop()
        portrait = None if report in known else index.portrait(report)
        if portrait is None:
            continue
        known[report] = portrait
        open_ends += [*beside.get(report, ()), *portrait.copies]
        for pair in index.pairs(report):
            if pair.copied:
                pairs[pair.earlier, pair.later] = pair
                open_ends.append(pair.other(report)[1])
        origin = index.origin_of(report)
        if origin is not None and origin.id not in old:
            old[origin.id] = origin
            open_ends += origin.reports
    compared = [Compared(known[pair.earlier[1]], known[pair.later[1]], pair.alike) for pair in pairs.values()]
    new = {origin.id: origin for origin in find_origins(list(known.values()), compared, decisions)}
    gone = {name for name, origin in old.items() if new.get(name) != origin}
    fresh = [origin for name, origin in new.items() if old.get(name) != origin]
    index.replace_origins(gone, fresh)
    touched.families |= {report for name in gone for report in old[name].reports}
    touched.families |= {report for origin in fresh for report in origin.reports}


def _decided_beside(decisions: Iterable[Decision]) -> Mapping[str, set[str]]:
    """For each report those that a person found to be of the same original."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        if decision.kind is DecisionKind.SAME_ORIGIN:
            for report in decision.about:
                beside[report] |= set(decision.about) - {report}
    return beside


def pairs_of(compared: Iterable[Compared]) -> Iterator[Pair]:
    """The pairs of a comparison of all reports, to begin an index with."""
    for one in compared:
        yield Pair(by_day(one.earlier), by_day(one.later), one.alike, is_copy(one))
