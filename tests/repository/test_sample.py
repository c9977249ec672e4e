"""The sample that ships: a small story with every kind of planted fault, in every common format."""

import json
import re
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pledgebook.ingest import find_sources, read_source
from pledgebook.model import FindingKind, Report


@pytest.fixture(scope="module")
def chosen(root: Path) -> dict[str, str]:
    """The gold report behind each file of the sample."""
    names: dict[str, str] = runpy.run_path(str(root / "scripts" / "sample.py"))["CHOSEN"]
    return names


@pytest.fixture(scope="module")
def story(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / "accuracy" / "gold" / "ukraine" / "STORY.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def reports(root: Path) -> dict[str, Report]:
    found = [r for s in find_sources([root / "src/pledgebook/sample/reports"]) for r in read_source(s)]
    return {Path(report.source).name: report for report in found if isinstance(report, Report)}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_every_file_of_the_sample_is_read_word_for_word_whatever_its_format(
    root: Path, chosen: dict[str, str], reports: dict[str, Report]
) -> None:
    gold = root / "accuracy" / "gold" / "ukraine" / "reports"

    assert {name: words(report.text) for name, report in reports.items()} == {
        name: words(json.loads((gold / f"{source}.json").read_text("utf-8"))["text"]) for name, source in chosen.items()
    }


def test_outlet_title_and_date_come_through_in_every_format(
    root: Path, chosen: dict[str, str], reports: dict[str, Report]
) -> None:
    gold = root / "accuracy" / "gold" / "ukraine" / "reports"
    told = {name: json.loads((gold / f"{source}.json").read_text("utf-8")) for name, source in chosen.items()}

    assert {n: (r.outlet, r.title, r.published.iso if r.published else None) for n, r in reports.items()} == {
        name: (report["outlet"], report["title"], report["published"]) for name, report in told.items()
    }


def test_the_sample_comes_in_four_formats(chosen: dict[str, str]) -> None:
    assert {Path(name).suffix for name in chosen} == {".json", ".txt", ".md", ".html"}


def test_the_sample_holds_every_kind_of_planted_fault_and_two_whole_families_of_copies(
    chosen: dict[str, str], story: dict[str, Any]
) -> None:
    sources = set(chosen.values())
    faults = {finding["kind"] for finding in story["findings"] if finding["report"] in sources}
    families = [set(family) for family in story["origins"] if set(family) <= sources]

    assert faults == set(FindingKind) - {FindingKind.STANCE_CONFLICT}
    assert [len(family) for family in families] == [6, 5]


def test_no_report_of_the_development_test_is_in_the_sample(root: Path, chosen: dict[str, str]) -> None:
    splits = tomllib.loads((root / "accuracy" / "splits.toml").read_text(encoding="utf-8"))

    assert set(splits["ukraine"]["test"]) & set(chosen.values()) == set()
