"""Brings the origins kept beside a book up to date, and gives them; where there are none yet, all reports are compared."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from pledgebook.errors import BookError
from pledgebook.ledger import Book, decode, encode
from pledgebook.model import Decision
from pledgebook.reconcile import (
    COUNTED,
    Compared,
    Grouped,
    Portrait,
    Settled,
    bring_in,
    compare_neighbours,
    group,
    is_copy,
    pairs_of,
    portraits_of,
)
from pledgebook.workings.origin_pages import OriginPages
from pledgebook.workings.pages import Pages

State = tuple[str, tuple[str, ...], int, int]
"""The book's name, the versions that had a part in it, how many readings and decisions the book held."""


def grouped(
    book: Book, settled: Settled, versions: tuple[str, ...], lengths: tuple[int, int], counted: int = COUNTED
) -> Grouped:
    """The origins of a book's reports, from what is kept beside it as far as it goes.

    A book of fewer reports than use of words is counted over keeps nothing: all of them are compared.

    Args:
        book: The book.
        settled: All its readings, as decided.
        versions: Names and versions of all that has a part in the answer.
        lengths: How many readings and decisions the book held before it was read.
        counted: Over how many reports use of words is counted.
    """
    state = (book.name(), versions, *lengths)
    if len(settled.readings) < counted:
        return _all_compared(settled, counted)[2]
    found = None
    with _usable(book), closing(Pages.of(book.path)) as pages:
        found = _brought_up_to_date(pages, book, settled, state, counted)
    if found is not None:
        return found
    portraits, compared, found = _all_compared(settled, counted)
    with _usable(book), closing(Pages.of(book.path)) as pages:
        pages.clear()
        kept = OriginPages(pages, counted)
        kept.fill(portraits, pairs_of(compared), found.origins)
        kept.count_all_use()
        _note(pages, state)
    return found


@contextmanager
def _usable(book: Book) -> Iterator[None]:
    """Pass over a file that cannot be used now, and delete one that never can."""
    try:
        yield
    except (sqlite3.OperationalError, OSError, UnicodeError):
        return
    except (sqlite3.DatabaseError, BookError, LookupError):
        Pages.remove(book.path)


def _all_compared(settled: Settled, counted: int) -> tuple[list[Portrait], tuple[Compared, ...], Grouped]:
    portraits = portraits_of(settled.readings)
    compared = compare_neighbours(portraits, is_copy, counted)
    return portraits, compared, group(portraits, compared, settled.decisions)


def _brought_up_to_date(pages: Pages, book: Book, settled: Settled, state: State, counted: int) -> Grouped | None:
    """What the pages say once what the book learnt since is in them; None where all must be compared again."""
    row = pages.row("SELECT value FROM state WHERE name = 'book'")
    before = decode(row[0], tuple[str, tuple[str, ...], int, int]) if row else None
    if before is None or before[:2] != state[:2]:
        return None
    known = {reading.report.id: reading for reading in settled.readings}
    wanted = {*book.read_since(before[2]), *decided_on(list(book.decisions()), before[3])}
    fresh = portraits_of(known[report] for report in sorted(wanted & known.keys()))
    kept = OriginPages(pages, counted)
    if bring_in(kept, fresh, settled.decisions) is None:
        return None
    if before != state:
        _note(pages, state)
    return Grouped(tuple(kept.origins()), kept.akin())


def decided_on(decisions: list[Decision], before: int) -> set[str]:
    """Ids of the reports that decisions are about, those later than so many, and those that they undo."""
    known = {decision.id: decision for decision in decisions}
    about: set[str] = set()
    open_ends: list[Decision] = decisions[before:]
    seen: set[str] = set()
    while open_ends:
        decision = open_ends.pop()
        if decision.id in seen:
            continue
        seen.add(decision.id)
        about |= {*decision.about, *(anchor.report for anchor in decision.anchors)}
        open_ends += [known[name] for name in decision.about if name in known]
    return about


def _note(pages: Pages, state: State) -> None:
    pages.write("INSERT OR REPLACE INTO state VALUES ('book', ?)", (encode(state),))
    pages.keep()
