"""``pledgebook read`` says what it read, what it left out and why, and what to do next."""

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

FRENCH = (
    "Le premier ministre canadien a déclaré dimanche à Kiev qu'il n'excluait pas d'envoyer des soldats en Ukraine "
    "après la fin des combats, et que son pays fournirait des armes pour plus d'un milliard de dollars."
)


def test_reading_says_how_much_is_new_and_what_the_book_now_tells(run: Run, folder: Path) -> None:
    code, out, err = run("read", str(folder))

    assert (code, err) == (0, "")
    assert out.startswith("3 new reports in pledgebook.book; 5 claims read from them\n")
    assert "The book now holds 3 reports that tell of 3 pledges by 3 states, bodies and groups." in out
    assert "hanging on  a cease-fire 2" in out
    assert "Next: pledgebook pledges" in out


def test_reading_the_same_again_changes_nothing(filled: Run, folder: Path) -> None:
    before = filled("claims", "--jsonl")

    code, out, _ = filled("read", str(folder))

    assert code == 0
    assert out.startswith("0 new reports in pledgebook.book, 3 were in it already; 0 claims")
    assert filled("claims", "--jsonl") == before


def test_a_report_in_another_language_is_kept_and_counted(run: Run, folder: Path) -> None:
    (folder / "fourth.txt").write_text(FRENCH, encoding="utf-8")

    code, out, _ = run("read", str(folder))

    assert code == 0
    assert "1 report in another language kept but not read for claims: fr 1" in out
    assert "fourth" in run("sources", "--language", "fr")[1]


def test_some_files_that_cannot_be_read_are_a_warning(run: Run, folder: Path) -> None:
    (folder / "empty.txt").write_text("", encoding="utf-8")

    code, out, err = run("read", str(folder))

    assert code == 0
    assert "1 skipped:\n" in out
    assert "empty.txt: " in out
    assert err == "warning: 1 could not be read; the reasons stand above\n"


def test_if_all_files_fail_so_does_the_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")

    code, out, err = run("read", str(tmp_path / "empty.txt"), str(tmp_path / "nowhere"))

    assert (code, out) == (1, "")
    assert err.startswith("error: cannot read ")
    assert "none of 2 sources gave a report; the first, " in err
    assert err.count("\n") == 1


def test_one_file_that_is_not_there_is_named_with_the_reason(run: Run) -> None:
    assert run("read", "nowhere.txt") == (
        1,
        "",
        "error: cannot read 'nowhere.txt': there is no such file or folder\n",
    )


def test_a_folder_without_reports_is_an_error_that_says_what_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()

    code, _, err = run("read", str(tmp_path / "none"))

    assert code == 1
    assert "it holds no report; name a folder or files with .txt" in err


def test_the_book_is_named_by_the_option_else_the_environment_else_here(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("read", str(folder), "--book", "other.book")
    monkeypatch.setenv("PLEDGEBOOK_BOOK", "named.book")
    run("read", str(folder))

    assert {path.name for path in tmp_path.glob("*.book")} == {"other.book", "named.book"}
    monkeypatch.delenv("PLEDGEBOOK_BOOK")
    run("read", str(folder))
    assert (tmp_path / "pledgebook.book").exists()
    assert "pledgebook pledges --book other.book" in run("read", str(folder), "--book", "other.book")[1]


def test_a_claim_whose_words_do_not_stand_in_the_report_is_counted_in_the_summary(run: Run, folder: Path) -> None:
    (folder / "first.txt").write_text("Canada may fund a misquoted radar. Norway will fund a radar.", encoding="utf-8")

    _, out, _ = run("read", str(folder))

    assert "1 claim or clue not kept: the words do not stand so in the report" in out
    assert "misquoted" not in run("claims")[1]


def test_a_report_whose_pack_is_missing_is_told_with_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pledgebook.extract import languages

    languages._pack.cache_clear()
    monkeypatch.setattr(languages, "find_spec", lambda _: None)
    (tmp_path / "a.txt").write_text(
        "Канада отправит Украине оружие и боеприпасы, сообщил премьер-министр.", encoding="utf-8"
    )

    _, out, _ = run("read", "a.txt", "--book", "my.book")
    languages._pack.cache_clear()

    assert "1 report in another language kept but not read for claims: ru 1" in out
    assert '  to read them: pip install "pledgebook[ru]", then pledgebook reread --book my.book' in out
