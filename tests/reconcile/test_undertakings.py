"""Claims are gathered as if each were held against every undertaking, though most are never looked at."""

from datetime import date, timedelta
from decimal import Decimal

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


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A claim of one of two actors; sums, counts, things and targets are few, so that many agree."""
    start = draw(st.integers(0, 3)) * 10
    item = draw(st.sampled_from((None, "radars", "radar trucks", "boats")))
    amount = draw(st.sampled_from((None, None, "5000000", "50000000", "7000000", "0")))
    count = draw(st.sampled_from((None, None, 20, 200, 30)))
    return Claim(
        report=f"r{draw(st.integers(0, 9))}",
        evidence=Mention("x" * 9, Span(start, start + 9)),
        actor=Party(draw(st.sampled_from(("CAN", "NOR")))),
        stance=draw(st.sampled_from((Stance.WEIGHING, Stance.COMMITTED, Stance.DONE, Stance.ASKS))),
        action=draw(st.sampled_from((Action.ARM, Action.FUND, Action.NEGOTIATE))),
        target=draw(st.sampled_from((None, Party("UKR"), Party("MDA"), Party("CAN")))),
        items=(Mention(item, Span(0, len(item))),) if item else (),
        amounts=(StatedAmount(Amount(Decimal(amount), "EUR"), Span(0, 4)),) if amount else (),
        quantity=StatedQuantity(Quantity(Decimal(count), "trucks"), Span(0, 2)) if count else None,
    )


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
    known = {claim.id: claim for claim in drawn}
    dated = {
        name: When.of_day(DAY + timedelta(days=day)) if day else None for name, day in zip(known, days, strict=False)
    }
    origin = {f"r{number}": f"o{number // 2}" for number in range(10)}
    ordered = sorted(weigh(known, dated, origin), key=lambda one: (one.days or (date.max,), one.id))

    assert gather(ordered) == one_by_one(ordered)


def test_a_claim_is_held_against_few_of_many_undertakings(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {}
    for number in range(1, 600):
        claim = Claim(
            report=f"r{number}",
            evidence=Mention("x", Span(0, 1)),
            actor=Party("CAN"),
            stance=Stance.COMMITTED,
            action=Action.FUND,
            target=Party("UKR"),
            amounts=(StatedAmount(Amount(Decimal(number * 1009), "EUR"), Span(0, 1)),),
        )
        known[claim.id] = claim
    ordered = weigh(known, dict.fromkeys(known), {})

    looked = []

    def counting(one: Weighed, others: list[Weighed]) -> float:
        looked.append(one)
        return agree(one, others)

    monkeypatch.setattr("pledgebook.reconcile.undertakings.agree", counting)
    gather(ordered)

    assert len(looked) < 4 * len(known)
