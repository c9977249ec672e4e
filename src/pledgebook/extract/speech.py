"""Who said it, through whom and when: speaker, credited outlet, the day it was said and the day it is due."""

import re
from collections.abc import Sequence
from datetime import date

from pledgebook.extract.actors import ActorMention
from pledgebook.extract.arguments import Scene
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.credits import Credit
from pledgebook.extract.dates import FoundDate
from pledgebook.extract.lexicon import SPEECH, Lexicon
from pledgebook.model import Mention, Span, Stance, StatedDate

_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|as told by|said by|words? of)\s+(?:the\s+)?$", re.IGNORECASE
)


def fullest_names(mentions: Sequence[ActorMention], text: str) -> dict[str, Mention]:
    """The longest form of each person's name in the report, by the name that mentions share."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        if mention.kind != "person" or not mention.person:
            continue
        start = _name_start(mention, text)
        name = Mention(text[start : mention.head_end], Span(start, mention.head_end))
        known = found.get(mention.person)
        if known is None or len(name.text) > len(known.text):
            found[mention.person] = name
    return found


def _name_start(mention: ActorMention, text: str) -> int:
    """Where the name itself starts: behind the title."""
    words: str = text[mention.span.start : mention.head_end]
    name_words: int = len(mention.person.split())
    parts: list[int] = [m.start() for m in re.finditer(r"\S+", words)]
    for count in (name_words, *range(min(4, len(parts)), 0, -1)):
        if count > len(parts):
            continue
        start = parts[-count]
        if words[start:].split()[0][:1].isupper() and _similar(words[start:], mention.person):
            break
    else:
        start = parts[-1] if parts else 0
    return int(mention.span.start + start)


def _similar(words: str, person: str) -> bool:
    mine, theirs = words.lower().split(), person.lower().split()
    return bool(mine) and (mine[0][:3] == theirs[0][:3] or (len(mine) == 1 and mine[0][:3] == theirs[-1][:3]))


def speaker_of(scene: Scene, candidate: Candidate, names: dict[str, Mention], lexicon: Lexicon) -> Mention | None:
    """Whose words the report credits for the claim.

    It is the person who is subject of a verb of speech above the claim, or who
    voices the stance; a state or ministry is a speaker only where a verb of
    speech has it as its subject and the claim is of another actor.
    """
    tree = scene.tree
    actor = scene.mentions[candidate.mention]
    by_head: dict[int, int] = {}
    for number, mentioned in enumerate(scene.mentioned):
        for token in range(mentioned.first, mentioned.after):
            by_head[token] = number
    here = candidate.chain[0]
    for _ in range(8):
        lemma = tree.lemmas[here]
        if tree.tags[here][:1] == "V" and SPEECH in lexicon.stance_verbs.get(lemma, ()):
            subject = tree.child(here, "nsubj")
            while subject is None and tree.deps[here] == "conj":
                here = tree.heads[here]
                subject = tree.child(here, "nsubj")
            if subject is not None:
                which = by_head.get(subject)
                if here == candidate.chain[0] and which is not None and not scene.mentions[which].person:
                    break  # the subject of the stance itself: a partner in it, not a speaker
                found = _named(scene, which, actor, names)
                if found is not None:
                    return found
                break
        if tree.heads[here] == here:
            break
        here = tree.heads[here]
    # "..., said X" and "X said: ..." where the parser hung the quotation elsewhere
    for token, lemma in enumerate(tree.lemmas):
        if tree.tags[token][:1] == "V" and SPEECH in lexicon.stance_verbs.get(lemma, ()) and tree.heads[token] == token:
            subject = tree.child(token, "nsubj")
            if subject is not None:
                found = _named(scene, by_head.get(subject), actor, names)
                if found is not None:
                    return found
    for number, mention in enumerate(scene.mentions):
        if mention.kind in ("person", "body", "role", "seat") and _ACCORDING.search(
            scene.text[: mention.span.start - scene.offset]
        ):
            return _named(scene, number, actor, names) or Mention(mention.text, mention.span)
    if actor.kind == "person" and actor.person:
        return names.get(actor.person)
    if actor.kind == "pronoun" and actor.person:
        return names.get(actor.person)
    return None


def _named(scene: Scene, number: int | None, actor: ActorMention, names: dict[str, Mention]) -> Mention | None:
    if number is None:
        return None
    mention = scene.mentions[number]
    if mention.person:
        return names.get(mention.person) or (Mention(mention.text, mention.span) if mention.kind == "person" else None)
    if mention.kind in ("body", "state", "seat", "role") and mention.code != actor.code and mention.kind != "pronoun":
        return Mention(mention.text, mention.span)
    return None


def outlet_of(scene: Scene, credited: Sequence[Credit], text: str) -> Mention | None:
    """The medium credited in the claim's sentence; "the same network" is shown where the report names it."""
    for credit in credited:
        if scene.offset <= credit.span.start < scene.offset + len(scene.text):
            start = text.find(credit.outlet, credit.span.start, credit.span.end)
            start = text.find(credit.outlet) if start < 0 else start
            return Mention(credit.outlet, Span(start, start + len(credit.outlet))) if start >= 0 else None
    return None


def said_of(
    scene: Scene,
    candidate: Candidate,
    dates: Sequence[FoundDate],
    earlier: FoundDate | None,
    published: date | None,
) -> StatedDate | None:
    """When the stance was voiced or the thing done: the date that stands in the sentence, else the one that the story told last."""
    for found in dates:
        if found.kind in ("point", "start") and (published is None or found.earliest <= published):
            return StatedDate(found.when, found.span)
    if earlier is not None and _recent(earlier, published) and _past(scene, candidate):
        return StatedDate(earlier.when, earlier.span)
    return None


def due_of(stance: Stance, dates: Sequence[FoundDate], published: date | None) -> StatedDate | None:
    """When the action is to happen or end: a deadline, or a date that lies ahead."""
    if not stance.is_own and stance is not Stance.ASKS:
        return None
    for found in dates:
        ahead = published is not None and found.latest > published
        if found.kind == "deadline" and (published is None or ahead):
            return StatedDate(found.when, found.span)
        if (
            found.kind in ("point", "duration", "start")
            and ahead
            and found.earliest > (published or found.earliest)
            and stance is not Stance.DONE
        ):
            return StatedDate(found.when, found.span)
    return None


def _past(scene: Scene, candidate: Candidate) -> bool:
    tree = scene.tree
    return any(tree.tags[token] == "VBD" for token in candidate.chain[:1])


def _recent(earlier: FoundDate, published: date | None) -> bool:
    """Whether a date is that of the news: at most two days before the report."""
    return published is not None and 0 <= (published - earlier.earliest).days <= 2
