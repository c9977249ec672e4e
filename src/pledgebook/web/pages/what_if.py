"""What the arrangement is worth if: conditions as switches, all figures by the one engine, two scenarios side by side."""

from typing import Any

from pledgebook import assess as stage
from pledgebook.model import PledgeState, Standing
from pledgebook.publish import records, views
from pledgebook.publish.bars import tornado
from pledgebook.web.answers import Page
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.pages.supposing import Supposed, arrangement_of, beside, supposed_in
from pledgebook.web.sight import Sight

_SHOWN = 60


def what_if(ask: Ask, desk: Desk, sight: Sight) -> Page:
    """An arrangement in a scenario, beside another where one is named."""
    arrangement = arrangement_of(desk)
    mine = supposed_in(ask, desk, sight)
    other = beside(ask.one("beside"), desk, sight) if ask.one("beside") else None
    found = mine.assessment
    weighed = [coverage for coverage in found.coverage if any(weight.birnbaum for weight in coverage.weights)]
    open_first = sorted(weighed, key=lambda coverage: coverage.met.value != "unknown")
    chosen = next(
        (c for c in weighed if c.requirement == ask.one("requirement")), open_first[0] if open_first else None
    )
    says = {condition.id: condition.says for condition in found.conditions}
    return Page(
        template="what_if.html",
        shown={
            "here": "/what-if",
            "arrangement": arrangement,
            "mine": mine,
            "other": other,
            "switches": views.switches(arrangement, found, mine.chosen, mine.chances),
            "requirements": views.requirement_views(found),
            "others": {view.row.name: view for view in views.requirement_views(other.assessment)} if other else {},
            "tally": views.tally(found),
            "other_tally": views.tally(other.assessment) if other else None,
            "standings": [(standing, _held(found.pledges, standing)) for standing in Standing],
            "moved": _moved(mine, other) if other else (),
            "weighed": weighed,
            "chosen": chosen,
            "tornado": tornado(chosen.weights, says) if chosen else None,
            "says": says,
            "shelf": sight.shelf,
            "most": _SHOWN,
        },
        columns=records.columns_of(views.RequirementRow),
        rows=map(records.record, views.requirement_rows(found)),
        more={
            "assessment": stage.assessment_as_dict(found),
            "beside": stage.assessment_as_dict(other.assessment) if other else None,
        },
    )


def _held(states: tuple[PledgeState, ...], standing: Standing) -> list[PledgeState]:
    return [state for state in states if state.state is standing]


def _moved(mine: Supposed, other: Supposed) -> list[dict[str, Any]]:
    """The pledges that stand otherwise in the other scenario."""
    there = {state.pledge: state.state for state in other.assessment.pledges}
    return [
        {"pledge": state.pledge, "stance": state.stance, "here": state.state, "there": there[state.pledge]}
        for state in mine.assessment.pledges
        if state.pledge in there and there[state.pledge] is not state.state
    ]
