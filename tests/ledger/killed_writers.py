"""Kills a writer again and again: run with the book's path; prints what each death left behind, as JSON.

The writers are forks of one process, so that twenty deaths take seconds.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from pledgebook.ledger import doctor, open_book
from pledgebook.model import Action, Claim, Clues, Mention, Party, Reading, Report, Span, Stance

DEATHS = 20
REPORTS = 1000
CLAIMS = 8


def all_readings() -> Iterator[Reading]:
    """The same readings every time."""
    for number in range(REPORTS):
        id = f"report-{number}"  # noqa: A001
        text = f"Canada will send {number:04} tanks. " * CLAIMS
        size = len(text) // CLAIMS
        spans = [Span(start, start + size - 1) for start in range(0, len(text), size)]
        claims = tuple(
            Claim(id, Mention(span.of(text), span), Party("CAN"), Stance.COMMITTED, Action.ARM) for span in spans
        )
        yield Reading(Report(id, text), claims, Clues(id), datetime(2025, 9, 5, tzinfo=UTC), "frames 1.0")


def write_until_killed(path: Path, started: int) -> None:
    """Add readings from where the last writer died; say so when the first is about to go in."""
    with open_book(path, create=True) as book:
        missing = islice(all_readings(), book.length(), None)
        os.write(started, b"!")
        book.add_many(missing)
        signal.pause()


def main(path: Path) -> None:
    """Let twenty writers die, then let one live."""
    chance = random.Random(20)
    deaths = []
    for _ in range(DEATHS):
        listen, started = os.pipe()
        child = os.fork()
        if child == 0:
            write_until_killed(path, started)
        os.close(started)
        if chance.random() < 0.8:  # else it dies while it opens or makes the book
            os.read(listen, 1)
        time.sleep(chance.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(listen)
        with open_book(path, create=True) as book:
            readings = list(book.readings())
        deaths.append(
            {
                "killed": os.WIFSIGNALED(status),
                "reports": len(readings),
                "whole": readings == [reading for reading, _ in zip(all_readings(), readings, strict=False)],
                "bad": [check.says for check in doctor(path) if check.health == "bad"],
            }
        )
    with open_book(path, create=False) as book:
        held = book.length()
        added = book.add_many(all_readings())
        complete = list(book.readings()) == list(all_readings())
    json.dump({"deaths": deaths, "held": held, "added": added, "complete": complete}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
