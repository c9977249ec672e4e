"""What a promise hangs on. [[marked words]] are the condition that is expected."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.extract.arguments import Scene
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.conditions import bind, conditions_of, find_conditions, kind_of, named_condition
from pledgebook.extract.parse import Tree
from pledgebook.model import Action, ConditionKind, Stance

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
    ("sentence", "action", "words"),
    [
        ("Washington will lead the monitoring of any truce.", Action.MONITOR, "any truce"),
        ("They will watch over a future ceasefire from the air.", Action.MONITOR, "a future ceasefire"),
        ("Washington will lead the monitoring of the border.", Action.MONITOR, None),
        ("Norway would treat an armed attack on Finland as its own.", Action.GUARANTEE, "an armed attack on Finland"),
        ("Norway would send troops after an attack.", Action.DEPLOY, None),
    ],
)
def test_what_an_act_is_about_is_its_condition_where_the_act_has_no_other(
    sentence: str, action: Action, words: str | None
) -> None:
    found = named_condition(sentence, action, Stance.COMMITTED)

    assert (found and sentence[found.start : found.end]) == words


def test_a_condition_binds_the_nearer_of_two_promises(look: Callable[..., tuple[Scene, Candidate]]) -> None:
    sentence = "Norway will pay, and Japan will send ships if parliament agrees."
    scene, pays = look(sentence, "Norway", "pay")
    _, sends = look(sentence, "Japan", "send")
    (condition,) = find_conditions(scene.tree, sentence)

    bound = [(pays, Stance.COMMITTED, Action.FUND), (sends, Stance.COMMITTED, Action.DEPLOY)]
    assert bind(scene.tree, sentence, bound, [condition]) == [[], [condition]]


@pytest.mark.parametrize("stance", [Stance.DONE, Stance.ASKS])
def test_what_is_done_and_what_is_asked_of_others_hangs_on_nothing(
    look: Callable[..., tuple[Scene, Candidate]], stance: Stance
) -> None:
    sentence = "Norway will send ships if parliament agrees."
    scene, sends = look(sentence, "Norway", "send")

    assert bind(scene.tree, sentence, [(sends, stance, Action.DEPLOY)], find_conditions(scene.tree, sentence)) == [[]]


@pytest.mark.parametrize(
    ("sentence", "actor", "content", "stance", "found"),
    [
        ("Norway will hold the assets until Russia pays.", "Norway", "hold", Stance.COMMITTED, 1),
        ("Norway will send ships until Russia pays.", "Norway", "send", Stance.COMMITTED, 0),
        ("Norway will not send ships until Russia pays.", "Norway", "send", Stance.DECLINED, 1),
    ],
)
def test_until_binds_a_refusal_and_a_promise_that_lasts(
    look: Callable[..., tuple[Scene, Candidate]], sentence: str, actor: str, content: str, stance: Stance, found: int
) -> None:
    scene, candidate = look(sentence, actor, content)

    (bound,) = bind(scene.tree, sentence, [(candidate, stance, Action.SANCTION)], find_conditions(scene.tree, sentence))

    assert len(bound) == found


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
