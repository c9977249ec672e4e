"""The two ways of reading, each loaded once and warm."""

import pytest

from pledgebook.extract import Extractor
from pledgebook.model import Report


def _warm(*, fast: bool) -> Extractor:
    found = Extractor(fast=fast)
    found.read(Report("warm", "Norway pledged 50 million euros for Haiti on Monday."))
    return found


@pytest.fixture(scope="session")
def default() -> Extractor:
    """The extractor as it ships."""
    return _warm(fast=False)


@pytest.fixture(scope="session", params=["default", "fast"])
def extractor(request: pytest.FixtureRequest, default: Extractor) -> Extractor:
    """The extractor as it ships, and its fast way."""
    return default if request.param == "default" else _warm(fast=True)
