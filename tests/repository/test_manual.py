"""The manual says what the program does, and no more."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pledgebook.model import Action, ConditionKind, FindingKind, Stance


def headings(page: Path) -> list[str]:
    return re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_kind_of_finding_has_its_heading(root: Path) -> None:
    assert sorted(headings(root / "docs" / "reference" / "findings.md")) == sorted(FindingKind)


@pytest.mark.parametrize(
    ("heading", "codes"), [("Stances", Stance), ("Actions", Action), ("Conditions", ConditionKind)]
)
def test_every_code_has_its_row(root: Path, heading: str, codes: type[Stance | Action | ConditionKind]) -> None:
    page = (root / "docs" / "reference" / "stances-and-actions.md").read_text(encoding="utf-8")
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]

    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [code.value for code in codes]


@pytest.mark.parametrize("page", ["reference/cli.md", "reference/python.md", "decisions/index.md"])
def test_the_reference_is_what_the_program_says_of_itself(root: Path, page: str) -> None:
    found = subprocess.run(
        [sys.executable, "scripts/reference.py", page], cwd=root, capture_output=True, text=True, check=True
    )

    assert found.stdout == (root / "docs" / page).read_text(encoding="utf-8"), "run: make reference"


def test_every_page_of_the_manual_is_in_its_menu(root: Path) -> None:
    menu = (root / "zensical.toml").read_text(encoding="utf-8")
    pages = {page.relative_to(root / "docs").as_posix() for page in (root / "docs").rglob("*.md")}
    pages = {page for page in pages if not re.match(r"decisions/\d", page)}  # those are listed in decisions/index.md

    assert pages - set(re.findall(r'"([\w/.-]+\.md)"', menu)) == set()
