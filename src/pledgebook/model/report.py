"""A report: one text as it was read."""

import hashlib
from dataclasses import dataclass

from pledgebook.model.text import Span
from pledgebook.model.when import When


@dataclass(frozen=True, slots=True)
class Report:
    """One text as read. It is never changed after.

    Attributes:
        id: Names the report in the book; given with the text or worked out from it.
        text: What claims are read from; all spans count in its code points.
        outlet: Who published it, as the source says; None if it does not.
        url: Where it was found; None for a file.
        title: Its headline; None if none is known.
        published: The date it carries outside its text (metadata, file); None if none.
        language: ISO 639-1 code of the text, ``und`` when it cannot be told.
        furniture: Pieces of the text that are no part of the story: menus, "Read also" lines, captions, social links.
        source: The file or address it was read from.
    """

    id: str
    text: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: When | None = None
    language: str = "en"
    furniture: tuple[Span, ...] = ()
    source: str = ""

    @property
    def digest(self) -> str:
        """Hash of the content (outlet, title, date and text): two reports with one digest are one report."""
        parts = (self.outlet or "", self.title or "", self.published.iso if self.published else "", self.text)
        return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
