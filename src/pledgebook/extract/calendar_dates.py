"""Dates by the calendar: days, weekdays, months, quarters and years."""

import re
from datetime import date

from pledgebook.extract import date_wording as wording
from pledgebook.extract import day_arithmetic as reckon
from pledgebook.extract.date_reading import FoundDate, Reading
from pledgebook.extract.day_arithmetic import Days
from pledgebook.extract.wording import row_of


class CalendarReading(Reading):
    """Reads the dates that name a day, weekday, month, quarter or year."""

    def numeric(self, trigger: re.Match[str]) -> FoundDate | None:
        """``2025-08-24``, ``24.08.2025``; day before month unless it cannot be."""
        words = trigger["numeric"]
        if "-" in words:
            year, month, day = (int(piece) for piece in words.split("-"))
        else:
            day, month, year = (int(piece) for piece in re.split(r"[./]", words))
            if month > 12 >= day and "/" in words:
                day, month = month, day
        return self.make(trigger.start(), trigger.end(), reckon.day(max(year, 1), month, day), absolute=True)

    def month(self, trigger: re.Match[str]) -> FoundDate | None:
        """``24 August 2025``, ``August 24``, ``late December``, ``May``."""
        text = self.text
        word = row_of(trigger["word"])
        number = wording.MONTHS[word]
        start, end = trigger.start(), trigger.end()
        if word in wording.WORDS.short_months and text[end : end + 1] == ".":
            end += 1
        before = self.before(start)
        day_before = wording.DAY_BEFORE.search(before)
        days: list[int] = []
        if day_before is not None:
            start -= len(before) - day_before.start()
            days = [int(day_before["day"])]
            first = wording.DAYS_BEFORE.search(self.before(start))
            if first is not None and int(first["first"]) < days[0]:
                days.insert(0, int(first["first"]))
                start -= len(first.group())
        else:
            behind = wording.DAY_BEHIND.match(text, end)
            if behind is not None:
                days = [int(behind["day"])]
                end = behind.end()
                last = wording.DAYS_BEHIND.match(text, end)
                if (
                    last is not None
                    and int(last["last"]) > days[0]
                    and not wording.DATE_AHEAD.match(" " + text[last.end() : last.end() + 12])
                ):
                    days.append(int(last["last"]))
                    end = last.end()
            weekday = wording.WEEKDAY_BEFORE.search(before)
            if weekday is not None and days:
                start -= len(weekday.group())
        year_behind = wording.YEAR_BEHIND.match(text, end)
        if wording.BEFORE_OUR_ERA.match(text, end):
            return None
        joint = wording.RANGE_BEHIND.match(text, end) if year_behind is None else None
        if (
            word in ("may", "mar", "march", "jan")
            and not days
            and year_behind is None
            and not self.is_month(trigger, word)
        ):
            return None
        if word in wording.WORDS.short_months and not days and year_behind is None and word != "sept":
            return None
        if year_behind is not None:
            year = int(year_behind["year"])
            return self.dated(start, year_behind.end(), year, number, days, absolute=True)
        if joint is not None:
            year = int(joint["year"]) - (wording.MONTHS[joint["month"].lower().rstrip(".")] < number)
            return self.dated(start, end, year, number, days, absolute=True)
        year_or_none, start, end = self.year_of_month(start, end, number, days)
        if year_or_none is None:
            return None
        return self.dated(start, end, year_or_none, number, days, absolute=False)

    def is_month(self, trigger: re.Match[str], word: str) -> bool:
        """Whether "May" or "March" without a day or year is the month."""
        before = self.before(trigger.start())
        if word in ("mar", "jan"):
            return False
        ends = wording.MONTH_LEAD.search(before)
        return ends is not None and not re.match(
            r"\s(?:be|have|not|also|well|I|he|she|it|we|they)\b", self.text[trigger.end() : trigger.end() + 6]
        )

    def year_of_month(self, start: int, end: int, number: int, days: list[int]) -> tuple[int | None, int, int]:
        """The year of a month that states none, and where the words for it begin and end."""
        base = self.published
        text = self.text
        which_year = wording.WHICH_YEAR.match(text, end)
        before = self.before(start)
        years_before = wording.YEARS_BEFORE.search(before)
        if base is not None and (which_year is not None or years_before is not None):
            match = which_year or years_before
            assert match is not None
            which = match["which"].lower().split()[-1]
            if which in ("last", "this", "next"):
                shift = {"last": -1, "this": 0, "next": 1}[which]
                if which_year is not None:
                    return base.year + shift, start, which_year.end()
                return base.year + shift, start - len(match.group()), end
        context = self.context_year(start, number)
        if context is not None:
            if which_year is not None and base is None:
                last = {"last": -1, "following": 1, "previous": -1, "next": 1}.get(which_year["which"].split()[-1], 0)
                return (self.told or self.found[-1]).earliest.year + last, start, which_year.end()
            return context, start, end
        if base is None:
            return None, start, end
        which_before = wording.WHICH_BEFORE.search(before)
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
        role = self.role(start)
        future = self.looks_ahead(start, role)
        if days:
            return self.nearest_day(base, number, days[0], future)
        distance = ((number - base.month) % 12) if future else ((base.month - number) % 12)
        if distance >= (9 if role == "point" else 11):
            future = not future
        return base.year + (number < base.month) if future else base.year - (number > base.month)

    def nearest_day(self, base: date, number: int, day: int, future: bool) -> int:
        """The year of a day: as the tense has it, unless that is most of a year off and the other within weeks."""
        reach = 8 if (number, day) == (2, 29) else 1
        candidates = [
            found.first
            for year in range(base.year - reach, base.year + reach + 1)
            if (found := reckon.day(year, number, day))
        ]
        if not candidates:  # 31 February: a day in no calendar
            return base.year
        back = max((one for one in candidates if one <= base), default=candidates[0])
        ahead = min((one for one in candidates if one >= base), default=candidates[-1])
        far_back, far_ahead = (base - back).days, (ahead - base).days
        if future:
            return back.year if far_ahead > 270 and far_back < 60 else ahead.year
        return ahead.year if far_back > 270 and far_ahead < 60 else back.year

    def dated(
        self, start: int, end: int, year: int, number: int, days: list[int], *, absolute: bool
    ) -> FoundDate | None:
        """A day, a run of days or the whole month."""
        if not 1000 <= year <= 8999:
            return None
        if days:
            first, last = reckon.day(year, number, days[0]), reckon.day(year, number, days[-1])
            if first is None or last is None:
                return None
            local = wording.LOCAL_TIME.match(self.text, end)
            return self.make(start, local.end() if local else end, Days(first.first, last.last), absolute=absolute)
        start, whole = self.edged(start, reckon.month(year, number))
        return self.make(start, end, whole, absolute=absolute)

    def weekday(self, trigger: re.Match[str]) -> FoundDate | None:
        """``Thursday``, ``last Thursday``, ``Monday next week``."""
        base, text = self.published, self.text
        start, end = trigger.start(), trigger.end()
        if wording.DATE_AHEAD.match(text, end) or base is None or text[end : end + 1] == "s":
            return None
        number = wording.WORDS.weekdays[row_of(trigger["word"])]
        before = self.before(start)
        if wording.NAMED_DAY.search(before):
            return None
        part = wording.PART_OF_DAY.match(text, end)
        end = part.end() if part else end
        week = wording.WEEK_BEHIND.match(text, end)
        which_before = wording.WHICH_BEFORE.search(before)
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
        """``Christmas``, ``New Year``."""
        month, number = wording.WORDS.days[row_of(trigger["word"])]
        start, end = trigger.start(), trigger.end()
        year_behind = wording.YEAR_BEHIND.match(self.text, end)
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
        """``2026``, ``the third quarter of 2026``, ``summer 2026``, ``the end of 2026``."""
        start, end = trigger.start(), trigger.end()
        before = self.before(start)
        word = wording.WORD_BEFORE.search(before)
        number = int(trigger["figure"])
        quarter = wording.QUARTER_BEFORE.search(before)
        if quarter is not None:
            return self.part_of_year(
                start - len(quarter.group()), end, quarter["which"], quarter["unit"], number, absolute=True
            )
        season = re.search(rf"(?<!\w)(?:the\s)?(?P<season>{wording.SEASON})(?:\sof)?\s\Z", before, re.IGNORECASE)
        if season is not None:
            first, count = wording.WORDS.seasons[row_of(season["season"])]
            return self.make(start - len(season.group()), end, reckon.months(number, first, count), absolute=True)
        edge = wording.EDGE_BEFORE.search(before)
        if number < 1900 and wording.NUMBER_OF_THINGS.match(self.text, end):
            return None
        if edge is None and not self.is_year(start, word):
            return None
        start, days = self.edged(start, reckon.year(number))
        return self.make(start, end, days, absolute=True)

    def is_year(self, start: int, word: re.Match[str] | None) -> bool:
        """Whether four figures are a year: behind a preposition of time, in brackets, or where a sentence begins."""
        if (
            wording.YEARS_JOINT.match(self.text, start + 4)
            and int(self.text[start + 4 : start + 9].strip("-–—")[:2]) > 0
        ):
            return True
        if re.fullmatch(r"(?:1\d|20)\d\d[-–—]", self.text[max(0, start - 5) : start]):
            return True
        if word is not None:
            return word["word"].lower() in wording.IN_TIME or word["word"].lower() in wording.MONTHS
        last = self.text[max(0, start - 2) : start]
        return not last.strip() or last[-1] in "(–—-/'’" or last in (". ", "; ", ", ", ": ")

    def quarter(self, trigger: re.Match[str]) -> FoundDate | None:
        """``Q3 2025``, ``H1``."""
        words = trigger["word"]
        behind = re.compile(r"(?:\sof)?\s(\d{4})(?!\d)").match(self.text, trigger.end())
        if behind is None and self.published is None:
            return None
        year = int(behind[1]) if behind else self.published.year  # type: ignore[union-attr]
        if not 1000 <= year <= 8999:
            return None
        count = 3 if words[0] == "Q" else 6
        days = reckon.months(year, (int(words[1]) - 1) * count + 1, count)
        return self.make(trigger.start(), behind.end() if behind else trigger.end(), days, absolute=behind is not None)

    def ordinal(self, trigger: re.Match[str]) -> FoundDate | None:
        """``the 24th`` behind "on", "until" and the like."""
        start, end = trigger.start(), trigger.end()
        base = self.published or (
            self.found[-1].earliest if self.found and self.found[-1].when.precision != "year" else None
        )
        if self.text[max(0, start - 4) : start].lower() != "the ":
            return None
        start -= 4
        if base is None or wording.DATE_AHEAD.match(self.text, end) or re.match(r"\sof\s", self.text[end : end + 4]):
            return None
        lead = re.search(
            r"(?i)\b(?:on|until|by|from|since|the night of|before|after|was|is|till)\s\Z", self.before(start)
        )
        if lead is None or (
            re.match(r"\s(?!of\b|in\b|at\b|and\b|to\b|by\b|with\b|\()[a-z]", self.text[end : end + 5])
            and not self.closed(end)
        ):
            return None
        number = int(trigger["nth"])
        ahead = self.published is None or self.looks_ahead(start, self.role(start))
        month = base.replace(day=1)
        if ahead and number < base.day:
            month = reckon.moved(month, months=1)
        elif not ahead and number > base.day:
            month = reckon.moved(month, months=-1)
        local = wording.LOCAL_TIME.match(self.text, end)
        return self.make(start, local.end() if local else end, reckon.day(month.year, month.month, number))

    def closed(self, end: int) -> bool:
        """Whether a new clause begins here."""
        return re.match(r"\s(?:he|she|it|they|the|we|his|their|that|this|as)\b", self.text[end : end + 6]) is not None
