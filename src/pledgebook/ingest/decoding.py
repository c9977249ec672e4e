"""Bytes to text: byte order mark, declared encoding, UTF-8, then a guess; binary files are told apart."""

import codecs
import re

from pledgebook.errors import NoTextError, ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file", ".pdf"),
    (b"PK\x03\x04", "a ZIP archive or an office document", ".docx"),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"\x1f\x8b", "a compressed file", ""),
    (b"\x7fELF", "a program", ""),
    (b"SQLite format 3\x00", "a database", ""),
    (b"\xd0\xcf\x11\xe0", "an old office document", ""),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_GUESSED = [
    "cp1252", "cp1250", "cp1251", "koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "cp1253", "cp1254", "cp1255", "cp1256",
    "gb18030", "big5", "shift_jis", "euc_jp", "cp949", "mac_cyrillic", "utf_16_le", "utf_16_be",
]  # fmt: skip
_WESTERN = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøùúûüßÿœÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØÙÚÛÜŒ“”‘’‚„–—…•«»‹›·°§€£©®™¡¿ºª´¨\u00a0\u00ad"
)
_MOST_ACCENTED = 0.2
_SAMPLE = 200_000
_UNHOLDABLE = re.compile(r"[\x00\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, shown: str, declared: str | None = None, is_page: bool = False) -> str:
    """The text that the bytes spell, line ends made LF, without byte order mark.

    A byte order mark wins, then the encoding that the sender or the page declares,
    then UTF-8, then the most likely of some twenty legacy encodings. Nothing else is
    changed: no Unicode normalisation, no trimming.

    Args:
        data: The bytes.
        shown: Name of the source, for messages.
        declared: Encoding that came with the bytes (an HTTP or MIME header).
        is_page: Whether an encoding declared inside, in an HTML ``meta`` element, counts.

    Raises:
        NoTextError: No bytes, or nothing but white space.
        ReadingError: Binary content, or no encoding fits.
    """
    _refuse_binary(data, shown)
    text = _by_mark(data) or _by_declaration(data, declared, is_page) or _by_guess(data)
    if text is None:
        raise ReadingError(shown, "its encoding cannot be told", "save it as UTF-8 and read it again")
    if len(_CONTROL.findall(text[:_SAMPLE])) > max(2, len(text[:_SAMPLE]) // 50):
        raise ReadingError(shown, "it holds binary data, not text", "give the text itself")
    text = one_line_end(text)
    if not text.strip("\ufeff \t\n\r\f\v\u00a0\u200b"):
        raise NoTextError(shown, "it is empty")
    return holdable(text.removeprefix("\ufeff"))


def one_line_end(text: str) -> str:
    r"""Line ends of Windows and old Macs made LF.

    >>> one_line_end("a\r\nb\rc")
    'a\nb\nc'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def holdable(text: str) -> str:
    r"""The text with each character that no book can hold (NUL, half a surrogate pair) replaced by one U+FFFD.

    Positions do not move.

    >>> holdable("a\x00b")
    'a�b'
    """
    return _UNHOLDABLE.sub("\ufffd", text)


def _refuse_binary(data: bytes, shown: str) -> None:
    if not data:
        raise NoTextError(shown, "it is empty")
    for magic, what, ending in _MAGIC:
        if data.startswith(magic):
            instead = f"give it the ending {ending}" if ending else "give the text itself"
            raise ReadingError(shown, f"it is {what}, not text", instead)
    if b"\x00" in data[:_SAMPLE] and _by_mark(data) is None and _wide(data) is None:
        raise ReadingError(shown, "it holds binary data, not text", "give the text itself")


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _try(data, encoding)
    return None


def _by_declaration(data: bytes, declared: str | None, is_page: bool) -> str | None:
    if declared is None and is_page:
        match = _META_CHARSET.search(data[:4096])
        declared = match[1].decode("ascii") if match else None
    if declared is None:
        return None
    if declared.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        return _try(data, "utf-8") or _try(data, "cp1252")
    return _try(data, declared)


def _by_guess(data: bytes) -> str | None:
    wide = _wide(data)
    if wide is not None:
        return _try(data, wide)
    text = _try(data, "utf-8")
    if text is not None:
        return text
    if _is_western(data):
        return _try(data, "cp1252")
    from charset_normalizer import from_bytes

    # A cut in the middle of a character would rule the right encoding out, so the sample ends at a line end.
    cut = data.rfind(b"\n", 0, _SAMPLE) if len(data) > _SAMPLE else -1
    best = from_bytes(data[:cut] if cut > 0 else data[:_SAMPLE], cp_isolation=_GUESSED).best()
    if best is None:
        return None
    return _try(data, best.encoding) or data.decode(best.encoding, "replace")


def _is_western(data: bytes) -> bool:
    """Whether bytes read as Windows-1252 give mostly plain letters and, beside them, only what western Europe writes.

    The guess by statistics takes short French or German for Czech; Cyrillic and Czech do not pass here.
    """
    text = _try(data[:_SAMPLE], "cp1252")
    if text is None:
        return False
    beyond = [c for c in text if c > "\x7f"]
    return _WESTERN.issuperset(beyond) and sum(map(str.isalpha, beyond)) <= _MOST_ACCENTED * len(text)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of Latin text is then zero, and hardly any other."""
    even, odd = data[0:2000:2], data[1:2000:2]
    if len(data) < 4 or len(data) % 2:
        return None
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.05 * len(even) + 1:
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.05 * len(odd) + 1:
        return "utf-16-be"
    return None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
