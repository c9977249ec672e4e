"""Writes the pages of the manual that come from the program itself.

scripts/reference.py          writes docs/reference/cli.md and docs/reference/python.md
scripts/reference.py cli      prints one of them
"""

import importlib
import inspect
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("model", "data", "ingest", "extract", "ledger", "reconcile", "assess", "publish")


def command_line() -> Any:
    """The program as its command-line library sees it."""
    from typer.main import get_command

    return get_command(importlib.import_module("pledgebook.cli").app)


def one_line(text: str | None) -> str:
    """Help as one line of a table."""
    return re.sub(r"\s+", " ", text or "").strip().replace("|", "\\|")


def paragraphs(text: str | None) -> str:
    """Help as the manual prints it: form feeds and marks of the terminal taken out."""
    return inspect.cleandoc((text or "").partition("\f")[0].replace("\b\n", ""))


def parameter_row(parameter: Any) -> str:
    """One argument or option as a row."""
    if parameter.param_type_name == "argument":
        name = f"`{(parameter.metavar or parameter.name).upper()}`"
    else:
        names = [*parameter.opts, *parameter.secondary_opts]
        kind = "" if parameter.is_flag else f" {(parameter.metavar or parameter.type.name).upper()}"
        name = ", ".join(f"`{option}{kind}`" for option in names)
    return f"| {name} | {one_line(getattr(parameter, 'help', ''))} |"


def command_section(name: str, command: Any) -> list[str]:
    """One command: what it does, and its arguments and options."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = " ".join(
        ["pledgebook", name, *(((p.metavar or p.name).upper() + ("..." if p.nargs == -1 else "")) for p in arguments)]
    )
    shown = [p for p in command.params if not getattr(p, "hidden", False) and p.name != "help"]
    lines = [f"## {name}", "", "```", f"{usage} [OPTIONS]", "```", "", paragraphs(command.help), ""]
    if shown:
        lines += ["| | |", "| --- | --- |", *map(parameter_row, shown), ""]
    return lines


def cli_page() -> str:
    """Every command with its options."""
    program = command_line()
    lines = ["# Command line", "", "What `pledgebook COMMAND --help` prints.", "", paragraphs(program.help), ""]
    for name, command in program.commands.items():
        if not command.hidden:
            lines += command_section(name, command)
    return "\n".join(lines).rstrip() + "\n"


def python_page() -> str:
    """Every name that the packages re-export, with its first line."""
    lines = [
        "# From Python",
        "",
        "What each package offers to other programs. Anything that is not listed here may change without a word.",
    ]
    for package in PACKAGES:
        module = importlib.import_module(f"pledgebook.{package}")
        source = Path(inspect.getfile(module)).read_text(encoding="utf-8")
        names = re.findall(r"^from pledgebook[\w.]* import (\w+) as \1$", source, re.MULTILINE)
        lines += ["", f"## pledgebook.{package}", "", paragraphs(module.__doc__), ""]
        if names:
            lines += ["| name | |", "| --- | --- |"]
            lines += [f"| `{name}` | {one_line(first_line(getattr(module, name)))} |" for name in sorted(names)]
    return "\n".join(lines) + "\n"


def first_line(value: object) -> str:
    """The first line of what a name says of itself; empty for a plain value."""
    described = inspect.isclass(value) or inspect.isroutine(value) or inspect.ismodule(value)
    return (inspect.getdoc(value) or "").partition("\n")[0] if described else ""


PAGES = {"cli": cli_page, "python": python_page}


def main() -> None:
    """Print the page that is named, or write all."""
    if len(sys.argv) > 1:
        sys.stdout.write(PAGES[sys.argv[1]]())
        return
    for name, page in PAGES.items():
        (ROOT / "docs" / "reference" / f"{name}.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
