"""Tables in a terminal: aligned, within 100 columns, and no report can move the cursor."""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from rich.console import Console, RenderableType

from pledgebook.model import (
    Action,
    Assessment,
    Chance,
    Coverage,
    Deciders,
    Ledgered,
    Party,
    PledgeState,
    Quantity,
    Reading,
    Reason,
    Scenario,
    Span,
    Stance,
    Standing,
    StatedQuantity,
    Truth,
)
from pledgebook.publish import rows, tables, views
from pledgebook.publish.names import code_of, name_of


def drawn(what: RenderableType, terminal: bool = False) -> str:
    stream = io.StringIO()
    Console(file=stream, width=100, force_terminal=terminal, highlight=False, markup=False, emoji=False).print(what)
    return stream.getvalue()


def page_of(ledgered: Ledgered, readings: tuple[Reading, ...]) -> views.PledgePage:
    shelf = views.shelve(ledgered, rows.report_rows(readings, ledgered))
    return views.pledge_page(ledgered.pledges[0], shelf, {reading.report.id: reading.report for reading in readings})


@pytest.fixture
def everything(ledgered: Ledgered, readings: tuple[Reading, ...]) -> list[RenderableType]:
    return [
        tables.pledges(rows.pledge_rows(ledgered.pledges)),
        tables.claims(claim for reading in readings for claim in reading.claims),
        tables.findings(rows.finding_rows(ledgered.findings)),
        tables.origins(rows.origin_rows(ledgered.origins)),
        tables.conditions(rows.condition_rows(ledgered.pledges)),
        tables.reports(rows.report_rows(readings, ledgered)),
        tables.pledge(page_of(ledgered, readings)),
    ]


def test_every_table_fits_into_100_columns(everything: list[RenderableType]) -> None:
    assert max(len(line) for what in everything for line in drawn(what).splitlines()) <= 100


def test_stances_are_coloured_on_a_terminal_and_only_there(everything: list[RenderableType]) -> None:
    assert "\x1b[" in drawn(everything[0], terminal=True)
    assert not any("\x1b" in drawn(what) for what in everything)


def test_the_pledges_say_who_what_on_what_condition_and_since_when(ledgered: Ledgered) -> None:
    table = drawn(tables.pledges(rows.pledge_rows(ledgered.pledges)))

    (line,) = [line for line in table.splitlines() if "can-deploy" in line]
    assert line.split() == ["can-deploy", "committed", "deploy", "→", "UKR", "ceasefire", "2025-09-04", "1"]
    assert "fund → UKR · CAD 2 bn" in table


def test_a_pledge_shows_who_said_it_through_whom_with_the_sentence(
    ledgered: Ledgered, readings: tuple[Reading, ...]
) -> None:
    told = drawn(tables.pledge(page_of(ledgered, readings)))

    assert "2025-08-24  weighing  Mark Carney → The Example  [one]" in told
    assert "2025-09-04  committed  Reuters → The Copy  [other]" in told
    assert "“Canada may send troops if there is a ceasefire, Mark Carney said.”" in told
    assert "read from: may · send" in told


def test_a_pledge_shows_what_each_count_is_told_of(ledgered: Ledgered, readings: tuple[Reading, ...]) -> None:
    counts = ["26", "26", "35"]
    stances = [Stance.WILLING, Stance.COMMITTED, Stance.COMMITTED]
    claims = tuple(
        replace(
            ledgered.pledges[0].claims[0],
            report=f"r{n}",
            stance=stance,
            quantity=StatedQuantity(Quantity(Decimal(count), "countries"), Span(0, 1)),
        )
        for n, (count, stance) in enumerate(zip(counts, stances, strict=True))
    )
    page = replace(page_of(ledgered, readings), pledge=replace(ledgered.pledges[0], claims=claims))

    words = " ".join(drawn(tables.pledge(page)).split())

    assert "told as 26 countries: willing in 1 report, committed in 1 report" in words
    assert "told as 35 countries: committed in 1 report" in words
    assert "told as" not in drawn(tables.pledge(page_of(ledgered, readings)))


def test_the_cue_words_of_a_sentence_are_marked_on_a_terminal(
    ledgered: Ledgered, readings: tuple[Reading, ...]
) -> None:
    told = drawn(tables.pledge(page_of(ledgered, readings)), terminal=True)

    assert "\x1b[1;4;33mmay\x1b[0m" in told


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x1b]0;owned\x07", "\x9b31m", "\r", "\x08\x08"])
def test_a_report_cannot_move_the_cursor_or_change_colours(
    hostile: str, shown: object, ledgered: Ledgered, readings: tuple[Reading, ...], make_book: Callable[..., object]
) -> None:
    pledge = replace(ledgered.pledges[0], item=f"troops{hostile}", id=f"can{hostile}")
    finding = replace(ledgered.findings[0], says=f"wrong{hostile}", proposal=hostile)
    told = [
        drawn(tables.pledges(rows.pledge_rows([pledge]))),
        drawn(tables.findings(rows.finding_rows([finding]))),
        drawn(tables.conditions(rows.condition_rows([pledge]))),
    ]

    assert not any(character in text for text in told for character in hostile if not character.isprintable())


def test_no_markup_of_a_report_is_obeyed() -> None:
    assert tables.plain("[bold red]troops[/]") == "[bold red]troops[/]"


def test_claims_stand_under_their_report_with_room_for_the_sentence(readings: tuple[Reading, ...]) -> None:
    table = drawn(tables.claims(claim for reading in readings for claim in reading.claims))

    headings = [line.strip() for line in table.splitlines() if line.strip() in {one.report.id for one in readings}]
    assert headings == [reading.report.id for reading in readings if reading.claims]


def test_a_long_name_leaves_room_for_the_sentence(readings: tuple[Reading, ...]) -> None:
    claim = replace(readings[0].claims[0], actor=Party("COW"))

    lines = drawn(tables.claims([claim])).splitlines()

    assert sum(len(line) > 60 and line[60:].strip() != "" for line in lines) >= 2
    assert len(lines) < 12


def test_a_group_is_called_by_the_words_of_its_report(readings: tuple[Reading, ...]) -> None:
    claim = replace(readings[0].claims[0], actor=Party("GROUP", "26 countries"))

    assert "26 countries" in drawn(tables.claims([claim]))


@pytest.mark.parametrize(
    ("item", "told"),
    [("7 billion kroner", "fund → UKR · NOK 7 bn"), ("a loan", "fund → UKR · a loan · NOK 7 bn")],
)
def test_a_sum_is_told_once(ledgered: Ledgered, item: str, told: str) -> None:
    first = rows.pledge_rows(ledgered.pledges)[0]
    row = replace(
        first, action=Action.FUND, target="UKR", item=item, amount=Decimal(7_000_000_000), currency="NOK", quantity=None
    )

    assert told in " ".join(drawn(tables.pledges([row])).split())


def test_an_assessment_says_each_standing_once_and_counts_one_in_the_singular() -> None:
    settled = Deciders((), 2, complete=True)
    coverage = Coverage(
        "watch", "Observers", Decimal(1), "parties", Decimal(0), Decimal(0), Truth.NO, Decimal(1), (), settled, settled
    )
    states = [
        PledgeState(name, "CAN", Action.DEPLOY, Stance.COMMITTED, state, (Reason(f"{state}: {why}"),))
        for name, state, why in (
            ("can-deploy-ukr", Standing.STANDS, "CAN has committed itself"),
            ("can-monitor-ukr", Standing.FALLS, "needs a cease-fire"),
            ("can-train-ukr", Standing.FALLS, "needs a cease-fire"),
        )
    ]

    table = drawn(tables.assessment(Assessment("force", Scenario("as-known"), None, (), tuple(states), (coverage,))))

    assert "1 party" in table
    assert [line.split() for line in table.splitlines() if "can-" in line] == [
        ["can-deploy-ukr", "committed", "CAN", "has", "committed", "itself"],
        ["can-monitor-ukr", "committed", "needs", "a", "cease-fire"],
        ["can-train-ukr", "committed", "as", "above"],
    ]
    assert "1 of 3 pledges stands" in table
    assert "2 of 3 pledges fall" in table


@pytest.mark.parametrize(
    ("chance", "told"),
    [
        (Chance(0.25, 0.25), "25 %"),
        (Chance(0.25, 0.6), "25-60 %"),
        (Chance(0.501, 0.508, exact=False), "about 50-51 %"),
    ],
)
def test_the_chance_of_a_requirement_is_told_where_the_scenario_gives_chances(chance: Chance, told: str) -> None:
    settled = Deciders((), 2, complete=True)
    coverage = Coverage(
        *(
            "watch",
            "Observers",
            Decimal(1),
            "parties",
            Decimal(0),
            Decimal(0),
            Truth.NO,
            Decimal(1),
            (),
            settled,
            settled,
        ),
        chance=chance,
    )
    even = Scenario("even", chances=(("ceasefire", Chance(0.5, 0.5)),))

    table, plain = (
        drawn(tables.assessment(Assessment("force", scenario, None, (), (), (coverage,))))
        for scenario in (even, Scenario("as-known"))
    )

    assert told in table
    assert "Chance" not in plain


@pytest.mark.parametrize(
    ("code", "name"), [("COD", "Democratic Republic of the Congo"), ("DOM", "Dominican Republic"), ("BEN", "Benin")]
)
def test_every_state_has_the_name_that_people_call_it_by(code: str, name: str) -> None:
    assert name_of(code) == name
    assert code_of(name) == code
