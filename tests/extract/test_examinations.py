"""Dates and sums of public corpora are read as well as docs/examinations.md says."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[2]
_DATA = _ROOT.parent / "shared/data"

pytestmark = pytest.mark.gold


@cache
def _figures() -> dict[str, Any]:
    missing = [name for name in ("meantime", "wikiwars", "recognizers_specs") if not (_DATA / name).exists()]
    if missing:
        pytest.skip(f"{', '.join(missing)} not in {_DATA}: put the corpora there to measure")
    said = subprocess.run(
        [sys.executable, _ROOT / "accuracy" / "examinations.py", "--json"],
        capture_output=True, check=True, text=True, encoding="utf-8", env=os.environ,
    )  # fmt: skip
    result: dict[str, Any] = json.loads(said.stdout)
    return result


@pytest.mark.parametrize(
    ("what", "least"),
    [
        ("MEANTIME: every", 0.75),
        ("MEANTIME: dates", 0.82),
        ("WikiWars: every", 0.82),
        ("WikiWars: dates", 0.84),
    ],
)
def test_expressions_of_time_have_the_value_that_annotators_gave(what: str, least: float) -> None:
    figures = _figures()[what]["Pledgebook"]

    assert figures["all"] >= least
    assert figures["scored only"] >= least - 0.02


def test_the_currency_specs_of_currencies_that_still_exist_are_met() -> None:
    assert _figures()["specs"]["Pledgebook"] >= 0.97


def test_every_form_in_which_reports_print_sums_is_read() -> None:
    assert _figures()["forms"]["Pledgebook"] == 1.0
