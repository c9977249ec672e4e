"""The lists: the same rows as table, CSV, JSON and JSON Lines, cut by the same options."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from pledgebook.publish import records

Run = Callable[..., tuple[int, str, str]]

LISTS = ("pledges", "claims", "findings", "origins", "conditions", "sources")


def ids(printed: str) -> list[str]:
    return [row["id"] for row in json.loads(printed)]


@pytest.mark.parametrize("name", LISTS)
def test_csv_json_and_jsonl_hold_the_same(filled: Run, name: str) -> None:
    as_json: list[dict[str, Any]] = json.loads(filled(name, "--json")[1])
    as_csv = list(csv.DictReader(io.StringIO(filled(name, "--csv")[1])))
    as_jsonl = [json.loads(line) for line in filled(name, "--jsonl")[1].splitlines()]

    assert as_jsonl == as_json
    assert as_csv == [{column: records.cell(row.get(column)) for column in as_csv[0]} for row in as_json]
    assert all(set(row) <= set(as_csv[0]) for row in as_json)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_an_empty_book_says_what_to_do_next(run: Run, name: str, folder: object) -> None:
    from pledgebook.ledger import open_book

    open_book("pledgebook.book", create=True).close()

    code, out, err = run(name)

    assert (code, out) == (0, "")
    assert err.startswith("the book pledgebook.book is empty; read reports into it: pledgebook read FOLDER")
    assert json.loads(run(name, "--json")[1]) == []


@pytest.mark.parametrize("name", LISTS)
def test_no_line_of_a_list_is_wider_than_100_columns_or_holds_escape_codes(filled: Run, name: str) -> None:
    printed = filled(name)[1]

    assert max(map(len, printed.splitlines()), default=0) <= 100
    assert "\x1b" not in printed


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["can-deploy-ukr", "deu-deploy-ukr", "nor-fund-ukr"]),
        (["--actor", "Canada"], ["can-deploy-ukr"]),
        (["--actor", "CAN,deu"], ["can-deploy-ukr", "deu-deploy-ukr"]),
        (["--actor", "CAN", "--actor", "DEU"], ["can-deploy-ukr", "deu-deploy-ukr"]),
        (["--stance", "declined"], ["deu-deploy-ukr"]),
        (["--action", "deploy", "--stance", "committed"], ["can-deploy-ukr"]),
        (["--target", "RUS"], []),
        (["--limit", "1"], ["can-deploy-ukr"]),
    ],
)
def test_pledges_are_cut_by_actor_action_stance_target_and_number(
    filled: Run, options: list[str], expected: list[str]
) -> None:
    found = ids(filled("pledges", "--json", *options)[1])

    assert found == expected


def test_pledges_can_be_looked_at_as_they_stood_on_a_day(filled: Run) -> None:
    then = json.loads(filled("pledges", "--json", "--actor", "CAN", "--as-of", "2025-08-31")[1])

    assert [(row["id"], row["stance"]) for row in then] == [("can-deploy-ukr", "weighing")]
    assert json.loads(filled("pledges", "--json", "--as-of", "2025-07")[1]) == []


def test_pledges_can_be_looked_at_as_they_were_known_by_a_time(filled: Run) -> None:
    assert json.loads(filled("pledges", "--json", "--known-by", "2020-01-01")[1]) == []
    assert len(json.loads(filled("pledges", "--json", "--known-by", "2999")[1])) >= 3


def test_claims_as_of_a_day_leave_out_later_reports(filled: Run) -> None:
    then = json.loads(filled("claims", "--json", "--as-of", "2025-08-31")[1])

    assert {row["report"] for row in then} == {"first"}


def test_claims_are_cut_by_report_and_condition(filled: Run) -> None:
    assert len(json.loads(filled("claims", "--json", "--report", "second")[1])) == 2
    conditional = json.loads(filled("claims", "--json", "--condition", "ceasefire")[1])
    assert {row["actor"] for row in conditional} == {"CAN", "NOR"}


def test_conditions_are_told_in_the_reports_words(filled: Run) -> None:
    rows = json.loads(filled("conditions", "--json", "--kind", "ceasefire")[1])

    assert {(row["actor"], row["text"]) for row in rows} == {
        ("CAN", "if there is a ceasefire"),
        ("NOR", "if there is a ceasefire"),
    }
    assert json.loads(filled("conditions", "--json", "--kind", "request")[1]) == []


def test_sources_are_cut_by_outlet_and_language(filled: Run) -> None:
    assert ids(filled("sources", "--json", "--outlet", "the second")[1]) == ["second"]
    assert ids(filled("sources", "--json", "--language", "fr")[1]) == []


def test_a_list_that_nothing_fits_says_so(filled: Run) -> None:
    assert filled("pledges", "--actor", "JPN") == (
        0,
        "",
        "no pledge in the book pledgebook.book fits; leave out an option\n",
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["pledges", "--stance", "wiling"], "--stance does not know 'wiling'; did you mean willing or"),
        (["pledges", "--action", "bombard"], "--action does not know 'bombard'; there are deploy, arm,"),
        (["pledges", "--actor", "Germny"], "--actor does not know 'Germny'; did you mean DEU (Germany)?"),
        (["findings", "--kind", "imposible_date"], "did you mean impossible_date"),
        (["conditions", "--kind", "truce"], "there are ceasefire, peace_deal,"),
        (["findings", "--severity", "hihg"], "did you mean high"),
        (["pledges", "--json", "--csv"], "only one of --json, --csv and --jsonl at a time"),
        (["pledges", "--limit", "0"], "'--limit'"),
        (["nosuch"], "No such command 'nosuch'; see 'pledgebook --help'"),
        (["show"], "Missing argument 'PLEDGE_ID'; see 'pledgebook show --help'"),
    ],
)
def test_misuse_is_told_in_one_line_that_names_what_comes_near(filled: Run, words: list[str], told: str) -> None:
    code, out, err = filled(*words)

    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert told in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("day", ["yesterday", "2025-13", "2025-02-30"])
def test_a_date_that_is_none_is_told_with_an_example(filled: Run, day: str) -> None:
    for option in ("--as-of", "--known-by"):
        code, _, err = filled("pledges", option, day)
        assert code == 1
        assert err.startswith(f"error: cannot read '{day}' as a date; write a day, month or year")


def test_an_actor_that_only_the_book_knows_can_be_asked_for(filled: Run) -> None:
    from pledgebook.cli.options import actors

    assert actors("--actor", ["gavotte"], lambda: frozenset({"GAVOTTE"})) == ("GAVOTTE",)
