"""What a stance hangs on: clauses and phrases that open a condition, with their kind and their words."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pledgebook.extract.candidates import Candidate
from pledgebook.extract.parse import Tree
from pledgebook.model.codes import ConditionKind

_ALWAYS = frozenset(("if", "unless", "provided", "providing", "assuming"))
_INVERTED = frozenset(("should", "were", "had"))
_TEMPORAL_PAST = frozenset(("VBD",))
_CLAUSES = frozenset(("advcl", "ccomp", "relcl", "acl", "pcomp", "conj", "xcomp"))
_WIDEST = 220
_LONG_ROW = 8
"""A row of so many letters finds its longer forms too: "parliament" finds "parliamentary"."""


@dataclass(frozen=True, slots=True)
class FoundCondition:
    """A condition in one sentence.

    Attributes:
        kind: Which of the codebook's kinds.
        start: Position of its first character in the sentence.
        end: Position after its last character.
        head: Token that the condition hangs on.
        inside: Tokens of the condition itself.
    """

    kind: ConditionKind
    start: int
    end: int
    head: int
    inside: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Rows:
    marks: re.Pattern[str]
    prepositions: re.Pattern[str]
    times: frozenset[str]
    hangs: frozenset[str]
    kinds: tuple[tuple[ConditionKind, re.Pattern[str]], ...]


@cache
def _rows() -> _Rows:
    table: dict[str, Any] = tomllib.loads((files("pledgebook.data") / "conditions.toml").read_text("utf-8"))
    openers = table["openers"]
    return _Rows(
        marks=_any_of(openers["marks"]),
        prepositions=_any_of(openers["prepositions"]),
        times=frozenset(openers["times"]),
        hangs=frozenset(openers["hangs"]),
        kinds=tuple(
            (ConditionKind(row["code"]), re.compile("|".join(map(_word, row["words"])))) for row in table["kind"]
        ),
    )


def _word(row: str) -> str:
    """A row as a pattern: whole words, with the endings of plurals and verbs; a stem where it ends in ``*`` or is long."""
    return (
        rf"\b{re.escape(row.rstrip('*'))}"
        if row.endswith("*") or len(row) >= _LONG_ROW
        else rf"\b{re.escape(row)}(?:s|es|ed|ing)?\b"
    )


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def kind_of(words: str) -> ConditionKind:
    """Which kind of condition the words state.

    >>> kind_of("provided that the Bundestag agreed"), kind_of("once the fighting stops")
    (<ConditionKind.RATIFICATION: 'ratification'>, <ConditionKind.CEASEFIRE: 'ceasefire'>)
    """
    lower = words.lower()
    for kind, pattern in _rows().kinds:
        if pattern.search(lower):
            return kind
    return ConditionKind.OTHER


def find_conditions(tree: Tree, text: str) -> list[FoundCondition]:
    """All conditions of one sentence, in order, not overlapping."""
    rows = _rows()
    found: list[FoundCondition] = []
    for match in rows.prepositions.finditer(text):
        _add(found, tree, text, match.start(), match.end())
    for match in rows.marks.finditer(text):
        word = match.group().lower()
        token = _token_at(tree, match.start())
        if token is None or _is_noise(tree, token, word, text, match):
            continue
        _add(found, tree, text, match.start(), match.end())
    for token, lemma in enumerate(tree.lemmas):
        here = tree.starts[token]
        if lemma in _INVERTED and tree.tags[token] in ("MD", "VBD") and _is_inverted(tree, token):
            _add(found, tree, text, here, tree.end(token))
        elif lemma in rows.times and tree.deps[token] in ("prep", "mark", "advmod", "conj"):
            span = _phrase(tree, text, token, here)
            kind = kind_of(span[2])
            past = any(tree.tags[t] in _TEMPORAL_PAST for t in tree.children[tree.heads[token]])
            if (
                kind in (ConditionKind.CEASEFIRE, ConditionKind.PEACE_DEAL)
                and not past
                and lemma in ("after", "following", "upon", "under", "when")
            ) or (
                kind in (ConditionKind.US_SUPPORT, ConditionKind.CONSENT, ConditionKind.RATIFICATION)
                and lemma
                in (
                    "without",
                    "with",
                    "after",
                )
            ):
                _add(found, tree, text, here, tree.end(token), kind)
        elif lemma in rows.hangs and tree.tags[token][:1] in "VJ":
            for below in tree.children[token]:
                if tree.deps[below] == "prep" and tree.lemmas[below] in ("on", "upon", "to", "for"):
                    if lemma in ("require", "need", "wait", "await"):
                        continue
                    _add(found, tree, text, here, tree.end(below), hangs=True)
                elif lemma in ("require", "need", "await") and tree.deps[below] == "dobj":
                    piece = text[tree.starts[min(tree.subtree(below))] : tree.end(max(tree.subtree(below)))]
                    if kind_of(piece) in (ConditionKind.RATIFICATION, ConditionKind.CONSENT, ConditionKind.US_SUPPORT):
                        _add(found, tree, text, here, tree.end(token), hangs=True)
    return sorted(found, key=lambda c: c.start)


_SET_PHRASE = re.compile(
    r"(?:as soon as possible|if possible|if any|if ever|if at all|if so|if not|as if|if only|as long as it takes|as long as necessary"
    r"|if you (?:like|will|ask)|if they like|what if|until called|even if)\b.*",
    re.IGNORECASE,
)
_WATCHED = re.compile(
    r"\b(?:any|the|an?|such an?|that|this)\s+(?:\w+\s+)?(?:cease-?fire|truce|armistice|cessation of hostilities)\b",
    re.IGNORECASE,
)


def watched_truce(text: str) -> tuple[int, int] | None:
    """Where a sentence names the truce that a promised monitoring would watch over: without it there is nothing to watch.

    >>> text = "Washington will lead the monitoring of any truce."
    >>> text[slice(*watched_truce(text))]
    'any truce'
    """
    found = _WATCHED.search(text)
    return found.span() if found else None


def conditions_of(tree: Tree, candidate: Candidate, conditions: Sequence[FoundCondition]) -> list[FoundCondition]:
    """The conditions that the candidate's stance hangs on: they hang on its chain, or its chain hangs beside them."""
    chain = set(candidate.chain)
    near: set[int] = set(chain)
    for token in candidate.chain:
        near.update(tree.subtree(token))
    above = tree.heads[candidate.chain[0]]
    mine = []
    for condition in conditions:
        if chain & condition.inside:
            continue
        if (
            condition.head in near
            or condition.inside & near
            or (condition.head == above and tree.deps[candidate.chain[0]] in _CLAUSES)
        ):
            mine.append(condition)
    return mine


def _add(
    found: list[FoundCondition],
    tree: Tree,
    text: str,
    start: int,
    opened: int,
    kind: ConditionKind | None = None,
    *,
    hangs: bool = False,
) -> None:
    token = _token_at(tree, start)
    if token is None:
        return
    first, end, words = _phrase(tree, text, token, start, opened)
    if any(first < c.end and c.start < end for c in found) or len(words) < 4 or _SET_PHRASE.fullmatch(words):
        return
    inside = frozenset(
        t for t in range(len(tree.words)) if first <= tree.starts[t] < end and not (hangs and t == token)
    )
    head = token
    for _ in range(8):
        if head not in inside or tree.heads[head] == head:
            break
        head = tree.heads[head]
    found.append(FoundCondition(kind or kind_of(words), first, end, head, inside))


def _phrase(tree: Tree, text: str, token: int, start: int, opened: int | None = None) -> tuple[int, int, str]:
    """The clause or phrase that the opening token begins: start, end, words."""
    top = token
    if (
        tree.deps[token] in ("mark", "advmod", "aux", "cc", "preconj", "nsubj", "case", "dep")
        and tree.heads[token] != token
    ):
        top = tree.heads[token]
    below = [t for t in tree.subtree(top) if tree.starts[t] >= start]
    end = start
    previous = None
    for t in below:
        if previous is not None and t - previous > 1 and tree.starts[t] > (opened or start) + 1:
            break
        end = tree.end(t)
        previous = t
    minimum = opened if opened is not None else tree.end(token)
    if end <= minimum + 2:
        stop = re.compile(r"[,;:.!?\"”()]|\s[-–—]\s|$").search(text, minimum + 1)
        end = stop.start() if stop else len(text)
    if end - start > _WIDEST:
        cut = re.compile(r"[,;]").search(text, start + 12)
        end = min(cut.start() if cut else start + _WIDEST, start + _WIDEST)
    words = text[start:end].rstrip(" ,;.:!?\"”'’)")
    return start, start + len(words), words


def _token_at(tree: Tree, position: int) -> int | None:
    for token, start in enumerate(tree.starts):
        if start <= position < tree.end(token) or start >= position:
            return token
    return None


def _is_noise(tree: Tree, token: int, word: str, text: str, match: re.Match[str]) -> bool:
    """Whether the opener means something else here: "provided aid", "asked if", "once called", "until 2026"."""
    after = text[match.end() : match.end() + 24].lower()
    if word in ("provided", "providing"):
        return tree.deps[token] not in ("mark", "prep", "advcl") and not after.startswith(" that")
    if word == "if" and re.search(r"\b(?:as|what|even)\s+$", text[: match.start()], re.IGNORECASE):
        return True
    if word == "if":
        verb = tree.heads[token]
        governor = tree.heads[verb]
        return tree.deps[verb] == "ccomp" and tree.lemmas[governor] in (
            "ask",
            "wonder",
            "know",
            "see",
            "question",
            "say",
            "decide",
        )
    if word == "once":
        return (
            tree.deps[token] not in ("mark", "advmod")
            or tree.deps[tree.heads[token]] not in _CLAUSES
            or any(tree.tags[tree.heads[token]] == tag for tag in ("VBD", "NN"))
        )
    if word in ("until", "in case", "the moment", "even if", "whenever"):
        if word == "until":
            return bool(
                re.match(
                    r"\s+(?:at least|the end|early|late|mid|\d|january|february|march|april|may|june|july|august|september|october|november|december|next|then|now|recently|this|last|autumn|spring|summer|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
                    after,
                )
            )
        return word in ("the moment", "even if") and (
            word == "even if" or tree.deps[token] != "det" or after.startswith((".", ",", " of"))
        )
    return word == "but only"


def _is_inverted(tree: Tree, token: int) -> bool:
    """Whether an auxiliary opens a condition by standing before its subject: "should Russia attack again"."""
    verb = tree.heads[token]
    if verb == token or tree.deps[token] not in ("aux", "auxpass", "ROOT", "advcl"):
        return False
    subject = tree.child(verb, "nsubj", "nsubjpass", "expl")
    if subject is None or subject < token or verb < subject:
        return False
    return (tree.words[-1] != "?" and tree.lemmas[token] == "should") or (
        tree.deps[verb] == "advcl" and tree.words[-1] != "?"
    )
