"""Numbers as a report writes them: in figures, in words, or in both.

A numeral here is only the number: whether it is money, a count, a year or the
34th of something is for others to say.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pledgebook.data.measures import number_words
from pledgebook.extract.wording import any_of, row_of

_WORDS = number_words()
_ONE = Decimal(1)
_LONGEST_FIGURE = 30
_HALF = Decimal("0.5")

_GAP = r"[\u00a0\u202f\u2009]"
_FIGURE = (
    r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}(?!\d))+(?:[.,]\d{1,2}(?!\d))?(?![.,'’]?\d)"
    r"|\d+(?:[.,'’]\d+)*"
)
_INITIALS = "".join(
    sorted({word[0] for words in (_WORDS.parts, _WORDS.units, _WORDS.tens, _WORDS.scales) for word in words})
)
_LEADS = [form for word in (*_WORDS.units, *_WORDS.tens) for form in (word, word.capitalize())]
_PARTS = [form for word in _WORDS.parts for form in (word, word.capitalize())]
_SCALE = any_of(_WORDS.scales)
_START = re.compile(
    rf"(?=[\d{_INITIALS}{_INITIALS.upper()}])(?:(?P<figure>{_FIGURE})"
    rf"|\b(?:(?P<part>{any_of(_PARTS)})(?:[\s-]+(?:of[\s]+)?(?:an?[\s]+)?)(?={_SCALE}\b)"
    rf"|(?P<word>{any_of(_LEADS)})\b"
    rf"|(?P<bare>(?={_SCALE}\s)(?:(?<=the\s)|(?<=further\s)|(?<=another\s)))"
    rf"|(?P<article>[Aa]n?)[\s-](?={_SCALE}\b)))"
)
_NEXT_WORD = re.compile(
    rf"(?:[ \u00a0]{{1,2}}|[-‑\u202f\u2009]|[ ]?\n)(?:(?P<half>and[\s-]a[\s-]half)\b|(?P<and>and[\s-])?"
    rf"(?P<word>{any_of([*_WORDS.units, *_WORDS.tens, *_WORDS.scales])})\b)",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_GROUPED_BY_POINT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_BY_MARK = re.compile(r"\d{1,3}(?:['’]\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number of a text.

    Attributes:
        start: Position of its first character.
        end: Position after its last character.
        value: What it says, scale included.
        scale: The scale word's factor: 1_000_000 for ``2 million``; 1 without one.
        in_words: Whether it is spelt out from its first word: ``two million``, not ``2 million``.
        figure: The figure as written, without its scale; empty if in words.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal
    in_words: bool
    figure: str


def figure_value(figure: str) -> Decimal | None:
    """The value of figures with their separators; None for what is no single number (``24.08.2025``).

    A comma before one or two last digits is a decimal comma; before three it
    groups thousands. One point is always a decimal point.

    >>> [str(figure_value(f)) for f in ("1,234.5", "2,5", "12,34,567.89", "7 000", "1.000.000", "24.8.2025")]
    ['1234.5', '2.5', '1234567.89', '7000', '1000000', 'None']
    """
    if len(figure) > _LONGEST_FIGURE:
        return None
    if figure.isdecimal():
        return Decimal(figure)
    plain = re.sub(r"[ \u00a0\u202f\u2009]", "", figure)
    if plain != figure:
        return Decimal(plain.replace(",", "."))
    if figure.count(".") == 1 and "," not in figure and "'" not in figure and "’" not in figure:
        return Decimal(figure)
    if _GROUPED.fullmatch(figure):
        return Decimal(figure.replace(",", ""))
    if _DECIMAL_COMMA.fullmatch(figure):
        return Decimal(figure.replace(",", "."))
    if _GROUPED_BY_POINT.fullmatch(figure):
        return Decimal(figure.replace(".", "").replace(",", "."))
    if _GROUPED_BY_MARK.fullmatch(figure):
        return Decimal(figure.replace("'", "").replace("’", ""))
    return None


@lru_cache(maxsize=8)
def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Every number of the text, in order. The last few texts are remembered: amounts and counts ask for the same.

    >>> [str(n.value) for n in find_numerals("Two hundred and fifty men, half a billion, 7.5 million, a dozen")]
    ['250', '500000000.0', '7500000.0', '12']
    """
    found: list[Numeral] = []
    at = 0
    while (lead := _START.search(text, at)) is not None:
        numeral = _read(text, lead)
        if numeral is None:
            at = max(lead.end(), at + 1)
        else:
            found.append(numeral)
            at = numeral.end
    return tuple(found)


def numeral_before(text: str, end: int) -> Numeral | None:
    """The number that ends at a place; None where none does.

    >>> numeral_before("within twenty-one days", 17).value
    Decimal('21')
    """
    start = max(0, end - _LONGEST_FIGURE)
    found = None
    at = start
    while (lead := _START.search(text, at, end)) is not None:
        found = _read(text, lead)
        at = max(lead.end(), at + 1) if found is None else found.end
    if found is None or found.end != end or (found.start == start and start > 0 and text[start - 1].isalnum()):
        return None
    return found


def _read(text: str, lead: re.Match[str]) -> Numeral | None:
    kind = lead.lastgroup
    if kind == "figure":
        figure = lead.group()
        value = figure_value(figure)
        if value is None:
            return None
        end, value, scale = _scaled(text, lead.end(), value)
        return Numeral(lead.start(), end, value, scale, in_words=False, figure=figure)
    if kind == "part":
        part = _WORDS.parts[row_of(lead["part"])]
        end, value, scale = _scaled(text, lead.end() - 1, part)
        if scale == _ONE:
            return None
        return Numeral(lead.start(), end, value, scale, in_words=True, figure="")
    if kind == "bare":
        end, value, scale = _scaled(text, lead.start() - 1, _ONE)
        if scale == _ONE:
            return None
        return Numeral(lead.start(), end, value, scale, in_words=True, figure="")
    if kind == "article":
        end, value, scale = _scaled(text, lead.end() - 1, _ONE)
        return Numeral(lead.start(), end, value, scale, in_words=True, figure="")
    return _read_words(text, lead)


def _scaled(text: str, at: int, value: Decimal) -> tuple[int, Decimal, Decimal]:
    """Take the scale words that follow: ``5 hundred thousand``, ``2 thousand million``."""
    scale = _ONE
    while (word := _NEXT_WORD.match(text, at)) is not None and word["word"] and not word["and"]:
        factor = _WORDS.scales.get(word["word"].lower())
        if factor is None or scale >= 1_000_000:
            break
        scale *= factor
        at = word.end()
    return at, value * scale, scale


def _read_words(text: str, lead: re.Match[str]) -> Numeral:
    """Read number words for as long as they make one number: ``five hundred and twenty thousand``."""
    word = lead["word"].lower()
    total, part = Decimal(0), _WORDS.units.get(word, _WORDS.tens.get(word, _ONE))
    last, scale, top = part, _ONE, None
    at = lead.end()
    while (follow := _NEXT_WORD.match(text, at)) is not None:
        if follow["half"]:
            if last >= 100:
                break
            part, at, last = part + _HALF, follow.end(), Decimal(1000)
            continue
        word = follow["word"].lower()
        factor = _WORDS.scales.get(word)
        if factor is not None:
            if follow["and"] or (top is not None and factor >= top and last != top):
                break
            if part == 0:
                total, part = Decimal(0), total
            if factor in (100, 12):
                if last >= 100 and part == part.to_integral_value():
                    break
                part *= factor
            else:
                total, part, top = total + part * factor, Decimal(0), factor
            last, scale = factor, max(scale, factor)
        else:
            value = _WORDS.units.get(word, _WORDS.tens.get(word, _ONE))
            fits = last >= 100 if value >= 10 else (last >= 100 or (20 <= last < 100 and value > 0))
            if not fits or (follow["and"] and last not in (100, 1000)) or scale == 12:
                break
            part, last = part + value, value
        at = follow.end()
    return Numeral(lead.start(), at, total + part, scale, in_words=True, figure="")
