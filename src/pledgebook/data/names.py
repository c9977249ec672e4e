"""Codes of actors and the names they are read by."""

import re
from difflib import get_close_matches
from functools import cache

from pledgebook.data import tables
from pledgebook.errors import NotFoundError

GROUP = "GROUP"
"""The code of an unlisted plural: "26 countries", "European allies"."""

_OVERLAPPING_KINDS = frozenset({"alliance", "coalition", "forum", "group"})


@cache
def _names() -> dict[str, str]:
    bodies = {body.code: body.name for body in tables.bodies()}
    called = {state.code: state.name for state in tables.states()}
    states = {code: names[0] for code, names in tables.state_names().items()}
    return {**bodies, **called, **states, GROUP: "unnamed group"}


@cache
def _codes_by_word() -> dict[str, str]:
    found: dict[str, str] = {}
    for body in tables.bodies():
        for word in (body.name, *body.aliases):
            found.setdefault(word.casefold(), body.code)
    for code, names in tables.state_names().items():
        for word in names:
            found[word.casefold()] = code
    for state in tables.states():
        for word in (*state.demonyms, *state.adjectives, state.capital):
            found.setdefault(word.casefold(), state.code)
    return found


def name_of(code: str | None) -> str:
    """The name behind a code; the code itself where the tables do not know it, empty for none.

    >>> name_of("DEU"), name_of("COD"), name_of("NATO"), name_of("GAVOTTE"), name_of(None)
    ('Germany', 'Democratic Republic of the Congo', 'NATO', 'GAVOTTE', '')
    """
    return _names().get(code, code) if code else ""


def code_of(word: str, also: frozenset[str] = frozenset()) -> str:
    """The code meant by a code or a name, in any case of letters.

    Args:
        word: ``DEU``, ``deu``, ``Germany`` or ``german``.
        also: Codes of the book that the tables need not know.

    Raises:
        NotFoundError: Nothing is called so; names those that come near.

    Example:
        >>> code_of("nato"), code_of("germany")
        ('NATO', 'DEU')
    """
    if word.upper() in _names() or word.upper() in also:
        return word.upper()
    by_word = _codes_by_word()
    if word.casefold() in by_word:
        return by_word[word.casefold()]
    near = get_close_matches(word.upper(), [*_names(), *also], n=2, cutoff=0.6)
    near += [by_word[alike] for alike in get_close_matches(word.casefold(), by_word, n=2, cutoff=0.75)]
    named = dict.fromkeys(f"{code} ({name_of(code)})" for code in near)
    raise NotFoundError("actor", word, tuple(named) or ("DEU (Germany)", "NATO"))


@cache
def is_collective(code: str) -> bool:
    """Whether a pledge of this actor may be the very pledges of single states told together.

    The EU, the UN and the banks pay from a purse of their own; NATO, the G7 and a
    coalition speak for what their members give.

    >>> is_collective("GROUP"), is_collective("NATO"), is_collective("EU"), is_collective("DEU")
    (True, True, False, False)
    """
    return code == GROUP or any(body.code == code and body.kind in _OVERLAPPING_KINDS for body in tables.bodies())


def codes_in(text: str) -> frozenset[str]:
    """Codes of the states and bodies that a few words name.

    >>> sorted(codes_in("provided that Russia and the European Union agree"))
    ['EU', 'RUS']
    """
    by_word = _codes_by_word()
    words = _WORD.findall(text)
    runs = (" ".join(words[start : start + size]) for size in (1, 2, 3) for start in range(len(words)))
    return frozenset(by_word[run.casefold()] for run in runs if run[:1].isupper() and run.casefold() in by_word)


_WORD = re.compile(r"[^\W\d_]+(?:[.'-][^\W\d_]+)*")
