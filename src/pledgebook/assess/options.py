"""Sets the options of an arrangement side by side."""

from collections.abc import Iterable, Sequence
from datetime import date

from pledgebook.assess.answer import answer
from pledgebook.assess.counting import is_opinion_on
from pledgebook.assess.judge import Judged, judge, stance_on
from pledgebook.assess.logic import conditions_in
from pledgebook.assess.reasons import places_of
from pledgebook.assess.toml_table import near
from pledgebook.errors import ValueFormatError
from pledgebook.model import (
    Arrangement,
    Breach,
    Comparison,
    Decision,
    HangsOn,
    Ledgered,
    Option,
    Requirement,
    Role,
    Scenario,
    Stance,
    Voice,
)

_IN_ORDER = tuple(Stance)


def compare(
    arrangement: Arrangement,
    ledgered: Ledgered,
    scenario: Scenario,
    names: Sequence[str] = (),
    *,
    as_of: date | None = None,
    decisions: Sequence[Decision] = (),
    breaches: Sequence[Breach] = (),
) -> Comparison:
    """Work out who is for and against each option, what it hangs on and what it is worth.

    Args:
        arrangement: Conditions, requirements and options.
        ledgered: What is worked out from the book.
        scenario: What is supposed.
        names: Requirements and groups to set side by side; empty for the arrangement's options.
        as_of: Judge by the stances and facts of that day; None judges by the latest.
        decisions: Those in force.
        breaches: Those that are known.

    Raises:
        ValueFormatError: There is no requirement or group of such a name.
    """
    known = [*(one.name for one in arrangement.requirements), *(one.name for one in arrangement.groups)]
    for name in names:
        if name not in known:
            raise ValueFormatError(f"{arrangement.name} has no requirement or group {name!r}; {near(name, known)}")
    judged = judge(arrangement, ledgered, scenario, as_of=as_of, decisions=decisions)
    found = answer(judged, arrangement, ledgered, scenario, as_of=as_of, breaches=breaches)
    coverage = {one.requirement: one for one in found.coverage}
    return Comparison(
        assessment=found,
        options=tuple(
            Option(
                coverage=coverage[name],
                voices=_voices(_members(name, arrangement), judged, arrangement, ledgered, as_of),
                hangs_on=_hangs_on(_members(name, arrangement), judged),
            )
            for name in names or arrangement.options or known
        ),
    )


def _members(name: str, arrangement: Arrangement) -> tuple[Requirement, ...]:
    """The requirement itself, or all that a group is made of."""
    groups = {group.name: group for group in arrangement.groups}
    if name in groups:
        inside = (one for member in groups[name].members for one in _members(member, arrangement))
        return tuple({one.name: one for one in inside}.values())
    return tuple(one for one in arrangement.requirements if one.name == name)


def _voices(
    requirements: Iterable[Requirement],
    judged: Judged,
    arrangement: Arrangement,
    ledgered: Ledgered,
    as_of: date | None,
) -> tuple[Voice, ...]:
    wanted = {requirement.name: requirement for requirement in requirements}
    own = {one.pledge.id for tally in judged.tallies if tally.requirement.name in wanted for one in tally.counted}
    found = {}
    for pledge in ledgered.pledges:
        stance = judged.stances[pledge.id] if pledge.id in own else stance_on(pledge, as_of)
        if stance is None or (pledge.id not in own and stance.is_own):
            continue
        if pledge.id in own or any(is_opinion_on(pledge, one, arrangement) for one in wanted.values()):
            found[pledge.id] = Voice(pledge.actor, stance, pledge.id, places_of(pledge, stance))
    return tuple(sorted(found.values(), key=lambda voice: (_IN_ORDER.index(voice.stance), voice.actor, voice.pledge)))


def _hangs_on(requirements: Iterable[Requirement], judged: Judged) -> tuple[HangsOn, ...]:
    wanted = {requirement.name for requirement in requirements}
    counted = [one for tally in judged.tallies if tally.requirement.name in wanted for one in tally.counted]
    pledges: dict[str, dict[str, bool]] = {}
    for pledge in dict.fromkeys(one.pledge.id for one in counted):
        for one in judged.tied[pledge].ties:
            for name in conditions_in(one.tree) if one.role is Role.ENABLES else ():
                stated = pledges.setdefault(name, {}).get(pledge, True)
                pledges[name][pledge] = stated and bool(one.rule) and not one.by
    return tuple(
        HangsOn(name, judged.conditions[name].says, tuple(held), all(held.values()))
        for name, held in sorted(pledges.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )
