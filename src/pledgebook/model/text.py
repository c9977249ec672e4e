"""Places in texts: spans, words with their span, and places across reports."""

import re
from dataclasses import dataclass

BLANK = "\N{FULL BLOCK}"
"""What stands for each character of a text that was taken down; line ends stay."""

_WORDS = re.compile(r"[^\n]")


def blank(text: str) -> str:
    r"""A text taken down: as long as it was, so that spans still fit, and without a word.

    >>> blank("Yes.\nNo.")
    '████\n███'
    """
    return _WORDS.sub(BLANK, text)


def is_blank(text: str) -> bool:
    r"""Whether a text, or a piece of one, was taken down.

    >>> is_blank("████\n███"), is_blank("Yes."), is_blank("")
    (True, False, False)
    """
    return BLANK in text and not text.strip(BLANK + "\n")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open piece ``[start, end)`` of a report's text, in code points.

    Attributes:
        start: Position of the first character.
        end: Position after the last character; never before ``start``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from 0 or later, not from {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The words that the span covers.

        >>> Span(7, 13).of("Canada pledges")
        'pledge'
        """
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a report, verbatim, and where they stand.

    Attributes:
        text: The words.
        span: Where they stand in the report's text.
    """

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place in one report that a finding or a decision points to.

    Attributes:
        report: The report's id.
        span: Where in its text; None for the report as a whole (its stated date, say).
        text: The words there, verbatim; the empty string for the report as a whole.
    """

    report: str
    span: Span | None = None
    text: str = ""
