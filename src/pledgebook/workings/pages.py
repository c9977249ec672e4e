"""The file ``<book>.derived.index``: an SQLite database of what was worked out, which may be deleted at any time.

All that one update changes is written in one transaction, with the state of the book that it belongs to. A file that
cannot be used, for whatever reason, counts as not there.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Self

ORDINAL_OF_NONE = date.max.toordinal()
WAIT_SECONDS = 5.0
"""How long to wait for another program that brings the file up to date."""

_TABLES = """
CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE report (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, day INTEGER NOT NULL, origin TEXT, portrait BLOB NOT NULL
);
CREATE TABLE bucket (key INTEGER, day INTEGER, n INTEGER, PRIMARY KEY (key, day, n)) WITHOUT ROWID;
CREATE TABLE pair (
    one INTEGER, other INTEGER, is_later INTEGER NOT NULL, copied INTEGER NOT NULL,
    facts REAL NOT NULL, content REAL NOT NULL, runs REAL NOT NULL, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE TABLE origin (id TEXT PRIMARY KEY, whole BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE month (first INTEGER PRIMARY KEY, before INTEGER NOT NULL, low_day INTEGER NOT NULL, low TEXT NOT NULL,
    high_day INTEGER NOT NULL, high TEXT NOT NULL, used BLOB NOT NULL);
CREATE TABLE pledge (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, actor TEXT NOT NULL, action TEXT NOT NULL,
    hints INTEGER NOT NULL, linked BLOB NOT NULL, told BLOB);
CREATE TABLE claim (id TEXT PRIMARY KEY, pledge TEXT NOT NULL, voice INTEGER NOT NULL, hints INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE TABLE dated (report TEXT PRIMARY KEY, first INTEGER, day INTEGER, untrue BLOB, origin TEXT NOT NULL,
    whole BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE figure (bucket TEXT, report TEXT, place INTEGER, whole BLOB NOT NULL, PRIMARY KEY (bucket, report, place))
    WITHOUT ROWID;
CREATE TABLE in_parts (report TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE part (sums TEXT PRIMARY KEY, actors BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE whole (sum TEXT, actor TEXT, PRIMARY KEY (sum, actor)) WITHOUT ROWID;
CREATE TABLE rest (sum TEXT, actor TEXT, report TEXT, PRIMARY KEY (sum, actor, report)) WITHOUT ROWID;
CREATE TABLE crowd (report TEXT PRIMARY KEY, day INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE candidate (n INTEGER PRIMARY KEY, name TEXT NOT NULL, place TEXT NOT NULL, whole BLOB NOT NULL);
CREATE INDEX pledge_kind ON pledge (actor, action);
CREATE INDEX crowd_day ON crowd (day);
CREATE INDEX candidate_place ON candidate (place, name);
"""
_INDEXES = "CREATE INDEX report_order ON report (day, id);"


class Pages:
    """The database, in one transaction that ``keep`` ends; what is not kept is as if it had never been."""

    def __init__(self, path: Path, *, writes: bool = True) -> None:
        """Open the file, or begin it.

        Args:
            path: The file.
            writes: Whether it is to be changed; who only looks something up keeps nobody waiting.

        Raises:
            sqlite3.Error: It cannot be used.
        """
        self.path = path
        self._connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None, cached_statements=256)
        try:
            for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "trusted_schema = OFF", "cache_size = -65536"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
            if writes and not self._connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                self.make(_TABLES)
        except BaseException:
            self._connection.close()
            raise

    @classmethod
    def of(cls, book: Path, *, writes: bool = True) -> Self:
        """The file that belongs to a book."""
        return cls(Path(f"{book}.derived.index"), writes=writes)

    @staticmethod
    def remove(book: Path) -> None:
        """Delete the file that belongs to a book."""
        with suppress(OSError):
            for ending in ("", "-wal", "-shm"):
                Path(f"{book}.derived.index{ending}").unlink(missing_ok=True)

    def make(self, statements: str) -> None:
        """Make tables."""
        for statement in statements.split(";"):
            if statement.strip():
                self._connection.execute(statement)

    def clear(self) -> None:
        """Forget everything."""
        for name in self._names():
            self._connection.execute(f"DROP TABLE {name}")
        self.make(_TABLES)

    def empty(self, tables: Iterable[str]) -> None:
        """Forget what stands in some tables."""
        for name in tables:
            self._connection.execute(f"DELETE FROM {name}")  # noqa: S608

    def _names(self) -> list[str]:
        return [row[0] for row in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]

    def index(self) -> None:
        """Make the indexes, after much was written."""
        self.make(_INDEXES)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """What a query finds."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first row that a query finds; None if there is none."""
        return self._connection.execute(sql, values).fetchone()

    def write(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Change what one statement says."""
        self._connection.execute(sql, values)

    def write_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Change the same for many."""
        self._connection.executemany(sql, rows)

    def keep(self) -> None:
        """Keep what was written, and go on."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Let go of the file; what was not kept is forgotten."""
        with suppress(sqlite3.Error):
            self._connection.execute("ROLLBACK")
        self._connection.close()

    def streamed(self, sql: str) -> Iterator[Any]:
        """The rows of a query one by one."""
        yield from self._connection.execute(sql)
