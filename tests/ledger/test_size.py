"""A large book is written quickly and read without being held in memory."""

import time
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from pledgebook.ledger import Book
from pledgebook.model import Reading

MakeReading = Callable[..., Reading]


@pytest.mark.slow
def test_two_thousand_small_reports_take_a_few_seconds_of_work(book: Book, make_reading: MakeReading) -> None:
    readings = [make_reading(f"[[Canada will send {n} tanks.]] " * 5, id=f"r{n}") for n in range(2000)]

    begun = time.process_time()
    added = book.add_many(readings)
    work = time.process_time() - begun

    assert added == 2000
    assert work < 8


def test_a_book_is_read_a_few_reports_at_a_time(book: Book, make_reading: MakeReading) -> None:
    size = 50_000

    def reports() -> Iterator[Reading]:
        for number in range(400):
            yield make_reading(f"[[Canada will send {number} tanks.]] ".ljust(size, "."), id=f"r{number}")

    tracemalloc.start()
    try:
        book.add_many(reports())
        count = sum(1 for _ in book.readings())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert count == 400
    assert peak < 400 * size / 3
