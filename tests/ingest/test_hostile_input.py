"""Whatever the bytes, reading ends, raises nothing and gives only what a book can hold."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.ingest import ENDINGS, Skipped, find_sources, mark_furniture, read_source

STARTS = (
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"From: a@b.example\nSubject: x\n\n",
    b"<html><p>",
    b'{"text": "',
    b"---\nid: a\n---\n",
)
PIECES = (
    "[",
    "![",
    "](",
    ")",
    "\n",
    " ",
    "Read also:",
    "Photo: ",
    "Getty Images",
    ". ",
    "a@b.example",
    "İ",
    "Oslo will pay.",
    "|",
    "*",
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ENDINGS), st.sampled_from(STARTS), st.binary(max_size=300))
def test_no_file_stops_the_reading(tmp_path: Path, ending: str, start: bytes, rest: bytes) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(start + rest)
    (source,) = find_sources([path])

    for item in read_source(source):
        if isinstance(item, Skipped):
            assert item.why
        else:
            for words in (item.id, item.text, item.title or "", item.outlet or "", item.url or "", item.source):
                assert "\x00" not in words
                words.encode("utf-8")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_marked_places_are_inside_the_text_in_order_and_apart(text: str) -> None:
    ends = -1
    for span in mark_furniture(text):
        assert ends < span.start < span.end <= len(text)
        assert span.of(text).strip()
        ends = span.end


@pytest.mark.parametrize(
    "data",
    [
        b"From: " + b"(a" * 500_000 + b"\nSubject: x\n\nOslo will pay.",
        b"From: a@b.example\nSubject: " + b"=?utf-8?q?=41?= " * 100_000 + b"\n\nOslo will pay.",
        b"From: a@b.example\n\n" + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 50_000,
    ],
)
def test_an_email_made_to_occupy_the_reader_is_refused_at_once(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(data)
    (source,) = find_sources([path])
    began = time.process_time()

    (skipped,) = read_source(source)

    assert isinstance(skipped, Skipped)
    assert skipped.why.startswith("its headers or parts are far more than an e-mail has")
    assert time.process_time() - began < 5


def test_an_address_that_runs_a_script_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"text": "Oslo will pay.", "url": "javascript:alert(1)"}\n'
        '{"text": "Oslo will pay.", "url": "java\\tscript:x"}\n'
    )
    (source,) = find_sources([path])

    assert [None if isinstance(item, Skipped) else item.url for item in read_source(source)] == [None, None]


def test_half_characters_in_a_title_or_outlet_do_not_reach_the_book(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"text": "Oslo will pay.", "title": "a\\ud800", "outlet": "\\u0000b", "id": "c\\udfff"}')
    (source,) = find_sources([path])

    (report,) = read_source(source)

    assert not isinstance(report, Skipped)
    assert (report.title, report.outlet, report.id) == ("a\ufffd", "\ufffdb", "c")
