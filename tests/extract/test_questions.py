"""Who is asked about in which sentence."""

import pytest

from pledgebook.extract.extractor import prepare
from pledgebook.extract.questions import Asked, Question, Where, questions_of
from pledgebook.model import Report, When


def questions(text: str, **fields: str) -> list[Question]:
    report = Report("report", text, published=When("2025-09-05"), **fields)  # type: ignore[arg-type]
    one = prepare(report)
    return questions_of(one.sentences, one.mentions, one.issuer)


def codes(question: Question) -> list[str]:
    return [asked.code for asked in question.actors]


def the(question: Question, code: str) -> Asked:
    (found,) = [asked for asked in question.actors if asked.code == code]
    return found


def test_every_state_that_a_sentence_names_is_asked_about_once() -> None:
    (question,) = questions("Norway said Norway and Sweden would send frigates to Ukraine.")

    assert codes(question) == ["NOR", "SWE", "UKR"]
    assert [question.text[p.start : p.end] for p in the(question, "NOR").places] == ["Norway", "Norway"]


def test_two_unlisted_groups_are_asked_about_apart() -> None:
    (question,) = questions("Twenty-six countries promised troops, while several donors will only pay.")

    assert [asked.words for asked in question.actors if asked.code == "GROUP"] == [
        "twenty-six countries",
        "several donors",
    ]


def test_whoever_acted_in_the_sentence_before_is_asked_about_where_this_one_leans_on_it() -> None:
    first, second = questions("Canada will give Ukraine two billion dollars. This is part of a plan agreed in June.")

    assert (first.before, second.before) == ("", first.text)
    asked = the(second, "CAN")
    assert asked.mentions == ()
    assert [(p.where, first.text[p.start : p.end]) for p in asked.places] == [(Where.BEFORE, "Canada")]
    assert asked.unnamed is not None
    assert asked.unnamed.text == "Canada"


def test_a_sentence_that_stands_by_itself_is_read_by_itself() -> None:
    _, second = questions(
        "Canada will give Ukraine two billion dollars. Norway also pledged two more Patriot systems for Kyiv."
    )

    assert second.before == ""
    assert "CAN" not in codes(second)


def test_the_issuer_of_an_official_text_is_asked_about_where_nobody_else_is_named() -> None:
    (question,) = questions(
        "An additional 50 million will be made available for Haiti in the spring.", outlet="Ministry of Finance, Oslo"
    )

    asked = the(question, "NOR")
    assert [place.where for place in asked.places] == [Where.ISSUER]
    assert asked.unnamed is not None
    assert asked.unnamed.text == ""


def test_the_same_sentence_in_a_newspaper_has_no_issuer() -> None:
    (question,) = questions(
        "An additional 50 million will be made available for Haiti in the spring.", outlet="The Daily Trumpet"
    )

    assert codes(question) == ["HTI"]


@pytest.mark.parametrize("text", ["", "The weather was fine on Monday morning in the whole of the country.", "..."])
def test_nobody_is_asked_about_where_nobody_may_act(text: str) -> None:
    assert questions(text) == []
