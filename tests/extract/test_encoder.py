"""The sentence encoder that ships: what it is given, and that its answers depend on nothing else."""

import pickle

import numpy as np
import pytest

from pledgebook.extract import Extractor
from pledgebook.extract.encoder import Encoder, encode, shipped_encoder
from pledgebook.extract.extractor import prepare
from pledgebook.extract.naming import tables_version
from pledgebook.extract.questions import Question, questions_of
from pledgebook.extract.verdict import ACTIONS, STANCES
from pledgebook.model import Report, When


def questions(text: str) -> list[Question]:
    one = prepare(Report("report", text, published=When("2025-09-05")))
    return questions_of(one.sentences, one.mentions, one.issuer)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return shipped_encoder()


TEXT = "Norway will send two frigates to Ukraine. It has ruled out troops."


def test_each_actor_gets_a_chance_for_each_action_and_stance(encoder: Encoder) -> None:
    (first, _) = questions(TEXT)

    found = encoder.answer(first).chances

    assert found.shape == (len(first.actors), len(ACTIONS), len(STANCES))
    assert 0.0 < found.min() < found.max() < 1.0
    action, stance = np.unravel_index(found[0].argmax(), found[0].shape)
    assert (first.actors[0].code, str(STANCES[stance]), str(ACTIONS[action])) == ("NOR", "committed", "deploy")


def test_the_words_of_a_mention_are_found_among_the_tokens(encoder: Encoder) -> None:
    _, second = questions(TEXT)
    found = encode(second, encoder._tokenizer, {"pronoun": 0, "other": 1})
    words = [encoder._tokenizer.id_to_token(number) for number in found.ids]

    assert words[:7] == ["[CLS]", "it", "has", "ruled", "out", "troops", "."]
    assert words[7:10] == ["[SEP]", "norway", "will"]
    assert found.tokens[0] == [[1]]
    assert found.kinds[1] == 1
    assert found.segments == [0] * 8 + [1] * (len(words) - 8)


def test_a_sentence_seen_before_is_answered_from_memory_and_alike(encoder: Encoder) -> None:
    (first, second) = questions(TEXT)
    alone = encoder.answer(first)
    encoder.answer(second)

    assert encoder.answer(first) is alone
    assert np.array_equal(Encoder(encoder._folder).answer(first).chances, alone.chances)


def test_an_encoder_is_sent_to_another_process(encoder: Encoder) -> None:
    (first, _) = questions(TEXT)

    sent = pickle.loads(pickle.dumps(encoder))

    assert np.array_equal(sent.answer(first).chances, encoder.answer(first).chances)


@pytest.mark.parametrize(
    "text", ["Norway " * 400 + "will pay.", "Norway…🚢 will\u0301 send ships to 우크라이나.", "Norway\x00 pays."]
)
def test_any_sentence_is_answered(encoder: Encoder, text: str) -> None:
    found = questions(text)
    assert found
    for question in found:
        assert np.isfinite(encoder.answer(question).chances).all()


def test_the_fast_way_asks_the_small_encoder_alone_and_says_so_in_its_name() -> None:
    fast = Extractor(fast=True)

    claims, _ = fast.read(Report("r", "Norway pledged 50 million euros for Haiti on Monday."))

    assert [(c.actor.code, str(c.stance), str(c.action)) for c in claims] == [("NOR", "committed", "fund")]
    assert fast.name == f"pledgebook-en-fast 2+{tables_version()}"
    assert {c.extractor for c in claims} == {fast.name}
    assert "encoder" not in fast.__dict__
