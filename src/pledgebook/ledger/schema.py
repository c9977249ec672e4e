"""Makes a new book's tables, or brings an older book up to date, step by step.

Alembic is imported only when there is something to do: opening a book that is up to
date reads one number from its header.
"""

from sqlalchemy import Connection

from pledgebook.ledger import sqlite
from pledgebook.ledger.tables import SCHEMA_VERSION


def migrate(connection: Connection) -> None:
    """Run every step that the book has not had, in the running transaction: all of them or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "pledgebook.ledger:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    sqlite.brand(connection, SCHEMA_VERSION)
