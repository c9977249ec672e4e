"""What holds across reports, measured on the gold stories with their own claims, and on the seeds."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pledgebook.extract.clues import read_clues
from pledgebook.model import FindingKind, Reading
from pledgebook.reconcile import reconcile


@pytest.fixture(scope="module")
def gold_claims(gold_folder: Path) -> Any:
    """The program that turns gold claims into what Pledgebook works with."""
    spec = importlib.util.spec_from_file_location("gold_claims", gold_folder.parent / "gold_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold_readings(gold_claims: Any) -> Callable[[Path], list[Reading]]:
    """Reads a gold set with its gold claims."""
    return lambda folder: gold_claims.gold_readings(folder, read_clues)


@pytest.mark.parametrize(
    ("name", "origins", "findings", "precision", "pledges"),
    [("ukraine", 0.95, 0.75, 0.85, 0.93), ("other", 0.90, 0.75, 0.85, 0.95)],
)
def test_a_gold_story_is_told_well_from_its_own_claims(
    gold_claims: Any,
    gold_readings: Callable[[Path], list[Reading]],
    gold_folder: Path,
    tmp_path: Path,
    name: str,
    origins: float,
    findings: float,
    precision: float,
    pledges: float,
) -> None:
    found = tmp_path / "story.json"
    readings = gold_readings(gold_folder / name)
    found.write_text(json.dumps(gold_claims.told_with_places(reconcile(readings), readings)), encoding="utf-8")
    command = [
        sys.executable,
        str(gold_folder.parent / "score_story.py"),
        str(gold_folder / name),
        str(found),
        "--json",
    ]

    score = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)

    assert score["origins"]["f1"] >= origins
    assert score["findings"]["f1"] >= findings
    assert score["findings"]["p"] >= precision
    assert score["pledges"]["f1"] >= pledges


@pytest.mark.gold
def test_the_seeds_dates_are_impossible_and_other_reports_give_the_right_ones(
    gold_readings: Callable[[Path], list[Reading]], gold_folder: Path
) -> None:
    seeds = gold_folder.parents[2] / "shared" / "gold" / "seeds"
    if not seeds.is_dir():
        pytest.skip("the seed reports stand beside the project, in ../shared/gold/seeds, and are not there")
    alone = gold_readings(seeds)

    impossible = {
        finding.places[0].report: finding
        for finding in reconcile(alone).findings
        if finding.kind is FindingKind.IMPOSSIBLE_DATE
    }

    assert sorted(impossible) == ["seed-003", "seed-004"]
    assert "Donald Trump" in impossible["seed-003"].says
    assert "Keir Starmer" in impossible["seed-004"].says
    assert all(len(finding.places) >= 2 for finding in impossible.values())

    together = reconcile([*alone, *gold_readings(gold_folder / "ukraine")])
    proposed = {dating.report: dating.worked_out for dating in together.datings if dating.worked_out}
    assert proposed["seed-003"].iso == "2025-09-04"
    assert proposed["seed-004"].iso == "2026-01-06"


@pytest.mark.gold
def test_no_date_and_no_sum_of_the_real_reports_is_doubted(
    gold_readings: Callable[[Path], list[Reading]], gold_folder: Path
) -> None:
    real = gold_folder.parents[2] / "shared" / "gold" / "real"
    if not real.is_dir():
        pytest.skip("the real reports stand beside the project, in ../shared/gold/real, and are not there")

    kinds = [finding.kind for finding in reconcile(gold_readings(real)).findings]

    assert FindingKind.IMPOSSIBLE_DATE not in kinds
    assert FindingKind.AMOUNT_SLIP not in kinds
