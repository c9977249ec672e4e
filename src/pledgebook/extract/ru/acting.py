"""Which action the words behind a stance speak of."""

from collections import defaultdict
from collections.abc import Collection

from pledgebook.extract.ru.parsing import Sentence, Word
from pledgebook.extract.ru.tables import actions, rows
from pledgebook.model import Action

_NEARER = 0.75
"""What a word's weight is multiplied by for each step that it lies away from the content."""
_MONEY = 3.0
_ENOUGH = 0.3


def action_of(
    sentence: Sentence, content: int, *, without: Collection[int] = (), money: Collection[int] = ()
) -> tuple[Action, Word] | None:
    """The action that a word and what hangs on it speak of, with the word that shows it; None if nothing does.

    Args:
        sentence: The sentence.
        content: Number of the word.
        without: Numbers of words that are left out with all that hangs on them.
        money: Numbers of the words that name currencies.
    """
    depths = _depths(sentence, content, frozenset(without))
    if any(sentence.words[number].lemma in rows("actions")["trade"]["words"] for number, _ in depths):
        money = ()
    weights: dict[Action, float] = defaultdict(float)
    shown: dict[Action, tuple[float, Word]] = {}
    for number, depth in depths:
        word = sentence.words[number]
        for action, weight in _speaks_of(word, money=number in money):
            weight *= _NEARER**depth
            weights[action] += weight
            if weight > shown.get(action, (0.0, word))[0]:
                shown[action] = (weight, word)
    if not weights:
        return None
    best = max(weights, key=lambda action: (weights[action], action.value))
    return (best, shown[best][1]) if weights[best] >= _ENOUGH else None


def after_its_end(action: Action) -> Action | None:
    """What the end of an action is: an end of attacks is a settlement; None where it is that action declined.

    >>> after_its_end(Action.ATTACK), after_its_end(Action.FUND) is None
    (<Action.SETTLE: 'settle'>, True)
    """
    ended = rows("actions")["ended"].get(action.value)
    return Action(ended) if ended else None


def _speaks_of(word: Word, *, money: bool) -> tuple[tuple[Action, float], ...]:
    """The actions of one word; "военный" is a soldier as a noun and no more than a kind of goods as an adjective."""
    if money:
        return ((Action.FUND, _MONEY),)
    found = actions().get(word.lemma) or actions().get(word.text.lower(), ())
    if word.lemma == "военный":
        return ((Action.DEPLOY, 3.0),) if word.pos == "NOUN" else ((Action.ARM, 1.5),)
    return found


def _depths(sentence: Sentence, content: int, without: frozenset[int]) -> list[tuple[int, int]]:
    found, waiting, depth = [], [content], 0
    seen = {content} | without
    while waiting:
        found += [(number, depth) for number in waiting]
        waiting = [child for number in waiting for child in sentence.children[number] if child not in seen]
        seen.update(waiting)
        depth += 1
    return found
