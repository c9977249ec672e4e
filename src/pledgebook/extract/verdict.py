"""A verdict: which stance towards which action is read of an actor, and how surely."""

from dataclasses import dataclass

from pledgebook.extract.roles import Roles
from pledgebook.model.codes import Action, Stance

STANCES = tuple(Stance)
ACTIONS = tuple(Action)
"""Places of the codes in the encoders' tables of chances."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is held of one actor in one sentence.

    Attributes:
        confidence: Chance that the whole reading is right, from 0 to 1.
        stance: The stance.
        action: The action.
        roles: How likely others have a part in it; None where nobody was asked.
    """

    confidence: float
    stance: Stance
    action: Action
    roles: Roles | None = None
