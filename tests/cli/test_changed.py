"""What changed since a day, from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def test_the_digest_tells_turns_and_new_pledges_with_their_sentences(filled: Run) -> None:
    code, out, err = filled("changes", "--since", "2025-09-01")

    assert (code, err) == (0, "")
    assert out.splitlines()[0].rstrip() == "Said since 1 September 2025: 2 new reports from 1 new original."
    assert "Hardened (1)" in out
    assert "Canada  weighing → committed: deploy → Ukraine · if a cease-fire · 4 September 2025" in out
    assert "“Canada will deploy troops in Ukraine next year.”" in out
    assert "New pledges and refusals (1)" in out
    assert "Germany  declined: deploy → Ukraine · 4 September 2025" in out
    assert max(map(len, out.splitlines())) <= 100


def test_markdown_and_json_hold_the_same_events(filled: Run) -> None:
    as_markdown = filled("changes", "--since", "2025-09-01", "--markdown")[1]
    as_json = json.loads(filled("changes", "--since", "2025-09-01", "--json")[1])

    assert as_markdown.startswith("# What changed\n\nSaid since 1 September 2025: 2 new reports from 1 new original.\n")
    assert "## Hardened (1)\n\n- **Canada** weighing → committed: deploy → Ukraine" in as_markdown
    (turned,) = as_json["hardened"]
    assert (turned["pledge"], turned["before"], turned["stance"], turned["when"], turned["report"]) == (
        *("can-deploy-ukr", "weighing", "committed"),
        *("2025-09-04", "second"),
    )
    assert [event["pledge"] for event in as_json["new"]] == ["deu-deploy-ukr"]
    assert (as_json["since"], as_json["until"], as_json["learnt"], as_json["reports"]) == ("2025-09-01", None, False, 2)


def test_until_leaves_out_what_was_said_later(filled: Run) -> None:
    found = json.loads(filled("changes", "--since", "2025-08", "--until", "2025-08-31", "--json")[1])

    assert [event["pledge"] for event in found["new"]] == ["nor-fund-ukr", "can-deploy-ukr"]
    assert (found["hardened"], found["reports"]) == ([], 1)


def test_known_counts_when_the_book_learnt_it(filled: Run, folder: Path) -> None:
    from datetime import UTC, datetime

    moment = datetime.now(UTC).isoformat()
    (folder / "fourth.txt").write_text("Norway will deploy a frigate. The sea was calm.", encoding="utf-8")
    assert json.loads(filled("changes", "--since", moment, "--known", "--json")[1])["new"] == []

    filled("read", str(folder))
    found = json.loads(filled("changes", "--since", moment, "--known", "--json")[1])

    assert [event["pledge"] for event in found["new"]] == ["nor-deploy-ukr"]
    assert (found["reports"], found["hardened"]) == (1, [])


def test_a_long_section_is_cut_and_says_how_much_is_left_out(filled: Run) -> None:
    out = filled("changes", "--since", "2025-08-01", "--limit", "1")[1]

    assert "and 1 more (--limit)" in out


def test_a_quiet_time_says_that_nothing_changed(filled: Run) -> None:
    code, out, _ = filled("changes", "--since", "2025-12-01")

    assert (code, out.strip()) == (
        0,
        "Said since 1 December 2025: 0 new reports from 0 new originals. Nothing changed.",
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Missing option '--since'"),
        (("--since", "last week"), "cannot read 'last week' as a date"),
        (("--since", "2025-09-01", "--known", "--until", "soon"), "cannot read 'soon' as a date"),
        (("--since", "2025-09-01", "--json", "--markdown"), "only one of --json and --markdown"),
    ],
)
def test_misuse_is_one_line_of_error(filled: Run, words: tuple[str, ...], told: str) -> None:
    code, out, err = filled("changes", *words)

    assert (code in (1, 2), out, err.count("\n")) == (True, "", 1)
    assert told in err
