"""Options and scenarios side by side from the command line."""

import csv
import io
import json
from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]


def test_options_are_set_side_by_side(filled: Run) -> None:
    code, out, _ = filled("compare", "ukraine-guarantees", "--suppose", "ceasefire=yes")

    assert code == 0
    assert "ukraine-guarantees, supposing: ceasefire=yes" in out
    assert "gives: Canada" in out
    assert "declines:" in out
    assert all(len(line) <= 100 for line in out.splitlines())


def test_the_same_comes_as_data(filled: Run) -> None:
    told = json.loads(filled("compare", "ukraine-guarantees", "land-force", "--json")[1])
    table = list(csv.DictReader(io.StringIO(filled("compare", "ukraine-guarantees", "--csv")[1])))

    (force,) = told
    assert (force["name"], force["gives"], force["declines"]) == ("land-force", ["CAN"], ["DEU"])
    assert "ceasefire" in force["hangs_on"]
    assert [row["name"] for row in table][:2] == ["reassurance-force", "tripwire-force"]


def test_several_scenarios_make_one_column_each(filled: Run) -> None:
    chosen = ("land-force", "--scenario", "no-ceasefire", "--scenario", "ceasefire-with-us")

    out = filled("compare", "ukraine-guarantees", *chosen)[1]
    told = json.loads(filled("compare", "ukraine-guarantees", *chosen, "--json")[1])

    assert "A cease-fire, and" in out
    assert [(row["scenario"], row["met"]) for row in told] == [("no-ceasefire", False), ("ceasefire-with-us", None)]


def test_markdown_opens_each_figure_to_its_pledges_and_words(filled: Run) -> None:
    chosen = ("land-force", "--scenario", "no-ceasefire", "--scenario", "ceasefire-with-us", "--focus", "land-force")

    out = filled("compare", "ukraine-guarantees", *chosen, "--markdown")[1]

    assert (
        "| A reassurance force on land | 25,000 troops | [0, not met](#land-force) | [0 to unknown, open](#land-force) |"
        in out
    )
    assert (
        "each of these, failing alone, voids it whatever else holds.\n\n- `ceasefire`: a cease-fire between RUS" in out
    )
    assert "| ○ ◐ | “Canada will deploy troops in Ukraine next year.” (second) | first, second |" in out


def test_reports_whose_words_may_not_be_printed_are_named_instead(filled: Run) -> None:
    chosen = ("compare", "ukraine-guarantees", "land-force", "--markdown")

    out = filled(*chosen, "--unquoted", "f*", "--unquoted", "second")[1]
    other = filled(*chosen, "--unquoted", "first")[1]

    assert "“" not in out
    assert ", second | first, second |" in out
    assert "“Canada will deploy troops in Ukraine next year.” (second) |" in other
    assert "--unquoted says what --markdown prints" in filled(*chosen[:-1], "--unquoted", "first")[2]
    assert "no report 'secund' in this book; did you mean second" in filled(*chosen, "--unquoted", "secund")[2]


def test_misuse_is_answered(filled: Run) -> None:
    assert "did you mean 'land-force'" in filled("compare", "ukraine-guarantees", "landforce")[2]
    assert "--focus says what --markdown prints" in filled("compare", "ukraine-guarantees", "--focus", "land-force")[2]
    assert "only one of --markdown" in filled("compare", "ukraine-guarantees", "--markdown", "--csv")[2]
