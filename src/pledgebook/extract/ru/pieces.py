"""What is held of a Russian sentence on the way to its claims."""

from dataclasses import dataclass

from pledgebook.extract.ru.amounts import Count, Money
from pledgebook.extract.ru.naming import Named
from pledgebook.extract.ru.parsing import Sentence, Word
from pledgebook.extract.ru.parties import Actor
from pledgebook.extract.ru.stances import Said
from pledgebook.extract.ru.telling import Teller
from pledgebook.model import Action, Mention, Stance, StatedCondition, When


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
class Found:
    """What one predicate tells: who holds which stance towards which action.

    Attributes:
        said: The stance and the way to it.
        actors: Who acts.
        stance: Which stance, after all that action and stance together say.
        action: Which action.
        cue: The word that shows the action.
        content: The words that the action was read from.
    """

    said: Said
    actors: tuple[Actor, ...]
    stance: Stance
    action: Action
    cue: Word
    content: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says beside its predicates.

    Attributes:
        teller: Whose words it gives.
        outlet: The medium that it credits.
        money: Its sums.
        counts: Its counts.
        conditions: Its conditions.
    """

    teller: Teller | None
    outlet: Mention | None
    money: tuple[Money, ...]
    counts: tuple[Count, ...]
    conditions: tuple[StatedCondition, ...]
