"""The tutorial works as it is written."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def lesson(root: Path) -> str:
    page = (root / "docs" / "tutorial.md").read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def run(root: Path, lesson: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder in which every line of the tutorial was run, one after the other, and what was printed."""
    folder = tmp_path_factory.mktemp("tutorial")
    (folder / "src").symlink_to(root / "src")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = subprocess.run(
        ["bash", "-euo", "pipefail", "-v", "-c", lesson],
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert shell.returncode == 0, shell.stderr
    return folder, shell.stdout


@pytest.mark.slow
def test_every_line_of_the_tutorial_runs(run: tuple[Path, str]) -> None:
    folder, printed = run

    assert (folder / "ukraine.book").exists()
    assert (folder / "site" / "index.html").exists()
    assert (folder / "out" / "claims.csv").exists()
    assert "18 reports" in printed


@pytest.mark.slow
def test_the_reader_of_the_tutorial_sees_what_it_promises(run: tuple[Path, str]) -> None:
    _, printed = run
    eighteen_reports, _, own_report = printed.partition("1 new report")

    assert "can-deploy-ukr" in eighteen_reports
    assert "political-horizon" in eighteen_reports
    assert "impossible date" in eighteen_reports
    assert "2,000 soldiers" in own_report
    assert "ceasefire" in own_report
