"""Plurals that stand for states not listed: "26 countries", "several European allies", "leaders of 30 nations"."""

import re
from functools import cache

from pledgebook.extract.gazetteer import BODY, NOUN, words
from pledgebook.extract.surroundings import Phrase
from pledgebook.extract.titles import TitleReader

_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_TENS_WORD = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS[:9])}))?"
_NUMBER = rf"(?:\d{{1,3}}|{_TENS_WORD}|{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
_COUNT = re.compile(rf"\b{_NUMBER}\b", re.IGNORECASE)


@cache
def _before_group() -> re.Pattern[str]:
    groups = words("groups.toml")
    listed = "|".join(
        sorted(map(re.escape, groups["describing"]["words"] + groups["quantity"]["words"]), key=len, reverse=True)
    )
    return re.compile(
        rf"(?:^|(?<=[^\w-]))((?:(?:{listed}|the|these|those|{_NUMBER}|about|around|nearly|almost|over"
        rf"|at least|or so|more than half of|of"
        rf"|up to|fewer than|less than|another|the other|NATO's|EU's|and)(?: |, ))+)$",
        re.IGNORECASE,
    )


def number_in(words_before: str) -> int | None:
    """The count in the words before a plural: "more than two dozen" is 24, "26" is 26; None if none is said.

    >>> number_in("leaders of twenty-six "), number_in("two dozen "), number_in("several ")
    (26, 24, None)
    """
    match = _COUNT.search(words_before)
    low = words_before.lower()
    if match is None:
        return 6 if "half a dozen" in low else 12 if "a dozen" in low else None
    word = match.group().lower()
    if word.isdigit():
        value = int(word)
    else:
        tens, _, unit = word.partition("-")
        value = (20 + 10 * _TENS.index(tens) if tens in _TENS else _UNITS.index(tens) + 1) + (
            _UNITS.index(unit) + 1 if unit else 0
        )
    return value * 12 if "dozen" in low else value


@cache
def _bare_groups() -> frozenset[str]:
    return frozenset(words("groups.toml")["bare"]["words"])


class PluralReader(TitleReader):
    """Reads unlisted plurals and their counts."""

    def _group(self, at: int) -> tuple[Phrase, int] | None:
        start, end, entry = self.atoms[at]
        before = _before_group().search(self.text, max(self.done, start - 80), start)
        bare = self.text[start:end].lower() in _bare_groups()
        if before is None and not bare and not self._of_a_group(at):
            return None
        phrase = Phrase(before.start(1) if before else start, end, "group", "GROUP", head_end=end)
        if before:
            lead = before.group(1)
            drop = len(lead) - len(re.sub(r"^(?:(?:of|and) |, )+", "", lead))
            phrase.start += drop
            phrase.count = number_in(lead)
            if lead.strip().lower() in ("and", "of", "its", "their", "our", "other") and not bare:
                return None
            if (
                phrase.count is None
                and entry.organ in ("forces", "officials")
                and not re.search(
                    r"\d|[A-Z]|several|many|some|most|allied|western|european|member|donor|coalition", lead
                )
            ):
                return None
        following = at + 1
        if following < len(self.atoms):
            s2, e2, second = self.atoms[following]
            gap = self.text[end:s2]
            match = re.match(r" (?:of|from|representing|for) ", gap)
            if (
                second.kind == NOUN
                and second.groups
                and match
                and (not gap[match.end() :] or _before_group().fullmatch(gap[match.end() :]))
            ):
                phrase.end = e2
                phrase.count = phrase.count or number_in(gap)
                following += 1
            elif match and second.kind == BODY and gap in (" of ", " of the "):
                phrase.end, following = e2, following + 1
                if second.code in ("G7", "EU"):
                    phrase.kind, phrase.code = "body", second.code
        return self._finish(phrase), following

    def _of_a_group(self, at: int) -> bool:
        """Whether a group follows with "of" or "from": "leaders of 30 countries"."""
        if at + 1 >= len(self.atoms):
            return False
        gap = self.text[self.atoms[at][1] : self.atoms[at + 1][0]]
        match = re.match(r" (?:of|from) ", gap)
        second = self.atoms[at + 1][2]
        return bool(second.kind == NOUN and second.groups and match and _before_group().fullmatch(gap[match.end() :]))

    def _take_quantity(self, phrase: Phrase) -> None:
        before = _before_group().search(self.text, max(self.done, phrase.start - 80), phrase.start)
        if before:
            lead = before.group(1)
            phrase.start = before.start(1) + len(lead) - len(re.sub(r"^(?:(?:of|and) |, )+", "", lead))
            phrase.count = number_in(lead)
