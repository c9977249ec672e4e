"""Who reads while the book grows sees one state of it at a time."""

import time
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from starlette.testclient import TestClient

from pledgebook.ledger import open_book
from pledgebook.model import Reading
from pledgebook.pipeline import see
from pledgebook.web import Desk
from pledgebook.web import desk as desk_module
from pledgebook.web.asking import Question


def test_a_reader_sees_a_consistent_book_while_another_process_writes(
    desk: Desk, browser: TestClient, read: Callable[..., Reading]
) -> None:
    def write() -> None:
        with open_book(desk.book.path, create=False) as other:
            for number in range(25):
                other.add(read(f"w{number}", f"France will deploy unit {number}.", published="2025-09-04"))

    writer = Thread(target=write)
    writer.start()
    seen: list[tuple[int, int, int]] = []
    while writer.is_alive() or not seen:
        found: dict[str, Any] = browser.get("/overview.json").json()
        seen.append((found["book_length"], found["reports"], found["claims"]))
    writer.join()

    assert [claims - reports for _, reports, claims in seen] == [4] * len(
        seen
    )  # five reports of nine claims, then one each
    assert [length for length, _, _ in seen] == sorted(length for length, _, _ in seen)
    last = browser.get("/overview.json").json()
    assert (last["book_length"], last["reports"], last["claims"]) == (30, 30, 34)


def test_a_book_that_takes_long_is_shown_as_it_was_until_the_newer_view_is_there(
    desk: Desk, browser: TestClient, read: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "_AT_ONCE", -1.0)
    assert browser.get("/ledger.json").json()["of"] == 6

    desk.book.add(read("late", "Britain may monitor it.", published="2025-10-03"))
    old = browser.get("/ledger")
    for _ in range(100):
        if browser.get("/ledger.json").json()["of"] == 7:
            break
        time.sleep(0.05)

    assert "a newer view is being worked out" in old.text
    assert browser.get("/ledger.json").json()["of"] == 7
    assert "a newer view is being worked out" not in browser.get("/ledger").text


def test_of_many_who_ask_at_once_one_works_and_the_others_wait(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def slowly(*given: Any, **named: Any) -> object:
        asked.append(given[0].name)
        time.sleep(0.05)
        return see(*given, **named)

    monkeypatch.setattr("pledgebook.web.sight.see", slowly)
    sight, arrangement = desk.sight(Question()), desk.arrangement
    assert arrangement is not None

    def queue() -> None:
        asked.append("queue")
        time.sleep(0.05)

    askers = [Thread(target=sight.standpoint, args=(arrangement,)) for _ in range(8)]
    askers += [Thread(target=sight.once, args=("queue", queue)) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()

    assert sorted(asked) == ["queue", arrangement.name]
