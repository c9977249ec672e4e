"""Texts that are meant to break the reader, or that only look so, are read without an error and without a misquote."""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pledgebook.extract import Extractor
from pledgebook.ingest import mark_furniture
from pledgebook.model import Claim, Report, When, misquotes

Read = Callable[..., tuple[Claim, ...]]

PLEDGES = (
    "Norway will send two frigates to Ukraine.",
    "Italy ruled out sending troops to Ukraine.",
    "Canada, Norway and Sweden pledged CA$1 billion (about ₩1 trillion) for Ukraine on Monday.",
    "“We are ready,” Mark Carney told Reuters, “to deploy 500 soldiers by land, sea and air once a ceasefire holds.”",
    "He will not send troops unless parliament approves.",
    "Zelenskyy urged the U.S. to guarantee Ukraine’s security by 1 December.",
)
DEBRIS = (
    "Норвегія надішле фрегати. ",
    "노르웨이는 우크라이나에 호위함을 보낸다. ",
    "النرويج سترسل سفنا. ",
    "🇳🇴🚢👨‍👩‍👧‍👦",
    "e\u0301\u0302\u0303\u0304",
    "\r\n",
    "\r",
    "\n",
    "\u2028",
    "\u0085",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\x00",
    "\x1b[31m",
    "\U000e0041",
    "ﬁ",
    "İ",
    "ß",
    " ",
    "\u00a0",
    "$",
    "CA$",
    "(",
    "“",
    "if ",
    "[[",
    "- ",
)
HALVES = ("\ud800", "\udbff", "\udc00", "\udfff")
"""Half characters, as broken decoders leave them: no text file can hold them."""
HOSTILE = st.lists(st.one_of(st.sampled_from(PLEDGES), st.sampled_from(DEBRIS), st.text(max_size=12)), max_size=14).map(
    "".join
)
BROKEN = st.lists(st.sampled_from((*PLEDGES, *DEBRIS, *HALVES)), max_size=10).map("".join)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE, st.booleans())
def test_whatever_stands_around_them_claims_are_verbatim(extractor: Extractor, text: str, marked: bool) -> None:
    report = Report("r", text, published=When("2025-09-05"), furniture=mark_furniture(text) if marked else ())

    claims, _ = extractor.read(report)

    assert [misquotes(claim, text) for claim in claims if misquotes(claim, text)] == []
    assert all(claim.evidence.text.strip() for claim in claims)
    assert not any(piece.meets(claim.evidence.span) for claim in claims for piece in report.furniture)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BROKEN)
@example("Norway will send two frigates to Ukraine\ud800.")
def test_claims_are_verbatim_beside_half_characters_too(read: Read, text: str) -> None:
    assert [misquotes(claim, text) for claim in read(text) if misquotes(claim, text)] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BROKEN)
def test_half_characters_do_not_stop_the_reading(read: Read, text: str) -> None:
    assert all(claim.extractor for claim in read(text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLEDGES[:2]), st.sampled_from(DEBRIS), st.sampled_from(DEBRIS))
def test_a_pledge_on_a_line_of_its_own_is_read_whatever_stands_on_the_lines_around_it(
    read: Read, pledge: str, before: str, after: str
) -> None:
    text = f"{before}\n\n{pledge}\n\n{after}"

    assert [c.evidence.text for c in read(text)] == [pledge]


@pytest.mark.parametrize("title", ["\ud800", "", "Norway will send two frigates to Ukraine.", "\x00" * 100])
@pytest.mark.parametrize("outlet", ["\udfff", "", "Reuters", "x" * 10_000])
def test_a_strange_title_or_outlet_does_no_harm(read: Read, title: str, outlet: str) -> None:
    claims = read("Norway will send two frigates to Ukraine.", title=title, outlet=outlet, url=outlet)

    assert [c.actor.code for c in claims] == ["NOR"]


@pytest.mark.parametrize("published", ["0001-01-01", "1850", "2025-02", "9999-12-31", "9999"])
def test_a_strange_date_of_publication_does_no_harm(read: Read, published: str) -> None:
    (claim,) = read(
        "Norway said on Monday it will send two frigates to Ukraine next week or in the coming winter.",
        published=When(published),
    )

    assert claim.actor.code == "NOR"


@pytest.mark.parametrize(
    "text",
    [
        "Norway will send " + "9" * 400 + " frigates to Ukraine.",
        "Norway will send $" + "9" * 400 + " billion to Ukraine.",
        "Norway will send €1" + ",000" * 200 + " to Ukraine.",
        "Norway will pay by 99 September 99999 and 31 February 2025.",
        "Norway will pay in " + "nine hundred " * 200 + "days.",
        "Norway's " * 300 + "troops will go.",
        "Norway said Sweden said " * 200 + "troops will go.",
        "“" * 500 + "Norway will send two frigates to Ukraine.",
        "Norway will not not not " + "not " * 300 + "send troops.",
        "http://" + "a" * 5000 + " Norway will send two frigates.",
        "a\u0301" * 3000,
        "NORWAYWILLSENDTWOFRIGATES" * 200,
    ],
    ids=lambda text: text[:24],
)
def test_a_sentence_out_of_all_proportion_is_read_without_an_error(read: Read, text: str) -> None:
    assert all(misquotes(claim, text) == () for claim in read(text))


@pytest.mark.parametrize("mates", ["sſ", "iı", "iİ", "kK", " \t", " \u2003", " \x1f"])
@pytest.mark.parametrize(
    "text",
    [
        "Norway will pay ten million dollars and 50 cents for Haiti, up to 5 mln euros or so, as long as this persists.",
        "Norway will pay in the first half of the year, by Christmas, at the beginning of this month or in the new year.",
    ],
)
def test_odd_letters_and_spaces_that_stand_for_plain_ones_do_not_stop_the_reading(
    read: Read, text: str, mates: str
) -> None:
    odd = text.replace(*mates)

    assert all(misquotes(claim, odd) == () for claim in read(odd))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["(", "(]{<", ",", "if ", ".", " ", "\n", "$", "9", "a", "- ", "…", "\u0301", "not "],
)
def test_a_megabyte_of_one_thing_is_read_in_a_sane_time(extractor: Extractor, piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()

    claims, _ = extractor.read(Report("r", text, published=When("2025-09-05")))

    assert time.process_time() - start < 15
    assert claims == ()


@pytest.mark.parametrize(
    ("piece", "size"),
    [
        pytest.param(
            "“",
            50_000,
            marks=pytest.mark.xfail(
                strict=False, reason="time grows with the square of the opening quotation marks on a line"
            ),
        ),
        ("Norway ", 6_000),
        ("Norway will send troops if ", 20_000),
        ("Monday $1 billion ", 20_000),
    ],
)
def test_a_heap_of_what_is_looked_for_is_read_in_a_sane_time(extractor: Extractor, piece: str, size: int) -> None:
    text = piece * (size // len(piece))
    start = time.process_time()

    claims, _ = extractor.read(Report("r", text, published=When("2025-09-05")))

    assert time.process_time() - start < (0.5 if piece == "“" else 5)
    assert all(misquotes(claim, text) == () for claim in claims)
