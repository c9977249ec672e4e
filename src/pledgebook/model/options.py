"""Options side by side: who is for which, who against, what each hangs on and what it is worth."""

from dataclasses import dataclass

from pledgebook.model.assessment import Assessment, Coverage
from pledgebook.model.codes import Stance
from pledgebook.model.text import Place


@dataclass(frozen=True, slots=True)
class Voice:
    """One actor's stance on an option.

    Attributes:
        actor: Its code.
        stance: Its stance on the day.
        pledge: Id of the pledge.
        places: The words that voice it.
    """

    actor: str
    stance: Stance
    pledge: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class HangsOn:
    """A condition that an option hangs on.

    Attributes:
        condition: Its id.
        says: Its statement.
        pledges: Ids of the pledges towards the option that hang on it.
        inferred: Whether it is inferred for all of them.
    """

    condition: str
    says: str
    pledges: tuple[str, ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One option.

    Attributes:
        coverage: How far it is met in the scenario, with its needs and blockers.
        voices: Every actor's stance on it, the firmest first, then those who ask for, back and oppose it.
        hangs_on: What the pledges towards it hang on, the commonest first.
    """

    coverage: Coverage
    voices: tuple[Voice, ...]
    hangs_on: tuple[HangsOn, ...]

    def held_by(self, *stances: Stance) -> tuple[str, ...]:
        """Codes of the actors who hold one of these stances, each once, in order."""
        return tuple(dict.fromkeys(voice.actor for voice in self.voices if voice.stance in stances))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Options side by side in one scenario.

    Attributes:
        assessment: The assessment that they are taken from.
        options: The options, in the order of the arrangement.
    """

    assessment: Assessment
    options: tuple[Option, ...]
