"""How near one spelling of a person's name comes to another: slips of a letter, sounds, transliterations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pledgebook.extract.folding import fold
from pledgebook.extract.gazetteer import common_surnames, known_persons, surname_of, words

_PAIR = re.compile(
    r"(?=(?<![\w'-])([A-Z][a-z]+(?:-[A-Z][a-z]+)?) "
    r"((?:(?:von der|van der|de|van|von|al|el|bin) )?(?:al-)?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)(?![\w]))"
)
_ENDING = re.compile(r"(?<=[^aeiou])(?:iy|ii|yi|yy|ij|i|y)$|(?<=[eg])[iy]$")
_USUAL = (("oe", "o"), ("ue", "u"), ("ae", "a"), ("kh", "h"), ("dh", "d"), ("q", "k"))
_SOUNDS = (
    ("sch", "sh"), ("tsch", "ch"), ("ph", "f"), ("wh", "w"), ("ck", "k"), ("c", "k"), ("q", "k"), ("ui", "w"),
    ("v", "w"),     ("z", "s"), ("dj", "j"), ("zh", "j"), ("x", "ks"), ("th", "t"), ("gh", "g"), ("y", "i"),
)  # fmt: skip


def full_names(folded: str) -> Iterator[tuple[int, int]]:
    """Places in a folded text of two or more capitalised words that look like first and last name."""
    for match in _PAIR.finditer(folded):
        yield match.start(1), match.end(2)


@dataclass(frozen=True, slots=True)
class _Spelt:
    """A known full name with what its parts sound like."""

    first: str
    last: str
    name: str


@cache
def _index() -> tuple[dict[str, list[_Spelt]], dict[str, list[_Spelt]]]:
    """Known full names by the consonants of the surname, and of the given name."""
    by_last: dict[str, list[_Spelt]] = {}
    by_first: dict[str, list[_Spelt]] = {}
    for known in known_persons().values():
        name = fold(known.name)
        last = fold(surname_of(known.name))
        first = name.split(" ")[0]
        if " " not in name or last == first:
            continue
        spelt = _Spelt(first, last, known.name)
        by_last.setdefault(_skeleton(last), []).append(spelt)
        by_first.setdefault(_skeleton(first), []).append(spelt)
    return by_last, by_first


@lru_cache(maxsize=4096)
def near_name(full_name: str) -> tuple[str, bool] | None:
    """The known person whose name this spelling comes near, and whether it is a usual transliteration of it.

    Example:
        >>> near_name("Kir Starmer"), near_name("Sergey Lavrov"), near_name("John Perry")
        (('Keir Starmer', False), ('Sergei Lavrov', True), None)
    """
    first, _, last = fold(full_name).partition(" ")
    if not last:
        return None
    by_last, by_first = _index()
    usual = _usual(first), _usual(last)
    candidates = [*by_last.get(_skeleton(last), ()), *by_first.get(_skeleton(first), ())]
    near: list[tuple[int, str]] = []
    for known in candidates:
        same_first = usual[0] == _usual(known.first)
        if same_first and (usual[1] == _usual(known.last) or _vowels_apart(last, known.last)):
            return known.name, True
        if _sound(first)[:1] != _sound(known.first)[:1] or _sound(last)[:1] != _sound(known.last)[:1]:
            continue
        rare = known.last not in common_surnames()
        if (same_first or _is_near(first, known.first, rare=False)) and _is_near(last, known.last, rare=rare):
            away = _apart(first, known.first) + _apart(last, known.last)
            if away:
                near.append((away, known.name))
    return (min(near)[1], False) if near else None


def _is_near(spelt: str, known: str, *, rare: bool) -> bool:
    if spelt.lower() == known.lower() or _usual(spelt) == _usual(known):
        return True
    away = _apart(spelt, known)
    longest = max(len(spelt), len(known))
    if _skeleton(spelt) == _skeleton(known):
        return away * 3 <= longest
    return rare and away == 1 and longest >= 6


def _vowels_apart(spelt: str, known: str) -> bool:
    """Whether two Arabic surnames with their article differ in vowels only."""
    both = (spelt.lower(), known.lower())
    return (
        all(name.startswith(("al-", "el-")) for name in both)
        and len({re.sub("[aeiou]", "", name[3:]) for name in both}) == 1
    )


@lru_cache(maxsize=8192)
def _usual(name: str) -> str:
    """The name with the common differences of transliteration taken out."""
    name = _given().get(name.lower(), name.lower()).replace("-", "").replace("'", "")
    for long, short in _USUAL:
        name = name.replace(long, short)
    return _ENDING.sub("y", re.sub(r"ian$", "yan", name))


@cache
def _given() -> dict[str, str]:
    return {name: names.split()[0] for names in words("names.toml")["given"]["same"] for name in names.split()}


@lru_cache(maxsize=8192)
def _sound(name: str) -> str:
    name = name.lower().replace("-", "").replace("'", "").replace("al-", "")
    for written, heard in _SOUNDS:
        name = name.replace(written, heard)
    return name


@lru_cache(maxsize=8192)
def _skeleton(name: str) -> str:
    """Consonants only, doubled ones once."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouh]", "", _sound(name)))


def _apart(one: str, other: str) -> int:
    """Edits between two words (insert, drop, change, swap of neighbours), at most 4."""
    one, other = one.lower(), other.lower()
    if abs(len(one) - len(other)) > 3:
        return 4
    rows_: list[list[int]] = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows_[-1][j] + 1, row[-1] + 1, rows_[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows_[-2][j - 2] + 1)
            row.append(best)
        rows_.append(row)
    return min(4, rows_[-1][-1])
