"""Which conditions of pledges the reports tell to be met or not met, by what other pledges of the book say.

Each condition is asked of the claims as it would be for an arrangement (``data/met.py``), for the one to be helped by
its pledge: an approval of the pledge's own parliament, support of the United States to others, a consent of those whom
the condition names, a request of the one to be helped. What nobody reports on is not here: it is unknown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pledgebook.data.met import Asked, words_on
from pledgebook.data.names import codes_in
from pledgebook.model import Action, ConditionKind, Pledge, StanceAt, StatedCondition, Truth

_SUPPORTING = (Action.SUPPORT, Action.GUARANTEE, Action.DEPLOY, Action.ARM)


@dataclass(frozen=True, slots=True)
class Met:
    """A condition of a pledge of which another pledge tells whether it holds.

    Attributes:
        pledge: The pledge that hangs on it.
        condition: The condition, in its report's words.
        truth: ``yes`` or ``no``.
        by: The pledge that tells.
        at: The stance that tells, with when and by which claims.
    """

    pledge: Pledge
    condition: StatedCondition
    truth: Truth
    by: Pledge
    at: StanceAt


def told_conditions(pledges: Iterable[Pledge]) -> Iterator[Met]:
    """The conditions of pledges that other pledges tell of, in the order of the pledges, oldest word first."""
    listed = list(pledges)
    answers: dict[Asked, Sequence[tuple[Pledge, StanceAt, Truth]]] = {}
    for pledge in listed:
        for condition in pledge.conditions:
            asked = _asked(pledge, condition)
            if asked is None:
                continue
            if asked not in answers:
                answers[asked] = list(_answers(asked, listed))
            for by, at, truth in answers[asked]:
                if by.id != pledge.id:
                    yield Met(pledge, condition, truth, by, at)


def _asked(pledge: Pledge, condition: StatedCondition) -> Asked | None:
    """The condition as claims are asked of it; None where no pledge can tell.

    Whether enough others join and whether an attack is the one meant, no pledge tells.
    """
    kind, target = condition.kind, pledge.target
    if kind in (ConditionKind.CEASEFIRE, ConditionKind.PEACE_DEAL):
        return Asked(kind, target)
    if kind is ConditionKind.RATIFICATION:
        return Asked(kind, target, parties=(pledge.actor,))
    if kind is ConditionKind.US_SUPPORT and pledge.actor != "USA":
        helped = pledge.actor if target == "USA" else target  # what is offered to Washington for its support
        return Asked(kind, helped, acts=_SUPPORTING)
    if kind is ConditionKind.REQUEST and target is not None:
        return Asked(kind, target, acts=(pledge.action,))
    if kind is ConditionKind.CONSENT:
        named = tuple(sorted(codes_in(condition.text) - {pledge.actor}))
        return Asked(kind, target, parties=named, acts=(pledge.action,)) if named else None
    return None


def _answers(asked: Asked, pledges: Iterable[Pledge]) -> Iterator[tuple[Pledge, StanceAt, Truth]]:
    """What each stance of each pledge tells of it."""
    actions = _ACTIONS.get(asked.kind)
    for by in pledges:
        if actions is not None and by.action not in actions:
            continue
        claims = {claim.id: claim for claim in by.claims}
        for at in by.history:
            told = {word.truth for word in words_on(asked, [claims[one] for one in at.claims if one in claims])}
            if len(told) == 1:
                yield by, at, told.pop()


_ACTIONS: Mapping[ConditionKind, frozenset[Action]] = {
    ConditionKind.CEASEFIRE: frozenset({Action.SETTLE}),
    ConditionKind.PEACE_DEAL: frozenset({Action.SETTLE, Action.RATIFY}),
    ConditionKind.RATIFICATION: frozenset({Action.RATIFY}),
    ConditionKind.US_SUPPORT: frozenset(_SUPPORTING),
}
"""Where to look; a request or a consent may be of any action."""
