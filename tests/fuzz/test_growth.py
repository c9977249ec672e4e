"""Twice the text takes about twice the time, from the file to its claims, whatever the text repeats."""

import time
from pathlib import Path

import pytest
from tests.fuzz.growth import PIECES, grown, seconds_for

from pledgebook.extract import Extractor

SMALL = 40_000
MOST_TIMES = 2.6
"""What n log n would give is 2.1; the rest is the machine's."""
ATTEMPTS = 4
MEGABYTE_SECONDS = 20
MEGABYTES = (
    "brackets",
    "commas",
    "if if if",
    "quotation marks",
    "digits",
    "newlines",
    "one country",
    "one endless sentence",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", PIECES)
def test_twice_the_text_takes_about_twice_the_time(default: Extractor, tmp_path: Path, name: str) -> None:
    seconds_for(default.read, grown(name, SMALL), tmp_path, time.process_time)
    times = []
    for attempt in range(1, ATTEMPTS + 1):  # by a character more each time, so that no text was seen before
        small = seconds_for(default.read, grown(name, SMALL + attempt), tmp_path, time.process_time)
        large = seconds_for(default.read, grown(name, 2 * SMALL + attempt), tmp_path, time.process_time)
        times.append(large / small)
        if times[-1] <= MOST_TIMES:
            break

    assert min(times) <= MOST_TIMES


@pytest.mark.slow
@pytest.mark.parametrize("name", MEGABYTES)
def test_a_megabyte_is_read_in_a_sane_time(default: Extractor, tmp_path: Path, name: str) -> None:
    assert seconds_for(default.read, grown(name, 1_000_000), tmp_path, time.process_time) < MEGABYTE_SECONDS
