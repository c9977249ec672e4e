"""Words that tell that a condition is met, read from ``met.toml`` beside this module."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class WordsOfSettlement:
    """The lists of ``met.toml``, as patterns.

    Attributes:
        kinds: For each kind of condition that a settlement meets, what its sentence must name.
        not_yet: What, at the end of the words before, tells that it is still to come.
    """

    kinds: Mapping[str, re.Pattern[str]]
    not_yet: re.Pattern[str]

    def tell(self, kind: str, sentence: str) -> bool:
        """Whether a sentence on a settlement that is done tells that a condition of a kind is met.

        >>> words_of_settlement().tell("ceasefire", "Both sides have signed a cease-fire.")
        True
        >>> words_of_settlement().tell("ceasefire", "They have signed up to help once a cease-fire holds.")
        False
        """
        found = self.kinds[kind].finditer(sentence)
        return any(self.not_yet.search(sentence, 0, match.start()) is None for match in found)


@cache
def words_of_settlement() -> WordsOfSettlement:
    """The lists, read once."""
    rows = tomllib.loads((files("pledgebook.data") / "met.toml").read_text(encoding="utf-8"))
    before = rows.pop("not_yet")
    kinds = {kind: re.compile(rf"\b(?:{_any_of(phrases)})\b", re.IGNORECASE) for kind, phrases in rows.items()}
    return WordsOfSettlement(kinds, re.compile(rf"\b(?:{_any_of(before)})\s+\Z", re.IGNORECASE))


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
