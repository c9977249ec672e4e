"""Incidents: reported uses of force, how far each is verified, and what one of them sets off."""

from dataclasses import dataclass
from enum import StrEnum

from pledgebook.model.assessment import Reason, Standing
from pledgebook.model.codes import Action, Stance, Truth
from pledgebook.model.text import Place
from pledgebook.model.when import When


class IncidentStatus(StrEnum):
    """How far an incident is known to have happened."""

    REPORTED = "reported"
    CORROBORATED = "corroborated"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Casualties:
    """How many people, between the lowest and the highest figure that is told.

    Attributes:
        low: The lowest.
        high: The highest.
    """

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Version:
    """What one side says of an incident.

    Attributes:
        side: Code of the side whose word it is; empty where a report speaks in its own voice or names no side.
        denies: Whether it denies it.
        places: The sentences, oldest first.
    """

    side: str
    denies: bool
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One use of force as reports tell of it, told once however many tell it.

    Attributes:
        id: ``rus-attack-kharkiv-2026-03-09``; a decision about it names its claims too, and so outlives a new id.
        actor: Code of who is said to have used force.
        target: Code of against whom; None if nobody says.
        day: When; None if unknown.
        place: Where, in the reports' words; empty if nobody says.
        means: With what: ``drone``, ``missile``, ``artillery`` and so on; empty if nobody says.
        killed: How many dead; None if nobody says.
        wounded: How many wounded; None if nobody says.
        versions: Each side's word, the denials last.
        claims: Ids of the claims that tell of it, oldest first.
        reports: Ids of the reports that tell of it, denials left out.
        origins: How many independent originals tell of it.
        status: How far it is known to have happened.
        because: Why it has this status, in plain English.
    """

    id: str
    actor: str
    target: str | None
    day: When | None
    place: str
    means: tuple[str, ...]
    killed: Casualties | None
    wounded: Casualties | None
    versions: tuple[Version, ...]
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    origins: int
    status: IncidentStatus
    because: str


@dataclass(frozen=True, slots=True)
class Breach:
    """An incident while a cease-fire or a peace deal holds.

    Attributes:
        incident: The incident.
        breaks: Id of the condition that held on its day.
        sets_off: Id of the condition that it sets off once it is verified; empty where it sets off none.
    """

    incident: Incident
    breaks: str
    sets_off: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether it is more than a candidate."""
        return self.incident.status is IncidentStatus.VERIFIED


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one guarantor has promised for the case that a condition comes about.

    Attributes:
        pledge: Id of the pledge.
        actor: Code of the guarantor.
        action: What is promised.
        item: In the report's words; empty if nobody says.
        stance: How firmly.
        state: Whether it stands, is open or falls once the condition has come about.
        because: What it hangs on further, with the words of reports.
        deciders: Who must still decide, in plain English.
        places: The words in which it is promised.
        inferred: Whether it is tied to the condition by rule, as no report states the condition.
    """

    pledge: str
    actor: str
    action: Action
    item: str
    stance: Stance
    state: Standing
    because: tuple[Reason, ...]
    deciders: tuple[str, ...]
    places: tuple[Place, ...]
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A condition that makes pledges fall due, and what falls due with it.

    Attributes:
        condition: Its id.
        says: Its statement.
        truth: Whether it has come about.
        why: Where that comes from.
        breaches: The incidents that set it off, or would once verified.
        obligations: What each guarantor has promised.
    """

    condition: str
    says: str
    truth: Truth
    why: str
    breaches: tuple[Breach, ...]
    obligations: tuple[Obligation, ...]
