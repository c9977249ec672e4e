"""Find what ties a report to a day without naming it: anniversaries, and times counted from a known event.

"The 34th anniversary of Ukraine's independence" is 24 August 2025; "three and a
half years after the invasion" is some week around then. Known events are rows
of ``data/events.toml``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from pledgebook.data.measures import Event, events, number_words
from pledgebook.extract import day_arithmetic as reckon
from pledgebook.extract.numerals import find_numerals
from pledgebook.extract.wording import any_of
from pledgebook.model import AnchorClue, Span

_WORDS = number_words()
_S = r"[ \u00a0\n]"
_ORDINAL_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip
_ORDINAL = rf"(?:\d{{1,4}}(?:,\d{{3}})?(?:st|nd|rd|th)|(?:{any_of(_WORDS.tens)}[-\s])?{any_of(_ORDINAL_WORDS)})"
_LOOK_BACK = 90
_LONGEST_ALIAS = 80

_TRIGGER = re.compile(
    r"\b(?:(?P<anniversary>anniversary\b)|(?P<day>Independence\sDay\b)|(?P<independence>years?\sof\sindependence\b)"
    r"|(?P<count>[Dd]ay|[Ww]eek|[Mm]onth)\s(?=\d)|(?:(?P<unit>years?|months?|weeks?|days?)(?P<long>[-\s](?:long|old))?)\b)"
)
_ORDINAL_BEFORE = re.compile(rf"(?<![\w-])(?P<ordinal>{_ORDINAL})(?:{_S}|-)(?:\w+{_S})?\Z", re.IGNORECASE)
_OF_EVENT = re.compile(rf"{_S}(?:of|since){_S}")
_SIDE = re.compile(
    rf"(?<!\w)(?P<side>on{_S}the{_S}eve{_S}of|(?:a|one){_S}day{_S}before|ahead{_S}of|before|after|a{_S}day{_S}after)"
    rf"(?:{_S}(?:the|its|their|a))?{_S}\Z",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(
    rf"(?P<hedge>more{_S}than|over|nearly|almost|some|about|around|just{_S}over|just{_S}under)?{_S}?(?:the{_S}|a{_S})?"
    rf"(?P<number>(?:\d+(?:\.5)?|{any_of([*_WORDS.units, *_WORDS.tens])}|an?)"
    rf"(?P<half>½|[\s-]and[\s-]a[\s-]half)?)[\s-]\Z",
    re.IGNORECASE,
)
_MORE_MONTHS = re.compile(rf"{_S}and{_S}(?P<half>a{_S}half)|{_S}and{_S}(?P<months>\w+){_S}months?\b")
_COUNTED_FROM = re.compile(
    rf"{_S}(?:after|since|into|following|on{_S}from){_S}(?:the{_S}(?:start|beginning|outbreak){_S}of{_S})?"
)
_IN_ITS = re.compile(
    rf"(?<!\w)(?:in|into|entered|enters|entering|marked|marks|marking){_S}(?:its|the|their){_S}"
    rf"(?P<ordinal>{_ORDINAL}){_S}(?:full{_S})?\Z",
    re.IGNORECASE,
)
_OF_WAR = re.compile(rf"{_S}of{_S}")


@dataclass(frozen=True, slots=True)
class _Names:
    """How known events are called, for a search at one place."""

    pattern: re.Pattern[str]
    by_alias: dict[str, tuple[Event, ...]]


@cache
def _names() -> _Names:
    by_alias: dict[str, list[Event]] = {}
    for event in events():
        for alias in (*event.aliases, *event.short):
            for spelling in {alias, alias.removeprefix("the ")}:
                by_alias.setdefault(spelling, []).append(event)
    pattern = re.compile(rf"(?:the{_S})?(?P<alias>{any_of(by_alias)})\b", re.IGNORECASE)
    return _Names(pattern, {alias: tuple(rows) for alias, rows in by_alias.items()})


def find_anchors(text: str, *, published: date | None) -> tuple[AnchorClue, ...]:
    """Find the anniversaries, and the times counted from known events, that a text states.

    Args:
        text: Any text.
        published: Settles which year "the anniversary of the invasion" means; without it only
            numbered anniversaries count. Never used to correct what the words say.

    Example:
        >>> (day,) = find_anchors("Carney spoke on the 34th anniversary of Ukraine's independence.", published=None)
        >>> day.event, day.earliest.isoformat()
        ('independence of UKR', '2025-08-24')
    """
    reader = _Reader(text, published)
    return tuple(reader.read())


class _Reader:
    """One pass over one text."""

    def __init__(self, text: str, published: date | None) -> None:
        self.text = text
        self.published = published
        self.lowered: str | None = None
        self.floor = 0

    def read(self) -> Iterator[AnchorClue]:
        for trigger in _TRIGGER.finditer(self.text):
            if trigger.start() < self.floor:
                continue
            clue = self.clue(trigger)
            if clue is not None:
                self.floor = clue.span.end
                yield clue

    def clue(self, trigger: re.Match[str]) -> AnchorClue | None:
        if trigger["anniversary"]:
            return self.anniversary(trigger)
        if trigger["day"]:
            return self.independence_day(trigger)
        if trigger["independence"]:
            return self.years_of_independence(trigger)
        if trigger["count"]:
            return self.numbered_day(trigger)
        return self.since(trigger)

    def before(self, at: int) -> str:
        return self.text[max(self.floor, at - _LOOK_BACK) : at]

    # Which event

    def event_at(self, at: int) -> tuple[Event, int] | None:
        """The known event named at a place, and where its name ends."""
        match = _names().pattern.match(
            self.text.replace("’", "'") if "’" in self.text[at : at + _LONGEST_ALIAS] else self.text, at
        )
        if match is None:
            return None
        alias = re.sub(r"\s", " ", match["alias"].lower())
        event = self.choose(_names().by_alias[alias], alias, at)
        return (event, match.end()) if event is not None else None

    def choose(self, candidates: tuple[Event, ...], alias: str, at: int) -> Event | None:
        """The event meant where several go by one word: the one whose place the text names nearest before."""
        certain = [event for event in candidates if alias in event.aliases or f"the {alias}" in event.aliases]
        if certain:
            return certain[0]
        if self.lowered is None or len(self.lowered) != len(self.text):
            self.lowered = self.text.lower()
        near = self.lowered[max(0, at - 3000) : at + 600]
        here = min(at, 3000)
        scored = []
        for event in candidates:
            if self.published is not None and event.day > self.published:
                continue
            places = [near.rfind(word, 0, here + 200) for word in event.context]
            if max(places, default=-1) >= 0:
                scored.append((max(places), event.day, event))
        return max(scored, key=lambda row: row[:2])[2] if scored else None

    # One method for each form of words

    def anniversary(self, trigger: re.Match[str]) -> AnchorClue | None:
        of = _OF_EVENT.match(self.text, trigger.end())
        found = self.event_at(of.end()) if of is not None else None
        if found is None:
            return None
        event, end = found
        start = trigger.start()
        ordinal = _ORDINAL_BEFORE.search(self.before(start))
        if ordinal is not None:
            number = _ordinal_value(ordinal["ordinal"])
            start -= len(ordinal.group())
        elif self.published is not None:
            number = self.published.year - event.day.year
            gaps = [(abs((_on(event, n) - self.published).days), n) for n in (number - 1, number, number + 1) if n > 0]
            if not gaps:
                return None
            number = min(gaps)[1]
        else:
            return None
        return self.on_day(event, number, start, end)

    def on_day(self, event: Event, number: int, start: int, end: int) -> AnchorClue | None:
        if not 1 <= number <= 3000 or event.day.year + number > 3000:
            return None
        day = _on(event, number)
        earliest = latest = day
        side = _SIDE.search(self.before(start))
        if side is not None:
            words = side["side"].lower()
            if words.endswith("after"):
                earliest, latest = reckon.moved(day, days=1), reckon.moved(day, days=30)
            elif words.startswith(("on", "a day", "one")):
                earliest = latest = reckon.moved(day, days=-1)
            else:
                earliest, latest = reckon.moved(day, days=-30), reckon.moved(day, days=-1)
        return self.made(event, earliest, latest, start, end)

    def independence_day(self, trigger: re.Match[str]) -> AnchorClue | None:
        before = self.before(trigger.start())
        ordinal = _ORDINAL_BEFORE.search(before)
        if ordinal is None:
            return None
        found = self.event_at(trigger.start())
        if found is None:
            return None
        return self.on_day(
            found[0], _ordinal_value(ordinal["ordinal"]), trigger.start() - len(ordinal.group()), trigger.end()
        )

    def years_of_independence(self, trigger: re.Match[str]) -> AnchorClue | None:
        number = _NUMBER_BEFORE.search(self.before(trigger.start()))
        found = self.event_at(trigger.end() - len("independence"))
        if number is None or number["half"] or found is None:
            return None
        value = _value(number["number"])
        if value is None or value != int(value):
            return None
        return self.on_day(found[0], int(value), trigger.start() - len(number.group().lstrip()), trigger.end())

    def numbered_day(self, trigger: re.Match[str]) -> AnchorClue | None:
        """Read "day 1,285 of the war": the first day is day 1."""
        figure = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,5}").match(self.text, trigger.end())
        of = _OF_WAR.match(self.text, figure.end()) if figure else None
        found = self.event_at(of.end()) if of else None
        if figure is None or found is None:
            return None
        number = int(figure.group().replace(",", ""))
        event, end = found
        unit = trigger["count"].lower()
        if unit == "day":
            first = last = reckon.moved(event.day, days=number - 1)
        elif unit == "week":
            first, last = reckon.moved(event.day, days=7 * number - 7), reckon.moved(event.day, days=7 * number - 1)
        else:
            first, last = reckon.moved(event.day, months=number - 1), reckon.moved(event.day, months=number)
        return self.made(event, first, last, trigger.start(), end)

    def since(self, trigger: re.Match[str]) -> AnchorClue | None:
        """Read "three and a half years after the invasion", "the three-year-old war"."""
        start, end = trigger.start(), trigger.end()
        unit = trigger["unit"].rstrip("s")
        its = _IN_ITS.search(self.before(start)) if unit == "year" else None
        if its is not None:
            return self.in_its_year(trigger, its)
        number = _NUMBER_BEFORE.search(self.before(start))
        if number is None:
            day = _ORDINAL_BEFORE.search(self.before(start)) if unit == "day" else None
            of = _OF_WAR.match(self.text, end) if day is not None else None
            found = self.event_at(of.end()) if of is not None else None
            if day is None or found is None:
                return None
            reached = reckon.moved(found[0].day, days=_ordinal_value(day["ordinal"]) - 1)
            return self.made(found[0], reached, reached, start - len(day.group()), found[1])
        value = _value(number["number"])
        if value is None:
            return None
        more = _MORE_MONTHS.match(self.text, end) if unit == "year" else None
        months = 0
        if more is not None:
            if more["half"]:
                value += 0.5
            else:
                counted = find_numerals(more["months"])
                months = int(counted[0].value) if counted and counted[0].value < 12 else 0
            end = more.end()
        link = _COUNTED_FROM.match(self.text, end)
        at = link.end() if link is not None else None
        if at is None and (trigger["long"] or self.text[start - 1] == "-"):
            space = re.compile(rf"{_S}(?:\w+{_S})?").match(self.text, end)
            at = end + 1 if space is not None else None
            if at is not None and self.event_at(at) is None and space is not None:
                at = space.end()
        found = self.event_at(at) if at is not None else None
        if found is None:
            return None
        first, last = _interval(found[0].day, value, unit, months, (number["hedge"] or "").lower())
        return self.made(found[0], first, last, start - len(number.group().lstrip()), found[1])

    def in_its_year(self, trigger: re.Match[str], its: re.Match[str]) -> AnchorClue | None:
        of = _OF_WAR.match(self.text, trigger.end())
        found = self.event_at(of.end()) if of is not None else None
        if found is None:
            return None
        number = _ordinal_value(its["ordinal"])
        first = reckon.moved(found[0].day, months=12 * (number - 1))
        last = reckon.moved(found[0].day, months=12 * number, days=-1)
        return self.made(found[0], first, last, trigger.start() - len(its.group()), found[1])

    def made(self, event: Event, first: date, last: date, start: int, end: int) -> AnchorClue:
        return AnchorClue(event.name, first, max(first, last), self.text[start:end], Span(start, end))


def _on(event: Event, number: int) -> date:
    return reckon.moved(event.day, months=12 * number)


def _ordinal_value(words: str) -> int:
    figure = re.match(r"[\d,]+", words)
    if figure is not None:
        return int(figure.group().replace(",", ""))
    tens, _, last = words.lower().replace(" ", "-").rpartition("-")
    return (int(_WORDS.tens[tens]) if tens else 0) + _ORDINAL_WORDS[last]


def _value(words: str) -> float | None:
    """The value of ``three and a half``, ``3½`` or ``a``."""
    plain = words.lower().replace("½", " ").split("-and-")[0].split(" and ")[0].strip()
    half = 0.5 if "half" in words.lower() or "½" in words else 0.0
    if plain in ("a", "an"):
        return 1 + half
    numerals = find_numerals(plain)
    if not numerals or numerals[0].value > 99_999:
        return None
    return float(numerals[0].value) + half


def _interval(day: date, value: float, unit: str, months: int, hedge: str) -> tuple[date, date]:
    """The days that a time counted from a day allows, by the precision of its words."""
    if unit == "day":
        near = reckon.moved(day, days=int(value))
        return reckon.moved(near, days=-1), reckon.moved(near, days=1)
    if unit == "week":
        near = reckon.moved(day, days=int(7 * value))
        return reckon.moved(near, days=-6), reckon.moved(near, days=10)
    if unit == "month" or months or value != int(value):
        count = int(value) if unit == "month" else int(value * 12) + months
        spread = 1 if unit == "month" or months else 3
        return reckon.moved(day, months=count - spread), reckon.moved(day, months=count + spread)
    count = int(value) * 12
    if hedge in ("nearly", "almost", "just under"):
        return reckon.moved(day, months=count - 5), reckon.moved(day, months=count)
    if hedge in ("more than", "over", "just over"):
        return reckon.moved(day, months=count), reckon.moved(day, months=count + 12)
    return reckon.moved(day, months=count - 2), reckon.moved(day, months=count + 11)
