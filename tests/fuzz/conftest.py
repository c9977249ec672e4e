"""The two ways of reading, each loaded once and warm."""

import pytest

from pledgebook.extract import Extractor
from pledgebook.model import Report


@pytest.fixture(scope="session", params=["default", "fast"])
def extractor(request: pytest.FixtureRequest) -> Extractor:
    """The extractor as it ships, and its fast way."""
    found = Extractor(fast=request.param == "fast")
    found.read(Report("warm", "Norway pledged 50 million euros for Haiti on Monday."))
    return found
