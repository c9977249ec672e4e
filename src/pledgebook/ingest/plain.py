"""Plain text and Markdown: a front matter block, a headline, the text."""

import json
import re

from pledgebook.ingest.draft import Draft, read_date
from pledgebook.ingest.unwrapping import unwrap, unwrap_markdown

_FRONT_MATTER = re.compile(r"\s{0,20}---[ \t]*\n(.{0,5000}?)\n(?:---|\.\.\.)[ \t]*(?:\n+|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_-]{1,30}):(?:[ \t]+(.*))?")
_KNOWN = {"outlet", "source", "date", "published", "title", "url", "link", "id"}
_HEADLINE_WORDS = range(2, 31)


def read_plain(text: str, is_markdown: bool = False) -> Draft:
    r"""Read a text file.

    A front matter block (``outlet:``, ``date:`` or ``published:``, ``title:``, ``url:``,
    ``id:``) is metadata and no part of the text. Without a ``title:`` the first line is
    the title where it looks like a headline; it stays in the text.

    >>> read_plain("---\noutlet: The Example\ndate: 2025-09-04\n---\nParis agrees\n\nFrance said yes.").title
    'Paris agrees'
    """
    fields, body = _front_matter(text)
    body = unwrap_markdown(body) if is_markdown else unwrap(body)
    return Draft(
        text=body,
        id=fields.get("id"),
        outlet=fields.get("outlet") or fields.get("source"),
        url=fields.get("url") or fields.get("link"),
        title=fields.get("title") or headline_of(body),
        published=read_date(fields.get("published") or fields.get("date")),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of the block at the head and the text behind it; no fields where there is no such block."""
    block = _FRONT_MATTER.match(text)
    if block is None:
        return {}, text
    fields: dict[str, str] = {}
    for line in block[1].split("\n"):
        match = _FIELD.fullmatch(line.strip())
        if match and match[1].lower() in _KNOWN:
            value = (match[2] or "").strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = _unquoted(value)
            if value:
                fields.setdefault(match[1].lower(), value)
    return (fields, text[block.end() :]) if fields else ({}, text)


def _unquoted(value: str) -> str:
    """A quoted value's words; double quotes allow the same escapes as in JSON."""
    if value[0] == '"':
        try:
            return str(json.loads(value))
        except ValueError:
            pass
    return value[1:-1]


def headline_of(text: str) -> str | None:
    r"""The first line, where it looks like a headline: short, no full stop, something under it.

    >>> headline_of("Norway sends two systems\n\nOslo said on Monday that ..."), headline_of("Oslo said yes.\n\nMore.")
    ('Norway sends two systems', None)
    """
    lines = iter(text.lstrip().split("\n", 1))
    first = next(lines).strip()
    rest = next(lines, "")
    bare = first.lstrip("#").strip().strip("*_").strip()
    if not rest.strip() or len(bare.split()) not in _HEADLINE_WORDS or len(bare) > 250:
        return None
    if bare.rstrip("\"'”’)").endswith((".", ":", ";", ",")) and not bare.endswith(("...", "…")):
        return None
    return bare
