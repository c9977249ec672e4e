"""Tell a conversion from a further sum: "7 billion kroner ($696 million)" is one sum, told twice."""

import re
from dataclasses import replace

from pledgebook.data.measures import currencies
from pledgebook.extract.wording import any_of
from pledgebook.model import StatedAmount

_ANY_ADJECTIVE = any_of(adjective.lower() for row in currencies().rows for adjective in row.adjectives)
JOINT = re.compile(r"(?:\s?[-–—‑]\s?|\s(?:to|or)\s|\sand\s)")
_CONVERSION = re.compile(
    r"\s?(?:\(|\[|,?\s(?:or|i\.e\.)\s|,?\s(?:the\s)?equivalent\s(?:to|of)\s|\s?[=≈]\s?|/)"
    r"\s?(?:(?:or|about|around|approximately|approx\.|roughly|some|nearly|almost|just|over|under|more than|less than|"
    r"close to|equal to|the|equivalent|to|of|worth|at|an|estimated|circa|ca\.|c\.|up|least|then|now|i\.e\.|[=≈~])\s?)"
    r"{0,5}"
    rf"(?:{_ANY_ADJECTIVE}\s)?",
    re.IGNORECASE,
)
_IN_OTHER_WORDS = re.compile(r",?\s(?:about|around|roughly|approximately|some)\s", re.IGNORECASE)
_IN_OTHER_MONEY = re.compile(r"\sin\s(?:\S+\s)?(?:dollars|euros|pounds|money)\b", re.IGNORECASE)
_CLOSES = re.compile(r"\s?(?:[)\];,/]|at\b|in\b|today|back then|\.(?:\s|\Z)|\Z|\s?[-–—])", re.IGNORECASE)
_NEXT_CONVERSION = re.compile(r"\s?[;,/]\s?(?:(?:or|and|about|around|roughly)\s){0,2}|\s(?:or|and)\s(?:about\s)?")


def with_conversions(text: str, stated: list[StatedAmount]) -> tuple[StatedAmount, ...]:
    """Hang each sum that only restates the one before it in other money onto that one."""
    kept: list[StatedAmount] = []
    at = 0
    while at < len(stated):
        head = stated[at]
        at += 1
        conversions: list[StatedAmount] = []
        last = head
        while at < len(stated) and _converts(text, head, last, stated[at], bool(conversions)):
            conversions.append(stated[at])
            last = stated[at]
            at += 1
        if len(conversions) == 2 and kept and conversions[0].amount.currency == conversions[1].amount.currency:
            lower = kept[-1]
            if lower.amount.currency == head.amount.currency and head.span.start - lower.span.end <= 6:
                kept[-1] = replace(lower, conversions=(conversions.pop(0),))
        kept.append(replace(head, conversions=tuple(conversions)))
    return tuple(kept)


def _converts(text: str, head: StatedAmount, last: StatedAmount, other: StatedAmount, in_brackets: bool) -> bool:
    gap = text[last.span.end : other.span.start]
    if len(gap) > 60 or other.amount.currency == head.amount.currency:
        return False
    if in_brackets:
        if other.amount.currency == last.amount.currency:
            return bool(JOINT.fullmatch(gap))
        return bool(_NEXT_CONVERSION.fullmatch(gap))
    if _CONVERSION.fullmatch(gap):
        return bool(_CLOSES.match(text, other.span.end)) or "(" not in gap or bool(JOINT.match(text, other.span.end))
    return bool(
        _IN_OTHER_WORDS.fullmatch(gap)
        and (
            _IN_OTHER_MONEY.match(text, other.span.end)
            or (gap[0] == "," and text[other.span.end : other.span.end + 1] == ",")
        )
    )
