"""Counts that a sentence gives only by halves. [[marked words]] are expected."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pledgebook.extract.loose_counts import loose_counts
from pledgebook.model import Quantity, Span, StatedQuantity


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("Norway will send [[a frigate]].", 1),
        ("Poland would send [[another battalion]].", 1),
    ],
)
def test_a_single_thing_is_found(unmark: Callable[[str], Any], marked: str, value: int) -> None:
    text = unmark(marked)

    (found,) = loose_counts(text.text, 0, [], [])

    assert (found.quantity.value, found.span) == (Decimal(value), text.marks[0].span)


def test_a_number_without_a_unit_counts_what_was_counted_before(unmark: Callable[[str], Any]) -> None:
    text = unmark("Italy has 9 ships there, and Germany keeps [[1,100]].")
    counted = StatedQuantity(Quantity(Decimal(9), "ships"), Span(10, 17))

    (found,) = loose_counts(text.text, 0, [counted.span], [counted])

    assert (found.quantity, found.span) == (Quantity(Decimal(1100), "ships"), text.marks[0].span)


def test_what_a_number_counts_is_not_guessed_where_nothing_was_counted_before() -> None:
    assert loose_counts("Norway will send 40 to Ukraine.", 0, [], []) == []


@pytest.mark.parametrize(
    "sentence", ["It was so in 2014.", "The talks begin at 18:40.", "Taxes fall by 20%.", "They cited Article 5."]
)
def test_years_hours_and_rates_are_no_counts(sentence: str) -> None:
    assert loose_counts(sentence, 0, [], []) == []
