"""What changed between two states of a book: new pledges, stances that turned, deliveries, conditions met, findings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from pledgebook.model import Action, Claim, Finding, Ledgered, Pledge, Span, Stance, StanceAt
from pledgebook.reconcile.met import Met, told_conditions

DELIVERABLE = frozenset(
    {
        *(Action.DEPLOY, Action.ARM, Action.FUND, Action.TRAIN, Action.MONITOR),
        *(Action.SUPPORT, Action.SANCTION, Action.ADMIT, Action.REBUILD),
    }
)
"""What is delivered when it is done; talks, settlements, signatures and attacks are not."""


class Direction(StrEnum):
    """Which way a stance turned."""

    HARDENED = "hardened"
    SOFTENED = "softened"
    REVERSED = "reversed"


def direction(before: Stance, after: Stance) -> Direction | None:
    """Which way a stance turned, in the order of stances from declined to done; None where it is the same.

    From being ready for a thing to refusing it, and the other way round, is a reversal, and so is from backing to
    opposing. Whoever had not decided has only hardened or softened.

    >>> direction(Stance.WEIGHING, Stance.WILLING), direction(Stance.COMMITTED, Stance.WEIGHING)
    (<Direction.HARDENED: 'hardened'>, <Direction.SOFTENED: 'softened'>)
    >>> direction(Stance.COMMITTED, Stance.DECLINED), direction(Stance.WEIGHING, Stance.DECLINED)
    (<Direction.REVERSED: 'reversed'>, <Direction.SOFTENED: 'softened'>)
    """
    if before is after:
        return None
    if not (before.is_own and after.is_own):
        return Direction.REVERSED
    if Stance.DECLINED in (before, after) and Stance.WEIGHING not in (before, after):
        return Direction.REVERSED
    return Direction.HARDENED if after.firmness > before.firmness else Direction.SOFTENED


@dataclass(frozen=True, slots=True)
class Turn:
    """A stance that changed.

    Attributes:
        pledge: The pledge as it is now.
        before: The stance before; None for a pledge that is new.
        at: The stance after, with when and by which claims.
    """

    pledge: Pledge
    before: Stance | None
    at: StanceAt

    @property
    def direction(self) -> Direction | None:
        """Which way it turned; None for a pledge that is new."""
        return None if self.before is None else direction(self.before, self.at.stance)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two states of a book.

    Attributes:
        reports: Ids of the reports that came to it.
        originals: How many of them are no copy of a report that was there, each original counted once.
        new: Pledges that no claim told of before, on the actor's own acts, whose stance has not turned since; best
            supported first.
        positions: The same on what others do or should do.
        turned: Stances that changed, in the order of days; those that came to be done stand under ``delivered``.
        delivered: Pledges that came to be done.
        met: Conditions that were told to hold, or not to hold.
        findings: Findings that were not there before, the gravest first.
    """

    reports: tuple[str, ...] = ()
    originals: int = 0
    new: tuple[Pledge, ...] = ()
    positions: tuple[Pledge, ...] = ()
    turned: tuple[Turn, ...] = ()
    delivered: tuple[Turn, ...] = ()
    met: tuple[Met, ...] = ()
    findings: tuple[Finding, ...] = ()


def changes(before: Ledgered, now: Ledgered, since: date | None = None) -> Changes:
    """What changed between two states of a book.

    A pledge is the same in both where any of its claims is: told in the same report, at the same place, of the same
    actor or action. So neither new numbers of pledges, nor corrections, nor a newer extractor make a pledge look new.

    Args:
        before: The state before.
        now: The state now.
        since: First day that counts: each turn of a stance since then is told with its own day. Without it, only
            the stance before and the stance now are compared.
    """
    known = _Known(before.pledges)
    matched = [(pledge, known.same(pledge)) for pledge in now.pledges]
    fresh = [pledge for pledge, was in matched if was is None]
    turns = sorted((turn for pledge, was in matched for turn in _turns(pledge, was, since)), key=_by_day)
    moved = {turn.pledge.id for turn in turns}
    waiting = sorted((pledge for pledge in fresh if pledge.id not in moved), key=_best_first)
    had = {dating.report for dating in before.datings}
    came = tuple(dating.report for dating in now.datings if dating.report not in had)
    old = {finding.id for finding in before.findings}
    return Changes(
        reports=came,
        originals=sum(not had.intersection(origin.reports) for origin in now.origins),
        new=tuple(pledge for pledge in waiting if pledge.stance.is_own),
        positions=tuple(pledge for pledge in waiting if not pledge.stance.is_own),
        turned=tuple(turn for turn in turns if not _is_delivered(turn.pledge, turn.at.stance)),
        delivered=tuple(turn for turn in turns if _is_delivered(turn.pledge, turn.at.stance)),
        met=tuple(_newly_met(now.pledges, known)),
        findings=tuple(finding for finding in now.findings if finding.id not in old),
    )


class _Known:
    """The claims of the pledges before, by report."""

    def __init__(self, pledges: Iterable[Pledge]) -> None:
        self._by_report: defaultdict[str, list[tuple[Span, str, Action, Pledge]]] = defaultdict(list)
        for pledge in pledges:
            for claim in pledge.claims:
                self._by_report[claim.report].append((claim.evidence.span, claim.actor.code, claim.action, pledge))

    def holds(self, claim: Claim) -> Pledge | None:
        """The pledge before that the claim told of; None if it was not told."""
        for span, actor, action, pledge in self._by_report.get(claim.report, ()):
            same = (actor == claim.actor.code) + (action is claim.action)
            if same == 2 and span.meets(claim.evidence.span) and pledge.stance.is_own == claim.stance.is_own:
                return pledge
            if same and span == claim.evidence.span and pledge.stance.is_own == claim.stance.is_own:
                return pledge
        return None

    def same(self, pledge: Pledge) -> Pledge | None:
        """The pledge before that shares most claims; of several the first."""
        shared: dict[str, tuple[int, Pledge]] = {}
        for claim in pledge.claims:
            was = self.holds(claim)
            if was is not None:
                shared[was.id] = (shared.get(was.id, (0, was))[0] + 1, was)
        return max(shared.values(), key=lambda one: one[0])[1] if shared else None


def _turns(pledge: Pledge, was: Pledge | None, since: date | None) -> Iterator[Turn]:
    """How a pledge's stance turned; a new one that is delivered from the first counts as turned too."""
    if was is None and len(pledge.history) == 1 and _is_delivered(pledge, pledge.stance):
        yield Turn(pledge, None, pledge.history[0])
    elif since is not None:
        for earlier, later in pairwise(pledge.history):
            if later.when is not None and later.when.earliest >= since:
                yield Turn(pledge, earlier.stance, later)
    elif was is not None and was.stance is not pledge.stance:
        yield Turn(pledge, was.stance, pledge.history[-1])
    elif was is None and _is_delivered(pledge, pledge.stance):
        yield Turn(pledge, pledge.history[-2].stance, pledge.history[-1])


def _is_delivered(pledge: Pledge, stance: Stance) -> bool:
    return stance is Stance.DONE and pledge.action in DELIVERABLE


def _by_day(turn: Turn) -> tuple[date, str]:
    return turn.at.when.earliest if turn.at.when else date.max, turn.pledge.id


def _best_first(pledge: Pledge) -> tuple[int, int, str]:
    return -pledge.origins, -pledge.stance.firmness, pledge.id


def _newly_met(pledges: Iterable[Pledge], known: _Known) -> Iterator[Met]:
    """Conditions told of by claims that were not there before; of several words on one the latest."""
    latest: dict[tuple[str, str], Met] = {}
    for met in told_conditions(pledges):
        place = (met.pledge.id, met.condition.kind)
        if place not in latest or _told_on(met) >= _told_on(latest[place]):
            latest[place] = met
    for met in latest.values():
        telling = [claim for claim in met.by.claims if claim.id in met.at.claims]
        if not any(known.holds(claim) for claim in telling):
            yield met


def _told_on(met: Met) -> date:
    return met.at.when.earliest if met.at.when else date.min
