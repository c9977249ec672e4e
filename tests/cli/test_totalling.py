"""``pledgebook totals``: one set of figures as table, CSV and JSON, with what is counted and what is left out."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pledgebook.model import Action, Amount, Claim, Clues, Mention, Party, Report, Span, Stance, StatedAmount
from pledgebook.publish import records

Run = Callable[..., tuple[int, str, str]]
SUMS = {"1,000,000 euros": Decimal("1e6"), "400,000 euros": Decimal("4e5")}


class Sums:
    """Reads two sums of Malta, and a promise of Norway without one."""

    name = "sums 1"

    def __init__(self, *, fast: bool = False) -> None:
        """Take what the command line says."""

    def read(self, report: Report) -> tuple[tuple[Claim, ...], Clues]:
        from pledgebook.extract.amounts import find_amounts

        return tuple(self._claims(report)), Clues(report.id, amounts=find_amounts(report.text))

    def read_many(self, reports: Iterator[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
        for report in reports:
            yield report, *self.read(report)

    def _claims(self, report: Report) -> Iterator[Claim]:
        for sentence in report.text.split("\n"):
            start = report.text.index(sentence)
            evidence = Mention(sentence, Span(start, start + len(sentence)))
            amounts = tuple(
                StatedAmount(Amount(value, "EUR"), Span(at, at + len(words)))
                for words, value in SUMS.items()
                if (at := report.text.find(words, start, start + len(sentence))) >= 0
            )
            actor = "MLT" if "Malta" in sentence else "NOR"
            yield Claim(
                report.id,
                evidence,
                Party(actor),
                Stance.COMMITTED,
                Action.FUND if amounts else Action.ARM,
                Party("UKR"),
                amounts=amounts[:1],
            )


@pytest.fixture
def filled(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("pledgebook.extract.Extractor", Sums)
    text = "Malta will give 1,000,000 euros.\nOf that, 400,000 euros by Malta is for radios.\nNorway will send jets."
    (tmp_path / "r.txt").write_text(f"---\npublished: 2025-09-05\n---\n{text}", encoding="utf-8")
    assert run("read", "r.txt")[0] == 0
    return run


def test_the_table_shows_euro_what_is_unknown_and_that_something_was_left_out(filled: Run) -> None:
    _, out, err = filled("totals", "--definition", "announced,kiel")

    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "Who announced committed (Kiel) allocated (Kiel) delivered (Kiel)" in lines
    assert "all together EUR 1 m EUR 1 m – –" in lines
    assert "Norway + 1 unknown + 1 unknown – –" in lines
    assert "1 sum left out so that nothing counts twice: --removals shows each" in lines
    assert (err, max(map(len, out.splitlines())) <= 100) == ("", True)


def test_json_and_csv_hold_the_same_totals(filled: Run) -> None:
    as_json = json.loads(filled("totals", "--definition", "committed", "--json")[1])
    as_csv = list(csv.DictReader(io.StringIO(filled("totals", "--definition", "committed", "--csv")[1])))

    assert [(row["actor"], row["eur"], row["unknown"]) for row in as_json] == [
        ("", 1000000, 1),
        ("MLT", 1000000, 0),
        ("NOR", None, 1),
    ]
    assert as_csv == [{column: records.cell(row.get(column)) for column in as_csv[0]} for row in as_json]


def test_each_removal_and_each_counted_sum_is_shown(filled: Run) -> None:
    (left_out,) = json.loads(filled("totals", "--definition", "committed", "--removals", "--json")[1])
    (kept,) = json.loads(filled("totals", "--definition", "committed", "--counted", "--json")[1])

    assert (left_out["amount"], left_out["rule"], left_out["counted_in"]) == (400000, "part_of", kept["pledge"])
    assert (kept["amount"], kept["currency"], kept["eur"], kept["day"]) == (1000000, "EUR", 1000000, "2025-09-05")
    assert "part of" in filled("totals", "--removals")[1]
    assert "goods, at the worth stated" not in filled("totals", "--counted")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--definition", "promised"), "--definition does not know 'promised'; did you mean"),
        (("--removals", "--counted"), "--removals and --counted are two lists; give one of them"),
        (("--json", "--csv"), "only one of --json, --csv and --jsonl at a time"),
        (("--actor", "Maltta"), "--actor does not know 'Maltta'; did you mean"),
    ],
)
def test_what_is_not_understood_is_told_in_one_line(filled: Run, words: tuple[str, ...], told: str) -> None:
    code, out, err = filled("totals", *words)

    assert (code, out) == (2, "")
    assert err.startswith(f"error: {told}")
    assert err.count("\n") == 1


def test_an_empty_book_says_what_to_do_next(run: Run) -> None:
    from pledgebook.ledger import open_book

    open_book(Path("pledgebook.book"), create=True).close()

    code, out, err = run("totals")

    assert (code, out) == (0, "")
    assert err.startswith("the book pledgebook.book is empty; read reports into it")
