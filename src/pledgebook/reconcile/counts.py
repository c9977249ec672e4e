"""Counts of countries, leaders, troops and people that reports of the same thing give differently."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from pledgebook.model import Action, Claim, Finding, FindingKind, Severity
from pledgebook.reconcile.agreement import digits
from pledgebook.reconcile.candidates import Candidate
from pledgebook.reconcile.figures import Figure, kind_of
from pledgebook.reconcile.matters import moved
from pledgebook.reconcile.shelf import Shelf, finding

_SAME_STORY = 0.4
_SAME_EVENTS = 0.3
_SAME_WORDS = (0.3, 4)
_SAME_WORDS_IN_COPIES = (0.3, 3)
COUNT_DAYS = 7
"""So many days apart claims of one matter are compared."""


def counts_in_words(shelf: Shelf) -> Iterator[Candidate]:
    """Numbers that reports of one event give differently for one thing, in much the same words.

    The report that stands alone is taken to be wrong; where each stands alone, the later one.
    """
    for place, found in enumerate(_in_the_same_words(shelf)):
        yield Candidate("count_disagreements", found.places[0].report, found, (0, place))


def counts_in_claims(shelf: Shelf) -> Iterator[Candidate]:
    """So many countries do it, and so many others, say claims of the same days; and one number told of two things.

    Counts only where the report has no such finding in words; the first in the text counts.
    """
    for step, told in enumerate((_in_claims(shelf), _other_meaning(shelf)), start=1):
        for found in told:
            place = found.places[0]
            start = place.span.start if place.span else -1
            yield Candidate("count_disagreements", in_claims_of(place.report), found, (step, start), found.says)


def in_claims_of(report: str) -> str:
    """The key of what is found in the claims of a report, beside what is found in its words."""
    return f"claims of {report}"


def _in_the_same_words(shelf: Shelf) -> Iterator[Finding]:
    """Sentences of akin reports with most words in common, but another count."""
    counts = shelf.counts
    for report, mine in counts.items():
        near = shelf.relatives(report, _SAME_STORY) if mine else ()
        theirs = [(other, _needed(shelf, report, relative)) for relative in near for other in counts[relative]]
        for figure in mine:
            others = [
                other
                for other, needed in theirs
                if other.unit == figure.unit and figure.speaks_of_the_same(other, *needed)
            ]
            agreeing = {other.report for other in others if other.value == figure.value}
            rivals = [
                other
                for other in others
                if other.value != figure.value
                and digits(other.value) != digits(figure.value)
                and not any(one.value == other.value for one in mine)
                and not any(one.value == figure.value for one in counts[other.report])
            ]
            told = {other.report for other in rivals}
            if len({other.value for other in rivals}) != 1 or not _stands_alone(shelf, report, agreeing, told):
                continue
            if shelf.origin[report] in {shelf.origin[other] for other in told} or _is_well_told(
                shelf, rivals[0], counts
            ):
                yield _disagreement(shelf, figure, rivals)


def _is_well_told(shelf: Shelf, figure: Figure, counts: Mapping[str, Iterable[Figure]]) -> bool:
    """Whether three reports of the same events, this one among them, give that number of such."""
    near = (figure.report, *shelf.relatives(figure.report, _SAME_EVENTS))
    return sum(any((o.value, o.unit) == (figure.value, figure.unit) for o in counts[other]) for other in near) >= 3


def _needed(shelf: Shelf, report: str, other: str) -> tuple[float, int]:
    """The share and number of words in common that two sentences need: fewer in copies of one original."""
    return _SAME_WORDS_IN_COPIES if shelf.origin[report] == shelf.origin[other] else _SAME_WORDS


def _stands_alone(shelf: Shelf, report: str, agreeing: set[str], told: set[str]) -> bool:
    if len(agreeing) + 1 != len(told):
        return len(agreeing) + 1 < len(told)
    return all(shelf.order(report) > shelf.order(other) for other in told)


def _disagreement(shelf: Shelf, figure: Figure, rivals: list[Figure]) -> Finding:
    first = min(rivals, key=lambda one: shelf.order(one.report))
    words = shelf.place(first.report, first.span).text
    places = [shelf.place(figure.report, figure.span), *(shelf.place(one.report, one.span) for one in rivals)]
    says = f"“{places[0].text}” stands where {_others({one.report for one in rivals})} “{words}” of the same thing."
    return finding(FindingKind.COUNT_DISAGREEMENT, Severity.MEDIUM, places, says, words)


def _others(reports: set[str]) -> str:
    return f"{min(reports)} says" if len(reports) == 1 else f"{len(reports)} other reports say"


def group_claims(shelf: Shelf) -> Iterator[Claim]:
    """The claims that so many countries do a thing, of reports that have a day."""
    for claim in shelf.claims():
        if claim.actor.code != "GROUP" or claim.quantity is None or claim.report not in shelf.days:
            continue
        if kind_of(claim.quantity.quantity.unit) == "countries":
            yield claim


def _in_claims(shelf: Shelf) -> Iterator[Finding]:
    """So many countries do this, say some reports of these days, and so many, say others."""
    matters: defaultdict[tuple[str, str, bool], list[Claim]] = defaultdict(list)
    for claim in group_claims(shelf):
        matters[claim.action, claim.target.code if claim.target else "", claim.stance.is_own].append(claim)
    for claims in matters.values():
        of_these_days = _InTime(shelf, claims)
        for claim in claims:
            near = of_these_days.near(claim)
            same = {other.report for other in near if _count(other) == _count(claim)}
            by_count: defaultdict[Decimal, list[Claim]] = defaultdict(list)
            for other in near:
                if _count(other) != _count(claim) and other.report not in same:
                    by_count[_count(other)].append(other)
            rivals = max(by_count.values(), key=lambda those: (len(those), _count(those[0])), default=[])
            told = {other.report for other in rivals}
            if len(told) >= 3 and len(same) < len(told) and shelf.independent(same) <= shelf.independent(told):
                yield _claims_differ(shelf, claim, rivals)


def _other_meaning(shelf: Shelf) -> Iterator[Finding]:
    """The number that others give for one action, told here of another and firmer one."""
    numbers: defaultdict[Decimal, list[Claim]] = defaultdict(list)
    for claim in group_claims(shelf):
        if claim.stance.is_own:
            numbers[_count(claim)].append(claim)
    for claims in numbers.values():
        of_these_days = _InTime(shelf, claims)
        by_report: defaultdict[str, set[Action]] = defaultdict(set)
        for claim in claims:
            by_report[claim.report].add(claim.action)
        for claim in claims:
            near = [other for other in of_these_days.near(claim) if other.report != claim.report]
            rivals = [
                other
                for other in near
                if other.action != claim.action and other.stance.firmness < claim.stance.firmness
            ]
            same = {other.report for other in near if other.action == claim.action}
            own = by_report[claim.report]
            told = {other.report for other in rivals}
            if shelf.independent(told) >= 2 and not same and not own & {other.action for other in rivals}:
                yield _claims_differ(shelf, claim, rivals)


def _claims_differ(shelf: Shelf, claim: Claim, rivals: list[Claim]) -> Finding:
    places = [
        shelf.place(one.report, one.quantity.span)
        for one in (claim, *sorted(rivals, key=lambda one: shelf.order(one.report)))
        if one.quantity is not None
    ]
    rival = min(rivals, key=lambda one: shelf.order(one.report))
    says = (
        f"“{places[0].text}” ({claim.stance} {claim.action}) does not agree with "
        f"“{places[1].text}” ({rival.stance} {rival.action}), as {_others({one.report for one in rivals})}."
    )
    return finding(FindingKind.COUNT_DISAGREEMENT, Severity.MEDIUM, places, says, places[1].text)


def _count(claim: Claim) -> Decimal:
    return claim.quantity.quantity.value if claim.quantity else Decimal(0)


class _InTime:
    """Claims by the day of their report, so that those of the same days are found without a look at all."""

    def __init__(self, shelf: Shelf, claims: Iterable[Claim]) -> None:
        """Take claims of reports that have a day."""
        self._shelf = shelf
        self._of_day: defaultdict[date, list[tuple[int, Claim]]] = defaultdict(list)
        for place, claim in enumerate(claims):
            self._of_day[shelf.days[claim.report]].append((place, claim))

    def near(self, claim: Claim) -> list[Claim]:
        """The claims of the days around a claim, itself among them, in the order in which they were taken."""
        days = {moved(self._shelf.days[claim.report], ahead) for ahead in range(-COUNT_DAYS, COUNT_DAYS + 1)}
        found = [one for day in days for one in self._of_day.get(day, ())]
        return [other for _, other in sorted(found, key=lambda one: one[0])]
