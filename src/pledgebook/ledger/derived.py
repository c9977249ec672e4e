"""Keeps what was worked out from a book in a file beside it, so that it need not be worked out again.

The file may be deleted at any time. One that is damaged, out of date or made by other
rules counts as not there.
"""

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pledgebook.errors import BookError
from pledgebook.ledger.book import Book
from pledgebook.ledger.codec import decode, encode
from pledgebook.model.pledge import Ledgered

_MAGIC = b"pledgebook derived 1\n"
_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Mark:
    """From which state of which book, and by which rules, something was worked out.

    Attributes:
        book: The book's name, as drawn when it was made.
        length: How many readings and decisions it held.
        versions: Names and versions of all that had a part in it, and the question where there are several.
    """

    book: str
    length: int
    versions: tuple[str, ...]


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
        try:
            stored = self.path.read_bytes()
        except OSError:
            return None
        sealed = stored.removeprefix(_MAGIC)
        seal, body = sealed[:_DIGEST_BYTES], sealed[_DIGEST_BYTES:]
        first_line, _, value = body.partition(b"\n")
        if sealed == stored or first_line != encode(mark) or seal != _seal(body):
            return None
        with suppress(BookError):
            return decode(value, Ledgered)
        return None

    def put(self, mark: Mark, value: Ledgered) -> bool:
        """Keep what was worked out, in place of what was here; False where the disk does not take it.

        The old file stays whole until the new one is.
        """
        body = encode(mark) + b"\n" + encode(value)
        try:
            handle, name = tempfile.mkstemp(prefix=f"{self.path.name}.", dir=self.path.parent)
        except OSError:
            return False
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MAGIC + _seal(body) + body)
            Path(name).replace(self.path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            return False
        return True

    def clear(self) -> None:
        """Forget everything."""
        self.path.unlink(missing_ok=True)


def mark_of(book: Book, versions: tuple[str, ...]) -> Mark:
    """The mark of a book as it is now."""
    return Mark(book.name(), book.length(), versions)


def _seal(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest()
