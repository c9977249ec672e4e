"""What reports tell of the conditions of an arrangement: facts with the words that they rest on.

Which claims tell of a condition is read by the rules of ``data/met.py``; here they become facts, each from its day on:
support is told as given, or as promised by two independent originals. Where reports of one day contradict one another the
condition is unknown from then on. What no rule reads stays unknown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pledgebook.assess.condition_names import one_of_family
from pledgebook.data.met import Asked, words_on
from pledgebook.data.names import is_collective
from pledgebook.model import (
    Action,
    Arrangement,
    Claim,
    Condition,
    ConditionKind,
    Fact,
    Ledgered,
    Place,
    Stance,
    Truth,
    When,
)

_STATES = re.compile(r"\b(?:countr|state|nation|alli|member|government|capital|partner)\w*", re.IGNORECASE)
_ACTS: Mapping[ConditionKind, tuple[Action, ...]] = {
    ConditionKind.US_SUPPORT: (Action.SUPPORT,),
    ConditionKind.CONSENT: (Action.DEPLOY, Action.MONITOR),
    ConditionKind.REQUEST: (Action.DEPLOY, Action.MONITOR, Action.SUPPORT, Action.GUARANTEE),
}
"""Which actions tell of support for an arrangement, need a consent, or are asked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim's word on a condition.

    Attributes:
        condition: Id of the condition.
        truth: Whether it holds.
        when: From when.
        origin: The original text that the claim's report goes back to.
        claim: The claim.
        needs: How many originals must tell so.
    """

    condition: str
    truth: Truth
    when: When
    origin: str
    claim: Claim
    needs: int = 1


def reported_facts(arrangement: Arrangement, ledgered: Ledgered) -> tuple[Fact, ...]:
    """What the claims of a book tell of the arrangement's conditions, oldest first.

    A claim of no known day tells nothing, as a fact must be of a day.
    """
    days = ClaimDays(ledgered)
    claims = [claim for pledge in ledgered.pledges for claim in pledge.claims if days.of(claim)]
    told = [
        one for c in arrangement.conditions if c.holds_when is None for one in _told_of(c, claims, arrangement, days)
    ]
    by_day: dict[tuple[str, When], list[Told]] = {}
    for one in told:
        by_day.setdefault((one.condition, one.when), []).append(one)
    facts = [_fact(of_day) for of_day in by_day.values()]
    facts += _slowly_corroborated(told)
    known = {(fact.condition, fact.truth, fact.since): fact for fact in facts if fact is not None}
    return in_order(known.values())


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts by day, one dated to a month or year at its last day; those of one day as they were given."""
    return tuple(sorted(facts, key=lambda fact: fact.since.latest if fact.since else date.min))


class ClaimDays:
    """The day of each claim, and the original that its report goes back to."""

    def __init__(self, ledgered: Ledgered) -> None:
        """Look the reports up once."""
        self._dated = {dating.report: dating for dating in ledgered.datings}
        self._origins = {report: origin.id for origin in ledgered.origins for report in origin.reports}

    def of(self, claim: Claim) -> When | None:
        """When it was said or done, else the day of its report; a day that its report states wrongly is not believed."""
        dating = self._dated.get(claim.report)
        untrue = dating.stated if dating and dating.stated != dating.worked_out else None
        if claim.said is not None and claim.said.when != untrue:
            return claim.said.when
        return dating.worked_out if dating else None

    def known(self, claim: Claim) -> When:
        """The same for a claim that has a day."""
        when = self.of(claim)
        if when is None:
            raise ValueError(f"no day is known of claim {claim.id}")
        return when

    def of_report(self, report: str) -> When | None:
        """The day that the report is taken to be of."""
        dating = self._dated.get(report)
        return dating.worked_out if dating else None

    def origin(self, report: str) -> str:
        """The original text that a report goes back to: itself where the book knows none."""
        return self._origins.get(report, report)


def place_of(claim: Claim) -> Place:
    """Where the claim's sentence stands."""
    return Place(claim.report, claim.evidence.span, claim.evidence.text)


def _told_of(
    condition: Condition, claims: Sequence[Claim], arrangement: Arrangement, days: ClaimDays
) -> Iterator[Told]:
    if condition.enough is not None:
        yield from _joined(condition, condition.enough, claims, arrangement, days)
        return
    asked = _asked(condition, arrangement)
    for word in words_on(asked, claims) if asked else ():
        when, claim = max(((days.known(claim), claim) for claim in word.claims), key=lambda pair: pair[0].latest)
        name = one_of_family(condition.id, claim.actor.code) if condition.each_actor else condition.id
        needs = 2 if condition.kind is ConditionKind.US_SUPPORT and claim.stance is Stance.COMMITTED else 1
        yield Told(name, word.truth, when, days.origin(claim.report), claim, needs)


def _asked(condition: Condition, arrangement: Arrangement) -> Asked | None:
    """The condition as claims are asked of it; None where no party is named whose consent it would be."""
    if condition.kind is ConditionKind.CONSENT and not condition.parties:
        return None
    return Asked(
        *(condition.kind, arrangement.beneficiary, arrangement.adversary, condition.parties),
        acts=_ACTS.get(condition.kind, ()),
        words=condition.words,
    )


def _joined(
    condition: Condition, enough: int, claims: Sequence[Claim], arrangement: Arrangement, days: ClaimDays
) -> Iterator[Told]:
    """That enough states have joined: from the day of the last one needed, each told, or as many told together."""
    dated = [
        (when, claim) for claim in claims if (when := days.of(claim)) and _undertakes(claim, condition, arrangement)
    ]
    joined: set[str] = set()
    for when, claim in sorted(dated, key=lambda pair: pair[0].latest):
        together = claim.quantity.quantity if is_collective(claim.actor.code) and claim.quantity else None
        if not is_collective(claim.actor.code):
            joined.add(claim.actor.code)
        told_together = together is not None and _STATES.search(together.unit) is not None and together.value >= enough
        if len(joined) >= enough or told_together:
            yield Told(condition.id, Truth.YES, when, days.origin(claim.report), claim)
            return


def _undertakes(claim: Claim, condition: Condition, arrangement: Arrangement) -> bool:
    own = (arrangement.beneficiary, arrangement.adversary)
    for_it = claim.target is None or claim.target.code == arrangement.beneficiary
    firm = claim.stance in (Stance.DONE, Stance.COMMITTED, Stance.WILLING)
    return claim.action in condition.actions and firm and for_it and claim.actor.code not in own


def _fact(of_day: Sequence[Told]) -> Fact | None:
    """What the reports of one day tell together; None where too few tell it."""
    truths = {one.truth for one in of_day if _enough(of_day, one)}
    if not truths:
        return None
    first = of_day[0]
    telling = [one for one in of_day if one.truth in truths]
    places = tuple(dict.fromkeys(place_of(one.claim) for one in telling))
    originals = len({one.origin for one in telling})
    if len(truths) > 1:
        says = "reports of this day contradict one another"
        return Fact(first.condition, Truth.UNKNOWN, first.when, "", places, says)
    says = f"as {telling[0].claim.report} tells" if originals == 1 else f"as {originals} independent originals tell"
    return Fact(first.condition, telling[0].truth, first.when, "", places, says)


def _enough(told: Sequence[Told], one: Told) -> bool:
    return len({other.origin for other in told if other.truth is one.truth}) >= one.needs


def _slowly_corroborated(told: Sequence[Told]) -> list[Fact | None]:
    """What needs more than one original and is told by them on different days: a fact from the day of the last needed."""
    found: list[Fact | None] = []
    waiting: dict[tuple[str, Truth], list[Told]] = {}
    for one in sorted((one for one in told if one.needs > 1), key=lambda one: one.when.latest):
        together = waiting.setdefault((one.condition, one.truth), [])
        together.append(one)
        if _enough(together, one):
            found.append(_fact([Told(o.condition, o.truth, one.when, o.origin, o.claim, o.needs) for o in together]))
    return found
