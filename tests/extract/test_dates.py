"""Dates as newspapers print them, worked out from the day of publication."""

import json
import re
import time
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.extract.dates import find_dates, find_event_relative, tells_of_the_past

_ACCURACY = Path(__file__).parents[2] / "accuracy"
_SHARED = Path(__file__).parents[3] / "shared/data"
_MONDAY = date(2025, 8, 25)


def told(text: str, published: date | None = _MONDAY) -> list[str]:
    """Each date of a marked text; checks that the marks are the spans."""
    plain = text.replace("[[", "").replace("]]", "")
    found = find_dates(plain, published=published)
    marks = [piece.split("]]")[0] for piece in text.split("[[")[1:]]
    assert [one.span.of(plain) for one in found] == marks
    return [one.when.iso for one in found]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On [[24 August 2025]] and [[July 15, 2023]]", ["2025-08-24", "2023-07-15"]),
        ("[[Thursday, September 4, 2025]]", ["2025-09-04"]),
        ("[[2025-08-24]], [[24.08.2025]]", ["2025-08-24", "2025-08-24"]),
        ("in [[May 2024]] and in [[2022]]", ["2024-05", "2022"]),
        ("by [[2027]], from [[2026]] to [[2028]]", ["2027", "2026", "2028"]),
        ("until [[the end of 2026]]", ["2026-12"]),
        ("in [[mid-2026]], [[summer 2026]], [[the third quarter of 2026]]", ["2026", "2026", "2026"]),
        ("in [[late December 2024]]", ["2024-12"]),
    ],
)
def test_a_date_with_its_year_needs_no_day_of_publication(text: str, dates: list[str]) -> None:
    assert told(text, None) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("He spoke [[yesterday]], [[last night]] and [[this morning]].", ["2025-08-24", "2025-08-24", "2025-08-25"]),
        ("[[Tomorrow]] they meet.", ["2025-08-26"]),
        ("On [[the 24th (local time)]], Carney said so.", ["2025-08-24"]),
        ("promised at the summit in [[last June]]", ["2025-06"]),
        ("from [[next month]] Canada will supply", ["2025-09"]),
        ("within [[ten days]], Zelensky said", ["2025-09-04"]),
        ("[[seven months ago]]", ["2025-01"]),
        ("by [[the end of the year]]", ["2025-12"]),
        ("[[earlier this year]] and [[last week]]", ["2025", "2025-08"]),
        ("in [[December last year]], [[early next year]]", ["2024-12", "2026"]),
        ("It will take [[the coming weeks]]".replace("[[the coming weeks]]", "the [[coming weeks]]"), ["2025-09"]),
        ("It will last for [[two years]].", ["2027"]),
        ("[[next February]], [[this June]]", ["2026-02", "2025-06"]),
        ("in [[three years' time]]", ["2028"]),
        ("[[Monday next week]]", ["2025-09-01"]),
        ("over the [[weekend]] they met", ["2025-08"]),
        ("signed on [[August 18]]; [[two days later]] it was gone", ["2025-08-18", "2025-08-20"]),
    ],
)
def test_other_dates_count_from_the_day_of_publication(text: str, dates: list[str]) -> None:
    assert told(text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Macron said on [[Thursday]] that", ["2025-08-21"]),
        ("Ministers will meet on [[Thursday]].", ["2025-08-28"]),
        ("On [[Thursday]] ministers will meet.", ["2025-08-28"]),
        ("The ministers, who will meet, said on [[Thursday]] so.", ["2025-08-21"]),
        ("Kyiv has until [[Friday]].", ["2025-08-29"]),
        ("They met in [[March]].", ["2025-03"]),
        ("They will meet in [[March]].", ["2026-03"]),
        ("The cabinet will decide on [[2 September]].", ["2025-09-02"]),
        ("It was agreed on [[12 December]].", ["2024-12-12"]),
    ],
)
def test_weekdays_and_months_go_by_tense(text: str, dates: list[str]) -> None:
    assert told(text) == dates


def test_in_a_thursday_story_thursday_is_that_day() -> None:
    assert told("He said on [[Thursday]] so.", date(2025, 9, 4)) == ["2025-09-04"]


def test_the_caller_may_tell_the_tense() -> None:
    (ahead,) = find_dates("On Thursday.", published=_MONDAY, tense_at=lambda _: "future")

    assert ahead.when.iso == "2025-08-28"


@pytest.mark.parametrize(
    "text",
    [
        "We may go, and may not; he may be",
        "the 34th anniversary, €35, ₩57, $71",
        "March on, said the general",
        "the 1990s and the early 2030s",
        "1,285 men and 2,000 tanks",
        "in the spring of his life",
        "He sat in the sun",
        "the second time, day and night",
        "after the war, within 48 hours of a cease-fire",
    ],
)
def test_other_words_are_no_date(text: str) -> None:
    assert find_dates(text, published=_MONDAY) == ()


def test_without_a_day_of_publication_only_years_of_their_own_count() -> None:
    assert told("On Thursday, yesterday, in June, last month, on 3 March; in [[2024]].", None) == ["2024"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("by 2027", "deadline"),
        ("until the end of 2026", "deadline"),
        ("since 2014", "start"),
        ("in 2024", "point"),
        ("It will last for two years.", "duration"),
    ],
)
def test_the_preposition_tells_deadline_from_start(text: str, kind: str) -> None:
    (found,) = find_dates(text, published=_MONDAY)

    assert found.kind == kind


def test_parts_of_a_month_or_year_narrow_the_interval() -> None:
    (late,) = find_dates("in late August 2025", published=None)
    (end,) = find_dates("by the end of 2026", published=None)

    assert (late.earliest, late.latest) == (date(2025, 8, 22), date(2025, 8, 31))
    assert (end.earliest, end.latest) == (date(2026, 12, 1), date(2026, 12, 31))


def test_times_that_an_event_sets_are_given_as_places() -> None:
    text = "Troops would go in within 48 hours of a cease-fire, others after the war."

    assert [span.of(text) for span in find_event_relative(text)] == ["within 48 hours of a cease-fire", "after the war"]


def test_most_dates_that_coders_give_are_found_near_the_sentence() -> None:
    splits = tomllib.loads((_ACCURACY / "splits.toml").read_text(encoding="utf-8"))
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for folder in sorted(path for path in (_ACCURACY / "gold").iterdir() if path.is_dir() and path.name != "ru"):
        for path in sorted((folder / "claims").glob("*.json")):
            if path.stem in splits.get(folder.name, {}).get("test", []):
                continue
            report = json.loads((folder / "reports" / path.name).read_text(encoding="utf-8"))
            published = date.fromisoformat(report["published"]) if report["published"] else None
            dates = find_dates(report["text"], published=published)
            for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]:
                at = report["text"].find(claim["evidence"])
                near = [one.when.iso for one in dates if at - 250 <= one.span.start < at + len(claim["evidence"]) + 200]
                for field, digits in (("said", 10), ("due", 7)):
                    if field in claim:
                        wanted[field] += 1
                        known = {iso[:digits] for iso in [*near, str(report["published"])]}
                        found[field] += claim[field][:digits] in known

    assert wanted["said"] > 800
    assert found["said"] / wanted["said"] >= 0.70
    assert found["due"] / wanted["due"] >= 0.80


@pytest.mark.gold
def test_wikinews_dates_are_worked_out_from_the_day_of_the_report() -> None:
    folder = _SHARED / "meantime/intra-doc_annotation"
    if not folder.exists():
        pytest.skip(f"{folder} is not here: put the MEANTIME corpus there to measure")
    right = wrong = missed = 0
    for path in sorted(folder.rglob("*.xml")):
        tree = ElementTree.parse(path).getroot()
        published = next(
            (
                mark.get("value", "")
                for mark in tree.iter("TIMEX3")
                if mark.get("functionInDocument") == "CREATION_TIME"
            ),
            "",
        )
        if re.fullmatch(r"\d{4}-\d\d-\d\d", published) is None:
            continue
        text = " ".join(token.text or "" for token in tree.iter("token") if int(token.get("sentence", "0")) <= 5)
        gold = Counter(
            value
            for mark in tree.iter("TIMEX3")
            if len(mark) and re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", value := mark.get("value", ""))
        )
        ours = Counter(one.when.iso for one in find_dates(text, published=date.fromisoformat(published)))
        right += (gold & ours).total()
        wrong += (ours - gold).total()
        missed += (gold - ours).total()

    assert right + missed > 200
    assert 2 * right / (2 * right + wrong + missed) >= 0.70


@pytest.mark.gold
def test_years_and_days_of_war_narratives_are_found() -> None:
    folder = _SHARED / "wikiwars/whole-tml/tml"
    if not folder.exists():
        pytest.skip(f"{folder} is not here: put the WikiWars corpus there to measure")
    right = wrong = missed = 0
    for path in sorted(folder.iterdir()):
        markup = path.read_text(encoding="utf-8", errors="replace")
        gold = Counter(re.findall(r'<TIMEX\w* [^>]*?va?l?u?e?="(\d{4}(?:-\d\d(?:-\d\d)?)?)"', markup, re.IGNORECASE))
        text = re.sub(r"<[^>]+>", "", markup)
        ours = Counter(one.when.iso for one in find_dates(text, published=None))
        right += (gold & ours).total()
        wrong += (ours - gold).total()
        missed += (gold - ours).total()

    assert right + missed > 1000
    assert 2 * right / (2 * right + wrong + missed) >= 0.60


_PIECES = st.sampled_from(
    [
        "24",
        "May ",
        "on ",
        "the ",
        "Thursday",
        " 2025",
        "two ",
        "weeks ",
        "ago",
        "last ",
        "year",
        ", ",
        "end of ",
        "31 ",
        "February ",
        "0",
        "within ",
        "99999 ",
        "th",
        "summer ",
    ]
)


@given(
    st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join)),
    st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 12, 31))),
)
def test_every_date_stands_in_the_text_and_its_interval_runs_forward(text: str, published: date | None) -> None:
    end = 0
    for one in find_dates(text, published=published):
        assert end <= one.span.start < one.span.end <= len(text)
        assert one.earliest <= one.latest
        end = one.span.end
    for span in find_event_relative(text):
        assert span.of(text)


@pytest.mark.parametrize("piece", ["1", "1,", "(", " ", "the ", "\n", "may ", ",", "[", "if ", "and ", "million "])
def test_a_megabyte_of_one_piece_is_read_in_time(piece: str) -> None:
    text = (piece * 1_000_000)[:1_000_000]
    start = time.process_time()

    find_dates(text, published=_MONDAY)
    find_event_relative(text)

    assert time.process_time() - start < 8


@pytest.mark.parametrize("piece", ["Monday ", "May 5 ", "1914-", "in (1914 ", "within two days of ", "the end of "])
def test_time_grows_with_the_number_of_dates_not_faster(piece: str) -> None:
    times = []
    for count in (20_000, 160_000):
        start = time.process_time()
        find_dates((piece * count)[:count], published=_MONDAY)
        times.append(time.process_time() - start)

    assert times[1] < 24 * max(times[0], 0.01)


@pytest.mark.parametrize(
    "text", ["They met on 31 February.", "The deal of April 31 holds.", "On 30 February 2025 it ended."]
)
def test_a_day_in_no_calendar_is_no_date_to_the_day(text: str) -> None:
    found = find_dates(text, published=date(2025, 9, 5))

    assert all(len(one.when.iso) < 10 for one in found)


_HISTORY = (
    "The war of 1914 to 1918 had its roots in 1866, 1870 and 1878; the pacts of 1879, 1882, 1894 and 1904 followed. "
)
_LONG_AFTER = date(2009, 12, 19)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("In [[August 1914]] they marched; on [[12 September]] they stopped.", ["1914-08", "1914-09-12"]),
        ("On [[10 December 1941]] it sank. In [[January]] they met.", ["1941-12-10", "1942-01"]),
        ("It fell on [[3 May 1945]]. [[The next day]] he left.", ["1945-05-03", "1945-05-04"]),
        ("It fell in [[May 1945]]; [[that year]] and [[the following year]] were hard.", ["1945-05", "1945", "1946"]),
        ("It fell on [[3 May 1945]], and by [[the end of the month]] all had.", ["1945-05-03", "1945-05"]),
        ("It fell in [[1915]]. Throughout the [[summer]] they fought.", ["1915", "1915"]),
        (
            "He came on [[13 May 1917]] (reburied in [[1990]]) and left on [[2 June]].",
            ["1917-05-13", "1990", "1917-06-02"],
        ),
    ],
)
def test_in_history_a_month_is_of_the_year_told_of(text: str, dates: list[str]) -> None:
    plain = _HISTORY + text.replace("[[", "").replace("]]", "")
    marks = [piece.split("]]")[0] for piece in text.split("[[")[1:]]

    found = [one for one in find_dates(plain, published=_LONG_AFTER) if one.span.start >= len(_HISTORY)]

    assert [one.span.of(plain) for one in found] == marks
    assert [one.when.iso for one in found] == dates


def test_a_report_that_speaks_of_today_is_no_history() -> None:
    news = _HISTORY + "On Monday, two presidents met; yesterday a third joined, and today a fourth. In June they go."

    assert not tells_of_the_past(news, _LONG_AFTER)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("in [[August]] and [[September 1914]]", ["1914-08", "1914-09"]),
        ("from [[15 November]] to [[10 February 1989]]", ["1988-11-15", "1989-02-10"]),
        ("the years of war, [[1861]]-[[1865]]", ["1861", "1865"]),
        ("In [[1776]] they declared it.", ["1776"]),
        ("In 1500 cases nobody knew.", []),
    ],
)
def test_the_year_behind_a_range_holds_for_both_its_ends(text: str, dates: list[str]) -> None:
    assert told(text, None) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Profits fell in [[the second quarter]].", ["2025"]),
        ("He came on [[Friday]]; [[later in the day]] he left.", ["2025-08-22", "2025-08-22"]),
        ("[[Monday]]'s meeting failed.", ["2025-08-25"]),
        ("The sales of Black Friday were good.", []),
        ("The purchase should be completed in [[October]].", ["2025-10"]),
        ("The ship sailed to Odesa and on [[Tuesday]] sank.", ["2025-08-19"]),
        ("Sales fell in [[July]], compared with [[the same month last year]].", ["2025-07", "2024-07"]),
        ("in August 480 BC", []),
    ],
)  # fmt: skip
def test_dates_lean_on_what_was_told_before(text: str, dates: list[str]) -> None:
    assert told(text) == dates
