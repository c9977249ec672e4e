"""Incidents, triggers and the daily report from the command line."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pledgebook.model import Action, Claim, Mention, Party, Report, Span, Stance

from .conftest import Outcome, SimpleSentences

Run = Callable[..., Outcome]

STRIKE = re.compile(r"(?:Russia|Ukraine) struck [^.]*\.")
REPORTS = {
    "one": "2026-03-09|Russia struck a depot in Kharkiv with drones, killing four. The depot had stood empty since the autumn, and its keeper was on leave in the hills, his sister said.",
    "two": "2026-03-09|Russia struck a depot in Kharkiv with drones, killing four. The depot had stood empty since the autumn, and its keeper was on leave in the hills. Schools stay closed until Thursday.",
    "three": "2026-03-10|Ukraine struck a bridge near Belgorod with missiles.",
    "four": "2026-03-10|Ukraine denied that it had struck Belgorod, as nobody would have gained by that.",
}


@pytest.fixture
def war(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs one command on four reports of two strikes, one of them a copy; that a cease-fire holds is decided."""

    def claims(self: SimpleSentences, report: Report) -> tuple[Claim, ...]:
        found = []
        for match in STRIKE.finditer(report.text):
            side, other = ("RUS", "UKR") if match[0].startswith("Russia") else ("UKR", "RUS")
            sentence = Mention(match[0], Span(match.start(), match.end()))
            found.append(Claim(report.id, sentence, Party(side), Stance.DONE, Action.ATTACK, target=Party(other)))
        return tuple(found)

    monkeypatch.setattr(SimpleSentences, "claims", claims)
    folder = tmp_path / "war"
    folder.mkdir()
    for name, told in REPORTS.items():
        day, _, text = told.partition("|")
        (folder / f"{name}.txt").write_text(f"---\noutlet: The {name}\npublished: {day}\n---\n{text}\n", "utf-8")
    assert run("read", str(folder)).code == 0
    assert run("truth", "ukraine-guarantees", "ceasefire=yes", "--since", "2026-03-01", "--by", "Ana").code == 0
    return run


def listed(run: Run, *words: str) -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(run("incidents", "--json", *words).out)
    return told


def test_incidents_are_listed_with_status_and_what_they_would_break(war: Run) -> None:
    found = {one["id"]: one for one in listed(war)}

    assert list(found) == ["rus-attack-kharkiv-2026-03-09", "ukr-attack-belgorod-2026-03-10"]
    strike = found["rus-attack-kharkiv-2026-03-09"]
    assert (strike["status"], strike["killed_low"], strike["breach_of"]) == ("reported", 4, "ceasefire")
    assert found["ukr-attack-belgorod-2026-03-10"]["status"] == "disputed"
    assert [one["id"] for one in listed(war, "--status", "disputed")] == ["ukr-attack-belgorod-2026-03-10"]
    assert [one["id"] for one in listed(war, "--actor", "Russia")] == ["rus-attack-kharkiv-2026-03-09"]
    assert listed(war, "--as-of", "2026-03-08") == []


def test_a_person_verifies_an_incident_and_the_trigger_follows_on_that_day(war: Run) -> None:
    strike = "rus-attack-kharkiv-2026-03-09"

    code, out, _ = war("incidents", strike, "--verify", "--by", "Ana", "--on", "2026-03-12", "--reason", "craters")

    assert code == 0
    assert out.startswith(f"d2: {strike} is verified from 2026-03-12 on, by Ana; to take it back")
    shown = war("incidents", strike).out
    assert "verified: decided by Ana from 2026-03-12 on: craters" in shown
    assert "would break" in war("incidents", "--as-of", "2026-03-11").out
    assert "is not known to have come about; 1 candidate" in war("triggers", "--as-of", "2026-03-11").out
    assert "has come about: holds since 2026-03-09" in war("triggers", "--as-of", "2026-03-12").out


def test_one_incident_is_shown_with_each_sides_version(war: Run) -> None:
    shown = war("incidents", "ukr-attack-belgorod-2026-03-10").out

    assert "the reports say" in shown
    assert "Ukraine denies it" in shown
    assert "as nobody would have gained by that." in " ".join(shown.split())


def test_the_report_of_a_day_counts_by_side_type_and_place(war: Run) -> None:
    told = war("monitor", "--day", "2026-03-10", "--days", "2", "--csv").out
    rows = {(row["by"], row["name"]): row for row in csv.DictReader(io.StringIO(told))}

    assert set(rows) == {
        ("all", "all incidents"),
        ("side", "Russia"),
        ("side", "Ukraine"),
        ("type", "drone"),
        ("type", "missile"),
        ("place", "Kharkiv"),
        ("place", "Belgorod"),
    }
    assert rows["all", "all incidents"]["incidents"] == "2"
    assert (rows["side", "Russia"]["reported"], rows["side", "Russia"]["killed_high"]) == ("1", "4")
    assert rows["all", "all incidents"]["first"] == "2026-03-09"


def test_the_report_of_a_day_comes_as_markdown_and_on_the_terminal(war: Run) -> None:
    markdown = war("monitor", "--day", "2026-03-09", "--markdown").out
    screen = war("monitor", "--day", "2026-03-09").out

    assert markdown.startswith("# Incidents of 9 March 2026\n\n1 incident; verified 0 of 1 (0 %)")
    assert "| Kharkiv | 1 | 0 | 0 | 1 | 0 | 4 |" in markdown
    assert "Incidents of 9 March 2026" in screen
    assert "By place" in screen
    assert json.loads(war("monitor", "--day", "2026-03-09", "--json").out)["counts"][0]["incidents"] == 1


def test_a_day_without_incidents_has_a_report_too(war: Run) -> None:
    assert war("monitor", "--day", "2026-02-01").out.splitlines()[:2] == [
        "Incidents of 1 February 2026",
        "0 incidents; verified 0 of 0",
    ]


def test_the_report_may_be_of_a_month_and_of_more_days_than_there_are(war: Run) -> None:
    month = war("monitor", "--day", "2026-03", "--csv").out.splitlines()[1]
    since_ever = war("monitor", "--day", "2026-03-09", "--days", "99999999").out.splitlines()[:2]

    assert month.startswith("2026-03-01,2026-03-31,all,all incidents,2,")
    assert since_ever == [
        "Incidents of 1 January 1 to 9 March 2026",
        "1 incident; verified 0 of 1 (0 %); dead, as told: 4",
    ]


def test_misuse_is_answered_with_an_example(war: Run) -> None:
    assert "a decision names one incident" in war("incidents", "--verify").err
    assert "did you mean rus-attack-kharkiv-2026-03-09" in war("incidents", "rus-attack-kharkiv").err
    assert "only one of --markdown" in war("monitor", "--markdown", "--csv").err
