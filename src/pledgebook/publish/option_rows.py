"""Options side by side, and requirements scenario by scenario, as flat rows and as Markdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pledgebook.model import (
    AnyOf,
    Arrangement,
    Assessment,
    Comparison,
    Coverage,
    Holds,
    Ledgered,
    Option,
    Pledge,
    Report,
    Share,
    Stance,
    Standing,
    Truth,
    When,
)
from pledgebook.publish.wording import measure_in_words

MET = {Truth.YES: "met", Truth.NO: "not met", Truth.UNKNOWN: "open"}
_GIVES = (Stance.DONE, Stance.COMMITTED, Stance.WILLING)


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option.

    Attributes:
        gives: Codes of those who have done it, will or would.
        weighs: Of those who might.
        asks: Of those who ask for it.
        backs: Of those who back it without giving anything.
        declines: Of those who will not.
        opposes: Of those who oppose it.
        met: Whether it is met; None for unknown.
        possible: None when no bound is known.
        hangs_on: Ids of the conditions, the commonest first.
        single_points: Conditions whose failing alone voids it.
        blockers: Sets of conditions whose failing voids it.
        needs: Sets of conditions whose holding meets it.
    """

    name: str
    title: str
    gives: tuple[str, ...]
    weighs: tuple[str, ...]
    asks: tuple[str, ...]
    backs: tuple[str, ...]
    declines: tuple[str, ...]
    opposes: tuple[str, ...]
    needed: Decimal
    unit: str
    certain: Decimal
    possible: Decimal | None
    met: bool | None
    gap: Decimal
    hangs_on: tuple[str, ...]
    single_points: tuple[str, ...]
    blockers: tuple[tuple[str, ...], ...]
    needs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """How far one requirement is met in one scenario."""

    requirement: str
    title: str
    scenario: str
    needed: Decimal
    unit: str
    certain: Decimal
    possible: Decimal | None
    met: bool | None


def option_row(option: Option) -> OptionRow:
    """One option as a row; who gives is not told again as weighing."""
    found = option.coverage
    gives = option.held_by(*_GIVES)
    weighs = tuple(actor for actor in option.held_by(Stance.WEIGHING) if actor not in gives)
    return OptionRow(
        name=found.requirement,
        title=found.title,
        gives=gives,
        weighs=weighs,
        asks=option.held_by(Stance.ASKS),
        backs=option.held_by(Stance.BACKS),
        declines=option.held_by(Stance.DECLINED),
        opposes=option.held_by(Stance.OPPOSES),
        needed=found.needed,
        unit=found.unit,
        certain=found.certain,
        possible=found.possible,
        met=_met(found.met),
        gap=found.gap,
        hangs_on=tuple(one.condition for one in option.hangs_on),
        single_points=found.single_points,
        blockers=found.blockers.sets,
        needs=found.needs.sets,
    )


def option_rows(comparison: Comparison) -> tuple[OptionRow, ...]:
    """The options in their order."""
    return tuple(option_row(option) for option in comparison.options)


def scenario_rows(assessments: Sequence[Assessment], names: Sequence[str] = ()) -> tuple[ScenarioRow, ...]:
    """Each requirement in each scenario; only those named, if any are."""
    return tuple(
        ScenarioRow(
            *(one.requirement, one.title, found.scenario.name, one.needed, one.unit),
            *(one.certain, one.possible, _met(one.met)),
        )
        for found in assessments
        for one in found.coverage
        if not names or one.requirement in names
    )


def _met(truth: Truth) -> bool | None:
    return {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}[truth]


def worth(coverage: Coverage) -> str:
    """What is certain and what is possible, and whether that is enough.

    >>> from pledgebook.model import Deciders
    >>> none = Deciders((), 0, True)
    >>> worth(Coverage("a", "A", Decimal(9), "troops", Decimal(2), Decimal(5), Truth.NO, Decimal(7), (), none, none))
    '2 to 5, not met'
    """
    unit = coverage.unit if coverage.unit.isupper() else ""
    low = measure_in_words(coverage.certain, unit)
    if coverage.possible is None:
        return f"{low} to unknown, {MET[coverage.met]}"
    high = measure_in_words(coverage.possible, unit)
    return f"{low if low == high else f'{low} to {high}'}, {MET[coverage.met]}"


def scenarios_as_markdown(
    assessments: Sequence[Assessment],
    ledgered: Ledgered,
    arrangement: Arrangement,
    names: Sequence[str] = (),
    focus: str = "",
    named_only: Mapping[str, str] | None = None,
) -> str:
    """A table of requirements by scenarios; each figure opens to the pledges, reports and words that it is made of.

    Args:
        assessments: One a scenario, of one arrangement and book.
        ledgered: What was worked out from the book.
        arrangement: The arrangement.
        names: Only these requirements; empty for all.
        focus: A requirement whose single points of failure are told; empty for none.
        named_only: Reports whose words are not to be printed, by id, each with how it is named instead.
    """
    shown = [one for one in assessments[0].coverage if not names or one.requirement in names]
    heads = [_cell(found.scenario.title or found.scenario.name) for found in assessments]
    lines = [f"| requirement | needed | {' | '.join(heads)} |", f"| --- | ---: |{' --- |' * len(heads)}"]
    for one in shown:
        cells = [f"[{worth(_of(found, one.requirement))}](#{one.requirement})" for found in assessments]
        needed = measure_in_words(one.needed, one.unit)
        lines.append(f"| {_cell(one.title)} | {needed} | {' | '.join(cells)} |")
    if focus:
        lines += ["", "## Which single failure voids it", "", *_failures(_of(assessments[0], focus), arrangement)]
    lines += ["", "## Where the figures come from", ""]
    lines.append(
        "State of each pledge in the scenarios of the table, from left to right: ● stands, ◐ is open, ○ falls."
    )
    for one in shown:
        lines += ["", f"### {one.requirement}", "", f"{_cell(one.title)}."]
        if one.members:
            made_of = ", ".join(f"[{member}](#{member})" for member in one.members)
            lines += ["", f"Asks for {measure_in_words(one.needed, '')} of: {made_of}."]
        elif not one.shares:
            lines += ["", "No pledge counts towards it."]
        else:
            lines += ["", *_pledges(one, assessments, ledgered, named_only or {})]
    return "\n".join(lines) + "\n"


def _of(found: Assessment, name: str) -> Coverage:
    return next(one for one in found.coverage if one.requirement == name)


def _failures(coverage: Coverage, arrangement: Arrangement) -> list[str]:
    says = {condition.id: condition.says for condition in arrangement.conditions}
    alone = [f"- `{name}`: {_cell(says.get(name.removeprefix('not '), name))}" for name in coverage.single_points]
    if alone:
        return [f"{_cell(coverage.title)}: each of these, failing alone, voids it whatever else holds.", "", *alone]
    named = {
        frozenset(part.condition for part in condition.holds_when.parts if isinstance(part, Holds)): condition.says
        for condition in arrangement.conditions
        if isinstance(condition.holds_when, AnyOf)
    }
    if coverage.blockers.sets == ((),):
        return [f"{_cell(coverage.title)}: it is void whatever holds, as too little is pledged."]
    sets = [
        " and ".join(f"`{name}`" for name in one)
        + (f", which is: no {_cell(whole.removeprefix('an ').removeprefix('a '))}" if whole else "")
        for one in coverage.blockers.sets
        for whole in [named.get(frozenset(one), "")]
    ]
    if not sets:
        return [f"{_cell(coverage.title)}: no failing of conditions voids it, as far as is known."]
    first = f"{_cell(coverage.title)}: no condition that fails alone voids it. These do, failing together:"
    return [first, "", *(f"- {one}" for one in sets)]


def named_instead(report: Report, day: When | None) -> str:
    """A report by outlet, day and id, where its words are not to be printed.

    >>> named_instead(Report("r1", "", "The Gazette"), When("2025-09-04")), named_instead(Report("r2", ""), None)
    ('The Gazette, 2025-09-04, r1', 'no outlet named, no day known, r2')
    """
    return f"{report.outlet or 'no outlet named'}, {day.iso if day else 'no day known'}, {report.id}"


def _pledges(
    coverage: Coverage, assessments: Sequence[Assessment], ledgered: Ledgered, named_only: Mapping[str, str]
) -> list[str]:
    marks = {Standing.STANDS: "●", Standing.OPEN: "◐", Standing.FALLS: "○"}
    states: dict[str, list[str]] = {}
    for found in assessments:
        for share in _of(found, coverage.requirement).shares:
            states.setdefault(share.pledge, []).append(marks[share.state])
    pledges = {pledge.id: pledge for pledge in ledgered.pledges}
    lines = ["| pledge | counts for | states | in the words of | told in |", "| --- | --- | --- | --- | --- |"]
    for share in coverage.shares:
        pledge = pledges[share.pledge]
        cells = (
            *(f"`{share.pledge}`", _counts_for(share), " ".join(states[share.pledge])),
            *(_words(pledge, named_only), _cell(", ".join(pledge.reports))),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _words(pledge: Pledge, named_only: Mapping[str, str]) -> str:
    """The latest sentence that voices the stance and may be printed; else the latest report that voices it, by name."""
    voicing = [claim for claim in pledge.claims if claim.stance is pledge.stance] or list(pledge.claims)
    printable = [claim for claim in voicing if claim.report not in named_only]
    if not printable:
        return _cell(named_only[voicing[-1].report])
    return f"“{_cell(printable[-1].evidence.text)}” ({_cell(printable[-1].report)})"


def _counts_for(share: Share) -> str:
    return _cell(share.says)


def _cell(words: str) -> str:
    """Words that Markdown reads as nothing but words, on one line."""
    return "".join(f"\\{char}" if char in "\\|*_`[]<>#" else char for char in " ".join(words.split()))
