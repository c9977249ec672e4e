"""What was worked out is kept beside the book, and believed only as long as it belongs to the book as it is."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pledgebook.ledger import Book, DerivedStore, Mark, mark_of
from pledgebook.ledger.derived import MOST_KEPT
from pledgebook.model import Dating, Finding, FindingKind, Ledgered, Origin, Place, Reading, Severity, Span, When

MakeReading = Callable[..., Reading]
MARK = Mark("0123", 7, ("reconcile 1.0", "frames 1.0"))
WORKED_OUT = Ledgered(
    findings=(
        Finding(
            "f1", FindingKind.AMOUNT_SLIP, Severity.HIGH, (Place("r1", Span(3, 9), "€900 bn"),), "Not 900, 90.", "90"
        ),
    ),
    origins=(Origin("origin-r1", ("r1", "r2"), ("the same words",), "AFP"),),
    datings=(Dating("r1", None, When("2025-09"), ("Labour Day",)),),
)


def answer(words: str) -> Ledgered:
    return Ledgered(datings=(Dating("r1", None, None, (words,)),))


@pytest.fixture
def store(tmp_path: Path) -> DerivedStore:
    return DerivedStore(tmp_path / "ukraine.book.derived")


def test_what_was_worked_out_is_there_next_time(store: DerivedStore) -> None:
    assert store.put(MARK, WORKED_OUT)
    assert store.get(MARK) == WORKED_OUT


@pytest.mark.parametrize(
    "other",
    [Mark("4567", 7, MARK.versions), Mark("0123", 8, MARK.versions), Mark("0123", 7, ("reconcile 1.1", "frames 1.0"))],
    ids=["another book", "a longer book", "other rules"],
)
def test_what_belongs_to_another_state_is_not_believed(store: DerivedStore, other: Mark) -> None:
    store.put(MARK, WORKED_OUT)
    assert store.get(other) is None


def test_a_book_that_learnt_something_has_another_mark(book: Book, make_reading: MakeReading) -> None:
    before = mark_of(book, ("reconcile 1.0",))
    book.add(make_reading("[[Canada will send tanks.]]"))
    after = mark_of(book, ("reconcile 1.0",))

    assert (before.book, before.length, after.length) == (after.book, 0, 1)


def test_the_store_stands_beside_its_book(book: Book) -> None:
    assert DerivedStore.beside(book).path == Path(f"{book.path}.derived")


def test_damage_anywhere_is_noticed_and_mended_by_the_next_writing(store: DerivedStore) -> None:
    store.put(MARK, WORKED_OUT)
    whole = store.path.read_bytes()
    for place in range(len(whole)):
        store.path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert store.get(MARK) is None, f"byte {place}"
        store.path.write_bytes(whole[:place])
        assert store.get(MARK) is None, f"cut at {place}"

    assert store.put(MARK, WORKED_OUT)
    assert store.get(MARK) == WORKED_OUT


def test_answers_to_several_questions_stand_side_by_side(store: DerivedStore) -> None:
    views = ["", "as of 2025-08-31", "known by 2025-09-02"]
    for view in views:
        store.put(replace(MARK, view=view), answer(view))

    assert [store.get(replace(MARK, view=view)) for view in views] == [answer(view) for view in views]


def test_only_the_last_answers_are_kept_and_always_that_of_the_whole_book(store: DerivedStore) -> None:
    views = ["", *(f"as of 2025-08-{day:02}" for day in range(1, 21))]
    for view in views:
        store.put(replace(MARK, view=view), answer(view))

    kept = [view for view in views if store.get(replace(MARK, view=view)) is not None]
    assert kept == ["", *views[-(MOST_KEPT - 1) :]]


def test_a_new_answer_takes_the_place_of_the_old_one_to_the_same_question(store: DerivedStore) -> None:
    store.put(MARK, answer("old"))
    size = store.path.stat().st_size
    store.put(MARK, answer("new"))

    assert store.get(MARK) == answer("new")
    assert store.path.stat().st_size == size


def test_answers_from_a_shorter_book_or_by_other_rules_go(store: DerivedStore) -> None:
    store.put(replace(MARK, view="as of 2025-08-31"), answer("old"))
    size = store.path.stat().st_size
    store.put(replace(MARK, length=8, view="as of 2025-08-30"), answer("new"))

    assert store.get(replace(MARK, view="as of 2025-08-31")) is None
    assert store.path.stat().st_size == size


def test_one_damaged_answer_does_not_take_the_others_with_it(store: DerivedStore) -> None:
    store.put(MARK, answer("whole"))
    store.put(replace(MARK, view="as of 2025-08-31"), answer("august"))
    stored = store.path.read_bytes()
    place = stored.index(b"august")
    store.path.write_bytes(stored[:place] + b"AUGUST" + stored[place + 6 :])

    assert store.get(replace(MARK, view="as of 2025-08-31")) is None
    assert store.get(MARK) == answer("whole")


def test_it_may_be_deleted_at_any_time(store: DerivedStore) -> None:
    assert store.get(MARK) is None
    store.put(MARK, WORKED_OUT)
    store.clear()
    store.clear()
    assert store.get(MARK) is None


def test_a_disk_that_takes_nothing_is_no_reason_to_stop(tmp_path: Path) -> None:
    nowhere = DerivedStore(tmp_path / "no folder" / "a.book.derived")

    assert not nowhere.put(MARK, WORKED_OUT)
    assert nowhere.get(MARK) is None


def test_nothing_else_is_left_in_the_folder(store: DerivedStore) -> None:
    store.put(MARK, WORKED_OUT)
    store.put(MARK, Ledgered())
    assert list(store.path.parent.iterdir()) == [store.path]


def test_a_name_that_is_a_folder_leaves_no_litter(tmp_path: Path) -> None:
    store = DerivedStore(tmp_path / "a.book.derived")
    store.path.mkdir()

    assert not store.put(MARK, WORKED_OUT)
    assert store.get(MARK) is None
    assert list(tmp_path.iterdir()) == [store.path]
