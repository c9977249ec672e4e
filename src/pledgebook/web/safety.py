"""What stands between the network and the pages: headers, limits, who may write, errors without tracebacks."""

import asyncio
import hashlib
import hmac
import logging
import secrets
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("pledgebook.web")

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing but the application's own style sheet, scripts and addresses; nothing inline."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MAX_UPLOAD = 20_000_000
"""Most bytes of one request."""

UPLOAD_SECONDS = 60.0
"""Most seconds that sending one request may last."""

COOKIE = "pledgebook-form"


class RefusedError(Exception):
    """A request that is not answered as it was meant."""

    def __init__(self, status: int, title: str, says: str) -> None:
        """Say which status, what happened and what to do."""
        super().__init__(says)
        self.status = status
        self.title = title
        self.says = says


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may be.

    Attributes:
        names: Names under which the application is reached; empty for any.
        max_bytes: Most bytes of the body.
        seconds: Most seconds until the body has come.
    """

    names: frozenset[str] = frozenset()
    max_bytes: int = MAX_UPLOAD
    seconds: float = UPLOAD_SECONDS


def names_of(host: str, more: Iterable[str] = ()) -> frozenset[str]:
    """The names to answer to when listening on a host: on this machine alone, its own names and those given.

    Another site whose name was turned to this machine's address is so refused.

    >>> sorted(names_of("127.0.0.1", ["book.example"]))
    ['127.0.0.1', '::1', 'book.example', 'localhost']
    >>> names_of("0.0.0.0")
    frozenset()
    """
    given = frozenset(name.lower() for name in more)
    if host in LOOPBACK:
        return given | frozenset(LOOPBACK)
    return given | {host.lower()} if given else frozenset()


class Forms:
    """Tokens that only a page of this application knows, so that no other site can send its forms."""

    def __init__(self, secret: bytes | None = None) -> None:
        """Draw a new secret unless one is given."""
        self._secret = secret or secrets.token_bytes(32)

    def cookie_of(self, request: Request) -> str:
        """The browser's own cookie, or a new one."""
        held = request.cookies.get(COOKIE, "")
        return (
            held if len(held) == 43 and held.replace("-", "").replace("_", "").isalnum() else secrets.token_urlsafe(32)
        )

    def token_of(self, cookie: str) -> str:
        """What a form must send along."""
        return hmac.new(self._secret, cookie.encode(), hashlib.sha256).hexdigest()

    def check(self, request: Request, token: str) -> None:
        """Let a write pass only from a form of this application.

        Raises:
            RefusedError: From elsewhere, or without the token.
        """
        origin = request.headers.get("origin")
        elsewhere = origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
        if elsewhere or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            log.warning("refused a form sent from %r", origin)
            raise RefusedError(403, "RefusedError", "This form was sent from another site, so nothing was changed.")
        cookie = request.cookies.get(COOKIE, "")
        if not cookie or not hmac.compare_digest(self.token_of(cookie).encode(), token.encode("utf-8", "replace")):
            log.warning("refused a form without its token: %s", request.url.path)
            raise RefusedError(
                403,
                "RefusedError",
                "This form does not carry the token of its page, so nothing was changed; open the page again and retry.",
            )


class Guard:
    """The outermost layer: checks the host, limits the body, adds the headers, and answers for whatever fails."""

    def __init__(
        self,
        app: ASGIApp,
        limits: Limits,
        failed: Callable[[Scope, int, str, str, str], Response],
        close: Callable[[], None],
    ) -> None:
        """Guard an application.

        Args:
            app: The application.
            limits: What a request may be.
            failed: Draws the page of an error from status, title, words and the error's id.
            close: Ends what the application still does.
        """
        self.app = app
        self.close = close
        self.limits = limits
        self.failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-cache, private")
            await send(message)

        try:
            self._check(scope)
            await self.app(scope, self._limited(receive), sending)
        except RefusedError as refused:
            log.warning("%s %s: %s", refused.status, _shown(scope), refused.says)
            if not started:
                response = self.failed(scope, refused.status, refused.title, refused.says, "")
                await response(scope, receive, sending)
        except Exception:
            number = secrets.token_hex(4)
            log.error("error %s at %s\n%s", number, _shown(scope), traceback.format_exc())
            if not started:
                says = (
                    "Something went wrong in Pledgebook itself. The book is as it was. The log says more under this id."
                )
                response = self.failed(scope, 500, "An error", says, number)
                await response(scope, receive, sending)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        name = (urlsplit(f"//{host}").hostname or "").lower() if "@" not in host else ""
        if self.limits.names and name not in self.limits.names:
            raise RefusedError(
                421, "Not here", "This application does not answer to that name; start it with --name to allow it."
            )
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.limits.max_bytes:
            raise self._too_large()

    def _too_large(self) -> RefusedError:
        most = f"{self.limits.max_bytes / 1_000_000:.0f} MB"
        return RefusedError(
            413, "Too large", f"At most {most} can be sent at once; send fewer files, or use 'pledgebook read'."
        )

    def _limited(self, receive: Receive) -> Receive:
        ends: float | None = None
        taken = 0
        complete = False

        async def receiving() -> Message:
            nonlocal ends, taken, complete
            if complete:
                return await receive()
            ends = ends or time.monotonic() + self.limits.seconds
            try:
                message = await asyncio.wait_for(receive(), max(0.01, ends - time.monotonic()))
            except TimeoutError:
                raise RefusedError(408, "Too slow", "Sending took too long, so nothing was kept; try again.") from None
            if message["type"] == "http.request":
                taken += len(message.get("body", b""))
                complete = not message.get("more_body", False)
                if taken > self.limits.max_bytes:
                    raise self._too_large()
            return message

        return receiving


def _shown(scope: Scope) -> str:
    return f"{scope['method']} {scope['path']!r}"
