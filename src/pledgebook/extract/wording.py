"""Regular expressions made from lists of words."""

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first, without trying each in turn.

    Words that begin alike share their beginning, so that a list of hundreds costs
    little more than one word. A space in a word matches any one white space.

    >>> any_of(["bn", "billion", "b"])
    '(?:b(?:illion|n)?)'
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _spell(tree)


def row_of(words: str) -> str:
    r"""Words that a pattern found, as the tables spell them: lower case, single spaces, and plain letters.

    A pattern that does not mind capitals takes a long s and a dotless i for "s" and "i" too.

    >>> row_of("New\tYear"), row_of("aſ long aſ"), row_of("İf")
    ('new year', 'as long as', 'if')
    """
    return " ".join(words.lower().translate(_PLAIN).split())


_PLAIN = str.maketrans({"ſ": "s", "ı": "i", "\u0307": ""})


def _spell(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    ends = "" in node
    branches = []
    for character, below in sorted(node.items()):
        if character == "":
            continue
        piece = r"\s" if character == " " else re.escape(character)
        while len(below) == 1 and "" not in below:
            (character, below), *_ = below.items()
            piece += r"\s" if character == " " else re.escape(character)
        branches.append(piece if list(below) == [""] else piece + _spell(below))
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if ends else "")
