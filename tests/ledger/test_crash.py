"""A writer that is killed at any moment leaves a book that opens, holds no half report and can be continued."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).parent / "killed_writers.py"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes")
def test_twenty_writers_killed_at_random_lose_nothing_that_was_kept(book_path: Path) -> None:
    run = subprocess.run([sys.executable, DRIVER, book_path], capture_output=True, text=True, timeout=300, check=False)

    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    deaths = told["deaths"]
    assert [death["killed"] for death in deaths] == [True] * 20
    assert all(death["whole"] for death in deaths)
    assert [death["bad"] for death in deaths] == [[]] * 20
    reports = [death["reports"] for death in deaths]
    assert reports == sorted(reports)
    assert 0 < told["held"] == reports[-1] <= 1000
    assert told["added"] == 1000 - told["held"]
    assert told["complete"]
