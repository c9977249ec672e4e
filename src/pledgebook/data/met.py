"""What claims tell of a condition: whether it is met, not met, or not told of. One reader for every stage that asks.

One rule for each kind of condition says which claims tell that it came to hold, or came not to; the words that their
sentences need stand in ``truths.toml``. How many reports must tell so, and from which day it counts, is the asker's business.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pledgebook.data.names import is_collective
from pledgebook.data.tables import mandates
from pledgebook.data.truth_words import truth_words
from pledgebook.model import Action, Claim, ConditionKind, Stance, Truth

_SETTLING = {
    ConditionKind.CEASEFIRE: (Action.SETTLE,),
    ConditionKind.PEACE_DEAL: (Action.SETTLE, Action.RATIFY),
}
_AS_SUCH = (Action.SUPPORT, Action.GUARANTEE)
_OWN_NAME = re.compile(r"\b(?:Bundestag|[A-Z][a-zà-ž]*(?:ting|dag|kogu|eima|eimas|abor))\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition of which claims are asked whether it is met.

    Attributes:
        kind: Which of the codebook's kinds.
        for_whom: Code of the one to be helped; None where nobody knows, and then anybody will do.
        against: Code of the adversary; None where nobody knows.
        parties: Codes of those whose doing it is; empty for the usual ones of the kind.
        acts: Which actions are support, are consented to, or are asked for.
        words: Parts of words that name a cease-fire beside the usual ones, in lower case.
    """

    kind: ConditionKind
    for_whom: str | None = None
    against: str | None = None
    parties: tuple[str, ...] = ()
    acts: tuple[Action, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """What some claims of one report tell together.

    Attributes:
        truth: ``yes`` or ``no``.
        claims: The claims, in the order they were given.
    """

    truth: Truth
    claims: tuple[Claim, ...]


def words_on(asked: Asked, claims: Iterable[Claim]) -> Iterator[Word]:
    """What claims tell of a condition; most tell nothing of it.

    A cease-fire or a deal is met once one report tells that each party made it, and not met where one refuses or
    denies it; an approval by a parliament's own vote; support, consent and a request by a word that hangs on nothing.
    """
    if asked.kind in (ConditionKind.CEASEFIRE, ConditionKind.PEACE_DEAL):
        yield from _settled(asked, claims)
        return
    rule = _RULES.get(asked.kind)
    for claim in claims if rule else ():
        truth = rule(asked, claim) if rule else None
        if truth is not None:
            yield Word(truth, (claim,))


def denies(sentence: str) -> bool:
    """Whether a sentence is a denial.

    >>> denies("Oslo denied that it had agreed"), denies("Oslo agreed")
    (True, False)
    """
    return truth_words()["denial"].search(sentence) is not None


def names_as_made(asked: Asked, sentence: str) -> bool:
    """Whether a sentence on a settlement that is done names such a one, and not one that is still to come.

    The word "peace" alone, which an arrangement may list, is not enough.

    >>> truce = Asked(ConditionKind.CEASEFIRE)
    >>> names_as_made(truce, "Both sides have signed a cease-fire.")
    True
    >>> names_as_made(truce, "They have signed up to help once a cease-fire holds.")
    False
    """
    found = _naming(asked.kind, asked.words).finditer(sentence)
    return any(_still_to_come().search(sentence, 0, match.start()) is None for match in found)


@cache
def _naming(kind: ConditionKind, words: tuple[str, ...]) -> re.Pattern[str]:
    is_truce = kind is ConditionKind.CEASEFIRE
    usual = truth_words()["ceasefire" if is_truce else "peace"].pattern
    own = [re.escape(word) for word in words] if is_truce else []
    return re.compile("|".join([usual, *own]), re.IGNORECASE)


@cache
def _still_to_come() -> re.Pattern[str]:
    return re.compile(rf"(?:{truth_words()['still_to_come'].pattern})\s+\Z", re.IGNORECASE)


def _settled(asked: Asked, claims: Iterable[Claim]) -> Iterator[Word]:
    """A cease-fire or a peace deal: made by the parties, or refused, denied or ended by one."""
    made: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.action not in _SETTLING[asked.kind] or claim.stance not in (Stance.DONE, Stance.DECLINED):
            continue
        if claim.stance is Stance.DONE and not denies(claim.evidence.text):
            if names_as_made(asked, claim.evidence.text):
                made[claim.report].append(claim)
        elif _refuses(asked, claim):
            yield Word(Truth.NO, (claim,))
    for told in made.values():
        if _all_made_it(asked, told):
            yield Word(Truth.YES, tuple(told))


def _parties(asked: Asked) -> set[str]:
    return set(asked.parties or filter(None, (asked.for_whom, asked.against)))


def _refuses(asked: Asked, claim: Claim) -> bool:
    """Whether a party refuses or denies it; with no adversary known, who refuses the one to be helped is taken for it."""
    if claim.conditions or claim.action is not Action.SETTLE:
        return False
    if _naming(asked.kind, asked.words).search(claim.evidence.text) is None:
        return False
    parties = _parties(asked)
    involved = {claim.actor.code, *(party.code for party in claim.joint)}
    if involved & parties or not parties:
        return True
    return len(parties) == 1 and claim.target is not None and claim.target.code in parties


def _all_made_it(asked: Asked, claims: Iterable[Claim]) -> bool:
    """Whether all parties are told to have made it: at least two, of which the one to be helped is one."""
    parties = _parties(asked)
    makers: set[str] = set()
    for claim in claims:
        makers |= {party.code for party in (claim.actor, claim.target, *claim.joint) if party is not None}
        if is_collective(claim.actor.code) and truth_words()["both"].search(claim.evidence.text):
            makers |= parties
    return parties <= makers and len(makers) > 1


def _voted(asked: Asked, claim: Claim) -> Truth | None:
    """A parliament's vote: its own word must stand in the sentence, and the matter must be that of the one to be helped."""
    sentence, words = claim.evidence.text, truth_words()
    if claim.action is not Action.RATIFY or claim.stance not in (Stance.DONE, Stance.DECLINED) or claim.conditions:
        return None
    if is_collective(claim.actor.code) or claim.actor.code in (asked.for_whom, asked.against):
        return None
    if asked.parties and claim.actor.code not in asked.parties:
        return None
    if asked.for_whom and (claim.target is None or claim.target.code != asked.for_whom):
        return None
    if not words["parliament"].search(sentence) or words["not_yet"].search(sentence):
        return None
    if claim.stance is Stance.DONE and words["refusal"].search(sentence):
        return Truth.NO
    if claim.stance is Stance.DONE and not words["approval"].search(sentence):
        return None
    if other_parliament(sentence, claim.actor.code):
        return None
    return Truth.YES if claim.stance is Stance.DONE else Truth.NO


def _supported(asked: Asked, claim: Claim) -> Truth | None:
    if claim.actor.code not in (asked.parties or ("USA",)) or claim.action not in asked.acts or claim.conditions:
        return None
    if asked.for_whom and claim.target and claim.target.code != asked.for_whom and not is_collective(claim.target.code):
        return None
    if claim.stance in (Stance.DONE, Stance.COMMITTED):
        return Truth.YES
    return Truth.NO if claim.stance is Stance.DECLINED and claim.action in _AS_SUCH else None


def _consented(asked: Asked, claim: Claim) -> Truth | None:
    """The word of the adversary, of the host, or of whoever is to consent."""
    if claim.actor.code not in asked.parties or claim.action not in asked.acts or claim.conditions:
        return None
    if asked.for_whom and (claim.target is None or claim.target.code != asked.for_whom):
        return None
    if claim.stance is Stance.OPPOSES and truth_words()["acceptance"].search(claim.evidence.text):
        return None
    return {Stance.BACKS: Truth.YES, Stance.OPPOSES: Truth.NO}.get(claim.stance)


def _requested(asked: Asked, claim: Claim) -> Truth | None:
    for_it = claim.target is None or claim.target.code == asked.for_whom
    asks = claim.stance is Stance.ASKS and claim.action in asked.acts and not claim.conditions
    return Truth.YES if asks and for_it and claim.actor.code in (asked.parties or (asked.for_whom,)) else None


_RULES: Mapping[ConditionKind, Callable[[Asked, Claim], Truth | None]] = {
    ConditionKind.RATIFICATION: _voted,
    ConditionKind.US_SUPPORT: _supported,
    ConditionKind.CONSENT: _consented,
    ConditionKind.REQUEST: _requested,
}


@cache
def _parliaments() -> Mapping[str, str]:
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
