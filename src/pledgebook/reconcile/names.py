"""Names in a spelling that nobody uses: of persons the tables know, and of those whom only the reports know."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from pledgebook.data import states
from pledgebook.model import Finding, FindingKind, Mention, Severity, Span
from pledgebook.reconcile.portrait import story_text
from pledgebook.reconcile.shelf import Shelf, finding
from pledgebook.reconcile.words import folded, is_empty

_FULL = re.compile(r"\b([A-Z][^\W\dA-Z_]{2,}) ((?:al-|Al-|van |de |von )?[A-Z][^\W\dA-Z_]{2,})\b")
_LONE = re.compile(r"(?<![\w-])([A-Z][^\W\dA-Z_]{4,})\b(?!['’-]?\s?[A-Z])")
_LOWER = re.compile(r"\b[a-z]+\b")
_SOUNDS = (("sch", "s"), ("sh", "s"), ("ck", "k"), ("cqu", "k"), ("qu", "k"), ("ph", "p"), ("th", "t"), ("z", "s"))
_LEAST_SOUND = 3
_MOST_APART = 3
_ALIKE_FIRST = 0.85
_ALIKE_LAST = 0.6


def name_variants(shelf: Shelf) -> Iterator[Finding]:
    """One finding for each name that a report spells in an unusual way, at its first place.

    Known persons are those of the tables. Others are compared within the report ("Perriello", then "Perlio") and with
    the copies of the same original ("Jack Ombaka" in most of them, "Jacques Ombaka" here).
    """
    full: dict[str, Mapping[str, Mention]] = {}
    families: dict[str, _Family] = {}
    for report, reading in shelf.readings.items():
        origin = shelf.origin[report]
        if origin not in families:
            members = shelf.families[origin]
            full |= {member: _full_names(shelf, member) for member in members if member not in full}
            families[origin] = _Family.of(members, full)
        seen: set[str] = set()
        for name in reading.clues.names:
            if not name.exact and name.known_as not in seen:
                seen.add(name.known_as)
                yield _variant(shelf, report, Mention(name.text, name.span), name.known_as)
        for mention, usual in (
            *_otherwise_in_copies(full[report], families[origin]),
            *_otherwise_in_the_report(shelf, report, full[report]),
        ):
            if usual not in seen and not any(name.span.meets(mention.span) for name in reading.clues.names):
                seen.add(usual)
                yield _variant(shelf, report, mention, usual)


@dataclass(frozen=True, slots=True)
class _Family:
    """The full names in all copies of one original.

    Attributes:
        copies: How many there are.
        told: In how many of them each name stands.
        sharing: For each first and each last name the full names that have it there, in order.
        sounding: For the sounds of each first and last name the full names that sound so, in order.
    """

    copies: int
    told: Mapping[str, int]
    sharing: Mapping[tuple[int, str], Sequence[str]]
    sounding: Mapping[tuple[str, ...], Sequence[str]]

    @classmethod
    def of(cls, members: Sequence[str], full: Mapping[str, Mapping[str, Mention]]) -> "_Family":
        """The family of those reports."""
        told = Counter(name for member in members for name in full[member])
        sharing: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        sounding: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in sorted(told):
            sounding[_sounds(name)].append(name)
            for place, part in enumerate(name.split(" ", 1)):
                sharing[place, part].append(name)
        return cls(len(members), told, sharing, sounding)


def _variant(shelf: Shelf, report: str, mention: Mention, usual: str) -> Finding:
    says = f"“{mention.text}” is an unusual spelling of {usual}."
    return finding(FindingKind.NAME_VARIANT, Severity.LOW, [shelf.place(report, mention.span)], says, usual)


def _full_names(shelf: Shelf, report: str) -> dict[str, Mention]:
    """First and last names that stand together, by their folded form, each at its first place."""
    text = story_text(shelf.readings[report])
    found: dict[str, Mention] = {}
    for match in _FULL.finditer(text):
        if not is_empty(match.group(1)) and not is_empty(match.group(2)):
            found.setdefault(folded(match.group()), Mention(match.group(), Span(*match.span())))
    return found


def _otherwise_in_copies(full: Mapping[str, Mention], family: _Family) -> Iterator[tuple[Mention, str]]:
    if family.copies < 3:
        return
    for name, mention in full.items():
        if family.told[name] > 1:
            continue
        first, last = name.split(" ", 1)
        near = {other for other in family.sharing[1, last] if _near(first, other.split(" ", 1)[0])}
        near |= {other for other in family.sharing[0, first] if _near(last, other.split(" ", 1)[1])}
        near |= {other for other in family.sounding[_sounds(name)] if other != name}
        usual = min((other for other in near if family.told[other] >= 2 and other not in full), default=None)
        if usual is not None:
            yield mention, usual


def _otherwise_in_the_report(shelf: Shelf, report: str, full: Mapping[str, Mention]) -> Iterator[tuple[Mention, str]]:
    """A name that stands alone and sounds like a last name of the report, or is almost one of its first names."""
    if not full:
        return
    text = story_text(shelf.readings[report])
    whole = [mention.span for mention in full.values()]
    parts: defaultdict[str, list[tuple[str, int, str]]] = defaultdict(list)
    spelt: set[str] = set()
    for name in full:
        for place, part in enumerate(name.split()):
            spelt.add(part)
            parts[_sound(part)].append((part, place, name))
    lower: set[str] | None = None
    for match in _LONE.finditer(text):
        word = folded(match.group(1))
        near = parts.get(_sound(word))
        if near is None or word in spelt or word in _places() or is_empty(word):
            continue
        span = Span(*match.span(1))
        if lower is None:
            lower = set(_LOWER.findall(folded(text)))
        if word.lower() in lower or any(span.meets(one) for one in whole):
            continue
        for part, place, name in near:
            alike = SequenceMatcher(None, word.lower(), part.lower()).ratio()
            if _sounds_like(word, part) and alike >= (_ALIKE_FIRST if place == 0 else _ALIKE_LAST):
                yield Mention(match.group(1), span), full[name].text
                break


@cache
def _places() -> frozenset[str]:
    """Names of states, their capitals and their people, which are no persons."""
    return frozenset(
        folded(word)
        for state in states()
        for words in (state.name, state.capital, *state.seats, *state.demonyms, *state.adjectives)
        for word in words.split()
    )


def _near(one: str, other: str) -> bool:
    """Two spellings of one name, seen beside the same other name.

    >>> _near("Jacques", "Jack"), _near("Macron", "Merz")
    (True, False)
    """
    if one == other or one[0].lower() != other[0].lower() or min(len(one), len(other)) < 4:
        return False
    shorter, longer = sorted((_sound(one), _sound(other)), key=len)
    return len(shorter) >= 2 and longer.startswith(shorter) and len(longer) - len(shorter) <= 1


def _sounds_like(one: str, other: str) -> bool:
    """Two spellings that begin alike and sound the same.

    >>> _sounds_like("Perlio", "Perriello"), _sounds_like("Macron", "Merz")
    (True, False)
    """
    if one == other or one[0].lower() != other[0].lower() or abs(len(one) - len(other)) > _MOST_APART:
        return False
    return len(_sound(one)) >= _LEAST_SOUND and _sound(one) == _sound(other)


def _sounds(name: str) -> tuple[str, ...]:
    """The sounds of a first and a last name; the name itself where one of them is hardly a sound.

    >>> _sounds("Joseph Borell") == _sounds("Josep Borrell"), _sounds("Bo Li")
    (True, ('Bo Li',))
    """
    sounds = tuple(_sound(part) for part in name.split(" ", 1))
    return sounds if min(map(len, sounds)) >= 2 else (name,)


@lru_cache(maxsize=100_000)
def _sound(name: str) -> str:
    """What is left of a name without vowels, doubled letters, and letters that sound alike.

    >>> _sound("Perriello"), _sound("Perlio"), _sound("Natthaphon"), _sound("Jacques")
    ('prl', 'prl', 'ntpn', 'jks')
    """
    plain = folded(name).lower()
    for letters, sound in _SOUNDS:
        plain = plain.replace(letters, sound)
    return re.sub(r"(.)\1+", r"\1", plain[:1] + re.sub(r"[aeiouyhw]", "", plain[1:]))
