"""Pledges: the claims that speak of one undertaking of one actor, brought together.

Claims of the same actor, action and target are one undertaking unless something about
them says otherwise: different sums, different counts, things given that have nothing in
common, or an own act beside what is asked of others. The newest claims never move the
older ones: each claim, oldest first, joins the undertaking it agrees with best. It is held against the last twelve
claims of each only, so that a pledge told a thousand times costs no more than one told twelve times.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pledgebook.model import (
    Claim,
    ConditionKind,
    Decision,
    DecisionKind,
    Pledge,
    Span,
    Stance,
    StanceAt,
    StatedCondition,
    When,
)
from pledgebook.reconcile.agreement import Weighed, agree, target_of, weigh
from pledgebook.reconcile.parts import part_links

_FAR = date.max
_LAST_CLAIMS = 12


def find_pledges(
    claims: Iterable[Claim],
    days: Mapping[str, date],
    origin: Mapping[str, str],
    untrue_dates: Mapping[str, When],
    decisions: Sequence[Decision] = (),
) -> tuple[Pledge, ...]:
    """Gather claims into pledges.

    Args:
        claims: All claims that stand.
        days: The day each report is taken to be of.
        origin: Id of each report's origin.
        untrue_dates: By report, a date that it states and that cannot be true; a claim said on it counts as undated.
        decisions: Those in force; ``merge`` and ``split`` name claims or pledges.
    """
    dated = {claim.id: said_on(claim, days, untrue_dates) for claim in claims}
    ordered = sorted(
        {claim.id: claim for claim in claims}.values(),
        key=lambda claim: (_sort_day(dated[claim.id]), claim.report, claim.evidence.span, claim.id),
    )
    groups = [[one.claim for one in group] for group in _gather(weigh(ordered, dated, origin))]
    named = _named(_decided(groups, decisions, _named(groups, dated)), dated)
    parts = part_links(named)
    pledges = [_pledge(name, group, dated, origin, parts.get(name)) for name, group in named.items()]
    return tuple(sorted(pledges, key=lambda one: (one.actor, one.action, one.target or "", one.id)))


def said_on(claim: Claim, days: Mapping[str, date], untrue_dates: Mapping[str, When]) -> When | None:
    """When the stance was voiced: as stated, else the report's day, else unknown."""
    if claim.said is not None and claim.said.when != untrue_dates.get(claim.report):
        return claim.said.when
    day = days.get(claim.report)
    return When.of_day(day) if day else None


def _sort_day(when: When | None) -> date:
    return when.earliest if when else _FAR


def _gather(ordered: Iterable[Weighed]) -> list[list[Weighed]]:
    alike: defaultdict[tuple[str, str], list[list[Weighed]]] = defaultdict(list)
    found: list[list[Weighed]] = []
    for one in ordered:
        bucket = alike[one.claim.actor.code, str(one.claim.action)]
        best: list[Weighed] | None = None
        best_score = 0.0
        for undertaking in bucket:
            score = agree(one, undertaking[-_LAST_CLAIMS:])
            if score > best_score:
                best, best_score = undertaking, score
        if best is None:
            best = []
            bucket.append(best)
            found.append(best)
        best.append(one)
    return found


def _decided(
    groups: list[list[Claim]], decisions: Iterable[Decision], named: Mapping[str, list[Claim]]
) -> list[list[Claim]]:
    """Merge and split as people decided; a pledge's id stands for the claims that the rules put into it."""
    for decision in decisions:
        if decision.kind not in {DecisionKind.MERGE, DecisionKind.SPLIT}:
            continue
        about = {claim.id for pledge in decision.about for claim in named.get(pledge, ())} | set(decision.about)
        inside = [group for group in groups if any(claim.id in about for claim in group)]
        if decision.kind is DecisionKind.MERGE and len(inside) > 1:
            outside = [group for group in groups if group not in inside]
            groups = [*outside, [claim for group in inside for claim in group]]
        elif decision.kind is DecisionKind.SPLIT:
            out = [claim for group in inside for claim in group if claim.id in about]
            rest = [[claim for claim in group if claim.id not in about] for group in groups]
            groups = [group for group in [*rest, out] if group]
    return groups


def _named(groups: Iterable[list[Claim]], dated: Mapping[str, When | None]) -> dict[str, list[Claim]]:
    """Readable ids: a number follows where an actor has several alike, in the order in which they began."""

    def key(claim: Claim) -> tuple[date, str, Span, str]:
        return _sort_day(dated[claim.id]), claim.report, claim.evidence.span, claim.id

    named: dict[str, list[Claim]] = {}
    counts: defaultdict[str, int] = defaultdict(int)
    for group in sorted((sorted(group, key=key) for group in groups), key=lambda group: key(group[0])):
        first = group[0]
        words = [first.actor.code, str(first.action), _target(group) or ""]
        stem = "-".join(word.lower().replace(" ", "-") for word in words if word)
        counts[stem] += 1
        named[stem if counts[stem] == 1 else f"{stem}-{counts[stem]}"] = group
    return named


def _pledge(
    name: str,
    claims: list[Claim],
    dated: Mapping[str, When | None],
    origin: Mapping[str, str],
    part_of: str | None,
) -> Pledge:
    first = claims[0]
    history = _history(claims, dated)
    stated = [stated.amount for claim in claims for stated in claim.amounts]
    counted = [claim.quantity.quantity for claim in claims if claim.quantity is not None]
    return Pledge(
        id=name,
        actor=first.actor.code,
        action=first.action,
        target=_target(claims),
        stance=history[-1].stance,
        history=history,
        item=_item(claims),
        amount=max(stated, key=lambda one: (stated.count(one), -stated.index(one)), default=None),
        quantity=max(counted, key=lambda one: (counted.count(one), -counted.index(one)), default=None),
        conditions=_conditions(claims),
        claims=tuple(claims),
        reports=tuple(dict.fromkeys(claim.report for claim in claims)),
        origins=len({origin[claim.report] for claim in claims}),
        part_of=part_of,
    )


def _history(claims: Sequence[Claim], dated: Mapping[str, When | None]) -> tuple[StanceAt, ...]:
    """Every change of stance, oldest first.

    Of several stances told for one day the one that most claims tell stands; a tie goes to the less firm.
    Claims without a day only count where no claim has one.
    """
    by_day: defaultdict[When, list[Claim]] = defaultdict(list)
    for claim in claims:
        when = dated[claim.id]
        if when is not None:
            by_day[when].append(claim)
    if not by_day:
        stance = _prevailing(claims)
        return (StanceAt(None, stance, tuple(claim.id for claim in claims if claim.stance is stance)),)
    changes: list[StanceAt] = []
    for when in sorted(by_day, key=lambda one: (one.earliest, one.iso)):
        stance = _prevailing(by_day[when])
        ids = tuple(claim.id for claim in by_day[when] if claim.stance is stance)
        if changes and changes[-1].stance is stance:
            changes[-1] = StanceAt(changes[-1].when, stance, changes[-1].claims + ids)
        else:
            changes.append(StanceAt(when, stance, ids))
    return tuple(changes)


def _prevailing(claims: Sequence[Claim]) -> Stance:
    counts: defaultdict[Stance, int] = defaultdict(int)
    for claim in claims:
        counts[claim.stance] += 1
    return max(counts, key=lambda stance: (counts[stance], -stance.firmness, stance))


def _target(claims: Sequence[Claim]) -> str | None:
    """The target that most claims name; of several the one named first."""
    named = [code for claim in claims if (code := target_of(claim))]
    return max(named, key=lambda code: (named.count(code), -named.index(code)), default=None)


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
