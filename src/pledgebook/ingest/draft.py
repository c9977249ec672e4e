"""What a format's reader found, and how it becomes a report: id, outlet, date, language, furniture."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from pledgebook.data import Outlet, outlets
from pledgebook.errors import DateFormatError
from pledgebook.ingest.decoding import holdable
from pledgebook.ingest.furniture import mark_furniture
from pledgebook.ingest.language import language_of
from pledgebook.ingest.source import Source, printable
from pledgebook.model import Report, When

_ISO = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ]\d{2}[:\d.Z+ -]*)?")
_WORDED = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%d.%m.%Y", "%Y.%m.%d", "%Y/%m/%d", "%B %Y")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LONGEST_ID = 120
_LONGEST_GIVEN_ID = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """What a format's reader found in one source, before it is a report.

    Attributes:
        text: The text; spans will count in it as it is here.
        id: Id that came with it; None if none did.
        outlet: Name of the medium as the source gives it.
        url: Address that the source gives for itself.
        title: Headline.
        published: Date beside the text.
    """

    text: str
    id: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: When | None = None


def report_of(draft: Draft, source: Source, number: int | None = None) -> Report:
    """The report that a draft makes, with its id, language and furniture worked out.

    Args:
        draft: What was found.
        source: Where it was found.
        number: Which of several in the source it is, from 1; goes into the id where none is given.
    """
    text = holdable(draft.text)
    furniture = mark_furniture(text)
    return Report(
        id=_given_id(draft.id) or _id_of(source, number),
        text=text,
        outlet=holdable(draft.outlet) if draft.outlet else None,
        url=_web_address(draft.url) or _web_address(source.url),
        title=holdable(draft.title) if draft.title else None,
        published=draft.published,
        language=language_of(text, furniture),
        furniture=furniture,
        source=source.shown,
    )


def _given_id(given: str | None) -> str | None:
    """The id as it came; one that is too long or cannot be printed on one line is made into a slug."""
    if given is None or (given.isprintable() and len(given) <= _LONGEST_GIVEN_ID):
        return given
    return slug(given)


def _web_address(given: str | None) -> str | None:
    """The address as it came, unless a reader who follows it would come to something else than a web page.

    >>> _web_address("https://nordlys.example/7"), _web_address("javascript:alert(1)")
    ('https://nordlys.example/7', None)
    """
    if given is None or not given.isprintable() or " " in given:
        return None
    scheme = _SCHEME.match(given)
    return given if scheme is None or scheme[1].lower() in ("http", "https") else None


def _id_of(source: Source, number: int | None) -> str:
    if source.url is not None:
        address = urlsplit(source.url)
        stem = f"{(address.hostname or '').removeprefix('www.')} {unquote(address.path)}"
    else:
        stem = printable(PurePath(source.path or "report").stem)
    return slug(stem) + (f"-{number}" if number is not None else "")


def slug(words: str) -> str:
    """Words as a readable id: lower case, letters and digits of any script, hyphens between.

    >>> slug("Paris: 26 Länder sagen zu!"), slug("***")
    ('paris-26-länder-sagen-zu', 'report')
    """
    plain = unicodedata.normalize("NFC", words).lower()
    cut = re.sub(r"[\W_]+", "-", plain)[: _LONGEST_ID + 1].strip("-")
    return cut[:_LONGEST_ID].strip("-") or "report"


def read_date(words: str | None) -> When | None:
    """A date as metadata write it; None where it is missing or may be read in two ways.

    >>> read_date("2025-09-04T10:15:00+02:00"), read_date("4 September 2025"), read_date("04/09/2025")
    (When(iso='2025-09-04'), When(iso='2025-09-04'), None)
    """
    if not words or len(words) > 100:
        return None
    words = words.strip()
    iso = _ISO.fullmatch(words)
    if iso is not None:
        try:
            return When(iso[1])
        except DateFormatError:
            return None
    for form in _WORDED:
        try:
            # The day alone is kept, so no time zone is needed.
            found = datetime.strptime(words, form)  # noqa: DTZ007
        except ValueError:
            continue
        return When(found.date().isoformat()[:7] if "%d" not in form else found.date().isoformat())
    try:
        return When.of_day(parsedate_to_datetime(words).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def known_outlet(name: str | None, domain: str | None = None) -> Outlet | None:
    """The outlet that the tables know by this name, alias or domain (``www.`` and subdomains aside); None if none.

    >>> known_outlet("AP").name, known_outlet(None, "www.reuters.com").name
    ('Associated Press', 'Reuters')
    """
    names, domains = _outlet_index()
    if name and name.strip().casefold() in names:
        return names[name.strip().casefold()]
    labels = (domain or "").lower().split(".")
    for start in range(len(labels) - 1):
        found = domains.get(".".join(labels[start:]))
        if found is not None:
            return found
    return None


@cache
def _outlet_index() -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    names: dict[str, Outlet] = {}
    domains: dict[str, Outlet] = {}
    for outlet in outlets():
        for name in (outlet.name, *outlet.aliases):
            names.setdefault(name.casefold(), outlet)
        if outlet.domain:
            domains.setdefault(outlet.domain.lower(), outlet)
    return names, domains
