"""The book in one file: opens it, keeps readings and decisions, and reads them back as a stream."""

import difflib
import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, func, insert, select

from pledgebook.errors import BookError, NotABookError, NotFoundError
from pledgebook.ledger import rows, sqlite, tables
from pledgebook.ledger.codec import decode, encode, printable
from pledgebook.ledger.door import admitted, fit_id
from pledgebook.ledger.interface import Entry, Refusal
from pledgebook.ledger.schema import migrate
from pledgebook.ledger.takedown import take_down
from pledgebook.model.clue import Remains
from pledgebook.model.reading import Decision, Reading

T = TypeVar("T")

PAGE = 20
"""How many reports are read at a time."""

_DECISIONS = select(tables.decisions.c.whole).order_by(tables.decisions.c.seq)


def open_book(path: Path | str, *, create: bool, wait_seconds: float = 10.0) -> "Book":
    """Open the book in a file, and bring an older one up to date.

    Args:
        path: The file.
        create: Make the book if there is none.
        wait_seconds: How long to wait for another program that is writing.

    Raises:
        NotABookError: No such file (unless ``create``), a file of another kind, or a book of a newer version.
        BookError: Locked, read-only, damaged, or no space left.
    """
    path = Path(path)
    with sqlite.plain_errors(path):
        _check_file(path, create=create)
        read_only = path.exists() and not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))
        engine = sqlite.connect_to(path, create=create, read_only=read_only, wait_seconds=wait_seconds)
        turn = sqlite.WriterTurn(path, wait_seconds)
        try:
            _bring_up_to_date(engine, turn, path, create=create, read_only=read_only)
        except BaseException:
            engine.dispose()
            raise
    return Book(path, engine, turn, read_only=read_only)


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise NotABookError(path, "it is a folder")
    if not path.exists():
        if not create:
            raise NotABookError(path, f"there is no such file yet; 'pledgebook read FOLDER --book {path}' makes one")
        if not path.absolute().parent.is_dir():
            raise BookError(f"cannot make the book {path}: there is no folder {path.absolute().parent}; make it first")
        return
    # No look into the file itself: closing it again would let go of every lock that this process has on it.
    if path.stat().st_size == 0 and not create:
        raise NotABookError(path, f"it is empty; 'pledgebook read FOLDER --book {path}' makes a book of it")


def _bring_up_to_date(engine: Engine, turn: sqlite.WriterTurn, path: Path, *, create: bool, read_only: bool) -> None:
    with engine.connect() as connection:
        version = _version(connection, path, create=create)
        if version == tables.SCHEMA_VERSION and (read_only or sqlite.pragma(connection, "journal_mode") == "wal"):
            return
    if read_only:
        raise BookError(f"the book {path} is of an older version and cannot be written; make it writable and try again")
    with turn.taken():
        sqlite.use_wal(engine)
        if version == tables.SCHEMA_VERSION:
            return
        with engine.execution_options(writes=True).begin() as connection:
            if _version(connection, path, create=create) == tables.SCHEMA_VERSION:
                return  # another process was faster
            is_new = sqlite.is_empty(connection)
            migrate(connection)
            if is_new:
                connection.execute(insert(tables.meta).values(key="book", value=uuid.uuid4().hex))


def _version(connection: Connection, path: Path, *, create: bool) -> int:
    """The book's schema version; 0 for a database that is still empty."""
    version = int(sqlite.pragma(connection, "user_version"))
    if sqlite.pragma(connection, "application_id") != sqlite.APPLICATION_ID:
        if not sqlite.is_empty(connection):
            raise NotABookError(path, "it is the database of another program")
        if not create:
            raise NotABookError(path, f"it is empty; 'pledgebook read FOLDER --book {path}' makes a book of it")
        return 0
    if version > tables.SCHEMA_VERSION:
        raise NotABookError(
            path,
            f"a newer Pledgebook made it (book version {version}, this one reads up to {tables.SCHEMA_VERSION}); "
            "update Pledgebook, or",
        )
    return version


class Book:
    """The book in one SQLite file. Safe to use from several threads; several processes take turns to write.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "a.book", create=True) as book:
        ...     book.length()
        0
    """

    def __init__(self, path: Path, engine: Engine, turn: sqlite.WriterTurn, *, read_only: bool) -> None:
        """Use ``open_book``."""
        self.path = path
        self._engine = engine
        self._turn = turn
        self._read_only = read_only
        self._wrote = False
        self._closed = False
        self._process = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Bring what was written into the one file, and let go of it. Doing so twice is harmless."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._wrote:
                with sqlite.plain_errors(self.path), self._turn.taken():
                    sqlite.empty_wal(self._engine)
        finally:
            self._engine.dispose()

    def enter(self, reading: Reading) -> Entry:
        """Keep a reading, in one transaction, and say what became of it."""
        digest = reading.report.digest
        wanted = reading.report.id
        extractor = printable(reading.extractor)
        with self._reads() as connection:
            held = rows.held(connection, digest, extractor) or rows.gone(connection, digest)
        if held is None:
            with self._writes() as connection:
                known = rows.report_of(connection, digest)
                # someone else may have been faster
                held = (rows.held(connection, digest, extractor) or rows.gone(connection, digest)) if known else None
                if held is None:
                    seq, report_id = known or (None, rows.free_id(connection, fit_id(wanted)))
                    kept = admitted(reading, report_id)
                    rows.insert_reading(connection, kept, digest, extractor, seq)
                    return Entry(report_id, wanted, added=True, claims=len(kept.claims), refused=kept.refused)
        return Entry(held.id, wanted, added=False, claims=held.claims, refused=held.refused)

    def add(self, reading: Reading) -> bool:
        """Keep a reading; False if the book held it already."""
        return self.enter(reading).added

    def add_many(self, readings: Iterable[Reading]) -> int:
        """Keep readings as they come, one transaction each, and count those that were new."""
        return sum(self.add(reading) for reading in readings)

    def readings(self, known_by: datetime | None = None) -> Iterator[Reading]:
        """Each report with the claims of its newest extractor, in the order in which the book learnt the reports.

        What is added while one reads along is left out. A reading that extracted nothing (another
        language, no model installed) never hides one that did.
        """
        bound = None if known_by is None else rows.stamp(known_by)
        with self._reads() as connection:
            last = connection.execute(select(func.max(tables.readings.c.seq))).scalar_one() or 0
        after = 0
        while True:
            with self._reads() as connection:
                page = rows.page_of_readings(connection, after=after, up_to=last, known_by=bound, limit=PAGE)
            if not page:
                return
            for after, reading in page:  # noqa: B007
                yield reading

    def reading(self, report_id: str) -> Reading:
        """The newest reading of one report."""
        with self._reads() as connection:
            found = rows.reading_of(connection, report_id)
            if found is None:
                raise self._no_report(connection, report_id)
        return found

    @staticmethod
    def _no_report(connection: Connection, report_id: str) -> NotFoundError:
        ids = connection.execute(select(tables.reports.c.id).limit(5000)).scalars().all()
        return NotFoundError("report", report_id, tuple(difflib.get_close_matches(report_id, ids, n=3)))

    def holds(self, digest: str, extractor: str) -> bool:
        """Whether a reading of this content by this extractor is in, or was taken down."""
        with self._reads() as connection:
            held = rows.held(connection, digest, printable(extractor)) or rows.gone(connection, digest)
        return held is not None

    def decide(self, decision: Decision, *, unless: Callable[[tuple[Decision, ...]], None] | None = None) -> Decision:
        """Keep a person's decision and give it back with its id: ``d1``, ``d2``, ..."""
        with self._writes() as connection:
            if unless is not None:
                found = connection.execute(_DECISIONS).scalars().all()
                unless(tuple(decode(whole, Decision) for whole in found))
            return rows.insert_decision(connection, decision)

    def take_down(self, decision: Decision, remains: Remains) -> Decision:
        """Blank a report for good, as decided, and make sure that its words are gone from the file."""
        (report_id,) = decision.about
        with self._writes() as connection:
            report = rows.number_of(connection, report_id)
            if report is None:
                raise self._no_report(connection, report_id)
            kept = rows.takedown_of(connection, report)
            if kept is None:
                kept = rows.insert_decision(connection, decision)
                take_down(connection, report, int(kept.id.removeprefix("d")), remains)
        with sqlite.plain_errors(self.path), self._turn.taken():
            clean = sqlite.scrub(self._engine)
        if not clean:
            raise BookError(
                f"the text of {report_id} was taken down, but another program is reading the book {self.path}, so its "
                f"words still stand in {self.path}-wal; close that program and run the same command again"
            )
        return kept

    def taken_down(self) -> dict[str, str]:
        """For each report that was taken down the id of the decision."""
        with self._reads() as connection:
            return rows.taken_down(connection)

    def decisions(self, known_by: datetime | None = None) -> Iterator[Decision]:
        """The decisions, oldest first."""
        query = _DECISIONS
        if known_by is not None:
            query = query.where(tables.decisions.c.at <= rows.stamp(known_by))
        with self._reads() as connection:
            found = connection.execute(query).scalars().all()
        return (decode(whole, Decision) for whole in found)

    def refused(self, source: str, why: str, at: datetime) -> None:
        """Note that a source could not be read."""
        values = {
            "source": printable(source),
            "why": printable(why),
            "at": rows.stamp(at),
            "whole": encode(Refusal(source, why, at)),
        }
        with self._writes() as connection:
            connection.execute(insert(tables.refusals).values(values))

    def refusals(self) -> Iterator[Refusal]:
        """The sources that could not be read, oldest first."""
        with self._reads() as connection:
            found = connection.execute(select(tables.refusals.c.whole).order_by(tables.refusals.c.seq)).scalars().all()
        return (decode(whole, Refusal) for whole in found)

    def length(self) -> int:
        """How many readings and decisions the book holds. It only ever grows."""
        with self._reads() as connection:
            return sum(
                connection.execute(select(func.max(table.c.seq))).scalar_one() or 0
                for table in (tables.readings, tables.decisions)
            )

    def lengths(self) -> tuple[int, int]:
        """How many readings and how many decisions the book holds."""
        with self._reads() as connection:
            readings, decisions = (
                connection.execute(select(func.max(table.c.seq))).scalar_one() or 0
                for table in (tables.readings, tables.decisions)
            )
            return readings, decisions

    def read_since(self, readings: int) -> tuple[str, ...]:
        """Ids of the reports that were read, or read again, since the book held so many readings."""
        query = select(tables.reports.c.id).join_from(tables.readings, tables.reports).distinct()
        with self._reads() as connection:
            return tuple(connection.execute(query.where(tables.readings.c.seq > readings)).scalars())

    def name(self) -> str:
        """What tells this book from every other: 32 hexadecimal digits drawn when it was made."""
        with self._reads() as connection:
            value: str = connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == "book")).scalar_one()
            return value

    def inspect(self, look: Callable[[Connection], T]) -> T:
        """What a look at the tables themselves shows; for checks that no other method answers."""
        with self._reads() as connection:
            return look(connection)

    @contextmanager
    def _reads(self) -> Iterator[Connection]:
        self._check_open()
        with sqlite.plain_errors(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writes(self) -> Iterator[Connection]:
        self._check_open()
        if self._read_only:
            raise BookError(sqlite.cannot_write(self.path))
        with sqlite.plain_errors(self.path), self._turn.taken():
            self._wrote = True
            with self._engine.execution_options(writes=True).begin() as connection:
                yield connection

    def _check_open(self) -> None:
        if self._closed:
            raise BookError(f"the book {self.path} was closed; open it again")
        if self._process != os.getpid():
            raise BookError(f"the book {self.path} was opened in another process; open it there again")
