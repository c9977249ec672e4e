"""The manual's tables of four scenarios are what the program says of the sample, and of the gold sets on Ukraine."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

PAGES = ("what-is-left.md", "what-is-left-gold.md")


@pytest.fixture
def worth(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("worth", root / "scripts" / "worth.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["worth"] = module
    spec.loader.exec_module(module)
    return module


def printed(root: Path, *which: str) -> str:
    command = [sys.executable, "scripts/worth.py", "print", *which]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


def page(root: Path, name: str) -> str:
    return (root / "docs" / "explanation" / name).read_text("utf-8")


@pytest.mark.slow
def test_the_table_of_four_scenarios_is_made_by_the_command_it_names(root: Path) -> None:
    assert printed(root) == page(root, "what-is-left.md"), "run: make reference"


@pytest.mark.slow
@pytest.mark.gold
def test_the_table_of_forty_five_reports_is_made_by_the_command_it_names(root: Path, worth: ModuleType) -> None:
    if not worth.SEEDS.is_dir():
        pytest.skip("the gold set seeds is not beside the project")

    assert printed(root, "gold") == page(root, "what-is-left-gold.md"), "run: make reference"


@pytest.mark.parametrize("name", PAGES)
def test_a_table_answers_for_four_scenarios_and_names_what_voids_the_land_force(root: Path, name: str) -> None:
    told = page(root, name)
    (force,) = [line for line in told.splitlines() if line.startswith("| A reassurance force on land |")]

    assert len(force.split("|")) == 8
    assert "## Which single failure voids it\n\nA reassurance force on land: " in told


@pytest.mark.parametrize("name", PAGES)
def test_each_figure_opens_to_pledges_with_the_reports_that_tell_of_them(root: Path, name: str) -> None:
    told = page(root, name)
    opened = dict(re.findall(r"^### (\S+)\n(.*?)(?=^### |\Z)", told, re.MULTILINE | re.DOTALL))
    table = told.partition("## Which")[0]

    figures = re.findall(r"\[[^\]]+\]\(#([a-z-]+)\)", table)

    assert len(figures) == 14 * 4
    assert set(figures) <= set(opened)
    for name_of, block in opened.items():
        rows = [line for line in block.splitlines() if line.startswith("| `")]
        assert rows or "No pledge counts" in block or "Asks for" in block, name_of
        assert all(len(row.split(" | ")) == 5 and re.search(r"[\w-]+ \|$", row) for row in rows)


def test_reports_of_other_publishers_are_named_and_not_quoted(root: Path) -> None:
    told = page(root, "what-is-left-gold.md")

    assert re.search(r"\| Korea Economic Daily, 2025-08-\d\d, seed-000 \| seed-000 \|", told)
    assert not re.search(r"” \(seed-", told)


def test_without_the_first_five_reports_their_page_stays_as_it_is(
    worth: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(worth, "SEEDS", tmp_path / "seeds")
    monkeypatch.setattr(worth, "PAGES", tmp_path)
    monkeypatch.setattr(worth, "text_of", lambda page: page.name)
    (tmp_path / "what-is-left-gold.md").write_text("as it was")

    done, refused = worth.main([]), worth.main(["print", "gold"])

    assert (done, refused) == (0, 1)
    assert (
        "what-is-left-gold.md stays as it is: the gold set 'seeds' is not beside the project" in capsys.readouterr().out
    )
    assert (tmp_path / "what-is-left.md").read_text() == "what-is-left.md"
    assert (tmp_path / "what-is-left-gold.md").read_text() == "as it was"
