"""What the suites of the extractor share: texts with [[marked words]], the parser and one sentence with all in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from pledgebook.extract import Extractor
from pledgebook.extract.amounts import find_amounts
from pledgebook.extract.arguments import Scene
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.extractor import prepare
from pledgebook.extract.parse import Parser, Tree
from pledgebook.extract.quantities import find_quantities
from pledgebook.model import Claim, Mention, Report, Span, When

MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and its marked words.

    Attributes:
        text: The text without its marks.
        marks: The marked words, each where it stands.
    """

    text: str
    marks: tuple[Mention, ...]


def _unmark(marked: str) -> Marked:
    found = []
    for number, match in enumerate(MARK.finditer(marked)):
        start = match.start() - 4 * number
        found.append(Mention(match.group(1), Span(start, start + len(match.group(1)))))
    return Marked(MARK.sub(r"\1", marked), tuple(found))


@pytest.fixture(scope="session")
def unmark() -> Callable[[str], Marked]:
    """Takes the marks out of a text and tells where they stood."""
    return _unmark


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The extractor as it ships, loaded once."""
    return Extractor()


@pytest.fixture(scope="session")
def parser(extractor: Extractor) -> Parser:
    """The parser, loaded once."""
    return extractor.parser


@pytest.fixture(scope="session")
def parse(parser: Parser) -> Callable[[str], Tree]:
    """Parses one sentence."""
    return lambda sentence: next(parser.parse([sentence]))


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Callable[..., tuple[Claim, ...]]:
    """Reads the claims of a text published on 5 September 2025."""

    def claims(text: str, **fields: object) -> tuple[Claim, ...]:
        report = Report("report", text, **{"published": When("2025-09-05"), **fields})  # type: ignore[arg-type]
        return extractor.read(report)[0]

    return claims


@pytest.fixture(scope="session")
def look(extractor: Extractor) -> Callable[..., tuple[Scene, Candidate]]:
    """One sentence with all that is in it, and the way from an actor to the word that carries the content."""

    def scene(sentence: str, actor: str, content: str) -> tuple[Scene, Candidate]:
        one = prepare(Report("report", sentence, published=When("2025-09-05")))
        (considered,) = extractor.consider(one)
        found = Scene(
            tree=considered.tree,
            text=considered.sentence.text,
            offset=considered.sentence.span.start,
            mentions=one.mentions[considered.number],
            mentioned=considered.mentioned,
            amounts=find_amounts(one.text),
            quantities=find_quantities(one.text),
            focus=one.focus,
            rival=None,
        )
        (candidate,) = [
            candidate
            for candidate in considered.candidates
            if one.mentions[considered.number][candidate.mention].text == actor
            and considered.tree.words[candidate.leaf] == content
        ]
        return found, candidate

    return scene
