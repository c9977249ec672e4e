"""Decisions as a table for a terminal."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pledgebook.model import DecisionKind
from pledgebook.publish.decision_rows import DecisionRow
from pledgebook.publish.tables import plain

_STATES = {"in force": "cyan", "undone": "dim", "adrift": "bold yellow"}
_VERBS = {
    DecisionKind.CONFIRM: "confirms",
    DecisionKind.REJECT: "rejects",
    DecisionKind.CORRECT: "corrects",
    DecisionKind.ADD: "adds",
    DecisionKind.MERGE: "merges",
    DecisionKind.SPLIT: "splits off",
    DecisionKind.SAME_ORIGIN: "holds for one original",
    DecisionKind.OTHER_ORIGINS: "holds for different originals",
    DecisionKind.DISMISS: "dismisses",
    DecisionKind.ACCEPT: "accepts",
    DecisionKind.REDACT: "takes down",
    DecisionKind.UNDO: "undoes",
}


def decisions(found: Sequence[DecisionRow]) -> RenderableType:
    """Decisions, oldest first: who decided what about what, when, why, and whether it is in force."""
    parts: list[RenderableType] = []
    for row in found:
        state = f"undone by {row.undone_by}" if row.undone_by else row.state
        line = Text.assemble(
            (f"{row.id:<4} ", "bold"),
            f"{plain(row.by)} {_VERBS[row.kind]} {', '.join(plain(name) for name in row.about)}",
            (f"  {row.at[:16].replace('T', ' ')}", "dim"),
        )
        line.append(f"  {state}", _STATES[row.state])
        parts.append(line)
        beside = [f"{row.field}: {plain(row.value)}" if row.field else plain(row.value)]
        beside += [f"in {', '.join(plain(report) for report in row.reports if report not in row.about)}"]
        beside += [f"because {plain(row.reason)}" if row.reason else ""]
        parts += [Padding(Text(words), (0, 0, 0, 5)) for words in beside if words.strip() not in ("", "in")]
    return Group(*parts)
