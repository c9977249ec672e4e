"""The options that commands share, and how their words become codes, dates and times."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from pledgebook.errors import NotFoundError
from pledgebook.model import When
from pledgebook.publish.moments import moment as moment

Code = TypeVar("Code", bound=StrEnum)

DEFAULT_BOOK = Path("pledgebook.book")

Book = Annotated[
    Path,
    typer.Option(
        "--book",
        envvar="PLEDGEBOOK_BOOK",
        metavar="FILE",
        help="The book; ./pledgebook.book unless said.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Leave out what was said after this day, month or year.")
]
KnownBy = Annotated[
    str | None,
    typer.Option("--known-by", metavar="DATE", help="Leave out what the book learnt after this day or time."),
]
Actors = Annotated[
    list[str] | None, typer.Option("--actor", metavar="CODE", help="Only these actors: DEU, Germany or NATO.")
]
Targets = Annotated[
    list[str] | None, typer.Option("--target", metavar="CODE", help="Only towards these: UKR or Ukraine.")
]
Actions = Annotated[
    list[str] | None, typer.Option("--action", metavar="ACTION", help="Only these actions: deploy, arm, fund ...")
]
Stances = Annotated[
    list[str] | None, typer.Option("--stance", metavar="STANCE", help="Only these stances: weighing, declined ...")
]
Conditions = Annotated[
    list[str] | None, typer.Option("--condition", metavar="KIND", help="Only what hangs on: ceasefire ...")
]
Kinds = Annotated[list[str] | None, typer.Option("--kind", metavar="KIND", help="Only these kinds.")]
Reports = Annotated[list[str] | None, typer.Option("--report", metavar="ID", help="Only what stands in these reports.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most this many.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON: one list or one object.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
AsJsonl = Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")]


@dataclass(frozen=True, slots=True)
class Command:
    """One command as the program lists it.

    Attributes:
        name: What is typed.
        run: What it does.
        help: What ``--help`` says.
        examples: Command lines that work, without ``pledgebook``.
    """

    name: str
    run: Callable[..., Any]
    help: str
    examples: tuple[str, ...]

    @property
    def short_help(self) -> str:
        """The help up to its first colon or full stop, for the list of commands."""
        return self.help.partition(":")[0].partition(". ")[0].rstrip(".")

    @property
    def epilog(self) -> str:
        """The examples as ``--help`` prints them."""
        return "\b\nExamples:\n" + "\n".join(f"  pledgebook {example}" for example in self.examples)


def codes(kind: type[Code], option: str, words: Iterable[str] | None) -> tuple[Code, ...]:
    """The codes that an option names, several with commas between.

    >>> from pledgebook.model import Stance
    >>> codes(Stance, "--stance", ["weighing,declined"])
    (<Stance.WEIGHING: 'weighing'>, <Stance.DECLINED: 'declined'>)
    """
    return tuple(_code(kind, option, word) for word in _split(words))


def _code(kind: type[Code], option: str, word: str) -> Code:
    known = [code.value for code in kind]
    if word.lower() in known:
        return kind(word.lower())
    near = get_close_matches(word.lower(), known, n=2, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
    raise typer.BadParameter(f"{option} does not know {word!r}; {hint}")


def _split(words: Iterable[str] | None) -> list[str]:
    return [part.strip() for word in words or () for part in word.split(",") if part.strip()]


def actors(option: str, words: Iterable[str] | None, in_book: Callable[[], frozenset[str]]) -> tuple[str, ...]:
    """The actors that an option names by code or name.

    Args:
        option: The option, for the error.
        words: What was typed.
        in_book: Gives the codes that stand in the book; asked only for a word that the tables do not know.
    """
    return tuple(_actor(option, word, in_book) for word in _split(words))


def _actor(option: str, word: str, in_book: Callable[[], frozenset[str]]) -> str:
    from pledgebook.publish.names import code_of

    try:
        return code_of(word)
    except NotFoundError:
        try:
            return code_of(word, in_book())
        except NotFoundError as unknown:
            hint = str(unknown).partition("; ")[2]
            raise typer.BadParameter(f"{option} does not know {word!r}; {hint}") from None


def day(text: str | None) -> When | None:
    """A day, month or year.

    Raises:
        DateFormatError: Any other form.
    """
    return When(text) if text else None


def clock() -> datetime:
    """The time now; the only clock of the command line."""
    return datetime.now(UTC)
