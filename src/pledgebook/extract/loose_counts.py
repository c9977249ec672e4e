"""Counts that a sentence gives only by halves: "keeps 1,100 in the country", "sends a frigate".

They are no counts by themselves; whether one belongs to a claim is judged by what stands around it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from pledgebook.data.measures import counted_words
from pledgebook.extract.numerals import find_numerals
from pledgebook.extract.wording import any_of
from pledgebook.model import Quantity, Span, StatedQuantity

_WORDS = counted_words()
_ONE = re.compile(
    rf"\b(?:an?|another|its|their|one|the first)\s(?:[\w’'-]+\s){{0,3}}?(?P<unit>{any_of(_WORDS.singles)})(?!\w)",
    re.IGNORECASE,
)
_NO_COUNT_BEHIND = re.compile(r"\s?(?:[%°:/$€£]|per\s?cent|[-–][a-z]|(?:st|nd|rd|th)\b|p\.?m|a\.?m)|[.,]\d")
_NO_COUNT_BEFORE = re.compile(
    r"(?:[-$€£#:/.]|\b(?:article|resolution|no|no\.|number|section|chapter|page|mi|su|f|group|expo)[\s-]?)$",
    re.IGNORECASE,
)
_SMALLEST = 2
_GREATEST = 10_000_000


class _Taken:
    """Places of a text that are spoken for, to be asked often."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def meets(self, span: Span) -> bool:
        """Whether any of them shares a character with a span."""
        place = bisect_left(self._starts, span.end)
        return place > 0 and self._ends[place - 1] > span.start


def loose_counts(
    text: str, offset: int, taken: Sequence[Span], before: Sequence[StatedQuantity]
) -> list[StatedQuantity]:
    """Numbers without the word for what is counted, and single things.

    Args:
        text: One sentence.
        offset: Where it starts in the report; spans are in the report.
        taken: Places that are sums, dates or counts already.
        before: Counts of the report up to here: a bare number counts what the last of them counted.
    """
    found: list[StatedQuantity] = []
    told = _Taken(taken)
    starts = [count.span.start for count in before]
    for numeral in find_numerals(text):
        span = Span(offset + numeral.start, offset + numeral.end)
        value = numeral.value
        year = numeral.figure.isdecimal() and len(numeral.figure) == 4 and 1900 <= value <= 2099
        if not _SMALLEST <= value < _GREATEST or year or value != value.to_integral_value() or told.meets(span):
            continue
        if _NO_COUNT_BEHIND.match(text, numeral.end) or _NO_COUNT_BEFORE.search(
            text[max(0, numeral.start - 12) : numeral.start]
        ):
            continue
        place = bisect_left(starts, span.start)
        if place:
            last = before[place - 1]
            found.append(StatedQuantity(Quantity(value.quantize(Decimal(1)), last.quantity.unit), span))
    for match in _ONE.finditer(text):
        span = Span(offset + match.start(), offset + match.end())
        if not told.meets(span):
            found.append(StatedQuantity(Quantity(Decimal(1), match["unit"]), span))
    return found
