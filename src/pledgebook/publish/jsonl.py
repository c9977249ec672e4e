"""Records as JSON Lines: one JSON object a line, numbers as numbers."""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from pledgebook.ledger.codec import encode
from pledgebook.model import Decision, Reading


def write_jsonl(stream: TextIO, values: Iterable[Any]) -> int:
    """Write one JSON value a line, and give back how many there were."""
    lines = 0
    for value in values:
        stream.write(json.dumps(value, ensure_ascii=False) + "\n")
        lines += 1
    return lines


def book_line(kept: Reading | Decision) -> str:
    """A reading or a decision as one line that holds all of it, without loss.

    >>> from datetime import UTC, datetime
    >>> from pledgebook.model import DecisionKind
    >>> book_line(Decision(DecisionKind.DISMISS, ("ab12",), "Ana", datetime(2025, 9, 4, tzinfo=UTC)))
    '{"decision":{"kind":"dismiss","about":["ab12"],"by":"Ana","at":"2025-09-04T00:00:00Z","reason":"",...}}'
    """
    sort = "reading" if isinstance(kept, Reading) else "decision"
    return f'{{"{sort}":{encode(kept).decode("utf-8", "surrogatepass")}}}'
