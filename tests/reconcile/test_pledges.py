"""Claims of one undertaking come together; those of two stay apart."""

from collections.abc import Callable
from datetime import UTC, datetime

from pledgebook.model import Decision, DecisionKind, Pledge, Reading, Stance, When
from pledgebook.reconcile import reconcile

Read = Callable[..., Reading]
Tell = Callable[..., object]
AT = datetime(2026, 2, 1, tzinfo=UTC)


def pledges(*readings: Reading, decisions: tuple[Decision, ...] = ()) -> tuple[Pledge, ...]:
    return reconcile(readings, decisions).pledges


def test_a_stance_is_followed_from_weighing_to_willing(read: Read, told: Tell) -> None:
    undecided, ready = "Berlin has yet to decide.", "Germany offered units after a ceasefire."
    august = read("a", undecided, published="2025-08-20", claims=[told(undecided, "DEU weighing deploy UKR")])
    january = read("b", ready, published="2026-01-06", claims=[told(ready, "DEU willing deploy UKR")])

    (pledge,) = pledges(january, august)

    assert pledge.id == "deu-deploy-ukr"
    assert [(change.when, change.stance) for change in pledge.history] == [
        (When("2025-08-20"), Stance.WEIGHING),
        (When("2026-01-06"), Stance.WILLING),
    ]
    assert pledge.stance is Stance.WILLING
    assert pledge.reports == ("a", "b")


def test_one_sum_within_another_is_part_of_it(read: Read, told: Tell) -> None:
    small = "Canada will send weapons worth CA$1 billion."
    great = "It is part of the CA$2 billion package promised in June."
    claims = [
        told(small, "CAN committed arm UKR", amount="CAD 1e9"),
        told(great, "CAN committed arm UKR", amount="CAD 2e9", said="2025-06"),
    ]

    package, part = pledges(read("r", f"{small} {great}", claims=claims))

    assert (package.part_of, part.part_of) == (None, package.id)


def test_no_soldiers_on_land_but_ships_at_sea_are_two_undertakings(read: Read, told: Tell) -> None:
    no, yes = "Bulgaria will send no land forces.", "Bulgaria is willing to sweep mines at sea."
    claims = [told(no, "BGR declined deploy UKR", domains="land"), told(yes, "BGR willing deploy UKR", domains="sea")]

    assert [pledge.stance for pledge in pledges(read("r", f"{no} {yes}", claims=claims))] == [
        Stance.DECLINED,
        Stance.WILLING,
    ]


def test_what_a_state_asks_of_others_is_not_what_it_does(read: Read, told: Tell) -> None:
    does, asks = "Germany pays for radars.", "Germany urged others to pay for radars."
    claims = [told(does, "DEU committed fund UKR"), told(asks, "DEU asks fund UKR")]

    assert len(pledges(read("r", f"{does} {asks}", claims=claims))) == 2


def test_a_slipped_zero_does_not_make_two_pledges_of_one(read: Read, told: Tell) -> None:
    right, wrong = "New Zealand gives NZ$15 million.", "New Zealand gives NZ$150 million."
    first = read("a", right, claims=[told(right, "NZL committed fund UKR", amount="NZD 15e6")])
    second = read("b", wrong, claims=[told(wrong, "NZL committed fund UKR", amount="NZD 150e6")])

    (pledge,) = pledges(first, second)

    assert pledge.claims[0].report == "a"


def test_copies_of_one_original_count_once(read: Read, told: Tell) -> None:
    text = (
        "Norway will put 7 billion kroner into air defence for Moldova, Jonas Gahr Store said in Oslo on Monday, "
        "and Denmark promised 40 armoured vehicles by August."
    )
    copies = [
        read(name, text, claims=[told(text, "NOR committed fund MDA", amount="NOK 7e9")]) for name in ("a", "b", "c")
    ]

    (pledge,) = pledges(*copies)

    assert (len(pledge.reports), pledge.origins) == (3, 1)


def test_people_can_merge_and_split_what_the_rules_kept_apart_or_joined(read: Read, told: Tell) -> None:
    one, two = "Sweden gives radars.", "Sweden gives trucks."
    claims = [
        told(one, "SWE committed arm UKR", items=["radars"]),
        told(two, "SWE committed arm UKR", items=["trucks"]),
    ]
    reading = read("r", f"{one} {two}", claims=claims)
    ids = tuple(claim.id for claim in reading.claims)
    merge = Decision(DecisionKind.MERGE, ids, "Ada", AT, id="d1")
    split = Decision(DecisionKind.SPLIT, ids[:1], "Ada", AT.replace(hour=1), id="d2")

    assert len(pledges(reading)) == 2
    assert len(pledges(reading, decisions=(merge,))) == 1
    assert len(pledges(reading, decisions=(merge, split))) == 2


def test_a_rejected_claim_makes_no_pledge_and_a_corrected_one_makes_the_right_one(read: Read, told: Tell) -> None:
    text = "Canada could send troops."
    reading = read("r", text, claims=[told(text, "CAN committed deploy UKR")])
    (claim,) = reading.claims
    reject = Decision(DecisionKind.REJECT, (claim.id,), "Ada", AT, id="d1")
    correct = Decision(DecisionKind.CORRECT, (claim.id,), "Ada", AT, field="stance", value='"weighing"', id="d2")

    assert pledges(reading, decisions=(reject,)) == ()
    assert pledges(reading, decisions=(correct,))[0].stance is Stance.WEIGHING


def test_a_copy_that_counts_wrongly_still_tells_of_the_same_undertaking(read: Read, told: Tell) -> None:
    story = (
        "Beirut 27 Nov: Israel and Hezbollah fell silent at 4 o'clock, said Joe Biden and Emmanuel Macron. Najib Mikati "
        "thanked Paris and Washington, and Naim Qassem spoke in Tyre. "
    )

    def lebanon(name: str, number: str) -> Reading:
        text = f"Lebanon sends {number} soldiers to the Litani."
        count = number.replace(",", "")
        claims = [told(text, "LBN committed deploy LBN", quantity=f"{count} soldiers")]
        return read(name, f"{story}{text}", published="2024-11-27", claims=claims)

    (pledge,) = pledges(lebanon("a", "5,000"), lebanon("b", "5,000"), lebanon("c", "12,000"))

    assert pledge.quantity is not None
    assert pledge.quantity.value == 5000


def test_the_very_sum_joins_reports_of_which_one_does_not_say_for_whom(read: Read, told: Tell) -> None:
    named, unnamed = "Norway gives Ukraine 7 billion kroner.", "Oslo puts up 7 billion kroner."
    later = read("c", unnamed, published="2026-01-05", claims=[told(unnamed, "NOR committed fund", amount="NOK 7e9")])
    first = read("a", named, published="2025-08-24", claims=[told(named, "NOR committed fund UKR", amount="NOK 7e9")])
    second = read("b", unnamed, published="2025-08-26", claims=[told(unnamed, "NOR committed fund", amount="NOK 7e9")])

    assert [pledge.reports for pledge in pledges(first, second, later)] == [("c",), ("a", "b")]


def test_a_sum_for_several_is_the_sum_for_one_of_them(read: Read, told: Tell) -> None:
    one, several = "Germany adds $200 million for Ukraine.", "Germany adds $200 million for the two."
    first = read("a", one, claims=[told(one, "DEU committed fund UKR", amount="USD 200e6")])
    second = read("b", several, claims=[told(several, "DEU committed fund GROUP", amount="USD 200e6")])
    third = read("c", several, claims=[told(several, "DEU committed fund GROUP", amount="USD 300e6")])

    assert len(pledges(first, second)) == 1
    assert len(pledges(first, third)) == 2
