"""Finds what there is to read: files, folders and addresses, in a fixed order, each left-out one with its reason."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ENDINGS = (".txt", ".md", ".html", ".htm", ".pdf", ".json", ".jsonl", ".eml", ".docx")
"""Endings of files that are read, in lower case."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


@dataclass(frozen=True, slots=True)
class Source:
    """One file or address that may hold reports.

    Exactly one of ``path`` and ``url`` is given.

    Attributes:
        shown: Its name as it can be printed: bytes that are not UTF-8 and control characters are escaped.
        path: The file.
        url: The address.
        unread: Why it will not be read; the empty string where it will.
        by_rule: With ``unread``: left out by rule (hidden, another kind of file), not because something failed.
    """

    shown: str
    path: Path | None = None
    url: str | None = None
    unread: str = ""
    by_rule: bool = False

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source, or one record of a source, that gave no report.

    Attributes:
        source: Its name as it can be printed.
        why: What was wrong and what would help; with the line for one line of a file of many.
        by_rule: Left out by rule (hidden, another kind of file), not because something failed.
    """

    source: str
    why: str
    by_rule: bool = False


def printable(name: str | Path) -> str:
    r"""A file name as it can be printed and stored.

    Bytes that are not UTF-8 and characters that would move the cursor are escaped.

    >>> printable("caf\udce9\n.txt")
    'caf\\xe9\\n.txt'
    """
    decoded = os.fsencode(str(name)).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in decoded)


def find_sources(paths: Sequence[str | Path]) -> Iterator[Source]:
    """Name each file and address to read, folders with all that is in them, sorted by name.

    Nothing is left out in silence: hidden files, other kinds of files, dangling
    links, loops and folders that cannot be opened come as a `Source` that says
    why it will not be read. A file named on its own is read whether hidden or not,
    and as text when it has no ending.
    """
    seen: set[tuple[int, int]] = set()
    for given in paths:
        scheme = _SCHEME.match(given) if isinstance(given, str) else None
        if isinstance(given, str) and scheme is not None:
            yield _address(given, scheme[1])
        else:
            yield from _walk(Path(given), seen)


def _address(url: str, scheme: str) -> Source:
    if scheme.lower() in ("http", "https"):
        return Source(printable(url), url=url)
    return Source(printable(url), url=url, unread=f"{scheme}:// is no web address; http:// and https:// are read")


def _walk(start: Path, seen: set[tuple[int, int]]) -> Iterator[Source]:
    waiting = [(start, True)]
    while waiting:
        path, named = waiting.pop()
        if not named and path.name.startswith("."):
            yield _left_out(path, "a hidden file or folder; name it on its own to read it", by_rule=True)
            continue
        try:
            found = path.stat()
        except (OSError, ValueError) as problem:
            yield _left_out(path, _why_not(path, problem))
            continue
        if not stat.S_ISDIR(found.st_mode):
            yield _file(path, found.st_mode, named)
            continue
        if (found.st_dev, found.st_ino) in seen:
            yield _left_out(path, "this folder was listed already under another name", by_rule=True)
            continue
        seen.add((found.st_dev, found.st_ino))
        try:
            inside = sorted(path.iterdir(), key=os.fsencode)
        except OSError as problem:
            yield _left_out(path, _why_not(path, problem))
            continue
        waiting += [(child, False) for child in reversed(inside)]


def _file(path: Path, mode: int, named: bool) -> Source:
    if not stat.S_ISREG(mode):
        return _left_out(path, "not a file but a device, pipe or socket")
    ending = path.suffix.lower()
    if ending in ENDINGS or (named and not ending):
        return Source(printable(path), path=path)
    return _left_out(path, f"{printable(ending) or 'no ending'}: read are {', '.join(ENDINGS)}", by_rule=not named)


def _left_out(path: Path, why: str, by_rule: bool = False) -> Source:
    return Source(printable(path), path=path, unread=why, by_rule=by_rule)


def _why_not(path: Path, problem: OSError | ValueError) -> str:
    if isinstance(problem, ValueError):
        return "this cannot be the name of a file"
    if path.is_symlink():
        return "a link that leads nowhere or to itself"
    return reason(problem)


def reason(problem: OSError) -> str:
    """What the system says about a failed opening, in plain words.

    >>> reason(FileNotFoundError())
    'there is no such file or folder'
    """
    if isinstance(problem, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(problem, PermissionError):
        return "no permission to read it"
    return (problem.strerror or "the system cannot open it").lower()
