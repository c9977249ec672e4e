"""Writes what the guarantees for Ukraine are worth in four scenarios: by the sample, and by the gold sets on Ukraine.

scripts/worth.py          writes docs/explanation/what-is-left.md, and what-is-left-gold.md where the gold set of the
                          first five reports stands beside the project (its texts are not the project's own)
scripts/worth.py print    prints the first page; "print gold" the second
"""

import contextlib
import io
import os
import shlex
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "explanation"
SEEDS = ROOT.parent / "shared" / "gold" / "seeds" / "reports"
SCENARIOS = ("no-ceasefire", "ceasefire-without-us", "ceasefire-with-us", "ceasefire-with-us-and-parliaments")
REQUIREMENTS = (
    *("land-force", "naval-force", "air-force", "reassurance-force", "contributors", "us-backstop", "monitoring"),
    *("collective-defence", "long-term-arms", "training", "hubs", "patriots", "eu-accession", "nato-accession"),
)
COMMAND = (
    *("compare", "ukraine-guarantees", *REQUIREMENTS),
    *(word for name in SCENARIOS for word in ("--scenario", name)),
    *("--focus", "land-force", "--markdown"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: which reports are read, what it says first, and what is asked of them.

    Attributes:
        name: Of its file.
        reports: Folders.
        head: Its first lines.
        command: What prints the rest.
    """

    name: str
    reports: tuple[Path, ...]
    head: str
    command: tuple[str, ...] = COMMAND


SAMPLE_PAGE = Page(
    "what-is-left.md",
    (ROOT / "src" / "pledgebook" / "sample" / "reports",),
    """\
# What is left

What are the guarantees for Ukraine worth if there is no cease-fire, if there is one and Washington stays out, if it takes
part, and if every parliament agrees too? The table answers from the eighteen reports of the sample, with all that they leave
unknown: "0 to unknown" says that pledges may come to enough, but that nobody has put a number to them. Each figure
opens to the pledges behind it, in the words of their reports. [The same of forty-five reports](what-is-left-gold.md).

The page is what this prints, once the sample has been read into the book:
""",
)
GOLD_PAGE = Page(
    "what-is-left-gold.md",
    (SEEDS, ROOT / "accuracy" / "gold" / "ukraine" / "reports"),
    """\
# What is left, by forty-five reports

[The four scenarios of the sample](what-is-left.md) asked of more reports: the five that the project started from (`seed-000` to
`seed-004`) and the forty of the gold set on Ukraine (`wua-001` to `wua-040`, which stand in `accuracy/gold/ukraine`; they were
written for Pledgebook: public facts in new words, some details invented). All is as the program reads them, its mistakes
among it; [how well it reads](../accuracy.md) is measured elsewhere. The five are other publishers' texts: they
are named by outlet, day and id, and not quoted.

The page is what this prints, once the reports have been read into the book:
""",
    (*COMMAND, "--unquoted", "seed-*"),
)


def text_of(page: Page) -> str:
    """The page, from its reports read anew."""
    from pledgebook.cli import main as run

    with tempfile.TemporaryDirectory() as folder:
        book = ("--book", str(Path(folder) / "some.book"))
        with contextlib.redirect_stdout(io.StringIO()):
            run(("read", *(os.path.relpath(reports) for reports in page.reports), *book))
        with contextlib.redirect_stdout(io.StringIO()) as shown:
            run((*page.command, *book))
    return f"{page.head}\n```\npledgebook {wrapped(page.command)}\n```\n\n{shown.getvalue()}"


def wrapped(words: tuple[str, ...]) -> str:
    """A command line broken where it grows long."""
    lines = [""]
    for word in map(shlex.quote, words):
        if len(lines[-1]) + len(word) > 100:
            lines.append("   ")
        lines[-1] = f"{lines[-1]} {word}".lstrip() if len(lines) == 1 else f"{lines[-1]} {word}"
    return " \\\n".join(lines)


def main(asked: list[str]) -> int:
    """Print a page, or write both."""
    if not SEEDS.is_dir() and (not asked or "gold" in asked):
        if asked:
            print(f"the gold set 'seeds' is not beside the project ({SEEDS})", file=sys.stderr)
            return 1
        print(f"{GOLD_PAGE.name} stays as it is: the gold set 'seeds' is not beside the project ({SEEDS})")
    if "print" in asked:
        sys.stdout.write(text_of(GOLD_PAGE if "gold" in asked else SAMPLE_PAGE))
        return 0
    for page in (SAMPLE_PAGE, GOLD_PAGE) if SEEDS.is_dir() else (SAMPLE_PAGE,):
        (PAGES / page.name).write_text(text_of(page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
