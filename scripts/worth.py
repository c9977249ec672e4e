"""Writes docs/explanation/what-is-left.md: what the guarantees for Ukraine are worth in four scenarios, by the sample reports.

scripts/worth.py          reads the sample into a book and writes the page
scripts/worth.py print    prints the page
"""

import contextlib
import io
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "explanation" / "what-is-left.md"
SAMPLE = ROOT / "src" / "pledgebook" / "sample" / "reports"
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
HEAD = """\
# What is left

What are the guarantees for Ukraine worth if there is no cease-fire, if there is one and Washington stays out, if it takes
part, and if every parliament agrees too? The table answers from the eighteen reports of the sample, with all that they leave
unknown: "0 to unknown" says that pledges may come to enough, but that nobody has put a number to them. Each figure
opens to the pledges behind it, in the words of their reports.

The page is what this prints, once the sample has been read into the book:

```
pledgebook {command}
```

"""


def page() -> str:
    """The page, from the sample read anew."""
    from pledgebook.cli import main as run

    with tempfile.TemporaryDirectory() as folder:
        book = ("--book", str(Path(folder) / "sample.book"))
        with contextlib.redirect_stdout(io.StringIO()):
            run(("read", os.path.relpath(SAMPLE), *book))
        with contextlib.redirect_stdout(io.StringIO()) as shown:
            run((*COMMAND, *book))
    return HEAD.format(command=wrapped(COMMAND)) + shown.getvalue()


def wrapped(words: tuple[str, ...]) -> str:
    """A command line broken where it grows long."""
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 100:
            lines.append("   ")
        lines[-1] = f"{lines[-1]} {word}".lstrip() if len(lines) == 1 else f"{lines[-1]} {word}"
    return " \\\n".join(lines)


def main() -> None:
    """Print the page, or write it."""
    if "print" in sys.argv[1:]:
        sys.stdout.write(page())
    else:
        PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
