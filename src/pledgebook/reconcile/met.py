"""Which conditions of pledges the reports tell to be met or not met, by what other pledges of the book say.

A cease-fire or a peace deal is met where a settlement is done that concerns the same party and names it; an approval
where the pledge's own actor has ratified; the support of the United States where they have committed themselves to
it; a request where the one to be helped asks for it; a consent where one whom the condition names backs the act.
What nobody reports on is not here: it is unknown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pledgebook.data.met import words_of_settlement
from pledgebook.data.names import codes_in
from pledgebook.model import Action, ConditionKind, Pledge, Stance, StanceAt, StatedCondition, Truth

_SUPPORTING = frozenset({Action.SUPPORT, Action.GUARANTEE, Action.DEPLOY, Action.ARM})
_SUPPORTING_AS_SUCH = frozenset({Action.SUPPORT, Action.GUARANTEE})


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


Tell = Callable[[Pledge, StatedCondition, Pledge, StanceAt], Truth]


def told_conditions(pledges: Iterable[Pledge]) -> Iterator[Met]:
    """The conditions of pledges that other pledges tell of, in the order of the pledges, oldest word first."""
    listed = list(pledges)
    tellers: defaultdict[ConditionKind, list[Pledge]] = defaultdict(list)
    for one in listed:
        for kind, actions in _ACTIONS.items():
            if actions is None or one.action in actions:
                tellers[kind].append(one)
    for pledge in listed:
        for condition in pledge.conditions:
            tell = _TELLS.get(condition.kind)
            for by in tellers[condition.kind] if tell else ():
                if by.id == pledge.id or not _concerns(by, pledge):
                    continue
                for at in by.history:
                    truth = tell(pledge, condition, by, at) if tell else Truth.UNKNOWN
                    if truth is not Truth.UNKNOWN:
                        yield Met(pledge, condition, truth, by, at)


def _concerns(by: Pledge, pledge: Pledge) -> bool:
    """Whether the two have to do with one another: the one to be helped takes part in both."""
    return pledge.target is None or pledge.target in (by.actor, by.target) or by.target is None


def _settled(_: Pledge, condition: StatedCondition, by: Pledge, at: StanceAt) -> Truth:
    if at.stance is not Stance.DONE or by.target is None:
        return Truth.UNKNOWN
    words = words_of_settlement()
    named = any(words.tell(condition.kind, claim.evidence.text) for claim in by.claims if claim.id in at.claims)
    return Truth.YES if named else Truth.UNKNOWN


def _approved(pledge: Pledge, _: StatedCondition, by: Pledge, at: StanceAt) -> Truth:
    if by.actor != pledge.actor:
        return Truth.UNKNOWN
    return {Stance.DONE: Truth.YES, Stance.DECLINED: Truth.NO}.get(at.stance, Truth.UNKNOWN)


def _supported(pledge: Pledge, _: StatedCondition, by: Pledge, at: StanceAt) -> Truth:
    if by.actor != "USA" or pledge.actor == "USA":
        return Truth.UNKNOWN
    if at.stance in (Stance.COMMITTED, Stance.DONE):
        return Truth.YES
    return Truth.NO if at.stance is Stance.DECLINED and by.action in _SUPPORTING_AS_SUCH else Truth.UNKNOWN


def _requested(pledge: Pledge, _: StatedCondition, by: Pledge, at: StanceAt) -> Truth:
    asked = by.actor == pledge.target and by.action is pledge.action and at.stance is Stance.ASKS
    return Truth.YES if asked else Truth.UNKNOWN


def _consented(pledge: Pledge, condition: StatedCondition, by: Pledge, at: StanceAt) -> Truth:
    if by.action is not pledge.action or by.actor == pledge.actor or by.actor not in codes_in(condition.text):
        return Truth.UNKNOWN
    return {Stance.BACKS: Truth.YES, Stance.OPPOSES: Truth.NO}.get(at.stance, Truth.UNKNOWN)


_TELLS: Mapping[ConditionKind, Tell] = {
    ConditionKind.CEASEFIRE: _settled,
    ConditionKind.PEACE_DEAL: _settled,
    ConditionKind.RATIFICATION: _approved,
    ConditionKind.US_SUPPORT: _supported,
    ConditionKind.REQUEST: _requested,
    ConditionKind.CONSENT: _consented,
}
"""What tells of each kind; whether enough others join and whether an attack is the one meant, no pledge tells."""

_ACTIONS: Mapping[ConditionKind, frozenset[Action] | None] = {
    ConditionKind.CEASEFIRE: frozenset({Action.SETTLE}),
    ConditionKind.PEACE_DEAL: frozenset({Action.SETTLE, Action.RATIFY}),
    ConditionKind.RATIFICATION: frozenset({Action.RATIFY}),
    ConditionKind.US_SUPPORT: _SUPPORTING,
    ConditionKind.REQUEST: None,
    ConditionKind.CONSENT: None,
}
