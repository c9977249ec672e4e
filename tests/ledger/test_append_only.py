"""Nobody rewrites the book: not by a change, not by a deletion, not by putting a row in another's place."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import pytest

from pledgebook.errors import BookError
from pledgebook.ledger import Book
from pledgebook.model import Decision, DecisionKind, Reading, Remains

MakeReading = Callable[..., Reading]
NOW = datetime(2025, 9, 5, tzinfo=UTC)
TABLES = ("meta", "reports", "readings", "claims", "clues", "decisions", "refusals", "takedowns")


@pytest.fixture
def full(book: Book, make_reading: MakeReading) -> Book:
    """A book with a row in every table."""
    book.add(make_reading("[[Canada will send tanks.]]"))
    book.decide(Decision(DecisionKind.CONFIRM, ("claim-1",), "Ana", NOW))
    book.refused("notes.bin", "it is not text", NOW)
    book.add(make_reading("[[Norway will send tanks.]]", id="seed-002"))
    book.take_down(Decision(DecisionKind.REDACT, ("seed-002",), "Ana", NOW), Remains())
    return book


@pytest.fixture
def other_program(full: Book) -> closing[sqlite3.Connection]:
    """A connection such as any other program would make."""
    return closing(sqlite3.connect(full.path, isolation_level=None))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "rewriting",
    ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"],
    ids=["deleted", "changed", "replaced"],
)
def test_no_row_is_rewritten(other_program: closing[sqlite3.Connection], table: str, rewriting: str) -> None:
    with other_program as connection:
        before = connection.execute(f"SELECT * FROM {table}").fetchall()
        column = connection.execute(f"PRAGMA table_info({table})").fetchall()[-1][1]

        with pytest.raises(sqlite3.IntegrityError, match="the book is append-only"):
            connection.execute(rewriting.format(table, column))

        assert connection.execute(f"SELECT * FROM {table}").fetchall() == before != []


def test_a_report_is_not_replaced_through_its_id(other_program: closing[sqlite3.Connection]) -> None:
    columns = "id, digest, text, source, learnt"
    with other_program as connection, pytest.raises(sqlite3.IntegrityError, match="the book is append-only"):
        connection.execute(
            f"INSERT OR REPLACE INTO reports ({columns}) VALUES ('seed-001', 'x', 'Russia will send tanks.', '', '')"
        )


def test_a_claim_of_no_reading_is_not_taken(full: Book) -> None:
    with pytest.raises(BookError, match="FOREIGN KEY"):
        full.inspect(
            lambda connection: connection.exec_driver_sql("INSERT INTO clues (reading, whole) VALUES (99, '')")
        )


def test_every_table_is_one_of_record(full: Book) -> None:
    names = full.inspect(
        lambda connection: (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        )
    )
    assert set(names) == {*TABLES, "alembic_version"}
