"""What a tree of conditions comes to when some of them are unknown (Kleene's three-valued logic).

Unknown is a value: a condition nobody has reported on neither holds nor fails, and whatever
depends on it alone is unknown too. "A or B" holds as soon as A does, whatever B is.
"""

from collections.abc import Callable, Iterator, Mapping

from pledgebook.model import AllOf, Antecedent, AnyOf, AtLeast, Holds, Not, Truth


def negate(truth: Truth) -> Truth:
    """The contrary; the contrary of unknown is unknown.

    >>> negate(Truth.YES), negate(Truth.UNKNOWN)
    (<Truth.NO: 'no'>, <Truth.UNKNOWN: 'unknown'>)
    """
    return {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}[truth]


def evaluate(tree: Antecedent, truths: Mapping[str, Truth]) -> Truth:
    """What the tree comes to; a condition that is not in ``truths`` is unknown.

    >>> evaluate(AnyOf((Holds("ceasefire"), Holds("peace_deal"))), {"ceasefire": Truth.YES})
    <Truth.YES: 'yes'>
    """
    if isinstance(tree, Holds):
        return truths.get(tree.condition, Truth.UNKNOWN)
    if isinstance(tree, Not):
        return negate(evaluate(tree.part, truths))
    enough = _enough(tree)
    holding = possible = 0
    for part in tree.parts:
        truth = evaluate(part, truths)
        holding += truth is Truth.YES
        possible += truth is not Truth.NO
    if holding >= enough:
        return Truth.YES
    return Truth.NO if possible < enough else Truth.UNKNOWN


def _enough(tree: AllOf | AnyOf | AtLeast) -> int:
    if isinstance(tree, AllOf):
        return len(tree.parts)
    return 1 if isinstance(tree, AnyOf) else tree.count


def conditions_in(tree: Antecedent) -> Iterator[str]:
    """Ids of the conditions that the tree names, from left to right, each as often as it stands there."""
    for condition, _ in signed_conditions(tree):
        yield condition


def signed_conditions(tree: Antecedent, holding: bool = True) -> Iterator[tuple[str, bool]]:
    """The tree's conditions, each with whether the tree asks for its holding (True) or for its failing.

    >>> list(signed_conditions(Not(AnyOf((Holds("a"), Not(Holds("b")))))))
    [('a', False), ('b', True)]
    """
    if isinstance(tree, Holds):
        yield tree.condition, holding
    elif isinstance(tree, Not):
        yield from signed_conditions(tree.part, not holding)
    else:
        for part in tree.parts:
            yield from signed_conditions(part, holding)


def replace_conditions(tree: Antecedent, replacement: Callable[[str], Antecedent]) -> Antecedent:
    """The same tree with another tree in the place of each condition.

    >>> replace_conditions(Not(Holds("a")), lambda name: Holds(name.upper()))
    Not(part=Holds(condition='A'))
    """
    if isinstance(tree, Holds):
        return replacement(tree.condition)
    if isinstance(tree, Not):
        return Not(replace_conditions(tree.part, replacement))
    parts = tuple(replace_conditions(part, replacement) for part in tree.parts)
    if isinstance(tree, AtLeast):
        return AtLeast(tree.count, parts)
    return AllOf(parts) if isinstance(tree, AllOf) else AnyOf(parts)


def describe(tree: Antecedent, wording: Callable[[str], str]) -> str:
    """The tree in plain English.

    Args:
        tree: What to describe.
        wording: From a condition's id to its statement.

    Example:
        >>> describe(AnyOf((Holds("a cease-fire"), Not(Holds("an attack")))), str)
        'a cease-fire, or that there is not: an attack'
    """
    if isinstance(tree, Holds):
        return wording(tree.condition)
    if isinstance(tree, Not):
        return f"that there is not: {describe(tree.part, wording)}"
    parts = [describe(part, wording) for part in tree.parts]
    if isinstance(tree, AtLeast):
        return f"at least {tree.count} of: {'; '.join(parts)}"
    return (", and " if isinstance(tree, AllOf) else ", or ").join(parts)
