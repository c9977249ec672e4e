"""Texts that grow: one thing repeated to a given length, as it would come from a file."""

from collections.abc import Callable
from pathlib import Path

from pledgebook.ingest import Source, read_source
from pledgebook.model import Report

PIECES = {
    "brackets": "(",
    "nested brackets": "([{<",
    "markdown links": "[](",
    "commas": ",",
    "if if if": "if ",
    "quotation marks": '"',
    "curly quotation marks": "“",
    "apostrophes": "'s ",
    "digits": "9",
    "figures": "1,000 ",
    "sums": "$90 billion ",
    "dates": "5 September 2025 ",
    "newlines": "\n",
    "line ends of all kinds": "\r\n\u2028",
    "spaces": " ",
    "full stops": ". ",
    "hyphens": "-",
    "combining marks": "\u0301",
    "one letter": "a",
    "one country": "Canada ",
    "a list of countries": "Canada, Norway and ",
    "pronouns": "he said they would ",
    "titles": "President ",
    "one endless sentence": "Norway will send two frigates to Ukraine if Sweden agrees and ",
    "one sentence again and again": "Norway will send two frigates to Ukraine. ",
    "one line again and again": "Norway will send two frigates to Ukraine.\n",
    "headlines": "Norway will send frigates\n\n",
    "speech": "“We will send troops,” he said. ",
    "words never seen before": "",
}
"""What is repeated; the last is made of words none of which comes twice."""


def grown(name: str, length: int) -> str:
    """A text of so many characters."""
    piece = PIECES[name]
    if not piece:
        return " ".join(f"word{number:x}" for number in range(length // 8))[:length]
    return (piece * (length // len(piece) + 1))[:length]


def as_report(text: str, folder: Path) -> Report:
    """The report that reading it from a file gives; for a text that none is made of, the text itself."""
    path = folder / "grown.txt"
    path.write_bytes(text.encode("utf-8"))
    found = [report for report in read_source(Source(str(path), path)) if isinstance(report, Report)]
    return found[0] if found else Report("grown", text)


def seconds_for(read: Callable[[Report], object], text: str, folder: Path, clock: Callable[[], float]) -> float:
    """How long a text takes from the file to its claims."""
    start = clock()
    read(as_report(text, folder))
    return clock() - start
