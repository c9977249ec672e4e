"""Asks two other taggers what examinations.py asks Pledgebook; run by the Python of .cache/peers-venv, which has them.

Reads questions from standard input, a JSON object a line (`kind` "dates" or "amounts", `text`, `published`), and prints an
answer for each: by tool a list of `start`, `end`, `values`. Values are in TIMEX form; several are the readings that
the tool leaves open. A moment that dateparser gives ends in "?", since it does not tell how precise it is.
"""

import datetime
import json
import re
import sys
import warnings
from collections.abc import Iterator
from typing import Any

warnings.filterwarnings("ignore")

import dateparser.search  # noqa: E402
from recognizers_date_time import recognize_datetime  # noqa: E402
from recognizers_number_with_unit import recognize_currency  # noqa: E402

Answer = dict[str, Any]
DEFINITE = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d(-WE)?|-(SP|SU|FA|WI))?(T[A-Z]{2})?")


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with their places."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def recognizers_dates(text: str, today: datetime.datetime) -> list[Answer]:
    found = []
    for at, line in paragraphs(text):
        for one in recognize_datetime(line, "en-us", reference=today):
            resolutions = (one.resolution or {}).get("values", [])
            ends = [pair for value in resolutions if (pair := run_of_days(value)) is not None]
            start, end = at + one.start, at + one.end + 1
            if ends:
                middle = (start + end) // 2
                found.append({"start": start, "end": middle, "values": [pair[0] for pair in ends]})
                found.append({"start": middle, "end": end, "values": [pair[1] for pair in ends]})
            else:
                found.append({"start": start, "end": end, "values": [timex(value, today) for value in resolutions]})
    return found


def run_of_days(value: dict[str, str]) -> tuple[str, str] | None:
    """First and last day of "5 to 9 March", which corpora take as two expressions."""
    if value.get("type") != "daterange" or not value.get("timex", "").startswith("("):
        return None
    if "start" not in value or "end" not in value or stretch(value["start"], value["end"]):
        return None
    return value["start"], value["end"]


def stretch(start: str, end: str) -> str:
    """The year, quarter, month, week or weekend from one day up to another."""
    first, behind = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    months = (behind.year - first.year) * 12 + behind.month - first.month
    whole = first.day == behind.day == 1
    if whole and months == 12 and first.month == 1:
        return f"{first.year:04d}"
    if whole and months == 3 and first.month % 3 == 1:
        return f"{first.year:04d}-Q{first.month // 3 + 1}"
    if whole and months == 6 and first.month in (1, 7):
        return f"{first.year:04d}-H{first.month // 6 + 1}"
    if whole and months == 1:
        return start[:7]
    year, week, weekday = first.isocalendar()
    if weekday == 1 and (behind - first).days == 7:
        return f"{year:04d}-W{week:02d}"
    if weekday == 6 and (behind - first).days == 2:
        return f"{year:04d}-W{week:02d}-WE"
    return ""


def timex(value: dict[str, str], today: datetime.datetime) -> str:
    """What recognizers-text found, as the corpora write it."""
    form, kind = value.get("timex", ""), value.get("type", "")
    if kind == "date" and "value" in value:
        return value["value"]
    if kind == "datetime" and "value" in value and form != "PRESENT_REF":
        return value["value"].replace(" ", "T")[:16]
    if kind in ("time", "timerange") and form.startswith("T"):
        hour = f"{form}:00" if re.fullmatch(r"T\d\d", form) else form
        return f"{today.date().isoformat()}{hour}"
    if DEFINITE.fullmatch(form):
        return form
    if "start" in value and "end" in value and kind == "daterange":
        return stretch(value["start"], value["end"]) or value["start"]
    near = value.get("start") or value.get("end") or ""
    if form.startswith("XXXX-") and near:
        return near[:4] + form[4:]
    return form


def dateparser_dates(text: str, today: datetime.datetime) -> list[Answer]:
    found = []
    settings = {"RELATIVE_BASE": today, "PREFER_DATES_FROM": "past"}
    for at, line in paragraphs(text):
        place = 0
        for words, moment in dateparser.search.search_dates(line, languages=["en"], settings=settings) or ():
            start = line.find(words, place)
            if start < 0:
                continue
            place = start + len(words)
            found.append({"start": at + start, "end": at + place, "values": [f"{moment:%Y-%m-%dT%H:%M}?"]})
    return found


def recognizers_amounts(text: str) -> list[Answer]:
    return [
        {
            "start": one.start,
            "end": one.end + 1,
            "values": [one.resolution.get("value"), one.resolution.get("isoCurrency"), one.resolution.get("unit")],
        }
        for one in recognize_currency(text, "en-us")
    ]


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["kind"] == "amounts":
            print(json.dumps({"recognizers-text": recognizers_amounts(asked["text"])}), flush=True)
            continue
        today = datetime.datetime.fromisoformat(asked["published"])
        answer = {
            "recognizers-text": recognizers_dates(asked["text"], today),
            "dateparser": dateparser_dates(asked["text"], today),
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
