"""Takes new reports into what is kept beside a book: only what they touch is worked out again.

The answer is the one that ``lay_out`` gives for all reports at once. From the reports of which day, doubt or origin
changed follow the pledges of their actors and actions, from these the links of the same actors; from all reports that
have other relatives, one step out, what is wrong with a report by itself, and two steps out what its counts are held
against; from the figures their buckets. Where a report or pledge has part in what reports tell as part of what,
everything is to be worked out anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pledgebook.model import Action, LinkKind, Pledge, Reading
from pledgebook.reconcile import (
    COUNT_DAYS,
    OF_PLEDGES,
    OF_REPORTS,
    Shelf,
    Touched,
    bucket_of,
    counts_in_claims,
    counts_in_words,
    date_reports,
    find_pledges,
    group_claims,
    in_claims_of,
    linked,
    of_reports,
    slipped_amounts,
    stem_of,
    told_anew,
    unlinked,
)
from pledgebook.workings.ledger_pages import Kind, LedgerPages
from pledgebook.workings.looked_up import LookedUp


def take_in(kept: LedgerPages, fresh: Sequence[Reading], touched: Touched) -> bool:
    """Bring pledges and findings up to date with new reports.

    Args:
        kept: The pages; origins and pairs are up to date already.
        fresh: The new reports.
        touched: What has changed among origins and pairs.

    Returns:
        Whether it was done; else everything is to be worked out anew, and nothing of this is to be kept.
    """
    return _TakingIn(kept, fresh, touched).done()


@dataclass(slots=True)
class _Moved:
    """Reports that stand elsewhere than before.

    Attributes:
        reports: Those of which day, untrue date or origin is another, the new ones among them.
        crowds: Days, old and new, of those among them that tell how many countries do a thing.
    """

    reports: set[str] = field(default_factory=set)
    crowds: set[date] = field(default_factory=set)


class _TakingIn:
    """One such update."""

    def __init__(self, kept: LedgerPages, fresh: Sequence[Reading], touched: Touched) -> None:
        self._kept = kept
        self._fresh = {reading.report.id: reading for reading in fresh}
        self._touched = touched.families | touched.akin | self._fresh.keys()
        kept.take(fresh)
        self._shelf = kept.shelf()
        self._moved = _Moved()
        self._before: dict[str, Pledge] = {}
        self._now: dict[str, Pledge] = {}

    def done(self) -> bool:
        """Do it; False where it cannot be done."""
        for report in self._fresh:
            self._kept.keep_figures(self._shelf, report)
        self._date()
        if any(map(self._kept.is_in_parts, self._moved.reports)) or not self._group():
            return False
        changed = [*self._before.values(), *self._now.values()]
        if any(self._has_parts(pledge) for pledge in changed):
            return False
        relinked = self._link(changed)
        self._look_at_reports(changed)
        self._look_at_buckets()
        self._look_at_pledges(relinked)
        return True

    def _date(self) -> None:
        """Date the reports that have other relatives, and note those that stand elsewhere now."""
        kept, shelf = self._kept, self._shelf
        readings = {report: kept.readings[report] for report in sorted(self._touched)}
        datings, doubts = date_reports(readings, kept.first, shelf.copies, shelf.akin, kept.trusted)
        for report, dating in datings.items():
            crowd = kept.crowd(report)
            against = doubts.get(report)
            untrue = against.when if against else None
            if not kept.keep_date(report, dating, untrue, kept.origin[report]):
                continue
            self._moved.reports.add(report)
            now = kept.days.get(report) if self._tells_of_a_crowd(report) else None
            kept.keep_crowd(report, now)
            self._moved.crowds |= {day for day in (crowd, now) if day is not None}

    def _tells_of_a_crowd(self, report: str) -> bool:
        alone = replace(self._shelf, readings={report: self._kept.readings[report]})
        return any(True for _ in group_claims(alone))

    def _group(self) -> bool:
        """Bring the claims of those reports into pledges again; False where ids depend on more than actor and action."""
        kept = self._kept
        kinds: dict[Kind, None] = {}
        for report in sorted(self._moved.reports):
            kinds |= dict.fromkeys((claim.actor.code, str(claim.action)) for claim in kept.readings[report].claims)
        stems: dict[str, Kind] = {}
        for kind in kinds:
            old = {pledge.id: pledge for pledge in kept.pledges_of(kind)}
            claims = [claim for pledge in old.values() for claim in pledge.claims]
            claims += [
                claim
                for reading in self._fresh.values()
                for claim in reading.claims
                if (claim.actor.code, str(claim.action)) == kind
            ]
            found = find_pledges(claims, kept.days, kept.origin, kept.untrue, (), kept.voices)
            for pledge in found:
                stem = stem_of(pledge.actor, pledge.action, pledge.target)
                if stems.setdefault(stem, kind) != kind or kept.kind_of(stem) not in (None, kind):
                    return False
            self._compare(kind, old, found)
        return True

    def _compare(self, kind: Kind, old: dict[str, Pledge], found: tuple[Pledge, ...]) -> None:
        """Note the pledges that are other than they were, or have a claim of a report that stands elsewhere now."""
        all_now: list[Pledge] = []
        for pledge in found:
            before = old.pop(pledge.id, None)
            if before is not None and unlinked(before) == pledge and self._moved.reports.isdisjoint(pledge.reports):
                all_now.append(before)
                continue
            if before is not None:
                self._before[before.id] = before
            self._now[pledge.id] = pledge
            all_now.append(pledge)
        self._before |= old
        self._kept.regroup(kind, tuple(all_now))

    def _has_parts(self, pledge: Pledge) -> bool:
        """Whether a pledge has part in what is told as part of what."""
        return any(map(self._kept.is_in_parts, pledge.reports)) or self._kept.is_a_whole(pledge)

    def _link(self, changed: Iterable[Pledge]) -> set[str]:
        """Find the links of the actors' pledges again; ids of those that are other than they were."""
        kept = self._kept
        home = kept.home()
        redone: dict[str, Pledge] = dict(self._now)
        for actor in sorted({pledge.actor for pledge in changed}):
            for name in kept.hinting(actor):
                pledge = kept.pledge(name) if name not in self._before and name not in redone else None
                if pledge is not None:
                    redone[name] = pledge
        parts = {
            name: link for name, pledge in redone.items() for link in pledge.links if link.kind is LinkKind.PART_OF
        }
        to_link = [
            unlinked(pledge) for name, pledge in redone.items() if name not in self._now or kept.may_be_linked(pledge)
        ]
        with_links = {pledge.id: pledge for pledge in linked(to_link, self._shelf, home, parts)}
        relinked: set[str] = set()
        for name, pledge in redone.items():
            now = with_links.get(name, pledge)
            if name in self._now or now != pledge:
                self._now[name] = now
                relinked.add(name)
        return relinked

    def _look_at_reports(self, changed: Iterable[Pledge]) -> None:
        """Look again at what may be wrong with reports that have other relatives, or relatives that stand elsewhere."""
        kept, shelf = self._kept, self._shelf
        near = kept.neighbours(shelf, self._touched)
        focus = sorted(near.union(*map(kept.with_that_rest, changed)))
        found = of_reports(_focused(shelf, focus), LookedUp(kept.older), LookedUp(kept.told))
        kept.replace([check.__name__ for check in OF_REPORTS], focus, found)
        focus = sorted(kept.neighbours(shelf, near))
        kept.replace(["count_disagreements"], focus, counts_in_words(_focused(shelf, focus)))

    def _look_at_buckets(self) -> None:
        """Look again at the figures that those reports have in common with others, and at counts in claims."""
        kept, shelf = self._kept, self._shelf
        figures = (one for report in self._moved.reports for one in (*shelf.sums[report], *shelf.counts[report]))
        buckets = {bucket_of(figure) for figure in figures if figure.value}
        kept.replace(["slipped_amounts"], buckets, slipped_amounts(shelf, kept.figures(buckets)))
        if self._moved.crowds:
            places = {in_claims_of(report) for report in kept.crowds_near(self._moved.crowds, COUNT_DAYS)}
            places |= {in_claims_of(report) for report in self._moved.reports}
            beside = _focused(shelf, kept.crowds_near(self._moved.crowds, 2 * COUNT_DAYS))
            found = (one for one in counts_in_claims(beside) if one.key in places)
            kept.replace(["count_disagreements"], places, found)

    def _look_at_pledges(self, relinked: set[str]) -> None:
        """Look again at what reports tell of those pledges, and keep them as they are told in the end."""
        kept, shelf = self._kept, self._shelf
        again = {name: pledge for name, pledge in self._now.items() if name in relinked}
        for report in kept.neighbours(shelf, self._touched):
            for claim in kept.readings[report].claims:
                if claim.action is Action.RATIFY:
                    pledge = kept.pledge_with(claim.id)
                    if pledge is not None:
                        again.setdefault(pledge.id, self._now.get(pledge.id, pledge))
        checks = [check.__name__ for check in OF_PLEDGES]
        beside = replace(shelf, pledges=tuple(again[name] for name in sorted(again)))
        found = [one for check in OF_PLEDGES for one in check(beside)]
        kept.replace(checks, {*self._before, *again}, found)
        told = [
            told_anew(one, kept.shown_false(one.id), kept.days, kept.origin, kept.untrue, kept.voices)
            for one in again.values()
        ]
        kept.keep_pledges(self._before.keys() - again.keys(), zip(again.values(), told, strict=True))


def _focused(shelf: Shelf, reports: Sequence[str]) -> Shelf:
    """The shelf with the look at some reports only; all others can be looked up from there."""

    def on(looked: object) -> LookedUp:  # type: ignore[type-arg]
        assert isinstance(looked, LookedUp)
        return looked.focused(reports)

    return replace(
        shelf,
        readings=on(shelf.readings),
        datings=on(shelf.datings),
        doubts=on(shelf.doubts),
        sums=on(shelf.sums),
        counts=on(shelf.counts),
    )
