"""Suppositions as a user types them, and the scenarios they make."""

import re
from collections.abc import Iterable

from pledgebook.assess.actors import code_of_name
from pledgebook.assess.condition_names import family_of, find_condition, names_offered, one_of_family
from pledgebook.assess.toml_table import near
from pledgebook.errors import ValueFormatError
from pledgebook.model import Arrangement, Chance, ConditionKind, Scenario, Truth

_WORDS: dict[str, Truth] = {
    "yes": Truth.YES,
    "true": Truth.YES,
    "no": Truth.NO,
    "false": Truth.NO,
    "unknown": Truth.UNKNOWN,
    "open": Truth.UNKNOWN,
}


_CHANCE = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*(%)?")


def parse_supposition(text: str) -> tuple[str, Truth | Chance]:
    """Read ``ceasefire=yes``, or a chance: ``ceasefire=0.4``, ``us_support=30%..60%``.

    Raises:
        ValueFormatError: No condition, no ``=``, or what is neither a truth nor a chance.

    Example:
        >>> parse_supposition("us_support = no")
        ('us_support', <Truth.NO: 'no'>)
        >>> parse_supposition("us_support=30%..60%")
        ('us_support', Chance(low=0.3, high=0.6, exact=True))
    """
    name, equals, word = text.rpartition("=")  # the last one: others_join(>=26)=yes
    word = word.strip().casefold()
    given = _WORDS.get(word) or _chance(word)
    if not equals or not name.strip() or given is None:
        raise ValueFormatError(
            f"cannot read {text!r} as a supposition; write a condition, = and yes, no, unknown or a chance, "
            "for example 'ceasefire=yes' or 'ratification(DEU)=no' or 'us_support=0.3..0.6'"
        )
    return name.strip(), given


def _chance(word: str) -> Chance | None:
    """A chance from 0 to 1 or in per cent, or two of them; None where it is none."""
    ends = [_CHANCE.fullmatch(end.strip()) for end in word.split("..")]
    if not 1 <= len(ends) <= 2 or None in ends:
        return None
    values = [float(end[1]) / (100 if end[2] else 1) for end in ends if end is not None]
    return Chance(values[0], values[-1]) if 0 <= values[0] <= values[-1] <= 1 else None


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


def suppose(
    arrangement: Arrangement, pairs: Iterable[tuple[str, Truth | Chance]], base: Scenario | None = None
) -> Scenario:
    """A scenario of what a user supposes, on top of another where one is given.

    A later pair goes before an earlier one. Besides the arrangement's conditions, a condition that only
    reports state can be named as the assessment prints it: ``other(can-deploy-ukr)``.

    Raises:
        ValueFormatError: No such condition, or one that follows from others.
    """
    given: dict[str, Truth | Chance] = {**dict(base.supposed), **dict(base.chances)} if base is not None else {}
    own: dict[str, str] = {}
    for name, truth in pairs:
        found = condition_named(name, arrangement)
        given[found] = truth
        own[found] = f"{found}={_in_short(truth)}"
    name = "+".join([base.name, *own.values()] if base is not None else own.values()) or "as-known"
    return Scenario(
        name=name,
        supposed=tuple((condition, truth) for condition, truth in given.items() if isinstance(truth, Truth)),
        title=base.title if base is not None and not own else "",
        chances=tuple((condition, chance) for condition, chance in given.items() if isinstance(chance, Chance)),
    )


def condition_named(name: str, arrangement: Arrangement) -> str:
    """The id of the condition of that name: one of the arrangement's, or one that only reports state.

    Raises:
        ValueFormatError: No such condition, or one that follows from others.
    """
    found = find_condition(name, arrangement.conditions) or _stated_in_reports(name, arrangement)
    if found is None:
        hint = near(name, names_offered(arrangement.conditions))
        raise ValueFormatError(f"{arrangement.name} has no condition {name!r}; {hint}")
    if any(condition.id == found and condition.holds_when is not None for condition in arrangement.conditions):
        raise ValueFormatError(f"{name!r} follows from other conditions of {arrangement.name}; name those instead")
    return found


def _in_short(given: Truth | Chance) -> str:
    if isinstance(given, Truth):
        return given.value
    return f"{given.low:g}" if given.low == given.high else f"{given.low:g}..{given.high:g}"


def _stated_in_reports(name: str, arrangement: Arrangement) -> str | None:
    """The name itself where it has the form of a condition that only reports state."""
    kind, who = family_of(name) or ("", "")
    if kind in {condition.id for condition in arrangement.conditions if condition.each_actor}:
        code = code_of_name(who)
        example = f"write a code, for example '{one_of_family(kind, 'DEU')}'"
        hint = f"did you mean '{one_of_family(kind, code)}'?" if code else example
        raise ValueFormatError(f"{name!r} names no known actor; {hint}")
    return name if kind in tuple(ConditionKind) and not who.startswith(">") else None
