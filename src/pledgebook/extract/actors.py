"""Who is named in a text: states, their officials and organs, bodies, groups, and the words that point back to them."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from pledgebook.extract.folding import fold
from pledgebook.extract.gazetteer import gazetteer
from pledgebook.extract.phrases import read_names, read_phrases
from pledgebook.extract.surroundings import Phrase
from pledgebook.model import Span

_POINTERS = re.compile(
    r"\b(?:(?P<he>[Hh]e|[Hh]im|[Hh]is|[Hh]imself)|(?P<she>[Ss]he|[Hh]ers?|[Hh]erself)|(?P<it>[Ii]t|[Ii]ts|[Ii]tself)"
    r"|(?P<they>[Tt]hey|[Tt]heir|[Tt]hem|[Tt]hemselves|[Bb]oth)|(?P<we>[Ww]e|[Oo]ur|us|[Oo]urselves)"
    r"|(?P<i>I|[Mm]y|me|[Mm]yself))\b"
    r"|\b(?:(?P<two>[Tt]he two|[Nn]either|[Ee]ach|[Ee]ither)|(?P<several>[Tt]he (?:three|four|five|six|eight|nine|ten)))\b"
    r"(?= (?:[a-z]+ly )?(?:will|would|has|have|had|is|are|was|were|can|could|may|might|must|should|does|did|do|said|say"
    r"|says|also|then|now|sent|gave|met|want|wants|[a-z]{3,}ed)\b)"
)


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name, describe or point to an actor.

    Attributes:
        span: The whole phrase: "the German government", "Canadian Prime Minister Mark Carney".
        text: Its words, verbatim.
        kind: ``state`` ``demonym`` ``people`` ``capital`` ``seat`` ``person`` ``body`` ``role`` ``group``
            ``pronoun`` ``first``.
        code: Code of the actor it speaks for; ``GROUP`` for an unlisted plural; None until resolved.
        codes: All codes, where the words stand for several actors ("both countries"); else ``(code,)`` or empty.
        anchor: The piece that gives the code: "German", "Canadian".
        head_end: Where the phrase's head noun ends: after "government", after "Carney".
        official: Whether the words can act for the state; False for the mere adjective in "German tanks".
        person: The person's name, as the tables spell it or as the report does; empty for none.
        role: Class of the office or organ ("head of government", "ministry"), or which word points back.
        former: Whether the report calls the person a former holder.
        count: How many a group is said to be; None if it is not said.
        as_place: Whether it stands as a place ("in Paris") or an event's name ("the London conference").
        possessive: Whether it owns what follows ("Norway's", "its").
        owner: With a role: the pronoun before it ("his government"), lower case; else empty.
        resolved_by: How the code was found: ``name``, ``title``, ``anaphora``, ``outlet``, ``first_person``;
            empty if not.
    """

    span: Span
    text: str
    kind: str
    code: str | None
    anchor: Span
    head_end: int
    official: bool = True
    person: str = ""
    role: str = ""
    former: bool = False
    count: int | None = None
    as_place: bool = False
    possessive: bool = False
    owner: str = ""
    codes: tuple[str, ...] = ()
    resolved_by: str = ""


class Actors:
    """Finds the words for actors in a text. Take it from :func:`actors`, which builds it once."""

    def __init__(self) -> None:
        self._gazetteer = gazetteer()
        self._find = lru_cache(maxsize=4)(self._read)  # one report is asked for its actors by several readers
        self._atoms = lru_cache(maxsize=4)(self._gazetteer.find)

    def _read(self, text: str, when: date | None) -> tuple[ActorMention, ...]:
        folded = fold(text)
        found = [_named(text, phrase) for phrase in read_phrases(folded, self._atoms(folded), when)]
        return tuple(_with_pointers(text, folded, found))

    def find(self, text: str, *, when: date | None = None) -> tuple[ActorMention, ...]:
        """All mentions in a text, in order, not overlapping; what only points back has no code yet.

        Args:
            text: Any text.
            when: The day of the report: decides which office a person holds. Default: the latest known.

        Example:
            >>> [(m.text, m.code) for m in actors().find("Canadian Prime Minister Mark Carney met the Dutch in Oslo.")]
            [('Canadian Prime Minister Mark Carney', 'CAN'), ('the Dutch', 'NLD'), ('Oslo', 'NOR')]
        """
        return self._find(text, when)

    def names(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Places of known persons' names, full or surname, each with the name as the tables spell it."""
        folded = fold(text)
        return tuple(read_names(folded, self._atoms(folded)))


@cache
def actors() -> Actors:
    """The one finder of actors, built on first use."""
    return Actors()


def _named(text: str, phrase: Phrase) -> ActorMention:
    return ActorMention(
        span=Span(phrase.start, phrase.end),
        text=text[phrase.start : phrase.end],
        kind=phrase.kind,
        code=phrase.code or None,
        anchor=Span(*(phrase.anchor or (phrase.start, phrase.end))),
        head_end=phrase.head_end or phrase.end,
        official=phrase.official,
        person=phrase.person,
        role=phrase.role,
        former=phrase.former,
        count=phrase.count,
        as_place=phrase.as_place,
        possessive=phrase.possessive,
        owner=phrase.owner,
        codes=phrase.codes or ((phrase.code,) if phrase.code else ()),
        resolved_by="" if not phrase.code else "title" if phrase.kind == "person" and phrase.titled else "name",
    )


def _with_pointers(text: str, folded: str, named: list[ActorMention]) -> list[ActorMention]:
    """The mentions with the pronouns put between them."""
    found: list[ActorMention] = []
    at = 0
    for match in _POINTERS.finditer(folded):
        start, end = match.span()
        while at < len(named) and named[at].span.end <= start:
            found.append(named[at])
            at += 1
        if at < len(named) and named[at].span.start < end:
            continue
        which = match.lastgroup or "it"
        word = text[start:end]
        if which == "several":
            several = ActorMention(
                Span(start, end), word, "group", "GROUP", Span(start, end), end, codes=("GROUP",), resolved_by="name"
            )
            found.append(several)
            continue
        kind = "first" if which in ("we", "i") else "role" if which == "two" else "pronoun"
        mention = ActorMention(
            Span(start, end), word, kind, None, Span(start, end), end,
            role="pair any" if which == "two" else which,
            possessive=word.lower() in ("its", "his", "her", "their", "our", "my"),
        )  # fmt: skip
        if which == "he" and word.lower() == "himself":
            mention = replace(mention, official=False)
        found.append(mention)
    return found + named[at:]
