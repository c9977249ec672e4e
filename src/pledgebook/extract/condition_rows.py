"""The rows of conditions.toml: what opens a condition, what it binds, and which words tell its kind."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pledgebook.model.codes import Action, ConditionKind, Stance

_LONG_ROW = 8
"""A row of so many letters finds its longer forms too: "parliament" finds "parliamentary"."""
OPEN_STANCES = frozenset(stance for stance in Stance if stance not in (Stance.DONE, Stance.ASKS))


@dataclass(frozen=True, slots=True)
class Opener:
    """Words that open a condition.

    Attributes:
        opens: ``clause``, ``phrase`` or ``either``.
        binds: The stances that it can bind.
        names: Kinds one of which the condition must name; none: any.
        lasting: Whether it binds only what lasts.
        present: Whether its verb must stand in the present.
    """

    opens: str
    binds: frozenset[Stance]
    names: frozenset[ConditionKind]
    lasting: bool = False
    present: bool = False


@dataclass(frozen=True, slots=True)
class Hang:
    """A verb or adjective whose phrase is a condition: "depends on".

    Attributes:
        prepositions: What leads to the phrase; an empty one stands for the object.
        binds: The stances that it can bind.
        names: Kinds one of which the phrase must name; none: any.
    """

    prepositions: frozenset[str]
    binds: frozenset[Stance]
    names: frozenset[ConditionKind]


@dataclass(frozen=True, slots=True)
class KindRow:
    """Words that tell a kind of condition.

    Attributes:
        code: The kind.
        words: One of them must stand in the condition.
        also: One of these too; None for no such demand.
    """

    code: ConditionKind
    words: re.Pattern[str]
    also: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Named:
    """What is a condition of an act without any opener.

    Attributes:
        actions: The actions that it is one of.
        stances: The stances towards them.
        code: Its kind.
        pattern: Its words.
    """

    actions: frozenset[Action]
    stances: frozenset[Stance]
    code: ConditionKind
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ConditionRows:
    """All rows of the table.

    Attributes:
        pattern: Any opener.
        openers: What each opener's words may open.
        hangs: What hangs on each verb or adjective, by its base form.
        absolute: "Congress permitting".
        lasting: Base forms of verbs that promise something lasting.
        nothing: Openers that open nothing: "if possible".
        blank: Words that tell nothing of a kind.
        kinds: The kinds, tried in order.
        named: Conditions without an opener.
    """

    pattern: re.Pattern[str]
    openers: dict[str, list[Opener]]
    hangs: dict[str, list[Hang]]
    absolute: re.Pattern[str]
    lasting: frozenset[str]
    nothing: re.Pattern[str]
    blank: re.Pattern[str]
    kinds: tuple[KindRow, ...]
    named: tuple[Named, ...]


@cache
def condition_rows() -> ConditionRows:
    """The table, read once."""
    table: dict[str, Any] = tomllib.loads((files("pledgebook.data") / "conditions.toml").read_text("utf-8"))
    openers: dict[str, list[Opener]] = defaultdict(list)
    for row in table["opener"]:
        for words in row["words"]:
            openers[words].append(
                Opener(row["opens"], _bound(row), _named(row), row.get("lasting", False), row.get("present", False))
            )
    hangs: dict[str, list[Hang]] = defaultdict(list)
    for row in table["hang"]:
        for words in row["words"]:
            hangs[words].append(Hang(frozenset(row["prepositions"]), _bound(row), _named(row)))
    return ConditionRows(
        pattern=_phrases(openers),
        openers=dict(openers),
        hangs=dict(hangs),
        absolute=re.compile(rf"\b[A-Za-z]\w+ (?:{'|'.join(table['absolute']['words'])})(?=[,.;)]|$)"),
        lasting=frozenset(table["lasting"]["words"]),
        nothing=_phrases(table["nothing"]["words"]),
        blank=_pattern(table["blank"]["words"]),
        kinds=tuple(
            KindRow(
                ConditionKind(row["code"]), _pattern(row["words"]), _pattern(row["with"]) if "with" in row else None
            )
            for row in table["kind"]
        ),
        named=tuple(
            Named(
                frozenset(map(Action, row["actions"])),
                frozenset(map(Stance, row["stances"])),
                ConditionKind(row["code"]),
                re.compile(row["pattern"], re.IGNORECASE),
            )
            for row in table["named"]
        ),
    )


def _bound(row: dict[str, Any]) -> frozenset[Stance]:
    return frozenset(map(Stance, row["binds"])) if "binds" in row else OPEN_STANCES


def _named(row: dict[str, Any]) -> frozenset[ConditionKind]:
    return frozenset(map(ConditionKind, row.get("names", ())))


def _phrases(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(_word, words)))


def _word(row: str) -> str:
    """A row as a pattern: whole words, with the endings of plurals and verbs; a stem where it ends in ``*`` or is long."""
    return (
        rf"\b{re.escape(row.rstrip('*'))}"
        if row.endswith("*") or len(row) >= _LONG_ROW
        else rf"\b{re.escape(row)}(?:s|es|d|ed|ing)?(?!\w)"
    )


def kind_of(words: str) -> ConditionKind:
    """Which kind of condition the words state.

    >>> kind_of("provided that the Bundestag agreed"), kind_of("once the fighting stops")
    (<ConditionKind.RATIFICATION: 'ratification'>, <ConditionKind.CEASEFIRE: 'ceasefire'>)
    """
    rows = condition_rows()
    lower = rows.blank.sub("", words.lower())
    for kind in rows.kinds:
        if kind.words.search(lower) and (kind.also is None or kind.also.search(lower)):
            return kind.code
    return ConditionKind.OTHER
