"""A report to its claims, as a reader of newspapers would read it. [[marked words]] are the actors of the claims."""

import json
import time
import tomllib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pledgebook.extract import Extractor
from pledgebook.extract.naming import tables_version
from pledgebook.ingest import mark_furniture
from pledgebook.model import Action, Amount, Claim, ConditionKind, Domain, Quantity, Report, Stance, When, misquotes

Read = Callable[..., tuple[Claim, ...]]
Unmark = Callable[[str], Any]
ACCURACY = Path(__file__).parents[2] / "accuracy"


def plain(claims: tuple[Claim, ...]) -> list[tuple[str, str, str, str | None]]:
    """Actor, stance, action and target of each claim, sorted."""
    return sorted((c.actor.code, str(c.stance), str(c.action), c.target.code if c.target else None) for c in claims)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Norway will send two frigates to Ukraine.", ("NOR", "committed", "deploy", "UKR")),
        ("Italy ruled out sending troops to Ukraine.", ("ITA", "declined", "deploy", "UKR")),
        ("France is considering sending soldiers to Ukraine.", ("FRA", "weighing", "deploy", "UKR")),
        ("Spain is ready to send troops to Ukraine.", ("ESP", "willing", "deploy", "UKR")),
        ("Zelensky urged Germany to deliver Taurus missiles to Ukraine.", ("UKR", "asks", "arm", "UKR")),
        ("Russia categorically rejects the deployment of NATO troops in Ukraine.", ("RUS", "opposes", "deploy", "UKR")),
        ("Norway pledged 7 billion kroner for Ukraine on Monday.", ("NOR", "committed", "fund", "UKR")),
        ("Sweden has delivered eight Archer guns to Ukraine.", ("SWE", "done", "arm", "UKR")),
        ("Britain imposed sanctions on Russia.", ("GBR", "done", "sanction", "RUS")),
        ("Turkey offered to host talks between Russia and Ukraine.", ("TUR", "willing", "negotiate", "RUS")),
    ],
)
def test_a_plain_sentence_gives_its_one_claim(read: Read, sentence: str, claim: tuple[str, str, str, str]) -> None:
    assert plain(read(sentence)) == [claim]


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("Poland welcomed the French plan to deploy troops in Ukraine.", ("POL", "backs", "deploy", "UKR")),
        (
            "The United States will lead the monitoring of any ceasefire in Ukraine.",
            ("USA", "committed", "monitor", "UKR"),
        ),
    ],
)
def test_a_sentence_that_tells_of_more_gives_this_claim_too(
    read: Read, sentence: str, claims: tuple[str, str, str, str]
) -> None:
    assert claims in plain(read(sentence))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The weather in Oslo was fine on Monday.",
        "Her mother taught music at a school in Bergen for many years.",
        "Norway",
        pytest.param(
            "Ukraine, Norway, Sweden.",
            marks=pytest.mark.xfail(strict=False, reason="a bare list of names is given a claim of little chance"),
        ),
    ],
)
def test_a_text_without_a_promise_gives_no_claim(read: Read, text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "marked",
    [
        "[[Canada]], [[Norway]] and [[Sweden]] will send troops to Ukraine.",
        "[[France]] and [[Britain]] are ready to send troops to Ukraine.",
        "[[Estonia]], [[Latvia]], [[Lithuania]] and [[Poland]] have ruled out sending troops to Ukraine.",
    ],
)
def test_a_list_gives_one_claim_for_each_of_its_actors(read: Read, unmark: Unmark, marked: str) -> None:
    text = unmark(marked)

    claims = read(text.text)

    assert [(c.actor.text, c.actor.span) for c in claims] == [(m.text, m.span) for m in text.marks]
    assert len({(c.stance, c.action) for c in claims}) == 1


def test_each_half_of_a_sentence_has_its_own_giver_and_sum(read: Read) -> None:
    claims = read("Estonia pledged 10 million euros for Ukraine and Latvia pledged 20 million euros.")

    assert [(c.actor.code, [int(a.amount.value) for a in c.amounts]) for c in claims] == [
        ("EST", [10_000_000]),
        ("LVA", [20_000_000]),
    ]


def test_who_tells_of_the_promises_of_others_makes_none(read: Read) -> None:
    claims = read("Thirty countries are ready to send troops to Ukraine, Emmanuel Macron said.")

    assert plain(claims) == [("GROUP", "willing", "deploy", "UKR")]


def test_a_claim_tells_all_that_its_sentence_tells(read: Read, unmark: Unmark, extractor: Extractor) -> None:
    text = unmark(
        "[[Germany]] said on Monday it was [[ready]] to [[deploy]] [[500 troops]] to [[Ukraine]] "
        "[[once a ceasefire is in force]]."
    )
    _, _, _, troops, target, condition = text.marks

    (claim,) = read(text.text)

    assert (claim.report, claim.evidence.text, claim.evidence.span.start) == ("report", text.text, 0)
    assert claim.actor.code == "DEU"
    assert (claim.stance, claim.action) == (Stance.WILLING, Action.DEPLOY)
    assert claim.target is not None
    assert (claim.target.code, claim.target.span) == ("UKR", target.span)
    assert claim.quantity is not None
    assert (claim.quantity.quantity, claim.quantity.span) == (Quantity(Decimal(500), "troops"), troops.span)
    ((kind, words, span),) = ((c.kind, c.text, c.span) for c in claim.conditions)
    assert (kind, words, span) == (ConditionKind.CEASEFIRE, condition.text, condition.span)
    assert claim.said is not None
    assert claim.said.when == When("2025-09-01")
    assert claim.extractor == extractor.name
    assert 0 < claim.confidence <= 1


def test_domains_and_the_count_of_unnamed_states_are_read(read: Read) -> None:
    (claim,) = read("26 countries will deploy troops to Ukraine by land, sea and air.")

    assert (claim.actor.code, claim.actor.text) == ("GROUP", "26 countries")
    assert claim.domains == (Domain.LAND, Domain.SEA, Domain.AIR)
    assert claim.quantity is not None
    assert claim.quantity.quantity == Quantity(Decimal(26), "countries")


def test_a_sum_is_kept_as_first_stated(read: Read) -> None:
    (claim,) = read("Norway will give Ukraine 7 billion kroner (about €600 million).")

    assert [a.amount for a in claim.amounts] == [Amount(Decimal(7_000_000_000), "NOK")]


def test_partners_are_named(read: Read) -> None:
    norway, *_ = read("Norway, together with Germany, will provide two Patriot systems to Ukraine.")

    assert (norway.actor.code, [party.code for party in norway.joint]) == ("NOR", ["DEU"])


def test_the_medium_and_the_speaker_are_named(read: Read) -> None:
    claims = read("Foreign Minister Espen Barth Eide told Reuters that Norway would send two frigates to Ukraine.")

    assert {(c.actor.code, c.speaker.text if c.speaker else "", c.outlet.text if c.outlet else "") for c in claims} == {
        ("NOR", "Espen Barth Eide", "Reuters")
    }


def test_a_headline_that_the_body_repeats_is_coded_once_at_the_body(read: Read) -> None:
    body = "Norway will send two frigates to Ukraine, the defence ministry said in Oslo on Monday morning."

    (claim,) = read(f"Norway will send frigates to Ukraine\n{body}")

    assert claim.evidence.text == body


def test_a_headline_alone_is_coded(read: Read) -> None:
    headline = "Norway will send frigates to Ukraine"

    claims = read(f"{headline}\nThe weather in Oslo was fine on Monday and people sat outside in the parks.")

    assert [(c.actor.code, c.evidence.text) for c in claims] == [("NOR", headline)]


def test_the_same_words_twice_are_one_claim(read: Read) -> None:
    sentence = "Norway will send two frigates to Ukraine."

    assert plain(read(f"{sentence}\n{sentence}")) == plain(read(sentence))


def test_the_order_of_the_sentences_changes_only_the_order_of_the_claims(read: Read) -> None:
    sentences = [
        "Norway will send two frigates to Ukraine.",
        "Italy ruled out sending troops to Ukraine.",
        "Sweden has delivered eight Archer guns to Ukraine.",
    ]

    forwards, backwards = read("\n".join(sentences)), read("\n".join(reversed(sentences)))

    assert [c.actor.code for c in forwards] == ["NOR", "ITA", "SWE"]
    assert [c.actor.code for c in backwards] == ["SWE", "ITA", "NOR"]
    assert plain(forwards) == plain(backwards)


@pytest.mark.parametrize(
    "line",
    [
        "Read also: Sweden will send jets to Ukraine",
        "![Sweden will send jets to Ukraine](https://example.org/jets.jpg)",
        "Subscribe to our newsletter: Sweden will send jets to Ukraine",
        "Photo: Sweden will send jets to Ukraine / AFP",
    ],
)
def test_a_line_of_furniture_gives_no_claim(read: Read, line: str) -> None:
    text = (
        "Norway will send two frigates to Ukraine, the defence ministry said in Oslo on Monday morning.\n\n"
        f"{line}\n\n"
        "The ministry said the ships were ready and that the crews had been trained for months.\n"
    )

    claims = read(text, furniture=mark_furniture(text))

    assert "SWE" not in {c.actor.code for c in claims}
    assert ("NOR", "committed", "deploy", "UKR") in plain(claims)


def test_a_report_is_read_the_same_alone_and_among_others(extractor: Extractor) -> None:
    reports = [
        Report(f"r{number}", text, published=When("2025-09-05"))
        for number, text in enumerate(
            [
                "Norway will send two frigates to Ukraine.",
                "",
                "Italy ruled out sending troops to Ukraine.\r\nIt will pay, Giorgia Meloni said.",
                "Нічого.",
            ]
            * 8
        )
    ]

    together = list(extractor.read_many(reports))

    assert together == [(report, *extractor.read(report)) for report in reports]


def test_a_report_is_read_the_same_twice_and_by_another_extractor(extractor: Extractor) -> None:
    report = Report("r", "Norway and Sweden will send troops to Ukraine if the US helps.", published=When("2025-09-05"))

    first = extractor.read(report)

    assert first == extractor.read(report) == Extractor().read(report)
    assert first[0]


def test_the_claims_of_two_reports_with_the_same_words_have_two_ids(extractor: Extractor) -> None:
    text = "Norway will send two frigates to Ukraine."

    (one,), (other,) = (extractor.read(Report(name, text))[0] for name in ("a", "b"))

    assert one.id != other.id


def test_a_report_without_a_date_is_read_too(read: Read) -> None:
    (claim,) = read("Norway will send two frigates to Ukraine on Monday.", published=None)

    assert (claim.actor.code, claim.due) == ("NOR", None)


def test_the_name_of_the_extractor_tells_its_version_and_its_tables(extractor: Extractor) -> None:
    assert extractor.name.startswith("pledgebook-en ")
    assert extractor.name == f"pledgebook-en 2+{tables_version()}"
    assert Extractor(encoder=extractor.encoder).name == f"{extractor.name}+{extractor.encoder.version}"


def reports_for_learning(name: str) -> list[Report]:
    """The shipped reports of a gold set that may be learnt from, with their furniture marked."""
    test = tomllib.loads((ACCURACY / "splits.toml").read_text("utf-8"))[name]["test"]
    rows = [
        json.loads(path.read_text("utf-8"))
        for path in sorted((ACCURACY / "gold" / name / "reports").glob("*.json"))
        if path.stem not in test
    ]
    return [
        Report(
            id=row["id"],
            text=row["text"],
            outlet=row.get("outlet"),
            title=row.get("title"),
            published=When(row["published"]) if row.get("published") else None,
            furniture=mark_furniture(row["text"]),
        )
        for row in rows
    ]


@pytest.fixture(scope="module", params=["ukraine", "other"])
def sample(request: pytest.FixtureRequest, extractor: Extractor) -> list[tuple[Report, tuple[Claim, ...]]]:
    """The reports for learning of a gold set, with the claims that are read from them."""
    return [(report, claims) for report, claims, _ in extractor.read_many(reports_for_learning(request.param))]


def test_no_claim_of_the_gold_sets_stands_in_furniture(sample: list[tuple[Report, tuple[Claim, ...]]]) -> None:
    touching = [
        (report.id, claim.evidence.text)
        for report, claims in sample
        for claim in claims
        if any(piece.meets(claim.evidence.span) for piece in report.furniture)
    ]

    assert touching == []
    assert sum(len(claims) for _, claims in sample) > 100
    assert any(report.furniture for report, _ in sample)


def test_every_claim_of_the_gold_sets_is_verbatim(sample: list[tuple[Report, tuple[Claim, ...]]]) -> None:
    """A medium that is only meant ("the same broadcast") has a test of its own below."""
    misquoted = [
        (report.id, piece)
        for report, claims in sample
        for claim in claims
        for piece in misquotes(replace(claim, outlet=None), report.text)
    ]

    assert misquoted == []


def test_a_medium_named_before_is_quoted_by_the_words_of_the_sentence(read: Read) -> None:
    text = (
        "Mark Carney told NBC that Canada would send troops to Ukraine.\n"
        "On the same broadcaster he said Canada would not send jets to Ukraine."
    )

    assert [misquotes(claim, text) for claim in read(text) if misquotes(claim, text)] == []


def test_of_two_dates_in_one_month_the_one_by_which_it_is_to_happen_is_due(read: Read) -> None:
    claims = read("After the talks of 12 March 2026, Norway must deliver two frigates to Ukraine by 20 March 2026.")

    assert {claim.due.when for claim in claims if claim.due} <= {When("2026-03-20")}


def test_a_row_of_words_that_open_conditions_does_not_occupy_the_reader(read: Read) -> None:
    start = time.perf_counter()

    read("Norway will send two frigates to Ukraine " + "if " * 2000 + "it pays.")

    assert time.perf_counter() - start < 8
