"""An assessment: which pledges stand in a scenario, and how far that meets the requirements."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pledgebook.model.arrangement import ANY_CHANCE, Chance, Role, Scenario
from pledgebook.model.codes import Action, ConditionKind, Stance, Truth
from pledgebook.model.life import Life
from pledgebook.model.text import Place
from pledgebook.model.when import When


class Standing(StrEnum):
    """What becomes of a pledge in a scenario."""

    STANDS = "stands"
    FALLS = "falls"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of why, in plain English.

    Attributes:
        says: "needs a cease-fire between Russia and Ukraine, which this scenario supposes does not hold".
        conditions: Ids of the conditions it speaks of.
        places: The words of reports that it rests on.
        inferred: Whether it rests on a rule of law or of the arrangement's file and not on a report.
    """

    says: str
    conditions: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class ConditionState:
    """What a condition is in the scenario.

    Attributes:
        id: The condition.
        kind: Its kind.
        says: Its statement.
        truth: Whether it holds.
        why: Where that comes from: "supposed", "since 2025-08-24 (AFP)", "nobody has reported on it".
        role: Whether it decides what stands or what falls due.
        stated_only: Whether it is known from a report's words alone and stands in no arrangement file.
        chance: The chance that it holds: 1 where it does, 0 where it does not, any where nothing is known.
        places: The words of reports that its truth rests on.
    """

    id: str
    kind: ConditionKind
    says: str
    truth: Truth
    why: str
    role: Role = Role.ENABLES
    stated_only: bool = False
    chance: Chance = ANY_CHANCE
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class PledgeState:
    """What becomes of one pledge.

    Attributes:
        pledge: Its id.
        actor: Code of who undertakes it.
        action: What is undertaken.
        stance: The stance it is judged by: the latest on the day of the assessment.
        state: What becomes of it.
        because: The reasons, the deciding ones first; never empty.
        waits_for: Ids of the conditions that make it fall due, should it stand.
        life: Its stages up to the day of the assessment; None where its actor never undertook it.
    """

    pledge: str
    actor: str
    action: Action
    stance: Stance
    state: Standing
    because: tuple[Reason, ...]
    waits_for: tuple[str, ...] = ()
    life: Life | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one pledge adds to a requirement.

    Attributes:
        pledge: Its id.
        state: ``stands`` when it counts for certain, ``open`` when it may count, ``falls`` when it does not.
        low: At the least, where it counts, in the requirement's unit.
        high: At the most, where it counts; None when nobody states it.
        says: How the figure comes about, in plain English.
    """

    pledge: str
    state: Standing
    low: Decimal
    high: Decimal | None
    says: str


@dataclass(frozen=True, slots=True)
class Deciders:
    """Smallest sets of conditions that settle whether a requirement is met.

    Each set lists ids of conditions; ``not`` and a blank before an id mean the contrary. An empty list of sets says
    that no set does; a list of one empty set, that it is settled whatever holds.

    Attributes:
        sets: The sets, the smaller first.
        order: All sets of up to this many conditions are found.
        complete: Whether there are no larger ones.
        chances: For each set the chance that all of it comes about, the likelier sets then first; empty where a
            condition has no single chance.
    """

    sets: tuple[tuple[str, ...], ...]
    order: int
    complete: bool
    chances: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """How much one condition matters to a requirement.

    Attributes:
        condition: Its id.
        birnbaum: Structural importance after Birnbaum: by how much the share of worlds in which the requirement is met
            rises, from -1 to 1, when the condition holds instead of failing, all others holding or failing alike often.
            A world in which it is unknown whether it is met counts half.
        fussell_vesely: Share, from 0 to 1, of the chance that the requirement is void in which some blocker with this
            condition has come about; None where a condition has no single chance.
    """

    condition: str
    birnbaum: float
    fussell_vesely: float | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a requirement is met.

    Attributes:
        requirement: Its name.
        title: In words.
        needed: How much is enough.
        unit: In what.
        certain: What the pledges that stand come to at the least.
        possible: What those that stand or are open come to at the most; None when no bound is known.
        met: ``yes`` when what is certain is enough, ``no`` when what is possible is not, else ``unknown``.
        gap: What is missing between what is certain and what is needed; 0 when nothing is.
        shares: What each pledge adds, in the order of the book.
        needs: Sets of conditions whose holding meets it, whatever else holds.
        blockers: Sets of conditions whose failing voids it, whatever else holds.
        weights: How much each condition it hangs on matters, the weightier first.
        birnbaum_exact: Whether Birnbaum's importance is worked out and not sampled.
        fussell_vesely_exact: Whether Fussell and Vesely's is, from all blockers.
        chance: The chance that it is met in the scenario; a condition without a chance may have any.
        members: Names of the requirements that it is a group of; empty for one that is none.
    """

    requirement: str
    title: str
    needed: Decimal
    unit: str
    certain: Decimal
    possible: Decimal | None
    met: Truth
    gap: Decimal
    shares: tuple[Share, ...]
    needs: Deciders
    blockers: Deciders
    weights: tuple[Weight, ...] = ()
    birnbaum_exact: bool = True
    fussell_vesely_exact: bool = True
    chance: Chance = ANY_CHANCE
    members: tuple[str, ...] = ()

    @property
    def single_points(self) -> tuple[str, ...]:
        """Conditions whose failing alone voids it."""
        return tuple(one[0] for one in self.blockers.sets if len(one) == 1)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A pledge that was not assessed.

    Attributes:
        pledge: Its id.
        why: Why not, in plain English.
    """

    pledge: str
    why: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an arrangement is worth in a scenario.

    Attributes:
        arrangement: Its name.
        scenario: What was supposed.
        as_of: The day it is assessed for; None for the latest.
        conditions: What each condition is: those of the arrangement first, then those that only reports state.
        pledges: What becomes of each pledge, in the order of the book.
        coverage: How far each requirement is met, in the order of the arrangement.
        left_out: Pledges that were not assessed.
    """

    arrangement: str
    scenario: Scenario
    as_of: When | None
    conditions: tuple[ConditionState, ...]
    pledges: tuple[PledgeState, ...]
    coverage: tuple[Coverage, ...]
    left_out: tuple[LeftOut, ...] = ()
