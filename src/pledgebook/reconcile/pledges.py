"""Pledges: the claims that speak of one undertaking of one actor, brought together.

Claims of the same actor, action and target are one undertaking unless something about
them says otherwise: different sums, different counts, things given that have nothing in
common, or an own act beside what is asked of others. The newest claims never move the
older ones: each claim, oldest first, joins the undertaking it agrees with best. It is held against the last twelve
claims of each only, so that a pledge told a thousand times costs no more than one told twelve times.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from pledgebook.model import (
    Claim,
    ConditionKind,
    Decision,
    DecisionKind,
    Pledge,
    Span,
    StatedCondition,
    When,
)
from pledgebook.reconcile.agreement import Weighed, weigh
from pledgebook.reconcile.stances import Told, history
from pledgebook.reconcile.undertakings import gather
from pledgebook.reconcile.voices import Voice

T = TypeVar("T")


def find_pledges(
    claims: Iterable[Claim],
    days: Mapping[str, date],
    origin: Mapping[str, str],
    untrue_dates: Mapping[str, When],
    decisions: Sequence[Decision] = (),
    voices: Mapping[str, Voice] | None = None,
) -> tuple[Pledge, ...]:
    """Gather claims into pledges; what links them to one another is found later (see links).

    Args:
        claims: All claims that stand.
        days: The day each report is taken to be of.
        origin: Id of each report's origin.
        untrue_dates: By report, a date that it states and that cannot be true; a claim said on it counts as undated.
        decisions: Those in force; ``merge`` and ``split`` name claims or pledges.
        voices: For each claim, by id, whose word it is; the report's where it is not there.
    """
    known = {claim.id: claim for claim in claims}
    dated = {name: said_on(claim, days, untrue_dates) for name, claim in known.items()}
    groups = gather(sorted(weigh(known, dated, origin), key=_by_day))
    named = _named(_decided(groups, decisions))
    pledges = [_pledge(name, group, {} if voices is None else voices) for name, group in named.items()]
    return tuple(sorted(pledges, key=lambda one: (one.actor, one.action, one.target or "", one.id)))


def said_on(claim: Claim, days: Mapping[str, date], untrue_dates: Mapping[str, When]) -> When | None:
    """When the stance was voiced: as stated, else the report's day, else unknown."""
    if claim.said is not None and claim.said.when != untrue_dates.get(claim.report):
        return claim.said.when
    day = days.get(claim.report)
    return When.of_day(day) if day else None


def _by_day(one: Weighed) -> tuple[date, str, Span, str]:
    """Sorts by day, report and place; what has no day comes last."""
    return one.days[0] if one.days else date.max, one.claim.report, one.claim.evidence.span, one.id


def _decided(groups: list[list[Weighed]], decisions: Iterable[Decision]) -> list[list[Weighed]]:
    """Merge and split as people decided; a pledge's id stands for the claims that the rules put into it."""
    wanted = [decision for decision in decisions if decision.kind in {DecisionKind.MERGE, DecisionKind.SPLIT}]
    named = _named(groups) if wanted else {}
    for decision in wanted:
        about = _meant(decision, named)
        inside = [group for group in groups if any(one.id in about for one in group)]
        if decision.kind is DecisionKind.MERGE and len(inside) > 1:
            outside = [group for group in groups if group not in inside]
            groups = [*outside, [one for group in inside for one in group]]
        elif decision.kind is DecisionKind.SPLIT:
            out = [one for group in inside for one in group if one.id in about]
            rest = [[one for one in group if one.id not in about] for group in groups]
            groups = [group for group in [*rest, out] if group]
    return groups


def _meant(decision: Decision, named: Mapping[str, list[Weighed]]) -> set[str]:
    """Ids of the claims that a merge or split means.

    A pledge to be merged is known again by the first of its claims that is here: so many others may have come to it.
    """
    if not decision.anchors:
        return {one.id for pledge in decision.about for one in named.get(pledge, ())} | set(decision.about)
    here = {one.id for group in named.values() for one in group}
    meant: set[str] = set()
    for name in decision.about:
        claims = [anchor.claim for anchor in decision.anchors if anchor.about == name and anchor.claim in here]
        meant.update(claims if decision.kind is DecisionKind.SPLIT else claims[:1])
    return meant


def _named(groups: Iterable[list[Weighed]]) -> dict[str, list[Weighed]]:
    """Readable ids: a number follows where an actor has several alike, in the order in which they began."""
    named: dict[str, list[Weighed]] = {}
    counts: defaultdict[str, int] = defaultdict(int)
    for group in sorted((sorted(group, key=_by_day) for group in groups), key=lambda group: _by_day(group[0])):
        first = group[0].claim
        stem = stem_of(first.actor.code, first.action, _target(group))
        counts[stem] += 1
        named[stem if counts[stem] == 1 else f"{stem}-{counts[stem]}"] = group
    return named


def stem_of(actor: str, action: str, target: str | None) -> str:
    """What the ids of an actor's pledges of one action and target begin with; the first has no more than that."""
    words = [actor, str(action), target or ""]
    return "-".join(word.lower().replace(" ", "-") for word in words if word)


def told_anew(
    pledge: Pledge,
    doubted: Collection[str],
    days: Mapping[str, date],
    origin: Mapping[str, str],
    untrue_dates: Mapping[str, When],
    voices: Mapping[str, Voice],
) -> Pledge:
    """The pledge with a history that leaves out the claims that a finding shows to be false."""
    known = {claim.id: claim for claim in pledge.claims}
    if known.keys().isdisjoint(doubted):
        return pledge
    told = [
        Told(claim, name, said_on(claim, days, untrue_dates), origin.get(claim.report, claim.report))
        for name, claim in known.items()
    ]
    changes = history(told, voices, doubted)
    return replace(pledge, history=changes, stance=changes[-1].stance)


def _pledge(name: str, group: Sequence[Weighed], voices: Mapping[str, Voice]) -> Pledge:
    claims = tuple(one.claim for one in group)
    changes = history(group, voices)
    return Pledge(
        id=name,
        actor=claims[0].actor.code,
        action=claims[0].action,
        target=_target(group),
        stance=changes[-1].stance,
        history=changes,
        item=_item(claims),
        amount=_commonest(claim.amounts[0].amount for claim in claims if claim.amounts),
        quantity=_commonest(claim.quantity.quantity for claim in claims if claim.quantity is not None),
        conditions=_conditions(claims),
        claims=claims,
        reports=tuple(dict.fromkeys(claim.report for claim in claims)),
        origins=len({one.origin for one in group}),
    )


def _target(group: Iterable[Weighed]) -> str | None:
    """The target that most claims name; of several the one named first."""
    return _commonest(one.target for one in group if one.target)


def _commonest(values: Iterable[T]) -> T | None:
    """What comes most often; of several the one that comes first; None of nothing."""
    return next((value for value, _ in Counter(values).most_common(1)), None)


def _item(claims: Iterable[Claim]) -> str:
    """The items of the claim that lists most of them."""
    listed = [", ".join(item.text for item in claim.items) for claim in claims if claim.items]
    return max(listed, key=lambda words: (len(words), words), default="")


def _conditions(claims: Iterable[Claim]) -> tuple[StatedCondition, ...]:
    kinds: dict[ConditionKind, StatedCondition] = {}
    for claim in claims:
        for condition in claim.conditions:
            kinds.setdefault(condition.kind, condition)
    return tuple(kinds[kind] for kind in sorted(kinds))
