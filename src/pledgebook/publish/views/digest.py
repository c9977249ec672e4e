"""What changed in a book since a day, as a digest that is read in a minute: sections of one line an event."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pledgebook.model import ConditionKind, Pledge, Stance, StanceAt, Truth
from pledgebook.publish import rows, wording
from pledgebook.publish.names import name_of
from pledgebook.publish.taken_down import told
from pledgebook.reconcile import Changes, Direction, Met, Turn

_QUOTED = 120


@dataclass(frozen=True, slots=True)
class PledgeEvent:
    """A pledge that is new, or whose stance turned.

    Attributes:
        before: The stance before; None for a new pledge.
        stance: The stance after.
        when: When it was voiced, as ISO; None if unknown.
        quote: The sentence that says so, shortened.
        report: Id of the report it stands in.
    """

    pledge: str
    actor: str
    actor_name: str
    before: Stance | None
    stance: Stance
    action: str
    target: str | None
    target_name: str
    what: str
    conditions: tuple[ConditionKind, ...]
    when: str | None
    origins: int
    quote: str
    report: str


@dataclass(frozen=True, slots=True)
class ConditionEvent:
    """A condition that was told to hold, or not to hold.

    Attributes:
        truth: ``yes`` or ``no``.
        by: Id of the pledge that tells.
        pledges: Ids of the pledges that hang on it.
    """

    kind: ConditionKind
    truth: Truth
    when: str | None
    by: str
    by_name: str
    stance: Stance
    action: str
    pledges: tuple[str, ...]
    quote: str
    report: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What changed since a day.

    Attributes:
        since: First day or time that counts.
        until: Last one; None for now.
        learnt: Whether it counts when the book learnt it, not when it was said.
        reports: How many reports came to the book.
        originals: How many of them are no copy of one that was there.
        new: New pledges of actors' own acts.
        positions: New wishes and judgements on what others do.
    """

    since: str
    until: str | None
    learnt: bool
    reports: int
    originals: int
    delivered: tuple[PledgeEvent, ...]
    reversed: tuple[PledgeEvent, ...]
    hardened: tuple[PledgeEvent, ...]
    softened: tuple[PledgeEvent, ...]
    met: tuple[ConditionEvent, ...]
    new: tuple[PledgeEvent, ...]
    positions: tuple[PledgeEvent, ...]
    findings: tuple[rows.FindingRow, ...]


def digest(changed: Changes, since: str, until: str | None, *, learnt: bool) -> Digest:
    """The digest of what changed."""

    def turned(way: Direction) -> tuple[PledgeEvent, ...]:
        return tuple(_turn(turn) for turn in changed.turned if turn.direction is way)

    return Digest(
        since=since,
        until=until,
        learnt=learnt,
        reports=len(changed.reports),
        originals=changed.originals,
        delivered=tuple(_turn(turn) for turn in changed.delivered),
        reversed=turned(Direction.REVERSED),
        hardened=turned(Direction.HARDENED),
        softened=turned(Direction.SOFTENED),
        met=_conditions(changed.met),
        new=tuple(_event(pledge, None, pledge.history[-1]) for pledge in changed.new),
        positions=tuple(_event(pledge, None, pledge.history[-1]) for pledge in changed.positions),
        findings=rows.gravest_first(rows.finding_rows(changed.findings)),
    )


def _turn(turn: Turn) -> PledgeEvent:
    return _event(turn.pledge, turn.before, turn.at)


def _event(pledge: Pledge, before: Stance | None, at: StanceAt) -> PledgeEvent:
    quote, report = _evidence(pledge, at)
    row = rows.pledge_row(pledge)
    return PledgeEvent(
        pledge=pledge.id,
        actor=pledge.actor,
        actor_name=row.actor_name,
        before=before,
        stance=at.stance,
        action=pledge.action,
        target=pledge.target,
        target_name=row.target_name,
        what=_what(pledge),
        conditions=row.conditions,
        when=at.when.iso if at.when else None,
        origins=pledge.origins,
        quote=quote,
        report=report,
    )


def _what(pledge: Pledge) -> str:
    """The sum, else the count, else what is given."""
    if pledge.amount is not None:
        return wording.amount_in_words(pledge.amount)
    return told(wording.quantity_in_words(pledge.quantity) or pledge.item)


def _evidence(pledge: Pledge, at: StanceAt) -> tuple[str, str]:
    """The sentence that the reader was surest of, and its report."""
    telling = [claim for claim in pledge.claims if claim.id in at.claims] or list(pledge.claims)
    claim = max(telling, key=lambda one: (one.confidence, -len(one.evidence.text), one.id))
    words = " ".join(told(claim.evidence.text).split())
    if len(words) > _QUOTED:
        words = words[:_QUOTED].rpartition(" ")[0] + " …"
    return words, claim.report


def _conditions(found: Iterable[Met]) -> tuple[ConditionEvent, ...]:
    """Conditions met, one event for all pledges that hang on one thing told by one pledge."""
    together: defaultdict[tuple[ConditionKind, Truth, str], list[Met]] = defaultdict(list)
    for met in found:
        together[met.condition.kind, met.truth, met.by.id].append(met)
    events = []
    for (kind, truth, by), mets in together.items():
        first = mets[0]
        quote, report = _evidence(first.by, first.at)
        events.append(
            ConditionEvent(
                kind=kind,
                truth=truth,
                when=first.at.when.iso if first.at.when else None,
                by=by,
                by_name=name_of(first.by.actor),
                stance=first.at.stance,
                action=first.by.action,
                pledges=tuple(met.pledge.id for met in mets),
                quote=quote,
                report=report,
            )
        )
    return tuple(sorted(events, key=lambda event: (event.when or "9999", event.kind, event.by)))
