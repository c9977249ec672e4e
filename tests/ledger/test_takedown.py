"""A report taken down leaves no word in any file of the book; its hash, codes and places stay."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pledgebook.errors import BookError, NotFoundError
from pledgebook.ledger import Book, Health, doctor, open_book
from pledgebook.model import (
    Action,
    Amount,
    Claim,
    Clues,
    ConditionKind,
    DateClue,
    Decision,
    DecisionKind,
    Mention,
    NameClue,
    OfficialClue,
    Party,
    Quantity,
    Reading,
    Remains,
    Report,
    Span,
    Stance,
    StatedAmount,
    StatedCondition,
    StatedQuantity,
    When,
    is_blank,
)

TITLE = "Zanzibarian marigolds for Kyiv"
TEXT = (
    f"{TITLE}\nPrime Minister Mark Carney and Quillon Featherstonehaugh said on 24 August 2025 that Ottawa's grenadiers, "
    "2,000 troops and 12 xylophones worth CA$1 billion, will follow once the cannons fall silent, Zephyrwire reported. "
    "“Peppermint clouds will cover the harbour,” he whispered."
)
WORDS = (
    *("Zanzibarian", "marigolds", "Featherstonehaugh", "Quillon", "Ottawa", "grenadiers", "xylophones"),
    *("cannons", "silent", "Zephyrwire", "Peppermint", "clouds", "harbour", "whispered"),
)
LEARNT = datetime(2025, 9, 5, 8, tzinfo=UTC)
REMAINS = Remains(When("2025-08-24"), ("copy",))


def mention(words: str) -> Mention:
    start = TEXT.index(words)
    return Mention(words, Span(start, start + len(words)))


def reading(extractor: str = "hand 1", name: str = "story") -> Reading:
    """One claim and clues in which every kind of word stands."""
    who, sentence = mention("Ottawa"), mention(TEXT.partition("\n")[2].partition(" “")[0])
    claim = Claim(
        report=name,
        evidence=sentence,
        actor=Party("CAN", who.text, who.span),
        stance=Stance.COMMITTED,
        action=Action.ARM,
        target=Party("UKR", "Kyiv", mention("Kyiv").span),
        items=(mention("xylophones"), mention("grenadiers")),
        quantity=StatedQuantity(Quantity(Decimal(12), "xylophones"), mention("12 xylophones").span),
        amounts=(StatedAmount(Amount(Decimal(10**9), "CAD"), mention("CA$1 billion").span),),
        conditions=(
            StatedCondition(
                ConditionKind.CEASEFIRE, "once the cannons fall silent", mention("once the cannons fall silent").span
            ),
        ),
        speaker=mention("Quillon Featherstonehaugh"),
        outlet=mention("Zephyrwire"),
        stance_cue=mention("will follow"),
        extractor=extractor,
    )
    carney, other = mention("Prime Minister Mark Carney"), mention("Quillon Featherstonehaugh")
    day = mention("24 August 2025")
    clues = Clues(
        report=name,
        dates=(DateClue(When("2025-08-24"), day.text, day.span, True),),
        officials=(
            OfficialClue("Mark Carney", "head of government", "CAN", False, carney.text, carney.span),
            OfficialClue("Quillon Featherstonehaugh", "minister", "CAN", False, other.text, other.span),
        ),
        names=(NameClue("Quillon Featherstonehaugh", other.text, other.span, True),),
        counts=(
            StatedQuantity(Quantity(Decimal(2000), "troops"), mention("2,000 troops").span),
            StatedQuantity(Quantity(Decimal(12), "xylophones"), mention("12 xylophones").span),
        ),
        credits=(mention("Zephyrwire"),),
        quotations=(mention("Peppermint clouds will cover the harbour"),),
        fingerprint=(1, 2),
    )
    report = Report(name, TEXT, outlet="The Gazette", url="https://example.org/1", title=TITLE, source="story.txt")
    return Reading(report, (claim,), clues, LEARNT, extractor)


@pytest.fixture
def full(book: Book) -> Book:
    """A book with the story in the midst of others, read twice."""
    for number in range(40):
        other = Report(f"other-{number}", f"Norway is calm today, said number {number}. " * 40)
        book.add(Reading(other, (), Clues(other.id), LEARNT, "hand 1"))
        if number == 20:
            book.add(reading())
            book.add(replace(reading("hand 2"), learnt=LEARNT + timedelta(hours=1)))
    return book


def redact(book: Book, report: str = "story") -> Decision:
    return book.take_down(Decision(DecisionKind.REDACT, (report,), "Ana", LEARNT, "asked for"), REMAINS)


def words_in(path: Path) -> dict[str, list[str]]:
    """Which of the words stand in which of the book's files."""
    files = sorted(path.parent.glob(f"{path.name}*"))
    return {file.name: [word for word in WORDS if word.encode() in file.read_bytes()] for file in files}


def test_no_word_is_left_in_any_file_of_the_book(full: Book) -> None:
    assert any(words_in(full.path).values())

    redact(full)

    assert not any(words_in(full.path).values())
    full.close()
    assert not any(words_in(full.path).values())


def test_hash_codes_figures_and_places_stay(full: Book) -> None:
    digest = reading().report.digest
    before = full.reading("story")

    redact(full)

    after = full.reading("story")
    (claim,), (was,) = after.claims, before.claims
    assert is_blank(after.report.text)
    assert len(after.report.text) == len(TEXT)
    assert after.report.title is not None
    assert is_blank(after.report.title)
    assert (after.report.outlet, after.report.url, after.report.source) == (
        "The Gazette",
        "https://example.org/1",
        "story.txt",
    )
    assert (claim.id, claim.actor.code, claim.stance, claim.action) == (was.id, "CAN", Stance.COMMITTED, Action.ARM)
    assert claim.amounts == was.amounts
    assert claim.quantity is not None
    assert (claim.quantity.quantity.value, is_blank(claim.quantity.quantity.unit)) == (Decimal(12), True)
    assert [(one.kind, is_blank(one.text), one.span) for one in claim.conditions] == [
        (ConditionKind.CEASEFIRE, True, was.conditions[0].span)
    ]
    assert all(piece.span.of(after.report.text) == piece.text for piece in claim.spans())
    assert [clue.when for clue in after.clues.dates] == [When("2025-08-24")]
    assert [official.person for official in after.clues.officials] == ["Mark Carney"]
    assert after.clues.counts[0].quantity.unit == "troops"
    assert (after.clues.remains, after.clues.fingerprint) == (REMAINS, (1, 2))
    assert (
        full.inspect(
            lambda connection: connection.exec_driver_sql("SELECT digest FROM reports WHERE id = 'story'").scalar_one()
        )
        == digest
    )


def test_a_report_with_characters_that_no_database_holds_is_blanked_too(book: Book) -> None:
    broken = replace(reading().report, text=TEXT + "\0\ud800", id="broken")
    book.add(Reading(broken, (), Clues("broken"), LEARNT, "hand 1"))

    redact(book, "broken")

    assert is_blank(book.reading("broken").report.text)
    assert not any(words_in(book.path).values())


def test_it_is_not_read_again_from_its_source_nor_by_a_newer_extractor(full: Book) -> None:
    redact(full)

    assert full.holds(reading().report.digest, "hand 3")
    assert not full.enter(reading("hand 3")).added
    assert full.taken_down() == {"story": "d1"}
    assert not any(words_in(full.path).values())


def test_other_reports_are_left_as_they_are(full: Book) -> None:
    before = [one for one in full.readings() if one.report.id != "story"]

    redact(full)

    assert [one for one in full.readings() if one.report.id != "story"] == before


def test_the_book_is_append_only_after_as_before(full: Book) -> None:
    redact(full)

    assert all(check.health is not Health.BAD for check in doctor(full.path))
    with closing(sqlite3.connect(full.path)) as other:
        for table in ("reports", "claims", "clues", "takedowns"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                other.execute(f"UPDATE {table} SET rowid = rowid")


def test_the_doctor_tells_of_takedowns_and_finds_a_text_that_came_back(full: Book) -> None:
    def check() -> tuple[Health, str]:
        (found,) = [one for one in doctor(full.path) if one.name == "takedowns"]
        return found.health, found.says

    assert check() == (Health.GOOD, "no report was taken down")
    redact(full)
    assert check() == (Health.GOOD, "reports taken down: 1; their words are gone from the book")

    with closing(sqlite3.connect(full.path, isolation_level=None)) as other:
        other.execute("DROP TRIGGER reports_no_update")
        other.execute("UPDATE reports SET text = 'Ottawa again' WHERE id = 'story'")
    assert check()[0] is Health.BAD


def test_to_do_it_again_decides_nothing_anew(full: Book) -> None:
    first = redact(full)
    length = full.length()

    assert redact(full) == first
    assert full.length() == length


def test_while_another_program_reads_the_words_may_stay_in_the_wal_and_that_is_said(full: Book) -> None:
    with closing(sqlite3.connect(full.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM reports").fetchone()
        with pytest.raises(BookError, match="close that program and run the same command again"):
            redact(full)
        assert is_blank(full.reading("story").report.text)

    redact(full)
    assert not any(words_in(full.path).values())


def test_a_report_that_is_not_there_cannot_be_taken_down(full: Book) -> None:
    with pytest.raises(NotFoundError, match="did you mean story"):
        redact(full, "storey")


def test_a_book_of_the_first_version_is_brought_up_to_date_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "old.book"
    with open_book(path, create=True) as book:
        book.add(reading())
        decided = book.decide(Decision(DecisionKind.CONFIRM, ("claim-1",), "Ana", LEARNT))
        name = book.name()
    with closing(sqlite3.connect(path, isolation_level=None)) as old:  # as the first version would have left it
        old.execute("DROP TABLE takedowns")
        old.execute("UPDATE alembic_version SET version_num = '0001'")
        old.execute("PRAGMA user_version = 1")

    with open_book(path, create=False) as book:
        assert book.name() == name
        assert [one.claims for one in book.readings()] == [reading().claims]
        assert list(book.decisions()) == [decided]
        redact(book)
        assert is_blank(book.reading("story").report.text)
    assert all(check.health is not Health.BAD for check in doctor(path))
