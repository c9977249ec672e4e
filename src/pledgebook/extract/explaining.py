"""What was noted while a report was read, put in order: an explanation of each sentence and each claim."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pledgebook.extract.actors import ActorMention
from pledgebook.extract.choosing import Option
from pledgebook.extract.condition_rows import condition_rows
from pledgebook.extract.conditions import FoundCondition
from pledgebook.extract.encoder import Answered
from pledgebook.extract.gate import chance, shipped_gate
from pledgebook.extract.gazetteer import known_persons
from pledgebook.extract.hinges import chance_of
from pledgebook.extract.questions import Asked, Where
from pledgebook.extract.sentences import Sentence
from pledgebook.extract.trace import Looked, Taken, Trace, TurnedDown
from pledgebook.extract.verdict import ACTIONS, STANCES
from pledgebook.model import Claim, Explanation, Mention, Party, Report, Span, StatedAmount, StatedDate, StatedQuantity
from pledgebook.model.codes import Action, Stance
from pledgebook.model.explanation import (
    AskedAbout,
    Choice,
    ExplainedClaim,
    ExplainedSentence,
    Fate,
    FoundThere,
    Named,
    Outcome,
    Possible,
)

if TYPE_CHECKING:
    from pledgebook.extract.extractor import Extractor, Prepared
    from pledgebook.extract.fields import Item

_WORTH_TELLING = 0.02
"""A possible claim below this chance is left out, unless it is its actor's likeliest."""
PACKAGE = "the sum of a package that takes up the sum of the sentence before"
_POINTING = ("pronoun", "first", "role")


def explanation(
    extractor: "Extractor", report: Report, claims: Sequence[Claim], trace: Trace, quiet: float
) -> Explanation:
    """Put in order what was noted.

    Args:
        extractor: What read the report.
        report: The report.
        claims: Its claims, as they were given out.
        trace: What was noted.
        quiet: Where the small encoder finds nothing likelier than this, the large one was not asked.
    """
    one = trace.prepared
    if one is None:
        raise ValueError("nothing was noted: the trace is of another run")
    possibles = _possibles(one, trace)
    by_sentence = _claims(one, claims, trace, possibles)
    found = [
        _sentence(one, number, trace, possibles.get(number, {}), by_sentence.get(number, ()), quiet)
        for number in range(len(one.sentences))
    ]
    found += [
        ExplainedSentence(None, Mention(span.of(report.text), span), "", Fate.FURNITURE) for span in report.furniture
    ]
    return Explanation(
        report=report.id,
        extractor=extractor.name,
        threshold=extractor.threshold,
        gate=chance(shipped_gate().floor),
        quiet=quiet,
        issuer=one.issuer,
        about=trace.about,
        sentences=tuple(sorted(found, key=lambda sentence: sentence.words.span)),
    )


def _sentence(
    one: "Prepared",
    number: int,
    trace: Trace,
    possibles: "_Possibles",
    claims: Sequence[ExplainedClaim],
    quiet: float,
) -> ExplainedSentence:
    sentence, looked = one.sentences[number], trace.looked.get(number)
    gate = trace.gate.get(number)
    if gate is None:
        fate = Fate.NOBODY
    elif looked is None:
        fate = Fate.GATED
    else:
        fate = Fate.QUIET if looked.small.chances.max() < quiet else Fate.LOOKED_AT
    untied = [mention for mention in one.mentions[number] if not mention.code and mention.kind in _POINTING]
    return ExplainedSentence(
        number=number + 1,
        words=Mention(sentence.text, sentence.span),
        section=str(sentence.section),
        fate=fate,
        gate=None if gate is None else chance(gate),
        leans=looked is not None and bool(looked.question.before),
        asked=tuple(_asked(one, number, asked) for asked in looked.question.actors) if looked else (),
        untied=tuple(_named(one, mention) for mention in untied),
        possible=_worth_telling(possibles),
        conditions=tuple(_conditions(sentence, *trace.conditions[number])) if number in trace.conditions else (),
        claims=tuple(claims),
    )


# -- who -----------------------------------------------------------------------------------------------


def _asked(one: "Prepared", number: int, asked: Asked) -> AskedAbout:
    unnamed = ""
    if asked.unnamed is not None:
        unnamed = "issuer" if asked.places[0].where is Where.ISSUER else "before"
    named = [one.mentions[number][index] for index in asked.mentions]
    if unnamed == "before" and asked.unnamed is not None:
        named = [asked.unnamed]
    return AskedAbout(asked.code, tuple(_named(one, mention) for mention in named), unnamed)


def _named(one: "Prepared", mention: ActorMention) -> Named:
    back = ""
    if mention.resolved_by in ("anaphora", "first_person") or mention.kind in _POINTING:
        back = _last_named(one, mention)
    return Named(
        words=Mention(mention.text, mention.span),
        kind=mention.kind,
        how=mention.resolved_by,
        person=mention.person,
        office=_office(mention, one.published),
        back=back,
        as_place=mention.as_place,
        is_adjective=not mention.official,
    )


def _last_named(one: "Prepared", mention: ActorMention) -> str:
    """The words that named the actor last before words that point back to it; empty if none did."""
    last = ""
    for here in one.mentions:
        for other in here:
            if other.span.start >= mention.span.start:
                return last
            if other.code and other.code == mention.code and other.kind not in _POINTING:
                last = other.text
    return last


def _office(mention: ActorMention, when: date | None) -> str:
    """By which office a person stands for a state or body on the day of the report."""
    known = known_persons().get(mention.person) if mention.kind == "person" else None
    if known is None or not mention.code:
        return ""
    term = known.term_on(when)
    if term.code != mention.code:
        return mention.role
    since = f" since {term.start.isoformat()}" if term.start else ""
    until = f" until {term.end.isoformat()}" if term.end else ""
    return f"{term.role}{since}{until}"


# -- which claims --------------------------------------------------------------------------------------

_Possibles = dict[tuple[int, Action], Possible]
"""The possible claims of one sentence by which of the actors asked about, and the action."""


def _possibles(one: "Prepared", trace: Trace) -> dict[int, _Possibles]:
    """The possible claims of each sentence."""
    down = {(t.number, t.at, t.verdict.action): t for t in trace.turned_down}
    kept = {
        (number, at, first.action): verdict.stance
        for _, _, verdict in trace.kept
        for number, at, first in (trace.settled[id(verdict)],)
    }
    found: dict[int, _Possibles] = {}
    for number, looked in trace.looked.items():
        mine = found[number] = {}
        for at, asked in enumerate(looked.question.actors):
            words = one.mentions[number][asked.mentions[0]].text if asked.mentions else ""
            for place, action in enumerate(ACTIONS):
                key = (number, at, action)
                mine[at, action] = _possible(looked, at, asked.code, words, place, kept.get(key), down.get(key))
    return found


def _possible(
    looked: Looked, at: int, actor: str, words: str, action: int, kept: Stance | None, down: TurnedDown | None
) -> Possible:
    stance = int(looked.decided.chances[at, action].argmax())
    if kept is not None:
        outcome = Outcome.CLAIM
    else:
        outcome = down.outcome if down is not None else Outcome.TOO_SMALL
    return Possible(
        actor=actor,
        words=words,
        stance=STANCES[stance],
        action=ACTIONS[action],
        chance=float(looked.decided.chances[at, action, stance]),
        small=float(looked.small.chances[at, action, stance]),
        large=None if looked.large is None else float(looked.large.chances[at, action, stance]),
        outcome=outcome,
        instead=down.instead + 1 if kept is None and down is not None and down.instead is not None else None,
        read_as=kept if kept is not STANCES[stance] else None,
    )


def _worth_telling(possibles: _Possibles) -> tuple[Possible, ...]:
    """What became a claim or nearly did, and the likeliest of each actor; the likeliest first."""
    likeliest: dict[int, Possible] = {}
    for (at, _), possible in possibles.items():
        if at not in likeliest or possible.chance > likeliest[at].chance:
            likeliest[at] = possible
    told = [
        possible
        for (at, _), possible in possibles.items()
        if possible.chance >= _WORTH_TELLING or possible is likeliest[at] or possible.outcome is not Outcome.TOO_SMALL
    ]
    return tuple(sorted(told, key=lambda possible: (possible.outcome is not Outcome.CLAIM, -possible.chance)))


def _claims(
    one: "Prepared", claims: Sequence[Claim], trace: Trace, possibles: dict[int, _Possibles]
) -> dict[int, list[ExplainedClaim]]:
    """The claims by sentence, each tied to what it was read from; what a rule added was read from nothing."""
    starts = {sentence.span.start: number for number, sentence in enumerate(one.sentences)}
    found: dict[int, list[ExplainedClaim]] = defaultdict(list)
    place = 0
    for claim in claims:
        number = starts[claim.evidence.span.start]
        if place < len(trace.kept) and _is_of(claim, trace.kept[place]):
            read_at, at, first = trace.settled[id(trace.kept[place][2])]
            choices = tuple(_choices(one, trace.taken.get(place, ())))
            found[number].append(ExplainedClaim(claim, possibles[read_at][at, first.action], choices))
            place += 1
        else:
            found[number].append(ExplainedClaim(claim, None, (), PACKAGE))
    return found


def _is_of(claim: Claim, item: "Item") -> bool:
    considered, candidate, verdict = item
    return (claim.evidence.span, claim.actor.code, claim.stance, claim.action) == (
        considered.sentence.span,
        considered.mentioned[candidate.mention].code,
        verdict.stance,
        verdict.action,
    )


# -- their fields --------------------------------------------------------------------------------------


def _choices(one: "Prepared", taken: Sequence[Taken]) -> Iterator[Choice]:
    """The choices of one claim; the target as it was chosen in the end."""
    twice = any(choice.field == "target" for choice in taken)
    for choice in taken:
        if choice.field == "first target" and twice:
            continue
        yield Choice(
            field="target" if choice.field == "first target" else choice.field,
            value=_value(choice.option),
            weight=choice.weight / 1000,
            runner_up=_value(choice.runner_up) if choice.runner_up is not None else "",
            runner_up_weight=choice.runner_up_weight / 1000 if choice.runner_up is not None else None,
            reasons=tuple((name, weight / 1000) for name, weight in choice.loudest),
            words=_words(one, choice.option.value),
        )


def _value(option: Option) -> str:
    value = option.value
    if value is None:
        return ""
    if isinstance(value, Party):
        return value.code
    if isinstance(value, StatedAmount):
        return f"{value.amount.currency} {value.amount.value.normalize():f}"
    if isinstance(value, StatedQuantity):
        return f"{value.quantity.value.normalize():f} {value.quantity.unit}".strip()
    if isinstance(value, StatedDate):
        return value.when.iso
    return value.text if isinstance(value, Mention) else str(value)


def _words(one: "Prepared", value: Any) -> Mention | None:
    """Where an answer stands in the report."""
    span = getattr(value, "span", None)
    return Mention(span.of(one.text), span) if isinstance(span, Span) and span.end > span.start else None


def _conditions(
    sentence: Sentence,
    by_rows: Sequence[FoundCondition],
    held: Sequence[FoundCondition],
    seen: Answered | None,
) -> Iterator[FoundThere]:
    """The conditions of a sentence, each with who found it."""
    rows = {(condition.start, condition.end): condition for condition in by_rows}
    start = sentence.span.start
    for condition in held:
        row = rows.get((condition.start, condition.end))
        words = sentence.text[condition.start : condition.end]
        opened = condition_rows().pattern.match(words) if row is not None else None
        yield FoundThere(
            words=Mention(words, Span(start + condition.start, start + condition.end)),
            kind=condition.kind,
            found_by="rows" if row is not None else "encoder",
            opener=opened.group() if opened is not None else "",
            chance=chance_of(condition, seen),
            kind_by="rows" if row is not None and row.kind is condition.kind else "encoder",
        )
