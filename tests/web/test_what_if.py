"""What if: the same figures as the command line gives, from the switches of the page; two scenarios side by side."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pledgebook.assess import fitting_arrangement, shipped_arrangements
from pledgebook.cli import main
from pledgebook.model import Reading
from pledgebook.web import Desk


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", []),
        ("scenario=ceasefire-without-us", ["--scenario", "ceasefire-without-us"]),
        ("if.ceasefire=yes&if.us_support=no", ["--suppose", "ceasefire=yes", "--suppose", "us_support=no"]),
        (
            "scenario=all-hold&if.ceasefire=chance&chance.ceasefire=0.4",
            ["--scenario", "all-hold", "--suppose", "ceasefire=0.4"],
        ),
        ("if.us_support=chance&chance.us_support=30%25..60%25", ["--suppose", "us_support=30%..60%"]),
        ("if.ceasefire=yes&as_of=2025-09-03", ["--suppose", "ceasefire=yes", "--as-of", "2025-09-03"]),
        (
            "if.ratification=unknown&known_by=2025-10-07",
            ["--suppose", "ratification=unknown", "--known-by", "2025-10-07"],
        ),
    ],
)
def test_the_page_and_the_command_line_come_to_the_same(
    browser: TestClient, book_path: Path, capsys: pytest.CaptureFixture[str], query: str, words: list[str]
) -> None:
    assert main(["assess", "ukraine-guarantees", "--book", str(book_path), "--json", *words]) == 0
    told = json.loads(capsys.readouterr().out)

    found = browser.get(f"/what-if.json?{query}").json()

    assert found["assessment"] == told
    assert [row["name"] for row in found["rows"]] == [one["name"] for one in told["requirements"]]
    assert [row["certain"] for row in found["rows"]] == [one["certain"] for one in told["requirements"]]


def test_a_scenario_is_named_and_stands_beside_another(browser: TestClient) -> None:
    address = "/what-if?name=Mine&if.ceasefire=yes&beside=Theirs|no-ceasefire|us_support=0.4"

    page = browser.get(address).text
    found = browser.get(address.replace("/what-if", "/what-if.json")).json()

    assert "Mine" in page
    assert "Theirs" in page
    assert found["beside"]["scenario"]["supposed"] == {"ceasefire": "no", "peace_deal": "no"}
    assert found["beside"]["scenario"]["chances"] == {"us_support": [0.4, 0.4]}
    assert found["assessment"]["scenario"]["supposed"] == {"ceasefire": "yes"}


def test_a_pledge_page_says_what_becomes_of_it(browser: TestClient) -> None:
    falls = browser.get("/pledges/fra-monitor-ukr.json").json()
    stands = browser.get("/pledges/fra-monitor-ukr.json?scenario=all-hold").json()

    assert falls["state"] == "falls"
    assert falls["life"]["stage"] == "created"
    assert stands["state"] in ("stands", "open")


def test_without_an_arrangement_the_pages_do_without(
    make_desk: Callable[..., object], open_browser: Callable[..., TestClient]
) -> None:
    browser = open_browser(make_desk(arrangement=None))

    assert browser.get("/").status_code == 200
    assert browser.get("/pledges/can-deploy-ukr").status_code == 200
    assert browser.get("/what-if").status_code == 404


def test_the_arrangement_that_fits_the_book_is_taken_as_it_grows(
    make_desk: Callable[..., Desk],
    open_browser: Callable[..., TestClient],
    read: Callable[..., Reading],
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path / "new.book", arrangement=fitting_arrangement)
    browser = open_browser(desk)
    before = browser.get("/overview.json").json()["arrangement"]

    desk.book.add(read("one", "Canada may deploy troops if there is a ceasefire."))

    assert before in shipped_arrangements()
    assert browser.get("/overview.json").json()["arrangement"] == "ukraine-guarantees"
