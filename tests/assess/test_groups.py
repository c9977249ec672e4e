"""Groups of requirements and chances of conditions, from the file to the answer."""

import json
from collections.abc import Callable

import pytest

from pledgebook.assess import assess, assessment_as_dict, scenario_named
from pledgebook.errors import ArrangementError
from pledgebook.model import Arrangement, Assessment, Chance, Coverage, Group, Ledgered, Pledge, Scenario, Truth, Weight

MakePledge = Callable[..., Pledge]
MakeArrangement = Callable[..., Arrangement]

TWO = """
[requirement.land-force]
title = "A land force"
measure = "troops"
needed = 25000
actions = ["deploy"]

[requirement.backstop]
title = "American backstop"
measure = "participation"
actions = ["support"]
actors = ["USA"]

[scenario.even]
chances = { ceasefire = 0.5, us_support = 0.25 }

[scenario.doubtful]
suppose = { ceasefire = "yes" }
chances = { us_support = [0.25, 0.75] }
"""
BOTH = '[group.package]\ntitle = "Both"\nall = ["land-force", "backstop"]\n'
EITHER = '[group.something]\ntitle = "Either"\nany = ["land-force", "backstop"]\n'


@pytest.fixture
def book(make_pledge: MakePledge) -> Ledgered:
    """A land force after a cease-fire, and an American backstop if there is American support."""
    return Ledgered(
        pledges=(
            make_pledge("FRA", troops=30000, hangs_on={"ceasefire": "after a ceasefire"}),
            make_pledge("USA", action="support", hangs_on={"us_support": "if Washington agrees"}),
        )
    )


def by_name(assessment: Assessment) -> dict[str, Coverage]:
    return {coverage.requirement: coverage for coverage in assessment.coverage}


def test_a_group_of_all_is_voided_by_each_and_a_group_of_any_only_by_all(
    make_arrangement: MakeArrangement, book: Ledgered
) -> None:
    found = by_name(assess(make_arrangement(TWO + BOTH + EITHER), book, Scenario("test")))

    assert found["package"].needs.sets == (("ceasefire", "us_support"),)
    assert found["package"].blockers.sets == (("ceasefire",), ("us_support",))
    assert found["package"].single_points == ("ceasefire", "us_support")
    assert found["something"].needs.sets == (("ceasefire",), ("us_support",))
    assert found["something"].blockers.sets == (("ceasefire", "us_support"),)
    assert found["something"].single_points == ()
    assert found["package"].members == ("land-force", "backstop")


@pytest.mark.parametrize(
    ("ceasefire", "us_support", "figures"),
    [
        (Truth.YES, Truth.YES, (2, 2, Truth.YES, 0)),
        (Truth.YES, Truth.UNKNOWN, (1, 2, Truth.UNKNOWN, 1)),
        (Truth.YES, Truth.NO, (1, 1, Truth.NO, 1)),
        (Truth.UNKNOWN, Truth.UNKNOWN, (0, 2, Truth.UNKNOWN, 2)),
    ],
)
def test_a_group_is_counted_in_requirements(
    make_arrangement: MakeArrangement,
    book: Ledgered,
    ceasefire: Truth,
    us_support: Truth,
    figures: tuple[int, int | None, Truth, int],
) -> None:
    scenario = Scenario("test", (("ceasefire", ceasefire), ("us_support", us_support)))

    package = by_name(assess(make_arrangement(TWO + BOTH), book, scenario))["package"]

    possible = None if package.possible is None else int(package.possible)
    assert (int(package.certain), possible, package.met, int(package.gap)) == figures
    assert (int(package.needed), package.unit) == (2, "requirements")


def test_a_group_of_groups_stands_after_its_members_whatever_the_order_of_the_file(
    make_arrangement: MakeArrangement,
) -> None:
    whole = '[group.whole]\ntitle = "Whole"\nat_least = 1\nof = ["package", "backstop"]\nsource = "a plan"\n'

    arrangement = make_arrangement(TWO + whole + BOTH)

    assert arrangement.groups == (
        Group("package", "Both", 2, ("land-force", "backstop")),
        Group("whole", "Whole", 1, ("package", "backstop"), "a plan"),
    )


def test_chances_and_weights_of_an_even_scenario_are_worked_out(
    make_arrangement: MakeArrangement, book: Ledgered
) -> None:
    arrangement = make_arrangement(TWO + BOTH + EITHER)

    found = by_name(assess(arrangement, book, scenario_named(arrangement, "even")))

    assert found["land-force"].chance == Chance(0.5, 0.5)
    assert found["package"].chance == Chance(0.125, 0.125)
    assert found["something"].chance == Chance(0.625, 0.625)
    assert found["package"].blockers.sets == (("us_support",), ("ceasefire",)), "the likelier first"
    assert found["package"].blockers.chances == (0.75, 0.5)
    assert found["something"].weights == (Weight("ceasefire", 0.5, 1.0), Weight("us_support", 0.5, 1.0))
    assert found["package"].weights[1].fussell_vesely == pytest.approx(0.75 / 0.875)


def test_a_chance_between_two_bounds_leaves_the_answer_between_two(
    make_arrangement: MakeArrangement, book: Ledgered
) -> None:
    arrangement = make_arrangement(TWO + BOTH + EITHER)

    found = by_name(assess(arrangement, book, scenario_named(arrangement, "doubtful")))

    assert found["package"].chance == Chance(0.25, 0.75)
    assert found["something"].chance == Chance(1, 1)
    assert found["package"].blockers.chances == ()
    assert {weight.fussell_vesely for weight in found["package"].weights} == {None}


def test_what_nobody_knows_may_have_any_chance(make_arrangement: MakeArrangement, book: Ledgered) -> None:
    assert by_name(assess(make_arrangement(TWO), book, Scenario("test")))["backstop"].chance == Chance(0, 1)


def test_a_chance_leaves_a_pledge_open_and_is_told_as_the_reason(
    make_arrangement: MakeArrangement, book: Ledgered
) -> None:
    arrangement = make_arrangement(TWO)

    assessment = assess(arrangement, book, scenario_named(arrangement, "doubtful"))

    assert assessment.pledges[1].because[0].says == (
        "open: needs American support, which this scenario gives a chance of 25 to 75 per cent"
    )


def test_the_plain_data_names_weights_and_chance(make_arrangement: MakeArrangement, book: Ledgered) -> None:
    arrangement = make_arrangement(TWO + BOTH)

    plain = json.loads(json.dumps(assessment_as_dict(assess(arrangement, book, scenario_named(arrangement, "even")))))

    assert plain["scenario"]["chances"] == {"ceasefire": [0.5, 0.5], "us_support": [0.25, 0.25]}
    package = plain["requirements"][2]
    assert {key: package[key] for key in ("name", "chance", "weights", "weights_exact", "blockers", "members")} == {
        "name": "package",
        "chance": {"low": 0.125, "high": 0.125, "exact": True},
        "weights": [
            {"condition": "ceasefire", "birnbaum": 0.5, "fussell_vesely": 0.571428571429},
            {"condition": "us_support", "birnbaum": 0.5, "fussell_vesely": 0.857142857143},
        ],
        "weights_exact": {"birnbaum": True, "fussell_vesely": True},
        "blockers": [["us_support"], ["ceasefire"]],
        "members": ["land-force", "backstop"],
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[group.package]\ntitle = "B"\n', "a group has exactly one of all, any, or at_least with of; here: none"),
        (
            '[group.package]\ntitle = "B"\nall = ["land-forse"]\n',
            "unknown requirement 'land-forse'; did you mean 'land",
        ),
        (BOTH + 'any = ["backstop"]\n', "exactly one of all, any, or at_least with of; here: all, any"),
        (BOTH.replace("package", "backstop"), "'backstop' is a requirement already"),
        ('[group.p]\ntitle = "B"\nat_least = 3\nof = ["backstop"]\n', "at_least = 3 contradicts its list"),
        ('[group.p]\ntitle = "B"\nat_least = 1\n', "missing 'of'"),
        ('[group.p]\ntitle = "B"\nall = ["p"]\n', "groups are made of one another in a circle: p -> p"),
        ('[group.P]\ntitle = "B"\nall = ["backstop"]\n', "'P' is no short name"),
        ("[scenario.x]\nchances = { ceasefire = 1.5 }\n", "1.5 for 'ceasefire': expected 0 <= low <= high <= 1"),
        ("[scenario.x]\nchances = { ceasefire = [0.6, 0.3] }\n", r"\[0.6, 0.3\] for 'ceasefire': expected 0 <= low"),
        ('[scenario.x]\nchances = { ceasefire = "even" }\n', "'even' for 'ceasefire': expected a chance from 0 to 1"),
        ("[scenario.x]\nchances = { ceasfire = 0.5 }\n", "unknown condition 'ceasfire'; did you mean 'ceasefire'"),
        (
            '[scenario.x]\nsuppose = { ceasefire = "no" }\nchances = { ceasefire = 0.5 }\n',
            "'ceasefire' is supposed twice",
        ),
    ],
)
def test_a_wrong_group_or_chance_is_named_with_what_was_expected(
    make_arrangement: MakeArrangement, text: str, complaint: str
) -> None:
    with pytest.raises(ArrangementError, match=complaint) as caught:
        make_arrangement(TWO + text)

    assert str(caught.value).startswith("test.toml:")
