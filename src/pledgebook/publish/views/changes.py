"""Every change of stance in a book, in the order of the days: what the timeline shows and what is new this week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pledgebook.model import Action, Pledge, Stance, When
from pledgebook.publish.names import name_of


@dataclass(frozen=True, slots=True)
class Change:
    """One step of one pledge's history.

    Attributes:
        when: The day, month or year; None where nobody states it.
        before: The stance before; None for the first that is known.
        report: The first report that tells of it.
        claims: Ids of the claims that say so.
    """

    when: str | None
    pledge: str
    actor: str
    actor_name: str
    action: Action
    target: str | None
    target_name: str
    before: Stance | None
    stance: Stance
    item: str
    report: str
    claims: tuple[str, ...]


def changes(pledges: Iterable[Pledge]) -> tuple[Change, ...]:
    """All changes of stance, the newest first, undated ones last."""
    found = []
    for pledge in pledges:
        reports = {claim.id: claim.report for claim in pledge.claims}
        before: Stance | None = None
        for at in pledge.history:
            found.append(
                Change(
                    when=at.when.iso if at.when else None,
                    pledge=pledge.id,
                    actor=pledge.actor,
                    actor_name=name_of(pledge.actor),
                    action=pledge.action,
                    target=pledge.target,
                    target_name=name_of(pledge.target),
                    before=before,
                    stance=at.stance,
                    item=pledge.item,
                    report=next((reports[claim] for claim in at.claims if claim in reports), ""),
                    claims=at.claims,
                )
            )
            before = at.stance
    return tuple(sorted(found, key=lambda change: (change.when or "", change.pledge), reverse=True))


def day_of(change: Change) -> date | None:
    """The first day that a change can be of."""
    return When(change.when).earliest if change.when else None


def within(found: Iterable[Change], first: date | None, last: date | None) -> tuple[Change, ...]:
    """The changes between two days, both included; undated ones only where neither is given."""
    if first is None and last is None:
        return tuple(found)
    kept = []
    for change in found:
        day = day_of(change)
        if day is not None and (first is None or day >= first) and (last is None or day <= last):
            kept.append(change)
    return tuple(kept)


def of_last_days(found: Sequence[Change], days: int = 7) -> tuple[Change, ...]:
    """The changes of the last days that have any."""
    latest = max((day for change in found if (day := day_of(change)) is not None), default=None)
    return () if latest is None else within(found, latest - timedelta(days=days - 1), latest)
