"""Whose word a claim is: the actor's own, the report's, or another's account of the actor."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import cache

from pledgebook.data import bodies, offices, states
from pledgebook.data.tables import state_names
from pledgebook.model import Claim, OfficialClue, Reading
from pledgebook.reconcile.words import folded

_ARTICLES = ("the ", "a ", "an ")
_OF_AN_ACTOR = ("ministry", "minister", "government", "cabinet", "foreign office", "presidency", "chancellery", "army")


class Voice(IntEnum):
    """Whose word a claim is; the higher outranks the lower."""

    ACCOUNT = 0
    REPORT = 1
    OWN = 2


def voices(readings: Iterable[Reading]) -> dict[str, Voice]:
    """For each claim, by id, whose word it is."""
    return {claim.id: voice_of(claim, reading.clues.officials) for reading in readings for claim in reading.claims}


def voice_of(claim: Claim, officials: Iterable[OfficialClue] = ()) -> Voice:
    """Whose word a claim is.

    The actor speaks itself where the one who is credited holds an office of it, as the report or the tables of
    offices say, is named by its capital or seat, or is what the report calls the actor. A speaker of another
    state or body gives an account. Where nobody is credited, or nobody knows whom the speaker belongs to, the report speaks.
    """
    if claim.speaker is None:
        return Voice.REPORT
    speaker = _plain(claim.speaker.text)
    if speaker and speaker == _plain(claim.actor.text):
        return Voice.OWN
    codes = _codes_of(speaker, officials)
    if claim.actor.code in codes:
        return Voice.OWN
    return Voice.ACCOUNT if codes else Voice.REPORT


def _codes_of(speaker: str, officials: Iterable[OfficialClue]) -> frozenset[str]:
    named = {
        official.body
        for official in officials
        if not official.former and _is_called(speaker, _plain(official.person), _plain(official.text))
    }
    if named:
        return frozenset(named)
    if speaker in _people():
        return _people()[speaker]
    if speaker in _places():
        return frozenset({_places()[speaker]})
    if any(word in speaker for word in _OF_AN_ACTOR):
        return frozenset(code for name, code in _adjectives().items() if speaker.startswith(f"{name} "))
    return frozenset()


def _is_called(speaker: str, person: str, text: str) -> bool:
    return bool(speaker) and (speaker == person or text.endswith(speaker) or person.endswith(f" {speaker}"))


def _plain(words: str) -> str:
    plain = " ".join(folded(words).casefold().split()).removesuffix("'s")
    return next((plain.removeprefix(article) for article in _ARTICLES if plain.startswith(article)), plain)


@cache
def _people() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for office in offices():
        for name in (office.person, *office.aliases):
            found[_plain(name)] = found.get(_plain(name), frozenset()) | {office.body}
    return found


@cache
def _places() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for body in bodies():
        found |= {_plain(word): body.code for word in (body.name, *body.aliases)}
    for code, names in state_names().items():
        found |= {_plain(name): code for name in names}
    for state in states():
        found |= {_plain(word): state.code for word in (state.name, state.capital, *state.seats) if word}
    return found


@cache
def _adjectives() -> Mapping[str, str]:
    return {_plain(word): state.code for state in states() for word in (*state.adjectives, *state.demonyms)}
