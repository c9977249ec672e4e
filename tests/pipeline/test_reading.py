"""Sources go into the book one transaction each, once, and what is left out leaves with its reason."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pledgebook.errors import BookError
from pledgebook.ingest import find_sources
from pledgebook.ledger import Book, open_book
from pledgebook.model import Action, Claim, Clues, Mention, Party, Report, Span, Stance
from pledgebook.pipeline import ReadSummary, read_reports

FRENCH = (
    "Le premier ministre canadien a déclaré dimanche à Kiev qu'il n'excluait pas d'envoyer des soldats en Ukraine "
    "après la fin des combats, et que son pays fournirait des armes pour plus d'un milliard de dollars."
)


class FirstSentence:
    """Reads the first sentence of a report as a claim of Canada's; fails on a report that tells it to."""

    def __init__(self, name: str = "first sentence 1") -> None:
        self.name = name
        self.asked: list[str] = []

    def read(self, report: Report) -> tuple[tuple[Claim, ...], Clues]:
        self.asked.append(report.id)
        if "fail now" in report.text:
            raise RecursionError("too deep")
        end = report.text.index(".") + 1
        evidence = Mention("something else" if "misquote" in report.text else report.text[:end], Span(0, end))
        return (Claim(report.id, evidence, Party("CAN"), Stance.WEIGHING, Action.DEPLOY),), Clues(report.id)

    def read_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
        for report in reports:
            yield report, *self.read(report)


def noon() -> datetime:
    return datetime(2025, 9, 6, 12, tzinfo=UTC)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with open_book(tmp_path / "my.book", create=True) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    return made


@pytest.fixture
def read(book: Book, folder: Path) -> Callable[..., ReadSummary]:
    def run(extractor: FirstSentence | None = None) -> ReadSummary:
        return read_reports(find_sources([folder]), book, extractor or FirstSentence(), now=noon)

    return run


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_each_new_report_is_in_the_book_with_its_claims(
    read: Callable[..., ReadSummary], book: Book, folder: Path
) -> None:
    write(folder, "a.txt", "Canada may send troops to Ukraine after the war. The prime minister said so in Kyiv.")

    summary = read()

    assert summary == ReadSummary(1, 0, 1, 0, {}, ())
    (reading,) = book.readings()
    assert [claim.evidence.text for claim in reading.claims] == ["Canada may send troops to Ukraine after the war."]
    assert (reading.learnt, reading.extractor) == (noon(), "first sentence 1")


def test_a_second_reading_changes_nothing_and_asks_the_extractor_nothing(
    read: Callable[..., ReadSummary], book: Book, folder: Path
) -> None:
    write(folder, "a.txt", "Canada may send troops to Ukraine after the war. The prime minister said so in Kyiv.")
    write(folder, "b.txt", FRENCH)
    read()
    length, again = book.length(), FirstSentence()

    summary = read(again)

    assert (summary.reports, summary.known, summary.claims) == (0, 2, 0)
    assert book.length() == length
    assert again.asked == []


def test_a_newer_extractor_reads_a_known_report_again(
    read: Callable[..., ReadSummary], book: Book, folder: Path
) -> None:
    write(folder, "a.txt", "Canada may send troops to Ukraine after the war. The prime minister said so in Kyiv.")
    read()

    assert read(FirstSentence("first sentence 2")).claims == 1
    assert [reading.extractor for reading in book.readings()] == ["first sentence 2"]


def test_a_report_in_another_language_is_kept_and_counted_and_not_read_for_claims(
    read: Callable[..., ReadSummary], book: Book, folder: Path
) -> None:
    write(folder, "a.txt", FRENCH)
    extractor = FirstSentence()

    summary = read(extractor)

    assert (summary.reports, summary.claims, summary.other_languages) == (1, 0, {"fr": 1})
    assert extractor.asked == []
    assert next(book.readings()).report.text.strip() == FRENCH


def test_a_text_too_short_to_tell_its_language_is_read_as_english(
    read: Callable[..., ReadSummary], folder: Path
) -> None:
    write(folder, "a.txt", "Yes. No.")

    assert (read().claims, read().other_languages) == (1, {})


def test_what_cannot_be_read_is_named_with_its_reason_and_noted_in_the_book(
    read: Callable[..., ReadSummary], book: Book, folder: Path
) -> None:
    write(folder, "a.txt", "Canada may send troops to Ukraine after the war. The prime minister said so in Kyiv.")
    write(folder, "empty.txt", "")
    write(folder, "picture.png", "no report")

    summary = read()

    assert [Path(skipped.source).name for skipped in summary.skipped] == ["empty.txt", "picture.png"]
    assert [Path(skipped.source).name for skipped in summary.failed] == ["empty.txt"]
    assert not summary.nothing_read
    assert [Path(refusal.source).name for refusal in book.refusals()] == ["empty.txt"]


def test_a_report_that_the_extractor_fails_on_is_skipped_and_the_next_is_read(
    read: Callable[..., ReadSummary], folder: Path
) -> None:
    write(folder, "a.txt", "Please fail now on this report about troops. The prime minister said so in Kyiv.")
    write(folder, "b.txt", "Canada may send troops to Ukraine after the war. The prime minister said so in Kyiv.")

    summary = read()

    assert summary.reports == 1
    assert [skipped.why for skipped in summary.skipped] == ["no claims could be read: RecursionError: too deep"]


def test_a_claim_that_is_not_verbatim_is_counted_and_not_kept(
    read: Callable[..., ReadSummary], book: Book, folder: Path
) -> None:
    write(folder, "a.txt", "This is a misquote of Canada and its troops. The prime minister said so in Kyiv.")

    summary = read()

    assert (summary.reports, summary.claims, summary.refused) == (1, 0, 1)
    assert next(book.readings()).claims == ()


def test_nothing_was_read_where_all_failed(read: Callable[..., ReadSummary], folder: Path) -> None:
    write(folder, "empty.txt", "")

    assert read().nothing_read


def test_a_stream_of_records_is_read_in_batches_as_it_comes(book: Book, folder: Path) -> None:
    lines = [
        json.dumps({"id": f"r{n}", "text": f"Canada may send {n} troops to Ukraine. He said so."}) for n in range(60)
    ]
    write(folder, "many.jsonl", "\n".join(lines))
    batches: list[tuple[int, int]] = []

    class Watching(FirstSentence):
        def read_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
            together = list(reports)
            batches.append((book.length(), len(together)))
            return super().read_many(together)

    read_reports(find_sources([folder]), book, Watching(), now=noon)

    assert batches == [(0, 24), (24, 24), (48, 12)]


def test_long_reports_are_read_in_smaller_batches(book: Book, folder: Path) -> None:
    for number in range(3):
        write(folder, f"{number}.txt", f"Canada may send {number} troops to Ukraine. " + "He said so again. " * 15_000)
    extractor = FirstSentence()
    sizes: list[int] = []

    class Watching(FirstSentence):
        def read_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
            together = list(reports)
            sizes.append(len(together))
            return super().read_many(together)

    summary = read_reports(find_sources([folder]), book, Watching(extractor.name), now=noon)

    assert (summary.reports, sizes) == (3, [2, 1])


def test_a_batch_that_breaks_in_the_middle_loses_only_the_report_that_breaks_it(
    read: Callable[..., ReadSummary], book: Book, folder: Path
) -> None:
    for name, text in (("a", "Canada may go."), ("b", "Please fail now."), ("c", FRENCH), ("d", "Norway may go.")):
        write(folder, f"{name}.txt", f"{text} The prime minister said so in Kyiv, and reporters heard it.")

    summary = read()

    assert (summary.reports, summary.claims, summary.other_languages) == (3, 2, {"fr": 1})
    assert [Path(skipped.source).name for skipped in summary.skipped] == ["b.txt"]
    assert [len(reading.claims) for reading in book.readings()] == [1, 0, 1]


def test_two_workers_read_the_same_as_one(book: Book, folder: Path) -> None:
    lines = [
        json.dumps({"id": f"r{n}", "text": f"Canada may send {n} troops to Ukraine. He said so."}) for n in range(5)
    ]
    write(folder, "many.jsonl", "\n".join(lines))

    from pledgebook import engine

    assert list(engine.run(str.upper, (line for line in lines), workers=2)) == [line.upper() for line in lines]
    assert read_reports(find_sources([folder]), book, FirstSentence(), now=noon).reports == 5


def test_a_book_that_cannot_be_written_ends_the_run(book: Book, folder: Path) -> None:
    write(folder, "a.txt", "Canada may send troops to Ukraine after the war. The prime minister said so in Kyiv.")
    book.close()

    with pytest.raises(BookError):
        read_reports(find_sources([folder]), book, FirstSentence(), now=noon)
