"""The fields of a claim in Russian: target, sums, counts, conditions, speaker, dates."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from pledgebook.extract.ru.amounts import Count
from pledgebook.extract.ru.dates import dates_in, in_report
from pledgebook.extract.ru.parsing import Sentence, Word
from pledgebook.extract.ru.parties import Actor, Context, addressee_of, target_of
from pledgebook.extract.ru.pieces import Found, Place, Told
from pledgebook.extract.ru.stances import by_tense
from pledgebook.extract.ru.tables import rows
from pledgebook.extract.ru.telling import Teller
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
)

_DOMAINS = (
    (Domain.AIR, r"воздушн|в воздухе|по воздуху|авиац|истребител|с воздуха|небо"),
    (Domain.SEA, r"на море|морск|флот|фрегат|судов|судн|акватори|с моря"),
    (Domain.LAND, r"на суше|сухопутн|наземн"),
    (Domain.CYBER, r"кибер"),
)
_GOODS = frozenset({Action.ARM, Action.SUPPORT, Action.DEPLOY, Action.SANCTION, Action.GUARANTEE, Action.FUND})
_PLAIN, _BY_TENSE = 0.7, 0.6
"""How sure a reading is whose stance a word shows, and one whose stance tense alone shows."""
_ONLY = ("только", "лишь", "но только", "но лишь")
_TOGETHER = ("вместе с", "вместе со", "совместно с", "совместно со")
_LEADS = frozenset({"за", "до", "к", "с", "в", "во", "на", "после"})


def crown_of(code: str) -> str:
    """The currency of "крон" without an adjective where this state acts; empty where it has no crowns."""
    held: str = rows("money")["crowns"].get(code, "") if code in ("NOR", "SWE", "DNK", "CZE", "ISL") else ""
    return held


def claim_of(
    one: Found,
    actor: Actor,
    place: Place,
    told: Told,
    found: Sequence[Found],
    report: Report,
    context: Context,
    extractor: str,
) -> Claim:
    """A reading as a claim of one of those who act in it."""
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
        said=_said(place, report, one, told, context, inside),
        due=_due(place, report, one, inside),
        stance_cue=_quoted(sentence, cue, start),
        action_cue=_quoted(sentence, one.cue, start),
        confidence=round(sure, 3),
        extractor=extractor,
    )


def _quoted(sentence: Sentence, word: Word, start: int) -> Mention:
    """A word as it stands, also where it holds half a character."""
    return Mention(sentence.text[word.start : word.end], Span(start + word.start, start + word.end))


def _territory(sentence: Sentence, one: Found, found: Sequence[Found]) -> tuple[int, ...]:
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


def _items(sentence: Sentence, one: Found, start: int, counted: int, money: Collection[int]) -> tuple[Mention, ...]:
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
    one: Found, found: Sequence[Found], conditions: Sequence[StatedCondition], place: Place
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


def partners(place: Place, acting: set[str]) -> list[Actor]:
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


def _said(
    place: Place, report: Report, one: Found, told: Told, context: Context, territory: set[int]
) -> StatedDate | None:
    """When it was voiced or done: a day named without "до" and the like, else that of the telling, else the dateline's."""
    ahead = _lies_ahead(place.sentence, one, territory)
    for dated in dates_in(place.sentence.text, _day(report)):
        if any(dated.start <= begin < dated.end for begin in ahead):
            continue
        text = place.sentence.text[dated.start : dated.end].lower()
        day = dated.when.precision == "day" and dated.before not in ("до", "к", "с", "после")
        if day or (one.stance is Stance.DONE and dated.before not in ("до", "к", "с") and "конц" not in text):
            return StatedDate(dated.when, in_report(dated, place.start))
    if told.teller is not None and told.teller.first < 0 and context.told_on is not None:
        return context.told_on
    return StatedDate(place.dateline) if place.dateline is not None else None


def _lies_ahead(sentence: Sentence, one: Found, territory: set[int]) -> set[int]:
    """First characters of the words that hang on a predicate in the future tense: their day is when it will be."""
    if by_tense(sentence, sentence.words[one.said.predicate]) is not Stance.COMMITTED:
        return set()
    return {sentence.words[number].start for number in territory}


def told_on(place: Place, report: Report) -> StatedDate | None:
    """The day on which a sentence says that somebody told something."""
    for dated in dates_in(place.sentence.text, _day(report)):
        if dated.when.precision == "day" and dated.before in ("", "в"):
            return StatedDate(dated.when, in_report(dated, place.start))
    return None


def _due(place: Place, report: Report, one: Found, territory: set[int]) -> StatedDate | None:
    """When it is to happen or end: a month or year, or a day behind "до", "к" or "с"."""
    if one.stance is Stance.DONE:
        return None
    inside = {place.sentence.words[number].start for number in territory}
    coming = _lies_ahead(place.sentence, one, territory)
    for dated in dates_in(place.sentence.text, _day(report), forward=True):
        within = any(dated.start <= begin < dated.end for begin in inside)
        ahead = dated.before in ("до", "к", "с", "после") or dated.when.precision != "day" or bool(coming)
        if within and ahead and dated.before in _LEADS | {""}:
            return StatedDate(dated.when, in_report(dated, place.start))
    return None
