"""How far pledges cover a requirement: what is certain, what is possible, what is unknown."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from pledgebook.assess import assess, suppose
from pledgebook.model import (
    Amount,
    Arrangement,
    Coverage,
    Ledgered,
    Origin,
    Pledge,
    Quantity,
    Scenario,
    Standing,
    Truth,
)

MakePledge = Callable[..., Pledge]
MakeArrangement = Callable[..., Arrangement]


def cover(arrangement: Arrangement, *pledges: Pledge, origins: tuple[Origin, ...] = (), **supposed: Truth) -> Coverage:
    book = Ledgered(pledges=pledges, origins=origins)
    (coverage,) = assess(arrangement, book, Scenario("test", tuple(supposed.items()))).coverage
    return coverage


def figures(coverage: Coverage) -> tuple[int, int | None, Truth, int]:
    possible = None if coverage.possible is None else int(coverage.possible)
    return int(coverage.certain), possible, coverage.met, int(coverage.gap)


def test_firm_pledges_are_certain_and_weighed_ones_only_possible(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    coverage = cover(
        make_arrangement(),
        make_pledge("FRA", troops=10000),
        make_pledge("GBR", "weighing", troops=20000),
        make_pledge("USA", "declined", troops=50000),
    )

    assert figures(coverage) == (10000, 30000, Truth.UNKNOWN, 15000)


def test_a_force_that_no_one_can_fill_is_not_met_and_one_that_stands_is(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    arrangement = make_arrangement()

    assert figures(cover(arrangement, make_pledge("FRA", troops=9000))) == (9000, 9000, Truth.NO, 16000)
    assert figures(cover(arrangement, make_pledge("FRA", troops=26000))) == (26000, 26000, Truth.YES, 0)


def test_a_pledge_without_a_number_is_unknown_and_not_zero(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    coverage = cover(make_arrangement(), make_pledge("FRA", troops=10000), make_pledge("GBR"))

    assert figures(coverage) == (10000, None, Truth.UNKNOWN, 15000)
    assert coverage.shares[1].high is None
    assert "unknown, not zero" in coverage.shares[1].says


def test_26_countries_are_no_number_of_troops(make_arrangement: MakeArrangement, make_pledge: MakePledge) -> None:
    many = make_pledge("GROUP", quantity=Quantity(Decimal(26), "countries"))

    assert figures(cover(make_arrangement(), many)) == (0, None, Truth.UNKNOWN, 25000)


def test_an_estimate_of_the_file_bounds_what_reports_leave_open(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    arrangement = make_arrangement(
        """
[requirement.land-force]
title = "A land force"
measure = "troops"
needed = 25000
actions = ["deploy"]
unstated = { low = 100, high = 5000, source = "the largest contingent named" }
"""
    )

    coverage = cover(arrangement, make_pledge("FRA", troops=10000), make_pledge("GBR"))

    assert figures(coverage) == (10100, 15000, Truth.NO, 14900)


def test_a_coalitions_figure_may_be_its_members_own(make_arrangement: MakeArrangement, make_pledge: MakePledge) -> None:
    coverage = cover(
        make_arrangement(),
        make_pledge("COW", troops=15000),
        make_pledge("FRA", troops=6000),
        make_pledge("GBR", troops=6000),
    )

    assert figures(coverage) == (15000, 27000, Truth.UNKNOWN, 10000)


MONEY = """
[requirement.money]
title = "Money"
measure = "EUR"
needed = 2000000000
actions = ["fund", "arm"]

[rate]
source = "a bank"
CAD = 0.5
"""


def test_a_part_is_not_added_to_its_whole(make_arrangement: MakeArrangement, make_pledge: MakePledge) -> None:
    whole = make_pledge("CAN", action="fund", amount=Amount(Decimal(2_000_000_000), "CAD"))
    part = make_pledge("CAN", action="arm", amount=Amount(Decimal(1_000_000_000), "CAD"), part_of="can-fund")

    coverage = cover(make_arrangement(MONEY), whole, part)

    assert figures(coverage) == (1_000_000_000, 1_000_000_000, Truth.NO, 1_000_000_000)
    assert coverage.shares[0].says == "CAD 2,000,000,000 at 0.5 = EUR 1,000,000,000"


def test_a_firm_part_counts_though_its_whole_is_refused(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    whole = make_pledge("CAN", "declined", action="fund", amount=Amount(Decimal(2_000_000_000), "CAD"))
    part = make_pledge("CAN", action="arm", amount=Amount(Decimal(1_000_000_000), "CAD"), part_of="can-fund")

    assert figures(cover(make_arrangement(MONEY), whole, part))[:2] == (500_000_000, 500_000_000)


def test_pledges_that_are_part_of_one_another_are_still_counted(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    one = make_pledge("CAN", action="fund", amount=Amount(Decimal(7), "EUR"), part_of="can-arm")
    two = make_pledge("CAN", action="arm", amount=Amount(Decimal(5), "EUR"), part_of="can-fund")

    assert figures(cover(make_arrangement(MONEY), one, two))[:2] == (12, 12)


def test_money_in_a_currency_without_a_rate_is_unknown(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    coverage = cover(make_arrangement(MONEY), make_pledge("NOR", action="fund", amount=Amount(Decimal(7), "NOK")))

    assert figures(coverage)[:3] == (0, None, Truth.UNKNOWN)


def test_two_systems_given_together_are_two_and_not_four(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    arrangement = make_arrangement(
        """
[requirement.patriots]
title = "Patriots"
measure = "systems"
unit = "Patriot systems"
needed = 3
actions = ["arm"]
"""
    )
    two = Quantity(Decimal(2), "Patriot air defense systems")
    sentence = "Norway and Germany will give two Patriot air defense systems."
    norway = make_pledge("NOR", action="arm", quantity=two, sentence=sentence, joint=("DEU",))
    germany = make_pledge("DEU", action="arm", quantity=two, sentence=sentence, joint=("NOR",))
    apart = make_pledge("DEU", action="arm", quantity=two, sentence="Germany gives two more.", report="r2")

    assert figures(cover(arrangement, norway, germany))[:3] == (2, 2, Truth.NO)
    assert figures(cover(arrangement, norway, apart))[:3] == (4, 4, Truth.YES)


PRESENCE = """
[requirement.presence]
title = "Presence"
measure = "presence"
actions = ["deploy"]
domains = ["land", "sea", "air"]
"""


def test_presence_counts_the_domains_that_are_stated(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    land = make_pledge("FRA", domains=("land",))
    sea_and_land = make_pledge("GBR", "weighing", domains=("sea", "land"))

    assert figures(cover(make_arrangement(PRESENCE), land, sea_and_land)) == (1, 2, Truth.NO, 2)


def test_a_deployment_that_names_no_domain_may_be_in_any(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    coverage = cover(make_arrangement(PRESENCE), make_pledge("FRA", domains=("land",)), make_pledge("GBR"))

    assert figures(coverage) == (1, 3, Truth.UNKNOWN, 2)


def test_a_partys_own_part_is_asked_for_and_no_other_counts(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    arrangement = make_arrangement(
        """
[requirement.backstop]
title = "Backstop"
measure = "participation"
actions = ["support"]
actors = ["USA"]
"""
    )

    assert figures(cover(arrangement, make_pledge("FRA", action="support"))) == (0, 0, Truth.NO, 1)
    assert figures(cover(arrangement, make_pledge("USA", "weighing", "support"))) == (0, 1, Truth.UNKNOWN, 1)
    assert figures(cover(arrangement, make_pledge("USA", action="support"))) == (1, 1, Truth.YES, 0)


def test_an_announced_number_of_countries_may_hold_those_named_singly(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    arrangement = make_arrangement(
        """
[requirement.contributors]
title = "Contributors"
measure = "participation"
needed = 27
actions = ["deploy"]
"""
    )
    many = make_pledge("GROUP", quantity=Quantity(Decimal(26), "countries"))

    assert figures(cover(arrangement, many, make_pledge("FRA"), make_pledge("GBR"))) == (26, 28, Truth.UNKNOWN, 1)


def test_reports_are_counted_by_original_so_that_copies_add_nothing(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    arrangement = make_arrangement(
        """
[requirement.training]
title = "Training"
measure = "reports"
needed = 2
actions = ["train"]
"""
    )
    pledges = [make_pledge(actor, action="train", report=report) for actor, report in (("FRA", "r1"), ("GBR", "r2"))]

    apart = cover(arrangement, *pledges)
    copied = cover(arrangement, *pledges, origins=(Origin("origin-r1", ("r1", "r2")),))

    assert figures(apart)[:3] == (2, 2, Truth.YES)
    assert figures(copied)[:3] == (1, 1, Truth.NO)


@pytest.mark.parametrize(
    ("actor", "target", "counts"), [("FRA", "UKR", True), ("RUS", "UKR", False), ("UKR", "UKR", False)]
)
def test_the_two_parties_own_forces_are_no_guarantee(
    make_arrangement: MakeArrangement, make_pledge: MakePledge, actor: str, target: str, counts: bool
) -> None:
    coverage = cover(make_arrangement(), make_pledge(actor, target=target, troops=100), ratification=Truth.YES)

    assert (coverage.certain == 100) is counts


def test_a_pledge_for_nobody_named_may_count_but_is_not_certain(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    coverage = cover(make_arrangement(), make_pledge("FRA", target=None, troops=100))

    assert figures(coverage)[:2] == (0, 100)
    assert coverage.shares[0].state is Standing.OPEN


def test_only_pledges_with_the_asked_for_words_count(
    make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    arrangement = make_arrangement(
        """
[requirement.hubs]
title = "Hubs"
measure = "reports"
needed = 1
actions = ["support"]
words = ["hub"]
"""
    )

    assert figures(cover(arrangement, make_pledge("COW", action="support", item="Military hubs")))[0] == 1
    assert figures(cover(arrangement, make_pledge("COW", action="support", item="intelligence")))[0] == 0


def test_pieces_without_a_sum_count_for_their_unit_value_between_two_bounds(
    make_pledge: MakePledge, make_arrangement: MakeArrangement
) -> None:
    worth = '[unit_value."Patriot systems"]\nlow = 700\nhigh = 1000\nsource = "a budget"\n'
    money = '[requirement.money]\ntitle = "M"\nmeasure = "EUR"\nneeded = 1500\nactions = ["arm"]\n'
    arrangement = make_arrangement(worth + money)
    two = make_pledge("NOR", action="arm", quantity=Quantity(Decimal(2), "Patriot air defense systems"))
    tanks = make_pledge("DEU", action="arm", quantity=Quantity(Decimal(2), "tanks"))
    paid = replace(two, id="paid", amount=Amount(Decimal(90), "EUR"))

    def told(pledge: Pledge) -> tuple[Decimal, Decimal | None]:
        found = assess(arrangement, Ledgered(pledges=(pledge,)), suppose(arrangement, ())).coverage[0]
        return found.certain, found.possible

    assert told(two) == (Decimal(1400), Decimal(2000))
    assert told(tanks) == (Decimal(0), None)
    assert told(paid) == (Decimal(90), Decimal(90))
