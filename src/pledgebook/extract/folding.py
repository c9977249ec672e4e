"""Letters without their accents, one for one, so that positions in the folded text are positions in the text."""

import re
import unicodedata
from functools import cache

_PLAIN = {
    "ß": "s", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "t", "Þ": "T",
    "ı": "i", "æ": "a", "Æ": "A", "œ": "o", "Œ": "O", "ə": "a", "Ə": "A", "ħ": "h", "Ħ": "H",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "‐": "-", "‑": "-", "–": "-", "—": "-",
}  # fmt: skip


_OTHER = re.compile(r"[^\x00-\x7f]")


@cache
def _table() -> dict[str, str]:
    table = dict(_PLAIN)
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table.setdefault(chr(code), base)
    table.update(
        dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
    )  # half characters, which no search library takes
    return table


def _plain(match: re.Match[str]) -> str:
    return _table().get(match[0], match[0])


def fold(text: str) -> str:
    """The text with plain letters, quotes and dashes, as long as before.

    >>> fold("Erdoğan’s visit – Jonas Gahr Støre")
    "Erdogan's visit - Jonas Gahr Store"
    """
    return text if text.isascii() else _OTHER.sub(_plain, text)
