"""What may and may not stand in the repository."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

RUN = 9

LONG_NAMES = ("kiel institute for the world economy",)
"""Names so long that a run of nine words is little else; each counts as one word."""


def shingles(text: str) -> set[str]:
    plain = " ".join(re.findall(r"\w+", text.lower()))
    for name in LONG_NAMES:
        plain = plain.replace(name, name.replace(" ", "_"))
    words = plain.split()
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def test_no_tracked_file_names_a_package_registry_or_a_path_of_one_machine(root: Path) -> None:
    found = subprocess.run(
        [sys.executable, "scripts/forbidden.py"], cwd=root, capture_output=True, text=True, check=False
    )

    assert (found.stdout.strip(), found.returncode) == ("nothing forbidden in tracked files", 0)


def test_the_search_for_forbidden_words_finds_what_it_looks_for(root: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "forbidden.py").write_text((root / "scripts" / "forbidden.py").read_text())
    (tmp_path / "notes.md").write_text("See /roo" + "t/notes.\nhttps://pyp" + "i.org/simple\n")
    subprocess.run(["git", "add", "notes.md"], cwd=tmp_path, check=True)

    found = subprocess.run([sys.executable, tmp_path / "scripts" / "forbidden.py"], capture_output=True, text=True)

    assert found.stdout.splitlines() == [
        "notes.md:1: path of one machine: '/roo" + "t/'",
        "notes.md:2: host of a package registry: 'pyp" + "i.org'",
    ]
    assert found.returncode == 1


@pytest.mark.gold
def test_no_nine_words_of_other_publishers_texts_stand_in_a_tracked_file(root: Path, tracked: tuple[Path, ...]) -> None:
    folders = [root.parent / "shared" / "gold" / name / "reports" for name in ("real", "seeds")]
    if not all(folder.is_dir() for folder in folders):
        pytest.skip("the gold sets real and seeds are not beside the project, so nothing can be compared with them")
    theirs: dict[str, str] = {}
    for folder in folders:
        for path in folder.glob("*.json"):
            theirs |= dict.fromkeys(shingles(json.loads(path.read_text(encoding="utf-8"))["text"]), path.stem)
    assert theirs

    copied = {
        f"{path.relative_to(root)}: {run!r} stands in {theirs[run]}"
        for path in tracked
        if path.suffix in {".py", ".toml", ".json", ".jsonl", ".md", ".txt", ".html", ".csv", ".yaml", ".yml", ".sh"}
        for run in shingles(path.read_text(encoding="utf-8", errors="ignore")) & theirs.keys()
    }

    assert copied == set()


RE_EXPORT = re.compile(r"from (pledgebook[\w.]*) import (\w+) as \2")
VERSION = re.compile(r"__version__ = '[^']+'")


def test_an_init_module_holds_re_exports_and_nothing_else(root: Path) -> None:
    coded = [
        f"{path.relative_to(root)}: {ast.unparse(statement)}"
        for path in (root / "src").rglob("__init__.py")
        for statement in ast.parse(path.read_text(encoding="utf-8")).body[1:]
        if not any(form.fullmatch(ast.unparse(statement)) for form in (RE_EXPORT, VERSION))
    ]

    assert coded == []


def test_no_module_has_a_name_that_says_nothing(root: Path) -> None:
    silent = {"utils", "util", "helpers", "helper", "misc", "common"}

    assert [path for path in (root / "src").rglob("*.py") if path.stem in silent] == []
