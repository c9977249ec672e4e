"""A newer extractor reads the book's reports again, each once, and what it cannot read stands as it was."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pledgebook.errors import NotFoundError
from pledgebook.ledger import Book, open_book
from pledgebook.model import (
    Action,
    Claim,
    Clues,
    Decision,
    DecisionKind,
    Mention,
    Party,
    Reading,
    Remains,
    Report,
    Span,
    Stance,
)
from pledgebook.pipeline import reread, to_reread, work_out

LEARNT = datetime(2025, 9, 6, 12, tzinfo=UTC)
LATER = LEARNT + timedelta(days=30)


class Words:
    """Reads a claim of Canada's from the first words of a report; fails on reports that tell it to."""

    def __init__(self, version: int) -> None:
        self.name = f"words {version}"
        self.version = version

    def read(self, report: Report) -> tuple[tuple[Claim, ...], Clues]:
        if "fail" in report.text:
            raise RecursionError("too deep")
        span = Span(0, 10 + self.version)
        evidence = Mention(span.of(report.text), span)
        stance = Stance.WEIGHING if self.version == 1 else Stance.COMMITTED
        claim = Claim(report.id, evidence, Party("CAN"), stance, Action.ARM, extractor=self.name)
        return (claim,) * (1 if self.version == 1 else 2), Clues(report.id)

    def read_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
        for report in reports:
            yield report, *self.read(report)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Three reports in English, read by the first version, and one in French that was not read."""
    with open_book(tmp_path / "my.book", create=True) as opened:
        for name in ("a", "b", "c"):
            report = Report(name, f"Canada will send arms to Ukraine, said {name}.")
            opened.add(Reading(report, *Words(1).read(report), LEARNT, "words 1"))
        opened.add(Reading(Report("d", "Le Canada enverra des armes.", language="fr"), (), Clues("d"), LEARNT, ""))
        yield opened


def later() -> datetime:
    return LATER


def test_only_what_was_not_read_by_this_extractor_is_read_again(book: Book) -> None:
    assert to_reread(book, Words(1)) == ()
    assert to_reread(book, Words(2)) == ("a", "b", "c")
    assert to_reread(book, Words(2), ["c", "c"]) == ("c",)


def test_the_new_claims_stand_in_place_of_the_old_ones_which_are_kept(book: Book) -> None:
    seen: list[str] = []

    summary = reread(book, Words(2), to_reread(book, Words(2)), now=later, progress=seen.append)

    assert (summary.reports, summary.before, summary.claims, summary.failed) == (3, 3, 6, ())
    assert seen == ["a", "b", "c"]
    assert to_reread(book, Words(2)) == ()
    assert {claim.extractor for reading in book.readings() for claim in reading.claims} == {"words 2"}
    assert {claim.extractor for reading in book.readings(LEARNT) for claim in reading.claims} == {"words 1"}
    assert [str(pledge.stance) for pledge in work_out(book).pledges] == ["committed"]
    assert [str(pledge.stance) for pledge in work_out(book, known_by=LEARNT).pledges] == ["weighing"]


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(book: Book) -> None:
    reread(book, Words(2), ["a"], now=later)

    assert to_reread(book, Words(2)) == ("b", "c")


def test_a_report_that_the_extractor_fails_on_keeps_its_older_reading(book: Book) -> None:
    report = Report("e", "This makes it fail later.")
    book.add(Reading(report, (), Clues("e"), LEARNT, "words 1"))

    summary = reread(book, Words(2), to_reread(book, Words(2)), now=later)

    assert summary.reports == 3
    assert [(skipped.source, "RecursionError" in skipped.why) for skipped in summary.failed] == [("e", True)]
    assert book.reading("e").extractor == "words 1"


def test_a_report_that_was_taken_down_is_not_read_again(book: Book) -> None:
    book.take_down(Decision(DecisionKind.REDACT, ("b",), "Ana", LATER, "asked for"), Remains())

    assert to_reread(book, Words(2)) == ("a", "c")


def test_a_report_that_is_not_there_is_named(book: Book) -> None:
    with pytest.raises(NotFoundError, match="no report 'x'"):
        to_reread(book, Words(2), ["x"])
