"""Writes a book as static pages: an overview, the ledger, one page a pledge and a report, findings, conditions.

The pages need no server and no network: one style sheet and one small script lie
beside them, a Content-Security-Policy forbids all else, and every word of a report
is escaped on its way in.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pledgebook.errors import BookError
from pledgebook.model import Action, Amount, ConditionKind, Ledgered, Quantity, Reading, Severity, Stance, When
from pledgebook.publish import rows, views, wording
from pledgebook.publish.names import name_of
from pledgebook.publish.taken_down import told_in

ASSETS = ("pledgebook.css", "ledger.js")
MANIFEST = ".pledgebook-site"

_RESERVED = ("", "con", "prn", "aux", "nul")

_PAGES = (("index", "Overview"), ("ledger", "Pledges"), ("conditions", "Conditions"), ("findings", "Findings"))


@dataclass(frozen=True, slots=True)
class SiteWords:
    """What the pages say of the book as a whole.

    Attributes:
        title: Name of the book.
        made: What the footer says: which version made the pages, from what, as of when.
    """

    title: str
    made: str


def write_site(folder: Path, ledgered: Ledgered, readings: Iterable[Reading], words: SiteWords) -> int:
    """Write the pages into a folder and give back how many.

    Pages of an earlier run that are not written again are removed; nothing else in
    the folder is touched.

    Raises:
        BookError: The folder cannot be written.
    """
    kept = tuple(readings)
    try:
        earlier = _earlier(folder)
        written: list[str] = []
        for name, text in pages(ledgered, kept, words):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", errors="replace")
            written.append(name)
        for name in ASSETS:
            content = (files("pledgebook.publish") / "assets" / name).read_text(encoding="utf-8")
            (folder / "assets").mkdir(exist_ok=True)
            (folder / "assets" / name).write_text(content, encoding="utf-8")
            written.append(f"assets/{name}")
        for name in earlier - set(written):
            (folder / name).unlink(missing_ok=True)
        (folder / MANIFEST).write_text("\n".join(sorted(written)) + "\n", encoding="utf-8")
    except OSError as problem:
        raise BookError(
            f"cannot write the site into {folder}: {problem.strerror}; name another folder with --to"
        ) from problem
    return sum(name.endswith(".html") for name in written)


def _earlier(folder: Path) -> set[str]:
    """Pages that an earlier run wrote; names that would lead out of the folder are left alone."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return set()
    return {name for name in manifest.read_text(encoding="utf-8").split("\n") if re.fullmatch(r"(\w+/)?[\w.-]+", name)}


def pages(ledgered: Ledgered, readings: Iterable[Reading], words: SiteWords) -> Iterator[tuple[str, str]]:
    """Each page as its name in the folder and its HTML."""
    kept = tuple(readings)
    reports = {reading.report.id: reading.report for reading in kept}
    report_rows = rows.report_rows(kept, ledgered)
    book = views.overview(ledgered, report_rows)
    shelf = views.shelve(ledgered, report_rows)
    until = When(book.last).latest if book.last else None
    environment = templates(words)

    def draw(template: str, **shown: Any) -> str:
        return environment.get_template(template).render(**shown)

    yield "index.html", draw("index.html", up="", here="index", book=book, shelf=shelf)
    yield "ledger.html", draw("ledger.html", up="", here="ledger", book=book)
    yield "conditions.html", draw("conditions.html", up="", here="conditions", book=book, shelf=shelf)
    found = views.finding_groups(book.findings, shelf, reports)
    yield "findings.html", draw("findings.html", up="", here="findings", book=book, groups=found)
    yield "reports.html", draw("reports.html", up="", here="reports", book=book)
    for pledge in ledgered.pledges:
        page = views.pledge_page(pledge, shelf, reports, until)
        yield pledge_file(pledge.id), draw("pledge.html", up="../", here="ledger", page=page)
    for reading in kept:
        shown = views.report_page(reading, shelf)
        yield report_file(reading.report.id), draw("report.html", up="../", here="reports", page=shown, shelf=shelf)


def pledge_file(pledge: str) -> str:
    """Name of a pledge's page."""
    return f"pledges/{file_name(pledge)}.html"


def report_file(report: str) -> str:
    """Name of a report's page."""
    return f"reports/{file_name(report)}.html"


def file_name(identifier: str) -> str:
    """An id as the name of a file: safe on every system, different for different ids.

    >>> file_name("can-deploy-ukr")
    'can-deploy-ukr'
    >>> file_name("../Böse").startswith("bose-")
    True
    """
    plain = unicodedata.normalize("NFKD", identifier).encode("ascii", "ignore").decode().lower()
    safe = re.sub(r"[^a-z0-9_-]+", "-", plain).strip("-")[:80]
    if safe == identifier and safe not in _RESERVED:
        return safe
    return f"{safe or 'x'}-{hashlib.blake2b(identifier.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"


def web_address(url: str | None) -> str | None:
    """An address that may be followed: http and https only; None for any other.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    return url if url and re.match(r"https?://[^\s]+$", url) else None


def iso_in_words(iso: str | None) -> str:
    """A stored date as prose prints it.

    >>> iso_in_words("2025-09-04"), iso_in_words(None)
    ('4 September 2025', 'undated')
    """
    return wording.when_in_words(When(iso) if iso else None)


def amount_of(row: rows.PledgeRow) -> str:
    """The sum and the count of a pledge in words; empty if nobody states one."""
    amount = wording.amount_in_words(Amount(row.amount, row.currency)) if row.amount and row.currency else ""
    count = wording.quantity_in_words(Quantity(row.quantity, row.unit or "")) if row.quantity else ""
    return " · ".join(part for part in (amount, count) if part)


def templates(words: SiteWords) -> Environment:
    """The templates of the pages, with the words that they print."""
    environment = Environment(
        loader=PackageLoader("pledgebook.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=told_in,
    )
    environment.filters |= {
        "pledge_file": pledge_file,
        "report_file": report_file,
        "file_name": file_name,
        "web_address": web_address,
        "when": iso_in_words,
        "name": name_of,
        "amount": amount_of,
    }
    environment.globals |= vocabulary(words)
    return environment


def vocabulary(words: SiteWords) -> Mapping[str, Any]:
    """The words and codes that templates print."""
    return {
        "words": words,
        "site_pages": (*_PAGES, ("reports", "Reports")),
        "counted": wording.counted,
        "stance_words": wording.STANCES,
        "action_words": wording.ACTIONS,
        "condition_words": wording.CONDITIONS,
        "finding_words": wording.FINDINGS,
        "severity_words": wording.SEVERITIES,
        "Stance": Stance,
        "Action": Action,
        "Severity": Severity,
        "ConditionKind": ConditionKind,
    }
