"""HTML pages: the article's text, title, outlet, date and address."""

from typing import Any
from urllib.parse import urlsplit

from pledgebook.errors import NoTextError
from pledgebook.ingest.draft import Draft, known_outlet, read_date
from pledgebook.ingest.furniture import mark_furniture

_LEAST_LETTERS = 40
_NO_LATER = "2099-12-31"


def read_page(html: str, shown: str, url: str | None = None) -> Draft:
    """Read the article of a page.

    The date is taken from the page's metadata only, never guessed from its text.
    The outlet is the one that the tables know by the page's domain or site name,
    else the site name as the page gives it.

    Raises:
        NoTextError: The page holds no article: only menus, a form, a script.
    """
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        # The latest date is fixed so that what is read does not depend on the day of reading.
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": _NO_LATER},
    )
    text = (found.text or "").strip() if found is not None else ""
    if _letters_of_story(text) < _LEAST_LETTERS:
        raise NoTextError(
            shown, "the page holds no article", "save the article's text as .txt, or give another address"
        )
    address = url or found.url
    return Draft(
        text=text,
        outlet=_outlet(found.sitename, found.hostname, address),
        url=address,
        title=found.title or None,
        published=read_date(found.date),
    )


def _letters_of_story(text: str) -> int:
    letters = sum(map(str.isalpha, text))
    return letters - sum(sum(map(str.isalpha, span.of(text))) for span in mark_furniture(text))


def _outlet(sitename: str | None, hostname: str | None, address: str | None) -> str | None:
    domain = urlsplit(address).hostname if address else hostname
    known = known_outlet(sitename, domain)
    if known is not None:
        return known.name
    return sitename.strip() or None if sitename else None
