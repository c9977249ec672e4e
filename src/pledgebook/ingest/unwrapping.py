"""Joins lines that were broken to fit a page, so that a sentence stands on one line."""

import itertools
import re

_WORD_BREAK = re.compile(r"(?<=[a-zà-ÿ])-$")
_STARTS_ANEW = re.compile(r"\s*(?:[-*•◇▶>#|+]|\d{1,3}[.)]\s|\s{4,}|\[)")
_ENDS = re.compile(r"[.!?:…][\"'”’)\]]*\s*$")


def unwrap(text: str, narrowest: int = 50, widest: int = 100) -> str:
    r"""Join hard-wrapped lines into paragraphs; a text that is not hard-wrapped comes back as it is.

    Text counts as hard-wrapped where hardly any line is longer than ``widest``, most
    lines that are followed by another are at least ``narrowest`` long, and most of them
    break off inside a sentence. A line ends its paragraph where the next word would have
    had room on it or the next line begins a list item.

    >>> unwrap("Norway said on Monday that it would send two air defence\nsystems to Ukraine.")
    'Norway said on Monday that it would send two air defence systems to Ukraine.'
    """
    lines = text.split("\n")
    full = [len(lines[i]) for i in range(len(lines) - 1) if lines[i].strip() and lines[i + 1].strip()]
    if not full:
        return text
    width = sorted(full)[int(len(full) * 0.9)]
    broken = [line for line, following in itertools.pairwise(lines) if _is_wrapped(line, following, width)]
    whole_sentences = sum(1 for line in broken if _ENDS.search(line))
    if (
        not narrowest <= width <= widest
        or max(map(len, lines)) > 1.5 * widest
        or len(broken) < 0.5 * len(full)
        or whole_sentences > 0.5 * len(broken)
    ):
        return text
    joined = [lines[0]]
    for before, line in itertools.pairwise(lines):
        if not _is_wrapped(before, line, width):
            joined.append(line)
        elif _WORD_BREAK.search(joined[-1]) and line.lstrip()[:1].islower():
            joined[-1] = joined[-1][:-1] + line.lstrip()
        else:
            joined[-1] = joined[-1].rstrip() + " " + line.lstrip()
    return "\n".join(joined)


def _is_wrapped(line: str, following: str, width: int) -> bool:
    """Whether the line was broken for its width and goes on in the following one."""
    if not line.strip() or not following.strip() or _STARTS_ANEW.match(following):
        return False
    first_word = following.split(maxsplit=1)[0]
    could_have_held_it = len(line.rstrip()) + 1 + len(first_word) <= width
    if could_have_held_it:
        return False
    return not _ENDS.search(line) or len(line) > 0.8 * width
