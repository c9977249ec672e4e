"""The other commands, the help, and how errors end."""

import json
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pledgebook import __version__
from pledgebook.cli.app import _COMMANDS, main

Run = Callable[..., tuple[int, str, str]]

PROGRAM = [sys.executable, "-c", "import sys; from pledgebook.cli import main; sys.exit(main())"]


@pytest.mark.parametrize("command", _COMMANDS, ids=lambda command: command.name)
def test_the_help_of_every_command_has_examples(run: Run, command: object) -> None:
    code, out, _ = run(command.name, "--help")  # type: ignore[attr-defined]

    assert code == 0
    assert f"Examples:\n    pledgebook {command.name}" in out  # type: ignore[attr-defined]


EXAMPLES = [
    example
    for command in _COMMANDS
    for example in command.examples
    if "https://" not in example and command.name not in ("read", "story", "redact", "serve", "explain")
    if not {"my-arrangement", "rus-attack"} & set(re.findall(r"my-arrangement|rus-attack", example))
]
"""Those that work on the little book; files and incidents of the user's own are tested elsewhere."""


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_help_work(filled: Run, example: str, tmp_path: Path) -> None:
    (tmp_path / "ukraine.book").symlink_to(tmp_path / "pledgebook.book")
    words = shlex.split(example.partition(" > ")[0])

    code, _, err = filled(*words)

    assert (code, "error" in err) == (0, False), err


def test_help_comes_at_once() -> None:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([*PROGRAM, "--help"], check=True, capture_output=True)
        times.append(time.perf_counter() - start)

    assert min(times) < 1.0


def test_help_loads_no_parser_no_database_and_no_page_maker() -> None:
    heavy = "{'spacy', 'numpy', 'sqlalchemy', 'jinja2', 'rich', 'httpx', 'trafilatura', 'msgspec', 'fastapi'}"
    asked = f"import sys; from pledgebook.cli import main; main(['--help']); sys.exit(bool({heavy} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", asked], check=False, capture_output=True).returncode == 0


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version") == (0, f"pledgebook {__version__}\n", "")


def test_a_pledge_is_shown_with_each_claim_and_its_sentence(filled: Run) -> None:
    code, out, _ = filled("show", "can-deploy-ukr")

    assert code == 0
    assert "Canada: committed to deploy for Ukraine" in out
    assert "2025-08-24 (day of the report)  weighing  The First  [first]" in out
    assert "“Canada may deploy troops in Ukraine if there is a ceasefire.”" in out
    assert "stances   2025-08-24 weighing → 2025-09-04 committed" in out


def test_a_pledge_is_shown_as_json_with_its_claims(filled: Run) -> None:
    told = json.loads(filled("show", "can-deploy-ukr", "--json")[1])

    assert (told["id"], told["stance"]) == ("can-deploy-ukr", "committed")
    assert [claim["report"] for claim in told["claims"]] == ["first", "second"]


@pytest.mark.parametrize(
    ("wanted", "near"), [("can", "can-deploy-ukr"), ("can-depoy-ukr", "can-deploy-ukr"), ("nor-fund", "nor-fund-ukr")]
)
def test_an_unknown_pledge_is_told_with_those_that_come_near(filled: Run, wanted: str, near: str) -> None:
    code, out, err = filled("show", wanted)

    assert (code, out) == (1, "")
    assert err.startswith(f"error: no pledge '{wanted}' in this book; did you mean {near}")


def test_a_pledge_that_nothing_comes_near_is_told_with_the_list_to_look_in(filled: Run) -> None:
    assert "list them with 'pledgebook pledges'" in filled("show", "zzzzzzzz")[2]


def test_a_book_that_is_not_there_is_told_with_how_to_make_one(run: Run) -> None:
    code, out, err = run("pledges", "--book", "nowhere.book")

    assert (code, out) == (1, "")
    assert "'pledgebook read FOLDER --book nowhere.book' makes one" in err
    assert err.count("\n") == 1


def test_a_file_that_is_no_book_is_told_without_a_traceback(run: Run, folder: Path) -> None:
    code, _, err = run("pledges", "--book", str(folder / "first.txt"))

    assert code == 1
    assert err.startswith("error: ")
    assert "Traceback" not in err


def test_a_fault_of_the_program_is_one_line_too(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pledgebook.pipeline.work_out", lambda *_, **__: 1 / 0)

    code, _, err = filled("pledges")

    assert code == 1
    assert err.startswith("error: a fault in Pledgebook itself, ZeroDivisionError: division by zero; run it again with")


def test_stopping_says_that_nothing_is_lost(
    filled: Run, monkeypatch: pytest.MonkeyPatch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pledgebook.pipeline.read_reports", stopped)

    code, _, err = filled("read", str(folder))

    assert code == 130
    assert "the same command goes on from there" in err


def test_a_list_that_is_cut_off_by_head_ends_quietly(filled: Run, tmp_path: Path) -> None:
    line = f"{shlex.join(PROGRAM)} claims --jsonl | head -n 1"
    ended = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert ended.returncode == 0
    assert ended.stdout.count("\n") == 1
    assert ended.stderr == ""


def test_an_export_writes_four_tables_and_the_whole_record(filled: Run, tmp_path: Path) -> None:
    code, out, _ = filled("export", "--to", "out")

    assert code == 0
    names = ["claims.csv", "pledges.csv", "findings.csv", "reports.csv", "book.jsonl"]
    assert [line.split()[0] for line in out.splitlines()] == [f"out/{name}" for name in names]
    assert (tmp_path / "out" / "claims.csv").read_text("utf-8") == filled("claims", "--csv")[1]


def test_a_site_is_written_with_a_page_for_each_pledge_and_report(filled: Run, tmp_path: Path) -> None:
    code, out, _ = filled("site", "--to", "site", "--title", "My book")

    assert code == 0
    assert out.endswith("open site/index.html\n")
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "<title>Overview · My book</title>" in page
    assert (tmp_path / "site" / "pledges" / "can-deploy-ukr.html").exists()
    assert (tmp_path / "site" / "reports" / "second.html").exists()


def test_an_arrangement_is_assessed_under_what_is_supposed(filled: Run) -> None:
    code, out, _ = filled("assess", "ukraine-guarantees", "--suppose", "ceasefire=yes")
    told = json.loads(filled("assess", "ukraine-guarantees", "--suppose", "ceasefire=yes", "--json")[1])

    assert code == 0
    assert "can-deploy-ukr" in out
    assert max(map(len, out.splitlines())) <= 100
    assert told["scenario"]["supposed"] == {"ceasefire": "yes"}


@pytest.mark.parametrize("words", [["--suppose", "ceasefire"], ["--scenario", "nosuch"], ["--suppose", "moon=yes"]])
def test_a_supposition_that_makes_no_sense_is_told_in_one_line(filled: Run, words: list[str]) -> None:
    code, _, err = filled("assess", "ukraine-guarantees", *words)

    assert code == 1
    assert err.startswith("error: ")


def test_the_doctor_looks_over_the_program_and_the_book(filled: Run) -> None:
    code, out, _ = filled("doctor")

    assert code == 0
    assert "SQLite" in out
    assert "append-only" in out


def test_the_doctor_fails_on_a_book_that_is_none(run: Run, folder: Path) -> None:
    code, out, _ = run("doctor", "--book", str(folder / "first.txt"))

    assert code == 1
    assert "bad" in out


def test_the_program_can_be_called_without_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    code = main([])

    printed = capsys.readouterr()
    assert code in (0, 2)
    assert "Commands:" in printed.out + printed.err
