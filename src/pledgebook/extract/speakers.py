"""Whose words a claim may be: the persons and bodies in and around its sentence, and what speaks for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pledgebook.extract.actors import ActorMention
from pledgebook.extract.arguments import Scene, path_up
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.choosing import Option
from pledgebook.extract.folding import fold
from pledgebook.extract.lexicon import SPEECH, Lexicon
from pledgebook.model import Action, Mention, Span, Stance

_VOICES = frozenset(("person", "role", "body", "state", "seat", "group", "pronoun", "capital", "people"))
_SAYS = re.compile(
    r"\s*,?\s*(?:\w+ ){0,2}?(?P<verb>said|says|told|tells|added|adds|announced|declared|stressed|warned|wrote|writes|insisted"
    r"|explained|confirmed|noted|argued|stated|repeated|promised|pledged|replied|answered|claimed|urged|called|reported"
    r"|suggested|asked|put it|reiterated|made clear|let it be known|signalled)\b"
)
_SAID = re.compile(
    r"(?P<verb>said|says|according to|told by|added|announced|in the words of|declared|warned|wrote|insisted|explained"
    r"|confirmed|stressed|asked|from)\s+(?:the\s)?(?:[\w’'-]+\s){0,4}?$"
)
_QUOTED = re.compile(r"[\"“”]")
_BACK = 2


@dataclass(frozen=True, slots=True)
class Voices:
    """What a report says of who speaks in it.

    Attributes:
        mentions: For each sentence its actor mentions.
        starts: Where each sentence starts in the report.
        texts: The words of each sentence.
        names: Fullest form of each person's name.
        persons: How often each person is mentioned.
        people: For each person the state or body that he or she speaks for, and the name.
        official: Whether the text is issued by a state or body itself.
        heard: Who may speak in each sentence, as found already: by sentence, and sentences back.
    """

    mentions: Sequence[Sequence[ActorMention]]
    starts: Sequence[int]
    texts: Sequence[str]
    names: dict[str, Mention]
    persons: dict[str, int]
    people: dict[str, tuple[str, Mention]]
    official: bool
    heard: dict[tuple[int, int], "list[Voice]"]


@dataclass(frozen=True, slots=True)
class Voice:
    """A mention that may speak.

    Attributes:
        place: Among the mentions of its sentence.
        key: What two forms of the name share.
        name: Its name.
        code: Its code.
        features: How it stands in its sentence.
    """

    place: int
    key: str
    name: Mention
    code: str | None
    features: set[str]


@lru_cache(maxsize=2048)
def key_of_speaker(name: str) -> str:
    """What two forms of a speaker's name share: the last word, folded.

    >>> key_of_speaker("Prime Minister Nikol Pashinyan"), key_of_speaker("")
    ('pashinyan', '')
    """
    plain = "".join(ch if ch.isalnum() else " " for ch in fold(name)).lower().split()
    return plain[-1] if plain else ""


def speaker_options(
    scene: Scene,
    candidate: Candidate,
    action: Action,
    stance: Stance,
    voices: Voices,
    number: int,
    lexicon: Lexicon,
    rule: Mention | None,
) -> list[Option]:
    """Nobody, then those who may have said it.

    Args:
        scene: The sentence.
        candidate: Whose claim it is.
        action: Its action.
        stance: Its stance.
        voices: What the report says of who speaks.
        number: Of the sentence.
        lexicon: The classes of words.
        rule: Whom the grammar alone would name.
    """
    tree, text = scene.tree, scene.text
    actor = scene.mentions[candidate.mention]
    quoted = bool(_QUOTED.search(text))
    top = candidate.chain[0]
    speech = [
        t
        for t, lemma in enumerate(tree.lemmas)
        if tree.tags[t][:1] == "V" and SPEECH in lexicon.stance_verbs.get(lemma, ())
    ]
    above = _above(tree.heads, top)
    told = any(t in above for t in speech)
    state = [
        f"none:quoted{quoted}",
        f"none:told{told}",
        f"none:speech{min(len(speech), 2)}",
        f"none:actor={actor.kind}",
        f"none:rule{rule is not None}",
        f"none:top={tree.lemmas[top]}",
        f"none:tag={tree.tags[top]}",
        f"none:official{voices.official}",
    ]
    options = {"": Option("", None, ((["none", *state], (str(stance), str(action))),))}
    features: dict[str, set[str]] = {}
    values: dict[str, Mention] = {}
    present: set[str] = set()
    rule_key = key_of_speaker(rule.text) if rule else ""
    if rule is not None:
        features[rule_key], values[rule_key] = {"rule", f"rule/told{told}", f"rule/quoted{quoted}"}, rule
    for step in (*range(_BACK + 1), -1):
        at = number - step
        if not 0 <= at < len(voices.mentions):
            continue
        for voice in _heard(voices, at, step):
            key = voice.key
            values.setdefault(key, voice.name)
            found = features.setdefault(key, set())
            found |= voice.features
            found.add(f"{step}:code={'same' if voice.code == actor.code else 'other'}")
            if step == 0:
                present.add(key)
                found |= _here(scene, candidate, voice.place, speech, above)
    for person, (code, name) in voices.people.items():
        key = key_of_speaker(name.text)
        if code == actor.code and key and key not in features:
            values[key] = name
            features[key] = {"far", f"far/named{min(3, voices.persons.get(person, 0))}"}
    for key, found in features.items():
        if rule is not None:
            found.add("agrees" if key == rule_key else "differs")
        found.add(f"told{told}/quoted{quoted}/{'here' if key in present else 'back'}")
        options[key] = Option(key, values[key], ((found, (str(stance), f"q{quoted}t{told}")),))
    return list(options.values())


def _heard(voices: Voices, at: int, step: int) -> list[Voice]:
    """Who may speak in a sentence, so many sentences back."""
    known = voices.heard.get((at, step))
    if known is None:
        known = voices.heard[at, step] = [
            Voice(place, key, name, mention.code, _of_voice(mention, voices, at, step))
            for place, mention in enumerate(voices.mentions[at])
            if mention.kind in _VOICES
            for name in (_named(mention, voices),)
            if (key := key_of_speaker(name.text))
        ]
    return known


def _above(heads: Sequence[int], token: int) -> set[int]:
    found = {token}
    while heads[token] != token and heads[token] not in found:
        token = heads[token]
        found.add(token)
    return found


def _named(mention: ActorMention, voices: Voices) -> Mention:
    if mention.person and mention.person in voices.names:
        return voices.names[mention.person]
    return Mention(mention.text, mention.span)


def _of_voice(mention: ActorMention, voices: Voices, at: int, step: int) -> set[str]:
    """How a mention stands in its own sentence, whether it speaks there, and how often the person is named."""
    text, start = voices.texts[at], voices.starts[at]
    kind = mention.kind if not mention.person else f"{mention.kind}+"
    found = {f"{step}:kind={kind}", f"{step}:role={mention.role or '-'}"}
    if mention.span.start < start:  # carried over from the sentence before
        return found | {f"{step}:silent/{kind}"}
    after = _SAYS.match(text, mention.span.end - start)
    before = _SAID.search(text[max(0, mention.span.start - start - 60) : mention.span.start - start])
    if after is not None:
        found |= {f"{step}:says", f"{step}:says={after['verb']}", f"{step}:says/{kind}"}
    if before is not None:
        found |= {f"{step}:said", f"{step}:said={before['verb'].split()[0]}", f"{step}:said/{kind}"}
    if after is None and before is None:
        found.add(f"{step}:silent/{kind}")
    if mention.span.start - start <= 4:
        found.add(f"{step}:opens/{kind}")
    if mention.person:
        found.add(f"named{min(3, voices.persons.get(mention.person, 0))}")
    if mention.former:
        found.add(f"{step}:former")
    return found


def _here(scene: Scene, candidate: Candidate, at: int, speech: Sequence[int], above: set[int]) -> set[str]:
    """How a mention of the sentence itself stands to the claim."""
    tree, mentioned = scene.tree, scene.mentioned[at]
    found = {"0:actor" if at == candidate.mention else "0:not-actor"}
    head = mentioned.head
    if head is None:
        return found
    verb, dep = tree.heads[head], tree.deps[head]
    found.add(f"0:dep={dep}")
    if verb in speech:
        where = "above" if verb in above else "chain" if verb in candidate.chain else "beside"
        found |= {f"0:speech={where}:{dep}", f"0:verb={tree.lemmas[verb]}:{dep}"}
    path = path_up(tree, head, set(candidate.chain))
    found.add(f"0:path={'>'.join(path[1][-2:])}" if path else "0:nopath")
    found.add("0:right" if head > candidate.leaf else "0:left")
    if mentioned.first:
        found.add(f"0:before={tree.lemmas[mentioned.first - 1] if tree.tags[mentioned.first - 1] != 'CD' else '#'}")
    return found


def voices_of(
    mentions: Sequence[Sequence[ActorMention]],
    sentences: Sequence[tuple[Span, str]],
    names: dict[str, Mention],
    *,
    official: bool,
) -> Voices:
    """Look over who speaks in a report."""
    persons: dict[str, int] = {}
    people: dict[str, tuple[str, Mention]] = {}
    for mention in (m for found in mentions for m in found):
        if mention.person:
            persons[mention.person] = persons.get(mention.person, 0) + 1
            if mention.kind == "person" and mention.code and mention.person in names:
                people.setdefault(mention.person, (mention.code, names[mention.person]))
    starts, texts = [span.start for span, _ in sentences], [text for _, text in sentences]
    return Voices(mentions, starts, texts, names, persons, people, official, {})
