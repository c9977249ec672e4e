"""What a stance hangs on in a Russian sentence: "если ...", "при условии, что ...", "только после ..."."""

import re
from functools import cache

from pledgebook.extract.ru.parsing import plainly
from pledgebook.extract.ru.tables import condition_kinds, rows
from pledgebook.model import ConditionKind, Span, StatedCondition

_END = re.compile(r"[,;:.!?]|\s[-–—]\s|[\"»)]|$")
_SHORTEST = 8


@cache
def _openers() -> re.Pattern[str]:
    words = sorted(rows("conditions")["openers"]["words"], key=len, reverse=True)
    ways = "|".join(re.escape(word).replace(r",\ ", r",?\ ") for word in words)
    return re.compile(rf"(?<!\w)(?:(?:но|лишь|и) )?(?P<words>{ways})(?!\w)")


def conditions_in(text: str, start: int) -> tuple[StatedCondition, ...]:
    """The conditions of a sentence, in order, each with its kind.

    Args:
        text: The sentence.
        start: Where it stands in its report.

    Example:
        >>> [(str(one.kind), one.text) for one in conditions_in("Берлин поможет, если проголосует бундестаг.", 0)]
        [('ratification', 'если проголосует бундестаг')]
    """
    plain = plainly(text)
    only_named = rows("conditions")["openers"]["named"]
    behind_a_comma = rows("conditions")["openers"]["behind_a_comma"]
    found: list[StatedCondition] = []
    at = 0
    while match := _openers().search(plain, at):
        end = _END.search(plain, match.end("words"))
        first, last = match.start("words"), end.start() if end else len(plain)
        at = max(last, match.end())
        kind = _kind(plain[match.end("words") : last])
        stranded = (
            match["words"] in behind_a_comma
            and first > 0
            and not plain[:first].rstrip().endswith((",", "-", "—", "тех пор"))
        )
        if stranded or last - first < _SHORTEST or (kind is ConditionKind.OTHER and match["words"] in only_named):
            at = match.end()
            continue
        found.append(StatedCondition(kind, text[first:last], Span(start + first, start + last)))
    return tuple(found)


def _kind(words: str) -> ConditionKind:
    for kind, stems in condition_kinds():
        if any(re.search(_stem(stem), words) for stem in stems):
            return kind
    return ConditionKind.OTHER


@cache
def _stem(words: str) -> str:
    """A pattern for stems one behind the other: "прекращени огн" is found in "прекращении огня"."""
    return r"(?<!\w)" + r"\w*\s+".join(map(re.escape, words.split()))
