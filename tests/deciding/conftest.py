"""A book of short reports whose claims stand at their [[marked]] words, and a desk at it."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pledgebook.deciding import Desk, Word
from pledgebook.ledger import Book, open_book
from pledgebook.model import Action, Claim, Clues, Mention, Party, Reading, Report, Span, Stance, When

NOON = datetime(2025, 9, 6, 12, tzinfo=UTC)

MakeReading = Callable[..., Reading]
Say = Callable[..., Word]


def _reading(
    name: str,
    marked: str,
    *codes: str,
    published: str | None = "2025-09-04",
    learnt: datetime = NOON,
    extractor: str = "hand 1",
) -> Reading:
    """A report with a claim for each [[marked]] piece, its codes given as ``CAN weighing deploy UKR``."""
    text = marked.replace("[[", "").replace("]]", "")
    spans = [
        Span(match.start() - 4 * number, match.end() - 4 * (number + 1))
        for number, match in enumerate(re.finditer(r"\[\[.*?\]\]", marked, re.DOTALL))
    ]
    claims = []
    for span, told in zip(spans, codes, strict=True):
        actor, stance, action, *target = told.split()
        claims.append(
            Claim(
                report=name,
                evidence=Mention(span.of(text), span),
                actor=Party(actor),
                stance=Stance(stance),
                action=Action(action),
                target=Party(target[0]) if target else None,
                confidence=0.5,
                extractor=extractor,
            )
        )
    report = Report(name, text, published=When(published) if published else None)
    return Reading(report, tuple(claims), Clues(name), learnt, extractor)


@pytest.fixture
def make_reading() -> MakeReading:
    """Makes a reading of a text with [[marked]] claims."""
    return _reading


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A book of two reports: Canada may, then will deploy; Norway funds."""
    with open_book(tmp_path / "my.book", create=True) as opened:
        opened.add(
            _reading(
                "august",
                "OTTAWA - [[Canada may send soldiers to Ukraine once the guns fall silent]], Mark Carney said. "
                "[[Norway will pay NOK 7 billion for radars]]. Nobody spoke of Latvia.",
                "CAN weighing deploy UKR",
                "NOR committed fund UKR",
                published="2025-08-24",
            )
        )
        opened.add(
            _reading(
                "september", "[[Canada will send soldiers to Ukraine]], Ottawa announced.", "CAN committed deploy UKR"
            )
        )
        yield opened


@pytest.fixture
def desk(book: Book) -> Desk:
    """A desk at the book."""
    return Desk(book)


@pytest.fixture
def say() -> Say:
    """Ana's word, each a minute after the one before."""
    times = iter(NOON + timedelta(days=1, minutes=minute) for minute in range(1000))
    return lambda reason="", by="Ana": Word(by, next(times), reason)
