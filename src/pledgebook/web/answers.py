"""One page as HTML, JSON or CSV, from the same data."""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from io import StringIO
from typing import Any

from jinja2 import Environment
from starlette.responses import Response

from pledgebook.publish import records
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.sight import Sight


class Form(StrEnum):
    """In what form a page is answered."""

    HTML = "html"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Page:
    """What one page shows.

    Attributes:
        template: What draws it.
        shown: What the template needs.
        columns: The columns of its rows.
        rows: Its main list, as plain values: the same in JSON and CSV.
        more: What JSON gives beside the rows.
        writes: Whether it holds forms that write, which carry what only one browser knows.
        lasts: Whether it stays the same until the book grows.
    """

    template: str
    shown: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: Iterable[Mapping[str, Any]]
    more: Mapping[str, Any] = field(default_factory=dict)
    writes: bool = False
    lasts: bool = True


def as_json(page: Page, ask: Ask, sight: Sight) -> Response:
    """The page as one JSON object: its address, the two times, what it says, its rows."""
    question = sight.question
    value = {
        "page": ask.path,
        "as_of": question.as_of.iso if question.as_of else None,
        "known_by": question.known_by.isoformat() if question.known_by else None,
        "book_length": sight.length,
        **page.more,
        "rows": list(page.rows),
    }
    text = json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    return Response(text, media_type="application/json")


def as_csv(page: Page, ask: Ask) -> Response:
    """The rows of the page as CSV with a heading."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(page.columns)
    writer.writerows(records.cells(row, page.columns) for row in page.rows)
    name = "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "-" for char in ask.path.strip("/"))
    headers = {"Content-Disposition": f'attachment; filename="{name[:80] or "overview"}.csv"'}
    return Response(stream.getvalue().encode("utf-8", "replace"), media_type="text/csv; charset=utf-8", headers=headers)


def as_html(environment: Environment, page: Page, ask: Ask, desk: Desk, sight: Sight, **given: Any) -> str:
    """The page as HTML."""
    days = {"first_day": sight.overview.first, "last_day": sight.overview.last}
    return environment.get_template(page.template).render(
        {"ask": ask, "desk": desk, "sight": sight, "up": "", **days, **given, **page.shown}
    )
