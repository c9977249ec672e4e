"""What a book says once new reports were taken in is what all its reports say when they are worked out at once."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.deciding import Desk, Word
from pledgebook.ledger import Book, Mark, open_book
from pledgebook.model import DecisionKind, FindingKind, Ledgered, Reading
from pledgebook.pipeline import findings_in, pledges_of, work_out
from pledgebook.reconcile import bring_together, compare_neighbours, group, is_copy, portraits_of, settle
from pledgebook.workings.answers import bring_up_to_date, keep_answers
from pledgebook.workings.grouping import grouped

FEW = 12
"""Over so many reports use of words is counted here, so that small books are past it."""

SETTINGS = settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

Taken = list[bool]
Draws = Callable[..., Any]
Makes = Callable[[list[Reading]], Book]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Taken:
    """For each time that a book had grown whether what came to it was taken in; small books keep rows too."""
    found: Taken = []

    def watched(book: Book, mark: Mark, lengths: tuple[int, int]) -> bool:
        found.append(bring_up_to_date(book, mark, lengths, FEW))
        return found[-1]

    monkeypatch.setattr("pledgebook.pipeline.grouped", partial(grouped, counted=FEW))
    monkeypatch.setattr("pledgebook.pipeline.keep_answers", partial(keep_answers, least=FEW))
    monkeypatch.setattr("pledgebook.pipeline.bring_up_to_date", watched)
    return found


@pytest.fixture
def make_book(tmp_path: Path) -> Iterator[Callable[[list[Reading]], Book]]:
    """Makes a book of some reports and works out what they say."""
    made: list[Book] = []

    def make(readings: list[Reading]) -> Book:
        book = open_book(tmp_path / f"{len(made)}.book", create=True)
        made.append(book)
        book.add_many(readings)
        work_out(book)
        return book

    yield make
    for book in made:
        book.close()


def at_once(book: Book) -> Ledgered:
    settled = settle(book.readings(), book.decisions())
    portraits = portraits_of(settled.readings)
    return bring_together(settled, group(portraits, compare_neighbours(portraits, is_copy, FEW), settled.decisions))


@SETTINGS
@given(seed=st.integers(0, 10**6), days=st.sampled_from((8, 30, 90)), late=st.booleans())
def test_reports_taken_in_one_by_one_say_what_all_say_at_once(
    thorny: Draws, make_book: Makes, taken: Taken, seed: int, days: int, late: bool
) -> None:
    draw = random.Random(seed)
    feed = thorny(draw, parts=draw.choice((0, 0, 0.1)), undated=draw.choice((0, 0, 0.2)))
    reports = feed.readings(44, days)
    later = reports[24:]
    if late:
        draw.shuffle(later)
    book = make_book(reports[:24] + later[:14])

    for reading in later[14:]:
        book.add(reading)
        assert work_out(book) == at_once(book)


def test_what_came_is_taken_in_and_looked_up_without_working_out_the_rest(
    thorny: Draws, make_book: Makes, taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = thorny(random.Random(11), parts=0, undated=0).readings(80)
    book = make_book(reports[:74])
    monkeypatch.setattr("pledgebook.pipeline.lay_out", lambda *_: pytest.fail("all was worked out"))
    monkeypatch.setattr("pledgebook.pipeline.work_out", lambda *_, **__: pytest.fail("all was read"))
    del taken[:]

    for reading in reports[74:]:
        book.add(reading)
        now = at_once(book)
        assert findings_in(book) == now.findings
        assert pledges_of(book, ["CAN", "NOR"]) == tuple(one for one in now.pledges if one.actor in ("CAN", "NOR"))
    assert taken == [True] * 12


def test_a_report_that_tells_of_parts_makes_all_be_worked_out(thorny: Draws, make_book: Makes, taken: Taken) -> None:
    plain = thorny(random.Random(6), parts=0, undated=0).readings(70)
    book = make_book(plain)
    parts = thorny(random.Random(7), parts=1, undated=0).readings(80)
    parts = [one for one in parts if "part of a package" in one.report.text][-2:]
    del taken[:]

    for reading in parts:
        book.add(reading)
        assert work_out(book) == at_once(book)
    assert not any(taken)


def decided(book: Book, reports: list[Reading]) -> None:
    """One claim is rejected, another corrected, a finding dismissed and another accepted, two reports made one origin."""
    desk = Desk(book)
    rejected, corrected = (pledge.claims[0].id for pledge in work_out(book).pledges[:2])
    desk.judge_claims(DecisionKind.REJECT, [rejected], word(1))
    desk.correct(corrected, "stance", "willing", word(2))
    other = [one for one in work_out(book).findings if one.kind is not FindingKind.FALSE_DELIVERY]
    desk.judge_findings(DecisionKind.DISMISS, [other[0].id], word(3))
    desk.judge_findings(DecisionKind.ACCEPT, [other[1].id], word(4))
    desk.judge_origin(DecisionKind.SAME_ORIGIN, [reports[3].report.id, reports[40].report.id], word(5))


def word(hour: int) -> Word:
    return Word("Ana", datetime(2025, 12, 1, hour, tzinfo=UTC), "so it is")


def test_new_reports_are_taken_in_beside_what_people_have_decided(
    thorny: Draws, make_book: Makes, taken: Taken
) -> None:
    reports = thorny(random.Random(11), parts=0, undated=0).readings(80)
    book = make_book(reports[:76])
    decided(book, reports)
    assert work_out(book) == at_once(book)
    del taken[:]

    for reading in reports[76:]:
        book.add(reading)
        now = at_once(book)
        assert work_out(book) == now
        assert findings_in(book) == now.findings
    assert any(taken[::2])
    assert any(one.accepted_by for one in now.findings)


def test_beside_a_merge_of_pledges_all_is_worked_out(thorny: Draws, make_book: Makes, taken: Taken) -> None:
    reports = thorny(random.Random(11), parts=0, undated=0).readings(80)
    book = make_book(reports[:79])
    first = [pledge for pledge in work_out(book).pledges if (pledge.actor, pledge.action) == ("CAN", "fund")]
    Desk(book).merge([first[0].id, first[1].id], word(1))
    book.add(reports[79])
    del taken[:]

    assert work_out(book) == at_once(book)
    assert findings_in(book) == at_once(book).findings
    assert taken == [False, True]  # worked out anew, then found as kept


def test_a_report_read_anew_makes_all_be_worked_out(thorny: Draws, make_book: Makes, taken: Taken) -> None:
    reports = thorny(random.Random(6), parts=0, undated=0).readings(80)
    book = make_book(reports)
    del taken[:]
    again = reports[40]
    book.add(Reading(again.report, again.claims[:-1], again.clues, datetime.now(UTC), "hand 2"))

    assert work_out(book) == at_once(book)
    assert taken == [False]
