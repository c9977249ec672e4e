"""An arrangement: what is to be worth something, what that hangs on, and the scenarios it is looked at under."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from pledgebook.model.codes import Action, ConditionKind, Domain, Stance, Truth
from pledgebook.model.text import Place
from pledgebook.model.when import When


@dataclass(frozen=True, slots=True)
class Holds:
    """Holds when the condition does.

    Attributes:
        condition: Id of the condition.
    """

    condition: str


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its part does not.

    Attributes:
        part: What must not hold.
    """

    part: "Antecedent"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every part does; with no part it always holds.

    Attributes:
        parts: What must hold.
    """

    parts: tuple["Antecedent", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one part does; with no part it never holds.

    Attributes:
        parts: What may hold.
    """

    parts: tuple["Antecedent", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Holds when enough of its parts do.

    Attributes:
        count: How many are enough.
        parts: What may hold.
    """

    count: int
    parts: tuple["Antecedent", ...]


Antecedent: TypeAlias = Holds | Not | AllOf | AnyOf | AtLeast
"""What something hangs on: a tree of conditions."""


class Role(StrEnum):
    """What a condition does to a pledge that names it."""

    ENABLES = "enables"
    """The pledge stands only if the condition holds."""

    TRIGGERS = "triggers"
    """The pledge stands already; the condition makes it fall due ("if Ukraine is attacked again")."""


class Measure(StrEnum):
    """In what a requirement is counted."""

    TROOPS = "troops"
    EUR = "EUR"
    SYSTEMS = "systems"
    PRESENCE = "presence"
    PARTICIPATION = "participation"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Condition:
    """A statement that can hold, not hold or be unknown on a day.

    Attributes:
        id: Short name: ``ceasefire``. One condition of an ``each_actor`` family is ``ratification(DEU)``.
        kind: Which of the codebook's kinds; with the parties it ties the words of reports to this condition.
        says: The statement as a noun phrase: "a cease-fire between Russia and Ukraine". ``{actor}`` stands for the
            actor in a family.
        parties: Codes of those whose doing it is.
        role: Whether pledges stand only if it holds, or fall due only then.
        words: Words that name it in a report beside another condition: "peace" in "after a cease-fire or peace".
        each_actor: Whether this is a family with one condition for each actor whose pledge hangs on it.
        holds_when: What it follows from; None for a condition that stands on its own.
        source: Where this is taken from.
        enough: With ``others_join``: how many states must have undertaken one of the actions; None for no number.
        actions: With ``enough``: which actions.
    """

    id: str
    kind: ConditionKind
    says: str
    parties: tuple[str, ...] = ()
    role: Role = Role.ENABLES
    words: tuple[str, ...] = ()
    each_actor: bool = False
    holds_when: Antecedent | None = None
    source: str = ""
    enough: int | None = None
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """That a condition came to hold, or not to, on a day.

    Attributes:
        condition: Id of the condition.
        truth: Whether it holds from then on.
        since: From when; None for always.
        source: Who says so.
        places: The words of reports that it rests on; empty for one of the file or of a decision.
        says: What the reports tell, in plain English; empty for one of the file.
    """

    condition: str
    truth: Truth
    since: When | None = None
    source: str = ""
    places: tuple[Place, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Presumption:
    """What pledges of some actions are taken to hang on though no report says so.

    A pledge that is already done is not touched, nor one whose report states a condition of the same kind.

    Attributes:
        actions: The actions it is presumed of.
        hangs_on: What they hang on.
        says: Why, as a plain clause: "the coalition plans its force for the time after the fighting".
        actors: Only pledges of these; empty for all.
        source: Who says so.
    """

    actions: tuple[Action, ...]
    hangs_on: Antecedent
    says: str
    actors: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """Which pledges count towards a requirement: those that fit every field that is not empty.

    The adversary's and the beneficiary's own pledges count only where ``actors`` names them.

    Attributes:
        actions: Of these actions.
        targets: For these; empty for the beneficiary.
        domains: In these domains.
        actors: By these.
        stances: Held with one of these; empty for all.
        words: With one of these words in the item or the quoted sentences, in lower case.
    """

    actions: tuple[Action, ...]
    targets: tuple[str, ...] = ()
    domains: tuple[Domain, ...] = ()
    actors: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a pledge that states no number counts for, between two bounds.

    Attributes:
        low: At the least.
        high: At the most.
        source: Who estimates so.
    """

    low: Decimal
    high: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something the arrangement must reach.

    Attributes:
        name: Short name: ``land-force``.
        title: In words.
        measure: In what it is counted.
        needed: How much is enough, in ``unit``.
        unit: ``troops``, ``EUR``, ``domains``, ``parties``, ``reports``; with ``systems`` the words that name them.
        counts: Which pledges count.
        unstated: What a pledge without a number counts for; None when that is unknown.
        source: Where the need is taken from.
    """

    name: str
    title: str
    measure: Measure
    needed: Decimal
    unit: str
    counts: Counting
    unstated: Estimate | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Requirements of which enough must be met.

    Attributes:
        name: Short name: ``whole-package``.
        title: In words.
        count: How many must be met.
        members: Names of requirements, or of other groups.
        source: Where the need is taken from.
    """

    name: str
    title: str
    count: int
    members: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance between two bounds, each from 0 to 1.

    Attributes:
        low: At the least.
        high: At the most.
        exact: Whether the bounds are worked out; a sampled one holds the chance in 99 of 100 samples.
    """

    low: float
    high: float
    exact: bool = True


ANY_CHANCE = Chance(0.0, 1.0)
"""The chance of a condition that nothing is known of."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Conditions supposed to hold, not to hold, or to be unknown whatever the facts, or with a chance of holding.

    Attributes:
        name: Short name: ``ceasefire-without-us``.
        supposed: Pairs of a condition's id and its truth. The id of a family stands for each of its conditions that
            is not supposed itself.
        title: In words.
        chances: Pairs of a condition's id, as above, and the chance that it holds; none that is supposed besides.
    """

    name: str
    supposed: tuple[tuple[str, Truth], ...] = ()
    title: str = ""
    chances: tuple[tuple[str, Chance], ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency is worth in euro.

    Attributes:
        currency: ISO 4217.
        eur: Euro for one unit.
    """

    currency: str
    eur: Decimal


@dataclass(frozen=True, slots=True)
class UnitValue:
    """What one piece is worth in euro where a report gives a number of pieces and no sum.

    Attributes:
        unit: Words that name the pieces: "Patriot systems".
        low: At the least.
        high: At the most.
        source: Who says so.
    """

    unit: str
    low: Decimal
    high: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Usage:
    """How a word is meant in an arrangement.

    Attributes:
        word: The word: ``deployed``.
        means: What it means here, with its source.
    """

    word: str
    means: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What states promise one another, as a thing that can be met or missed.

    Attributes:
        name: Short name: ``ukraine-guarantees``.
        title: In words.
        beneficiary: Code of who is to receive it.
        adversary: Code of whom it guards against; None if nobody.
        conditions: What pledges hang on.
        requirements: What it must reach.
        scenarios: What may be supposed.
        facts: What is known about the conditions, oldest first.
        presumptions: What pledges hang on though no report says so.
        rates: Worth of other currencies in euro.
        rates_source: Where the rates are taken from, with their day.
        start: From when it is to hold; None if open.
        end: Until when; None if open.
        groups: Requirements that belong together, each group after its members.
        renewal_days: Within how many days a pledge must be voiced again, unless a day is set for it.
        unit_values: Worth of pieces that are told without a sum.
        definitions: How words are meant.
        options: Names of the requirements and groups that are set side by side, in that order.
    """

    name: str
    title: str
    beneficiary: str
    adversary: str | None
    conditions: tuple[Condition, ...]
    requirements: tuple[Requirement, ...]
    scenarios: tuple[Scenario, ...] = ()
    facts: tuple[Fact, ...] = ()
    presumptions: tuple[Presumption, ...] = ()
    rates: tuple[Rate, ...] = ()
    rates_source: str = ""
    start: When | None = None
    end: When | None = None
    groups: tuple[Group, ...] = ()
    renewal_days: int = 365
    options: tuple[str, ...] = ()
    unit_values: tuple[UnitValue, ...] = ()
    definitions: tuple[Usage, ...] = ()
