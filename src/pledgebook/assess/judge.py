"""Judges the pledges of a book in a scenario: what stands, falls or is open, why, and what that covers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pledgebook.assess.coverage import Tally
from pledgebook.assess.decided import decided_ties
from pledgebook.assess.hinge import Hinge
from pledgebook.assess.logic import conditions_in
from pledgebook.assess.requirements import tallies
from pledgebook.assess.tie import Tied, tie
from pledgebook.assess.truths import condition_states, expand
from pledgebook.model import (
    Action,
    AllOf,
    Arrangement,
    ConditionState,
    Decision,
    Ledgered,
    LeftOut,
    Pledge,
    Role,
    Scenario,
    Stance,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """All that an assessment rests on.

    Attributes:
        pledges: Those that are judged, in the order of the book.
        stances: The stance each is judged by.
        tied: What each hangs on, as reports and rules say.
        hinges: The same in conditions that follow from no others.
        conditions: What each condition is in the scenario.
        tallies: What counts towards each requirement.
        left_out: Pledges that are not judged.
    """

    pledges: tuple[Pledge, ...]
    stances: Mapping[str, Stance]
    tied: Mapping[str, Tied]
    hinges: Mapping[str, Hinge]
    conditions: Mapping[str, ConditionState]
    tallies: tuple[Tally, ...]
    left_out: tuple[LeftOut, ...]


def judge(
    arrangement: Arrangement,
    ledgered: Ledgered,
    scenario: Scenario,
    *,
    as_of: date | None = None,
    decisions: Sequence[Decision] = (),
) -> Judged:
    """Work out what each pledge hangs on and counts for; the arguments are those of ``assess``."""
    stances, left_out = _stances(arrangement, ledgered, as_of)
    pledges = tuple(pledge for pledge in ledgered.pledges if pledge.id in stances)
    chosen = decided_ties(arrangement, decisions)
    tied = {pledge.id: tie(pledge, stances[pledge.id], arrangement, chosen) for pledge in pledges}
    conditions = condition_states(
        arrangement,
        [name for one in tied.values() for t in one.ties for name in conditions_in(t.tree)],
        [condition for one in tied.values() for condition in one.own],
        scenario,
        as_of,
    )
    return Judged(
        pledges=pledges,
        stances=stances,
        tied=tied,
        hinges={pledge.id: _hinge(stances[pledge.id], tied[pledge.id], arrangement) for pledge in pledges},
        conditions=conditions,
        tallies=tallies(arrangement, ledgered, pledges, stances),
        left_out=left_out,
    )


def _stances(
    arrangement: Arrangement, ledgered: Ledgered, as_of: date | None
) -> tuple[dict[str, Stance], tuple[LeftOut, ...]]:
    """The stance each pledge is judged by, and the pledges that are not judged."""
    replaced = {pledge.replaces: pledge for pledge in ledgered.pledges if pledge.replaces}
    stances: dict[str, Stance] = {}
    left_out: list[LeftOut] = []
    for pledge in ledgered.pledges:
        stance = stance_on(pledge, as_of)
        newer = replaced.get(pledge.id)
        if stance is None:
            left_out.append(LeftOut(pledge.id, "first voiced on a later day"))
        elif not stance.is_own:
            left_out.append(LeftOut(pledge.id, f"{pledge.actor} {stance} what others do and undertakes nothing by it"))
        elif pledge.action is Action.ATTACK and stance is Stance.DONE:
            left_out.append(LeftOut(pledge.id, "a use of force is an incident and no pledge"))
        elif not _is_in_scope(pledge, arrangement):
            left_out.append(LeftOut(pledge.id, f"it is about {pledge.target}, which is no part of this arrangement"))
        elif newer is not None and stance_on(newer, as_of) is not None:
            left_out.append(LeftOut(pledge.id, f"{newer.id} replaces it"))
        else:
            stances[pledge.id] = stance
    return stances, tuple(left_out)


def stance_on(pledge: Pledge, day: date | None) -> Stance | None:
    """The stance that the actor held on a day; None when it had voiced none by then.

    A stance of an unknown day counts from the beginning, one known to the month or year from its first day.
    """
    if day is None or not pledge.history:
        return pledge.stance
    held = [at.stance for at in pledge.history if at.when is None or at.when.earliest <= day]
    return held[-1] if held else None


def _is_in_scope(pledge: Pledge, arrangement: Arrangement) -> bool:
    targets = {target for requirement in arrangement.requirements for target in requirement.counts.targets}
    return pledge.target in {arrangement.beneficiary, arrangement.adversary, None} | targets


def _hinge(stance: Stance, tied: Tied, arrangement: Arrangement) -> Hinge:
    enabling = tuple(expand(t.tree, arrangement) for t in tied.ties if t.role is Role.ENABLES)
    return Hinge(stance, AllOf(enabling))
