"""Fault trees in the form of Open-PSA, read back."""

from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assess.brute_force import answers, by_splitting, column, everywhere, plain_pledge, requirements

from pledgebook.assess import assess, load_arrangement, open_psa, scenario_named, suppose
from pledgebook.assess.compiled import compiled, compiled_group
from pledgebook.assess.counting import Counted, Size
from pledgebook.assess.coverage import Tally, tally
from pledgebook.assess.hinge import Hinge
from pledgebook.assess.openpsa import written
from pledgebook.model import (
    Action,
    AllOf,
    Arrangement,
    Chance,
    Counting,
    Holds,
    Ledgered,
    Measure,
    Pledge,
    Requirement,
    Scenario,
    Stance,
    Truth,
)

MakePledge = Callable[..., Pledge]
MakeArrangement = Callable[..., Arrangement]
Case = tuple[Tally, dict[str, Hinge]]


class FaultTrees:
    """A reader of as much of the format as any tool must read."""

    def __init__(self, text: str) -> None:
        root = ElementTree.fromstring(text.encode())
        assert root.tag == "opsa-mef"
        self.gates = {gate.attrib["name"]: gate for gate in root.iter("define-gate")}
        self.events = {event.attrib["name"]: event for event in root.iter("define-basic-event")}
        self.trees = [tree.attrib["name"] for tree in root.iter("define-fault-tree")]
        assert len(self.gates) == len(list(root.iter("define-gate")))
        assert not set(self.gates) & set(self.events)

    def top(self, name: str, order: list[str]) -> int:
        """The worlds in which a gate comes about; in world ``w`` event ``i`` of the order has if bit ``i`` is set."""
        columns = {event: column(number, len(order)) for number, event in enumerate(order)}
        every = everywhere(len(order))
        known: dict[str, int] = {}

        def formula(node: Element) -> int:
            if node.tag == "basic-event":
                return columns[node.attrib["name"]]
            if node.tag == "constant":
                return every if node.attrib["value"] == "true" else 0
            if node.tag == "gate":
                return gate(node.attrib["name"])
            parts = [formula(inner) for inner in node]
            if node.tag == "not":
                (part,) = parts
                return every & ~part
            found = every if node.tag == "and" else 0
            if node.tag == "atleast":
                count = int(node.attrib["min"])
                return sum(1 << w for w in range(1 << len(order)) if sum(part >> w & 1 for part in parts) >= count)
            assert node.tag in ("and", "or"), node.tag
            for part in parts:
                found = found & part if node.tag == "and" else found | part
            return found

        def gate(name: str) -> int:
            if name not in known:
                (inside,) = self.gates[name]
                known[name] = formula(inside)
            return known[name]

        return gate(name)


def failing(question: int, count: int) -> set[frozenset[tuple[int, bool]]]:
    """The prime implicants, in failures."""
    return {frozenset((place, not holds) for place, holds in cube) for cube in by_splitting(question, count)}


def force_on(*names: str) -> Case:
    """A requirement that one pledge meets, should all these conditions hold."""
    pledge = plain_pledge(1, Stance.COMMITTED)
    counted = Counted(pledge, Truth.YES, Size(Decimal(5), Decimal(5), ""), frozenset(), frozenset())
    requirement = Requirement("force", "A force", Measure.TROOPS, Decimal(5), "troops", Counting((Action.DEPLOY,)))
    return tally(requirement, [counted]), {pledge.id: Hinge(Stance.COMMITTED, AllOf(tuple(map(Holds, names))))}


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(requirements(most=8))
def test_a_tree_read_back_has_the_cut_sets_of_its_requirement(case: Case) -> None:
    one = compiled(*case)
    _, possible = answers(*case, one.names)

    read = FaultTrees(written("T", {"force": one}, {}, {}, {}, {}))

    void = everywhere(len(one.names)) & ~possible
    assert by_splitting(read.top("force", [f"{name}-fails" for name in one.names]), len(one.names)) == failing(
        void, len(one.names)
    )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(requirements(most=5), min_size=2, max_size=3), st.data())
def test_a_group_read_back_is_void_where_too_few_of_its_requirements_can_be_met(
    cases: list[Case], data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(cases)))
    questions = {f"r{number}": compiled(*case) for number, case in enumerate(cases)}
    members = list(questions)
    group = compiled_group(count, list(questions.values()))

    read = FaultTrees(written("T", questions | {"all": group}, {"all": (count, members)}, {}, {}, {}))

    names = group.names
    possible = [answers(*case, names)[1] for case in cases]
    void = sum(1 << w for w in range(1 << len(names)) if sum(each >> w & 1 for each in possible) < count)
    assert by_splitting(read.top("all", [f"{name}-fails" for name in names]), len(names)) == failing(void, len(names))


def test_the_shipped_arrangement_is_written_with_its_blockers(make_pledge: MakePledge) -> None:
    arrangement = load_arrangement("ukraine-guarantees")
    book = Ledgered(
        pledges=(
            make_pledge("DEU", "willing", hangs_on={"us_support": "once Washington's part is clear"}, troops=10000),
            make_pledge("FRA", "willing", troops=10000, domains=("land",)),
            make_pledge("GBR", "willing", troops=10000, hangs_on={"ceasefire": "in the event of a ceasefire"}),
        )
    )
    scenario = suppose(arrangement, [("us_support", Chance(0.25, 0.25)), ("ceasefire", Truth.YES)])

    read = FaultTrees(open_psa(arrangement, book, scenario))

    land_force = assess(arrangement, book, scenario).coverage[0]
    order = sorted(read.events)
    cut_sets = by_splitting(read.top("land-force", order), len(order))
    told = {frozenset(order[place].removesuffix("-fails") for place, _ in cube) for cube in cut_sets}
    assert told == {frozenset(name.replace("(", "-").strip(")") for name in one) for one in land_force.blockers.sets}
    assert {("ceasefire",), ("us_support",)} <= set(land_force.blockers.sets)
    assert read.events["us_support-fails"].find("float").attrib == {"value": "0.75"}  # type: ignore[union-attr]
    assert read.events["ratification-DEU-fails"].find("float") is None
    assert "approval by the parliament of DEU" in (read.events["ratification-DEU-fails"].findtext("label") or "")
    assert len(read.trees) == len(arrangement.requirements) + len(arrangement.groups)


def test_ids_that_come_to_one_identifier_are_kept_apart() -> None:
    tallied, hinges = force_on("consent(RUS)", "consent-RUS")

    read = FaultTrees(written("T", {"consent-RUS-fails": compiled(tallied, hinges)}, {}, {}, {}, {}))

    assert sorted(read.events) == ["consent-RUS-fails_2", "consent-RUS-fails_3"]
    assert "consent-RUS-fails" in read.gates


def test_an_arrangement_without_chances_is_written_without_them(make_arrangement: MakeArrangement) -> None:
    arrangement = make_arrangement('[scenario.truce]\nsuppose = { ceasefire = "unknown" }')

    text = open_psa(arrangement, Ledgered(), scenario_named(arrangement, "truce"))

    assert text.startswith("<?xml")
    assert FaultTrees(text).top("land-force", []) == 1


@pytest.mark.parametrize("tag", ["opsa-mef", "define-fault-tree", "define-gate"])
def test_every_level_of_the_format_is_there(make_arrangement: MakeArrangement, tag: str) -> None:
    assert f"<{tag}" in open_psa(make_arrangement(), Ledgered(), Scenario("test"))
