"""What Pledgebook raises, drawn as a tree.

    PledgebookError            anything a user can be told in one line
    ├── ReadingError           a file, folder or address that cannot be read as a report
    │   ├── TooLargeError      over the size limit
    │   └── NoTextError        opened well, but holds no text
    ├── ValueFormatError       a value given in words that cannot be understood
    │   ├── DateFormatError    not a day, month or year
    │   └── AmountError        not a sum of money
    ├── BookError              the book cannot be opened, written or trusted
    │   └── NotABookError      a file that is something else
    ├── DecisionError          a decision that cannot be taken
    ├── ArrangementError       an arrangement file that says something impossible
    ├── LanguagePackError      what should read a language cannot be used
    └── NotFoundError          an id that names nothing in the book

Each message says what came in, what was wanted and what to do next. The
command line adds only ``error:`` and the exit code.
"""

from pathlib import Path


class PledgebookError(Exception):
    """Anything that a user can be told in one line."""


class ReadingError(PledgebookError):
    """A file, folder or address that cannot be read as a report."""

    def __init__(self, source: str, why: str, instead: str = "") -> None:
        """Say which source could not be read, why, and what would be read instead."""
        super().__init__(f"cannot read {source!r}: {why}" + (f"; {instead}" if instead else ""))
        self.source = source
        self.why = why
        self.instead = instead


class TooLargeError(ReadingError):
    """A source over the size limit."""

    def __init__(self, source: str, size: int, limit: int) -> None:
        """Give both sizes in bytes."""
        super().__init__(
            source,
            f"{size / 1_000_000:.1f} MB is over the limit of {limit / 1_000_000:.1f} MB",
            "raise the limit with --max-bytes, or split the file into one report each",
        )
        self.size = size
        self.limit = limit


class NoTextError(ReadingError):
    """A source that opened well but holds no text."""


class ValueFormatError(PledgebookError):
    """A value given in words that cannot be understood."""


class DateFormatError(ValueFormatError):
    """Not a day, month or year."""

    def __init__(self, text: str) -> None:
        """Say what came in and give an example."""
        super().__init__(
            f"cannot read {text!r} as a date; write a day, month or year, for example '2025-08-24', '2025-08' or '2025'"
        )


class AmountError(ValueFormatError):
    """Not a sum of money."""

    def __init__(self, text: str) -> None:
        """Say what came in and give an example."""
        super().__init__(
            f"cannot read {text!r} as an amount; write a currency and a number, "
            "for example '$90 billion', '€2.5 bn' or 'EUR 2500000000'"
        )


class BookError(PledgebookError):
    """The book cannot be opened, written or trusted."""


class NotABookError(BookError):
    """A file that is something else than a book."""

    def __init__(self, path: Path, why: str) -> None:
        """Say which file was taken for a book and what it is."""
        super().__init__(f"{path} is not a Pledgebook book: {why}; name another file with --book")
        self.path = path


class DecisionError(PledgebookError):
    """A decision that cannot be taken: about nothing in the book, or with a value that its field cannot hold."""


class ArrangementError(PledgebookError):
    """An arrangement file that says something impossible."""

    def __init__(self, path: Path | str, line: int | None, why: str, example: str = "") -> None:
        """Name the file, the line where known, what is wrong and how it is written."""
        place = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{place}: {why}" + (f"; for example: {example}" if example else ""))
        self.path = path
        self.line = line


class NotFoundError(PledgebookError):
    """An id that names nothing in the book."""

    def __init__(self, kind: str, wanted: str, near: tuple[str, ...] = ()) -> None:
        """Say what was looked for and which ids come near."""
        listed_by = "sources" if kind == "report" else f"{kind}s"
        hint = f"; did you mean {', '.join(near)}?" if near else f"; list them with 'pledgebook {listed_by}'"
        super().__init__(f"no {kind} {wanted!r} in this book{hint}")


class LanguagePackError(PledgebookError):
    """What should read a language cannot be used."""

    def __init__(self, language: str, why: str, instead: str) -> None:
        """Say which language it is for, why it cannot be used, and what to do."""
        super().__init__(f"no use can be made of the language pack for {language!r}: {why}; {instead}")
        self.language = language
