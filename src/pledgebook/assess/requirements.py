"""How far each requirement, and each group of them, is met in a scenario, and what that hangs on in any."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pledgebook.assess.compiled import Compiled, compiled, compiled_group
from pledgebook.assess.counting import counted_pledges
from pledgebook.assess.coverage import Tally, bounds, is_met, share_state, tally
from pledgebook.assess.deciders import LARGEST_BLOCKER, as_blockers, as_needs, meeting, voiding
from pledgebook.assess.hinge import Hinge
from pledgebook.assess.weighing import chance_met, ranges_of, single_chances, weights
from pledgebook.model import (
    Arrangement,
    Chance,
    Coverage,
    Group,
    Ledgered,
    Pledge,
    Share,
    Stance,
    Standing,
    Truth,
    Weight,
)


def tallies(
    arrangement: Arrangement, ledgered: Ledgered, pledges: Sequence[Pledge], stances: Mapping[str, Stance]
) -> tuple[Tally, ...]:
    """What counts towards each requirement, ready to be added up in any scenario."""
    originals = {report: origin.id for origin in ledgered.origins for report in origin.reports}
    judged = [(pledge, stances[pledge.id]) for pledge in pledges]
    return tuple(tally(r, counted_pledges(r, arrangement, judged, originals)) for r in arrangement.requirements)


def compile_all(arrangement: Arrangement, counted: Sequence[Tally], hinges: Mapping[str, Hinge]) -> dict[str, Compiled]:
    """Every requirement and group as questions about worlds, by name."""
    made = {one.requirement.name: compiled(one, hinges) for one in counted}
    for group in arrangement.groups:
        made[group.name] = compiled_group(group.count, [made[member] for member in group.members])
    return made


def cover(
    arrangement: Arrangement,
    counted: Sequence[Tally],
    hinges: Mapping[str, Hinge],
    outcomes: Mapping[str, Standing],
    chances: Mapping[str, Chance],
    *,
    blockers_to: int = LARGEST_BLOCKER,
) -> tuple[Coverage, ...]:
    """How far each requirement is met, then each group.

    Args:
        arrangement: Whose requirements.
        counted: What counts towards each, in its order.
        hinges: What each pledge stands on.
        outcomes: What becomes of each pledge in the scenario.
        chances: The chance of each condition in the scenario; one that is missing may have any.
        blockers_to: List blockers of up to so many conditions.
    """
    questions = compile_all(arrangement, counted, hinges)
    found: dict[str, Coverage] = {}
    for one in counted:
        found[one.requirement.name] = _requirement(
            one, outcomes, _Weighed(questions[one.requirement.name], chances, blockers_to)
        )
    for group in arrangement.groups:
        found[group.name] = _group(group, found, _Weighed(questions[group.name], chances, blockers_to))
    return tuple(found.values())


class _Weighed:
    """What a requirement hangs on: sets of conditions, their weights, the chance that it is met."""

    def __init__(self, question: Compiled, chances: Mapping[str, Chance], blockers_to: int) -> None:
        ranges = ranges_of(question, chances)
        voids = voiding(question, blockers_to)
        self.needs = as_needs(question, meeting(question))
        self.blockers = as_blockers(question, voids, single_chances(ranges), blockers_to)
        self.chance = chance_met(question, ranges)
        self.weights: tuple[Weight, ...]
        self.weights, self.birnbaum_exact, self.shares_exact = weights(question, voids, ranges)


def _requirement(tallied: Tally, outcomes: Mapping[str, Standing], weighed: _Weighed) -> Coverage:
    requirement = tallied.requirement
    certain, possible = bounds(tallied, outcomes)
    return Coverage(
        requirement=requirement.name,
        title=requirement.title,
        needed=requirement.needed,
        unit=requirement.unit,
        certain=certain,
        possible=possible,
        met=is_met(requirement, (certain, possible)),
        gap=max(requirement.needed - certain, Decimal(0)),
        shares=_shares(tallied, outcomes),
        needs=weighed.needs,
        blockers=weighed.blockers,
        weights=weighed.weights,
        birnbaum_exact=weighed.birnbaum_exact,
        fussell_vesely_exact=weighed.shares_exact,
        chance=weighed.chance,
    )


def _group(group: Group, found: Mapping[str, Coverage], weighed: _Weighed) -> Coverage:
    """A group is counted in requirements: certain are those that are met, possible those that are not unmet."""
    truths = [found[member].met for member in group.members]
    certain = sum(truth is Truth.YES for truth in truths)
    possible = sum(truth is not Truth.NO for truth in truths)
    met = Truth.YES if certain >= group.count else Truth.NO if possible < group.count else Truth.UNKNOWN
    return Coverage(
        requirement=group.name,
        title=group.title,
        needed=Decimal(group.count),
        unit="requirements",
        certain=Decimal(certain),
        possible=Decimal(possible),
        met=met,
        gap=Decimal(max(group.count - certain, 0)),
        shares=(),
        needs=weighed.needs,
        blockers=weighed.blockers,
        weights=weighed.weights,
        birnbaum_exact=weighed.birnbaum_exact,
        fussell_vesely_exact=weighed.shares_exact,
        chance=weighed.chance,
        members=group.members,
    )


def _shares(tallied: Tally, outcomes: Mapping[str, Standing]) -> tuple[Share, ...]:
    shares = []
    for one in tallied.counted:
        state = share_state(one, outcomes[one.pledge.id])
        says = one.size.says
        if one.fits is Truth.UNKNOWN:
            says += "; the reports do not say enough to be certain that it counts here"
        shares.append(Share(one.pledge.id, state, one.size.low, one.size.high, says))
    return tuple(shares)
