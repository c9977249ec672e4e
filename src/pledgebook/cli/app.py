"""The commands as one program, and how its errors end: one line on standard error, never a traceback."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pledgebook import __version__
from pledgebook.cli import (
    assessing,
    changed,
    checking,
    comparing,
    deciding,
    explaining,
    keeping,
    lists,
    monitoring,
    publishing,
    reading,
    ruling,
    serving,
    showing,
    totalling,
)
from pledgebook.errors import PledgebookError


class _InOrder(TyperGroup):
    """Lists ``decide``, which is a group of its own, before the decisions and not behind all commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names in the order in which the help lists them."""
        names = [name for name in super().list_commands(ctx) if name != "decide"]
        place = names.index(deciding.DECISIONS.name)
        return [*names[:place], "decide", *names[place:]]


app = typer.Typer(
    name="pledgebook",
    cls=_InOrder,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

_STOPPED = 130

_COMMANDS = (
    *(reading.READ, lists.PLEDGES, lists.CLAIMS, lists.FINDINGS, lists.ORIGINS, lists.CONDITIONS, lists.SOURCES),
    *(
        totalling.TOTALS,
        showing.SHOW,
        explaining.EXPLAIN,
        changed.CHANGES,
        assessing.ASSESS,
        comparing.COMPARE,
        assessing.ARRANGEMENT,
        ruling.TRUTH,
        ruling.TIE,
        monitoring.INCIDENTS,
        monitoring.TRIGGERS,
        monitoring.MONITOR,
        deciding.DECISIONS,
        keeping.REREAD,
        keeping.REDACT,
        publishing.SITE,
        publishing.EXPORT,
        publishing.STORY,
        serving.SERVE,
        checking.DOCTOR,
    ),
)
for command in _COMMANDS:
    app.command(command.name, help=command.help, short_help=command.short_help, epilog=command.epilog)(command.run)
app.add_typer(deciding.app, name="decide")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pledgebook {__version__}")
        raise typer.Exit


@app.callback(epilog="\b\nStart with:\n  pledgebook read reports/\n  pledgebook pledges")
def pledgebook(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Keep the book of who promised, weighed or refused what, read from news reports.

    Every command works on one book: --book, else $PLEDGEBOOK_BOOK, else ./pledgebook.book.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give back the exit code.

    0 when it went well, also where some files were skipped; 1 for an error or when nothing
    could be read; 2 when the command was not understood; 130 when it was stopped.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        outcome = app(
            args=None if arguments is None else list(arguments), prog_name="pledgebook", standalone_mode=False
        )
    except PledgebookError as problem:
        return _fail(str(problem), 1)
    except typer.TyperException as misuse:
        return _fail(_in_one_line(misuse), getattr(misuse, "exit_code", 2))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        outcome = _STOPPED
    except Exception as fault:
        if os.environ.get("PLEDGEBOOK_TRACEBACK"):
            raise
        told = f"a fault in Pledgebook itself, {type(fault).__name__}: {' '.join(str(fault).split())}"
        return _fail(f"{told}; run it again with PLEDGEBOOK_TRACEBACK=1 and report what it prints", 1)
    if outcome == _STOPPED:
        return _fail("stopped; what was read is in the book, and the same command goes on from there", _STOPPED)
    return outcome if isinstance(outcome, int) else 0


def _in_one_line(misuse: typer.TyperException) -> str:
    told = getattr(misuse, "format_message", misuse.__str__)()
    context = getattr(misuse, "ctx", None)
    path = context.command_path if context is not None else "pledgebook"
    return f"{' '.join(told.split()).removeprefix('Invalid value: ').rstrip('.')}; see '{path} --help'"


def _fail(told: str, code: int) -> int:
    print(f"error: {told}", file=sys.stderr)  # noqa: T201
    return code
