"""Each report is read by the pack of its language; what nothing reads is kept, and read when its pack comes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pledgebook.ingest import find_sources
from pledgebook.ledger import open_book
from pledgebook.model import Action, Claim, Clues, Mention, Party, Report, Span, Stance
from pledgebook.pipeline import read_reports, reread, to_reread


class FirstWord:
    """Reads one claim from the first word of each report."""

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self, report: Report) -> tuple[tuple[Claim, ...], Clues]:
        end = len(report.text.split()[0])
        mention = Mention(report.text[:end], Span(0, end))
        claim = Claim(report.id, mention, Party("CAN"), Stance.DONE, Action.ARM, extractor=self.name)
        return (claim,), Clues(report.id)

    def read_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
        for report in reports:
            yield report, *self.read(report)


class Readers:
    """Reads English, and other languages by what it is given."""

    def __init__(self, **others: FirstWord) -> None:
        self.readers = {"en": FirstWord("english 1"), **others}

    def of(self, language: str) -> FirstWord | None:
        return self.readers.get(language)


def now() -> datetime:
    return datetime(2025, 9, 6, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report in English, one in Russian, one in English."""
    texts = {
        "a.txt": "Canada will send arms to Ukraine and the other states which asked for them.",
        "b.txt": "Канада отправит Украине оружие и боеприпасы, сообщил премьер-министр страны.",
        "c.txt": "Norway will pay for the ships that the navy has asked for in the spring.",
    }
    (tmp_path / "reports").mkdir()
    for name, text in texts.items():
        (tmp_path / "reports" / name).write_text(text, encoding="utf-8")
    return tmp_path / "reports"


def test_each_report_is_read_by_the_pack_of_its_language_in_the_order_of_the_sources(folder: Path) -> None:
    with open_book(folder.parent / "my.book", create=True) as book:
        summary = read_reports(find_sources([folder]), book, Readers(ru=FirstWord("russian 1")), now=now)
        read = [(reading.report.id, reading.extractor, reading.claims[0].evidence.text) for reading in book.readings()]

    assert (summary.claims, summary.other_languages) == (3, {})
    assert read == [("a", "english 1", "Canada"), ("b", "russian 1", "Канада"), ("c", "english 1", "Norway")]


def test_a_report_that_nothing_reads_is_kept_and_read_again_when_its_pack_is_there(folder: Path) -> None:
    with open_book(folder.parent / "my.book", create=True) as book:
        summary = read_reports(find_sources([folder]), book, Readers(), now=now)
        assert (summary.reports, summary.claims, summary.other_languages) == (3, 2, {"ru": 1})
        assert to_reread(book, Readers()) == ()

        readers = Readers(ru=FirstWord("russian 1"))
        wanted = to_reread(book, readers)
        again = reread(book, readers, wanted, now=now)

        assert (wanted, again.reports, again.before, again.claims) == (("b",), 1, 0, 1)
        assert to_reread(book, readers) == ()
        assert book.reading("b").extractor == "russian 1"


def test_a_reading_with_a_pack_is_not_hidden_by_a_later_one_without(folder: Path) -> None:
    with open_book(folder.parent / "my.book", create=True) as book:
        read_reports(find_sources([folder]), book, Readers(ru=FirstWord("russian 1")), now=now)
        read_reports(find_sources([folder]), book, Readers(), now=now)

        assert book.reading("b").extractor == "russian 1"
