"""Sums that cannot be right, and sums that only look so."""

from collections.abc import Callable

import pytest

from pledgebook.model import Finding, FindingKind, Ledgered, Reading
from pledgebook.reconcile import reconcile

Read = Callable[..., Reading]
Tell = Callable[..., object]
OfKind = Callable[[Ledgered, FindingKind], list[Finding]]


def test_a_slipped_zero_is_found_and_both_places_are_shown(read: Read, of_kind: OfKind) -> None:
    first = read(
        "a",
        "Ukraine wants to buy American weapons and aircraft for $90 billion with European money.",
        published="2025-08-18",
    )
    second = read(
        "b", "Kyiv hopes to buy aircraft and weapons worth $90 billion with money from Europe.", published="2025-08-19"
    )
    wrong = read(
        "c",
        "Ukraine wants to buy weapons such as aircraft for $900 billion with the money of Europe.",
        published="2025-08-19",
    )

    (finding,) = of_kind(reconcile([wrong, second, first]), FindingKind.AMOUNT_SLIP)

    assert [(place.report, place.text) for place in finding.places] == [
        ("c", "$900 billion"),
        ("a", "$90 billion"),
        ("b", "$90 billion"),
    ]
    assert finding.proposal == "$90 billion"
    assert "factor of 10" in finding.says


def test_swapped_digits_are_found(read: Read, of_kind: OfKind) -> None:
    right = read("a", "Donors in London promised £813 million for Sudan and its neighbours.", published="2025-04-15")
    wrong = read("b", "Donors vowed £831 million for Sudan and its neighbours in London.", published="2025-04-16")

    (finding,) = of_kind(reconcile([right, wrong]), FindingKind.AMOUNT_SLIP)

    assert finding.places[0].text == "£831 million"


def test_sums_of_different_things_may_share_their_digits(read: Read, of_kind: OfKind) -> None:
    one = read("a", "The airline will buy forty jets for $90 billion from Airbus.", published="2025-08-18")
    other = read("b", "Chile's pension fund lost $900 million on copper last week.", published="2025-08-19")

    assert of_kind(reconcile([one, other]), FindingKind.AMOUNT_SLIP) == []


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("Oslo sets aside NOK 7bn (roughly $69.6 million) for radars.", "693 million USD"),
        ("The EU lends €90 billion ($10.5bn) to Kyiv.", "105 billion USD"),
    ],
)
def test_a_conversion_that_does_not_follow_from_the_rate_is_found(
    read: Read, of_kind: OfKind, text: str, proposal: str
) -> None:
    (finding,) = of_kind(reconcile([read("r", text, published="2025-08-25")]), FindingKind.WRONG_CONVERSION)

    assert finding.proposal == proposal


@pytest.mark.parametrize(
    "text",
    [
        "Canada gives CA$1 billion (about ₩1 trillion) in arms.",
        "Norway invests 7 billion Norwegian kroner (about ₩963.6 billion).",
        "The EU lends €90 billion ($105bn) to Kyiv.",
        "Riyadh pays 375 million riyals ($100 million).",
    ],
)
def test_a_right_conversion_is_left_alone(read: Read, of_kind: OfKind, text: str) -> None:
    assert of_kind(reconcile([read("r", text, published="2025-08-25")]), FindingKind.WRONG_CONVERSION) == []


def test_two_currencies_on_one_figure_contradict_each_other(read: Read, of_kind: OfKind) -> None:
    (finding,) = of_kind(reconcile([read("r", "The pot stood at $5.8 billion euros.")]), FindingKind.SELF_CONTRADICTION)

    assert finding.places[0].text == "$5.8 billion euros"


def test_a_figure_in_another_currency_than_the_others_have_is_found(
    read: Read, of_kind: OfKind, told: Callable[..., object]
) -> None:
    def norway(name: str, sum_of: str, coded: str) -> Reading:
        text = (
            f"Norway puts {sum_of} into air defence for Ukraine, Store said in Kyiv on Sunday beside Carney of Canada."
        )
        return read(name, text, published="2025-08-25", claims=[told(text, "NOR committed fund UKR", amount=coded)])

    readings = [
        norway("a", "7 billion Norwegian kroner", "NOK 7e9"),
        norway("b", "7 billion Norwegian kroner", "NOK 7e9"),
        norway("c", "7 billion euros", "EUR 7e9"),
    ]

    (finding,) = of_kind(reconcile(readings), FindingKind.WRONG_CONVERSION)

    assert finding.places[0].text == "7 billion euros"


def test_a_slip_is_found_between_two_lists_with_hardly_a_word_in_common(
    read: Read, told: Tell, of_kind: OfKind
) -> None:
    right, wrong = "New Zealand: NZ$15 million", "Wellington puts up NZ$150 million."
    first = read("a", right, published="2025-12-03", claims=[told(right, "NZL committed fund UKR", amount="NZD 15e6")])
    second = read(
        "b", wrong, published="2025-12-05", claims=[told(wrong, "NZL committed fund UKR", amount="NZD 150e6")]
    )

    (finding,) = of_kind(reconcile([first, second]), FindingKind.AMOUNT_SLIP)

    assert [place.text for place in finding.places] == ["NZ$150 million", "NZ$15 million"]


def test_sums_for_plainly_different_things_are_no_slip_of_one_another(read: Read, told: Tell, of_kind: OfKind) -> None:
    radars, roads = "Norway pays for radars with 15 million kroner.", "Oslo mends roads with 150 million kroner."
    first = read("a", radars, claims=[told(radars, "NOR committed fund UKR", amount="NOK 15e6", items=["radars"])])
    second = read("b", roads, claims=[told(roads, "NOR committed fund UKR", amount="NOK 150e6", items=["roads"])])

    assert of_kind(reconcile([first, second]), FindingKind.AMOUNT_SLIP) == []


def test_two_sums_of_one_giver_at_one_event_are_told_apart_and_its_own_word_is_right(
    read: Read, told: Tell, of_kind: OfKind
) -> None:
    every, listed, own = (
        "World donors pledged €2 billion.",
        "France will give €110 million.",
        "Emmanuel Macron put the French share at €150 million.",
    )
    macron = ("Emmanuel Macron", "Emmanuel Macron", "head of state", "FRA")
    whole = told(every, "GROUP committed fund SDN", amount="EUR 2e9", actor_text="World donors")
    first = read(
        "a",
        f"{every} {own}",
        officials=[macron],
        claims=[whole, told(own, "FRA committed fund SDN", amount="EUR 150e6", speaker="Emmanuel Macron")],
    )
    second = read("b", f"{every} {listed}", claims=[whole, told(listed, "FRA committed fund SDN", amount="EUR 110e6")])

    (finding,) = of_kind(reconcile([first, second]), FindingKind.AMOUNT_SLIP)

    assert ([place.report for place in finding.places], finding.proposal) == (["b", "a"], own)
