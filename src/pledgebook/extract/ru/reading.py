"""One Russian sentence to its claims: predicate, stance, action, then the fields."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pledgebook.extract.ru.acting import action_of, after_its_end
from pledgebook.extract.ru.amounts import Count, Money, counts_in, money_in
from pledgebook.extract.ru.conditions import conditions_in
from pledgebook.extract.ru.dates import dates_in, in_report
from pledgebook.extract.ru.naming import Named
from pledgebook.extract.ru.parsing import Sentence, Word
from pledgebook.extract.ru.parties import Actor, Context, actors_of, addressee_of, subject_of, target_of
from pledgebook.extract.ru.stances import Said, is_predicate, negated, said_by
from pledgebook.extract.ru.tables import cues, rows
from pledgebook.extract.ru.telling import Teller, outlet_of, teller_of
from pledgebook.model import (
    Action,
    Claim,
    Domain,
    Mention,
    Party,
    Quantity,
    Report,
    Span,
    Stance,
    StatedCondition,
    StatedDate,
    StatedQuantity,
    When,
)

_DOMAINS = (
    (Domain.AIR, r"воздушн|в воздухе|по воздуху|авиац|истребител|с воздуха|небо"),
    (Domain.SEA, r"на море|морск|флот|фрегат|судов|судн|акватори|с моря"),
    (Domain.LAND, r"на суше|сухопутн|наземн"),
    (Domain.CYBER, r"кибер"),
)
_APPROVED = frozenset({Action.FUND, Action.ARM, Action.DEPLOY, Action.SUPPORT, Action.TRAIN})
_GOODS = frozenset({Action.ARM, Action.SUPPORT, Action.DEPLOY, Action.SANCTION, Action.GUARANTEE, Action.FUND})
_PLAIN, _BY_TENSE = 0.7, 0.6
"""How sure a reading is whose stance a word shows, and one whose stance tense alone shows."""
_ONLY = ("только", "лишь", "но только", "но лишь")
_TOGETHER = ("вместе с", "вместе со", "совместно с", "совместно со")
_LEADS = frozenset({"за", "до", "к", "с", "в", "во", "на", "после"})


@dataclass(frozen=True, slots=True)
class Place:
    """One sentence and where it stands.

    Attributes:
        sentence: The sentence.
        names: Who is named in it.
        start: Of its first character in the report.
        headline: Whether it is one.
        dateline: The day of its dateline; None if it has none.
    """

    sentence: Sentence
    names: tuple[Named, ...]
    start: int
    headline: bool
    dateline: When | None


@dataclass(frozen=True, slots=True)
class _Found:
    said: Said
    actors: tuple[Actor, ...]
    stance: Stance
    action: Action
    cue: Word
    content: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sentence says beside its predicates."""

    teller: Teller | None
    outlet: Mention | None
    money: tuple[Money, ...]
    counts: tuple[Count, ...]
    conditions: tuple[StatedCondition, ...]


def claims_in(place: Place, report: Report, context: Context, extractor: str) -> list[Claim]:
    """The claims of a sentence, and what it leaves behind for the next in ``context``."""
    sentence, start = place.sentence, place.start
    teller = teller_of(sentence, place.names, start, context.teller)
    told = _Told(
        teller, outlet_of(sentence, start), (), counts_in(sentence, start), conditions_in(sentence.text, start)
    )
    if teller is not None:
        context.told_on = told_on(place, report) if teller.first >= 0 else context.told_on
        context.teller = teller
    found = list(_found(place, told, context))
    claims = []
    for one in found:
        for actor in one.actors:
            told_here = replace(told, money=money_in(sentence, start, _crown(actor.party.code)))
            claims.append(_claim(one, actor, place, told_here, found, report, context, extractor))
        context.actor = one.actors[0].party.code
    return claims


def _found(place: Place, told: _Told, context: Context) -> Iterator[_Found]:
    sentence = place.sentence
    money = [number for one in money_in(sentence, 0, "XXX") for number in range(one.first, one.last + 1)]
    conditional = [(c.span.start - place.start, c.span.end - place.start) for c in told.conditions]
    for word in sentence.words:
        if not is_predicate(sentence, word) or word.relation == "acl:relcl":
            continue
        if any(first <= word.start < last for first, last in conditional):
            continue
        subject = subject_of(sentence, word.number)
        if subject is None or word.lemma in rows("actions")["receiving"]["verbs"] or _told_only(sentence, word):
            continue
        actors = actors_of(sentence, subject, place.names, place.start, context)
        if not actors:
            continue
        actors += _partners(place, {actor.party.code for actor in actors})
        for said in said_by(sentence, word.number):
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
) -> _Found | None:
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
    if stance.is_own and any(cues().stances.get(lemma) is Stance.DECLINED for lemma in ends):
        ended = after_its_end(action)
        if ended is not action:
            action, stance = ended, _of_the_end(sentence, said)
        elif action is Action.SETTLE and any(lemma in ("прекратить", "прекращать", "остановить") for lemma in ends):
            stance = _of_the_end(sentence, said)
    approvals = rows("actions")["approvals"]
    if predicate.lemma in approvals["verbs"] and not negated(sentence, predicate.number):
        organs = " ".join(sentence.words[number].lemma for number in sentence.below(subject.number))
        if code in approvals["codes"] or any(body in organs for body in approvals["bodies"]):
            return _Found(said, (), Stance.DONE, Action.RATIFY, predicate, inside)
        if stance is Stance.DONE and action in _APPROVED:
            stance = Stance.COMMITTED
    if stance is Stance.WILLING and action is Action.SANCTION and predicate.lemma in ("предлагать", "предложить"):
        stance = Stance.ASKS
    return _Found(said, (), stance, action, cue, inside)


def _of_the_end(sentence: Sentence, said: Said) -> Stance:
    """The stance towards ending something: that of the words before "прекратить", else of its tense."""
    held = [cues().stances[sentence.words[n].lemma] for n in said.path if sentence.words[n].lemma in cues().stances]
    outer = [stance for stance in held if stance is not Stance.DECLINED]
    if outer:
        return outer[0]
    predicate = sentence.words[said.predicate]
    return Stance.COMMITTED if predicate.feats.get("Tense") == "Fut" else Stance.DONE


def _crown(code: str) -> str:
    held: str = rows("money")["crowns"].get(code, "") if code in ("NOR", "SWE", "DNK", "CZE", "ISL") else ""
    return held


def _claim(
    one: _Found,
    actor: Actor,
    place: Place,
    told: _Told,
    found: Sequence[_Found],
    report: Report,
    context: Context,
    extractor: str,
) -> Claim:
    sentence, start, said = place.sentence, place.start, one.said
    code = actor.party.code
    others = [other for other in one.actors if other is not actor]
    addressee = addressee_of(sentence, said.path, place.names, code, start) if one.stance is Stance.ASKS else None
    target = target_of(
        sentence, _territory(sentence, one, found), place.names, one.action, one.stance, code, addressee, start, context
    )
    if target is None and len(others) == 1 and one.action in (Action.SETTLE, Action.RATIFY):
        target = others[0].party
    if target is not None and target.span is not None:
        context.targets[one.action] = target.code
    inside = set(_territory(sentence, one, found))
    quantity, counted = _quantity(told.counts, inside, actor)
    cue = sentence.words[said.path[0]]
    speaks = told.teller if told.teller is not None and not _is_teller(told.teller, actor) else None
    sure = (_PLAIN if said.plain else _BY_TENSE) * actor.sure * (0.9 if place.headline else 1.0)
    conditions = _bound(one, found, told.conditions, place)
    stance = one.stance
    if stance is Stance.COMMITTED and any(condition.text.lower().startswith(_ONLY) for condition in conditions):
        stance = Stance.WILLING
    return Claim(
        report=report.id,
        evidence=Mention(sentence.text, Span(start, start + len(sentence.text))),
        actor=actor.party,
        stance=stance,
        action=one.action,
        target=target,
        addressee=addressee,
        domains=tuple(domain for domain, words in _DOMAINS if re.search(words, sentence.text.lower())),
        items=_items(
            sentence, one, start, counted, {n for sum_ in told.money for n in range(sum_.first, sum_.last + 1)}
        ),
        quantity=quantity,
        amounts=tuple(money.stated for money in told.money if inside & set(range(money.first, money.last + 1))),
        conditions=conditions,
        joint=tuple(other.party for other in others),
        speaker=speaks.mention if speaks else None,
        outlet=told.outlet,
        said=_said(place, report, one, told, context),
        due=_due(place, report, one, inside),
        stance_cue=Mention(cue.text, Span(start + cue.start, start + cue.end)),
        action_cue=Mention(one.cue.text, Span(start + one.cue.start, start + one.cue.end)),
        confidence=round(sure, 3),
        extractor=extractor,
    )


def _territory(sentence: Sentence, one: _Found, found: Sequence[_Found]) -> tuple[int, ...]:
    """The words of the sentence that belong to this reading: its content, then all else that hangs on its predicate."""
    others = (
        {word for other in found for word in (other.said.predicate, *other.content)}
        - set(one.content)
        - {one.said.predicate}
    )
    subjects = {
        child for child in sentence.children[one.said.predicate] if sentence.words[child].relation.startswith("nsubj")
    }
    apart = {word.number for word in sentence.words if word.relation == "parataxis"}
    return tuple(
        dict.fromkeys((*one.content, *sentence.below(one.said.predicate, without=frozenset(others | subjects | apart))))
    )


def _is_teller(teller: Teller, actor: Actor) -> bool:
    """Whether who acts is the person who tells, named once."""
    span, told = actor.party.span, teller.mention.span
    return teller.first >= 0 and span is not None and (span.meets(told) or actor.head == teller.first)


def _quantity(counts: Sequence[Count], inside: set[int], actor: Actor) -> tuple[StatedQuantity | None, int]:
    """How many of what is given, or how many act; and the number of the counted word, -1 for none."""
    for count in counts:
        if count.counted in inside and count.stated.quantity.unit != "countries":
            return count.stated, count.counted
    if actor.count is not None and actor.party.span is not None:
        return StatedQuantity(Quantity(Decimal(actor.count), "countries"), actor.party.span), -1
    return None, -1


def _items(sentence: Sentence, one: _Found, start: int, counted: int, money: Collection[int]) -> tuple[Mention, ...]:
    """What is given or done: the noun that shows the action with its adjectives and what is tied right behind it."""
    word = one.cue
    if one.action not in _GOODS or word.number in money or word.pos not in ("NOUN", "PROPN", "ADJ"):
        return ()
    if word.pos == "ADJ" and word.head >= 0 and sentence.words[word.head].pos in ("NOUN", "PROPN"):
        word = sentence.words[word.head]
    first = last = word.number
    while first > 0 and sentence.words[first - 1].pos == "ADJ" and sentence.words[first - 1].head == word.number:
        first -= 1
    while last + 1 < len(sentence.words):
        after = sentence.words[last + 1]
        tied = after.head == last and after.relation in ("appos", "nmod") and after.number != counted
        if not tied or any(sentence.words[child].relation == "case" for child in sentence.children[after.number]):
            break
        last += 1
    begin, end = sentence.words[first].start, sentence.words[last].end
    return (Mention(sentence.text[begin:end], Span(start + begin, start + end)),)


def _bound(
    one: _Found, found: Sequence[_Found], conditions: Sequence[StatedCondition], place: Place
) -> tuple[StatedCondition, ...]:
    """The conditions that this claim hangs on: each binds the nearest predicate before it, else the first behind it."""
    if one.stance in (Stance.DONE, Stance.ASKS):
        return ()
    bound = []
    for condition in conditions:
        at = condition.span.start - place.start
        places = [place.sentence.words[other.said.predicate].start for other in found]
        before = [start for start in places if start < at]
        nearest = max(before) if before else min(places)
        if place.sentence.words[one.said.predicate].start == nearest:
            bound.append(condition)
    return tuple(bound)


def _partners(place: Place, acting: set[str]) -> list[Actor]:
    """Those with whom others act: "вместе с Германией", "совместно с Францией"."""
    sentence, found = place.sentence, []
    for one in place.names:
        first, last = sentence.words[one.first], sentence.words[one.last]
        before = sentence.text[: first.start].rstrip().lower()
        if one.code and one.code not in acting and one.kind != "person" and before.endswith(_TOGETHER):
            span = Span(place.start + first.start, place.start + last.end)
            found.append(Actor(Party(one.code, sentence.text[first.start : last.end], span), one.first))
    return found


def _day(report: Report) -> date | None:
    return report.published.latest if report.published and report.published.precision == "day" else None


def _said(place: Place, report: Report, one: _Found, told: _Told, context: Context) -> StatedDate | None:
    """When it was voiced or done: a day named without "до" and the like, else that of the telling, else the dateline's."""
    for dated in dates_in(place.sentence.text, _day(report)):
        text = place.sentence.text[dated.start : dated.end].lower()
        day = dated.when.precision == "day" and dated.before not in ("до", "к", "с", "после")
        if day or (one.stance is Stance.DONE and dated.before not in ("до", "к", "с") and "конц" not in text):
            return StatedDate(dated.when, in_report(dated, place.start))
    if told.teller is not None and told.teller.first < 0 and context.told_on is not None:
        return context.told_on
    return StatedDate(place.dateline) if place.dateline is not None else None


def told_on(place: Place, report: Report) -> StatedDate | None:
    """The day on which a sentence says that somebody told something."""
    for dated in dates_in(place.sentence.text, _day(report)):
        if dated.when.precision == "day" and dated.before in ("", "в"):
            return StatedDate(dated.when, in_report(dated, place.start))
    return None


def _due(place: Place, report: Report, one: _Found, territory: set[int]) -> StatedDate | None:
    """When it is to happen or end: a month or year, or a day behind "до", "к" or "с"."""
    if one.stance is Stance.DONE:
        return None
    inside = {place.sentence.words[number].start for number in territory}
    for dated in dates_in(place.sentence.text, _day(report), forward=True):
        within = any(dated.start <= begin < dated.end for begin in inside)
        ahead = dated.before in ("до", "к", "с", "после") or dated.when.precision != "day"
        if within and ahead and dated.before in _LEADS | {""}:
            return StatedDate(dated.when, in_report(dated, place.start))
    return None
