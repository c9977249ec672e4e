"""What was worked out is known to be out of date as soon as one line of the rules changes."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from pledgebook.reconcile import rules, rules_version

HERE = rules_version()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A second installation of the rules and tables, the one that is asked for its version."""
    for package in ("pledgebook.model", "pledgebook.data", "pledgebook.reconcile"):
        folder = tmp_path / package
        folder.mkdir()
        for file in files(package).iterdir():
            if file.is_file():
                (folder / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(rules, "files", lambda package: tmp_path / package)
    rules_version.cache_clear()
    yield tmp_path
    rules_version.cache_clear()


def test_the_same_rules_have_the_same_version_wherever_they_are_installed(installed: Path) -> None:
    assert rules_version() == HERE


@pytest.mark.parametrize(
    "changed",
    ["pledgebook.reconcile/origins.py", "pledgebook.data/comparing.toml", "pledgebook.data/offices.csv"],
)
def test_a_changed_line_in_a_rule_or_a_table_gives_another_version(installed: Path, changed: str) -> None:
    before = rules_version()
    with (installed / changed).open("a", encoding="utf-8") as file:
        file.write("\n# one more line")
    rules_version.cache_clear()

    assert rules_version() != before


def test_a_table_that_is_added_gives_another_version(installed: Path) -> None:
    before = rules_version()
    (installed / "pledgebook.data" / "more.csv").write_text("")
    rules_version.cache_clear()

    assert rules_version() != before


def test_what_no_rule_reads_changes_nothing(installed: Path) -> None:
    before = rules_version()
    (installed / "pledgebook.reconcile" / "origins.cpython-311.pyc").write_bytes(b"x")
    rules_version.cache_clear()

    assert rules_version() == before
