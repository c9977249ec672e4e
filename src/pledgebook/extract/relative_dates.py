"""Dates counted from another day: "yesterday", "last week", "within ten days", "two months later"."""

import re
from datetime import date

from pledgebook.extract import date_wording as wording
from pledgebook.extract import day_arithmetic as reckon
from pledgebook.extract.calendar_dates import CalendarReading
from pledgebook.extract.date_reading import FoundDate, Kind
from pledgebook.extract.day_arithmetic import Days
from pledgebook.extract.numerals import find_numerals, numeral_before
from pledgebook.extract.wording import row_of
from pledgebook.model import When

_REACH_OF_THE_DAY = 600
_PARTS_OF_A_DAY = ("day", "morning", "afternoon", "evening", "night")


class RelativeReading(CalendarReading):
    """Reads the dates that lean on the day of publication or on a date before them."""

    def deictic(self, trigger: re.Match[str]) -> FoundDate | None:
        """``yesterday``, ``today``."""
        if self.published is None or self.text[trigger.end() : trigger.end() + 2] in ("'s", "’s"):
            return None
        word = row_of(trigger["word"])
        shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
        part = wording.PART_OF_DAY.match(self.text, trigger.end())
        only = reckon.moved(self.published, days=shift)
        return self.make(trigger.start(), part.end() if part else trigger.end(), Days(only, only))

    def determined(self, trigger: re.Match[str]) -> FoundDate | None:
        """Read "this week", "last year", "the coming months", "the same day"."""
        base, text = self.published, self.text
        behind = wording.DETERMINED.match(text, trigger.end())
        if behind is None:
            return None
        start, end = trigger.start(), behind.end()
        which = row_of(trigger["word"])
        unit, count = row_of(behind["unit"]), (behind["count"] or "").strip().lower()
        if base is None and behind["plural"]:
            return None
        if count and not (count in ("few", "couple of") or find_numerals(count)):
            return None
        if which in ("same", "that", "previous", "following") or (unit == "day" and which != "this") or base is None:
            return self.from_last(start, end, which, unit) if not count else None
        if base is None or re.match(r"(?:'s|’s)\s(?:time|end)\b", text[end : end + 8]):
            return None
        if count or behind["plural"] or which == "coming":
            return self.stretch_of(start, end, which, unit, count)
        begins = start
        earlier = wording.EARLIER_BEFORE.search(self.before(start))
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
        quarter = wording.QUARTER_BEFORE.search(self.before(begins))
        if quarter is not None and unit == "year":
            return self.part_of_year(
                begins - len(quarter.group()), end, quarter["which"], quarter["unit"], days.first.year, absolute=False
            )
        whole = When(f"{days.first.year:04d}") if unit == "year" and earlier is not None else None
        return self.make(begins, end, days, when=whole)

    def earlier_or_later(self, which: str, days: Days, base: date) -> Days:
        """The part of a year or month before or behind the day of publication, or its edge."""
        if which == "earlier" and days.first <= base <= days.last:
            return Days(days.first, base)
        if which == "later" and days.first <= base <= days.last:
            return Days(base, days.last)
        return reckon.part(days, wording.WORDS.edges.get(which, (0, 10)))

    def stretch_of(self, start: int, end: int, which: str, unit: str, count: str) -> FoundDate | None:
        """Read "the coming weeks", "the next three months", "the last two years"."""
        base = self.published
        if base is None:
            return None
        numerals = find_numerals(count)
        number = (
            min(int(numerals[0].value), 9999) if numerals else {"day": 4, "week": 4, "month": 4, "year": 4}.get(unit, 1)
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
        """The day so many units ahead."""
        if unit in ("day", "week"):
            return reckon.moved(base, days=number * (7 if unit == "week" else 1))
        return reckon.moved(base, months=number * (12 if unit == "year" else 1))

    def from_last(self, start: int, end: int, which: str, unit: str) -> FoundDate | None:
        """Read "the same day": counted from the date found last, else from the day of publication."""
        base = self.anchor(start)
        if base is None and unit == "year" and self.told is not None:
            base = self.told.earliest
        if base is None:
            return None
        shift = {"same": 0, "that": 0, "previous": -1, "following": 1, "next": 1, "last": -1}.get(which)
        if shift is None or (unit in _PARTS_OF_A_DAY and self.found and self.found[-1].when.precision != "day"):
            return None
        lead = re.search(r"(?i)\bthe\s\Z", self.before(start))
        if which != "that":
            if lead is None:
                return None
            start -= len(lead.group())
        if unit in _PARTS_OF_A_DAY:
            only = reckon.moved(base, days=shift)
            return self.make(start, end, Days(only, only))
        if unit == "month":
            there = reckon.moved(base.replace(day=1), months=shift)
            back = wording.A_YEAR_BACK.match(self.text, end) if which == "same" else None
            if back is not None:
                return self.make(start, back.end(), reckon.month(there.year - 1, there.month))
            return self.make(start, end, reckon.month(there.year, there.month))
        if unit in wording.WORDS.seasons and self.published is None and which in ("that", "following", "next"):
            return self.make(start, end, self.season_told(unit, base))
        if unit == "year":
            return self.make(start, end, reckon.year((self.year_told(start) or base.year) + shift))
        return None

    def year_told(self, at: int) -> int | None:
        """The year of the date found last, where that is not far."""
        last = self.told
        return last.earliest.year if last is not None and at - last.span.end < 1500 else None

    def stretch(self, trigger: re.Match[str]) -> FoundDate | None:
        """A number of days, weeks, months or years with what makes a date of it: "ago", "within", "later"."""
        start, end = trigger.start(), trigger.end()
        unit = row_of(trigger["word"]).rstrip("s")
        text, base = self.text, self.published
        before = self.before(start)
        if unit in ("year", "month", "week"):
            ending = self.ending(start, end, unit)
            if ending is not None:
                return ending
        if unit == "quarter":
            return self.quarter_alone(start, end, before)
        if unit == "day" and (the_day := wording.THE_DAY_BEFORE.search(before)) is not None and text[end - 1] == "y":
            return self.the_day(start - len(the_day.group()), end, the_day["lead"].lower())
        number, begins = self.counted(start, before)
        if number is None:
            return None
        ago = wording.AGO.match(text, end)
        if ago is not None and ago["which"] == "ago":
            return self.ago(begins, ago.end("which"), number, unit, base)
        if ago is not None and not (ago["of"] and ago["which"] in ("before", "after")):
            if ago["which"].startswith(("from", "hence")):
                return self.coming(begins, ago.end("which"), number, unit, "in")
            back = ago["which"] in ("earlier", "before", "previously")
            return self.ago(begins, ago.end("which"), -number if not back else number, unit, self.anchor(begins))
        if ago is not None:
            return None
        lead = wording.AHEAD_BEFORE.search(self.before(begins))
        if lead is None:
            return None
        how = row_of(lead["how"])
        if how in ("after", "every", "each", "per") or re.match(r"\sof\s|-", text[end : end + 4]):
            return None
        in_time = wording.TIME_BEHIND.match(text, end)
        if how in ("in", "for", "over") and in_time is None and self.tense(begins) != "future":
            return None
        kind: Kind = "duration" if how in ("for", "over") else "deadline"
        return self.coming(begins, in_time.end() if in_time else end, number, unit, how, kind)

    def the_day(self, start: int, end: int, lead: str) -> FoundDate | None:
        """Read "later in the day", "to end the day": the day told last, else the day of publication."""
        if wording.THE_DAY_OF.match(self.text, end) or (
            wording.THE_DAY_IT.match(self.text, end) and not lead.endswith("in")
        ):
            return None
        last = self.found[-1] if self.found else None
        near = last is not None and last.when.precision == "day" and start - last.span.end < _REACH_OF_THE_DAY
        only = last.latest if near and last is not None else self.published
        return self.make(start, end, Days(only, only) if only else None)

    def quarter_alone(self, start: int, end: int, before: str) -> FoundDate | None:
        """Read "the fourth quarter", "third-quarter results": the last such quarter that has begun, or the next one."""
        base, named = self.published, wording.QUARTER_ALONE.search(before)
        if base is None or named is None or wording.QUARTER_OF.match(self.text, end):
            return None
        number = {"first": 0, "second": 1, "third": 2, "fourth": 3}[named["which"].lower()]
        start -= len(named.group())
        begun = number * 3 + 1 <= base.month
        year = base.year + (
            begun and number * 3 + 3 < base.month if self.looks_ahead(start, self.role(start)) else begun - 1
        )
        return self.make(start, end, reckon.months(year, number * 3 + 1, 3))

    def counted(self, start: int, before: str) -> tuple[int | None, int]:
        """How many of a unit: by the numeral, "a" or "a few" before it; and where those words begin."""
        numeral = (
            numeral_before(self.text, start - 1) if self.text[start - 1 : start] in (" ", "\u00a0", "\n") else None
        )
        if numeral is not None and numeral.start >= self.floor:
            return min(int(numeral.value), 99_999), numeral.start
        few = wording.A_FEW_BEFORE.search(before)
        if few is not None:
            return 3, start - len(few.group())
        one = wording.A_BEFORE.search(before)
        if one is not None and not one.group().lower().startswith("the"):
            return 1, start - len(one.group())
        if one is not None and re.match(r"\s(?:before|after|earlier)\b(?!\s\w)", self.text[start + 3 : start + 12]):
            return 1, start - len(one.group())
        return None, start

    def ago(self, start: int, end: int, number: int, unit: str, base: date | None) -> FoundDate | None:
        """``seven months ago``, ``two days earlier``; a negative number looks ahead."""
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
        """``within ten days``, ``in two weeks``, ``for two years``."""
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
        """Read "by the end of the year", "before the month is out", "at year-end", "later in the year"."""
        base, text = self.published or self.told_day(start, unit), self.text
        if base is None:
            return None
        before = self.before(start)
        whole = {
            "year": reckon.year(base.year),
            "month": reckon.month(base.year, base.month),
            "week": reckon.week(base),
        }[unit]
        edge = wording.END_BEFORE.search(before)
        out = wording.IS_OUT.match(text, end)
        if edge is None and out is not None and (wording.BEFORE_THE.search(before) or text[end] in "-'’"):
            return self.make(start, out.end(), self.edge_of(whole, (9, 10), unit), kind="deadline")
        quarter = wording.QUARTER_BEFORE.search(before)
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
        words = wording.WORDS.edges[row_of(edge["edge"])]
        days = self.edge_of(whole, words, unit)
        return self.make(start - len(edge.group()), end, days, when=days.month_of_middle() if unit == "week" else None)

    def told_day(self, at: int, unit: str) -> date | None:
        """The day that a history told last, where it is known as finely as a year, month or week needs."""
        if not self.found or self.context_year(at) is None:
            return None
        fine = {"week": ("day",), "month": ("day", "month")}.get(unit, ("day", "month", "year"))
        last = self.told or self.found[-1]
        return last.earliest if last.when.precision in fine else None

    def edge_of(self, whole: Days, edge: tuple[int, int], unit: str) -> Days:
        """A part of a week, month or year."""
        if unit == "week":
            return Days(reckon.moved(whole.first, days=4), whole.last) if edge == (9, 10) else whole
        return reckon.part(whole, edge)

    def season(self, trigger: re.Match[str]) -> FoundDate | None:
        """A season by itself counts only behind a preposition of time."""
        start, end = trigger.start(), trigger.end()
        word = row_of(trigger["word"])
        base = self.published or self.told_day(start, "year")
        if base is None:
            return None
        if re.match(r"\s(?:of\s)?\d{4}|\w|\sinto\b|\son\b", self.text[end : end + 9]) and not re.match(
            r"\s(?:of\s)?\d{3}\s", self.text[end : end + 9]
        ):
            return None
        if re.match(r"\sof\s(?!last|this|next|that|the\s)", self.text[end : end + 8]):
            return None
        lead = re.search(
            r"(?i)(?<!\w)(?:in|by|until|till|before|since|during|for|after|over|throughout)\s(?:the\s)?(?:early\s|late\s|coming\s)?\Z",
            self.before(start),
        )
        if lead is None or (word == "fall" and "the" not in lead.group().lower() and "by" not in lead.group().lower()):
            return None
        if self.published is None:
            return self.make(start, end, self.season_told(word, base))
        which = "future" if self.looks_ahead(start, self.role(start)) else "past"
        which_year = wording.WHICH_YEAR.match(self.text, end)
        if which_year is not None and which_year["which"] in ("last", "this", "next"):
            shift = {"last": -1, "this": 0, "next": 1}[which_year["which"]]
            first, count = wording.WORDS.seasons[word]
            return self.make(start, which_year.end(), reckon.months(base.year + shift, first, count))
        return self.make(start, end, self.season_days(word, base, which))

    def season_told(self, word: str, told: date) -> Days:
        """The season of that name in the year of the day told last, or in the next year where it has gone by."""
        first, count = wording.WORDS.seasons[word]
        precise = self.told is not None and self.told.when.precision != "year"
        return reckon.months(told.year + (precise and told.month - first > 4), first, count)

    def season_days(self, word: str, base: date, which: str) -> Days:
        """The season of that name that is past, ahead or of this year."""
        first, count = wording.WORDS.seasons[word]
        choices = [reckon.months(year, first, count) for year in range(base.year - 2, base.year + 3)]
        if which == "past":
            return [days for days in choices if days.last < base or (days.first <= base)][-1]
        if which == "future":
            return next(days for days in choices if days.first > base)
        return next(days for days in choices if days.first.year == base.year)

    def weekend(self, trigger: re.Match[str]) -> FoundDate | None:
        """``over the weekend``."""
        lead = re.search(
            r"(?i)(?<!\w)(?:over|at|on|during|by|until|before)\s(?:the\s)?\Z", self.before(trigger.start())
        )
        if self.published is None or lead is None:
            return None
        return self.make(trigger.start(), trigger.end(), self.weekend_days(trigger.start(), None)[0])

    def weekend_days(self, start: int, shift: int | None) -> tuple[Days | None]:
        """The weekend so many weeks ahead; None: the one that the tense says."""
        base = self.published
        if base is None:
            return (None,)
        if shift is None or shift == 0:
            shift = 0 if self.tense(start) == "future" or base.weekday() >= 5 else -1
        saturday = reckon.moved(reckon.week(base, shift).first, days=5)
        return (Days(saturday, reckon.moved(saturday, days=1)),)
