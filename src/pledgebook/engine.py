"""Where work runs: in this process, or spread over several on this machine, with the results in order either way."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_IN_FLIGHT = 2

_work: Callable[[Any], Any]


def run(work: Callable[[Item], Result], items: Iterable[Item], workers: int = 1) -> Iterator[Result]:
    """Do the work on each item and give the results in the order of the items.

    Items are taken only as fast as results are asked for, so a stream of any length
    needs the memory of a few.

    Args:
        work: What to do. With more than one worker it is sent once to each, so it must be picklable.
        items: What to do it on.
        workers: How many processes. One runs here, without a second process.

    Example:
        >>> list(run(len, ["a", "bcd"]))
        [1, 3]
    """
    if workers <= 1:
        yield from map(work, items)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_take_on, initargs=(work,)) as pool:
        waiting: deque[Future[Result]] = deque()
        for item in items:
            waiting.append(pool.submit(_do, item))
            if len(waiting) >= _IN_FLIGHT * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _take_on(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work


def _do(item: Any) -> Any:
    return _work(item)
