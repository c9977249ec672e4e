"""Which conditions of a sentence a claim hangs on: those that rows find and those that the encoder sees, and what speaks for each."""

import math
from collections.abc import Sequence
from dataclasses import replace

from pledgebook.extract.candidates import Candidate
from pledgebook.extract.choosing import Option, yes_or_no
from pledgebook.extract.conditions import FoundCondition, condition_at, distance, may_bind
from pledgebook.extract.encoder import Answered
from pledgebook.extract.parse import Tree
from pledgebook.model.codes import Action, ConditionKind, Stance

KINDS = tuple(ConditionKind)
_SURE = 0.6
_LIKELY = 0.5
_KNOWN = 0.3
_SHORTEST = 2
_MOST_LEANING = 4.0
_LEADING = frozenset(("IN", "TO", "DT", "CC", "PRP$"))


def seen_conditions(
    tree: Tree, text: str, seen: Answered | None, found: Sequence[FoundCondition]
) -> list[FoundCondition]:
    """The conditions that rows find, of the kind that the encoder sees, and those that it sees where rows find none.

    Args:
        tree: The sentence.
        text: Its words.
        seen: What the encoder sees in it.
        found: What rows find in it.
    """
    if seen is None:
        return list(found)
    more = [kind_as_seen(condition, seen) for condition in found]
    chances = 1.0 - seen.in_condition[:, 0]
    run: list[int] = []
    for token in range(len(chances) + 1):
        if token < len(chances) and chances[token] >= _LIKELY:
            run.append(token)
            continue
        if run and chances[run].mean() >= _SURE:
            start, end = seen.offsets[run[0]][0], seen.offsets[run[-1]][1]
            words = text[start:end].rstrip(" ,;.:!?\"”'’)")
            apart = all(start >= other.end or end <= other.start for other in found)
            if apart and len(words.split()) >= _SHORTEST and not _breaks_off(tree, text, start + len(words)):
                kind = KINDS[int(seen.in_condition[run, 1:].sum(axis=0).argmax())]
                more.append(condition_at(tree, start, start + len(words), kind))
        run = []
    return more


def _breaks_off(tree: Tree, text: str, end: int) -> bool:
    """Whether words that end there stop short of what they lead to: "as part" of something, "subject to"."""
    last = max((token for token in range(len(tree.words)) if tree.starts[token] < end), default=0)
    return tree.tags[last] in _LEADING or text[end:].lstrip().startswith("of ")


def kind_as_seen(condition: FoundCondition, seen: Answered | None) -> FoundCondition:
    """The condition with the kind that the encoder sees in its words, where rows know none."""
    inside = _tokens_of(condition, seen)
    if condition.kind is not ConditionKind.OTHER or seen is None or not inside:
        return condition
    if 1.0 - seen.in_condition[inside, 0].mean() < _KNOWN:
        return condition
    return replace(condition, kind=KINDS[int(seen.in_condition[inside, 1:].sum(axis=0).argmax())])


def _tokens_of(condition: FoundCondition, seen: Answered | None) -> list[int]:
    offsets = seen.offsets if seen is not None else ()
    return [n for n, (start, end) in enumerate(offsets) if start >= condition.start and end <= condition.end]


def chance_of(condition: FoundCondition, seen: Answered | None) -> float | None:
    """The encoder's chance that the words are a condition; None where it has not seen them."""
    inside = _tokens_of(condition, seen)
    return 1.0 - float(seen.in_condition[inside, 0].mean()) if seen is not None and inside else None


def leaning_of(condition: FoundCondition, seen: Answered | None) -> float:
    """How far the encoder takes the words for a condition, a logarithm of odds."""
    chance = chance_of(condition, seen)
    if chance is None:
        return 0.0
    chance = min(max(chance, 1e-3), 1 - 1e-3)
    return max(-_MOST_LEANING, min(_MOST_LEANING, math.log(chance / (1.0 - chance))))


def condition_options(
    tree: Tree,
    text: str,
    candidate: Candidate,
    action: Action,
    stance: Stance,
    condition: FoundCondition,
    *,
    rule: bool,
    bound: Sequence[Candidate],
    count: int,
    leaning: float,
) -> list[Option]:
    """Without a condition, and with it.

    Args:
        tree: The sentence.
        text: Its words.
        candidate: Whose claim it is.
        action: Its action.
        stance: Its stance.
        condition: The condition.
        rule: Whether the grammar alone would bind the claim to it.
        bound: The candidates of all claims of the sentence.
        count: How many conditions the sentence has.
        leaning: How far the encoder takes it for a condition.
    """
    stated = text[condition.start : condition.end]
    words = stated.lower().split()
    steps = distance(tree, candidate, condition)
    far = "none" if steps is None else str(min(steps, 5))
    allowed = may_bind(tree, text, condition, candidate, stance)
    within = candidate.leaf in condition.inside
    side = "before" if condition.start < tree.starts[candidate.leaf] else "after"
    others = sum(other.leaf in condition.inside for other in bound)
    top = candidate.chain[0]
    found = {
        f"rule{rule}",
        f"rule{rule}/count{min(count, 3)}",
        f"rule{rule}/allowed{allowed}",
        f"opener={words[0] if words else '-'}",
        f"opener={' '.join(words[:2])}",
        f"opener={words[0] if words else '-'}/{side}",
        f"kind={condition.kind}",
        f"kind={condition.kind}/rule{rule}",
        f"far{far}",
        f"far{far}/{side}",
        f"far{far}/rule{rule}",
        f"allowed{allowed}",
        f"within{within}",
        f"others{min(others, 1)}",
        f"claims{min(len(bound), 3)}/rule{rule}",
        f"long{min(len(words) // 4, 4)}",
        f"tag={tree.tags[top]}",
        f"first{condition.start == 0}/{side}",
        f"comma{'before' if text[: condition.start].rstrip().endswith(',') else 'none'}",
    }
    return yes_or_no(stated, (found, (str(stance), str(action))), leaning=leaning)
