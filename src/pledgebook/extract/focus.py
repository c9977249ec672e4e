"""What a report is about, and from where it comes: the states and bodies it turns on, the country of its outlet."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache

from pledgebook.data.tables import outlets
from pledgebook.extract.actors import ActorMention
from pledgebook.extract.folding import fold
from pledgebook.extract.sentences import Sentence

_TOWARDS = re.compile(
    r"\b(?:to|for|in|on|of|against|inside|into|towards|over|behind|with|from|across|around|near"
    r"|defend|support|help|arm|train|protect|aid)(?: the)? $",
    re.IGNORECASE,
)


@cache
def _countries() -> dict[str, str]:
    return {fold(name).lower(): o.country for o in outlets() for name in (o.name, *o.aliases) if o.country}


def country_of(outlet: str | None) -> str | None:
    """Code of the state where an outlet is published; None for one that no table knows."""
    return _countries().get(fold(outlet).lower()) if outlet else None


def focus_of(
    mentions: Sequence[Sequence[ActorMention]], sentences: Sequence[Sentence], acting: Collection[tuple[int, int]] = ()
) -> tuple[str | None, str | None]:
    """The state or body that a report is about, and the one that comes second.

    What is given, sent or promised goes *to* or *for* it, and it is named as a place; a mention that acts counts nothing.
    The weights were fitted on the learning reports.
    """
    counts: dict[str, float] = defaultdict(float)
    for number, (found, sentence) in enumerate(zip(mentions, sentences, strict=True)):
        for index, mention in enumerate(found):
            if not mention.code or mention.code == "GROUP" or mention.resolved_by not in ("name", "title"):
                continue
            if (number, index) in acting or mention.span.start < sentence.span.start:
                continue
            if mention.as_place:
                weight = 0.0 if mention.kind in ("capital", "seat") else 2.0
            else:
                weight = 2.0 if mention.kind == "state" else 0.5
            start = mention.span.start - sentence.span.start
            if _TOWARDS.search(sentence.text[max(0, start - 14) : start]):
                weight += 3.0
            counts[mention.code] += weight
    ranked = [code for code, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:2]]
    return (ranked[0] if ranked else None), (ranked[1] if len(ranked) > 1 else None)
