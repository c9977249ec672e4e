"""An assessment as plain data for JSON: texts, numbers, true, false and null."""

from collections.abc import Iterable
from decimal import Decimal

from pledgebook.assess.stances import Change
from pledgebook.model import Assessment, Coverage, Life, Place, PledgeState, StageAt, Truth

_MET = {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}


def assessment_as_dict(assessment: Assessment) -> dict[str, object]:
    """The assessment as ``pledgebook assess --json`` prints it.

    ``met`` is true, false or null for unknown; ``possible`` is null when no upper bound is known.
    ``needs`` and ``blockers`` are lists of lists of conditions: no list where no set settles the
    requirement, one empty list where it is settled whatever holds. Up to which size they are
    complete stands in ``needs_up_to`` and ``blockers_up_to``; null there means all are listed. ``single_points`` are the
    blockers of one condition. ``blocker_chances`` and ``fussell_vesely`` are null unless every condition that the
    requirement hangs on has a single chance. ``members`` are the requirements of a group. Chances and weights are
    rounded to twelve places.
    """
    return {
        "arrangement": assessment.arrangement,
        "as_of": assessment.as_of.iso if assessment.as_of else None,
        "scenario": {
            "name": assessment.scenario.name,
            "title": assessment.scenario.title,
            "supposed": {name: truth.value for name, truth in assessment.scenario.supposed},
            "chances": {name: [chance.low, chance.high] for name, chance in assessment.scenario.chances},
        },
        "conditions": [
            {
                "id": condition.id,
                "kind": condition.kind.value,
                "says": condition.says,
                "holds": _MET[condition.truth],
                "why": condition.why,
                "role": condition.role.value,
                "stated_only": condition.stated_only,
                "places": [_place(place) for place in condition.places],
            }
            for condition in assessment.conditions
        ],
        "requirements": [_requirement(coverage) for coverage in assessment.coverage],
        "pledges": [_pledge(state) for state in assessment.pledges],
        "left_out": [{"id": one.pledge, "why": one.why} for one in assessment.left_out],
    }


def _requirement(coverage: Coverage) -> dict[str, object]:
    return {
        "name": coverage.requirement,
        "title": coverage.title,
        "needed": _number(coverage.needed),
        "unit": coverage.unit,
        "certain": _number(coverage.certain),
        "possible": None if coverage.possible is None else _number(coverage.possible),
        "met": _MET[coverage.met],
        "gap": _number(coverage.gap),
        "needs": [list(names) for names in coverage.needs.sets],
        "needs_up_to": None if coverage.needs.complete else coverage.needs.order,
        "blockers": [list(names) for names in coverage.blockers.sets],
        "blockers_up_to": None if coverage.blockers.complete else coverage.blockers.order,
        "blocker_chances": [_rounded(chance) for chance in coverage.blockers.chances] or None,
        "single_points": list(coverage.single_points),
        "weights": [
            {
                "condition": weight.condition,
                "birnbaum": _rounded(weight.birnbaum),
                "fussell_vesely": None if weight.fussell_vesely is None else _rounded(weight.fussell_vesely),
            }
            for weight in coverage.weights
        ],
        "weights_exact": {
            "birnbaum": coverage.birnbaum_exact,
            "fussell_vesely": coverage.fussell_vesely_exact,
        },
        "chance": {
            "low": _rounded(coverage.chance.low),
            "high": _rounded(coverage.chance.high),
            "exact": coverage.chance.exact,
        },
        "members": list(coverage.members),
        "pledges": [
            {
                "id": share.pledge,
                "state": share.state.value,
                "low": _number(share.low),
                "high": None if share.high is None else _number(share.high),
                "says": share.says,
            }
            for share in coverage.shares
        ],
    }


def _pledge(state: PledgeState) -> dict[str, object]:
    return {
        "id": state.pledge,
        "actor": state.actor,
        "action": state.action.value,
        "stance": state.stance.value,
        "state": state.state.value,
        "because": [
            {
                "says": reason.says,
                "conditions": list(reason.conditions),
                "inferred": reason.inferred,
                "places": [_place(place) for place in reason.places],
            }
            for reason in state.because
        ],
        "waits_for": list(state.waits_for),
        "life": None if state.life is None else life_as_dict(state.life),
    }


def changes_as_list(changes: Iterable[Change]) -> list[dict[str, object]]:
    """What a changed stance changes: each requirement before and after."""
    return [
        {"requirement": one.after.requirement, "before": _worth(one.before), "after": _worth(one.after)}
        for one in changes
    ]


def _worth(coverage: Coverage) -> dict[str, object]:
    return {
        "certain": _number(coverage.certain),
        "possible": None if coverage.possible is None else _number(coverage.possible),
        "met": _MET[coverage.met],
        "gap": _number(coverage.gap),
        "single_points": list(coverage.single_points),
    }


def life_as_dict(life: Life) -> dict[str, object]:
    """A pledge's stage, since when and why, and every change before, oldest first."""
    return {**_stage(life.now), "history": [_stage(at) for at in life.stages]}


def _stage(at: StageAt) -> dict[str, object]:
    return {
        "stage": at.stage.value,
        "since": at.since.isoformat() if at.since else None,
        "because": at.because,
        "places": [_place(place) for place in at.places],
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "report": place.report,
        "start": None if place.span is None else place.span.start,
        "end": None if place.span is None else place.span.end,
        "text": place.text,
    }


def _number(value: Decimal) -> int | float:
    """A whole number without a point, any other with one."""
    return int(value) if value == value.to_integral_value() else float(value)


def _rounded(value: float) -> float:
    """Without what twelve places do not show; never minus nought."""
    return round(value, 12) + 0.0
