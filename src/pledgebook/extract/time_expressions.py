"""All that a text says of time, in TIMEX form: its dates, and beside them hours, lengths, decades and words like "recently".

A claim needs the dates alone (``dates.py``). The rest is for whoever lays Pledgebook's reading beside that of another
tagger or corpus, where "33 years" and "now" are expressions of time too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pledgebook.extract.date_reading import FoundDate
from pledgebook.extract.date_wording import WORDS
from pledgebook.extract.dates import find_dates, tells_of_the_past
from pledgebook.extract.numerals import find_numerals
from pledgebook.extract.timex import LENGTHS, length, timex_of
from pledgebook.extract.wording import any_of
from pledgebook.model import Span

_UNIT = any_of(LENGTHS)
_COUNTED = re.compile(
    rf"[ \u00a0\n-](?:(?:full|consecutive|more|long|straight|successive|further|additional|whole|entire)[ \n])?(?P<unit>{_UNIT})s?\b(?!-old)"
)
_FROM_A_DAY = re.compile(
    r"[ \n](?:ago|later|earlier|from[ \n]now|hence|old|previously)\b|[ \n](?:before|after)(?!\s\w)"
)
_ONE = re.compile(
    rf"\b(?:a|an|per|each|every|single|[Tt]he[ ]past|[Tt]he[ ]whole)[ \n-](?P<unit>{_UNIT})(?:s|ly)?(?![\w’'])"
)
_SOME = re.compile(
    r"\b(?:(?:[Aa][ \n]few|[Ss]everal|[Mm]any(?:[ \n]more)?|[Rr]ecent|[Tt]he[ \n](?:coming|following|past|last)(?:[ \n]few)?)[ \n])?"
    r"(?P<unit>minute|hour|day|week|month|year|decade)s\b(?![ \n](?:ago|later|earlier|old)\b|['’])"
)
_CLOCK = re.compile(
    r"(?<![\d:.,$€£])(?:(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?:[:.][0-5]\d)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<bare>1[0-2]|[1-9])\s?(?P<half2>[ap])\.?m\b\.?)(?![\d%])(?:\s?\(?(?P<zone>UTC|GMT|Z\b)(?P<off>\s?[+-]\d{1,2})?)?(?:\)|(?:\shrs?|hrs)\b)?"
)
_DECADE = re.compile(
    r"(?:\b[Tt]he[ ])?(?:\b(?:[Ee]arly|[Mm]id|[Ll]ate)[ -])?(?:\b(?P<century>1\d|20)|(?<!\w)['’]?)(?P<ten>\d)0s\b"
)
_CENTURY = re.compile(r"\b(?P<number>1\d|2[01]|[2-9])(?:st|nd|rd|th)[ -]century\b")
_SECOND_YEAR = re.compile(r"[-–—](?P<year>\d\d)(?![\d-])")
_BESIDE = re.compile(r",?\s(?:at\s)?")
_OF_DAY = re.compile(r",?\s(?:on|of)\s(?:the\s)?")
_VAGUE = re.compile(
    rf"(?<!most[ ])\b(?:{any_of(form for word in WORDS.vague for form in (word, word.capitalize()))})\b(?![-'’])"
)
_WORD_NEXT = re.compile(r"\s(?!and\b|or\b|but\b)\w")
_FRACTION = re.compile(r"[ -]quarters?[ ]of\b")
_NEAR = 200


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression of time.

    Attributes:
        span: Its words.
        value: In TIMEX form: ``2009-06-01``, ``2009-06-01T12:00Z``, ``P33Y``, ``PRESENT_REF``.
    """

    span: Span
    value: str


def find_time_expressions(text: str, *, published: date | None) -> tuple[TimeExpression, ...]:
    """Find all expressions of time of a text, in order, none inside another.

    Args:
        text: Any text.
        published: The day that "today" is, as for ``find_dates``.

    Example:
        >>> said = "On Monday at 12:00 UTC, after 33 years, he now left."
        >>> [one.value for one in find_time_expressions(said, published=date(2009, 6, 3))]
        ['2009-06-01T12:00Z', 'P33Y', 'PRESENT_REF']
    """
    dates = find_dates(text, published=published)
    today = None if published is None or tells_of_the_past(text, published) else published
    found = [TimeExpression(span, value) for one in dates for span, value in timex_of(one, text)]
    found += _second_years(text, dates)
    found = _with_hours(text, found, today)
    for finder in (_decades, _lengths, _vague):
        found = _added(found, finder(text))
    return tuple(found)


def _added(found: list[TimeExpression], more: Iterator[TimeExpression]) -> list[TimeExpression]:
    """The expressions of both, in order; of two that meet, the one that was there."""
    result: list[TimeExpression] = []
    place = 0
    for one in sorted(more, key=lambda other: (other.span.start, -other.span.end)):
        while place < len(found) and found[place].span.end <= one.span.start:
            result.append(found[place])
            place += 1
        meets_next = place < len(found) and found[place].span.start < one.span.end
        if not meets_next and not (result and result[-1].span.end > one.span.start):
            result.append(one)
    return result + found[place:]


def _second_years(text: str, dates: tuple[FoundDate, ...]) -> Iterator[TimeExpression]:
    """The 16 of "1915-16"."""
    for one in dates:
        behind = _SECOND_YEAR.match(text, one.span.end)
        if behind is not None and one.when.precision == "year" and int(behind["year"]) > one.earliest.year % 100:
            year = one.earliest.year // 100 * 100 + int(behind["year"])
            yield TimeExpression(Span(behind.start("year"), behind.end()), f"{year:04d}")


def _with_hours(text: str, found: list[TimeExpression], today: date | None) -> list[TimeExpression]:
    """Put each hour to the date beside it; one by itself is of the day told last in its sentence, else of today."""
    found = sorted(found, key=lambda one: one.span.start)
    result: list[TimeExpression] = []
    place = 0
    for clock in _CLOCK.finditer(text):
        hour = _hour(clock)
        if hour is None:
            continue
        while place < len(found) and found[place].span.start < clock.start():
            result.append(found[place])
            place += 1
        behind = found[place] if place < len(found) else None
        last = result[-1] if result and len(result[-1].value) == 10 else None
        gap = text[clock.end() : behind.span.start] if behind is not None and len(behind.value) == 10 else ""
        if behind is not None and _OF_DAY.fullmatch(gap):
            result.append(TimeExpression(Span(clock.start(), clock.end()), behind.value + hour))
        elif behind is not None and _BESIDE.fullmatch(gap):
            result.append(TimeExpression(Span(clock.start(), behind.span.end), behind.value + hour))
            place += 1
        elif last is not None and _BESIDE.fullmatch(text[last.span.end : clock.start()]):
            result[-1] = TimeExpression(Span(last.span.start, clock.end()), last.value + hour)
        elif not (result and result[-1].span.end > clock.start()):
            near = (
                last is not None
                and clock.start() - last.span.end < _NEAR
                and ". " not in text[last.span.end : clock.start()]
            )
            day = last.value if near and last is not None else (today.isoformat() if today else "")
            if day:
                result.append(TimeExpression(Span(clock.start(), clock.end()), day + hour))
    return result + found[place:]


def _hour(clock: re.Match[str]) -> str | None:
    """``T16:08Z``; None for "2.62" and other figures that no word makes an hour."""
    half = clock["half"] or clock["half2"]
    hour, minute = int(clock["hour"] or clock["bare"]), int(clock["minute"] or 0)
    if "." in clock.group()[:3] and not half:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02d}:{minute:02d}" + ("Z" if clock["zone"] and not clock["off"] else "")


def _decades(text: str) -> Iterator[TimeExpression]:
    """``the 1990s``, ``70s``, ``21st century``."""
    for match in _DECADE.finditer(text):
        yield TimeExpression(Span(match.start(), match.end()), (match["century"] or "19") + match["ten"])
    for match in _CENTURY.finditer(text):
        yield TimeExpression(Span(match.start(), match.end()), f"{int(match['number']) - 1:02d}")


def _lengths(text: str) -> Iterator[TimeExpression]:
    """``33 years``, ``12-year``, ``a year``, ``several days``."""
    counted: set[int] = set()
    for numeral in find_numerals(text):
        behind = _COUNTED.match(text, numeral.end)
        if behind is None or numeral.value >= 10_000:
            continue
        counted.add(behind.end())
        if not _FROM_A_DAY.match(text, behind.end()) and not _FRACTION.match(text, numeral.end):
            yield TimeExpression(Span(numeral.start, behind.end()), length(f"{numeral.value:f}", behind["unit"]))
    for match in _ONE.finditer(text):
        if not _FROM_A_DAY.match(text, match.end()):
            yield TimeExpression(Span(match.start(), match.end()), length("1", match["unit"]))
    for match in _SOME.finditer(text):
        if match.end() not in counted:
            yield TimeExpression(Span(match.start(), match.end()), length("X", match["unit"]))


def _vague(text: str) -> Iterator[TimeExpression]:
    """``now``, ``recently``, ``the future``."""
    for match in _VAGUE.finditer(text):
        if not (match.group().lower() == "the past" and _WORD_NEXT.match(text, match.end())):
            yield TimeExpression(Span(match.start(), match.end()), WORDS.vague[match.group().lower()])
