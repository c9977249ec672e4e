"""What analysts do with each page, in a real browser."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROGRAM = [sys.executable, "-c", "import sys; from pledgebook.cli import main; sys.exit(main())"]


def data(page: "Page", address: str) -> Any:
    """The JSON at an address, asked for by the browser."""
    return page.request.get(address).json()


def settled(page: "Page", words: str) -> None:
    page.wait_for_function("words => document.querySelector('main').innerText.includes(words)", arg=words)


def test_overview_to_the_sentence_in_two_clicks(page: "Page", shown: str) -> None:
    page.goto(shown)
    assert page.locator("h1").inner_text() == "Security guarantees for Ukraine"

    page.locator("table.matrix tr", has_text="Germany").locator("a.cell").first.click()
    if page.locator("table.grid").count():
        page.locator("table.grid a.act").first.click()

    assert "Germany" in page.locator("h1").inner_text()
    assert page.locator("li.claim blockquote mark.q").first.inner_text()


def test_the_ledger_filters_as_one_types_and_the_address_can_be_shared(page: "Page", shown: str) -> None:
    page.goto(f"{shown}/ledger")
    page.select_option("select[name=stance]", "declined")
    page.wait_for_url("**/ledger?stance=declined")
    number = int(page.locator("form.filter output").inner_text().split()[0])

    rows = data(page, f"{shown}/ledger.json?stance=declined")["rows"]
    assert number == len(rows) == page.locator("table.grid tbody tr").count()
    page.click("table.grid thead a:has-text('Since')")
    assert page.url.endswith("sort=since")
    page.fill("form.filter input[name=q]", "zeppelin")
    page.press("form.filter input[name=q]", "Enter")
    settled(page, "No pledge fits")


def test_the_csv_that_is_downloaded_holds_the_rows_of_the_page(page: "Page", shown: str, tmp_path: Path) -> None:
    page.goto(f"{shown}/ledger?action=deploy")
    with page.expect_download() as downloading:
        page.click("text=CSV")
    downloading.value.save_as(tmp_path / "ledger.csv")

    with (tmp_path / "ledger.csv").open(encoding="utf-8", newline="") as file:
        ids = [line["id"] for line in csv.DictReader(file)]
    assert ids == [row["id"] for row in data(page, f"{shown}/ledger.json?action=deploy")["rows"]]
    links = page.locator("table.grid tbody a.act").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert links == [f"/pledges/{name}" for name in ids]


def test_a_claim_leads_to_its_place_in_the_report(page: "Page", shown: str) -> None:
    page.goto(f"{shown}/pledges/can-deploy-ukr")
    assert page.locator(".chart svg circle.dot").count() == page.locator("li.claim").count()
    page.locator("li.claim .foot a").first.click()

    claim = page.url.partition("#")[2]
    assert page.locator(f"#{claim}").is_visible()
    assert page.locator("mark.q").count() > 0


def test_a_copy_stands_beside_its_original(page: "Page", shown: str) -> None:
    page.goto(f"{shown}/reports")
    page.locator("a.family").first.click()
    page.locator(".about p a").first.click()

    assert page.locator("#beside .twin").count() > 3
    assert page.locator("#beside del, #beside ins").count() > 0


def test_a_finding_shows_both_places_and_is_dismissed_with_a_reason(page: "Page", written: str) -> None:
    page.goto(f"{written}/findings?kind=amount_slip")
    before = page.locator("article.finding").count()
    first = page.locator("article.finding").first
    assert first.locator(".places figure").count() >= 2
    first.locator("input[name=reason]").fill("checked with the paper")
    first.locator("button:has-text('Dismiss')").click()

    settled(page, "checked with the paper")
    _wait_for_findings(page, before - 1)
    page.click("button:has-text('Take back')")
    _wait_for_findings(page, before)


def _wait_for_findings(page: "Page", number: int) -> None:
    """Wait until so many are shown: on a slow machine the page shows the book as it was until it is worked out anew."""
    for _ in range(60):
        if page.locator("article.finding").count() == number:
            return
        page.wait_for_timeout(500)
        page.reload()
    assert page.locator("article.finding").count() == number


def test_an_actor_is_found_on_the_map_and_in_the_table(page: "Page", shown: str) -> None:
    page.goto(f"{shown}/actors")
    coloured = page.locator(".world svg").first.locator("a path").count()
    stances = data(page, f"{shown}/actors.json")["stances"]
    assert 0 < coloured <= len(stances)
    page.click("table.grid th a:has-text('Canada')")

    assert page.locator("h1").inner_text() == "Canada"
    settled(page, "Its own word, and what others say of it")


def test_a_week_is_picked_on_the_timeline(page: "Page", shown: str) -> None:
    page.goto(f"{shown}/timeline")
    pick = page.locator(".brush a").first
    number = int(re.findall(r"\d+$", pick.inner_text())[0])
    pick.click()

    assert page.locator("form.filter output").inner_text().startswith(f"{number} change")
    assert page.locator("ul.changes li").count() == number


def test_a_stretch_of_time_is_picked_by_dragging(page: "Page", shown: str) -> None:
    page.goto(f"{shown}/timeline")
    picks = page.locator(".strip .pick")
    first, last = picks.nth(1), picks.nth(3)
    days = (first.get_attribute("data-first"), last.get_attribute("data-last"))
    start, end = first.bounding_box(), last.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + 40)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 40, steps=5)
    page.mouse.up()
    page.wait_for_url(f"**from={days[0]}&to={days[1]}**")

    rows = data(page, f"{shown}/timeline.json?from={days[0]}&to={days[1]}")["rows"]
    settled(page, f"{len(rows)} change")


def test_the_slider_shows_what_had_been_said_by_a_day(page: "Page", shown: str) -> None:
    page.goto(f"{shown}/ledger")
    total = data(page, f"{shown}/ledger.json")["of"]
    slider = page.locator(".slider")
    slider.focus()
    slider.evaluate(
        "one => { one.value = Math.round(one.max / 4); one.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    page.wait_for_url("**as_of=2025-**")
    day = re.findall(r"as_of=([\d-]+)", page.url)[0]
    page.wait_for_function(
        "total => !document.querySelector('form.filter output').innerText.includes(`of ${total} `)", arg=total
    )

    then = data(page, f"{shown}/ledger.json?as_of={day}")["of"]
    assert f"of {then} pledge" in page.locator("form.filter output").inner_text()
    assert then < total
    page.click("nav a:has-text('Overview')")
    assert f"as_of={day}" in page.url


def test_switches_come_to_what_the_command_line_says(page: "Page", shown: str, sample_book: Path) -> None:
    page.goto(f"{shown}/what-if")
    page.check("input[name='if.ceasefire'][value=yes]", force=True)
    page.wait_for_url("**if.ceasefire=yes**")
    page.check("input[name='if.us_support'][value=chance]", force=True)
    page.wait_for_selector("input[name='chance.us_support']")
    page.fill("input[name='chance.us_support']", "0.3")
    page.press("input[name='chance.us_support']", "Enter")
    page.wait_for_url("**chance.us_support=0.3**")
    settled(page, "ceasefire=yes+us_support=0.3")

    words = ["--suppose", "ceasefire=yes", "--suppose", "us_support=0.3", "--json", "--book", str(sample_book)]
    run = subprocess.run([*PROGRAM, "assess", "ukraine-guarantees", *words], capture_output=True, check=True)
    told = json.loads(run.stdout)
    for state in ("stands", "open", "falls"):
        number = sum(pledge["state"] == state for pledge in told["pledges"])
        assert page.locator(f".tallies a[href='#{state}'] b").inner_text() == str(number)
    met = {True: "met", False: "not met", None: "open"}
    assert page.locator("table.needs-table tbody tr td .met").all_inner_texts() == [
        met[requirement["met"]] for requirement in told["requirements"]
    ]


def test_two_scenarios_are_compared_by_a_link(page: "Page", shown: str) -> None:
    page.goto(f"{shown}/what-if?scenario=all-hold&name=Everything")
    page.click("text=Keep this beside")
    page.select_option("select[name=scenario]", "no-ceasefire")
    page.wait_for_url("**scenario=no-ceasefire**")
    settled(page, "The fighting goes on against Everything")

    assert page.locator("table.needs-table thead th").all_inner_texts()[-1] == "Everything"
    assert page.locator("h2:has-text('Pledges that stand otherwise there') + ul li").count() > 0


def test_twenty_items_are_reviewed_by_keyboard_alone(page: "Page", written: str) -> None:
    page.goto(f"{written}/review")
    assert page.locator(".queue .item").count() == 20
    page.keyboard.press("j")
    for number in range(20):
        page.keyboard.press("c" if number % 3 else "r")
        page.wait_for_function("number => document.querySelectorAll('.item.decided').length === number", arg=number + 1)
    page.keyboard.press("u")
    page.wait_for_function("() => document.querySelectorAll('.item.decided').length === 19")

    kinds = [decision["kind"] for decision in data(page, f"{written}/review.json")["decisions"]]
    assert (kinds.count("confirm"), kinds.count("reject"), kinds.count("undo")) == (13, 7, 1)
    page.click("a.further")
    assert page.locator(".queue .item.decided").count() == 0


def test_a_field_is_edited_by_keyboard(page: "Page", written: str) -> None:
    page.goto(f"{written}/review")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.select_option(".item:first-child select[name=field]", "stance")
    page.fill(".item:first-child input[name=value]", "weighing")
    page.press(".item:first-child input[name=value]", "Enter")
    page.wait_for_selector(".item.decided")

    (decision,) = data(page, f"{written}/review.json")["decisions"]
    assert (decision["kind"], decision["field"], decision["value"], decision["by"]) == (
        "correct",
        "stance",
        '"weighing"',
        "Ana",
    )


def test_two_reviewers_see_how_far_they_agree(page: "Page", written: str) -> None:
    page.goto(f"{written}/review")
    rejected = page.locator(".queue .item").first.get_attribute("data-about")
    page.keyboard.press("j")
    for number in range(6):
        page.keyboard.press("r" if number == 0 else "c")
        page.wait_for_function("number => document.querySelectorAll('.item.decided').length === number", arg=number + 1)
    page.fill("input[name=by]", "Ben")
    page.click("button:has-text('Change')")
    page.click("a:has-text('second readings')")
    assert page.locator(".queue .item").count() == 6
    assert "confirmed" not in page.locator(".queue").inner_text()
    page.keyboard.press("j")
    queue = [item.get_attribute("data-about") for item in page.locator(".queue .item").all()]
    also = next(name for name in queue if name != rejected)
    for number, name in enumerate(queue):
        page.keyboard.press("r" if name in (rejected, also) else "c")
        page.wait_for_function("number => document.querySelectorAll('.item.decided').length === number", arg=number + 1)
    page.goto(f"{written}/review")

    row = page.locator("section:has(h2:has-text('Agreement')) tbody tr")
    (told,) = data(page, f"{written}/review.json")["agreements"]
    same, chance = 5 / 6, (5 * 4 + 1 * 2) / 36
    assert told["kappa"] == pytest.approx((same - chance) / (1 - chance))
    assert row.locator("td").all_inner_texts() == ["Ana, Ben", "6", "5", f"{told['kappa']:.2f}"]


def test_what_weighs_is_drawn_as_a_tornado_the_weightiest_on_top(page: "Page", shown: str) -> None:
    page.goto(f"{shown}/what-if?requirement=presence")
    bars = page.locator("#weights svg.tornado rect")
    widths = [float(bar.get_attribute("width") or 0) for bar in bars.all()]

    (coverage,) = [
        one for one in data(page, f"{shown}/what-if.json")["assessment"]["requirements"] if one["name"] == "presence"
    ]
    assert len(widths) == min(12, sum(bool(weight["birnbaum"]) for weight in coverage["weights"]))
    assert widths == sorted(widths, reverse=True)
    page.locator("#weights .files a:has-text('SVG')").click(trial=True)


def test_a_view_is_kept_by_its_address(page: "Page", shown: str, chromium: Any) -> None:
    page.goto(f"{shown}/ledger")
    page.select_option("select[name=action]", "deploy")
    page.wait_for_url("**action=deploy**")
    page.check("input[name=conditional][type=checkbox]")
    page.wait_for_url("**conditional=**")
    page.click("table.grid thead a:has-text('Originals')")
    kept, rows = page.url, page.locator("table.grid tbody tr").all_inner_texts()
    colleague = chromium.new_context()
    other = colleague.new_page()
    other.goto(kept)

    assert other.locator("table.grid tbody tr").all_inner_texts() == rows
    assert other.locator("select[name=action]").input_value() == "deploy"
    assert other.locator("input[name=conditional][type=checkbox]").is_checked()
    colleague.close()


def test_a_second_tab_is_told_that_the_first_was_faster(page: "Page", written: str) -> None:
    page.goto(f"{written}/review")
    other = page.context.new_page()
    other.goto(f"{written}/review")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_selector(".item.decided")

    other.keyboard.press("j")
    other.keyboard.press("r")
    other.wait_for_selector(".item .trouble")

    assert "Somebody decided about this" in other.locator(".item .trouble").inner_text()
    assert len(data(page, f"{written}/review.json")["decisions"]) == 1


def test_a_pasted_text_becomes_a_pledge(page: "Page", written: str) -> None:
    page.goto(f"{written}/import")
    page.fill(
        "textarea[name=text]",
        "OSLO - Norway will send 300 soldiers to train Ukrainian forces, Jonas Gahr Støre said on Monday.",
    )
    page.fill("input[name=title]", "Norway sends trainers")
    page.fill("input[name=published]", "2026-01-12")
    page.click("text=Read the text")
    page.wait_for_function("() => document.querySelector('main').innerText.includes('new report')", timeout=90_000)

    page.goto(f"{written}/search?q=trainers")
    assert page.locator("section ul.hits li a:has-text('Norway sends trainers')").count() == 1


def test_the_pages_work_without_javascript(chromium: Any, shown: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{shown}/ledger")
    page.select_option("select[name=stance]", "weighing")
    page.click("form.filter button")
    assert "stance=weighing" in page.url
    page.fill(".times input[name=as_of]", "2025-09-04")
    page.click(".times button")
    assert "as_of=2025-09-04" in page.url
    assert "stance=weighing" in page.url
    page.goto(f"{shown}/what-if")
    page.check("input[name='if.ceasefire'][value=yes]", force=True)
    page.click("text=Work out")
    assert "if.ceasefire=yes" in page.url
    context.close()


@pytest.mark.parametrize("question", ["troops", "hangs", "disputed", "changed", "worth"])
def test_a_newcomers_question_is_answered_within_three_clicks(page: "Page", shown: str, question: str) -> None:
    """The clicks are those of docs/how-to/serve.md."""
    page.goto(shown)
    if question == "troops":  # Which states ruled out troops, and who says so?
        page.click("table.matrix thead a:has-text('deploy')")
        page.select_option("select[name=stance]", "declined")
        page.wait_for_url("**stance=declined**")
        page.locator("table.grid a.act").first.click()
        assert page.locator(".chain").first.inner_text()
        assert "declined" in page.locator("h1").inner_text()
    elif question == "hangs":  # What does Germany's part hang on?
        page.locator("table.matrix tr", has_text="Germany").locator("a.cell").first.click()
        assert page.locator("a.if").count() > 0
    elif question == "disputed":  # Which reports cannot be right?
        page.click("text=/^\\d+ findings$/")
        assert page.locator("article.finding .wrong").count() > 0
    elif question == "changed":  # Who changed their stance, and when?
        page.click("nav a:has-text('Timeline')")
        page.check("input[name=moves]")
        page.wait_for_url("**moves=yes**")
        assert page.locator("ul.changes .arrow").count() > 0
    else:  # What is the arrangement worth if the United States stay out?
        page.click("nav a:has-text('What if')")
        page.select_option("select[name=scenario]", "ceasefire-without-us")
        page.wait_for_url("**scenario=ceasefire-without-us**")
        assert page.locator("table.needs-table .met").count() > 10
