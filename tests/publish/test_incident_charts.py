"""Where the spots of an incident map and the days of an incident calendar lie, and how a drawing becomes a picture."""

from datetime import date
from itertools import pairwise

import pytest

from pledgebook.data.gazetteer import town_of
from pledgebook.model import IncidentStatus
from pledgebook.publish.day_grid import MOST_WEEKS, day_grid
from pledgebook.publish.incident_rows import IncidentRow
from pledgebook.publish.raster import png_of
from pledgebook.publish.spots import HEIGHT, WIDTH, spot_map
from pledgebook.publish.world import world_map


def incident(place: str, day: str | None, status: IncidentStatus = IncidentStatus.REPORTED) -> IncidentRow:
    return IncidentRow(
        id=f"rus-attack-{place}-{day}",
        day=day,
        actor="RUS",
        actor_name="Russia",
        target="UKR",
        target_name="Ukraine",
        place=place,
        means=("drone",),
        killed_low=None,
        killed_high=None,
        wounded_low=None,
        wounded_high=None,
        status=status,
        because="",
        origins=1,
        reports=("one",),
        breach_of=None,
        versions=(),
    )


@pytest.mark.parametrize(
    ("spelt", "name"),
    [
        ("Kharkov", "Kharkiv"),
        ("Kiev", "Kyiv"),
        ("Kupiansk", "Kupyansk"),
        ("Huliaipole", "Hulyaypole"),
        ("Belgorod region", "Belgorod"),
        ("Khan Younis", "Khān Yūnis"),
    ],
)
def test_a_town_is_found_however_it_is_transliterated(spelt: str, name: str) -> None:
    town = town_of(spelt, ("UKR", "RUS"))

    assert town is not None
    assert town.name == name


def test_of_two_towns_of_one_name_that_of_the_side_struck_is_meant() -> None:
    in_ukraine, in_russia = town_of("Mykolaivka", ("UKR",)), town_of("Donetsk", ("RUS", "UKR"))

    assert in_ukraine is not None
    assert in_russia is not None
    assert (in_ukraine.country, in_russia.country) == ("UKR", "RUS")
    assert town_of("the Black Sea") is None


def test_a_spot_lies_where_the_town_does_and_grows_with_its_incidents() -> None:
    rows = [incident("Kharkiv", "2026-03-09"), incident("Kharkiv", "2026-03-10"), incident("Kherson", "2026-03-09")]

    found = spot_map(rows, world_map())

    assert found is not None
    kharkiv, kherson = found.spots
    assert (kharkiv.place, kharkiv.number, kherson.number) == ("Kharkiv", 2, 1)
    assert kharkiv.radius > kherson.radius
    assert kharkiv.x > kherson.x  # further east
    assert kharkiv.y < kherson.y  # further north
    assert all(0 < spot.x < WIDTH and 0 < spot.y < HEIGHT for spot in found.spots)


def test_a_spot_has_the_colour_of_its_firmest_incident() -> None:
    rows = [incident("Kharkiv", "2026-03-09"), incident("Kharkiv", "2026-03-10", IncidentStatus.VERIFIED)]

    found = spot_map(rows, world_map())

    assert found is not None
    assert [spot.status for spot in found.spots] == [IncidentStatus.VERIFIED]


def test_places_that_are_not_known_are_named_instead_of_drawn() -> None:
    rows = [
        incident("Kharkiv", None),
        incident("Nowhereville", None),
        incident("Nowhereville", None),
        incident("", None),
    ]

    found = spot_map(rows, world_map())

    assert found is not None
    assert (found.unplaced, found.nowhere) == ((("Nowhereville", 2),), 1)
    assert spot_map(rows[1:], world_map()) is None


def test_names_on_the_map_do_not_run_into_each_other() -> None:
    places = (
        "Kharkiv",
        "Belgorod",
        "Kupiansk",
        "Vovchansk",
        "Chuhuiv",
        "Shebekino",
        "Lyman",
        "Sloviansk",
        "Kramatorsk",
    )

    found = spot_map([incident(place, None) for place in places], world_map())

    assert found is not None
    named = sorted((spot for spot in found.spots if spot.side), key=lambda spot: spot.y)
    assert len(named) >= 3
    for one, other in pairwise(named):
        (left, right), (begins, ends) = one.extent(one.side), other.extent(other.side)
        assert other.y - one.y >= 11 or right <= begins or ends <= left


def test_the_calendar_begins_on_a_monday_and_shades_by_number() -> None:
    found = day_grid([incident("Kharkiv", day) for day in ("2026-03-10", "2026-03-12", "2026-03-12", "2026-03")])

    assert found is not None
    assert [box.day for box in found.boxes] == [date(2026, 3, day) for day in range(9, 16)]
    assert [(box.number, box.shade) for box in found.boxes if box.number] == [(1, 2), (2, 4)]
    assert (found.vague, found.early) == (1, 0)


def test_a_long_calendar_keeps_its_last_weeks_and_counts_the_rest() -> None:
    found = day_grid([incident("Kharkiv", "2025-01-01"), incident("Kharkiv", "2026-03-10")])

    assert found is not None
    assert len(found.boxes) == 7 * MOST_WEEKS
    assert found.early == 1


def test_a_day_that_no_report_gives_makes_no_calendar() -> None:
    assert day_grid([incident("Kharkiv", None), incident("Kharkiv", "2026-03")]) is None


def test_letters_of_a_picture_are_drawn_without_any_font_of_the_machine() -> None:
    def drawn(words: str, family: str = "Inter") -> bytes:
        return png_of(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><text x="2" y="15" '
            f'font-family="{family}">{words}</text></svg>'
        )

    blank = drawn("")
    for words in ("Kyiv", "Київ", "Αθήνα", "← →", "Łódź"):
        assert drawn(words) != blank, words
    assert drawn("Kyiv", "Some Other Font") != blank
