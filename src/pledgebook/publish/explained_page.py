"""An explanation as one file of HTML that needs no other: it opens from a disk, loads nothing and runs nothing."""

import base64
import hashlib
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from pledgebook.model import Explanation
from pledgebook.publish.explained import ExplanationView
from pledgebook.publish.records import claim_record, record
from pledgebook.publish.site import SiteWords, templates

_STYLES = ("pledgebook.css", "explained.css")


def explained_page(view: ExplanationView, made: str) -> str:
    """An explanation as a page.

    Args:
        view: The explanation in words.
        made: What the foot of the page says: by which version it was made.
    """
    assets = files("pledgebook.publish") / "assets"
    style = "\n" + "\n".join((assets / name).read_text(encoding="utf-8") for name in _STYLES)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    template = templates(SiteWords("Pledgebook", made)).get_template("explained.html")
    # The style is the product's own file; its digest is the only one that the page's policy lets through.
    return template.render(view=view, style=Markup(style), digest=digest)  # noqa: S704


def explanation_record(explanation: Explanation) -> dict[str, Any]:
    """An explanation as JSON values; each claim in the form in which ``claims --json`` gives it."""
    found: dict[str, Any] = _rounded(record(explanation))
    for sentence, told in zip(explanation.sentences, found["sentences"], strict=True):
        for explained, one in zip(sentence.claims, told["claims"], strict=True):
            one["claim"] = claim_record(explained.claim)
    return found


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, list):
        return [_rounded(part) for part in value]
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    return value
