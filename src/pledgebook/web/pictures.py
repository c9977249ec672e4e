"""Charts as files of their own, SVG and PNG, with their colours and a line that says where they come from."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import Response

from pledgebook.errors import NotFoundError
from pledgebook.model import IncidentStatus, Stance
from pledgebook.publish.bars import tornado
from pledgebook.publish.day_grid import day_grid
from pledgebook.publish.raster import png_of
from pledgebook.publish.spots import spot_map
from pledgebook.publish.world import colour_map, world_map
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.pages.actors import coloured
from pledgebook.web.pages.monitoring import asked_incidents
from pledgebook.web.pages.pledge import page_of
from pledgebook.web.pages.supposing import supposed_in
from pledgebook.web.pages.timeline import asked_changes, drawn
from pledgebook.web.sight import Sight

_LETTER = 6.9
"""Units of the drawing that a letter of its lines is wide, rather too many than too few."""

_BORDERS = "Boundaries follow the maps of the United Nations and imply no opinion on the legal status of any territory."
TONES = {
    Stance.DONE: "#0a3f66",
    Stance.COMMITTED: "#1c6aa6",
    Stance.WILLING: "#93c7ec",
    Stance.WEIGHING: "#f0bf49",
    Stance.DECLINED: "#b0401c",
    Stance.ASKS: "#6a50a0",
    Stance.BACKS: "#16705e",
    Stance.OPPOSES: "#7a1c43",
}
"""The colours of the pages' light form, written out: who opens the file has no style sheet."""

STATUS_TONES = {
    IncidentStatus.VERIFIED: "#7a1c43",
    IncidentStatus.CORROBORATED: "#b0401c",
    IncidentStatus.REPORTED: "#f0bf49",
    IncidentStatus.DISPUTED: "#6a50a0",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart.

    Attributes:
        kind: Which drawing of ``picture.svg``.
        chart: Where its parts lie; None where there is nothing to draw.
        title: What it shows.
        notes: What must be said of it beside its source.
        key: Colours with what they stand for.
    """

    kind: str
    chart: Any
    title: str
    notes: tuple[str, ...] = ()
    key: tuple[tuple[str, str], ...] = ()


Draw = Callable[[Ask, Desk, Sight, str], Picture]


def add_pictures(app: FastAPI, environment: Environment, desk: Desk) -> None:
    """Add the charts' addresses: ``/charts/stance/ID.svg``, ``/charts/timeline.png`` and so on."""

    def add(path: str, draw: Draw, ending: str = "") -> None:
        def run(request: Request, wanted: str = "") -> Response:
            form = ending or ("png" if wanted.endswith(".png") else "svg")
            name = wanted.removesuffix(f".{form}")
            ask = Ask.of(request)
            sight = desk.sight(ask.question)
            picture = draw(ask, desk, sight, name)
            if picture.chart is None:
                raise NotFoundError("chart", name or path, ("nothing in it carries a date, a place or a weight",))
            text = svg_of(picture, environment, ask, _source(desk, sight))
            headers = {"Content-Disposition": f'attachment; filename="pledgebook-{picture.kind}.{form}"'}
            if form == "png":
                return Response(png_of(text), media_type="image/png", headers=headers)
            return Response(text.encode("utf-8", "replace"), media_type="image/svg+xml", headers=headers)

        app.add_api_route(path, run, methods=["GET"], include_in_schema=False, response_class=Response)

    add("/charts/stance/{wanted:path}", _stance)
    add("/charts/weights/{wanted}", _weights)
    for path, draw in (
        ("/charts/timeline", _timeline),
        ("/charts/map", _map),
        ("/charts/incidents-map", _spots),
        ("/charts/incidents-days", _days),
    ):
        for ending in ("svg", "png"):
            add(f"{path}.{ending}", draw, ending)


def svg_of(picture: Picture, environment: Environment, ask: Ask, source: str) -> str:
    """The drawing as a file that needs nothing else."""
    most = int((picture.chart.width - 20) / _LETTER)
    lines = [line for words in (source, *picture.notes) for line in textwrap.wrap(words, most)]
    text = environment.get_template("picture.svg").render(
        ask=ask,
        kind=picture.kind,
        chart=picture.chart,
        title=textwrap.wrap(picture.title, most),
        key=picture.key,
        lines=lines,
        tones=TONES,
        status_tones=STATUS_TONES,
        world=world_map(),
    )
    return "".join(char for char in text if char in "\t\n" or char >= " ")


def _source(desk: Desk, sight: Sight) -> str:
    question = sight.question
    view = f", as of {question.as_of.iso}" if question.as_of else ""
    view += f", known by {question.known_by.date().isoformat()}" if question.known_by else ""
    return f"Source: {desk.title}, {len(sight.reports)} reports{view}; drawn by Pledgebook"


def _stance(_ask: Ask, _desk: Desk, sight: Sight, name: str) -> Picture:
    pledge = sight.shelf.pledges.get(name)
    if pledge is None:
        raise NotFoundError("pledge", name, ("the ledger lists them",))
    return Picture("stance", page_of(pledge, sight).chart, f"Stance over time: {name}")


def _weights(ask: Ask, desk: Desk, sight: Sight, name: str) -> Picture:
    found = supposed_in(ask, desk, sight)
    says = {condition.id: condition.says for condition in found.assessment.conditions}
    for coverage in found.assessment.coverage:
        if coverage.requirement == name:
            title = f"What weighs on: {coverage.title} ({found.label})"
            return Picture("weights", tornado(coverage.weights, says), title)
    raise NotFoundError("requirement", name, tuple(c.requirement for c in found.assessment.coverage[:4]))


def _timeline(ask: Ask, desk: Desk, sight: Sight, _: str) -> Picture:
    return Picture("strip", drawn(asked_changes(ask, sight), desk), "Changes of stance", key=_key())


def _map(ask: Ask, _desk: Desk, sight: Sight, _: str) -> Picture:
    action, stances = coloured(ask, sight)
    notes = (_BORDERS, f"{world_map().source}; Equal Earth projection.")
    return Picture(
        "map",
        colour_map(stances, world_map()),
        f"Latest stance to {action} by state",
        notes,
        _key(set(stances.values())),
    )


def _spots(ask: Ask, desk: Desk, sight: Sight, _: str) -> Picture:
    chart = spot_map(_counted(ask, desk, sight), world_map())
    notes = [_BORDERS, f"{world_map().source}; towns: GeoNames, CC BY 4.0."]
    if chart is not None and chart.unplaced:
        notes.insert(0, f"Not on the map: {', '.join(place for place, _ in chart.unplaced[:20])}.")
    key = tuple((tone, status.value) for status, tone in STATUS_TONES.items())
    return Picture("spots", chart, "Incidents by place, coloured by the firmest", tuple(notes), key)


def _days(ask: Ask, desk: Desk, sight: Sight, _: str) -> Picture:
    return Picture("days", day_grid(_counted(ask, desk, sight)), "Incidents by day")


def _counted(ask: Ask, desk: Desk, sight: Sight) -> list[Any]:
    return [row for row in asked_incidents(ask, desk, sight) if row.status is not IncidentStatus.DISMISSED]


def _key(held: set[Stance] | None = None) -> tuple[tuple[str, str], ...]:
    return tuple((tone, stance.value) for stance, tone in TONES.items() if held is None or stance in held)
