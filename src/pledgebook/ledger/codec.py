"""Model values to JSON and back, without loss.

The JSON is UTF-8. A text that holds half a surrogate pair, which UTF-8 proper cannot
write (it comes from broken pages and from file names), is written in the extended
form that Python calls ``surrogatepass``; both come back code point for code point.
"""

import json
from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from pledgebook.errors import BookError, ValueFormatError

T = TypeVar("T")


def encode(value: object) -> bytes:
    """A model value as JSON.

    >>> from pledgebook.model import Span
    >>> encode(Span(3, 7))
    b'{"start":3,"end":7}'
    """
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        plain = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
        return plain.encode("utf-8", "surrogatepass")


def decode(data: bytes, kind: type[T]) -> T:
    """The model value that the JSON was made from.

    Raises:
        BookError: Not JSON, or not of that kind.

    Example:
        >>> from pledgebook.model import Span
        >>> decode(b'{"start":3,"end":7}', Span)
        Span(start=3, end=7)
    """
    try:
        return cast("T", _decoder(cast("Hashable", kind)).decode(data))
    except (msgspec.DecodeError, UnicodeDecodeError, ValueFormatError):
        pass
    try:
        return msgspec.convert(json.loads(data.decode("utf-8", "surrogatepass")), kind)
    except (msgspec.ValidationError, ValueError, ValueFormatError) as error:
        raise BookError(
            f"cannot read a stored {kind.__name__}: {error}; run 'pledgebook doctor' to see whether the book is damaged"
        ) from error


@cache
def _decoder(kind: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(cast("type[Any]", kind))


def printable(text: str) -> str:
    r"""The text with U+FFFD for each character that a database cannot hold: NUL and halves of surrogate pairs.

    It stays as long as it was, so spans still fit.

    >>> printable("a\x00b\ud800")
    'a�b�'
    """
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text
