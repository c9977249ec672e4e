"""Money told as new that belongs to an earlier package."""

from collections.abc import Iterator

from pledgebook.data.comparing import comparing
from pledgebook.model import Finding, FindingKind, LinkKind, Severity
from pledgebook.reconcile.figures import Figure
from pledgebook.reconcile.shelf import Shelf, finding
from pledgebook.reconcile.words import sentence_bounds

_PATTERNS = comparing().patterns
_NEAR = 400
_SAME_EVENTS = 0.3


def restated_amounts(shelf: Shelf) -> Iterator[Finding]:
    """Old money counted again: in a total together with new money, or as a further sum beside the same sum."""
    for report, sums in shelf.sums.items():
        figures = sorted(sums, key=lambda one: one.span)
        found = _counted_into_a_total(shelf, report, figures) or _same_sum_again(shelf, report, figures)
        if found is not None:
            yield found


def _counted_into_a_total(shelf: Shelf, report: str, figures: list[Figure]) -> Finding | None:
    """A total that is the sum of two others beside it, one of them called older, or a part of the other elsewhere."""
    text = shelf.readings[report].report.text
    for total in figures:
        begin, end = sentence_bounds(text, total.span.start, total.span.end)
        if _PATTERNS["totals"].search(text, begin, end) is None:
            continue
        near = [one for one in figures if one.unit == total.unit and abs(one.span.start - total.span.start) <= _NEAR]
        for old in near:
            for new in near:
                if old.span == new.span or total.span in (old.span, new.span) or old.value > total.value:
                    continue
                if not 0 <= (old.value + new.value - total.value) / total.value <= 0.02:
                    continue
                if _is_old(shelf, old) or _is_part(shelf, report, new, old):
                    words = old.span.of(text)
                    says = f"“{total.span.of(text)}” counts “{words}” in, which is older money and not new."
                    places = [shelf.place(report, one.span) for one in (total, old, new)]
                    return finding(FindingKind.RESTATED_AMOUNT, Severity.MEDIUM, places, says, new.span.of(text))
    return None


def _is_old(shelf: Shelf, figure: Figure) -> bool:
    text = shelf.readings[figure.report].report.text
    _, end = sentence_bounds(text, figure.span.start, figure.span.end)
    return _PATTERNS["earlier_money"].search(text, figure.span.end, min(end, figure.span.end + 60)) is not None


def _is_part(shelf: Shelf, report: str, part: Figure, whole: Figure) -> bool:
    """Whether this report's pledges or another report of the same events make the one sum part of the other."""
    if any(_called_part(shelf, other, part, whole) for other in shelf.relatives(report, _SAME_EVENTS)):
        return True
    by_id = {pledge.id: pledge for pledge in shelf.pledges}
    for pledge in shelf.pledges:
        if pledge.part_of is None or pledge.amount is None or report not in pledge.reports:
            continue
        if not any(link.kind is LinkKind.PART_OF and link.in_words for link in pledge.links):
            continue
        greater = by_id[pledge.part_of].amount
        if greater and (pledge.amount.value, greater.value) == (part.value, whole.value):
            return greater.currency == part.unit
    return False


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
