"""The date that a report gives for itself or its main event, apart from all the dates of history and plans in it."""

import re
from datetime import date

from pledgebook.data.comparing import comparing
from pledgebook.model import DateClue, Reading
from pledgebook.reconcile.words import sentence_bounds

_LEAD = 700
_HEAD = 300
_DATELINE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|published|posted|updated|modified|created|last|first|date|dated|on|at|"
    r"\d{1,2}[:.h]\d{2}|[ap]\.?m\b\.?|utc|gmt|[cew]e?s?t|local time)\b",
    re.IGNORECASE,
)
_NEAR = 60
_JUST_BEHIND = 25
_PATTERNS = comparing().patterns


def stated_for_itself(reading: Reading) -> DateClue | None:
    """The full date, year included, at which the report says its main event took place; None if it says none.

    A date that has a line to itself at the head of the text is the report's. Dates of history ("the war that began on
    April 15, 2023"), of plans ("will be held on") and those far down in a report are left aside.
    """
    text = reading.report.text
    title = len(reading.report.title or "") if reading.report.title and text.startswith(reading.report.title) else 0
    for clue in sorted(reading.clues.dates, key=lambda one: one.span):
        if not clue.absolute or clue.when.precision != "day":
            continue
        if clue.span.start <= title + _HEAD and _is_dateline(text, clue):
            return clue
        begin, end = sentence_bounds(text, clue.span.start, clue.span.end)
        sentence = text[begin:end]
        if clue.span.start > title + _LEAD and "held on" not in sentence:
            continue
        if _PATTERNS["main_events"].search(sentence) is None:
            continue
        if any(quotation.span.covers(clue.span) for quotation in reading.clues.quotations):
            continue
        before, after = text[begin : clue.span.start], text[clue.span.end : end]
        if _PATTERNS["background"].search(f"{before[-_NEAR:]} {after[:_JUST_BEHIND]}"):
            continue
        if _PATTERNS["ahead"].search(before[-_NEAR:]) or _ends_on(_PATTERNS["leads_away"], before.rstrip()):
            continue
        return clue
    return None


def _is_dateline(text: str, clue: DateClue) -> bool:
    """Whether the date stands on its line with nothing but a weekday, an hour and words like "updated"."""
    begin = text.rfind("\n", 0, clue.span.start) + 1
    end = text.find("\n", clue.span.end)
    line = text[begin : clue.span.start] + text[clue.span.end : end if end >= 0 else len(text)]
    return not _DATELINE.sub("", line).strip(" .,;:|/()[]–—-•·")


def _ends_on(pattern: re.Pattern[str], words: str) -> bool:
    return any(match.end() == len(words) for match in pattern.finditer(words, max(0, len(words) - 12)))


def same_day_of_year(stated: date, near: date, days: int) -> date | None:
    """The stated day in the year of another day, or one beside it, if that comes within some days of it.

    >>> same_day_of_year(date(2023, 12, 15), date(2025, 12, 16), 10)
    datetime.date(2025, 12, 15)
    """
    for year in (near.year, near.year - 1, near.year + 1):
        try:
            moved = stated.replace(year=year)
        except ValueError:
            continue
        if abs((moved - near).days) <= days:
            return moved
    return None
