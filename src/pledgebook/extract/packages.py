"""Packages that a sum is called part of: "It is part of the CA$2 billion package", though the sentence names nobody.

The sentence before says whose sum it is. The greater sum is then a claim of its own by the same actor, so that the book
can hold the one within the other. It is for the same action, or money where the sentence calls it aid or money.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pledgebook.data.comparing import comparing
from pledgebook.extract.sentences import Sentence
from pledgebook.model import Action, Claim, Clues, Mention, Party, Span, Stance, StatedAmount, StatedDate

_PART_OF = comparing().patterns["part_of"]
_TAKES_UP = re.compile(
    r"[\"“'‘(]*(?:this|that|it|these|those|both|the (?:sum|money|amount|aid|assistance|pledge|help|support|donation|"
    r"contribution|weapons|funds|funding|package))\b(?!\s+\w+\s+(?:said|says))",
    re.IGNORECASE,
)
_GIVING = frozenset({Action.ARM, Action.FUND, Action.SUPPORT, Action.REBUILD, Action.TRAIN})
_GIVEN = frozenset({Stance.DONE, Stance.COMMITTED, Stance.WILLING})
_MONEY = re.compile(r"\b(?:aid|assistance|financial|funding|loans?|grants?|money|support)\b", re.IGNORECASE)
_NEAR = 60
_CONFIDENCE = 0.6


def with_packages(claims: tuple[Claim, ...], clues: Clues, sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """The claims, with those on packages that take up the sum of the sentence before, in the order of the text."""
    more = tuple(_packages(claims, clues, sentences))
    return tuple(sorted((*claims, *more), key=lambda claim: claim.evidence.span.start)) if more else claims


def _packages(claims: Sequence[Claim], clues: Clues, sentences: Sequence[Sentence]) -> Iterator[Claim]:
    for before, sentence in pairwise(sentences):
        cue = _PART_OF.search(sentence.text)
        if cue is None or _TAKES_UP.match(sentence.text) is None:
            continue
        whole = _sum_behind(clues, sentence, sentence.span.start + cue.end())
        if whole is None or any(_states(claim, sentence, whole) for claim in claims):
            continue
        part = _part_of_it(claims, before, whole)
        if part is not None:
            yield _claim(part, whole, clues, sentence)


def _sum_behind(clues: Clues, sentence: Sentence, start: int) -> StatedAmount | None:
    near = (one for one in clues.amounts if sentence.span.covers(one.span) and 0 <= one.span.start - start <= _NEAR)
    return next(near, None)


def _states(claim: Claim, sentence: Sentence, whole: StatedAmount) -> bool:
    same = (stated.amount == whole.amount for stated in claim.amounts)
    return claim.evidence.span.meets(sentence.span) and any(same)


def _part_of_it(claims: Sequence[Claim], before: Sentence, whole: StatedAmount) -> Claim | None:
    """The last claim of the sentence before that gives a smaller sum in the same currency; None if several actors do."""
    found = [
        claim
        for claim in claims
        if claim.evidence.span.meets(before.span)
        and claim.action in _GIVING
        and claim.stance in _GIVEN
        and claim.amounts
        and claim.amounts[0].amount.currency == whole.amount.currency
        and claim.amounts[0].amount.value < whole.amount.value
    ]
    return found[-1] if len({claim.actor.code for claim in found}) == 1 else None


def _claim(part: Claim, whole: StatedAmount, clues: Clues, sentence: Sentence) -> Claim:
    after = sentence.text[whole.span.end - sentence.span.start :]
    said = next((date for date in clues.dates if sentence.span.covers(date.span)), None)
    return Claim(
        report=part.report,
        evidence=Mention(sentence.text, Span(sentence.span.start, sentence.span.end)),
        actor=Party(part.actor.code),
        stance=Stance.COMMITTED,
        action=Action.FUND if _MONEY.search(after) else part.action,
        target=Party(part.target.code) if part.target else None,
        amounts=(whole,),
        said=StatedDate(said.when, said.span) if said else None,
        confidence=min(part.confidence, _CONFIDENCE),
        extractor=part.extractor,
    )
