"""Writes what voids each requirement as fault trees, for the tools of safety engineers.

The form is the Open-PSA Model Exchange Format (version 2.0d, https://open-psa.github.io/mef/): one fault tree a requirement
and group, whose top gate of the same name says that it cannot be met. Basic events are conditions that fail; their
probability is given where the scenario gives the condition a single chance. That a sum stays below what is needed
becomes a network of gates, item by item: it does when the item adds no more than an amount and the rest stays below
what is then left.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import numpy as np

from pledgebook.assess.compiled import Compiled
from pledgebook.assess.deciders import helping_to_void, voiding
from pledgebook.assess.implicants import LiteralSet, Wish, smallest_sets
from pledgebook.assess.judge import judge
from pledgebook.assess.requirements import compile_all
from pledgebook.assess.sums import Figures, Sum
from pledgebook.errors import ValueFormatError
from pledgebook.model import Arrangement, Chance, Decision, Ledgered, Scenario

MOST_GATES = 20_000
"""A network of more gates than this is not written; the blockers are, if all are known."""

_Scope = tuple[int, ...]


def open_psa(
    arrangement: Arrangement,
    ledgered: Ledgered,
    scenario: Scenario,
    *,
    as_of: date | None = None,
    decisions: Sequence[Decision] = (),
) -> str:
    """What voids each requirement of an arrangement, as Open-PSA fault trees.

    Args:
        arrangement: Conditions and requirements.
        ledgered: What is worked out from the book.
        scenario: Gives the chances of conditions.
        as_of: Judge by the stances and facts of that day; None judges by the latest.
        decisions: Those in force.

    Raises:
        ValueFormatError: A requirement is too large for a network of gates and not all of its blockers are known.
    """
    judged = judge(arrangement, ledgered, scenario, as_of=as_of, decisions=decisions)
    questions = compile_all(arrangement, judged.tallies, judged.hinges)
    titles = {one.name: one.title for one in arrangement.requirements}
    titles |= {one.name: one.title for one in arrangement.groups}
    members = {group.name: (group.count, group.members) for group in arrangement.groups}
    says = {state.id: state.says for state in judged.conditions.values()}
    chances = {state.id: state.chance for state in judged.conditions.values()}
    return written(arrangement.title, questions, members, titles, says, chances)


def written(
    title: str,
    questions: Mapping[str, Compiled],
    groups: Mapping[str, tuple[int, Sequence[str]]],
    titles: Mapping[str, str],
    says: Mapping[str, str],
    chances: Mapping[str, Chance],
) -> str:
    """The same from questions about worlds.

    Args:
        title: Of the whole.
        questions: Requirements and groups by name, each group after its members.
        groups: For each group how many of which members must be met.
        titles: Of requirements and groups.
        says: The statement of each condition.
        chances: The chance of each condition.
    """
    root = Element("opsa-mef")
    SubElement(root, "label").text = title
    conditions = list(dict.fromkeys(name for one in questions.values() for name in one.names))
    identifiers = _identifiers([*questions, *(f"{name}-fails" for name in conditions)])
    names, fails = identifiers[: len(questions)], identifiers[len(questions) :]
    top, event_of = dict(zip(questions, names, strict=True)), dict(zip(conditions, fails, strict=True))
    for requirement, one in questions.items():
        tree = SubElement(root, "define-fault-tree", name=f"void-{top[requirement]}")
        SubElement(tree, "label").text = f"cannot be met: {titles.get(requirement, requirement)}"
        if requirement in groups:
            count, inside = groups[requirement]
            gates = [top[member] for member in inside]
            _enough_void(_gate(tree, top[requirement]), gates, len(gates) - count + 1)
        else:
            _requirement(tree, top[requirement], one, [event_of[name] for name in one.names])
    data = SubElement(root, "model-data")
    for name in conditions:
        event = SubElement(data, "define-basic-event", name=event_of[name])
        SubElement(event, "label").text = f"{name} fails: {says.get(name, name)}"
        chance = chances.get(name)
        if chance is not None and chance.low == chance.high:
            SubElement(event, "float", value=repr(1 - chance.low))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _identifiers(ids: Sequence[str]) -> list[str]:
    """Identifiers of the format: letters, digits, underscores and single hyphens; no two alike."""
    found: list[str] = []
    for name in ids:
        plain = re.sub(r"[^A-Za-z0-9_]+", "-", name).strip("-") or "x"
        unique, number = plain, 2
        while unique in found:
            unique, number = f"{plain}_{number}", number + 1
        found.append(unique)
    return found


def _gate(tree: Element, name: str) -> Element:
    return SubElement(tree, "define-gate", name=name)


def _enough_void(gate: Element, gates: Sequence[str], count: int) -> None:
    """Whether so many of some gates hold."""
    if len(gates) == 1:
        SubElement(gate, "gate", name=gates[0])
        return
    if count in (1, len(gates)):
        inside = SubElement(gate, "or" if count == 1 else "and")
    else:
        inside = SubElement(gate, "atleast", min=str(count))
    for name in gates:
        SubElement(inside, "gate", name=name)


def _requirement(tree: Element, name: str, one: Compiled, events: Sequence[str]) -> None:
    question = one.possible
    if isinstance(question, Sum) and not question.wide:
        network = _Network(question, one.senses)
        if network.fits:
            network.write(tree, name, events)
            return
    found = voiding(one)
    if not found.complete:
        raise ValueFormatError(
            f"{name!r} is too large for a fault tree: more than {MOST_GATES} gates, and blockers of more than "
            f"{found.order} conditions; leave out pledges or requirements, for example with a day: --as-of 2025-09-04"
        )
    _products(_gate(tree, name), found.sets, events)


def _products(parent: Element, sets: Sequence[LiteralSet], events: Sequence[str]) -> None:
    """One set after the other, all of each."""
    if not sets or sets == (frozenset(),):
        SubElement(parent, "constant", value="true" if sets else "false")
        return
    inside = SubElement(parent, "or") if len(sets) > 1 else parent
    for each in sets:
        literals = SubElement(inside, "and") if len(each) > 1 else inside
        for place, holding in sorted(each):
            SubElement(SubElement(literals, "not") if holding else literals, "basic-event", name=events[place])


class _Network:
    """Gates that say that the items from one on add less than there is room for."""

    def __init__(self, question: Sum, senses: Sequence[tuple[bool, bool]]) -> None:
        """Work out which gates there are."""
        self._senses = senses
        items = sorted(question.addends.items(), key=lambda item: (-int(item[1].max()), item[0]))
        self._items: list[tuple[_Scope, Figures]] = items
        self._levels = [[int(level) for level in np.unique(table)] for _, table in items]
        self._most = [0] * (len(items) + 1)
        for index in range(len(items) - 1, -1, -1):
            self._most[index] = self._most[index + 1] + self._levels[index][-1]
        self._top = question.needed
        self._gates: dict[tuple[int, int], None] = {}
        self.fits = self._collect()

    def _collect(self) -> bool:
        """Every gate that the top one stands on, in the order in which they are met; False if there are too many."""
        pending = [(0, self._top)]
        while pending:
            here = pending.pop()
            if here in self._gates or self._settled(*here) is not None:
                continue
            self._gates[here] = None
            if len(self._gates) > MOST_GATES:
                return False
            pending += [(here[0] + 1, here[1] - level) for level in self._levels[here[0]]]
        return True

    def _settled(self, index: int, room: int) -> bool | None:
        if room <= 0:
            return False
        return True if self._most[index] < room else None

    def write(self, tree: Element, name: str, events: Sequence[str]) -> None:
        """Write the top gate under a name, and all below it."""
        top = self._settled(0, self._top)
        if top is not None:
            SubElement(_gate(tree, name), "constant", value="true" if top else "false")
            return
        used: dict[tuple[int, int], None] = {}
        for index, room in self._gates:
            gate = _gate(tree, name if (index, room) == (0, self._top) else f"{name}-from{index}-below{room}")
            ways = SubElement(gate, "or")
            for level in self._levels[index]:
                rest = self._settled(index + 1, room - level)
                if rest is not False:
                    used |= dict.fromkeys(self._way(ways, name, index, room, level, rest))
        for index, level in used:
            scope, table = self._items[index]
            lone = Sum(level + 1, {tuple(range(len(scope))): table})
            senses = tuple(helping_to_void(self._senses[place]) for place in scope)
            found = smallest_sets(Wish(lone, False, senses), len(scope))
            _products(_gate(tree, f"{name}-item{index}-upto{level}"), found.sets, [events[place] for place in scope])

    def _way(
        self, ways: Element, name: str, index: int, room: int, level: int, rest: bool | None
    ) -> Iterator[tuple[int, int]]:
        """Write one way to stay below: the item adds no more than the level, the rest less than is left then."""
        bounded = level < self._levels[index][-1]
        if bounded:
            yield index, level
        inside = SubElement(ways, "and") if bounded and rest is None else ways
        if bounded:
            SubElement(inside, "gate", name=f"{name}-item{index}-upto{level}")
        if rest is None:
            SubElement(inside, "gate", name=f"{name}-from{index + 1}-below{room - level}")
        if not bounded and rest:
            SubElement(inside, "constant", value="true")
