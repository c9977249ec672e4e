"""The manual's table of four scenarios is what the program says of the sample."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_table_of_four_scenarios_is_made_by_the_command_it_names(root: Path) -> None:
    found = subprocess.run(
        [sys.executable, "scripts/worth.py", "print"], cwd=root, capture_output=True, text=True, check=True
    )

    assert found.stdout == (root / "docs/explanation/what-is-left.md").read_text("utf-8"), "run: make reference"


def test_the_table_answers_for_four_scenarios_and_names_what_voids_the_land_force(root: Path) -> None:
    page = (root / "docs/explanation/what-is-left.md").read_text("utf-8")
    (force,) = [line for line in page.splitlines() if line.startswith("| A reassurance force on land |")]

    assert len(force.split("|")) == 8
    assert "## Which single failure voids it\n\nA reassurance force on land: " in page
