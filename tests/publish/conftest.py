"""Reports as a newspaper prints them, with [[marked]] sentences, made into a small worked-out book."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pledgebook.model import (
    Action,
    Amount,
    Claim,
    Clues,
    ConditionKind,
    Dating,
    Finding,
    FindingKind,
    Ledgered,
    Mention,
    Origin,
    Party,
    Place,
    Pledge,
    Reading,
    Report,
    Severity,
    Span,
    Stance,
    StanceAt,
    StatedAmount,
    StatedCondition,
    StatedDate,
    When,
)

LEARNT = datetime(2025, 9, 6, 8, 0, tzinfo=UTC)


def marked(text: str) -> tuple[str, list[Span]]:
    """A text without its [[marks]], and where they stood."""
    spans, plain = [], ""
    for part in re.split(r"(\[\[.*?\]\])", text, flags=re.DOTALL):
        if part.startswith("[["):
            spans.append(Span(len(plain), len(plain) + len(part) - 4))
            plain += part[2:-2]
        else:
            plain += part
    return plain, spans


def words(text: str, part: str) -> Mention:
    start = text.index(part)
    return Mention(part, Span(start, start + len(part)))


def claim_in(report: Report, span: Span, **given: object) -> Claim:
    """A claim by Canada that it may deploy, read from one piece of a report."""
    usual = Claim(
        report=report.id,
        evidence=Mention(span.of(report.text), span),
        actor=Party("CAN"),
        stance=Stance.WEIGHING,
        action=Action.DEPLOY,
        target=Party("UKR"),
        extractor="hand 1",
    )
    return replace(usual, **given)  # type: ignore[arg-type]


Shown = tuple[Ledgered, tuple[Reading, ...]]


def pledge_of(claims: tuple[Claim, ...], **given: object) -> Pledge:
    history = tuple(StanceAt(c.said.when if c.said else None, c.stance, (c.id,)) for c in claims)
    last = claims[-1]
    usual = Pledge(
        id=f"{last.actor.code}-{last.action}".lower(),
        actor=last.actor.code,
        action=last.action,
        target=last.target.code if last.target else None,
        stance=last.stance,
        history=history,
        item="",
        amount=last.amounts[0].amount if last.amounts else None,
        quantity=None,
        conditions=tuple(condition for claim in claims for condition in claim.conditions),
        claims=claims,
        reports=tuple(dict.fromkeys(claim.report for claim in claims)),
        origins=1,
    )
    return replace(usual, **given)  # type: ignore[arg-type]


@pytest.fixture
def make_book() -> Callable[..., Shown]:
    def make(reports: Iterable[Report], pledges: Iterable[Pledge], findings: Iterable[Finding] = ()) -> Shown:
        kept, held = tuple(reports), tuple(pledges)
        claims = {c.id: c for pledge in held for c in pledge.claims}
        readings = tuple(
            Reading(r, tuple(c for c in claims.values() if c.report == r.id), Clues(r.id), LEARNT, "hand 1")
            for r in kept
        )
        origins = tuple(Origin(f"origin-{report.id}", (report.id,)) for report in kept)
        datings = tuple(Dating(report.id, report.published, report.published) for report in kept)
        return Ledgered(held, tuple(findings), origins, datings), readings

    return make


@pytest.fixture
def shown(make_book: Callable[..., Shown]) -> Shown:
    """Two reports of Canada's stance, one with money and a condition, and one finding between them."""
    text, (first, second) = marked(
        "Carney in Kyiv\n🇨🇦 Ottawa speaks. [[Canada may send troops if there is a ceasefire, Mark Carney said.]] "
        "It rained.\n\n[[Canada will give $2 billion to Ukraine.]]\nRead also: ten ski resorts\n"
    )
    one = Report(
        "one",
        text,
        "The Example",
        None,
        "Carney in Kyiv",
        When("2025-08-24"),
        furniture=(words(text, "Read also: ten ski resorts").span,),
    )
    other_text, (third,) = marked("[[Canada will send troops, Reuters reported.]] The rest is silence.")
    other = Report("other", other_text, "The Copy", "https://example.org/copy", "Troops", When("2025-09-04"))
    weighing = claim_in(
        one,
        first,
        conditions=(StatedCondition(ConditionKind.CEASEFIRE, *_mention(text, "if there is a ceasefire")),),
        speaker=words(text, "Mark Carney"),
        said=StatedDate(When("2025-08-24")),
        stance_cue=words(text, "may"),
        action_cue=words(text, "send"),
    )
    money = claim_in(
        one,
        second,
        action=Action.FUND,
        stance=Stance.COMMITTED,
        amounts=(StatedAmount(Amount(Decimal(2_000_000_000), "CAD"), words(text, "$2 billion").span),),
    )
    firm = claim_in(
        other, third, stance=Stance.COMMITTED, outlet=words(other_text, "Reuters"), said=StatedDate(When("2025-09-04"))
    )
    finding = Finding(
        id="0123456789ab",
        kind=FindingKind.STANCE_CONFLICT,
        severity=Severity.MEDIUM,
        places=(Place("other", third, third.of(other_text)), Place("one", first, first.of(text))),
        says="The Copy tells as firm what Canada weighs.",
        proposal="weighing",
    )
    return make_book([one, other], [pledge_of((weighing, firm)), pledge_of((money,))], [finding])


@pytest.fixture
def ledgered(shown: Shown) -> Ledgered:
    return shown[0]


@pytest.fixture
def readings(shown: Shown) -> tuple[Reading, ...]:
    return shown[1]


def _mention(text: str, part: str) -> tuple[str, Span]:
    found = words(text, part)
    return found.text, found.span
