"""Reading again and taking down from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def test_what_the_present_extractor_has_read_is_not_read_again(filled: Run) -> None:
    code, out, _ = filled("reread")

    assert (code, out) == (0, "nothing to read again: simple sentences 1 has read every report that it can\n")


def test_a_newer_extractor_reads_the_book_again(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from pledgebook import extract

    monkeypatch.setattr(extract.Extractor, "name", "simple sentences 2")
    first = filled("claims", "--json")[1]

    code, out, err = filled("reread", "--report", "first")
    assert (code, out, err) == (0, "1 report read again by simple sentences 2; 2 claims, 2 before\n", "")
    assert filled("reread")[1].startswith("2 reports read again")
    again = json.loads(filled("claims", "--json")[1])
    assert {row["extractor"] for row in again} == {"simple sentences 2"}
    assert [row["evidence"] for row in again] == [row["evidence"] for row in json.loads(first)]


def test_decisions_that_nothing_is_left_for_are_told(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from pledgebook import extract

    (claim,) = json.loads(filled("claims", "--report", "second", "--actor", "DEU", "--json")[1])
    filled("decide", "reject", claim["id"], "--reason", "another Germany")
    monkeypatch.setattr(extract.Extractor, "name", "simple sentences 2")
    monkeypatch.setattr(extract.Extractor, "read", lambda _, report: ((), extract_nothing(report.id)))

    _, _, err = filled("reread")

    assert err == "warning: nothing is left of what d1 decided about; see 'pledgebook decisions'\n"
    assert json.loads(filled("decisions", "--json")[1])[0]["state"] == "adrift"


def extract_nothing(report: str) -> object:
    from pledgebook.model import Clues

    return Clues(report)


def test_a_report_taken_down_shows_no_word_in_any_list_page_or_file(filled: Run, tmp_path: Path) -> None:
    code, out, err = filled("redact", "first", "--reason", "the publisher asked for it", "--by", "Ana")
    assert (code, err) == (0, "")
    assert out.startswith("d1: the text of first was taken down by Ana: the publisher asked for it\n")

    filled("site", "--to", "site")
    filled("export", "--to", "out")
    printed = [
        filled(name, form)[1] for name in ("claims", "pledges", "conditions", "sources") for form in ("--csv", "--json")
    ]
    printed += [filled(name)[1] for name in ("claims", "pledges", "conditions", "sources", "findings", "decisions")]
    printed += [filled("show", "can-deploy-ukr")[1], filled("story")[1]]
    printed += [file.read_text(encoding="utf-8") for file in (tmp_path / "site").rglob("*.html")]
    printed += [file.read_text(encoding="utf-8") for file in (tmp_path / "out").glob("*.csv")]
    assert not [text for text in printed if "Norway will fund a radar" in text or "troops in Ukraine if" in text]
    assert not [text for text in printed if "█" in text]
    assert "[taken down]" in filled("claims", "--report", "first")[1]
    assert "reports taken down: 1" in filled("doctor")[1]


def test_a_takedown_without_a_reason_or_of_nothing_is_one_line_of_error(filled: Run) -> None:
    assert filled("redact", "first")[2] == (
        "error: to redact needs a reason; for example: --reason 'the publisher asked for it'\n"
    )
    assert "did you mean first" in filled("redact", "firs", "--reason", "x")[2]


def test_a_report_taken_down_does_not_come_back_by_reading_its_file_again(filled: Run, folder: Path) -> None:
    filled("redact", "first", "--reason", "asked for")

    assert filled("read", str(folder))[1].startswith("0 new reports in pledgebook.book, 3 were in it already")
    assert "[taken down]" in filled("claims", "--report", "first")[1]
