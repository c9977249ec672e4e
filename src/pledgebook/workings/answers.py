"""What a large book says, kept so that one actor's pledges or the findings can be read without all the rest."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from pledgebook.errors import BookError
from pledgebook.ledger import Book, Mark, decode, encode
from pledgebook.model import Finding, Ledgered, Pledge
from pledgebook.reconcile import COUNTED
from pledgebook.workings.pages import Pages

T = TypeVar("T")


def keep_answers(book: Book, mark: Mark, ledgered: Ledgered, least: int = COUNTED) -> None:
    """Keep what a book says, where it holds so many reports that this saves a moment; of a file in use nothing."""
    if len(ledgered.datings) < least:
        return
    try:
        with closing(Pages.of(book.path)) as pages:
            pages.write("DELETE FROM pledge")
            pages.write_many(
                "INSERT INTO pledge VALUES (?, ?, ?)",
                sorted((pledge.actor, place, encode(pledge)) for place, pledge in enumerate(ledgered.pledges)),
            )
            kept = [("answers", encode(mark)), ("findings", encode(ledgered.findings))]
            pages.write_many("INSERT OR REPLACE INTO state VALUES (?, ?)", kept)
            pages.keep()
    except (sqlite3.Error, OSError, UnicodeError):
        return


def pledges_by(book: Book, mark: Mark, actors: Sequence[str]) -> tuple[Pledge, ...] | None:
    """The pledges of some actors, in their order; None where they are not kept for that state of the book."""

    def look(pages: Pages) -> tuple[Pledge, ...]:
        of_one = "SELECT place, whole FROM pledge WHERE actor = ?"
        rows = sorted(row for actor in dict.fromkeys(actors) for row in pages.rows(of_one, (actor,)))
        return tuple(decode(whole, Pledge) for _, whole in rows)

    return _looked_up(book, mark, look)


def findings_kept(book: Book, mark: Mark) -> tuple[Finding, ...] | None:
    """All findings; None where they are not kept for that state of the book."""

    def look(pages: Pages) -> tuple[Finding, ...]:
        return decode(pages.row("SELECT value FROM state WHERE name = 'findings'")[0], tuple[Finding, ...])

    return _looked_up(book, mark, look)


def _looked_up(book: Book, mark: Mark, look: Callable[[Pages], T]) -> T | None:
    if not Path(f"{book.path}.derived.index").exists():
        return None
    try:
        with closing(Pages.of(book.path, writes=False)) as pages:
            kept = pages.row("SELECT value FROM state WHERE name = 'answers'")
            return look(pages) if kept is not None and kept[0] == encode(mark) else None
    except (sqlite3.Error, OSError, UnicodeError, BookError):
        return None
