"""Which sentences are worth a closer look, and the file of the weights that say so."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from pledgebook.extract.extractor import gate_marks, prepare
from pledgebook.extract.gate import Gate, gate_words, read_gate, shipped_gate, write_gate
from pledgebook.model import Report

ACCURACY = Path(__file__).parents[2] / "accuracy"


def marks(sentence: str) -> set[str]:
    """What the gate sees of a sentence that stands alone."""
    mentions = [mention for found in prepare(Report("alone", sentence)).mentions for mention in found]
    return gate_marks(frozenset(gate_words(sentence)), mentions)


SPLITS = tomllib.loads((ACCURACY / "splits.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Norway sent 2 ships.", {"norway", "sent", "#", "ships"}),
        ("CA$1.5 bn for Kyiv", {"ca", "$", "#", "bn", "for", "kyiv"}),
        ("It won't — it can’t.", {"it", "won't", "can’t"}),
        ("The US-led force", {"the", "us-led", "force"}),
        ("24 24 25", {"#"}),
        ("", set()),
        ("…!?", set()),
    ],
)
def test_the_words_of_a_sentence_are_lower_case_and_numbers_are_one_word(sentence: str, words: set[str]) -> None:
    assert gate_words(sentence) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway will send two frigates to Ukraine.",
        "Italy ruled out sending troops to Ukraine.",
        "France and Britain signalled their willingness to deploy soldiers.",
        "Zelensky urged Germany to deliver missiles.",
        "Russia rejects the deployment of NATO troops in Ukraine.",
        "Sweden pledged 20 million euros for Ukraine.",
    ],
)
def test_a_sentence_that_holds_a_pledge_passes(sentence: str) -> None:
    assert shipped_gate().passes(marks(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The weather in Oslo was fine.",
        "Her mother taught music at a school in Bergen for many years.",
        "He was born in a village and studied law.",
        "",
    ],
)
def test_a_sentence_about_something_else_does_not(sentence: str) -> None:
    assert not shipped_gate().passes(marks(sentence))


def test_each_word_counts_once_and_words_without_a_weight_for_nothing() -> None:
    gate = Gate({"will": 2.0, "album": -4.0}, bias=-1.0, floor=0.5)

    assert gate.passes(["will"])
    assert not gate.passes(["will", "will", "album"])
    assert not gate.passes(["troop", "troop"])
    assert not gate.passes([])
    assert gate.score(["will", "will", "troop"]) == 1.0


def test_a_gate_comes_back_from_its_file_to_the_last_digit() -> None:
    gate = Gate({"will": 0.0224761962890625, "€": -1 / 3, "can’t": 2.0}, bias=-1.3856961727142334, floor=0.1)

    assert read_gate(write_gate(gate)) == gate
    assert write_gate(read_gate(write_gate(gate))) == write_gate(gate)


def test_the_shipped_gate_is_written_as_it_was_read() -> None:
    shipped = (files("pledgebook.data") / "gate.json").read_text("utf-8")

    assert write_gate(shipped_gate()) == shipped


def test_hardly_any_coded_sentence_of_the_reports_for_learning_is_stopped() -> None:
    gate = shipped_gate()
    coded = {
        claim["evidence"]
        for name in ("ukraine", "other")
        for path in (ACCURACY / "gold" / name / "claims").glob("*.json")
        if path.stem not in SPLITS[name]["test"]
        for claim in json.loads(path.read_text("utf-8"))["claims"]
    }

    passed = sum(gate.passes(marks(sentence)) for sentence in coded)

    assert len(coded) > 500
    assert passed / len(coded) > 0.97
