"""Tables in a terminal: aligned, within 100 columns, and no report can move the cursor."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console, RenderableType

from pledgebook.model import Ledgered, Reading
from pledgebook.publish import rows, tables, views


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
