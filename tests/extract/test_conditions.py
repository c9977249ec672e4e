"""What a promise hangs on. [[marked words]] are the condition that is expected."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.extract.arguments import Scene
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.conditions import conditions_of, find_conditions, kind_of, watched_truce
from pledgebook.extract.parse import Tree
from pledgebook.model import ConditionKind

Kind = ConditionKind
Unmark = Callable[[str], Any]


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("Italy will send police [[once a ceasefire is in force]].", Kind.CEASEFIRE),
        ("Norway would send ships [[after a ceasefire]].", Kind.CEASEFIRE),
        ("[[If the fighting stops]], Norway will send ships.", Kind.CEASEFIRE),
        ("Sweden is ready to send jets [[in the event of a peace deal]].", Kind.PEACE_DEAL),
        ("Denmark's role [[depends on American support]].", Kind.US_SUPPORT),
        ("Spain will not send troops [[unless parliament approves]].", Kind.RATIFICATION),
        ("[[Provided that the Bundestag agrees]], Germany will deploy soldiers.", Kind.RATIFICATION),
        ("France will not send troops [[without a mandate from parliament]].", Kind.RATIFICATION),
        ("Turkey will send ships [[if Russia agrees]].", Kind.CONSENT),
        ("Japan would join [[if other countries do]].", Kind.OTHERS_JOIN),
        ("[[Should Russia attack again]], Poland would respond.", Kind.ATTACK),
        ("[[If Russia attacks again]], Poland will respond.", Kind.ATTACK),
        ("Greece would help [[at the request of Kyiv]].", Kind.REQUEST),
        ("Canada will pay [[if the harvest is good]].", Kind.OTHER),
        pytest.param(
            "Berlin would deploy troops [[only if the United States takes part]].",
            Kind.US_SUPPORT,
            marks=pytest.mark.xfail(strict=False, reason="the kind is read as other: 'takes part' is not in the table"),
        ),
        pytest.param(
            "Finland would send troops [[as long as the United States provides air cover]].",
            Kind.US_SUPPORT,
            marks=pytest.mark.xfail(strict=False, reason="the kind is read as other: 'air cover' is not in the table"),
        ),
        pytest.param(
            "[[Were Russia to attack]], Britain would send troops.",
            Kind.ATTACK,
            marks=pytest.mark.xfail(strict=False, reason="'were ... to' before a comma is not seen as a condition"),
        ),
    ],
)
def test_a_condition_is_found_with_its_words_and_its_kind(
    unmark: Unmark, parse: Callable[[str], Tree], marked: str, kind: ConditionKind
) -> None:
    text = unmark(marked)

    (found,) = find_conditions(parse(text.text), text.text)

    assert (text.text[found.start : found.end], found.kind) == (text.marks[0].text, kind)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway will send ships.",
        "Norway asked if Sweden would pay.",
        "Canada will pay as soon as possible.",
        "Norway will pay until the end of 2026.",
        "The European Union provided weapons to Kyiv in 2024.",
        "Britain will stand by Ukraine for as long as it takes.",
        "The once mighty fleet sailed.",
    ],
)
def test_words_that_only_look_like_a_condition_are_none(parse: Callable[[str], Tree], sentence: str) -> None:
    assert find_conditions(parse(sentence), sentence) == []


def test_two_conditions_of_one_sentence_are_kept_apart(unmark: Unmark, parse: Callable[[str], Tree]) -> None:
    text = unmark("[[If parliament approves]], Norway will send ships [[once a ceasefire is in force]].")

    found = find_conditions(parse(text.text), text.text)

    assert [(text.text[c.start : c.end], c.kind) for c in found] == [
        (text.marks[0].text, Kind.RATIFICATION),
        (text.marks[1].text, Kind.CEASEFIRE),
    ]


def test_a_condition_binds_the_promise_beside_it_and_not_the_actor_inside_it(
    look: Callable[..., tuple[Scene, Candidate]],
) -> None:
    sentence = "Turkey will send ships if Russia agrees."
    scene, promise = look(sentence, "Turkey", "send")
    _, inside = look(sentence, "Russia", "agrees")
    conditions = find_conditions(scene.tree, sentence)

    assert conditions_of(scene.tree, promise, conditions) == conditions
    assert conditions_of(scene.tree, inside, conditions) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("if there is a truce", Kind.CEASEFIRE),
        ("once a peace agreement is signed", Kind.PEACE_DEAL),
        ("with US backing", Kind.US_SUPPORT),
        ("subject to parliamentary approval", Kind.RATIFICATION),
        ("IF RUSSIA ATTACKS AGAIN", Kind.ATTACK),
        ("if it rains", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_the_words_of_a_condition_tell_its_kind(words: str, kind: ConditionKind) -> None:
    assert kind_of(words) is kind


@pytest.mark.parametrize(
    ("sentence", "truce"),
    [
        ("Washington will lead the monitoring of any truce.", "any truce"),
        ("They will watch over a future ceasefire from the air.", "a future ceasefire"),
        ("Washington will lead the monitoring of the border.", None),
    ],
)
def test_the_truce_that_is_watched_is_named(sentence: str, truce: str | None) -> None:
    found = watched_truce(sentence)

    assert (found and sentence[slice(*found)]) == truce


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["if", "unless", "once", "Norway", "pays", ",", "should", "Russia", "attack", "depends", "on",
                         "provided", "that", "parliament", "approves", "“", "”", "(", ")", "without", "troops", "."]),
        max_size=20,
    )
)  # fmt: skip
def test_conditions_are_verbatim_in_order_and_apart_in_any_heap_of_words(
    parse: Callable[[str], Tree], words: list[str]
) -> None:
    sentence = " ".join(words)

    found = find_conditions(parse(sentence), sentence)

    assert all(0 <= c.start < c.end <= len(sentence) for c in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
