"""Whatever the model can say, JSON can carry and bring back."""

import tempfile
import types
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.errors import BookError
from pledgebook.ledger import open_book
from pledgebook.ledger.codec import decode, encode, printable
from pledgebook.model import (
    Action,
    Claim,
    Clues,
    Decision,
    Ledgered,
    Mention,
    Party,
    Reading,
    Report,
    Span,
    Stance,
    When,
)

TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("Україна’їґ 한국 서울 😀👩\N{ZERO WIDTH JOINER}🚀e\u0301й\0\ud83d\ude00\x85\u2028"),
    ),
    max_size=20,
)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(0, 2**32 - 1),
    float: st.floats(0, 1),
    date: st.dates(),
    datetime: st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=ZONES),  # noqa: DTZ001
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    When: st.dates().flatmap(lambda day: st.sampled_from([4, 7, 10]).map(lambda size: When(day.isoformat()[:size]))),
    Span: st.tuples(st.integers(0, 10**6), st.integers(0, 10**4)).map(lambda pair: Span(pair[0], pair[0] + pair[1])),
}


@cache
def any_value_of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value that a field of this type can hold."""
    if kind in PLAIN:
        return PLAIN[kind]
    if get_origin(kind) is tuple:
        return st.lists(st.deferred(lambda: any_value_of(get_args(kind)[0])), max_size=2).map(tuple)
    if get_origin(kind) in (Union, types.UnionType):
        inner, none = get_args(kind)
        assert none is type(None)
        return st.none() | any_value_of(inner)
    if issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    assert isinstance(kind, type)
    assert is_dataclass(kind)
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: any_value_of(hints[field.name]) for field in fields(kind)})


@pytest.mark.parametrize("kind", [Reading, Claim, Clues, Decision, Ledgered], ids=lambda kind: kind.__name__)
def test_every_value_comes_back_from_json_as_it_was(kind: Any) -> None:
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(any_value_of(kind))
    def comes_back(value: Any) -> None:
        assert decode(encode(value), kind) == value

    comes_back()


@given(TEXTS)
def test_what_can_be_printed_is_as_long_as_what_was_written(text: str) -> None:
    shown = printable(text)

    assert len(shown) == len(text)
    assert "\0" not in shown
    shown.encode()


@settings(max_examples=30, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4), st.none() | TEXTS)
def test_every_piece_of_every_text_can_be_claimed_and_comes_back_from_the_book(
    text: str, ends: list[tuple[int, int]], outlet: str | None
) -> None:
    spans = [Span(min(*pair, len(text)), min(max(pair), len(text))) for pair in ends]
    claims = tuple(
        Claim("r", Mention(span.of(text), span), Party("UKR", span.of(text), span), Stance.ASKS, Action.ARM)
        for span in spans
    )
    reading = Reading(
        Report("r", text, outlet=outlet), claims, Clues("r"), datetime(2025, 9, 5, tzinfo=UTC), "frames 1"
    )

    with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "a.book", create=True) as book:
        book.add(reading)
        assert list(book.readings()) == [reading]


@pytest.mark.parametrize("damaged", [b"", b"{", b'{"start":1}', b'{"start":9,"end":3}', b"\xff\xfe"])
def test_json_that_was_tampered_with_is_named_not_crashed_on(damaged: bytes) -> None:
    with pytest.raises(BookError, match=r"cannot read a stored Span: .*; run 'pledgebook doctor'"):
        decode(damaged, Span)


def test_a_date_that_is_none_is_named_not_crashed_on() -> None:
    with pytest.raises(BookError, match="cannot read a stored When"):
        decode(b'{"iso":"some day"}', When)
