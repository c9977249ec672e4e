"""Terms of office: on which days a report can be true that gives a person a title.

Only what a source shows forbids anything: a start or an end that a source attests. An
office that the tables do not know, or know without a source, forbids nothing.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pledgebook.data import Office, offices
from pledgebook.model import OfficialClue

_GRACE = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Term:
    """The days on which a person can have held an office.

    Attributes:
        first: First day; None if the tables cannot tell.
        last: Last day; None if the tables cannot tell.
    """

    first: date | None
    last: date | None

    def allows(self, day: date) -> bool:
        """Whether the day can be in the term; the five days around a hand-over are allowed to either holder."""
        return not (self.first and day < self.first - _GRACE) and not (self.last and day > self.last + _GRACE)

    def in_words(self) -> str:
        """``from 2024-07-05``, ``from 2017-01-20 to 2021-01-20``, ``until 2024-07-02``."""
        parts = [f"from {self.first}"] if self.first else []
        if self.last:
            parts.append(f"{'to' if parts else 'until'} {self.last}")
        return " ".join(parts)


def terms_of(official: OfficialClue) -> tuple[Term, ...]:
    """The terms of that person in that office; empty if the tables do not know them."""
    return tuple(_term(row) for row in _rows().get((official.person, official.role, official.body), ()))


def terms_in_words(official: OfficialClue) -> str:
    """When the person held the office, for a sentence: ``from 2017-01-20 to 2021-01-20 and from 2025-01-20``."""
    return " and ".join(term.in_words() for term in terms_of(official))


def can_hold(official: OfficialClue, day: date) -> bool:
    """Whether the person can have held the office that day; true as well where nothing is known."""
    known = terms_of(official)
    return not known or any(term.allows(day) for term in known)


def who_held_instead(official: OfficialClue, day: date) -> str:
    """Who the tables show in the very office that day, where they show too that it was not the person; else empty.

    Terms may be missing from the tables, so what they do not say of the person alone proves nothing.
    """
    rows = _rows().get((official.person, official.role, official.body), ())
    may_hold = can_hold(official, day + _GRACE) and can_hold(official, day - _GRACE)
    if not rows or (may_hold and not _is_over(rows, day)):
        return ""
    others = (
        other
        for title in sorted({row.title for row in rows})
        for other in _holders().get((official.role, official.body, title), ())
    )
    holder = (one.person for one in others if _holds(one, day - _GRACE) and _holds(one, day))
    found = next(holder, "")
    return "" if found == official.person else found


def _is_over(rows: tuple[Office, ...], day: date) -> bool:
    """Whether each term that the tables know had ended by the day, whether or not a source attests the end."""
    return all(row.end is not None and row.end.latest + _GRACE < day for row in rows)


@cache
def _holders() -> Mapping[tuple[str, str, str], tuple[Office, ...]]:
    """Who is attested in each office, by role, body and title; in the order of the tables."""
    holders: defaultdict[tuple[str, str, str], list[Office]] = defaultdict(list)
    for office in offices():
        if "start" in office.attested or "in office" in office.attested:
            holders[office.role, office.body, office.title].append(office)
    return {key: tuple(found) for key, found in holders.items()}


def holds(official: OfficialClue, day: date) -> bool:
    """Whether the tables show that the person held the office that day, both ends shown by a source."""
    return any(_holds(row, day) for row in _rows().get((official.person, official.role, official.body), ()))


def _holds(row: Office, day: date) -> bool:
    if row.start is None or not row.start.latest <= day:
        return False
    if "start" not in row.attested and "in office" not in row.attested:
        return False
    until = row.attested_on.latest if row.attested_on else row.start.latest
    if row.end is not None and "end" in row.attested:
        until = row.end.earliest
    return day <= until


@cache
def _rows() -> Mapping[tuple[str, str, str], tuple[Office, ...]]:
    rows: defaultdict[tuple[str, str, str], list[Office]] = defaultdict(list)
    for office in offices():
        rows[office.person, office.role, office.body].append(office)
    return {key: tuple(found) for key, found in rows.items()}


def _term(row: Office) -> Term:
    first = row.start.earliest if row.start and "start" in row.attested else None
    last = row.end.latest if row.end and "end" in row.attested else None
    return Term(first, last)
