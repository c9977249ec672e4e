"""Sums that cannot be right: a slipped digit, a conversion that does not follow, two currencies on one figure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from pledgebook.data.exchange import rate
from pledgebook.model import Finding, FindingKind, Severity, Span, StatedAmount
from pledgebook.reconcile.candidates import Candidate
from pledgebook.reconcile.figures import Figure
from pledgebook.reconcile.matters import bucket_of, pairs_told_apart
from pledgebook.reconcile.shelf import Shelf, finding

_TOLERANCE = Decimal("0.03")
_IN_COPIES = (0.25, 3)
_TEN = Decimal(10)
_SECOND_CURRENCY = re.compile(
    r"\s(euros?|dollars?|pounds?|kroner|kronor|yen|yuan|won|roubles?|rubles?|hryvnias?|zlotys?)\b", re.IGNORECASE
)
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₩": "won"}


def slipped_amounts(shelf: Shelf, figures: Iterable[Figure] | None = None) -> Iterator[Candidate]:
    """A sum or count whose digits other reports of the same thing give with another power of ten, or swapped.

    The report that fewer originals agree with is taken to be wrong; of two that stand alone, the one whose own
    conversion contradicts it, else the later one. The first of each report counts.

    Args:
        shelf: All reports.
        figures: All figures of some buckets, by report and as they are listed there. Default: all.
    """
    if figures is None:
        figures = (figure for report in shelf.readings for figure in (*shelf.sums[report], *shelf.counts[report]))
    against = _told_apart(shelf, list(figures))
    for figure in sorted(against, key=lambda one: (one.report, one.span)):
        others = against[figure]
        if not _is_the_slip(shelf, figure, others, against):
            continue
        told = sorted({other.report for other in others}, key=shelf.order)
        other = min(others, key=lambda one: shelf.order(one.report))
        says = (
            f"“{_words(shelf, figure)}” differs {_slip(figure.value, other.value)} from “{_words(shelf, other)}”, "
            f"which {_reports(told)} for the same thing."
        )
        places = [
            shelf.place(one.report, one.span) for one in (figure, *sorted(others, key=lambda o: (o.report, o.span)))
        ]
        found = finding(FindingKind.AMOUNT_SLIP, Severity.HIGH, places, says, _words(shelf, other))
        rank = (figure.span.start, figure.span.end)
        yield Candidate("slipped_amounts", bucket_of(figure), found, rank, figure.unit)


def _told_apart(shelf: Shelf, figures: list[Figure]) -> dict[Figure, list[Figure]]:
    """For each figure those of the same thing that differ; what differs from a copy differs from its original."""
    alike: defaultdict[tuple[str, str, Decimal], list[Figure]] = defaultdict(list)
    for figure in figures:
        alike[shelf.origin[figure.report], figure.unit, figure.value].append(figure)
    against: defaultdict[Figure, dict[Figure, None]] = defaultdict(dict)
    for pair in pairs_told_apart(shelf, figures):
        for one, other in (pair, pair[::-1]):
            for copy in alike[shelf.origin[one.report], one.unit, one.value]:
                if copy == one or copy.speaks_of_the_same(one, *_IN_COPIES):
                    against[copy][other] = None
                    against[other][copy] = None
    return {figure: list(others) for figure, others in against.items()}


def _is_the_slip(shelf: Shelf, figure: Figure, others: list[Figure], against: dict[Figure, list[Figure]]) -> bool:
    same = {rival.report for other in others for rival in against[other] if rival.value == figure.value}
    mine, theirs = shelf.independent(same | {figure.report}), shelf.independent(other.report for other in others)
    if shelf.origin[figure.report] in {shelf.origin[other.report] for other in others}:
        mine, theirs = len(same | {figure.report}), len({other.report for other in others})
    if mine != theirs:
        return mine < theirs
    broken = _conversion_fails(shelf, figure)
    if broken != any(_conversion_fails(shelf, other) for other in others):
        return broken
    return all(shelf.order(figure.report) > shelf.order(other.report) for other in others)


def _conversion_fails(shelf: Shelf, figure: Figure) -> bool:
    day = shelf.days.get(figure.report)
    return bool(
        day and figure.stated and any(_ratio_off(figure.stated, other, day) for other in figure.stated.conversions)
    )


def _slip(value: Decimal, other: Decimal) -> str:
    ratio = max(value, other) / min(value, other)
    if ratio in {_TEN**power for power in range(1, 10)}:
        return f"by a factor of {ratio:,.0f}"
    return "by the order of its digits"


def _words(shelf: Shelf, figure: Figure) -> str:
    return figure.span.of(shelf.readings[figure.report].report.text)


def _reports(told: list[str]) -> str:
    return f"{told[0]} has" if len(told) == 1 else f"{len(told)} other reports have"


def wrong_conversions(shelf: Shelf) -> Iterator[Finding]:
    """A converted sum that does not follow from the day's rate, and a sum whose currency was swapped."""
    for report, reading in shelf.readings.items():
        day = shelf.days.get(report)
        if day is None:
            continue
        for stated in reading.clues.amounts:
            for converted in stated.conversions:
                should_be = _ratio_off(stated, converted, day)
                if should_be is None:
                    continue
                says = (
                    f"“{converted.span.of(reading.report.text)}” does not follow "
                    f"from “{stated.span.of(reading.report.text)}”: at the rate of {day.isoformat()} "
                    f"it is about {_short(should_be)} {converted.amount.currency}."
                )
                places = [shelf.place(report, converted.span), shelf.place(report, stated.span)]
                yield finding(
                    FindingKind.WRONG_CONVERSION,
                    Severity.MEDIUM,
                    places,
                    says,
                    f"{_short(should_be)} {converted.amount.currency}",
                )
    yield from _swapped_currencies(shelf)


def _ratio_off(stated: StatedAmount, converted: StatedAmount, day: date) -> Decimal | None:
    """What the conversion should be, if it is off by more than 3 % and the rounding of both figures; else None."""
    known = rate(stated.amount.currency, converted.amount.currency, day)
    if known is None or not stated.amount.value or not converted.amount.value:
        return None
    should_be = stated.amount.value * known.value
    allowed = _TOLERANCE + known.spread + _rounding(stated.amount.value) + _rounding(converted.amount.value)
    if stated.hedge or converted.hedge:
        allowed += _TOLERANCE
    off = abs(converted.amount.value / should_be - 1)
    return should_be if off > allowed else None


def _rounding(value: Decimal) -> Decimal:
    """Half a unit of the last digit printed, as a share of the figure; a lone digit may hide a quarter of itself.

    >>> _rounding(Decimal("1000000000")), _rounding(Decimal("963600000000")).quantize(Decimal("0.0001"))
    (Decimal('0.25'), Decimal('0.0001'))
    """
    figures = Decimal(int("".join(map(str, value.normalize().as_tuple().digits)) or 1))
    return min(Decimal("0.25"), Decimal("0.5") / figures)


def _short(value: Decimal) -> str:
    for size, word in ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million")):
        if value >= size:
            return f"{float(value / size):.3g} {word}"
    return f"{float(value):,.0f}"


def _swapped_currencies(shelf: Shelf) -> Iterator[Finding]:
    """The same figure for the same thing in another currency than at least two other reports have it in."""
    for report, figures in shelf.sums.items():
        near = sorted(shelf.relatives(report, 0.3)) if figures else ()
        theirs = [other for relative in near for other in shelf.sums[relative]]
        for figure in figures:
            beside = [other for other in theirs if other.value == figure.value and figure.actors & other.actors]
            others = [other for other in beside if other.unit != figure.unit and figure.speaks_of_the_same(other, 0.2)]
            agreeing = [other for other in beside if other.unit == figure.unit]
            told = sorted({other.report for other in others}, key=shelf.order)
            if len(told) < 2 or len({other.unit for other in others}) > 1 or agreeing:
                continue
            text = shelf.readings[figure.report].report.text
            words = _words(shelf, others[0])
            says = f"“{figure.span.of(text)}” is in another currency than “{words}”, which {_reports(told)}."
            places = [shelf.place(one.report, one.span) for one in (figure, *others)]
            yield finding(FindingKind.WRONG_CONVERSION, Severity.MEDIUM, places, says, _words(shelf, others[0]))


def two_marks_on_one_figure(shelf: Shelf) -> Iterator[Finding]:
    """One figure with two currencies: "$5.8 billion euros"."""
    for report, reading in shelf.readings.items():
        text = reading.report.text
        for stated in reading.clues.amounts:
            words = stated.span.of(text)
            sign = next((name for mark, name in _SIGNS.items() if mark in words), None)
            behind = _SECOND_CURRENCY.search(words) or _SECOND_CURRENCY.match(text, stated.span.end)
            if sign is None or behind is None or behind.group(1).lower().startswith(sign):
                continue
            start = stated.span.start
            end = max(stated.span.end, behind.end() if behind.re.match(text, stated.span.end) else stated.span.end)
            place = shelf.place(report, Span(start, end))
            says = f"“{place.text}” carries two currencies; only one can be meant."
            yield finding(FindingKind.SELF_CONTRADICTION, Severity.MEDIUM, [place], says)
