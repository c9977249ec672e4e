"""Which of the readings of a sentence stand: rules on who only tells, who is only asked, and what is said twice."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pledgebook.extract.candidates import WEAK, Candidate
from pledgebook.extract.fields import Item
from pledgebook.extract.lexicon import SPEECH
from pledgebook.extract.parse import Tree
from pledgebook.extract.sentence_view import SentenceView
from pledgebook.extract.sentences import Section
from pledgebook.extract.verdict import Verdict
from pledgebook.model import Stance

if TYPE_CHECKING:
    from pledgebook.extract.extractor import Considered

_EXCLUDING = frozenset(("rule out", "exclude", "preclude"))
_REFUSING = frozenset(("refuse", "decline"))
_PROMISING = frozenset(("commit", "decide", "agree", "promise", "pledge", "say", "announce", "settle"))
_YET_NEAR = 3


def without_the_asked(items: Sequence[Item]) -> list[Item]:
    """The claims without those of actors that are only asked to act: Germany in "Zelensky urged Germany to deliver"."""
    return [
        (sentence, candidate, verdict)
        for sentence, candidate, verdict in items
        if verdict.stance is Stance.ASKS
        or candidate.relation not in WEAK
        or not any(
            other is sentence
            and its.stance is Stance.ASKS
            and its.action is verdict.action
            and its.confidence > verdict.confidence
            and candidate.chain[0] in asking.chain
            for other, asking, its in items
        )
    ]


def without_tellers(items: Sequence[Item]) -> list[Item]:
    """The claims without those of who only tells of another's: Macron in "Macron said 26 countries would send troops"."""
    return [
        (sentence, candidate, verdict)
        for sentence, candidate, verdict in items
        if SPEECH not in sentence.view.stances(candidate.chain[0])
        or not any(
            other is sentence
            and (its.stance, its.action) == (verdict.stance, verdict.action)
            and its.confidence > verdict.confidence
            and who(other, told) != who(sentence, candidate)
            and _is_told(sentence.tree, told.chain[0], candidate.chain[0])
            for other, told, its in items
        )
    ]


def _is_told(tree: Tree, token: int, telling: int) -> bool:
    """Whether a predicate stands in the clause that a verb of speech governs."""
    here = token
    while tree.heads[here] != here:
        above = tree.heads[here]
        if above == telling:
            return tree.deps[here] == "ccomp"
        here = above
    return False


def not_ruled_out(view: SentenceView, candidate: Candidate, verdict: Verdict) -> Verdict:
    """A denied exclusion is neither a refusal nor a promise: "won't rule out", "refused to exclude", "not yet committing"."""
    if not verdict.stance.is_own or verdict.stance is Stance.WEIGHING:
        return verdict
    denied = False
    lemmas = view.tree.lemmas
    for token in candidate.chain:
        word = view.word(token)
        near = lemmas[max(0, token - _YET_NEAR) : token]
        if verdict.stance is Stance.DECLINED and view.negated[token] and word in _PROMISING and "yet" in near:
            return replace(verdict, stance=Stance.WEIGHING)
        if word in _EXCLUDING:
            return replace(verdict, stance=Stance.WEIGHING) if denied or view.negated[token] else verdict
        denied = denied or view.negated[token] or word in _REFUSING
    return verdict


def who(sentence: "Considered", candidate: Candidate) -> tuple[str, str]:
    """The actor of a candidate; unlisted groups are told apart by their words: "26 countries" and "donors" are two."""
    mentioned = sentence.mentioned[candidate.mention]
    words = (
        " ".join(sentence.tree.words[mentioned.first : mentioned.after]).lower() if mentioned.code == "GROUP" else ""
    )
    return mentioned.code or "", words


def without_repeats(
    items: Sequence[Item],
) -> list[Item]:
    """Each (actor, stance, action) once a report, at its clearest sentence; prose outranks a headline that says the same."""
    best: dict[tuple[object, ...], Item] = {}
    for item in items:
        sentence, candidate, verdict = item
        key = (*who(sentence, candidate), verdict.stance, verdict.action)
        held = best.get(key)
        if held is None or _clearness(item) > _clearness(held):
            best[key] = item
    return sorted(best.values(), key=lambda item: (item[0].number, item[1].mention, item[1].leaf))


def _clearness(item: Item) -> tuple[bool, float]:
    return item[0].sentence.section is Section.BODY, item[2].confidence
