"""Days, months and years in a Russian sentence, counted from the day of publication."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pledgebook.extract.ru.parsing import plainly
from pledgebook.extract.ru.tables import rows
from pledgebook.model import Span, When


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a sentence.

    Attributes:
        when: The day, month or year.
        start: First character, in the sentence.
        end: After the last.
        before: The preposition that stands before it: ``до``, ``к``, ``с``, ``в`` or empty.
        absolute: Whether the words carry their own year.
    """

    when: When
    start: int
    end: int
    before: str
    absolute: bool


@cache
def _names(table: str) -> Mapping[str, int]:
    return {name: int(number) for number, names in rows("dates")[table].items() for name in names}


@cache
def _pattern() -> re.Pattern[str]:
    def one_of(table: str) -> str:
        return "|".join(sorted(map(re.escape, _names(table)), key=len, reverse=True))

    return re.compile(
        r"(?<![\w-])(?:(?P<before>до|к|с|со|в|во|на|после|начиная с) )?(?:(?:конца|концу|конце|начала|началу|начале|середине) )?"
        rf"(?:(?:(?P<day>[0-3]?\d) )?(?P<month>{one_of('months')})(?: (?P<year>(?:19|20)\d\d)(?: года?)?)?"
        rf"|(?P<weekday>{one_of('weekdays')})|(?P<near>{one_of('days')})"
        rf"|(?P<span>(?:19|20)\d\d)[-–—](?P<until>(?:19|20)\d\d) год\w*"
        rf"|(?P<only>(?:19|20)\d\d) (?:году|года|год|годы)|(?P<turn>{one_of('years')}))(?!\w)"
    )


def dates_in(text: str, published: date | None, *, forward: bool = False) -> tuple[Dated, ...]:
    """The dates of a sentence. What cannot be tied to a year because the day of publication is unknown is left out.

    Args:
        text: The sentence.
        published: The day that "вчера" and "в четверг" are counted from.
        forward: Take a day or month without a year to lie ahead, not behind.

    Example:
        >>> [one.when.iso for one in dates_in("к концу 2027 года", None)]
        ['2027']
        >>> [one.when.iso for one in dates_in("заявил в четверг", date(2025, 9, 5))]
        ['2025-09-04']
    """
    return tuple(_read(plainly(text), published, forward))


def _read(text: str, published: date | None, forward: bool) -> Iterator[Dated]:
    for found in _pattern().finditer(text):
        when = _when(found, published, forward)
        if when is not None:
            absolute = bool(found["year"] or found["only"] or found["span"])
            yield Dated(when, found.start(), found.end(), (found["before"] or "").replace("со", "с"), absolute)


def _when(found: re.Match[str], published: date | None, forward: bool) -> When | None:
    if found["only"]:
        return When(found["only"])
    if found["span"]:
        return When(found["until"])
    if found["month"]:
        return _month(found, published, forward)
    if published is None:
        return None
    if found["turn"]:
        return When(f"{published.year + _names('years')[found['turn']]:04}")
    if found["near"]:
        return When.of_day(published + timedelta(days=_names("days")[found["near"]]))
    back = (published.weekday() - _names("weekdays")[found["weekday"]]) % 7
    return When.of_day(published + timedelta(days=(7 - back) % 7 if forward else -back))


def _month(found: re.Match[str], published: date | None, forward: bool) -> When | None:
    month, day = _names("months")[found["month"]], found["day"]
    if found["year"]:
        year = int(found["year"])
    elif published is None:
        return None
    else:
        year = published.year
        if forward and month < published.month:
            year += 1
        elif not forward and month > published.month:
            year -= 1
    try:
        return When.of_day(date(year, month, int(day))) if day else When(f"{year:04}-{month:02}")
    except ValueError:
        return None


def in_report(one: Dated, start: int) -> Span:
    """Where a date stands in its report, if its sentence starts there."""
    return Span(start + one.start, start + one.end)
