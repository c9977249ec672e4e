"""Options side by side, and scenarios side by side, on a terminal."""

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pledgebook.assess import Change
from pledgebook.model import Assessment, Comparison, Option, Stance, Truth
from pledgebook.publish.names import name_of
from pledgebook.publish.option_rows import MET, option_row, worth
from pledgebook.publish.tables import plain
from pledgebook.publish.wording import measure_in_words

_STYLES = {Truth.YES: "cyan", Truth.NO: "red", Truth.UNKNOWN: "yellow"}
_MOST_ACTORS = 8
_MOST_CONDITIONS = 5


def comparison(found: Comparison) -> RenderableType:
    """One row an option: who is for it, who against, what it hangs on, how far it is met and what voids it."""
    table = _shared_out(("Option", 5), ("For it", 6), ("Against it", 4), ("Hangs on", 6), ("Worth", 5))
    for option in found.options:
        table.add_row(*_cells(option))
        table.add_section()
    scenario = found.assessment.scenario
    title = Text.assemble(
        (found.assessment.arrangement, "bold"), f", supposing: {plain(scenario.title or scenario.name)}"
    )
    return Group(title, table)


def _shared_out(*columns: tuple[str, int]) -> Table:
    """A table as wide as the terminal, whose columns have shares of it."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="bold", expand=True)
    for name, share in columns:
        table.add_column(name, ratio=share, overflow="fold")
    return table


def _cells(option: Option) -> tuple[Text | str, ...]:
    row = option_row(option)
    for_it = [("gives", row.gives), ("weighs", row.weighs), ("asks", row.asks), ("backs", row.backs)]
    against = [("declines", row.declines), ("opposes", row.opposes)]
    hangs_on = [f"{plain(one.says)} ({len(one.pledges)})" for one in option.hangs_on]
    return (
        Text.assemble((plain(row.title), "bold"), (f"\n{row.name}", "dim")),
        _who(for_it),
        _who(against),
        _listed(hangs_on, "; ", _MOST_CONDITIONS),
        Text.assemble(
            (worth(option.coverage), _STYLES[option.coverage.met]),
            f"\nof {measure_in_words(row.needed, plain(row.unit))}\n",
            (_voided_by(option), "dim"),
        ),
    )


def _voided_by(option: Option) -> str:
    blockers = option.coverage.blockers
    if blockers.sets == ((),):
        return "void whatever holds"
    alone = option.coverage.single_points
    if alone:
        return f"void if one fails: {_listed(alone)}"
    smallest = len(blockers.sets[0]) if blockers.sets else 0
    return f"voided by {smallest} together" if smallest else "nothing known voids it"


def _who(sides: Sequence[tuple[str, Sequence[str]]]) -> Text:
    told = Text()
    for verb, actors in sides:
        if actors:
            told.append("\n" if told else "")
            told.append(f"{verb}: ", "dim")
            told.append(_listed([plain(name_of(actor)) for actor in actors]))
    return told


def _listed(names: Sequence[str], between: str = ", ", most: int = _MOST_ACTORS) -> str:
    more = [f"and {len(names) - most} more"] if len(names) > most else []
    return between.join([*names[:most], *more])


def scenarios(found: Sequence[Assessment], names: Sequence[str] = ()) -> RenderableType:
    """One row a requirement, one column a scenario."""
    heads = [plain(one.scenario.title or one.scenario.name) for one in found]
    table = _shared_out(("Requirement", 4), ("Needed", 3), *((head, 3) for head in heads))
    for place, one in enumerate(found[0].coverage):
        if names and one.requirement not in names:
            continue
        cells = [Text(worth(each.coverage[place]), _STYLES[each.coverage[place].met]) for each in found]
        table.add_row(plain(one.title), measure_in_words(one.needed, plain(one.unit)), *cells)
    table.caption = f"{MET[Truth.UNKNOWN]}: what is certain is not enough, what is possible may be"
    table.caption_justify = "left"
    return Group(Text(found[0].arrangement, "bold"), table)


def changed(changes: Sequence[Change], stances: Sequence[tuple[str, Stance]]) -> RenderableType:
    """What supposed stances change, requirement by requirement."""
    told = ", ".join(f"{plain(who)} {stance}" for who, stance in stances)
    title = Text(f"\nwhat it changes that {told}", "bold")
    if not changes:
        return Group(title, Text("nothing"))
    table = _shared_out(("Requirement", 4), ("Needed", 3), ("As voiced", 3), ("As supposed", 3))
    for one in changes:
        before, after = (Text(worth(each), _STYLES[each.met]) for each in (one.before, one.after))
        needed = measure_in_words(one.after.needed, plain(one.after.unit))
        table.add_row(plain(one.after.title), needed, before, after)
    return Group(title, table)
