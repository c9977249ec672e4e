"""What a total leaves out so that no sum counts twice: each rule is a plain function, and each removal is told.

The rules run in the order of `_RULES`; what one removes, the next no longer sees. Then parts are taken off the sums
they lie within.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from pledgebook.data.comparing import comparing
from pledgebook.data.exchange import rate
from pledgebook.model import Amount, Definition, Finding, FindingKind, Pledge, RemovedSum, Rule
from pledgebook.reconcile.definitions import LATER, MEETS
from pledgebook.reconcile.words import content, stem
from pledgebook.reconcile.worth import first_told, in_euro

_GENERIC = frozenset(stem(word) for word in comparing().generic_items)
_EACH = comparing().patterns["each"]
_SAME_SUM_DAYS = 45
_SAME_SUM_AGAIN = 2
"""A finding with two places tells of one sum told twice; one with more, of a total and the sums in it."""

_Telling: TypeAlias = tuple[str, int, int, Amount | None]
"""A sum in a sentence: report, where the sentence stands, sum."""


@dataclass(frozen=True, slots=True)
class Removals:
    """What counts under a definition and what does not.

    Attributes:
        counting: The pledges whose sums count, wholly or in part.
        left: What is left of a sum, by pledge, where not all of it counts.
        shared: For each pledge the others of whom the same sum is told together.
        removed: All that was left out.
    """

    counting: tuple[Pledge, ...]
    left: Mapping[str, Decimal]
    shared: Mapping[str, tuple[str, ...]]
    removed: tuple[RemovedSum, ...]


@dataclass(slots=True)
class _Pool:
    """The pledges that meet a definition, as rules take sums out of it."""

    definition: Definition
    givers: Mapping[str, Pledge]
    findings: Sequence[Finding]
    inside: dict[str, Pledge]
    stands_for: dict[str, str] = field(default_factory=dict)
    """For what was taken out because another pledge is the same: that other."""
    removed: list[RemovedSum] = field(default_factory=list)

    def take_out(self, pledge: Pledge, rule: Rule, counted_in: str | None, says: str) -> None:
        """Leave a pledge's whole sum out."""
        del self.inside[pledge.id]
        if counted_in is not None:
            self.stands_for[pledge.id] = counted_in
        self.note(pledge, pledge.amount or Amount(Decimal(0), "EUR"), rule, counted_in, says)

    def note(self, pledge: Pledge, amount: Amount, rule: Rule, counted_in: str | None, says: str, **more: bool) -> None:
        """Tell what was left out."""
        eur, _ = in_euro(amount, first_told(pledge))
        self.removed.append(
            RemovedSum(self.definition, pledge.id, pledge.actor, amount, eur, rule, counted_in, says, **more)
        )

    def standing(self, name: str | None) -> Pledge | None:
        """The pledge of that id that counts, or the one that counts in its place."""
        seen: set[str] = set()
        while name is not None and name not in self.inside and name not in seen:
            seen.add(name)
            name = self.stands_for.get(name)
        return self.inside.get(name) if name is not None else None


def removals(definition: Definition, givers: Sequence[Pledge], findings: Sequence[Finding]) -> Removals:
    """What counts under a definition among those who give, and what is left out and why."""
    meets = MEETS[definition]
    pool = _Pool(
        definition,
        {pledge.id: pledge for pledge in givers},
        findings,
        {pledge.id: pledge for pledge in givers if pledge.amount is not None and meets(pledge)},
    )
    for rule in _RULES:
        rule(pool)
    left = dict(_left(pool))
    shared = _shared(pool)
    counting = tuple(pledge for pledge in pool.inside.values() if left.get(pledge.id, 1) > 0)
    return Removals(counting, left, shared, tuple(pool.removed))


def _withdrawn(pool: _Pool) -> None:
    """Told once and since refused: shown, though it would not count anyhow."""
    meets = MEETS[pool.definition]
    for pledge in pool.givers.values():
        if pledge.amount is None or meets(pledge) or pledge.stance.firmness > 0 or not pledge.stance.is_own:
            continue
        if any(at.stance.firmness >= 2 for at in pledge.history) and pool.definition in (
            Definition.ANNOUNCED,
            Definition.COMMITTED,
        ):
            says = f"{pledge.actor} has since refused it ({pledge.history[-1].stance})."
            pool.note(pledge, pledge.amount, Rule.WITHDRAWN, None, says)


def _own_money(pool: _Pool) -> None:
    """What an actor spends on itself is no aid."""
    for pledge in list(pool.inside.values()):
        told = [claim.target.code for claim in pledge.claims if claim.target is not None]
        if pledge.actor != "GROUP" and pledge.target is None and told and set(told) == {pledge.actor}:
            pool.take_out(pledge, Rule.OWN_MONEY, None, f"{pledge.actor} spends it on itself.")


def _restated(pool: _Pool) -> None:
    """A total that a finding shows to count old money again."""
    told_in: defaultdict[str, list[Pledge]] = defaultdict(list)
    for pledge in pool.inside.values():
        reports = {claim.report for claim in pledge.claims if claim.amounts}
        if len(reports) == 1:
            told_in[reports.pop()].append(pledge)
    for finding in pool.findings:
        if finding.kind is not FindingKind.RESTATED_AMOUNT:
            continue
        for pledge in told_in.get(finding.places[0].report, ()):
            if pledge.id not in pool.inside or not _is_total(pledge, finding):
                continue
            again = _told_before(pool, pledge)
            if again is not None or (pledge.part_of is None and len(finding.places) > _SAME_SUM_AGAIN):
                says = f"Finding {finding.id} shows that it counts older money again."
                pool.take_out(pledge, Rule.RESTATED, again, says)


def _told_before(pool: _Pool, pledge: Pledge) -> str | None:
    """Another pledge of the actor with the very sum."""
    same = (one.id for one in pool.inside.values() if (one.actor, one.amount) == (pledge.actor, pledge.amount))
    return next((name for name in same if name != pledge.id), None)


def _is_total(pledge: Pledge, finding: Finding) -> bool:
    """Whether the finding's first place is the pledge's sum: every claim of the sum holds it, and its digits are there."""
    span, words = finding.places[0].span, finding.places[0].text
    beside = finding.places[1].report if len(finding.places) > 1 else ""
    if span is None or pledge.amount is None or beside != finding.places[0].report:
        return False
    told = [claim for claim in pledge.claims if claim.amounts]
    figures = "".join(str(digit) for digit in pledge.amount.value.normalize().as_tuple().digits).strip("0")
    return all(claim.evidence.span.meets(span) for claim in told) and figures in re.sub(r"\D", "", words)


def _replaced(pool: _Pool) -> None:
    """What another pledge takes the place of."""
    for pledge in sorted(pool.inside.values(), key=lambda one: one.id):
        old = pool.inside.get(pledge.replaces or "")
        if old is not None and old.id != pledge.id:
            pool.take_out(old, Rule.REPLACED, pledge.id, f"{pledge.id} takes its place.")


def _same_sums(pool: _Pool) -> None:
    """One sum told as two pledges of an actor: as money and as arms, say."""
    alike: defaultdict[tuple[str, Amount | None], list[Pledge]] = defaultdict(list)
    for pledge in pool.inside.values():
        alike[pledge.actor, pledge.amount].append(pledge)
    for several in alike.values():
        kept: list[Pledge] = []
        for pledge in sorted(several, key=lambda one: (-one.origins, -len(one.claims), one.id)):
            same = next((one for one in kept if _can_be_one(one, pledge)), None)
            if same is None:
                kept.append(pledge)
            else:
                says = f"The same sum of {pledge.actor} is told as {same.action} and counted in {same.id}."
                pool.take_out(pledge, Rule.SAME_SUM, same.id, says)


def _can_be_one(one: Pledge, other: Pledge) -> bool:
    if one.id in (other.renews, other.delivers) or other.id in (one.renews, one.delivers):
        return False
    if len({one.target, other.target} - {None, "GROUP"}) > 1:
        return False
    first, second = first_told(one), first_told(other)
    if first is not None and second is not None and abs((first - second).days) > _SAME_SUM_DAYS:
        return False
    mine, theirs = content(one.item) - _GENERIC, content(other.item) - _GENERIC
    return not mine or not theirs or bool(mine & theirs)


def _deliveries(pool: _Pool) -> None:
    """What carries out a promise that counts itself."""
    for pledge in list(pool.inside.values()):
        promise = pool.standing(pledge.delivers)
        if promise is not None and promise.id != pledge.id:
            says = f"It carries out {promise.id}, which counts."
            pool.take_out(pledge, Rule.DELIVERS, promise.id, says)


def _parts(pool: _Pool) -> None:
    """What lies within a sum of the same actor that counts."""
    for pledge in list(pool.inside.values()):
        whole = _counted_whole(pool, pledge)
        if whole is not None and whole.actor == pledge.actor:
            because = next((link.because for link in pledge.links if link.pledge == pledge.part_of), "")
            says = f"It lies within {whole.id}, which counts. {because}".strip()
            pool.take_out(pledge, Rule.PART_OF, whole.id, says)


def _counted_whole(pool: _Pool, pledge: Pledge) -> Pledge | None:
    """The nearest greater pledge that counts."""
    seen = {pledge.id}
    name = pledge.part_of
    while name is not None and name not in seen:
        seen.add(name)
        whole = pool.standing(name)
        if whole is not None:
            return whole if whole.id != pledge.id else None
        name = pool.givers[name].part_of if name in pool.givers else None
    return None


_RULES: tuple[Callable[[_Pool], None], ...] = (
    _withdrawn,
    _own_money,
    _restated,
    _replaced,
    _same_sums,
    _deliveries,
    _parts,
)


def _left(pool: _Pool) -> Iterator[tuple[str, Decimal]]:
    """What is left of sums of which named givers, or a later status, take some."""
    taken: defaultdict[str, list[tuple[Pledge, Rule, str]]] = defaultdict(list)
    for name, one in (*_named_givers(pool), *_later(pool)):
        taken[name].append(one)
    for name, several in taken.items():
        whole = pool.inside[name]
        if whole.amount is None:
            continue
        left = whole.amount.value
        for part, rule, says in several:
            value = _in_currency(part, whole.amount.currency)
            if value is not None and left > 0:
                amount = Amount(min(value, left), whole.amount.currency)
                left -= amount.value
                pool.note(whole, amount, rule, part.id, says)
        yield name, left


def _named_givers(pool: _Pool) -> Iterator[tuple[str, tuple[Pledge, Rule, str]]]:
    for part in pool.inside.values():
        whole = _counted_whole(pool, part) if part.part_of else None
        if whole is not None and whole.actor != part.actor:
            yield whole.id, (part, Rule.NAMED_GIVERS, f"{part.actor}'s part of it is counted by name, in {part.id}.")


def _later(pool: _Pool) -> Iterator[tuple[str, tuple[Pledge, Rule, str]]]:
    for later in LATER.get(pool.definition, ()):
        for part in pool.givers.values():
            for name in dict.fromkeys((part.part_of, part.delivers)):
                if name in pool.inside and part.amount is not None and MEETS[later](part):
                    yield name, (part, Rule.LATER_STATUS, f"{part.id} counts under {later} by now.")


def _in_currency(part: Pledge, currency: str) -> Decimal | None:
    if part.amount is None:
        return None
    if part.amount.currency == currency:
        return part.amount.value
    day = first_told(part)
    known = rate(part.amount.currency, currency, day) if day is not None else None
    return (part.amount.value * known.value).quantize(Decimal(1)) if known is not None else None


def _shared(pool: _Pool) -> dict[str, tuple[str, ...]]:
    """Pledges whose sum is told of several actors together; all but the first are left out of the total of all."""
    shared: dict[str, tuple[str, ...]] = {}
    counted_once: dict[str, Pledge] = {}
    for name, others in sorted(
        _told_together(pool).items(), key=lambda one: (_first_place(pool.inside[one[0]]), one[0])
    ):
        pledge = pool.inside[name]
        shared[name] = tuple(sorted({other.actor for other in others}))
        first = next((other for other in others if other.id in counted_once), None)
        if first is None:
            counted_once[name] = pledge
        elif pledge.amount is not None:
            says = f"The same sum is told of {first.actor} and {pledge.actor} together; in all it counts once, in {first.id}."
            pool.note(pledge, pledge.amount, Rule.SHARED_SUM, first.id, says, in_all_only=True)
    return shared


def _told_together(pool: _Pool) -> dict[str, list[Pledge]]:
    """For each pledge those of other actors with which its sum is always told in one breath, or theirs with it."""
    homes: defaultdict[_Telling, list[Pledge]] = defaultdict(list)
    tellings = {name: frozenset(_tellings(pledge)) for name, pledge in pool.inside.items()}
    for name, told in tellings.items():
        for telling in told:
            homes[telling].append(pool.inside[name])
    found: defaultdict[str, dict[str, Pledge]] = defaultdict(dict)
    for several in homes.values():
        for one in several:
            for other in several:
                mine, theirs = tellings[one.id], tellings[other.id]
                if one.actor != other.actor and (mine <= theirs or theirs <= mine):
                    found[one.id][other.id] = other
    return {name: [others[other] for other in sorted(others)] for name, others in found.items()}


def _tellings(pledge: Pledge) -> list[_Telling]:
    """Where the pledge's sum is told, sentences that give the sum to each left out."""
    return [
        (claim.report, claim.evidence.span.start, claim.evidence.span.end, pledge.amount)
        for claim in pledge.claims
        if any(stated.amount == pledge.amount for stated in claim.amounts) and not _EACH.search(claim.evidence.text)
    ]


def _first_place(pledge: Pledge) -> tuple[str, int]:
    claim = pledge.claims[0]
    return claim.report, claim.actor.span.start if claim.actor.span else claim.evidence.span.start
