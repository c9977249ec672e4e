"""What is found in folders, and what is left out with which reason."""

import os
import sys
from pathlib import Path

import pytest

from pledgebook.ingest import Skipped, find_sources, read_source
from pledgebook.model import Report


def test_a_folder_is_read_in_the_order_of_its_names_with_its_subfolders(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "deep/er/c.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")

    found = [source.path for source in find_sources([tmp_path])]

    assert found == [tmp_path / "a.md", tmp_path / "b.txt", tmp_path / "deep/er/c.html"]


def test_hidden_and_unknown_files_are_left_out_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/report.txt").write_text("x")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")

    left_out = {Path(source.shown).name: source for source in find_sources([tmp_path])}

    assert "hidden" in left_out[".git"].unread
    assert left_out["photo.png"].unread.startswith(".png: read are .txt, .md")
    assert all(source.by_rule for source in left_out.values())


def test_an_unknown_file_named_on_its_own_is_a_failure_and_not_a_rule(tmp_path: Path) -> None:
    (tmp_path / "report.odt").write_bytes(b"x")

    (source,) = find_sources([tmp_path / "report.odt"])

    assert source.unread
    assert not source.by_rule


def test_a_file_without_ending_named_on_its_own_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "communique").write_text("The ministers agreed to send troops.")

    (source,) = find_sources([tmp_path / "communique"])
    (report,) = read_source(source)

    assert isinstance(report, Report)
    assert report.text == "The ministers agreed to send troops."


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    (source,) = find_sources([tmp_path / "nowhere.txt"])

    assert list(read_source(source)) == [
        Skipped(str(tmp_path / "nowhere.txt"), "there is no such file or folder", by_rule=False)
    ]


def test_a_dangling_link_is_named_and_the_rest_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").write_text("x")

    dangling, good = find_sources([tmp_path])

    assert dangling.unread == "a link that leads nowhere or to itself"
    assert good.unread == ""


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/again").symlink_to(tmp_path / "reports")
    (tmp_path / "reports/self.txt").symlink_to(tmp_path / "reports/self.txt")

    again, itself = find_sources([tmp_path / "reports"])

    assert again.unread == "this folder was listed already under another name"
    assert itself.unread == "a link that leads nowhere or to itself"


def test_a_file_that_vanishes_between_listing_and_reading_is_named(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jsonl"):
        (tmp_path / name).write_text("x")
    sources = list(find_sources([tmp_path]))
    for name in ("a.txt", "b.jsonl"):
        (tmp_path / name).unlink()

    whys = [item.why for source in sources for item in read_source(source) if isinstance(item, Skipped)]

    assert whys == ["it is no longer there", "it is no longer there"]


def test_a_file_that_turns_into_a_pipe_does_not_hang_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    (source,) = find_sources([path])
    path.unlink()
    os.mkfifo(path)

    (skipped,) = read_source(source)

    assert isinstance(skipped, Skipped)
    assert skipped.why.startswith("not a file but")


@pytest.mark.skipif(sys.platform == "darwin", reason="this system keeps only names that are UTF-8")
def test_a_name_that_is_not_utf8_is_read_and_can_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\x1b[31m.txt"))
    path.write_bytes(b"Norway will send two systems to Ukraine.")

    (source,) = find_sources([tmp_path])
    (report,) = read_source(source)

    assert source.shown.endswith("caf\\xe9\\x1b[31m.txt")
    assert source.shown.isprintable()
    assert isinstance(report, Report)
    assert report.id.encode("utf-8")


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)

    (source,) = find_sources([path])
    (skipped,) = read_source(source)

    assert isinstance(skipped, Skipped)
    assert skipped.why == "no permission to read it"


def test_only_web_addresses_are_taken_as_addresses() -> None:
    web, ftp, file = find_sources(["https://example.org/a", "ftp://example.org/a", "file:///etc/passwd"])

    assert web.url == "https://example.org/a"
    assert not web.unread
    assert ftp.unread == "ftp:// is no web address; http:// and https:// are read"
    assert file.unread == "file:// is no web address; http:// and https:// are read"


def test_a_name_with_a_zero_byte_is_named() -> None:
    (source,) = find_sources(["bad\x00name.txt"])

    assert source.unread == "this cannot be the name of a file"
    assert source.shown == "bad\\x00name.txt"
