"""E-mails, .eml: the text part, else the HTML part, with subject, date and sender."""

from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr

from pledgebook.errors import NoTextError, ReadingError
from pledgebook.ingest.decoding import decode
from pledgebook.ingest.draft import Draft, known_outlet, read_date
from pledgebook.ingest.page import read_page
from pledgebook.ingest.unwrapping import unwrap

_LONGEST_HEAD = 50_000
_MOST_PARTS = 100


def read_letter(data: bytes, shown: str) -> Draft:
    """Read an e-mail; attachments are left aside.

    The sender is the outlet only where the tables know it by name or domain: an
    e-mail passed on by a colleague is not the colleague's report.

    Raises:
        NoTextError: Neither a text nor an HTML part with text.
        ReadingError: No e-mail.
    """
    _refuse_overgrown(data, shown)
    try:
        message = message_from_bytes(data, policy=policy.default)
        part = message.get_body(("plain", "html"))
        subject, sent, sender = (_header(message, name) for name in ("subject", "date", "from"))
        if not message.keys() or not (subject or sent or sender):
            raise ReadingError(
                shown, "it has no sender, date or subject and so is no e-mail", "give it the ending .txt"
            )
        if part is None:
            raise NoTextError(shown, "the e-mail holds no text, only attachments", "save the attachment itself")
        body = part.get_payload(decode=True)
        charset = part.get_content_charset()
        is_page = part.get_content_type() == "text/html"
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, RecursionError) as problem:
        raise ReadingError(shown, f"the e-mail is damaged ({problem})") from None
    text = decode(body if isinstance(body, bytes) else b"", shown, charset, is_page)
    draft = read_page(text, shown) if is_page else Draft(unwrap(text).strip("\n"))
    name, address = parseaddr(sender)
    outlet = known_outlet(name, address.rpartition("@")[2])
    return Draft(
        text=draft.text,
        outlet=outlet.name if outlet else draft.outlet,
        url=draft.url,
        title=subject or draft.title,
        published=read_date(sent) or draft.published,
    )


def _refuse_overgrown(data: bytes, shown: str) -> None:
    """Keep from the standard library's parser what would occupy it for hours: endless headers, parts within parts."""
    head = data[: 2 * _LONGEST_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if len(head) > _LONGEST_HEAD or data.lower().count(b"multipart/") > _MOST_PARTS or head.count(b"(") > _MOST_PARTS:
        raise ReadingError(shown, "its headers or parts are far more than an e-mail has", "save its text as .txt")


def _header(message: EmailMessage, name: str) -> str:
    value = message.get(name)
    return " ".join(str(value).split()) if value is not None else ""
