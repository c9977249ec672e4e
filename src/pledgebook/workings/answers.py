"""What a large book says, kept row by row, so that it is brought up to date and looked up without all the rest."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from pledgebook.errors import BookError, NotFoundError
from pledgebook.ledger import Book, Mark, decode, encode
from pledgebook.model import Finding, Ledgered, Pledge
from pledgebook.reconcile import COUNTED, LaidOut, bring_in, in_force, leave_pledges_apart, portraits_of, stem_of
from pledgebook.workings.grouping import State, decided_on
from pledgebook.workings.ledger_pages import LedgerPages
from pledgebook.workings.origin_pages import OriginPages
from pledgebook.workings.pages import Pages
from pledgebook.workings.taking_in import take_in

T = TypeVar("T")

MOST_AT_ONCE = 50
"""So many new reports are taken in one after the other; to work everything out anew costs less than many more."""


def keep_answers(book: Book, mark: Mark, laid: LaidOut, least: int = COUNTED) -> None:
    """Keep what a book says, where it holds so many reports that this saves a moment; of a file in use nothing."""
    if len(laid.ledgered.datings) < least:
        return
    try:
        with closing(Pages.of(book.path)) as pages:
            LedgerPages(pages, book).fill(laid)
            by_rows = leave_pledges_apart(in_force(book.decisions())) and _stems_are_apart(laid.ledgered.pledges)
            pages.write("DELETE FROM state WHERE name IN ('findings', 'adrift')")
            kept = [("answers", encode(mark)), ("adrift", encode(laid.adrift))]
            if not by_rows:
                kept.append(("findings", encode(laid.ledgered.findings)))
            pages.write_many("INSERT OR REPLACE INTO state VALUES (?, ?)", kept)
            pages.keep()
    except (sqlite3.Error, OSError, UnicodeError):
        return


def _stems_are_apart(pledges: Sequence[Pledge]) -> bool:
    """Whether no two actors and actions share what the ids of their pledges begin with."""
    stems: dict[str, tuple[str, str]] = {}
    for pledge in pledges:
        kind = pledge.actor, str(pledge.action)
        if stems.setdefault(stem_of(pledge.actor, pledge.action, pledge.target), kind) != kind:
            return False
    return True


def bring_up_to_date(book: Book, mark: Mark, lengths: tuple[int, int], counted: int = COUNTED) -> bool:
    """Take new reports into what is kept of a book, if no more than new reports came to it and no decision speaks of them.

    Args:
        book: The book.
        mark: Its state now.
        lengths: How many readings and decisions it held when the mark was made.
        counted: Over how many reports use of words is counted.

    Returns:
        Whether what is kept is now of that state; else all is to be worked out.
    """
    if not Path(f"{book.path}.derived.index").exists() or mark.length != sum(lengths):
        return False
    try:
        with closing(Pages.of(book.path)) as pages:
            return _brought_up_to_date(pages, book, mark, lengths, counted)
    except (sqlite3.Error, OSError, UnicodeError, BookError, NotFoundError, LookupError):
        return False


def _brought_up_to_date(pages: Pages, book: Book, mark: Mark, lengths: tuple[int, int], counted: int) -> bool:
    state: State = (book.name(), mark.versions, *lengths)
    kept = {name: pages.row("SELECT value FROM state WHERE name = ?", (name,)) for name in ("book", "answers")}
    if kept["book"] is None or kept["answers"] is None:
        return False
    before, answers = decode(kept["book"][0], tuple[str, tuple[str, ...], int, int]), decode(kept["answers"][0], Mark)
    if answers == mark:
        return True
    if before[:2] != state[:2] or before[3] != state[3] or answers != Mark(before[0], before[2] + before[3], before[1]):
        return False
    if pages.row("SELECT 1 FROM state WHERE name = 'findings'") is not None:
        return False
    decisions = list(book.decisions())
    standing = in_force(decisions)
    came = book.read_since(before[2])
    if len(decisions) != lengths[1] or not leave_pledges_apart(standing):
        return False
    if not decided_on(decisions, 0).isdisjoint(came):
        return False
    if len(came) > MOST_AT_ONCE or any(
        pages.row("SELECT 1 FROM report WHERE id = ?", (report,)) is not None for report in came
    ):
        return False
    fresh = [book.reading(report) for report in sorted(came)]
    touched = bring_in(OriginPages(pages, counted), portraits_of(fresh), standing)
    if touched is None or not take_in(LedgerPages(pages, book, standing), fresh, touched):
        return False
    pages.write_many("INSERT OR REPLACE INTO state VALUES (?, ?)", [("book", encode(state)), ("answers", encode(mark))])
    pages.keep()
    return True


def all_kept(book: Book, mark: Mark) -> Ledgered | None:
    """All that a book says; None where it is not kept row by row for that state of the book."""

    def look(pages: Pages) -> Ledgered | None:
        if pages.row("SELECT 1 FROM state WHERE name = 'findings'") is not None:
            return None
        rows = LedgerPages(pages, book, in_force(book.decisions()))
        adrift = decode(pages.row("SELECT value FROM state WHERE name = 'adrift'")[0], tuple[str, ...])
        return Ledgered(
            pledges=rows.all_pledges(),
            findings=rows.findings(),
            origins=tuple(OriginPages(pages).origins()),
            datings=rows.all_datings(),
            adrift=(*adrift, *rows.accepted_in_vain()),
        )

    return _looked_up(book, mark, look)


def pledges_by(book: Book, mark: Mark, actors: Sequence[str]) -> tuple[Pledge, ...] | None:
    """The pledges of some actors, in their order; None where they are not kept for that state of the book."""
    return _looked_up(book, mark, lambda pages: LedgerPages(pages, book).all_pledges(actors))


def findings_kept(book: Book, mark: Mark) -> tuple[Finding, ...] | None:
    """All findings; None where they are not kept for that state of the book."""

    def look(pages: Pages) -> tuple[Finding, ...]:
        judged = pages.row("SELECT value FROM state WHERE name = 'findings'")
        if judged is not None:
            return decode(judged[0], tuple[Finding, ...])
        return LedgerPages(pages, book, in_force(book.decisions())).findings()

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
