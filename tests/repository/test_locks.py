"""The locked packages that `make` installs."""

import re
import tomllib
from pathlib import Path

import pytest

LOCKS = ("run", "dev")


def pinned(lock: Path) -> dict[str, list[str]]:
    """The hashes of each pinned package, by name."""
    packages: dict[str, list[str]] = {}
    name = ""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z0-9][a-z0-9._-]*)==", line):
            name = match[1]
            packages.setdefault(name, [])
        elif match := re.match(r"    --hash=(sha256:[0-9a-f]{64})( \\)?$", line):
            packages[name].append(match[1])
    return packages


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_hashes(root: Path, lock: str) -> None:
    packages = pinned(root / "requirements" / f"{lock}.lock")

    assert len(packages) > 50
    assert [name for name, hashes in packages.items() if not hashes] == []


@pytest.mark.parametrize("lock", [*LOCKS, "train", "peers"])
def test_a_lock_names_no_index_and_no_place_on_a_disk(root: Path, lock: str) -> None:
    text = (root / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")

    assert re.findall(r"^\s*--(?!hash)\S+|\S+://\S+|^#.*/.*", text, re.MULTILINE) == []


def test_the_lock_for_development_holds_what_the_program_needs_at_the_same_versions(root: Path) -> None:
    run, dev = (pinned(root / "requirements" / f"{lock}.lock") for lock in LOCKS)

    assert {name: hashes for name, hashes in dev.items() if name in run} == run


@pytest.mark.parametrize(("lock", "groups"), [("run", ["build"]), ("dev", ["build", "dev"])])
def test_every_package_that_the_project_names_is_locked(root: Path, lock: str, groups: list[str]) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    named = [*project["project"]["dependencies"]]
    for group in groups:
        named += [entry for entry in project["dependency-groups"][group] if isinstance(entry, str)]
    wanted = {re.match(r"[A-Za-z0-9._-]+", entry)[0].lower() for entry in named}  # type: ignore[index]

    assert wanted - pinned(root / "requirements" / f"{lock}.lock").keys() == set()
