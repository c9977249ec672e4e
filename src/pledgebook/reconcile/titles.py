"""Titles that a person did not hold on the day of the report: "former President" for the sitting one, or a title long lost."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pledgebook.data.comparing import comparing
from pledgebook.model import Finding, FindingKind, OfficialClue, Reading, Severity
from pledgebook.reconcile.shelf import Shelf, finding
from pledgebook.reconcile.terms import holds, who_held_instead
from pledgebook.reconcile.words import sentence_bounds

_HISTORY = comparing().patterns["background"]
_TOLD_OF_THE_PAST = comparing().patterns["past_titles"]
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONG_AGO = timedelta(days=60)


def stale_titles(shelf: Shelf) -> Iterator[Finding]:
    """A former holder who holds the office on the report's day, and a holder in whose stead another held it that day.

    The day is the worked-out one: where a stated date cannot be true, the title is held against the date proposed. A
    title told of times past is no mistake.
    """
    for report, reading in shelf.readings.items():
        day = shelf.days.get(report)
        if day is None:
            continue
        named: set[str] = set()
        for official in reading.clues.officials:
            if official.person in named:
                continue
            says, proposal = _wrong(official, reading, day)
            if says:
                named.add(official.person)
                place = shelf.place(report, official.span)
                yield finding(FindingKind.STALE_TITLE, Severity.MEDIUM, [place], says, proposal)


def _wrong(official: OfficialClue, reading: Reading, day: date) -> tuple[str, str]:
    """What is wrong with a title on a day, and the reading proposed; empty if nothing is."""
    if official.former:
        if not holds(official, day):
            return "", ""
        says = f"“{official.text}” is called a former office-holder, but held the office on {day.isoformat()}."
        return says, f"{official.role} {official.person}"
    holder = who_held_instead(official, day)
    if not holder or _is_history(official, reading, day):
        return "", ""
    return f"“{official.text}” did not hold that office on {day.isoformat()}: {holder} did.", ""


def _is_history(official: OfficialClue, reading: Reading, day: date) -> bool:
    """Whether the sentence tells of other times: by a date, a year or a word of the past."""
    text = reading.report.text
    begin, end = sentence_bounds(text, official.span.start, official.span.end)
    sentence = text[begin:end]
    if _HISTORY.search(sentence) or _TOLD_OF_THE_PAST.search(sentence):
        return True
    if any(int(year.group()) != day.year for year in _YEAR.finditer(sentence)):
        return True
    return any(
        begin <= clue.span.start < end and abs(clue.when.earliest - day) > _LONG_AGO for clue in reading.clues.dates
    )
