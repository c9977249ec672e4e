"""Draws pages: the templates of the static site's design, with addresses of the application in place of files."""

import re

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from pledgebook import __version__
from pledgebook.model import IncidentStatus
from pledgebook.publish import site, views, wording
from pledgebook.publish.incident_rows import range_in_words
from pledgebook.publish.incident_tables import version_title
from pledgebook.publish.names import name_of
from pledgebook.publish.taken_down import told_in
from pledgebook.web.asking import Ask

PAGES = (
    ("/", "Overview"),
    ("/ledger", "Ledger"),
    ("/actors", "Actors"),
    ("/timeline", "Timeline"),
    ("/monitoring", "Monitoring"),
    ("/what-if", "What if"),
    ("/findings", "Findings"),
    ("/reports", "Reports"),
    ("/review", "Review"),
    ("/import", "Import"),
)


STATUSES = {
    IncidentStatus.VERIFIED: "the accused side owns to it too, or a person verified it",
    IncidentStatus.CORROBORATED: "two or more independent originals tell of it",
    IncidentStatus.REPORTED: "one independent original tells of it",
    IncidentStatus.DISPUTED: "the accused side denies it, or a person disputes it",
    IncidentStatus.DISMISSED: "a person decided that it did not happen as told",
}

_CODE = re.compile(r"\b[A-Z]{3}\b")
_SAID_BESIDE = re.compile(r"^(?:stands|falls|open): |^(?:and|which) ")


def pledge_address(ask: Ask, pledge: str) -> str:
    """Where a pledge's page is."""
    return ask.link(f"/pledges/{pledge}")


def report_address(ask: Ask, report: str) -> str:
    """Where a report's page is."""
    return ask.link(f"/reports/{report}")


def named(words: str) -> str:
    """Words of the arrangement with the codes of states in them as names.

    >>> named("a cease-fire between RUS and UKR, by NATO")
    'a cease-fire between Russia and Ukraine, by NATO'
    """
    return _CODE.sub(lambda code: name_of(code[0]), words)


def reason(words: str) -> str:
    """A reason without the word that stands beside it already.

    >>> reason("falls: needs a cease-fire"), reason("which this scenario supposes holds")
    ('needs a cease-fire', 'this scenario supposes holds')
    """
    return _SAID_BESIDE.sub("", words)


@pass_context
def _pledge(context: Context, pledge: str) -> str:
    return pledge_address(context["ask"], pledge)


@pass_context
def _report(context: Context, report: str) -> str:
    return report_address(context["ask"], report)


@pass_context
def _actor(context: Context, actor: str) -> str:
    return str(context["ask"].link(f"/actors/{actor}"))


def per_cent(share: float) -> str:
    """A share from 0 to 1 as a percentage without decimals.

    >>> per_cent(0.416)
    '42 %'
    """
    return f"{100 * share:.0f} %"


def _only_svg(markup: Markup) -> Markup:
    """The drawing of a figure without what stands around it."""
    start, end = markup.find("<svg"), markup.rfind("</svg>")
    return Markup(markup[start : end + len("</svg>")]) if 0 <= start < end else Markup("")  # noqa: S704


def drawer(title: str) -> Environment:
    """The environment that draws the application's pages.

    Args:
        title: Name of the book.
    """
    environment = Environment(
        loader=ChoiceLoader(
            [PackageLoader("pledgebook.web", "templates"), PackageLoader("pledgebook.publish", "templates")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=told_in,
    )
    environment.filters |= {
        "pledge_file": _pledge,
        "report_file": _report,
        "actor_file": _actor,
        "file_name": site.file_name,
        "web_address": site.web_address,
        "when": site.iso_in_words,
        "name": name_of,
        "amount": site.amount_of,
        "per_cent": per_cent,
        "only_svg": _only_svg,
        "named": named,
        "reason": reason,
        "zip_same": lambda codes: [(str(code), str(code)) for code in codes],
        "zip_words": lambda codes, words: [(str(code), words[code]) for code in codes],
        "chance": views.chance_in_words,
        "between": lambda pair: range_in_words(*pair),
        "version_title": version_title,
    }
    words = site.SiteWords(title, f"Pledgebook {__version__}")
    environment.globals |= {
        **site.vocabulary(words),
        "pages": PAGES,
        "version": __version__,
        "wording": wording,
        "status_words": STATUSES,
    }
    return environment
