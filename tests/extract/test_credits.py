"""Whose word a report credits. [[marked words]] are the name that is expected."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.extract.credits import find_credits


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("Vance told [[NBC]] that no soldiers would go.", "told"),
        ("According to [[The Guardian]], Riyadh refused to sign.", "according"),
        ("He said so in a [[CNN]] interview.", "interview"),
        ("The [[Financial Times]] reported, citing two officials, that talks failed.", "reported"),
        ("State news agency [[TASS]] said the plan was dead.", "reported"),
        ("Thirty countries are at work, Rutte said on [[Fox News]].", "told"),
        ("KYIV, Aug 24 ([[AFP]]) - Leaders met.", "dateline"),
        ("Two diplomats told [[NPA]] that it fell apart.", "told"),
        ("The list was seen by the [[Meridian]] news agency.", "told"),
        ("He told [[this newspaper]] that nobody goes home.", "told"),
    ],
)
def test_a_medium_is_credited_where_the_words_around_it_say_so(marked: str, kind: str) -> None:
    mark = re.search(r"\[\[(.+?)\]\]", marked)
    text = marked.replace("[[", "").replace("]]", "")
    assert mark is not None

    (credit,) = find_credits(text)

    assert credit.span.of(text) == mark.group(1)
    assert credit.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Time flies.",
        "The PA said it would hold a vote.",
        "The sun rose over the Independent City.",
        "He told NATO and the EU.",
        "The BBC building burnt.",
    ],
)
def test_a_name_that_nobody_quotes_is_no_credit(text: str) -> None:
    assert find_credits(text) == ()


def test_the_same_broadcaster_is_the_one_credited_last() -> None:
    found = find_credits("Vance told NBC no. Lavrov, interviewed by the same network, said yes.")

    assert [(c.outlet, c.kind) for c in found] == [("NBC", "told"), ("NBC", "same")]


def test_a_dateline_credits_the_whole_report() -> None:
    (credit,) = find_credits("BRUSSELS, Sept 4 (Reuters) - Leaders met.")

    assert credit.whole_report


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(["told ", "NBC", "(AFP) ", "the same broadcaster", "\n", "ABCDE ", ", ", "É"]), max_size=30
        ).map("".join),
    )
)
def test_every_credit_lies_within_the_text(text: str) -> None:
    for credit in find_credits(text):
        assert credit.span.of(text)
        assert credit.kind == "same" or credit.span.of(text) == credit.outlet
