"""Whatever is wrong with a file, a disk or another program: one line that says what to do, and nothing lost."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from pledgebook.errors import BookError, NotABookError
from pledgebook.ledger import Book, Health, doctor, open_book
from pledgebook.ledger.sqlite import WriterTurn
from pledgebook.model import Reading

MakeReading = Callable[..., Reading]


def test_a_book_that_is_not_there_is_said_to_be_made_by_reading(tmp_path: Path) -> None:
    path = tmp_path / "none.book"

    with pytest.raises(NotABookError, match=r"there is no such file yet; 'pledgebook read FOLDER --book .*' makes one"):
        open_book(path, create=False)

    assert not path.exists()


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            b"Canada will send tanks.\n",
            "it is no SQLite database, or its beginning is damaged; name another file with --book",
        ),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "it is no SQLite database"),
        (b"SQLite format 3\0" + b"\xff" * 4096, "it is no SQLite database, or its beginning is damaged"),
    ],
    ids=["text", "picture", "damaged"],
)
def test_a_file_of_another_kind_is_left_alone(tmp_path: Path, content: bytes, says: str, create: bool) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)

    with pytest.raises(NotABookError) as caught:
        open_book(path, create=create)

    assert says in str(caught.value)
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE songs (title)")
        other.commit()
    content = path.read_bytes()

    with pytest.raises(NotABookError, match="it is the database of another program; name another file with --book"):
        open_book(path, create=True)

    assert path.read_bytes() == content


def test_a_folder_is_no_book(tmp_path: Path) -> None:
    with pytest.raises(NotABookError, match="it is a folder"):
        open_book(tmp_path, create=True)


def test_a_book_in_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(BookError, match=r"there is no folder .*; make it first"):
        open_book(tmp_path / "no" / "a.book", create=True)


def test_an_empty_file_becomes_a_book_only_when_one_is_to_be_made(tmp_path: Path) -> None:
    path = tmp_path / "empty.book"
    path.touch()

    with pytest.raises(NotABookError, match="it is empty; 'pledgebook read FOLDER"):
        open_book(path, create=False)
    with open_book(path, create=True) as book:
        assert book.length() == 0


def test_a_book_of_a_newer_version_is_left_alone(book: Book) -> None:
    book.close()
    with closing(sqlite3.connect(book.path)) as newer:
        newer.execute("PRAGMA user_version = 99")

    with pytest.raises(
        NotABookError, match=r"a newer Pledgebook made it \(book version 99, this one reads up to \d+\)"
    ):
        open_book(book.path, create=True)


def test_a_book_that_another_program_writes_to_is_waited_for_and_then_named(
    book: Book, make_reading: MakeReading
) -> None:
    with closing(sqlite3.connect(book.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            open_book(book.path, create=False, wait_seconds=0.1) as second,
            pytest.raises(BookError, match=r"another program is writing to the book .*; wait until it has finished"),
        ):
            second.add(make_reading("[[Canada will send tanks.]]"))
        other.execute("ROLLBACK")

    assert book.add(make_reading("[[Canada will send tanks.]]"))


def test_opening_a_book_a_second_time_does_not_loosen_the_first_ones_hold(book: Book) -> None:
    open_book(book.path, create=False).close()

    program = f"import sqlite3; sqlite3.connect({str(book.path)!r}, timeout=0).execute('PRAGMA journal_mode = DELETE')"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert "database is locked" in run.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes")
def test_a_book_is_not_carried_into_another_process(book: Book) -> None:
    child = os.fork()
    if child == 0:
        try:
            book.length()
        except BookError as error:
            os._exit(7 if "open it there again" in str(error) else 8)
        os._exit(0)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert book.length() == 0


def test_a_book_that_is_being_written_can_be_read(book: Book, make_reading: MakeReading) -> None:
    book.add(make_reading("[[Canada will send tanks.]]"))
    with closing(sqlite3.connect(book.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_book(book.path, create=True, wait_seconds=0.1) as second:
            assert second.length() == 1


def test_writers_take_turns_where_sqlite_needs_it(book_path: Path) -> None:
    first = WriterTurn(book_path, 0.05, needed=True)
    second = WriterTurn(book_path, 0.05, needed=True)

    with first.taken():
        with pytest.raises(BookError, match="another program is writing to the book"), second.taken():
            pass
        with first.taken():
            pass  # one's own turn is not waited for
        with pytest.raises(BookError), second.taken():
            pass  # and the inner end does not end it

    with second.taken():
        pass


def test_readers_wait_for_nobodys_turn(book: Book, make_reading: MakeReading) -> None:
    book.add(make_reading("[[Canada will send tanks.]]"))
    with (
        WriterTurn(book.path, 0.05, needed=True).taken(),
        open_book(book.path, create=False, wait_seconds=0.05) as second,
    ):
        assert second.length() == 1


def test_two_programs_can_write_to_one_book(book_path: Path, make_reading: MakeReading) -> None:
    def write(letter: str) -> int:
        with open_book(book_path, create=True) as book:
            return book.add_many(
                make_reading(f"[[Canada will send {number} tanks.]]", id=f"{letter}-{number}", outlet=outlet)
                for number in range(100)
                for outlet in (letter, "both have it")
            )

    with ThreadPoolExecutor(2) as pool:
        added = list(pool.map(write, "AB"))

    with open_book(book_path, create=False) as book:
        assert sum(added) == book.length() == 300
        assert len({reading.report.id for reading in book.readings()}) == 300


def test_no_turns_are_taken_where_sqlite_needs_none(book_path: Path) -> None:
    with WriterTurn(book_path, 0.05, needed=False).taken(), WriterTurn(book_path, 0.05, needed=False).taken():
        assert list(book_path.parent.iterdir()) == []


def test_a_book_that_is_full_keeps_what_it_holds(book: Book, make_reading: MakeReading) -> None:
    small = make_reading("[[Canada will send tanks.]]", id="small")
    large = make_reading("[[Canada will send tanks.]] " + "Tanks again. " * 100_000, id="large")
    book.add(small)
    limit = "PRAGMA max_page_count = {0}"
    pages = book.inspect(lambda connection: connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    book.inspect(lambda connection: connection.exec_driver_sql(limit.format(pages + 8)))

    with pytest.raises(BookError, match=r"no space left to write the book .*; what was read before is kept: free some"):
        book.add(large)
    assert list(book.readings()) == [small]

    book.inspect(lambda connection: connection.exec_driver_sql(limit.format(1_000_000)))
    assert book.add(large)
    assert list(book.readings()) == [small, large]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_stops_the_reading_and_freeing_it_lets_it_go_on(
    small_disk: Path, make_reading: MakeReading
) -> None:
    path = small_disk / "a.book"
    readings = [make_reading(f"[[Canada will send {n} tanks.]] " + "Again. " * 2_000, id=f"r{n}") for n in range(80)]
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"\0" * 300_000)

    with open_book(path, create=True) as book, pytest.raises(BookError, match="no space left to write the book"):
        book.add_many(readings)

    assert Health.BAD not in [check.health for check in doctor(path)]
    with open_book(path, create=False) as book:
        kept = list(book.readings())
    assert 0 < len(kept) < 80
    assert kept == readings[: len(kept)]

    ballast.unlink()
    with open_book(path, create=False) as book:
        assert book.add(readings[len(kept)])


def test_no_book_is_made_on_a_full_disk(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(b"\0" * (1024 * 1024 - 8192))

    with pytest.raises(BookError, match="no space left to write the book"):
        open_book(small_disk / "a.book", create=True)


def test_a_book_on_a_disk_that_cannot_be_written_can_be_read(small_disk: Path, make_reading: MakeReading) -> None:
    path = small_disk / "a.book"
    with open_book(path, create=True) as book:
        book.add(make_reading("[[Canada will send tanks.]]"))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)

    with open_book(path, create=True) as book:
        assert len(list(book.readings())) == 1
        with pytest.raises(BookError, match="can only be read, not written; check the permissions"):
            book.add(make_reading("[[Canada will send ships.]]"))


def test_a_book_damaged_in_the_middle_is_reported_not_raised(book: Book, make_reading: MakeReading) -> None:
    book.add_many(make_reading(f"[[Canada will send {n} tanks.]] " + "Again. " * 2_000, id=f"r{n}") for n in range(20))
    book.close()
    with book.path.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xff" * 4096 * 20)

    checks = {check.name: check for check in doctor(book.path)}

    assert Health.BAD in [check.health for check in checks.values()]
