"""The learned judge: its file, its gate and its reasons."""

import zipfile

import numpy as np
import pytest

from pledgebook.extract.judge import CODES, WIDTH, Judge, read_judge, shipped_judge, write_judge
from pledgebook.model import Action, Stance

COMMITTED, DEPLOY = 2 + list(Stance).index(Stance.COMMITTED), 2 + len(Stance) + list(Action).index(Action.DEPLOY)


@pytest.fixture
def small() -> Judge:
    """A judge that knows two features: *will* speaks for a commitment, *troop* for a deployment, *old* for no claim."""
    weights = np.zeros((3, WIDTH), np.float32)
    weights[0, [0, 1, COMMITTED, COMMITTED + CODES]] = 4
    weights[1, [0, 1, DEPLOY, DEPLOY + CODES]] = 4
    weights[2, [0, 1]] = -20
    return Judge(
        rows={"will": 0, "troop": 1, "old": 2},
        weights=weights,
        bias=np.zeros(WIDTH, np.float32),
        gate={"will": 2.0, "album": -4.0},
        gate_bias=-1.0,
        gate_floor=0.5,
        threshold=0.5,
        floor=0.1,
        version="small",
    )


def test_a_judge_comes_back_from_its_file_as_it_was(small: Judge) -> None:
    back = read_judge(write_judge(small))

    assert back.rows == small.rows
    assert back.weights.tolist() == small.weights.tolist()
    assert back.bias.tolist() == small.bias.tolist()
    assert (back.gate, back.gate_bias, back.gate_floor) == ({"will": 2.0, "album": -4.0}, -1.0, 0.5)
    assert (back.threshold, back.version) == (0.5, "small")
    assert round(back.floor, 6) == 0.1


def test_the_same_weights_give_the_same_bytes(small: Judge) -> None:
    assert write_judge(small) == write_judge(read_judge(write_judge(small)))


def test_the_shipped_judge_survives_its_own_file() -> None:
    judge = shipped_judge()

    content = write_judge(judge)

    assert write_judge(read_judge(content)) == content
    assert read_judge(content).version == judge.version != ""


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_judge_is_refused(content: bytes) -> None:
    with pytest.raises(zipfile.BadZipFile):
        read_judge(content)


def test_the_gate_adds_the_weight_of_each_word_once(small: Judge) -> None:
    assert small.passes(["will"])
    assert not small.passes(["will", "album"])
    assert not small.passes(["troop", "troop"])
    assert not small.passes([])


def test_features_without_weights_are_passed_over(small: Judge) -> None:
    assert small.known(["will", "never seen", "troop", "will"]) == frozenset((0, 1))
    assert small.known(["never seen"]) == frozenset()


def test_a_claim_is_likelier_the_more_speaks_for_it(small: Judge) -> None:
    chances = [small.chance_of_claim(small.known(names)) for names in (["old"], [], ["will"], ["will", "troop"])]

    assert chances == sorted(chances)
    assert chances[1] == 0.5
    assert 0 <= chances[0] < 0.01 < 0.99 < chances[-1] <= 1


def test_a_verdict_names_the_likeliest_stance_and_action(small: Judge) -> None:
    known = small.known(["will", "troop"])

    (verdict,) = small.verdicts(0.9, frozenset(), known, [known])

    assert (verdict.claim, verdict.stance, verdict.action) == (0.9, Stance.COMMITTED, Action.DEPLOY)
    assert 0 < verdict.confidence <= 0.9


def test_the_reasons_of_a_verdict_are_the_features_that_spoke_loudest(small: Judge) -> None:
    known = small.known(["will", "troop", "old"])
    (verdict,) = small.verdicts(0.9, frozenset(), known, [known])

    assert small.reasons(["old", "will", "never seen", "will"], verdict) == (("will", 8.0), ("old", -20.0))
    assert small.reasons(["will", "troop"], verdict, most=1) == (("will", 8.0),)
