"""The order in which reports arrive changes nothing, and more reports only add."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.extract.clues import read_clues
from pledgebook.model import Reading
from pledgebook.reconcile import reconcile

SOME = ("wua-004", "wua-005", "wua-006", "wua-009", "wua-011", "wua-020", "wua-022", "wua-026", "wua-029", "wua-036")


@pytest.fixture(scope="session")
def gold_readings(gold_folder: Path) -> Callable[..., list[Reading]]:
    """Reads a gold set with its gold claims."""
    spec = importlib.util.spec_from_file_location("gold_claims", gold_folder.parent / "gold_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda name: module.gold_readings(gold_folder / name, read_clues)


@pytest.fixture(scope="session")
def some_reports(gold_readings: Callable[..., list[Reading]]) -> list[Reading]:
    """Ten reports with copies, faults and independent tellings among them."""
    return [reading for reading in gold_readings("ukraine") if reading.report.id in SOME]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_of_arrival_gives_the_same_result(some_reports: list[Reading], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(some_reports))

    assert reconcile(shuffled) == reconcile(some_reports)


def test_a_report_read_again_by_a_newer_extractor_counts_once(some_reports: list[Reading]) -> None:
    once = reconcile(some_reports)

    assert reconcile(some_reports + some_reports) == once


def test_every_report_is_dated_and_has_one_origin(some_reports: list[Reading]) -> None:
    ledgered = reconcile(some_reports)

    reports = sorted(reading.report.id for reading in some_reports)
    assert [dating.report for dating in ledgered.datings] == reports
    assert sorted(report for origin in ledgered.origins for report in origin.reports) == reports


def test_every_place_of_a_finding_is_verbatim(some_reports: list[Reading]) -> None:
    texts = {reading.report.id: reading.report.text for reading in some_reports}
    places = [place for finding in reconcile(some_reports).findings for place in finding.places]

    assert places
    assert all(place.span.of(texts[place.report]) == place.text for place in places if place.span is not None)


def test_every_claim_is_in_one_pledge(some_reports: list[Reading]) -> None:
    claims = sorted({claim.id for reading in some_reports for claim in reading.claims})
    pledged = [claim.id for pledge in reconcile(some_reports).pledges for claim in pledge.claims]

    assert sorted(pledged) == claims
