"""What was worked out from a report stays as true as it can without its words."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pledgebook.deciding import Desk, Word, kept_decisions
from pledgebook.errors import DecisionError
from pledgebook.extract.clues import fingerprint
from pledgebook.ledger import Book, DerivedStore
from pledgebook.model import Reading, is_blank
from pledgebook.pipeline import readings_of, work_out

MakeReading = Callable[..., Reading]
Say = Callable[..., Word]

WIRE = (
    "[[Norway will put 7 billion kroner into air defence for Moldova]], Jonas Gahr Store said in Oslo on Monday, and "
    "Denmark promised 40 armoured vehicles by August, while Poland spoke of a bridge at Ungheni and a hospital."
)


@pytest.fixture
def copies(book: Book, make_reading: MakeReading) -> Book:
    """The book with three copies of one original."""
    for name in ("wire", "paper", "portal"):
        reading = make_reading(name, WIRE + f" ({name.title()})", "NOR committed fund MDA", published="2025-09-01")
        prints = fingerprint(reading.report.text)
        book.add(replace(reading, clues=replace(reading.clues, fingerprint=prints)))
    return book


def files_of(book: Book) -> bytes:
    return b"".join(file.read_bytes() for file in Path(book.path).parent.glob("my.book*"))


def test_no_word_is_left_in_the_book_nor_in_what_was_worked_out(book: Book, desk: Desk, say: Say) -> None:
    desk.correct(book.reading("august").claims[0].id, "speaker", "Mark Carney", say("Carney it was"))
    desk.add("august", "Nobody spoke of Latvia.", {"actor": "LVA", "stance": "declined", "action": "arm"}, say())
    work_out(book)
    assert b"guns fall silent" in files_of(book)
    assert DerivedStore.beside(book).path.exists()

    desk.redact("august", say("the publisher asked for it"))
    ledgered = work_out(book)

    left = files_of(book)
    assert not [
        word for word in (b"soldiers to Ukraine once", b"guns", b"radars", b"Nobody", b"Latvia") if word in left
    ]
    assert [pledge.id for pledge in ledgered.pledges] == ["can-deploy-ukr", "lva-arm", "nor-fund-ukr"]
    assert {pledge.id: pledge.stance for pledge in ledgered.pledges}["can-deploy-ukr"] == "committed"


def test_a_takedown_makes_no_new_original_of_a_copy(copies: Book, desk: Desk, say: Say) -> None:
    before = [origin.reports for origin in work_out(copies).origins if "wire" in origin.reports]
    assert [sorted(reports) for reports in before] == [["paper", "portal", "wire"]]

    desk.redact("paper", say("asked for"))

    after = [origin.reports for origin in work_out(copies).origins if "wire" in origin.reports]
    assert [sorted(reports) for reports in after] == [["paper", "portal", "wire"]]
    (pledge,) = [pledge for pledge in work_out(copies).pledges if pledge.id == "nor-fund-mda"]
    assert (len(pledge.reports), pledge.origins) == (3, 1)


def test_the_day_stays_and_so_do_decisions_and_claims(book: Book, desk: Desk, say: Say) -> None:
    claim = book.reading("august").claims[0].id
    desk.correct(claim, "stance", "declined", say())
    days = work_out(book).datings

    kept = desk.redact("august", say("asked for"))

    assert [(d.report, d.worked_out) for d in work_out(book).datings] == [(d.report, d.worked_out) for d in days]
    (august,) = [reading for reading in readings_of(book) if reading.report.id == "august"]
    assert [(one.stance, is_blank(one.evidence.text)) for one in august.claims] == [
        ("declined", True),
        ("committed", True),
    ]
    assert [(one.decision.id, one.state) for one in kept_decisions(book)] == [("d1", "in force"), (kept.id, "in force")]
    desk.correct(august.claims[1].id, "due", "2026", say())


def test_a_takedown_needs_a_reason_and_cannot_be_undone(desk: Desk, say: Say) -> None:
    with pytest.raises(DecisionError, match="to redact needs a reason"):
        desk.redact("august", say())

    kept = desk.redact("august", say("asked for"))

    with pytest.raises(DecisionError, match="its text is gone from the book and cannot come back"):
        desk.undo([kept.id], say())
