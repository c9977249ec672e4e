"""Cuts a text into pieces at the marks that lie on it, so that a page can colour each piece.

All positions are code points of the report's text, as in Span: cutting happens
here, never in a browser, which would count UTF-16 units.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pledgebook.model import Claim, Span, is_blank
from pledgebook.publish.taken_down import TAKEN_DOWN


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to be shown on a piece of text.

    Attributes:
        span: Where.
        sort: ``quote``, ``cue``, ``condition``, ``finding`` or ``furniture``.
        tone: What colours it: a stance or a severity; empty for none.
        ref: Id of the claim or finding it belongs to.
    """

    span: Span
    sort: str
    tone: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with the same marks all along it."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def sorts(self) -> frozenset[str]:
        """What is to be shown on it."""
        return frozenset(mark.sort for mark in self.marks)

    @property
    def tone(self) -> str:
        """The tone of the first mark that has one."""
        return next((mark.tone for mark in self.marks if mark.tone), "")


def cut(text: str, marks: Iterable[Mark], within: Span | None = None) -> tuple[Piece, ...]:
    """The text, or a part of it, in pieces that joined give it back.

    Marks may overlap and nest; what runs over the edges is trimmed. Words that were taken down are one piece that says so.

    >>> pieces = cut("Canada may go.", [Mark(Span(0, 13), "quote"), Mark(Span(7, 10), "cue")])
    >>> [(piece.text, sorted(piece.sorts)) for piece in pieces]
    [('Canada ', ['quote']), ('may', ['cue', 'quote']), (' go', ['quote']), ('.', [])]
    """
    within = within or Span(0, len(text))
    end = min(within.end, len(text))
    start = min(within.start, end)
    inside = [mark for mark in marks if mark.span.start < end and mark.span.end > start]
    if is_blank(text[start:end]):
        return (Piece(TAKEN_DOWN, tuple(mark for mark in inside if mark.sort != "cue")),)
    edges = {start, end}
    for mark in inside:
        edges |= {max(mark.span.start, start), min(mark.span.end, end)}
    stops = sorted(edges)
    return tuple(
        Piece(text[left:right], tuple(mark for mark in inside if mark.span.start <= left and mark.span.end >= right))
        for left, right in pairwise(stops)
    )


def marks_of(claim: Claim) -> tuple[Mark, ...]:
    """What is shown of a claim on its report's text: the sentence, the cue words in it, its conditions."""
    cues = [cue for cue in (claim.stance_cue, claim.action_cue) if cue is not None]
    return (
        Mark(claim.evidence.span, "quote", claim.stance, claim.id),
        *(Mark(cue.span, "cue", claim.stance, claim.id) for cue in cues),
        *(Mark(condition.span, "condition", claim.stance, claim.id) for condition in claim.conditions),
    )


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim's sentence in what stands around it.

    Attributes:
        pieces: Sentence and surroundings.
        opens_cut: Whether the paragraph begins earlier.
        closes_cut: Whether the paragraph goes on.
    """

    pieces: tuple[Piece, ...]
    opens_cut: bool
    closes_cut: bool


def in_context(text: str, claim: Claim, around: int = 180) -> Quote:
    """A claim's sentence with up to ``around`` characters of its paragraph on either side."""
    shown = surroundings(text, claim.evidence.span, around)
    return Quote(
        pieces=cut(text, marks_of(claim), shown),
        opens_cut=shown.start > 0 and text[shown.start - 1] != "\n",
        closes_cut=shown.end < len(text) and text[shown.end] != "\n",
    )


def surroundings(text: str, span: Span, around: int) -> Span:
    """A place with up to ``around`` characters of its paragraph on either side, cut at white space.

    >>> text = "Canada may send 2,000 troops."
    >>> surroundings(text, Span(11, 15), 8).of(text)
    'may send 2,000'
    """
    before = text[: span.start].rpartition("\n")[2]
    if len(before) > around:
        before = before[-around - 1 :].partition(" ")[2]
    after = text[span.end :].partition("\n")[0]
    if len(after) > around:
        after = after[: around + 1].rpartition(" ")[0]
    return Span(span.start - len(before), min(span.end + len(after), len(text)))


def paragraphs(text: str) -> tuple[Span, ...]:
    r"""The lines of a text that hold more than white space.

    >>> paragraphs("One.\n\n Two.")
    (Span(start=0, end=4), Span(start=6, end=11))
    """
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(found)
