"""What goes into the book comes out of it, once, whole and in order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from pledgebook.errors import BookError, DecisionError, NotFoundError
from pledgebook.ledger import Book, Entry, Ledger, Refusal, open_book
from pledgebook.model import (
    Action,
    Amount,
    Claim,
    Clues,
    DateClue,
    Decision,
    DecisionKind,
    Mention,
    OfficialClue,
    Party,
    Reading,
    Report,
    Span,
    Stance,
    StatedAmount,
    StatedDate,
    When,
)

MakeReading = Callable[..., Reading]
SEPTEMBER_5 = datetime(2025, 9, 5, 8, 0, tzinfo=UTC)


def test_a_reading_comes_back_as_it_went_in(book: Book, make_reading: MakeReading) -> None:
    reading = make_reading("[[Canada will send tanks.]] [[Ottawa promised 100 drones.]]")

    assert book.add(reading)

    assert list(book.readings()) == [reading]
    assert book.reading("seed-001") == reading


def test_a_book_is_a_ledger(book: Book) -> None:
    ledger: Ledger = book
    assert ledger.length() == 0


def test_a_report_read_twice_is_in_the_book_once(book: Book, make_reading: MakeReading) -> None:
    reading = make_reading("[[Canada will send tanks.]]")
    again = replace(reading, learnt=SEPTEMBER_5 + timedelta(days=30))

    assert [book.add(reading), book.add(again)] == [True, False]

    assert list(book.readings()) == [reading]
    assert book.length() == 1


def test_a_copy_of_a_report_under_another_file_name_is_the_same_report(book: Book, make_reading: MakeReading) -> None:
    book.add(make_reading("[[Canada will send tanks.]]", id="monday"))

    entry = book.enter(make_reading("[[Canada will send tanks.]]", id="tuesday"))

    assert entry == Entry(report="monday", wanted="tuesday", added=False, claims=1, refused=0)


def test_a_newer_extractor_adds_its_claims_and_the_older_stay(book: Book, make_reading: MakeReading) -> None:
    older = make_reading("[[Canada will send tanks.]] Ottawa promised 100 drones.")
    newer = make_reading(
        "[[Canada will send tanks.]] [[Ottawa promised 100 drones.]]",
        extractor="frames 1.1",
        learnt=SEPTEMBER_5 + timedelta(days=30),
    )

    assert [book.add(older), book.add(newer), book.add(older)] == [True, True, False]

    assert list(book.readings()) == [newer]
    assert list(book.readings(known_by=SEPTEMBER_5)) == [older]


def test_a_reading_without_an_extractor_never_hides_one_with(book: Book, make_reading: MakeReading) -> None:
    extracted = make_reading("[[Canada will send tanks.]]")
    book.add(extracted)

    book.add(make_reading("Canada will send tanks.", extractor="", learnt=SEPTEMBER_5 + timedelta(days=1)))

    assert list(book.readings()) == [extracted]


def test_another_text_under_a_taken_id_gets_an_id_of_its_own(book: Book, make_reading: MakeReading) -> None:
    entries = [
        book.enter(make_reading(text, id="article"))
        for text in ("[[Canada will send tanks.]]", "[[Canada will send drones.]]", "[[Canada will send ships.]]")
    ]

    assert [entry.report for entry in entries] == ["article", "article~2", "article~3"]
    kept = book.reading("article~3")
    assert (kept.claims[0].report, kept.clues.report) == ("article~3", "article~3")
    assert kept.claims[0].evidence.text == "Canada will send ships."


def test_an_id_that_looks_like_a_number_behind_another_is_left_alone(book: Book, make_reading: MakeReading) -> None:
    texts = [("a~2", "One."), ("a", "Two."), ("a", "Three."), ("a~2", "Four.")]

    ids = [book.enter(make_reading(text, id=wanted)).report for wanted, text in texts]

    assert ids == ["a~2", "a", "a~3", "a~2~2"]


def test_a_claim_that_misquotes_is_refused_and_counted(book: Book, make_reading: MakeReading) -> None:
    reading = make_reading("[[Canada will send tanks.]] [[Ottawa promised 100 drones.]]")
    good, other = reading.claims
    bad = replace(other, evidence=Mention("Ottawa promised 900 drones.", other.evidence.span))

    entry = book.enter(replace(reading, claims=(good, bad), refused=2))

    assert (entry.claims, entry.refused) == (1, 3)
    assert book.reading("seed-001") == replace(reading, claims=(good,), refused=3)


def test_a_claim_whose_date_stands_behind_the_end_of_the_text_is_refused(book: Book, make_reading: MakeReading) -> None:
    reading = make_reading("[[Canada will send tanks.]]")
    beyond = replace(reading.claims[0], said=StatedDate(When("2025"), Span(20, 30)))

    assert book.enter(replace(reading, claims=(beyond,))).refused == 1


def test_a_clue_that_misquotes_is_refused_and_counted(book: Book, make_reading: MakeReading) -> None:
    reading = make_reading("Canada will send tanks on 9 May 2025, President Mark Carney said.")
    date = DateClue(When("2025-05-09"), "9 May 2025", Span(26, 36), absolute=True)
    wrong = OfficialClue("Mark Carney", "head of government", "CAN", former=False, text="Mark Carney", span=Span(0, 11))
    beyond = StatedAmount(Amount(Decimal(5), "CAD"), Span(60, 90))
    clues = Clues("seed-001", dates=(date,), officials=(wrong,), amounts=(beyond,), fingerprint=(1, 2))

    entry = book.enter(replace(reading, clues=clues))

    assert (entry.claims, entry.refused) == (0, 2)
    assert book.reading("seed-001").clues == Clues("seed-001", dates=(date,), fingerprint=(1, 2))


def test_what_was_known_by_a_day_leaves_out_what_was_learnt_later(book: Book, make_reading: MakeReading) -> None:
    early = make_reading("[[Canada will send tanks.]]", id="early")
    late = make_reading("[[Canada will send ships.]]", id="late", learnt=SEPTEMBER_5 + timedelta(days=1))
    book.add_many([early, late])

    assert list(book.readings(known_by=SEPTEMBER_5)) == [early]
    assert list(book.readings(known_by=SEPTEMBER_5 - timedelta(seconds=1))) == []


def test_times_in_another_time_zone_mean_the_same_moment(book: Book, make_reading: MakeReading) -> None:
    in_kyiv = SEPTEMBER_5.astimezone(timezone(timedelta(hours=3)))
    book.add(make_reading("[[Canada will send tanks.]]", learnt=in_kyiv))

    assert len(list(book.readings(known_by=SEPTEMBER_5))) == 1
    assert len(list(book.readings(known_by=in_kyiv))) == 1


def test_a_time_without_a_zone_is_not_taken(book: Book, make_reading: MakeReading) -> None:
    nowhere = make_reading("Canada will send tanks.", learnt=datetime(2025, 9, 5))  # noqa: DTZ001

    with pytest.raises(BookError, match="give the time zone with it"):
        book.add(nowhere)

    assert book.length() == 0


def test_every_claim_carries_its_three_times(book: Book, make_reading: MakeReading) -> None:
    reading = make_reading("[[Canada will send tanks.]]")
    said = replace(reading.claims[0], said=StatedDate(When("2025-09")))
    book.add(replace(reading, claims=(said,)))

    rows = book.inspect(lambda tables: tables.exec_driver_sql("SELECT said, published, learnt FROM claims").all())

    assert [tuple(row) for row in rows] == [("2025-09", "2025-09-04", "2025-09-05T08:00:00.000000+00:00")]


def test_reports_come_in_the_order_in_which_they_were_learnt(book: Book, make_reading: MakeReading) -> None:
    ids = [f"report-{number}" for number in range(120, 0, -1)]
    book.add_many(make_reading(f"Canada sends {id} tanks.", id=id) for id in ids)  # noqa: A001

    assert [reading.report.id for reading in book.readings()] == ids


def test_what_is_added_while_one_reads_along_is_left_for_next_time(book: Book, make_reading: MakeReading) -> None:
    book.add_many(make_reading(f"Canada sends {number} tanks.", id=f"r{number}") for number in range(60))

    seen = 0
    for seen, reading in enumerate(book.readings(), start=1):
        book.add(make_reading(f"Told later: {reading.report.text}", id=f"late-{seen}"))

    assert (seen, book.length()) == (60, 120)


def test_the_book_says_what_it_holds(book: Book, make_reading: MakeReading) -> None:
    reading = make_reading("[[Canada will send tanks.]]")
    book.add(reading)

    digest = reading.report.digest
    assert book.holds(digest, "frames 1.0")
    assert not book.holds(digest, "frames 2.0")
    assert not book.holds("0" * 32, "frames 1.0")


def test_an_unknown_report_is_named_with_those_that_come_near(book: Book, make_reading: MakeReading) -> None:
    book.add(make_reading("Canada will send tanks.", id="seed-001"))

    with pytest.raises(NotFoundError, match=r"no report 'sead-001' in this book; did you mean seed-001\?"):
        book.reading("sead-001")


def test_decisions_get_ids_and_come_back_in_order(book: Book) -> None:
    reject = Decision(DecisionKind.REJECT, ("claim-1",), "Ana", SEPTEMBER_5, "the minister denied it")
    undo = Decision(DecisionKind.UNDO, ("d1",), "Ben", SEPTEMBER_5 + timedelta(days=1))

    kept = [book.decide(reject), book.decide(undo)]

    assert [decision.id for decision in kept] == ["d1", "d2"]
    assert list(book.decisions()) == kept == [replace(reject, id="d1"), replace(undo, id="d2")]
    assert list(book.decisions(known_by=SEPTEMBER_5)) == kept[:1]


def test_a_decision_is_kept_only_if_nobody_decided_meanwhile(book: Book) -> None:
    def nobody_yet(decisions: tuple[Decision, ...]) -> None:
        if any("claim-1" in decision.about for decision in decisions):
            raise DecisionError("somebody was faster")

    confirm = Decision(DecisionKind.CONFIRM, ("claim-1",), "Ana", SEPTEMBER_5)

    def decide(number: int) -> bool:
        with open_book(book.path, create=False) as other:
            try:
                other.decide(replace(confirm, by=f"Analyst {number}"), unless=nobody_yet)
            except DecisionError:
                return False
        return True

    with ThreadPoolExecutor(8) as analysts:
        kept = list(analysts.map(decide, range(8)))

    assert sorted(kept) == [False] * 7 + [True]
    assert len(list(book.decisions())) == 1


def test_what_could_not_be_read_is_on_record(book: Book) -> None:
    book.refused("notes.bin", "it is not text", SEPTEMBER_5)
    book.refused("caf\udce9.txt", "the file is gone", SEPTEMBER_5)

    assert list(book.refusals()) == [
        Refusal("notes.bin", "it is not text", SEPTEMBER_5),
        Refusal("caf\udce9.txt", "the file is gone", SEPTEMBER_5),
    ]


def test_the_length_grows_with_readings_and_decisions_only(book: Book, make_reading: MakeReading) -> None:
    lengths = [book.length()]
    book.add(make_reading("[[Canada will send tanks.]]"))
    lengths.append(book.length())
    book.decide(Decision(DecisionKind.CONFIRM, ("claim-1",), "Ana", SEPTEMBER_5))
    lengths.append(book.length())
    book.refused("notes.bin", "it is not text", SEPTEMBER_5)
    lengths.append(book.length())

    assert lengths == [0, 1, 2, 2]


@pytest.mark.parametrize(
    "odd",
    [
        "Nul\0in the middle",
        "half a pair \ud83d here",
        "both halves apart \ud83d\ude00",
        "",
        "Україна 한국 👩‍🚀 e\u0301",
    ],
)
def test_no_text_is_too_odd_to_keep(book: Book, odd: str) -> None:
    report = Report("odd", odd, outlet=odd, url=odd, title=odd, source=odd)
    whole = Span(0, len(odd))
    claim = Claim("odd", Mention(odd, whole), Party("CAN", odd), Stance.DONE, Action.ARM, speaker=Mention(odd, whole))
    book.add(Reading(report, (claim,), Clues("odd"), SEPTEMBER_5, "frames 1.0"))

    kept = book.reading("odd")

    assert (kept.report, kept.report.digest) == (report, report.digest)
    assert kept.claims == (claim,)


def test_a_report_named_after_an_unprintable_file_gets_a_printable_id(book: Book) -> None:
    entry = book.enter(Reading(Report("caf\udce9", "Text."), (), Clues("x"), SEPTEMBER_5))

    assert entry == Entry("caf\N{REPLACEMENT CHARACTER}", "caf\udce9", added=True, claims=0, refused=0)


def test_a_closed_book_says_so(book: Book) -> None:
    book.close()
    book.close()

    with pytest.raises(BookError, match="was closed; open it again"):
        book.length()


def test_a_book_opened_again_holds_what_it_held(book_path: Path, make_reading: MakeReading) -> None:
    reading = make_reading("[[Canada will send tanks.]]")
    with open_book(book_path, create=True) as first:
        first.add(reading)
        name = first.name()

    with open_book(book_path, create=False) as second:
        assert list(second.readings()) == [reading]
        assert second.name() == name


def test_the_path_of_a_book_may_hold_any_sign(tmp_path: Path, make_reading: MakeReading) -> None:
    path = tmp_path / "Київ 50% #1?mode=ro&x.book"
    with open_book(path, create=True) as book:
        book.add(make_reading("[[Canada will send tanks.]]"))
    with open_book(path, create=False) as book:
        assert book.length() == 1
