"""Which pledge is part of another: as reports say, as their sums show, or as the event does.

What named givers promise at an event lies within what the same report tells of all givers together.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pledgebook.data.comparing import comparing
from pledgebook.data.exchange import rate
from pledgebook.model import Amount, Claim, Link, LinkKind, Place, Pledge, Reading, Stance
from pledgebook.reconcile.figures import Figure
from pledgebook.reconcile.homes import GIVING, Home, has_sum, targets_meet, with_that_sum
from pledgebook.reconcile.part_statements import PartTold, parts_told
from pledgebook.reconcile.shelf import Shelf

_PATTERNS = comparing().patterns
_BEFORE_A_SUM = re.compile(r"\bsome(?=\s+\W?\d)|\bsome(?=\s+\W)", re.IGNORECASE)
_EVENT_DAYS = 3
_ROOM = Decimal("1.05")


def part_links(pledges: Sequence[Pledge], shelf: Shelf, home: Home) -> dict[str, Link]:
    """For each pledge that is part of another, its link to the greater one.

    Of several that could be the whole, the one that most originals tell counts, then the smallest. No pledge is part of itself.
    """
    return _acyclic(_parts(pledges, shelf, home))


@dataclass(frozen=True, slots=True)
class _Shown:
    """What shows that one pledge is part of another."""

    report: str
    because: str
    places: tuple[Place, ...]
    in_words: bool


def _parts(pledges: Sequence[Pledge], shelf: Shelf, home: Home) -> dict[str, Link]:
    told: defaultdict[str, defaultdict[str, list[_Shown]]] = defaultdict(lambda: defaultdict(list))
    for statement in parts_told(shelf):
        shown = _Shown(statement.part.report, statement.because, statement.places, statement.in_words)
        for part, whole in _meant(statement, shelf, home):
            told[part.id][whole.id].append(shown)
    for part, whole, place in _of_all_givers(pledges, shelf):
        told[part.id][whole.id].append(_Shown(place.report, "all givers together", (place,), False))
    values = {pledge.id: pledge.amount.value for pledge in pledges if pledge.amount}
    links = {}
    for name, wholes in told.items():
        ranked = [
            (-shelf.independent(shown.report for shown in several), values.get(other, Decimal(0)), other)
            for other, several in wholes.items()
        ]
        best = min(ranked)[-1]
        shown = min(wholes[best], key=lambda one: (not one.in_words, shelf.order(one.report), one.because))
        because = f"{shown.report} has it so: {shown.because}."
        links[name] = Link(LinkKind.PART_OF, best, because, shown.places, shown.in_words)
    return links


def _meant(statement: PartTold, shelf: Shelf, home: Home) -> Iterator[tuple[Pledge, Pledge]]:
    """The pledges of which a report tells that one sum lies within another."""
    parts = _told_at(statement.part, shelf, home)
    wholes = _told_at(statement.whole, shelf, home)
    for part in parts:
        same = [whole for whole in wholes if whole.actor == part.actor]
        known = (
            same or [whole for whole in wholes if _is_many(whole)] or with_that_sum(part.actor, statement.whole, home)
        )
        for whole in known:
            if whole.id == part.id or has_sum(whole, statement.part):
                continue
            if statement.in_words or targets_meet(part, whole):
                yield part, whole


def _told_at(figure: Figure, shelf: Shelf, home: Home) -> list[Pledge]:
    """The undertakings whose claims rest on the sentence of a figure and state it as theirs."""
    found = {}
    for claim in shelf.readings[figure.report].claims:
        if claim.stance.is_own and claim.evidence.span.meets(figure.span) and _states(claim, figure):
            pledge = home.of_claim.get(claim.id)
            if pledge is not None:
                found[pledge.id] = pledge
    return list(found.values())


def _states(claim: Claim, figure: Figure) -> bool:
    if figure.stated is None:
        return claim.quantity is not None and claim.quantity.quantity.value == figure.value
    return bool(claim.amounts) and claim.amounts[0].amount == Amount(figure.value, figure.unit)


def may_tell_parts(reading: Reading, statements: Sequence[PartTold]) -> bool:
    """Whether a report can make one pledge part of another: by such a statement, or by sums of named givers and of all."""
    if statements:
        return True
    giving = {
        (claim.action, claim.actor.code == "GROUP")
        for claim in reading.claims
        if claim.action in GIVING and claim.stance.is_own and claim.amounts
    }
    return any((action, True) in giving and (action, False) in giving for action in GIVING)


def _is_many(pledge: Pledge) -> bool:
    """Whether the pledge is of all who give together, not of some unnamed ones among them."""
    if pledge.actor != "GROUP":
        return False
    return not any(_PATTERNS["not_all"].search(_BEFORE_A_SUM.sub("", claim.actor.text)) for claim in pledge.claims)


def _of_all_givers(pledges: Iterable[Pledge], shelf: Shelf) -> Iterator[tuple[Pledge, Pledge, Place]]:
    """Named givers within all givers: told by one report of one day, with one target, and together no more than all."""
    givers = [p for p in pledges if p.action in GIVING and p.stance.is_own and p.amount and p.target]
    by_report: defaultdict[tuple[str, str], list[Pledge]] = defaultdict(list)
    for pledge in givers:
        for report in pledge.reports:
            by_report[report, pledge.target or ""].append(pledge)
    for (report, _), together in sorted(by_report.items()):
        for whole in together:
            if not _is_many(whole):
                continue
            claim = next(claim for claim in whole.claims if claim.report == report)
            for part in _named_within(whole, together, report, shelf):
                yield part, whole, shelf.place(report, claim.evidence.span)


def _named_within(whole: Pledge, together: Iterable[Pledge], report: str, shelf: Shelf) -> list[Pledge]:
    """The named givers of the same event, none if they come to more than all givers together."""
    named, total = [], Decimal(0)
    for part in together:
        value = _in_currency_of(part, whole, shelf.days.get(report))
        if part.actor == "GROUP" or part.action is not whole.action or value is None or whole.amount is None:
            continue
        if value < whole.amount.value and _same_event(part, whole, report, shelf):
            named.append(part)
            total += value
    return named if whole.amount is not None and total <= whole.amount.value * _ROOM else []


def _same_event(part: Pledge, whole: Pledge, report: str, shelf: Shelf) -> bool:
    """Both promised, or both given, on the same days, as this report tells."""
    mine = [claim for claim in part.claims if claim.report == report and claim.amounts]
    theirs = [claim for claim in whole.claims if claim.report == report and claim.amounts]
    return any(
        (one.stance is Stance.DONE) == (other.stance is Stance.DONE)
        and abs((_day(one, shelf) - _day(other, shelf)).days) <= _EVENT_DAYS
        for one in mine
        for other in theirs
    )


def _day(claim: Claim, shelf: Shelf) -> date:
    doubt = shelf.doubts.get(claim.report)
    if claim.said is not None and (doubt is None or claim.said.when != doubt.when):
        return claim.said.when.earliest
    return shelf.days.get(claim.report, date.max)


def _in_currency_of(part: Pledge, whole: Pledge, day: date | None) -> Decimal | None:
    if part.amount is None or whole.amount is None:
        return None
    if part.amount.currency == whole.amount.currency:
        return part.amount.value
    known = rate(part.amount.currency, whole.amount.currency, day) if day else None
    return part.amount.value * known.value if known else None


def _acyclic(links: Mapping[str, Link]) -> dict[str, Link]:
    """The links without those that would make a pledge part of itself."""
    kept: dict[str, Link] = {}
    for name in sorted(links):
        above, seen = links[name].pledge, {name}
        while above in kept and above not in seen:
            seen.add(above)
            above = kept[above].pledge
        if above not in seen:
            kept[name] = links[name]
    return kept
