"""Statements that one sum or count is part of another, wherever a report makes one: in words, or by its sums.

Recognised are "€1bn, part of a package of €2bn", "€2bn, including €1bn for drones", "€2bn. Of that, €1bn ...",
"€60m of the €96m it promised", "Of the €60m for the army, €20m has been paid", and a sum that is stated beside two or
more others that add up to it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from pledgebook.data.comparing import comparing
from pledgebook.data.exchange import rate
from pledgebook.model import Place, Span
from pledgebook.reconcile.figures import Figure
from pledgebook.reconcile.shelf import Shelf
from pledgebook.reconcile.words import sentence_bounds

_PATTERNS = comparing().patterns
_NEAR = 250
_WORD = r"(?!(?:and|or|plus|but|for|with)\b)\w+"
_OF_THE = re.compile(
    rf"(?:\s+{_WORD}){{0,3}}?\s+(?:out of(?: (?:the|its|their|a|some))?|of (?:the|its|their|that|this|those|some))\s+(?:{_WORD}\s){{0,2}}"
)
_OF = re.compile(r"[\"“'‘(]*of\b", re.IGNORECASE)
_INCLUDES = re.compile(
    r"(?:it|this|that|the (?:package|sum|money|plan|programme|program|aid|total|amount|pledge)) "
    r"(?:includes?|comprises?|contains?|covers?|consists of|is made up of)\b",
    re.IGNORECASE,
)
_MOST_SUMMED = 6
_EXACT = Decimal("0.005")

Bounds = Mapping[Span, tuple[int, int]]
"""For each figure's place, where its sentence begins and ends."""


@dataclass(frozen=True, slots=True)
class PartTold:
    """One report's word that a figure lies within another.

    Attributes:
        part: The smaller figure.
        whole: The greater one.
        because: How the report says so, to go into a sentence.
        places: Where the two stand.
        in_words: Whether the report says so; False where only its sums do.
    """

    part: Figure
    whole: Figure
    because: str
    places: tuple[Place, ...]
    in_words: bool = True


def parts_told(shelf: Shelf) -> Iterator[PartTold]:
    """All such statements of all reports, report by report in the order of the text."""
    for report in shelf.readings:
        for figures in (shelf.sums[report], shelf.counts[report]):
            if len(figures) > 1:
                yield from _in_report(shelf, report, sorted(figures, key=lambda one: one.span))


def is_less(part: Figure, whole: Figure, day: date | None) -> bool:
    """Whether a figure is smaller than another, by the day's rate where the currencies differ."""
    if part.unit == whole.unit:
        return part.value < whole.value
    if day is None or part.stated is None or whole.stated is None:
        return False
    known = rate(part.unit, whole.unit, day)
    return known is not None and part.value * known.value < whole.value


def _in_report(shelf: Shelf, report: str, figures: Sequence[Figure]) -> Iterator[PartTold]:
    text = shelf.readings[report].report.text
    day = shelf.days.get(report)
    bounds = {one.span: sentence_bounds(text, one.span.start, one.span.end) for one in figures}

    def told(part: Figure, whole: Figure, words: str, in_words: bool = True) -> PartTold:
        places = (shelf.place(report, part.span), shelf.place(report, whole.span))
        return PartTold(part, whole, words, places, in_words)

    for one, other in combinations(figures, 2):
        if other.span.start - one.span.end > _NEAR or (one.stated is None) != (other.stated is None):
            continue
        if is_less(one, other, day):
            words = _part_first(text, one, other, bounds[other.span][0])
            if words:
                yield told(one, other, words)
        elif is_less(other, one, day):
            words = _whole_first(text, one, other, bounds)
            if words:
                yield told(other, one, words)
    for part, whole in _by_sums(figures, bounds):
        yield told(part, whole, "the sums add up", in_words=False)


def _part_first(text: str, part: Figure, whole: Figure, sentence: int) -> str:
    between = text[part.span.end : whole.span.start]
    if _OF_THE.fullmatch(between) and "\n" not in between:
        return f"“{' '.join(text[part.span.start : whole.span.end].split())}”"
    match = _PATTERNS["part_of"].search(text, max(sentence, part.span.end), whole.span.start)
    return f"“{match.group()}”" if match else ""


def _whole_first(text: str, whole: Figure, part: Figure, bounds: Bounds) -> str:
    begin, end = bounds[part.span]
    same_sentence = bounds[whole.span] == (begin, end)
    if same_sentence:
        match = _PATTERNS["includes"].search(text, whole.span.end, part.span.start)
        if match:
            return f"“{match.group()}”"
        return "“of ...”" if _OF.match(text, begin, whole.span.start) and whole.span.start - begin < 60 else ""
    between = text[bounds[whole.span][1] : begin]
    if between.strip():
        return ""
    match = _INCLUDES.match(text, begin) or _PATTERNS["of_that"].match(text, begin) or _at_end(text, begin, end)
    return f"“{match.group()}”" if match else ""


def _at_end(text: str, begin: int, end: int) -> re.Match[str] | None:
    for match in _PATTERNS["of_that"].finditer(text, begin, end):
        if not text[match.end() : end].strip(" .;!”\"'"):
            return match
    return None


def _by_sums(figures: Sequence[Figure], bounds: Bounds) -> Iterator[tuple[Figure, Figure]]:
    """A sum that two or more others beside it, in the same sentence or the next, add up to."""
    for whole in figures:
        if whole.stated is None:
            continue
        near = [
            one
            for one in figures
            if one.unit == whole.unit
            and one.value < whole.value
            and one.stated is not None
            and abs(one.span.start - whole.span.start) <= _NEAR
        ][:_MOST_SUMMED]
        yield from ((part, whole) for part in _adding_up(near, whole, bounds))


def _adding_up(near: Sequence[Figure], whole: Figure, bounds: Bounds) -> tuple[Figure, ...]:
    """The fewest of some sums of one sentence that together make the whole; none if there are no such."""
    for many in range(2, len(near) + 1):
        for parts in combinations(near, many):
            alike = len({bounds[part.span] for part in parts}) == 1
            if alike and abs(sum(part.value for part in parts) - whole.value) <= _EXACT * whole.value:
                return parts
    return ()
