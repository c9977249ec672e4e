"""What is part of what, what takes the place of what, what goes on, and what is carried out."""

from collections.abc import Callable

import pytest

from pledgebook.model import LinkKind, Pledge, Reading
from pledgebook.reconcile import reconcile

Read = Callable[..., Reading]
Tell = Callable[..., object]


def by_sum(*readings: Reading) -> dict[str, Pledge]:
    """The pledges by their sum in millions, or by their item where they have none."""
    return {
        f"{pledge.amount.value / 10**6:f}" if pledge.amount else pledge.item: pledge
        for pledge in reconcile(readings).pledges
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Canada pledged CA$2 billion in aid, including CA$1 billion of drones.", "“including”"),
        ("Canada pledged CA$2 billion in aid. Of that, CA$1 billion is for drones.", "“Of that”"),
        ("Canada pledged CA$2 billion in aid. Drones worth CA$1 billion are bought out of it.", "“of it”"),
        (
            "Canada pays for drones with CA$1 billion of the CA$2 billion it pledged.",
            "“CA$1 billion of the CA$2 billion”",
        ),
        ("Canada will give drones worth CA$1 billion, part of a package of CA$2 billion.", "“part of”"),
        ("Of the CA$2 billion pledged by Canada, CA$1 billion goes into drones.", "“of ...”"),
    ],
)
def test_a_billion_of_two_is_part_of_them_however_it_is_worded(read: Read, told: Tell, text: str, why: str) -> None:
    whole, part = (next(s for s in text.split(". ") if words in s).rstrip(".") for words in ("CA$2", "CA$1"))
    claims = [
        told(whole, "CAN committed fund UKR", amount="CAD 2e9"),
        told(part, "CAN committed arm UKR", amount="CAD 1e9"),
    ]

    found = by_sum(read("r", text, claims=claims))

    (link,) = found["1000"].links
    assert (link.kind, link.pledge) == (LinkKind.PART_OF, found["2000"].id)
    assert link.because == f"r has it so: {why}."
    assert [place.text for place in link.places] == ["CA$1 billion", "CA$2 billion"]
    assert (found["1000"].part_of, found["2000"].links) == (found["2000"].id, ())


def test_sums_that_add_up_to_another_are_its_parts(read: Read, told: Tell) -> None:
    text = "The US approved $230 million: $190 million for the army and $40 million for the police."
    claims = [told(text, "USA committed fund LBN", amount=f"USD {value}e6") for value in (230, 190, 40)]

    found = by_sum(read("r", text, claims=claims))

    assert (found["190"].part_of, found["40"].part_of) == (found["230"].id, found["230"].id)
    assert [link.in_words for link in found["40"].links] == [False]


def test_two_sums_of_one_sentence_are_not_part_of_one_another(read: Read, told: Tell) -> None:
    text = "Canada gives CA$2 billion to Kyiv and CA$1 billion to Chisinau."
    claims = [
        told(text, "CAN committed fund UKR", amount="CAD 2e9"),
        told(text, "CAN committed fund MDA", amount="CAD 1e9"),
    ]

    assert all(pledge.links == () for pledge in by_sum(read("r", text, claims=claims)).values())


def test_what_named_givers_promise_at_a_conference_lies_within_what_all_promise(read: Read, told: Tell) -> None:
    every, one, other = (
        "Donors pledged $1 billion.",
        "France put up €100 million.",
        "Six other donors gave $90 million.",
    )
    claims = [
        told(every, "GROUP committed fund LBN", amount="USD 1e9"),
        told(one, "FRA committed fund LBN", amount="EUR 100e6"),
    ]

    found = by_sum(read("r", f"{every} {one} {other}", published="2024-10-24", claims=claims))

    assert found["100"].part_of == found["1000"].id


def test_a_pledge_that_is_raised_takes_the_place_of_the_old_one(read: Read, told: Tell) -> None:
    old, new = "Norway promised 5 billion kroner.", "Norway raised its aid from 5 billion kroner to 7 billion kroner."
    may = read("a", old, published="2025-05-01", claims=[told(old, "NOR committed fund UKR", amount="NOK 5e9")])
    july = read("b", new, published="2025-07-01", claims=[told(new, "NOR committed fund UKR", amount="NOK 7e9")])

    found = by_sum(may, july)

    assert (found["7000"].replaces, found["5000"].replaces) == (found["5000"].id, None)


def test_what_is_done_instead_takes_the_place_of_what_was_planned(read: Read, told: Tell) -> None:
    plan = "The EU weighs a reparations loan on frozen assets."
    act = "Instead of the reparations loan on frozen assets, the EU will borrow on the market."
    october = read(
        "a",
        plan,
        published="2025-10-23",
        claims=[told(plan, "EU weighing fund UKR", items=["reparations loan on frozen assets"])],
    )
    december = read(
        "b",
        act,
        published="2025-12-19",
        claims=[told(act, "EU committed fund UKR", amount="EUR 90e9", items=["borrow on the market"])],
    )

    found = by_sum(october, december)

    assert found["90000"].replaces == found["reparations loan on frozen assets"].id


def test_a_grant_renewed_half_a_year_later_is_a_new_one_that_renews_the_old(read: Read, told: Tell) -> None:
    first, again = "Qatar pays $60 million of wages.", "Qatar renewed its grant of $60 million for wages."
    january = read(
        "a", first, published="2025-01-10", claims=[told(first, "QAT committed fund LBN", amount="USD 60e6")]
    )
    august = read("b", again, published="2025-08-10", claims=[told(again, "QAT committed fund LBN", amount="USD 60e6")])

    old, new = reconcile([january, august]).pledges

    assert (old.renews, new.renews) == (None, old.id)


def test_what_is_paid_of_a_promise_delivers_it(read: Read, told: Tell) -> None:
    text = "Germany has paid out €60 million of the €96 million it promised."
    claims = [
        told(text, "DEU done fund LBN", amount="EUR 60e6"),
        told(text, "DEU committed fund LBN", amount="EUR 96e6"),
    ]

    found = by_sum(read("r", text, claims=claims))

    assert (found["60"].delivers, found["60"].part_of) == (found["96"].id, found["96"].id)


def test_officers_on_the_ground_are_of_those_promised(read: Read, told: Tell) -> None:
    promise, act = "Kenya will send 1,000 police officers.", "Kenya has about 400 officers on the ground."
    march = read(
        "a",
        promise,
        published="2024-03-02",
        claims=[told(promise, "KEN committed deploy HTI", quantity="1000 officers")],
    )
    autumn = read("b", act, published="2024-10-11", claims=[told(act, "KEN done deploy HTI", quantity="400 officers")])

    promised, sent = reconcile([march, autumn]).pledges

    assert (promised.delivers, sent.delivers) == (None, promised.id)


def test_a_package_that_includes_sums_of_the_next_sentence_holds_them(read: Read, told: Tell) -> None:
    whole = "The Commission presented a package of €250 million."
    parts = "It includes the €30 million of January and €60 million for Tiraspol."
    claims = [
        told(whole, "EU committed fund MDA", amount="EUR 250e6"),
        told(parts, "EU committed fund MDA", amount="EUR 30e6"),
        told(parts, "EU committed fund MDA", amount="EUR 60e6"),
    ]

    found = by_sum(read("r", f"{whole} {parts}", claims=claims))

    assert (found["30"].part_of, found["60"].part_of) == (found["250"].id, found["250"].id)
