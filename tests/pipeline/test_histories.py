"""Whatever happened to a book: a view of an earlier time is what a book of that time would have said, decisions included.

A history is a run of reports, readings of the same reports by a newer extractor, and decisions of every kind, each at
its time. It is drawn at random; sentences, actors and days are few, so that copies, pledges of several claims, turns of
stance, merges and lost anchors come up often.
"""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.deciding import Desk, Word
from pledgebook.errors import DecisionError
from pledgebook.ledger import Book, open_book
from pledgebook.model import (
    Action,
    Amount,
    Claim,
    Clues,
    ConditionKind,
    Decision,
    DecisionKind,
    Ledgered,
    Mention,
    Party,
    Reading,
    Report,
    Span,
    Stance,
    StatedAmount,
    StatedCondition,
    StatedDate,
    When,
)
from pledgebook.pipeline import work_out
from pledgebook.workings.answers import bring_up_to_date, keep_answers
from pledgebook.workings.grouping import grouped

START = datetime(2025, 8, 20, 9, tzinfo=UTC)
SENTENCES = (
    "Canada may send soldiers to Ukraine after a ceasefire, Mark Carney said in Kyiv on the day of the parade.",
    "Norway will pay 7 billion kroner for radars and launchers, its finance ministry said in Oslo.",
    "Germany offered to station units in the Baltic states, once the Bundestag has agreed to it.",
    "Canada ruled out troops on the ground, its foreign minister told a newspaper in Toronto.",
    "Poland asked its partners for more money, and for a plan to spend it before the winter.",
)
ACTORS = ("CAN", "NOR", "DEU")
KINDS = ("confirm", "reject", "correct", "said", "add", "merge", "split", "same", "other", "dismiss", "accept", "undo")

Happening = Reading | Decision


@dataclass
class History:
    """What happened, in order, and the book that it happened to."""

    book: Book
    happened: list[Happening]
    now: datetime = START

    def later(self) -> datetime:
        self.now += timedelta(hours=7)
        return self.now

    def until(self, moment: datetime) -> list[Happening]:
        return [one for one in self.happened if (one.learnt if isinstance(one, Reading) else one.at) <= moment]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book to copy: making one takes longer than filling it."""
    path = tmp_path_factory.mktemp("empty") / "empty.book"
    open_book(path, create=True).close()
    return path


@pytest.fixture(scope="module")
def make_book(tmp_path_factory: pytest.TempPathFactory, empty: Path) -> Callable[[Iterable[Happening]], Book]:
    """Makes a book to which all that happened."""

    def make(happened: Iterable[Happening]) -> Book:
        path = tmp_path_factory.mktemp("history") / "a.book"
        shutil.copy(empty, path)
        book = open_book(path, create=False)
        for one in happened:
            if isinstance(one, Reading):
                book.add(one)
            else:
                assert book.decide(replace(one, id="")) == one
        return book

    return make


@st.composite
def readings(draw: st.DrawFn, number: int, learnt: datetime, *, dated: bool) -> Reading:
    """A report of two or three of the sentences, with a claim for most of them."""
    chosen = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True))
    name = f"r{number}"
    text = f"Report {number}. " + " ".join(chosen)
    day = START.date() + timedelta(days=draw(st.integers(-12, 12)))
    published = When.of_day(day) if dated or draw(st.booleans()) else None
    report = Report(name, text, published=published, outlet=draw(st.sampled_from(("Wire", "Paper"))))
    return read(draw, report, 1, learnt)


def read(draw: st.DrawFn, report: Report, version: int, learnt: datetime) -> Reading:
    """What a version of an extractor reads from a report: some sentences it misses, others it cuts or codes otherwise."""
    claims = []
    for sentence in SENTENCES:
        start = report.text.find(sentence)
        if start < 0 or draw(st.integers(0, 5)) == 0:
            continue
        span = Span(start, start + len(sentence) - draw(st.sampled_from((0, 0, 9))))
        said = draw(st.sampled_from((None, None, date(2025, 8, 15), date(2025, 8, 28))))
        amount = StatedAmount(Amount(Decimal(7 * 10**9), "NOK"), span)
        claims.append(
            Claim(
                report=report.id,
                evidence=Mention(span.of(report.text), span),
                actor=Party(draw(st.sampled_from(ACTORS))),
                stance=draw(st.sampled_from((Stance.WEIGHING, Stance.COMMITTED, Stance.DECLINED, Stance.ASKS))),
                action=draw(st.sampled_from((Action.DEPLOY, Action.FUND))),
                target=draw(st.sampled_from((None, Party("UKR")))),
                amounts=(amount,) if draw(st.integers(0, 3)) == 0 else (),
                conditions=(
                    StatedCondition(ConditionKind.OTHER, span.of(report.text)[-8:], Span(span.end - 8, span.end)),
                )
                if draw(st.integers(0, 3)) == 0
                else (),
                said=StatedDate(When.of_day(said)) if said else None,
                confidence=0.5,
                extractor=f"hand {version}",
            )
        )
    return Reading(report, tuple(claims), Clues(report.id), learnt, f"hand {version}")


@st.composite
def histories(draw: st.DrawFn, make_book: Callable[[Iterable[Happening]], Book], *, dated: bool = False) -> History:
    """A history of six to fourteen happenings."""
    history = History(make_book(()), [])
    versions: dict[str, int] = {}
    for number in range(draw(st.integers(6, 14))):
        kind = draw(st.sampled_from(("report", "report", "again", "decide", "decide", "decide")))
        if kind == "report" or number < 2:
            reading = draw(readings(number, history.later(), dated=dated))
            versions[reading.report.id] = 1
        elif kind == "again":
            name = draw(st.sampled_from(sorted(versions)))
            versions[name] += 1
            reading = read(draw, history.book.reading(name).report, versions[name], history.later())
        else:
            decision = decide(draw, history.book, Word("Ana", history.later(), "so it is"))
            if decision is not None:
                history.happened.append(decision)
            continue
        assert history.book.add(reading)
        history.happened.append(reading)
    return history


def decide(draw: st.DrawFn, book: Book, word: Word) -> Decision | None:
    """Any decision about anything that the book shows; None where there is nothing to decide."""
    desk, ledgered = Desk(book), work_out(book)
    claims = sorted({claim.id for pledge in ledgered.pledges for claim in pledge.claims})
    pledges = [pledge.id for pledge in ledgered.pledges]
    findings = [finding.id for finding in ledgered.findings]
    reports = [dating.report for dating in ledgered.datings]
    kind = draw(st.sampled_from(KINDS))
    try:
        if kind in ("same", "other") and len(reports) > 1:
            two = draw(st.lists(st.sampled_from(reports), min_size=2, max_size=2, unique=True))
            same = DecisionKind.SAME_ORIGIN if kind == "same" else DecisionKind.OTHER_ORIGINS
            return desk.judge_origin(same, two, word)
        if kind == "merge" and len(pledges) > 1:
            return desk.merge(draw(st.lists(st.sampled_from(pledges), min_size=2, max_size=3, unique=True)), word)
        if kind in ("dismiss", "accept") and findings:
            return desk.judge_findings(DecisionKind(kind), [draw(st.sampled_from(findings))], word)
        if kind == "add":
            report = book.reading(draw(st.sampled_from(reports))).report
            fields = {
                "actor": draw(st.sampled_from(ACTORS)),
                "stance": "willing",
                "action": "deploy",
                "said": "2025-08-27",
            }
            return desk.add(report.id, Span(0, 9), fields, word)
        if kind == "undo" and (kept := list(book.decisions())):
            return desk.undo([draw(st.sampled_from([one.id for one in kept]))], word)
        if not claims:
            return None
        claim = draw(st.sampled_from(claims))
        if kind in ("confirm", "reject"):
            return desk.judge_claims(DecisionKind(kind), [claim], word)
        if kind == "split":
            return desk.split([claim], word)
        if kind == "said":
            return desk.correct(claim, "said", draw(st.sampled_from(("none", "2025-08-10", "2025-08-30"))), word)
        field, value = draw(st.sampled_from((("stance", "willing"), ("actor", "Poland"), ("target", "none"))))
        return desk.correct(claim, field, value, word)
    except DecisionError:  # merging two actors' pledges, undoing twice: the desk refuses it, as it should
        return None


SETTINGS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SETTINGS
@given(data=st.data())
def test_what_was_known_by_a_time_is_what_a_book_of_that_time_says(
    make_book: Callable[[Iterable[Happening]], Book], data: st.DataObject
) -> None:
    history = data.draw(histories(make_book))
    moment = START + timedelta(hours=7 * data.draw(st.integers(1, 14)))

    with history.book, make_book(history.until(moment)) as rebuilt:
        assert work_out(history.book, known_by=moment) == work_out(rebuilt)


@SETTINGS
@given(data=st.data())
def test_what_had_been_said_by_a_day_is_what_a_book_of_the_reports_of_that_time_says(
    make_book: Callable[[Iterable[Happening]], Book], data: st.DataObject
) -> None:
    history = data.draw(histories(make_book, dated=True))
    moment = START + timedelta(hours=7 * data.draw(st.integers(1, 14)))
    day = When.of_day(START.date() + timedelta(days=data.draw(st.integers(-12, 12))))

    of_that_time = [one for one in history.until(moment) if isinstance(one, Decision) or _is_of(one, day.latest)]
    with history.book, make_book(of_that_time) as rebuilt:
        seen = work_out(history.book, as_of=day, known_by=moment)

        assert _without_adrift(seen) == _without_adrift(work_out(rebuilt, as_of=day))


def _is_of(reading: Reading, day: date) -> bool:
    published = reading.report.published
    return published is not None and published.earliest <= day


def _without_adrift(ledgered: Ledgered) -> Ledgered:
    """What is adrift is told of the whole book, whatever day is asked about."""
    return replace(ledgered, adrift=())


@SETTINGS
@given(data=st.data())
def test_a_decision_that_is_undone_leaves_the_book_as_it_was(
    make_book: Callable[[Iterable[Happening]], Book], data: st.DataObject
) -> None:
    history = data.draw(histories(make_book))
    with history.book as book:
        before = work_out(book)
        decision = data.draw(st.composite(decide)(book, Word("Ben", history.later(), "or not")))
        if decision is not None:
            Desk(book).undo([decision.id], Word("Ben", history.later()))

            assert work_out(book) == before


@SETTINGS
@given(data=st.data())
def test_reports_in_another_order_give_the_same_answer(
    make_book: Callable[[Iterable[Happening]], Book], data: st.DataObject
) -> None:
    history = data.draw(histories(make_book))
    decisions = [one for one in history.happened if isinstance(one, Decision)]
    of_report: dict[str, list[Happening]] = {}
    for one in history.happened:
        if isinstance(one, Reading):
            of_report.setdefault(one.report.id, []).append(one)
    order = data.draw(st.permutations(sorted(of_report)))

    with history.book, make_book([*(one for name in order for one in of_report[name]), *decisions]) as shuffled:
        assert work_out(shuffled) == work_out(history.book)


@SETTINGS
@given(data=st.data(), counted=st.integers(2, 5))
def test_a_book_asked_after_each_happening_says_what_one_asked_at_the_end_says(
    make_book: Callable[[Iterable[Happening]], Book], data: st.DataObject, counted: int
) -> None:
    history = data.draw(histories(make_book))
    with pytest.MonkeyPatch.context() as patch, history.book, make_book(()) as asked, make_book(()) as silent:
        patch.setattr("pledgebook.pipeline.grouped", partial(grouped, counted=counted))
        patch.setattr("pledgebook.pipeline.keep_answers", partial(keep_answers, least=counted))
        patch.setattr("pledgebook.pipeline.bring_up_to_date", partial(bring_up_to_date, counted=counted))
        for happened in history.happened:
            for book in (asked, silent):
                book.decide(replace(happened, id="")) if isinstance(happened, Decision) else book.add(happened)
            work_out(asked)

        assert work_out(asked) == work_out(silent)
