"""What a claim is about beside its actor: target, addressee, partners, items, sums, counts and domains."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pledgebook.extract.arguments import (
    Scene,
    addressee_of,
    amounts_of,
    domains_of,
    items_of,
    partners_of,
    quantity_of,
    target_of,
)
from pledgebook.extract.candidates import Candidate
from pledgebook.model import Action, Amount, Domain, Party, Quantity, Stance

Look = Callable[..., tuple[Scene, Candidate]]
Unmark = Callable[[str], Any]


@pytest.mark.parametrize(
    ("marked", "actor", "content", "action", "stance", "code"),
    [
        ("Norway will send frigates to [[Ukraine]].", "Norway", "send", Action.DEPLOY, Stance.COMMITTED, "UKR"),
        ("Norway will train [[Haitian police]].", "Norway", "train", Action.TRAIN, Stance.COMMITTED, "HTI"),
        ("Britain imposed sanctions on [[Iran]].", "Britain", "imposed", Action.SANCTION, Stance.DONE, "IRN"),
        ("Israel fired missiles at [[Iran]].", "Israel", "fired", Action.ATTACK, Stance.DONE, "IRN"),
        ("Norway gave [[Moldova]] ten trucks.", "Norway", "gave", Action.ARM, Stance.DONE, "MDA"),
    ],
)
def test_the_target_is_who_receives_or_is_struck(
    look: Look, unmark: Unmark, marked: str, actor: str, content: str, action: Action, stance: Stance, code: str
) -> None:
    text = unmark(marked)

    target = target_of(*look(text.text, actor, content), action, stance)

    assert target == Party(code, text.marks[0].text, text.marks[0].span)


@pytest.mark.parametrize(
    ("marked", "actor", "content", "code"),
    [
        ("Zelensky urged [[Germany]] to deliver missiles.", "Zelensky", "deliver", "DEU"),
        ("Poland demanded missiles from [[France]].", "Poland", "demanded", "FRA"),
        ("Kyiv called on [[Japan]] to pay.", "Kyiv", "pay", "JPN"),
    ],
)
def test_the_addressee_is_who_is_asked(
    look: Look, unmark: Unmark, marked: str, actor: str, content: str, code: str
) -> None:
    text = unmark(marked)

    assert addressee_of(*look(text.text, actor, content)) == Party(code, text.marks[0].text, text.marks[0].span)


def test_nobody_is_asked_where_nobody_is_named(look: Look) -> None:
    assert addressee_of(*look("Zelensky called for more missiles.", "Zelensky", "called")) is None


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("Norway, together with Germany, will provide missiles to Ukraine.", ["DEU"]),
        ("Norway will provide missiles alongside Germany.", ["DEU"]),
        ("Norway, jointly with Sweden, will provide missiles.", ["SWE"]),
        ("Norway will provide missiles to Ukraine.", []),
    ],
)
def test_partners_are_those_it_acts_with(look: Look, sentence: str, codes: list[str]) -> None:
    assert [party.code for party in partners_of(*look(sentence, "Norway", "provide"))] == codes


@pytest.mark.parametrize(
    "marked",
    [
        "Norway will send [[two frigates]] to Ukraine.",
        "Norway will send [[air defence systems]] to Ukraine.",
        "Norway will send [[20 armoured vehicles]] and its thanks.",
        "Norway will send.",
    ],
)
def test_items_are_the_words_for_what_is_given(look: Look, unmark: Unmark, marked: str) -> None:
    text = unmark(marked)

    assert items_of(*look(text.text, "Norway", "send")) == text.marks


def test_a_sum_is_read_with_the_place_where_it_stands(look: Look, unmark: Unmark) -> None:
    text = unmark("Norway will give [[7 billion kroner]] (about €600 million) to Ukraine.")
    scene, candidate = look(text.text, "Norway", "give")

    (amount,) = amounts_of(scene, candidate, Action.FUND, [candidate])

    assert (amount.amount, amount.span) == (Amount(Decimal(7_000_000_000), "NOK"), text.marks[0].span)
    assert [c.amount.currency for c in amount.conversions] == ["EUR"]


def test_each_of_two_givers_has_its_own_sum(look: Look) -> None:
    sentence = "Norway will give €10 million and Sweden will lend €20 million."
    scene, giver = look(sentence, "Norway", "give")
    _, lender = look(sentence, "Sweden", "lend")

    sums = [
        [amount.amount.value for amount in amounts_of(scene, one, Action.FUND, [giver, lender])]
        for one in (giver, lender)
    ]

    assert sums == [[10_000_000], [20_000_000]]


def test_a_claim_about_talks_has_no_sum(look: Look) -> None:
    scene, candidate = look("Norway will host talks on the €10 million.", "Norway", "host")

    assert amounts_of(scene, candidate, Action.NEGOTIATE, [candidate]) == ()


@pytest.mark.parametrize(
    ("marked", "actor", "content", "quantity"),
    [
        ("Norway will send [[two frigates]].", "Norway", "send", Quantity(Decimal(2), "frigates")),
        ("Norway will send [[1,500 troops]].", "Norway", "send", Quantity(Decimal(1500), "troops")),
        ("[[26 countries]] will send troops.", "26 countries", "send", Quantity(Decimal(26), "countries")),
    ],
)
def test_a_count_is_of_the_actors_or_of_what_is_sent(
    look: Look, unmark: Unmark, marked: str, actor: str, content: str, quantity: Quantity
) -> None:
    text = unmark(marked)
    scene, candidate = look(text.text, actor, content)

    found = quantity_of(scene, candidate, Action.DEPLOY, [candidate])

    assert found is not None
    assert (found.quantity, found.span) == (quantity, text.marks[0].span)


@pytest.mark.parametrize(
    ("sentence", "domains"),
    [
        ("Norway will send troops by land, sea and air.", (Domain.LAND, Domain.SEA, Domain.AIR)),
        ("Norway will send two frigates.", (Domain.SEA,)),
        ("Norway will send fighter jets.", (Domain.AIR,)),
        ("Norway will send experts against cyberattacks.", (Domain.CYBER,)),
        ("Norway will send troops.", ()),
        ("Norway will send its airmen by seaplane from Iceland.", ()),
    ],
)
def test_land_sea_air_and_cyber_are_read_from_the_words(look: Look, sentence: str, domains: tuple[Domain, ...]) -> None:
    assert domains_of(*look(sentence, "Norway", "send"), Action.DEPLOY) == domains


def test_money_has_no_domain(look: Look) -> None:
    assert domains_of(*look("Norway will send money by air.", "Norway", "send"), Action.FUND) == ()
