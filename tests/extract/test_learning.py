"""What is learnt from coded reports: the weights of the gate, and which candidate each coded claim is tied to."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

_ACCURACY = Path(__file__).parents[2] / "accuracy"
_CODED = """
=== Daily | 2025-09-05 | -
Italy ruled out sending troops to Ukraine but will pay for shells.
> ITA | Italy | declined | deploy | UKR | -
> ITA | Italy | committed | fund | UKR | -
The weather in Oslo was fine.
"""


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """The scripts that train the gate, and that tie claims to candidates for the fields."""
    monkeypatch.syspath_prepend(_ACCURACY)
    return import_module("train"), import_module("fields")


def coded(train: Any, folder: Path, text: str) -> list[Any]:
    """The reports of one training file."""
    path = folder / "reports-101.txt"
    path.write_text(text, encoding="utf-8")
    found: list[Any] = train.training_reports(path)
    return found


def test_each_coded_claim_is_tied_to_the_words_that_speak_of_it(scripts: tuple[Any, Any], tmp_path: Path) -> None:
    train, fields = scripts

    material = fields.tied_material(coded(train, tmp_path, _CODED))

    (sentence, *_), (claims,) = material.considered[0], material.claims
    tied = {
        sentence.tree.words[sentence.candidates[which].leaf]: (claim["stance"], claim["action"])
        for (at, which), claim in claims.items()
        if at == 0
    }
    assert tied == {"troops": ("declined", "deploy"), "pay": ("committed", "fund")}


def test_the_gate_learns_which_words_stand_in_sentences_with_a_claim(scripts: tuple[Any, Any], tmp_path: Path) -> None:
    train, _ = scripts
    many = "".join(_CODED.replace("fine", f"fine {number}") for number in range(12))

    cases = train.cases_of(coded(train, tmp_path, many))

    gate = train.fit_gate(cases)

    assert gate.weights["ruled"] > 0 > gate.weights["weather"]
    assert [gate.passes(marks) for marks in cases.marks] == cases.holds.tolist() == [True, False] * 12
