"""A book's tables are what the program takes them for, and a book that is up to date opens at once."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from pledgebook.ledger import Book, open_book, sqlite, tables


def test_the_steps_lead_to_the_tables_that_the_program_uses(book: Book) -> None:
    differences = book.inspect(
        lambda connection: compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), tables.metadata
        )
    )
    assert differences == []


def test_the_newest_step_carries_the_number_of_the_schema(book: Book) -> None:
    config = Config()
    config.set_main_option("script_location", "pledgebook.ledger:migrations")
    config.set_main_option("path_separator", "os")

    assert ScriptDirectory.from_config(config).get_current_head() == f"{tables.SCHEMA_VERSION:04}"
    stored = book.inspect(lambda c: c.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
    assert stored == f"{tables.SCHEMA_VERSION:04}"


def test_a_book_whose_making_was_cut_short_is_made_whole(book_path: Path) -> None:
    with closing(sqlite3.connect(book_path)) as begun:
        begun.execute(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")

    with open_book(book_path, create=False) as book:
        assert book.length() == 0
        assert len(book.name()) == 32


def test_opening_a_book_that_is_up_to_date_needs_no_migrations(book: Book) -> None:
    book.close()
    program = (
        "import sys; from pledgebook.ledger import open_book; "
        f"print(open_book({str(book.path)!r}, create=False).length()); "
        "print([name for name in sys.modules if name.startswith(('alembic', 'spacy'))])"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout.split("\n")[:2] == ["0", "[]"]
