"""``pledgebook explain`` tells how one report was read: of a file without a book, or of a book by its id."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pledgebook.cli import main

Explain = Callable[..., tuple[int, str, str]]

TEXT = "Norway will send two frigates to Ukraine, the government said.\n"


@pytest.fixture
def explain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Explain:
    """Runs the command with the extractor as it ships, in a folder with one report."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLEDGEBOOK_BOOK", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    Path("ships.txt").write_text(TEXT, encoding="utf-8")

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["explain", *words])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def test_a_file_is_explained_without_a_book(explain: Explain) -> None:
    code, out, err = explain("ships.txt")

    assert (code, err) == (0, "")
    assert "● Norway committed deploy → Ukraine" in out
    assert not Path("pledgebook.book").exists()


def test_a_report_of_the_book_is_explained_by_its_id(explain: Explain, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "ships.txt"]) == 0
    capsys.readouterr()
    Path("ships.txt").unlink()

    code, out, _ = explain("ships", "--json")
    assert main(["claims", "--json"]) == 0
    claims = json.loads(capsys.readouterr().out)

    assert code == 0
    assert [one["claim"] for sentence in json.loads(out)["sentences"] for one in sentence["claims"]] == claims


def test_a_page_is_written_and_named(explain: Explain) -> None:
    code, out, _ = explain("ships.txt", "--html", "why.html")

    assert (code, out) == (0, "open why.html\n")
    assert "Norway" in Path("why.html").read_text(encoding="utf-8")


def test_the_fast_way_is_explained_too(explain: Explain) -> None:
    assert "the small encoder alone" in explain("ships.txt", "--fast")[1]


def test_all_shows_who_was_asked_about(explain: Explain) -> None:
    assert "asked about Ukraine: “Ukraine”, as a place" in explain("ships.txt", "--all")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.txt"], "there is no such file, and no book to look it up in; name a file, or a report of a book"),
        (["empty.txt"], "cannot read 'empty.txt': "),
        (["french.txt"], "its language is 'fr', whose reading is not explained; name one in English"),
        (["two.jsonl"], "it holds 2 reports: a, b; read it into a book and name one of them with --book"),
        (["ships.txt", "--html", "no/folder/why.html"], "cannot write no/folder/why.html: "),
    ],
)
def test_what_cannot_be_explained_is_said_in_one_line(explain: Explain, words: list[str], told: str) -> None:
    Path("empty.txt").write_text("", encoding="utf-8")
    french = "Le premier ministre a déclaré dimanche à Kiev qu'il n'excluait pas d'envoyer des soldats en Ukraine."
    Path("french.txt").write_text(french, encoding="utf-8")
    records = [{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}]
    Path("two.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")

    code, out, err = explain(*words)

    assert (code, out) == (1, "")
    assert told in err
    assert err.count("\n") == 1


def test_an_id_that_the_book_does_not_have_is_answered_with_those_that_come_near(
    explain: Explain, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", "ships.txt"]) == 0
    capsys.readouterr()

    code, _, err = explain("shps")

    assert code == 1
    assert "ships" in err


def test_a_report_that_was_taken_down_cannot_be_explained(explain: Explain, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "ships.txt"]) == 0
    assert main(["redact", "ships", "--by", "desk", "--reason", "asked to"]) == 0
    capsys.readouterr()

    code, _, err = explain("ships")

    assert code == 1
    assert "it was taken down" in err
