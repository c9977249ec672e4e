"""Suppositions as a user types them."""

from collections.abc import Callable

import pytest

from pledgebook.assess import parse_supposition, scenario_named, suppose
from pledgebook.errors import ValueFormatError
from pledgebook.model import Arrangement, Chance, Scenario, Truth

MakeArrangement = Callable[..., Arrangement]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("ceasefire=yes", ("ceasefire", Truth.YES)),
        ("us_support = No", ("us_support", Truth.NO)),
        ("ratification(DEU)=unknown", ("ratification(DEU)", Truth.UNKNOWN)),
        ("ceasefire(RUS,UKR)=true", ("ceasefire(RUS,UKR)", Truth.YES)),
        ("consent=false", ("consent", Truth.NO)),
        ("consent=open", ("consent", Truth.UNKNOWN)),
        ("ceasefire=0.4", ("ceasefire", Chance(0.4, 0.4))),
        ("ceasefire = 40%", ("ceasefire", Chance(0.4, 0.4))),
        ("us_support=0.3..60%", ("us_support", Chance(0.3, 0.6))),
        ("us_support=1", ("us_support", Chance(1, 1))),
        ("others_join(>=26)=yes", ("others_join(>=26)", Truth.YES)),
    ],
)
def test_a_supposition_is_a_condition_and_a_truth_or_a_chance(text: str, pair: tuple[str, Truth | Chance]) -> None:
    assert parse_supposition(text) == pair


@pytest.mark.parametrize(
    "text",
    ["", "ceasefire", "=yes", "ceasefire=", "ceasefire=maybe", "ceasefire:yes", "a=1.4", "a=0.6..0.3", "a=1..", "a=-1"],
)
def test_what_is_no_supposition_is_answered_with_an_example(text: str) -> None:
    with pytest.raises(ValueFormatError, match="for example 'ceasefire=yes'"):
        parse_supposition(text)


def test_suppositions_go_by_the_id_or_by_kind_and_parties(make_arrangement: MakeArrangement) -> None:
    pairs = [("ceasefire(UKR, RUS)", Truth.YES), ("ratification(DEU)", Truth.NO)]

    scenario = suppose(make_arrangement(), pairs)

    assert scenario.supposed == (("ceasefire", Truth.YES), ("ratification(DEU)", Truth.NO))
    assert scenario.name == "ceasefire=yes+ratification(DEU)=no"


def test_a_supposition_goes_before_the_scenario_it_is_put_on(make_arrangement: MakeArrangement) -> None:
    base = Scenario("truce", (("ceasefire", Truth.YES), ("us_support", Truth.YES)), "A truce")

    scenario = suppose(make_arrangement(), [("us_support", Truth.NO)], base)

    assert scenario == Scenario("truce+us_support=no", (("ceasefire", Truth.YES), ("us_support", Truth.NO)))


def test_a_chance_takes_the_place_of_what_the_scenario_supposes(make_arrangement: MakeArrangement) -> None:
    base = Scenario("truce", (("ceasefire", Truth.YES),), "A truce", (("us_support", Chance(0.5, 0.5)),))

    scenario = suppose(make_arrangement(), [("ceasefire", Chance(0.25, 0.5)), ("us_support", Truth.NO)], base)

    assert scenario == Scenario(
        "truce+ceasefire=0.25..0.5+us_support=no", (("us_support", Truth.NO),), "", (("ceasefire", Chance(0.25, 0.5)),)
    )


def test_nothing_supposed_is_what_is_known(make_arrangement: MakeArrangement) -> None:
    assert suppose(make_arrangement(), []) == Scenario("as-known")


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("ceasfire", "has no condition 'ceasfire'; did you mean 'ceasefire'?"),
        (
            "ratification(Germany)",
            "'ratification\\(Germany\\)' names no known actor; did you mean 'ratification\\(DEU\\)'",
        ),
        ("truce", "known here: ceasefire, peace_deal"),
        ("quiet", "'quiet' follows from other conditions"),
        ("others_join(>=27)", "has no condition 'others_join\\(>=27\\)'; known here: ceasefire"),
    ],
)
def test_a_condition_that_is_not_there_is_answered_with_those_that_are(
    make_arrangement: MakeArrangement, name: str, complaint: str
) -> None:
    arrangement = make_arrangement('[condition.quiet]\nkind = "other"\nsays = "quiet"\nany = ["ceasefire"]')

    with pytest.raises(ValueFormatError, match=complaint):
        suppose(arrangement, [(name, Truth.YES)])


def test_a_scenario_is_found_by_its_name_or_the_known_ones_are_offered(make_arrangement: MakeArrangement) -> None:
    arrangement = make_arrangement('[scenario.truce]\nsuppose = { ceasefire = "yes" }')

    assert scenario_named(arrangement, "truce") == Scenario("truce", (("ceasefire", Truth.YES),))
    with pytest.raises(ValueFormatError, match="has no scenario 'truse'; did you mean 'truce'"):
        scenario_named(arrangement, "truse")
