"""Who reads while ``pledgebook read`` writes sees one state of the book at a time."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .conftest import served

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROGRAM = [sys.executable, "-c", "import sys; from pledgebook.cli import main; sys.exit(main())"]
MORE = Path(__file__).parent / "after_a_ceasefire"


def test_a_reader_sees_a_consistent_book_while_read_writes(page: "Page", sample_book: Path, tmp_path: Path) -> None:
    book = tmp_path / "growing.book"
    shutil.copy(sample_book, book)
    with served(book) as address:
        seen: dict[int, tuple[int, int, int]] = {}
        lengths: list[int] = []
        reading = subprocess.Popen([*PROGRAM, "read", MORE, "--book", book], stdout=subprocess.DEVNULL)
        while reading.poll() is None or not lengths or lengths[-1] < 28:
            told = page.request.get(f"{address}/overview.json").json()
            lengths.append(told["book_length"])
            figures = (told["reports"], told["claims"], told["pledges"])
            assert seen.setdefault(told["book_length"], figures) == figures
            assert told["reports"] == told["book_length"]
            assert len(lengths) < 2000
        page.goto(f"{address}/monitoring")

    assert reading.returncode == 0
    assert lengths == sorted(lengths)
    assert len(seen) >= 2
    assert page.locator("article.incident").count() > 2
