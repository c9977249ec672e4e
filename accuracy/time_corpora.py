"""Two corpora whose dates others annotated, MEANTIME and WikiWars, read into one form.

Their texts are not Pledgebook's to ship: they are read from ../shared/data beside the project.
"""

import hashlib
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_NO_SPACE_BEFORE = re.compile(r"(?:[.,;:!?%)\]”’]|'s|'re|'ve|'ll|'d|'m|n't|'|’s|’t|\.\.\.)\Z")
_OPENING = frozenset("([“‘$£€")
_DAY_FIRST = re.compile(r"(\d\d)-(\d\d)-(\d{4})")


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression as annotated.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends, exclusive.
        value: Its value in TIMEX form: ``2009-06``, ``2009-W23``, ``P2Y``; empty where the annotators gave none.
        given: Whether it is the document's own date, which every reader is told and nobody is asked for.
    """

    start: int
    end: int
    value: str
    given: bool


@dataclass(frozen=True, slots=True)
class Document:
    """One annotated text.

    Attributes:
        id: Its name in the corpus.
        published: The day it is read as of.
        text: The annotated part of its text.
        expressions: What was annotated, in order.
    """

    id: str
    published: date
    text: str
    expressions: tuple[Expression, ...]

    @property
    def half(self) -> str:
        """Read while rules were written, or scored only; by the hash of its name, which nobody chose."""
        return "read" if hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0 else "scored only"


def meantime(folder: Path) -> list[Document]:
    """The English documents of MEANTIME.

    Annotated are only the first sentences of each, so the text stops with the last one that bears a mark. The corpus
    holds words, not text: they are joined as English is printed, headline and dateline on lines of their own.
    """
    return [_meantime(path) for path in sorted((folder / "intra-doc_annotation").glob("*/*.xml"))]


def _meantime(path: Path) -> Document:
    root = ElementTree.parse(path).getroot()
    words = [(token.get("t_id", ""), int(token.get("sentence", "0")), token.text or "") for token in root.iter("token")]
    sentence = {name: number for name, number, _ in words}
    marks = [mark for mark in root.find("Markables") or () if mark.find("token_anchor") is not None]
    last = max(sentence[anchor.get("t_id", "")] for mark in marks for anchor in mark.iter("token_anchor"))
    text, place, before, quoted = "", {}, 0, False
    for name, number, word in words:
        if number > last:
            break
        if number != before:
            text += "\n" if before < 2 else " "
            before, quoted = number, False
        elif text and not (
            _NO_SPACE_BEFORE.match(word) or text[-1] in _OPENING or (quoted and (word == '"' or text[-1] == '"'))
        ):
            text += " "
        if word == '"':
            if quoted and text.endswith(" "):
                text = text[:-1]
            quoted = not quoted
        place[name] = (len(text), len(text) + len(word))
        text += word
    found, published = [], None
    for mark in marks:
        if mark.tag != "TIMEX3":
            continue
        places = [place[anchor.get("t_id", "")] for anchor in mark.iter("token_anchor")]
        value, given = mark.get("value", ""), mark.get("functionInDocument") == "CREATION_TIME"
        if given:
            turned = _DAY_FIRST.fullmatch(value)
            published = date(int(turned[3]), int(turned[2]), int(turned[1])) if turned else date.fromisoformat(value)
        found.append(Expression(min(a for a, _ in places), max(b for _, b in places), value, given))
    if published is None:
        published = next(date.fromisoformat(e.value) for e in found if re.fullmatch(r"\d{4}-\d\d-\d\d", e.value))
    return Document(path.stem, published, text, tuple(sorted(found, key=lambda e: e.start)))


def wikiwars(folder: Path) -> list[Document]:
    """The narratives of WikiWars, read as of the day they were taken."""
    return [_wikiwars(path) for path in sorted((folder / "whole-tml" / "tml").glob("*.tml"))]


def _wikiwars(path: Path) -> Document:
    root = ElementTree.parse(path).getroot()
    given, body = root.find("DCT/TIMEX3"), root.find("TEXT")
    assert given is not None
    assert body is not None
    found: list[Expression] = []
    pieces: list[str] = []
    _walk(body, pieces, found)
    published = date.fromisoformat(given.get("value", "")[:10])
    return Document(path.stem, published, "".join(pieces), tuple(sorted(found, key=lambda e: e.start)))


def _walk(element: ElementTree.Element, pieces: list[str], found: list[Expression]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, found)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        value = element.get("value") or ""
        found.append(Expression(start, sum(map(len, pieces)), "" if value == "null" else value, given=False))
