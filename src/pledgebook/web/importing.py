"""Reads what a person drops, pastes or points to into the book, one job after another, behind the pages."""

import json
import secrets
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from threading import Lock

from pledgebook.errors import ValueFormatError
from pledgebook.ingest import ENDINGS, Skipped, Source, find_sources
from pledgebook.ingest.draft import slug
from pledgebook.ingest.source import printable
from pledgebook.pipeline import Extractor, Extractors, ReadSummary, read_reports
from pledgebook.web.desk import Desk

MOST_FILES = 200
MOST_BYTES = 5_000_000
"""Most bytes of one file."""

_KEPT = 20
_WAITING = 10


@dataclass(slots=True)
class Job:
    """One import.

    Attributes:
        sources: What is to be read.
        done: How many of them have been taken up.
        now: Which one is being read.
        summary: What became of them; None while it runs.
        failed: Why nothing came of it at all; empty if something did.
    """

    id: str
    by: str
    begun: datetime
    sources: tuple[Source, ...]
    done: int = 0
    now: str = ""
    summary: ReadSummary | None = None
    failed: str = ""
    left_out: tuple[Skipped, ...] = field(default=())

    @property
    def running(self) -> bool:
        """Whether it is not finished."""
        return self.summary is None and not self.failed


class Imports:
    """The imports of one desk, one at a time."""

    def __init__(self, desk: Desk) -> None:
        """Take them up for a desk."""
        self._desk = desk
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="import")
        self._extractor: Extractor | Extractors | None = None

    def job(self, name: str) -> Job | None:
        """One import by its id."""
        return self._jobs.get(name)

    def jobs(self) -> tuple[Job, ...]:
        """The last imports, newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def files(self, uploads: Sequence[tuple[str, bytes]], by: str) -> Job:
        """Read uploaded files.

        Args:
            uploads: Name and content of each.
            by: Who sent them.

        Raises:
            ValueFormatError: None, or too many.
        """
        if not uploads or len(uploads) > MOST_FILES:
            raise ValueFormatError(f"{len(uploads)} files were sent; send 1 to {MOST_FILES} at once")
        folder = Path(tempfile.mkdtemp(prefix="pledgebook-import-"))
        sources, left_out = [], []
        for number, (name, content) in enumerate(uploads):
            plain = printable(PurePosixPath(name.replace("\\", "/")).name or "file")[:200]
            ending = PurePosixPath(plain).suffix.lower()
            if ending not in ENDINGS:
                left_out.append(Skipped(plain, f"{ending or 'no ending'}: read are {', '.join(ENDINGS)}"))
            elif len(content) > MOST_BYTES:
                left_out.append(Skipped(plain, f"over the limit of {MOST_BYTES / 1_000_000:.0f} MB"))
            else:
                place = folder / str(number)
                place.mkdir()
                path = place / f"{slug(PurePosixPath(plain).stem)}{ending}"
                path.write_bytes(content)
                sources.append(Source(plain, path=path))
        return self._start(tuple(sources), by, lambda: shutil.rmtree(folder, ignore_errors=True), tuple(left_out))

    def text(self, text: str, title: str, outlet: str, published: str, by: str) -> Job:
        """Read a text that was pasted.

        Raises:
            ValueFormatError: No text.
        """
        if not text.strip():
            raise ValueFormatError("there is no text to read; paste the whole report into the large field")
        given = {"title": title.strip(), "outlet": outlet.strip(), "published": published.strip()}
        record = {name: value for name, value in given.items() if value} | {"text": text}
        name = slug(title or text.strip()[:60])
        folder = Path(tempfile.mkdtemp(prefix="pledgebook-import-"))
        path = folder / f"{name}.json"
        path.write_text(json.dumps(record), encoding="utf-8")
        source = Source(printable(f"pasted: {title.strip() or name}"[:200]), path=path)
        return self._start((source,), by, lambda: shutil.rmtree(folder, ignore_errors=True))

    def address(self, url: str, by: str) -> Job:
        """Read a web address.

        Raises:
            ValueFormatError: None was given, or something else than http(s).
        """
        url = url.strip()
        if not url.lower().startswith(("http://", "https://")):
            raise ValueFormatError(
                f"cannot read {url[:80]!r} as a web address; write it like https://example.org/report.html"
            )
        return self._start(tuple(find_sources([url])), by, lambda: None)

    def close(self) -> None:
        """Start no other; wait for the running one."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _start(
        self, sources: tuple[Source, ...], by: str, after: Callable[[], None], left_out: tuple[Skipped, ...] = ()
    ) -> Job:
        job = Job(secrets.token_hex(6), by, self._desk.now(), sources, left_out=left_out)
        with self._lock:
            if sum(other.running for other in self._jobs.values()) >= _WAITING:
                after()
                raise ValueFormatError(f"{_WAITING} imports are waiting already; wait until some have finished")
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT:
                self._jobs.popitem(last=False)
        self._pool.submit(self._run, job, after)
        return job

    def _run(self, job: Job, after: Callable[[], None]) -> None:
        try:
            if self._extractor is None:
                self._extractor = self._desk.extractor()
            job.summary = read_reports(
                self._sources(job),
                self._desk.book,
                self._extractor,
                now=self._desk.now,
                max_bytes=MOST_BYTES,
            )
        except Exception as problem:
            job.failed = f"{type(problem).__name__}: {problem}"[:500]
        finally:
            after()

    def _sources(self, job: Job) -> Iterator[Source]:
        for source in job.sources:
            job.now = source.shown
            yield source
            job.done += 1
