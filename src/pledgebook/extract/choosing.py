"""Chooses one of several options by learnt weights: the target among the actors of a report, the speaker, the day."""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_FILE = "field_weights.csv"
_MARK = "|"
_WITH = "&"
LEANING = "leaning"
"""Name under which the weight of the encoder's leaning stands among those of a field."""


class Row(dict[str, int]):
    """What one feature weighs, in thousandths so that sums are exact, by what it is seen together with; each worked out once.

    >>> Row({"": 1, "fund": 20, "arm": 300})["fund&committed"]
    21
    """

    __slots__ = ("_weights",)

    def __init__(self, weights: Mapping[str, int]) -> None:
        """Take the weights by each thing that it is seen together with; by itself under the empty string."""
        super().__init__()
        self._weights = weights

    def alone(self, other: str) -> int:
        """What it weighs for being seen together with one thing, beyond what it weighs by itself; by itself under the empty string."""
        return self._weights.get(other, 0)

    def __missing__(self, company: str) -> int:
        weight = self._weights.get
        total = weight("", 0) + sum(weight(other, 0) for other in company.split(_WITH) if other)
        self[company] = total
        return total


Weights = Mapping[str, Row]
"""The row of each feature; those not in it weigh nothing."""
Part = tuple[Collection[str], tuple[str, ...]]
"""Features, and what each of them is also seen together with: the action, the stance."""


@dataclass(slots=True)
class Option:
    """One answer that a field may have. Never changed; not frozen, for so many are made that it would take a tenth longer.

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
    return {field: by_feature(mine) for field, mine in found.items()}


@cache
def known_behind_prefixes(field: str) -> frozenset[str]:
    """The features that weigh anything in a field behind one prefix or another; the others need not be looked up."""
    return frozenset(feature.partition(":")[2] for feature in shipped_weights().get(field, {}))


def by_feature(weights: Mapping[str, float]) -> Weights:
    """Weights by full names, as one row a feature.

    >>> by_feature({"near": 1.0, "near|fund": 2.0})["near"]["fund"]
    3000
    """
    found: dict[str, dict[str, int]] = {}
    for name, weight in weights.items():
        feature, _, other = name.partition(_MARK)
        found.setdefault(feature, {})[other] = round(weight * 1000)
    return {feature: Row(mine) for feature, mine in found.items()}


def choose(field: str, options: Sequence[Option], place: int = 0) -> Option:  # noqa: ARG001
    """The option that weighs most by the shipped weights."""
    return heaviest(shipped_weights().get(field, {}), options)


def heaviest(weights: Weights, options: Sequence[Option]) -> Option:
    """The option whose features weigh most; of equals the first.

    >>> near, far = Option("a", 1, ((["near", "small"], ()),)), Option("b", 2, ((["far"], ()),))
    >>> heaviest(by_feature({"near": 1, "far": -1}), [far, near]).key
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
    row_of = weights.get
    for features, others in option.parts:
        company = _WITH.join(others)
        total += sum([row[company] for row in map(row_of, features) if row is not None])
    if option.leaning and (row := row_of(LEANING)) is not None:
        total += round(row[""] * option.leaning)
    return total


def loudest(weights: Weights, option: Option, most: int) -> tuple[tuple[str, int], ...]:
    """The features of an option with a weight, those that weigh most for or against it first; each by its full name.

    >>> loudest(by_feature({"near": 0.001, "small": -0.003}), Option("a", 1, ((["near", "small", "far"], ()),)), 2)
    (('small', -3), ('near', 1))
    """
    found: dict[str, int] = {}
    for features, others in option.parts:
        for name in features:
            row = weights.get(name)
            if row is None:
                continue
            for other in ("", *others):
                if row.alone(other):
                    found[f"{name}{_MARK}{other}" if other else name] = row.alone(other)
    row = weights.get(LEANING)
    leaning = round(row.alone("") * option.leaning) if row is not None else 0
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
