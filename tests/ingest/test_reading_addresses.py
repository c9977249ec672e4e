"""Web addresses: what is fetched, what is refused. The server is a thread of the test."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pledgebook.ingest import Skipped, find_sources, read_source
from pledgebook.model import Report

PLAIN = b"Oslo pays for two systems\n\nNorway will, with Germany, pay for two Patriot systems."


class Site(BaseHTTPRequestHandler):
    """Answers by the first part of the path."""

    page = b""

    def do_GET(self) -> None:
        what = self.path.strip("/").split("/")[0]
        if what == "hop":
            left = int(self.path.strip("/").split("/")[1])
            self.answer(302, headers={"Location": f"/hop/{left - 1}" if left else "/plain/end.txt"})
        elif what == "to":
            self.answer(302, headers={"Location": self.path.removeprefix("/to/")})
        elif what == "endless":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            for _ in range(200):
                self.wfile.write(b"x" * 10_000)
        elif what == "slow-head":
            for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n":
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.05)
        elif what == "slow":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            for _ in range(40):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        else:
            status, headers, body = {
                "plain": (200, {"Content-Type": "text/plain; charset=utf-8"}, PLAIN),
                "page": (200, {"Content-Type": "text/html"}, self.page),
                "latin": (
                    200,
                    {"Content-Type": "text/plain; charset=cp1251"},
                    "Карни не исключает войск.".encode("cp1251"),
                ),
                "untyped.txt": (200, {}, PLAIN),
                "large": (200, {"Content-Type": "text/plain"}, b"x" * 9000),
                "picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
            }.get(what, (404, {}, b""))
            self.answer(status, headers, body)

    def answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the server's
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server that does not mind being hung up on."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def read(url: str, *, allow_private: bool = True, seconds: float = 10.0, max_bytes: int = 8000) -> Report | Skipped:
    (source,) = find_sources([url])
    (item,) = read_source(source, max_bytes=max_bytes, seconds=seconds, allow_private=allow_private)
    return item


def refusal(url: str, *, allow_private: bool = True, seconds: float = 10.0) -> str:
    item = read(url, allow_private=allow_private, seconds=seconds)
    assert isinstance(item, Skipped), item
    assert item.source == url
    return item.why


def test_an_address_is_read_and_its_id_is_readable(site: str) -> None:
    report = read(f"{site}/plain/oslo-pays.txt")

    assert isinstance(report, Report)
    assert report.text == PLAIN.decode()
    assert report.url == f"{site}/plain/oslo-pays.txt"
    assert report.id == "127-0-0-1-plain-oslo-pays-txt"


def test_a_page_is_read_by_its_content_type(site: str, news_page: str) -> None:
    Site.page = news_page.encode()

    report = read(f"{site}/page")

    assert isinstance(report, Report)
    assert report.outlet == "The Example"
    assert "Ten soups" not in report.text


def test_the_encoding_that_the_server_declares_is_used(site: str) -> None:
    report = read(f"{site}/latin")

    assert isinstance(report, Report)
    assert report.text == "Карни не исключает войск."


def test_the_ending_decides_where_the_server_says_nothing(site: str) -> None:
    report = read(f"{site}/untyped.txt")

    assert isinstance(report, Report)
    assert report.title == "Oslo pays for two systems"


def test_five_redirects_are_followed_and_a_sixth_is_not(site: str) -> None:
    report = read(f"{site}/hop/4")

    assert isinstance(report, Report)
    assert report.url == f"{site}/plain/end.txt"
    assert refusal(f"{site}/hop/5") == "more than 5 redirects; give the final address"


def test_a_body_over_the_limit_is_refused_whether_announced_or_not(site: str) -> None:
    assert "is over the limit" in refusal(f"{site}/large")
    assert "is over the limit" in refusal(f"{site}/endless")


def test_a_server_that_drips_is_given_up_on(site: str) -> None:
    began = time.monotonic()

    assert refusal(f"{site}/slow", seconds=0.5) == "no full answer within 0.5 seconds; try again later"
    assert refusal(f"{site}/slow-head", seconds=0.5) == "no full answer within 0.5 seconds; try again later"
    assert time.monotonic() - began < 1.9


def test_what_is_no_report_is_named(site: str) -> None:
    assert refusal(f"{site}/picture").startswith("the address holds image/png, not a report")
    assert refusal(f"{site}/nothing") == "the server answered 404 Not Found"


def test_a_redirect_to_another_scheme_is_refused(site: str) -> None:
    assert refusal(f"{site}/to/file:///etc/passwd") == "it leads to file://, and only http:// and https:// are read"
    assert refusal(f"{site}/to/ftp://example.org/x") == "it leads to ftp://, and only http:// and https:// are read"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost:8080/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1]/",
        "http://2130706433/",
        "http://0.0.0.0/",
        "http://user:word@127.0.0.1/",
    ],
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert refusal(address, allow_private=False).endswith("is on a private network, and only public hosts are read")


def test_a_redirect_to_a_private_address_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.rpartition(":")[2])
    resolve = socket.getaddrinfo
    # The first host counts as public here, as a newspaper's server would; the second does not.
    monkeypatch.setattr("pledgebook.ingest.address._is_public", lambda found: found == "127.0.0.1")
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: resolve(host.replace("inner", "127.0.0.2"), *rest, **more),
    )

    assert refusal(f"{site}/to/http://inner:{port}/plain", allow_private=False) == (
        "the host inner is on a private network, and only public hosts are read"
    )


def test_a_name_with_one_public_and_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)

    assert "private network" in refusal("http://both.example/", allow_private=False)


def test_an_unknown_host_a_closed_port_and_a_broken_address_are_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

    assert refusal("http://no-such-host.invalid/a") == (
        "the host no-such-host.invalid is not known; check the address and the connection"
    )
    assert refusal(f"http://127.0.0.1:{port}/").startswith("the connection failed")
    assert refusal("http://").startswith("the address names no host")
    assert refusal("http://127.0.0.1:99999/").startswith("the address names no host")
