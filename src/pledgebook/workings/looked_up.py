"""Values looked up when they are asked for, behind the same face as those that are all there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class LookedUp(Mapping[K, V]):
    """A mapping that looks each value up once; whoever goes through it meets only those in focus.

    Example:
        >>> squares = LookedUp(lambda n: n * n if n > 0 else None, focus=(2, 3))
        >>> squares[9], list(squares), -1 in squares
        (81, [2, 3], False)
    """

    def __init__(self, look: Callable[[K], V | None], focus: Iterable[K] = ()) -> None:
        """Look up by a function that gives None where there is nothing."""
        self._look = look
        self._focus = tuple(focus)
        self._held: dict[K, V | None] = {}

    def __getitem__(self, key: K) -> V:
        """The value; ``KeyError`` where there is none."""
        if key not in self._held:
            self._held[key] = self._look(key)
        found = self._held[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[K]:
        """Those in focus that have a value."""
        return (key for key in self._focus if key in self)

    def __len__(self) -> int:
        """How many of those in focus have a value."""
        return sum(1 for _ in self)

    def focused(self, focus: Iterable[K]) -> "LookedUp[K, V]":
        """The same with others in focus; what has been looked up is shared."""
        other = LookedUp(self._look, focus)
        other._held = self._held
        return other

    def put(self, key: K, value: V | None) -> None:
        """Know a value from now on."""
        self._held[key] = value
