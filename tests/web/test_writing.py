"""Decisions: kept with who and when, taken back, refused where somebody was faster or the book is only shown."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from pledgebook.deciding import Desk as Clerk
from pledgebook.deciding import Word
from pledgebook.ledger import open_book
from pledgebook.model import Decision, DecisionKind
from pledgebook.web import Desk
from pledgebook.web.decisions import last_about
from pledgebook.web.reviewing import kappa

Token = Callable[..., str]


def waiting(browser: TestClient, query: str = "") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = browser.get(f"/review.json{query}").json()["rows"]
    return rows


def send(browser: TestClient, token: str, kind: str, about: str, **fields: str) -> Any:
    form = {"token": token, "kind": kind, "about": about, "seen": "", **fields}
    return browser.post("/decide", data=form, headers={"accept": "application/json"})


def test_the_most_doubtful_and_weighty_claim_comes_first_and_says_why(browser: TestClient) -> None:
    first, *rest = waiting(browser)

    assert first["evidence"] == "Britain will fund hardly anything at all."
    assert "confidence 0.40" in first["because"]
    assert "rests on it alone" in first["because"]
    assert [row["priority"] for row in rest] == sorted((row["priority"] for row in rest), reverse=True)


def test_a_rejected_claim_leaves_its_pledge_and_comes_back_when_that_is_undone(
    desk: Desk, browser: TestClient, token_on: Token
) -> None:
    claim = next(row for row in waiting(browser) if row["report"] == "two" and row["actor"] == "CAN")["claim"]
    token = token_on(browser)

    kept = send(browser, token, "reject", claim, reason="he did not say so").json()

    assert browser.get("/pledges/can-deploy-ukr.json").json()["pledge"]["stance"] == "weighing"
    (decision,) = desk.book.decisions()
    assert (decision.by, decision.kind, decision.reason) == ("Ana", DecisionKind.REJECT, "he did not say so")
    assert claim not in [row["claim"] for row in waiting(browser)]

    send(browser, token, "undo", kept["id"], seen=kept["id"])

    assert browser.get("/pledges/can-deploy-ukr.json").json()["pledge"]["stance"] == "committed"
    assert claim in [row["claim"] for row in waiting(browser)]


def test_a_corrected_field_is_read_so_everywhere(browser: TestClient, token_on: Token) -> None:
    claim = next(row for row in waiting(browser) if row["report"] == "three" and row["actor"] == "FRA")["claim"]

    sent = send(browser, token_on(browser), "correct", claim, field="actor", value="Germany")

    assert sent.status_code == 200
    assert browser.get("/pledges/deu-monitor-ukr.json").json()["decisions"][0]["field"] == "actor"
    assert browser.get("/pledges/fra-monitor-ukr").status_code == 404
    assert browser.get("/reports/three.json").json()["rows"][1]["actor"] == "DEU"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [("stance", "perhaps", "it holds one of done"), ("colour", "red", "no field"), ("actor", "Atlantis", "no actor")],
)
def test_a_correction_to_what_does_not_exist_is_refused(
    desk: Desk, browser: TestClient, token_on: Token, field: str, value: str, says: str
) -> None:
    claim = waiting(browser)[0]["claim"]

    sent = send(browser, token_on(browser), "correct", claim, field=field, value=value)

    assert sent.status_code in (400, 404)
    assert says in sent.json()["error"]
    assert list(desk.book.decisions()) == []


def test_two_tabs_do_not_overwrite_each_other(desk: Desk, browser: TestClient, token_on: Token) -> None:
    claim = waiting(browser)[0]["claim"]
    token = token_on(browser)

    first = send(browser, token, "confirm", claim)
    second = send(browser, token, "reject", claim)

    assert (first.status_code, second.status_code) == (200, 409)
    assert "Somebody decided about this" in second.json()["error"]
    assert [decision.kind for decision in desk.book.decisions()] == [DecisionKind.CONFIRM]
    third = send(browser, token, "reject", claim, seen=first.json()["id"])
    assert third.status_code == 200
    assert last_about(desk.decisions(), claim) == third.json()["id"]


@pytest.mark.parametrize("kind", ["confirm", "correct", "split"])
def test_a_decision_of_another_process_between_check_and_writing_is_not_overrun(
    desk: Desk, browser: TestClient, token_on: Token, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    claim = next(row for row in waiting(browser) if row["report"] == "two" and row["actor"] == "CAN")["claim"]
    token = token_on(browser)
    with open_book(desk.book.path, create=False) as other:
        other.decide(Decision(DecisionKind.REJECT, (claim,), "Ben", datetime(2025, 12, 1, tzinfo=UTC), "misread"))
    monkeypatch.setattr(desk, "decisions", tuple)  # what was there when the check began

    answer = send(browser, token, kind, claim, field="actor", value="Norway", reason="as said")

    assert answer.status_code == 409
    assert [decision.by for decision in desk.book.decisions()] == ["Ben"]


def test_a_finding_is_dismissed_with_a_reason_and_taken_back(desk: Desk, browser: TestClient, token_on: Token) -> None:
    (finding,) = browser.get("/findings.json?kind=undated").json()["rows"]
    token = token_on(browser, "/findings")

    without = send(browser, token, "dismiss", finding["id"])
    kept = send(browser, token, "dismiss", finding["id"], reason="the paper is known to be of 4 September")

    assert without.status_code == 400
    assert browser.get("/findings.json?kind=undated").json()["rows"] == []
    assert "the paper is known to be of 4 September" in browser.get("/findings").text
    assert send(browser, token, "undo", kept.json()["id"], seen=kept.json()["id"]).status_code == 200
    assert browser.get("/findings.json?kind=undated").json()["rows"] == [finding]


def test_an_accepted_finding_stays_and_says_who_accepted_it(browser: TestClient, token_on: Token) -> None:
    (finding,) = browser.get("/findings.json?kind=undated").json()["rows"]

    send(browser, token_on(browser, "/findings"), "accept", finding["id"], reason="it carries none")

    found = browser.get("/findings.json?kind=undated").json()
    assert ([row["id"] for row in found["rows"]], found["accepted"]) == ([finding["id"]], [finding["id"]])
    assert "Accepted by Ana" in browser.get("/findings").text


def test_each_browser_says_who_decides(desk: Desk, browser: TestClient, token_on: Token) -> None:
    token = token_on(browser)
    assert browser.post("/reviewer", data={"token": token, "by": "Zoë  Müller"}).status_code == 303

    send(browser, token, "confirm", waiting(browser)[0]["claim"])

    assert next(desk.book.decisions()).by == "Zoë Müller"


def test_two_reviewers_agreement_is_told_once_both_judged_the_same(
    desk: Desk, browser: TestClient, token_on: Token
) -> None:
    token = token_on(browser)
    claims = [row["claim"] for row in waiting(browser)][:4]
    for place, claim in enumerate(claims):
        send(browser, token, "reject" if place == 3 else "confirm", claim)
    browser.post("/reviewer", data={"token": token, "by": "Ben"})

    second = [row["claim"] for row in waiting(browser, "?queue=second")]
    for claim in claims:
        send(
            browser,
            token,
            "confirm" if claim != claims[0] else "reject",
            claim,
            seen=last_about(desk.decisions(), claim),
        )

    assert sorted(second) == sorted(claims)
    (agreement,) = browser.get("/review.json").json()["agreements"]
    assert (agreement["one"], agreement["other"], agreement["items"], agreement["same"]) == ("Ana", "Ben", 4, 2)
    assert agreement["kappa"] == pytest.approx((0.5 - 0.625) / (1 - 0.625))


def test_kappa_is_not_told_where_only_one_verdict_was_given() -> None:
    assert kappa([(DecisionKind.CONFIRM, DecisionKind.CONFIRM)] * 5) is None


def test_two_pledges_of_one_actor_are_merged_and_claims_split_off(
    desk: Desk, browser: TestClient, token_on: Token
) -> None:
    token = token_on(browser, "/review?pledge=gbr-deploy-ukr")
    merged = {"token": token, "kind": "merge", "about": ["gbr-deploy-ukr", "gbr-fund-ukr"], "seen": "", "reason": "one"}

    assert browser.post("/decide", data=merged).status_code == 303

    (row,) = browser.get("/ledger.json?actor=GBR").json()["rows"]
    assert row["claims"] == 2
    claim = browser.get(f"/pledges/{row['id']}.json").json()["rows"][0]["id"]
    split = browser.post("/decide", data={"token": token, "kind": "split", "about": [claim], "seen": ""})
    assert split.status_code == 303
    assert len(browser.get("/ledger.json?actor=GBR").json()["rows"]) == 2
    assert [decision.kind for decision in desk.book.decisions()] == [DecisionKind.MERGE, DecisionKind.SPLIT]


def test_pledges_of_two_actors_cannot_be_merged(desk: Desk, browser: TestClient, token_on: Token) -> None:
    form = {"token": token_on(browser), "kind": "merge", "about": ["gbr-fund-ukr", "nor-fund-ukr"], "seen": ""}

    answer = browser.post("/decide", data=form)

    assert (answer.status_code, "several actors" in answer.text) == (400, True)
    assert list(desk.book.decisions()) == []


def test_a_form_without_script_leads_back_to_its_page(browser: TestClient, token_on: Token) -> None:
    claim = waiting(browser)[0]["claim"]
    form = {"token": token_on(browser), "kind": "confirm", "about": claim, "seen": "", "back": "/review?report=four"}

    answer = browser.post("/decide", data=form)

    assert (answer.status_code, answer.headers["location"]) == (303, "/review?report=four")


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_no_form_leads_out_of_the_application(browser: TestClient, token_on: Token, back: str) -> None:
    form = {"token": token_on(browser), "by": "Ana", "back": back}

    assert browser.post("/reviewer", data=form).headers["location"] == "/review"


def test_a_book_that_is_only_shown_takes_no_write(
    make_desk: Callable[..., Desk], open_browser: Callable[..., TestClient]
) -> None:
    desk = make_desk(read_only=True)
    browser = open_browser(desk)

    for path in ("/decide", "/import", "/reviewer"):
        answer = browser.post(path, data={"kind": "confirm", "about": "x", "by": "Ana", "url": "https://example.org"})
        assert (answer.status_code, "read-only" in answer.text) == (403, True)
    for page in ("/review", "/import", "/findings"):
        assert re.findall(r'method="post"', browser.get(page).text) == [], page
    assert list(desk.book.decisions()) == []


def test_what_was_taken_down_is_gone_from_pages_and_search(desk: Desk, browser: TestClient, token_on: Token) -> None:
    assert browser.get("/search.json?q=Carney").json()["claims"] == 1
    browser.get("/reports/two")

    Clerk(desk.book).redact("two", Word("Ana", datetime(2025, 12, 1, tzinfo=UTC), "the publisher asked for it"))

    for page in ("/reports/two", "/pledges/can-deploy-ukr", "/review", "/search?q=troops", "/ledger?q=Carney"):
        answer = browser.get(page)
        assert answer.status_code == 200, page
        assert "said Mark" not in answer.text, page
    assert browser.get("/search.json?q=Carney").json()["rows"] == []
    assert "[taken down]" in browser.get("/reports/two").text
    beside = list(desk.book.path.parent.glob("small.book.derived*"))
    assert [path.name for path in beside if b"carney" in path.read_bytes().lower()] == []
