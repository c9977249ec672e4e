"""What a hostile report, a hostile site or a hostile client can send: refused, logged, and the next page still comes."""

import asyncio
import logging
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from pledgebook.ledger import open_book
from pledgebook.model import Reading
from pledgebook.web import Desk, make_app
from pledgebook.web.safety import Limits, names_of

Token = Callable[..., str]
OpenBrowser = Callable[..., TestClient]

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 1234 * 4321 }}{% include 'x' %}",
    "javascript:alert(1)",
    "</title><svg/onload=alert(1)>",
    "<!--><script>alert(1)//-->",
    "\u202e\u0000\x1b[31m<iframe src=//evil.example>",
)


class Dangers(HTMLParser):
    """What in a page would run or be loaded from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("iframe", "object", "embed", "img", "base") or (
            tag == "script" and given.get("src") != "/assets/app.js"
        ):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append(name)
            if name in ("href", "src", "action") and re.match(
                r"\s*(javascript|data:text|//)", value or "", re.IGNORECASE
            ):
                self.found.append(f"{name}={value}")


PAGES = (
    "/",
    "/ledger",
    "/actors",
    "/timeline",
    "/monitoring",
    "/findings",
    "/reports",
    "/review",
    "/import",
    "/what-if",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_in_every_text_field_are_shown_and_never_run(
    make_desk: Callable[..., Desk],
    open_browser: OpenBrowser,
    token_on: Token,
    read: Callable[..., Reading],
    tmp_path: Path,
    hostile: str,
) -> None:
    path = tmp_path / "hostile.book"
    text = f"Canada may deploy {hostile} said Mark Carney. {hostile}"
    with open_book(path, create=True) as book:
        book.add(read("plain", text, hostile, hostile, "2025-09-04"))
        book.add(read(f"id {hostile}", f"Norway will fund $7 bn {hostile}.", hostile, hostile))
    desk = make_desk(path, title=hostile)
    browser = open_browser(desk)
    token = token_on(browser)
    claim = browser.get("/review.json").json()["rows"][0]["claim"]
    (finding, *_) = browser.get("/findings.json").json()["rows"]
    browser.post("/reviewer", data={"token": token, "by": hostile})
    browser.post("/decide", data={"token": token, "kind": "confirm", "about": claim, "seen": "", "reason": hostile})
    browser.post(
        "/decide", data={"token": token, "kind": "dismiss", "about": finding["id"], "seen": "", "reason": hostile}
    )
    pasted = {"token": token, "text": text + " more", "title": hostile, "outlet": hostile}
    _finished(browser, browser.post("/import", data=pasted).headers["location"])
    ids = [row["id"] for row in browser.get("/reports.json").json()["rows"]]
    pledges = [row["id"] for row in browser.get("/ledger.json").json()["rows"]]

    shown = [browser.get(page) for page in PAGES]
    shown += [browser.get("/search", params={"q": hostile}), browser.get("/ledger", params={"q": hostile})]
    shown += [browser.get("/timeline", params={"actor": hostile}), browser.get("/what-if", params={"name": hostile})]
    shown += [browser.get("/what-if", params={"beside": f"{hostile}||"}), browser.get("/", params={"as_of": hostile})]
    shown += [browser.get("/reports/x", params={"beside": hostile}), browser.get("/nowhere/" + quote(hostile))]
    shown += [browser.get(f"/pledges/{pledge}") for pledge in pledges]
    links = re.findall(r'href="(/reports/[^"?#]+)"', browser.get("/reports").text)
    shown += [browser.get(link) for link in links]

    assert len(ids) == 3
    assert len(links) >= 3
    assert [answer.status_code for answer in shown if answer.status_code not in (200, 400, 404)] == []
    assert sum(answer.status_code == 200 for answer in shown) >= 14
    assert [(answer.url, Dangers(answer.text).found) for answer in shown if Dangers(answer.text).found] == []
    assert all("5332114" not in answer.text for answer in shown if hostile.startswith("{{"))
    chart = browser.get(f"/charts/stance/{pledges[0]}.svg")
    assert Dangers(chart.text).found == []


@pytest.mark.parametrize("path", ["/decide", "/import", "/reviewer", "/monitoring"])
@pytest.mark.parametrize(
    ("headers", "with_token"),
    [
        ({}, False),
        ({"origin": "https://evil.example"}, True),
        ({"origin": "null"}, True),
        ({"origin": "http://localhost.evil.example"}, True),
        ({"sec-fetch-site": "cross-site"}, True),
        ({"sec-fetch-site": "same-site"}, True),
    ],
)
def test_a_form_of_another_site_changes_nothing(
    desk: Desk,
    browser: TestClient,
    token_on: Token,
    caplog: pytest.LogCaptureFixture,
    path: str,
    headers: dict[str, str],
    with_token: bool,
) -> None:
    token = token_on(browser)
    claim = browser.get("/review.json").json()["rows"][0]["claim"]
    form = {"kind": "confirm", "about": claim, "seen": "", "by": "Eve", "text": "Canada will fund all."}

    with caplog.at_level(logging.WARNING):
        answer = browser.post(path, data=form | ({"token": token} if with_token else {}), headers=headers)

    assert answer.status_code == 403
    assert "refused a form" in caplog.text
    assert list(desk.book.decisions()) == []
    assert desk.book.length() == 5


def test_another_browsers_token_is_no_token(desk: Desk, token_on: Token, open_browser: OpenBrowser) -> None:
    mine, theirs = open_browser(desk), open_browser(desk)
    token = token_on(theirs)
    token_on(mine)

    assert mine.post("/reviewer", data={"token": token, "by": "Eve"}).status_code == 403


def test_the_cookie_of_forms_is_kept_from_scripts_and_other_sites(browser: TestClient) -> None:
    cookie = browser.get("/review").headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "[::2]"])
def test_a_name_turned_to_this_machine_is_not_answered(browser: TestClient, host: str) -> None:
    answer = browser.get("/ledger.json", headers={"host": host})

    assert answer.status_code == 421
    assert "pledge" not in answer.text.replace("pledgebook", "")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../pledgebook.css",
        "/assets/..%2f..%2fsite.py",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets//etc/passwd",
        "/reports/../../etc/passwd",
        "/reports/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/pledges/..%5c..%5cwindows",
        "/charts/stance/../../../etc/passwd",
        "/import/../../etc/passwd",
        "//etc/passwd",
    ],
)
def test_no_path_leads_to_a_file(browser: TestClient, path: str) -> None:
    answer = browser.get(path)

    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost:8000/",
        "http://[::1]/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://192.168.1.1/admin",
        "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://user:word@127.0.0.1/",
        "http://100.64.0.1/",
    ],
)
def test_addresses_that_are_not_on_the_open_internet_are_not_fetched(
    desk: Desk, browser: TestClient, token_on: Token, address: str
) -> None:
    sent = browser.post("/import", data={"token": token_on(browser, "/import"), "url": address})

    job = _finished(browser, sent.headers["location"])
    assert job["reports"] == 0
    (skipped,) = job["skipped"]
    assert (
        "not on the open internet" in skipped["why"]
        or "connection failed" in skipped["why"]
        or "host" in skipped["why"]
    )
    assert desk.book.length() == 5


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://example.org/a", "gopher://x", "data:text/html,x", "x"]
)
def test_other_addresses_than_http_are_refused(browser: TestClient, token_on: Token, address: str) -> None:
    sent = browser.post("/import", data={"token": token_on(browser, "/import"), "url": address})

    assert sent.status_code == 400
    assert "https://example.org/report.html" in sent.text


def test_what_is_too_large_is_refused_before_it_is_taken(
    desk: Desk, open_browser: OpenBrowser, token_on: Token
) -> None:
    browser = open_browser(desk, max_bytes=100_000)
    token = token_on(browser, "/import")

    told = browser.post("/import", data={"token": token}, files={"files": ("a.txt", b"x" * 200_000)})
    untold = browser.post("/import", content=(b"x" * 10_000 for _ in range(20)), headers=_FORM)

    assert (told.status_code, untold.status_code) == (413, 413)
    assert browser.get("/").status_code == 200


_FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_who_sends_too_slowly_is_let_go(desk: Desk) -> None:
    app = make_app(desk, Limits(names=names_of("127.0.0.1"), seconds=0.2))
    sent: list[Message] = []

    async def drip() -> Message:
        await asyncio.sleep(0.15)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def keep(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", b"localhost"), (b"content-type", b"application/x-www-form-urlencoded")]
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/import",
        "raw_path": b"/import",
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    begun = time.monotonic()
    with ThreadPoolExecutor(1) as apart:  # a browser driven by other tests keeps a loop of its own in this thread
        apart.submit(asyncio.run, app(scope, drip, keep)).result()

    assert sent[0]["status"] == 408
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"kind": "confirm"}', {"content-type": "application/json"}, 415),
        (b"{", {"content-type": "application/json"}, 415),
        (b"\xff\xfe%%%=&&&", _FORM, 403),
        (b"nonsense\r\n--x--", {"content-type": "multipart/form-data; boundary=x"}, 400),
        (b"", {"content-type": "multipart/form-data"}, 400),
        (b"&".join(b"a%d=1" % number for number in range(5000)), _FORM, 400),
        (b"", {}, 415),
    ],
)
def test_what_is_no_form_is_refused_and_the_next_page_comes(
    browser: TestClient, body: bytes, headers: dict[str, str], status: int
) -> None:
    assert browser.post("/decide", content=body, headers=headers).status_code == status
    assert browser.get("/").status_code == 200


def test_a_fault_shows_its_id_and_nothing_else(
    desk: Desk, browser: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret /etc/place")

    monkeypatch.setattr(desk, "sight", fail)
    answer = browser.get("/ledger")

    number = re.search(r"<code>([0-9a-f]{8})</code>", answer.text)
    assert answer.status_code == 500
    assert number is not None
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert number[1] in caplog.text
    assert "secret /etc/place" in caplog.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def _finished(browser: TestClient, place: str) -> Any:
    for _ in range(200):
        job = browser.get(f"{place}.json").json()
        if not job["running"]:
            return job
        time.sleep(0.05)
    raise AssertionError("the import did not end")
