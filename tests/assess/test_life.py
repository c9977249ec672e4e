"""The life of a pledge: each stage on the day on which it begins."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pledgebook.assess import assess, assessment_as_dict, suppose
from pledgebook.model import (
    Arrangement,
    Breach,
    Incident,
    IncidentStatus,
    Ledgered,
    Life,
    Pledge,
    Scenario,
    Stage,
    StatedDate,
    Truth,
    When,
)

from .conftest import BASE

MakePledge = Callable[..., Pledge]
MakeArrangement = Callable[..., Arrangement]
AT = datetime(2026, 3, 20, tzinfo=UTC)

TRUCE = """
[[fact]]
condition = "ceasefire"
truth = "no"
since = "2022-02-24"

[[fact]]
condition = "ceasefire"
truth = "yes"
since = "2026-03-01"
"""


def voiced(pledge: Pledge, day: str, due: str = "") -> Pledge:
    """The pledge with its one claim said on a day, and a day set for it."""
    dated = StatedDate(When(day))
    claims = tuple(replace(claim, said=dated, due=StatedDate(When(due)) if due else None) for claim in pledge.claims)
    return replace(pledge, claims=claims)


def life(
    arrangement: Arrangement,
    *pledges: Pledge,
    as_of: str = "",
    scenario: Scenario | None = None,
    breaches: tuple[Breach, ...] = (),
) -> Life | None:
    found = assess(
        arrangement,
        Ledgered(pledges=pledges),
        scenario or suppose(arrangement, ()),
        as_of=When(as_of).latest if as_of else None,
        breaches=breaches,
    )
    return found.pledges[0].life


def stages(told: Life | None) -> list[tuple[str, str]]:
    return [(at.stage.value, at.since.isoformat() if at.since else "") for at in told.stages] if told else []


def test_a_pledge_is_created_then_conditional_then_due_then_discharged(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    history = (("2025-08-24", "weighing"), ("2025-09-04", "committed"), ("2026-04-10", "done"))
    pledge = voiced(
        make_pledge("CAN", "done", "fund", hangs_on={"ceasefire": "after a truce"}, history=history), "2026-04-10"
    )

    assert stages(life(make_arrangement(TRUCE), pledge)) == [
        ("created", "2025-08-24"),
        ("conditional", "2025-09-04"),
        ("due", "2026-03-01"),
        ("discharged", "2026-04-10"),
    ]


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2025-08-30", Stage.CREATED),
        ("2026-02-28", Stage.CONDITIONAL),
        ("2026-03-01", Stage.DUE),
        ("2026-05-01", Stage.DISCHARGED),
    ],
)
def test_as_of_a_day_it_is_in_the_stage_of_that_day(
    make_pledge: MakePledge, make_arrangement: MakeArrangement, day: str, stage: Stage
) -> None:
    history = (("2025-08-24", "weighing"), ("2025-09-04", "committed"), ("2026-04-10", "done"))
    pledge = make_pledge("CAN", "done", "fund", hangs_on={"ceasefire": "after a truce"}, history=history)

    told = life(make_arrangement(TRUCE), pledge, as_of=day)

    assert told is not None
    assert told.now.stage is stage


def test_what_hangs_on_nothing_is_due_at_once(make_pledge: MakePledge, make_arrangement: MakeArrangement) -> None:
    pledge = make_pledge("NOR", action="fund", history=(("2025-08-24", "committed"),))

    told = life(make_arrangement(), pledge)

    assert stages(told) == [("due", "2025-08-24")]
    assert told is not None
    assert told.now.because == "NOR has committed itself, on no condition"


def test_a_condition_that_ends_makes_it_conditional_again(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    over = TRUCE + '[[fact]]\ncondition = "ceasefire"\ntruth = "no"\nsince = "2026-03-20"\n'
    pledge = make_pledge(
        "NOR", action="fund", hangs_on={"ceasefire": "after a truce"}, history=(("2025-08-24", "willing"),)
    )

    assert stages(life(make_arrangement(over), pledge)) == [
        ("conditional", "2025-08-24"),
        ("due", "2026-03-01"),
        ("conditional", "2026-03-20"),
    ]


def test_a_refusal_withdraws_before_it_is_due_and_violates_after(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    def refused(day: str) -> list[tuple[str, str]]:
        history = (("2025-09-04", "committed"), (day, "declined"))
        pledge = make_pledge("CAN", "declined", "fund", hangs_on={"ceasefire": "after a truce"}, history=history)
        return stages(life(make_arrangement(TRUCE), pledge))

    assert refused("2026-01-10")[-1] == ("withdrawn", "2026-01-10")
    assert refused("2026-03-10") == [("conditional", "2025-09-04"), ("due", "2026-03-01"), ("violated", "2026-03-10")]


def test_what_was_never_undertaken_has_no_life(make_pledge: MakePledge, make_arrangement: MakeArrangement) -> None:
    assert life(make_arrangement(), make_pledge("USA", "declined", history=(("2025-08-24", "declined"),))) is None


def test_it_expires_when_its_day_passes_and_nobody_tells_that_it_was_done(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    pledge = voiced(
        make_pledge("NOR", action="fund", history=(("2025-08-24", "committed"),)), "2025-08-24", due="2025-09"
    )

    told = life(make_arrangement(TRUCE), pledge)

    assert stages(told) == [("due", "2025-08-24"), ("expired", "2025-10-01")]
    assert told is not None
    assert told.now.because == "its day passed on 2025-09-30, and no report tells that it was done"


def test_it_expires_when_nobody_voices_it_again(make_pledge: MakePledge, make_arrangement: MakeArrangement) -> None:
    pledge = voiced(make_pledge("NOR", action="fund", history=(("2025-08-24", "committed"),)), "2025-08-24")

    brief = make_arrangement(TRUCE, base="renewal_days = 30\n" + BASE)

    assert stages(life(brief, pledge)) == [("due", "2025-08-24"), ("expired", "2025-09-24")]
    assert stages(life(make_arrangement(TRUCE), pledge)) == [("due", "2025-08-24")]


def test_one_that_is_replaced_is_withdrawn(make_pledge: MakePledge, make_arrangement: MakeArrangement) -> None:
    old = make_pledge("CAN", action="fund", history=(("2025-08-24", "committed"),))
    new = make_pledge("CAN", action="fund", number="-2", history=(("2025-09-10", "committed"),), replaces="can-fund")

    assert stages(life(make_arrangement(), old, new, as_of="2025-09-09")) == [("due", "2025-08-24")]
    found = assess(make_arrangement(), Ledgered(pledges=(old, new)), Scenario("as-known"))
    assert [one.pledge for one in found.left_out] == ["can-fund"]


def test_a_verified_breach_violates_the_word_of_who_made_the_peace(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    settled = make_pledge("RUS", "done", "settle", history=(("2026-03-01", "done"),))
    strike = Incident(
        *(
            "strike",
            "RUS",
            "UKR",
            When("2026-03-09"),
            "Kharkiv",
            (),
            None,
            None,
            (),
            (),
            (),
            2,
            IncidentStatus.VERIFIED,
            "",
        )
    )

    def told(incident: Incident) -> list[tuple[str, str]]:
        return stages(
            life(make_arrangement(TRUCE), settled, as_of="2026-03-20", breaches=(Breach(incident, "ceasefire"),))
        )

    assert told(strike) == [("discharged", "2026-03-01"), ("violated", "2026-03-09")]
    assert told(replace(strike, status=IncidentStatus.DISPUTED)) == [("discharged", "2026-03-01")]


def test_a_guarantee_waits_for_the_attack_though_no_report_says_so(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    pledge = make_pledge("FRA", action="guarantee", history=(("2026-01-06", "committed"),))

    told = life(make_arrangement(), pledge)

    assert told is not None
    assert (told.now.stage, told.now.because) == (
        Stage.CONDITIONAL,
        "FRA has committed itself; it waits for a new attack",
    )


def test_a_supposition_holds_on_every_day(make_pledge: MakePledge, make_arrangement: MakeArrangement) -> None:
    arrangement = make_arrangement(TRUCE)
    pledge = make_pledge(
        "NOR", action="fund", hangs_on={"ceasefire": "after a truce"}, history=(("2025-08-24", "willing"),)
    )
    supposed = suppose(arrangement, [("ceasefire", Truth.YES)])

    assert stages(life(arrangement, pledge, scenario=supposed)) == [("due", "2025-08-24")]


def test_the_life_stands_in_the_plain_data(make_pledge: MakePledge, make_arrangement: MakeArrangement) -> None:
    pledge = make_pledge("NOR", action="fund", history=(("2025-08-24", "weighing"), ("2025-09-01", "committed")))
    arrangement = make_arrangement()

    told = assessment_as_dict(
        assess(arrangement, Ledgered(pledges=(pledge,)), Scenario("as-known"), as_of=date(2025, 9, 2))
    )

    (plain,) = json.loads(json.dumps(told))["pledges"]
    assert plain["life"]["stage"] == "due"
    assert plain["life"]["since"] == "2025-09-01"
    assert [at["stage"] for at in plain["life"]["history"]] == ["created", "due"]


def test_a_stance_of_no_known_day_has_a_stage_since_no_known_day(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    assert stages(life(make_arrangement(), make_pledge("NOR", action="fund"))) == [("due", "")]
