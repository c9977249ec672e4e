"""What one address asks: its words as codes and days, and how links keep as-of and known-by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from urllib.parse import quote, urlencode

from starlette.requests import Request

from pledgebook.errors import ValueFormatError
from pledgebook.model import When
from pledgebook.publish.moments import moment

Code = TypeVar("Code", bound=StrEnum)

KEPT = ("as_of", "known_by")
"""What every link carries on."""

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Question:
    """The two times of a view.

    Attributes:
        as_of: Leave out what was said later; None for nothing.
        known_by: Leave out what the book learnt later; None for nothing.
    """

    as_of: When | None = None
    known_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One address, taken apart.

    Attributes:
        path: Its path, with ``.json`` or ``.csv`` taken off.
        pairs: Its query, in order, without empty values.
    """

    path: str
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: Request, path: str | None = None) -> "Ask":
        """What a request asks."""
        pairs = tuple((name, value.strip()[:_LONGEST]) for name, value in request.query_params.multi_items())
        return cls(path or request.url.path, tuple(pair for pair in pairs if pair[1])[:200])

    def one(self, name: str, usual: str = "") -> str:
        """The last value of a name."""
        return next((value for key, value in reversed(self.pairs) if key == name), usual)

    def many(self, name: str) -> tuple[str, ...]:
        """All values of a name, several in one with commas between."""
        return tuple(
            part.strip() for key, value in self.pairs if key == name for part in value.split(",") if part.strip()
        )

    def number(self, name: str, usual: int, least: int = 1, most: int = 10**9) -> int:
        """A whole number, kept within bounds; the usual one for anything else."""
        given = self.one(name)
        return min(max(int(given), least), most) if given.isascii() and given.isdigit() and len(given) < 10 else usual

    def codes(self, name: str, kind: type[Code]) -> tuple[Code, ...]:
        """The codes that a name holds.

        Raises:
            ValueFormatError: A word that is no such code.
        """
        return tuple(code_in(kind, name, word) for word in self.many(name))

    def day(self, name: str) -> date | None:
        """The first day of a date.

        Raises:
            DateFormatError: No date.
        """
        return When(self.one(name)).earliest if self.one(name) else None

    @property
    def question(self) -> Question:
        """The two times.

        Raises:
            DateFormatError: No date.
        """
        as_of, known_by = self.one("as_of"), self.one("known_by")
        return Question(When(as_of) if as_of else None, moment(known_by))

    def link(self, path: str, **given: object) -> str:
        """An address inside the application that keeps the two times; a list gives one pair a value."""
        return address(path, [*self.kept, *_pairs(given)])

    def here(self, **changes: object) -> str:
        """This address with some of its query changed; None takes a name out."""
        pairs = [pair for pair in self.pairs if pair[0] not in changes]
        return address(self.path, [*pairs, *_pairs(changes)])

    def as_form(self, ending: str) -> str:
        """This address as ``.json``, ``.csv`` or ``.svg``."""
        path = "/overview" if self.path == "/" else self.path
        return address(f"{path}.{ending}", self.pairs)

    def chart(self, path: str) -> str:
        """The address of a chart of what this page shows."""
        return address(path, self.pairs)

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """The two times as pairs."""
        return tuple(pair for pair in self.pairs if pair[0] in KEPT)

    def others(self, *names: str) -> tuple[tuple[str, str], ...]:
        """The pairs of the query but for some names, as hidden fields of a form."""
        return tuple(pair for pair in self.pairs if pair[0] not in names)


def code_in(kind: type[Code], name: str, word: str) -> Code:
    """A code by its word.

    Raises:
        ValueFormatError: No such code.
    """
    try:
        return kind(word.lower())
    except ValueError:
        known = ", ".join(code.value for code in kind)
        raise ValueFormatError(f"{name} does not know {word!r}; there are {known}") from None


def address(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """An address inside the application.

    >>> address("/reports/a b", [("as_of", "2025-09-01"), ("q", "ä&b")])
    '/reports/a%20b?as_of=2025-09-01&q=%C3%A4%26b'
    """
    query = urlencode([(name, value) for name, value in pairs if value], errors="replace")
    return quote(path, safe="/~", errors="replace") + (f"?{query}" if query else "")


def _pairs(given: dict[str, object]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in given.items():
        values: Sequence[object] = value if isinstance(value, list | tuple) else [value]
        found += [(name, str(one)) for one in values if one not in (None, "")]
    return found
