"""The forms that write: decisions about claims and findings, who decides, and imports."""

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from pledgebook.errors import NotFoundError, ValueFormatError
from pledgebook.model import DecisionKind
from pledgebook.web.answers import Form
from pledgebook.web.asking import Ask
from pledgebook.web.decisions import decide, refuse_writes, rule_on_incident
from pledgebook.web.importing import MOST_FILES
from pledgebook.web.pages.imports import imports, job_record
from pledgebook.web.pages.review import review
from pledgebook.web.safety import RefusedError

if TYPE_CHECKING:
    from pledgebook.web.app import Application

_REVIEWER_DAYS = 365
_MOST_FIELDS = 60
_MOST_TEXT = 5_000_000

KINDS = {
    "confirm": DecisionKind.CONFIRM,
    "reject": DecisionKind.REJECT,
    "correct": DecisionKind.CORRECT,
    "dismiss": DecisionKind.DISMISS,
    "accept": DecisionKind.ACCEPT,
    "merge": DecisionKind.MERGE,
    "split": DecisionKind.SPLIT,
    "undo": DecisionKind.UNDO,
}

RULINGS = {"verify": DecisionKind.VERIFY, "dispute": DecisionKind.DISPUTE, "dismiss": DecisionKind.DISMISS}


def add_writes(app: FastAPI, application: "Application") -> None:
    """Add the pages with forms that write, and what takes those forms."""
    for form, ending in ((Form.HTML, ""), (Form.JSON, ".json"), (Form.CSV, ".csv")):
        _add_review(app, application, form, ending)
        _add_import(app, application, form, ending)
    _add_decide(app, application)
    _add_rulings(app, application)
    _add_uploads(app, application)


def _add_review(app: FastAPI, application: "Application", form: Form, ending: str) -> None:
    def run(request: Request) -> Response:
        by = application.who(request)
        return application.answer(
            request, Ask.of(request, "/review"), form, lambda ask, desk, sight: review(ask, desk, sight, by)
        )

    app.add_api_route(
        f"/review{ending}",
        run,
        methods=["GET"],
        include_in_schema=form is Form.JSON,
        summary="Claims that wait for a person, the most pressing first.",
        name=f"review {form}",
        response_class=Response,
    )


def _add_import(app: FastAPI, application: "Application", form: Form, ending: str) -> None:
    def run(request: Request) -> Response:
        return application.answer(
            request,
            Ask.of(request, "/import"),
            form,
            lambda ask, desk, sight: imports(ask, desk, sight, application.imports),
        )

    app.add_api_route(
        f"/import{ending}",
        run,
        methods=["GET"],
        include_in_schema=form is Form.JSON,
        summary="Sources that could not be read, and why.",
        name=f"import {form}",
        response_class=Response,
    )


def _add_decide(app: FastAPI, application: "Application") -> None:
    async def run(request: Request) -> Response:
        form = await _form(request, application)
        return await run_in_threadpool(_decided, request, form, application)

    async def reviewer(request: Request) -> Response:
        form = await _form(request, application)
        name = " ".join(_text(form, "by").split())[:100]
        if not name:
            raise ValueFormatError("write a name, for example 'Ana'")
        response = RedirectResponse(_back(form, "/review"), 303)
        value = name.encode("utf-8", "replace").decode("latin-1")
        response.set_cookie(
            "pledgebook-reviewer", value, max_age=_REVIEWER_DAYS * 86_400, httponly=True, samesite="strict", path="/"
        )
        return response

    app.add_api_route("/decide", run, methods=["POST"], include_in_schema=False, response_class=Response)
    app.add_api_route("/reviewer", reviewer, methods=["POST"], include_in_schema=False, response_class=Response)


def _add_rulings(app: FastAPI, application: "Application") -> None:
    """Takes the forms of the monitoring page: an incident is verified, disputed or dismissed."""

    def ruled(request: Request, form: FormData) -> Response:
        kind = RULINGS.get(_text(form, "kind"))
        if kind is None or not _text(form, "incident"):
            raise ValueFormatError(f"this form decides nothing; kind is one of {', '.join(RULINGS)}")
        kept = rule_on_incident(
            application.desk,
            kind,
            _text(form, "incident"),
            by=application.who(request),
            seen=_text(form, "seen"),
            reason=_text(form, "reason"),
            on=_text(form, "on").strip(),
        )
        if request.headers.get("accept") == "application/json":
            return JSONResponse({"id": kept.id, "kind": kept.kind.value, "about": list(kept.about)})
        return RedirectResponse(_back(form, "/monitoring"), 303)

    async def run(request: Request) -> Response:
        form = await _form(request, application)
        return await run_in_threadpool(ruled, request, form)

    app.add_api_route("/monitoring", run, methods=["POST"], include_in_schema=False, response_class=Response)


def _decided(request: Request, form: FormData, application: "Application") -> Response:
    kind = KINDS.get(_text(form, "kind"))
    about = tuple(dict.fromkeys(one for one in form.getlist("about") if isinstance(one, str) and one))[:_MOST_FIELDS]
    if kind is None or not about:
        raise ValueFormatError(f"this form decides nothing; kind is one of {', '.join(KINDS)}")
    desk = application.desk
    kept = decide(
        desk,
        kind,
        about,
        by=application.who(request),
        seen=_text(form, "seen"),
        reason=_text(form, "reason"),
        field=_text(form, "field"),
        value=_text(form, "value"),
    )
    if request.headers.get("accept") == "application/json":
        return JSONResponse({"id": kept.id, "kind": kept.kind.value, "about": list(kept.about)})
    return RedirectResponse(_back(form, "/review"), 303)


def _add_uploads(app: FastAPI, application: "Application") -> None:
    async def run(request: Request) -> Response:
        form = await _form(request, application)
        by = application.who(request)
        uploads = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
        if uploads:
            given = [(upload.filename or "", await upload.read()) for upload in uploads]
            job = await run_in_threadpool(application.imports.files, given, by)
        elif _text(form, "url"):
            job = await run_in_threadpool(application.imports.address, _text(form, "url"), by)
        else:
            job = await run_in_threadpool(
                application.imports.text,
                _text(form, "text"),
                _text(form, "title"),
                _text(form, "outlet"),
                _text(form, "published"),
                by,
            )
        return RedirectResponse(f"/import/{job.id}", 303)

    def progress(request: Request, job_id: str) -> Response:
        form = Form.JSON if job_id.endswith(".json") else Form.HTML
        job = application.imports.job(job_id.removesuffix(".json"))
        if job is None:
            raise NotFoundError("import", job_id, ("see the list at /import",))
        if form is Form.JSON:
            return JSONResponse(job_record(job), headers={"Cache-Control": "no-store"})
        return application.answer(
            request,
            Ask.of(request, f"/import/{job.id}"),
            form,
            lambda ask, desk, sight: imports(ask, desk, sight, application.imports, job),
        )

    app.add_api_route("/import", run, methods=["POST"], include_in_schema=False, response_class=Response)
    app.add_api_route(
        "/import/{job_id}", progress, methods=["GET"], summary="How far an import is.", response_class=Response
    )


async def _form(request: Request, application: "Application") -> FormData:
    """The fields of a form of this application.

    Raises:
        RefusedError: The book is read-only, the form comes from elsewhere, or it is none.
    """
    refuse_writes(application.desk)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise RefusedError(415, "Not understood", "Send a form; other bodies are not read.")
    try:
        form = await request.form(max_files=MOST_FILES + 1, max_fields=_MOST_FIELDS, max_part_size=_MOST_TEXT)
    except MultiPartException as problem:
        raise RefusedError(400, "Not understood", f"The form cannot be read: {problem.message}.") from None
    application.forms.check(request, _text(form, "token"))
    return form


def _text(form: FormData, name: str) -> str:
    value: Any = form.get(name)
    return value if isinstance(value, str) else ""


def _back(form: FormData, usual: str) -> str:
    """Where to go after a form: an address of this application only."""
    back = _text(form, "back")
    plain = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable() and "\\" not in back
    return back if plain else usual
