"""Deciding from the command line: one line for each decision, and the list of them."""

import csv
import io
import json
from collections.abc import Callable

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def ana(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEDGEBOOK_BY", "Ana")


def claim_of(run: Run, actor: str, report: str = "first") -> str:
    listed = json.loads(run("claims", "--actor", actor, "--report", report, "--json")[1])
    return str(listed[0]["id"])


def test_a_decision_is_told_in_one_line_with_how_to_take_it_back(filled: Run) -> None:
    claim = claim_of(filled, "Norway")

    code, out, _ = filled("decide", "reject", claim, "--reason", "it was Sweden")

    assert (code, out) == (0, f"d1: {claim} rejected, by Ana; to take it back: pledgebook decide undo d1\n")
    assert json.loads(filled("claims", "--report", "first", "--actor", "Norway", "--json")[1]) == []
    assert filled("decide", "undo", "d1")[1].startswith("d2: d1 undone")
    assert claim_of(filled, "Norway") == claim


def test_every_verb_works_on_the_ids_that_lists_show(filled: Run) -> None:
    canada, norway = claim_of(filled, "Canada"), claim_of(filled, "Norway")
    (finding,) = json.loads(filled("findings", "--json")[1])[:1] or [None]
    steps = [
        ("confirm", canada),
        ("correct", norway, "target", "Moldova", "--reason", "so it says"),
        (
            "add",
            "third",
            "--words",
            "The weather was fine.",
            "--actor",
            "DEU",
            "--stance",
            "backs",
            "--action",
            "other",
        ),
        ("add", "third", "--start", "0", "--end", "19", "--actor", "DEU", "--stance", "asks", "--action", "arm"),
        ("split", canada),
        ("same-origin", "first", "third"),
        ("other-origins", "first", "third"),
        ("undo", "d1"),
    ]
    if finding is not None:
        steps.append(("dismiss", finding["id"], "--reason", "no matter"))

    for place, step in enumerate(steps, 1):
        code, out, err = filled("decide", *step)
        assert (code, err) == (0, ""), step
        assert out.startswith(f"d{place}: "), step


def test_who_decides_is_the_option_before_the_environment(filled: Run) -> None:
    filled("decide", "confirm", claim_of(filled, "Canada"), "--by", "Ben")

    assert json.loads(filled("decisions", "--json")[1])[0]["by"] == "Ben"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("confirm", "ffff"), "error: no claim 'ffff' in this book"),
        (("correct", "CLAIM", "stance", "wiling"), "did you mean willing"),
        (("reject", "CLAIM"), "error: to reject needs a reason; for example: --reason"),
        (("add", "first", "--actor", "CAN"), "say which words of the report: --words"),
        (("add", "first", "--start", "9", "--end", "3"), "the first before the second"),
        (("add", "first", "--words", "Norway", "--set", "said"), "--set takes a field, '=' and a value"),
        (("add", "nowhere", "--words", "Norway"), "error: no report 'nowhere' in this book"),
        (("merge", "can-deploy-ukr"), "it takes two pledges"),
        (("undo", "d1"), "error: no decision 'd1' in this book; list them with 'pledgebook decisions'"),
        (("doubt", "x"), "No such command 'doubt'"),
    ],
)
def test_what_cannot_be_decided_is_one_line_of_error(filled: Run, words: tuple[str, ...], told: str) -> None:
    claim = claim_of(filled, "Canada")

    code, out, err = filled("decide", *(claim if word == "CLAIM" else word for word in words))

    assert (code in (1, 2), out) == (True, "")
    assert told in err
    assert err.count("\n") == 1
    assert json.loads(filled("decisions", "--json")[1]) == []


def test_the_list_of_decisions_has_the_same_in_every_form(filled: Run) -> None:
    claim = claim_of(filled, "Canada")
    filled("decide", "correct", claim, "stance", "willing", "--reason", "he offered")
    filled("decide", "undo", "d1")

    rows = json.loads(filled("decisions", "--json")[1])
    (first, second) = csv.DictReader(io.StringIO(filled("decisions", "--csv")[1]))

    assert list(first) == list(rows[0])
    assert (first["id"], first["kind"], first["field"], first["value"], first["state"], first["undone_by"]) == (
        *("d1", "correct", "stance", "willing"),
        *("undone", "d2"),
    )
    assert (second["kind"], second["about"], second["state"]) == ("undo", "d1", "in force")
    printed = filled("decisions")[1]
    assert f"d1   Ana corrects {claim}" in printed
    assert max(map(len, printed.splitlines())) <= 100


def test_a_book_without_decisions_says_how_to_take_one(filled: Run) -> None:
    code, out, err = filled("decisions")

    assert (code, out) == (0, "")
    assert "pledgebook decide --help" in err
