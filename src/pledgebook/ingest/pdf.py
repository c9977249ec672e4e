"""PDF files with a text layer."""

import logging
from io import BytesIO

from pledgebook.errors import NoTextError, ReadingError
from pledgebook.ingest.decoding import one_line_end
from pledgebook.ingest.draft import Draft
from pledgebook.ingest.plain import headline_of
from pledgebook.ingest.unwrapping import unwrap


def read_pdf(data: bytes, shown: str, most: int) -> Draft:
    """Read the text layer, lines of a paragraph joined.

    The dates in a PDF say when the file was made, not when the report was published,
    so no date is taken from them.

    Args:
        data: The file.
        shown: Name of the source, for messages.
        most: Most characters of text to take.

    Raises:
        NoTextError: Pictures of pages only.
        ReadingError: Damaged, locked with a password, or more text than ``most``.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages: list[str] = []
    size = 0
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError(shown, "the PDF is locked with a password", "save it without one")
        for page in reader.pages:
            pages.append(one_line_end(page.extract_text()).strip())
            size += len(pages[-1])
            if size > most:
                raise ReadingError(shown, f"the PDF holds more than {most:,} characters of text", "split it")
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as problem:
        raise ReadingError(shown, f"the PDF is damaged ({problem})", "open it and save it again") from None
    text = unwrap("\n\n".join(page for page in pages if page), narrowest=30, widest=160)
    if not any(map(str.isalnum, text)):
        raise NoTextError(shown, "the PDF holds pictures of pages and no text", "run it through text recognition first")
    given = title.strip() if isinstance(title, str) else ""
    return Draft(text=text, title=headline_of(text) or (given if " " in given else None))
