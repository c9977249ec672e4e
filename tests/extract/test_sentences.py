"""Where a report's sentences begin and end. [[marked words]] are the sentences that are expected."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.extract.sentences import Section, Sentence, split_sentences
from pledgebook.model import Span


@pytest.mark.parametrize(
    "marked",
    [
        "[[Norway pays.]] [[Sweden waits.]]",
        "[[Mr. Carney spoke in Kyiv.]] [[Nobody answered.]]",
        "[[Gen. Smith met Sen. Graham on Jan. 6 in Paris.]] [[They agreed.]]",
        "[[The U.S. will not send troops.]] [[Europe will.]]",
        "[[“We will send ships,” he said.]] [[“And jets.”]]",
        "[[He said: “We will send ships.”]] [[Then he left.]]",
        "[[Will Norway pay?]] [[It will!]]",
        "[[Norway gives 7.5 billion kroner.]] [[It is a record.]]",
        "  [[Norway pays.]]  \n\n\t[[Sweden waits.]]\n",
        "[[Norway pays.]]\r\n[[Sweden waits.]]\r\n",
        "[[Oslo pays]]\n[[Norway pays for ships.]]",
        "- [[Norway pays.]]\n• [[Sweden waits.]]\n1. [[Denmark asks.]]",
        "[[Норвегія платить.]] [[Швеція чекає.]]",
        "",
        " \n\r\n\t ",
    ],
)
def test_a_text_is_cut_into_its_sentences(unmark: Callable[[str], Any], marked: str) -> None:
    text = unmark(marked)

    sentences = split_sentences(text.text)

    assert tuple((s.text, s.span) for s in sentences) == tuple((m.text, m.span) for m in text.marks)


def test_headline_summary_and_body_are_told_apart_and_lines_are_counted() -> None:
    text = (
        "Oslo to send ships\n"
        "- Two frigates leave in May\n"
        "\n"
        "Norway will send two frigates to the Black Sea in May, the government said. Sweden waits."
    )

    assert split_sentences(text) == (
        Sentence("Oslo to send ships", Span(0, 18), Section.HEADLINE, 0),
        Sentence("Two frigates leave in May", Span(21, 46), Section.SUMMARY, 1),
        Sentence(
            "Norway will send two frigates to the Black Sea in May, the government said.",
            Span(48, 123),
            Section.BODY,
            2,
        ),
        Sentence("Sweden waits.", Span(124, 137), Section.BODY, 2),
    )


def test_the_title_is_a_headline_wherever_it_stands_in_the_text() -> None:
    (first, second) = split_sentences("Norway will pay.\nSweden will pay too.", title="Norway will pay.")

    assert (first.section, second.section) == (Section.HEADLINE, Section.BODY)


def test_sentences_that_meet_furniture_are_left_out() -> None:
    text = "Norway pays.\nRead also: Sweden pays.\nDenmark pays."
    line = Span(text.index("Read"), text.index("Denmark"))

    assert [s.text for s in split_sentences(text, [line])] == ["Norway pays.", "Denmark pays."]


def test_the_order_in_which_furniture_is_listed_changes_nothing() -> None:
    text = "Menu\nNorway pays.\nRead also: Sweden pays.\nDenmark pays.\nClose"
    pieces = [Span(text.index(words), text.index(words) + len(words)) for words in ("Close", "Menu", "Read also:")]

    assert [s.text for s in split_sentences(text, pieces)] == ["Norway pays.", "Denmark pays."]


def test_a_piece_that_never_ends_is_cut_at_white_space_and_nothing_is_lost() -> None:
    text = "Norway and Sweden " * 1000

    pieces = split_sentences(text)

    assert max(len(piece.text) for piece in pieces) <= 2000
    assert " ".join(piece.text for piece in pieces) == text.strip()


@given(
    st.lists(
        st.one_of(
            st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40),
            st.sampled_from(["Mr. Carney spoke. ", "- ", "1. ", "\r\n", "\u2028", "“No.” ", "U.S. ", "\u0301", "🇳🇴"]),
        ),
        max_size=12,
    ).map("".join)
)
def test_sentences_are_verbatim_in_order_and_apart_in_any_text(text: str) -> None:
    sentences = split_sentences(text)

    assert all(s.span.of(text) == s.text == s.text.strip() != "" for s in sentences)
    assert all(one.span.end <= other.span.start for one, other in pairwise(sentences))
