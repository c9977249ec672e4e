"""Text to sentences: lines first, then sentences within a line, each with its span and its place in the report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sentencex

from pledgebook.model.text import Span


class Section(StrEnum):
    """What part of a report a sentence stands in."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a report.

    Attributes:
        text: The words, verbatim, white space at the ends left out.
        span: Where they stand.
        section: Headline, summary line or body.
        paragraph: Number of its line in the report, from 0; sentences of one paragraph share it.
    """

    text: str
    span: Span
    section: Section
    paragraph: int


_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BULLET = re.compile(r"^\s*(?:[-*•◇◆▪–—·]|\d{1,2}[.)])\s+")
_OPEN_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Brig|Capt|Sgt|Adm|Cmdr|Sen|Rep|Gov|Rev|Hon|St|Prof|Amb|Sec|Min|Pres|vs|"
    r"approx|No|Nos|Art|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Ltd|Co|Corp|bn|mn|cf|e\.g|i\.e)\.|\(I\))$"
)
_CLOSED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_ENDED = re.compile(r"(?:[.!?…][\"'”’»)\]]*|[\"”»])\s*$")
_QUOTE_OPENS = re.compile(r"[“\"«]")
_LONGEST_LINE = 8000
"""The splitter takes time that grows with the square of some lines (only quotation marks), so longer ones are cut first."""
_LONGEST = 2000
"""A piece longer than this in characters is cut at white space: no real sentence is, and parse time grows with length."""


def split_sentences(text: str, furniture: Sequence[Span] = (), title: str | None = None) -> tuple[Sentence, ...]:
    r"""All sentences of a report outside its furniture, in order.

    A line without closing punctuation before the first full prose line is a
    headline, or a summary line where it opens with a bullet.

    Example:
        >>> [s.text for s in split_sentences("Oslo pays\nNorway pays. Sweden waits.")]
        ['Oslo pays', 'Norway pays.', 'Sweden waits.']
    """
    sentences: list[Sentence] = []
    in_head = True
    furniture = sorted(furniture)
    for number, line in enumerate(_LINE.finditer(text)):
        content = line.group()
        if not content.strip():
            continue
        bullet = _BULLET.match(content)
        closed = bool(_CLOSED.search(content.rstrip()))
        if in_head and closed and len(content.split()) >= 12:
            in_head = False
        if (title is not None and content.strip() == title.strip()) or (not closed and len(content.split()) <= 25):
            section = Section.SUMMARY if bullet else Section.HEADLINE
        elif bullet and in_head:
            section = Section.SUMMARY
        else:
            section = Section.BODY
        offset = line.start() + (bullet.end() if bullet else 0)
        for start, end in _cut(content[bullet.end() :] if bullet else content):
            span = Span(offset + start, offset + end)
            if not any(piece.meets(span) for piece in _near(furniture, span)):
                sentences.append(Sentence(span.of(text), span, section, number))
    return tuple(sentences)


def _near(furniture: Sequence[Span], span: Span) -> Iterator[Span]:
    for piece in furniture:
        if piece.start >= span.end:
            return
        if piece.end > span.start:
            yield piece


def _cut(line: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of one line; a line of unusual length is taken in pieces."""
    start = 0
    while start < len(line):
        end = len(line)
        if end - start > _LONGEST_LINE:
            end = line.rfind(" ", start + _LONGEST_LINE // 2, start + _LONGEST_LINE) + 1 or start + _LONGEST_LINE
        for first, after in _cut_piece(line[start:end]):
            yield start + first, start + after
        start = end


def _cut_piece(line: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a piece of a line."""
    pending: int | None = None
    for boundary in sentencex.get_sentence_boundaries("en", line):
        start = boundary["start_index"] if pending is None else pending
        end = boundary["end_index"]
        piece = line[start:end].rstrip()
        if _OPEN_ABBREVIATION.search(piece) and end < len(line):
            pending = start
            continue
        pending = None
        yield from trimmed(line, start, end)
    if pending is not None:
        yield from trimmed(line, pending, len(line))


def trimmed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence without the space around it; what no sentence can be is cut at white space."""
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = line.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
        while start < end and line[start].isspace():
            start += 1
    if start < end:
        yield start, end
