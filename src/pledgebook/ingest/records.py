"""JSON and JSON Lines: reports with the keys id, url, outlet, title, published, text; any other key is left unread."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from pledgebook.errors import NoTextError, ReadingError
from pledgebook.ingest.decoding import decode
from pledgebook.ingest.draft import Draft, read_date

_SHAPE = 'write {"id": ..., "outlet": ..., "title": ..., "published": "2025-09-04", "url": ..., "text": ...}'


def read_records(data: bytes, shown: str) -> Iterator[tuple[int | None, Draft | ReadingError]]:
    """Read one JSON value: a report, or a list of them.

    Each comes with its place in the list from 1, None for a report on its own. The
    text is kept exactly as it is given.

    Raises:
        ReadingError: Not JSON.
    """
    try:
        value = json.loads(data)
    except UnicodeDecodeError:
        value = _parse(decode(data, shown), shown)
    except (ValueError, RecursionError) as problem:
        raise _not_json(shown, problem) from None
    if isinstance(value, list):
        if not value:
            raise NoTextError(shown, "an empty list")
        for number, record in enumerate(value, 1):
            yield number, _draft(record, shown, f"record {number}: ")
    else:
        yield None, _draft(value, shown, "")


def read_record_lines(file: BinaryIO, shown: str, max_bytes: int) -> Iterator[tuple[int, Draft | ReadingError]]:
    """Read JSON Lines one by one, each with its line number; no more than one line is held.

    A line over ``max_bytes``, or one that is no report, comes as the error it makes.
    """
    number = 0
    while line := file.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes:
            while line and not line.endswith(b"\n"):
                line = file.readline(max_bytes)
            yield number, ReadingError(shown, f"line {number}: over the limit of {max_bytes / 1_000_000:.1f} MB")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as problem:
            yield number, _not_json(shown, problem, f"line {number}: ")
        else:
            yield number, _draft(value, shown, f"line {number}: ")


def _parse(text: str, shown: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise _not_json(shown, problem) from None


def _not_json(shown: str, problem: Exception, place: str = "") -> ReadingError:
    return ReadingError(shown, f"{place}not JSON ({_short(problem)})", _SHAPE)


def _short(problem: Exception) -> str:
    return "nested too deep" if isinstance(problem, RecursionError) else str(problem)[:120]


def _draft(record: object, shown: str, place: str) -> Draft | ReadingError:
    if not isinstance(record, dict):
        return NoTextError(shown, f"{place}not a report but a {_KINDS.get(type(record), 'value')}", _SHAPE)
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return NoTextError(shown, f'{place}no "text"', _SHAPE)
    return Draft(
        text=text,
        id=_id(record.get("id")),
        outlet=_words(record.get("outlet")),
        url=_words(record.get("url")),
        title=_words(record.get("title")),
        published=read_date(_words(record.get("published"))),
    )


_KINDS = {str: "string", int: "number", float: "number", bool: "truth value", list: "list", type(None): "null"}


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _id(value: object) -> str | None:
    return _words(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)
