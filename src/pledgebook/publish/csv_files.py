"""Records as CSV: a heading, then one line a record."""

import csv
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from pledgebook.publish import records


def write_csv(stream: TextIO, columns: tuple[str, ...], values: Iterable[Mapping[str, Any]]) -> int:
    """Write a heading and one line a record, and give back how many records there were.

    The stream must not translate line ends.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    lines = 0
    for value in values:
        writer.writerow(records.cells(value, columns))
        lines += 1
    return lines
