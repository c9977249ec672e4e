"""The book at a glance: counts, the matrix of stances, what hangs on what, families of copies."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pledgebook.model import Action, ConditionKind, Ledgered, Severity
from pledgebook.publish import rows
from pledgebook.publish.names import GROUP, name_of


@dataclass(frozen=True, slots=True)
class Cell:
    """What one actor holds towards one action: its pledge with the latest stance, and how many more there are."""

    pledge: rows.PledgeRow
    others: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One actor's line of the matrix; a cell is None where nobody reports anything."""

    actor: str
    name: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Actors by actions, the actors with most pledges first."""

    actions: tuple[Action, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class ActorPledges:
    """The pledges of one actor."""

    actor: str
    name: str
    rows: tuple[rows.PledgeRow, ...]


@dataclass(frozen=True, slots=True)
class Hanging:
    """The pledges that hang on one kind of condition."""

    kind: ConditionKind
    rows: tuple[rows.ConditionRow, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The book at a glance.

    Attributes:
        claims: How many claims the pledges rest on.
        originals: How many independent originals the reports go back to.
        families: Originals with more than one report.
        first: Earliest day that the book uses for a report; None if none is known.
        last: Latest such day.
        unread: Reports kept but not read for claims, being in another language.
    """

    pledges: tuple[rows.PledgeRow, ...]
    by_actor: tuple[ActorPledges, ...]
    findings: tuple[rows.FindingRow, ...]
    reports: tuple[rows.ReportRow, ...]
    families: tuple[rows.OriginRow, ...]
    hanging: tuple[Hanging, ...]
    matrix: Matrix
    claims: int
    originals: int
    actors: int
    severities: tuple[tuple[Severity, int], ...]
    first: str | None
    last: str | None
    unread: int


def overview(ledgered: Ledgered, reports: Sequence[rows.ReportRow]) -> Overview:
    """The book at a glance."""
    pledges = rows.pledge_rows(ledgered.pledges)
    findings = rows.gravest_first(rows.finding_rows(ledgered.findings))
    origins = rows.origin_rows(ledgered.origins)
    days = sorted(report.dated for report in reports if report.dated)
    return Overview(
        pledges=pledges,
        by_actor=by_actor(pledges),
        findings=findings,
        reports=tuple(reports),
        families=tuple(origin for origin in origins if origin.size > 1),
        hanging=hanging(rows.condition_rows(ledgered.pledges)),
        matrix=matrix(pledges),
        claims=sum(row.claims for row in pledges),
        originals=len(origins),
        actors=len({row.actor for row in pledges}),
        severities=tuple((severity, sum(row.severity is severity for row in findings)) for severity in Severity),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        unread=sum(not report.read_by for report in reports),
    )


def matrix(pledges: Sequence[rows.PledgeRow]) -> Matrix:
    """Actors by actions; where an actor has several pledges of one action, the one with the latest stance shows."""
    actions = tuple(action for action in Action if any(row.action is action for row in pledges))
    grid: dict[str, dict[Action, list[rows.PledgeRow]]] = defaultdict(lambda: defaultdict(list))
    for row in pledges:
        grid[row.actor][row.action].append(row)

    def shown(several: Sequence[rows.PledgeRow]) -> Cell | None:
        if not several:
            return None
        latest = max(several, key=lambda row: (row.since or "", row.origins, row.claims))
        return Cell(latest, len(several) - 1)

    def order(actor: str) -> tuple[int, int, str]:
        held = grid[actor]
        return (actor == GROUP, -sum(len(several) for several in held.values()), name_of(actor))

    return Matrix(
        actions,
        tuple(
            MatrixRow(actor, name_of(actor), tuple(shown(grid[actor].get(action, ())) for action in actions))
            for actor in sorted(grid, key=order)
        ),
    )


def by_actor(pledges: Iterable[rows.PledgeRow]) -> tuple[ActorPledges, ...]:
    """The pledges by actor in the order of their names, groups without a name last."""
    held: dict[str, list[rows.PledgeRow]] = defaultdict(list)
    for row in pledges:
        held[row.actor].append(row)
    order = sorted(held, key=lambda actor: (actor == GROUP, name_of(actor)))
    return tuple(ActorPledges(actor, name_of(actor), tuple(held[actor])) for actor in order)


def hanging(conditions: Iterable[rows.ConditionRow]) -> tuple[Hanging, ...]:
    """The conditions by kind."""
    by_kind: dict[ConditionKind, list[rows.ConditionRow]] = defaultdict(list)
    for row in conditions:
        by_kind[row.kind].append(row)
    return tuple(Hanging(kind, tuple(by_kind[kind])) for kind in ConditionKind if kind in by_kind)
