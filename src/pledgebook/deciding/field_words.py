"""Reads what a person types for one field of a claim into the value that the decision keeps: codes, figures, places.

What must stand in the report is looked for there, word for word, first in the claim's sentence; the decision
keeps where it stands.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum
from typing import Any

from pledgebook.data.measures import counted_words
from pledgebook.data.names import code_of
from pledgebook.errors import AmountError, DecisionError, NotFoundError
from pledgebook.extract.amounts import find_amounts
from pledgebook.model import Action, Amount, ConditionKind, Domain, Span, Stance, When

NONE = ("none", "")
"""What empties a field."""

_COUNT = re.compile(r"(\d[\d,_ ]*(?:\.\d+)?)\s+(\S.*)")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Setting:
    """What a field's words are held against.

    Attributes:
        report: Id of the report.
        text: Its text.
        sentence: The claim's sentence.
        codes: Codes of actors that the book has and the tables need not know.
    """

    report: str
    text: str
    sentence: Span
    codes: frozenset[str] = frozenset()

    def find(self, words: str) -> Span:
        """Where words stand, in the sentence if they can, else nearest to it; line breaks count as spaces.

        Raises:
            DecisionError: They do not stand in the report.
        """
        places = list(_places(words, self.text))
        if not places:
            raise DecisionError(
                f"the words {_short(words.strip())!r} do not stand in report {self.report}"
                f"{_nearest(words, self.text)}; copy them from it exactly"
            )
        return min(places, key=lambda at: (not self.sentence.covers(at), abs(at.start - self.sentence.start)))


def _places(words: str, text: str) -> list[Span]:
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [Span(*match.span()) for match in re.finditer(pattern, text)] if pattern else []


def _nearest(words: str, text: str) -> str:
    match = SequenceMatcher(None, text, words, autojunk=False).find_longest_match()
    if match.size < min(8, len(words) // 2 + 1):
        return ""
    return f", which has {_short(' '.join(text[match.a : match.a + len(words)].split()))!r}"


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a claim that a person can correct.

    Attributes:
        read: Reads the words.
        example: Words that it can hold.
        can_be_empty: Whether ``none`` empties it.
    """

    read: Callable[[str, Setting], Any]
    example: str
    can_be_empty: bool = True


def field_value(name: str, words: str, setting: Setting) -> tuple[str, Any]:
    """The field's name in the codebook and the value that the words give it.

    Raises:
        DecisionError: No such field, or words that it cannot hold.
        NotFoundError: No such actor.
        DateFormatError: No day, month or year.
        AmountError: No sum of money.

    Example:
        >>> text = "Canada may send 2,000 troops."
        >>> field_value("stance", "weighing", Setting("r", text, Span(0, len(text))))
        ('stance', 'weighing')
        >>> field_value("items", "2,000 troops", Setting("r", text, Span(0, len(text))))
        ('items', [[16, 28]])
    """
    name = _ALSO.get(name.lower(), name.lower())
    field = FIELDS.get(name)
    if field is None:
        near = get_close_matches(name, FIELDS, n=2, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(FIELDS)}"
        raise DecisionError(f"a claim has no field {name!r} that can be corrected; {hint}")
    if words.strip().lower() in NONE:
        if not field.can_be_empty:
            raise DecisionError(f"every claim has its {name}, so it cannot be emptied; for example: {field.example}")
        return name, None
    return name, field.read(words.strip(), setting)


def _code(kind: type[StrEnum], name: str, word: str) -> str:
    known = [code.value for code in kind]
    if word.lower() in known:
        return word.lower()
    near = get_close_matches(word.lower(), known, n=2, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"it holds one of {', '.join(known)}"
    raise DecisionError(f"cannot take {word!r} as {name}; {hint}")


def _coded(kind: type[StrEnum], name: str) -> Callable[[str, Setting], str]:
    return lambda word, _: _code(kind, name, word)


def _party(word: str, setting: Setting) -> str:
    """The code of an actor; a name in capitals that is like no other is a body that the tables do not know."""
    try:
        return code_of(word, setting.codes)
    except NotFoundError as unknown:
        if word.isupper() and len(word) > 3 and "did you mean DEU (Germany), NATO?" in str(unknown):
            return word
        raise


def _parties(words: str, setting: Setting) -> list[str]:
    return [_party(word, setting) for word in _split(words, ",")]


def _split(words: str, at: str) -> list[str]:
    return [part.strip() for part in words.split(at) if part.strip()]


def _place(at: Span) -> list[int]:
    return [at.start, at.end]


def _at(words: str, setting: Setting) -> list[int]:
    return _place(setting.find(words))


def _items(words: str, setting: Setting) -> list[list[int]]:
    return [_at(part, setting) for part in _split(words, ";")]


def _domains(words: str, _: Setting) -> list[str]:
    return [_code(Domain, "a domain", word) for word in _split(words, ",")]


def _day(words: str, _: Setting) -> str:
    return When(words).iso


def _conditions(words: str, setting: Setting) -> list[dict[str, Any]]:
    found = []
    for part in _split(words, ";"):
        kind, colon, said = part.partition(":")
        if not colon or not said.strip():
            raise DecisionError(
                f"cannot take {_short(part)!r} as a condition; write its kind, a colon and the report's words, "
                f"for example: {FIELDS['conditions'].example}"
            )
        found.append({"kind": _code(ConditionKind, "a kind of condition", kind.strip()), "at": _at(said, setting)})
    return found


def _amounts(words: str, setting: Setting) -> list[dict[str, Any]]:
    found = []
    for part in _split(words, ";"):
        stated = find_amounts(part)
        if len(stated) != 1:
            raise AmountError(part)
        amount = stated[0].amount
        at = _sum_in_sentence(part, amount, setting)
        found.append({"value": str(amount.value), "currency": amount.currency, "at": _place(at)})
    return found


def _sum_in_sentence(words: str, amount: Amount, setting: Setting) -> Span:
    """Where the sum stands: its words, else the same sum otherwise written, else the whole sentence it was read from."""
    places = [at for at in _places(words, setting.text) if setting.sentence.covers(at)]
    if places:
        return places[0]
    start = setting.sentence.start
    for stated in find_amounts(setting.sentence.of(setting.text)):
        if stated.amount.value == amount.value:
            return Span(start + stated.span.start, start + stated.span.end)
    return setting.sentence


def _quantity(words: str, setting: Setting) -> dict[str, Any]:
    match = _COUNT.fullmatch(words)
    if match is None:
        raise DecisionError(
            f"cannot take {_short(words)!r} as a quantity; write a number and what is counted, "
            f"for example: {FIELDS['quantity'].example}"
        )
    value = str(Decimal(re.sub(r"[,_ ]", "", match[1])))
    unit = match[2].strip()
    places = [at for at in _places(words, setting.text) if setting.sentence.covers(at)]
    at = _place(places[0] if places else setting.sentence)
    if unit.lower() in counted_words().kinds:
        return {"value": value, "unit": unit.lower(), "at": at}
    return {"value": value, "unit_at": _at(unit, setting), "at": at}


FIELDS: Mapping[str, Field] = {
    "actor": Field(_party, "DEU", can_be_empty=False),
    "actor_text": Field(_at, "the European allies"),
    "stance": Field(_coded(Stance, "a stance"), "weighing", can_be_empty=False),
    "action": Field(_coded(Action, "an action"), "deploy", can_be_empty=False),
    "target": Field(_party, "UKR"),
    "addressee": Field(_party, "USA"),
    "domains": Field(_domains, "land,air"),
    "items": Field(_items, "Patriot air defense systems; spare parts"),
    "quantity": Field(_quantity, "30000 troops"),
    "amounts": Field(_amounts, "EUR 2500000000; $90 billion"),
    "conditions": Field(_conditions, "ceasefire: once the guns fall silent"),
    "with": Field(_parties, "GBR,FRA"),
    "speaker": Field(_at, "Friedrich Merz"),
    "outlet": Field(_at, "Reuters"),
    "said": Field(_day, "2025-09-04"),
    "due": Field(_day, "2026"),
}
"""The fields of the codebook that can be corrected, with words that each can hold."""

_ALSO = {"amount": "amounts", "condition": "conditions", "item": "items", "domain": "domains", "joint": "with"}
