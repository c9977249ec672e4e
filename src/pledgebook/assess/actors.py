"""Who can be named in an arrangement, and what parliament must agree."""

import re
from functools import cache

from pledgebook.data import Mandate, bodies, body_codes, mandates, offices, states
from pledgebook.data.names import GROUP

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
