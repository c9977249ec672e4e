"""Products of matrices on one core: reports are read side by side in processes, and products as small as these lose by threads."""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any


@cache
def _controller() -> Any:
    import numpy as np  # noqa: F401 - its libraries are found only once they are loaded
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def one_core() -> AbstractContextManager[Any]:
    """While it is held, numpy multiplies on one core, in whatever order and by whomever it was imported.

    >>> with one_core():
    ...     pass
    """
    limits: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return limits
