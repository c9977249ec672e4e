"""Fetches a web address: http and https only, to public hosts only, within limits of size and time."""

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from pledgebook import __version__
from pledgebook.errors import ReadingError, TooLargeError

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered.

    Attributes:
        data: The body.
        url: The address after all redirects.
        content_type: Media type in lower case, without parameters; the empty string if none was sent.
        charset: Declared encoding; None if none was.
    """

    data: bytes
    url: str
    content_type: str
    charset: str | None


def fetch(url: str, *, max_bytes: int, seconds: float, allow_private: bool = False) -> Fetched:
    """Fetch one address.

    Each hop is resolved once, its addresses checked, and the connection made to the
    very address that was checked, so that a name cannot turn private between the
    two. Loopback, private, link-local and other addresses that are not public are
    refused unless ``allow_private``.

    Args:
        url: The address.
        max_bytes: Most bytes of body to take.
        seconds: Most seconds that the whole may last, redirects included.
        allow_private: Let addresses through that are not public.

    Raises:
        TooLargeError: The body is over ``max_bytes``.
        ReadingError: Any other failure, said in words.
    """
    import httpx

    ends = time.monotonic() + seconds
    shown = url
    clock = _Deadline(seconds)
    # No proxy settings from outside: a proxy would resolve the name once more and could come to a private host.
    with clock, httpx.Client(follow_redirects=False, trust_env=False) as client:
        for _ in range(MOST_REDIRECTS + 1):
            request = _request(client, url, shown, ends, allow_private)
            request.extensions["trace"] = clock.watch
            try:
                response = client.send(request, stream=True)
                try:
                    if response.is_redirect:
                        url = urljoin(url, response.headers.get("location", ""))
                        continue
                    if not response.is_success:
                        why = f"the server answered {response.status_code} {response.reason_phrase}".rstrip()
                        raise ReadingError(shown, why)
                    return _body(response, url, shown, max_bytes, ends, seconds)
                finally:
                    response.close()
            except httpx.TimeoutException:
                raise _too_slow(shown, seconds) from None
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as problem:
                if clock.is_over:
                    raise _too_slow(shown, seconds) from None
                raise ReadingError(shown, f"the connection failed ({problem})".replace(" ()", "")) from None
    raise ReadingError(shown, f"more than {MOST_REDIRECTS} redirects", "give the final address")


class _Deadline:
    """Shuts the connection when the time for the whole is over, for a server that drips its answer byte by byte.

    A time limit on each read alone would never be reached by such a server.
    """

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def watch(self, event: str, details: Mapping[str, Any]) -> None:
        """Take note of the socket of each connection as it is made."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = details["return_value"].get_extra_info("socket")

    def _shut(self) -> None:
        self.is_over = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


def _request(client: "httpx.Client", url: str, shown: str, ends: float, allow_private: bool) -> "httpx.Request":
    """The request for one hop, sent to the checked numeric address with the name in the Host header and for TLS."""
    import httpx

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise ReadingError(shown, f"it leads to {parts.scheme or 'no'}://, and only http:// and https:// are read")
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host:
        raise ReadingError(shown, "the address names no host", "write it like https://example.org/report.html")
    address = _checked_address(host, port or (443 if parts.scheme == "https" else 80), shown, allow_private)
    try:
        target = httpx.URL(url)
        name = target.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError):
        raise ReadingError(shown, "it cannot be understood as an address") from None
    return client.build_request(
        "GET",
        target.copy_with(host=address, username="", password=""),
        headers={
            "Host": target.netloc.decode("ascii").rpartition("@")[2],
            "User-Agent": f"pledgebook/{__version__}",
            "Accept": "text/html,application/xhtml+xml,text/plain,application/pdf,application/json;q=0.9,*/*;q=0.1",
            # A small body that unpacks to gigabytes is not asked for.
            "Accept-Encoding": "identity",
        },
        extensions={"sni_hostname": name},
        timeout=max(0.001, min(10.0, ends - time.monotonic())),
    )


def _checked_address(host: str, port: int, shown: str, allow_private: bool) -> str:
    """The first address of the host, once all of them are found to be public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ReadingError(shown, f"the host {host} is not known", "check the address and the connection") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_private and not all(map(_is_public, addresses)):
        raise ReadingError(shown, f"the host {host} is on a private network, and only public hosts are read")
    return addresses[0].partition("%")[0]


def _is_public(address: str) -> bool:
    """Whether an address is one of the open internet, an IPv4 address inside an IPv6 one looked at too.

    >>> _is_public("93.184.215.14"), _is_public("127.0.0.1"), _is_public("::ffff:10.0.0.1"), _is_public("169.254.1.1")
    (True, False, False, False)
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if inner is not None:
            return _is_public(str(inner))
        if parsed in _NAT64:
            return _is_public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
    return parsed.is_global and not parsed.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _body(response: "httpx.Response", url: str, shown: str, max_bytes: int, ends: float, seconds: float) -> Fetched:
    promised = response.headers.get("content-length", "")
    if promised.isdecimal() and int(promised) > max_bytes:
        raise TooLargeError(shown, int(promised), max_bytes)
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > max_bytes:
            raise TooLargeError(shown, len(data), max_bytes)
        if time.monotonic() >= ends:
            break
    # A body cut off by the deadline looks complete where its length was not announced.
    if time.monotonic() >= ends:
        raise _too_slow(shown, seconds)
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Fetched(bytes(data), url, kind, response.charset_encoding)


def _too_slow(shown: str, seconds: float) -> ReadingError:
    return ReadingError(shown, f"no full answer within {seconds:g} seconds", "try again later")
