"""Who said it, through whom, and when. [[marked words]] are the speaker or medium that is expected."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pledgebook.extract.arguments import Scene
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.credits import find_credits
from pledgebook.extract.dates import FoundDate, find_dates
from pledgebook.extract.extractor import prepare
from pledgebook.extract.lexicon import lexicon
from pledgebook.extract.speech import due_of, outlet_of, said_of, speaker_of
from pledgebook.model import Mention, Report, Stance, StatedDate, When

Look = Callable[..., tuple[Scene, Candidate]]
Unmark = Callable[[str], Any]
PUBLISHED = date(2025, 9, 5)


def speaker(look: Look, sentence: str, actor: str, content: str) -> Mention | None:
    scene, candidate = look(sentence, actor, content)
    names = prepare(Report("report", sentence, published=When.of_day(PUBLISHED))).names
    return speaker_of(scene, candidate, names, lexicon())


def dates_in(sentence: str) -> tuple[FoundDate, ...]:
    return find_dates(sentence, published=PUBLISHED)


@pytest.mark.parametrize(
    ("marked", "actor", "content"),
    [
        ("[[Mark Carney]] said Canada would send troops.", "Canada", "send"),
        ("Canada would send troops, [[Mark Carney]] said.", "Canada", "send"),
        ("“Canada will send troops,” said [[Mark Carney]].", "Canada", "send"),
        ("Prime Minister [[Mark Carney]] told reporters that Canada would send troops.", "Canada", "send"),
        ("[[Germany]] said that Canada would send troops.", "Canada", "send"),
        ("According to [[Mark Carney]], Canada will send troops.", "Canada", "send"),
    ],
)
def test_the_speaker_is_whose_words_are_credited(
    look: Look, unmark: Unmark, marked: str, actor: str, content: str
) -> None:
    text = unmark(marked)

    assert speaker(look, text.text, actor, content) == text.marks[0]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Canada will send troops.", "Canada"),
        ("Canada said it would send troops.", "it"),
        ("Officials said Canada would send troops.", "Canada"),
        pytest.param(
            "Canada, Norway and Sweden pledged to send troops.",
            "Norway",
            marks=pytest.mark.xfail(
                strict=False, reason="the first of a list is taken for the speaker of the others ('pledged' is speech)"
            ),
        ),
    ],
)
def test_a_report_in_its_own_voice_has_no_speaker(look: Look, sentence: str, actor: str) -> None:
    assert speaker(look, sentence, actor, "send") is None


@pytest.mark.parametrize(
    "marked",
    [
        "British Prime Minister [[Keir Starmer]] agreed.",
        pytest.param(
            "Sweden's Defence Minister [[Pål Jonson]] agreed.",
            marks=pytest.mark.xfail(strict=False, reason="the first name is lost where its spelling has an accent"),
        ),
        pytest.param(
            "U.S. Vice President [[J.D. Vance]] agreed.",
            marks=pytest.mark.xfail(strict=False, reason="the first name is lost where it is written with stops"),
        ),
        "[[Volodymyr Zelensky]], president of Ukraine, agreed.",
    ],
)
def test_a_name_is_given_whole_and_without_its_title(unmark: Unmark, marked: str) -> None:
    text = unmark(marked)

    names = prepare(Report("report", text.text, published=When.of_day(PUBLISHED))).names

    assert tuple(names.values()) == text.marks


def test_the_speaker_is_given_by_the_fullest_name_in_the_report() -> None:
    names = prepare(Report("report", "Carney was in Kyiv. Prime Minister Mark Carney spoke. Carney left.")).names

    assert {mention.text for mention in names.values()} == {"Mark Carney"}


@pytest.mark.parametrize(
    "marked",
    [
        "Mark Carney told [[Reuters]] that Canada would send troops.",
        "Canada would send troops, [[AFP]] reported.",
        "Canada would send troops, according to [[the Financial Times]].",
        "Canada would send troops.",
    ],
)
def test_the_medium_that_is_credited_is_named(look: Look, unmark: Unmark, marked: str) -> None:
    text = unmark(marked)
    scene, _ = look(text.text, "Canada", "send")

    outlet = outlet_of(scene, find_credits(text.text), text.text)

    assert (outlet.text if outlet else "") == (text.marks[0].text.removeprefix("the ") if text.marks else "")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Canada pledged on Monday to send troops.", "2025-09-01"),
        ("Canada pledged on 3 September to send troops.", "2025-09-03"),
        ("Canada pledged in August 2024 to send troops.", "2024-08"),
        ("Canada pledged to send troops.", None),
    ],
)
def test_the_day_it_was_said_stands_in_the_sentence(look: Look, sentence: str, said: str | None) -> None:
    scene, candidate = look(sentence, "Canada", "send")

    found = said_of(scene, candidate, dates_in(sentence), None, PUBLISHED)

    assert (found and found.when.iso) == said


def test_a_day_just_told_holds_for_the_next_sentence_in_the_past_tense(look: Look) -> None:
    (earlier,) = dates_in("They met on Thursday.")
    sentence = "Canada pledged to send troops."
    scene, candidate = look(sentence, "Canada", "send")

    found = said_of(scene, candidate, (), earlier, PUBLISHED)

    assert found == StatedDate(When("2025-09-04"), earlier.span)


@pytest.mark.parametrize(
    ("sentence", "stance", "due"),
    [
        ("Canada will send troops by the end of 2026.", Stance.COMMITTED, "2026-12"),
        ("Canada will send troops by 1 December.", Stance.COMMITTED, "2025-12-01"),
        ("Canada will send troops next month.", Stance.COMMITTED, "2025-10"),
        ("Canada sent troops in May.", Stance.DONE, None),
        ("Canada will send troops.", Stance.COMMITTED, None),
        ("Canada welcomes troops from October 2026.", Stance.BACKS, None),
    ],
)
def test_a_date_that_lies_ahead_is_when_it_is_due(sentence: str, stance: Stance, due: str | None) -> None:
    found = due_of(stance, dates_in(sentence), PUBLISHED)

    assert (found and found.when.iso) == due
