"""Pages, PDF files, Word documents and e-mails."""

from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from pledgebook.model import Report, When

ReadOne = Callable[[str, bytes | str], Report]
Refused = Callable[[str, bytes | str], str]


def pdf_of(*pages: str) -> bytes:
    """A PDF file of the smallest kind: one font, one line of text after another."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        lines = "".join(f"({line}) Tj 0 -14 Td " for line in page.split("\n"))
        stream = f"BT /F1 11 Tf 40 780 Td {lines}ET".encode("latin-1") if page else b""
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def test_a_pdf_with_text_is_read_and_its_lines_are_joined(read_one: ReadOne) -> None:
    report = read_one(
        "communique.pdf",
        pdf_of(
            "Ministers agree on a force",
            "The ministers agreed on Thursday that twenty-six states would send\n"
            "troops to Ukraine once a cease-fire holds, the host said after the\n"
            "meeting in Paris.",
        ),
    )

    assert report.text == (
        "Ministers agree on a force\n\n"
        "The ministers agreed on Thursday that twenty-six states would send troops to Ukraine once a cease-fire holds, "
        "the host said after the meeting in Paris."
    )
    assert report.title == "Ministers agree on a force"
    assert report.published is None


def test_a_pdf_of_pictures_only_says_what_to_do(refused: Refused) -> None:
    assert refused("scan.pdf", pdf_of("", "")) == (
        "the PDF holds pictures of pages and no text; run it through text recognition first"
    )


def test_a_damaged_pdf_is_named(refused: Refused) -> None:
    assert refused("half.pdf", pdf_of("Oslo will pay.")[:120]).startswith("the PDF is damaged")
    assert refused("none.pdf", b"no pdf at all").startswith("the PDF is damaged")
    assert refused("empty.pdf", b"").startswith("the PDF is damaged")


def test_a_locked_pdf_says_so(refused: Refused) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_of("Oslo will pay."))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)

    assert refused("locked.pdf", out.getvalue()) == "the PDF is locked with a password; save it without one"


def word_of(*paragraphs: str, table: tuple[tuple[str, ...], ...] = (), title: str = "") -> bytes:
    document: Any = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        cells = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, words in zip(cells.add_row().cells, row, strict=True):
                cell.text = words
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_is_read_with_its_tables_in_order(read_one: ReadOne) -> None:
    report = read_one(
        "note.docx",
        word_of(
            "Who gives what",
            "Oslo will pay for two systems.",
            table=(("State", "Sum"), ("Norway", "7bn kroner")),
            title="A note",
        ),
    )

    assert report.text == "Who gives what\nOslo will pay for two systems.\nState | Sum\nNorway | 7bn kroner"
    assert report.title == "A note"
    assert report.published is None


def test_a_word_document_without_text_or_damaged_is_named(refused: Refused) -> None:
    assert refused("empty.docx", word_of()) == "the document holds no text"
    assert refused("half.docx", word_of("Oslo will pay.")[:900]).startswith("no Word document, or a damaged one")
    assert refused("text.docx", b"just words").startswith("no Word document, or a damaged one")


def letter(sender: str, body: str, html: str = "") -> bytes:
    message = EmailMessage()
    message["From"] = sender
    message["Subject"] = "Oslo pays for two systems"
    message["Date"] = "Mon, 25 Aug 2025 14:05:00 +0200"
    if body:
        message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_an_email_gives_its_subject_date_text_and_a_known_sender(read_one: ReadOne) -> None:
    report = read_one(
        "r.eml", letter("Reuters <alerts@mail.reuters.com>", "Norway will pay for two Patriot systems.\n")
    )

    assert report.text == "Norway will pay for two Patriot systems."
    assert report.title == "Oslo pays for two systems"
    assert report.published == When("2025-08-25")
    assert report.outlet == "Reuters"


def test_a_colleague_who_passes_an_email_on_is_no_outlet(read_one: ReadOne) -> None:
    assert read_one("c.eml", letter("Ana Berg <ana@ministry.example>", "Norway will pay for two.\n")).outlet is None


def test_an_email_of_html_only_is_read_as_a_page(read_one: ReadOne, news_page: str) -> None:
    report = read_one("h.eml", letter("a@b.example", "", news_page))

    assert "pay for two Patriot air defence systems" in report.text
    assert "Ten soups" not in report.text


def test_an_email_without_text_or_that_is_none_is_named(refused: Refused) -> None:
    assert refused("n.eml", "just words\n\nand more").startswith("it has no sender, date or subject")
    assert refused("e.eml", b"From: a@b.example\nSubject: x\n\n") == "it is empty"


def test_a_page_gives_its_article_title_outlet_and_date(read_one: ReadOne, news_page: str) -> None:
    report = read_one("page.html", news_page)

    assert report.title == "Norway sends two systems"
    assert report.outlet == "The Example"
    assert report.published == When("2025-08-25")
    assert "Germany's defence minister confirmed that Berlin would share the cost." in report.text
    assert "Ten soups" not in report.text
    assert "Sport" not in report.text
    assert report.language == "en"


def test_a_page_in_another_encoding_is_read_as_it_declares(read_one: ReadOne, news_page: str) -> None:
    page = news_page.replace("<head>", '<head><meta charset="iso-8859-1">')

    assert "Jonas Gahr Støre" in read_one("page.htm", page.encode("cp1252")).text


def test_a_date_in_the_text_of_a_page_is_not_taken_for_its_date(read_one: ReadOne, news_page: str) -> None:
    page = news_page.replace('"2025-08-25T09:30:00+02:00"', '""').replace("on Monday", "on 4 May 2021")
    page = page.replace("Copyright 2025", "Copyright 2019")

    assert read_one("page.html", page).published is None


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><script>var a = 1;</script></head><body></body></html>",
        "<html><body><nav><a href='/'>Home</a><a href='/w'>World</a></nav><p>Skip to content</p></body></html>",
        "<html><body><form><input name='q'><button>Search</button></form></body></html>",
        "not a page",
    ],
)
def test_a_page_without_an_article_says_so(page: str, refused: Refused) -> None:
    assert refused("menu.html", page) == (
        "the page holds no article; save the article's text as .txt, or give another address"
    )


def test_a_page_nested_without_end_does_not_stop_the_reading(refused: Refused) -> None:
    assert refused("deep.html", "<div>" * 100_000 + "x")
