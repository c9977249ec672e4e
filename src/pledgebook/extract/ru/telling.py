"""Whose words a Russian sentence gives, and through which medium: "сказал Туск", "по словам Пескова", "передает ТАСС"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pledgebook.data.tables import outlets
from pledgebook.extract.ru.naming import Named
from pledgebook.extract.ru.parsing import Sentence, plainly
from pledgebook.extract.ru.tables import cues, rows
from pledgebook.model import Mention, Span

_BREAKS = frozenset({",", ".", ";", ":", "(", "что"})
_FAR = 12
_NAME = r"[\"«„]?(?P<name>[A-ZА-ЯЁ][\w.&-]*(?: [A-Z][\w&-]*){0,3})"


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells.

    Attributes:
        mention: The name, as it stands.
        code: The state or body that the person speaks for; empty if unknown.
        first: Number of the name's first word in its sentence; -1 where a sentence before names it.
    """

    mention: Mention
    code: str
    first: int


def teller_of(sentence: Sentence, names: Sequence[Named], start: int, before: Teller | None) -> Teller | None:
    """Whose words a sentence gives.

    Args:
        sentence: The sentence.
        names: Who is named in it.
        start: Where it stands in its report.
        before: Who told last, for "он сказал" and "по его словам".
    """
    for word in sentence.words:
        if word.lemma == "слово" and _follows(sentence, word.number, "по"):
            near = [one for one in names if one.kind == "person" and word.number < one.first <= word.number + _FAR]
            if near:
                return _teller(sentence, near[0], names, start)
            between = sentence.words[max(0, word.number - 2) : word.number]
            if any(plainly(one.text) in ("его", "ее") for one in between):
                return _from_before(before)
        if word.lemma not in cues().speech or word.pos != "VERB":
            continue
        found = _after(sentence, word.number, names) or _right_before(word.number, names)
        if found is not None:
            return _teller(sentence, found, names, start)
        if any(sentence.words[c].lemma in ("он", "она") for c in sentence.children[word.number]):
            return _from_before(before)
    return None


def outlet_of(sentence: Sentence, start: int) -> Mention | None:
    """The medium that a sentence credits."""
    for pattern in _credits():
        for found in pattern.finditer(sentence.text):
            name = found["name"].rstrip(".")
            if name.isascii() or plainly(name) in _media() or found.re is _credits()[0]:
                return Mention(name, Span(start + found.start("name"), start + found.start("name") + len(name)))
    return None


def tells_of_the_sentence_before(sentence: Sentence) -> bool:
    """Whether a sentence says who told what stands before it: "Об этом сообщил министр"."""
    return bool(re.match(r"(?:Об|Как|О) (?:этом|чем)\b", sentence.text))


@cache
def _media() -> frozenset[str]:
    names = {plainly(name) for name in rows("cues")["credits"]["names"]}
    return frozenset(names | {name.lower() for one in outlets() for name in (one.name, *one.aliases)})


@cache
def _credits() -> tuple[re.Pattern[str], ...]:
    nouns = "|".join(word[:-1] if word[-1] in "оаеь" else word for word in rows("cues")["credits"]["media"])
    verbs = (
        "переда[юеё]\\w*|пиш[уе]\\w*|сообща\\w+|сообщил\\w*|цитиру\\w+|заявил\\w*|рассказал\\w*|сказал\\w*|написал\\w*"
    )
    return (
        re.compile(rf"\b(?:{nouns})\w{{0,3}} {_NAME}"),
        re.compile(rf"\b(?:{verbs}) {_NAME}"),
        re.compile(rf"\b(?:ссылкой на|данным|информации) {_NAME}"),
    )


def _from_before(before: Teller | None) -> Teller | None:
    return Teller(before.mention, before.code, -1) if before else None


def _follows(sentence: Sentence, number: int, preposition: str) -> bool:
    return any(plainly(word.text) == preposition for word in sentence.words[max(0, number - 3) : number])


def _after(sentence: Sentence, number: int, names: Sequence[Named]) -> Named | None:
    """The person named behind a verb of telling, before the next mark."""
    subjects = [child for child in sentence.children[number] if sentence.words[child].relation.startswith("nsubj")]
    telling = {below for subject in subjects for below in sentence.below(subject)}
    for word in sentence.words[number + 1 : number + 1 + _FAR]:
        if plainly(word.text) in _BREAKS:
            return None
        for one in names:
            nominative = word.feats.get("Case", "Nom") == "Nom" or word.number in telling
            if one.kind == "person" and one.first == word.number and nominative:
                return one
    return None


def _right_before(number: int, names: Sequence[Named]) -> Named | None:
    """The person named right before a verb of telling."""
    return next((one for one in names if one.kind == "person" and 0 < number - one.last <= 2), None)


def _teller(sentence: Sentence, found: Named, names: Sequence[Named], start: int) -> Teller:
    first, last = sentence.words[found.first], sentence.words[found.last]
    mention = Mention(sentence.text[first.start : last.end], Span(start + first.start, start + last.end))
    near = [
        one
        for one in names
        if one.kind != "person" and found.first - 4 <= one.last < found.first and one.code != "GROUP"
    ]
    return Teller(mention, found.code or (near[-1].code if near else ""), found.first)
