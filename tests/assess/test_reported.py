"""What reports and persons say of the conditions of an arrangement."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pledgebook.assess import assess, find_condition, informed, suppose, tie_decision, truth_decision
from pledgebook.assess.reported import reported_facts
from pledgebook.model import (
    Arrangement,
    ConditionKind,
    Dating,
    Decision,
    Ledgered,
    Origin,
    Party,
    Pledge,
    Quantity,
    Span,
    StanceAt,
    StatedDate,
    StatedQuantity,
    Truth,
    When,
)
from pledgebook.reconcile import told_conditions

MakePledge = Callable[..., Pledge]
MakeArrangement = Callable[..., Arrangement]
AT = datetime(2026, 3, 20, tzinfo=UTC)


def said(pledge: Pledge, day: str, *, target: str | None = "UKR", joint: tuple[str, ...] = ()) -> Pledge:
    claims = tuple(
        replace(
            claim,
            said=StatedDate(When(day)),
            target=Party(target) if target else None,
            joint=tuple(Party(code) for code in joint),
        )
        for claim in pledge.claims
    )
    return replace(pledge, claims=claims)


def book(*pledges: Pledge, copies: tuple[str, ...] = ()) -> Ledgered:
    origins = (Origin("origin", copies),) if copies else ()
    return Ledgered(pledges=pledges, origins=origins)


def told(arrangement: Arrangement, ledgered: Ledgered) -> list[tuple[str, Truth, str]]:
    return [(f.condition, f.truth, f.since.iso if f.since else "") for f in reported_facts(arrangement, ledgered)]


def truth_on(arrangement: Arrangement, name: str, day: date | None) -> Truth:
    found = assess(arrangement, Ledgered(), suppose(arrangement, ()), as_of=day)
    return next(condition.truth for condition in found.conditions if condition.id == name)


def test_a_cease_fire_holds_once_both_parties_are_told_to_have_made_it(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    arrangement = make_arrangement()
    words = "Russia and Ukraine signed a cease-fire."
    russia = said(make_pledge("RUS", "done", "settle", sentence=words), "2026-03-01", joint=("UKR",))
    alone = said(
        make_pledge("RUS", "done", "settle", sentence="Russia declared a truce of its own."), "2026-03-01", target=None
    )

    assert told(arrangement, book(russia)) == [("ceasefire", Truth.YES, "2026-03-01")]
    assert told(arrangement, book(alone)) == []
    (fact,) = reported_facts(arrangement, book(russia))
    assert [(place.report, place.text) for place in fact.places] == [("r1", words)]
    assert fact.says == "as r1 tells"


@pytest.mark.parametrize(
    ("stance", "words"),
    [
        ("declined", "Russia will not keep the cease-fire."),
        ("done", "Russia denied that it had agreed to a cease-fire."),
    ],
)
def test_a_cease_fire_that_one_party_refuses_or_denies_does_not_hold(
    make_pledge: MakePledge, make_arrangement: MakeArrangement, stance: str, words: str
) -> None:
    refused = said(make_pledge("RUS", stance, "settle", sentence=words), "2026-03-04")

    assert told(make_arrangement(), book(refused)) == [("ceasefire", Truth.NO, "2026-03-04")]


def test_reports_of_one_day_that_contradict_one_another_leave_it_unknown(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    made = said(
        make_pledge("RUS", "done", "settle", sentence="Russia and Ukraine agreed a truce and a cease-fire."),
        "2026-03-04",
    )
    refused = said(
        make_pledge("UKR", "declined", "settle", sentence="Ukraine will not sign a cease-fire.", report="r2"),
        "2026-03-04",
        target="RUS",
    )

    assert told(make_arrangement(), book(made, refused)) == [("ceasefire", Truth.UNKNOWN, "2026-03-04")]


def test_a_parliaments_vote_is_a_fact_and_a_signature_is_none(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    arrangement = make_arrangement()
    vote = said(make_pledge("DEU", "done", "ratify", sentence="The Bundestag voted for the mandate."), "2026-03-05")
    refusal = said(make_pledge("SWE", "declined", "ratify", sentence="Swedish lawmakers rejected it."), "2026-03-06")
    signature = said(make_pledge("FRA", "done", "ratify", sentence="France signed the declaration."), "2026-03-05")

    assert told(arrangement, book(vote, refusal, signature)) == [
        ("ratification(DEU)", Truth.YES, "2026-03-05"),
        ("ratification(SWE)", Truth.NO, "2026-03-06"),
    ]


def test_a_vote_decides_the_pledge_and_its_sentence_is_among_the_reasons(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    words = "The Bundestag voted for the mandate."
    vote = said(make_pledge("DEU", "done", "ratify", sentence=words, report="vote"), "2026-03-05")
    ledgered = book(make_pledge("DEU", troops=3000), vote)
    arrangement = informed(make_arrangement(), ledgered)

    before = assess(arrangement, ledgered, suppose(arrangement, ()), as_of=date(2026, 3, 4))
    after = assess(arrangement, ledgered, suppose(arrangement, ()), as_of=date(2026, 3, 5))

    assert [state.state.value for state in before.pledges if state.action == "deploy"] == ["open"]
    (germany,) = [state for state in after.pledges if state.action == "deploy"]
    assert germany.state == "stands"
    (reason,) = [reason for reason in germany.because if "ratification(DEU)" in reason.conditions]
    assert reason.inferred
    assert [place.text for place in reason.places] == [words]


def test_promised_support_counts_once_two_independent_originals_tell_of_it(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    arrangement = make_arrangement()
    first = said(make_pledge("USA", "committed", "support", report="a"), "2026-03-01")
    copy = said(make_pledge("USA", "committed", "support", report="b"), "2026-03-02")
    other = said(make_pledge("USA", "committed", "support", report="c"), "2026-03-03")
    given = said(make_pledge("USA", "done", "support", report="d"), "2026-03-09")

    assert told(arrangement, book(first, copy, copies=("a", "b"))) == []
    assert told(arrangement, book(first, copy, other, copies=("a", "b"))) == [("us_support", Truth.YES, "2026-03-03")]
    assert told(arrangement, book(given)) == [("us_support", Truth.YES, "2026-03-09")]


def test_the_adversarys_word_on_forces_is_its_consent(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    against = said(make_pledge("RUS", "opposes", "deploy"), "2025-09-05")

    assert told(make_arrangement(), book(against)) == [("consent", Truth.NO, "2025-09-05")]


def test_a_day_that_a_report_states_wrongly_is_not_believed(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    against = said(make_pledge("RUS", "opposes", "deploy"), "2015-09-05")
    dated = Ledgered(pledges=(against,), datings=(Dating("r1", When("2015-09-05"), When("2025-09-05")),))

    assert told(make_arrangement(), dated) == [("consent", Truth.NO, "2025-09-05")]


def test_each_day_has_its_truth_and_a_decision_goes_before_report_and_file(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    war = '[[fact]]\ncondition = "ceasefire"\ntruth = "no"\nsince = "2022-02-24"\n'
    signed = said(
        make_pledge("RUS", "done", "settle", sentence="Russia and Ukraine signed a cease-fire."), "2026-03-01"
    )
    over = truth_decision("test", "ceasefire", Truth.NO, When("2026-03-10"), by="Ana", at=AT, reason="it was ended")
    elsewhere = truth_decision("other", "ceasefire", Truth.NO, When("2026-03-02"), by="Ana", at=AT)

    arrangement = informed(make_arrangement(war), book(signed), (over, elsewhere))

    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 9), date(2026, 3, 10), None)
    assert [truth_on(arrangement, "ceasefire", day).value for day in days] == ["no", "yes", "yes", "no", "no"]
    assert truth_on(arrangement, "peace_deal", None) is Truth.UNKNOWN


def test_a_decision_that_names_what_is_not_there_is_left_aside(make_arrangement: MakeArrangement) -> None:
    unknown = truth_decision("test", "armistice", Truth.YES, When("2026-03-10"), by="Ana", at=AT)
    broken = Decision(unknown.kind, ("ceasefire",), "Ana", AT, field="test", value="{")

    assert informed(make_arrangement(), Ledgered(), (unknown, broken)).facts == ()


def test_a_person_can_tie_a_pledges_words_to_a_condition(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    arrangement = make_arrangement()
    pledge = make_pledge("CAN", hangs_on={"other": "when the time is right"}, troops=100)
    meant = tie_decision(
        "test", (pledge.id,), ConditionKind.OTHER, "peace_deal", by="Ana", at=AT, reason="so it said later"
    )

    def hangs_on(*decisions: Decision) -> tuple[str, ...]:
        found = assess(arrangement, book(pledge), suppose(arrangement, ()), decisions=decisions)
        return found.pledges[0].because[0].conditions

    assert hangs_on() == ("other(can-deploy)",)
    assert hangs_on(meant) == ("peace_deal",)
    found = assess(arrangement, book(pledge), suppose(arrangement, ()), decisions=(meant,))
    assert found.pledges[0].because[0].says.endswith("(tied by decision of Ana: so it said later)")
    assert not found.pledges[0].because[0].inferred


JOIN = """
[condition.others]
kind = "others_join"
says = "that three states join"
enough = 3
actions = ["deploy"]
"""


def test_enough_states_have_joined_from_the_day_of_the_last_one_needed(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    arrangement = make_arrangement(JOIN)
    first = said(make_pledge("FRA", "willing"), "2026-01-01")
    again = said(make_pledge("FRA", number="-2"), "2026-01-05")
    second = said(make_pledge("GBR"), "2026-01-06")
    third = said(make_pledge("NLD"), "2026-02-01")
    no_join = (
        said(make_pledge("ITA", "weighing"), "2026-01-01"),
        said(make_pledge("NOR", action="fund"), "2026-01-01"),
    )

    assert told(arrangement, book(first, again, second, *no_join)) == []
    assert told(arrangement, book(third, first, second)) == [("others", Truth.YES, "2026-02-01")]


def test_states_told_together_have_joined_too(make_pledge: MakePledge, make_arrangement: MakeArrangement) -> None:
    def together(number: int, unit: str) -> Pledge:
        pledge = said(make_pledge("GROUP"), "2026-01-06")
        count = StatedQuantity(Quantity(Decimal(number), unit), Span(0, 1))
        return replace(pledge, claims=tuple(replace(claim, quantity=count) for claim in pledge.claims))

    arrangement = make_arrangement(JOIN)

    assert told(arrangement, book(together(26, "countries"))) == [("others", Truth.YES, "2026-01-06")]
    assert told(arrangement, book(together(26, "tanks"))) == []
    assert find_condition("others_join(>=3)", arrangement.conditions) == "others"
    assert find_condition("others_join(>=4)", arrangement.conditions) is None


def test_what_only_a_report_states_can_be_decided(make_pledge: MakePledge, make_arrangement: MakeArrangement) -> None:
    pledge = make_pledge("CAN", hangs_on={"other": "when the time is right"}, troops=100)
    right = truth_decision("test", "other(can-deploy)", Truth.YES, When("2026-03-10"), by="Ana", at=AT)
    arrangement = informed(make_arrangement(), book(pledge), (right,))

    def state(day: date) -> str:
        return assess(arrangement, book(pledge), suppose(arrangement, ()), as_of=day).pledges[0].state.value

    assert [state(date(2026, 3, 9)), state(date(2026, 3, 10))] == ["open", "stands"]


@pytest.mark.parametrize(
    ("sentence", "truth"),
    [
        ("Sweden's parliament has voted down a proposal to send troops.", Truth.NO),
        ("The Riksdag approved the mission by 200 votes.", Truth.YES),
        ("The Riksdag's defence committee approved the mission.", None),
        ("The Riksdag has not yet approved the mission.", None),
        ("The government approved the mission.", None),
        ("Sweden told parliament that there would be a vote on the mission.", None),
        ("The Bundestag approved the mission.", None),
    ],
)
def test_what_a_vote_came_to_is_read_from_its_words(
    make_pledge: MakePledge, make_arrangement: MakeArrangement, sentence: str, truth: Truth | None
) -> None:
    vote = said(make_pledge("SWE", "done", "ratify", sentence=sentence), "2026-03-05")

    assert told(make_arrangement(), book(vote)) == ([("ratification(SWE)", truth, "2026-03-05")] if truth else [])


def test_an_acceptance_is_not_taken_for_the_objection_that_it_ends(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    ended = make_pledge("RUS", "opposes", "deploy", sentence="The Kremlin would accept foreign troops after all.")
    kept = make_pledge("RUS", "opposes", "deploy", sentence="The Kremlin would not accept foreign troops.")

    assert told(make_arrangement(), book(said(ended, "2026-03-05"))) == []
    assert told(make_arrangement(), book(said(kept, "2026-03-05"))) == [("consent", Truth.NO, "2026-03-05")]


@pytest.mark.parametrize(
    ("kind", "actor", "stance", "action", "target", "sentence", "truth"),
    [
        ("ceasefire", "RUS", "done", "settle", "UKR", "Russia signed a truce with Ukraine.", Truth.YES),
        ("ceasefire", "RUS", "done", "settle", "UKR", "Russia signed up to help Ukraine once a truce holds.", None),
        ("ceasefire", "RUS", "declined", "settle", "UKR", "Russia rejected any truce with Ukraine.", Truth.NO),
        ("ceasefire", "RUS", "done", "settle", "UKR", "Russia denied that it had agreed a truce.", Truth.NO),
        ("ceasefire", "RUS", "done", "settle", None, "Russia declared a truce of its own.", None),
        ("peace_deal", "RUS", "done", "ratify", "UKR", "Russia ratified the peace treaty with Ukraine.", Truth.YES),
        ("ratification", "DEU", "done", "ratify", "UKR", "The Bundestag approved the mission.", Truth.YES),
        ("ratification", "DEU", "done", "ratify", "UKR", "The Bundestag voted it down; Berlin approved.", Truth.NO),
        ("ratification", "DEU", "done", "ratify", "UKR", "The Bundestag's committee approved the mission.", None),
        ("ratification", "DEU", "done", "ratify", "MDA", "The Bundestag approved the mission.", None),
        ("us_support", "USA", "done", "support", "UKR", "Washington has backed the force.", Truth.YES),
        ("us_support", "USA", "declined", "support", "UKR", "Washington will not help.", Truth.NO),
        ("us_support", "USA", "done", "support", "SDN", "Washington has backed the force.", None),
        ("consent", "RUS", "opposes", "deploy", "UKR", "Moscow is against soldiers there.", Truth.NO),
        ("consent", "RUS", "opposes", "deploy", "UKR", "Moscow dropped its objections.", None),
        ("request", "UKR", "asks", "deploy", "UKR", "Kyiv asked for soldiers.", Truth.YES),
        ("request", "POL", "asks", "deploy", "UKR", "Warsaw asked for soldiers.", None),
    ],
)
def test_what_changed_and_what_holds_are_read_by_the_same_rules(
    make_pledge: MakePledge,
    make_arrangement: MakeArrangement,
    *,
    kind: str,
    actor: str,
    stance: str,
    action: str,
    target: str | None,
    sentence: str,
    truth: Truth | None,
) -> None:
    words = {"consent": "if Russia agrees"}.get(kind, "then")
    hanging = make_pledge("DEU", "willing", hangs_on={kind: words}, report="berlin", number="-2")
    news = said(make_pledge(actor, stance, action, sentence=sentence, report="news"), "2026-03-05", target=target)
    news = replace(news, history=(StanceAt(When("2026-03-05"), news.stance, (news.claims[0].id,)),))
    request = '[condition.request]\nkind = "request"\nsays = "a request"'

    met = [(one.condition.kind.value, one.truth) for one in told_conditions([hanging, news])]
    facts = reported_facts(make_arrangement(request), book(news))

    assert met == ([(kind, truth)] if truth else [])
    assert [fact.truth for fact in facts if fact.condition.startswith(kind)] == ([truth] if truth else [])


def test_a_promise_of_support_that_hangs_on_something_gives_none(make_pledge: MakePledge) -> None:
    hanging = make_pledge("DEU", "willing", hangs_on={"us_support": "with American help"}, report="berlin")
    offer = make_pledge("USA", "done", "support", hangs_on={"ceasefire": "once there is a truce"}, report="news")
    offer = replace(offer, history=(StanceAt(When("2026-03-05"), offer.stance, (offer.claims[0].id,)),))

    assert list(told_conditions([hanging, offer])) == []


def test_what_is_offered_to_washington_for_its_support_hangs_on_support_of_whoever_offers(
    make_pledge: MakePledge,
) -> None:
    offer = make_pledge("UKR", "willing", "settle", target="USA", hangs_on={"us_support": "for guarantees"})
    given = said(make_pledge("USA", "done", "support", report="news"), "2026-03-05", target="UKR")
    given = replace(given, history=(StanceAt(When("2026-03-05"), given.stance, (given.claims[0].id,)),))

    assert [(one.pledge.id, one.truth) for one in told_conditions([offer, given])] == [("ukr-settle", Truth.YES)]
