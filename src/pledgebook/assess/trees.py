"""How a tree of conditions is written in an arrangement file, and how conditions may follow from one another."""

from collections.abc import Mapping, Sequence

from pledgebook.assess.condition_names import find_condition, names_offered
from pledgebook.assess.logic import conditions_in
from pledgebook.assess.toml_table import Table, near
from pledgebook.model import AllOf, Antecedent, AnyOf, AtLeast, Condition, Holds, Not

EXAMPLE = '{ any = ["ceasefire", { not = "attack_after_ceasefire" }] }'
FORMS = ("all", "any", "not", "at_least")


def read_tree(table: Table, key: str, value: object, conditions: Sequence[Condition]) -> Antecedent:
    """Read ``"ceasefire"``, a list (all of them), or a table with ``all``, ``any``, ``not`` or ``at_least`` and ``of``.

    Args:
        table: Where the value stands, for complaints.
        key: Its key there.
        value: What stands there.
        conditions: The conditions that may be named.

    Raises:
        ArrangementError: No such form, an unknown condition, or a count that the parts cannot reach.
    """
    if isinstance(value, str):
        found = find_condition(value, conditions)
        if found is None:
            table.fail(
                f"unknown condition {value!r}; {near(value, names_offered(conditions))}",
                f"{key} = {EXAMPLE}",
                key,
                value,
            )
        return Holds(found)
    if isinstance(value, list):
        return AllOf(_parts(table, key, value, conditions))
    if not isinstance(value, dict):
        table.fail(f"{value!r} for {key!r}: expected a condition or a tree of conditions", f"{key} = {EXAMPLE}", key)
    if set(value) not in ({"not"}, {"all"}, {"any"}, {"at_least", "of"}):
        table.fail(
            f"a tree of conditions has exactly one of all, any, not, or at_least with of; here: {', '.join(value)}",
            f"{key} = {EXAMPLE}",
            key,
        )
    if "not" in value:
        return Not(read_tree(table, key, value["not"], conditions))
    if "all" in value:
        return AllOf(_parts(table, key, value["all"], conditions))
    if "any" in value:
        return AnyOf(_parts(table, key, value["any"], conditions))
    parts = _parts(table, key, value["of"], conditions)
    count = value["at_least"]
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= len(parts):
        table.fail(
            f"at_least = {count!r} contradicts its list: expected a whole number from 1 to {len(parts)}",
            f"{{ at_least = {len(parts)}, of = [...] }}",
            key,
        )
    return AtLeast(count, parts)


def _parts(table: Table, key: str, value: object, conditions: Sequence[Condition]) -> tuple[Antecedent, ...]:
    if not isinstance(value, list) or not value:
        table.fail(f"{value!r} in {key!r}: expected a list of conditions", f"{key} = {EXAMPLE}", key)
    return tuple(read_tree(table, key, part, conditions) for part in value)


def cycle_among(definitions: Mapping[str, Antecedent]) -> tuple[str, ...]:
    """The first conditions found to follow from themselves, in order and closed; empty when there are none.

    >>> cycle_among({"a": Holds("b"), "b": Not(Holds("a"))})
    ('a', 'b', 'a')
    """
    finished: set[str] = set()

    def search(name: str, above: tuple[str, ...]) -> tuple[str, ...]:
        if name in above:
            return (*above[above.index(name) :], name)
        if name in finished or name not in definitions:
            return ()
        for inner in conditions_in(definitions[name]):
            if cycle := search(inner, (*above, name)):
                return cycle
        finished.add(name)
        return ()

    for name in definitions:
        if cycle := search(name, ()):
            return cycle
    return ()
