"""Word documents, .docx."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pledgebook.errors import NoTextError, ReadingError
from pledgebook.ingest.draft import Draft
from pledgebook.ingest.plain import headline_of


def read_word(data: bytes, shown: str, most: int) -> Draft:
    """Read the paragraphs and tables in their order, one line each; a table's row is one line.

    The dates in the file say when it was saved, so none is taken from them.

    Args:
        data: The file.
        shown: Name of the source, for messages.
        most: Most bytes that its parts may unpack to.

    Raises:
        NoTextError: No text in it.
        ReadingError: Damaged, another kind of file, or packed to burst.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > most:
                raise ReadingError(shown, f"it unpacks to more than {most:,} bytes", "save its text as .txt")
        document = docx.Document(BytesIO(data))
        text = "\n".join(_lines(document)).strip("\n")
        title = document.core_properties.title
    except (zipfile.BadZipFile, PackageNotFoundError, SyntaxError, KeyError, ValueError, AttributeError) as problem:
        raise ReadingError(shown, f"no Word document, or a damaged one ({problem})", "save its text as .txt") from None
    if not text.strip():
        raise NoTextError(shown, "the document holds no text")
    return Draft(text=text, title=(title or "").strip() or headline_of(text))


def _lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield " | ".join(cell.text.strip().replace("\n", " ") for cell in row.cells)
        else:
            yield block.text
