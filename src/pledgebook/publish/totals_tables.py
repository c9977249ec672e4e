"""Totals as tables for a terminal: by actor, the sums that are counted, and those left out."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pledgebook.model import Amount, Definition
from pledgebook.publish import wording
from pledgebook.publish.tables import plain
from pledgebook.publish.views import CountedRow, RemovedRow, TotalRow, TotalsView, actors_in

HEADS = {
    Definition.ANNOUNCED: "announced",
    Definition.COMMITTED: "committed (Kiel)",
    Definition.ALLOCATED: "allocated (Kiel)",
    Definition.DELIVERED: "delivered (Kiel)",
    Definition.FTS_PLEDGED: "pledged (FTS)",
    Definition.FTS_COMMITTED: "committed (FTS)",
    Definition.FTS_PAID: "paid (FTS)",
}


def by_actor(view: TotalsView) -> RenderableType:
    """Who gives how much under each definition: in euro, then in the currencies of record, then what is unknown."""
    table = _table("Who", *(HEADS[definition] for definition in view.definitions), right=view.definitions)
    cells = {(row.actor, row.definition): row for row in view.totals}
    for actor in ("", *actors_in(view)):
        rows = [cells.get((actor, definition)) for definition in view.definitions]
        name = next((row.actor_name for row in rows if row is not None), "")
        style = "bold" if not actor else ""
        table.add_row(Text(plain(name), style), *(_total(row) for row in rows), end_section=not actor)
    notes = ["euro at the rate of the day each sum was first told; below it the sums as told"]
    if any(row.approximate for row in view.totals):
        notes.append("~ a yearly average served as a rate")
    if any(row.unknown for row in view.totals):
        notes.append("+ n unknown: pledges that state no sum; they are not nothing")
    if view.removed:
        many = wording.counted(len({(row.pledge, row.rule) for row in view.removed}), "sum")
        notes.append(f"{many} left out so that nothing counts twice: --removals shows each")
    return Group(table, *(Text(note, "dim") for note in notes))


def _total(row: TotalRow | None) -> Text:
    if row is None or not (row.pledges or row.unknown):
        return Text("–", "dim")
    cell = Text()
    if row.eur is not None:
        cell.append(("~ " if row.approximate else "") + _short(row.eur, "EUR"), "bold")
    foreign = [amount for amount in row.sums if amount.currency != "EUR"]
    if row.eur is None or foreign:
        for amount in row.sums:
            cell.append(("\n" if cell.plain else "") + _short(amount.value, amount.currency), "dim")
    if row.without_rate:
        cell.append(f"\n{wording.counted(len(row.without_rate), 'currency', 'currencies')} without a rate", "yellow")
    if row.unknown:
        cell.append(("\n" if cell.plain else "") + f"+ {row.unknown} unknown", "yellow")
    return cell


def counted(rows: Sequence[CountedRow]) -> RenderableType:
    """Every sum that is counted."""
    parts: list[RenderableType] = []
    for definition, group in groupby(rows, key=lambda row: row.definition):
        table = _table("Pledge", "Sum", "EUR", "First told", "Note", right=("Sum", "EUR"), wide="Note")
        table.title, table.title_justify, table.title_style = HEADS[definition], "left", "bold"
        for row in group:
            eur = _short(row.eur, "EUR") if row.eur is not None else "unknown"
            table.add_row(
                plain(row.pledge), _short(row.amount, row.currency), eur, row.day or "no day", "; ".join(_notes(row))
            )
        parts.append(table)
    return Group(*parts)


def _notes(row: CountedRow) -> list[str]:
    notes = [str(row.stance)]
    if row.hedge:
        notes.append(plain(row.hedge))
    if row.basis == "stated_worth":
        notes.append("goods, at the worth stated")
    if row.stated is not None:
        notes.append(f"the rest of {_short(row.stated, row.currency)}")
    if row.shared_with:
        notes.append(f"together with {', '.join(map(plain, row.shared_with))}")
    return notes


def removed(rows: Sequence[RemovedRow]) -> RenderableType:
    """Every sum that is left out and why, once for all the totals that leave it out."""
    alike: dict[tuple[str, str, Decimal, str | None], list[RemovedRow]] = {}
    for row in rows:
        alike.setdefault((row.pledge, row.rule, row.amount, row.counted_in), []).append(row)
    table = _table("Left out", "Sum", "Rule", "Why", "Of", right=("Sum",), wide="Why")
    for several in alike.values():
        row = several[0]
        table.add_row(
            plain(row.pledge),
            _short(row.amount, row.currency),
            str(row.rule).replace("_", " "),
            plain(row.says),
            "\n".join(HEADS[one.definition] for one in several),
        )
    return table


def _short(value: Decimal, currency: str) -> str:
    return wording.amount_in_words(Amount(Decimal(f"{value:.4g}") if abs(value) >= 1000 else value, currency))


def _table(*columns: str, right: Sequence[str] = (), wide: str = "") -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="bold", expand=bool(wide))
    heads = {HEADS.get(name, name) if isinstance(name, Definition) else name for name in right}
    for name in columns:
        table.add_column(
            name, justify="right" if name in heads else "left", overflow="fold", ratio=1 if name == wide else None
        )
    return table
