"""How suppositions, chances and groups of requirements are written in an arrangement file."""

from collections.abc import Sequence
from decimal import Decimal

from pledgebook.assess.condition_names import find_condition, names_offered
from pledgebook.assess.toml_table import Table, near
from pledgebook.assess.trees import cycle_among
from pledgebook.model import AllOf, Chance, Condition, Group, Holds, Requirement, Scenario, Truth

_SUPPOSE = 'suppose = { ceasefire = "no" }'
_CHANCES = "chances = { ceasefire = 0.4, us_support = [0.3, 0.6] }"
_GROUP = 'at_least = 2\nof = ["land-force", "presence", "monitoring"]'


def read_truth(table: Table, key: str) -> Truth:
    """``yes``, ``no`` or ``unknown``; ``true`` and ``false`` will do.

    Raises:
        ArrangementError: Anything else.
    """
    value = table.take(key)
    if isinstance(value, bool):
        return Truth.YES if value else Truth.NO
    if value not in tuple(Truth):
        table.fail(f"{value!r} for {key!r}: expected yes, no or unknown", f'{key} = "yes"', key)
    return Truth(str(value))


def read_scenario(table: Table, name: str, conditions: Sequence[Condition]) -> Scenario:
    """What a table ``[scenario.NAME]`` supposes.

    Args:
        table: The table.
        name: Its short name.
        conditions: The conditions that may be named.

    Raises:
        ArrangementError: An unknown condition, one that follows from others, one named twice, no truth or no chance.
    """
    title = table.text("title", "No cease-fire", default="")
    named: set[str] = set()
    supposed = _by_condition(table.table("suppose", _SUPPOSE), _SUPPOSE, conditions, named)
    chances = _by_condition(table.table("chances", _CHANCES), _CHANCES, conditions, named)
    scenario = Scenario(
        name=name,
        supposed=tuple((condition, read_truth(inner, key)) for condition, inner, key in supposed),
        title=title,
        chances=tuple((condition, _chance(inner, key)) for condition, inner, key in chances),
    )
    table.done()
    return scenario


def _by_condition(
    inner: Table | None, example: str, conditions: Sequence[Condition], named: set[str]
) -> list[tuple[str, Table, str]]:
    if inner is None:
        return []
    derived = {condition.id for condition in conditions if condition.holds_when is not None}
    pairs = []
    for key in inner.keys_left():
        found = find_condition(key, conditions)
        if found is None:
            inner.fail(f"unknown condition {key!r}; {near(key, names_offered(conditions))}", example, key)
        if found in derived:
            inner.fail(f"{key!r} follows from other conditions: suppose those instead", example, key)
        if found in named:
            inner.fail(f"{found!r} is supposed twice", example, key)
        named.add(found)
        pairs.append((found, inner, key))
    return pairs


def _chance(table: Table, key: str) -> Chance:
    value = table.take(key)
    stated: list[object] = value if isinstance(value, list) else [value, value]
    ends = [float(end) for end in stated if isinstance(end, int | Decimal) and not isinstance(end, bool)]
    if len(stated) != 2 or len(ends) != 2:
        table.fail(f"{_shown(value)} for {key!r}: expected a chance from 0 to 1, or two", f"{key} = [0.3, 0.6]", key)
    low, high = ends
    if not 0 <= low <= high <= 1:
        table.fail(f"{_shown(value)} for {key!r}: expected 0 <= low <= high <= 1", f"{key} = [0.3, 0.6]", key)
    return Chance(low, high)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return str(value) if isinstance(value, Decimal) else repr(value)


def read_groups(tables: Sequence[tuple[str, Table]], requirements: Sequence[Requirement]) -> tuple[Group, ...]:
    """The tables ``[group.NAME]``, each after the groups it is made of.

    Args:
        tables: Their short names and tables.
        requirements: What may be named beside other groups.

    Raises:
        ArrangementError: A name that is taken or unknown, a count that the members cannot reach, groups in a circle.
    """
    taken = {requirement.name for requirement in requirements}
    known = [*taken, *(name for name, _ in tables)]
    groups = {}
    for name, table in tables:
        if name in taken:
            table.fail(f"{name!r} is a requirement already: a group needs a name of its own", "[group.whole-package]")
        groups[name] = _group(name, table, known)
    if cycle := cycle_among({name: AllOf(tuple(map(Holds, group.members))) for name, group in groups.items()}):
        dict(tables)[cycle[0]].fail(f"groups are made of one another in a circle: {' -> '.join(cycle)}", _GROUP)
    in_order: dict[str, Group] = {}

    def add(name: str) -> None:
        if name in groups and name not in in_order:
            for member in groups[name].members:
                add(member)
            in_order[name] = groups[name]

    for name in groups:
        add(name)
    return tuple(in_order.values())


def _group(name: str, table: Table, known: Sequence[str]) -> Group:
    title = table.text("title", "The whole package")
    source = table.text("source", "Paris, September 2025", default="")
    forms = [form for form in ("all", "any", "at_least") if table.has(form)]
    if len(forms) != 1:
        here = ", ".join(forms) or "none"
        table.fail(f"a group has exactly one of all, any, or at_least with of; here: {here}", _GROUP)
    key = "of" if forms == ["at_least"] else forms[0]
    members = table.texts(key, '["land-force", "presence"]')
    if not members:
        table.fail(f"missing {key!r}: expected the names of requirements", _GROUP)
    for member in members:
        if member not in known:
            table.fail(f"unknown requirement {member!r}; {near(member, known)}", f'{key} = ["{known[0]}"]', key, member)
    count = len(members) if key == "all" else 1
    if key == "of":
        wanted = table.take("at_least")
        if isinstance(wanted, bool) or not isinstance(wanted, int) or not 1 <= wanted <= len(members):
            table.fail(
                f"at_least = {_shown(wanted)} contradicts its list: expected a whole number from 1 to {len(members)}",
                f"at_least = {len(members)}",
                "at_least",
            )
        count = wanted
    table.done()
    return Group(name, title, count, members, source)
