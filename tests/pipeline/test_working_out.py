"""What the book says as of a day, as known by a time, and without being worked out twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pledgebook.ledger import Book, DerivedStore, open_book
from pledgebook.model import (
    Action,
    Claim,
    Clues,
    Dating,
    Ledgered,
    Mention,
    Party,
    Reading,
    Report,
    Span,
    Stance,
    StatedDate,
    When,
)
from pledgebook.pipeline import readings_of, work_out
from pledgebook.reconcile import Grouped, LaidOut, Settled, lay_out, said_by


def reading(
    name: str, text: str, stance: Stance, published: str | None, learnt: int, said: str | None = None
) -> Reading:
    claim = Claim(
        name,
        Mention(text, Span(0, len(text))),
        Party("CAN"),
        stance,
        Action.DEPLOY,
        target=Party("UKR"),
        said=StatedDate(When(said)) if said else None,
    )
    report = Report(name, text, published=When(published) if published else None)
    return Reading(report, (claim,), Clues(name), datetime(2025, 9, learnt, tzinfo=UTC), "hand 1")


AUGUST = reading("august", "Canada may send troops to Ukraine, it said.", Stance.WEIGHING, "2025-08-24", 1)
SEPTEMBER = reading("september", "Ottawa will deploy soldiers in Ukraine soon.", Stance.COMMITTED, "2025-09-04", 5)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with open_book(tmp_path / "my.book", create=True) as opened:
        opened.add_many([AUGUST, SEPTEMBER])
        yield opened


def stances(ledgered: Ledgered) -> list[tuple[str, str]]:
    return [(pledge.actor, pledge.stance.value) for pledge in ledgered.pledges]


def test_the_whole_book_gives_the_latest_stance(book: Book) -> None:
    assert stances(work_out(book)) == [("CAN", "committed")]


def test_as_of_a_day_leaves_out_what_was_said_later(book: Book) -> None:
    assert stances(work_out(book, as_of=When("2025-08"))) == [("CAN", "weighing")]
    assert stances(work_out(book, as_of=When("2025-07-01"))) == []


def test_known_by_a_time_leaves_out_what_the_book_learnt_later(book: Book) -> None:
    assert stances(work_out(book, known_by=datetime(2025, 9, 2, tzinfo=UTC))) == [("CAN", "weighing")]


def test_what_was_worked_out_once_is_used_again_until_the_book_grows(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = work_out(book)
    monkeypatch.setattr("pledgebook.pipeline.lay_out", lambda *_: pytest.fail("worked out again"))

    assert work_out(book) == first
    monkeypatch.undo()
    book.add(reading("october", "Canada has sent troops to Ukraine at last.", Stance.DONE, "2025-10-01", 6))
    assert stances(work_out(book)) == [("CAN", "done")]


def test_questions_about_another_day_or_time_are_answered_again_without_working_out(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    august, early = When("2025-08-31"), datetime(2025, 9, 2, tzinfo=UTC)
    asked = [(None, None), (august, None), (None, early), (august, early)]
    first = [work_out(book, as_of=day, known_by=moment) for day, moment in asked]
    monkeypatch.setattr("pledgebook.pipeline.lay_out", lambda *_: pytest.fail("worked out again"))

    assert [work_out(book, as_of=day, known_by=moment) for day, moment in asked] == first
    assert [len(one.claims) for one in readings_of(book, as_of=august)] == [1]


def test_a_change_of_the_rules_puts_what_was_worked_out_by_the_old_ones_aside(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_out(book)
    monkeypatch.setattr("pledgebook.pipeline.rules_version", lambda: "other rules")
    anew: list[Settled] = []

    def watched(settled: Settled, grouped: Grouped | None) -> LaidOut:
        anew.append(settled)
        return lay_out(settled, grouped)

    monkeypatch.setattr("pledgebook.pipeline.lay_out", watched)

    work_out(book)

    assert len(anew) == 1


def test_the_store_beside_the_book_can_be_deleted_at_any_time(book: Book) -> None:
    first = work_out(book)
    DerivedStore.beside(book).clear()

    assert work_out(book) == first


def test_a_claim_counts_from_the_day_it_was_said() -> None:
    told_later = reading("late", "Canada said in July it may go.", Stance.WEIGHING, "2025-09-04", 6, said="2025-07-01")

    kept = list(said_by(date(2025, 9, 4), [told_later], []))

    assert [len(one.claims) for one in kept] == [1]
    assert list(said_by(date(2025, 9, 3), [told_later], [])) == []


def test_a_report_without_a_date_counts_from_the_day_worked_out_for_it_else_from_when_it_was_learnt() -> None:
    undated = replace(AUGUST, report=replace(AUGUST.report, published=None))

    assert list(said_by(date(2025, 8, 31), [undated], [])) == []
    worked_out = Dating("august", None, When("2025-08-24"))
    assert [one.report.id for one in said_by(date(2025, 8, 31), [undated], [worked_out])] == ["august"]


def test_a_report_keeps_only_the_claims_that_were_said_by_then() -> None:
    ahead = replace(AUGUST.claims[0], said=StatedDate(When("2025-12-01")))

    (kept,) = said_by(date(2025, 9, 1), [replace(AUGUST, claims=(*AUGUST.claims, ahead))], [])

    assert kept.claims == AUGUST.claims
