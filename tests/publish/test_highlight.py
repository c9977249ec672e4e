"""Texts are cut at the marks on them, by code points, and nothing of them is lost."""

from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Span
from pledgebook.publish.highlight import Mark, cut, paragraphs, surroundings


@given(text=st.text(max_size=80), ends=st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=6))
def test_the_pieces_of_a_text_joined_give_it_back_whatever_is_marked(text: str, ends: list[tuple[int, int]]) -> None:
    marks = [Mark(Span(min(pair), max(pair)), "quote") for pair in ends]

    assert "".join(piece.text for piece in cut(text, marks)) == text


@given(text=st.text(min_size=1, max_size=60), one=st.integers(0, 60), other=st.integers(0, 60))
def test_a_piece_carries_a_mark_exactly_where_the_mark_lies(text: str, one: int, other: int) -> None:
    mark = Mark(Span(min(one, other), max(one, other)), "quote")

    quoted = "".join(piece.text for piece in cut(text, [mark]) if "quote" in piece.sorts)

    assert quoted == mark.span.of(text)


def test_a_flag_before_a_sentence_does_not_shift_its_highlight() -> None:
    text = "🇺🇦👩‍🚀 Canada may go."
    start = text.index("may")

    pieces = cut(text, [Mark(Span(start, start + 3), "cue")])

    assert [piece.text for piece in pieces if "cue" in piece.sorts] == ["may"]


def test_marks_that_overlap_are_both_shown_on_what_they_share() -> None:
    pieces = cut(
        "Canada may go", [Mark(Span(0, 10), "quote", "weighing", "a"), Mark(Span(7, 13), "finding", "high", "b")]
    )

    assert [(piece.text, sorted(piece.sorts)) for piece in pieces] == [
        ("Canada ", ["quote"]),
        ("may", ["finding", "quote"]),
        (" go", ["finding"]),
    ]


def test_the_context_of_a_sentence_stays_in_its_paragraph() -> None:
    text = "Headline\nCanada may go. It rained.\nNext paragraph"
    start = text.index("Canada")

    assert surroundings(text, Span(start, start + 14), 100).of(text) == "Canada may go. It rained."


def test_the_context_of_a_sentence_is_cut_between_words() -> None:
    text = "a long word before Canada may go. and a long word behind"
    start = text.index("Canada")

    assert surroundings(text, Span(start, start + 14), 12).of(text) == "word before Canada may go. and a long"


def test_empty_lines_are_no_paragraphs() -> None:
    text = "\n One \n\n\t\nTwo"

    assert [span.of(text) for span in paragraphs(text)] == [" One ", "Two"]
