"""Sentences become trees whose words stand verbatim in them."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.extract import parse as parse_module
from pledgebook.extract.parse import NoParserError, Parser, Tree, installed_model


def test_a_plain_sentence_has_one_root_and_its_words_where_they_stand(parse: Callable[[str], Tree]) -> None:
    tree = parse("Norway sent two frigates.")

    assert tree == Tree(
        words=["Norway", "sent", "two", "frigates", "."],
        lemmas=["norway", "send", "two", "frigate", "."],
        tags=["NNP", "VBD", "CD", "NNS", "."],
        deps=["nsubj", "ROOT", "nummod", "dobj", "punct"],
        heads=[1, 1, 3, 1, 1],
        starts=[0, 7, 12, 16, 24],
        children=[[], [0, 3, 4], [], [2], []],
    )


def test_what_hangs_below_a_word_is_found_in_the_order_of_the_text(parse: Callable[[str], Tree]) -> None:
    tree = parse("Norway sent two frigates.")

    assert tree.subtree(3) == [2, 3]
    assert tree.subtree(1) == [0, 1, 2, 3, 4]
    assert (tree.child(1, "dobj"), tree.child(1, "agent"), tree.end(3)) == (3, None, 24)


@pytest.mark.parametrize(
    ("sentence", "lemmas"),
    [
        ("Italy won't send troops.", ["italy", "will", "not", "send", "troop", "."]),
        ("Spain has ruled it out.", ["spain", "have", "rule", "it", "out", "."]),
        ("We'll pay.", ["we", "will", "pay", "."]),
        ("They aren’t ready.", ["they", "be", "not", "ready", "."]),
        ("Allies are giving tanks.", ["ally", "be", "give", "tank", "."]),
    ],
)
def test_words_are_brought_to_their_base_forms(parse: Callable[[str], Tree], sentence: str, lemmas: list[str]) -> None:
    assert parse(sentence).lemmas == lemmas


@pytest.mark.parametrize("money", ["CA$1", "US$1", "A$1", "NZ$1", "$1", "€1", "£1"])
def test_a_currency_is_a_word_of_its_own(parse: Callable[[str], Tree], money: str) -> None:
    words = parse(f"It gave {money} billion.").words

    assert words == ["It", "gave", money[:-1], "1", "billion", "."]


def test_a_sentence_has_the_same_tree_alone_and_among_others(parser: Parser) -> None:
    sentences = ["Norway sent two frigates.", "Italy won't send troops.", "", "Who knows?"]

    assert list(parser.parse(sentences)) == [next(parser.parse([sentence])) for sentence in sentences]


def test_no_sentence_gives_no_tree_and_an_empty_one_gives_an_empty_tree(parser: Parser) -> None:
    assert list(parser.parse([])) == []
    assert list(parser.parse([""])) == [Tree([], [], [], [], [], [], [])]


def test_the_model_that_is_named_is_the_one_that_runs(parser: Parser) -> None:
    found = installed_model()

    assert found is not None
    assert parser.model == " ".join(found)


def test_a_missing_model_is_told_with_the_command_that_installs_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_module, "MODELS", ("no_such_model",))

    with pytest.raises(NoParserError, match=r"looked for no_such_model.*spacy download en_core_web_sm"):
        parse_module._load.__wrapped__(parsing=False)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_becomes_a_tree_whose_words_are_verbatim(parse: Callable[[str], Tree], text: str) -> None:
    tree = parse(text)

    assert [text[start : start + len(word)] for start, word in zip(tree.starts, tree.words, strict=True)] == tree.words
    assert all(token in tree.children[head] or token == head for token, head in enumerate(tree.heads))
