"""What the encoder answers, made ready for the fields: which claims are kept, and where in the tree each of them hangs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pledgebook.extract.actors import ActorMention
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.features import SentenceView, features
from pledgebook.extract.judge import ACTIONS, STANCES, Floats, Judge, Verdict
from pledgebook.extract.parse import Tree
from pledgebook.extract.questions import Asked, Question, Where

_JUDGE_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """One claim that the encoder finds.

    Attributes:
        number: Of the sentence.
        asked: The actor.
        mentions: Indexes of its mentions in the sentence.
        verdict: Stance and action, with the chance that they are right.
        stances: Chance of each stance, if the action is right.
    """

    number: int
    asked: Asked
    mentions: tuple[int, ...]
    verdict: Verdict
    stances: tuple[float, ...] = ()


def answers_of(chances: Iterable[tuple[Question, Floats]], threshold: float) -> list[Answer]:
    """Each (actor, stance, action) once a report, at its surest sentence; prose outranks a headline that says the same.

    Args:
        chances: The questions of one report, each with the chance of every action and stance of every actor.
            In the order of the text: whoever is carried over from the sentence before must have acted there.
        threshold: A reading below this chance is left out. For each action only the likeliest stance counts.
    """
    best: dict[tuple[object, ...], tuple[tuple[bool, float], Answer]] = {}
    acting: set[tuple[int, str, str]] = set()
    for question, table in chances:
        likeliest = table.argmax(axis=2)
        for at, asked in enumerate(question.actors):
            if (
                asked.places
                and asked.places[0].where is Where.BEFORE
                and (question.number - 1, *asked.who) not in acting
            ):
                continue
            if asked.mentions and float(table[at].max()) >= threshold:
                acting.add((question.number, *asked.who))
            for action, stance in enumerate(likeliest[at].tolist()):
                chance = float(table[at, action, stance])
                if chance < threshold:
                    continue
                verdict = Verdict(chance, 1.0, STANCES[stance], ACTIONS[action], 1.0, 1.0)
                shares = table[at, action] / table[at, action].sum()
                key = (asked.code, asked.words, verdict.stance, verdict.action)
                rank = (question.in_body, chance)
                if key not in best or rank > best[key][0]:
                    best[key] = (rank, Answer(question.number, asked, asked.mentions, verdict, tuple(shares.tolist())))
    return [answer for _, answer in best.values()]


def with_unnamed(
    mentions: Sequence[tuple[ActorMention, ...]], answers: Sequence[Answer]
) -> tuple[tuple[tuple[ActorMention, ...], ...], list[Answer]]:
    """The mentions of a report's sentences with those actors added that act in a sentence without being named in it."""
    grown = list(mentions)
    found: list[Answer] = []
    added: dict[tuple[int, str, str], int] = {}
    for answer in answers:
        asked = answer.asked
        if asked.unnamed is None:
            found.append(answer)
            continue
        key = (answer.number, asked.code, asked.words)
        if key not in added:
            added[key] = len(grown[answer.number])
            grown[answer.number] = (*grown[answer.number], asked.unnamed)
        found.append(replace(answer, mentions=(added[key],)))
    return tuple(grown), found


def second_opinion(judge: Judge, view: SentenceView, candidates: Sequence[Candidate], answer: Answer) -> Verdict:
    """The verdict once the linear judge has been heard on the stance: it sees the way from actor to action in the tree.

    The encoder's and the judge's chances are multiplied, the judge's with half the weight; on reports that neither
    had learnt from, this reads 79 of 100 stances right where the encoder alone reads 76.
    """
    of_actor = [candidate for candidate in candidates if candidate.mention in answer.mentions]
    if not of_actor or not answer.stances:
        return answer.verdict
    shared = judge.known(view.bag)
    said = judge.stances(
        [judge.known(features(view, candidate)) | shared for candidate in of_actor], answer.verdict.action
    )
    both = np.array(answer.stances) * (said + 1e-4) ** _JUDGE_WEIGHT
    both /= both.sum()
    best = int(both.argmax())
    whole = min(1.0, answer.verdict.claim / max(max(answer.stances), 1e-6))
    return replace(answer.verdict, claim=whole * float(both[best]), stance=STANCES[best])


def fitting_candidate(tree: Tree, view: SentenceView, candidates: Sequence[Candidate], answer: Answer) -> Candidate:
    """The candidate of the actor whose words fit the claim best; the sentence's root where it has none."""
    of_actor = [candidate for candidate in candidates if candidate.mention in answer.mentions]
    if not of_actor:
        root = next((token for token, head in enumerate(tree.heads) if head == token), 0)
        return Candidate(answer.mentions[0], "root", (), (root,), ())
    return max(of_actor, key=lambda candidate: _fit(set(features(view, candidate)), answer.verdict))


def _fit(has: set[str], verdict: Verdict) -> float:
    acts = 3.0 * (f"ac={verdict.action}" in has) + 2.0 * (f"oc={verdict.action}" in has)
    return acts + 2.0 * (f"sc={verdict.stance}" in has) + 1.0 * ("rel=subj" in has or "rel=agent" in has)
