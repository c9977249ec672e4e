"""The import page: files, a text or an address; how far it is; what could not be read and why."""

from itertools import islice

from pledgebook.ingest import ENDINGS
from pledgebook.web.answers import Page
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.importing import MOST_BYTES, MOST_FILES, Imports, Job
from pledgebook.web.sight import Sight

COLUMNS = ("at", "source", "why")


def imports(ask: Ask, desk: Desk, sight: Sight, jobs: Imports, job: Job | None = None) -> Page:
    """The import page; its rows are the sources that could not be read, newest first."""
    refusals = sorted(desk.book.refusals(), key=lambda refusal: refusal.at, reverse=True)
    return Page(
        template="import.html",
        shown={
            "here": "/import",
            "job": job,
            "jobs": jobs.jobs(),
            "refusals": list(islice(refusals, 50)),
            "endings": ENDINGS,
            "most_files": MOST_FILES,
            "most_bytes": MOST_BYTES,
            "book_path": str(desk.book.path),
            "shelf": sight.shelf,
        },
        columns=COLUMNS,
        rows=(
            {"at": refusal.at.isoformat(timespec="seconds"), "source": refusal.source, "why": refusal.why}
            for refusal in refusals
        ),
        more={"job": job_record(job) if job else None},
        writes=True,
        lasts=False,
    )


def job_record(job: Job) -> dict[str, object]:
    """How far an import is, as plain values."""
    summary = job.summary
    return {
        "id": job.id,
        "running": job.running,
        "sources": len(job.sources),
        "done": job.done,
        "now": job.now,
        "failed": job.failed,
        "reports": summary.reports if summary else None,
        "known": summary.known if summary else None,
        "claims": summary.claims if summary else None,
        "skipped": [
            {"source": skipped.source, "why": skipped.why}
            for skipped in (*job.left_out, *(summary.skipped if summary else ()))
        ],
    }
