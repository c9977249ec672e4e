"""Options side by side: who is for which, who against, what each hangs on and what it is worth."""

from collections.abc import Callable

import pytest

from pledgebook.assess import compare, suppose
from pledgebook.errors import ValueFormatError
from pledgebook.model import Arrangement, Ledgered, Option, Pledge, Stance, Truth

MakePledge = Callable[..., Pledge]
MakeArrangement = Callable[..., Arrangement]

OPTIONS = """
[[presumption]]
actions = ["deploy"]
hangs_on = "ceasefire"
says = "the force comes after the fighting"

[requirement.land-force]
title = "A land force"
measure = "troops"
needed = 5000
actions = ["deploy"]

[requirement.tripwire]
title = "A tripwire"
measure = "reports"
needed = 1
actions = ["deploy"]
words = ["tripwire"]

[requirement.nato]
title = "Accession to NATO"
measure = "participation"
actors = ["NATO"]
actions = ["admit"]
words = ["nato"]

[requirement.arms]
title = "Arms alone"
measure = "reports"
needed = 1
actions = ["arm"]

[group.both]
title = "Force and arms"
all = ["land-force", "arms"]
"""


@pytest.fixture
def options(make_pledge: MakePledge, make_arrangement: MakeArrangement) -> dict[str, Option]:
    pledges = (
        make_pledge("FRA", "willing", troops=4000),
        make_pledge("GBR", "committed", troops=3000, hangs_on={"us_support": "if Washington helps"}),
        make_pledge("CAN", "weighing"),
        make_pledge("ITA", "declined"),
        make_pledge("RUS", "opposes", sentence="Russia opposes any foreign force."),
        make_pledge("JPN", "backs", sentence="Japan backs the force."),
        make_pledge("BEL", "willing", number="-2", sentence="Belgium would join a tripwire force."),
        make_pledge("HUN", "opposes", "admit", sentence="Hungary opposes that Ukraine joins NATO."),
        make_pledge("UKR", "asks", "admit", sentence="Ukraine asks to be let into NATO."),
        make_pledge("NOR", "committed", "arm"),
    )
    arrangement = make_arrangement(OPTIONS)
    found = compare(arrangement, Ledgered(pledges=pledges), suppose(arrangement, [("ceasefire", Truth.YES)]))
    return {option.coverage.requirement: option for option in found.options}


def test_all_requirements_and_groups_are_options_where_the_file_names_none(options: dict[str, Option]) -> None:
    assert list(options) == ["land-force", "tripwire", "nato", "arms", "both"]


def test_who_gives_who_weighs_and_who_is_against_an_option(options: dict[str, Option]) -> None:
    force = options["land-force"]

    assert force.held_by(Stance.COMMITTED, Stance.WILLING) == ("GBR", "BEL", "FRA")
    assert force.held_by(Stance.WEIGHING) == ("CAN",)
    assert force.held_by(Stance.DECLINED) == ("ITA",)
    assert force.held_by(Stance.BACKS) == ("JPN",)
    assert force.held_by(Stance.OPPOSES) == ("RUS",)
    assert force.voices[-1].places[0].text == "Russia opposes any foreign force."


def test_an_opinion_counts_where_it_names_the_option(options: dict[str, Option]) -> None:
    assert [(voice.actor, voice.stance.value) for voice in options["nato"].voices] == [
        ("UKR", "asks"),
        ("HUN", "opposes"),
    ]
    assert options["tripwire"].held_by(Stance.WILLING) == ("BEL",)
    assert options["tripwire"].held_by(Stance.OPPOSES) == ()


def test_what_an_option_hangs_on_is_told_with_the_pledges_that_do(options: dict[str, Option]) -> None:
    hanging = {one.condition: (len(one.pledges), one.inferred) for one in options["land-force"].hangs_on}

    assert hanging == {"ceasefire": (4, True), "us_support": (1, False)}
    assert options["arms"].hangs_on == ()


def test_each_option_has_its_worth_and_what_voids_it(options: dict[str, Option]) -> None:
    assert options["land-force"].coverage.certain == 4000
    assert options["land-force"].coverage.met is Truth.UNKNOWN
    assert options["land-force"].coverage.single_points == ("ceasefire",)
    assert options["nato"].coverage.blockers.sets == ((),)
    assert options["arms"].coverage.met is Truth.YES


def test_a_group_has_the_voices_of_all_its_members(options: dict[str, Option]) -> None:
    assert {"FRA", "NOR"} <= {voice.actor for voice in options["both"].voices}


def test_an_option_that_is_not_there_is_refused_with_what_comes_near(make_arrangement: MakeArrangement) -> None:
    arrangement = make_arrangement(OPTIONS)

    with pytest.raises(ValueFormatError, match="no requirement or group 'tripwir'; did you mean 'tripwire'"):
        compare(arrangement, Ledgered(), suppose(arrangement, ()), ["tripwir"])
