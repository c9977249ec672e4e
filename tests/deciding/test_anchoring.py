"""Decisions outlive the extractor whose claims they were made on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pledgebook.deciding import Desk, Word, kept_decisions
from pledgebook.ledger import Book
from pledgebook.model import DecisionKind, Reading, Stance
from pledgebook.pipeline import readings_of, work_out

MakeReading = Callable[..., Reading]
Say = Callable[..., Word]

AUGUST = (
    "OTTAWA - {0}Canada may send soldiers to Ukraine once the guns fall silent{1}, Mark Carney said. "
    "{2}Norway will pay NOK 7 billion for radars{3}. Nobody spoke of Latvia."
)


@pytest.fixture
def read_anew(book: Book, make_reading: MakeReading) -> Callable[..., None]:
    """Enters what a newer extractor reads from the report of August."""

    def enter(marked: str, *codes: str) -> None:
        reading = make_reading("august", marked, *codes, published="2025-08-24", extractor="hand 2")
        assert book.add(replace(reading, learnt=reading.learnt + timedelta(days=10)))

    return enter


def stances(book: Book) -> list[tuple[str, str, float]]:
    (august,) = [reading for reading in readings_of(book) if reading.report.id == "august"]
    return [(claim.actor.code, claim.stance.value, claim.confidence) for claim in august.claims]


def test_a_correction_goes_over_to_the_claim_that_a_newer_extractor_reads_there(
    book: Book, desk: Desk, say: Say, read_anew: Callable[..., None]
) -> None:
    desk.correct(book.reading("august").claims[0].id, "stance", "declined", say())

    read_anew(
        AUGUST.format("", "", "[[", "]]").replace("Canada may", "[[Canada may").replace("said.", "said]]."),
        "CAN weighing deploy UKR",
        "NOR committed fund UKR",
    )

    assert stances(book) == [("CAN", "declined", 1.0), ("NOR", "committed", 0.5)]
    assert work_out(book).adrift == ()


def test_of_several_claims_there_the_one_that_overlaps_most_takes_the_decision(
    book: Book, desk: Desk, say: Say, read_anew: Callable[..., None]
) -> None:
    desk.judge_claims(DecisionKind.CONFIRM, [book.reading("august").claims[0].id], say())

    text = AUGUST.format("[[", "]]", "", "").replace("Canada may send soldiers", "Canada may]] [[send soldiers")
    read_anew(text, "CAN weighing deploy UKR", "CAN willing deploy UKR")

    assert stances(book) == [("CAN", "weighing", 0.5), ("CAN", "willing", 1.0)]


def test_of_several_claims_of_one_sentence_the_one_with_the_same_stance_and_target_takes_it(
    book: Book, desk: Desk, say: Say, make_reading: MakeReading
) -> None:
    first = make_reading("two", "[[Canada may or may not go.]]", "CAN weighing deploy UKR")
    both = tuple(replace(first.claims[0], stance=stance) for stance in (Stance.DECLINED, Stance.WEIGHING))
    book.add(first)
    desk.judge_claims(DecisionKind.CONFIRM, [first.claims[0].id], say())
    newer = tuple(replace(claim, extractor="hand 2") for claim in both)
    book.add(replace(first, claims=newer, extractor="hand 2", learnt=first.learnt + timedelta(days=10)))

    found = {claim.stance: claim.confidence for claim in list(readings_of(book))[-1].claims}

    assert found == {Stance.DECLINED: 0.5, Stance.WEIGHING: 1.0}


def test_what_a_newer_extractor_reads_rightly_by_itself_needs_the_correction_no_more(
    book: Book, desk: Desk, say: Say, read_anew: Callable[..., None]
) -> None:
    desk.correct(book.reading("august").claims[0].id, "actor", "NATO", say())

    read_anew(AUGUST.format("[[", "]]", "", ""), "NATO weighing deploy UKR")

    assert stances(book) == [("NATO", "weighing", 1.0)]
    assert work_out(book).adrift == ()


def test_an_added_claim_that_a_newer_extractor_reads_too_is_there_once(
    book: Book, desk: Desk, say: Say, read_anew: Callable[..., None]
) -> None:
    desk.add("august", "Nobody spoke of Latvia.", {"actor": "LVA", "stance": "declined", "action": "deploy"}, say())

    read_anew(
        AUGUST.format("", "", "", "").replace("Nobody spoke of Latvia.", "[[Nobody spoke of Latvia.]]"),
        "LVA declined deploy",
    )

    assert stances(book) == [("LVA", "declined", 0.5)]
    assert work_out(book).adrift == ()


def test_a_decision_that_nothing_is_left_for_is_listed_as_adrift(
    book: Book, desk: Desk, say: Say, read_anew: Callable[..., None]
) -> None:
    reject = desk.judge_claims(DecisionKind.REJECT, [book.reading("august").claims[1].id], say("it was Sweden"))
    confirm = desk.judge_claims(DecisionKind.CONFIRM, [book.reading("august").claims[0].id], say())

    read_anew(AUGUST.format("[[", "]]", "", ""), "CAN weighing deploy UKR")

    assert work_out(book).adrift == (reject.id,)
    assert [(one.decision.id, one.state) for one in kept_decisions(book)] == [
        (reject.id, "adrift"),
        (confirm.id, "in force"),
    ]


def test_before_the_report_was_learnt_its_decisions_are_not_adrift(
    book: Book, desk: Desk, say: Say, make_reading: MakeReading
) -> None:
    late = make_reading("late", "[[Canada will train pilots]].", "CAN committed train UKR")
    book.add(replace(late, learnt=datetime.fromisoformat("2025-09-20T00:00:00+00:00")))
    word = say()
    desk.judge_claims(DecisionKind.CONFIRM, [late.claims[0].id], word)

    assert work_out(book, known_by=word.at).adrift == ()


def test_a_dismissed_finding_stays_dismissed_when_its_words_are_read_otherwise(
    book: Book, desk: Desk, say: Say, make_reading: MakeReading
) -> None:
    undated = make_reading("undated", "[[Canada trains pilots]].", "CAN done train", published=None)
    book.add(undated)
    desk.judge_findings(DecisionKind.DISMISS, [work_out(book).findings[0].id], say("no matter"))

    newer = make_reading("undated", "[[Canada]] trains pilots.", "CAN done train", published=None, extractor="hand 2")
    book.add(replace(newer, learnt=newer.learnt + timedelta(days=10)))

    assert work_out(book).findings == ()
