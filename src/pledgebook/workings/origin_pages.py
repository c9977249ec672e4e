"""Portraits, buckets, pairs and origins in the file beside the book: the index that ``bring_in`` looks things up in."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from pledgebook.ledger import decode, encode
from pledgebook.model import Origin
from pledgebook.reconcile import (
    COUNTED,
    Likeness,
    Order,
    Pair,
    Portrait,
    Used,
    akin_reports,
    bucket_keys,
    by_day,
    count_use,
    reports_counted,
)
from pledgebook.workings.pages import ORDINAL_OF_NONE, Pages

_PAIRS = """
SELECT r.day, r.id, p.is_later, p.copied, p.facts, p.content, p.runs FROM pair p JOIN report r ON r.n = p.other
WHERE p.one = ?
"""
_KEEP_PAIR = "INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?, ?, ?, ?)"
_KEEP_ORIGIN = "INSERT OR REPLACE INTO origin VALUES (?, ?)"


class OriginPages:
    """The pages that tell of origins."""

    def __init__(self, pages: Pages, counted: int = COUNTED) -> None:
        """Use the pages; use of words is counted over so many reports."""
        self._pages = pages
        self._counted = counted
        self._portraits: dict[str, Portrait] = {}
        self._numbers: dict[str, int] = {}
        self._pairs: dict[str, tuple[Pair, ...]] = {}

    def fill(self, portraits: Sequence[Portrait], pairs: Iterable[Pair], origins: Sequence[Origin]) -> None:
        """Write everything into empty pages."""
        pages = self._pages
        number = {portrait.report: n for n, portrait in enumerate(portraits, start=1)}
        of = {report: origin.id for origin in origins for report in origin.reports}
        pages.write_many(
            "INSERT INTO report VALUES (?, ?, ?, ?, ?)",
            ((number[p.report], p.report, _day(p.day), of[p.report], encode(p)) for p in portraits),
        )
        keys = [np.frombuffer(bucket_keys(portrait), np.int64) for portrait in portraits]
        table = np.empty((sum(map(len, keys)), 3), np.int64)
        at = 0
        for portrait, own in zip(portraits, keys, strict=True):
            table[at : at + len(own)] = [(0, _day(portrait.day), number[portrait.report])]
            table[at : at + len(own), 0] = own
            at += len(own)
        del keys
        order = np.lexsort((table[:, 2], table[:, 1], table[:, 0]))
        for start in range(0, len(order), 100_000):
            part = table[order[start : start + 100_000]]
            pages.write_many("INSERT INTO bucket VALUES (?, ?, ?)", part.tolist())
        del table, order
        pages.write_many(_KEEP_PAIR, sorted(row for pair in pairs for row in _rows(pair, number)))
        pages.write_many(_KEEP_ORIGIN, ((origin.id, encode(origin)) for origin in origins))
        pages.index()

    def count_all_use(self) -> None:
        """Count the use of words for every month that has reports."""
        order = self._order()
        for month in sorted({day.replace(day=1) for day, _ in order if day != date.max}):
            self._count_use(month, order)
        if order and order[-1][0] == date.max:
            self._count_use(None, order)

    def portrait(self, report: str) -> Portrait | None:
        """The portrait of a report; None if it is not here."""
        held = self._portraits.get(report)
        if held is None:
            row = self._pages.row("SELECT n, portrait FROM report WHERE id = ?", (report,))
            if row is None:
                return None
            self._numbers[report] = row[0]
            held = self._portraits[report] = decode(row[1], Portrait)
        return held

    def keep_portrait(self, portrait: Portrait, keys: Sequence[int]) -> None:
        """Keep a portrait and the buckets that it stands in, in the place of its earlier ones."""
        pages, held = self._pages, self.portrait(portrait.report)
        if held is None:
            number = pages.row("SELECT coalesce(max(n), 0) + 1 FROM report")[0]
            pages.write(
                "INSERT INTO report VALUES (?, ?, ?, NULL, ?)",
                (number, portrait.report, _day(portrait.day), encode(portrait)),
            )
            self._numbers[portrait.report] = number
            pages.write_many("INSERT INTO bucket VALUES (?, ?, ?)", ((key, _day(portrait.day), number) for key in keys))
        else:
            pages.write("UPDATE report SET portrait = ? WHERE id = ?", (encode(portrait), portrait.report))
        self._portraits[portrait.report] = portrait

    def before(self, key: int, order: Order, since: date, most: int) -> list[Order]:
        """The last of a bucket before a place in the order, none from before a day; in order."""
        day = order[0].toordinal()
        found = self._bucket(key, max(since.toordinal(), day), day)
        found = [one for one in found if one < order]
        if len(found) < most and since < order[0]:
            low = since.toordinal()
            if since == date.min:
                at = self._pages.row(
                    "SELECT day FROM bucket WHERE key = ? AND day < ? ORDER BY day DESC LIMIT 1 OFFSET ?",
                    (key, day, most - 1),
                )
                low = at[0] if at else low
            found = self._bucket(key, low, day - 1) + found
        return found[-most:]

    def after(self, key: int, order: Order, most: int) -> list[Order]:
        """The first of a bucket behind a place in the order, in order."""
        day = order[0].toordinal()
        at = self._pages.row(
            "SELECT day FROM bucket WHERE key = ? AND day > ? ORDER BY day LIMIT 1 OFFSET ?", (key, day, most - 1)
        )
        return [one for one in self._bucket(key, day, at[0] if at else ORDINAL_OF_NONE) if one > order][:most]

    def _bucket(self, key: int, low: int, high: int) -> list[Order]:
        rows = self._pages.rows(
            "SELECT b.day, r.id FROM bucket b JOIN report r ON r.n = b.n WHERE b.key = ? AND b.day BETWEEN ? AND ?",
            (key, low, high),
        )
        return sorted((date.fromordinal(day), report) for day, report in rows)

    def is_last(self, order: Order) -> bool:
        """Whether no report comes later."""
        row = self._pages.row("SELECT day, id FROM report ORDER BY day DESC, id DESC LIMIT 1")
        return row is None or (date.fromordinal(row[0]), row[1]) <= order

    def pairs(self, report: str) -> Sequence[Pair]:
        """All pairs in which a report is."""
        held = self._pairs.get(report)
        if held is None:
            portrait = self.portrait(report)
            if portrait is None:
                return ()
            own = by_day(portrait)
            found = []
            for day, other, is_later, copied, facts, content, runs in self._pages.rows(
                _PAIRS, (self._numbers[report],)
            ):
                beside = date.fromordinal(day), other
                earlier, later = (beside, own) if is_later else (own, beside)
                found.append(Pair(earlier, later, Likeness(facts, content, runs), bool(copied)))
            held = self._pairs[report] = tuple(found)
        return held

    def replace_pairs(self, later: Order, pairs: Sequence[Pair]) -> None:
        """Keep the pairs in which a report is the later one, in the place of its earlier ones."""
        gone = [pair for pair in self.pairs(later[1]) if pair.later == later]
        numbers = {one[1]: self._number(one[1]) for pair in (*gone, *pairs) for one in (pair.earlier, pair.later)}
        for pair in gone:
            one, other = numbers[pair.earlier[1]], numbers[later[1]]
            self._pages.write_many("DELETE FROM pair WHERE one = ? AND other = ?", [(one, other), (other, one)])
        self._pages.write_many(_KEEP_PAIR, (row for pair in pairs for row in _rows(pair, numbers)))
        for report in numbers:
            self._pairs.pop(report, None)
        self._pairs.pop(later[1], None)

    def _number(self, report: str) -> int:
        if report not in self._numbers:
            self.portrait(report)
        return self._numbers[report]

    def origin_of(self, report: str) -> Origin | None:
        """The origin of a report; None if it has none yet."""
        row = self._pages.row("SELECT o.whole FROM report r JOIN origin o ON o.id = r.origin WHERE r.id = ?", (report,))
        return None if row is None else decode(row[0], Origin)

    def replace_origins(self, gone: Iterable[str], origins: Iterable[Origin]) -> None:
        """Put origins in the place of others, which are given by id."""
        self._pages.write_many("DELETE FROM origin WHERE id = ?", ((name,) for name in gone))
        for origin in origins:
            self._pages.write(_KEEP_ORIGIN, (origin.id, encode(origin)))
            self._pages.write_many(
                "UPDATE report SET origin = ? WHERE id = ?", ((origin.id, report) for report in origin.reports)
            )

    def origins(self) -> list[Origin]:
        """All origins, sorted by id."""
        return sorted(
            (decode(whole, Origin) for (whole,) in self._pages.rows("SELECT whole FROM origin")), key=lambda o: o.id
        )

    def akin(self) -> dict[str, tuple[tuple[str, float], ...]]:
        """For each report those that tell of the same events."""
        ids = dict(self._pages.rows("SELECT n, id FROM report"))
        rows = self._pages.streamed("SELECT one, other, facts, content FROM pair WHERE is_later = 0")
        return akin_reports((ids[one], ids[other], facts + content) for one, other, facts, content in rows)

    def used(self, month: date | None) -> Used:
        """The use of words for the reports of a month, or for those without a day."""
        row = self._pages.row("SELECT used FROM month WHERE first = ?", (_day(month),))
        if row is not None:
            return decode(row[0], Used)
        return self._count_use(month, self._order())

    def _order(self) -> list[Order]:
        rows = self._pages.rows("SELECT day, id FROM report ORDER BY day, id")
        return [(date.fromordinal(day), report) for day, report in rows]

    def _count_use(self, month: date | None, order: list[Order]) -> Used:
        counted = reports_counted(order, month, self._counted)
        before = bisect_left(order, (month, "")) if month else 0
        found = [self.portrait(report) for _, report in counted]
        used = count_use(portrait for portrait in found if portrait is not None)
        low = counted[0] if before >= self._counted else (date.min, "")
        high = (month, "") if month and before >= self._counted else counted[-1]
        self._pages.write(
            "INSERT INTO month VALUES (?, ?, ?, ?, ?, ?, ?)",
            (_day(month), before, low[0].toordinal(), low[1], high[0].toordinal(), high[1], encode(used)),
        )
        return used

    def changes_use(self, order: Order) -> bool:
        """Whether a report at that place would change the use of words for reports that are here."""
        if self._pages.row("SELECT count(*) FROM report")[0] < self._counted:
            return True
        at = order[0].toordinal(), order[1]
        months = self._pages.rows("SELECT first, before, low_day, low, high_day, high FROM month")
        for first, before, low_day, low, high_day, high in months:
            if (low_day, low) <= at < (high_day, high):
                return True
            if before == self._counted - 1 and at < (first, "") and first != ORDINAL_OF_NONE:
                return True
        self._pages.write(
            "UPDATE month SET before = before + 1 WHERE first > ? AND first != ?", (at[0], ORDINAL_OF_NONE)
        )
        return False


def _day(day: date | None) -> int:
    return day.toordinal() if day else ORDINAL_OF_NONE


def _rows(pair: Pair, numbers: dict[str, int]) -> list[tuple[int, int, int, int, float, float, float]]:
    """A pair as it stands with each of the two; ``is_later`` where the first one is the later."""
    one, other = numbers[pair.earlier[1]], numbers[pair.later[1]]
    rest = int(pair.copied), pair.alike.order, pair.alike.content, pair.alike.runs
    return [(one, other, 0, *rest), (other, one, 1, *rest)]
