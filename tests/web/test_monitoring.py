"""Monitoring: incidents, where and when; verified, disputed and dismissed as the command line does; what a breach sets off."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pledgebook.assess import load_arrangement, truth_decision
from pledgebook.ledger import open_book
from pledgebook.model import (
    Action,
    Claim,
    Clues,
    DecisionKind,
    Mention,
    Party,
    Reading,
    Report,
    Span,
    Stance,
    Truth,
    When,
)
from pledgebook.pipeline import incidents_of
from pledgebook.web import Desk

Token = Callable[..., str]
MakeDesk = Callable[..., Desk]
OpenBrowser = Callable[..., TestClient]

STRIKE = re.compile(r"(Russia|Ukraine) (?:struck|shelled) [^.]*\.")
REPORTS = {
    "one": ("2026-03-09", "Russia struck a depot in Kharkiv with drones, killing four. It had stood empty for long."),
    "two": ("2026-03-10", "Ukraine struck a bridge near Belgorod with missiles. Nobody was hurt."),
    "three": ("2026-03-11", "Ukraine denied that it had struck Belgorod, as nobody would have gained by that."),
    "four": ("2026-03-13", "Russia shelled a market in Kostakhivka with artillery. The day was cold and clear."),
}
STRIKE_ON_KHARKIV = "rus-attack-kharkiv-2026-03-09"
AT = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)


def told(name: str, day: str, text: str) -> Reading:
    report = Report(name, text, f"The {name.capitalize()}", None, name, When(day), source=f"{name}.txt")
    claims = []
    for match in STRIKE.finditer(text):
        side, other = ("RUS", "UKR") if match[1] == "Russia" else ("UKR", "RUS")
        sentence = Mention(match[0], Span(match.start(), match.end()))
        claims.append(Claim(name, sentence, Party(side), Stance.DONE, Action.ATTACK, target=Party(other)))
    return Reading(report, tuple(claims), Clues(name), AT, "strikes 1")


@pytest.fixture
def war_path(tmp_path: Path) -> Path:
    """A book of three strikes after a cease-fire that was decided to hold."""
    path = tmp_path / "war.book"
    with open_book(path, create=True) as book:
        for name, (day, text) in REPORTS.items():
            book.add(told(name, day, text))
        name = load_arrangement("ukraine-guarantees").name
        book.decide(truth_decision(name, "ceasefire", Truth.YES, When("2026-03-01"), by="Ana", at=AT))
    return path


@pytest.fixture
def war(make_desk: MakeDesk, war_path: Path) -> Desk:
    return make_desk(war_path, now=lambda: AT)


@pytest.fixture
def browser(war: Desk, open_browser: OpenBrowser) -> TestClient:
    return open_browser(war)


def rule(browser: TestClient, token: str, kind: str, incident: str = STRIKE_ON_KHARKIV, **fields: str) -> Any:
    form = {"token": token, "kind": kind, "incident": incident, "seen": "", "reason": "craters were seen", **fields}
    return browser.post("/monitoring", data=form, headers={"accept": "application/json"})


def listed(browser: TestClient, query: str = "") -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in browser.get(f"/monitoring.json{query}").json()["rows"]}


def test_the_page_shows_what_the_command_line_lists(war: Desk, browser: TestClient) -> None:
    found = listed(browser)

    assert list(found) == [one.id for one in reversed(incidents_of(war.book))]
    assert {row["status"] for row in found.values()} == {"reported", "disputed"}
    strike = found[STRIKE_ON_KHARKIV]
    assert (strike["killed_low"], strike["means"], strike["breach_of"]) == (4, ["drone"], "ceasefire")
    text = browser.get("/monitoring").text
    assert "Ukraine denies it" in text
    assert "would break, once verified" in text


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("?side=RUS", ["Kostakhivka", "Kharkiv"]),
        ("?type=missile", ["Belgorod"]),
        ("?status=disputed", ["Belgorod"]),
        ("?from=2026-03-10&to=2026-03-12", ["Belgorod"]),
        ("?place=kharkiv", ["Kharkiv"]),
        ("?breaches=yes&side=UKR", ["Belgorod"]),
        ("?as_of=2026-03-09", ["Kharkiv"]),
    ],
)
def test_incidents_are_asked_for_by_side_type_status_day_and_place(
    browser: TestClient, query: str, places: list[str]
) -> None:
    assert [row["place"] for row in listed(browser, query).values()] == places


def test_the_map_names_what_it_cannot_place_and_the_calendar_links_its_days(browser: TestClient) -> None:
    text = browser.get("/monitoring").text

    assert re.search(r"Not on the map: <a [^>]*>Kostakhivka</a>", text)
    assert len(re.findall(r'<circle class="spot i-\w+"', text)) == 2
    assert 'href="/monitoring?from=2026-03-09&amp;to=2026-03-09#incidents"' in text


def test_an_incident_is_verified_and_its_trigger_follows(war: Desk, browser: TestClient, token_on: Token) -> None:
    assert browser.get("/monitoring.json").json()["triggers"][0]["active"] is None

    kept = rule(browser, token_on(browser, "/monitoring"), "verify", on="2026-03-12")

    assert kept.status_code == 200
    *_, decision = war.book.decisions()
    (incident,) = [one for one in incidents_of(war.book) if one.id == STRIKE_ON_KHARKIV]
    assert decision.about == (STRIKE_ON_KHARKIV, *incident.claims)
    assert (decision.kind, decision.by, decision.value) == (DecisionKind.VERIFY, "Ana", '"2026-03-12"')
    assert listed(browser)[STRIKE_ON_KHARKIV]["because"] == "decided by Ana from 2026-03-12 on: craters were seen"
    assert listed(browser, "?as_of=2026-03-11")[STRIKE_ON_KHARKIV]["status"] == "reported"
    (trigger,) = browser.get("/monitoring.json").json()["triggers"]
    assert (trigger["active"], trigger["breaches"]) == (True, [STRIKE_ON_KHARKIV])
    assert "has come about" in browser.get("/monitoring").text


def test_a_dismissed_incident_is_counted_no_more_and_is_no_dismissed_finding(
    browser: TestClient, token_on: Token
) -> None:
    rule(browser, token_on(browser, "/monitoring"), "dismiss", reason="an exercise")

    found = browser.get("/monitoring.json").json()
    assert found["dismissed"] == 1
    assert found["counts"][0]["incidents"] == 2
    assert listed(browser)[STRIKE_ON_KHARKIV]["status"] == "dismissed"
    assert "an exercise" not in browser.get("/findings").text


def test_a_ruling_is_taken_back(browser: TestClient, token_on: Token) -> None:
    token = token_on(browser, "/monitoring")
    kept = rule(browser, token, "dispute").json()
    shown = browser.get("/monitoring").text
    form = {"token": token, "kind": "undo", "about": kept["id"], "seen": kept["id"], "back": "/monitoring"}

    answer = browser.post("/decide", data=form)

    assert "Take back" in shown
    assert (answer.status_code, answer.headers["location"]) == (303, "/monitoring")
    assert listed(browser)[STRIKE_ON_KHARKIV]["status"] == "reported"
    assert "taken back" in browser.get("/monitoring").text


def test_the_second_of_two_analysts_is_told_of_the_first(war: Desk, browser: TestClient, token_on: Token) -> None:
    token = token_on(browser, "/monitoring")
    first = rule(browser, token, "verify")

    second = rule(browser, token, "dismiss")

    assert (first.status_code, second.status_code) == (200, 409)
    assert "Somebody decided about this" in second.json()["error"]
    assert rule(browser, token, "dismiss", seen=first.json()["id"]).status_code == 200
    assert [one.kind for one in war.book.decisions()] == [DecisionKind.STATE, DecisionKind.VERIFY, DecisionKind.DISMISS]


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"reason": ""}, 400, "say why"),
        ({"on": "soon"}, 400, "cannot read"),
        ({"incident": "nothing"}, 404, "no incident"),
        ({"kind": "confirm"}, 400, "verify, dispute, dismiss"),
        ({"token": "0" * 64}, 403, "token"),
    ],
)
def test_what_cannot_be_ruled_is_said_and_not_kept(
    war: Desk,
    browser: TestClient,
    token_on: Token,
    caplog: pytest.LogCaptureFixture,
    fields: dict[str, str],
    status: int,
    says: str,
) -> None:
    token = token_on(browser, "/monitoring")

    with caplog.at_level(logging.CRITICAL):
        answer = rule(browser, **{"token": token, "kind": "verify", **fields})

    assert answer.status_code == status
    assert says in answer.json()["error"]
    assert len(list(war.book.decisions())) == 1


def test_hostile_words_in_a_ruling_are_shown_and_never_run(browser: TestClient, token_on: Token) -> None:
    rule(browser, token_on(browser, "/monitoring"), "verify", reason="<script>alert(1)</script>")

    text = browser.get("/monitoring").text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text


def test_a_book_that_is_only_shown_takes_no_ruling(
    make_desk: MakeDesk, open_browser: OpenBrowser, war_path: Path
) -> None:
    browser = open_browser(make_desk(war_path, read_only=True))

    answer = browser.post("/monitoring", data={"kind": "verify", "incident": STRIKE_ON_KHARKIV})

    assert answer.status_code == 403
    assert 'method="post"' not in browser.get("/monitoring").text


def test_a_book_without_incidents_says_what_to_do_next(make_desk: MakeDesk, open_browser: OpenBrowser) -> None:
    text = open_browser(make_desk()).get("/monitoring").text

    assert "No report of this book tells of a use of force" in text
    assert "/import" in text.partition("<main")[2]


@pytest.mark.parametrize("chart", ["/charts/incidents-map", "/charts/incidents-days"])
@pytest.mark.parametrize("form", ["svg", "png"])
def test_map_and_calendar_are_files_of_their_own(browser: TestClient, chart: str, form: str) -> None:
    answer = browser.get(f"{chart}.{form}?side=RUS")

    assert answer.status_code == 200
    if form == "svg":
        assert "Source: war, 4 reports" in answer.text
        assert "Belgorod" not in answer.text
    else:
        assert answer.content.startswith(b"\x89PNG\r\n")
