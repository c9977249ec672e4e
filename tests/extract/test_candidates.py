"""Which actor may hold a stance towards which action: actors and words tied through the tree."""

from collections.abc import Callable

import pytest

from pledgebook.extract import Extractor
from pledgebook.extract.candidates import Candidate, find_candidates, head_of, token_range
from pledgebook.extract.extractor import prepare
from pledgebook.extract.lexicon import lexicon
from pledgebook.extract.parse import Tree
from pledgebook.model import Report

Ways = Callable[[str], set[tuple[str, ...]]]


@pytest.fixture(scope="module")
def ways(extractor: Extractor) -> Ways:
    """The actor, how it hangs on the first word, and the words from there to the content, of each candidate."""

    def found(sentence: str) -> set[tuple[str, ...]]:
        one = prepare(Report("report", sentence))
        (considered,) = extractor.consider(one)
        return {
            (
                one.mentions[considered.number][candidate.mention].text,
                candidate.relation,
                *(considered.tree.words[token] for token in candidate.chain),
            )
            for candidate in considered.candidates
        }

    return found


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("Norway sent ships.", ("Norway", "subj", "sent")),
        ("Canada has refused to rule out sending troops.", ("Canada", "subj", "refused", "rule", "sending")),
        ("Sweden is ready to send jets.", ("Sweden", "subj", "is", "ready", "send")),
        ("Troops were sent by Norway.", ("Norway", "agent", "sent")),
        ("Norway's pledge of two frigates was welcomed.", ("Norway", "poss", "pledge")),
        ("Officials of Norway agreed to send ships.", ("Officials of Norway", "subj", "agreed", "send")),
        ("The decision of France to deploy soldiers stands.", ("France", "prep:of", "decision", "deploy")),
        ("Paris announced a deployment of troops.", ("Paris", "subj", "announced", "deployment")),
    ],
)
def test_an_actor_is_tied_to_the_words_that_carry_the_content(ways: Ways, sentence: str, way: tuple[str, ...]) -> None:
    assert way in ways(sentence)


def test_each_actor_of_a_list_has_its_own_way() -> None:
    """See the next test for the words; here the tree alone."""
    tree = Tree(
        words=["Canada", "and", "Norway", "sent", "troops"],
        lemmas=["canada", "and", "norway", "send", "troop"],
        tags=["NNP", "CC", "NNP", "VBD", "NNS"],
        deps=["nsubj", "cc", "conj", "ROOT", "dobj"],
        heads=[3, 0, 0, 3, 3],
        starts=[0, 7, 11, 18, 23],
        children=[[1, 2], [], [], [0, 4], []],
    )

    assert find_candidates(tree, [0, 2], lexicon()) == [
        Candidate(0, "subj", (3,)),
        Candidate(0, "subj", (3, 4)),
        Candidate(1, "subj", (3,)),
        Candidate(1, "subj", (3, 4)),
    ]


def test_a_verb_with_a_subject_of_its_own_is_not_tied_to_the_first_subject(ways: Ways) -> None:
    assert ways("Norway agreed to send ships and Sweden refused.") == {
        ("Norway", "subj", "agreed"),
        ("Norway", "subj", "agreed", "send"),
        ("Norway", "subj", "agreed", "send", "ships"),
        ("Sweden", "subj", "refused"),
    }


def test_an_actor_without_a_code_is_no_candidate(parse: Callable[[str], Tree]) -> None:
    assert find_candidates(parse("Norway sent ships."), [None], lexicon()) == []


def test_a_place_in_the_text_is_turned_into_words_of_the_tree(parse: Callable[[str], Tree]) -> None:
    tree = parse("The United States sent ships.")

    assert token_range(tree, 0, 17) == (0, 3)
    assert token_range(tree, 5, 6) == (1, 2)
    assert token_range(tree, 17, 18) == (3, 3)
    assert token_range(tree, 200, 210) == (6, 6)


def test_the_head_of_a_name_is_the_word_that_the_others_hang_on(parse: Callable[[str], Tree]) -> None:
    tree = parse("The United States sent ships.")

    assert tree.words[head_of(tree, 0, 3)] == "States"
    assert tree.words[head_of(tree, 3, 4)] == "sent"


@pytest.mark.parametrize("joiner", [" and ", ", ", " of ", " to send "])
def test_the_number_of_ways_grows_no_faster_than_the_number_of_actors(ways: Ways, joiner: str) -> None:
    sentence = joiner.join(["Norway", "Sweden", "Denmark", "Finland", "Iceland"] * 8) + " agreed to send troops."

    assert len(ways(sentence)) <= 5 * 8 * 7 * 6
