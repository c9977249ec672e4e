"""Invented pledges and arrangements for the tests of assessment."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from pledgebook.assess import read_arrangement
from pledgebook.model import (
    Action,
    Amount,
    Arrangement,
    Claim,
    ConditionKind,
    Domain,
    Mention,
    Party,
    Pledge,
    Quantity,
    Span,
    Stance,
    StanceAt,
    StatedCondition,
    When,
)

MakePledge = Callable[..., Pledge]
MakeArrangement = Callable[..., Arrangement]

BASE = """
title = "A test"
beneficiary = "UKR"
adversary = "RUS"

[condition.ceasefire]
kind = "ceasefire"
parties = ["RUS", "UKR"]
says = "a cease-fire between RUS and UKR"
words = ["ceasefire", "cease-fire"]

[condition.peace_deal]
kind = "peace_deal"
says = "a peace deal"
words = ["peace"]

[condition.us_support]
kind = "us_support"
parties = ["USA"]
says = "American support"

[condition.ratification]
kind = "ratification"
each = "actor"
says = "approval by the parliament of {actor}"

[condition.consent]
kind = "consent"
parties = ["RUS"]
says = "consent of RUS"

[condition.attack]
kind = "attack"
says = "a new attack"
"""

LAND_FORCE = """
[requirement.land-force]
title = "A land force"
measure = "troops"
needed = 25000
actions = ["deploy"]
"""


@pytest.fixture
def make_arrangement() -> MakeArrangement:
    """Read an arrangement of the usual conditions, the text given and, where it names none, a land force."""

    def make(more: str = "", *, base: str = BASE) -> Arrangement:
        requirement = "" if "[requirement." in more else LAND_FORCE
        return read_arrangement(f"{base}\n{more}\n{requirement}", "test.toml")

    return make


@pytest.fixture
def make_pledge() -> MakePledge:
    """Make a pledge of one claim; ``hangs_on`` maps kinds of conditions to the report's words."""

    def make(
        actor: str,
        stance: str = "committed",
        action: str = "deploy",
        *,
        target: str | None = "UKR",
        hangs_on: dict[str, str] | None = None,
        troops: int | None = None,
        quantity: Quantity | None = None,
        amount: Amount | None = None,
        domains: tuple[str, ...] = (),
        item: str = "",
        sentence: str = "",
        joint: tuple[str, ...] = (),
        report: str = "r1",
        number: str = "",
        history: tuple[tuple[str, str], ...] = (),
        part_of: str | None = None,
        replaces: str | None = None,
    ) -> Pledge:
        words = sentence or f"{actor} {stance} {action} {' '.join((hangs_on or {}).values())}."
        conditions = tuple(
            StatedCondition(ConditionKind(kind), text, Span(words.index(text), words.index(text) + len(text)))
            for kind, text in (hangs_on or {}).items()
        )
        claim = Claim(
            report,
            Mention(words, Span(0, len(words))),
            Party(actor),
            Stance(stance),
            Action(action),
            domains=tuple(Domain(domain) for domain in domains),
            conditions=conditions,
            joint=tuple(Party(code) for code in joint),
        )
        if troops is not None:
            quantity = Quantity(Decimal(troops), "troops")
        return Pledge(
            id=f"{actor}-{action}{number}".lower(),
            actor=actor,
            action=Action(action),
            target=target,
            stance=Stance(stance),
            history=tuple(StanceAt(When(day), Stance(held), (claim.id,)) for day, held in history),
            item=item,
            amount=amount,
            quantity=quantity,
            conditions=conditions,
            claims=(claim,),
            reports=(report,),
            origins=1,
            part_of=part_of,
            replaces=replaces,
        )

    return make
