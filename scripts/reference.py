"""Writes the pages of the manual that come from the program itself.

scripts/reference.py          writes docs/reference/cli.md and docs/reference/python.md
scripts/reference.py cli      prints one of them
"""

import contextlib
import importlib
import inspect
import io
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("model", "data", "ingest", "extract", "ledger", "reconcile", "assess", "deciding", "publish")


def printed(*words: str) -> str:
    """What the program prints, at the manual's width."""
    from pledgebook.cli import main as run

    os.environ["COLUMNS"] = "100"
    with contextlib.redirect_stdout(io.StringIO()) as shown:
        run(words)
    return shown.getvalue().rstrip()


def one_line(text: str | None) -> str:
    """Help as one line of a table."""
    return re.sub(r"\s+", " ", text or "").strip().replace("|", "\\|")


def paragraphs(text: str | None) -> str:
    """Help as the manual prints it: form feeds and marks of the terminal taken out."""
    return inspect.cleandoc((text or "").partition("\f")[0].replace("\b\n", ""))


def commands_in(shown: str) -> list[str]:
    """The commands that a help text lists."""
    return re.findall(r"^  ([a-z][a-z-]*)  ", shown.partition("\nCommands:\n")[2], re.MULTILINE)


def cli_page() -> str:
    """Every command with what its ``--help`` prints."""
    overview = printed("--help")
    lines = ["# Command line", "", "What `pledgebook --help` and `pledgebook COMMAND --help` print.", ""]
    lines += ["```text", overview, "```"]
    for name in commands_in(overview):
        shown = printed(name, "--help")
        lines += ["", f"## {name}", "", "```text", shown, "```"]
        for verb in commands_in(shown):
            lines += ["", f"### {name} {verb}", "", "```text", printed(name, verb, "--help"), "```"]
    return "\n".join(lines) + "\n"


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


def decisions_page() -> str:
    """Every decision with its title, in the order of their numbers."""
    lines = ["# Decisions", "", "What was chosen, what else was looked at, and with which figures.", ""]
    for path in sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md")):
        title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        lines.append(f"- [{title.replace('. ', ': ', 1)}]({path.name})")
    return "\n".join(lines) + "\n"


PAGES = {"reference/cli.md": cli_page, "reference/python.md": python_page, "decisions/index.md": decisions_page}


def main() -> None:
    """Print the page that is named, or write all."""
    if len(sys.argv) > 1:
        sys.stdout.write(PAGES[sys.argv[1]]())
        return
    for name, page in PAGES.items():
        (ROOT / "docs" / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
