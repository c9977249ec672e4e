"""The program run in this process on a small book, with an extractor that needs no parser."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from pledgebook.cli import main
from pledgebook.model import (
    Action,
    Claim,
    Clues,
    ConditionKind,
    Mention,
    Party,
    Report,
    Span,
    Stance,
    StatedCondition,
)


class Outcome(NamedTuple):
    """What a run gave back and printed."""

    code: int
    out: str
    err: str


ACTORS = {"Canada": "CAN", "Norway": "NOR", "Germany": "DEU"}
STANCES = {"may": Stance.WEIGHING, "will": Stance.COMMITTED, "cannot": Stance.DECLINED}
FORM = re.compile(r"(Canada|Norway|Germany) (may|will|cannot) (deploy|fund)([^.]*)\.")


class SimpleSentences:
    """Reads sentences of one form: ``Canada may deploy.``, ``Norway will fund if there is a ceasefire.``

    A sentence with the word "misquoted" is quoted with words that it does not have.
    """

    name = "simple sentences 1"

    def __init__(self, *, fast: bool = False) -> None:
        """Take what the command line says; there is nothing to hurry here."""

    def read(self, report: Report) -> tuple[tuple[Claim, ...], Clues]:
        return self.claims(report), Clues(report.id)

    def claims(self, report: Report) -> tuple[Claim, ...]:
        return tuple(self._claim(report, match) for match in FORM.finditer(report.text))

    def read_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
        for report in reports:
            yield report, *self.read(report)

    def _claim(self, report: Report, match: re.Match[str]) -> Claim:
        def mention(group: int) -> Mention:
            return Mention(match[group], Span(match.start(group), match.end(group)))

        condition = re.search(r"if there is a ceasefire", match[0])
        conditions: tuple[StatedCondition, ...] = ()
        if condition:
            span = Span(match.start() + condition.start(), match.start() + condition.end())
            conditions = (StatedCondition(ConditionKind.CEASEFIRE, condition[0], span),)
        quoted = Mention(f"{match[0]} So they said.", mention(0).span) if "misquoted" in match[0] else mention(0)
        return Claim(
            report.id,
            quoted,
            Party(ACTORS[match[1]], match[1], mention(1).span),
            STANCES[match[2]],
            Action(match[3]),
            target=Party("UKR"),
            conditions=conditions,
            stance_cue=mention(2),
            extractor=self.name,
        )


REPORTS = {
    "first.txt": "2025-08-24|Canada may deploy troops in Ukraine if there is a ceasefire. Norway will fund a radar.",
    "second.txt": "2025-09-04|Canada will deploy troops in Ukraine next year. Germany cannot deploy anything at all.",
    "third.txt": "2025-09-05|Norway will fund more for Ukraine if there is a ceasefire. The weather was fine.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports of three days."""
    made = tmp_path / "reports"
    made.mkdir()
    for name, told in REPORTS.items():
        day, _, text = told.partition("|")
        head = f"---\noutlet: The {name.removesuffix('.txt').title()}\npublished: {day}\n---\n"
        (made / name).write_text(head + text, encoding="utf-8")
    return made


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs one command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLEDGEBOOK_BOOK", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("pledgebook.extract.Extractor", SimpleSentences)

    def go(*words: str) -> Outcome:
        capsys.readouterr()
        code = main(words)
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return go


@pytest.fixture
def filled(run: Callable[..., Outcome], folder: Path) -> Callable[..., Outcome]:
    """Runs one command where ./pledgebook.book holds the three reports."""
    assert run("read", str(folder)).code == 0
    return run
