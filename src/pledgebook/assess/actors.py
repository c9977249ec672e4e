"""Who can be named in an arrangement, what parliament must agree, and whose pledge is its members' pledge."""

import re
from functools import cache

from pledgebook.data import Mandate, bodies, body_codes, mandates, offices, states

GROUP = "GROUP"
"""The code of an unlisted plural: "26 countries", "European allies"."""

_OVERLAPPING_KINDS = frozenset({"alliance", "coalition", "forum", "group"})
_OWN_NAME = re.compile(r"\b(?:Bundestag|[A-Z][a-zà-ž]*(?:ting|dag|kogu|eima|eimas|abor))\b")
_PRIOR_APPROVAL = "parliament prior approval"


@cache
def known_codes() -> frozenset[str]:
    """Codes of all states and bodies that the tables know, and ``GROUP``."""
    members = {member.state for body in bodies() for member in body.members}
    return frozenset(
        {GROUP}
        | {state.code for state in states()}
        | {body.code for body in bodies()}
        | body_codes()
        | {office.body for office in offices()}
        | {mandate.state for mandate in mandates()}
        | members
    )


def is_known(code: str) -> bool:
    """Whether the tables know the code.

    >>> is_known("DEU"), is_known("Germany")
    (True, False)
    """
    return code in known_codes()


@cache
def code_of_name(name: str) -> str | None:
    """The code of a state or body by a name of its own; None when the tables know none.

    >>> code_of_name("Germany")
    'DEU'
    """
    wanted = name.casefold()
    for state in states():
        if wanted in {word.casefold() for word in (state.name, state.capital, *state.demonyms, *state.adjectives)}:
            return state.code
    for body in bodies():
        if wanted in {word.casefold() for word in (body.code, body.name, *body.aliases)}:
            return body.code
    return None


@cache
def is_collective(code: str) -> bool:
    """Whether a pledge of this actor may be the very pledges of single states told together.

    The EU, the UN and the banks pay from a purse of their own; NATO, the G7 and a
    coalition speak for what their members give.

    >>> is_collective("GROUP"), is_collective("NATO"), is_collective("EU"), is_collective("DEU")
    (True, True, False, False)
    """
    return code == GROUP or any(body.code == code and body.kind in _OVERLAPPING_KINDS for body in bodies())


@cache
def prior_approval(state: str) -> Mandate | None:
    """The mandate rule of a state whose parliament must agree before forces go abroad; None for other states.

    >>> prior_approval("DEU").who_approves, prior_approval("CAN")
    ('Bundestag', None)
    """
    for mandate in mandates():
        if mandate.state == state and mandate.kind == _PRIOR_APPROVAL:
            return mandate
    return None


@cache
def _parliaments() -> dict[str, str]:
    """Names of parliaments that are names of their own (Bundestag, Seimas), with their state."""
    named: dict[str, set[str]] = {}
    for mandate in mandates():
        for word in _OWN_NAME.findall(mandate.who_approves):
            named.setdefault(word, set()).add(mandate.state)
    return {word: next(iter(states)) for word, states in named.items() if len(states) == 1}


def other_parliament(text: str, state: str) -> bool:
    """Whether some words name the parliament of another state and not this one's.

    >>> other_parliament("The Bundestag voted", "FRA"), other_parliament("The Bundestag voted", "DEU")
    (True, False)
    """
    named = {whose for word, whose in _parliaments().items() if word in text}
    return bool(named) and state not in named


@cache
def _state_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for state in states():
        words = {word for word in (state.name, state.capital, *state.seats, *state.demonyms, *state.adjectives) if word}
        pattern = "|".join(sorted((re.escape(word) for word in words - {"none"}), key=len, reverse=True))
        found.append((state.code, re.compile(rf"\b(?:{pattern})(?:s|['’]s)?\b")))
    return tuple(found)


def states_named(text: str) -> frozenset[str]:
    """Codes of the states that some words name, by name, capital, people or adjective.

    >>> sorted(states_named("if Russian consent is given and Berlin agrees"))
    ['DEU', 'RUS']
    """
    return frozenset(code for code, pattern in _state_words() if pattern.search(text))
