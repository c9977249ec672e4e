"""Claims are gathered as if each were held against every undertaking, though most are never looked at."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.model import (
    Action,
    Amount,
    Claim,
    Mention,
    Party,
    Quantity,
    Span,
    Stance,
    StatedAmount,
    StatedQuantity,
    When,
)
from pledgebook.reconcile.agreement import Weighed, agree, weigh
from pledgebook.reconcile.undertakings import gather

DAY = date(2025, 9, 1)
ACTORS = st.sampled_from(("CAN", "NOR"))
ACTIONS = st.sampled_from((Action.ARM, Action.FUND, Action.NEGOTIATE))


@st.composite
def claims(
    draw: st.DrawFn,
    actors: st.SearchStrategy[str] = ACTORS,
    actions: st.SearchStrategy[Action] = ACTIONS,
) -> Claim:
    """A claim of one of two actors; sums, counts, things and targets are few, so that many agree.

    The target may be missing, several unnamed ones, or the actor itself.
    """
    start = draw(st.integers(0, 3)) * 10
    item = draw(st.sampled_from((None, "radars", "radar trucks", "boats")))
    amount = draw(st.sampled_from((None, None, "5000000", "50000000", "7000000", "0")))
    count = draw(st.sampled_from((None, None, 20, 200, 30)))
    return Claim(
        report=f"r{draw(st.integers(0, 9))}",
        evidence=Mention("x" * 9, Span(start, start + 9)),
        actor=Party(draw(actors)),
        stance=draw(st.sampled_from((Stance.WEIGHING, Stance.COMMITTED, Stance.DONE, Stance.ASKS))),
        action=draw(actions),
        target=draw(st.sampled_from((None, Party("GROUP"), Party("UKR"), Party("MDA"), Party("CAN")))),
        items=(Mention(item, Span(0, len(item))),) if item else (),
        amounts=(StatedAmount(Amount(Decimal(amount), "EUR"), Span(0, 4)),) if amount else (),
        quantity=StatedQuantity(Quantity(Decimal(count), "trucks"), Span(0, 2)) if count else None,
    )


def by_day(drawn: list[Claim], days: list[int]) -> list[Weighed]:
    """Claims weighed and in order; two reports each go back to one original, and a day 0 is unknown."""
    known = {claim.id: claim for claim in drawn}
    dated = {
        name: When.of_day(DAY + timedelta(days=day)) if day else None for name, day in zip(known, days, strict=False)
    }
    origin = {f"r{number}": f"o{number // 2}" for number in range(10)}
    return sorted(weigh(known, dated, origin), key=lambda one: (one.days or (date.max,), one.id))


def one_by_one(ordered: list[Weighed]) -> list[list[Weighed]]:
    """The same, each claim held against every undertaking of its actor, action and side."""
    found: list[list[Weighed]] = []
    for one in ordered:
        best: list[Weighed] | None = None
        best_score = 0.0
        for group in found:
            first = group[0]
            if (first.claim.actor, first.claim.action, first.side) == (one.claim.actor, one.claim.action, one.side):
                score = agree(one, group[-12:])
                if score > best_score:
                    best, best_score = group, score
        if best is None:
            found.append([one])
        else:
            best.append(one)
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(claims(), max_size=40), st.lists(st.integers(0, 40), min_size=40, max_size=40))
def test_no_undertaking_that_a_claim_agrees_with_is_passed_over(drawn: list[Claim], days: list[int]) -> None:
    ordered = by_day(drawn, days)

    assert gather(ordered) == one_by_one(ordered)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(claims(st.just("CAN"), st.sampled_from((Action.ARM, Action.FUND))), min_size=2, max_size=10),
    st.lists(st.integers(0, 40), min_size=10, max_size=10),
)
def test_any_two_claims_that_agree_come_together(drawn: list[Claim], days: list[int]) -> None:
    for one, other in permutations(by_day(drawn, days), 2):
        assert gather([other, one]) == one_by_one([other, one])


SEVERAL, NOBODY, ITSELF = Party("GROUP"), None, Party("CAN")


@pytest.mark.parametrize(
    ("earlier", "later", "sums", "items", "origins"),
    [
        (Party("UKR"), SEVERAL, ("7", "7"), ("", ""), ("a", "b")),
        (Party("UKR"), Party("MDA"), ("7", "7"), ("", ""), ("a", "a")),
        (Party("UKR"), SEVERAL, ("0", "0"), ("", ""), ("a", "b")),
        (Party("UKR"), NOBODY, ("7", "7"), ("", ""), ("a", "b")),
        (Party("UKR"), NOBODY, ("", ""), ("radars", "radars"), ("a", "b")),
        (Party("UKR"), NOBODY, ("7", ""), ("radars", "radars"), ("a", "b")),
        (Party("UKR"), NOBODY, ("7", "70"), ("radars", "radars"), ("a", "b")),
        (Party("UKR"), NOBODY, ("", ""), ("", ""), ("a", "a")),
        (Party("UKR"), NOBODY, ("7", "70"), ("", ""), ("a", "a")),
        (Party("UKR"), ITSELF, ("", ""), ("", ""), ("a", "b")),
        (Party("UKR"), ITSELF, ("7", "70"), ("", ""), ("a", "b")),
        (SEVERAL, NOBODY, ("7", "7"), ("", ""), ("a", "b")),
        (SEVERAL, NOBODY, ("", ""), ("radars", "radars"), ("a", "b")),
        (SEVERAL, ITSELF, ("", ""), ("", ""), ("a", "b")),
        (ITSELF, NOBODY, ("", ""), ("", ""), ("a", "b")),
    ],
)
def test_claims_with_different_targets_come_together_in_either_order(
    earlier: Party | None,
    later: Party | None,
    sums: tuple[str, str],
    items: tuple[str, str],
    origins: tuple[str, str],
) -> None:
    made = [
        plain_claim(f"r{place}", target, sums[place], items[place]) for place, target in enumerate((earlier, later))
    ]
    known = {claim.id: claim for claim in made}
    one, other = weigh(known, dict.fromkeys(known), {"r0": origins[0], "r1": origins[1]})

    assert gather([one, other]) == [[one, other]]
    assert gather([other, one]) == [[other, one]]


def plain_claim(report: str, target: Party | None, amount: str = "", item: str = "") -> Claim:
    return Claim(
        report=report,
        evidence=Mention("x", Span(0, 1)),
        actor=Party("CAN"),
        stance=Stance.COMMITTED,
        action=Action.FUND,
        target=target,
        items=(Mention(item, Span(0, len(item))),) if item else (),
        amounts=(StatedAmount(Amount(Decimal(amount), "EUR"), Span(0, 1)),) if amount else (),
    )


THINGS = ["".join(letters) for letters in product("bcdfghk", repeat=3)]
MIXED = (Party("UKR"), Party("MDA"), SEVERAL, NOBODY)


@pytest.mark.parametrize(
    "made",
    [
        [plain_claim(f"r{number}", Party("UKR"), str(number * 1009)) for number in range(1, 600)],
        [plain_claim(f"r{number}", MIXED[number % 4], str(number * 1009)) for number in range(1, 600)],
        [plain_claim("r", MIXED[number % 4], str(number * 1009)) for number in range(1, 600)],
        [
            plain_claim(f"r{number}", MIXED[number % 4], str(number * 1009) if number % 3 else "", THINGS[number // 3])
            for number in range(1, 600)
        ],
        [plain_claim(f"r{number}", Party(f"T{number}") if number % 2 else NOBODY) for number in range(1, 600)],
    ],
    ids=["one target", "several targets", "one report", "sums and things", "no sum"],
)
def test_a_claim_is_held_against_few_of_many_undertakings(made: list[Claim], monkeypatch: pytest.MonkeyPatch) -> None:
    known = {claim.id: claim for claim in made}
    ordered = weigh(known, dict.fromkeys(known), {})

    looked = []

    def counting(one: Weighed, others: list[Weighed]) -> float:
        looked.append(one)
        return agree(one, others)

    monkeypatch.setattr("pledgebook.reconcile.undertakings.agree", counting)
    gather(ordered)

    assert len(looked) < 4 * len(known)
