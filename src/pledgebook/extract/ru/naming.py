"""Who is named in a Russian sentence: states, their capitals and adjectives, bodies, leaders, unlisted plurals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from pledgebook.extract.ru.parsing import Sentence, lemma_of, lemmas, plainly
from pledgebook.extract.ru.spelling import offices_of
from pledgebook.extract.ru.tables import rows

_ENDINGS = ("", "а", "у", "ом", "ым", "ой", "е", "ю", "я", "ем", "ы", "и")
_SKY = ("ий", "ого", "ому", "им", "ом")
_ENDS_LIKE_PLURAL = ("ы", "и")
_LONG = 5
_AT_START = frozenset({"TGO"})
"""States whose name opens sentences as a word of another meaning ("Того")."""


@dataclass(frozen=True, slots=True)
class Named:
    """One name in a sentence.

    Attributes:
        code: Of the state or body; ``GROUP`` for an unlisted plural.
        kind: ``state``, ``seat``, ``body``, ``person``, ``adjective`` or ``plural``.
        first: Number of its first word.
        last: Number of its last word.
        count: How many, for a plural with a number.
    """

    code: str
    kind: str
    first: int
    last: int
    count: int | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    kind: str
    words: tuple[frozenset[str], ...]
    capital: bool


def names_in(sentence: Sentence, day: date | None = None) -> tuple[Named, ...]:
    """The names of a sentence, in order; of those that overlap the longest.

    Args:
        sentence: The sentence.
        day: On which day's office-holders to think.
    """
    forms = [lemmas(word.text) for word in sentence.words]
    found: list[Named] = []
    at = 0
    while at < len(forms):
        row = _longest(sentence, forms, at)
        if row is None:
            at += 1
            continue
        found.append(Named(row.code, row.kind, at, at + len(row.words) - 1))
        at += len(row.words)
    taken = {number for one in found for number in range(one.first, one.last + 1)}
    found += [one for one in _persons(sentence, day) if not taken & set(range(one.first, one.last + 1))]
    taken |= {number for one in found for number in range(one.first, one.last + 1)}
    found += [one for one in _plurals(sentence, taken) if one.first not in taken]
    return tuple(sorted(found, key=lambda one: (one.first, one.last)))


def _longest(sentence: Sentence, forms: list[frozenset[str]], at: int) -> _Row | None:
    best: _Row | None = None
    for form in forms[at]:
        for row in _index().get(form, ()):
            many = len(row.words)
            if at + many > len(forms) or (best is not None and many <= len(best.words)):
                continue
            if any(not row.words[i] & forms[at + i] for i in range(many)):
                continue
            if row.capital and not sentence.words[at].text[:1].isupper():
                continue
            if row.code in _AT_START and at == 0:
                continue
            best = row
    return best


def _persons(sentence: Sentence, day: date | None) -> Iterable[Named]:
    """Leaders: a surname of the table, or a full name that sounds like an office-holder's."""
    surnames = _surnames()
    seen: set[int] = set()
    for start, end in sentence.persons:
        inside = [word for word in sentence.words if start <= word.start and word.end <= end]
        if not inside:
            continue
        seen.update(word.number for word in inside)
        code = surnames.get(plainly(inside[-1].text))
        if code is None and len(inside) > 1:
            name = " ".join(word.text if word.text.isupper() else _nominative(word.text) for word in inside)
            held = offices_of(name, day) or offices_of(" ".join(word.text for word in inside), day)
            code = held[0].body if held else None
        yield Named(code or "", "person", inside[0].number, inside[-1].number)
    for word in sentence.words:
        if word.number not in seen and word.text[:1].isupper() and plainly(word.text) in surnames:
            yield Named(surnames[plainly(word.text)], "person", word.number, word.number)


def _nominative(word: str) -> str:
    form = lemma_of(word, "PROPN")
    return form[:1].upper() + form[1:]


def _plurals(sentence: Sentence, taken: set[int]) -> Iterable[Named]:
    """Plurals that name nobody: "26 стран", "союзников", "западные партнеры"."""
    table = rows("bodies")["plurals"]
    for word in sentence.words:
        if word.lemma not in table["nouns"] or word.number in taken:
            continue
        count = None
        for child in sentence.children[word.number]:
            below = sentence.words[child]
            if below.pos == "NUM" or below.relation.startswith("nummod"):
                count = int(below.text) if below.text.isdigit() and len(below.text) <= 4 else count
        many = count is not None or word.feats.get("Number") == "Plur"
        named = any(child in taken for child in sentence.children[word.number])
        if many and not named:
            first = min([word.number, *sentence.children[word.number]])
            yield Named("GROUP", "plural", min(first, word.number), word.number, count)


@cache
def _index() -> Mapping[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = {}

    def add(code: str, kind: str, name: str) -> None:
        words = name.replace("-", "-").split()
        keys = tuple(_keys(word, alone=len(words) == 1) for word in words)
        row = _Row(code, kind, keys, capital=name[:1].isupper())
        for key in keys[0]:
            found.setdefault(key, []).append(row)

    for code, row in rows("states").items():
        for name in row["names"]:
            add(code, "state", name)
        for name in row["seats"]:
            add(code, "seat", name)
        for name in row["adjectives"]:
            add(code, "adjective", name)
    for code, names in rows("bodies")["names"].items():
        for name in names:
            add(code, "body", name)
    return {key: tuple(held) for key, held in found.items()}


def _keys(word: str, *, alone: bool) -> frozenset[str]:
    """The dictionary forms that stand for a word of a name; of a name of one word as few as can be."""
    plain = plainly(word)
    if alone and not (len(word) >= _LONG and word.endswith(_ENDS_LIKE_PLURAL)):
        return frozenset({plain})
    return frozenset(
        {plain, lemma_of(word), lemma_of(word, "ADJ" if word.endswith(("ый", "ая", "ие", "ые")) else "NOUN")}
    )


@cache
def _surnames() -> Mapping[str, str]:
    """Every case of every surname of the table, with the code it speaks for."""
    found: dict[str, str] = {}
    for code, surnames in rows("persons")["surnames"].items():
        for surname in map(plainly, surnames):
            stem = surname[:-2] if surname.endswith("ий") else surname[:-1] if surname.endswith(("а", "я")) else surname
            endings = _SKY if surname.endswith("ий") else _ENDINGS
            bare = surname.endswith(("о", "и", "у", "е"))
            found.update(dict.fromkeys([surname] if bare else [surname, *(stem + ending for ending in endings)], code))
            if stem != surname and not surname.endswith("ий"):
                found.pop(stem, None)
    return found
