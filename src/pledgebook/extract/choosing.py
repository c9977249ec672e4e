"""Chooses one of several options by learnt weights: the target among the actors of a report, the speaker, the day."""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import Any

_FILE = "field_weights.csv"
_MARK = "|"
LEANING = "leaning"
"""Name under which the weight of the encoder's leaning stands among those of a field."""

Weights = Mapping[str, Mapping[str, int]]
"""Weight of each feature, in thousandths so that sums are exact, by what it is seen together with, by itself under the empty string; those not in it weigh nothing."""
Part = tuple[Collection[str], tuple[str, ...]]
"""Features, and what each of them is also seen together with: the action, the stance."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that a field may have.

    Attributes:
        key: What tells it from the others: a code, a surname, a date; empty for no answer.
        value: The answer.
        parts: What speaks for or against it.
        leaning: How far the encoder takes it for the right one, a logarithm of odds; 0 where it was not asked.
    """

    key: str
    value: Any
    parts: tuple[Part, ...]
    leaning: float = 0.0

    def names(self) -> Iterator[str]:
        """Every feature by its full name.

        >>> list(Option("UKR", None, ((["near"], ("fund",)),)).names())
        ['near', 'near|fund']
        """
        for features, others in self.parts:
            yield from features
            for other in others:
                yield from (f"{feature}{_MARK}{other}" for feature in features)


Chooser = Callable[[str, Sequence[Option], int], Option]
"""Takes the name of a field, its options, at least one, and the claim's place in the report, and gives one of them."""


@cache
def shipped_weights() -> dict[str, Weights]:
    """The weights that ship with Pledgebook, by field: what `python accuracy/train_fields.py` wrote."""
    found: dict[str, dict[str, float]] = {}
    place = files("pledgebook.data") / _FILE
    if not place.is_file():
        return {}
    with place.open(encoding="utf-8") as lines:
        for field, feature, weight in csv.reader(lines):
            found.setdefault(field, {})[feature] = float(weight)
    return {field: by_company(mine) for field, mine in found.items()}


def by_company(weights: Mapping[str, float]) -> Weights:
    """Weights by full names, ordered by what each feature is seen together with.

    >>> by_company({"near": 1.0, "near|fund": 2.0})
    {'': {'near': 1000}, 'fund': {'near': 2000}}
    """
    found: dict[str, dict[str, int]] = {}
    for name, weight in weights.items():
        feature, _, other = name.partition(_MARK)
        found.setdefault(other, {})[feature] = round(weight * 1000)
    return found


def choose(field: str, options: Sequence[Option], place: int = 0) -> Option:  # noqa: ARG001
    """The option that weighs most by the shipped weights."""
    return heaviest(shipped_weights().get(field, {}), options)


def heaviest(weights: Weights, options: Sequence[Option]) -> Option:
    """The option whose features weigh most; of equals the first.

    >>> near, far = Option("a", 1, ((["near", "small"], ()),)), Option("b", 2, ((["far"], ()),))
    >>> heaviest({"": {"near": 1, "far": -1}}, [far, near]).key
    'a'
    """
    best, most = options[0], weigh(weights, options[0])
    for option in options[1:]:
        weight = weigh(weights, option)
        if weight > most:
            best, most = option, weight
    return best


def weigh(weights: Weights, option: Option) -> int:
    """The sum of the weights of an option's features."""
    total = 0
    for features, others in option.parts:
        for other in ("", *others):
            table = weights.get(other)
            if table:
                total += sum(map(table.get, features, repeat(0)))
    if option.leaning and (table := weights.get("")):
        total += round(table.get(LEANING, 0) * option.leaning)
    return total


def loudest(weights: Weights, option: Option, most: int) -> tuple[tuple[str, int], ...]:
    """The features of an option with a weight, those that weigh most for or against it first; each by its full name.

    >>> loudest({"": {"near": 1, "small": -3}}, Option("a", 1, ((["near", "small", "far"], ()),)), 2)
    (('small', -3), ('near', 1))
    """
    found: dict[str, int] = {}
    for features, others in option.parts:
        for other in ("", *others):
            table = weights.get(other, {})
            found |= {f"{name}{_MARK}{other}" if other else name: table[name] for name in features if table.get(name)}
    leaning = round(weights.get("", {}).get(LEANING, 0) * option.leaning)
    if leaning:
        found[LEANING] = leaning
    return tuple(sorted(found.items(), key=lambda pair: (-abs(pair[1]), pair[0]))[:most])


def yes_or_no(value: Any, *parts: Part, leaning: float = 0.0) -> list[Option]:
    """Two options: without the value, and with it, for which the features and the leaning speak."""
    return [Option("", None, ((("none",), ()),)), Option("yes", value, ((("yes",), ()), *parts), leaning)]


def prefixed(prefix: str, features: Iterable[str]) -> list[str]:
    """The features, told apart from those of another answer.

    >>> prefixed("sea", ["ships"])
    ['sea:ships']
    """
    return [f"{prefix}:{feature}" for feature in features]
