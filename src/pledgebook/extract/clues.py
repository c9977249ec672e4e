"""All that a report tells beside its claims, gathered by every finder of clues, outside its furniture."""

import re
from functools import cache

from rensa import RMinHash

from pledgebook.data import outlets
from pledgebook.extract.amounts import dollar_of, find_amounts, krone_of
from pledgebook.extract.anchors import find_anchors
from pledgebook.extract.credits import find_credits
from pledgebook.extract.dates import find_dates
from pledgebook.extract.folding import fold
from pledgebook.extract.officials import find_names, find_officials
from pledgebook.extract.quantities import find_quantities, kind_of_unit
from pledgebook.model import Clues, DateClue, Mention, Report, Span

FINGERPRINT_VALUES = 128
_SHORTEST_QUOTATION = 5
_SHORTEST_TEXT = 20
_COUNTED = frozenset({"troops", "countries", "people"})
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTATION = re.compile(r"[“\"„«]([^“”\"„«»\n]{15,600})[”\"“»]|(?<!\w)‘([^‘\n]{15,600}?)’(?!\w)")


def read_clues(report: Report) -> Clues:
    """Gather the clues of one report.

    Pieces marked as furniture are read as blank, so that every span still counts in the report's own text.
    """
    text = without_furniture(report)
    published = report.published.earliest if report.published else None
    country = _country_of(report.outlet or "")
    return Clues(
        report=report.id,
        dates=tuple(
            DateClue(found.when, found.span.of(text), found.span, found.absolute)
            for found in find_dates(text, published=published)
            if found.when is not None
        ),
        officials=find_officials(text, when=published),
        anchors=find_anchors(text, published=published),
        names=find_names(text),
        amounts=(
            find_amounts(text, dollar=dollar_of(country), krone=krone_of(country)) if country else find_amounts(text)
        ),
        counts=tuple(count for count in find_quantities(text) if kind_of_unit(count.quantity.unit) in _COUNTED),
        credits=tuple(
            Mention(credit.span.of(text), credit.span) for credit in find_credits(text) if credit.kind != "same"
        ),
        quotations=find_quotations(text),
        fingerprint=fingerprint(text),
    )


def without_furniture(report: Report) -> str:
    r"""The text with furniture blanked out, as long as before.

    >>> without_furniture(Report("r", "Read also: Snow\nOslo pays.", furniture=(Span(0, 15),)))
    '               \nOslo pays.'
    """
    text = report.text
    for span in report.furniture:
        text = text[: span.start] + re.sub(r"[^\n]", " ", span.of(text)) + text[span.end :]
    return text


def find_quotations(text: str) -> tuple[Mention, ...]:
    """Words between quotation marks, five of them or more, in order.

    >>> [quotation.text for quotation in find_quotations('"We are ready for that," he said. "Not one soldier."')]
    ['We are ready for that,']
    """
    found = []
    for match in _QUOTATION.finditer(text):
        group = 1 if match.group(1) is not None else 2
        if len(_WORD.findall(match.group(group))) >= _SHORTEST_QUOTATION:
            found.append(Mention(match.group(group), Span(*match.span(group))))
    return tuple(found)


def fingerprint(text: str) -> tuple[int, ...]:
    """MinHash of the runs of three words, 128 values; empty for a text of fewer than twenty words.

    Two texts share about as many values, in share, as of all their runs together.
    """
    tokens = [word.lower() for word in _WORD.findall(fold(text))]
    if len(tokens) < _SHORTEST_TEXT:
        return ()
    sketch = RMinHash(num_perm=FINGERPRINT_VALUES, seed=42)
    sketch.update([" ".join(run) for run in zip(tokens, tokens[1:], tokens[2:], strict=False)])
    return tuple(sketch.digest())


@cache
def _countries() -> dict[str, str]:
    return {name.lower(): row.country for row in outlets() for name in (row.name, *row.aliases) if row.country}


def _country_of(outlet: str) -> str:
    return _countries().get(outlet.lower(), "")
