"""Money told as new that belongs to an earlier package."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from pledgebook.data.comparing import comparing
from pledgebook.model import Amount, Finding, FindingKind, Pledge, Severity, Stance, When
from pledgebook.reconcile.candidates import IN_PARTS, Candidate
from pledgebook.reconcile.figures import Figure
from pledgebook.reconcile.homes import GIVING
from pledgebook.reconcile.matters import giving_claims
from pledgebook.reconcile.part_statements import PartTold, parts_told
from pledgebook.reconcile.shelf import Shelf, finding
from pledgebook.reconcile.words import sentence_bounds

_PATTERNS = comparing().patterns
PartSums: TypeAlias = tuple[str, Decimal, Decimal]
"""Currency, part and whole."""

Told: TypeAlias = Mapping[PartSums, frozenset[str]]
"""Of whom reports tell that one sum is part of another: by currency, part and whole."""

Older: TypeAlias = Mapping[tuple[str, Amount], Sequence[tuple[Pledge, date]]]
"""By actor and sum."""

_PROMISED = frozenset({Stance.COMMITTED, Stance.WILLING})
_OLDER = timedelta(days=30)
_NEAR = 400
_SAME_EVENTS = 0.3


def restated_amounts(shelf: Shelf, older: Older | None = None, told: Told | None = None) -> Iterator[Finding]:
    """Old money counted again: in a total together with new money, or as a further sum beside the same sum.

    One report gives one finding at most, and one told as new (see below) only where it gives none here.

    Args:
        shelf: All reports.
        older: The promises of each actor and sum, with the day on which they were first told.
        told: Of whom reports tell that one sum is part of another.
    """
    older = _older_money(shelf) if older is None else older
    told = parts_by_sums(shelf) if told is None else told
    for report, sums in shelf.sums.items():
        figures = sorted(sums, key=lambda one: one.span)
        found = (
            _counted_into_a_total(shelf, report, figures, told)
            or _counted_with_an_older_pledge(shelf, report, figures, older)
            or _same_sum_again(shelf, report, figures)
        )
        if found is not None:
            yield found


def sums_told_as_new(shelf: Shelf) -> Iterator[Candidate]:
    """A sum told without a word of the older package that another original has it in."""
    for place, found in enumerate(_told_as_new(shelf, _sums_in_words(shelf))):
        yield Candidate("restated_amounts", IN_PARTS, found, (1, -place))


def parts_by_sums(shelf: Shelf) -> Told:
    """Of whom reports tell in words that one sum is part of another."""
    told: defaultdict[PartSums, frozenset[str]] = defaultdict(frozenset)
    for one in _sums_in_words(shelf):
        told[one.part.unit, one.part.value, one.whole.value] |= one.part.actors | one.whole.actors
    return told


def _sums_in_words(shelf: Shelf) -> list[PartTold]:
    return [one for one in parts_told(shelf) if one.in_words and one.part.stated is not None]


def older_promise(pledge: Pledge) -> date | None:
    """The day by which a promise of a sum was first told; None if the pledge is none, or that day is unknown."""
    first = pledge.history[0].when
    if pledge.amount is None or not pledge.stance.is_own or pledge.action not in GIVING or first is None:
        return None
    return first.latest


def sums_within_totals(text: str, figures: Sequence[Figure]) -> Iterator[tuple[str, Amount]]:
    """The giver and the rest of each total that counts in a new sum beside it: what an older promise can explain."""
    yield from ((actor, Amount(rest, total.unit)) for total, _, rest, actor in _rests(text, figures))


def _rests(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, Decimal, str]]:
    for total in figures:
        begin, end = sentence_bounds(text, total.span.start, total.span.end)
        if len(total.actors) != 1 or _PATTERNS["totals"].search(text, begin, end) is None:
            continue
        (actor,) = total.actors
        for new in figures:
            if new.unit == total.unit and begin <= new.span.start < end and new.value < total.value:
                yield total, new, total.value - new.value, actor


def _older_money(shelf: Shelf) -> Older:
    """The promises of each actor of each sum, with the day on which they were first told."""
    older: defaultdict[tuple[str, Amount], list[tuple[Pledge, date]]] = defaultdict(list)
    for pledge in shelf.pledges:
        first = older_promise(pledge)
        if pledge.amount is not None and first is not None:
            older[pledge.actor, pledge.amount].append((pledge, first))
    return older


def _counted_with_an_older_pledge(shelf: Shelf, report: str, figures: list[Figure], older: Older) -> Finding | None:
    """A total that is a new sum beside it and, to the unit, a promise that other reports have a month older or more."""
    day = shelf.days.get(report)
    if day is None:
        return None
    text = shelf.readings[report].report.text
    for total, new, rest, actor in _rests(text, figures):
        for pledge, first in older.get((actor, Amount(rest, total.unit)), ()):
            if report in pledge.reports:
                continue
            if day - first < _OLDER or any((one.value, one.unit) == (rest, total.unit) for one in figures):
                continue
            old = next(claim for claim in pledge.claims if claim.amounts)
            says = (
                f"“{total.span.of(text)}” counts in what {actor} promised before, "
                f"as {old.report} told by {first.isoformat()}; “{new.span.of(text)}” of it is new."
            )
            places = [shelf.place(report, one.span) for one in (total, new)]
            places.append(shelf.place(old.report, old.evidence.span))
            return finding(FindingKind.RESTATED_AMOUNT, Severity.MEDIUM, places, says, new.span.of(text))
    return None


def _told_as_new(shelf: Shelf, statements: Sequence[PartTold]) -> Iterator[Finding]:
    """A sum told without a word of the older package that another original has it in; the earliest of each original."""
    home = {claim.id: pledge for pledge in shelf.pledges for claim in pledge.claims}
    saying: defaultdict[tuple[str, Decimal], set[str]] = defaultdict(set)
    for one in statements:
        saying[one.part.unit, one.part.value].add(shelf.origin[one.part.report])
    for one in statements:
        silent = saying[one.part.unit, one.part.value]
        meant = {pledge.id: pledge for c in giving_claims(shelf, one.part) if (pledge := home.get(c.id)) is not None}
        for pledge in meant.values():
            yield from _silent_reports(shelf, pledge, one, silent)


def _silent_reports(shelf: Shelf, pledge: Pledge, statement: PartTold, silent: set[str]) -> Iterator[Finding]:
    """The reports of other originals that tell the pledge as new, though the statement has it in an older package."""
    package = _package_day(shelf, statement)
    if package is None:
        return
    for report in pledge.reports:
        day = shelf.days.get(report)
        if day is None or day - package.latest < _OLDER or shelf.origin[report] in silent:
            continue
        claim = next((c for c in pledge.claims if c.report == report and c.amounts and c.stance in _PROMISED), None)
        if claim is None:
            continue
        silent.add(shelf.origin[report])
        words = statement.places[-1].text
        says = f"The sum is told as new; {statement.part.report} has it as part of “{words}”, of {package.iso}."
        places = [shelf.place(report, claim.evidence.span), *statement.places]
        yield finding(FindingKind.RESTATED_AMOUNT, Severity.LOW, places, says, words)


def _package_day(shelf: Shelf, statement: PartTold) -> When | None:
    """When the package was promised, as the statement dates it: by the first date behind its sum."""
    report, span = statement.whole.report, statement.whole.span
    reading = shelf.readings[report]
    _, end = sentence_bounds(reading.report.text, span.start, span.end)
    behind = [clue for clue in reading.clues.dates if span.end <= clue.span.start < end]
    return min(behind, key=lambda clue: clue.span).when if behind else None


def _counted_into_a_total(shelf: Shelf, report: str, figures: list[Figure], told: Told) -> Finding | None:
    """A total that is the sum of two others beside it, one of them called older, or a part of the other elsewhere."""
    text = shelf.readings[report].report.text
    for total in figures:
        begin, end = sentence_bounds(text, total.span.start, total.span.end)
        is_total = _PATTERNS["totals"].search(text, begin, end) is not None
        near = [one for one in figures if one.unit == total.unit and abs(one.span.start - total.span.start) <= _NEAR]
        for old in near:
            for new in near:
                if old.span == new.span or total.span in (old.span, new.span) or old.value > total.value:
                    continue
                if not 0 <= (old.value + new.value - total.value) / total.value <= 0.02:
                    continue
                if (is_total and _is_old(shelf, old)) or _is_part(shelf, report, new, old, told):
                    words = old.span.of(text)
                    says = f"“{total.span.of(text)}” counts “{words}” in, which is older money and not new."
                    places = [shelf.place(report, one.span) for one in (total, old, new)]
                    return finding(FindingKind.RESTATED_AMOUNT, Severity.MEDIUM, places, says, new.span.of(text))
    return None


def _is_old(shelf: Shelf, figure: Figure) -> bool:
    text = shelf.readings[figure.report].report.text
    _, end = sentence_bounds(text, figure.span.start, figure.span.end)
    return _PATTERNS["earlier_money"].search(text, figure.span.end, min(end, figure.span.end + 60)) is not None


def _is_part(shelf: Shelf, report: str, part: Figure, whole: Figure, told: Told) -> bool:
    """Whether a report of the same events, or any that tells of the same actor, makes the one sum part of the other."""
    if any(_called_part(shelf, other, part, whole) for other in shelf.relatives(report, _SAME_EVENTS)):
        return True
    actors = told.get((part.unit, part.value, whole.value), frozenset())
    return bool(actors & (part.actors | whole.actors))


def _called_part(shelf: Shelf, report: str, part: Figure, whole: Figure) -> bool:
    """Whether a report has the greater sum behind words like "part of", and the smaller one not far before them."""
    reading = shelf.readings[report]
    text = reading.report.text
    sums = [(stated.span, (stated.amount.value, stated.amount.currency)) for stated in reading.clues.amounts]
    for span, told in sums:
        begin, _ = sentence_bounds(text, span.start, span.end)
        if told != (whole.value, whole.unit) or _PATTERNS["part_of"].search(text, begin, span.start) is None:
            continue
        if any(told == (part.value, part.unit) and 0 < span.start - one.end <= _NEAR for one, told in sums):
            return True
    return False


def _same_sum_again(shelf: Shelf, report: str, figures: list[Figure]) -> Finding | None:
    """Twice one sum in one sentence, the first as more money: a further €90 billion, on top of the €90 billion."""
    text = shelf.readings[report].report.text
    for one in figures:
        begin, end = sentence_bounds(text, one.span.start, one.span.end)
        if _PATTERNS["more_money"].search(text, max(begin, one.span.start - 30), one.span.start) is None:
            continue
        for other in figures:
            same = other.span != one.span and (other.value, other.unit) == (one.value, one.unit)
            if same and begin <= other.span.start < end and "on top of" in text[begin:end]:
                places = [shelf.place(report, one.span), shelf.place(report, other.span)]
                words = one.span.of(text)
                says = f"“{words}” is told as more money on top of the same sum; it is likely to be that sum again."
                return finding(FindingKind.RESTATED_AMOUNT, Severity.MEDIUM, places, says, other.span.of(text))
    return None
