"""Incidents, triggers and the monitoring report on a terminal, and the report as Markdown."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pledgebook.model import IncidentStatus, Trigger, Truth
from pledgebook.publish.incident_rows import (
    CountRow,
    IncidentRow,
    Monitoring,
    ObligationRow,
    VersionRow,
    range_in_words,
    share_in_words,
)
from pledgebook.publish.names import name_of
from pledgebook.publish.tables import STANCE_STYLES, plain, table_of
from pledgebook.publish.wording import counted, day_in_words

STATUS_STYLES = {
    IncidentStatus.VERIFIED: "bold red",
    IncidentStatus.CORROBORATED: "red",
    IncidentStatus.REPORTED: "yellow",
    IncidentStatus.DISPUTED: "magenta",
    IncidentStatus.DISMISSED: "dim",
}
_HEADINGS = {"side": "By side", "type": "By type", "place": "By place"}


def incidents(found: Sequence[IncidentRow]) -> RenderableType:
    """Incidents: day, who and whom, where and with what, how many hurt, status, from how many originals."""
    table = table_of(
        *("Day", "Incident", "Dead", "Wounded", "Status", "From"),
        right=["Dead", "Wounded", "From"],
        fixed=["Day", "Dead", "Wounded", "Status", "From"],
        wide="Incident",
    )
    table.caption = "From: how many independent originals the reports go back to"
    table.caption_justify = "left"
    for row in found:
        told = Text(_told(row))
        told.append(f"\n{plain(row.id)}", "dim")
        if row.breach_of:
            is_breach = row.status is IncidentStatus.VERIFIED
            told.append(
                f"\n{'breaks' if is_breach else 'would break'} {row.breach_of}", "red" if is_breach else "yellow"
            )
        table.add_row(
            row.day or "undated",
            told,
            range_in_words(row.killed_low, row.killed_high),
            range_in_words(row.wounded_low, row.wounded_high),
            Text(row.status, STATUS_STYLES[row.status]),
            str(row.origins),
        )
    return table


def _told(row: IncidentRow) -> str:
    against = f" against {plain(row.target_name)}" if row.target else ""
    where = f" at {plain(row.place)}" if row.place else ""
    means = f", {' and '.join(row.means)}" if row.means else ""
    return f"{plain(row.actor_name)}{against}{where}{means}"


def incident(row: IncidentRow) -> RenderableType:
    """One incident with each side's version in its words."""
    parts: list[RenderableType] = [
        Text.assemble((_told(row), "bold"), ("  " + plain(row.id), "dim")),
        Text.assemble((row.status, STATUS_STYLES[row.status]), f": {plain(row.because)}"),
    ]
    grid = Table.grid(padding=(0, 2))
    for name, fact in (
        ("day", row.day or "undated"),
        ("dead", range_in_words(row.killed_low, row.killed_high)),
        ("wounded", range_in_words(row.wounded_low, row.wounded_high)),
        ("breaks", row.breach_of or ""),
        ("reports", f"{', '.join(row.reports)}; {counted(row.origins, 'independent original')}"),
    ):
        if fact:
            grid.add_row(Text(name, "dim"), plain(fact))
    parts.append(Padding(grid, (1, 0, 0, 0)))
    for version in row.versions:
        parts.append(Text(f"\n{version_title(version)}", "bold"))
        parts += [
            Padding(Text.assemble(f"“{plain(place.text)}”", (f"  [{plain(place.report)}]", "dim")), (0, 0, 0, 2))
            for place in version.places
        ]
    return Group(*parts)


def version_title(version: VersionRow) -> str:
    """Whose word it is: "Russia denies it", "Ukraine says", "the reports say"."""
    side = plain(name_of(version.side)) if version.side else "the reports"
    return f"{side} denies it" if version.denies else f"{side} says" if version.side else f"{side} say"


def triggers(found: Sequence[Trigger], rows: Sequence[ObligationRow]) -> RenderableType:
    """What each trigger sets off: the guarantors, what they promised, on what else, and who must still decide."""
    parts: list[RenderableType] = []
    for trigger in found:
        active = trigger.truth is Truth.YES
        held = [row for row in rows if row.condition == trigger.condition]
        parts.append(
            Text.assemble("\n" if parts else "", (plain(trigger.says), "bold"), ("  " + trigger.condition, "dim"))
        )
        parts.append(Text(_has_come_about(trigger), "red" if active else ""))
        for breach in trigger.breaches:
            mark = "breach" if breach.is_verified else "candidate"
            where = breach.incident
            parts.append(
                Text(f"  {mark}: {where.id}, {where.status} ({where.because})", "red" if breach.is_verified else "")
            )
        if not held:
            parts.append(Text("nobody has promised anything for this case", "dim"))
            continue
        table = table_of("Guarantor", "Promise", "State", "Must still decide", fixed=["State"], wide="Promise")
        table.columns[0].max_width, table.columns[3].max_width = 20, 28
        table.title = "what falls due" if active else "what would fall due"
        table.title_justify = "left"
        for row in held:
            table.add_row(
                plain(row.actor_name), _promise(row), row.state, "\n".join(map(plain, row.deciders)) or "nobody"
            )
        parts.append(table)
    return Group(*parts) if parts else Text("the arrangement has no condition that makes pledges fall due")


def _has_come_about(trigger: Trigger) -> str:
    if trigger.truth is Truth.YES:
        return f"has come about: {plain(trigger.why).removeprefix('which ')}"
    if trigger.truth is Truth.NO:
        return f"has not come about: {plain(trigger.why).removeprefix('which ')}"
    candidates = sum(not breach.is_verified for breach in trigger.breaches)
    return f"is not known to have come about; {counted(candidates, 'candidate')} for a breach"


def _promise(row: ObligationRow) -> Text:
    told = Text.assemble((row.stance, STANCE_STYLES[row.stance]), f" {row.action}")
    if row.item:
        told.append(f" · {plain(row.item)}")
    told.append(f"\n{plain(row.pledge)}", "dim")
    for reason in row.hangs_on:
        told.append(f"\n{plain(reason)}")
    if row.inferred:
        told.append("\n(inferred: a promise to respond, though no report names the case)", "dim")
    if row.places:
        told.append(f"\n“{plain(row.places[-1].text)}” [{plain(row.places[-1].report)}]", "dim")
    return told


def monitoring(found: Monitoring) -> RenderableType:
    """A monitoring report: the counts by side, type and place, then the incidents."""
    parts: list[RenderableType] = [Text(title(found), "bold"), Text(summary(found))]
    for by, heading in _HEADINGS.items():
        held = [row for row in found.counts if row.by == by]
        if held:
            parts += [Text(f"\n{heading}", "bold"), _counts(held)]
    if found.incidents:
        parts += [Text("\nIncidents", "bold"), incidents(found.incidents)]
    return Group(*parts)


def title(found: Monitoring) -> str:
    """Of which days the report is."""
    days = day_in_words(found.last)
    return (
        f"Incidents of {days}" if found.first == found.last else f"Incidents of {day_in_words(found.first)} to {days}"
    )


def summary(found: Monitoring) -> str:
    """The whole in one line."""
    whole = found.whole
    told = f"{counted(whole.incidents, 'incident')}; verified {share_in_words(whole.verified, whole.incidents)}"
    if whole.disputed:
        told += f", disputed {whole.disputed}"
    if whole.killed_high is not None:
        told += f"; dead, as told: {range_in_words(whole.killed_low, whole.killed_high)}"
    if found.dismissed:
        told += f"; {found.dismissed} more dismissed"
    if found.undated:
        told += f"; {found.undated} of no known day left out"
    return told


def _counts(rows: Iterable[CountRow]) -> Table:
    names = ("", "Incidents", "Verified", "Corroborated", "Reported", "Disputed", "Dead")
    table = table_of(*names, right=names[1:], fixed=names[1:], wide="")
    for row in rows:
        table.add_row(plain(row.name), *_cells(row))
    return table


def _cells(row: CountRow) -> tuple[str, ...]:
    figures = (row.incidents, row.verified, row.corroborated, row.reported, row.disputed)
    return (*map(str, figures), range_in_words(row.killed_low, row.killed_high))


def monitoring_as_markdown(found: Monitoring) -> str:
    """The same report as Markdown, each incident with the versions in their words."""
    lines = [f"# {title(found)}", "", summary(found) + ".", ""]
    for by, heading in _HEADINGS.items():
        held = [row for row in found.counts if row.by == by]
        if held:
            lines += [
                f"## {heading}",
                "",
                f"| {by} | incidents | verified | corroborated | reported | disputed | dead |",
            ]
            lines += ["| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]
            lines += [f"| {' | '.join((_cell(row.name), *_cells(row)))} |" for row in held] + [""]
    if found.incidents:
        lines += ["## Incidents", ""]
    for row in found.incidents:
        lines += [f"### {_cell(_told(row))}", "", f"{row.day}, **{row.status}**: {_cell(row.because)} (`{row.id}`)", ""]
        for version, same in groupby(row.versions, key=version_title):
            lines += [
                f"- {_cell(version)}: “{_cell(place.text)}” ({_cell(place.report)})" for v in same for place in v.places
            ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _cell(words: str) -> str:
    """Words of a report that Markdown reads as nothing but words."""
    return "".join(f"\\{char}" if char in "\\|*_`[]<>#" else char for char in plain(words))
