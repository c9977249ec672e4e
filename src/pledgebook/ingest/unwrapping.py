"""Joins lines that were broken to fit a page, so that a sentence stands on one line."""

import itertools
import re

_WORD_BREAK = re.compile(r"(?<=[a-zà-ÿ])-$")
_ITEM = re.compile(r"\s*(?:[-*•◇▶■+]|\d{1,3}[.)]|\(\w\))\s")
_BLOCK = re.compile(r"\s*(?:[>#|]|```|~~~|---|\*\*\*|===|!\[)")
_ENDS = re.compile(r"[.!?:…][\"'”’)\]*_]*\s*$")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\]\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?\)")
_LINKS_ONLY = re.compile(r"(?:[\s*•·|,-]{0,5}\[[^\[\]\n]{0,200}\]\([^()\s]{1,500}\)){2,40}[\s*•·|,.-]{0,5}")


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
    width = _wrapped_at(lines, narrowest, widest)
    if width is None:
        return text
    return _joined(lines, [_is_broken(line, following, width) for line, following in itertools.pairwise(lines)])


def unwrap_markdown(text: str) -> str:
    r"""The same for Markdown, where a paragraph goes on to the next blank line, and links give way to their words.

    A line of nothing but links is left as it is: it is a menu.

    >>> unwrap_markdown("Norway [will send](https://nordlys.example/7) two systems.")
    'Norway will send two systems.'
    """
    lines = text.split("\n")
    if _wrapped_at(lines, 50, 100) is not None:
        text = _joined(lines, [_goes_on_in_markdown(line, following) for line, following in itertools.pairwise(lines)])
    return "\n".join(line if _LINKS_ONLY.fullmatch(line) else _LINK.sub(r"\1", line) for line in text.split("\n"))


def _wrapped_at(lines: list[str], narrowest: int, widest: int) -> int | None:
    """The width at which the lines were broken; None where they were not. Lines with a link do not count."""
    counted = [line if "](" not in line else "" for line in lines]
    full = [len(line) for line, following in itertools.pairwise(counted) if line.strip() and following.strip()]
    if not full:
        return None
    width = sorted(full)[int(len(full) * 0.9)]
    broken = [line for line, following in itertools.pairwise(counted) if _is_broken(line, following, width)]
    whole_sentences = sum(1 for line in broken if _ENDS.search(line))
    if not narrowest <= width <= widest or max(map(len, counted)) > 1.5 * widest:
        return None
    return width if len(broken) >= 0.5 * len(full) and whole_sentences <= 0.5 * len(broken) else None


def _is_broken(line: str, following: str, width: int) -> bool:
    """Whether the line was broken for its width and goes on in the following one."""
    if not _may_go_on(line, following):
        return False
    first_word = following.split(maxsplit=1)[0]
    could_have_held_it = len(line.rstrip()) + 1 + len(first_word) <= width
    if could_have_held_it:
        return False
    return not _ENDS.search(line) or len(line) > 0.8 * width


def _goes_on_in_markdown(line: str, following: str) -> bool:
    return _may_go_on(line, following) and not line.endswith(("  ", "\\")) and not _BLOCK.match(line)


def _may_go_on(line: str, following: str) -> bool:
    """Whether nothing in the following line's form says that it begins something new."""
    if not line.strip() or not following.strip() or _ITEM.match(following) or _BLOCK.match(following):
        return False
    is_indented = len(following) - len(following.lstrip()) > len(line) - len(line.lstrip())
    return not is_indented or _ITEM.match(line) is not None


def _joined(lines: list[str], goes_on: list[bool]) -> str:
    joined: list[list[str]] = [[lines[0]]]
    for line, with_the_last in zip(lines[1:], goes_on, strict=True):
        if not with_the_last:
            joined.append([line])
        elif _WORD_BREAK.search(joined[-1][-1]) and line.lstrip()[:1].islower():
            joined[-1][-1] = joined[-1][-1][:-1] + line.lstrip()
        else:
            joined[-1].append(line.strip())
    return "\n".join(parts[0] if len(parts) == 1 else " ".join([parts[0].rstrip(), *parts[1:]]) for parts in joined)
