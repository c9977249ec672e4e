"""Readings as an extractor would hand them in, and books to keep them."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pledgebook.ledger import Book, open_book
from pledgebook.model import Action, Claim, Clues, Mention, Party, Reading, Report, Span, Stance, When

LEARNT = datetime(2025, 9, 5, 8, 0, tzinfo=UTC)

MakeReading = Callable[..., Reading]


def _reading(
    marked: str,
    *,
    id: str = "seed-001",  # noqa: A002
    outlet: str | None = "Wire",
    learnt: datetime = LEARNT,
    extractor: str = "frames 1.0",
) -> Reading:
    """A reading whose claims are Canada's commitments to arm, one for each piece marked [[so]] in the text."""
    text = marked.replace("[[", "").replace("]]", "")
    spans = [
        Span(match.start() - 4 * number, match.end() - 4 * (number + 1))
        for number, match in enumerate(re.finditer(r"\[\[.*?\]\]", marked, re.DOTALL))
    ]
    claims = tuple(
        Claim(id, Mention(span.of(text), span), Party("CAN"), Stance.COMMITTED, Action.ARM, extractor=extractor)
        for span in spans
    )
    report = Report(id, text, outlet=outlet, published=When("2025-09-04"), source=f"{id}.txt")
    return Reading(report, claims, Clues(id), learnt, extractor)


@pytest.fixture
def make_reading() -> MakeReading:
    """Makes a reading of a text with [[marked]] claims."""
    return _reading


@pytest.fixture
def book_path(tmp_path: Path) -> Path:
    """Where a book can be made."""
    return tmp_path / "ukraine.book"


@pytest.fixture
def book(book_path: Path) -> Iterator[Book]:
    """An empty book."""
    with open_book(book_path, create=True) as opened:
        yield opened
