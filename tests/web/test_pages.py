"""Every page: as HTML without anything inline, as JSON and as CSV with the same rows, with both times kept in its links."""

import csv
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from pledgebook.publish.raster import png_of
from pledgebook.publish.records import cell
from pledgebook.web import Desk

PAGES = (
    *("/", "/ledger", "/ledger?stance=weighing&sort=since", "/search?q=ceasefire", "/actors", "/actors?action=fund"),
    *("/actors/CAN", "/timeline", "/timeline?actor=CAN", "/what-if", "/what-if?scenario=all-hold&if.ceasefire=no"),
    *("/monitoring", "/findings", "/reports", "/reports/one", "/pledges/can-deploy-ukr", "/review", "/import"),
)


def in_form(page: str, form: str) -> str:
    path, _, query = page.partition("?")
    return f"{'/overview' if path == '/' else path}.{form}{'?' if query else ''}{query}"


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_and_loads_nothing_but_the_applications_own_files(browser: TestClient, page: str) -> None:
    answer = browser.get(page)

    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    tags = Tags(answer.text).found
    assert [attrs for tag, attrs in tags if any(name.startswith("on") or name == "style" for name in attrs)] == []
    loaded = [
        attrs.get("src") or attrs.get("href") for tag, attrs in tags if tag in ("script", "link", "img", "iframe")
    ]
    assert {address for address in loaded if address != "data:,"} == {
        "/assets/pledgebook.css",
        "/assets/app.css",
        "/assets/app.js",
    }
    assert all("src" in attrs for tag, attrs in tags if tag == "script")
    assert all(tag != "style" for tag, _ in tags)


@pytest.mark.parametrize("page", PAGES)
def test_the_csv_of_a_page_holds_the_rows_of_its_json(browser: TestClient, page: str) -> None:
    as_json = browser.get(in_form(page, "json"))
    as_csv = browser.get(in_form(page, "csv"))

    rows = as_json.json()["rows"]
    lines = list(csv.DictReader(StringIO(as_csv.text)))
    assert as_csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert lines == [{column: cell(row.get(column)) for column in line} for row, line in zip(rows, lines, strict=True)]
    if page not in ("/findings", "/import", "/monitoring"):
        assert rows


@pytest.mark.parametrize("page", [page for page in PAGES if "?" not in page])
def test_both_times_stay_in_every_link_to_a_page(browser: TestClient, page: str) -> None:
    answer = browser.get(page, params={"as_of": "2025-09-04", "known_by": "2025-10-09"})

    links = [attrs.get("href") or "" for tag, attrs in Tags(answer.text).found if tag == "a"]
    inside = [urlsplit(link) for link in links if link.startswith("/") and not link.startswith("/import")]
    lost = [link.geturl() for link in inside if "as_of=2025-09-04" not in link.query]
    back = f"{page}"  # the one link that takes both times off
    assert [link for link in lost if link != back] == []
    assert [link.geturl() for link in inside if "as_of" in link.query and "known_by" not in link.query] == []


def test_as_of_a_day_nothing_said_later_is_seen(browser: TestClient) -> None:
    now = browser.get("/pledges/can-deploy-ukr.json").json()
    then = browser.get("/pledges/can-deploy-ukr.json?as_of=2025-09-03").json()

    assert now["pledge"]["stance"] == "committed"
    assert then["pledge"]["stance"] == "weighing"
    assert [row["report"] for row in then["rows"]] == ["one"]


def test_known_by_a_time_nothing_learnt_later_is_seen(browser: TestClient) -> None:
    rows = browser.get("/reports.json?known_by=2025-10-07T12:00").json()["rows"]

    assert sorted(row["id"] for row in rows) == ["one", "two"]


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/ledger?stance=perhaps", "there are done, committed, willing"),
        ("/ledger?sort=colour", "cannot sort by"),
        ("/ledger?as_of=tomorrow", "cannot read"),
        ("/ledger?actor=Atlantis", "no actor"),
        ("/timeline?from=soon", "cannot read"),
        ("/what-if?if.moon=yes", "has no condition"),
        ("/what-if?scenario=none", "has no scenario"),
        ("/what-if?if.ceasefire=chance&chance.ceasefire=7", "ceasefire=7"),
        ("/pledges/xyz", "no pledge"),
        ("/reports/xyz", "no report"),
        ("/actors/ISL", "no pledge of"),
        ("/nowhere", "There is no page at this address"),
        ("/import/0123", "no import"),
        ("/charts/stance/xyz.svg", "no pledge"),
        ("/charts/weights/xyz.svg", "no requirement"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_plain_page(browser: TestClient, address: str, says: str) -> None:
    answer = browser.get(address)

    assert answer.status_code in (400, 404)
    assert says in re.sub(r"&#39;|&#34;", "'", answer.text)
    assert "Traceback" not in answer.text


def test_an_error_in_the_form_of_the_question(browser: TestClient) -> None:
    answer = browser.get("/pledges/xyz.json")

    assert answer.status_code == 404
    assert answer.json()["status"] == 404


def test_a_page_asked_for_again_is_not_sent_again(browser: TestClient) -> None:
    first = browser.get("/ledger")

    again = browser.get("/ledger", headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_the_description_of_the_interface_names_every_json_page(browser: TestClient) -> None:
    paths = browser.get("/openapi.json").json()["paths"]

    assert {"/overview.json", "/ledger.json", "/timeline.json", "/what-if.json", "/review.json"} <= paths.keys()
    assert browser.get("/docs").status_code == 404


CHARTS = ("/charts/stance/can-deploy-ukr", "/charts/timeline", "/charts/weights/presence", "/charts/map")


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_a_file_of_its_own_with_a_line_on_its_source(browser: TestClient, chart: str) -> None:
    answer = browser.get(f"{chart}.svg?as_of=2025-09")

    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.lstrip().startswith("<svg xmlns=")
    assert "Source: small, 3 reports, as of 2025-09" in answer.text
    assert "var(" not in answer.text


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_a_picture_too_with_its_letters_drawn(browser: TestClient, chart: str) -> None:
    answer = browser.get(f"{chart}.png")

    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].endswith('.png"')
    width, height = (int.from_bytes(answer.content[at : at + 4]) for at in (16, 20))
    assert width >= 1200
    assert height > 200
    titled = browser.get(f"{chart}.svg").text
    assert png_of(titled) == answer.content
    assert png_of(re.sub(r"<text.*?</text>", "", titled)) != answer.content


def test_a_chart_shows_what_its_page_shows(browser: TestClient) -> None:
    page = browser.get("/timeline?actor=CAN").text
    link = re.findall(r'href="(/charts/timeline\.svg[^"]*)"', page)[0]

    assert link == "/charts/timeline.svg?actor=CAN"
    assert "2 changes of stance" in browser.get(link).text
    pledge = browser.get("/charts/stance/can-deploy-ukr.svg").text
    assert pledge.count('class="dot') == 2


def test_an_empty_book_says_what_to_do_next(
    make_desk: Callable[..., Desk], open_browser: Callable[..., TestClient], tmp_path: Path
) -> None:
    browser = open_browser(make_desk(tmp_path / "empty.book"))

    for page in ("/", "/ledger", "/actors", "/reports", "/review", "/timeline"):
        answer = browser.get(page)
        assert answer.status_code == 200, page
        assert "/import" in answer.text.partition("<main")[2], page


def test_the_json_of_the_overview_counts_what_the_book_holds(browser: TestClient) -> None:
    found = json.loads(browser.get("/overview.json").text)

    assert (found["reports"], found["claims"], found["pledges"]) == (5, 9, 6)
    canada = next(row for row in found["rows"] if row["actor"] == "CAN")
    assert (canada["stance"], canada["since"], canada["conditional"]) == ("committed", "2025-09-04", "yes")
