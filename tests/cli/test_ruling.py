"""Decisions about conditions from the command line."""

import json
from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]


def condition(told: str, name: str) -> dict[str, object]:
    found: dict[str, object] = next(one for one in json.loads(told)["conditions"] if one["id"] == name)
    return found


def test_a_decided_truth_counts_from_its_day_on(filled: Run) -> None:
    code, out, _ = filled(
        "truth", "ukraine-guarantees", "ceasefire=yes", "--since", "2026-03-01", "--by", "Ana", "--reason", "the accord"
    )

    assert code == 0
    assert out.startswith("noted: ceasefire is yes since 2026-03-01, as Ana decided")
    before = filled("assess", "ukraine-guarantees", "--as-of", "2026-02-28", "--json")[1]
    after = filled("assess", "ukraine-guarantees", "--as-of", "2026-03-01", "--json")[1]
    assert condition(before, "ceasefire")["holds"] is False
    assert condition(after, "ceasefire")["holds"] is True
    assert condition(after, "ceasefire")["why"] == "which holds since 2026-03-01, as Ana decided (the accord)"


def test_a_decided_tie_changes_what_a_pledge_hangs_on(filled: Run) -> None:
    code, out, _ = filled("tie", "ukraine-guarantees", "nor-fund-ukr", "ceasefire", "peace_deal", "--by", "Ana")

    assert (code, out) == (0, "noted: the ceasefire condition of nor-fund-ukr means peace_deal, as Ana decided\n")
    told = json.loads(filled("assess", "ukraine-guarantees", "--json")[1])
    (norway,) = [pledge for pledge in told["pledges"] if pledge["id"] == "nor-fund-ukr"]
    assert norway["because"][0]["conditions"] == ["peace_deal"]


def test_wrong_names_are_answered_with_what_comes_near(filled: Run) -> None:
    decided = ("--since", "2026-03-01", "--by", "Ana")

    assert "did you mean 'ceasefire'" in filled("truth", "ukraine-guarantees", "ceasfire=yes", *decided)[2]
    assert "says yes, no or unknown" in filled("truth", "ukraine-guarantees", "ceasefire=0.4", *decided)[2]
    assert "follows from other conditions" in filled("truth", "ukraine-guarantees", "guns_silent=yes", *decided)[2]
    assert (
        "did you mean nor-fund-ukr"
        in filled("tie", "ukraine-guarantees", "nor-fund", "other", "consent", "--by", "A")[2]
    )


def test_a_condition_that_only_reports_state_can_be_decided_too(filled: Run) -> None:
    code, out, _ = filled("truth", "haiti-gsf", "other(nor-fund-ukr)=yes", "--since", "2026-03-01", "--by", "Ana")

    assert code == 0
    assert out.startswith("noted: other(nor-fund-ukr) is yes since 2026-03-01")
    assert (
        "stands in reports alone"
        in filled("tie", "ukraine-guarantees", "nor-fund-ukr", "other", "other(nor-fund-ukr)", "--by", "Ana")[2]
    )
