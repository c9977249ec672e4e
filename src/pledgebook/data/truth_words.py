"""Words that say of a condition that it came to hold, and of a charge that it is denied, from ``truths.toml``."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files


@cache
def truth_words() -> Mapping[str, re.Pattern[str]]:
    """Each list of ``truths.toml``, by its name, as a pattern that finds any of its words.

    >>> bool(truth_words()["parliament"].search("Lawmakers ratified it"))
    True
    """
    rows = tomllib.loads((files("pledgebook.data") / "truths.toml").read_text(encoding="utf-8"))
    return {name: whole_words(row["words"], row.get("pattern", "")) for name, row in rows.items()}


def whole_words(words: Iterable[str], beside: str = "") -> re.Pattern[str]:
    """A pattern that finds any of some words or phrases, in any case; a star at the end stands for any ending.

    Args:
        words: The words.
        beside: A regular expression that is found too.

    >>> whole_words(["ratif*", "mp"]).findall("The MPs' ratification by an MP")
    ['ratification', 'MP']
    """
    listed = sorted(words, key=len, reverse=True)
    parts = (re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in listed)
    found = rf"\b(?:{'|'.join(parts)})\b"
    return re.compile(f"{found}|{beside}" if beside else found, re.IGNORECASE)
