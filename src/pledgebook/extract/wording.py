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
