"""The application in this process, on a small book that a reader of simple sentences made."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pledgebook.assess import load_arrangement
from pledgebook.ledger import open_book
from pledgebook.model import (
    Action,
    Amount,
    Claim,
    Clues,
    ConditionKind,
    Mention,
    Party,
    Reading,
    Report,
    Span,
    Stance,
    StatedAmount,
    StatedCondition,
    When,
)
from pledgebook.web import Desk, make_app
from pledgebook.web.safety import Limits, names_of

ACTORS = {"Canada": "CAN", "Norway": "NOR", "Germany": "DEU", "France": "FRA", "Britain": "GBR"}
STANCES = {"may": Stance.WEIGHING, "will": Stance.COMMITTED, "cannot": Stance.DECLINED, "did": Stance.DONE}
FORM = re.compile(r"(Canada|Norway|Germany|France|Britain) (may|will|cannot|did) (deploy|fund|monitor)([^.]*)\.")
BASE = "http://localhost"


class SimpleSentences:
    """Reads sentences of one form: ``Canada may deploy.``, ``Norway will fund $2 bn if there is a ceasefire.``"""

    name = "simple sentences 1"

    def read(self, report: Report) -> tuple[tuple[Claim, ...], Clues]:
        if "impossible to read" in report.text:
            raise RuntimeError("this extractor failed")
        return tuple(self._claim(report, match) for match in FORM.finditer(report.text)), Clues(report.id)

    def read_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
        for report in reports:
            yield report, *self.read(report)

    def _claim(self, report: Report, match: re.Match[str]) -> Claim:
        def mention(words: str) -> Mention:
            start = match.start() + match[0].index(words)
            return Mention(words, Span(start, start + len(words)))

        condition = "if there is a ceasefire"
        sum_ = re.search(r"\$(\d+) bn", match[0])
        speaker = re.search(r"said ([A-Z]\w+ [A-Z]\w+)", match[0])
        return Claim(
            report.id,
            Mention(match[0], Span(match.start(), match.end())),
            Party(ACTORS[match[1]], match[1], mention(match[1]).span),
            STANCES[match[2]],
            Action(match[3]),
            target=Party("UKR"),
            amounts=(StatedAmount(Amount(Decimal(sum_[1]) * 10**9, "USD"), mention(sum_[0]).span),) if sum_ else (),
            conditions=(StatedCondition(ConditionKind.CEASEFIRE, condition, mention(condition).span),)
            if condition in match[0]
            else (),
            speaker=mention(speaker[1]) if speaker else None,
            stance_cue=mention(f" {match[2]} "),
            confidence=0.4 if "hardly" in match[0] else 0.9,
            extractor=self.name,
        )


TEXTS = (
    (
        "one",
        "The First",
        "Ottawa weighs it",
        "2025-08-24",
        "Canada may deploy troops if there is a ceasefire. It rained in Kyiv.",
    ),
    (
        "two",
        "The Second",
        "Firm now",
        "2025-09-04",
        "Canada will deploy troops, said Mark Carney. Germany cannot deploy anyone.",
    ),
    (
        "three",
        "The Third",
        "Money",
        "2025-09-05",
        "Norway will fund $7 bn. France may monitor the line if there is a ceasefire.",
    ),
    ("four", "The Fourth", "Undated", None, "Britain will fund hardly anything at all. 🇬🇧 Britain may deploy planes."),
    (
        "five",
        "The Fifth",
        "Later",
        "2025-10-02",
        "Norway did fund $7 bn. Germany may deploy engineers if there is a ceasefire.",
    ),
)
LEARNT = datetime(2025, 10, 6, 8, 0, tzinfo=UTC)


def report_of(name: str, outlet: str | None, title: str | None, published: str | None, text: str) -> Report:
    return Report(name, text, outlet, None, title, When(published) if published else None, source=f"{name}.txt")


def reading_of(report: Report, learnt: datetime = LEARNT) -> Reading:
    claims, clues = SimpleSentences().read(report)
    return Reading(report, claims, clues, learnt, SimpleSentences.name)


@pytest.fixture
def book_path(tmp_path: Path) -> Path:
    """A book of five reports, learnt a day apart."""
    path = tmp_path / "small.book"
    with open_book(path, create=True) as book:
        for number, told in enumerate(TEXTS):
            book.add(reading_of(report_of(*told), LEARNT + timedelta(days=number)))
    return path


@pytest.fixture
def make_desk(book_path: Path) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def make(path: Path = book_path, **given: object) -> Desk:
        desk = Desk(
            open_book(path, create=True),
            given.pop("arrangement", load_arrangement("ukraine-guarantees")),  # type: ignore[arg-type]
            extractor=SimpleSentences,
            reviewer="Ana",
            **given,  # type: ignore[arg-type]
        )
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


OpenBrowser = Callable[..., TestClient]


@pytest.fixture
def open_browser() -> OpenBrowser:
    """Opens the application on a desk, within limits, as a browser on this machine does."""

    def client_of(desk: Desk, **limits: object) -> TestClient:
        given = Limits(names=names_of("127.0.0.1"), **limits)  # type: ignore[arg-type]
        return TestClient(make_app(desk, given), base_url=BASE, follow_redirects=False)

    return client_of


@pytest.fixture
def browser(desk: Desk, open_browser: OpenBrowser) -> TestClient:
    """A client of the application as a browser on this machine is."""
    return open_browser(desk)


@pytest.fixture
def token_on() -> Callable[..., str]:
    """Gives the token of a page's forms; the client then holds the cookie that belongs to it."""

    def token_of(browser: TestClient, page: str = "/review") -> str:
        found = re.search(r'name="token" value="([0-9a-f]{64})"', browser.get(page).text)
        assert found is not None
        return found[1]

    return token_of


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Makes a reading of a text as the book learnt it."""

    def reading(
        name: str, text: str, outlet: str | None = None, title: str | None = None, published: str | None = None
    ) -> Reading:
        return reading_of(report_of(name, outlet, title, published, text))

    return reading
