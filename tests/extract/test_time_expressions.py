"""All expressions of time of a text, in TIMEX form."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.extract.time_expressions import find_time_expressions

_WEDNESDAY = date(2009, 6, 3)


def told(text: str) -> list[str]:
    """The value of each expression of a marked text; checks that the marks are the spans."""
    plain = text.replace("[[", "").replace("]]", "")
    found = find_time_expressions(plain, published=_WEDNESDAY)
    assert [one.span.of(plain) for one in found] == [piece.split("]]")[0] for piece in text.split("[[")[1:]]
    return [one.value for one in found]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They met [[last week]], over [[the weekend]].".replace("[[the weekend]]", "the [[weekend]]"),
         ["2009-W22", "2009-W22-WE"]),
        ("in [[late August 2008]], at [[the end of 2007]]", ["2008-08", "2007"]),
        ("in [[the third quarter of 2008]], [[summer 2008]] and [[the first half of 2008]]",
         ["2008-Q3", "2008-SU", "2008-H1"]),
        ("on [[6]]-[[7 January 1916]]", ["1916-01-06", "1916-01-07"]),
        ("on [[the night of 8 February 1904]], [[last night]]", ["1904-02-08TNI", "2009-06-02TNI"]),
        ("in 1990-94".replace("1990-94", "[[1990]]-[[94]]"), ["1990", "1994"]),
    ],
)  # fmt: skip
def test_a_date_is_given_as_the_stretch_that_its_words_name(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It fell at [[16:08 UTC]].", ["2009-06-03T16:08Z"]),
        ("At [[12:00 UTC Monday]] he filed it.", ["2009-06-01T12:00Z"]),
        ("At [[11 a.m.]] on [[11 November 1918]] it ended.", ["1918-11-11T11:00", "1918-11-11"]),
        ("It fell by 2.62 to 16.08.", []),
    ],
)
def test_an_hour_is_of_the_day_beside_it(text: str, values: list[str]) -> None:
    assert told(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("for [[33 years]], a [[12-year]] low, [[two and a half years]]", ["P33Y", "P12Y", "P2.5Y"]),
        ("[[several hours]], [[a few days]], [[a year]]", ["PTXH", "PXD", "P1Y"]),
        ("[[two decades]] of it, within [[thirty minutes]]", ["P20Y", "PT30M"]),
        ("in the [[next four years]]", ["P4Y"]),
        ("[[the 1990s]], the [[21st century]]", ["199", "20"]),
        ("three quarters of them", []),
        ("He is [[now]] there, [[recently]] back.", ["PRESENT_REF", "PAST_REF"]),
        ("the now-cancelled deal", []),
    ],
)
def test_lengths_decades_and_vague_words_are_told_apart_from_dates(text: str, values: list[str]) -> None:
    assert told(text) == values


@given(st.text(alphabet="0123456789:. apmMonday yearsnow-'lst,Ağ\u202e🇳🇴", max_size=60))
def test_expressions_stand_in_the_text_in_order(text: str) -> None:
    end = 0
    for one in find_time_expressions(text, published=_WEDNESDAY):
        assert end <= one.span.start < one.span.end <= len(text)
        end = one.span.end


@pytest.mark.parametrize("piece", ["10:00 ", "5 years ", "now ", "in 1914-", "Monday ", "(", "the day ", "if "])
def test_time_grows_with_the_length_not_faster(piece: str) -> None:
    times = []
    for count in (20_000, 160_000):
        start = time.process_time()
        find_time_expressions((piece * count)[:count], published=_WEDNESDAY)
        times.append(time.process_time() - start)

    assert times[1] < 24 * max(times[0], 0.01)
