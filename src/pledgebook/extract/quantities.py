"""Find the counts that a report states: a number and what is counted.

``two U.S.-made Patriot air defense systems`` is 2 of "U.S.-made Patriot air
defense systems". Sums of money, dates, ages, rates, times and distances are no
counts, nor is a number that names something ("Article 5", "Leopard 2 tanks").
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pledgebook.data import states
from pledgebook.data.measures import calendar_words, counted_words, number_words
from pledgebook.extract.numerals import Numeral, find_numerals
from pledgebook.extract.wording import any_of
from pledgebook.model import Quantity, Span, StatedQuantity

_WORDS = counted_words()
_MOST_WORDS = 9
_NEVER_BEGINS_A_UNIT = frozenset(["", *"0123456789.,;:()[]{}!?/%"])
_PEOPLES = frozenset(word.lower() for state in states() for word in state.demonyms)

_WORD = re.compile(
    r"(?:[ \u00a0]|[ ]?\n)[\"“‘'*]?(?P<word>(?:[A-Za-z]\.){2,}(?:-\w+)*|\w+(?:['’.&/-]\w+)*)[\"”*]?(?!\w)"
)
_ODD = re.compile(r"[- ](?:odd|plus)\b|\+")
_STRONG = re.compile(r"[- ](?P<unit>strong(?:\s\w+)?)\b")
_SHORT = re.compile(
    rf"(?P<short>{any_of(w for w in number_words().abbreviations if w in ('k', 'm', 'mn', 'bn'))})(?=[ ]\w)"
)
_BEFORE = re.compile(r"(?<![\w.])(?:(?P<two>[A-Za-z]+)[ \u00a0\n])?(?P<word>[\w.'’]+)(?P<gap>[ \u00a0\n\"“(]*)\Z")
_SENTENCE_STARTS = re.compile(r"(?:\A|[.!?:;\n\"“”•*(–—-]\s*)\Z")
_PART_OF = re.compile(r" of (?P<unit>them\b)|( all)? of (?:its|his|her|their|our|the|those|these)(?= )")
_WHOLE = re.compile(r" (?:[\d,]+|[a-z-]+teen|[a-z-]+ty|two|three|four|five|six|seven|eight|nine|ten|twelve)(?= )")
_FURTHER = re.compile(r"[ \n](?:more|further|additional|extra|other)\b")
_JOINT = re.compile(r"\s?[-–—]\s?|\s(?:to|or|and)\s(?:(?:about|some|even)\s)?")
_MONTHS = frozenset(
    form for month in (*calendar_words().months, *calendar_words().short_months) for form in (month, f"{month}.")
)
_DAYS = frozenset((*calendar_words().weekdays, "today", "yesterday"))


@dataclass(frozen=True, slots=True)
class _Counted:
    """Where the words for what is counted begin and end, and whether they could follow any number but one."""

    start: int
    end: int


def kind_of_unit(unit: str) -> str:
    """What kind of thing a unit is: ``troops``, ``countries``, ``people`` or ``item``.

    >>> [kind_of_unit(unit) for unit in ("French legionnaires", "EU member states", "Americans", "Patriot systems")]
    ['troops', 'countries', 'people', 'item']
    """
    words = unit.lower().split()
    if "of" in words[1:]:
        words = words[: words.index("of", 1)]
    if not words:
        return "item"
    if words[0] == "strong":
        return "troops"
    last = words[-1].strip(".,;:'’\"")
    kind = _WORDS.kinds.get(last)
    if kind is not None:
        return kind
    return "people" if last in _PEOPLES or last.removesuffix("s") in _PEOPLES else "item"


@lru_cache(maxsize=4)
def find_quantities(text: str) -> tuple[StatedQuantity, ...]:
    """Find the counts of a text, in order.

    A count needs a number: "hundreds of troops" and "a battalion" are none. Both
    ends of a range are counts of the unit behind the second. The span runs from
    the number to the end of the unit.

    Example:
        >>> (count,) = find_quantities("Norway will send two Patriot systems on 4 September.")
        >>> count.quantity
        Quantity(value=Decimal('2'), unit='Patriot systems')
    """
    found: list[StatedQuantity] = []
    previous: Numeral | None = None
    for numeral in find_numerals(text):
        counted = _count(text, numeral)
        if counted is not None:
            value, unit = counted
            words = text[unit.start : unit.end]
            if previous is not None and previous.value < value and _JOINT.fullmatch(text[previous.end : numeral.start]):
                lower = _lower_end(text, previous, numeral)
                if lower is not None:
                    found.append(StatedQuantity(Quantity(lower, words), Span(previous.start, unit.end)))
            found.append(StatedQuantity(Quantity(value, words), Span(numeral.start, unit.end)))
            previous = None
        else:
            previous = numeral
    return tuple(found)


def _lower_end(text: str, lower: Numeral, upper: Numeral) -> Decimal | None:
    """The lower end of a range of counts; None where the first number is something else."""
    if not _may_count(text, lower) or lower.value != lower.value.to_integral_value():
        return None
    gap = text[lower.end : upper.start].strip()
    if gap == "and" and not text[max(0, lower.start - 9) : lower.start].lower().endswith("between "):
        return None
    if lower.scale == 1 and upper.scale >= 1000 and lower.value <= upper.value / upper.scale:
        return lower.value * upper.scale
    return lower.value


def _count(text: str, numeral: Numeral) -> tuple[Decimal, _Counted] | None:
    """The value and the unit of one numeral; None where it counts nothing."""
    if text[numeral.end : numeral.end + 2].strip()[:1] in _NEVER_BEGINS_A_UNIT or not _may_count(text, numeral):
        return None
    value, end = numeral.value, numeral.end
    if numeral.figure.count(".") == 1 and numeral.scale == 1 and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", numeral.figure):
        value *= 1000
    short = _SHORT.match(text, end)
    if short is not None and numeral.figure:
        value, end = value * number_words().abbreviations[short["short"]], short.end()
    odd = _ODD.match(text, end)
    if odd is not None:
        end = odd.end()
    strong = _STRONG.match(text, end)
    if strong is not None and value >= 10:
        return value.quantize(Decimal(1)), _Counted(strong.start("unit"), strong.end("unit"))
    if end < len(text) and not (text[end].isspace()):
        return None
    part_of = _PART_OF.match(text, end) if value > 1 else None
    if part_of is not None:
        if part_of["unit"]:
            return value.quantize(Decimal(1)), _Counted(end + 1, part_of.end())
        end = part_of.end()
        whole = _WHOLE.match(text, end)
        end = whole.end() if whole is not None else end
    further = _FURTHER.match(text, end)
    unit = _unit(text, end if further is None else further.end(), value)
    if unit is None:
        return None
    if value != value.to_integral_value():
        first = text[unit.start : unit.end].split()[0].lower()
        return (value.normalize(), unit) if first in _WORDS.containers else None
    return value.quantize(Decimal(1)), unit


def _may_count(text: str, numeral: Numeral) -> bool:
    """Whether what stands before a number leaves it free to be a count."""
    start = numeral.start
    if start == 0:
        return True
    last = text[start - 1]
    if last.isalnum() or last in "$€£¥₩₴₽₺₹#/:&@_%" or (last == "." and numeral.figure):
        return False
    if last in "-‑–—":
        return start < 2 or not text[start - 2].isalpha()
    before = _BEFORE.search(text[max(0, start - 40) : start])
    if before is None:
        return True
    word = before["word"]
    lower = word.lower()
    figure = numeral.figure
    if _may_be_year(numeral) and (lower in _WORDS.before_years or lower in _MONTHS or not word[0].islower()):
        return False
    if '"' in before["gap"] or "“" in before["gap"] or "(" in before["gap"]:
        return True
    if lower in _WORDS.names or f"{(before['two'] or '').lower()} {lower}" in _WORDS.names:
        return not before["gap"]
    if lower in _MONTHS and (word[0].isupper()) and numeral.value <= 31 and figure:
        return False
    if figure.isdecimal() and numeral.value < 100 and word[0].isupper() and len(word) > 1 and numeral.scale == 1:
        rest = text[max(0, start - 80) : start][: -len(before["word"]) - len(before["gap"])]
        return lower in _DAYS or bool(_SENTENCE_STARTS.search(rest)) or word.endswith(".")
    return True


def _may_be_year(numeral: Numeral) -> bool:
    return numeral.figure.isdecimal() and len(numeral.figure) == 4 and 1900 <= numeral.value <= 2099


def _is_plural(word: str, lower: str) -> bool:
    if lower in _WORDS.plurals:
        return True
    if lower in _WORDS.no_plurals or lower.endswith(("ss", "ous", "'s", "’s")):
        return False
    if word[0].isdecimal():
        return word.endswith("s") and len(word) < 4
    return len(word) > 2 and lower.endswith("s") and (not lower.endswith(("us", "is")) or word.isupper())


def _unit(text: str, at: int, value: Decimal) -> _Counted | None:
    """The words for what is counted: up to the first plural noun, or the last of several in a row."""
    start, end = 0, 0
    head = ""
    for position in range(_MOST_WORDS):
        match = _WORD.match(text, at)
        if match is None:
            break
        word = match["word"]
        lower = word.lower().removesuffix("-")
        if (lower in _WORDS.stops and word not in ("US", "IT")) or (
            word[0].isdecimal() and len(word) > 3 and word.isdecimal()
        ):
            break
        if position == 0:
            if lower in _WORDS.measures and word != "May":
                return None
            start = match.start("word")
        plural = _is_plural(word, lower)
        if head and not plural:
            break
        if plural:
            head, end = lower, match.end("word")
        elif value == 1 and lower in _WORDS.singles:
            return _Counted(start, match.end("word"))
        elif lower.endswith(("'s", "’s")):
            break
        at = match.end()
        if text[match.end("word") : at] and head:
            break
    if not head or head in _WORDS.measures or value == 1:
        return None
    return _Counted(start, _with_contents(text, head, end))


def _with_contents(text: str, head: str, end: int) -> int:
    """Add "of Pinaka rockets" to "batteries", "and women" to "men"."""
    if head == "men" and text[end : end + 10] == " and women":
        return end + 10
    if head not in _WORDS.containers or text[end : end + 4] != " of ":
        return end
    at, last = end + 3, end
    for _ in range(_MOST_WORDS):
        match = _WORD.match(text, at)
        if match is None:
            break
        word, lower = match["word"], match["word"].lower()
        if lower in ("the", "its", "their", "his") and at == end + 3:
            at = match.end()
            continue
        if lower in _WORDS.stops and word != "US":
            break
        last = match.end("word")
        if _is_plural(word, lower):
            break
        at = match.end()
        if lower.islower() and not _noun_may_follow(text, at):
            break
    return last


def _noun_may_follow(text: str, at: int) -> bool:
    match = _WORD.match(text, at)
    return match is not None and _is_plural(match["word"], match["word"].lower())
