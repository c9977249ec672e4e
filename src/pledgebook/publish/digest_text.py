"""The digest of what changed as text: for a terminal, and as Markdown; both hold the same lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pledgebook.model import Truth, When
from pledgebook.publish import rows, wording
from pledgebook.publish.tables import STANCE_STYLES, plain
from pledgebook.publish.views.digest import ConditionEvent, Digest, PledgeEvent

_MARKS = str.maketrans({mark: "\\" + mark for mark in "\\`*_[]<>#|"})


@dataclass(frozen=True, slots=True)
class Line:
    """One event.

    Attributes:
        who: Who it is about.
        told: What happened.
        quote: The sentence that says so; empty for a finding.
        source: Ids of report and pledge or finding.
    """

    who: str
    told: str
    quote: str
    source: str


@dataclass(frozen=True, slots=True)
class Section:
    """The events of one sort; ``more`` tells how many are left out."""

    title: str
    lines: tuple[Line, ...]
    more: int


def heading(found: Digest) -> str:
    """The digest's one line of figures."""
    what = "The book learnt" if found.learnt else "Said"
    span = f"since {_day(found.since)}" + (f", until {_day(found.until)}" if found.until else "")
    came = f"{wording.counted(found.reports, 'new report')} from {wording.counted(found.originals, 'new original')}"
    return f"{what} {span}: {came}." + ("" if sections(found, 1) else " Nothing changed.")


def _day(iso: str) -> str:
    return wording.when_in_words(When(iso)) if len(iso) <= len("2025-09-04") else iso


def sections(found: Digest, limit: int | None) -> tuple[Section, ...]:
    """The events in the order in which they matter, those sorts left out that have none."""
    listed: tuple[tuple[str, Sequence[Line]], ...] = (
        ("Reversed", [_pledge(event) for event in found.reversed]),
        ("Hardened", [_pledge(event) for event in found.hardened]),
        ("Softened", [_pledge(event) for event in found.softened]),
        ("Delivered", [_pledge(event) for event in found.delivered]),
        ("Conditions told to hold or not", [_condition(event) for event in found.met]),
        ("New pledges and refusals", [_pledge(event) for event in found.new]),
        ("New wishes and judgements", [_pledge(event) for event in found.positions]),
        ("New findings", [_finding(row) for row in found.findings]),
    )
    kept = limit if limit is not None else max(1, *(len(lines) for _, lines in listed))
    return tuple(
        Section(f"{title} ({len(lines)})", tuple(lines[:kept]), max(0, len(lines) - kept))
        for title, lines in listed
        if lines
    )


def _pledge(event: PledgeEvent) -> Line:
    turn = f"{event.before} → {event.stance}" if event.before and event.before is not event.stance else event.stance
    hanging = " and ".join(wording.CONDITIONS[kind] for kind in event.conditions)
    told = (
        f"{event.action} → {plain(event.target_name)}" if event.target_name else event.action,
        plain(event.what),
        f"if {hanging}" if hanging else "",
        wording.when_in_words(When(event.when) if event.when else None),
        f"{event.origins} originals" if event.origins > 1 else "",
    )
    source = f"{plain(event.report)}, {plain(event.pledge)}"
    return Line(
        plain(event.actor_name), f"{turn}: " + " · ".join(part for part in told if part), plain(event.quote), source
    )


def _condition(event: ConditionEvent) -> Line:
    holds = "holds" if event.truth is Truth.YES else "does not hold"
    day = wording.when_in_words(When(event.when) if event.when else None)
    hanging = wording.counted(len(event.pledges), "pledge hangs", "pledges hang")
    return Line(
        wording.CONDITIONS[event.kind].capitalize(),
        f"{holds}, as told of {plain(event.by_name)}: {event.stance}, {event.action} · {day} · {hanging} on it",
        plain(event.quote),
        f"{plain(event.report)}, {plain(event.by)}",
    )


def _finding(row: rows.FindingRow) -> Line:
    proposed = f" Proposed: {plain(row.proposal)}." if row.proposal else ""
    return Line(
        wording.FINDINGS[row.kind].capitalize(), f"{row.severity}: {plain(row.says)}{proposed}", "", plain(row.report)
    )


def terminal(found: Digest, limit: int | None) -> RenderableType:
    """The digest for a terminal."""
    parts: list[RenderableType] = [Text(heading(found))]
    for section in sections(found, limit):
        parts.append(Text(f"\n{section.title}", "bold"))
        parts += [Padding(_drawn(line), (0, 0, 0, 2)) for line in section.lines]
        if section.more:
            parts.append(Padding(Text(f"and {section.more} more (--limit)", "dim"), (0, 0, 0, 2)))
    return Group(*parts)


def _drawn(line: Line) -> Text:
    text = Text.assemble((line.who, "bold"), "  ", line.told)
    for stance, style in STANCE_STYLES.items():
        text.highlight_regex(rf"(?<=  )(?:\w+ → )?{stance}(?=: )", style)
    text.append(f"\n“{line.quote}”  " if line.quote else "  ", "italic" if line.quote else "")
    text.append(f"[{line.source}]", "dim")
    return text


def markdown(found: Digest, limit: int | None) -> str:
    """The digest as Markdown."""
    lines = ["# What changed", "", _escaped(heading(found))]
    for section in sections(found, limit):
        lines += ["", f"## {section.title}", ""]
        lines += list(_items(section.lines))
        if section.more:
            lines.append(f"- and {section.more} more")
    return "\n".join(lines) + "\n"


def _items(found: Iterable[Line]) -> Iterable[str]:
    for line in found:
        quote = f" “{_escaped(line.quote)}”" if line.quote else ""
        yield f"- **{_escaped(line.who)}** {_escaped(line.told)}.{quote} ({_escaped(line.source)})".replace("..", ".")


def _escaped(words: str) -> str:
    return words.translate(_MARKS)
