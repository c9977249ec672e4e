"""Counts that a sentence gives only by halves. [[marked words]] are expected."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pledgebook.extract.loose_counts import loose_counts


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("Germany keeps [[1,100]] in the country.", 1100),
        ("Norway will send [[a frigate]].", 1),
        ("Poland would send [[another battalion]].", 1),
    ],
)
def test_a_number_without_a_unit_and_a_single_thing_are_found(
    unmark: Callable[[str], Any], marked: str, value: int
) -> None:
    text = unmark(marked)

    (found,) = loose_counts(text.text, 0, [], [])

    assert (found.quantity.value, found.span) == (Decimal(value), text.marks[0].span)


@pytest.mark.parametrize(
    "sentence", ["It was so in 2014.", "The talks begin at 18:40.", "Taxes fall by 20%.", "They cited Article 5."]
)
def test_years_hours_and_rates_are_no_counts(sentence: str) -> None:
    assert loose_counts(sentence, 0, [], []) == []
