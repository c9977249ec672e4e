"""Which actors are asked about in which sentence: what the encoder is given of a report.

Besides the actors that a sentence names, two may act in it unnamed: whoever
issues an official text ("An additional 50 million will be made available."),
and who acted in the sentence before ("This is part of ..."). A sentence that
leans on the one before is read together with it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pledgebook.extract.actors import ActorMention
from pledgebook.extract.sentences import Section, Sentence

_LEANS = re.compile(
    r"\W*(?:this|that|these|those|such|so|it|its|they|their|he|she|his|her|both|there|but|and|yet|instead"
    r"|in return|in turn|for (?:its|his|her|their) part)\b",
    re.IGNORECASE,
)
_POINTING = frozenset(("pronoun", "first", "role"))
_SHORT = 9
_MOST_BEFORE = 2


class Where(StrEnum):
    """Where the words for an actor stand."""

    HERE = "here"
    BEFORE = "before"
    ISSUER = "issuer"


@dataclass(frozen=True, slots=True)
class Place:
    """One mention as the encoder sees it.

    Attributes:
        kind: What kind of mention: ``state``, ``person``, ``demonym-`` (a mere adjective), ``capital@`` (as a place).
        where: In the sentence, in the one before, or nowhere (the issuer).
        start: Its first character there.
        end: The character after its last.
    """

    kind: str
    where: Where
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One actor that is asked about in one sentence.

    Attributes:
        code: Its code; each unlisted group is asked about by itself.
        words: Lower-case words that tell one unlisted group from another; empty for others.
        mentions: Indexes of its mentions in the sentence; empty if it is not named there.
        places: Its mentions as the encoder sees them.
        unnamed: Its mention, if the sentence does not name it.
    """

    code: str
    words: str
    mentions: tuple[int, ...]
    places: tuple[Place, ...]
    unnamed: ActorMention | None = None

    @property
    def who(self) -> tuple[str, str]:
        """What tells the actor from others."""
        return self.code, self.words

    @property
    def is_place(self) -> bool:
        """Whether one of its mentions names it as a place."""
        return any("@" in place.kind for place in self.places)


@dataclass(frozen=True, slots=True)
class Question:
    """One sentence with the actors asked about.

    Attributes:
        number: Of the sentence in the report.
        text: The sentence.
        before: The sentence before, if this one leans on it; else empty.
        actors: Who is asked about.
        in_body: Whether it stands in the text's body.
    """

    number: int
    text: str
    before: str
    actors: tuple[Asked, ...]
    in_body: bool


def questions_of(
    sentences: Sequence[Sentence], mentions: Sequence[Sequence[ActorMention]], issuer: str | None
) -> list[Question]:
    """The questions of one report, one for each sentence in which anybody may act.

    Args:
        sentences: The sentences.
        mentions: The actor mentions of each sentence.
        issuer: Code of the state or body that issues the text; None for the text of a medium.
    """
    found: list[Question] = []
    for number, (sentence, here) in enumerate(zip(sentences, mentions, strict=True)):
        actors = _named(sentence, here)
        known = {(asked.code, asked.words) for asked in actors}
        if issuer and (issuer, "") not in known:
            actors.append(_issuer(issuer, sentence))
            known.add((issuer, ""))
        leans = number > 0 and leans_on_the_one_before(sentence.text, here)
        if leans:
            actors += _acting_before(sentences[number - 1], mentions[number - 1], known)
        if actors:
            before = sentences[number - 1].text if leans else ""
            found.append(Question(number, sentence.text, before, tuple(actors), sentence.section is Section.BODY))
    return found


def leans_on_the_one_before(text: str, mentions: Sequence[ActorMention]) -> bool:
    """Whether a sentence is hard to understand by itself.

    >>> leans_on_the_one_before("This is part of the aid that Canada promised at the summit in June.", [])
    True
    """
    names = any(m.code and m.official and not m.as_place and m.kind not in _POINTING for m in mentions)
    return not names or len(text.split()) < _SHORT or _LEANS.match(text) is not None


def place_kind(mention: ActorMention) -> str:
    """The kind of a mention, marked where it is a mere adjective or stands as a place."""
    return mention.kind + ("" if mention.official else "-") + ("@" if mention.as_place else "")


def _named(sentence: Sentence, mentions: Sequence[ActorMention]) -> list[Asked]:
    grouped: dict[tuple[str, str], list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.code:
            grouped.setdefault(_who(mention), []).append(index)
    offset = sentence.span.start
    return [
        Asked(
            code,
            words,
            tuple(indexes),
            tuple(
                Place(place_kind(m), Where.HERE, m.span.start - offset, m.span.end - offset)
                for m in (mentions[index] for index in indexes)
            ),
        )
        for (code, words), indexes in grouped.items()
    ]


def _who(mention: ActorMention) -> tuple[str, str]:
    return mention.code or "", mention.text.lower() if mention.code == "GROUP" else ""


def _issuer(code: str, sentence: Sentence) -> Asked:
    nowhere = replace(sentence.span, end=sentence.span.start)
    mention = ActorMention(nowhere, "", "issuer", code, nowhere, nowhere.end, codes=(code,), resolved_by="outlet")
    return Asked(code, "", (), (Place("issuer", Where.ISSUER),), mention)


def _acting_before(sentence: Sentence, mentions: Sequence[ActorMention], known: set[tuple[str, str]]) -> list[Asked]:
    found: list[Asked] = []
    for mention in mentions:
        if len(found) == _MOST_BEFORE:
            break
        if not mention.code or not mention.official or mention.as_place or _who(mention) in known:
            continue
        known.add(_who(mention))
        start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
        found.append(Asked(*_who(mention), (), (Place("before", Where.BEFORE, start, end),), mention))
    return found
