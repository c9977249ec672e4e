"""Reports full of trouble, drawn at random: slips, undated copies, promises told as delivered, parts, totals, old titles.

What happens is little, so that pledges of several claims, turns, numbers and copies meet often.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from pledgebook.extract.clues import read_clues
from pledgebook.model import (
    Action,
    Amount,
    Claim,
    ConditionKind,
    Mention,
    Party,
    Quantity,
    Reading,
    Report,
    Span,
    Stance,
    StatedAmount,
    StatedCondition,
    StatedDate,
    StatedQuantity,
    When,
)

_FIRST = date(2025, 8, 1)
_STATES = {"CAN": "Canada", "NOR": "Norway", "DEU": "Germany", "GROUP": "European countries"}
_ITEMS = ("radar sets", "drones", "howitzers", "air defence launchers")
_NUMBERS = (12, 21, 120, 90, 900, 26, 30, 400)
_ACTS = (
    ("{name} will pay ${n} million for {item} in Ukraine.", Action.FUND, Stance.COMMITTED),
    ("{name} will pay ${n} million for {item} in Ukraine.", Action.FUND, Stance.COMMITTED),
    ("{name} has paid ${n} million for {item} in Ukraine, which it had promised.", Action.FUND, Stance.DONE),
    ("{name} promised to send {n} {item} to Ukraine.", Action.ARM, Stance.COMMITTED),
    ("{name} will hand {n} {item} to Ukraine.", Action.ARM, Stance.COMMITTED),
    ("{name} has delivered {n} {item} to Ukraine.", Action.ARM, Stance.DONE),
    ("{name} will send {n} troops to Ukraine.", Action.DEPLOY, Stance.COMMITTED),
    ("{name} will not send any troops to Ukraine, its minister said.", Action.DEPLOY, Stance.DECLINED),
    ("{name} may send troops to Ukraine.", Action.DEPLOY, Stance.WEIGHING),
    ("{n} countries will send troops to Ukraine.", Action.DEPLOY, Stance.COMMITTED),
    ("{n} countries may pay for {item} in Ukraine.", Action.FUND, Stance.WEIGHING),
    ("{name} raised its help for {item} from ${m} million to ${n} million.", Action.FUND, Stance.COMMITTED),
    ("{name} will send {n} {item} instead of {other}.", Action.ARM, Stance.COMMITTED),
    ("{name} renewed its help of ${n} million for {item} for another year.", Action.FUND, Stance.COMMITTED),
    ("{name} added ${n} million for {item}, which brings its help to ${sum} million.", Action.FUND, Stance.COMMITTED),
    ("The European Union has ratified the accord on Ukraine.", Action.RATIFY, Stance.DONE),
    ("{name} will pay ${n} million once parliament has ratified the accord.", Action.FUND, Stance.COMMITTED),
)
_OF_PARTS = (
    ("{name} will pay ${n} million for {item}, part of a package of ${sum} million.", Action.FUND, Stance.COMMITTED),
    ("European countries put up ${sum} million for Ukraine; {name} pays ${n} million.", Action.FUND, Stance.COMMITTED),
)
_BESIDE = (
    "US envoy Steve Whitcoff met Jack Ombaka, the head of the fund, in the town of {town}.",
    "US envoy Steve Witkoff met Jacques Ombaka, the head of the fund, in the town of {town}.",
    "Former President Donald Trump is to travel to {town}.",
    "President Joe Biden waited in {town} until late at night.",
    "The loan is worth €{n} million (${m} million), a bank in {town} said.",
    "Parliament in {town} counted {n} countries and {m} soldiers at the parade.",
    "The hall in {town} was full, and {n} people stood outside in the rain for the speech.",
    "It was 4 September 2023 when they met in {town}.",
    "The talks in {town} took place on 9 August 2025.",
    "“We have waited long enough for this,” the mayor of {town} told the guests of the fair.",
)
_TOWNS = ("Torvik", "Selmo", "Hadrin")


@pytest.fixture(scope="session")
def thorny() -> "type[Thorny]":
    """The feed that draws such reports."""
    return Thorny


class Thorny:
    """A feed of such reports."""

    def __init__(self, draw: random.Random, *, parts: float = 0.03, undated: float = 0.15) -> None:
        """Begin a feed; so many of its sentences tell of parts, so many of its reports carry no date."""
        self._draw = draw
        self._parts = parts
        self._undated = undated
        self._told: list[list[tuple[str, Claim | None]]] = []

    def readings(self, count: int, days: int = 40) -> list[Reading]:
        """So many reports of so many days, in the order of their days."""
        return [self._reading(number, _FIRST + timedelta(days=number * days // count)) for number in range(count)]

    def _reading(self, number: int, day: date) -> Reading:
        draw = self._draw
        if self._told and draw.random() < 0.4:
            sentences = [one for one in draw.choice(self._told[-12:]) if draw.random() < 0.9]
            sentences = [self._slipped(one) if draw.random() < 0.15 else one for one in sentences]
        else:
            sentences = [self._act(day) for _ in range(draw.choice((1, 2, 3)))]
            sentences += [self._beside() for _ in range(3)]
        sentences = sentences or [self._act(day)]
        self._told.append(sentences)
        published = None if draw.random() < self._undated else When.of_day(day)
        outlet = draw.choice(("Wire", "Paper", "Courier"))
        return self._written(f"r{draw.randrange(1000):03}-{number}", sentences, published, outlet, day)

    def _act(self, day: date) -> tuple[str, Claim | None]:
        draw = self._draw
        frame, action, stance = draw.choice(_OF_PARTS if draw.random() < self._parts else _ACTS)
        actor = draw.choice(list(_STATES))
        number, other = draw.choice(_NUMBERS), draw.choice(_NUMBERS)
        item, instead = draw.sample(_ITEMS, 2)
        values = {"n": number, "m": other, "sum": number + other, "item": item, "other": instead}
        text = frame.format(name=_STATES[actor], **values)
        who = "EU" if text.startswith("The European Union") else "GROUP" if text[0].isdigit() else actor
        speaker = draw.choice(("Kyiv", "Berlin", _STATES[actor])) if draw.random() < 0.3 else ""
        text = f"{text[:-1]}, {speaker} said." if speaker else text
        nowhere = Span(0, 0)
        money = f"${number} million" in text
        unit = "countries" if text[0].isdigit() else "troops" if "troops" in frame else item
        return text, Claim(
            report="",
            evidence=Mention(text, nowhere),
            actor=Party(who),
            stance=stance,
            action=action,
            target=draw.choice((Party("UKR"), Party("UKR"), Party("UKR"), None)),
            items=(Mention(item, nowhere),) if item in text else (),
            quantity=StatedQuantity(Quantity(Decimal(number), unit), nowhere)
            if not money and str(number) in text
            else None,
            amounts=(StatedAmount(Amount(Decimal(number) * 1_000_000, "USD"), nowhere),) if money else (),
            conditions=(StatedCondition(ConditionKind.RATIFICATION, "ratified", nowhere),) if "once" in text else (),
            said=StatedDate(When.of_day(day - timedelta(days=draw.choice((0, 0, 1, 20)))))
            if draw.random() < 0.5
            else None,
            speaker=Mention(speaker, nowhere) if speaker else None,
            extractor="hand 1",
        )

    def _beside(self) -> tuple[str, None]:
        draw = self._draw
        numbers = {"n": draw.choice(_NUMBERS), "m": draw.choice(_NUMBERS)}
        return draw.choice(_BESIDE).format(town=draw.choice(_TOWNS), **numbers), None

    def _slipped(self, one: tuple[str, Claim | None]) -> tuple[str, Claim | None]:
        text, claim = one
        if claim is None or not claim.amounts:
            return self._beside() if claim is None else one
        before = claim.amounts[0].amount
        after = Amount(before.value * 10, "USD")
        old, new = (f"${value.value / 1_000_000:f} million" for value in (before, after))
        if old not in text:
            return one
        amounts = (replace(claim.amounts[0], amount=after),)
        return text.replace(old, new), replace(claim, amounts=amounts)

    @staticmethod
    def _written(
        name: str, sentences: Sequence[tuple[str, Claim | None]], published: When | None, outlet: str, day: date
    ) -> Reading:
        text, claims = "", []
        for words, claim in sentences:
            span = Span(len(text), len(text) + len(words))
            text += f"{words} "
            if claim is not None:
                claims.append(_placed(claim, name, words, span))
        report = Report(name, text, outlet=outlet, published=published, source="feed")
        learnt = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        return Reading(report, tuple(claims), read_clues(report), learnt, "hand 1")


def _placed(claim: Claim, report: str, words: str, span: Span) -> Claim:
    """The claim as it stands in a report."""

    def at(part: str) -> Span:
        start = span.start + max(0, words.find(part))
        return Span(start, min(span.end, start + len(part)))

    quantity, amount = claim.quantity, claim.amounts[0] if claim.amounts else None
    return replace(
        claim,
        report=report,
        evidence=Mention(words, span),
        items=tuple(Mention(item.text, at(item.text)) for item in claim.items),
        quantity=replace(quantity, span=at(str(quantity.quantity.value))) if quantity else None,
        amounts=(replace(amount, span=at(f"${amount.amount.value / 1_000_000:f} million")),) if amount else (),
        conditions=tuple(replace(one, span=at(one.text)) for one in claim.conditions),
        speaker=Mention(claim.speaker.text, at(claim.speaker.text)) if claim.speaker else None,
    )
