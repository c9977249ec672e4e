"""A TOML file read key by key, where each complaint names the file, the line, what was expected and an example."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import NoReturn, TypeVar

from pledgebook.errors import ArrangementError, DateFormatError
from pledgebook.model import When

Code = TypeVar("Code", bound=StrEnum)
Path = tuple[str | int, ...]

_MOST_LISTED = 25
_ALIKE = 0.7
_PART = r"""(?:"[^"]*+"|'[^']*+'|[\w()-]++)"""
_KEY = re.compile(rf"\s*+({_PART}(?:\s*+\.\s*+{_PART})*+)\s*+=")
_ERROR_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def near(wanted: str, known: Sequence[str]) -> str:
    """A clause that offers the nearest known words, or lists them where none comes near.

    >>> near("ceasfire", ["ceasefire", "consent"])
    "did you mean 'ceasefire'?"
    """
    close = get_close_matches(wanted, known, n=2)
    if close:
        return f"did you mean {' or '.join(repr(word) for word in close)}?"
    if len(known) > _MOST_LISTED:
        return "no known one comes near"
    return f"known here: {', '.join(known)}" if known else "none is known here"


class Lines:
    """Where each key of a TOML text stands."""

    def __init__(self, text: str) -> None:
        """Scan the text once for its table headers and keys."""
        self._text = text.splitlines()
        self._places: dict[Path, int] = dict(_places(self._text))

    def of(self, path: Path, value: object = None) -> int | None:
        """Line of a key, or of the nearest table around it; with a value: the line that shows it, from there on."""
        inside = [place for other, place in self._places.items() if path and other[: len(path)] == path]
        while path and path not in self._places and not inside:
            path = path[:-1]
        if not path:
            return None
        line = self._places[path] if path in self._places else min(inside)
        if isinstance(value, str):
            later = [place for place in self._places.values() if place > line]
            for number in range(line, min(later, default=len(self._text) + 1)):
                if value in self._text[number - 1]:
                    return number
        return line


def _places(lines: Sequence[str]) -> Iterator[tuple[Path, int]]:
    header: Path = ()
    counts: dict[Path, int] = {}
    open_quotes = ""
    for number, line in enumerate(lines, 1):
        if open_quotes:
            if open_quotes in line:
                open_quotes = ""
            continue
        stripped = line.strip()
        if stripped.startswith("["):
            header = _header(stripped, counts)
            if header:
                yield header, number
        elif match := _KEY.match(line):
            yield header + _dotted(match.group(1)), number
        for quotes in ('"""', "'''"):
            if stripped.count(quotes) % 2:
                open_quotes = quotes


def _header(line: str, counts: dict[Path, int]) -> Path:
    inner = line.split("#")[0].strip().strip("[]").strip()
    path = _dotted(inner)
    if path and line.startswith("[["):
        counts[path] = counts.get(path, -1) + 1
        return (*path, counts[path])
    return path


def _dotted(key: str) -> Path:
    try:
        inside: object = tomllib.loads(f"{key} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    path: list[str | int] = []
    while isinstance(inside, dict):
        ((name, inside),) = inside.items()
        path.append(name)
    return tuple(path)


class Table:
    """One table of a TOML file; each value is taken once, and what nobody took is an unknown key."""

    def __init__(self, file: str, values: Mapping[str, object], lines: Lines, path: Path = ()) -> None:
        """Wrap the values that stand at ``path`` of the file."""
        self.file = file
        self.path = path
        self._values = dict(values)
        self._lines = lines
        self._asked: list[str] = []
        self._examples: dict[str, str] = {}

    @classmethod
    def of_text(cls, file: str, text: str) -> "Table":
        """Read a whole file.

        Raises:
            ArrangementError: The text is not TOML.
        """
        try:
            values = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            place = _ERROR_PLACE.search(str(error))
            line = int(place.group(1)) if place and place.group(1) else len(text.splitlines()) or 1
            why = _ERROR_PLACE.sub("", str(error))
            raise ArrangementError(file, line, f"this is not TOML: {why}", 'beneficiary = "UKR"') from None
        return cls(file, values, Lines(text))

    def fail(self, why: str, example: str = "", key: str | None = None, value: object = None) -> NoReturn:
        """Complain about a key of this table, or about the table itself.

        Raises:
            ArrangementError: Always.
        """
        path = self.path if key is None else (*self.path, key)
        raise ArrangementError(self.file, self._lines.of(path, value), why, example)

    def missing(self, key: str, expected: str, example: str) -> NoReturn:
        """Complain that a key is not there, or that the one that was meant for it is misspelt.

        Raises:
            ArrangementError: Always.
        """
        for other in get_close_matches(key, self.keys_left(), n=1, cutoff=_ALIKE):
            self.fail(f"unknown key {other!r}; did you mean {key!r}?", example, other)
        self.fail(f"missing {key!r}: expected {expected}", example, key)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._values

    def take(self, key: str) -> object:
        """The raw value of a key, or None."""
        self._asked.append(key)
        return self._values.get(key)

    def text(self, key: str, example: str, default: str | None = None) -> str:
        """A piece of text; without a default it must be there."""
        self._examples[key] = f'{key} = "{example}"'
        value = self.take(key)
        if value is None and default is not None:
            return default
        if value is None:
            self.missing(key, "some text", f'{key} = "{example}"')
        if not isinstance(value, str) or not value.strip():
            self.fail(f"{self._what(value)} {key!r}: expected some text", f'{key} = "{example}"', key)
        return " ".join(value.split())

    def texts(self, key: str, example: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is not there."""
        self._examples[key] = f"{key} = {example}"
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
            self.fail(f"{self._what(value)} {key!r}: expected a list of texts", f"{key} = {example}", key)
        if len(set(value)) < len(value):
            self.fail(f"{key!r} names something twice", f"{key} = {example}", key)
        return tuple(value)

    def number(self, key: str, example: str) -> Decimal | None:
        """A number, or None where the key is not there."""
        self._examples[key] = f"{key} = {example}"
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            self.fail(f"{self._what(value)} {key!r}: expected a number", f"{key} = {example}", key)
        return Decimal(value)

    def flag(self, key: str) -> bool:
        """``true`` or ``false``; false where the key is not there."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.fail(f"{self._what(value)} {key!r}: expected true or false", f"{key} = true", key)
        return bool(value)

    def when(self, key: str) -> When | None:
        """A day, month or year, or None where the key is not there."""
        value = self.take(key)
        if value is None:
            return None
        try:
            return When(str(value))
        except DateFormatError as error:
            self.fail(str(error), f'{key} = "2025-09-04"', key)

    def code(self, key: str, kind: type[Code], example: Code) -> Code:
        """One of a fixed set of codes; it must be there."""
        return self._code(key, kind, example, self.text(key, example.value))

    def codes(self, key: str, kind: type[Code], example: Code) -> tuple[Code, ...]:
        """Some of a fixed set of codes; empty where the key is not there."""
        return tuple(self._code(key, kind, example, word) for word in self.texts(key, f'["{example.value}"]'))

    def _code(self, key: str, kind: type[Code], example: Code, word: str) -> Code:
        try:
            return kind(word)
        except ValueError:
            known = [code.value for code in kind]
            self.fail(f"unknown {key} {word!r}; {near(word, known)}", f'{key} = "{example.value}"', key, word)

    def table(self, key: str, example: str) -> "Table | None":
        """A table inside this one, or None where the key is not there."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fail(f"{self._what(value)} {key!r}: expected a table", example, key)
        return Table(self.file, value, self._lines, (*self.path, key))

    def named(self, key: str, example: str) -> tuple[tuple[str, "Table"], ...]:
        """The tables ``[key.NAME]``, with their names, in the order of the file."""
        whole = self.table(key, example)
        if whole is None:
            return ()
        found = []
        for name in whole.keys_left():
            inner = whole.table(name, example)
            if inner is not None:
                found.append((name, inner))
        return tuple(found)

    def listed(self, key: str, example: str) -> tuple["Table", ...]:
        """The tables ``[[key]]``, in the order of the file."""
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fail(f"{self._what(value)} {key!r}: expected tables headed [[{key}]]", example, key)
        return tuple(Table(self.file, item, self._lines, (*self.path, key, i)) for i, item in enumerate(value))

    def keys_left(self) -> tuple[str, ...]:
        """The keys that nobody has taken yet."""
        return tuple(key for key in self._values if key not in self._asked)

    def done(self) -> None:
        """Complain about the first key that nobody took.

        Raises:
            ArrangementError: There is one.
        """
        for key in self.keys_left():
            known = sorted(set(self._asked))
            meant = get_close_matches(key, known, n=1)
            example = self._examples.get(meant[0], "") if meant else next(iter(self._examples.values()), "")
            self.fail(f"unknown key {key!r}; {near(key, known)}", example, key)

    def _what(self, value: object) -> str:
        if isinstance(value, dict | list):
            return f"a {'table' if isinstance(value, dict) else 'list'} for"
        return "missing" if value is None else f"{str(value) if isinstance(value, Decimal) else repr(value)} for"
