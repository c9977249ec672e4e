"""Sums of money and counts in a Russian sentence: "2 млрд канадских долларов", "до 20 тыс. военнослужащих"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from pledgebook.extract.ru.parsing import Sentence, Word, plainly
from pledgebook.extract.ru.tables import rows
from pledgebook.model import Amount, Quantity, Span, StatedAmount, StatedQuantity

_BEFORE = 3
"""How many words before a number are looked at for a hedge."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in figures or words: its first and last word, and its value."""

    first: int
    last: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """A sum, and between which words it stands."""

    first: int
    last: int
    stated: StatedAmount


@dataclass(frozen=True, slots=True)
class Count:
    """A count, between which words it stands, and the number of the word that is counted."""

    first: int
    last: int
    counted: int
    stated: StatedQuantity


def money_in(sentence: Sentence, start: int, crown: str = "") -> tuple[Money, ...]:
    """The sums of a sentence, in order; what stands in brackets behind one is its conversion.

    Args:
        sentence: The sentence.
        start: Where it stands in its report.
        crown: The currency of "крон" without an adjective; empty if it cannot be told.
    """
    found: list[Money] = []
    for number in _numbers(sentence):
        named = _currency(sentence, number, crown)
        if named is None:
            continue
        currency, first, last = named
        span = Span(start + sentence.words[first].start, start + sentence.words[last].end)
        stated = StatedAmount(Amount(number.value, currency), span, hedge=_hedge(sentence, first))
        if found and first > 0 and sentence.words[first - 1].text == "(" and found[-1].last >= first - 2:
            held = found[-1]
            converted = StatedAmount(held.stated.amount, held.stated.span, (stated,), held.stated.hedge)
            found[-1] = Money(held.first, held.last, converted)
        else:
            found.append(Money(first, last, stated))
    return tuple(found)


def counts_in(sentence: Sentence, start: int) -> tuple[Count, ...]:
    """What is counted in a sentence, money and parts of dates left out."""
    table = rows("money")["counted"]
    found = []
    for number in _numbers(sentence):
        if _currency(sentence, number, "XXX") is not None:
            continue
        noun = _noun_after(sentence, number)
        if noun is None or noun.lemma in table["never"]:
            continue
        last = _with_its_name(sentence, noun)
        words = sentence.text[sentence.words[number.last].end : sentence.words[last].end].lstrip(" .")
        unit = next((kind for kind in ("troops", "countries") if noun.lemma in table[kind]), words)
        span = Span(start + sentence.words[number.first].start, start + sentence.words[last].end)
        found.append(Count(number.first, last, noun.number, StatedQuantity(Quantity(number.value, unit), span)))
    return tuple(found)


def _numbers(sentence: Sentence) -> Iterator[Number]:
    at = 0
    while at < len(sentence.words):
        value, after = _figure(sentence, at)
        if value is None:
            value, after = _spelt(sentence, at)
        if value is None:
            at += 1
            continue
        last = after - 1
        magnitude = _magnitude(sentence.words[after]) if after < len(sentence.words) else None
        if magnitude is not None:
            value, last = value * magnitude, after
            if after + 1 < len(sentence.words) and sentence.words[after + 1].text == ".":
                last += 1
        yield Number(at, last, Decimal(int(value)) if value == int(value) else value)
        at = last + 1


def _figure(sentence: Sentence, at: int) -> tuple[Decimal | None, int]:
    """A number in figures and the word after it; groups of three figures are joined."""
    text = sentence.words[at].text
    if not text[:1].isdecimal() or not text.isascii():
        return None, at
    after = at + 1
    while after < len(sentence.words) and _is_group(sentence, after):
        text += sentence.words[after].text
        after += 1
    try:
        return Decimal(text.replace(",", ".")), after
    except InvalidOperation:
        return None, at


def _is_group(sentence: Sentence, number: int) -> bool:
    word, before = sentence.words[number], sentence.words[number - 1]
    return len(word.text) == 3 and word.text.isdecimal() and word.start == before.end + 1 and len(before.text) <= 3


def _spelt(sentence: Sentence, at: int) -> tuple[Decimal | None, int]:
    """A number in words: "двадцать пять", "тысячу", "полтора"."""
    total, after = Decimal(0), at
    while after < len(sentence.words) and (value := _words().get(sentence.words[after].lemma)) is not None:
        if after > at and value >= total:
            break
        total, after = total + value, after + 1
    if after > at:
        return total, after
    magnitude = _magnitude(sentence.words[at])
    return (magnitude, at + 1) if magnitude is not None and sentence.words[at].pos == "NOUN" else (None, at)


@cache
def _words() -> Mapping[str, Decimal]:
    table = rows("money")
    found = {word: Decimal(value) for value, words in table["numbers"].items() for word in words}
    return found | dict.fromkeys(table["halves"]["words"], Decimal("1.5"))


@cache
def _magnitudes() -> Mapping[str, Decimal]:
    return {word: Decimal(value) for value, words in rows("money")["magnitudes"].items() for word in words}


def _magnitude(word: Word) -> Decimal | None:
    held = _magnitudes()
    return held.get(word.lemma, held.get(plainly(word.text).rstrip(".")))


@cache
def _currencies() -> Mapping[str, str]:
    return {name: code for code, names in rows("money")["currencies"].items() for name in names}


def _currency(sentence: Sentence, number: Number, crown: str) -> tuple[str, int, int] | None:
    """The currency of a number, and the first and last word of the sum."""
    signs = {sign: code for code, sign in rows("money")["signs"].items()}
    words = sentence.words
    if number.first > 0 and (code := signs.get(words[number.first - 1].text)):
        return code, number.first - 1, number.last
    after = number.last + 1
    if after < len(words) and (code := signs.get(words[after].text)):
        return code, number.first, after
    for many in (2, 1):
        if after + many <= len(words):
            name = " ".join(word.lemma for word in words[after : after + many])
            if code := _currencies().get(name):
                return code, number.first, after + many - 1
    if after + 1 < len(words) and words[after].pos == "ADJ" and (code := _currencies().get(words[after + 1].lemma)):
        return code, number.first, after + 1
    if crown and after < len(words) and words[after].lemma in rows("money")["crowns"]["nouns"]:
        return crown, number.first, after
    return None


def _hedge(sentence: Sentence, first: int) -> str:
    for hedge, ways in rows("money")["hedges"].items():
        for way in ways:
            parts = way.split()
            before = [plainly(word.text) for word in sentence.words[max(0, first - _BEFORE) : first]]
            if before[-len(parts) :] == parts:
                return str(hedge)
    return ""


def _noun_after(sentence: Sentence, number: Number) -> Word | None:
    """The noun that a number counts: the next one, with nothing but adjectives between."""
    for word in sentence.words[number.last + 1 : number.last + 4]:
        if word.pos == "NOUN" or (word.pos == "ADJ" and word.lemma in rows("money")["counted"]["troops"]):
            return word
        if word.pos not in ("ADJ", "DET"):
            return None
    return None


def _with_its_name(sentence: Sentence, noun: Word) -> int:
    """The last word of a counted thing with the name or the genitive right behind it ("системы Patriot", "тонн зерна")."""
    last = noun.number
    while last + 1 < len(sentence.words):
        word = sentence.words[last + 1]
        tied = word.head == last and word.relation in ("appos", "nmod", "flat", "flat:foreign")
        if not tied or any(sentence.words[child].relation == "case" for child in sentence.children[word.number]):
            break
        last += 1
    return last
