"""Suppositions as a user types them, and the scenarios they make."""

from collections.abc import Iterable

from pledgebook.assess.actors import code_of_name
from pledgebook.assess.condition_names import family_of, find_condition, names_offered, one_of_family
from pledgebook.assess.toml_table import near
from pledgebook.errors import ValueFormatError
from pledgebook.model import Arrangement, ConditionKind, Scenario, Truth

_WORDS = {
    "yes": Truth.YES,
    "true": Truth.YES,
    "no": Truth.NO,
    "false": Truth.NO,
    "unknown": Truth.UNKNOWN,
    "open": Truth.UNKNOWN,
}


def parse_supposition(text: str) -> tuple[str, Truth]:
    """Read ``ceasefire=yes``.

    Raises:
        ValueFormatError: No condition, no ``=``, or a word that is no truth.

    Example:
        >>> parse_supposition("us_support = no")
        ('us_support', <Truth.NO: 'no'>)
    """
    name, equals, word = text.partition("=")
    if not equals or not name.strip() or word.strip().casefold() not in _WORDS:
        raise ValueFormatError(
            f"cannot read {text!r} as a supposition; write a condition, = and yes, no or unknown, "
            "for example 'ceasefire=yes' or 'ratification(DEU)=no'"
        )
    return name.strip(), _WORDS[word.strip().casefold()]


def scenario_named(arrangement: Arrangement, name: str) -> Scenario:
    """The arrangement's scenario of that name.

    Raises:
        ValueFormatError: There is none.
    """
    for scenario in arrangement.scenarios:
        if scenario.name == name:
            return scenario
    known = [scenario.name for scenario in arrangement.scenarios]
    raise ValueFormatError(f"{arrangement.name} has no scenario {name!r}; {near(name, known)}")


def suppose(arrangement: Arrangement, pairs: Iterable[tuple[str, Truth]], base: Scenario | None = None) -> Scenario:
    """A scenario of what a user supposes, on top of another where one is given.

    A later pair goes before an earlier one. Besides the arrangement's conditions, a condition that only
    reports state can be named as the assessment prints it: ``other(can-deploy-ukr)``.

    Raises:
        ValueFormatError: No such condition, or one that follows from others.
    """
    supposed = dict(base.supposed) if base is not None else {}
    own: list[str] = []
    derived = {condition.id for condition in arrangement.conditions if condition.holds_when is not None}
    for name, truth in pairs:
        found = find_condition(name, arrangement.conditions)
        found = found or _stated_in_reports(name, arrangement)
        if found is None:
            hint = near(name, names_offered(arrangement.conditions))
            raise ValueFormatError(f"{arrangement.name} has no condition {name!r}; {hint}")
        if found in derived:
            raise ValueFormatError(
                f"{name!r} follows from other conditions of {arrangement.name}; suppose those instead"
            )
        supposed[found] = truth
        own.append(f"{found}={truth}")
    name = "+".join([base.name, *own] if base is not None else own) or "as-known"
    return Scenario(name, tuple(supposed.items()), base.title if base is not None and not own else "")


def _stated_in_reports(name: str, arrangement: Arrangement) -> str | None:
    """The name itself where it has the form of a condition that only reports state."""
    kind, who = family_of(name) or ("", "")
    if kind in {condition.id for condition in arrangement.conditions if condition.each_actor}:
        hint = f"; did you mean '{one_of_family(kind, code)}'?" if (code := code_of_name(who)) else ""
        raise ValueFormatError(f"{name!r} names no known actor{hint}")
    return name if kind in tuple(ConditionKind) else None
