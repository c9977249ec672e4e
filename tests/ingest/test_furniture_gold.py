"""The furniture of the reports that the project started from, and of the gold sets for learning."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pledgebook.ingest import mark_furniture

REPO = Path(__file__).parents[2]
SEEDS = REPO.parent / "shared/gold/seeds"
SPLITS = tomllib.loads((REPO / "accuracy/splits.toml").read_text(encoding="utf-8"))
SETS = [name for name, value in SPLITS.items() if isinstance(value, dict)]


def reports(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Id, text and the evidence of its claims, for each report for learning of a gold set."""
    if not folder.is_dir():
        pytest.skip(f"the gold set {folder.name} is not here; it stands at {folder}")
    test = SPLITS[folder.name]["test"] if isinstance(SPLITS[folder.name], dict) else []
    for path in sorted((folder / "reports").glob("*.json")):
        if path.stem in test:
            continue
        claims = json.loads((folder / "claims" / path.name).read_text(encoding="utf-8"))["claims"]
        text = json.loads(path.read_text(encoding="utf-8"))["text"]
        yield path.stem, text, [claim["evidence"] for claim in claims]


@pytest.mark.gold
@pytest.mark.parametrize(
    "folder", [REPO / "accuracy/gold" / name for name in SETS] + [SEEDS], ids=lambda path: path.name
)
def test_no_claim_of_a_gold_set_stands_in_furniture(folder: Path) -> None:
    touched = [
        (report, evidence)
        for report, text, evidences in reports(folder)
        for evidence in evidences
        for span in mark_furniture(text)
        if span.start < text.index(evidence) + len(evidence) and text.index(evidence) < span.end
    ]

    assert touched == []


@pytest.mark.gold
@pytest.mark.parametrize(
    ("report", "line"),
    [
        ("seed-000", "Reporter: "),
        ("seed-000", "![[Market]"),
        ("seed-000", "is a digital media where"),
        ("seed-001", "Written by "),
        ("seed-001", "protected]"),
        ("seed-001", "Visited 1 times"),
        ("seed-001", "Close Search Window"),
        ("seed-002", "Skip to content"),
        ("seed-002", "Read also:"),
        ("seed-002", "Latest"),
    ],
)
def test_the_furniture_of_the_first_reports_is_marked(report: str, line: str) -> None:
    text = next(text for name, text, _ in reports(SEEDS) if name == report)
    place = text.index(line)

    assert any(span.start <= place and place + len(line) <= span.end for span in mark_furniture(text))


@pytest.mark.gold
def test_nothing_else_of_the_first_reports_is_marked() -> None:
    marked = {name: sum(span.end - span.start for span in mark_furniture(text)) for name, text, _ in reports(SEEDS)}

    assert marked["seed-003"] == marked["seed-004"] == 0
    assert marked["seed-000"] < 400
    assert marked["seed-001"] < 120
    assert marked["seed-002"] < 40


@pytest.mark.gold
def test_newsletters_page_pointers_and_links_to_other_reports_are_marked_in_the_gold_sets() -> None:
    cues = (
        *(
            "Read also",
            "See also",
            "Also on our site",
            "Most read",
            "Trending now",
            "Sign up",
            "Subscribe to us",
            "Photo:",
        ),
        *("Watch:", "Tags:", "Copyright", "Turn to page", "newsletter:", "About us |"),
    )
    unmarked, seen = [], 0
    for name in SETS:
        for report, text, _ in reports(REPO / "accuracy/gold" / name):
            spans = mark_furniture(text)
            for line_start, line in _lines(text):
                for cue in cues:
                    # A headline may hold the words; furniture begins with them or ends the line's story.
                    if cue not in line or line_start == 0:
                        continue
                    seen += 1
                    place = line_start + line.index(cue)
                    if not any(span.start <= place < span.end for span in spans):
                        unmarked.append((report, line))

    assert seen >= 12
    assert unmarked == []


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1
