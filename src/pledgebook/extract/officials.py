"""Officials with their titles, and names as a report spells them, near misspellings of known names among them."""

import re
from bisect import bisect_right
from datetime import date
from functools import cache

from pledgebook.extract.actors import actors
from pledgebook.extract.folding import fold
from pledgebook.extract.gazetteer import rows
from pledgebook.extract.spelling import full_names, near_name
from pledgebook.model import NameClue, OfficialClue, Span

_FORMER = re.compile(r"\b(?:[Ff]ormer|[Ee]x-|[Tt]hen-)[ ]?$")


def find_officials(text: str, *, when: date | None = None) -> tuple[OfficialClue, ...]:
    """Officials named with a title, in order.

    Example:
        >>> (clue,) = find_officials("It was former US President Donald Trump who said so.")
        >>> clue.person, clue.role, clue.body, clue.former, clue.text
        ('Donald Trump', 'head of state', 'USA', True, 'former US President Donald Trump')
    """
    found: list[OfficialClue] = []
    bodies = _body_codes()
    for mention in actors().find(text, when=when):
        if mention.kind != "person" or mention.resolved_by != "title" or not mention.role or not mention.person:
            continue
        start, end = mention.span.start, mention.span.end
        before = _FORMER.search(text, max(0, start - 8), start)
        if mention.former and before:
            start = before.start()
        role = mention.role
        if mention.code in bodies and role in ("head of state", "head of government"):
            role = "head of organisation"
        found.append(
            OfficialClue(mention.person, role, mention.code or "", mention.former, text[start:end], Span(start, end))
        )
    return tuple(found)


@cache
def _body_codes() -> frozenset[str]:
    return frozenset(row["code"] for row in rows("actor_bodies.csv"))


def find_names(text: str) -> tuple[NameClue, ...]:
    """Names of known persons as spelt, in order; ``exact=False`` where a full name is nearly a known one.

    A usual transliteration ("Sergey Lavrov") counts as exact. A near spelling needs
    a first and a last name, the same first letters, and the same sound or one letter's difference.

    Example:
        >>> [(c.text, c.known_as, c.exact) for c in find_names("Steve Whitcoff met Keir Starmer.")]
        [('Steve Whitcoff', 'Steve Witkoff', False), ('Keir Starmer', 'Keir Starmer', True)]
    """
    found = [NameClue(name, text[start:end], Span(start, end), exact=True) for start, end, name in actors().names(text)]
    ends = [clue.span.end for clue in found]
    starts = [clue.span.start for clue in found]
    last = 0
    for start, end in full_names(fold(text)):
        at = bisect_right(ends, start)
        if start < last or (at < len(starts) and starts[at] < end):
            continue
        near = near_name(text[start:end])
        if near is not None:
            name, usual = near
            found.append(NameClue(name, text[start:end], Span(start, end), exact=usual))
            last = end
    return tuple(sorted(found, key=lambda clue: clue.span))
