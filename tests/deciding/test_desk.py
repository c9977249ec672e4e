"""What people decide is checked, kept, applied whenever the book is read, and can be taken back."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from pledgebook.deciding import Desk, Word, kept_decisions
from pledgebook.errors import AmountError, DateFormatError, DecisionError, NotFoundError, PledgebookError
from pledgebook.ledger import Book
from pledgebook.model import Amount, Claim, DecisionKind, FindingKind, Pledge, Reading, Span, Stance, When
from pledgebook.pipeline import readings_of, work_out

MakeReading = Callable[..., Reading]
Say = Callable[..., Word]


def claims(book: Book, report: str = "august") -> tuple[Claim, ...]:
    return next(reading.claims for reading in readings_of(book) if reading.report.id == report)


def pledges(book: Book) -> dict[str, Pledge]:
    return {pledge.id: pledge for pledge in work_out(book).pledges}


def test_a_confirmed_claim_is_certain(book: Book, desk: Desk, say: Say) -> None:
    canada, norway = claims(book)

    kept = desk.judge_claims(DecisionKind.CONFIRM, [canada.id], say())

    assert (kept.id, kept.by, kept.about) == ("d1", "Ana", (canada.id,))
    assert [claim.confidence for claim in claims(book)] == [1.0, norway.confidence]


def test_a_rejected_claim_is_left_out_until_the_rejection_is_undone(book: Book, desk: Desk, say: Say) -> None:
    norway = claims(book)[1]

    kept = desk.judge_claims(DecisionKind.REJECT, [norway.id], say("it was Sweden"))
    assert "nor-fund-ukr" not in pledges(book)

    desk.undo([kept.id], say())
    assert "nor-fund-ukr" in pledges(book)


def test_the_book_before_a_decision_is_shown_by_known_by(book: Book, desk: Desk, say: Say) -> None:
    word = say("it was Sweden")
    desk.judge_claims(DecisionKind.REJECT, [claims(book)[1].id], word)

    before = work_out(book, known_by=word.at - timedelta(seconds=1))

    assert [pledge.id for pledge in before.pledges] == ["can-deploy-ukr", "nor-fund-ukr"]
    assert [pledge.id for pledge in work_out(book).pledges] == ["can-deploy-ukr"]


@pytest.mark.parametrize(
    ("field", "words", "expected"),
    [
        ("stance", "willing", lambda claim: claim.stance is Stance.WILLING),
        ("action", "support", lambda claim: claim.action == "support"),
        ("actor", "Germany", lambda claim: claim.actor.code == "DEU"),
        ("target", "Moldova", lambda claim: claim.target.code == "MDA"),
        ("target", "none", lambda claim: claim.target is None),
        ("addressee", "USA", lambda claim: claim.addressee.code == "USA"),
        ("domains", "land, air", lambda claim: [str(domain) for domain in claim.domains] == ["land", "air"]),
        ("items", "soldiers", lambda claim: [(i.text, i.span) for i in claim.items] == [("soldiers", Span(25, 33))]),
        ("quantity", "2,000 troops", lambda claim: claim.quantity.quantity.value == 2000),
        ("amount", "CA$1 billion", lambda claim: claim.amounts[0].amount == Amount(Decimal(10**9), "CAD")),
        ("with", "GBR, France", lambda claim: [party.code for party in claim.joint] == ["GBR", "FRA"]),
        ("speaker", "Mark Carney", lambda claim: claim.speaker.text == "Mark Carney"),
        ("actor_text", "Canada", lambda claim: claim.actor.text == "Canada"),
        ("said", "2025-08", lambda claim: claim.said.when.iso == "2025-08"),
        ("due", "2026", lambda claim: claim.due.when.iso == "2026"),
        (
            "conditions",
            "ceasefire: once the guns fall silent",
            lambda claim: [(c.kind, c.text) for c in claim.conditions] == [("ceasefire", "once the guns fall silent")],
        ),
    ],
)
def test_every_field_of_a_claim_can_be_corrected(
    book: Book, desk: Desk, say: Say, field: str, words: str, expected: Callable[[Claim], bool]
) -> None:
    desk.correct(claims(book)[0].id, field, words, say())

    (corrected, *_) = claims(book)
    assert expected(corrected)
    assert corrected.confidence == 1.0


@pytest.mark.parametrize(
    ("field", "words", "error", "told"),
    [
        ("stance", "wiling", DecisionError, "did you mean willing"),
        ("stance", "none", DecisionError, "every claim has its stance"),
        ("mood", "grim", DecisionError, "a claim has no field 'mood' that can be corrected"),
        ("actor", "Germny", NotFoundError, "did you mean DEU"),
        ("amounts", "a hefty sum", AmountError, "for example"),
        ("quantity", "many", DecisionError, "for example: 30000 troops"),
        ("said", "yesterday", DateFormatError, "for example"),
        ("conditions", "once the guns fall silent", DecisionError, "for example: ceasefire:"),
        ("conditions", "zzz: once the guns fall silent", DecisionError, "it holds one of ceasefire"),
        ("items", "sailors", DecisionError, "do not stand in report august"),
        ("speaker", "Mark Carneys", DecisionError, "which has 'Mark Carney"),
    ],
)
def test_a_value_that_a_field_cannot_hold_is_refused_with_an_example(
    book: Book, desk: Desk, say: Say, field: str, words: str, error: type[PledgebookError], told: str
) -> None:
    with pytest.raises(error, match=told):
        desk.correct(claims(book)[0].id, field, words, say())

    assert list(book.decisions()) == []


def test_a_claim_can_be_named_by_the_id_it_was_read_with_and_by_the_one_it_has_now(
    book: Book, desk: Desk, say: Say
) -> None:
    read = claims(book)[0].id
    desk.correct(read, "stance", "willing", say())
    now = claims(book)[0].id

    desk.correct(now, "action", "train", say())
    desk.correct(read, "target", "POL", say())

    (claim, *_) = claims(book)
    assert now != read
    assert (claim.stance, claim.action, claim.target and claim.target.code) == ("willing", "train", "POL")


def test_a_missed_claim_is_added_by_its_words(book: Book, desk: Desk, say: Say) -> None:
    fields = {"actor": "LVA", "stance": "declined", "action": "deploy", "due": "2026"}

    kept = desk.add("august", "Nobody spoke of Latvia.", fields, say())

    added = claims(book)[-1]
    assert (added.id,) == kept.about
    assert (added.actor.code, added.evidence.text, added.extractor) == ("LVA", "Nobody spoke of Latvia.", "Ana")
    assert "Latvia" not in kept.value
    assert pledges(book)["lva-deploy"].claims == (added,)


def test_a_missed_claim_is_added_by_its_place(book: Book, desk: Desk, say: Say) -> None:
    text = book.reading("august").report.text
    start = text.index("Nobody")

    desk.add("august", Span(start, len(text)), {"actor": "LVA", "stance": "declined", "action": "arm"}, say())

    assert claims(book)[-1].evidence.text == "Nobody spoke of Latvia."


@pytest.mark.parametrize(
    ("place", "fields", "told"),
    [
        ("Latvia was silent.", {"actor": "LVA", "stance": "done", "action": "arm"}, "do not stand in report august"),
        (Span(0, 9999), {"actor": "LVA", "stance": "done", "action": "arm"}, "which has"),
        ("Nobody spoke of Latvia.", {"actor": "LVA"}, "a claim needs its stance and its action"),
        ("", {"actor": "LVA", "stance": "done", "action": "arm"}, "needs the report's words"),
    ],
)
def test_a_claim_that_does_not_stand_in_the_report_or_lacks_a_code_is_not_added(
    book: Book, desk: Desk, say: Say, place: str | Span, fields: dict[str, str], told: str
) -> None:
    with pytest.raises(DecisionError, match=told):
        desk.add("august", place, fields, say())


def test_a_claim_that_is_there_already_is_not_added_twice(book: Book, desk: Desk, say: Say) -> None:
    fields = {"actor": "LVA", "stance": "done", "action": "arm"}
    desk.add("august", "Nobody spoke of Latvia.", fields, say())

    with pytest.raises(DecisionError, match="has this claim already"):
        desk.add("august", "Nobody spoke of Latvia.", fields, say())


def test_an_added_claim_can_be_corrected_and_goes_when_it_is_undone(book: Book, desk: Desk, say: Say) -> None:
    added = desk.add("august", "Nobody spoke of Latvia.", {"actor": "LVA", "stance": "done", "action": "arm"}, say())
    corrected = desk.correct(added.about[0], "stance", "weighing", say())

    assert pledges(book)["lva-arm"].stance is Stance.WEIGHING
    desk.undo([added.id], say())
    assert "lva-arm" not in pledges(book)
    assert work_out(book).adrift == (corrected.id,)


def test_pledges_are_merged_and_claims_split_from_them(
    book: Book, desk: Desk, say: Say, make_reading: MakeReading
) -> None:
    text = "[[Canada trains pilots]]. [[Canada asked Poland to train pilots]]."
    book.add(make_reading("training", text, "CAN done train UKR", "CAN asks train UKR"))

    desk.merge(["can-train-ukr", "can-train-ukr-2"], say())
    merged = pledges(book)["can-train-ukr"]
    assert len(merged.claims) == 2

    desk.split([merged.claims[0].id], say())
    assert {"can-train-ukr", "can-train-ukr-2"} <= set(pledges(book))


def test_a_merge_holds_when_new_reports_change_the_numbers_of_pledges(
    book: Book, desk: Desk, say: Say, make_reading: MakeReading
) -> None:
    text = "[[Canada trains pilots]]. [[Canada asked Poland to train pilots]]."
    book.add(make_reading("training", text, "CAN done train UKR", "CAN asks train UKR"))
    desk.merge(["can-train-ukr", "can-train-ukr-2"], say())

    earlier = "[[Canada welcomed the training of pilots]]."
    book.add(make_reading("earlier", earlier, "CAN backs train UKR", published="2025-08-01"))

    assert sorted(len(pledge.claims) for name, pledge in pledges(book).items() if "train" in name) == [1, 2]


def test_pledges_of_two_actors_are_not_merged(desk: Desk, say: Say) -> None:
    with pytest.raises(DecisionError, match="several actors \\(CAN, NOR\\)"):
        desk.merge(["can-deploy-ukr", "nor-fund-ukr"], say())


def test_a_pledge_is_not_split_from_itself(book: Book, desk: Desk, say: Say) -> None:
    with pytest.raises(DecisionError, match="all the claims of nor-fund-ukr"):
        desk.split([claims(book)[1].id], say())


def test_two_reports_are_said_to_be_one_original_and_then_not(book: Book, desk: Desk, say: Say) -> None:
    desk.judge_origin(DecisionKind.SAME_ORIGIN, ["august", "september"], say())
    assert [origin.reports for origin in work_out(book).origins] == [("august", "september")]

    desk.judge_origin(DecisionKind.OTHER_ORIGINS, ["september", "august"], say())
    assert [origin.reports for origin in work_out(book).origins] == [("august",), ("september",)]


def test_a_finding_is_dismissed_or_accepted_with_a_reason(
    book: Book, desk: Desk, say: Say, make_reading: MakeReading
) -> None:
    book.add(make_reading("undated", "[[Canada trains pilots]].", "CAN done train", published=None))
    (finding,) = work_out(book).findings

    accepted = desk.judge_findings(DecisionKind.ACCEPT, [finding.id], say("asked the editor"))
    assert [(one.kind, one.accepted_by) for one in work_out(book).findings] == [(FindingKind.UNDATED, "Ana")]

    desk.undo([accepted.id], say())
    desk.judge_findings(DecisionKind.DISMISS, [finding.id], say("no matter"))
    assert work_out(book).findings == ()


def test_what_takes_something_away_needs_a_reason(book: Book, desk: Desk, say: Say, make_reading: MakeReading) -> None:
    book.add(make_reading("undated", "[[Canada trains pilots]].", "CAN done train", published=None))
    (finding,) = work_out(book).findings

    with pytest.raises(DecisionError, match="to reject needs a reason"):
        desk.judge_claims(DecisionKind.REJECT, [claims(book)[0].id], say())
    with pytest.raises(DecisionError, match="to dismiss needs a reason"):
        desk.judge_findings(DecisionKind.DISMISS, [finding.id], say())
    with pytest.raises(DecisionError, match="to accept needs a reason"):
        desk.judge_findings(DecisionKind.ACCEPT, [finding.id], say(" "))


def test_who_decides_must_be_named(desk: Desk, book: Book, say: Say) -> None:
    with pytest.raises(DecisionError, match="--by NAME"):
        desk.judge_claims(DecisionKind.CONFIRM, [claims(book)[0].id], say(by=" "))


def test_an_id_that_names_nothing_is_answered_with_what_comes_near(book: Book, desk: Desk, say: Say) -> None:
    claim = claims(book)[0].id
    with pytest.raises(NotFoundError, match=f"did you mean {claim}"):
        desk.judge_claims(DecisionKind.CONFIRM, [claim[:-1]], say())
    with pytest.raises(NotFoundError, match="list them with 'pledgebook decisions'"):
        desk.undo(["d1"], say())
    with pytest.raises(NotFoundError, match="list them with 'pledgebook sources'"):
        desk.judge_origin(DecisionKind.SAME_ORIGIN, ["august", "x"], say())


def test_an_undo_is_undone_by_a_further_one_and_nothing_twice(book: Book, desk: Desk, say: Say) -> None:
    first = desk.judge_claims(DecisionKind.REJECT, [claims(book)[1].id], say("no"))
    undo = desk.undo([first.id], say())
    with pytest.raises(DecisionError, match=f"undone already, by {undo.id}"):
        desk.undo([first.id], say())

    again = desk.undo([undo.id], say())

    assert "nor-fund-ukr" not in pledges(book)
    assert [(one.decision.id, one.state, one.undone_by) for one in kept_decisions(book)] == [
        (first.id, "in force", ""),
        (undo.id, "undone", again.id),
        (again.id, "in force", ""),
    ]


def test_a_view_of_a_day_counts_by_the_day_that_a_decision_put_right(book: Book, desk: Desk, say: Say) -> None:
    (will,) = claims(book, "september")
    assert work_out(book, as_of=When("2025-08-31")).pledges[0].stance is Stance.WEIGHING

    desk.correct(will.id, "said", "2025-08-30", say("he had said so in August"))
    assert work_out(book, as_of=When("2025-09-04")).pledges[0].stance is Stance.COMMITTED

    desk.correct(claims(book)[0].id, "said", "2025-09-10", say())
    assert [pledge.id for pledge in work_out(book, as_of=When("2025-08-31")).pledges] == ["nor-fund-ukr"]
