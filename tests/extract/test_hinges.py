"""Which conditions a claim hangs on, once the encoder has been heard."""

import numpy as np

from pledgebook.extract import Extractor
from pledgebook.extract.conditions import find_conditions
from pledgebook.extract.encoder import Answered
from pledgebook.extract.hinges import KINDS, leaning_of, seen_conditions
from pledgebook.extract.parse import Parser, Tree
from pledgebook.model import ConditionKind, Report, When

PARSER = Parser()


def tree_of(text: str) -> Tree:
    (tree,) = PARSER.parse([text])
    return tree


def seen(text: str, words: str, kind: ConditionKind, chance: float = 0.9) -> Answered:
    """An encoder's view in which some words are a condition of a kind, one token a word."""
    tree = tree_of(text)
    offsets = [(start, tree.end(token)) for token, start in enumerate(tree.starts)]
    first = text.index(words)
    table = np.zeros((len(offsets), 1 + len(KINDS)), np.float32)
    for token, (start, end) in enumerate(offsets):
        inside = first <= start and end <= first + len(words)
        table[token, 1 + KINDS.index(kind)] = chance if inside else 0.0
        table[token, 0] = 1.0 - table[token].sum()
    return Answered(np.zeros((0, 15, 8), np.float32), np.zeros((0, 1), np.float32), (), table, offsets)


def test_words_that_no_row_knows_are_a_condition_where_the_encoder_is_sure() -> None:
    text = "Lima signs the day the guns fall silent, its minister said."
    sure = seen(text, "the day the guns fall silent", ConditionKind.CEASEFIRE)

    (found,) = seen_conditions(tree_of(text), text, sure, [])

    assert text[found.start : found.end] == "the day the guns fall silent"
    assert found.kind is ConditionKind.CEASEFIRE


def test_words_of_which_the_encoder_is_unsure_are_left_alone() -> None:
    text = "Lima signs the day the guns fall silent, its minister said."
    unsure = seen(text, "the day the guns fall silent", ConditionKind.CEASEFIRE, 0.55)

    assert seen_conditions(tree_of(text), text, unsure, []) == []


def test_words_that_stop_short_of_what_they_lead_to_are_no_condition() -> None:
    text = "Lima may send troops as part of security guarantees."
    cut = seen(text, "as part", ConditionKind.OTHERS_JOIN)

    assert seen_conditions(tree_of(text), text, cut, []) == []


def test_a_condition_of_no_known_kind_takes_the_kind_that_the_encoder_sees() -> None:
    text = "Oslo will pay if the weather over the fjord improves."
    rows = find_conditions(tree_of(text), text)
    view = seen(text, "if the weather over the fjord improves", ConditionKind.OTHERS_JOIN)

    (found,) = seen_conditions(tree_of(text), text, view, rows)

    assert [row.kind for row in rows] == [ConditionKind.OTHER]
    assert (found.kind, found.start, found.end) == (ConditionKind.OTHERS_JOIN, rows[0].start, rows[0].end)


def test_without_an_encoder_the_rows_decide_alone() -> None:
    text = "Oslo will pay if the parliament agrees."
    rows = find_conditions(tree_of(text), text)

    assert seen_conditions(tree_of(text), text, None, rows) == rows
    assert leaning_of(rows[0], None) == 0.0


def test_the_encoder_leans_towards_words_that_it_takes_for_a_condition() -> None:
    text = "Oslo will pay if the parliament agrees."
    (row,) = find_conditions(tree_of(text), text)
    words = "if the parliament agrees"

    assert leaning_of(row, seen(text, words, ConditionKind.RATIFICATION)) > 2
    assert leaning_of(row, seen(text, words, ConditionKind.RATIFICATION, 0.02)) < -2


def test_a_condition_binds_what_is_promised_under_it_and_not_its_neighbour() -> None:
    text = (
        "Norway will send 200 soldiers to Ukraine once a ceasefire is in force, said Prime Minister Støre. "
        "Sweden gave Ukraine 300 million euros on Monday."
    )
    claims, _ = Extractor().read(Report("r", text, published=When("2025-09-05")))

    hangs = {claim.actor.code: [str(condition.kind) for condition in claim.conditions] for claim in claims}
    assert hangs["NOR"] == ["ceasefire"]
    assert hangs["SWE"] == []
