"""Totals: what counts under which name, in euro at the day's rate, each sum once, and what is left out."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from pledgebook.model import Amount, Basis, Definition, Reading, Rule, Total, Totals
from pledgebook.reconcile import reconcile, total_up

Read = Callable[..., Reading]
Tell = Callable[..., object]
OF = Definition


def up(*readings: Reading, definition: Definition = OF.ANNOUNCED) -> Totals:
    return total_up(reconcile(readings), (definition,))


def total(found: Totals, actor: str | None = None) -> Total:
    return next(one for one in found.totals if one.actor == actor)


def in_all(found: Totals) -> tuple[str, ...]:
    """The sums of the total of all, in millions."""
    return tuple(f"{amount.value / 10**6:f} {amount.currency}" for amount in total(found).sums)


def removed(found: Totals) -> list[tuple[str, Rule, str | None]]:
    return [(one.pledge, one.rule, one.counted_in) for one in found.removed]


def one_claim(read: Read, told: Tell, text: str, coded: str, **more: str) -> Reading:
    published = more.pop("published", "2025-09-05")
    return read(text[:12], text, published=published, claims=[told(text, coded, **more)])


@pytest.mark.parametrize(
    ("text", "stance", "counts"),
    [
        ("Norway is ready to give 7 billion kroner.", "willing", "announced fts_pledged"),
        ("Norway will give 7 billion kroner.", "committed", "announced committed fts_pledged"),
        ("Norway earmarked 7 billion kroner for Ukraine.", "committed", "announced committed allocated fts_pledged"),
        (
            "Norway signed a grant agreement of 7 billion kroner.",
            "committed",
            "announced committed allocated fts_committed",
        ),
        ("Norway has paid 7 billion kroner.", "done", "announced committed allocated delivered fts_paid"),
        ("Norway could give 7 billion kroner.", "weighing", ""),
        ("Norway will not give 7 billion kroner.", "declined", ""),
        ("Norway wants others to give 7 billion kroner.", "asks", ""),
    ],
)
def test_what_counts_under_which_definition(read: Read, told: Tell, text: str, stance: str, counts: str) -> None:
    ledgered = reconcile([one_claim(read, told, text, f"NOR {stance} fund UKR", amount="NOK 7e9")])

    found = total_up(ledgered)

    assert " ".join(sorted({one.definition for one in found.counted})) == " ".join(sorted(counts.split()))


def test_a_sum_stands_in_its_currency_and_in_euro_at_the_rate_of_its_day(read: Read, told: Tell) -> None:
    reading = one_claim(
        read,
        told,
        "Norway will give 7 billion kroner.",
        "NOR committed fund UKR",
        amount="NOK 7e9",
        published="2025-08-25",
    )

    found = up(reading)

    (line,) = found.counted
    assert (line.amount, line.day and line.day.isoformat()) == (Amount(Decimal("7e9"), "NOK"), "2025-08-25")
    assert line.eur == Decimal("592793326.84")
    assert (line.basis, line.spread) == (Basis.MONEY, Decimal(0))
    assert (total(found, "NOR").eur, total(found).sums) == (line.eur, (Amount(Decimal("7e9"), "NOK"),))


def test_a_sum_without_a_rate_is_named_and_not_taken_for_nothing(read: Read, told: Tell) -> None:
    text = "Norway will give 3 million old florins."
    found = up(one_claim(read, told, text, "NOR committed fund UKR", amount="XXA 3e6"))

    assert (total(found).eur, total(found).without_rate) == (None, (Amount(Decimal("3e6"), "XXA"),))


def test_arms_count_at_the_worth_stated_and_say_so(read: Read, told: Tell) -> None:
    text = "Canada will send drones worth CA$1 billion."

    (line,) = up(one_claim(read, told, text, "CAN committed arm UKR", amount="CAD 1e9")).counted

    assert line.basis is Basis.STATED_WORTH


def test_a_pledge_without_a_sum_is_unknown_and_troops_are_not_money(read: Read, told: Tell) -> None:
    arms, men = "Sweden will send jets.", "Sweden will send soldiers."
    claims = [told(arms, "SWE committed arm UKR"), told(men, "SWE committed deploy UKR")]

    found = total(up(read("r", f"{arms} {men}", claims=claims)), "SWE")

    assert (found.unknown, found.pledges, found.eur) == (1, 0, None)


def test_a_part_counts_in_its_whole_and_by_itself_where_the_whole_does_not_count(read: Read, told: Tell) -> None:
    text = "Germany has paid out €60 million of the €96 million it promised."
    reading = read(
        "r",
        text,
        claims=[
            told(text, "DEU done fund LBN", amount="EUR 60e6"),
            told(text, "DEU committed fund LBN", amount="EUR 96e6"),
        ],
    )

    announced, delivered = up(reading), up(reading, definition=OF.DELIVERED)

    assert (in_all(announced), removed(announced)) == (("96 EUR",), [("deu-fund-lbn-2", Rule.DELIVERS, "deu-fund-lbn")])
    assert (in_all(delivered), removed(delivered)) == (("60 EUR",), [])


def test_under_fts_what_is_paid_is_no_longer_pledged(read: Read, told: Tell) -> None:
    text = "Germany has paid out €60 million of the €96 million it promised."
    reading = read(
        "r",
        text,
        claims=[
            told(text, "DEU done fund LBN", amount="EUR 60e6"),
            told(text, "DEU committed fund LBN", amount="EUR 96e6"),
        ],
    )

    found = up(reading, definition=OF.FTS_PLEDGED)

    assert in_all(found) == ("36 EUR",)
    assert [(one.amount.value, one.rule) for one in found.removed] == [(Decimal("60e6"), Rule.LATER_STATUS)]
    assert [one.stated.value for one in found.counted] == [Decimal("96e6")]


def test_canadas_billion_within_its_two_counts_once(read: Read, told: Tell) -> None:
    text = "Canada pledged CA$2 billion in aid, including CA$1 billion of drones."
    claims = [
        told(text, "CAN committed fund UKR", amount="CAD 2e9"),
        told(text, "CAN committed arm UKR", amount="CAD 1e9"),
    ]

    found = up(read("r", text, claims=claims))

    assert in_all(found) == ("2000 CAD",)
    assert removed(found) == [("can-arm-ukr", Rule.PART_OF, "can-fund-ukr")]
    assert found.removed[0].says == "It lies within can-fund-ukr, which counts. r has it so: “including”."


def test_named_givers_are_taken_off_what_all_gave(read: Read, told: Tell) -> None:
    every, one = "Donors pledged €800 million.", "France put up €100 million."
    claims = [
        told(every, "GROUP committed fund LBN", amount="EUR 800e6", actor_text="Donors"),
        told(one, "FRA committed fund LBN", amount="EUR 100e6"),
    ]

    found = up(read("r", f"{every} {one}", published="2024-10-24", claims=claims))

    assert in_all(found) == ("800 EUR",)
    assert [total(found, actor).eur for actor in ("GROUP", "FRA")] == [Decimal("700e6"), Decimal("100e6")]
    assert removed(found) == [("group-fund-lbn", Rule.NAMED_GIVERS, "fra-fund-lbn")]


def test_one_sum_told_as_money_and_as_arms_counts_once(read: Read, told: Tell) -> None:
    arms, money = "Norway buys air defence for 7 billion kroner.", "Norway gives 7 billion kroner for air defence."
    first = one_claim(read, told, arms, "NOR committed arm UKR", amount="NOK 7e9")
    second = one_claim(read, told, money, "NOR committed fund UKR", amount="NOK 7e9")

    found = up(first, second)

    assert (in_all(found), removed(found)) == (("7000 NOK",), [("nor-fund-ukr", Rule.SAME_SUM, "nor-arm-ukr")])


def test_a_sum_told_of_two_together_counts_once_in_all_and_is_marked(read: Read, told: Tell) -> None:
    text = "France and Italy will together give €2 billion."
    claims = [told(text, f"{actor} committed fund UKR", amount="EUR 2e9") for actor in ("FRA", "ITA")]

    found = up(read("r", text, claims=claims))

    assert in_all(found) == ("2000 EUR",)
    assert [total(found, actor).eur for actor in ("FRA", "ITA")] == [Decimal("2e9")] * 2
    assert [one.shared_with for one in found.counted] == [("ITA",), ("FRA",)]
    assert [(one.rule, one.in_all_only) for one in found.removed] == [(Rule.SHARED_SUM, True)]


def test_a_sum_given_by_each_is_not_shared(read: Read, told: Tell) -> None:
    text = "France and Italy will give €2 billion each."
    claims = [told(text, f"{actor} committed fund UKR", amount="EUR 2e9") for actor in ("FRA", "ITA")]

    assert in_all(up(read("r", text, claims=claims))) == ("4000 EUR",)


def test_a_raised_pledge_and_a_withdrawn_one_are_told_as_left_out(read: Read, told: Tell) -> None:
    old, new = "Norway promised 5 billion kroner.", "Norway raised its aid from 5 billion kroner to 7 billion kroner."
    yes, no = "Malta will give €1 million.", "Malta will not give the €1 million."
    found = up(
        one_claim(read, told, old, "NOR committed fund UKR", amount="NOK 5e9", published="2025-05-01"),
        one_claim(read, told, new, "NOR committed fund UKR", amount="NOK 7e9", published="2025-07-01"),
        one_claim(read, told, yes, "MLT committed fund UKR", amount="EUR 1e6", published="2025-05-01"),
        one_claim(read, told, no, "MLT declined fund UKR", amount="EUR 1e6", published="2025-07-01"),
    )

    assert in_all(found) == ("7000 NOK",)
    assert removed(found) == [
        ("mlt-fund-ukr", Rule.WITHDRAWN, None),
        ("nor-fund-ukr", Rule.REPLACED, "nor-fund-ukr-2"),
    ]


def test_a_total_that_counts_old_money_again_is_left_out(read: Read, told: Tell) -> None:
    june = "Canada pledged a CA$2 billion package."
    wire = "Canada gives CA$1 billion of drones, part of the CA$2 billion package."
    again = "Canada adds CA$1 billion to the CA$2 billion package announced in June, bringing new aid to CA$3 billion."
    readings = [
        one_claim(read, told, june, "CAN committed fund UKR", amount="CAD 2e9", published="2025-06-17"),
        read("b", wire, published="2025-08-24", claims=[told(wire, "CAN committed arm UKR", amount="CAD 1e9")]),
        read("c", again, published="2025-08-25", claims=[told(again, "CAN committed fund UKR", amount="CAD 3e9")]),
    ]

    found = up(*readings)

    assert in_all(found) == ("2000 CAD",)
    assert {rule for _, rule, _ in removed(found)} == {Rule.RESTATED, Rule.PART_OF}


def test_what_a_state_spends_on_itself_is_no_aid(read: Read, told: Tell) -> None:
    text = "Haiti promised $50 million for its own police."

    found = up(one_claim(read, told, text, "HTI committed fund HTI", amount="USD 50e6"))

    assert (in_all(found), removed(found)) == ((), [("hti-fund", Rule.OWN_MONEY, None)])


def test_only_the_actors_and_targets_asked_for_are_added_up(read: Read, told: Tell) -> None:
    ledgered = reconcile(
        [
            one_claim(read, told, "Norway gives Kyiv 7 million kroner.", "NOR committed fund UKR", amount="NOK 7e6"),
            one_claim(read, told, "Malta gives Kyiv €1 million.", "MLT committed fund UKR", amount="EUR 1e6"),
            one_claim(read, told, "Norway gives Chisinau €3 million.", "NOR committed fund MDA", amount="EUR 3e6"),
        ]
    )

    found = total_up(ledgered, (OF.COMMITTED,), actors={"NOR"}, targets={"UKR"})

    assert [one.pledge for one in found.counted] == ["nor-fund-ukr"]
    assert [one.actor for one in found.totals] == [None, "NOR"]
