"""Which language is read by what: English always, others by packs that come in when the first report in them does.

A pack reads the reports of one language. Those that ship stand in ``SHIPPED``; another package
brings one by an entry point of the group ``pledgebook.languages``, named by the language's code:

    [project.entry-points."pledgebook.languages"]
    uk = "my_package.reading:UkrainianPack"

What the entry point names is called without arguments and gives the pack.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import Protocol, runtime_checkable

from pledgebook.errors import LanguagePackError
from pledgebook.extract.extractor import Extractor
from pledgebook.model import Claim, Clues, Report

GROUP = "pledgebook.languages"
"""The group of entry points by which other packages bring packs."""

UNKNOWN = "und"
"""The language of a text too short to tell; it is read as English."""


@runtime_checkable
class LanguagePack(Protocol):
    """Reads the claims and clues of reports in one language."""

    @property
    def language(self) -> str:
        """ISO 639-1 code of the language."""
        ...

    @property
    def name(self) -> str:
        """Name and version, as it stands on each claim; another one means that a report may be read otherwise."""
        ...

    def available(self) -> bool:
        """Whether all that it needs is installed."""
        ...

    def read(self, report: Report) -> tuple[tuple[Claim, ...], Clues]:
        """The claims of a report, in the order of its text, and what else it tells."""
        ...

    def read_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
        """The same of many reports, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class Shipped:
    """A pack that ships with Pledgebook and needs more than the default install.

    Attributes:
        place: Module and class: ``package.module:Class``.
        needs: Modules that must be there.
        extra: The extra that brings them.
    """

    place: str
    needs: tuple[str, ...]
    extra: str


SHIPPED: Mapping[str, Shipped] = {
    "ru": Shipped("pledgebook.extract.ru.pack:RussianPack", ("natasha", "pymorphy3"), "ru"),
}


class Reader(Protocol):
    """What a pack does, without what it says of itself."""

    @property
    def name(self) -> str:
        """Name and version."""
        ...

    def read(self, report: Report) -> tuple[tuple[Claim, ...], Clues]:
        """The claims and clues of a report."""
        ...

    def read_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
        """The same of many reports, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class Languages:
    """Who reads which language. A pack is looked for and loaded when the first report in its language comes.

    Attributes:
        english: What reads English, and texts too short to tell.

    Example:
        >>> languages = Languages()
        >>> languages.of("en") is languages.of("und") is languages.english
        True
        >>> languages.of("xx") is None
        True
    """

    english: Reader = field(default_factory=Extractor)

    def of(self, language: str) -> Reader | None:
        """What reads reports in a language; None if nothing that is installed does.

        Raises:
            LanguagePackError: Another package brings a pack that cannot be loaded or is none, or two packages bring one.
        """
        return self.english if language in ("en", UNKNOWN) else _pack(language)

    def wanting(self, languages: Iterable[str]) -> tuple[str, ...]:
        """The extras whose install would have these languages read.

        >>> Languages().wanting(["fi"])
        ()
        """
        lacking = (SHIPPED[language] for language in languages if language in SHIPPED and self.of(language) is None)
        return tuple(sorted({one.extra for one in lacking}))


@cache
def _pack(language: str) -> LanguagePack | None:
    """The pack of a language: that of another package before the shipped one."""
    brought = entry_points(group=GROUP, name=language)
    if len(brought) > 1:
        values = ", ".join(sorted(point.value for point in brought))
        raise LanguagePackError(language, f"{len(brought)} packages bring one ({values})", "uninstall all but one")
    for point in brought:
        return _checked(language, point.value, point.load)
    shipped = SHIPPED.get(language)
    if shipped is None or any(find_spec(module) is None for module in shipped.needs):
        return None
    module, _, name = shipped.place.partition(":")
    return _checked(language, shipped.place, lambda: getattr(import_module(module), name))


def _checked(language: str, place: str, load: Callable[[], Callable[[], object]]) -> LanguagePack | None:
    """The pack that stands at a place, if what it needs is installed."""
    try:
        pack = load()()
    except Exception as problem:
        raise LanguagePackError(
            language,
            f"{place} cannot be loaded: {type(problem).__name__}: {problem}",
            "install it anew or uninstall it",
        ) from problem
    if not isinstance(pack, LanguagePack) or pack.language != language:
        raise LanguagePackError(
            language,
            f"{place} gives {type(pack).__name__!r}, wanted is an object with language {language!r}, name, available(), "
            "read() and read_many()",
            "see 'Write a language pack' in the manual",
        )
    return pack if pack.available() else None
