"""Keeps what was worked out from a book in a file beside it, so that it need not be worked out again.

The file holds what the whole book says and the answers to the last questions about
another day or time. It may be deleted at any time. What is damaged, out of date or
made by other rules counts as not there.
"""

import glob
import hashlib
import os
import struct
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Self

from pledgebook.errors import BookError
from pledgebook.ledger.book import Book
from pledgebook.ledger.codec import decode, encode
from pledgebook.model.pledge import Ledgered

MOST_KEPT = 8
"""How many values are kept, the one of the whole book among them."""

_MAGIC = b"pledgebook derived 2\n"
_HEAD = struct.Struct(">16sQQ")


@dataclass(frozen=True, slots=True)
class Mark:
    """From which state of which book, by which rules and to which question something was worked out.

    Attributes:
        book: The book's name, as drawn when it was made.
        length: How many readings and decisions it held.
        versions: Names and versions of all that had a part in it.
        view: The day or time asked about, in words; empty for the whole book.
    """

    book: str
    length: int
    versions: tuple[str, ...]
    view: str = ""

    def same_state(self, other: "Mark") -> bool:
        """Whether the two differ in no more than the question."""
        return replace(self, view="") == replace(other, view="")


class DerivedStore:
    """The file ``<book>.derived``: what was worked out last, and from what."""

    def __init__(self, path: Path) -> None:
        """Use the file; it need not be there."""
        self.path = path

    @classmethod
    def beside(cls, book: Book) -> Self:
        """The store that belongs to a book."""
        return cls(Path(f"{book.path}.derived"))

    def get(self, mark: Mark) -> Ledgered | None:
        """What was worked out under this very mark; None if that is not here whole."""
        wanted = encode(mark)
        with suppress(OSError, BookError), self.path.open("rb") as file:
            for entry in _entries(file):
                if entry.mark == wanted:
                    value = entry.value(file)
                    return None if value is None else decode(value, Ledgered)
        return None

    def put(self, mark: Mark, value: Ledgered) -> bool:
        """Keep what was worked out, newest first; False where the disk does not take it.

        What belongs to another state of the book or to other rules goes. The old file stays whole until the new one is.
        """
        try:
            handle, name = tempfile.mkstemp(prefix=f"{self.path.name}.", dir=self.path.parent)
        except OSError:
            return False
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MAGIC)
                _write(file, encode(mark), encode(value))
                for other, stored in self._others(mark):
                    _write(file, other, stored)
            Path(name).replace(self.path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            return False
        return True

    def clear(self) -> None:
        """Forget everything, also what a broken-off writing has left."""
        for path in (self.path, *self.path.parent.glob(f"{glob.escape(self.path.name)}.*")):
            path.unlink(missing_ok=True)

    def _others(self, mark: Mark) -> Iterator[tuple[bytes, bytes]]:
        """What is kept beside a new value: that of the whole book, then the newest."""
        with suppress(OSError), self.path.open("rb") as file:
            beside = [entry for entry in _entries(file) if entry.stays_beside(mark)]
            beside.sort(key=lambda entry: not entry.is_whole)
            for entry in beside[: MOST_KEPT - 1]:
                value = entry.value(file)
                if value is not None:
                    yield entry.mark, value


@dataclass(frozen=True, slots=True)
class _Entry:
    """One value in the file.

    Attributes:
        mark: Its mark, encoded.
        seal: What its bytes must come to.
        start: Where its value begins.
        length: How long its value is.
    """

    mark: bytes
    seal: bytes
    start: int
    length: int

    @property
    def is_whole(self) -> bool:
        return decode(self.mark, Mark).view == ""

    def stays_beside(self, mark: Mark) -> bool:
        """Whether it is of the same state of the book, but to another question."""
        try:
            own = decode(self.mark, Mark)
        except BookError:
            return False
        return own.same_state(mark) and own.view != mark.view

    def value(self, file: BinaryIO) -> bytes | None:
        """The value, encoded; None if it is damaged."""
        file.seek(self.start)
        value = file.read(self.length)
        return value if _seal(self.mark, value) == self.seal else None


def _entries(file: BinaryIO) -> Iterator[_Entry]:
    """The values in the file, newest first, as far as the file can be followed."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    place = len(_MAGIC)
    if file.read(place) != _MAGIC:
        return
    while place + _HEAD.size <= size:
        file.seek(place)
        seal, mark_length, length = _HEAD.unpack(file.read(_HEAD.size))
        start = place + _HEAD.size + mark_length
        if start + length > size:
            return
        yield _Entry(file.read(mark_length), seal, start, length)
        place = start + length


def _write(file: BinaryIO, mark: bytes, value: bytes) -> None:
    file.write(_HEAD.pack(_seal(mark, value), len(mark), len(value)))
    file.write(mark)
    file.write(value)


def _seal(mark: bytes, value: bytes) -> bytes:
    digest = hashlib.blake2b(mark, digest_size=16)
    digest.update(b"\n")
    digest.update(value)
    return digest.digest()


def mark_of(book: Book, versions: tuple[str, ...], view: str = "") -> Mark:
    """The mark of a book as it is now."""
    return Mark(book.name(), book.length(), versions, view)
