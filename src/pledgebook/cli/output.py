"""How a list leaves the program: as a table, as CSV, as JSON or as JSON Lines."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

Row = TypeVar("Row")


class Form(Enum):
    """In what form a list is printed."""

    TABLE = auto()
    JSON = auto()
    CSV = auto()
    JSONL = auto()


def form(as_json: bool, as_csv: bool, as_jsonl: bool = False) -> Form:
    """The form that the flags ask for."""
    wanted = [f for f, asked in ((Form.JSON, as_json), (Form.CSV, as_csv), (Form.JSONL, as_jsonl)) if asked]
    if len(wanted) > 1:
        raise typer.BadParameter("only one of --json, --csv and --jsonl at a time")
    return wanted[0] if wanted else Form.TABLE


@dataclass(frozen=True, slots=True)
class Listing:
    """How one kind of list is printed.

    Attributes:
        columns: Columns of its CSV.
        record: A row as JSON values.
        table: The rows as a table.
    """

    columns: tuple[str, ...]
    record: Callable[[Any], dict[str, Any]]
    table: Callable[[Sequence[Any]], "RenderableType"]


def emit(listing: Listing, found: Iterable[Any], as_form: Form, nothing: str) -> None:
    """Print rows in a form; for a table without rows say on standard error what to do."""
    import json

    if as_form is Form.TABLE:
        kept = tuple(found)
        if kept:
            show(listing.table(kept))
        else:
            note(nothing)
    elif as_form is Form.CSV:
        from pledgebook.publish.csv_files import write_csv

        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(newline="")
        write_csv(sys.stdout, listing.columns, map(listing.record, found))
    elif as_form is Form.JSONL:
        from pledgebook.publish.jsonl import write_jsonl

        write_jsonl(sys.stdout, map(listing.record, found))
    else:
        sys.stdout.write(json.dumps([listing.record(row) for row in found], ensure_ascii=False, indent=2) + "\n")


def show(what: "RenderableType") -> None:
    """Print something drawn, with colours on a terminal only."""
    from pledgebook.publish.tables import console

    console(sys.stdout.isatty()).print(what)


def note(words: str) -> None:
    """Say something to the user beside the output."""
    typer.echo(words, err=True)
