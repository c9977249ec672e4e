"""Puts what a person decided into the fields of a claim.

The values are JSON of codes, figures and places: words of the report are taken from its text
where the decision says they stand, so that no decision holds any.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pledgebook.model import (
    Action,
    Amount,
    Claim,
    ConditionKind,
    Domain,
    Mention,
    Party,
    Quantity,
    Span,
    Stance,
    StatedAmount,
    StatedCondition,
    StatedDate,
    StatedQuantity,
    When,
)

Change = Callable[[Claim, Any, str], Claim]


def corrected(claim: Claim, field: str, value: Any, text: str) -> Claim:
    """The claim with one field as a person gave it; a field that this version does not know changes nothing.

    Args:
        claim: The claim as it was read.
        field: One of ``CHANGES``.
        value: What the field should hold, decoded from the decision's JSON.
        text: The report's text.

    Example:
        >>> from pledgebook.model import Mention
        >>> read = Claim("r", Mention("Canada may go.", Span(0, 14)), Party("CAN"), Stance.WILLING, Action.DEPLOY)
        >>> corrected(read, "stance", "weighing", "Canada may go.").stance
        <Stance.WEIGHING: 'weighing'>
        >>> corrected(read, "speaker", [0, 6], "Canada may go.").speaker.text
        'Canada'
    """
    change = CHANGES.get(field)
    return claim if change is None else change(claim, value, text)


def mention(at: Any, text: str) -> Mention | None:
    """The words at a place given as start and end; None for null."""
    if at is None:
        return None
    span = Span(int(at[0]), int(at[1]))
    return Mention(span.of(text), span)


def _mentions(places: Any, text: str) -> tuple[Mention, ...]:
    return tuple(found for at in places or () if (found := mention(at, text)) is not None)


def _party(before: Party | None, code: str | None) -> Party | None:
    """Another code for the same words."""
    if code is None:
        return None
    return replace(before, code=code) if before else Party(code)


def _actor_text(claim: Claim, at: Any, text: str) -> Claim:
    words = mention(at, text)
    return replace(claim, actor=Party(claim.actor.code, words.text, words.span) if words else Party(claim.actor.code))


def _quantity(claim: Claim, value: Any, text: str) -> Claim:
    if value is None:
        return replace(claim, quantity=None)
    unit = value.get("unit") or Span(*value["unit_at"]).of(text)
    stated = StatedQuantity(Quantity(Decimal(value["value"]), unit), Span(*value["at"]))
    return replace(claim, quantity=stated)


def _amounts(claim: Claim, values: Any, _: str) -> Claim:
    stated = (StatedAmount(Amount(Decimal(v["value"]), v["currency"]), Span(*v["at"])) for v in values or ())
    return replace(claim, amounts=tuple(stated))


def _conditions(claim: Claim, values: Any, text: str) -> Claim:
    spans = [(ConditionKind(v["kind"]), Span(*v["at"])) for v in values or ()]
    return replace(claim, conditions=tuple(StatedCondition(kind, span.of(text), span) for kind, span in spans))


def _date(iso: str | None) -> StatedDate | None:
    return StatedDate(When(iso)) if iso else None


CHANGES: Mapping[str, Change] = {
    "actor": lambda claim, code, _: replace(claim, actor=replace(claim.actor, code=code)),
    "actor_text": _actor_text,
    "stance": lambda claim, code, _: replace(claim, stance=Stance(code)),
    "action": lambda claim, code, _: replace(claim, action=Action(code)),
    "target": lambda claim, code, _: replace(claim, target=_party(claim.target, code)),
    "addressee": lambda claim, code, _: replace(claim, addressee=_party(claim.addressee, code)),
    "domains": lambda claim, codes, _: replace(claim, domains=tuple(Domain(code) for code in codes or ())),
    "items": lambda claim, places, text: replace(claim, items=_mentions(places, text)),
    "quantity": _quantity,
    "amounts": _amounts,
    "conditions": _conditions,
    "with": lambda claim, codes, _: replace(claim, joint=tuple(Party(code) for code in codes or ())),
    "speaker": lambda claim, at, text: replace(claim, speaker=mention(at, text)),
    "outlet": lambda claim, at, text: replace(claim, outlet=mention(at, text)),
    "said": lambda claim, iso, _: replace(claim, said=_date(iso)),
    "due": lambda claim, iso, _: replace(claim, due=_date(iso)),
}
"""What each field's correction does; the fields are those of the codebook."""
