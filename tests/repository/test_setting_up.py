"""What `make` and `scripts/setup.sh` do on a machine that is not ready."""

import os
import re
import subprocess
from pathlib import Path

import pytest


def run_setup(tree: Path, python: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHON": str(python)}
    return subprocess.run(
        ["sh", str(tree / "scripts" / "setup.sh"), "run"], env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def tree(root: Path, tmp_path: Path) -> Path:
    """A working tree with all that setting up reads, and no .venv."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "requirements").mkdir()
    for name in ("scripts/setup.sh", "requirements/run.lock", "pyproject.toml"):
        (tmp_path / name).write_text((root / name).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def fake_python(folder: Path, script: str) -> Path:
    path = folder / "fake-python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_without_python_the_debian_packages_are_named(tree: Path) -> None:
    found = run_setup(tree, "no-such-python")

    assert found.returncode == 1
    assert found.stderr == (
        "setup: no 'no-such-python' found; on Debian or Ubuntu: apt-get install python3 python3-venv\n"
    )


def test_an_old_python_is_named_with_its_version(tree: Path) -> None:
    old = fake_python(tree, 'case "$2" in *python_version*) echo 3.9.2 ;; *) exit 1 ;; esac')

    found = run_setup(tree, old)

    assert found.returncode == 1
    assert "Python 3.11 or newer is needed" in found.stderr
    assert "is 3.9.2;" in found.stderr


def test_a_python_without_venv_names_the_debian_package(tree: Path) -> None:
    bare = fake_python(tree, 'case "$2" in *ensurepip*) exit 1 ;; esac')

    found = run_setup(tree, bare)

    assert found.returncode == 1
    assert found.stderr.endswith("has no venv module; on Debian or Ubuntu: apt-get install python3-venv\n")


def test_a_failed_installation_shows_what_pip_said(tree: Path) -> None:
    (tree / "requirements" / "run.lock").write_text("no-such-thing==0 \\\n    --hash=sha256:" + "0" * 64 + "\n")
    make_venv = "mkdir -p .venv/bin; cp fake-pip .venv/bin/python"
    fake_python(tree, "echo no such package; exit 1").rename(tree / "fake-pip")
    python = fake_python(tree, f'case "$2" in venv) {make_venv} ;; esac')

    found = run_setup(tree, python)

    assert found.returncode == 1
    assert "no such package" in found.stderr
    assert "installing failed; all that pip said is in .cache/setup.log" in found.stderr


def test_every_door_that_the_manual_names_is_in_the_makefile(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    doors = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    pages = [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").rglob("*.md")]
    named = {door for page in pages for door in re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8"))}

    assert {"help", "setup", "demo", "test", "check", "accuracy", "train", "bench", "docs", "lock", "clean"} <= doors
    assert named - doors == set()


def test_make_help_lists_every_door(root: Path) -> None:
    shown = subprocess.run(["make", "-s", "help"], cwd=root, capture_output=True, text=True, check=True).stdout

    assert "make demo" in shown
    assert "make test" in shown


def test_the_readme_shows_the_two_commands(root: Path) -> None:
    lines = (root / "README.md").read_text(encoding="utf-8").splitlines()

    assert any(line.startswith("make demo") for line in lines)
    assert any(line.startswith("make test") for line in lines)
