"""The value of a found date in TIMEX form, in which corpora and other taggers give it: ``2009-06``, ``2009-W23``, ``2009-Q1``.

A found date holds the first and the last day that its words allow, and the day, month or year that a claim would store.
TIMEX names weeks, weekends, quarters, seasons and parts of days too; it gives "late August" as that August, "the next two
years" as their length, and takes "6-7 January" as two expressions.
"""

import re
from datetime import date, timedelta

from pledgebook.extract.date_reading import FoundDate
from pledgebook.extract.date_wording import MONTH
from pledgebook.extract.numerals import find_numerals
from pledgebook.model import Span

PARTS_OF_DAY = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "tonight": "NI"}
LENGTHS = {
    "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "night": "P{}D", "week": "P{}W", "fortnight": "P{}W",
    "month": "P{}M", "quarter": "P{}Q", "year": "P{}Y", "decade": "P{}Y",
}  # fmt: skip
"""Unit to the form of so many of it; a decade counts as ten years, a fortnight as two weeks."""
_TIMES = {"decade": 10, "fortnight": 2}
_ANY_PART = "|".join(PARTS_OF_DAY)
_PART = re.compile(rf"\b({_ANY_PART})\b", re.IGNORECASE)
_PART_BEFORE = re.compile(rf"(?:\bthe\s)?(?:early\s|late\s)?\b({_ANY_PART})\sof\s(?:the\s)?\Z", re.IGNORECASE)
_EDGE = re.compile(
    r"(?:the\s)?(?:very\s)?(?:early|late|mid|start|beginning|opening|middle|end|close|turn|rest|remainder|first|second|"
    r"latter|last)\b(?!\s(?:year|month|week))",
    re.IGNORECASE,
)
_PIECE = re.compile(r"quarter|half|Q\d|H\d", re.IGNORECASE)
_TWO_DAYS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s?(?:-|–|—|to|and|or|/)\s?(?:the\s)?(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
_A_MONTH = re.compile(rf"\b{MONTH}|\bmonth\b")
_LONG = re.compile(
    rf"(?:(?:the\s)?(?:next|coming|last|past|following)\s)?(?P<count>(?:(?!of\b|the\b)[\w.,-]+\s){{0,4}})(?P<unit>{'|'.join(LENGTHS)})s?"
)
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def length(count: str, unit: str) -> str:
    """So much time: ``P33Y``, ``PT12H``; ``PXD`` where nobody says how many.

    >>> length("33", "year"), length("2", "decade"), length("X", "hour")
    ('P33Y', 'P20Y', 'PTXH')
    """
    times = _TIMES.get(unit, 1)
    if times > 1 and count.isdecimal():
        count = str(int(count) * times)
    return LENGTHS[unit].format(count)


def timex_of(found: FoundDate, text: str) -> list[tuple[Span, str]]:
    """The expressions that a found date is in TIMEX form, with their values: one, or the two ends of a run of days."""
    start, end = found.span.start, found.span.end
    words = text[start:end]
    first, last = found.earliest, found.latest
    long = _LONG.fullmatch(words.lower()) if found.kind in ("deadline", "duration") else None
    numerals = find_numerals(long["count"]) if long is not None else ()
    if long is not None and (numerals or long["unit"] + "s" in words.lower()):
        return [(found.span, length(f"{numerals[0].value:f}" if numerals else "X", long["unit"]))]
    if first == last:
        part = _PART.search(words)
        before = _PART_BEFORE.search(text[max(0, start - 30) : start])
        if before is not None and part is None:
            part, start = before, start - len(before.group())
        hour = f"T{PARTS_OF_DAY[part[1].lower()]}" if part and len(found.when.iso) == 10 else ""
        return [(Span(start, end), found.when.iso + hour)]
    days = _TWO_DAYS.search(words)
    if days is not None and int(days[1]) == first.day and int(days[2]) == last.day:
        return [
            (Span(start, start + days.end(1)), first.isoformat()),
            (Span(start + days.start(2), end), last.isoformat()),
        ]
    if _EDGE.match(words) and not _PIECE.search(words) and "week" not in words:
        return [(found.span, first.isoformat()[: 7 if _A_MONTH.search(words) else 4])]
    return [(found.span, _of_stretch(first, last) or found.when.iso)]


def _of_stretch(first: date, last: date) -> str:
    """A week, weekend, quarter, season or half a year; empty for any other stretch."""
    days = (last - first).days + 1
    year, week, weekday = first.isocalendar()
    if days == 7 and weekday == 1:
        return f"{year:04d}-W{week:02d}"
    if days == 2 and weekday == 6:
        return f"{year:04d}-W{week:02d}-WE"
    behind = last + timedelta(days=1)
    if first.day == 1 and behind.day == 1:
        months = (behind.year - first.year) * 12 + behind.month - first.month
        if months == 3 and first.month % 3 == 1:
            return f"{first.year:04d}-Q{first.month // 3 + 1}"
        if months == 3 and first.month in _SEASONS:
            return f"{first.year:04d}-{_SEASONS[first.month]}"
        if months == 6 and first.month in (1, 7):
            return f"{first.year:04d}-H{first.month // 6 + 1}"
    return ""
