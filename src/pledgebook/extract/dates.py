"""Find the dates that a report states, and work out which days they mean from the day it was published.

Weekdays and months without a year go by tense: in a sentence that looks back
("said on Thursday") they are the last such day, in one that looks ahead ("will
meet on Thursday") the next; the day of publication counts for both. Where an
event sets the date ("within 48 hours of a cease-fire") there is none to work
out: ``find_event_relative`` gives those places.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pledgebook.data.measures import calendar_words
from pledgebook.extract import day_arithmetic as reckon
from pledgebook.extract.day_arithmetic import Days
from pledgebook.extract.numerals import find_numerals
from pledgebook.extract.wording import any_of
from pledgebook.model import Span, When

Kind = Literal["point", "deadline", "start", "duration", "event"]

_WORDS = calendar_words()
_MONTHS = {**_WORDS.months, **_WORDS.short_months}
_LOOK_BACK = 48
_LOOK_AROUND = 240
_REACH_OF_CONTEXT = 1500

_MONTH = rf"(?:{any_of(sorted(w.capitalize() for w in _WORDS.months) + [w.upper() for w in _WORDS.months])}|(?:{any_of(w.capitalize() for w in _WORDS.short_months)})\b\.?)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:1[0-9]|20)\d\d"
_S = r"[ \u00a0\n]"
_DETERMINED = r"(?:last|this|next|the\spast|the\sprevious|the\scoming|the\sfollowing|the\ssame|previous|coming|that)"
_UNIT = r"(?:minute|hour|day|night|week|fortnight|month|quarter|year|decade)"

_TRIGGER = re.compile(
    rf"(?P<numeric>(?<![\w.,/$€£-])(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})(?![\w/-]|\.\d))"
    rf"|(?P<month>\b{_MONTH}(?!\w))"
    rf"|(?P<weekday>\b{any_of(w.capitalize() for w in _WORDS.weekdays)}\b)"
    rf"|(?P<named>\b{any_of(w.title().replace('’S', '’s').replace(chr(39) + 'S', chr(39) + 's') for w in _WORDS.days)}\b)"
    rf"|(?P<year>(?<![\w.,$€£₩#+:])(?:19|20)\d\d(?![\w%]|[.,:]\d|-\w*[a-z]|{_S}?[°€$£%]))"
    rf"|(?P<quarter>\b(?:Q[1-4]|H[12])\b)"
    rf"|(?P<ordinal>\b[Tt]he\s(?P<nth>3[01]|[12]?\d)(?:st|nd|rd|th)\b)"
    rf"|(?P<deictic>\b(?:[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow)\b)"
    rf"|(?P<determined>\b(?:[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Cc]oming|[Ff]ollowing|[Ss]ame|[Tt]hat)\s"
    rf"(?:(?P<count>few\s|couple\sof\s|\w+\s)?(?P<unit>night|morning|afternoon|evening|day|weekend|week|fortnight|month|quarter|year"
    rf"|{any_of(_WORDS.seasons)})s?)\b)"
    rf"|(?P<span>\b{_UNIT}s?\b)"
    rf"|(?P<season>\b{any_of(_WORDS.seasons)}\b)"
    rf"|(?P<weekend>\bweekend\b)",
)
_DATE_AHEAD = re.compile(rf"(?:\s?,)?\s(?:the\s)?(?:{_DAY}(?:st|nd|rd|th)?(?:{_S}of)?\s)?{_MONTH}(?!\w)")
_DAY_BEFORE = re.compile(
    rf"(?:(?P<weekday>{any_of(w.capitalize() for w in _WORDS.weekdays)}),?\s)?(?:the\s)?(?<!\d)(?P<day>{_DAY})(?:st|nd|rd|th)?"
    rf"(?:{_S}of)?{_S}\Z"
)
_DAYS_BEFORE = re.compile(rf"(?<!\d)(?P<first>{_DAY})(?:st|nd|rd|th)?\s?(?:-|–|—|to|and|or|/)\s?\Z")
_WEEKDAY_BEFORE = re.compile(rf"(?P<weekday>{any_of(w.capitalize() for w in _WORDS.weekdays)}),?{_S}\Z")
_DAY_BEHIND = re.compile(
    rf"{_S}(?:the\s)?(?P<day>{_DAY})(?:st|nd|rd|th)?(?![\w%]|[.,:]\d|{_S}?(?:million|billion|percent|per\scent))"
)
_DAYS_BEHIND = re.compile(rf"\s?(?:-|–|—|to\s|and\s)\s?(?P<last>{_DAY})(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)")
_YEAR_BEHIND = re.compile(rf"(?:{_S}?,)?{_S}(?:of{_S})?(?P<year>{_YEAR})(?![\d%]|,\d|\.\d)")
_WHICH_YEAR = re.compile(
    rf",?{_S}(?:of{_S})?(?P<which>last|this|next|the\sprevious|the\ssame|that|the\sfollowing){_S}year\b"
)
_LATER_YEAR = re.compile(rf",?{_S}(?:a{_S}year{_S}(?P<ago>ago|later|earlier))\b")
_PART_OF_DAY = re.compile(rf"{_S}(?:night|morning|evening|afternoon)\b")
_LOCAL_TIME = re.compile(rf"{_S}\(local{_S}time\)")
_WEEK_BEHIND = re.compile(rf"{_S}(?:of{_S})?(?P<which>last|this|next){_S}week\b|{_S}(?P<ago>a{_S}week{_S}ago)\b")
_WHICH_BEFORE = re.compile(
    rf"(?<!\w)(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he\s(?:previous|past|coming|following)|[Tt]he\ssame)(?:{_S}(?P<year>year)(?:'s|’s))?{_S}\Z"
)
_YEARS_BEFORE = re.compile(rf"(?<!\w)(?P<which>[Ll]ast|[Tt]his|[Nn]ext){_S}year(?:'s|’s){_S}\Z")
_EDGE_BEFORE = re.compile(
    rf"(?<!\w)(?:the{_S})?(?:very{_S})?(?P<edge>{any_of(_WORDS.edges)})(?:{_S}|-)(?:the{_S})?(?:month{_S}of{_S})?\Z",
    re.IGNORECASE,
)
_QUARTER_BEFORE = re.compile(
    rf"(?<!\w)(?:the{_S})?(?P<which>first|second|third|fourth|last){_S}(?P<unit>quarter|half)(?:{_S}of)?{_S}(?:the{_S})?\Z",
    re.IGNORECASE,
)
_ROLE_BEFORE = re.compile(
    rf"(?<!\w)(?P<role>{any_of(_WORDS.roles)}){_S}(?:(?:the|at\sleast|about|around|mid){_S})?\Z", re.IGNORECASE
)
_EARLIER_BEFORE = re.compile(
    rf"(?<!\w)(?P<which>[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate|[Mm]id)(?:{_S}in)?(?:{_S}|-)(?:the{_S})?\Z"
)
_END_BEFORE = re.compile(
    rf"(?<!\w)(?:the{_S})?(?P<edge>{any_of(_WORDS.edges)}){_S}(?:the|this)(?:{_S}(?:current|calendar))?{_S}\Z",
    re.IGNORECASE,
)
_BEFORE_THE = re.compile(rf"(?<!\w)(?:before|until|till){_S}the{_S}\Z", re.IGNORECASE)
_IS_OUT = re.compile(rf"{_S}(?:is|was|be){_S}(?:out|over|up|done)\b|'s{_S}end\b|’s{_S}end\b|-end\b|{_S}ends?\b")
_AGO = re.compile(
    rf"{_S}(?P<which>ago|earlier|before|previously|later|after|afterwards|from{_S}now|hence)\b(?P<of>{_S}\w)?"
)
_TIME_BEHIND = re.compile(r"(?:'|’)s?\stime\b|(?:'|’)\stime\b")
_AHEAD_BEFORE = re.compile(
    rf"(?<!\w)(?P<how>within|inside{_S}of|in{_S}(?:the{_S})?(?:next|coming|following)|over{_S}the{_S}(?:next|coming)|for{_S}the{_S}next|in{_S}under|in{_S}less{_S}than|in|for|over|after|every|each|per)"
    rf"{_S}(?:(?:about|around|some|roughly|at{_S}most|the|another|a{_S}further|up{_S}to|at{_S}least|the{_S}(?:next|coming|following)){_S})*\Z",
    re.IGNORECASE,
)
_VAGUE_BEFORE = re.compile(
    rf"(?<!\w)(?P<how>in|within|over|during|for){_S}(?:the{_S})?(?P<which>coming|next|following)(?:{_S}(?:few|several|couple{_S}of))?{_S}\Z",
    re.IGNORECASE,
)
_A_FEW_BEFORE = re.compile(rf"(?<!\w)(?:a{_S}few|several|a{_S}couple{_S}of|some){_S}\Z", re.IGNORECASE)
_A_BEFORE = re.compile(rf"(?<!\w)(?:an?|the){_S}\Z", re.IGNORECASE)
_DAY_AFTER = re.compile(
    rf"(?<!\w)(?:the|on{_S}the)?{_S}?(?P<which>next|following|previous|same|very{_S}same){_S}\Z", re.IGNORECASE
)
_IN_TIME = frozenset(
    ["in", "of", "since", "by", "from", "until", "till", "before", "after", "during", "early", "late", "mid", "through", "and", "to", "between", "or", "throughout", "spring", "summer", "autumn", "winter", "fall", "end", "year", "years", "as", "around", "for", "about", "already", "back", "over", "into", "beyond", "circa", "election", "fiscal", "financial", "ending", "the"]
)
_WORD_BEFORE = re.compile(r"(?P<word>[\w'’]+)[ \u00a0\n]\Z")
_TENSE = re.compile(rf"\b(?:(?P<cue>{any_of(_WORDS.tense)})|(?P<did>\w{{3,}}ed))(?!\w)", re.IGNORECASE)
_STOP = re.compile(r"[.!?;:]\s|\n\n")
_EVENT_RELATIVE = re.compile(
    rf"\b(?:(?:within|inside|no\slater\sthan|less\sthan|in|at\sleast|up\sto)\s)?(?:the\s)?(?:first\s)?"
    rf"(?:\d{{1,4}}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety|hundred|several|few|some|many)"
    rf"[\s-]{_UNIT}s?\s(?:of|after|before|from|following|into)\s(?!now\b|(?:the\s)?{_MONTH}|\d)(?:\w[\w'’-]*[ ]?){{1,6}}"
    rf"|\b(?:[Aa]fter|[Bb]efore|[Oo]nce|[Uu]ntil|[Uu]pon|[Ff]ollowing|[Aa]s\ssoon\sas|[Ii]n\sthe\sevent\sof|[Dd]uring)\s"
    rf"(?:there\sis\s)?(?:an?\s|the\s|any\s|such\sa\s|all\s)?(?:\w+\s)?"
    rf"(?:cease-?fire|truce|armistice|peace|war|hostilities|fighting|combat|guns|agreement|deal|settlement|ratification|election|elections|withdrawal)\b"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One date of a text.

    Attributes:
        span: The words that give it, without the preposition before them.
        when: The day, month or year meant, no more precise than the words.
        kind: ``point``; ``deadline`` behind "by" and "until"; ``start`` behind "since" and "from"; ``duration``
            for the end of "for two years".
        absolute: Whether the words carry their own year.
        earliest: First day that the words allow: 21 August for "late August".
        latest: Last day that they allow.
    """

    span: Span
    when: When
    kind: Kind
    absolute: bool
    earliest: date
    latest: date


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
    return tuple(_Reader(text, published, tense_at).read())


def find_event_relative(text: str) -> tuple[Span, ...]:
    """The places where an event, not the calendar, sets the time: "within 48 hours of a cease-fire".

    >>> text = "Troops would arrive within 48 hours of a cease-fire."
    >>> [span.of(text) for span in find_event_relative(text)]
    ['within 48 hours of a cease-fire']
    """
    return tuple(Span(m.start(), m.start() + len(m.group().rstrip())) for m in _EVENT_RELATIVE.finditer(text))


class _Reader:
    """One pass over one text."""

    def __init__(self, text: str, published: date | None, tense_at: Callable[[int], str] | None) -> None:
        self.text = text
        self.published = published
        self.tense_at = tense_at
        self.found: list[FoundDate] = []
        self.floor = 0
        self.numeral_ends: dict[int, int] | None = None

    def read(self) -> list[FoundDate]:
        text, at = self.text, 0
        handlers = {
            "numeric": self.numeric,
            "month": self.month,
            "weekday": self.weekday,
            "named": self.named,
            "year": self.year,
            "quarter": self.quarter,
            "ordinal": self.ordinal,
            "deictic": self.deictic,
            "determined": self.determined,
            "span": self.stretch,
            "season": self.season,
            "weekend": self.weekend,
        }
        while (trigger := _TRIGGER.search(text, at)) is not None:
            kind = next(name for name in handlers if trigger[name] is not None)
            one = handlers[kind](trigger)
            if one is None:
                at = trigger.end()
            else:
                self.found.append(one)
                at = self.floor = max(one.span.end, trigger.end())
        return self.found

    # What stands before

    def before(self, start: int) -> str:
        return self.text[max(self.floor, start - _LOOK_BACK) : start]

    def tense(self, at: int) -> str:
        """Which way the sentence looks at a place: by the caller's word, else by the nearest verb before, else behind."""
        if self.tense_at is not None:
            return self.tense_at(at)
        left = self.text[max(0, at - _LOOK_AROUND) : at]
        stops = list(_STOP.finditer(left))
        if stops:
            left = left[stops[-1].end() :]
        cues = list(_TENSE.finditer(left))
        if not cues:
            right = self.text[at : at + _LOOK_AROUND]
            stop = _STOP.search(right)
            cues = list(_TENSE.finditer(right[: stop.start()] if stop else right))[:1]
        for cue in reversed(cues):
            word = cue["cue"]
            if word is None:
                return "past"
            if word.lower() == "to" and cue is not cues[0]:
                continue
            return _WORDS.tense[word.lower()]
        return "past"

    def role(self, start: int) -> Kind:
        match = _ROLE_BEFORE.search(self.text[max(0, start - 30) : start])
        if match is None:
            return "point"
        role = _WORDS.roles[" ".join(match["role"].lower().split())]
        return "deadline" if role == "deadline" else "start"

    def looks_ahead(self, start: int, role: Kind) -> bool:
        if role == "deadline":
            return True
        if role == "start" and self.text[max(0, start - 12) : start].lower().rstrip().endswith("since"):
            return False
        return self.tense(start) == "future"

    def context_year(self, at: int) -> int | None:
        """The year that the text is telling of, where that is not the year of publication."""
        if not self.found:
            return None
        last = self.found[-1]
        if not (last.absolute or self.published is None) or at - last.span.end > _REACH_OF_CONTEXT:
            return None
        year = last.earliest.year
        if self.published is not None and abs(year - self.published.year) <= 1:
            return None
        return year

    # Building the answer

    def make(
        self,
        start: int,
        end: int,
        days: Days | None,
        *,
        absolute: bool = False,
        when: When | None = None,
        kind: Kind | None = None,
    ) -> FoundDate | None:
        if days is None:
            return None
        role = kind or self.role(start)
        return FoundDate(Span(start, end), when or days.when(), role, absolute, days.first, days.last)

    def edged(self, start: int, days: Days) -> tuple[int, Days]:
        """Narrow a month or year by "early", "the end of" and the like before it."""
        match = _EDGE_BEFORE.search(self.before(start))
        if match is None:
            return start, days
        edge = _WORDS.edges[" ".join(match["edge"].lower().split())]
        return start - len(match.group()), reckon.part(days, edge)

    # One handler for each kind of trigger

    def numeric(self, trigger: re.Match[str]) -> FoundDate | None:
        words = trigger["numeric"]
        if "-" in words:
            year, month, day = (int(piece) for piece in words.split("-"))
        else:
            day, month, year = (int(piece) for piece in re.split(r"[./]", words))
            if month > 12 >= day and "/" in words:
                day, month = month, day
        return self.make(trigger.start(), trigger.end(), reckon.day(max(year, 1), month, day), absolute=True)

    def month(self, trigger: re.Match[str]) -> FoundDate | None:
        text = self.text
        word = trigger["month"].rstrip(".").lower()
        number = _MONTHS[word]
        start, end = trigger.start(), trigger.end()
        before = self.before(start)
        day_before = _DAY_BEFORE.search(before)
        days: list[int] = []
        if day_before is not None:
            start -= len(before) - (day_before.start() if day_before["weekday"] else day_before.start())
            days = [int(day_before["day"])]
            first = _DAYS_BEFORE.search(self.before(start))
            if first is not None and int(first["first"]) < days[0]:
                days.insert(0, int(first["first"]))
                start -= len(first.group())
        else:
            behind = _DAY_BEHIND.match(text, end)
            if behind is not None:
                days = [int(behind["day"])]
                end = behind.end()
                last = _DAYS_BEHIND.match(text, end)
                if (
                    last is not None
                    and int(last["last"]) > days[0]
                    and not _DATE_AHEAD.match(" " + text[last.end() : last.end() + 12])
                ):
                    days.append(int(last["last"]))
                    end = last.end()
            weekday = _WEEKDAY_BEFORE.search(before)
            if weekday is not None and days:
                start -= len(weekday.group())
        year_behind = _YEAR_BEHIND.match(text, end)
        if (
            word in ("may", "mar", "march", "jan")
            and not days
            and year_behind is None
            and not self.is_month(trigger, word)
        ):
            return None
        if word in _WORDS.short_months and not days and year_behind is None and word != "sept":
            return None
        if year_behind is not None:
            year = int(year_behind["year"])
            return self.dated(start, year_behind.end(), year, number, days, absolute=True)
        year_or_none, start, end = self.year_of_month(start, end, number, days)
        if year_or_none is None:
            return None
        return self.dated(start, end, year_or_none, number, days, absolute=False)

    def is_month(self, trigger: re.Match[str], word: str) -> bool:
        """Whether "May" or "March" without a day or year is the month."""
        before = self.before(trigger.start())
        if word in ("mar", "jan"):
            return False
        ends = re.search(
            r"(?i)(?<!\w)(?:in|by|until|till|since|from|last|this|next|of|early|late|mid|before|after|during|through|and|to|the|between|for|every|a)[ \n-]\Z",
            before,
        )
        return ends is not None and not re.match(
            r"\s(?:be|have|not|also|well|I|he|she|it|we|they)\b", self.text[trigger.end() : trigger.end() + 6]
        )

    def year_of_month(self, start: int, end: int, number: int, days: list[int]) -> tuple[int | None, int, int]:
        """The year of a month that states none, and where the words for it begin and end."""
        base = self.published
        text = self.text
        which_year = _WHICH_YEAR.match(text, end)
        before = self.before(start)
        years_before = _YEARS_BEFORE.search(before)
        if base is not None and (which_year is not None or years_before is not None):
            match = which_year or years_before
            assert match is not None
            which = match["which"].lower().split()[-1]
            if which in ("last", "this", "next"):
                shift = {"last": -1, "this": 0, "next": 1}[which]
                if which_year is not None:
                    return base.year + shift, start, which_year.end()
                return base.year + shift, start - len(match.group()), end
        context = self.context_year(start)
        if context is not None:
            return context, start, end
        if base is None:
            return None, start, end
        which_before = _WHICH_BEFORE.search(before)
        if which_before is not None and not days:
            which = which_before["which"].lower().split()[-1]
            begins = start - len(which_before.group())
            if which in ("last", "past", "previous"):
                return base.year - (number >= base.month), begins, end
            if which in ("next", "coming", "following"):
                return base.year + (number <= base.month), begins, end
            if which == "this":
                return base.year, begins, end
        return self.nearest_year(start, base, number, days), start, end

    def nearest_year(self, start: int, base: date, number: int, days: list[int]) -> int:
        """Last or next such month or day by tense, but never almost a year off when the other lies close by."""
        wanted = reckon.day(base.year, number, days[0]) if days else None
        ahead_of_base = (wanted.first > base) if wanted is not None else number > base.month
        behind_base = (wanted.first < base) if wanted is not None else number < base.month
        future = self.looks_ahead(start, self.role(start))
        distance = ((number - base.month) % 12) if future else ((base.month - number) % 12)
        if distance >= (9 if self.role(start) == "point" else 11):
            future = not future
        if future:
            return base.year + behind_base
        return base.year - ahead_of_base

    def dated(
        self, start: int, end: int, year: int, number: int, days: list[int], *, absolute: bool
    ) -> FoundDate | None:
        if not 1000 <= year <= 8999:
            return None
        if days:
            first, last = reckon.day(year, number, days[0]), reckon.day(year, number, days[-1])
            if first is None or last is None:
                return None
            local = _LOCAL_TIME.match(self.text, end)
            return self.make(start, local.end() if local else end, Days(first.first, last.last), absolute=absolute)
        start, whole = self.edged(start, reckon.month(year, number))
        return self.make(start, end, whole, absolute=absolute)

    def weekday(self, trigger: re.Match[str]) -> FoundDate | None:
        base, text = self.published, self.text
        start, end = trigger.start(), trigger.end()
        if _DATE_AHEAD.match(text, end) or base is None or text[end : end + 1] in ("s", "’", "'"):
            return None
        number = _WORDS.weekdays[trigger["weekday"].lower()]
        before = self.before(start)
        part = _PART_OF_DAY.match(text, end)
        end = part.end() if part else end
        week = _WEEK_BEHIND.match(text, end)
        which_before = _WHICH_BEFORE.search(before)
        if week is not None:
            shift = {"last": -1, "this": 0, "next": 1}[week["which"]] if week["which"] else -1
            only = reckon.moved(reckon.week(base, shift).first, days=number - 1)
            return self.make(start, week.end(), Days(only, only))
        if which_before is not None:
            which = which_before["which"].lower().split()[-1]
            start -= len(which_before.group())
            if which in ("last", "past", "previous"):
                only = reckon.near_weekday(base, number, ahead=False, strict=True)
            elif which in ("next", "coming", "following"):
                only = reckon.near_weekday(base, number, ahead=True, strict=True)
            else:
                only = reckon.near_weekday(base, number, ahead=self.tense(start) == "future")
            return self.make(start, end, Days(only, only))
        ahead = self.looks_ahead(start, self.role(start))
        only = reckon.near_weekday(base, number, ahead=ahead)
        return self.make(start, end, Days(only, only))

    def named(self, trigger: re.Match[str]) -> FoundDate | None:
        month, number = _WORDS.days[trigger["named"].lower()]
        start, end = trigger.start(), trigger.end()
        year_behind = _YEAR_BEHIND.match(self.text, end)
        if year_behind is not None:
            return self.make(
                start, year_behind.end(), reckon.day(int(year_behind["year"]), month, number), absolute=True
            )
        if self.published is None:
            return None
        return self.make(
            start, end, reckon.day(self.nearest_year(start, self.published, month, [number]), month, number)
        )

    def year(self, trigger: re.Match[str]) -> FoundDate | None:
        start, end = trigger.start(), trigger.end()
        before = self.before(start)
        word = _WORD_BEFORE.search(before)
        number = int(trigger["year"])
        quarter = _QUARTER_BEFORE.search(before)
        if quarter is not None:
            return self.part_of_year(
                start - len(quarter.group()), end, quarter["which"], quarter["unit"], number, absolute=True
            )
        season = re.search(
            rf"(?<!\w)(?:the\s)?(?P<season>{any_of(_WORDS.seasons)})(?:\sof)?\s\Z", before, re.IGNORECASE
        )
        if season is not None:
            first, count = _WORDS.seasons[season["season"].lower()]
            return self.make(start - len(season.group()), end, reckon.months(number, first, count), absolute=True)
        edge = _EDGE_BEFORE.search(before)
        if edge is None and not self.is_year(start, end, word):
            return None
        start, days = self.edged(start, reckon.year(number))
        return self.make(start, end, days, absolute=True)

    def is_year(self, start: int, end: int, word: re.Match[str] | None) -> bool:
        """Whether four figures are a year: behind a preposition of time, in brackets, or where a sentence begins."""
        if word is not None:
            return word["word"].lower() in _IN_TIME or word["word"].lower() in _MONTHS
        last = self.text[max(0, start - 2) : start]
        return not last.strip() or last[-1] in "(–—-/'’" or last in (". ", "; ", ", ", ": ")

    def quarter(self, trigger: re.Match[str]) -> FoundDate | None:
        words = trigger["quarter"]
        behind = re.compile(r"(?:\sof)?\s(\d{4})(?!\d)").match(self.text, trigger.end())
        if behind is None and self.published is None:
            return None
        year = int(behind[1]) if behind else self.published.year  # type: ignore[union-attr]
        if not 1000 <= year <= 8999:
            return None
        count = 3 if words[0] == "Q" else 6
        days = reckon.months(year, (int(words[1]) - 1) * count + 1, count)
        return self.make(trigger.start(), behind.end() if behind else trigger.end(), days, absolute=behind is not None)

    def part_of_year(
        self, start: int, end: int, which: str, unit: str, year: int, *, absolute: bool
    ) -> FoundDate | None:
        size = 3 if unit.lower() == "quarter" else 6
        ordinal = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 12 // size - 1}[which.lower()]
        if ordinal * size >= 12:
            return None
        return self.make(start, end, reckon.months(year, ordinal * size + 1, size), absolute=absolute)

    def ordinal(self, trigger: re.Match[str]) -> FoundDate | None:
        base, start, end = self.published, trigger.start(), trigger.end()
        if base is None or _DATE_AHEAD.match(self.text, end) or re.match(r"\sof\s", self.text[end : end + 4]):
            return None
        lead = re.search(
            r"(?i)\b(?:on|until|by|from|since|the night of|before|after|was|is|till)\s\Z", self.before(start)
        )
        if (
            lead is None
            or (re.match(r"\s(?!of\b|in\b|at\b|and\b|to\b|by\b|with\b|\()[a-z]", self.text[end : end + 5])
            and not self.closed(end))
        ):
            return None
        number = int(trigger["nth"])
        ahead = self.looks_ahead(start, self.role(start))
        month = base.replace(day=1)
        if ahead and number < base.day:
            month = reckon.moved(month, months=1)
        elif not ahead and number > base.day:
            month = reckon.moved(month, months=-1)
        local = _LOCAL_TIME.match(self.text, end)
        return self.make(start, local.end() if local else end, reckon.day(month.year, month.month, number))

    def closed(self, end: int) -> bool:
        return re.match(r"\s(?:he|she|it|they|the|we|his|their|that|this|as)\b", self.text[end : end + 6]) is not None

    def deictic(self, trigger: re.Match[str]) -> FoundDate | None:
        if self.published is None or self.text[trigger.end() : trigger.end() + 2] in ("'s", "’s"):
            return None
        word = trigger["deictic"].lower()
        shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
        part = _PART_OF_DAY.match(self.text, trigger.end())
        only = reckon.moved(self.published, days=shift)
        return self.make(trigger.start(), part.end() if part else trigger.end(), Days(only, only))

    def determined(self, trigger: re.Match[str]) -> FoundDate | None:
        """ "This week", "last year", "the coming months", "the same day"."""
        base, text = self.published, self.text
        start, end = trigger.start("determined"), trigger.end("determined")
        which = trigger["determined"].split()[0].lower()
        unit, count = trigger["unit"].lower(), (trigger["count"] or "").strip().lower()
        if count and not (count in ("few", "couple of") or find_numerals(count)):
            return self.stretch(trigger) if unit in ("day", "week", "month", "year") else None
        if which in ("same", "that", "previous", "following") or (unit == "day" and which != "this"):
            return self.from_last(start, end, which, unit) if not count else None
        if base is None or re.match(r"(?:'s|’s)\s(?:time|end)\b", text[end : end + 8]):
            return None
        if count or trigger["determined"].endswith("s") or which == "coming":
            return self.stretch_of(start, end, which, unit, count)
        begins = start
        earlier = _EARLIER_BEFORE.search(self.before(start))
        if unit in ("night", "evening"):
            only = reckon.moved(base, days=-1 if which == "last" else 0)
            return self.make(start, end, Days(only, only))
        if unit in ("morning", "afternoon", "day"):
            return self.make(start, end, Days(base, base)) if which == "this" and unit != "day" else None
        shift = {"last": -1, "next": 1}.get(which, 0)
        if unit in ("week", "fortnight"):
            days = reckon.week(base, shift)
            return self.make(begins, end, days, when=days.month_of_middle())
        if unit == "weekend":
            return self.make(begins, end, *self.weekend_days(start, shift))
        if unit == "month":
            there = reckon.moved(base.replace(day=1), months=shift)
            days = reckon.month(there.year, there.month)
        elif unit == "quarter":
            first = reckon.moved(date(base.year, (base.month - 1) // 3 * 3 + 1, 1), months=3 * shift)
            days = reckon.months(first.year, first.month, 3)
        elif unit == "year":
            days = reckon.year(base.year + shift)
        else:
            days = self.season_days(unit, base, {"last": "past", "next": "future"}.get(which, "this"))
        if earlier is not None:
            begins = start - len(earlier.group())
            days = self.earlier_or_later(earlier["which"].lower(), days, base)
        else:
            begins, days = self.edged(begins, days)
        quarter = _QUARTER_BEFORE.search(self.before(begins))
        if quarter is not None and unit == "year":
            return self.part_of_year(
                begins - len(quarter.group()), end, quarter["which"], quarter["unit"], days.first.year, absolute=False
            )
        whole = When(f"{days.first.year:04d}") if unit == "year" and earlier is not None else None
        return self.make(begins, end, days, when=whole)

    def earlier_or_later(self, which: str, days: Days, base: date) -> Days:
        if which == "earlier" and days.first <= base <= days.last:
            return Days(days.first, base)
        if which == "later" and days.first <= base <= days.last:
            return Days(base, days.last)
        return reckon.part(days, _WORDS.edges.get(which, (0, 10)))

    def stretch_of(self, start: int, end: int, which: str, unit: str, count: str) -> FoundDate | None:
        """ "The coming weeks", "the next three months", "the last two years"."""
        base = self.published
        if base is None:
            return None
        numerals = find_numerals(count)
        number = (
            int(min(numerals[0].value, 9999)) if numerals else {"day": 4, "week": 4, "month": 4, "year": 4}.get(unit, 1)
        )
        if which == "coming" and not self.text[start:end].endswith("s"):
            number = 1
        unit = {"fortnight": "week"}.get(unit, unit)
        if unit not in ("day", "week", "month", "year"):
            return None
        if which in ("last", "previous"):
            return None
        far = self.ahead(base, number, unit)
        days = Days(base, max(base, far))
        when = When.of_day(far) if numerals and unit in ("day", "week") else reckon.Days(far, far).month_of_middle()
        if unit == "year" or (unit == "month" and not numerals):
            when = When(f"{far.year:04d}")
        return self.make(start, end, days, when=when, kind="deadline")

    def ahead(self, base: date, number: int, unit: str) -> date:
        if unit in ("day", "week"):
            return reckon.moved(base, days=number * (7 if unit == "week" else 1))
        return reckon.moved(base, months=number * (12 if unit == "year" else 1))

    def from_last(self, start: int, end: int, which: str, unit: str) -> FoundDate | None:
        """ "The same day", "the following year": counted from the date found last, else from the day of publication."""
        base = self.anchor(start)
        if base is None:
            return None
        shift = {"same": 0, "that": 0, "previous": -1, "following": 1, "next": 1, "last": -1}.get(which)
        if shift is None or (which == "that" and unit != "day"):
            return None
        lead = re.search(r"(?i)\bthe\s\Z", self.before(start))
        if which != "that":
            if lead is None:
                return None
            start -= len(lead.group())
        if unit == "day":
            only = reckon.moved(base, days=shift)
            return self.make(start, end, Days(only, only))
        if unit == "month":
            there = reckon.moved(base.replace(day=1), months=shift)
            return self.make(start, end, reckon.month(there.year, there.month))
        if unit == "year":
            return self.make(start, end, reckon.year(base.year + shift))
        return None

    def anchor(self, at: int) -> date | None:
        if self.found and at - self.found[-1].span.end < _REACH_OF_CONTEXT and self.found[-1].when.precision != "year":
            return self.found[-1].earliest
        return self.published

    def stretch(self, trigger: re.Match[str]) -> FoundDate | None:
        """A number of days, weeks, months or years with what makes a date of it: "ago", "within", "later"."""
        name = "span" if trigger["span"] is not None else "determined"
        start, end = trigger.start(name), trigger.end(name)
        if name == "determined":
            return None
        unit = trigger[name].lower().rstrip("s")
        text, base = self.text, self.published
        before = self.before(start)
        if unit in ("year", "month", "week"):
            ending = self.ending(start, end, unit)
            if ending is not None:
                return ending
        number, begins = self.counted(start, before)
        if number is None:
            return None
        ago = _AGO.match(text, end)
        if ago is not None and ago["which"] == "ago":
            return self.ago(begins, ago.end("which"), number, unit, base)
        if ago is not None and not (ago["of"] and ago["which"] in ("before", "after")):
            if ago["which"].startswith(("from", "hence")):
                return self.coming(begins, ago.end("which"), number, unit, "in")
            back = ago["which"] in ("earlier", "before", "previously")
            return self.ago(begins, ago.end("which"), -number if not back else number, unit, self.anchor(begins))
        if ago is not None:
            return None
        lead = _AHEAD_BEFORE.search(self.before(begins))
        if lead is None:
            return None
        how = " ".join(lead["how"].lower().split())
        if how in ("after", "every", "each", "per") or re.match(r"\sof\s|-", text[end : end + 4]):
            return None
        in_time = _TIME_BEHIND.match(text, end)
        if how in ("in", "for", "over") and in_time is None and self.tense(begins) != "future":
            return None
        kind: Kind = "duration" if how in ("for", "over") else "deadline"
        return self.coming(begins, in_time.end() if in_time else end, number, unit, how, kind)

    def counted(self, start: int, before: str) -> tuple[int | None, int]:
        """How many of a unit: by the numeral, "a" or "a few" before it; and where those words begin."""
        if self.numeral_ends is None:
            numerals = find_numerals(self.text)
            self.numeral_ends = {n.end: n.start for n in numerals}
            self.numeral_values = {n.end: n.value for n in numerals}
        ends = start - 1
        if ends in self.numeral_ends and self.text[ends] in " \u00a0\n" and self.numeral_ends[ends] >= self.floor:
            return int(min(self.numeral_values[ends], 99999)), self.numeral_ends[ends]
        few = _A_FEW_BEFORE.search(before)
        if few is not None:
            return 3, start - len(few.group())
        one = _A_BEFORE.search(before)
        if one is not None and not one.group().lower().startswith("the"):
            return 1, start - len(one.group())
        if one is not None and re.match(r"\s(?:before|after|earlier)\b(?!\s\w)", self.text[start + 3 : start + 12]):
            return 1, start - len(one.group())
        return None, start

    def ago(self, start: int, end: int, number: int, unit: str, base: date | None) -> FoundDate | None:
        if base is None:
            return None
        if unit in ("minute", "hour"):
            only = reckon.moved(base, days=-(number // 24 if unit == "hour" else 0))
            return self.make(start, end, Days(only, only))
        if unit in ("day", "night"):
            only = reckon.moved(base, days=-number)
            return self.make(start, end, Days(only, only))
        if unit in ("week", "fortnight"):
            count = number * (2 if unit == "fortnight" else 1)
            middle = reckon.moved(base, days=-7 * count)
            days = Days(reckon.moved(middle, days=-3), reckon.moved(middle, days=3))
            when = When.of_day(middle) if abs(count) == 1 else Days(middle, middle).month_of_middle()
            return self.make(start, end, days, when=when)
        if unit == "month":
            there = reckon.moved(base.replace(day=1), months=-number)
            return self.make(start, end, reckon.month(there.year, there.month))
        years = number * {"decade": 10, "quarter": 0}.get(unit, 1)
        there = reckon.moved(base, months=-12 * years)
        return self.make(start, end, reckon.year(there.year))

    def coming(
        self, start: int, end: int, number: int, unit: str, how: str, kind: Kind = "deadline"
    ) -> FoundDate | None:
        base = self.published
        if base is None or unit in ("minute", "quarter", "night"):
            return None
        if unit == "hour":
            number, unit = -(-number // 24), "day"
        number *= {"fortnight": 2, "decade": 10}.get(unit, 1)
        unit = {"fortnight": "week", "decade": "year"}.get(unit, unit)
        far = self.ahead(base, number, unit)
        days = Days(base if kind == "deadline" and how != "in" else min(base, far), far)
        if unit == "day" or (unit == "week" and how.startswith(("within", "inside", "in under", "in less"))):
            when = When.of_day(far)
        elif unit == "year":
            when = When(f"{far.year:04d}")
        else:
            when = Days(far, far).month_of_middle()
        return self.make(start, end, days, when=when, kind=kind)

    def ending(self, start: int, end: int, unit: str) -> FoundDate | None:
        """ "By the end of the year", "before the month is out", "at year-end", "later in the year"."""
        base, text = self.published, self.text
        if base is None:
            return None
        before = self.before(start)
        whole = {
            "year": reckon.year(base.year),
            "month": reckon.month(base.year, base.month),
            "week": reckon.week(base),
        }[unit]
        edge = _END_BEFORE.search(before)
        out = _IS_OUT.match(text, end)
        if edge is None and out is not None and (_BEFORE_THE.search(before) or text[end] in "-'’"):
            return self.make(start, out.end(), self.edge_of(whole, (9, 10), unit), kind="deadline")
        quarter = _QUARTER_BEFORE.search(before)
        if quarter is not None and unit == "year" and re.search(r"(?:the|this)\s\Z", before):
            return self.part_of_year(
                start - len(quarter.group()), end, quarter["which"], quarter["unit"], base.year, absolute=False
            )
        earlier = re.search(r"(?i)(?<!\w)(?P<which>earlier|later)\sin\sthe\s\Z", before)
        if earlier is not None:
            return self.make(
                start - len(earlier.group()), end, self.earlier_or_later(earlier["which"].lower(), whole, base)
            )
        if edge is None or re.match(r"\sof\s", text[end : end + 4]):
            return None
        words = _WORDS.edges[" ".join(edge["edge"].lower().split())]
        days = self.edge_of(whole, words, unit)
        return self.make(start - len(edge.group()), end, days, when=days.month_of_middle() if unit == "week" else None)

    def edge_of(self, whole: Days, edge: tuple[int, int], unit: str) -> Days:
        if unit == "week":
            return Days(reckon.moved(whole.first, days=4), whole.last) if edge == (9, 10) else whole
        return reckon.part(whole, edge)

    def season(self, trigger: re.Match[str]) -> FoundDate | None:
        """A season by itself counts only behind a preposition of time."""
        if self.published is None:
            return None
        start, end = trigger.start(), trigger.end()
        word = trigger["season"].lower()
        if re.match(r"\s(?:of\s)?\d{4}|\w|\sinto\b|\son\b", self.text[end : end + 9]) and not re.match(
            r"\s(?:of\s)?\d{3}\s", self.text[end : end + 9]
        ):
            return None
        lead = re.search(
            r"(?i)(?<!\w)(?:in|by|until|till|before|since|during|for|after)\s(?:the\s)?(?:early\s|late\s|coming\s)?\Z",
            self.before(start),
        )
        if lead is None or (word == "fall" and "the" not in lead.group().lower() and "by" not in lead.group().lower()):
            return None
        which = "future" if self.looks_ahead(start, self.role(start)) else "past"
        which_year = _WHICH_YEAR.match(self.text, end)
        if which_year is not None and which_year["which"] in ("last", "this", "next"):
            shift = {"last": -1, "this": 0, "next": 1}[which_year["which"]]
            first, count = _WORDS.seasons[word]
            return self.make(start, which_year.end(), reckon.months(self.published.year + shift, first, count))
        return self.make(start, end, self.season_days(word, self.published, which))

    def season_days(self, word: str, base: date, which: str) -> Days:
        first, count = _WORDS.seasons[word]
        choices = [reckon.months(year, first, count) for year in range(base.year - 2, base.year + 3)]
        if which == "past":
            return [days for days in choices if days.last < base or (days.first <= base)][-1]
        if which == "future":
            return next(days for days in choices if days.first > base)
        return next(days for days in choices if days.first.year == base.year)

    def weekend(self, trigger: re.Match[str]) -> FoundDate | None:
        lead = re.search(
            r"(?i)(?<!\w)(?:over|at|on|during|by|until|before)\s(?:the\s)?\Z", self.before(trigger.start())
        )
        if self.published is None or lead is None:
            return None
        return self.make(trigger.start(), trigger.end(), self.weekend_days(trigger.start(), None)[0])

    def weekend_days(self, start: int, shift: int | None) -> tuple[Days | None]:
        base = self.published
        if base is None:
            return (None,)
        if shift is None or shift == 0:
            shift = 0 if self.tense(start) == "future" or base.weekday() >= 5 else -1
        saturday = reckon.moved(reckon.week(base, shift).first, days=5)
        return (Days(saturday, reckon.moved(saturday, days=1)),)
