"""What the encoder answers, made ready for the fields: which claims are kept, and where in the tree each of them hangs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pledgebook.extract.actors import ActorMention
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.encoder import Answered
from pledgebook.extract.parse import Tree
from pledgebook.extract.questions import Asked, Question, Where
from pledgebook.extract.sentence_view import SentenceView
from pledgebook.extract.small_net import Floats
from pledgebook.extract.trace import Trace, TurnedDown
from pledgebook.extract.verdict import ACTIONS, STANCES, Verdict
from pledgebook.model.explanation import Outcome

_SMALL_SHARE = 0.3
"""Chosen on the reports held back from the training of both; 0.3 and 0.45 were alike, 0 was worse."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One claim that the encoder finds.

    Attributes:
        asked: The actor.
        mentions: Indexes of its mentions in the sentence.
        verdict: Stance and action, with the chance that they are right.
        question: What it answers.
        seen: What was seen in the sentence.
        small: What the small encoder saw there, with the tree.
        at: Which of the actors asked about it is.
    """

    asked: Asked
    mentions: tuple[int, ...]
    verdict: Verdict
    question: Question
    seen: Answered
    small: Answered
    at: int

    @property
    def number(self) -> int:
        """Of the sentence."""
        return self.question.number


def agreed(large: Answered, small: Answered) -> Answered:
    """What the large encoder sees, its chances moved towards those of the small one: of each action, and of the stance towards it."""
    acts, stances = zip(*(_apart(one.chances) for one in (large, small)), strict=True)
    share = np.float32(_SMALL_SHARE)
    odds = (1 - share) * np.log(acts[0] / (1 - acts[0])) + share * np.log(acts[1] / (1 - acts[1]))
    held = stances[0] ** (1 - share) * stances[1] ** share
    chances = held / held.sum(axis=2, keepdims=True) / (1 + np.exp(-odds))
    return replace(large, chances=chances.astype(np.float32))


def _apart(chances: Floats) -> tuple[Floats, Floats]:
    """The chance of each action, and of each stance towards it, from those of both together."""
    acts: Floats = chances.sum(axis=2, keepdims=True)
    return acts.clip(1e-4, 1 - 1e-4), chances / acts


def answers_of(
    answered: Iterable[tuple[Question, Answered, Answered]], threshold: float, trace: Trace | None = None
) -> list[Answer]:
    """Each (actor, stance, action) once a report, at its surest sentence; prose outranks a headline that says the same.

    Args:
        answered: The questions of one report, each with what was seen there, and what the small encoder saw.
            In the order of the text: whoever is carried over from the sentence before must have acted there.
        threshold: A reading below this chance is left out. For each action only the likeliest stance counts.
        trace: Notes what else is left out, and why.
    """
    best: dict[tuple[object, ...], tuple[tuple[bool, float], Answer]] = {}
    acting: set[tuple[int, str, str]] = set()
    for question, seen, small in answered:
        table = seen.chances
        if float(table.max()) < threshold:
            continue
        likeliest = table.argmax(axis=2)
        most = table.max(axis=2)
        for at, asked in enumerate(question.actors):
            if (
                asked.places
                and asked.places[0].where is Where.BEFORE
                and (question.number - 1, *asked.who) not in acting
            ):
                if trace is not None:
                    _note_idle(trace, question, at, seen, threshold)
                continue
            found = [action for action, chance in enumerate(most[at].tolist()) if chance >= threshold]
            if asked.mentions and found:
                acting.add((question.number, *asked.who))
            for action in found:
                chance = float(most[at, action])
                verdict = Verdict(chance, STANCES[int(likeliest[at, action])], ACTIONS[action])
                key = (asked.code, asked.words, verdict.stance, verdict.action)
                rank = (question.in_body, chance)
                answer = Answer(asked, asked.mentions, verdict, question, seen, small, at)
                held = best.get(key)
                if held is None or rank > held[0]:
                    best[key] = (rank, answer)
                if trace is not None and held is not None:
                    _note_repeat(trace, *((held[1], answer) if rank > held[0] else (answer, held[1])))
    return [answer for _, answer in best.values()]


def _note_idle(trace: Trace, question: Question, at: int, seen: Answered, threshold: float) -> None:
    """Note what an actor carried over from the sentence before would have claimed, had it acted there."""
    table = seen.chances[at]
    for action, chance in enumerate(table.max(axis=1).tolist()):
        if chance >= threshold:
            verdict = Verdict(chance, STANCES[int(table[action].argmax())], ACTIONS[action])
            trace.turned_down.append(TurnedDown(question.number, at, verdict, Outcome.NOT_ACTING_BEFORE))


def _note_repeat(trace: Trace, repeat: Answer, kept: Answer) -> None:
    trace.turned_down.append(TurnedDown(repeat.number, repeat.at, repeat.verdict, Outcome.REPEATED, kept.number))


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


def fitting_candidate(tree: Tree, view: SentenceView, candidates: Sequence[Candidate], answer: Answer) -> Candidate:
    """The candidate of the actor whose words fit the claim best; the sentence's root where it has none."""
    of_actor = [candidate for candidate in candidates if candidate.mention in answer.mentions]
    if not of_actor:
        root = next((token for token, head in enumerate(tree.heads) if head == token), 0)
        return Candidate(answer.mentions[0], "root", (root,))
    return max(of_actor, key=lambda candidate: fit_of(view, candidate, answer.verdict))


def fit_of(view: SentenceView, candidate: Candidate, verdict: Verdict) -> float:
    """How well a candidate's words fit a stance towards an action: by their classes, and whether the actor is who acts."""
    leaf = candidate.leaf
    acts = 3.0 * (verdict.action in view.actions(leaf)) + 2.0 * (verdict.action in view.objects_of(leaf))
    holds = any(verdict.stance in view.stances(token) for token in candidate.chain)
    return acts + 2.0 * holds + 1.0 * (candidate.relation in ("subj", "agent"))
