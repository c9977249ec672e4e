"""Find the dates that a report states, and work out which days they mean from the day it was published.

Weekdays and months without a year go by tense: in a sentence that looks back
("said on Thursday") they are the last such day, in one that looks ahead ("will
meet on Thursday") the next; the day of publication counts for both. Where an
event sets the date ("within 48 hours of a cease-fire") there is none to work
out: ``find_event_relative`` gives those places.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from pledgebook.extract.date_reading import FoundDate as FoundDate
from pledgebook.extract.date_wording import DEICTIC, DETERMINERS, HEADS, MONTH, MONTHS, UNIT, UNITS, WORDS
from pledgebook.extract.relative_dates import RelativeReading
from pledgebook.extract.wording import any_of, row_of
from pledgebook.model import Span

_TRIGGER = re.compile(
    rf"\b(?:(?P<word>{any_of(HEADS)})(?!\w)"
    r"|(?P<numeric>(?<![.,/$€£-])(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})(?![\w/-]|\.\d))"
    r"|(?P<figure>(?<![.,$€£₩#+:])(?:1\d|20)\d\d(?![\w%]|[.,:]\d|-\w*[a-z]|[ \u00a0\n]?[°€$£%]))"
    r"|(?P<nth>3[01]|[12]?\d)(?:st|nd|rd|th)\b)"
)
_YEAR = re.compile(r"(?<![\w.,$€£#:+/])(?:1\d|20)\d\d(?![\w%]|[.,:]\d)|(?<!\d)\d{1,3}\sBCE?\b")
_OF_TODAY = re.compile(
    rf"\b(?:today|tonight|yesterday|tomorrow|(?:last|this|next)\s(?:week|month|year|night)|{any_of(day.capitalize() for day in WORDS.weekdays)}|"
    r"told\s(?:reporters|journalists|[A-Z]\w+))\b"
)
_NEWS_YEARS = 2
_FEWEST_YEARS = 6
_YEARS_A_TODAY = 4
_EVENT_RELATIVE = re.compile(
    rf"\b(?:(?:within|inside|no\slater\sthan|less\sthan|in|at\sleast|up\sto)\s)?(?:the\s)?(?:first\s)?"
    rf"(?:\d{{1,4}}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety|hundred|several|few|some|many)"
    rf"[\s-]{UNIT}s?\s(?:of|after|before|from|following|into)\s(?!now\b|(?:the\s)?{MONTH}|\d)(?:\w[\w'’-]*[ ]?){{1,6}}"
    rf"|\b(?:[Aa]fter|[Bb]efore|[Oo]nce|[Uu]ntil|[Uu]pon|[Ff]ollowing|[Aa]s\ssoon\sas|[Ii]n\sthe\sevent\sof|[Dd]uring)\s"
    rf"(?:there\sis\s)?(?:an?\s|the\s|any\s|such\sa\s|all\s)?(?:\w+\s)?"
    rf"(?:cease-?fire|truce|armistice|peace|war|hostilities|fighting|combat|guns|agreement|deal|settlement|ratification|election|elections|withdrawal)\b"
)

_EARLIEST, _LATEST = 1000, 9000
"""No report was published before or after these years: such a day is an error, and nothing is reckoned from it."""

_READERS: dict[str, Callable[[RelativeReading, re.Match[str]], FoundDate | None]] = {
    "numeric": RelativeReading.numeric,
    "figure": RelativeReading.year,
    "nth": RelativeReading.ordinal,
    **dict.fromkeys(MONTHS, RelativeReading.month),
    **dict.fromkeys(WORDS.weekdays, RelativeReading.weekday),
    **dict.fromkeys(WORDS.days, RelativeReading.named),
    **dict.fromkeys(("q1", "q2", "q3", "q4", "h1", "h2"), RelativeReading.quarter),
    **dict.fromkeys(DEICTIC, RelativeReading.deictic),
    **dict.fromkeys(DETERMINERS, RelativeReading.determined),
    **dict.fromkeys((*UNITS, *(f"{unit}s" for unit in UNITS)), RelativeReading.stretch),
    **dict.fromkeys(WORDS.seasons, RelativeReading.season),
    "weekend": RelativeReading.weekend,
}


@lru_cache(maxsize=4)
def find_dates(
    text: str, *, published: date | None, tense_at: Callable[[int], str] | None = None
) -> tuple[FoundDate, ...]:
    """Find the dates of a text, in order, none inside another.

    Args:
        text: Any text.
        published: The day that "today" is. None: only dates with a year of their own, and those that
            lean on one before them, are worked out.
        tense_at: Tells ``past`` or ``future`` for a position, where the caller has parsed the sentence.
            Default: by the verbs around.

    Example:
        >>> (thursday,) = find_dates("Macron said so on Thursday.", published=date(2025, 9, 5))
        >>> thursday.when.iso
        '2025-09-04'
    """
    if published is not None and (not _EARLIEST <= published.year <= _LATEST or tells_of_the_past(text, published)):
        published = None
    reading = RelativeReading(text, published, tense_at)
    at = 0
    while (trigger := _TRIGGER.search(text, at)) is not None:
        read = _READERS[row_of(trigger["word"]) if trigger["word"] else trigger.lastgroup or ""]
        one = read(reading, trigger)
        if one is None:
            at = trigger.end()
        else:
            reading.add(one, trigger.end())
            at = reading.floor
    return tuple(reading.found)


def tells_of_the_past(text: str, published: date) -> bool:
    """Whether a text is history, not news: many years long gone, and hardly a word that counts from its own day.

    In history "in June" is the June of the year told of, whenever the page was printed.

    >>> tells_of_the_past("In 1914 and 1915 they fought; in 1916, 1917, 1918 and 1919 too.", date(2009, 12, 19))
    True
    """
    gone = sum("BC" in year or int(year) < published.year - _NEWS_YEARS for year in _YEAR.findall(text))
    return gone >= _FEWEST_YEARS and len(_OF_TODAY.findall(text)) * _YEARS_A_TODAY <= gone


def find_event_relative(text: str) -> tuple[Span, ...]:
    """The places where an event, not the calendar, sets the time: "within 48 hours of a cease-fire".

    >>> text = "Troops would arrive within 48 hours of a cease-fire."
    >>> [span.of(text) for span in find_event_relative(text)]
    ['within 48 hours of a cease-fire']
    """
    return tuple(Span(m.start(), m.start() + len(m.group().rstrip())) for m in _EVENT_RELATIVE.finditer(text))
