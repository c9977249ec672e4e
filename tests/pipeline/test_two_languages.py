"""One book of reports in English and in Russian: what both tell is one pledge, and a slip in Russian is found."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest.importorskip("natasha", reason='the Russian pack is not installed: pip install "pledgebook[ru]"')
pytest.importorskip("pymorphy3", reason='the Russian pack is not installed: pip install "pledgebook[ru]"')

from pledgebook.extract import Languages
from pledgebook.ingest import find_sources
from pledgebook.ledger import open_book
from pledgebook.model import FindingKind
from pledgebook.pipeline import read_reports, work_out

REPORTS = {
    "english.txt": (
        "2025-08-25",
        "Poland refused to send troops to Ukraine. France is ready to deploy up to 20,000 troops in Ukraine if a ceasefire "
        "is agreed, French President Emmanuel Macron said on Sunday. Canada pledged 2 billion Canadian dollars for Ukraine.",
    ),
    "russian.txt": (
        "2025-08-26",
        "Польша отказалась отправлять войска на Украину. Франция готова разместить на Украине до 20 тыс. военнослужащих, если "
        "будет достигнуто прекращение огня, сказал президент Франции Эмманюэль Макрон. Канада выделит Украине военную помощь на "
        "2 млрд канадских долларов, объявил премьер-министр Марк Карни.",
    ),
    "slip.txt": (
        "2025-08-27",
        "Канада выделит Украине 20 млрд канадских долларов, сообщил премьер-министр Марк Карни.",
    ),
}


def test_reports_in_two_languages_tell_of_one_pledge(tmp_path: Path) -> None:
    for name, (day, text) in REPORTS.items():
        (tmp_path / name).write_text(f"---\npublished: {day}\n---\n{text}\n", encoding="utf-8")
    with open_book(tmp_path / "my.book", create=True) as book:
        paths = [tmp_path / name for name in REPORTS]
        summary = read_reports(find_sources(paths), book, Languages(), now=lambda: datetime(2025, 9, 6, tzinfo=UTC))
        held = work_out(book)
        languages = {claim.id: r.report.language for r in book.readings() for claim in r.claims}

    assert (summary.reports, summary.refused, summary.other_languages) == (3, 0, {})
    told = {
        (pledge.actor, str(pledge.action)): {languages[claim.id] for claim in pledge.claims} for pledge in held.pledges
    }
    assert told["POL", "deploy"] == told["FRA", "deploy"] == told["CAN", "fund"] == {"en", "ru"}
    (slip,) = (finding for finding in held.findings if finding.kind is FindingKind.AMOUNT_SLIP)
    assert [place.text for place in slip.places] == ["20 млрд канадских долларов", "2 млрд канадских долларов"]
