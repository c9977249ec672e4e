"""Trees of conditions in three-valued logic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.assess.logic import describe, evaluate, negate, replace_conditions, signed_conditions
from pledgebook.model import AllOf, Antecedent, AnyOf, AtLeast, Holds, Not, Truth

Y, N, U = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (Y, Y, Y, Y),
        (Y, N, N, Y),
        (Y, U, U, Y),
        (N, Y, N, Y),
        (N, N, N, N),
        (N, U, N, U),
        (U, Y, U, Y),
        (U, N, N, U),
        (U, U, U, U),
    ],
)
def test_and_and_or_are_kleenes_in_every_row_of_the_table(a: Truth, b: Truth, both: Truth, either: Truth) -> None:
    parts = (Holds("a"), Holds("b"))
    truths = {"a": a, "b": b}

    assert evaluate(AllOf(parts), truths) is both
    assert evaluate(AnyOf(parts), truths) is either


@pytest.mark.parametrize(("a", "contrary"), [(Y, N), (N, Y), (U, U)])
def test_the_contrary_of_unknown_is_unknown(a: Truth, contrary: Truth) -> None:
    assert negate(a) is contrary
    assert evaluate(Not(Holds("a")), {"a": a}) is contrary


@pytest.mark.parametrize(
    ("truths", "two_of_three"),
    [
        ((Y, Y, U), Y),
        ((Y, Y, N), Y),
        ((Y, U, U), U),
        ((Y, U, N), U),
        ((U, U, N), U),
        ((Y, N, N), N),
        ((U, N, N), N),
    ],
)
def test_two_of_three_is_settled_as_soon_as_the_rest_cannot_change_it(
    truths: tuple[Truth, Truth, Truth], two_of_three: Truth
) -> None:
    tree = AtLeast(2, (Holds("a"), Holds("b"), Holds("c")))

    assert evaluate(tree, dict(zip("abc", truths, strict=True))) is two_of_three


def test_a_condition_nobody_has_reported_on_is_unknown_and_not_false() -> None:
    assert evaluate(Holds("ceasefire"), {}) is U


def test_no_condition_at_all_always_holds_and_no_way_out_never_does() -> None:
    assert evaluate(AllOf(()), {}) is Y
    assert evaluate(AnyOf(()), {}) is N


def test_a_tree_is_told_in_plain_words() -> None:
    tree = AllOf((Holds("truce"), AtLeast(2, (Holds("a"), Not(Holds("b")), Holds("c")))))

    assert describe(tree, str) == "truce, and at least 2 of: a; that there is not: b; c"


trees: st.SearchStrategy[Antecedent] = st.recursive(
    st.sampled_from("abcd").map(Holds),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AtLeast((len(parts) + 1) // 2, tuple(parts))),
    ),
    max_leaves=8,
)
worlds = st.fixed_dictionaries({name: st.sampled_from(Truth) for name in "abcd"})


@given(trees, worlds, st.sampled_from("abcd"), st.sampled_from([Y, N]))
def test_learning_more_never_takes_back_what_was_settled(
    tree: Antecedent, world: dict[str, Truth], name: str, learnt: Truth
) -> None:
    before = evaluate(tree, world | {name: U})

    after = evaluate(tree, world | {name: learnt})

    assert before is U or after is before


@given(trees, worlds)
def test_a_tree_and_its_contrary_differ_in_every_world_that_settles_them(
    tree: Antecedent, world: dict[str, Truth]
) -> None:
    assert evaluate(Not(tree), world) is negate(evaluate(tree, world))


@given(trees, worlds)
def test_replacing_each_condition_by_itself_changes_nothing(tree: Antecedent, world: dict[str, Truth]) -> None:
    assert replace_conditions(tree, Holds) == tree


@given(trees, worlds, st.sampled_from("abcd"))
def test_a_condition_asked_for_in_one_sense_only_helps_in_that_sense(
    tree: Antecedent, world: dict[str, Truth], name: str
) -> None:
    asked = {sign for condition, sign in signed_conditions(tree) if condition == name}
    order = [N, U, Y]

    low, high = (order.index(evaluate(tree, world | {name: truth})) for truth in (N, Y))

    if asked <= {True}:
        assert low <= high
    if asked <= {False}:
        assert low >= high
