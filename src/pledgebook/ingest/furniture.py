"""Marks site furniture: what stands on a report's page and is no part of its story.

Menus, links to other reports, captions, social links, newsletter prompts, bylines, advertising and
the like. No claim is read from a marked place. Where a report comes from (a byline, a credit, a date)
may still be read from it. The rows that say what furniture looks like stand in ``data/furniture.toml``.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from pledgebook.data import outlets
from pledgebook.model import Span

_LONGEST_LINE = 1500
_LONGEST_SENTENCE = 500
_SHORTEST_SENTENCE = 6
_LONGEST_WHOLE = 80
_LONGEST_IMAGE_LINK = 3000

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+")
_DECORATION = re.compile(
    r"[\s*_#>•·◇▶►■●▪+~|–—\-\[(«\"“‘]*"
    r"(?:\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?[\s*:|–—-]+)?"
)  # fmt: skip
_FIRST_WORD = re.compile(r"[^\W_]+|\S")
_EDGE = " \t\r\f\v\u00a0*_#>•·◇▶►■●▪+~|–—-:.,;!?…[]()«»\"“”'‘’/\\"
_LINK_LINE = re.compile(r"(?:[\s*•·|,-]{0,5}\[[^\[\]\n]{0,200}\]\([^()\s]{1,500}\)){2,40}[\s*•·|,.-]{0,5}")
_ADDRESS = re.compile(r"@|www\.|://")
_PARAGRAPH_END = re.compile(r"[.:;][\"'”’)\]]*\s*$")
_SECOND_SENTENCE = re.compile(r"[.!?][\"'”’)]*\s+[A-Z\"“'‘]")


@dataclass(slots=True)
class _Rows:
    """The rows of one reach, ready for matching; phrases are kept by their first word."""

    whole: set[str] = field(default_factory=set)
    opens: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    only: list[tuple[frozenset[str], int]] = field(default_factory=list)
    pattern: list[tuple[re.Pattern[str], int]] = field(default_factory=list)
    found: list[tuple[re.Pattern[str], int]] = field(default_factory=list)


@cache
def _rows(reach: str) -> _Rows:
    table = tomllib.loads((files("pledgebook.data") / "furniture.toml").read_text(encoding="utf-8"))
    rows = _Rows()
    for row in table["row"]:
        if row["reach"] != reach:
            continue
        most = row.get("most", 40)
        flags = re.NOFLAG if row.get("case") else re.IGNORECASE
        rows.whole.update(row.get("whole", ()))
        for phrase in row.get("opens", ()):
            first = _FIRST_WORD.match(phrase)
            rows.opens.setdefault(first[0] if first else phrase, []).append((phrase, most))
        if "only" in row:
            rows.only.append((frozenset(row["only"]), most))
        if "pattern" in row:
            rows.pattern.append((_any_of(row["pattern"], flags), most))
        if "found" in row:
            rows.found.append((_any_of(row["found"], flags), most))
    return rows


@cache
def _outlet_names() -> frozenset[str]:
    return frozenset(name.lower().strip(_EDGE) for outlet in outlets() for name in (outlet.name, *outlet.aliases))


def _any_of(patterns: list[str], flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


def mark_furniture(text: str) -> tuple[Span, ...]:
    r"""The places of the text that are furniture, in order, none touching another.

    A headline or a summary list that belongs to the story is not furniture, a list
    of other reports' headlines under a "Read also" is.

    >>> text = "Norway will send two systems.\nRead also:\nTen soups for autumn"
    >>> [span.of(text) for span in mark_furniture(text)]
    ['Read also:\nTen soups for autumn']
    """
    folded = _fold(text)
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text) if not match[0].isspace()]
    spans = list(_images(text))
    in_list = story_began = False
    for number, (start, end) in enumerate(lines):
        if in_list and _is_headline(text[start : min(end, start + _LONGEST_LINE)]):
            next_start, next_end = lines[number + 1] if number + 1 < len(lines) else (end, end)
            heads_a_paragraph = (
                text[lines[number - 1][1] : start].count("\n") > 1
                and text[end:next_start] == "\n"
                and not _is_headline(text[next_start : min(next_end, next_start + _LONGEST_LINE)])
            )
            in_list = not heads_a_paragraph
            if in_list:
                spans.append(Span(start, end))
                continue
        in_list = False
        goes_on = _goes_on(text, lines, number, spans)
        kind = "" if goes_on else _line_kind(text, folded, start, end)
        if kind:
            spans.append(Span(start, end))
            in_list = kind == "list" and story_began
            if kind == "credit":
                spans += _caption_above(text, lines, number)
        else:
            spans += _pieces(text, folded, start, end)
            story_began = story_began or not _is_headline(text[start : min(end, start + _LONGEST_LINE)])
    return _joined(spans, text)


def _fold(text: str) -> str:
    """Lower case with every position kept: the few letters whose lower case is longer stay as they are."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _line_kind(text: str, folded: str, start: int, end: int) -> str:
    """``list`` for a cue of headlines, ``credit`` for a picture credit, ``line`` for other furniture, or nothing."""
    if end - start > _LONGEST_LINE or _is_story(text[start:end]):
        return ""
    bare = " ".join(folded[start:end].strip(_EDGE).split()) if end - start <= _LONGEST_WHOLE else ""
    listed, rows = _rows("list"), _rows("line")
    if bare in listed.whole:
        return "list"
    if bare in rows.whole or bare in _outlet_names() or _known_line(listed, text, folded, start, end):
        return "credit" if "getty" in bare else "line"
    if _LINK_LINE.fullmatch(text, start, end):
        return "line"
    return "line" if _known_line(rows, text, folded, start, end) else ""


def _known_line(rows: _Rows, text: str, folded: str, start: int, end: int) -> bool:
    words = text.count(" ", start, end) + 1
    if _opens(rows, text, folded, start, end, words):
        return True
    if any(words <= most and pattern.search(text, start, end) for pattern, most in rows.found):
        return True
    return any(words <= most and _only(known, folded[start:end]) for known, most in rows.only)


def _only(known: frozenset[str], line: str) -> bool:
    """Whether the line is made of known words alone."""
    any_word = False
    for raw in line.split():
        word = raw.strip(_EDGE)
        if word and word not in known:
            return False
        any_word = any_word or bool(word)
    return any_word


def _opens(rows: _Rows, text: str, folded: str, start: int, end: int, words: int) -> bool:
    """Whether the line or sentence begins with a phrase or matches a pattern of the rows."""
    decoration = _DECORATION.match(text, start, end)
    begin = decoration.end() if decoration else start
    for at in {start, begin}:
        first = _FIRST_WORD.match(folded, at, end)
        for phrase, most in rows.opens.get(first[0], ()) if first else ():
            if words > most or not folded.startswith(phrase, at, end):
                continue
            after = at + len(phrase)
            if after >= end or not (phrase[-1].isalnum() and folded[after].isalnum()):
                return True
        if any(words <= most and pattern.match(text, at, end) for pattern, most in rows.pattern):
            return True
    return False


def _pieces(text: str, folded: str, start: int, end: int) -> Iterator[Span]:
    """Furniture inside a line of the story: single sentences, picture credits in brackets."""
    rows = _rows("sentence")
    for sentence in _sentences(text, start, end):
        if _SHORTEST_SENTENCE <= sentence.end - sentence.start <= _LONGEST_SENTENCE:
            words = text.count(" ", sentence.start, sentence.end) + 1
            if _opens(rows, text, folded, sentence.start, sentence.end, words):
                yield sentence
    for pattern, _ in _rows("piece").found:
        for match in pattern.finditer(text, start, end):
            yield Span(*match.span())


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for stop in _SENTENCE_END.finditer(text, start, end):
        yield Span(at, stop.end())
        at = stop.end()
    if at < end:
        yield Span(at, end)


def _images(text: str) -> Iterator[Span]:
    """Markdown images, ``![caption](address)``, with brackets inside the caption."""
    at = text.find("![")
    middle = close = -1
    while at >= 0:
        if middle < at:
            middle = text.find("](", at)
        if middle < 0:
            return
        if close < middle:
            close = text.find(")", middle)
        if close < 0:
            return
        if close - at <= _LONGEST_IMAGE_LINK and "\n" not in text[at:close]:
            yield Span(at, close + 1)
            at = text.find("![", close)
        else:
            at = text.find("![", at + 2)


def _caption_above(text: str, lines: list[tuple[int, int]], number: int) -> list[Span]:
    """The caption that stands on the line right above its credit, where the two form a block of their own."""
    if number == 0:
        return []
    start, end = lines[number - 1]
    block_begins = number == 1 or text[lines[number - 2][1] : start].count("\n") > 1
    is_near = text[end : lines[number][0]].count("\n") == 1
    is_short = end - start < _LONGEST_SENTENCE and text.count(" ", start, end) < 40
    return [Span(start, end)] if block_begins and is_near and is_short and number > 1 else []


def _goes_on(text: str, lines: list[tuple[int, int]], number: int, spans: list[Span]) -> bool:
    """Whether a line carries on the paragraph of the story above: it begins in lower case under an unmarked line."""
    start = lines[number][0]
    opening = text[start : start + 40].split(maxsplit=1)[:1]
    first = next((c for c in text[start : start + 40] if c.isalpha()), "")
    if number == 0 or not first.islower() or _ADDRESS.search("".join(opening)):
        return False
    if text.count("\n", lines[number - 1][1], start) != 1:
        return False
    before, _ = lines[number - 1]
    return not (spans and spans[-1].end > before)


def _is_story(line: str) -> bool:
    """Whether a line is a paragraph of several sentences, of which only pieces can be furniture."""
    return line.count(" ") > 30 and len(_SECOND_SENTENCE.findall(line)) > 1


def _is_headline(line: str) -> bool:
    """Whether a line reads like the headline of another report rather than a paragraph."""
    words = line.count(" ") + 1
    if words > 30:
        return False
    if words >= 4 and _PARAGRAPH_END.search(line):
        return False
    return not (words > 12 and _SECOND_SENTENCE.search(line))


def _joined(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Spans in order; those that overlap or have only white space between them made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and (span.start <= joined[-1].end or text[joined[-1].end : span.start].isspace()):
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)
