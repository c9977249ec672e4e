"""Files, a text: read into the book behind the pages, what could not be read told with the reason."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from pledgebook.web import Desk
from pledgebook.web.importing import MOST_BYTES

Token = Callable[..., str]


def finished(browser: TestClient, place: str) -> Any:
    for _ in range(200):
        job = browser.get(f"{place}.json").json()
        if not job["running"]:
            return job
        time.sleep(0.05)
    raise AssertionError("the import did not end")


def test_dropped_files_are_read_and_what_is_none_is_named(desk: Desk, browser: TestClient, token_on: Token) -> None:
    files = [
        ("files", ("new.txt", b"France will deploy a brigade.")),
        ("files", ("broken.json", b'{"text": "Canada')),
        ("files", ("list.json", json.dumps([{"text": "Norway may monitor it.", "id": "n1"}, 7]).encode())),
        ("files", ("programme.exe", b"MZ")),
        ("files", ("../../etc/passwd.txt", b"Germany will fund a bridge.")),
        ("files", ("huge.txt", b"x" * (MOST_BYTES + 1))),
    ]

    sent = browser.post("/import", data={"token": token_on(browser, "/import")}, files=files)
    job = finished(browser, sent.headers["location"])

    assert sent.status_code == 303
    assert (job["reports"], job["claims"]) == (3, 3)
    why = {skipped["source"]: skipped["why"] for skipped in job["skipped"]}
    assert set(why) == {"broken.json", "list.json", "programme.exe", "huge.txt"}
    assert why["programme.exe"].startswith(".exe: read are .txt")
    assert "not JSON" in why["broken.json"] or "JSON" in why["broken.json"]
    assert {"new", "n1", "passwd"} <= {row["id"] for row in browser.get("/reports.json").json()["rows"]}
    page = browser.get(sent.headers["location"]).text
    assert "3 new reports" in page
    assert "programme.exe" in page
    assert [row["source"] for row in browser.get("/import.json").json()["rows"]] == ["list.json", "broken.json"] or {
        row["source"] for row in browser.get("/import.json").json()["rows"]
    } == {"list.json", "broken.json"}


def test_a_pasted_text_is_in_the_book_a_moment_later(browser: TestClient, token_on: Token) -> None:
    form = {
        "token": token_on(browser, "/import"),
        "text": "Britain did deploy advisers.",
        "title": "Advisers are there",
        "outlet": "The Paste",
        "published": "2025-11-02",
    }

    job = finished(browser, browser.post("/import", data=form).headers["location"])

    assert (job["reports"], job["claims"]) == (1, 1)
    row = next(row for row in browser.get("/reports.json").json()["rows"] if row["outlet"] == "The Paste")
    assert (row["title"], row["published"]) == ("Advisers are there", "2025-11-02")
    assert browser.get("/pledges/gbr-deploy-ukr.json").json()["pledge"]["stance"] == "done"


def test_the_same_text_again_is_left_alone(browser: TestClient, token_on: Token) -> None:
    form = {"token": token_on(browser, "/import"), "text": "Britain did deploy advisers.", "title": "Once"}

    finished(browser, browser.post("/import", data=form).headers["location"])
    job = finished(browser, browser.post("/import", data=form).headers["location"])

    assert (job["reports"], job["known"]) == (0, 1)


@pytest.mark.parametrize("form", [{}, {"text": "   "}, {"url": ""}])
def test_nothing_to_read_is_said_so(browser: TestClient, token_on: Token, form: dict[str, str]) -> None:
    sent = browser.post("/import", data={"token": token_on(browser, "/import"), **form})

    assert (sent.status_code, "there is no text to read" in sent.text) == (400, True)


def test_a_report_that_the_extractor_fails_on_does_not_end_the_application(
    browser: TestClient, token_on: Token
) -> None:
    token = token_on(browser, "/import")

    form = {"token": token, "text": "This is impossible to read."}
    job = finished(browser, browser.post("/import", data=form).headers["location"])

    assert "this extractor failed" in job["skipped"][0]["why"]
    form = {"token": token, "text": "Norway may monitor the sea."}
    assert finished(browser, browser.post("/import", data=form).headers["location"])["reports"] == 1
