"""What analysts do on the page Monitoring, in a real browser."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROGRAM = [sys.executable, "-c", "import sys; from pledgebook.cli import main; sys.exit(main())"]


def rows(page: "Page", address: str) -> dict[str, dict[str, Any]]:
    """The incidents at an address, asked for by the browser."""
    return {row["id"]: row for row in page.request.get(address).json()["rows"]}


def test_incidents_are_those_of_the_command_line(page: "Page", shown_war: str, war_book: Path) -> None:
    page.goto(f"{shown_war}/monitoring")
    told = subprocess.run([*PROGRAM, "incidents", "--json", "--book", war_book], capture_output=True, check=True)
    listed = {one["id"]: one["status"] for one in json.loads(told.stdout)}

    shown = page.locator("article.incident").evaluate_all(
        "all => all.map(one => [one.id, one.querySelector('.status').innerText])"
    )
    assert dict(shown) == listed
    assert {"verified", "corroborated", "disputed", "reported"} <= set(listed.values())
    disputed = page.locator("article.incident", has=page.locator(".status", has_text="disputed"))
    assert "Ukraine says" in disputed.inner_text()
    assert "Russia denies it" in disputed.inner_text()
    assert disputed.locator("blockquote").count() >= 3


def test_a_spot_on_the_map_and_a_day_of_the_calendar_open_their_incidents(page: "Page", shown_war: str) -> None:
    page.goto(f"{shown_war}/monitoring")
    page.locator(".spots a", has=page.locator("title", has_text="Kherson")).click()
    page.wait_for_url("**place=Kherson**")
    assert page.locator("article.incident h3").all_inner_texts() == [
        "13 March 2026 Russia against Ukraine at Kherson, artillery"
    ]

    page.goto(f"{shown_war}/monitoring")
    page.locator(".days a", has_text="18 March 2026").click()
    page.wait_for_url("**from=2026-03-18&to=2026-03-18**")
    assert page.locator("article.incident").count() == len(
        rows(page, f"{shown_war}/monitoring.json?from=2026-03-18&to=2026-03-18")
    )
    assert re.match(r"\d incidents", page.locator("form.filter output").inner_text())


def test_a_strike_is_verified_its_trigger_shown_and_the_ruling_taken_back(page: "Page", written_war: str) -> None:
    strike = "rus-attack-kherson-2026-03-13"
    page.goto(f"{written_war}/monitoring")
    article = page.locator(f"article#{strike}")
    article.locator("input[name=reason]").fill("seen by the monitors")
    article.locator("input[name=on]").fill("2026-03-15")
    article.locator("button:has-text('Verify')").click()
    page.wait_for_load_state()

    assert article.locator(".status").inner_text() == "verified"
    assert "decided by Ana from 2026-03-15 on: seen by the monitors" in article.inner_text()
    assert strike in page.locator("#triggers").inner_text()
    assert rows(page, f"{written_war}/monitoring.json?as_of=2026-03-14")[strike]["status"] == "corroborated"
    article.locator("button:has-text('Take back')").click()
    page.wait_for_load_state()
    assert article.locator(".status").inner_text() == "corroborated"
    assert "taken back" in article.inner_text()


def test_what_was_misread_is_dismissed_and_counts_no_more(page: "Page", written_war: str) -> None:
    page.goto(f"{written_war}/monitoring?side=UKR")
    article = page.locator("article.incident").last
    name = article.get_attribute("id")
    article.locator("input[name=reason]").fill("the report says the opposite")
    article.locator("button:has-text('Dismiss')").click()
    page.wait_for_load_state()

    assert page.url.endswith("/monitoring?side=UKR")
    assert page.locator(f"article#{name} .status").inner_text() == "dismissed"
    assert "1 of them dismissed" in page.locator("form.filter output").inner_text()


def test_a_chart_is_saved_as_a_picture(page: "Page", shown_war: str) -> None:
    page.goto(f"{shown_war}/monitoring?side=RUS")
    with page.expect_download() as downloading:
        page.locator(".files", has_text="map").locator("a:has-text('PNG')").click()

    picture = Path(downloading.value.path()).read_bytes()
    assert downloading.value.suggested_filename == "pledgebook-spots.png"
    assert picture.startswith(b"\x89PNG\r\n")
