"""Reads an arrangement file: one that ships with Pledgebook, by name, or the user's own, by path.

The format is described in ``docs/how-to/write-an-arrangement.md``.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

from pledgebook.assess.actors import code_of_name, is_known, known_codes
from pledgebook.assess.condition_names import find_condition, names_offered
from pledgebook.assess.logic import conditions_in
from pledgebook.assess.scenarios import read_groups, read_scenario, read_truth
from pledgebook.assess.toml_table import Table, near
from pledgebook.assess.trees import EXAMPLE, FORMS, cycle_among, read_tree
from pledgebook.assess.worths import UNIT_VALUE, read_definitions, read_estimate, read_rates, read_unit_value
from pledgebook.errors import ArrangementError
from pledgebook.model import (
    Action,
    Antecedent,
    Arrangement,
    Condition,
    ConditionKind,
    Counting,
    Domain,
    Fact,
    Ledgered,
    Measure,
    Presumption,
    Requirement,
    Role,
    Stance,
    When,
)

_SHORT_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_FOLLOWS = 'any = ["ceasefire", "peace_deal"]'
_FACT = 'condition = "ceasefire"'
_UNITS = {
    Measure.TROOPS: "troops",
    Measure.EUR: "EUR",
    Measure.PRESENCE: "domains",
    Measure.PARTICIPATION: "parties",
    Measure.REPORTS: "reports",
}


def shipped_arrangements() -> tuple[str, ...]:
    """Names of the arrangements that ship with Pledgebook."""
    folder = files("pledgebook.data") / "arrangements"
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


def fitting_arrangement(ledgered: Ledgered) -> Arrangement:
    """The shipped arrangement that most pledges of a book are about; the first by name where none is.

    A pledge is about an arrangement where its target is the beneficiary or the adversary.
    """
    targets = Counter(pledge.target for pledge in ledgered.pledges if pledge.target)
    loaded = [load_arrangement(name) for name in shipped_arrangements()]
    return max(loaded, key=lambda one: targets[one.beneficiary] + (targets[one.adversary] if one.adversary else 0))


def load_arrangement(path_or_name: Path | str) -> Arrangement:
    """Read an arrangement by path, or one that ships with Pledgebook by name.

    A file of that path goes before a shipped arrangement of that name.

    Raises:
        ArrangementError: No such file or name, or the file says something impossible; with file, line,
            what was expected and an example.

    Example:
        >>> load_arrangement("ukraine-guarantees").beneficiary
        'UKR'
    """
    path = Path(path_or_name)
    if path.is_file():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError as error:
            raise ArrangementError(path, None, f"expected UTF-8 text, but byte {error.start} is none") from None
        except OSError as error:
            raise ArrangementError(path, None, f"cannot be opened: {error.strerror}") from None
        return read_arrangement(text, str(path))
    if str(path_or_name) in shipped_arrangements():
        name = f"{path_or_name}.toml"
        return read_arrangement((files("pledgebook.data") / "arrangements" / name).read_text("utf-8"), name)
    raise ArrangementError(
        path, None, f"no such file, and no arrangement of that name; {near(str(path), shipped_arrangements())}"
    )


def read_arrangement(text: str, file: str) -> Arrangement:
    """Read the text of an arrangement file.

    Args:
        text: The text.
        file: Its name, for complaints.

    Raises:
        ArrangementError: As in ``load_arrangement``.
    """
    top = Table.of_text(file, text)
    name = _short_name(top, top.text("name", Path(file).stem, default=Path(file).stem))
    title = top.text("title", "Security guarantees for Ukraine")
    beneficiary = _actor(top, "beneficiary", top.text("beneficiary", "UKR"))
    adversary = _actor(top, "adversary", top.text("adversary", "RUS")) if top.has("adversary") else None
    start, end = _period(top)
    conditions = _conditions(top)
    rates, rates_source = read_rates(top)
    requirements = tuple(
        _requirement(name, table) for name, table in top.named("requirement", "[requirement.land-force]")
    )
    groups = tuple((_short_name(table, name), table) for name, table in top.named("group", "[group.whole-package]"))
    arrangement = Arrangement(
        name=name,
        title=title,
        beneficiary=beneficiary,
        adversary=adversary,
        conditions=conditions,
        requirements=requirements,
        scenarios=tuple(
            read_scenario(table, _short_name(table, name), conditions)
            for name, table in top.named("scenario", "[scenario.no-ceasefire]")
        ),
        facts=_facts(top, conditions),
        presumptions=tuple(_presumption(table, conditions) for table in top.listed("presumption", "[[presumption]]")),
        rates=rates,
        rates_source=rates_source,
        start=start,
        end=end,
        groups=read_groups(groups, requirements),
        renewal_days=_renewal_days(top),
        unit_values=tuple(read_unit_value(name, table) for name, table in top.named("unit_value", UNIT_VALUE)),
        definitions=read_definitions(top),
        options=_options(top, [*(one.name for one in requirements), *(name for name, _ in groups)]),
    )
    top.done()
    if not arrangement.requirements:
        top.fail("an arrangement has at least one requirement", "[requirement.land-force]")
    return arrangement


def _short_name(table: Table, name: str) -> str:
    if not _SHORT_NAME.fullmatch(name):
        table.fail(f"{name!r} is no short name: lower-case letters, digits, - and _", "land-force", value=name)
    return name


def _actor(table: Table, key: str, code: str) -> str:
    if not is_known(code):
        named = code_of_name(code)
        hint = f"{code} is written {named!r}" if named else near(code, sorted(known_codes()))
        table.fail(f"unknown actor {code!r}: expected an ISO 3166 alpha-3 or body code; {hint}", '"DEU"', key, code)
    return code


def _actors(table: Table, key: str) -> tuple[str, ...]:
    return tuple(_actor(table, key, code) for code in table.texts(key, '["RUS", "UKR"]'))


def _period(top: Table) -> tuple[When | None, When | None]:
    table = top.table("period", 'period = { from = "2025-09", to = "2027" }')
    if table is None:
        return None, None
    start, end = table.when("from"), table.when("to")
    table.done()
    if start and end and end.latest < start.earliest:
        table.fail(f"the period ends ({end.iso}) before it begins ({start.iso})", '{ from = "2025-09", to = "2027" }')
    return start, end


def _options(top: Table, known: Sequence[str]) -> tuple[str, ...]:
    """What is set side by side: names of requirements and groups; all of them where none is named."""
    names = top.texts("options", '["land-force", "observers"]')
    for name in names:
        if name not in known:
            top.fail(f"unknown option {name!r}; {near(name, known)}", f'options = ["{known[0]}"]', "options", name)
    return names or tuple(known)


def _renewal_days(top: Table) -> int:
    days = top.number("renewal_days", "365")
    if days is not None and (days != days.to_integral_value() or days < 1):
        top.fail(f"renewal_days = {days}: expected a whole number of days", "renewal_days = 365", "renewal_days")
    return 365 if days is None else int(days)


def _conditions(top: Table) -> tuple[Condition, ...]:
    tables = top.named("condition", "[condition.ceasefire]")
    plain = tuple(_condition(name, table) for name, table in tables)
    defined = []
    for condition, (_, table) in zip(plain, tables, strict=True):
        tree = _definition(table, condition, plain)
        table.done()
        defined.append(condition if tree is None else replace(condition, holds_when=tree))
    trees = {condition.id: condition.holds_when for condition in defined if condition.holds_when is not None}
    if cycle := cycle_among(trees):
        table = dict(tables)[cycle[0]]
        table.fail(f"conditions follow from one another in a circle: {' -> '.join(cycle)}", _FOLLOWS)
    return tuple(defined)


def _condition(name: str, table: Table) -> Condition:
    kind = table.code("kind", ConditionKind, ConditionKind.CEASEFIRE)
    each = table.text("each", "actor", default="")
    says = table.text("says", "a cease-fire between Russia and Ukraine")
    if each not in ("", "actor"):
        table.fail(f"each = {each!r}: expected 'actor', or no such key", 'each = "actor"', "each")
    if each and "{actor}" not in says:
        table.fail("says must name {actor}: this is one condition for each actor", "approval in {actor}", "says")
    triggers = table.flag("triggers") if table.has("triggers") else kind is ConditionKind.ATTACK
    return Condition(
        id=_short_name(table, name),
        kind=kind,
        says=says,
        parties=_actors(table, "parties"),
        role=Role.TRIGGERS if triggers else Role.ENABLES,
        words=tuple(word.casefold() for word in table.texts("words", '["peace", "settlement"]')),
        each_actor=bool(each),
        source=table.text("source", "Zelensky, Paris, January 2026", default=""),
        enough=_enough(table, kind),
        actions=table.codes("actions", Action, Action.DEPLOY),
    )


def _enough(table: Table, kind: ConditionKind) -> int | None:
    wanted = table.number("enough", "10")
    if table.has("actions") and wanted is None:
        table.fail(
            "actions say what enough states must have undertaken", 'enough = 10\nactions = ["deploy"]', "actions"
        )
    if wanted is None:
        return None
    if kind is not ConditionKind.OTHERS_JOIN:
        table.fail(f"enough belongs to a condition of kind others_join, not {kind}", 'kind = "others_join"', "enough")
    if wanted != wanted.to_integral_value() or wanted < 1:
        table.fail(f"enough = {wanted}: expected a whole number of states", "enough = 10", "enough")
    if not table.has("actions"):
        table.missing("actions", "what they must have undertaken", 'actions = ["deploy"]')
    return int(wanted)


def _definition(table: Table, condition: Condition, conditions: Sequence[Condition]) -> Antecedent | None:
    forms = [form for form in FORMS if table.has(form)]
    if not forms:
        return None
    if len(forms) > 1:
        table.fail(f"a condition follows from one tree only; here: {', '.join(forms)}", _FOLLOWS, forms[1])
    if condition.each_actor:
        table.fail("a family with one condition for each actor cannot follow from others", 'each = "actor"', forms[0])
    form = forms[0]
    value: dict[str, object] = {form: table.take(form)}
    if form == "at_least":
        value["of"] = table.take("of")
    tree = read_tree(table, form, value, conditions)
    families = {family.id for family in conditions if family.each_actor}
    for name in conditions_in(tree):
        if name in families:
            table.fail(f"{name!r} is one condition for each actor: name the actor", f'"{name}(DEU)"', form, name)
    return tree


def _requirement(name: str, table: Table) -> Requirement:
    measure = table.code("measure", Measure, Measure.TROOPS)
    counts = Counting(
        actions=table.codes("actions", Action, Action.DEPLOY),
        targets=_actors(table, "targets"),
        domains=table.codes("domains", Domain, Domain.LAND),
        actors=_actors(table, "actors"),
        stances=table.codes("stances", Stance, Stance.COMMITTED),
        words=tuple(word.casefold() for word in table.texts("words", '["hubs"]')),
    )
    if not counts.actions:
        table.missing("actions", "which pledges count", 'actions = ["deploy"]')
    requirement = Requirement(
        name=_short_name(table, name),
        title=table.text("title", "A force on land"),
        measure=measure,
        needed=_needed(table, measure, counts),
        unit=table.text("unit", "Patriot systems", default=_UNITS.get(measure)),
        counts=counts,
        unstated=read_estimate(table),
        source=table.text("source", "the force that planners called the minimum", default=""),
    )
    table.done()
    return requirement


def _needed(table: Table, measure: Measure, counts: Counting) -> Decimal:
    needed = table.number("needed", "25000")
    most: int | None = None
    if measure is Measure.PRESENCE:
        most = len(counts.domains)
        if not counts.domains:
            table.fail("presence is counted by domain: name the domains", 'domains = ["land", "sea", "air"]', "measure")
    elif measure is Measure.PARTICIPATION and counts.actors:
        most = len(counts.actors)
    if needed is None:
        if most is None:
            table.missing("needed", "how much is enough", "needed = 25000")
        needed = Decimal(most)
    if needed <= 0:
        table.fail(
            f"needed = {needed}: a threshold of nothing is always met; expected more than 0", "needed = 25000", "needed"
        )
    if most is not None and needed > most:
        what = "domains" if measure is Measure.PRESENCE else "actors"
        table.fail(f"needed = {needed} contradicts the {most} {what} that can count", f"needed = {most}", "needed")
    return needed


def _facts(top: Table, conditions: Sequence[Condition]) -> tuple[Fact, ...]:
    found: dict[tuple[str, When | None], Fact] = {}
    derived = {condition.id for condition in conditions if condition.holds_when is not None}
    for table in top.listed("fact", "[[fact]]"):
        name = table.text("condition", "ceasefire")
        known = find_condition(name, conditions)
        if known is None:
            table.fail(f"unknown condition {name!r}; {near(name, names_offered(conditions))}", _FACT, "condition")
        if known in derived:
            table.fail(f"{name!r} follows from other conditions: state those instead", _FACT, "condition")
        fact = Fact(known, read_truth(table, "truth"), table.when("since"), table.text("source", "AFP", default=""))
        table.done()
        earlier = found.setdefault((fact.condition, fact.since), fact)
        if earlier.truth is not fact.truth:
            table.fail(f"{name!r} is both {earlier.truth} and {fact.truth} on one day", 'since = "2025-09-04"', "truth")
    return tuple(sorted(found.values(), key=lambda fact: fact.since.iso if fact.since else ""))


def _presumption(table: Table, conditions: Sequence[Condition]) -> Presumption:
    actions = table.codes("actions", Action, Action.DEPLOY)
    if not actions:
        table.fail("a presumption says of which actions it is presumed", 'actions = ["deploy"]')
    value = table.take("hangs_on")
    if value is None:
        table.fail("missing 'hangs_on': expected a condition or a tree of conditions", f"hangs_on = {EXAMPLE}")
    presumption = Presumption(
        actions=actions,
        hangs_on=read_tree(table, "hangs_on", value, conditions),
        says=table.text("says", "the coalition plans its force for the time after the fighting"),
        actors=_actors(table, "actors"),
        source=table.text("source", "Paris, September 2025", default=""),
    )
    table.done()
    return presumption
