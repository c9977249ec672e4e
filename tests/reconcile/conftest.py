"""Readings as a newspaper prints them: the text with its [[marked]] words is the input of every test here."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pledgebook.extract.amounts import find_amounts
from pledgebook.extract.clues import find_quotations, fingerprint
from pledgebook.extract.dates import find_dates
from pledgebook.extract.quantities import find_quantities
from pledgebook.model import (
    Action,
    Amount,
    AnchorClue,
    Claim,
    Clues,
    ConditionKind,
    DateClue,
    Domain,
    Finding,
    FindingKind,
    Ledgered,
    Mention,
    NameClue,
    OfficialClue,
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

LEARNT = datetime(2026, 2, 1, tzinfo=UTC)
Told = Callable[[Report], Claim]


def _mention(report: Report, words: str) -> Mention:
    start = report.text.index(words)
    return Mention(words, Span(start, start + len(words)))


@pytest.fixture
def told() -> Callable[..., Told]:
    """``told("Canada will send drones.", "CAN committed arm UKR", amount="CAD 1e9")``: a claim on that sentence."""

    def build(sentence: str, coded: str, **more: Any) -> Told:
        actor, stance, action, *target = coded.split()

        def claim(report: Report) -> Claim:
            evidence = _mention(report, sentence)
            amounts = []
            if "amount" in more:
                currency, value = more["amount"].split()
                amounts = [StatedAmount(Amount(Decimal(value), currency), evidence.span)]
            quantity = None
            if "quantity" in more:
                number, unit = more["quantity"].split(" ", 1)
                quantity = StatedQuantity(Quantity(Decimal(number), unit), evidence.span)
            return Claim(
                report=report.id,
                evidence=evidence,
                actor=Party(actor, more.get("actor_text", "")),
                stance=Stance(stance),
                action=Action(action),
                target=Party(target[0]) if target else None,
                domains=tuple(Domain(domain) for domain in more.get("domains", "").split()),
                items=tuple(_mention(report, item) for item in more.get("items", ())),
                quantity=quantity,
                amounts=tuple(amounts),
                conditions=tuple(
                    StatedCondition(ConditionKind(kind), words, _mention(report, words).span)
                    for kind, words in more.get("conditions", ())
                ),
                speaker=_mention(report, more["speaker"]) if "speaker" in more else None,
                said=StatedDate(When(more["said"])) if "said" in more else None,
                action_cue=_mention(report, more["cue"]) if "cue" in more else None,
            )

        return claim

    return build


@pytest.fixture
def read() -> Callable[..., Reading]:
    """A reading of a text: sums, counts, dates and quotations are found in it, officials and names are given."""

    def build(
        name: str,
        text: str,
        *,
        published: str | None = "2025-09-05",
        outlet: str | None = None,
        claims: Iterable[Told] = (),
        officials: Iterable[tuple[str, str, str, str]] = (),
        former: Iterable[tuple[str, str, str, str]] = (),
        anchors: Iterable[tuple[str, str]] = (),
        names: Iterable[tuple[str, str]] = (),
        credits: Iterable[str] = (),  # noqa: A002
    ) -> Reading:
        when = When(published) if published else None
        report = Report(id=name, text=text, outlet=outlet, published=when)
        day = when.earliest if when else None

        def named(people: Iterable[tuple[str, str, str, str]], gone: bool) -> tuple[OfficialClue, ...]:
            return tuple(
                OfficialClue(person, role, body, gone, words, _mention(report, words).span)
                for words, person, role, body in people
            )

        clues = Clues(
            report=name,
            dates=tuple(
                DateClue(found.when, found.span.of(text), found.span, found.absolute)
                for found in find_dates(text, published=day)
                if found.when is not None
            ),
            officials=named(officials, False) + named(former, True),
            anchors=tuple(
                AnchorClue(
                    "known event", date.fromisoformat(iso), date.fromisoformat(iso), words, _mention(report, words).span
                )
                for words, iso in anchors
            ),
            names=tuple(NameClue(known, words, _mention(report, words).span, False) for words, known in names),
            amounts=find_amounts(text),
            counts=find_quantities(text),
            credits=tuple(_mention(report, words) for words in credits),
            quotations=find_quotations(text),
            fingerprint=fingerprint(text),
        )
        return Reading(report, tuple(make(report) for make in claims), clues, LEARNT, "test")

    return build


@pytest.fixture
def of_kind() -> Callable[[Ledgered, FindingKind], list[Finding]]:
    """The findings of one kind."""
    return lambda ledgered, kind: [finding for finding in ledgered.findings if finding.kind is kind]


@pytest.fixture(scope="session")
def gold_folder() -> Path:
    """The gold sets that come with the project."""
    return Path(__file__).parents[2] / "accuracy" / "gold"


@pytest.fixture(scope="session")
def story_of(gold_folder: Path) -> Callable[[str], dict[str, Any]]:
    """A gold set's STORY.json."""
    return lambda name: json.loads((gold_folder / name / "STORY.json").read_text(encoding="utf-8"))
