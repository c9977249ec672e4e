"""Puts a report's own characters back into a claim that was read from a mended copy of its text."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pledgebook.model import Span

Found = TypeVar("Found")

_SURROGATES = re.compile("[\ud800-\udfff]")
"""Half characters, as broken decoders leave them, which no library takes."""


def mended(text: str) -> str:
    r"""The text with one replacement character for each half character, so that places in it stay the same.

    >>> mended("Oslo pays\ud800.")
    'Oslo pays�.'
    """
    return _SURROGATES.sub("\ufffd", text)


def as_written(found: Found, text: str) -> Found:
    """What was found, with all words that stand in the text as they stand there.

    Args:
        found: A claim, or any part of one.
        text: The report's text.
    """
    changed: Any = _as_written(found, text)
    result: Found = changed
    return result


def _as_written(found: Any, text: str) -> Any:
    if isinstance(found, tuple):
        return tuple(_as_written(part, text) for part in found)
    if isinstance(found, Span) or not is_dataclass(found) or isinstance(found, type):
        return found
    parts = {field.name: _as_written(getattr(found, field.name), text) for field in fields(found)}
    if isinstance(parts.get("span"), Span) and "text" in parts:
        parts["text"] = parts["span"].of(text)
    return replace(found, **parts)
