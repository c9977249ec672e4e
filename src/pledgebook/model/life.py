"""The life of a pledge: in which stage it is on each day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pledgebook.model.text import Place


class Stage(StrEnum):
    """A stage in the life of a pledge, after the life cycle of commitments by Chopra and Singh."""

    CREATED = "created"
    """It has been voiced and nobody is bound yet: its actor is weighing it."""

    CONDITIONAL = "conditional"
    """It is promised, and what it hangs on has not come about, or is unknown."""

    DUE = "due"
    """It is promised, and what it hangs on has come about."""

    DISCHARGED = "discharged"
    """It is done."""

    EXPIRED = "expired"
    """Its day passed, or nobody voiced it again for too long, and no report tells that it was done."""

    VIOLATED = "violated"
    """It was refused after it had fallen due, or broken by a deed."""

    WITHDRAWN = "withdrawn"
    """It was refused before it fell due, or another pledge took its place."""


@dataclass(frozen=True, slots=True)
class StageAt:
    """A stage that a pledge came into.

    Attributes:
        stage: The stage.
        since: From which day on; None where that is unknown.
        because: Why, in plain English.
        places: The words of reports that it rests on.
    """

    stage: Stage
    since: date | None
    because: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Life:
    """The stages of a pledge up to a day.

    Attributes:
        pledge: Its id.
        stages: Every change, oldest first; never empty.
    """

    pledge: str
    stages: tuple[StageAt, ...]

    @property
    def now(self) -> StageAt:
        """The stage that it is in."""
        return self.stages[-1]
