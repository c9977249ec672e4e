"""One Russian sentence to its claims: predicate, stance and action; the fields are filled elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pledgebook.extract.ru.acting import action_of, after_its_end
from pledgebook.extract.ru.amounts import counts_in, money_in
from pledgebook.extract.ru.conditions import conditions_in
from pledgebook.extract.ru.fields import claim_of, crown_of, partners, told_on
from pledgebook.extract.ru.parsing import Sentence, Word
from pledgebook.extract.ru.parties import Context, actors_of, subject_of
from pledgebook.extract.ru.pieces import Found, Place, Told
from pledgebook.extract.ru.stances import Said, by_tense, is_predicate, negated, said_by, shown_by
from pledgebook.extract.ru.tables import cues, rows
from pledgebook.extract.ru.telling import outlet_of, teller_of
from pledgebook.model import (
    Action,
    Claim,
    Report,
    Stance,
)

_APPROVED = frozenset({Action.FUND, Action.ARM, Action.DEPLOY, Action.SUPPORT, Action.TRAIN})


def claims_in(place: Place, report: Report, context: Context, extractor: str) -> list[Claim]:
    """The claims of a sentence, and what it leaves behind for the next in ``context``."""
    sentence, start = place.sentence, place.start
    teller = teller_of(sentence, place.names, start, context.teller)
    told = Told(teller, outlet_of(sentence, start), (), counts_in(sentence, start), conditions_in(sentence.text, start))
    if teller is not None:
        context.told_on = told_on(place, report) if teller.first >= 0 else context.told_on
        context.teller = teller
    found = list(_found(place, told, context))
    claims = []
    for one in found:
        for actor in one.actors:
            told_here = replace(told, money=money_in(sentence, start, crown_of(actor.party.code)))
            claims.append(claim_of(one, actor, place, told_here, found, report, context, extractor))
        context.actor = one.actors[0].party.code
    return claims


def _found(place: Place, told: Told, context: Context) -> Iterator[Found]:
    sentence = place.sentence
    money = [number for one in money_in(sentence, 0, "XXX") for number in range(one.first, one.last + 1)]
    conditional = [(c.span.start - place.start, c.span.end - place.start) for c in told.conditions]
    handed_on: set[int] = set()
    for word in sentence.words:
        if not is_predicate(sentence, word) or word.relation == "acl:relcl" or word.number in handed_on:
            continue
        if any(first <= word.start < last for first, last in conditional):
            continue
        subject = subject_of(sentence, word.number)
        if subject is None or word.lemma in rows("actions")["receiving"]["verbs"] or _told_only(sentence, word):
            continue
        actors = actors_of(sentence, subject, place.names, place.start, context)
        if not actors:
            continue
        actors += partners(place, {actor.party.code for actor in actors})
        for said in said_by(sentence, word.number):
            handed_on.update(said.path)
            read = _acted(sentence, said, subject, actors[0].party.code, conditional, money)
            if read is not None:
                yield replace(read, actors=tuple(actors))


def _told_only(sentence: Sentence, word: Word) -> bool:
    """Whether a verb only tells: its clause has a subject of its own, or it stands beside what is told."""
    if word.lemma not in cues().speech:
        return False
    if word.relation == "parataxis":
        return True
    for child in sentence.children[word.number]:
        below = sentence.words[child]
        if below.relation == "ccomp" and subject_of(sentence, child) is not None and _own_subject(sentence, child):
            return True
    return False


def _own_subject(sentence: Sentence, number: int) -> bool:
    return any(sentence.words[child].relation.startswith("nsubj") for child in sentence.children[number])


def _acted(
    sentence: Sentence,
    said: Said,
    subject: Word,
    code: str,
    conditional: Sequence[tuple[int, int]],
    money: Sequence[int],
) -> Found | None:
    """The action of what was said, with what follows from the two together."""
    without = {subject.number} | {
        word.number
        for word in sentence.words
        if word.relation == "parataxis"
        or (word.pos == "VERB" and word.relation in ("conj", "acl:relcl") and word.number != said.content)
        or any(first <= word.start < last for first, last in conditional)
    }
    without -= set(said.path)
    inside = sentence.below(said.content, without=frozenset(without))
    shown = action_of(sentence, said.content, without=without, money=money)
    if shown is None and len(said.path) > 1:
        shown = action_of(sentence, said.path[-2], without=without, money=money)
    if shown is None:
        return None
    action, cue = shown
    stance = said.stance
    predicate = sentence.words[said.predicate]
    ends = [sentence.words[number].lemma for number in said.path]
    if stance.is_own and any(lemma in rows("actions")["ended"]["verbs"] for lemma in ends):
        ended = after_its_end(action)
        if ended is not None:
            action, stance = ended, _of_the_end(sentence, said)
    approvals = rows("actions")["approvals"]
    if predicate.lemma in approvals["verbs"] and not negated(sentence, predicate.number):
        organs = " ".join(sentence.words[number].lemma for number in sentence.below(subject.number))
        if code in approvals["codes"] or any(body in organs for body in approvals["bodies"]):
            return Found(said, (), Stance.DONE, Action.RATIFY, predicate, inside)
        if stance is Stance.DONE and action in _APPROVED:
            stance = Stance.COMMITTED
    if stance is Stance.WILLING and action is Action.SANCTION and predicate.lemma in ("предлагать", "предложить"):
        stance = Stance.ASKS
    return Found(said, (), stance, action, cue, inside)


def _of_the_end(sentence: Sentence, said: Said) -> Stance:
    """The stance towards ending something: that of the words before "прекратить", else of the tense."""
    verbs = rows("actions")["ended"]["verbs"]
    path = [sentence.words[number] for number in said.path]
    at = next(place for place, word in enumerate(path) if word.lemma in verbs)
    if at > 0 and negated(sentence, path[at].number):
        return Stance.DECLINED
    outer = (shown_by(sentence, word) for word in path[:at])
    found = next((stance for stance in outer if stance is not None), None)
    return found or by_tense(sentence, path[0]) or Stance.DONE
