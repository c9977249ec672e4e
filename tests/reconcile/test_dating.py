"""Which dates cannot be true, what forbids them, and which day is proposed."""

from collections.abc import Callable

import pytest

from pledgebook.model import Finding, FindingKind, Ledgered, Reading, When
from pledgebook.reconcile import reconcile

Read = Callable[..., Reading]
OfKind = Callable[[Ledgered, FindingKind], list[Finding]]

STARMER = ("Prime Minister Keir Starmer", "Keir Starmer", "head of government", "GBR")
MERZ = ("Chancellor Friedrich Merz", "Friedrich Merz", "head of government", "DEU")
SUNAK_DAY = "Leaders met in Paris on January 6, 2024. Prime Minister Keir Starmer said that Britain would send troops."


def test_a_date_before_an_official_took_office_is_impossible_and_names_the_official(
    read: Read, of_kind: OfKind
) -> None:
    ledgered = reconcile([read("r", SUNAK_DAY, published=None, officials=[STARMER])])

    (finding,) = of_kind(ledgered, FindingKind.IMPOSSIBLE_DATE)

    assert [place.text for place in finding.places] == ["January 6, 2024", "Prime Minister Keir Starmer"]
    assert "Keir Starmer" in finding.says
    assert "2024-07-05" in finding.says


def test_nothing_is_proposed_where_nothing_tells_the_day(read: Read) -> None:
    (dating,) = reconcile([read("r", SUNAK_DAY, published=None, officials=[STARMER])]).datings

    assert dating.stated == When("2024-01-06")
    assert dating.worked_out is None


def test_the_same_day_of_the_year_that_fits_is_proposed_beside_the_date_the_page_carries(
    read: Read, of_kind: OfKind
) -> None:
    text = "On December 15, 2023, leaders gathered in Berlin. Chancellor Friedrich Merz welcomed the offer."

    (finding,) = of_kind(
        reconcile([read("r", text, published="2025-12-16", officials=[MERZ])]), FindingKind.IMPOSSIBLE_DATE
    )

    assert finding.proposal == "2025-12-15"


@pytest.mark.parametrize(
    "history",
    [
        "Since the war began on February 24, 2022, leaders have met often. Prime Minister Keir Starmer said so.",
        "The force will be set up by January 6, 2024, said Prime Minister Keir Starmer.",
        "Prime Minister Keir Starmer recalled the summit held on January 6, 2024.",
    ],
)
def test_dates_of_history_and_of_plans_are_left_alone(read: Read, of_kind: OfKind, history: str) -> None:
    ledgered = reconcile([read("r", history, published=None, officials=[STARMER])])

    assert of_kind(ledgered, FindingKind.IMPOSSIBLE_DATE) == []


def test_an_official_of_the_stated_day_speaks_for_the_date(read: Read, of_kind: OfKind) -> None:
    text = "Leaders met in Paris on January 6, 2012. Prime Minister Keir Starmer and President Nicolas Sarkozy said so."
    sarkozy = ("President Nicolas Sarkozy", "Nicolas Sarkozy", "head of state", "FRA")

    ledgered = reconcile([read("r", text, published=None, officials=[STARMER, sarkozy])])

    known = of_kind(ledgered, FindingKind.IMPOSSIBLE_DATE)
    assert known == [] or "Sarkozy" not in known[0].says


def test_an_anniversary_dates_an_undated_report(read: Read, of_kind: OfKind) -> None:
    text = "At the 34th anniversary of independence in Kyiv on the 24th (local time) Canada promised weapons."
    ledgered = reconcile(
        [read("r", text, published=None, anchors=[("34th anniversary of independence", "2025-08-24")])]
    )

    (finding,) = of_kind(ledgered, FindingKind.UNDATED)

    assert finding.proposal == "2025-08-24"
    assert ledgered.datings[0].worked_out == When("2025-08-24")


def test_an_anniversary_forbids_a_date_in_the_same_report(read: Read, of_kind: OfKind) -> None:
    text = "Donors at the conference, held on April 15, 2023, promised much. Two years of war today."
    ledgered = reconcile([read("r", text, published=None, anchors=[("Two years of war today", "2025-04-15")])])

    assert of_kind(ledgered, FindingKind.IMPOSSIBLE_DATE)[0].proposal == "2025-04-15"
    (contradiction,) = of_kind(ledgered, FindingKind.SELF_CONTRADICTION)
    assert contradiction.places[0].text == "Two years of war today"


def test_a_report_that_carries_a_date_is_dated_by_it(read: Read) -> None:
    (dating,) = reconcile([read("r", "Oslo pays for radars.", published="2025-09-05")]).datings

    assert dating.worked_out == When("2025-09-05")


@pytest.mark.parametrize(
    "line",
    ["February 19, 2022", "Published on Monday, 19 February 2022 at 14:05 GMT", "Updated: 19 February 2022, 9:30 am"],
)
def test_a_date_on_a_line_of_its_own_at_the_head_is_the_reports(read: Read, of_kind: OfKind, line: str) -> None:
    text = f"Aspides at sea\n{line}\nChancellor Olaf Scholz, President Donald Trump and Keir Starmer speak of ships."
    starmer = ("Keir Starmer", "Keir Starmer", "head of government", "GBR")

    (finding,) = of_kind(reconcile([read("r", text, published=None, officials=[starmer])]), FindingKind.IMPOSSIBLE_DATE)

    assert finding.places[0].text in line


def test_a_date_of_history_at_the_head_is_not_the_reports(read: Read, of_kind: OfKind) -> None:
    text = "Aspides at sea\nIt recalls February 19, 2022, and more.\nKeir Starmer speaks of ships."
    starmer = ("Keir Starmer", "Keir Starmer", "head of government", "GBR")

    ledgered = reconcile([read("r", text, published=None, officials=[starmer])])

    assert of_kind(ledgered, FindingKind.IMPOSSIBLE_DATE) == []
