"""All that is SQLite's own: opening the file, taking turns to write, triggers, and what its errors mean.

Three traps shaped this module.

* SQLite before 3.51.3 (but for 3.44.6 and 3.50.7 on their lines) can damage a book in WAL mode when one connection
  checkpoints while another writes. There, each write and the checkpoint behind it hold a lock on a file beside the
  book (``<book>-writer``), so that only one process at a time does either.
* In WAL mode the newest pages stand in ``<book>-wal``. Whoever copies a book that is in use copies neither; the writer
  empties the WAL when it closes.
* A process that opens and closes a file loses every lock it has on it. Nothing here or above reads a book but SQLite.
"""

import errno
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from pledgebook.errors import BookError, NotABookError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

APPLICATION_ID = 0x506C6267
"""``Plbg``: the mark in the file's header that makes it a book."""

RECORD_KEYS: dict[str, tuple[str, ...]] = {
    "meta": ("key",),
    "reports": ("seq", "id", "digest"),
    "readings": ("seq",),
    "claims": ("seq",),
    "clues": ("reading",),
    "decisions": ("seq", "id"),
    "refusals": ("seq",),
    "takedowns": ("report",),
}
"""The tables of record, each with the columns by which a row is replaced."""


def wal_is_risky(version: tuple[int, ...]) -> bool:
    """Whether this SQLite can damage a book when two connections write and checkpoint at once.

    >>> wal_is_risky((3, 40, 1)), wal_is_risky((3, 44, 6)), wal_is_risky((3, 51, 3)), wal_is_risky((3, 53, 0))
    (True, False, False, False)
    """
    mended_lines = {(3, 44): 6, (3, 50): 7}
    mended_at = mended_lines.get((version[0], version[1]))
    if mended_at is not None:
        return version[2] < mended_at
    return (3, 7) <= version < (3, 51, 3)


def append_only_triggers(table: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """SQL that makes a table refuse to have rows changed, deleted or replaced.

    ``INSERT OR REPLACE`` deletes rows without waking a DELETE trigger, hence the third. Migrations
    call this, so it must stay as it is; a table made later may use another.

    A takedown is a decision of kind ``redact``. Its procedure (see takedown) drops the triggers that forbid
    to update reports, claims and clues, blanks the text and all words read from it (the digest stays), and makes
    the triggers again, all in one transaction.
    """
    same = " OR ".join(f"{key} = NEW.{key}" for key in keys)
    there_already = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN {there_already} "
        "BEGIN SELECT RAISE(ABORT, 'the book is append-only'); END",
    )


def trigger_names() -> frozenset[str]:
    """The names of all triggers that keep the book append-only."""
    return frozenset(f"{table}_no_{what}" for table in RECORD_KEYS for what in ("update", "delete", "replace"))


def connect_to(path: Path, *, create: bool, read_only: bool, wait_seconds: float) -> Engine:
    """An engine on the book's file; nothing is opened yet.

    A connection begins a write where its execution options say ``writes=True``, else a read.
    """
    mode = "ro" if read_only else "rwc" if create else "rw"
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    if read_only and not _is_in_use(path):
        address += "&immutable=1"  # SQLite could not make its index of the WAL here, and needs none

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address,
            uri=True,
            timeout=wait_seconds,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _is_in_use(path: Path) -> bool:
    """Whether somebody has the book open in WAL mode, or died while writing it."""
    wal = Path(f"{path}-wal")
    return Path(f"{path}-shm").exists() or (wal.exists() and wal.stat().st_size > 0)


def _set_up(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    for pragma in ("foreign_keys = ON", "recursive_triggers = ON", "synchronous = FULL", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def pragma(connection: Connection, name: str) -> int | str:
    """The value of a setting or counter of the database."""
    value: int | str = connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
    return value


def is_empty(connection: Connection) -> bool:
    """Whether the database holds no table at all."""
    return connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").first() is None


def damage(connection: Connection) -> list[str]:
    """What is wrong with the file's pages or with references between rows; empty if nothing is."""
    pages = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    dangling = [
        f"a row of {table} refers to a row of {other} that is not there"
        for table, _, other, _ in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return [line for line in pages if line != "ok"] + dangling


def triggers(connection: Connection) -> frozenset[str]:
    """The names of the triggers in the database."""
    return frozenset(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())


def brand(connection: Connection, version: int) -> None:
    """Mark the database as a book of this schema version, inside the running transaction."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def use_wal(engine: Engine) -> None:
    """Let readers read while one writes. The file remembers; a busy book keeps the mode it has until next time."""
    with _bare(engine) as cursor:
        try:
            cursor.execute("PRAGMA journal_mode")
            if cursor.fetchone() != ("wal",):
                cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise


def empty_wal(engine: Engine) -> None:
    """Bring everything into the one file, if nobody else is reading; only who wrote does this."""
    with _bare(engine) as cursor, suppress(sqlite3.OperationalError):
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # where it cannot, the next opening reads the WAL


def scrub(engine: Engine) -> bool:
    """Write the whole file anew, without what was overwritten; False where a reader keeps the old pages in the WAL.

    What a row held before an update can stand on in the free room of pages and in the WAL. Filling free room with
    zeros does not reach what was left there when pages were split, hence the whole file.
    """
    with _bare(engine) as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("VACUUM")
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


@contextmanager
def _bare(engine: Engine) -> Iterator[sqlite3.Cursor]:
    """A cursor outside any transaction: some settings cannot be changed inside one."""
    raw = engine.raw_connection()
    try:
        yield raw.cursor()  # type: ignore[misc]
    finally:
        raw.close()


class WriterTurn:
    """Lets one process at a time write and checkpoint, where this SQLite needs that; elsewhere it does nothing."""

    def __init__(self, path: Path, wait_seconds: float, *, needed: bool | None = None) -> None:
        """Take turns on the file beside the book; wait so long for another's turn to end."""
        self._needed = wal_is_risky(sqlite3.sqlite_version_info) if needed is None else needed
        self._path = Path(f"{path}-writer")
        self._book = path
        self._wait_seconds = wait_seconds
        self._thread_lock = threading.RLock()
        self._depth = 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the turn.

        Raises:
            BookError: Another process keeps it for too long.
        """
        if not self._needed:
            yield
            return
        with self._thread_lock:
            if self._depth or fcntl is None:
                yield
                return
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            try:
                self._lock(handle)
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
            finally:
                fcntl.flock(handle, fcntl.LOCK_UN)  # closing is not enough where a fork has the file open too
                os.close(handle)

    def _lock(self, handle: int) -> None:
        waited = 0.0
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if waited >= self._wait_seconds:
                    raise BookError(_busy(self._book)) from None
                time.sleep(_POLL_SECONDS)
                waited += _POLL_SECONDS
            else:
                return


_POLL_SECONDS = 0.02


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the operating system complain of into errors that say what to do next."""
    try:
        yield
    except DBAPIError as error:
        cause = error.orig
        if not isinstance(cause, sqlite3.Error):
            raise
        raise _in_plain_words(path, cause) from error
    except sqlite3.Error as error:
        raise _in_plain_words(path, error) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise BookError(_full(path)) from error
        raise BookError(f"cannot use the book {path}: {error.strerror or error}") from error


def _code(error: sqlite3.Error) -> int:
    """The primary result code: the extended one without its detail; 0 where the error comes from Python's side."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _in_plain_words(path: Path, error: sqlite3.Error) -> BookError:
    code = _code(error)
    if code == sqlite3.SQLITE_IOERR and _is_nearly_full(path):
        code = sqlite3.SQLITE_FULL
    if code == sqlite3.SQLITE_NOTADB:
        return NotABookError(path, "it is no SQLite database, or its beginning is damaged")
    says = {
        sqlite3.SQLITE_FULL: _full(path),
        sqlite3.SQLITE_BUSY: _busy(path),
        sqlite3.SQLITE_LOCKED: _busy(path),
        sqlite3.SQLITE_READONLY: cannot_write(path),
        sqlite3.SQLITE_PERM: f"no permission to use the book {path}; "
        "check the permissions of the file and of its folder",
        sqlite3.SQLITE_CANTOPEN: f"cannot open the book {path}; "
        "check that its folder exists and that you may write there",
        sqlite3.SQLITE_IOERR: f"the disk failed while the book {path} was in use ({error}); "
        "what was read before is kept: check the disk and its free space, then run the same command again",
        sqlite3.SQLITE_CORRUPT: f"the book {path} is damaged ({error}); "
        "restore it from a backup, or make a new one by reading the reports again",
        sqlite3.SQLITE_CONSTRAINT: f"the book {path} refused a change ({error})",
    }
    return BookError(
        says.get(code, f"the book {path} cannot be used: {error}; run 'pledgebook doctor' to find out why")
    )


def _is_nearly_full(path: Path) -> bool:
    """Whether the disk has so little space that the index of a WAL does not fit; SQLite calls that a failed disk."""
    try:
        return shutil.disk_usage(path.absolute().parent).free < _SPACE_FOR_WAL
    except OSError:
        return False


_SPACE_FOR_WAL = 1 << 20


def cannot_write(path: Path) -> str:
    """What to tell whoever wants to write to a book that can only be read."""
    return (
        f"the book {path} can only be read, not written; "
        "check the permissions of the file and of its folder, or copy it to a folder of yours"
    )


def _full(path: Path) -> str:
    return (
        f"no space left to write the book {path}; what was read before is kept: "
        "free some space on that disk and run the same command again"
    )


def _busy(path: Path) -> str:
    return f"another program is writing to the book {path}; wait until it has finished and run the same command again"
