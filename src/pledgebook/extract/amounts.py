"""Find the sums of money that a report states.

Forms read: ``€35.1 billion``, ``CA$1bn``, ``NOK 7bn``, ``7 billion Norwegian
kroner``, ``half a billion dollars``, ``$5-6 billion``, ``between €2bn and €3bn``.
A sum in brackets behind another, in another currency, is its conversion.
"""

import re
from decimal import Decimal
from functools import cache, lru_cache

from pledgebook.data import states
from pledgebook.data.measures import currencies, number_words
from pledgebook.extract.conversions import JOINT, with_conversions
from pledgebook.extract.numerals import Numeral, find_numerals
from pledgebook.extract.wording import any_of, row_of
from pledgebook.model import Amount, Span, StatedAmount

_TABLE = currencies()
_WORDS = number_words()
_CODES = {row.code for row in _TABLE.rows}
_LOOKALIKES = _TABLE.code_lookalikes
_STATE_NAMES = frozenset(state.name.lower() for state in states())
_HUNDRED = Decimal(100)

_LOWER_SIGNS = frozenset({"kr", "rmb"})
_SIGNS_BEHIND = frozenset({"RMB", "CFA", "FCFA", "BTC", "NIS", "TL", "Ft", "DM"})
_LOOK_BACK = 28
_REACH_OF_CURRENCY = 300
_NEVER_BEGINS_A_UNIT = frozenset(["", *"0123456789.,;:()[]{}!?/%"])
_NO_NOUN_BEHIND = re.compile(
    r"\s?(?:[.,;:)!?](?!\d)|\Z|[-–—]\s)|\s(?:of\s(?:it|this|that|which)|are|is|was|were|for|to|in|by|from|and|or|this|more|"
    r"has|have|had|will|would|over|through|until|per\s(?:year|annum)|a\syear|each|annually|pledged|already|so)\b",
    re.IGNORECASE,
)
_SIGNS = {re.sub(r"\s", "", sign).lower(): row.code for row in _TABLE.rows for sign in row.signs}
_ADJECTIVES = {adjective.lower(): row for row in reversed(_TABLE.rows) for adjective in row.adjectives}
_BY_ADJECTIVE: dict[tuple[str, str], str] = {
    (adjective.lower(), unit): row.code
    for row in reversed(_TABLE.rows)
    for adjective in row.adjectives
    for unit in (*row.also, row.unit)
}
_WORDS_OF_UNITS = {" ".join(word.split()): unit for word, unit in _TABLE.words.items()}

_GAP = r"[ \t\u00a0\u202f\u2009]?"
_ANY_SIGN = any_of({sign.lower() for row in _TABLE.rows for sign in row.signs} | set(_TABLE.signs))
_ANY_CODE = any_of(sorted(_CODES))
_ANY_ADJECTIVE = any_of(_ADJECTIVES)
_ANY_UNIT = any_of(_WORDS_OF_UNITS)
_ANY_SHORT = any_of(_WORDS.abbreviations)

_BEFORE = re.compile(
    rf"(?:(?<![\w$])(?P<adjective>{_ANY_ADJECTIVE}){_GAP})?"
    rf"(?:(?<!\w)(?P<millions>[Mm])?(?P<code>{_ANY_CODE})|(?<![^\W\d])(?P<sign>{_ANY_SIGN})|(?<!\w)(?P<unit>dollars?|euros?))"
    rf"[-‑]?{_GAP}\Z",
    re.IGNORECASE,
)
_SHORT = re.compile(rf"{_GAP}(?P<short>{_ANY_SHORT})(?![\w])(?:\.(?=\s+[a-z]))?", re.IGNORECASE)
_SHORT_CODE = re.compile(rf"{_GAP}(?P<short>[Mm]|[Kk])(?={_ANY_CODE}\b)")
_AFTER = re.compile(
    rf"(?:{_GAP}|-|‑|\s|[ ]?\n)(?:(?P<adjective>{_ANY_ADJECTIVE})[\s-])?"
    rf"(?:(?P<unit>{_ANY_UNIT})(?![\w])|(?P<code>{_ANY_CODE})(?=\b|\d)|(?P<sign>{_ANY_SIGN})(?!\w))",
    re.IGNORECASE,
)
_DIGIT_NEXT = re.compile(r"\s?\d")
_SUM_NEXT = re.compile(rf"\s?\d[\d,.]{{0,20}}\s(?:{any_of(word for word in _TABLE.words if len(word) > 3)})\b")
_HUNDREDTH = re.compile(
    rf"[\s-](?:(?P<adjective>{_ANY_ADJECTIVE})\s)?(?P<unit>{any_of(_TABLE.hundredths)})\b", re.IGNORECASE
)
_NATIONAL = re.compile(rf"\s(?P<adjective>{_ANY_ADJECTIVE})(?!\w|\.?\s?[A-Za-z$])", re.IGNORECASE)
_SCALE_BEHIND = re.compile(rf"\s(?P<scale>{any_of(w for w in _WORDS.scales if w not in ('dozen', 'hundred'))})\b")
_BETWEEN = re.compile(r"\bbetween\s(?:an?\s)?(?:\w+\s)?\Z", re.IGNORECASE)
_HEDGE = re.compile(rf"(?:(?<=\s)|(?<=^)|(?<=[(\"“]))(?P<hedge>{any_of(_WORDS.hedges)})\s?(?:an?\s)?\Z", re.IGNORECASE)
_MORE = re.compile(r"\s(?:or|and)\s(?P<more>more|less|so)\b", re.IGNORECASE)
_OF_STUFF = re.compile(
    r"\s(?:of\s)?(?:bombs?|explosives|weight|warheads?|shells?|class|heavier|lighter|in weight)\b"
    r"|\sof\s(?!aid|help|assistance|military|new|support|fund|public|its|their|the)",
    re.IGNORECASE,
)
_SMALL = rf"(?:\d{{1,2}}|(?:{any_of(_WORDS.tens)}[\s-])?{any_of(_WORDS.units)}|{any_of(_WORDS.tens)})"
_HUNDREDTHS_BEHIND = re.compile(
    rf"\s(?:and\s)?(?P<text>{_SMALL})(?:\s(?P<named>{any_of(_TABLE.hundredths)})\b|(?=[.;!?]*(?:\s*\Z|\smore\b)|[.;!?]\s))",
    re.IGNORECASE,
)


def dollar_of(outlet_country: str) -> str:
    """The currency that a bare ``$`` means to an outlet or speaker of a state; USD where it has no dollar of its own.

    >>> dollar_of("CAN"), dollar_of("FRA")
    ('CAD', 'USD')
    """
    return _of_state(outlet_country, "dollar") or "USD"


def krone_of(outlet_country: str) -> str | None:
    """The currency that "kroner", "kronor" or "crowns" mean to an outlet or speaker of a state; None if it has none.

    >>> krone_of("DNK"), krone_of("CZE"), krone_of("FRA")
    ('DKK', 'CZK', None)
    """
    return _of_state(outlet_country, "krone")


@cache
def _of_state(state: str, unit: str) -> str | None:
    return next(
        (row.code for row in _TABLE.rows if state and row.state == state and unit in (row.unit, *row.also)), None
    )


class _Money:
    """The reading of one numeral as money while its neighbours are still looked at."""

    __slots__ = ("currency", "end", "hedge", "mantissa", "scale", "start", "value")

    def __init__(self, start: int, end: int, value: Decimal, scale: Decimal, currency: str | None, hedge: str) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.scale = scale
        self.mantissa = value / scale
        self.currency = currency
        self.hedge = hedge


@lru_cache(maxsize=4)
def find_amounts(text: str, *, dollar: str = "USD", krone: str | None = None) -> tuple[StatedAmount, ...]:
    """Find the sums of money of a text, in order.

    A range is two sums. "Up to" and the like are kept as the hedge of the bare
    figure. A sum directly behind another one in brackets, or behind "or" and
    "equivalent to", in another currency is kept as its conversion and not listed
    on its own. Sums without a figure ("tens of millions of dollars") are not found.

    Args:
        text: Any text.
        dollar: What a bare ``$`` or "dollars" means; ``dollar_of`` tells it by country.
        krone: What "kroner" or "crowns" without a nationality mean; ``krone_of`` tells it by
            country. Default: Norwegian kroner, Swedish "kronor", Icelandic "krónur".

    Example:
        >>> (sum_of_norway,) = find_amounts("Norway gives 7 billion Norwegian kroner ($696 million).")
        >>> sum_of_norway.amount
        Amount(value=Decimal('7000000000'), currency='NOK')
        >>> sum_of_norway.conversions[0].amount
        Amount(value=Decimal('696000000'), currency='USD')
    """
    numerals = find_numerals(text)
    if not numerals:
        return ()
    resolve = _Resolver(dollar, krone)
    read: list[_Money] = []
    told: _Money | None = None
    previous: _Money | None = None
    floor = 0
    for numeral in numerals:
        if numeral.start < floor:
            continue
        money = _read(text, numeral, floor, resolve)
        if previous is not None:
            _share(text, previous, money)
            if previous.currency is None and told is not None and _leans_on(text, previous, told):
                previous.currency = told.currency
            if previous.currency is not None:
                read.append(previous)
                told = previous
        previous = money
        floor = money.end
    if previous is not None:
        if previous.currency is None and told is not None and _leans_on(text, previous, told):
            previous.currency = told.currency
        if previous.currency is not None:
            read.append(previous)
    return with_conversions(text, [_stated(text, money) for money in read if money.currency is not None])


def _is_state(adjective: str) -> bool:
    return row_of(adjective) in _STATE_NAMES


class _Resolver:
    """What the words and signs shared by several currencies mean for one caller."""

    __slots__ = ("dollar", "krone")

    def __init__(self, dollar: str, krone: str | None) -> None:
        self.dollar = dollar
        self.krone = krone

    def unit(self, unit: str, adjective: str | None) -> str:
        """The currency of a unit word, with its adjective of nationality if there is one."""
        if adjective is not None:
            known = _BY_ADJECTIVE.get((row_of(adjective), unit))
            if known is not None:
                return known
        if unit == "dollar":
            return self.dollar
        if unit == "krone" and self.krone is not None:
            return self.krone
        return _TABLE.defaults[unit]

    def sign(self, sign: str, adjective: str | None) -> str:
        """The currency of a sign; "sell Taiwan $6 billion" names a buyer, no currency."""
        bare = re.sub(r"\s", "", sign).lower()
        if adjective is not None and _is_state(adjective):
            adjective = None
        return _SIGNS.get(bare) or self.unit(_TABLE.signs[bare], adjective)


def _read(text: str, numeral: Numeral, floor: int, resolve: _Resolver) -> _Money:
    """Read a numeral with what stands around it; its currency stays None where nothing says that it is money."""
    start, end, value, scale = numeral.start, numeral.end, numeral.value, numeral.scale
    currency: str | None = None
    before = _before(text, numeral, floor, resolve)
    if before is not None:
        start, currency, millions = before
        if millions:
            value, scale = value * 1_000_000, scale * 1_000_000
    if currency is None and text[end : end + 2].lstrip(" ")[:1] in _NEVER_BEGINS_A_UNIT:
        return _Money(start, end, value, scale, None, "")
    if scale == 1 or (scale == 1000 and not numeral.in_words):
        short = (_SHORT.match(text, end) if numeral.figure else None) or _SHORT_CODE.match(text, end)
        if short is not None:
            factor = _WORDS.abbreviations[row_of(short["short"])]
            after = _after(text, short.end(), value * factor, resolve)
            if after is not None and not (currency is not None and after[2]):
                return _Money(start, after[0], value * factor, scale * factor, currency or after[1], "")
            if currency is not None:
                return _Money(start, short.end(), value * factor, scale * factor, currency, "")
            return _Money(start, short.end(), value * factor, scale * factor, None, "")
    if end < len(text) and text[end].isalpha() and (end - numeral.start) and _glued_word(text, end):
        return _Money(start, end, value, scale, None, "")
    after = _after(text, end, value, resolve)
    if after is not None and after[2] and text[end].isspace() and _SUM_NEXT.match(text, after[0]):
        after = None  # "1 $ 10 dollars bill": the sign belongs to the sum behind it
    if after is not None and (currency is None or not (after[2] or _DIGIT_NEXT.match(text, after[0]))):
        end = after[0]
        national = after[1]
        currency = national if currency is None or currency == resolve.dollar else currency
        behind = _SCALE_BEHIND.match(text, end) if scale == 1 else None
        if behind is not None:
            factor = _WORDS.scales[behind["scale"]]
            end, value, scale = behind.end(), value * factor, factor
    elif currency is not None and text[start : numeral.start].strip() == "$":
        national_word = _NATIONAL.match(text, end)
        if national_word is not None:
            known = _BY_ADJECTIVE.get((row_of(national_word["adjective"]), "dollar"))
            if known is not None:
                end, currency = national_word.end(), known
    if currency is None:
        part = _HUNDREDTH.match(text, end)
        if part is not None and scale == 1:
            unit = _TABLE.hundredths[row_of(part["unit"])]
            return _Money(start, part.end(), value / _HUNDRED, scale, resolve.unit(unit, part["adjective"]), "")
    elif scale == 1 and value == value.to_integral_value():
        end, value = _with_hundredths(text, end, value)
    return _Money(start, end, value, scale, currency, "")


def _glued_word(text: str, end: int) -> bool:
    return _AFTER.match(text, end) is None


def _before(text: str, numeral: Numeral, floor: int, resolve: _Resolver) -> tuple[int, str, bool] | None:
    """The currency that stands in front of a figure: where it begins, its code, whether in millions (MEUR)."""
    start = numeral.start
    at = start - 1
    if at >= floor and text[at] in " \t\u00a0\u202f\u2009-‑":
        at -= 1
    if at < floor or text[at].isspace() or text[at].isdecimal() or text[at] in ",;:()\"'":
        return None
    offset = max(floor, start - _LOOK_BACK)
    match = _BEFORE.search(text[offset:start])
    if match is None:
        return None
    if offset > 0 and match.start() == 0 and text[offset - 1].isalnum() and match[0][0].isalnum():
        return None
    begins = offset + match.start()
    code = match["code"]
    if code is not None:
        upper = code.upper()
        spelt = code == upper or (code == code.lower() and upper not in _LOOKALIKES and start - begins > 3)
        if not spelt or (upper in _LOOKALIKES and numeral.value < 1000):
            return None
        return begins, upper, match["millions"] is not None
    if numeral.in_words:
        return None
    if match["unit"] is not None:
        if numeral.scale < 1000:
            return None
        return begins, resolve.unit(_TABLE.words[row_of(match["unit"])], match["adjective"]), False
    sign = match["sign"]
    if sign.isalpha() and sign.isascii() and sign.islower() and sign not in _LOWER_SIGNS:
        return None
    if match["adjective"] is not None and _is_state(match["adjective"]):
        begins = offset + match.start("sign")
    return begins, resolve.sign(sign, match["adjective"]), False


def _after(text: str, at: int, value: Decimal, resolve: _Resolver) -> tuple[int, str, bool] | None:
    """The currency behind a figure: where it ends, its code, whether it is a sign."""
    match = _AFTER.match(text, at)
    if match is None:
        return None
    code, unit, adjective = match["code"], match["unit"], match["adjective"]
    if unit is not None:
        word = row_of(unit)
        kind = _WORDS_OF_UNITS[word]
        national = adjective is not None and (row_of(adjective), kind) in _BY_ADJECTIVE
        if (
            word in _TABLE.word_lookalikes
            and not national
            and (value < 1000 or unit != unit.lower() or _year(text, at, value))
        ):
            return None
        if kind == "pound" and value < 100_000 and not national:
            hyphenated = text[at : at + 1] in "-‑"
            if hyphenated or _OF_STUFF.match(text, match.end()):
                return None
        return match.end(), resolve.unit(kind, adjective), False
    if code is not None:
        upper = code.upper()
        if code == upper or (upper not in _LOOKALIKES and code == code.lower() and upper in ("USD", "EUR", "GBP")):
            if text[match.end() : match.end() + 1].isdecimal():
                return None
            return match.end(), upper, False
        return None
    sign = match["sign"]
    follows = text[match.end() : match.end() + 2].lstrip()[:1]
    if follows.isdecimal() and not (sign.isalpha() or text[at : at + 1].isspace()):
        return None
    if sign.isalpha() and sign.isascii() and sign not in _SIGNS_BEHIND and sign not in _LOWER_SIGNS:
        return None
    return match.end(), resolve.sign(sign, adjective), True


def _year(text: str, at: int, value: Decimal) -> bool:
    return 1900 <= value <= 2100 and text[max(0, at - 4) : at].isdecimal() and "," not in text[max(0, at - 5) : at]


def _with_hundredths(text: str, end: int, value: Decimal) -> tuple[int, Decimal]:
    """Add "50 cents", or "50" at the end of the sentence, to ``3 dollars``."""
    match = _HUNDREDTHS_BEHIND.match(text, end)
    if match is None:
        return end, value
    return match.end(), value + find_numerals(match["text"])[0].value / _HUNDRED


def _share(text: str, first: _Money, second: _Money) -> None:
    """Let the two ends of a range share the currency and the scale that only one of them shows."""
    if second.start - first.end > 6 or second.start < first.end:
        return
    joint = text[first.end : second.start]
    if not JOINT.fullmatch(joint):
        return
    if joint.strip() == "and" and not _BETWEEN.search(text[max(0, first.start - _LOOK_BACK) : first.start]):
        return
    if first.currency is None and second.currency is None:
        return
    if first.scale == 1 and second.scale >= 1000 and first.value < 1000 and first.value <= second.mantissa:
        first.value, first.scale = first.value * second.scale, second.scale
    if first.currency is None:
        like = first.scale == second.scale or first.value * 1000 >= second.value
        if first.value <= second.value and like and not _year(text, first.end, first.value):
            first.currency = second.currency
    elif second.currency is None and second.value >= first.value:
        second.currency = first.currency


def _leans_on(text: str, money: _Money, told: _Money) -> bool:
    """Whether a bare "300 million" goes on counting the money told shortly before: no noun follows it."""
    return (
        money.scale >= 1_000_000
        and money.start - told.end < _REACH_OF_CURRENCY
        and _NO_NOUN_BEHIND.match(text, money.end) is not None
    )


def _stated(text: str, money: _Money) -> StatedAmount:
    assert money.currency is not None
    value = (
        money.value.quantize(Decimal(1)) if money.value == money.value.to_integral_value() else money.value.normalize()
    )
    return StatedAmount(
        Amount(value, money.currency), Span(money.start, money.end), hedge=_hedge(text, money.start, money.end)
    )


def _hedge(text: str, start: int, end: int) -> str:
    match = _HEDGE.search(text[max(0, start - _LOOK_BACK) : start])
    if match is not None:
        return _WORDS.hedges[row_of(match["hedge"])]
    more = _MORE.match(text, end)
    if more is not None:
        return {"more": "at least", "less": "up to", "so": "about"}[row_of(more["more"])]
    return ""
