"""The small encoder: its trees are trees, and its answers depend on the sentence alone."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.extract import Extractor
from pledgebook.extract.encoder import Answered
from pledgebook.extract.extractor import prepare
from pledgebook.extract.parse import Parser, Tree, Words
from pledgebook.extract.questions import Question, questions_of
from pledgebook.extract.small_encoder import SmallEncoder, shipped_small_encoder
from pledgebook.extract.small_parse import heads_of, tokens_of
from pledgebook.model import Report, When

PARSER = Parser()


@pytest.fixture(scope="module")
def small() -> SmallEncoder:
    return shipped_small_encoder()


def question(text: str) -> Question:
    one = prepare(Report("report", text, published=When("2025-09-05")))
    return questions_of(one.sentences, one.mentions, one.issuer)[0]


def read(small: SmallEncoder, text: str) -> tuple[Tree, Answered]:
    asked = question(text)
    answered = small.answer(asked)
    return small.tree(PARSER.words(asked.text), answered), answered


def test_a_plain_sentence_is_parsed_as_a_grammar_would_have_it(small: SmallEncoder) -> None:
    tree, _ = read(small, "Norway will send two frigates to Ukraine.")
    words = dict(zip(tree.words, range(len(tree.words)), strict=True))

    assert tree.heads[words["send"]] == words["send"]
    assert tree.deps[words["send"]] == "ROOT"
    assert (tree.deps[words["Norway"]], tree.words[tree.heads[words["Norway"]]]) == ("nsubj", "send")
    assert (tree.deps[words["frigates"]], tree.words[tree.heads[words["frigates"]]]) == ("dobj", "send")
    assert tree.tags[words["will"]] == "MD"
    assert tree.lemmas[words["frigates"]] == "frigate"


def roots(heads: list[int]) -> set[int]:
    """Where the ways up from all words end; a way that goes in a circle has no end."""
    found = set()
    for word in range(len(heads)):
        for _ in heads:
            word = heads[word]
        found.add(word if heads[word] == word else -1)
    return found


@given(st.integers(1, 12).flatmap(lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=n + 1, max_size=n + 1),
                                                     min_size=n + 1, max_size=n + 1)), st.data())  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_whatever_the_scores_the_arcs_make_one_tree(rows: list[list[int]], data: st.DataObject) -> None:
    count = len(rows) - 1
    without = data.draw(st.sets(st.integers(1, count)))
    tokens = [0 if word in without else word for word in range(1, count + 1)]

    heads = heads_of(np.array(rows, np.float32), tokens)

    assert len(heads) == count
    assert len(roots(heads)) == 1
    assert -1 not in roots(heads)


def test_the_best_arcs_are_taken_where_they_make_a_tree() -> None:
    scores = np.full((4, 4), -5, np.float32)
    scores[1, 2], scores[2, 0], scores[3, 2] = 5, 5, 5

    assert heads_of(scores, [1, 2, 3]) == [1, 1, 1]


def test_a_circle_is_opened_where_least_is_lost() -> None:
    scores = np.full((4, 4), -5, np.float32)
    scores[1, 2], scores[2, 1], scores[3, 0] = 5, 5, 5
    scores[1, 3], scores[2, 3] = 1, 4

    assert heads_of(scores, [1, 2, 3]) == [1, 2, 2]


def test_two_words_that_were_written_as_one_get_a_token_each() -> None:
    assert tokens_of([(0, 5), (5, 6), (6, 7)], Words(["does", "n't"], [0, 4])) == [1, 2]


def test_words_without_a_token_have_none() -> None:
    assert tokens_of([(0, 6)], Words(["Norway", "pays"], [0, 7])) == [1, 0]


@pytest.mark.parametrize(
    "text",
    ["Norway " * 400 + "will pay.", "Norway…🚢 will\u0301 send ships to 우크라이나.", "Norway\x00 pays.", "Norway"],
)
def test_any_sentence_is_answered_and_has_a_tree(small: SmallEncoder, text: str) -> None:
    tree, answered = read(small, text)

    assert np.isfinite(answered.chances).all()
    assert len(roots(tree.heads)) == 1
    assert len(tree.heads) == len(tree.words) == len(tree.deps) == len(tree.tags)


def test_a_sentence_is_read_alike_to_the_last_digit_whatever_is_read_with_it(small: SmallEncoder) -> None:
    texts = [
        "Norway pays.",
        "Sweden and Denmark " + "may " * 60 + "send ships to Ukraine.",
        "It is France that declined.",
    ]
    asked = [question(text) for text in texts]
    together = SmallEncoder(small._folder).answers(asked * 3)

    for one, seen in zip(asked * 3, together, strict=True):
        alone = SmallEncoder(small._folder).answer(one)
        assert np.array_equal(alone.chances, seen.chances)
        assert alone.states is not None
        assert seen.states is not None
        assert np.array_equal(alone.states, seen.states)
        assert np.array_equal(small.closer(alone).in_condition, small.closer(seen).in_condition)


def test_a_sentence_in_which_nobody_is_asked_about_has_a_tree_all_the_same(small: SmallEncoder) -> None:
    asked = Question(0, "The ships will sail.", "", (), in_body=True)

    answered = small.answer(asked)

    assert answered.chances.shape[0] == 0
    assert small.tree(PARSER.words(asked.text), answered).words == ["The", "ships", "will", "sail", "."]


def test_it_is_sent_to_another_process(small: SmallEncoder) -> None:
    asked = question("Norway will send two frigates to Ukraine.")

    sent = pickle.loads(pickle.dumps(small))

    assert np.array_equal(sent.answer(asked).chances, small.answer(asked).chances)


def test_what_it_finds_alone_stands_verbatim_in_the_report() -> None:
    text = "Norway pledged 50 million euros for Haiti on Monday. Sweden will not send troops to Ukraine."

    claims, _ = Extractor(fast=True).read(Report("r", text, published=When("2025-09-05")))

    assert {(c.actor.code, str(c.stance), str(c.action)) for c in claims} == {
        ("NOR", "committed", "fund"),
        ("SWE", "declined", "deploy"),
    }
    assert all(text[c.evidence.span.start : c.evidence.span.end] == c.evidence.text for c in claims if c.evidence.span)
