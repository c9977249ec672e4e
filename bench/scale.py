"""How long it takes to work out what many reports say together, and how much memory that needs.

python bench/scale.py 10000            a book of so many synthetic reports, worked out in full
python bench/scale.py 10000 --profile  the same, with the functions that take most of the time
"""

import argparse
import cProfile
import json
import pstats
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path

from synthetic import Feed

from pledgebook.ledger import Book, open_book
from pledgebook.model import Reading
from pledgebook.pipeline import findings_in, pledges_of, work_out
from pledgebook.reconcile import bring_in, portraits_of
from pledgebook.workings.origin_pages import OriginPages
from pledgebook.workings.pages import Pages

MORE = 15
"""So many reports more come one by one, each followed by two questions."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measured(args.reports, Path(folder) / "scale.book", profile=args.profile)
    if args.json:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name:28} {figure:12,.2f}")
    return 0


def measured(count: int, path: Path, *, profile: bool = False) -> dict[str, float]:
    """Seconds, megabytes and numbers of one book: made, worked out in full, and worked out again with one report more."""
    feed = Feed().readings(count + 1 + MORE)
    with open_book(path, create=True) as book:
        entering = timed(lambda: book.add_many(islice(feed, count)))
        last, *more = feed
        profiler = cProfile.Profile()
        if profile:
            profiler.enable()
        working = timed(lambda: work_out(book))
        profiler.disable()
        ledgered = work_out(book)
        has_index = Path(f"{book.path}.derived.index").exists()
        origins = timed(lambda: origins_of_one_more(book, last)) if has_index else 0.0
        again = timed(lambda: one_more(book, last))
        answers = sorted(timed(lambda reading=reading: one_more_asked(book, reading)) for reading in more)
        kept = sum(file.stat().st_size for file in path.parent.glob(f"{path.name}.derived*")) / 1e6
    if profile:
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(25)
    return {
        "reports": count,
        "claims": sum(len(pledge.claims) for pledge in ledgered.pledges),
        "originals": len(ledgered.origins),
        "pledges": len(ledgered.pledges),
        "findings": len(ledgered.findings),
        "entering, s": entering,
        "working out, s": working,
        "origins of one more, ms": 1000 * origins,
        "answers with one more, ms": 1000 * answers[len(answers) // 2],
        "slowest of them, ms": 1000 * answers[-1],
        "all read with one more, s": again,
        "most memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "book, MB": path.stat().st_size / 1e6,
        "worked out, MB": kept,
    }


def origins_of_one_more(book: Book, reading: Reading) -> None:
    """Find the origins of one report more in the index beside the book, and keep nothing."""
    with closing(Pages.of(book.path)) as pages:
        bring_in(OriginPages(pages), portraits_of([reading]))


def one_more(book: Book, reading: Reading) -> None:
    """Enter one report more and work out what the book says now."""
    book.add(reading)
    work_out(book)


def one_more_asked(book: Book, reading: Reading) -> None:
    """Enter one report more, and ask for the findings and for the pledges of the actor that it tells of first."""
    book.add(reading)
    findings_in(book)
    pledges_of(book, [claim.actor.code for claim in reading.claims[:1]] or ["GROUP"])


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time that some work takes: others on the machine do not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
