"""Reads one source into reports; what cannot be read comes out named, with the reason, and nothing is raised."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from pledgebook.errors import ReadingError
from pledgebook.ingest.address import fetch
from pledgebook.ingest.decoding import decode
from pledgebook.ingest.draft import Draft, report_of
from pledgebook.ingest.letter import read_letter
from pledgebook.ingest.opening import open_file, read_bytes
from pledgebook.ingest.page import read_page
from pledgebook.ingest.pdf import read_pdf
from pledgebook.ingest.plain import read_plain
from pledgebook.ingest.records import read_record_lines, read_records
from pledgebook.ingest.source import ENDINGS, Skipped, Source
from pledgebook.ingest.word import read_word
from pledgebook.model import Report

MAX_BYTES = 5_000_000
"""Most bytes of one file, page or line of a .jsonl file that are read."""

_UNPACKED = 10
_ENDING_OF_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_SAYS_NOTHING = ("", "application/octet-stream", "binary/octet-stream")


def read_source(
    source: Source, *, max_bytes: int = MAX_BYTES, seconds: float = 30.0, allow_private: bool = False
) -> Iterator[Report | Skipped]:
    """Read the reports of one source, one at a time.

    Line ends become LF, and the characters that no book can hold become U+FFFD; the text
    is otherwise as it was given, without Unicode normalisation, so that quotations stay verbatim.
    The text of .json and .jsonl keeps its line ends too.

    Args:
        source: What to read, as `find_sources` names it.
        max_bytes: Most bytes of a file, page or line of .jsonl.
        seconds: Most seconds that fetching an address may last.
        allow_private: Let addresses be fetched that are not on the open internet.

    Yields:
        Each report, and for each record or source that gives none a `Skipped` that says why.
    """
    if source.unread:
        yield Skipped(source.shown, source.unread, source.by_rule)
        return
    try:
        if source.url is not None:
            yield from _read_address(source, max_bytes, seconds, allow_private)
        elif source.path is not None and source.path.suffix.lower() == ".jsonl":
            with open_file(source) as file:
                yield from _reports(source, read_record_lines(file, source.shown, max_bytes))
        else:
            ending = source.path.suffix.lower() if source.path is not None else ""
            yield from _read_as(ending, read_bytes(source, max_bytes), source, max_bytes)
    except ReadingError as problem:
        yield _skipped(source, problem)
    except Exception as problem:
        # The libraries that open foreign formats fail in ways of their own; one bad file must not end the run.
        yield Skipped(source.shown, f"reading failed ({type(problem).__name__}: {problem})"[:300])


def _read_as(
    ending: str, data: bytes, source: Source, max_bytes: int, charset: str | None = None
) -> Iterator[Report | Skipped]:
    from io import BytesIO

    shown = source.shown
    if ending == ".jsonl":
        yield from _reports(source, read_record_lines(BytesIO(data), shown, max_bytes))
    elif ending == ".json":
        yield from _reports(source, read_records(data, shown))
    elif ending == ".pdf":
        yield report_of(read_pdf(data, shown, max_bytes), source)
    elif ending == ".docx":
        yield report_of(read_word(data, shown, _UNPACKED * max_bytes), source)
    elif ending == ".eml":
        yield report_of(read_letter(data, shown), source)
    elif ending in (".html", ".htm"):
        yield report_of(read_page(decode(data, shown, charset, is_page=True), shown, source.url), source)
    else:
        yield report_of(read_plain(decode(data, shown, charset), is_markdown=ending == ".md"), source)


def _reports(source: Source, found: Iterator[tuple[int | None, Draft | ReadingError]]) -> Iterator[Report | Skipped]:
    for number, draft in found:
        yield _skipped(source, draft) if isinstance(draft, ReadingError) else report_of(draft, source, number)


def _read_address(source: Source, max_bytes: int, seconds: float, allow_private: bool) -> Iterator[Report | Skipped]:
    fetched = fetch(source.url or "", max_bytes=max_bytes, seconds=seconds, allow_private=allow_private)
    ending = _ENDING_OF_TYPE.get(fetched.content_type, "")
    if not ending and fetched.content_type in _SAYS_NOTHING:
        path = urlsplit(fetched.url).path.lower()
        ending = next((known for known in ENDINGS if path.endswith(known)), ".html")
    if not ending:
        why = f"the address holds {fetched.content_type}, not a report"
        raise ReadingError(source.shown, why, "give a page, a text, a PDF or a Word document")
    at = replace(source, url=fetched.url)
    yield from _read_as(ending, fetched.data, at, max_bytes, fetched.charset)


def _skipped(source: Source, problem: ReadingError) -> Skipped:
    return Skipped(source.shown, problem.why + (f"; {problem.instead}" if problem.instead else ""))
