"""What a changed stance of one actor would do."""

from collections.abc import Callable

import pytest

from pledgebook.assess import assess, changes, parse_stance, suppose, with_stances
from pledgebook.errors import ValueFormatError
from pledgebook.model import Arrangement, Ledgered, Pledge, Stance, Truth

MakePledge = Callable[..., Pledge]
MakeArrangement = Callable[..., Arrangement]


@pytest.fixture
def book(make_pledge: MakePledge) -> Ledgered:
    return Ledgered(
        pledges=(
            make_pledge("CAN", "weighing", troops=10000, history=(("2025-08-24", "weighing"),)),
            make_pledge("CAN", "declined", "monitor"),
            make_pledge("CAN", "backs", number="-2"),
            make_pledge("FRA", troops=20000),
        )
    )


def test_an_actors_stance_changes_all_that_is_its_own(book: Ledgered) -> None:
    changed = with_stances(book, [parse_stance("Canada=committed")])

    assert [(one.id, one.stance.value) for one in changed.pledges] == [
        ("can-deploy", "committed"),
        ("can-monitor", "committed"),
        ("can-deploy-2", "backs"),
        ("fra-deploy", "committed"),
    ]


def test_a_pledges_id_changes_that_pledge_alone(book: Ledgered) -> None:
    changed = with_stances(book, [("can-deploy", Stance.DECLINED)])

    assert [one.stance.value for one in changed.pledges[:2]] == ["declined", "declined"]
    assert changed.pledges[1] == book.pledges[1]


def test_what_comes_to_something_else_is_told_before_and_after(
    book: Ledgered, make_arrangement: MakeArrangement
) -> None:
    arrangement = make_arrangement()
    known = suppose(arrangement, ())

    (force,) = changes(
        assess(arrangement, book, known), assess(arrangement, with_stances(book, [("CAN", Stance.COMMITTED)]), known)
    )

    assert (force.before.met, force.after.met) == (Truth.UNKNOWN, Truth.YES)
    assert [int(force.before.certain), int(force.after.certain)] == [20000, 30000]
    assert changes(assess(arrangement, book, known), assess(arrangement, book, known)) == ()


def test_misuse_is_answered_with_an_example(book: Ledgered) -> None:
    with pytest.raises(ValueFormatError, match="for example 'USA=declined'"):
        parse_stance("USA=opposes")
    with pytest.raises(ValueFormatError, match=r"no pledge 'can-deplo'.*did you mean 'can-deploy'"):
        with_stances(book, [("can-deplo", Stance.DECLINED)])
