"""Whom words that only point mean. [[marked words]] are the mention that is expected."""

import re

import pytest

from pledgebook.extract.actors import ActorMention, actors
from pledgebook.extract.anaphora import resolve
from pledgebook.extract.antecedents import antecedents
from pledgebook.extract.sentences import split_sentences
from pledgebook.extract.story import Story


def _at_mark(marked: str, issuer: str | None = None) -> list[ActorMention]:
    """The mentions that meet the marked words, after resolving."""
    mark = re.search(r"\[\[(.+?)\]\]", marked)
    assert mark is not None, "mark the words"
    text = marked.replace("[[", "").replace("]]", "")
    found = resolve(actors().find(text), text, split_sentences(text), official_body=issuer)
    return [m for m in found if m.span.start < mark.end() - 4 and mark.start() < m.span.end]


@pytest.mark.parametrize(
    ("marked", "code"),
    [
        ("ASEAN met in Jakarta. [[The bloc]] urged restraint.", "ASEAN"),
        ("ECOWAS froze the accounts. [[The regional bloc]] will lift that in May.", "ECOWAS"),
        ("The EU paid. The Arab League's Council met. [[The Council]] asked for talks.", "ARAB LEAGUE"),
        ("Kigali applied in May. [[The Fund]] will lend a billion.", "IMF"),
        ("The IAEA wrote to Tehran. [[The Agency]] wants access.", "IAEA"),
        ("NATO met in Vilnius. [[Allies]] agreed to send more.", "NATO"),
        ("Then [[allies]] agreed to send more.", "GROUP"),
        ("Moscow and Kyiv spoke. [[The three]] agreed to meet again.", "GROUP"),
    ],
)
def test_a_word_for_a_body_means_the_body_of_that_kind_named_last(marked: str, code: str) -> None:
    assert [m.code for m in _at_mark(marked)] == [code]


@pytest.mark.parametrize(
    "marked",
    [
        "India and Pakistan met. [[Both countries]] agreed to a truce.",
        "India and Pakistan met. [[The two]] agreed to a truce.",
        "India and Pakistan met. [[Each]] accused the other.",
        "India and Pakistan met. [[They]] agreed to a truce.",
    ],
)
def test_two_meant_together_are_a_mention_each(marked: str) -> None:
    assert [m.code for m in _at_mark(marked)] == ["IND", "PAK"]


def test_each_of_a_thing_is_nobody() -> None:
    assert _at_mark("India and Pakistan met. It took [[each missile]] down.") == []


@pytest.mark.parametrize(
    ("marked", "code"),
    [
        ("PRESIDENT TRUMP: We will meet again.\nPRESIDENT ZELENSKYY: [[We]] are ready.", "UKR"),
        ("QUESTION: Will you go? \nPRESIDENT ZELENSKYY: No.\nQUESTION: Why?\n[[We]] have no time.", "USA"),
        ("MS. BRUCE: [[We]] support the talks.", "USA"),
        ("[[We]] support the talks.", "USA"),
    ],
)
def test_the_we_of_a_transcript_is_whoever_has_the_word(marked: str, code: str) -> None:
    assert [m.code for m in _at_mark(marked, issuer="USA")] == [code]


@pytest.mark.parametrize(
    ("marked", "code"),
    [
        ("Canada will host. [[The Prime Minister]] spoke with Prime Minister Modi.", "GBR"),
        ("Germany joined us. [[The Secretary-General]] of the United Nations was there.", "UN"),
    ],
)
def test_a_states_own_text_means_its_own_office(marked: str, code: str) -> None:
    assert _at_mark(marked, issuer="GBR")[0].code == code


def test_a_title_is_not_passed_on_to_another_office_of_the_same_class() -> None:
    (mention,) = _at_mark("Finance Minister Christian Lindner paid. In Norway [[the trade minister]] waited.")

    assert mention.code == "NOR"


def test_the_ranking_sees_each_actor_once_with_how_it_was_named() -> None:
    text = "Norway will pay. Sweden waits for Norway. The government has not decided."
    mentions = [m for m in resolve(actors().find(text), text, split_sentences(text)) if m.kind != "role"]
    role = next(m for m in actors().find(text) if m.kind == "role")
    story = Story([*mentions, role], text, split_sentences(text), "", "")

    found = antecedents(story, len(mentions))

    assert [one.code for one in found] == ["NOR", "SWE"]
    assert {"d1", "name1", "n2", "top", "state"} <= set(found[0].marks)
    assert {"d1", "first-subject1", "n1"} <= set(found[1].marks)
