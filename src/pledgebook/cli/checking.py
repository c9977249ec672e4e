"""``pledgebook doctor``: is the program whole, is the book sound."""

import typer

from pledgebook.cli import options
from pledgebook.cli.options import Command


def _doctor(book: options.Book = options.DEFAULT_BOOK) -> None:
    from pledgebook.ledger import Health, doctor

    checks = doctor(book if book != options.DEFAULT_BOOK or book.exists() else None)
    for check in checks:
        typer.echo(f"{check.health:8} {check.name}: {check.says}")
    if any(check.health is Health.BAD for check in checks):
        raise typer.Exit(1)


DOCTOR = Command(
    "doctor",
    _doctor,
    "Look over the program and, where there is one, the book: versions, language model, soundness of the file.",
    ("doctor", "doctor --book ukraine.book"),
)
