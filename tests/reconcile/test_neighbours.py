"""Comparing costs as much for the thousandth report as for the tenth, and finds the same copies."""

from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Reading
from pledgebook.reconcile.dating import carried_day
from pledgebook.reconcile.neighbours import Compared, compare_neighbours
from pledgebook.reconcile.origins import find_origins, is_copy
from pledgebook.reconcile.portrait import Portrait, draw
from pledgebook.reconcile.shelf import nearest_copies
from pledgebook.reconcile.words import common_order

Read = Callable[..., Reading]

WIRE = (
    "OSLO (Northwire) - Norway will put 7 billion kroner into air defence for Moldova, Prime Minister Jonas Gahr Store "
    "said on Monday, and Denmark promised 40 armoured vehicles by May. Sweden's Ulf Kristersson offered to train 2,000 "
    "recruits at a base near Boden. Finland, he said, had asked Brussels for another 300 million euros."
)
ELSEWHERE = (
    "NAIROBI - Kenya will send 1,000 police officers to Haiti once parliament has agreed, President William Ruto told "
    "reporters in Mombasa. Jamaica and Barbados offered 200 more, and Canada set aside CA$123 million for the mission."
)


def portraits(read: Read, wires: int, others: int) -> list[Portrait]:
    readings = [
        read(f"{kind}-{number:03}", f"{text} {number} readers wrote in.", published=f"2025-05-{5 + number % 9:02}")
        for kind, text, count in (("wire", WIRE, wires), ("other", ELSEWHERE, others))
        for number in range(count)
    ]
    return [draw(reading, carried_day(reading)) for reading in readings]


def comparisons(compared: tuple[Compared, ...]) -> Counter[str]:
    return Counter(pair.later.report for pair in compared)


def test_a_copy_of_a_wire_printed_everywhere_is_compared_with_a_few_of_the_others_only(read: Read) -> None:
    drawn = portraits(read, 120, 3)

    compared = compare_neighbours(drawn, is_copy)

    assert max(comparisons(compared).values()) <= 10
    groups = Counter(len(origin.reports) for origin in find_origins(drawn, compared))
    assert groups == {120: 1, 3: 1}


def test_a_small_family_is_compared_throughout(read: Read) -> None:
    drawn = portraits(read, 6, 0)

    assert len(compare_neighbours(drawn, is_copy)) == 15


def test_a_copy_in_a_large_family_has_its_first_and_its_nearest_beside_it() -> None:
    family = tuple(f"copy-{number:03}" for number in range(100))

    copies = nearest_copies([family])

    assert copies["copy-050"][0] == "copy-000"
    assert {"copy-049", "copy-051"} <= set(copies["copy-050"])
    assert {len(found) for found in copies.values()} <= {24, 25}


@given(
    st.lists(st.sampled_from("abcdef"), max_size=14),
    st.lists(st.sampled_from("abcdef"), max_size=14),
)
def test_the_heaviest_common_order_is_the_one_that_trying_everything_finds(first: list[str], second: list[str]) -> None:
    weight = {"a": 1.0, "b": 2.0, "c": 4.0, "d": 0.5, "e": 0.25, "f": 8.0}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place in range(len(second) - 1, -1, -1):
        places[second[place]].append(place)

    @cache
    def best(one: int, other: int) -> float:
        if one == len(first) or other == len(second):
            return 0.0
        if first[one] == second[other]:
            return weight[first[one]] + best(one + 1, other + 1)
        return max(best(one + 1, other), best(one, other + 1))

    assert common_order(first, places, weight) == best(0, 0)
