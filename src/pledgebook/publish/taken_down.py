"""What is shown where the words of a report were taken down."""

import re
from typing import Any

from pledgebook.model import BLANK

TAKEN_DOWN = "[taken down]"

_BLANKS = re.compile(rf"{BLANK}(?:[{BLANK}\s]*{BLANK})?")


def told(text: str) -> str:
    """Words as they are shown: what was taken down is told as that.

    >>> told("“████ ██” differs from “$90 billion”")
    '“[taken down]” differs from “$90 billion”'
    """
    return _BLANKS.sub(TAKEN_DOWN, text) if BLANK in text else text


def told_in(value: Any) -> Any:
    """The same of all words in JSON values, or of a single value of any kind."""
    if isinstance(value, str):
        return told(value)
    if isinstance(value, list):
        return [told_in(part) for part in value]
    if isinstance(value, dict):
        return {name: told_in(part) for name, part in value.items()}
    return value
