"""A share of the hostile inputs that ``make fuzz`` reads, the same at each run: no error, no misquotation, none slow."""

import json
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console
from tests.fuzz.checking import trouble_with
from tests.fuzz.hostile_reports import bare_report, hostile_reports, hostile_text, materials

from pledgebook.extract import Extractor
from pledgebook.publish.explained import explanation_view
from pledgebook.publish.explained_page import explained_page, explanation_record
from pledgebook.publish.explained_text import explained

SHARE = range(150)


@pytest.mark.slow
def test_no_report_however_mangled_stops_the_reading_or_is_misquoted(extractor: Extractor) -> None:
    troubles = [
        trouble for report in hostile_reports(SHARE, materials()) for trouble in trouble_with(report, extractor)
    ]

    assert troubles == []


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_nor_does_any_text_at_all(extractor: Extractor, text: str) -> None:
    assert trouble_with(bare_report(0, text), extractor) == ()


@pytest.mark.slow
def test_how_they_were_read_can_be_told_of_all_of_them(default: Extractor) -> None:
    for report in hostile_reports(range(200, 215), materials()):
        explanation = default.explain(report)
        view = explanation_view(explanation, report)

        assert explanation.claims == default.read(report)[0]
        Console(file=StringIO(), width=100).print(explained(view, everything=True))
        assert explained_page(view, "Made by a test.").endswith("</html>")
        assert json.dumps(explanation_record(explanation))


def test_an_input_depends_on_its_number_alone() -> None:
    assert hostile_text(7, materials()) == hostile_text(7, materials())
    assert len({hostile_text(number, materials()) for number in range(50)}) == 50
