"""What the tests of reading share: files made for the test, read back as reports."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pledgebook.ingest import MAX_BYTES, Skipped, find_sources, read_source
from pledgebook.model import Report

ReadAll = Callable[..., list[Report | Skipped]]
ReadOne = Callable[[str, bytes | str], Report]
Refused = Callable[[str, bytes | str], str]


@pytest.fixture
def read_all() -> ReadAll:
    """Read paths and addresses, reports and skipped ones in order."""

    def read(*paths: str | Path, max_bytes: int = MAX_BYTES) -> list[Report | Skipped]:
        return [item for source in find_sources(paths) for item in read_source(source, max_bytes=max_bytes)]

    return read


@pytest.fixture
def read_one(tmp_path: Path, read_all: ReadAll) -> ReadOne:
    """Write one file and read its only report."""

    def read(name: str, content: bytes | str) -> Report:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (report,) = read_all(path)
        assert isinstance(report, Report), report
        return report

    return read


@pytest.fixture
def refused(tmp_path: Path, read_all: ReadAll) -> Refused:
    """Write one file that holds no report and say why it was skipped."""

    def read(name: str, content: bytes | str) -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (skipped,) = read_all(path)
        assert isinstance(skipped, Skipped), skipped
        assert name in skipped.source
        return skipped.why

    return read


@pytest.fixture
def news_page() -> str:
    """A page as a newspaper's site sends it: menus, article, related links, footer."""
    paragraphs = "".join(f"<p>{text}</p>" for text in STORY)
    return f"""<!DOCTYPE html><html lang="en"><head><title>Norway sends two systems | The Example</title>
<meta property="og:title" content="Norway sends two systems"><meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2025-08-25T09:30:00+02:00"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>
<main><article><h1>Norway sends two systems</h1>{paragraphs}</article></main>
<aside><h3>Most read</h3><ul><li><a href="/a">Ten soups for autumn</a></li></ul></aside>
<footer>Copyright 2025 The Example</footer></body></html>"""


STORY = (
    "Norway said on Monday that it would, together with Germany, pay for two Patriot air defence systems for Ukraine.",
    "Prime Minister Jonas Gahr Støre announced the decision in Kyiv, where he met President Volodymyr Zelensky. "
    "The systems are to arrive before the winter, the ministry in Oslo said in a statement.",
    "Germany's defence minister confirmed that Berlin would share the cost. No figure was given for the German part, "
    "which parliament has to approve in the coming weeks.",
)
