"""Notes what the extractor does with one report while it does it; nothing is decided here, and without it nothing is noted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pledgebook.extract.choosing import Option, choose, loudest, shipped_weights, weigh
from pledgebook.extract.encoder import Answered
from pledgebook.extract.questions import Question
from pledgebook.extract.verdict import Verdict
from pledgebook.model.explanation import Outcome

if TYPE_CHECKING:
    from pledgebook.extract.conditions import FoundCondition
    from pledgebook.extract.extractor import Prepared
    from pledgebook.extract.fields import Item

_LOUDEST = 4


@dataclass(frozen=True, slots=True)
class Looked:
    """What both encoders saw in a sentence.

    Attributes:
        question: What was asked.
        small: What the small encoder saw.
        large: What the large one saw; None where it was not asked.
        decided: What decides.
    """

    question: Question
    small: Answered
    large: Answered | None
    decided: Answered


@dataclass(frozen=True, slots=True)
class TurnedDown:
    """A reading above the threshold that is no claim of its own.

    Attributes:
        number: Of the sentence.
        at: Which of the actors asked about it is.
        verdict: Stance and action.
        outcome: Why not.
        instead: Number of the sentence that is kept in its place.
    """

    number: int
    at: int
    verdict: Verdict
    outcome: Outcome
    instead: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """One choice among the options of a field.

    Attributes:
        field: Name of the field.
        option: What was chosen.
        weight: What its features weigh, in thousandths.
        runner_up: The next best option; None where there was one option only.
        runner_up_weight: What that one weighs.
        loudest: The features that spoke loudest for it.
    """

    field: str
    option: Option
    weight: int
    runner_up: Option | None
    runner_up_weight: int
    loudest: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Trace:
    """All that was noted of one report.

    Attributes:
        prepared: The report before its sentences were looked at.
        about: Codes of the two that it is mostly about.
        gate: The gate's score of each sentence that it was asked about.
        looked: What was seen in each sentence that passed.
        turned_down: Readings above the threshold that are no claims of their own.
        settled: For each reading by the identity of its verdict: its sentence, which actor, and its verdict as it was first.
        kept: The readings that are claims, in order.
        taken: For the place of each claim, its choices.
        conditions: For each sentence what rows found, and what is held of it in the end.
    """

    prepared: "Prepared | None" = None
    about: tuple[str, ...] = ()
    gate: dict[int, float] = field(default_factory=dict)
    looked: dict[int, Looked] = field(default_factory=dict)
    turned_down: list[TurnedDown] = field(default_factory=list)
    settled: dict[int, tuple[int, int, Verdict]] = field(default_factory=dict)
    kept: "Sequence[Item]" = ()
    taken: dict[int, list[Taken]] = field(default_factory=dict)
    conditions: "dict[int, tuple[Sequence[FoundCondition], Sequence[FoundCondition], Answered | None]]" = field(
        default_factory=dict
    )

    def sifted(self, before: "Sequence[Item]", after: "Sequence[Item]", outcome: Outcome) -> None:
        """Note which readings a rule has left out."""
        left = {id(verdict) for _, _, verdict in after}
        for _, _, verdict in before:
            if id(verdict) not in left:
                number, at, first = self.settled[id(verdict)]
                instead = _place_of_same(verdict, after, number) if outcome is Outcome.REPEATED else None
                self.turned_down.append(TurnedDown(number, at, first, outcome, instead))

    def choose(self, name: str, options: Sequence[Option], place: int = 0) -> Option:
        """Choose as :func:`choose` does, and note it."""
        chosen = choose(name, options, place)
        weights = shipped_weights().get(name, {})
        others = [(weigh(weights, option), option) for option in options if option is not chosen]
        weight, runner_up = max(others, key=lambda pair: pair[0]) if others else (0, None)
        self.taken.setdefault(place, []).append(
            Taken(name, chosen, weigh(weights, chosen), runner_up, weight, loudest(weights, chosen, _LOUDEST))
        )
        return chosen


def _place_of_same(verdict: Verdict, kept: "Sequence[Item]", number: int) -> int | None:
    """The sentence of the claim that says the same as one that was left out as a repeat."""
    same = (c.number for c, _, v in kept if (v.stance, v.action) == (verdict.stance, verdict.action))
    return min(same, key=lambda other: abs(other - number), default=None)
