"""What other programs read: the codebook's fields, numbers as numbers, cells that no spreadsheet runs."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from pledgebook.model import Claim, Ledgered, Reading
from pledgebook.publish import records, rows
from pledgebook.publish.csv_files import write_csv
from pledgebook.publish.export import write_export


def test_a_claim_is_written_in_the_fields_of_the_codebook(readings: tuple[Reading, ...]) -> None:
    money = records.claim_record(readings[0].claims[1])

    assert {name: money[name] for name in ("report", "actor", "stance", "action", "target", "amounts", "evidence")} == {
        "report": "one",
        "actor": "CAN",
        "stance": "committed",
        "action": "fund",
        "target": "UKR",
        "amounts": [{"value": 2_000_000_000, "currency": "CAD"}],
        "evidence": "Canada will give $2 billion to Ukraine.",
    }


def test_start_and_end_of_a_claim_give_its_evidence(readings: tuple[Reading, ...]) -> None:
    for reading in readings:
        for claim in reading.claims:
            written = records.claim_record(claim)
            assert reading.report.text[written["start"] : written["end"]] == written["evidence"]


def test_empty_fields_of_a_claim_are_left_out(readings: tuple[Reading, ...]) -> None:
    assert not {"addressee", "domains", "items", "quantity", "with", "due"} & set(
        records.claim_record(readings[0].claims[0])
    )


@pytest.mark.parametrize(("value", "written"), [("1E+9", "1000000000"), ("2.50", "2.5"), ("0", "0")])
def test_numbers_are_written_as_numbers(value: str, written: str) -> None:
    assert json.dumps(records.number(Decimal(value))) == written


@pytest.mark.parametrize("words", ["=1+1", "+49", "-2", "@SUM(A1)", "\tx"])
def test_words_of_a_report_that_a_spreadsheet_would_run_get_an_apostrophe(words: str) -> None:
    assert records.cell(words) == "'" + words
    assert records.cell([words, "b"]).startswith("'")


def test_a_csv_line_holds_what_the_json_object_holds(ledgered: Ledgered) -> None:
    values = [records.record(row) for row in rows.pledge_rows(ledgered.pledges)]
    stream = io.StringIO()

    write_csv(stream, records.columns_of(rows.PledgeRow), values)

    lines = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert lines == [{name: records.cell(value) for name, value in one.items()} for one in values]


def test_an_export_holds_every_claim_pledge_finding_and_report(
    ledgered: Ledgered, readings: tuple[Reading, ...], tmp_path: Path
) -> None:
    written = write_export(tmp_path / "new" / "out", ledgered, lambda: readings, [])

    assert written == {"claims.csv": 3, "pledges.csv": 2, "findings.csv": 1, "reports.csv": 2, "book.jsonl": 2}
    lines = [json.loads(line) for line in (tmp_path / "new" / "out" / "book.jsonl").read_text("utf-8").splitlines()]
    assert [line["reading"]["report"]["text"] for line in lines] == [reading.report.text for reading in readings]


def test_a_pledge_row_tells_since_when_its_latest_stance_is_held(ledgered: Ledgered) -> None:
    row = rows.pledge_row(ledgered.pledges[0])

    assert (row.stance, row.since) == ("committed", "2025-09-04")
    assert row.history == ("2025-08-24 weighing", "2025-09-04 committed")
    assert row.conditions == ("ceasefire",)


def test_a_condition_row_names_the_report_whose_words_it_gives(ledgered: Ledgered) -> None:
    (row,) = rows.condition_rows(ledgered.pledges)

    assert (row.kind, row.actor_name, row.text, row.report) == ("ceasefire", "Canada", "if there is a ceasefire", "one")


def test_all_actors_of_some_claims_are_known_by_code(readings: tuple[Reading, ...]) -> None:
    claims: tuple[Claim, ...] = readings[0].claims

    assert rows.actors_of(claims) == {"CAN", "UKR"}
