"""Anniversaries and times since known events, as newspapers print them."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.data.measures import events
from pledgebook.extract.anchors import find_anchors

_PUBLISHED = date(2025, 8, 25)


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("on the [[34th anniversary of Ukraine's independence]]", "independence of UKR", "2025-08-24"),
        ("Ukraine’s [[34th Independence Day]]", "independence of UKR", "2025-08-24"),
        ("Ukraine celebrates [[34 years of independence]]", "independence of UKR", "2025-08-24"),
        ("the [[fourth anniversary of the full-scale invasion]]", "invasion of UKR", "2026-02-24"),
        ("the [[thirty-fourth anniversary of Ukrainian independence]]", "independence of UKR", "2025-08-24"),
        ("the [[80th anniversary of the end of World War II]]", "end of the Second World War", "2025-09-02"),
        ("On [[day 1,285 of the war in Ukraine]]", "invasion of UKR", "2025-08-31"),
        ("the [[1,285th day of the war in Ukraine]]", "invasion of UKR", "2025-08-31"),
        ("the [[anniversary of the invasion of Ukraine]]", "invasion of UKR", "2025-02-24"),
    ],
)
def test_an_anniversary_fixes_the_day(text: str, event: str, day: str) -> None:
    plain = text.replace("[[", "").replace("]]", "")

    (clue,) = find_anchors(plain, published=_PUBLISHED)

    assert (clue.event, clue.earliest.isoformat(), clue.latest.isoformat()) == (event, day, day)
    assert clue.text == text.split("[[")[1].split("]]")[0]


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("three and a half years after Russia's invasion", "2025-05-24", "2025-11-24"),
        ("the three-and-a-half-year-long invasion of Ukraine", "2025-05-24", "2025-11-24"),
        ("the 3½-year war in Ukraine", "2025-05-24", "2025-11-24"),
        ("in its fourth year of the war in Ukraine", "2025-02-24", "2026-02-23"),
        ("more than three years after Russia's full-scale invasion", "2025-02-24", "2026-02-24"),
        ("nearly four years into Russia's invasion", "2025-09-24", "2026-02-24"),
    ],
)
def test_a_time_since_an_event_gives_an_interval_as_wide_as_its_words(text: str, earliest: str, latest: str) -> None:
    (clue,) = find_anchors(text, published=None)

    assert (clue.event, clue.earliest.isoformat(), clue.latest.isoformat()) == ("invasion of UKR", earliest, latest)


def test_the_eve_is_the_day_before() -> None:
    (clue,) = find_anchors("on the eve of the 34th anniversary of Ukrainian independence", published=None)

    assert clue.earliest == clue.latest == date(2025, 8, 23)


def test_the_war_is_the_one_whose_place_the_text_names() -> None:
    (sudan,) = find_anchors(
        "In Khartoum people starve two years after the war began; two years into the war.", published=None
    )[-1:]

    assert sudan.event == "war in SDN"


@pytest.mark.parametrize(
    "text",
    [
        "the 34th anniversary of the club",
        "a year after the wedding",
        "two years ago",
        "Independence Day",
        "day 5 of the talks",
    ],
)
def test_unknown_events_fix_nothing(text: str) -> None:
    assert find_anchors(text, published=_PUBLISHED) == ()


def test_sixty_states_have_a_day_of_independence() -> None:
    assert sum(event.name.startswith("independence of") for event in events()) >= 60


_PIECES = st.sampled_from(
    [
        "34th ",
        "anniversary ",
        "of ",
        "the ",
        "war",
        "invasion of Ukraine",
        "’",
        "two ",
        "and a half ",
        "years ",
        "after ",
        "-year-long ",
        "day 5 ",
        "99999 ",
        "Gaza ",
    ]
)


@given(
    st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join)),
    st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 12, 31))),
)
def test_every_clue_is_verbatim_whatever_the_text(text: str, published: date | None) -> None:
    for clue in find_anchors(text, published=published):
        assert clue.span.of(text) == clue.text != ""
        assert clue.earliest <= clue.latest


@pytest.mark.parametrize("piece", ["1", "1,", "(", "anniversary of ", "years after "])
def test_a_megabyte_of_one_piece_is_read_in_time(piece: str) -> None:
    text = (piece * 1_000_000)[:500_000]
    start = time.process_time()

    find_anchors(text, published=_PUBLISHED)

    assert time.process_time() - start < 4
