"""The words of a sentence, for the gate that decides whether it is worth parsing."""

import re

_WORD = re.compile(r"[a-z]+(?:[-'’][a-z]+)*|[$€£₩¥₴]|\d+")


def gate_words(sentence: str) -> set[str]:
    """The lower-case words of a sentence, numbers as ``#``.

    >>> sorted(gate_words("Norway sent 2 ships."))
    ['#', 'norway', 'sent', 'ships']
    """
    return {"#" if word[0].isdigit() else word for word in _WORD.findall(sentence.lower())}
