"""Reads thousands of hostile reports, both ways, and says what went wrong: an error, a misquotation, a slow one.

    make fuzz                                  20,000 inputs
    make fuzz ARGS="--only 1234"               one of them again, with its text
    make fuzz ARGS="--from 4000 --to 8000"     some of them

Four in five are reports mangled (tests/fuzz/hostile_reports.py), one in five is any text that hypothesis thinks of.
A run that is broken off goes on from there with --from.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402
from rich.progress import track  # noqa: E402
from tests.fuzz.checking import SECONDS, trouble_with  # noqa: E402
from tests.fuzz.hostile_reports import HYPOTHESIS_SHARE, bare_report, hostile_reports, materials  # noqa: E402

from pledgebook.extract import Extractor  # noqa: E402
from pledgebook.model import Report  # noqa: E402

INPUTS = 20_000
TRAINING = ROOT / "accuracy" / "training"
PIECE = 200
"""So many numbers are made together; of each piece one in five by hypothesis."""


def inputs(first: int, after: int) -> Iterator[Report]:
    """The inputs with these numbers."""
    made_from = materials(TRAINING)
    for start in range(first - first % PIECE, after, PIECE):
        odd = iter(thought_up(start, PIECE // HYPOTHESIS_SHARE))
        for number in range(start, start + PIECE):
            if number % HYPOTHESIS_SHARE == HYPOTHESIS_SHARE - 1:
                report = bare_report(number, next(odd, ""))
            elif first <= number < after:
                (report,) = hostile_reports(range(number, number + 1), made_from)
            if first <= number < after:
                yield report


def thought_up(seed: int, most: int) -> list[str]:
    """Texts that hypothesis thinks of, some with pledges between them."""
    import hypothesis
    from hypothesis import strategies as st

    found: list[str] = []
    words = st.sampled_from(materials(TRAINING).sentences)
    texts = st.lists(st.one_of(st.text(max_size=60), words), max_size=8).map("".join)

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=most, database=None, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
    )
    @hypothesis.given(st.one_of(st.text(max_size=300), texts))
    def take(text: str) -> None:
        found.append(text)

    take()
    return list(islice(found, most))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="first", type=int, default=0, metavar="N", help="first input")
    parser.add_argument("--to", dest="after", type=int, default=INPUTS, metavar="N", help="input after the last")
    parser.add_argument("--only", type=int, metavar="N", help="one input, its text printed")
    parser.add_argument(
        "--log", type=Path, metavar="FILE", help="add the figures of this run to a file, a line of JSON"
    )
    asked = parser.parse_args()
    if asked.only is not None:
        asked.first, asked.after = asked.only, asked.only + 1
    ways = [Extractor(), Extractor(fast=True)]
    for way in ways:
        way.read(Report("warm", "Norway pledged 50 million euros for Haiti on Monday."))
    slowest, troubles, characters, number = 0.0, 0, 0, 0
    start = time.process_time()
    reports = inputs(asked.first, asked.after)
    bar = Console(stderr=True)
    for report in track(
        reports, "reading", asked.after - asked.first, console=bar, transient=True, disable=not bar.is_terminal
    ):
        number += 1
        if asked.only is not None:
            print(repr(report))
        characters += len(report.text)
        for way in ways:
            before = time.process_time()
            found = trouble_with(report, way)
            slowest = max(slowest, time.process_time() - before)
            troubles += len(found)
            for trouble in found:
                print(trouble, flush=True)
    figures = {
        "from": asked.first,
        "inputs": number,
        "characters": characters,
        "troubles": troubles,
        "slowest": round(slowest, 3),
        "seconds": round(time.process_time() - start, 1),
    }
    print(
        f"{number:,} inputs of {characters:,} characters, each read both ways: {troubles} in trouble; "
        f"the slowest took {slowest:.2f} s (at most {SECONDS:.0f} s are allowed)"
    )
    if asked.log:
        with asked.log.open("a", encoding="utf-8") as log:
            log.write(json.dumps(figures) + "\n")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
