"""Origins brought up to date report by report are those that all reports give at once."""

import importlib.util
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.ledger import Book, DerivedStore, open_book
from pledgebook.model import Decision, DecisionKind, Reading
from pledgebook.pipeline import findings_in, pledges_of, work_out
from pledgebook.reconcile import (
    Grouped,
    Portrait,
    bring_in,
    bring_together,
    by_day,
    compare_neighbours,
    group,
    is_copy,
    pairs_of,
    portraits_of,
    settle,
)
from pledgebook.workings.answers import keep_answers
from pledgebook.workings.grouping import grouped
from pledgebook.workings.origin_pages import OriginPages
from pledgebook.workings.pages import Pages

FEW = 12
"""Over so many reports use of words is counted here, so that small books are past it."""

SETTINGS = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="session")
def feed() -> list[Reading]:
    """A hundred and sixty reports of two days that never were; three in ten are copies of others."""
    path = Path(__file__).parents[2] / "bench" / "synthetic.py"
    spec = importlib.util.spec_from_file_location("synthetic", path)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.Feed(11).readings(160))


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Callable[[], Pages]]:
    """Opens empty pages."""
    opened: list[Pages] = []

    def begin() -> Pages:
        opened.append(Pages(tmp_path / f"{len(opened)}.index"))
        return opened[-1]

    yield begin
    for one in opened:
        one.close()


def at_once(portraits: list[Portrait], decisions: tuple[Decision, ...] = ()) -> Grouped:
    return group(portraits, compare_neighbours(portraits, is_copy, FEW), decisions)


def begun(pages: Pages, portraits: list[Portrait]) -> OriginPages:
    kept = OriginPages(pages, FEW)
    compared = compare_neighbours(portraits, is_copy, FEW)
    kept.fill(portraits, pairs_of(compared), group(portraits, compared).origins)
    kept.count_all_use()
    return kept


def moved(portrait: Portrait, days: int | None) -> Portrait:
    return replace(portrait, day=portrait.day + timedelta(days=days) if days is not None and portrait.day else None)


def drawn(data: st.DataObject, feed: list[Reading]) -> list[Portrait]:
    """Some of the reports, a few of them of other days or of none, as they arrive."""
    some = data.draw(st.lists(st.sampled_from(portraits_of(feed)), min_size=30, max_size=60, unique_by=by_day))
    days = st.sampled_from((0, 0, 0, 0, 0, 3, -9, 25, -40, None))
    portraits = [moved(portrait, data.draw(days)) for portrait in some]
    return sorted(portraits, key=by_day) if data.draw(st.booleans()) else portraits


@SETTINGS
@given(data=st.data())
def test_reports_brought_in_one_by_one_have_the_origins_of_all_at_once(
    feed: list[Reading], pages: Callable[[], Pages], data: st.DataObject
) -> None:
    arriving = drawn(data, feed)
    here, later = arriving[:-8], arriving[-8:]
    kept = begun(pages(), here)

    for portrait in later:
        here.append(portrait)
        if bring_in(kept, [portrait]) is None:
            kept = begun(pages(), here)
        assert Grouped(tuple(kept.origins()), kept.akin()) == at_once(here)


@SETTINGS
@given(data=st.data())
def test_what_people_decide_on_origins_is_brought_in_and_taken_back(
    feed: list[Reading], pages: Callable[[], Pages], data: st.DataObject
) -> None:
    here = drawn(data, feed)
    kept = begun(pages(), here)
    known = {portrait.report: portrait for portrait in here}
    kinds = st.sampled_from((DecisionKind.SAME_ORIGIN, DecisionKind.OTHER_ORIGINS, DecisionKind.SPLIT))
    decided: list[Decision] = []

    for number in range(4):
        takes_back: bool = data.draw(st.booleans())
        if takes_back and decided:
            gone = decided.pop(data.draw(st.integers(0, len(decided) - 1)))
            about = gone.about
        else:
            about = tuple(data.draw(st.lists(st.sampled_from(sorted(known)), min_size=2, max_size=3, unique=True)))
            when = datetime(2025, 9, 1 + number, tzinfo=UTC)
            decided.append(Decision(data.draw(kinds), about, "Ana", when, id=f"d{number}"))
        assert bring_in(kept, [known[report] for report in about], decided) is not None
        assert Grouped(tuple(kept.origins()), kept.akin()) == at_once(here, tuple(decided))


def test_a_report_of_today_leaves_the_use_of_words_alone_and_one_of_the_first_days_does_not(
    feed: list[Reading], pages: Callable[[], Pages]
) -> None:
    here = portraits_of(feed[:40])
    kept = begun(pages(), here)
    (new,) = portraits_of(feed[40:41])

    assert bring_in(kept, [moved(new, -60)]) is None
    assert bring_in(kept, [moved(new, 2)]) is not None


@pytest.fixture
def book(tmp_path: Path, feed: list[Reading], monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    """A book of sixty reports, with what it says kept beside it."""
    monkeypatch.setattr("pledgebook.pipeline.grouped", partial(grouped, counted=FEW))
    monkeypatch.setattr("pledgebook.pipeline.keep_answers", partial(keep_answers, least=FEW))
    with open_book(tmp_path / "a.book", create=True) as opened:
        opened.add_many(feed[:60])
        work_out(opened)
        yield opened


def index_of(book: Book) -> Path:
    return Path(f"{book.path}.derived.index")


def worked_out_anew(book: Book) -> Any:
    settled = settle(book.readings(), book.decisions())
    return bring_together(settled, at_once(portraits_of(settled.readings), settled.decisions))


def test_a_book_that_grows_says_what_it_would_say_if_worked_out_anew(
    book: Book, feed: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pledgebook.workings.grouping.compare_neighbours", lambda *_: pytest.fail("compared again"))
    claim = feed[7].claims[0]
    happening: list[Callable[[], object]] = [
        lambda: book.add(feed[60]),
        lambda: book.add_many(feed[61:66]),
        lambda: book.decide(
            Decision(DecisionKind.SAME_ORIGIN, (feed[3].report.id, feed[9].report.id), "Ana", datetime.now(UTC))
        ),
        lambda: book.decide(Decision(DecisionKind.REJECT, (claim.id,), "Ana", datetime.now(UTC))),
        lambda: book.decide(Decision(DecisionKind.UNDO, ("d1",), "Ana", datetime.now(UTC))),
        lambda: book.add(replace(feed[5], claims=feed[5].claims[:-1], extractor="hand 2")),
    ]
    for happens in happening:
        happens()
        assert work_out(book) == worked_out_anew(book)


def test_a_file_that_is_damaged_or_gone_counts_as_not_there(book: Book, feed: list[Reading]) -> None:
    book.add(feed[60])
    index_of(book).write_bytes(b"no database")
    assert work_out(book) == worked_out_anew(book)

    book.add(feed[61])
    Pages.remove(book.path)
    assert work_out(book) == worked_out_anew(book)
    assert index_of(book).exists()


def test_the_file_goes_with_all_that_was_worked_out(book: Book) -> None:
    assert index_of(book).exists()
    DerivedStore.beside(book).clear()
    assert not index_of(book).exists()


def test_one_actors_pledges_and_the_findings_are_read_without_the_rest(
    book: Book, feed: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledgered = work_out(book)
    actors = sorted({pledge.actor for pledge in ledgered.pledges})[:2]
    monkeypatch.setattr("pledgebook.pipeline.work_out", lambda *_, **__: pytest.fail("all was read"))

    assert pledges_of(book, actors) == tuple(one for one in ledgered.pledges if one.actor in actors)
    assert findings_in(book) == ledgered.findings


def test_what_is_kept_of_one_actor_is_not_believed_once_the_book_has_grown(book: Book, feed: list[Reading]) -> None:
    work_out(book)
    book.add_many(feed[60:90])
    now = worked_out_anew(book)
    actors = sorted({pledge.actor for pledge in now.pledges})[:3]

    assert pledges_of(book, actors) == tuple(one for one in now.pledges if one.actor in actors)
    assert findings_in(book) == now.findings
    assert pledges_of(book, ()) == now.pledges


def test_other_rules_compare_all_again(book: Book, feed: list[Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pledgebook.pipeline.rules_version", lambda: "other rules")
    assert work_out(book) == worked_out_anew(book)


def test_another_program_at_the_file_is_no_reason_to_stop(
    book: Book, feed: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pledgebook.workings.pages.WAIT_SECONDS", 0.1)
    book.add(feed[60])
    with closing(sqlite3.connect(index_of(book), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert work_out(book) == worked_out_anew(book)
