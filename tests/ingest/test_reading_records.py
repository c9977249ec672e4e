"""JSON and JSON Lines."""

import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

from pledgebook.ingest import Skipped, find_sources, read_source
from pledgebook.model import Report, When

ReadOne = Callable[[str, bytes | str], Report]
Refused = Callable[[str, bytes | str], str]
ReadAll = Callable[..., list[Report | Skipped]]


def test_one_object_is_one_report_and_labels_are_never_read(read_one: ReadOne) -> None:
    report = read_one(
        "a.json",
        json.dumps(
            {
                "id": "x-1",
                "url": "https://nordlys.example/1",
                "outlet": "Nordlys Telegraph",
                "title": "Two systems",
                "published": "2025-08",
                "text": "Oslo will pay for two systems.",
                "claims": [{"actor": "SWE"}],
                "language": "xx",
            }
        ),
    )

    assert report == Report(
        id="x-1",
        url="https://nordlys.example/1",
        outlet="Nordlys Telegraph",
        title="Two systems",
        published=When("2025-08"),
        text="Oslo will pay for two systems.",
        language="en",
        source=report.source,
    )


def test_the_text_of_a_record_is_kept_exactly(read_one: ReadOne) -> None:
    text = "  Sto\u0338re\r\nsaid \u201cyes\u201d.\r \ufeff\n\n"

    assert read_one("a.json", json.dumps({"text": text})).text == text


def test_a_character_that_no_book_can_hold_is_replaced_in_its_place(read_one: ReadOne) -> None:
    assert read_one("a.json", '{"text": "Oslo\\u0000 will \\ud800pay."}').text == "Oslo\ufffd will \ufffdpay."


def test_a_list_gives_each_record_and_names_the_bad_ones(tmp_path: Path, read_all: ReadAll) -> None:
    path = tmp_path / "week.json"
    path.write_text('[{"text": "Oslo will pay."}, 7, {"title": "no text"}, {"id": 12, "text": "Paris waits."}]')

    first, number, textless, last = read_all(path)

    assert isinstance(first, Report)
    assert first.id == "week-1"
    assert isinstance(number, Skipped)
    assert number.why.startswith("record 2: not a report but a number; write {")
    assert isinstance(textless, Skipped)
    assert textless.why.startswith('record 3: no "text"; write {')
    assert isinstance(last, Report)
    assert last.id == "12"


def test_what_is_no_json_is_named(refused: Refused) -> None:
    assert refused("a.json", "{").startswith("not JSON (")
    assert refused("b.json", "[" * 200_000).startswith("not JSON (")
    assert refused("c.json", "[]") == "an empty list"
    assert refused("d.json", '{"text": "  "}').startswith('no "text"')


def test_json_in_a_legacy_encoding_is_read(read_one: ReadOne) -> None:
    text = "Le président a déclaré à Paris que vingt-six pays étaient prêts à envoyer des troupes après la trêve."

    assert read_one("a.json", json.dumps({"text": text}, ensure_ascii=False).encode("latin-1")).text == text


def test_bad_lines_are_skipped_with_their_number_and_the_rest_is_read(tmp_path: Path, read_all: ReadAll) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"id": "a", "text": "Oslo will pay."}\n\nnot json\n{"id": "b", "text": ""}\n'
        b'{"id": "c", "text": "\xff"}\n{"text": "Paris waits."}'
    )

    first, *bad, last = read_all(path)

    assert isinstance(first, Report)
    assert first.id == "a"
    assert [skipped.why.partition(":")[0] for skipped in bad if isinstance(skipped, Skipped)] == [
        "line 3",
        "line 4",
        "line 5",
    ]
    assert isinstance(last, Report)
    assert last.id == "wire-6"


def test_a_line_over_the_limit_is_skipped_and_the_next_is_read(tmp_path: Path, read_all: ReadAll) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text(json.dumps({"text": "x" * 500_000}) + "\n" + json.dumps({"text": "Paris waits."}) + "\n")

    too_long, report = read_all(path, max_bytes=100_000)

    assert isinstance(too_long, Skipped)
    assert too_long.why == "line 1: over the limit of 0.1 MB"
    assert isinstance(report, Report)


def test_a_long_file_of_lines_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    with path.open("w") as file:
        for number in range(60):
            file.write(json.dumps({"id": str(number), "text": f"Oslo will pay {number}. " * 1000}) + "\n")

    def read() -> Iterator[Report | Skipped]:
        for source in find_sources([path]):
            yield from read_source(source, max_bytes=100_000)

    next(read())
    tracemalloc.start()
    count = sum(1 for item in read() if isinstance(item, Report))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 60
    assert path.stat().st_size > 1_000_000
    assert peak < 500_000


def test_an_id_that_would_break_a_line_or_a_path_is_made_readable(read_one: ReadOne) -> None:
    assert read_one("a.json", '{"id": "a\\nb", "text": "Oslo will pay."}').id == "a-b"
    assert read_one("b.json", json.dumps({"id": "x" * 999, "text": "Oslo will pay."})).id == "x" * 120
    assert read_one("c.json", '{"id": true, "text": "Oslo will pay."}').id == "c"
