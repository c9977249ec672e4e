"""The application put together: addresses to pages, forms to decisions and imports, errors to plain pages."""

import hashlib
import logging
import secrets
import traceback
from collections import OrderedDict
from collections.abc import Callable
from importlib.resources import files
from threading import Lock

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from pledgebook import __version__
from pledgebook.errors import DecisionError, NotFoundError, PledgebookError, ValueFormatError
from pledgebook.web import drawing, pictures
from pledgebook.web.answers import Form, Page, as_csv, as_html, as_json
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.importing import Imports
from pledgebook.web.pages.actors import actor, actors
from pledgebook.web.pages.findings import findings
from pledgebook.web.pages.ledger import ledger, search
from pledgebook.web.pages.monitoring import monitoring
from pledgebook.web.pages.overview import overview
from pledgebook.web.pages.pledge import pledge
from pledgebook.web.pages.report import report, reports
from pledgebook.web.pages.timeline import timeline
from pledgebook.web.pages.what_if import what_if
from pledgebook.web.safety import COOKIE, Forms, Guard, Limits, RefusedError
from pledgebook.web.sight import Sight
from pledgebook.web.writing import add_writes

log = logging.getLogger("pledgebook.web")

Draw = Callable[[Ask, Desk, Sight], Page]

LISTS: tuple[tuple[str, Draw, str], ...] = (
    ("/overview", overview, "The matrix of stances: one row a cell, the latest pledge of an actor to an action."),
    ("/ledger", ledger, "Pledges, filtered, searched and sorted."),
    ("/search", search, "Claims and reports that hold some words."),
    ("/actors", actors, "States and bodies with what they hold and kept."),
    ("/timeline", timeline, "Every change of stance, newest first."),
    ("/monitoring", monitoring, "Reported uses of force: each once, with each side's version and its status."),
    ("/what-if", what_if, "What the arrangement is worth in a scenario."),
    ("/findings", findings, "What is wrong with or between reports."),
    ("/reports", reports, "The reports by their day."),
)
SINGLE: tuple[tuple[str, Callable[[Ask, Desk, Sight, str], Page], str], ...] = (
    ("/pledges", pledge, "One pledge with its claims."),
    ("/reports", report, "One report with its claims."),
    ("/actors", actor, "One actor with its changes of stance."),
)
ASSETS = {
    "pledgebook.css": ("pledgebook.publish", "text/css"),
    "app.css": ("pledgebook.web", "text/css"),
    "app.js": ("pledgebook.web", "text/javascript"),
}

_KEPT_BODIES = 200


class Application:
    """What answers the addresses of one desk."""

    def __init__(self, desk: Desk, forms: Forms) -> None:
        """Answer for a desk."""
        self.desk = desk
        self.forms = forms
        self.imports = Imports(desk)
        self.environment = drawing.drawer(desk.title)
        self._bodies: OrderedDict[str, tuple[bytes, bool]] = OrderedDict()
        self._lock = Lock()
        self._token_here = secrets.token_hex(32)

    def answer(self, request: Request, ask: Ask, form: Form, draw: Callable[[Ask, Desk, Sight], Page]) -> Response:
        """One page in one form."""
        sight = self.desk.sight(ask.question)
        tag = f'"{_short(f"{__version__} {sight.key} {sight.growing} {form} {ask.path} {ask.pairs}")}"'
        by = self.who(request)
        key = f"{tag}{sight.key}"
        with self._lock:
            kept = self._bodies.get(key) or self._bodies.get(self._key_of_writer(key, by))
        if kept is not None:
            return self._sent(request, *kept, tag)
        key_of_writer = self._key_of_writer(key, by)
        page = draw(ask, self.desk, sight)
        if form is Form.JSON:
            return as_json(page, ask, sight)
        if form is Form.CSV:
            return as_csv(page, ask)
        text = as_html(self.environment, page, ask, self.desk, sight, token=self._token_here, by=by)
        body = text.encode("utf-8", "replace")
        if page.lasts:
            with self._lock:
                self._bodies[key_of_writer if page.writes else key] = (body, page.writes)
                while len(self._bodies) > _KEPT_BODIES:
                    self._bodies.popitem(last=False)
        return self._sent(request, body, page.writes, tag)

    def _key_of_writer(self, key: str, by: str) -> str:
        """Under which a page with forms is kept: who decides stands on it, and the last decisions, of this moment."""
        return f"{key} {self.desk.book.length()} {by}"

    def _sent(self, request: Request, body: bytes, writes: bool, tag: str) -> Response:
        """A page as it goes to one browser: its forms carry the token that belongs to that browser's cookie."""
        if not writes:
            if request.headers.get("if-none-match") == tag:
                return Response(status_code=304, headers={"ETag": tag})
            return Response(body, media_type="text/html", headers={"ETag": tag})
        cookie = self.forms.cookie_of(request)
        body = body.replace(self._token_here.encode(), self.forms.token_of(cookie).encode())
        response = Response(body, media_type="text/html", headers={"Cache-Control": "no-store"})
        response.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", path="/")
        return response

    def who(self, request: Request) -> str:
        """Who decides: as the browser said, else as the desk was told."""
        return (
            request.cookies.get("pledgebook-reviewer", "")
            .encode("latin-1", "replace")
            .decode("utf-8", "replace")[:100]
            .strip()
            or self.desk.reviewer
        )

    def failed(self, scope: Scope, status: int, title: str, says: str, number: str) -> Response:
        """The page of an error, or the same as JSON."""
        path = str(scope.get("path", "/"))
        if path.endswith((".json", ".csv")) or _wants_json(scope):
            value = {"error": says, "status": status, **({"id": number} if number else {})}
            return JSONResponse(value, status_code=status, headers={"Cache-Control": "no-store"})
        text = self.environment.get_template("error.html").render(
            ask=Ask("/", ()), desk=self.desk, up="", here="", title=title, says=says, status=status, number=number
        )
        return Response(
            text.encode("utf-8", "replace"), status, media_type="text/html", headers={"Cache-Control": "no-store"}
        )


def make_app(desk: Desk, limits: Limits | None = None, forms: Forms | None = None) -> Guard:
    """The application for a desk.

    Args:
        desk: The book and what belongs to it.
        limits: What a request may be.
        forms: What tells the application's own forms from others.
    """
    app = FastAPI(
        title="Pledgebook",
        version=__version__,
        description="Every page of the application as JSON. CSV stands at the same address with .csv.",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    application = Application(desk, forms or Forms())
    app.state.application = application
    _add_errors(app, application)
    _add_assets(app)
    _add_lists(app, application)
    add_writes(app, application)
    pictures.add_pictures(app, application.environment, desk)
    _add_single(app, application)
    return Guard(app, limits or Limits(), application.failed, application.imports.close)


def _add_lists(app: FastAPI, application: Application) -> None:
    def add(path: str, form: Form, shown: str, draw: Draw, says: str) -> None:
        def run(request: Request) -> Response:
            return application.answer(request, Ask.of(request, shown), form, draw)

        name = f"{shown.strip('/') or 'overview'} {form}"
        app.add_api_route(
            path,
            run,
            methods=["GET", "HEAD"] if form is not Form.JSON else ["GET"],
            include_in_schema=form is Form.JSON,
            summary=says,
            name=name,
            response_class=Response,
            openapi_extra=_TIMES if form is Form.JSON else None,
        )

    add("/", Form.HTML, "/", overview, "")
    for path, draw, says in LISTS:
        add(path, Form.HTML, "/" if path == "/overview" else path, draw, says)
        add(f"{path}.json", Form.JSON, path, draw, says)
        add(f"{path}.csv", Form.CSV, path, draw, says)


_TIMES = {
    "parameters": [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}, "description": says}
        for name, says in (
            ("as_of", "Leave out what was said after this day, month or year: 2025-09-03."),
            ("known_by", "Leave out what the book learnt after this day or time."),
        )
    ]
}


def _add_single(app: FastAPI, application: Application) -> None:
    """Pages of one thing, whose id may hold any character, ``.json`` at its end included."""

    def add(path: str, draw: Callable[[Ask, Desk, Sight, str], Page], says: str) -> None:
        def run(request: Request, wanted: str) -> Response:
            ask = Ask.of(request, f"{path}/{wanted}")
            sight = application.desk.sight(ask.question)
            form, name = _form_of(wanted, _known(sight, path))
            asked = Ask(f"{path}/{name}", ask.pairs)
            return application.answer(request, asked, form, lambda a, desk, seen: draw(a, desk, seen, name))

        app.add_api_route(
            f"{path}/{{wanted:path}}",
            run,
            methods=["GET"],
            summary=f"{says} Add .json or .csv to the id.",
            name=f"one of {path}",
            response_class=Response,
            openapi_extra=_TIMES,
        )

    for path, draw, says in SINGLE:
        add(path, draw, says)


def _known(sight: Sight, path: str) -> Callable[[str], bool]:
    if path == "/pledges":
        return sight.shelf.pledges.__contains__
    return sight.shelf.reports.__contains__ if path == "/reports" else lambda _: False


def _form_of(wanted: str, is_known: Callable[[str], bool]) -> tuple[Form, str]:
    if not is_known(wanted):
        for form in (Form.JSON, Form.CSV):
            if wanted.endswith(f".{form}"):
                return form, wanted.removesuffix(f".{form}")
    return Form.HTML, wanted


def _add_assets(app: FastAPI) -> None:
    held = {name: ((files(package) / "assets" / name).read_bytes(), kind) for name, (package, kind) in ASSETS.items()}

    def asset(name: str) -> Response:
        if name not in held:
            raise HTTPException(404)
        content, kind = held[name]
        return Response(content, media_type=kind, headers={"Cache-Control": "max-age=300"})

    app.add_api_route("/assets/{name}", asset, methods=["GET"], include_in_schema=False, response_class=Response)


def _add_errors(app: FastAPI, application: Application) -> None:
    def told(request: Request, problem: Exception) -> Response:
        if isinstance(problem, RefusedError):
            log.warning("%s %s %r: %s", problem.status, request.method, request.url.path, problem.says)
            return application.failed(request.scope, problem.status, problem.title, problem.says, "")
        if isinstance(problem, NotFoundError):
            return application.failed(request.scope, 404, "Not found", f"{problem}.", "")
        if isinstance(problem, ValueFormatError | DecisionError):
            return application.failed(request.scope, 400, "Not understood", f"{problem}.", "")
        if isinstance(problem, HTTPException):
            says = {
                404: "There is no page at this address.",
                405: "This address does not take that kind of request.",
            }.get(problem.status_code, str(problem.detail))
            title = "Not found" if problem.status_code == 404 else "Not understood"
            return application.failed(request.scope, problem.status_code, title, says, "")
        number = secrets.token_hex(4)
        log.error(
            "error %s at %s %r\n%s",
            number,
            request.method,
            request.url.path,
            "".join(traceback.format_exception(problem)),
        )
        if isinstance(problem, PledgebookError):
            return application.failed(request.scope, 500, "The book cannot be used", f"{problem}.", number)
        says = "Something went wrong in Pledgebook itself. The book is as it was. The log says more under this id."
        return application.failed(request.scope, 500, "An error", says, number)

    for kind in (RefusedError, PledgebookError, HTTPException, Exception):
        app.add_exception_handler(kind, told)


def _wants_json(scope: Scope) -> bool:
    return any(name == b"accept" and value == b"application/json" for name, value in scope.get("headers", ()))


def _short(words: str) -> str:
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=12).hexdigest()
