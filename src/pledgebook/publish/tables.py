"""Rows as tables for a terminal: aligned, stances coloured, readable at 100 columns.

Words of a report reach the terminal only through `plain`, so that no report can
move the cursor or change the colours of who reads it.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pledgebook.model import (
    Amount,
    Assessment,
    Chance,
    Claim,
    PledgeState,
    Quantity,
    Severity,
    Stance,
    Standing,
    Truth,
    is_blank,
)
from pledgebook.publish import rows, views, wording
from pledgebook.publish.names import GROUP, name_of
from pledgebook.publish.taken_down import told

STANCE_STYLES = {
    Stance.DONE: "bold cyan",
    Stance.COMMITTED: "cyan",
    Stance.WILLING: "blue",
    Stance.WEIGHING: "yellow",
    Stance.DECLINED: "red",
    Stance.ASKS: "magenta",
    Stance.BACKS: "green",
    Stance.OPPOSES: "bold red",
}
_UNKNOWN_SHOWN = 6
_SUM = re.compile(
    r"\D{0,4}\d[\d.,]*\s?(?:(?:[mb]|tr)illion|bn|tn|m)?"
    r"(?:\s(?:\w+\s)?(?:euros?|dollars?|pounds?|kroner|kronor|yen|won|zloty|hryvnias?))?",
    re.IGNORECASE,
)
"""An item that is no more than a sum of money."""

_SEVERITY_STYLES = {Severity.HIGH: "bold red", Severity.MEDIUM: "yellow", Severity.LOW: "dim"}
_STANDING_STYLES = {Standing.STANDS: "cyan", Standing.OPEN: "yellow", Standing.FALLS: "red"}
_VERBS = (
    (Standing.STANDS, "stands", "stand"),
    (Standing.OPEN, "is open", "are open"),
    (Standing.FALLS, "falls", "fall"),
)
_MET = {Truth.YES: Text("met", "cyan"), Truth.NO: Text("not met", "red"), Truth.UNKNOWN: Text("open", "yellow")}


def plain(words: str | None) -> str:
    r"""Words of a report as one line without control characters.

    >>> plain("Oslo\n\x1b[31mpledges")
    'Oslo �[31mpledges'
    """
    spaced = " ".join(told(words or "").split())
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in spaced)


def plain_text(words: str) -> str:
    """Words of a report, each character kept in its place unless they were taken down, control characters replaced."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in told(words))


def _table(*columns: str, right: Sequence[str] = (), fixed: Sequence[str] = (), wide: str = "") -> Table:
    """A table as wide as the terminal; fixed columns do not wrap, and the wide one takes the room that is left."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="bold", expand=bool(wide))
    for name in columns:
        table.add_column(
            name,
            justify="right" if name in right else "left",
            no_wrap=name in fixed,
            overflow="fold",
            ratio=1 if name == wide else None,
        )
    return table


table_of = _table
"""The same for the tables of other modules."""


def _stance(stance: Stance) -> Text:
    return Text(stance, STANCE_STYLES[stance])


def _toward(action: str, target: str | None) -> str:
    return f"{action} {plain(target)}" if target else action


def pledges(found: Sequence[rows.PledgeRow]) -> RenderableType:
    """Pledges by actor: what stance, to do what, on what condition, since when, from how many originals."""
    table = _table(
        *("Actor and id", "Stance", "What", "Hangs on", "Since", "From"),
        right=["From"],
        fixed=["Stance", "Since", "Hangs on", "From"],
        wide="What",
    )
    table.columns[0].max_width = 26
    table.caption = "From: how many independent originals the reports go back to"
    table.caption_justify = "left"
    for actor, group in groupby(found, key=lambda row: row.actor_name):
        table.add_row(Text(plain(actor), "bold"))
        for row in group:
            table.add_row(
                Text("  " + plain(row.id)),
                _stance(row.stance),
                _what(row),
                "\n".join(row.conditions),
                row.since or "undated",
                str(row.origins),
            )
    return table


def _what(row: rows.PledgeRow) -> Text:
    """Action and target, then the item, the sum and the count, none of them said twice."""
    what = Text.assemble((row.action, "bold"), f" → {plain(row.target)}" if row.target else "")
    money = wording.amount_in_words(Amount(row.amount, row.currency)) if row.amount and row.currency else ""
    item = "" if money and _SUM.fullmatch(plain(row.item)) else plain(row.item)
    count = wording.quantity_in_words(Quantity(row.quantity, row.unit or "")) if row.quantity else ""
    if row.unit and row.unit.casefold() in item.casefold():
        count = ""
    for part in (item, money, count):
        if part and plain(part).casefold() not in what.plain.casefold():
            what.append(f" · {plain(part)}")
    return what


def claims(found: Iterable[Claim]) -> RenderableType:
    """Claims, report by report: who, stance, action, the day it was said, and the sentence."""
    parts: list[RenderableType] = []
    for report, group in groupby(found, key=lambda claim: claim.report):
        table = _table(*("Actor", "Stance", "Action", "Said", "Sentence"), fixed=["Stance", "Said"], wide="Sentence")
        table.columns[0].max_width = table.columns[2].max_width = 16
        for claim in group:
            who = plain(
                claim.actor.text if claim.actor.code == GROUP and claim.actor.text else name_of(claim.actor.code)
            )
            table.add_row(
                Text.assemble(who, (f"\n{claim.id}", "dim")),
                _stance(claim.stance),
                _toward(claim.action, claim.target.code if claim.target else None),
                claim.said.when.iso if claim.said else "",
                _sentence(claim),
            )
        parts += [Text.assemble("\n", (plain(report), "bold")), table]
    return Group(*parts)


def _sentence(claim: Claim) -> Text:
    """The sentence on one line, the words that show stance and action in bold."""
    sentence = Text(plain_text(claim.evidence.text))
    for cue in (claim.stance_cue, claim.action_cue):
        if cue is not None and claim.evidence.span.covers(cue.span):
            start = claim.evidence.span.start
            sentence.stylize("bold", cue.span.start - start, cue.span.end - start)
    return sentence


def findings(found: Sequence[rows.FindingRow]) -> RenderableType:
    """Findings under the heading of their kind, the gravest kinds first."""
    parts: list[RenderableType] = []
    for kind, group in groupby(rows.gravest_first(found), key=lambda row: (row.severity, row.kind)):
        parts.append(
            Text.assemble("\n", (wording.FINDINGS[kind[1]], "bold"), "  ", (kind[0], _SEVERITY_STYLES[kind[0]]))
        )
        for row in group:
            line = Text.assemble((plain(row.report), "bold"), "  ", plain(row.says))
            if row.proposal:
                line.append(f"\nproposed: {plain(row.proposal)}", "cyan")
            if row.accepted_by:
                line.append(f"\naccepted by {plain(row.accepted_by)}", "green")
            shown = f"shown by: {', '.join(plain(other) for other in row.others)}  " if row.others else ""
            line.append(f"\n{shown}[{row.id}]", "dim")
            parts.append(Padding(line, (0, 0, 0, 2)))
    return Group(*parts)


def origins(found: Sequence[rows.OriginRow]) -> RenderableType:
    """Families of reports that go back to one text; reports of their own are only counted."""
    parts: list[RenderableType] = []
    for row in found:
        if row.size == 1:
            continue
        credit = f", crediting {plain(row.agency)}" if row.agency else ""
        parts.append(Text.assemble("\n", (f"{row.size} reports go back to one text{credit}", "bold")))
        for place, report in enumerate(row.reports):
            why = row.why[place - 1] if 0 < place <= len(row.why) else "the original, as far as the book knows"
            parts.append(Padding(Text.assemble(plain(report), "  ", (plain(why), "dim")), (0, 0, 0, 2)))
    alone = sum(row.size == 1 for row in found)
    if alone:
        parts.append(
            Text(f"\n{wording.counted(alone, 'report')} of their own" if alone > 1 else "\n1 report of its own")
        )
    return Group(*parts)


def conditions(found: Sequence[rows.ConditionRow]) -> RenderableType:
    """What pledges hang on, by kind of condition."""
    parts: list[RenderableType] = []
    for kind, group in groupby(found, key=lambda row: row.kind):
        held = list(group)
        title = f"hanging on {wording.CONDITIONS[kind]} ({kind}): {wording.counted(len(held), 'pledge')}"
        parts.append(Text.assemble("\n", (title, "bold")))
        table = _table(
            "Actor",
            "Stance",
            "Action",
            "In the report's words",
            "Id",
            fixed=["Stance", "Action"],
            wide="In the report's words",
        )
        for row in held:
            table.add_row(
                plain(row.actor_name),
                _stance(row.stance),
                _toward(row.action, row.target),
                plain(row.text),
                Text(plain(row.pledge), "dim"),
            )
        parts.append(table)
    return Group(*parts)


def reports(found: Sequence[rows.ReportRow]) -> RenderableType:
    """Reports: the day that the book uses and a day stated that cannot be, outlet, title, claims, findings, copies."""
    table = _table(
        *("Report", "Day", "Outlet and title", "Claims", "Findings", "Copies"),
        right=["Claims", "Findings", "Copies"],
        fixed=["Day", "Claims", "Findings", "Copies"],
        wide="Outlet and title",
    )
    table.columns[0].max_width = 22
    for row in found:
        day = Text(row.dated or "undated")
        if row.published and row.published != row.dated:
            day.append(f"\nnot {row.published}", "red")
        named = Text(plain(row.outlet) or "unknown")
        if row.title:
            named.append(f"\n{plain(row.title)}", "dim")
        if not row.read_by:
            named.append(f"\n{row.language}, kept but not read for claims", "yellow")
        table.add_row(plain(row.id), day, named, str(row.claims), str(row.findings or ""), str(row.copies or ""))
    return table


def pledge(page: views.PledgePage, stages: Sequence[tuple[str, str]] = ()) -> RenderableType:
    """One pledge: its facts, with those of ``stages`` by name, then each claim with day, stance, voice and sentence."""
    row = page.row
    target = f" for {plain(row.target_name)}" if row.target_name else ""
    parts: list[RenderableType] = [
        Text.assemble(
            (plain(row.actor_name), "bold"),
            ": ",
            _stance(row.stance),
            f" to {row.action}{target}",
            ("  " + plain(row.id), "dim"),
        ),
        Text(f"{wording.STANCES[row.stance].meaning.capitalize()}; since {row.since or 'no day that is known'}."),
    ]
    rests_on = (
        wording.counted(row.claims, "claim"),
        wording.counted(row.reports, "report"),
        wording.counted(row.origins, "independent original"),
    )
    facts = [
        ("what", plain(row.item)),
        ("sum", wording.amount_in_words(page.pledge.amount)),
        ("count", plain(wording.quantity_in_words(page.pledge.quantity))),
        *(("told as", plain(words)) for words in page.counts_told),
        *((str(link.kind).replace("_", " "), f"{link.pledge}: {plain(link.because)}") for link in page.pledge.links),
        ("holds", ", ".join(part.id for part in page.parts)),
        *(("hangs on", f"{wording.CONDITIONS[c.kind]}: “{plain(c.text)}”") for c in page.pledge.conditions),
        ("rests on", f"{rests_on[0]} in {rests_on[1]}, {rests_on[2]}"),
        ("stances", " → ".join(row.history)),
        *((name, plain(words)) for name, words in stages),
        *(("in doubt", f"{wording.FINDINGS[finding.kind]}: {plain(finding.says)}") for finding in page.findings),
    ]
    grid = Table.grid(padding=(0, 2))
    for name, fact in facts:
        if fact:
            grid.add_row(Text(name, "dim"), fact)
    parts += [Padding(grid, (1, 0, 0, 0)), Text("\nclaims, oldest first", "bold")]
    for view in page.claims:
        parts.append(Padding(_claim(view), (1, 0, 0, 2)))
    return Group(*parts)


def _claim(view: views.ClaimView) -> Text:
    claim = view.claim
    day = f"{view.said} (day of the report)" if view.said and view.said_by_report else view.said or "undated"
    line = Text.assemble(
        (day, "bold"), "  ", _stance(claim.stance), "  ", " → ".join(plain(name) for name in view.voice)
    )
    line.append(f"  [{plain(claim.report)}]\n", "dim")
    line.append("“")
    for piece in view.quote.pieces:
        if "quote" in piece.sorts:
            cue = f"bold underline {STANCE_STYLES[claim.stance].removeprefix('bold ')}" if "cue" in piece.sorts else ""
            line.append(plain_text(piece.text), cue)
    line.append("”")
    cues = [plain(cue.text) for cue in (claim.stance_cue, claim.action_cue) if cue and not is_blank(cue.text)]
    if cues:
        line.append(f"\nread from: {' · '.join(dict.fromkeys(cues))}", "dim")
    line.append(f"{'  ' if cues else chr(10)}claim {claim.id}", "dim")
    return line


def assessment(found: Assessment) -> RenderableType:
    """What an arrangement is worth in a scenario: conditions, requirements, then the pledges with the reason."""
    title = found.scenario.title or found.scenario.name
    parts: list[RenderableType] = [Text.assemble((found.arrangement, "bold"), f", supposing: {plain(title)}")]
    stated = _table("Condition", "Holds", "Why", fixed=["Holds"], wide="Why")
    known = [condition for condition in found.conditions if condition.truth is not Truth.UNKNOWN]
    for condition in known:
        why = plain(condition.why).removeprefix("which ").removeprefix("and ")
        stated.add_row(plain(condition.says), condition.truth, Text(why, "dim"))
    unknown = [plain(c.says) for c in found.conditions if c.truth is Truth.UNKNOWN and not c.stated_only]
    if unknown:
        stated.add_row(
            Text("\n".join(unknown[:_UNKNOWN_SHOWN])), Truth.UNKNOWN, Text("nobody has reported on them", "dim")
        )
    if len(unknown) > _UNKNOWN_SHOWN:
        stated.add_row(Text(f"and {len(unknown) - _UNKNOWN_SHOWN} more"), Truth.UNKNOWN)
    likely = ["Chance"] if found.scenario.chances else []
    needs = _table(
        *("Requirement", "Needed", "Certain", "Possible", *likely, ""),
        right=["Needed", "Certain", "Possible", *likely],
        fixed=["Needed", "Certain", "Possible", *likely],
        wide="Requirement",
    )
    for coverage in found.coverage:
        unit = coverage.unit if coverage.unit.isupper() else ""
        needs.add_row(
            plain(coverage.title),
            wording.measure_in_words(coverage.needed, plain(coverage.unit)),
            wording.measure_in_words(coverage.certain, unit),
            "unknown" if coverage.possible is None else wording.measure_in_words(coverage.possible, unit),
            *([_in_percent(coverage.chance)] if likely else []),
            _MET[coverage.met],
        )
    parts += [stated, needs]
    for standing, one, many in _VERBS:
        held = [state for state in found.pledges if state.state is standing]
        if held:
            title = (
                f"\n{len(held)} of {wording.counted(len(found.pledges), 'pledge')} {one if len(held) == 1 else many}"
            )
            parts += [Text(title, f"bold {_STANDING_STYLES[standing]}"), _held(held)]
    if found.left_out:
        parts.append(Text(f"{wording.counted(len(found.left_out), 'pledge')} not assessed (see --json)", "dim"))
    return Group(*parts)


def _in_percent(chance: Chance) -> str:
    """A chance as a percentage, or between two, without decimals; what is sampled begins with "about"."""
    low, high = _per_cent(chance.low), _per_cent(chance.high)
    return f"{'' if chance.exact else 'about '}{low if low == high else f'{low}-{high}'} %"


def _per_cent(chance: float) -> str:
    """What is not certain is never rounded to a certainty."""
    whole = f"{chance * 100:.0f}"
    if whole == "0" and chance > 0:
        return "<1"
    return ">99" if whole == "100" and chance < 1 else whole


def _held(states: Iterable[PledgeState]) -> Table:
    """Pledges of one standing with the reason that decides, those with the same reason together."""
    table = _table("Pledge", "Stance", "Because", fixed=["Pledge", "Stance"], wide="Because")
    reasons = ((plain(state.because[0].says).removeprefix(f"{state.state}: "), state) for state in states)
    before = ""
    for why, state in sorted(reasons, key=lambda pair: (len(pair[0]), pair[0], pair[1].pledge)):
        table.add_row(
            Text(plain(state.pledge)), _stance(state.stance), Text("as above", "dim") if why == before else Text(why)
        )
        before = why
    return table


def console(terminal: bool, width: int | None = None) -> Console:
    """A console on standard output: colours on a terminal only, 100 columns where there is none."""
    return Console(width=width or (None if terminal else 100), highlight=False, emoji=False, markup=False)
