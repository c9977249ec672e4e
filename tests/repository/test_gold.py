"""The gold sets and the line between learning and development test."""

import json
import tomllib
from pathlib import Path

import pytest

SETS = ("ukraine", "other", "train-a", "train-b", "train-c")
ALL_TEST = ("story3",)


@pytest.mark.parametrize("name", SETS)
def test_the_held_back_reports_exist_and_are_about_a_fifth(root: Path, name: str) -> None:
    held_back = tomllib.loads((root / "accuracy" / "splits.toml").read_text(encoding="utf-8"))[name]["test"]
    ids = {path.stem for path in (root / "accuracy" / "gold" / name / "reports").glob("*.json")}

    assert set(held_back) <= ids
    assert 0.15 < len(held_back) / len(ids) < 0.25


def test_a_family_of_copies_stands_on_one_side_of_the_line(root: Path) -> None:
    splits = tomllib.loads((root / "accuracy" / "splits.toml").read_text(encoding="utf-8"))
    for name in ("ukraine", "other", *ALL_TEST):
        story = json.loads((root / "accuracy" / "gold" / name / "STORY.json").read_text(encoding="utf-8"))
        for family in story["origins"]:
            assert len({report in splits[name]["test"] for report in family}) == 1, family


@pytest.mark.parametrize("name", ALL_TEST)
def test_a_set_for_test_only_is_held_back_whole_and_no_training_program_reads_it(root: Path, name: str) -> None:
    folder = root / "accuracy"
    held_back = tomllib.loads((folder / "splits.toml").read_text(encoding="utf-8"))[name]["test"]
    learning = (folder / "train.py").read_text(encoding="utf-8").partition("LEARNING_SETS = (")[2].partition(")")[0]

    assert sorted(held_back) == sorted(path.stem for path in (folder / "gold" / name / "reports").glob("*.json"))
    assert "train-c" in learning
    assert name not in learning
    assert [path.name for path in folder.glob("train*.py") if name in path.read_text(encoding="utf-8")] == []
    assert name not in (folder / "encoder_examples.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*SETS, *ALL_TEST, "ru"])
def test_every_gold_claim_quotes_its_report(root: Path, name: str) -> None:
    folder = root / "accuracy" / "gold" / name
    for path in sorted((folder / "claims").glob("*.json")):
        text = json.loads((folder / "reports" / path.name).read_text(encoding="utf-8"))["text"]
        for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]:
            assert claim["evidence"] in text, path.name


def test_of_the_russian_reports_seven_are_held_back(root: Path) -> None:
    held_back = tomllib.loads((root / "accuracy" / "splits.toml").read_text(encoding="utf-8"))["ru"]["test"]
    ids = {path.stem for path in (root / "accuracy" / "gold" / "ru" / "reports").glob("*.json")}

    assert (len(set(held_back) & ids), len(ids)) == (7, 15)


@pytest.mark.gold
def test_the_scoring_programs_are_those_that_came_with_the_gold_sets(root: Path) -> None:
    beside = root.parent / "shared" / "gold"
    if not beside.is_dir():
        pytest.skip("the gold sets are not beside the project, so there is nothing to compare the programs with")

    for program in ("score.py", "score_story.py"):
        assert (root / "accuracy" / program).read_bytes() == (beside / program).read_bytes()
