"""What stands, falls or is open in a scenario, and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from pledgebook.assess import assess, suppose
from pledgebook.model import (
    Arrangement,
    Ledgered,
    LeftOut,
    Place,
    Pledge,
    PledgeState,
    Scenario,
    Span,
    Standing,
    Truth,
)

MakePledge = Callable[..., Pledge]
MakeArrangement = Callable[..., Arrangement]


def judge(arrangement: Arrangement, pledge: Pledge, as_of: date | None = None, **supposed: Truth) -> PledgeState:
    scenario = Scenario("test", tuple(supposed.items()))
    (state,) = assess(arrangement, Ledgered(pledges=(pledge,)), scenario, as_of=as_of).pledges
    return state


@pytest.mark.parametrize(
    ("stance", "ceasefire", "state"),
    [
        ("done", Truth.YES, Standing.STANDS),
        ("done", Truth.UNKNOWN, Standing.OPEN),
        ("done", Truth.NO, Standing.FALLS),
        ("committed", Truth.YES, Standing.STANDS),
        ("committed", Truth.UNKNOWN, Standing.OPEN),
        ("committed", Truth.NO, Standing.FALLS),
        ("willing", Truth.YES, Standing.STANDS),
        ("willing", Truth.UNKNOWN, Standing.OPEN),
        ("willing", Truth.NO, Standing.FALLS),
        ("weighing", Truth.YES, Standing.OPEN),
        ("weighing", Truth.UNKNOWN, Standing.OPEN),
        ("weighing", Truth.NO, Standing.FALLS),
        ("declined", Truth.YES, Standing.OPEN),
        ("declined", Truth.UNKNOWN, Standing.OPEN),
        ("declined", Truth.NO, Standing.FALLS),
    ],
)
def test_a_pledge_that_hangs_on_a_ceasefire_goes_by_its_stance_and_the_ceasefire(
    make_arrangement: MakeArrangement, make_pledge: MakePledge, stance: str, ceasefire: Truth, state: Standing
) -> None:
    pledge = make_pledge("CAN", stance, hangs_on={"ceasefire": "after a ceasefire"})

    assert judge(make_arrangement(), pledge, ceasefire=ceasefire).state is state


@pytest.mark.parametrize(
    ("stance", "state"),
    [
        ("done", Standing.STANDS),
        ("committed", Standing.STANDS),
        ("willing", Standing.STANDS),
        ("weighing", Standing.OPEN),
        ("declined", Standing.FALLS),
    ],
)
def test_a_pledge_without_conditions_goes_by_its_stance_alone(
    make_arrangement: MakeArrangement, make_pledge: MakePledge, stance: str, state: Standing
) -> None:
    assert judge(make_arrangement(), make_pledge("CAN", stance)).state is state


def test_the_reason_names_the_condition_the_supposition_and_the_words_of_the_report(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    sentence = "Canada will send troops after a ceasefire."
    pledge = make_pledge("CAN", sentence=sentence, hangs_on={"ceasefire": "after a ceasefire"})

    state = judge(make_arrangement(), pledge, ceasefire=Truth.NO)

    first, second = state.because
    assert first.says == "falls: needs a cease-fire between RUS and UKR, which this scenario supposes does not hold"
    assert first.conditions == ("ceasefire",)
    assert first.places == (Place("r1", Span(24, 41), "after a ceasefire"),)
    assert not first.inferred
    assert second.says == "CAN has committed itself"
    assert second.places == (Place("r1", Span(0, len(sentence)), sentence),)


def test_a_pledge_that_stands_says_that_what_it_hangs_on_holds(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    pledge = make_pledge("CAN", hangs_on={"ceasefire": "after a ceasefire"})

    state = judge(make_arrangement(), pledge, ceasefire=Truth.YES)

    assert [reason.says for reason in state.because] == [
        "stands: CAN has committed itself, and what it hangs on holds",
        "needs a cease-fire between RUS and UKR, which this scenario supposes holds",
    ]


def test_what_nobody_reported_on_is_said_to_be_unreported(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    pledge = make_pledge("CAN", hangs_on={"us_support": "with American backing"})

    state = judge(make_arrangement(), pledge)

    assert state.because[0].says == "open: needs American support, and nobody has reported whether it holds"


def test_a_german_deployment_needs_the_bundestag_though_no_report_says_so(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    state = judge(make_arrangement(), make_pledge("DEU"))

    assert state.state is Standing.OPEN
    assert state.because[0].inferred
    assert state.because[0].conditions == ("ratification(DEU)",)
    assert state.because[0].says.startswith(
        "open: needs approval by the parliament of DEU, and nobody has reported whether it holds "
        "(inferred: before forces go abroad, by law: Bundestag"
    )


def test_a_parliaments_approval_stated_in_a_report_is_not_inferred_again(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    pledge = make_pledge("DEU", hangs_on={"ratification": "if the Bundestag agrees"})

    state = judge(make_arrangement(), pledge, ratification=Truth.YES)

    assert state.state is Standing.STANDS
    assert [reason.inferred for reason in state.because] == [False, False]


@pytest.mark.parametrize(
    ("actor", "action", "stance"),
    [
        ("CAN", "deploy", "committed"),
        ("DEU", "arm", "committed"),
        ("DEU", "deploy", "done"),
        ("UKR", "deploy", "committed"),
        ("RUS", "deploy", "committed"),
    ],
)
def test_no_parliament_is_inferred_where_the_law_asks_for_none(
    make_arrangement: MakeArrangement, make_pledge: MakePledge, actor: str, action: str, stance: str
) -> None:
    state = judge(make_arrangement(), make_pledge(actor, stance, action))

    assert state.state is Standing.STANDS


def test_one_parliament_can_refuse_while_all_others_are_supposed_to_agree(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    arrangement = make_arrangement()
    scenario = suppose(arrangement, [("ratification", Truth.YES), ("ratification(DEU)", Truth.NO)])
    book = Ledgered(pledges=(make_pledge("DEU"), make_pledge("ESP")))

    germany, spain = assess(arrangement, book, scenario).pledges

    assert germany.state is Standing.FALLS
    assert spain.state is Standing.STANDS


def test_a_promise_to_answer_an_attack_stands_before_any_attack_and_waits_for_it(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    pledge = make_pledge("GBR", action="guarantee", hangs_on={"attack": "should Russia attack again"})

    state = judge(make_arrangement(), pledge, attack=Truth.NO)

    assert state.state is Standing.STANDS
    assert state.waits_for == ("attack",)
    assert state.because[-1].says == "falls due only with a new attack, which this scenario supposes does not hold"


def test_after_a_ceasefire_or_peace_either_is_enough(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    pledge = make_pledge("CAN", hangs_on={"ceasefire": "to secure a ceasefire or peace"})

    state = judge(make_arrangement(), pledge, ceasefire=Truth.NO, peace_deal=Truth.YES)

    assert state.state is Standing.STANDS
    assert state.because[1].conditions == ("ceasefire", "peace_deal")


END_OF_FIGHTING = """
[condition.guns_silent]
kind = "other"
says = "an end of the fighting"
any = ["ceasefire", "peace_deal"]
"""


def told_twice(one: Pledge, other: Pledge) -> Pledge:
    return replace(one, claims=(*one.claims, *other.claims), conditions=(*one.conditions, *other.conditions))


@pytest.mark.parametrize(
    ("ceasefire", "peace", "state"),
    [
        (Truth.YES, Truth.NO, Standing.STANDS),
        (Truth.NO, Truth.YES, Standing.STANDS),
        (Truth.NO, Truth.NO, Standing.FALLS),
        (Truth.NO, Truth.UNKNOWN, Standing.OPEN),
    ],
)
def test_a_ceasefire_in_one_report_and_peace_in_another_are_told_of_one_end_of_fighting(
    make_arrangement: MakeArrangement, make_pledge: MakePledge, ceasefire: Truth, peace: Truth, state: Standing
) -> None:
    pledge = told_twice(
        make_pledge("CAN", hangs_on={"ceasefire": "after a ceasefire"}, report="a"),
        make_pledge("CAN", hangs_on={"peace_deal": "once there is peace"}, report="b"),
    )

    found = judge(make_arrangement(END_OF_FIGHTING), pledge, ceasefire=ceasefire, peace_deal=peace)

    assert found.state is state
    (reason,) = [reason for reason in found.because if reason.conditions]
    assert reason.conditions == ("guns_silent",)
    assert reason.inferred
    assert [place.report for place in reason.places] == ["a", "b"]


def test_a_ceasefire_and_peace_told_together_are_both_needed(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    both = make_pledge("CAN", hangs_on={"ceasefire": "after a ceasefire", "peace_deal": "and a peace deal"})
    apart = told_twice(
        make_pledge("CAN", hangs_on={"ceasefire": "after a ceasefire"}, report="a"),
        make_pledge("CAN", hangs_on={"peace_deal": "once there is peace"}, report="b"),
    )

    assert judge(make_arrangement(END_OF_FIGHTING), both, ceasefire=Truth.YES, peace_deal=Truth.NO).state == "falls"
    assert judge(make_arrangement(), apart, ceasefire=Truth.YES, peace_deal=Truth.NO).state == "falls"


def test_the_consent_of_another_state_is_not_taken_for_russias(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    pledge = make_pledge("CAN", hangs_on={"consent": "if Poland consents"})

    state = judge(make_arrangement(), pledge, consent=Truth.NO)

    assert state.state is Standing.OPEN
    assert state.because[0].conditions == ("consent(POL)",)


def test_a_condition_in_words_that_no_file_knows_is_kept_and_can_be_supposed(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    arrangement = make_arrangement()
    pledge = make_pledge("CAN", hangs_on={"other": "if common sense prevails"})
    book = Ledgered(pledges=(pledge,))

    plain = assess(arrangement, book, Scenario("test"))
    supposed = assess(arrangement, book, suppose(arrangement, [("other(can-deploy)", Truth.YES)]))

    assert plain.pledges[0].state is Standing.OPEN
    assert plain.conditions[-1].stated_only
    assert plain.conditions[-1].says == "what is reported as “if common sense prevails”"
    assert supposed.pledges[0].state is Standing.STANDS


def test_what_the_file_presumes_binds_pledges_of_that_action_and_is_marked(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    arrangement = make_arrangement(
        """
[[presumption]]
actions = ["deploy"]
hangs_on = { any = ["ceasefire", "peace_deal"] }
says = "it comes after the war"
"""
    )

    free = judge(arrangement, make_pledge("CAN"), ceasefire=Truth.NO, peace_deal=Truth.NO)
    stated = judge(arrangement, make_pledge("CAN", hangs_on={"peace_deal": "after peace"}), peace_deal=Truth.YES)
    other_action = judge(arrangement, make_pledge("CAN", action="arm"), ceasefire=Truth.NO, peace_deal=Truth.NO)

    assert free.state is Standing.FALLS
    assert free.because[0].inferred
    assert free.because[0].says.endswith("(inferred: it comes after the war)")
    assert stated.state is Standing.STANDS
    assert not any(reason.inferred for reason in stated.because)
    assert other_action.state is Standing.STANDS


def test_a_condition_follows_from_others_through_two_steps(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    arrangement = make_arrangement(
        """
[condition.calm]
kind = "other"
says = "calm"
words = ["calm"]
all = ["quiet", { not = "attack" }]

[condition.quiet]
kind = "other"
says = "quiet"
any = ["ceasefire", "peace_deal"]
"""
    )
    pledge = make_pledge("CAN", hangs_on={"other": "once there is calm"})

    assert judge(arrangement, pledge, peace_deal=Truth.YES, attack=Truth.NO).state is Standing.STANDS
    assert judge(arrangement, pledge, peace_deal=Truth.YES, attack=Truth.YES).state is Standing.FALLS
    assert judge(arrangement, pledge, peace_deal=Truth.YES).state is Standing.OPEN


def test_facts_count_from_their_day_and_suppositions_go_before_them(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    arrangement = make_arrangement(
        """
[[fact]]
condition = "ceasefire"
truth = "no"
source = "all reports"
[[fact]]
condition = "ceasefire"
truth = "yes"
since = 2026-02-01
source = "AFP"
"""
    )
    pledge = make_pledge("CAN", hangs_on={"ceasefire": "after a ceasefire"})

    assert judge(arrangement, pledge, date(2026, 1, 31)).state is Standing.FALLS
    assert judge(arrangement, pledge, date(2026, 2, 1)).state is Standing.STANDS
    assert "which holds since 2026-02-01 (AFP)" in judge(arrangement, pledge).because[1].says
    assert judge(arrangement, pledge, ceasefire=Truth.UNKNOWN).state is Standing.OPEN


def test_a_pledge_is_judged_by_the_stance_of_the_day(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    pledge = make_pledge("CAN", "willing", history=(("2025-08-24", "weighing"), ("2026-01", "willing")))
    arrangement = make_arrangement()

    assert judge(arrangement, pledge, date(2025, 9, 1)).state is Standing.OPEN
    assert judge(arrangement, pledge, date(2026, 1, 6)).state is Standing.STANDS
    early = assess(arrangement, Ledgered(pledges=(pledge,)), Scenario("test"), as_of=date(2025, 1, 1))
    assert early.pledges == ()
    assert early.left_out == (LeftOut("can-deploy", "first voiced on a later day"),)


def test_what_is_left_out_leaves_with_its_reason(make_arrangement: MakeArrangement, make_pledge: MakePledge) -> None:
    book = Ledgered(
        pledges=(
            make_pledge("FRA", "backs"),
            make_pledge("IDN", target="PSE"),
            make_pledge("NOR", number="-1"),
            make_pledge("NOR", number="-2", replaces="nor-deploy-1"),
        )
    )

    assessment = assess(make_arrangement(), book, Scenario("test"))

    assert assessment.left_out == (
        LeftOut("fra-deploy", "FRA backs what others do and undertakes nothing by it"),
        LeftOut("idn-deploy", "it is about PSE, which is no part of this arrangement"),
        LeftOut("nor-deploy-1", "nor-deploy-2 replaces it"),
    )
    assert [state.pledge for state in assessment.pledges] == ["nor-deploy-2"]


def test_an_empty_book_leaves_every_requirement_unmet_and_breaks_nothing(make_arrangement: MakeArrangement) -> None:
    (coverage,) = assess(make_arrangement(), Ledgered(), Scenario("test")).coverage

    assert coverage.certain == 0
    assert coverage.possible == 0
    assert coverage.gap == 25000
    assert coverage.met is Truth.NO
    assert coverage.blockers.sets == ((),)
