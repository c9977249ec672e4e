"""The answer to what an arrangement is worth in a scenario."""

from collections.abc import Sequence
from datetime import date

from pledgebook.assess.deciders import LARGEST_BLOCKER
from pledgebook.assess.hinge import outcome
from pledgebook.assess.judge import Judged, judge
from pledgebook.assess.life import lives
from pledgebook.assess.reasons import pledge_state
from pledgebook.assess.requirements import cover
from pledgebook.model import Arrangement, Assessment, Breach, Decision, Ledgered, Scenario, When


def assess(
    arrangement: Arrangement,
    ledgered: Ledgered,
    scenario: Scenario,
    *,
    as_of: date | None = None,
    decisions: Sequence[Decision] = (),
    breaches: Sequence[Breach] = (),
    blockers_to: int = LARGEST_BLOCKER,
) -> Assessment:
    """Work out what an arrangement is worth when the scenario's suppositions hold.

    Every pledge for the beneficiary or against the adversary is judged; what others ask, back or
    oppose is left out with a reason, as nothing of it can stand or fall.

    Args:
        arrangement: Conditions and requirements.
        ledgered: What is worked out from the book.
        scenario: What is supposed; conditions it does not name are what the arrangement's facts say (``informed``
            adds those of the reports and of decisions), else unknown.
        as_of: Judge by the stances and facts of that day; None judges by the latest.
        decisions: Those in force; the ones that tie a pledge's condition to one of the arrangement are heard.
        breaches: A verified one violates its actor's word to keep the peace.
        blockers_to: List blockers of up to so many conditions; beyond four of more than nineteen, clingo is asked.
    """
    judged = judge(arrangement, ledgered, scenario, as_of=as_of, decisions=decisions)
    return answer(judged, arrangement, ledgered, scenario, as_of=as_of, breaches=breaches, blockers_to=blockers_to)


def answer(
    judged: Judged,
    arrangement: Arrangement,
    ledgered: Ledgered,
    scenario: Scenario,
    *,
    as_of: date | None = None,
    breaches: Sequence[Breach] = (),
    blockers_to: int = LARGEST_BLOCKER,
) -> Assessment:
    """The assessment of what has been judged; the arguments are those of ``assess``."""
    truths = {name: state.truth for name, state in judged.conditions.items()}
    chances = {name: state.chance for name, state in judged.conditions.items()}
    outcomes = {pledge: outcome(hinge, truths) for pledge, hinge in judged.hinges.items()}
    told = lives(judged, arrangement, ledgered, scenario, breaches, as_of=as_of)
    return Assessment(
        arrangement=arrangement.name,
        scenario=scenario,
        as_of=When.of_day(as_of) if as_of else None,
        conditions=tuple(judged.conditions.values()),
        pledges=tuple(
            pledge_state(
                *(pledge, judged.stances[pledge.id], outcomes[pledge.id], judged.tied[pledge.id], judged.conditions),
                told.get(pledge.id),
            )
            for pledge in judged.pledges
        ),
        coverage=cover(arrangement, judged.tallies, judged.hinges, outcomes, chances, blockers_to=blockers_to),
        left_out=judged.left_out,
    )
