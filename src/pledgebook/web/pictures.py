"""Charts as files of their own: SVG that carries its colours and a line that says where it comes from."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import Response

from pledgebook.errors import NotFoundError
from pledgebook.publish.bars import tornado
from pledgebook.publish.chart import stance_chart
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.pages.supposing import supposed_in
from pledgebook.web.pages.timeline import drawn
from pledgebook.web.sight import Sight


def add_pictures(app: FastAPI, environment: Environment, desk: Desk) -> None:
    """Add the charts' addresses: ``/charts/stance/ID.svg``, ``/charts/weights/NAME.svg``, ``/charts/timeline.svg``."""

    def add(path: str, draw: Callable[[Ask, Sight, str], tuple[str, Any, str]]) -> None:
        def run(request: Request, wanted: str = "") -> Response:
            name = wanted.removesuffix(".svg")
            ask = Ask.of(request)
            sight = desk.sight(ask.question)
            kind, chart, title = draw(ask, sight, name)
            if chart is None:
                raise NotFoundError("chart", name or path, ("nothing in it carries a date or a weight",))
            text = environment.get_template("picture.svg").render(
                ask=ask, kind=kind, chart=chart, title=title, source=_source(desk, sight)
            )
            headers = {"Content-Disposition": f'attachment; filename="pledgebook-{kind}.svg"'}
            return Response(text.encode("utf-8", "replace"), media_type="image/svg+xml", headers=headers)

        app.add_api_route(path, run, methods=["GET"], include_in_schema=False, response_class=Response)

    def stance(_: Ask, sight: Sight, name: str) -> tuple[str, Any, str]:
        return _stance(sight, name)

    def weights(ask: Ask, sight: Sight, name: str) -> tuple[str, Any, str]:
        return _weights(ask, desk, sight, name)

    def timeline(_: Ask, sight: Sight, __: str) -> tuple[str, Any, str]:
        return "strip", drawn(list(sight.changes), desk), "Changes of stance"

    add("/charts/stance/{wanted:path}", stance)
    add("/charts/weights/{wanted}", weights)
    add("/charts/timeline.svg", timeline)


def _source(desk: Desk, sight: Sight) -> str:
    view = f", as of {sight.question.as_of.iso}" if sight.question.as_of else ""
    return f"Source: {desk.title}, {len(sight.reports)} reports{view}; drawn by Pledgebook"


def _stance(sight: Sight, name: str) -> tuple[str, Any, str]:
    pledge = sight.shelf.pledges.get(name)
    if pledge is None:
        raise NotFoundError("pledge", name, ("the ledger lists them",))
    return "stance", stance_chart(pledge), f"Stance over time: {name}"


def _weights(ask: Ask, desk: Desk, sight: Sight, name: str) -> tuple[str, Any, str]:
    found = supposed_in(ask, desk, sight)
    says = {condition.id: condition.says for condition in found.assessment.conditions}
    for coverage in found.assessment.coverage:
        if coverage.requirement == name:
            return "weights", tornado(coverage.weights, says), f"What weighs on: {coverage.title} ({found.label})"
    raise NotFoundError("requirement", name, tuple(c.requirement for c in found.assessment.coverage[:4]))
