"""Officials with their titles, and names as they are spelt."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.extract.official_texts import official_body, outlet_country
from pledgebook.extract.officials import find_names, find_officials
from pledgebook.model import OfficialClue, Span


def test_a_former_president_is_told_from_the_sitting_one() -> None:
    sitting, former = find_officials("President Donald Trump called former Prime Minister Rishi Sunak.")

    assert (sitting.person, sitting.role, sitting.body, sitting.former) == (
        "Donald Trump",
        "head of state",
        "USA",
        False,
    )
    assert (former.person, former.role, former.body, former.former) == (
        "Rishi Sunak",
        "head of government",
        "GBR",
        True,
    )
    assert former.text == "former Prime Minister Rishi Sunak"


def test_the_title_of_an_official_is_the_one_the_report_gives() -> None:
    assert find_officials("Foreign Minister Sergei Lavrov of Russia objected.", when=date(2025, 9, 4)) == (
        OfficialClue(
            "Sergei Lavrov", "foreign minister", "RUS", False, "Foreign Minister Sergei Lavrov of Russia", Span(0, 40)
        ),
    )


def test_the_president_of_the_commission_heads_an_organisation() -> None:
    (clue,) = find_officials("European Commission President Ursula von der Leyen spoke.")

    assert (clue.role, clue.body) == ("head of organisation", "EU")


@pytest.mark.parametrize(
    ("spelt", "known"),
    [
        ("Steve Whitcoff", "Steve Witkoff"),
        ("Kir Starmer", "Keir Starmer"),
        ("David Lamy", "David Lammy"),
        ("Volodymyr Zelinsky", "Volodymyr Zelensky"),
        ("Freidrich Merz", "Friedrich Merz"),
    ],
)
def test_a_slip_in_a_known_name_is_shown_beside_the_name_meant(spelt: str, known: str) -> None:
    (clue,) = find_names(f"Then {spelt} spoke.")

    assert (clue.text, clue.known_as, clue.exact) == (spelt, known, False)


@pytest.mark.parametrize(
    "name",
    ["John Perry", "Robert Rico", "Martin Schulz", "Boris Johnston", "James Barker", "Tony Blain", "Anna Schmidt"],
)
def test_another_person_with_a_like_name_is_nobody_known(name: str) -> None:
    assert [clue for clue in find_names(f"The plumber {name} spoke.") if not clue.exact] == []


def test_a_usual_transliteration_is_no_slip() -> None:
    clues = find_names("Sergey Lavrov met Volodymyr Zelenskyy.")

    assert [(clue.known_as, clue.exact) for clue in clues] == [("Sergei Lavrov", True), ("Volodymyr Zelensky", True)]


@pytest.mark.parametrize(
    ("outlet", "url", "text", "code"),
    [
        ("The White House", None, "", "USA"),
        (None, "https://www.president.gov.ua/en/news/1", "", "UKR"),
        ("Ministry of Defence of Estonia, press service", None, "", "EST"),
        (None, None, "We, the Leaders of the Group of Seven (G7), met today.", "G7"),
        (None, "https://www.nato.int/cps/en/x.htm", "", "NATO"),
        ("The Kyiv Ledger", "https://example.org/gov.uk", "We met a farmer.", None),
    ],
)
def test_who_issues_an_official_text_is_read_from_outlet_address_or_first_words(
    outlet: str | None, url: str | None, text: str, code: str | None
) -> None:
    assert official_body(outlet, url, None, text) == code


@pytest.mark.parametrize(
    ("outlet", "code"),
    [
        ("Cabinet Office, Canberra", "AUS"),
        ("Presidency of the Republic of Finland", "FIN"),
        ("Kremlin transcript", "RUS"),
        ("10 Downing Street (transcript)", "GBR"),
        ("U.S. Embassy Tbilisi press office", "USA"),
        ("Embassy of Japan in Kenya", "JPN"),
        ("Office of the Secretary General, NATO", "NATO"),
        ("Auswärtiges Amt, Berlin", "DEU"),
        ("Foreign Office Readout, Berlin", "DEU"),
        ("National Assembly Gazette (Nairobi)", None),
        ("Security Council Monitor", None),
        ("Chatham House, London", None),
        ("Government Office release, Oslo and Riga", None),
    ],
)
def test_an_office_issues_texts_of_the_state_that_is_named_with_it_or_whose_capital_it_sits_in(
    outlet: str, code: str | None
) -> None:
    assert official_body(outlet) == code


def test_who_is_interviewed_speaks_in_the_first_person() -> None:
    text = "Q: What did you agree?\nA: We will send two ships. I told the Queen so, and our sailors know it."

    assert official_body("Tagesblatt", None, "Interview with Chancellor Olaf Scholz", text) == "DEU"
    assert official_body("Tagesblatt", None, "What Olaf Scholz forgot", text) is None
    assert official_body("Tagesblatt", None, "Interview with Chancellor Olaf Scholz", "He said little.") is None


def test_a_president_before_the_united_nations_speaks_for_the_state() -> None:
    text = "Madam President, I thank you. We are ready to help, and our soldiers stand by."

    assert official_body("United Nations", None, "President Prabowo Subianto: address", text) == "IDN"


def test_the_country_of_a_paper_is_known_or_read_from_its_name() -> None:
    assert [outlet_country(name) for name in ("Yonhap", "The Kyiv Ledger", "The Daily Trumpet", None)] == [
        "KOR",
        "UKR",
        None,
        None,
    ]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_clues_are_verbatim_whatever_the_text(text: str) -> None:
    for official in find_officials(text):
        assert official.span.of(text) == official.text
    for name in find_names(text):
        assert name.span.of(text) == name.text
