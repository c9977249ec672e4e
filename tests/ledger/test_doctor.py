"""The doctor says what is wrong with a book, and changes nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pledgebook.ledger import Book, Check, Health, doctor
from pledgebook.ledger.doctor import sqlite_version
from pledgebook.model import Reading

MakeReading = Callable[..., Reading]


def health(path: Path) -> dict[str, Health]:
    return {check.name: check.health for check in doctor(path)}


def test_a_sound_book_is_called_sound(book: Book, make_reading: MakeReading) -> None:
    book.add(make_reading("[[Canada will send tanks.]]"))

    found = health(book.path)

    found.pop("SQLite")
    found.pop("language model")
    checks = ["book version", "journal", "integrity", "append-only", "completeness", "takedowns"]
    assert found == dict.fromkeys(checks, Health.GOOD)


def test_the_language_model_is_named_with_its_version() -> None:
    (check,) = [check for check in doctor(None) if check.name == "language model"]

    assert check.health is Health.GOOD
    assert check.says.startswith("en_core_web_sm")
    assert " on spaCy 3." in check.says


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 40, 1), Health.WARNING),
        ((3, 44, 5), Health.WARNING),
        ((3, 44, 6), Health.GOOD),
        ((3, 50, 6), Health.WARNING),
        ((3, 50, 7), Health.GOOD),
        ((3, 51, 2), Health.WARNING),
        ((3, 51, 3), Health.GOOD),
        ((3, 53, 0), Health.GOOD),
        ((4, 0, 0), Health.GOOD),
    ],
)
def test_a_sqlite_that_can_damage_a_book_is_named(version: tuple[int, int, int], expected: Health) -> None:
    check = sqlite_version(version)

    assert check.health is expected
    assert ".".join(map(str, version)) in check.says


def test_a_missing_trigger_is_found(book: Book) -> None:
    with closing(sqlite3.connect(book.path)) as other:
        other.execute("DROP TRIGGER claims_no_update")

    assert health(book.path)["append-only"] is Health.BAD


def test_a_missing_claim_is_found(book: Book, make_reading: MakeReading) -> None:
    book.add(make_reading("[[Canada will send tanks.]]"))
    with closing(sqlite3.connect(book.path, isolation_level=None)) as other:
        other.execute("DROP TRIGGER claims_no_delete")
        other.execute("DELETE FROM claims")

    found = health(book.path)

    assert (found["completeness"], found["append-only"]) == (Health.BAD, Health.BAD)


def test_a_row_that_refers_to_nothing_is_found(book: Book) -> None:
    with closing(sqlite3.connect(book.path, isolation_level=None)) as other:
        other.execute("INSERT INTO clues (reading, whole) VALUES (99, '')")

    (check,) = [check for check in doctor(book.path) if check.name == "integrity"]

    assert check == Check(
        "integrity",
        Health.BAD,
        "a row of clues refers to a row of readings that is not there (1 in all); "
        "restore a backup or read the reports into a new book",
    )


def test_a_file_that_is_no_book_is_a_finding_not_an_error(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Canada will send tanks.")

    assert health(path)["book"] is Health.BAD
    assert path.read_text() == "Canada will send tanks."
