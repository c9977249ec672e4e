"""What becomes of one pledge when what it hangs on comes to be known."""

from collections.abc import Mapping
from dataclasses import dataclass

from pledgebook.assess.logic import evaluate
from pledgebook.model import AllOf, Antecedent, Stance, Standing, Truth


@dataclass(frozen=True, slots=True)
class Hinge:
    """What decides about a pledge.

    Attributes:
        stance: The stance it is judged by.
        tree: All that it stands on, in conditions that follow from no others.
    """

    stance: Stance
    tree: Antecedent


def standing(stance: Stance, truth: Truth) -> Standing:
    """What becomes of a pledge of that stance when what it hangs on comes to that truth.

    A refusal with a condition ("will not unless ...") is open once the condition may hold.
    A refusal without one never hangs on anything: the caller passes ``no`` for it.

    >>> standing(Stance.COMMITTED, Truth.UNKNOWN), standing(Stance.WEIGHING, Truth.YES)
    (<Standing.OPEN: 'open'>, <Standing.OPEN: 'open'>)
    """
    if truth is Truth.NO:
        return Standing.FALLS
    if stance in (Stance.WEIGHING, Stance.DECLINED) or truth is Truth.UNKNOWN:
        return Standing.OPEN
    return Standing.STANDS


def outcome(hinge: Hinge, truths: Mapping[str, Truth]) -> Standing:
    """What becomes of a pledge when the conditions are these."""
    if hinge.stance is Stance.DECLINED and hinge.tree == AllOf(()):
        return Standing.FALLS
    return standing(hinge.stance, evaluate(hinge.tree, truths))
