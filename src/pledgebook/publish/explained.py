"""An explanation in words that an analyst understands: the same for the terminal and for the page."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pledgebook.model import Amount, Claim, ConditionKind, Explanation, Report, Stance
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
from pledgebook.publish import wording
from pledgebook.publish.highlight import Piece, cut, marks_of
from pledgebook.publish.names import GROUP, name_of

NEAR = 0.5
"""A possible claim with at least this share of the threshold is a near miss."""

_NOT_KEPT = {
    Outcome.ONLY_ASKED: "only asked to do so, by another in the same sentence",
    Outcome.ONLY_TELLS: "only tells of another's act, which is read by itself",
    Outcome.NOT_ACTING_BEFORE: "not named here, and without a claim in the sentence before",
}
_HOW = {
    "state": "its name",
    "capital": "its capital",
    "seat": "its seat of power",
    "people": "its people",
    "demonym": "its adjective",
    "body": "its name",
    "group": "a group that no table lists",
}
_FIELDS = ("target", "addressee", "with", "quantity", "amounts", "domains", "conditions", "speaker", "said", "due")
_LABELS = {"addressee": "asked", "amounts": "sum", "domains": "domain", "conditions": "if", "quantity": "count"}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a claim.

    Attributes:
        label: What the field is.
        told: Its value, and where it comes from.
        because: What spoke loudest for it; empty where no weights were asked.
        is_empty: Whether the field was left empty.
    """

    label: str
    told: str
    because: str = ""
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim, or a possible one.

    Attributes:
        who: The actor's name.
        stance: Its stance.
        act: Its action, with the target where there is one.
        chance: The chance that decides, as printed; empty for one that a rule made.
        why: Why it is a claim, or why it is none.
        lines: Its fields.
    """

    who: str
    stance: Stance
    act: str
    chance: str
    why: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence, or one piece of furniture.

    Attributes:
        number: Of the sentence; empty for furniture.
        text: The sentence.
        pieces: The same, its claims marked.
        fate: What was done with it.
        asked: Who was asked about, and how they were found.
        claims: Its claims.
        near: What was nearly read, or read and not kept.
        others: What was less likely still.
    """

    number: str
    text: str
    pieces: tuple[Piece, ...]
    fate: str
    asked: tuple[str, ...]
    claims: tuple[ClaimView, ...]
    near: tuple[ClaimView, ...]
    others: tuple[ClaimView, ...]

    @property
    def is_telling(self) -> bool:
        """Whether it gave a claim or nearly did."""
        return bool(self.claims or self.near)


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """An explanation in words.

    Attributes:
        report: The report.
        intro: How it was read, sentence by sentence.
        sentences: Its sentences and its furniture.
    """

    report: Report
    intro: tuple[str, ...]
    sentences: tuple[SentenceView, ...]


def explanation_view(explanation: Explanation, report: Report) -> ExplanationView:
    """An explanation of a report in words."""
    return ExplanationView(
        report,
        tuple(_intro(explanation)),
        tuple(_sentence(sentence, explanation, report) for sentence in explanation.sentences),
    )


def _intro(explanation: Explanation) -> Iterator[str]:
    fates = Counter(sentence.fate for sentence in explanation.sentences)
    furniture = fates.pop(Fate.FURNITURE, 0)
    parts = [
        f"{number} {words}"
        for fate, words in (
            (Fate.LOOKED_AT, "looked at closely"),
            (Fate.QUIET, "where the small encoder saw nothing"),
            (Fate.GATED, "stopped at the gate"),
            (Fate.NOBODY, "with nobody in it who could act"),
        )
        if (number := fates[fate])
    ]
    claims = wording.counted(len(explanation.claims), "claim")
    total = wording.counted(sum(fates.values()), "sentence")
    yield f"{claims} from {total}" + (f": {', '.join(parts)}" if parts else "") + "."
    if furniture:
        yield f"{wording.counted(furniture, 'piece')} of page furniture left out."
    yield (
        f"Kept from a chance of {explanation.threshold:.2f}; a sentence passes the gate from {explanation.gate:.2f}. "
        f"Read by {explanation.extractor}."
    )
    if explanation.issuer:
        yield f"Read as a text that {name_of(explanation.issuer)} issues: “we” is {name_of(explanation.issuer)}."
    if explanation.about:
        yield f"Mostly about {' and '.join(map(name_of, explanation.about))}."


def _sentence(sentence: ExplainedSentence, explanation: Explanation, report: Report) -> SentenceView:
    near: list[ClaimView] = []
    others: list[ClaimView] = []
    for possible in sentence.possible:
        if possible.outcome is Outcome.CLAIM:
            continue
        is_near = possible.outcome is not Outcome.TOO_SMALL or possible.chance >= NEAR * explanation.threshold
        (near if is_near else others).append(_not_kept(possible, explanation.threshold))
    marks = [mark for explained in sentence.claims for mark in marks_of(explained.claim)]
    return SentenceView(
        number=str(sentence.number or ""),
        text=sentence.words.text,
        pieces=cut(report.text, marks, sentence.words.span),
        fate=_fate(sentence, explanation),
        asked=(*map(_asked, sentence.asked), *map(_untied, sentence.untied)),
        claims=tuple(_claim(explained, sentence, explanation) for explained in sentence.claims),
        near=tuple(near),
        others=tuple(others),
    )


def _fate(sentence: ExplainedSentence, explanation: Explanation) -> str:
    if sentence.fate is Fate.FURNITURE:
        return "page furniture, not read"
    if sentence.gate is None:
        return "nobody in it who could act"
    at_gate = f"the gate gives {_chance(sentence.gate, explanation.gate)}"
    if sentence.fate is Fate.GATED:
        return f"{at_gate}, below {explanation.gate:.2f}: not read"
    passed = at_gate + (", read together with the sentence before" if sentence.leans else "")
    if sentence.fate is Fate.QUIET:
        return f"{passed}; the small encoder saw nothing likelier than {explanation.quiet:.2f}"
    return passed


# -- who -----------------------------------------------------------------------------------------------


def _asked(asked: AskedAbout) -> str:
    """Who was asked about, and how it was found.

    >>> _asked(AskedAbout("NOR", (), "issuer"))
    'Norway: issues the text'
    """
    if asked.unnamed == "issuer":
        return f"{name_of(asked.code)}: issues the text"
    named = "; ".join(_named(named) for named in asked.named)
    if asked.code == GROUP and not asked.unnamed:
        return named
    if asked.unnamed == "before":
        return f"{name_of(asked.code)}: carried over from the sentence before, {named}"
    return f"{name_of(asked.code)}: {named}"


def _named(named: Named) -> str:
    words = f"“{named.words.text}”"
    if named.as_place:
        return f"{words}, as a place"
    if named.how == "anaphora":
        return f"{words}, which points back" + (f" to “{named.back}”" if named.back else "")
    if named.how == "first_person":
        return f"{words}, who speaks" + (f", “{named.back}”" if named.back else "")
    if named.how == "outlet":
        return f"{words}, by the outlet's own country or who issues the text"
    if named.office:
        person = f"{named.person}, " if named.person and named.person not in named.words.text else ""
        return f"{words}, {person}{named.office}"
    if named.how == "title":
        return f"{words}, by title"
    how = _HOW.get(named.kind, "its name")
    if named.kind == "demonym" and not named.is_adjective:
        how = "its name"
    return f"{words}, {how}"


def _untied(named: Named) -> str:
    return f"nobody: “{named.words.text}” could not be tied to anybody"


# -- claims --------------------------------------------------------------------------------------------


def _chance(chance: float, threshold: float) -> str:
    """A chance as printed: two places, more where two would hide on which side of the threshold it is.

    >>> _chance(0.1401, 0.17), _chance(0.1695, 0.17)
    ('0.14', '0.1695')
    """
    for places in (2, 3, 4):
        printed = f"{chance:.{places}f}"
        if (float(printed) >= float(f"{threshold:.2f}")) == (chance >= threshold):
            return printed
    return f"{chance:.5f}"


def _views_of(possible: Possible) -> str:
    if possible.large is None:
        return "the small encoder alone"
    return f"the encoder {possible.large:.2f}, the small one {possible.small:.2f}"


def _act(action: str, target: str) -> str:
    return f"{action} → {name_of(target)}" if target else action


def _not_kept(possible: Possible, threshold: float) -> ClaimView:
    chance = _chance(possible.chance, threshold)
    if possible.outcome is Outcome.TOO_SMALL:
        why = f"below {threshold:.2f} ({_views_of(possible)})"
    elif possible.outcome is Outcome.REPEATED:
        place = "this sentence" if possible.instead is None else f"sentence {possible.instead}"
        why = f"said more clearly in {place}"
    else:
        why = _NOT_KEPT[possible.outcome]
    return ClaimView(_actor(possible.actor, possible.words), possible.stance, _act(possible.action, ""), chance, why)


def _actor(code: str, words: str) -> str:
    return words if code == GROUP and words else name_of(code)


def _claim(explained: ExplainedClaim, sentence: ExplainedSentence, explanation: Explanation) -> ClaimView:
    claim, possible = explained.claim, explained.possible
    why = f"by rule: {explained.by_rule}"
    chance = ""
    if possible is not None:
        chance, why = _chance(possible.chance, explanation.threshold), _views_of(possible)
        if possible.read_as is not None:
            why += f"; read as {possible.stance}, and {possible.read_as} by the rule that a denied exclusion weighs"
    return ClaimView(
        who=_actor(claim.actor.code, claim.actor.text),
        stance=claim.stance,
        act=_act(claim.action, claim.target.code if claim.target else ""),
        chance=chance,
        why=why,
        lines=tuple(_lines(explained, sentence)),
    )


def _lines(explained: ExplainedClaim, sentence: ExplainedSentence) -> Iterator[Line]:
    claim = explained.claim
    yield Line("who", _who(claim, sentence))
    if explained.by_rule:
        if claim.target is not None:
            yield Line("target", f"{name_of(claim.target.code)}, as in the sentence before")
        for stated in claim.amounts:
            yield Line("sum", f"{wording.amount_in_words(stated.amount)}, by the rule")
    cues = [cue.text for cue in (claim.stance_cue, claim.action_cue) if cue is not None]
    if cues:
        yield Line("words", ", ".join(f"“{words}”" for words in dict.fromkeys(cues)) + ", to which the grammar ties it")
    for field in _FIELDS:
        mine = [choice for choice in explained.choices if choice.field == field]
        if field == "conditions":
            yield from _conditions(claim, mine, sentence)
            continue
        empty = sorted(mine, key=lambda choice: -(choice.runner_up_weight or 0.0))[:1]
        for choice in [choice for choice in mine if choice.value] or empty:
            yield Line(_LABELS.get(field, field), _chosen(choice), _because(choice), is_empty=not choice.value)
    if claim.items:
        yield Line("items", ", ".join(f"“{item.text}”" for item in claim.items) + ", by the grammar")
    if claim.outlet is not None:
        yield Line("outlet", f"“{claim.outlet.text}”, whom the report credits")


def _who(claim: Claim, sentence: ExplainedSentence) -> str:
    asked = next((one for one in sentence.asked if one.code == claim.actor.code and _is_for(one, claim)), None)
    return _asked(asked) if asked is not None else f"{name_of(claim.actor.code)}: as in the sentence before"


def _is_for(asked: AskedAbout, claim: Claim) -> bool:
    return claim.actor.code != GROUP or not asked.named or claim.actor.text in [n.words.text for n in asked.named]


def _chosen(choice: Choice) -> str:
    """An answer, its words, and how it stands to the next best.

    >>> _chosen(Choice("target", "UKR", 3.03, "USA", 0.55, ()))
    'Ukraine (3.0 against 0.6 for United States)'
    """
    value = _value(choice.field, choice.value)
    words = f", “{choice.words.text}”" if choice.words and choice.words.text != choice.value else ""
    if choice.runner_up_weight is None:
        return f"{value}{words} (nothing else to choose from)"
    mine, other = _weights(choice.weight, choice.runner_up_weight)
    return f"{value}{words} ({mine} against {other} for {_value(choice.field, choice.runner_up)})"


def _weights(first: float, second: float) -> tuple[str, str]:
    """Two weights as printed, with more places where they are close.

    >>> _weights(3.03, 0.55), _weights(2.912, 2.904), _weights(-0.01, -0.7)
    (('3.0', '0.6'), ('2.91', '2.90'), ('0.0', '-0.7'))
    """
    places = 1 if abs(first - second) >= 0.1 else 2
    return f"{round(first, places) + 0.0:.{places}f}", f"{round(second, places) + 0.0:.{places}f}"


def _value(field: str, value: str) -> str:
    if not value:
        return "none"
    if field == "amounts":
        currency, _, number = value.partition(" ")
        return wording.amount_in_words(Amount(Decimal(number), currency))
    return name_of(value) if field in ("target", "addressee", "with") else value


def _because(choice: Choice) -> str:
    return ", ".join(f"{name} {weight:+.1f}" for name, weight in choice.reasons)


def _conditions(claim: Claim, choices: list[Choice], sentence: ExplainedSentence) -> Iterator[Line]:
    for condition in claim.conditions:
        there = next((one for one in sentence.conditions if one.words.span == condition.span), None)
        choice = next((one for one in choices if one.value == condition.text), None)
        yield Line("if", _condition(condition.kind, condition.text, there), _because(choice) if choice else "")
    for choice in choices:
        if not choice.value:
            mine, other = _weights(choice.weight, choice.runner_up_weight or 0.0)
            told = f"not “{choice.runner_up}” ({mine} against {other} for it)"
            yield Line("if", told, _because(choice), is_empty=True)


def _condition(kind: ConditionKind, words: str, there: FoundThere | None) -> str:
    told = f"{wording.CONDITIONS[kind]} ({kind}): “{words}”, "
    if there is None:
        return told + "which such an act hangs on without saying so"
    if there.found_by == "encoder":
        return told + f"which only the encoder sees{_surely(there)}"
    opened = f"opened by “{there.opener}”" if there.opener else "found by a row of the table"
    kind_by = "" if there.kind_by == "rows" else ", its kind by the encoder"
    return f"{told}{opened}{kind_by}{_surely(there)}"


def _surely(there: FoundThere) -> str:
    return "" if there.chance is None else f" (the encoder takes it for one: {there.chance:.2f})"
