"""Full-text search over a book's reports and claims, in a file beside it that can be deleted at any time.

The book only grows, so the index catches up by reading the rows behind the last one it
holds. It keeps which words stand where, not the texts; what is shown comes from the book.
"""

import re
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, select

from pledgebook.ledger.book import Book
from pledgebook.ledger.tables import claims, decisions, reports
from pledgebook.model.codes import DecisionKind

MOST_FOUND = 2000
_FORM = "1"
_PAGE = 500
_WORD = re.compile(r"\w+")
_MAKE = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS claim_words
    USING fts5(evidence, people, content='', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE IF NOT EXISTS report_words
    USING fts5(title, outlet, text, content='', tokenize='unicode61 remove_diacritics 2');
"""


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, the best first.

    Attributes:
        claims: Ids of claims.
        reports: Ids of reports.
        more: Whether there was more than is given.
    """

    claims: tuple[str, ...]
    reports: tuple[str, ...]
    more: bool


def query_of(words: str) -> str:
    """What a person types as a query that FTS5 cannot misread: every word, the last one as a beginning.

    >>> query_of('Taurus "missiles" OR deliv')
    '"Taurus" "missiles" "OR" "deliv"*'
    >>> query_of("***")
    ''
    """
    found = _WORD.findall(words)[:20]
    quoted = [f'"{word}"' for word in found]
    if quoted and len(found[-1]) > 1 and not words.endswith((" ", '"')):
        quoted[-1] += "*"
    return " ".join(quoted)


class SearchIndex:
    """The index of one book. Safe to use from several threads."""

    def __init__(self, path: Path | None) -> None:
        """Use the file, or memory where none is given or the disk does not take it."""
        self._lock = threading.Lock()
        self._path = path
        self._index = self._opened(path)

    @classmethod
    def beside(cls, book: Book, *, in_memory: bool = False) -> Self:
        """The index that belongs to a book: ``<book>.derived-search``."""
        return cls(None if in_memory else Path(f"{book.path}.derived-search"))

    @staticmethod
    def forget(book: Book) -> None:
        """Remove the index of a book; the next search makes it anew."""
        for ending in ("", "-journal"):
            Path(f"{book.path}.derived-search{ending}").unlink(missing_ok=True)

    def find(self, book: Book, words: str, most: int = MOST_FOUND) -> Hits:
        """The claims and reports that hold all of the words, the best first."""
        query = query_of(words)
        if not query:
            return Hits((), (), more=False)
        with self._lock:
            found_claims, found_reports = self._found(book, query, most + 1)
        more = max(len(found_claims), len(found_reports)) > most
        return Hits(
            tuple(book.inspect(lambda connection: _ids(connection, claims, found_claims[:most]))),
            tuple(book.inspect(lambda connection: _ids(connection, reports, found_reports[:most]))),
            more,
        )

    def close(self) -> None:
        """Let go of the file. Doing so twice is harmless."""
        with self._lock:
            self._index.close()

    def _found(self, book: Book, query: str, most: int) -> tuple[list[int], list[int]]:
        """Row numbers of claims and reports; where the file was deleted or damaged meanwhile, from a new one."""
        for path in (self._path, None):
            try:
                self._catch_up(book)
                return self._rows("claim_words", query, most), self._rows("report_words", query, most)
            except sqlite3.Error:
                self._index.close()
                self._index = self._opened(path)
        self._catch_up(book)
        return self._rows("claim_words", query, most), self._rows("report_words", query, most)

    def _opened(self, path: Path | None) -> sqlite3.Connection:
        for place in ([str(path)] if path else []) + [":memory:"]:
            with suppress(sqlite3.Error):
                index = sqlite3.connect(place, check_same_thread=False, isolation_level=None, timeout=5)
                try:
                    index.execute("PRAGMA synchronous = OFF")
                    index.execute("PRAGMA secure_delete = ON")
                    index.executescript(_MAKE)
                except sqlite3.DatabaseError:
                    index.close()
                    if path is not None and place == str(path):  # damaged or another program's: made anew in memory
                        continue
                    raise
                return index
        raise sqlite3.OperationalError("this SQLite cannot search texts (no FTS5)")

    def _catch_up(self, book: Book) -> None:
        """Take in what the book has learnt since; begin anew for another book, or when texts were taken out of it."""
        mark = f"{_FORM} {book.name()} {book.inspect(_redactions)}"
        self._index.execute("BEGIN IMMEDIATE")
        try:
            if self._about("mark") != mark:
                for table in ("claim_words", "report_words"):
                    self._index.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")  # noqa: S608
                self._index.execute("DELETE FROM about")
                self._note("mark", mark)
            self._take_in(book, "claim_words", _claim_rows)
            self._take_in(book, "report_words", _report_rows)
        except BaseException:
            self._index.execute("ROLLBACK")
            raise
        self._index.execute("COMMIT")

    def _take_in(self, book: Book, table: str, rows_behind: Any) -> None:
        last = int(self._about(table) or 0)
        while found := book.inspect(partial(rows_behind, last=last)):
            places = ", ".join("?" * len(found[0]))
            columns = {"claim_words": "evidence, people", "report_words": "title, outlet, text"}[table]
            self._index.executemany(
                f"INSERT INTO {table}(rowid, {columns}) VALUES ({places})",  # noqa: S608
                found,
            )
            last = found[-1][0]
        self._note(table, str(last))

    def _rows(self, table: str, query: str, most: int) -> list[int]:
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT ?"  # noqa: S608
        return [row[0] for row in self._index.execute(sql, (query, most))]

    def _about(self, key: str) -> str | None:
        row = self._index.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def _note(self, key: str, value: str) -> None:
        self._index.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, value))


def _redactions(connection: Connection) -> int:
    return len(connection.execute(select(decisions.c.seq).where(decisions.c.kind == DecisionKind.REDACT.value)).all())


def _claim_rows(connection: Connection, last: int) -> list[tuple[Any, ...]]:
    wanted = select(claims.c.seq, claims.c.evidence, claims.c.speaker, claims.c.outlet, claims.c.actor, claims.c.target)
    found = connection.execute(wanted.where(claims.c.seq > last).order_by(claims.c.seq).limit(_PAGE))
    return [(seq, evidence, " ".join(part for part in people if part)) for seq, evidence, *people in found]


def _report_rows(connection: Connection, last: int) -> list[tuple[Any, ...]]:
    wanted = select(reports.c.seq, reports.c.title, reports.c.outlet, reports.c.text)
    found = connection.execute(wanted.where(reports.c.seq > last).order_by(reports.c.seq).limit(_PAGE // 10))
    return [tuple(row) for row in found]


def _ids(connection: Connection, table: Any, seqs: Sequence[int]) -> list[str]:
    by_seq: dict[int, str] = {}
    for start in range(0, len(seqs), _PAGE):
        some = select(table.c.seq, table.c.id).where(table.c.seq.in_(seqs[start : start + _PAGE]))
        by_seq.update({row.seq: row.id for row in connection.execute(some)})
    return [by_seq[seq] for seq in seqs if seq in by_seq]
