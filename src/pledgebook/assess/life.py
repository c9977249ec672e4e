"""In which stage of its life each pledge is, worked out for every day on which something changed.

The stages are those of commitments in Chopra and Singh ("Custard: computing norm states over information stores",
AAMAS 2016, and earlier work): a pledge is *created* when it is voiced, *conditional* while what it hangs on is open, *due*
once that has come about, then *discharged*, *expired*, *violated* or *withdrawn*. Both what it stands on and what
it waits for count as its antecedent. A day changes nothing by itself: only what was said, what came to hold, a day that
was set, and the end of the time within which a pledge must be voiced again.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pledgebook.assess.judge import Judged, stance_on
from pledgebook.assess.logic import conditions_in, describe, evaluate
from pledgebook.assess.reasons import places_of
from pledgebook.assess.reported import ClaimDays
from pledgebook.assess.tie import Tied
from pledgebook.assess.truths import condition_states
from pledgebook.model import (
    Action,
    AllOf,
    Antecedent,
    Arrangement,
    Breach,
    ConditionState,
    Ledgered,
    Life,
    Place,
    Pledge,
    Scenario,
    Stage,
    StageAt,
    Stance,
    Truth,
)

_PROMISED = (Stance.COMMITTED, Stance.WILLING)
_BOUND = (Stage.CREATED, Stage.CONDITIONAL, Stage.DUE, Stage.EXPIRED)
_VOICED = {
    Stance.DONE: "{actor} has done it",
    Stance.COMMITTED: "{actor} has committed itself",
    Stance.WILLING: "{actor} is willing",
    Stance.WEIGHING: "{actor} is weighing it",
}

States = Mapping[str, ConditionState]


def lives(
    judged: Judged,
    arrangement: Arrangement,
    ledgered: Ledgered,
    scenario: Scenario,
    breaches: Sequence[Breach] = (),
    *,
    as_of: date | None = None,
) -> dict[str, Life]:
    """The life of each judged pledge that its actor ever undertook.

    Args:
        judged: What each pledge hangs on.
        arrangement: With all facts; also gives within how many days a pledge must be voiced again.
        ledgered: What was worked out from the book.
        scenario: What is supposed, on every day.
        breaches: A verified one violates its actor's word to keep the peace.
        as_of: The last day; None for the last day that the book knows of.
    """
    days = ClaimDays(ledgered)
    last = as_of or _last_day(ledgered, arrangement, days)
    calendar = _Calendar(judged, arrangement, scenario, last)
    replaced = {newer.replaces: newer for newer in ledgered.pledges if newer.replaces}
    found = {}
    for pledge in judged.pledges:
        story = _Story(pledge, judged.tied[pledge.id], days, arrangement.renewal_days, replaced.get(pledge.id))
        stages = story.told(calendar, [breach for breach in breaches if breach.is_verified], last)
        if stages:
            found[pledge.id] = Life(
                pledge.id, stages if story.is_dated else (replace(stages[0], since=None), *stages[1:])
            )
    return found


def _last_day(ledgered: Ledgered, arrangement: Arrangement, days: ClaimDays) -> date:
    """The last day that a report or a fact is of."""
    known = [dating.worked_out.latest for dating in ledgered.datings if dating.worked_out]
    known += [day.latest for pledge in ledgered.pledges for claim in pledge.claims if (day := days.of(claim))]
    known += [at.when.latest for pledge in ledgered.pledges for at in pledge.history if at.when]
    known += [fact.since.latest for fact in arrangement.facts if fact.since]
    return max(known, default=date.min)


class _Calendar:
    """What each condition was on each day on which one of them changed."""

    def __init__(self, judged: Judged, arrangement: Arrangement, scenario: Scenario, last: date) -> None:
        named = [name for one in judged.tied.values() for t in one.ties for name in conditions_in(t.tree)]
        own = [condition for one in judged.tied.values() for condition in one.own]
        changed = {fact.since.latest for fact in arrangement.facts if fact.since and fact.since.latest <= last}
        self.days = sorted({date.min} | changed)
        self._states = [condition_states(arrangement, named, own, scenario, day) for day in self.days]

    def on(self, day: date) -> States:
        """The conditions on a day."""
        return self._states[bisect_right(self.days, day) - 1]

    def changes(self, names: Iterable[str]) -> list[date]:
        """The days on which one of these conditions became something else than it was."""
        wanted = tuple(names)
        before: tuple[Truth, ...] | None = None
        found = []
        for day, states in zip(self.days, self._states, strict=True):
            truths = tuple(states[name].truth for name in wanted)
            if before is not None and truths != before:
                found.append(day)
            before = truths
        return found


@dataclass(frozen=True, slots=True)
class _Story:
    """One pledge, and what can change its stage."""

    pledge: Pledge
    tied: Tied
    days: ClaimDays
    renewal_days: int
    replaced_by: Pledge | None

    @property
    def is_dated(self) -> bool:
        """Whether it is known when it was first voiced."""
        return all(at.when for at in self.pledge.history[:1]) and bool(self.pledge.history or self._voicings())

    def told(self, calendar: _Calendar, breaches: Sequence[Breach], last: date) -> tuple[StageAt, ...]:
        """Every change of stage up to the last day."""
        tree = AllOf(tuple(t.tree for t in self.tied.ties))
        names = dict.fromkeys(conditions_in(tree))
        breaking = [breach for breach in breaches if self._is_broken_by(breach)]
        moments = set(calendar.changes(names)) | self._own_days(last)
        moments |= {breach.incident.day.latest for breach in breaking if breach.incident.day}
        stages: list[StageAt] = []
        for day in sorted(day for day in moments if day <= last):
            states = calendar.on(day)
            before = stages[-1].stage if stages else None
            now = self._on(day, before, tree, states, breaking)
            if now is not None and now.stage is not before:
                stages.append(now)
        return tuple(stages)

    def _own_days(self, last: date) -> set[date]:
        """Days on which something was said or set; a stance of an unknown day counts from the first known one on."""
        voiced = [at.when.earliest for at in self.pledge.history if at.when]
        voiced += [day for _, day in self._voicings()]
        days = set(voiced) or {last}
        days |= {due + timedelta(days=1) for due in self._dues(last)}
        days |= {day + timedelta(days=self.renewal_days + 1) for day in voiced}
        if self.replaced_by is not None:
            days |= {at.when.earliest for at in self.replaced_by.history[:1] if at.when}
        return days

    def _voicings(self) -> list[tuple[int, date]]:
        dated = ((number, self.days.of(claim)) for number, claim in enumerate(self.pledge.claims))
        return [(number, when.latest) for number, when in dated if when is not None]

    def _dues(self, day: date) -> list[date]:
        """The days set for it in what was said by a day."""
        voiced = dict(self._voicings())
        claims = [claim for number, claim in enumerate(self.pledge.claims) if voiced.get(number, date.min) <= day]
        return [claim.due.when.latest for claim in claims if claim.due is not None]

    def _is_broken_by(self, breach: Breach) -> bool:
        """Whether the breach is by the one who made the peace that this pledge is about."""
        return self.pledge.action is Action.SETTLE and self.pledge.actor == breach.incident.actor

    def _on(
        self, day: date, before: Stage | None, tree: Antecedent, states: States, breaking: Sequence[Breach]
    ) -> StageAt | None:
        stance = stance_on(self.pledge, day)
        if stance is None or not stance.is_own:
            return None
        if stance is Stance.DECLINED:
            return self._refused(day, before)
        if self._has_a_successor(day):
            assert self.replaced_by is not None
            return StageAt(Stage.WITHDRAWN, day, f"{self.replaced_by.id} took its place")
        broken = next((b for b in breaking if b.incident.day and b.incident.day.latest <= day), None)
        if broken is not None and stance in (*_PROMISED, Stance.DONE):
            places = tuple(place for v in broken.incident.versions if not v.denies for place in v.places)
            return StageAt(Stage.VIOLATED, day, f"broken by {broken.incident.id}, which is verified", places)
        said = _VOICED[stance].format(actor=self.pledge.actor)
        places = places_of(self.pledge, stance)
        if stance is Stance.DONE:
            return StageAt(Stage.DISCHARGED, day, said, places)
        lapsed = self._lapsed(day)
        if lapsed:
            return StageAt(Stage.EXPIRED, day, lapsed, places)
        if stance is Stance.WEIGHING:
            return StageAt(Stage.CREATED, day, said, places)
        return self._promised(day, said, places, tree, states)

    def _promised(self, day: date, said: str, places: tuple[Place, ...], tree: Antecedent, states: States) -> StageAt:
        truth = evaluate(tree, {name: state.truth for name, state in states.items()})
        names = tuple(dict.fromkeys(conditions_in(tree)))
        resting = tuple(place for name in names for place in states[name].places)
        if truth is Truth.YES:
            met = (
                f", and {describe(tree, lambda name: states[name].says)} has come about"
                if names
                else ", on no condition"
            )
            return StageAt(Stage.DUE, day, said + met, tuple(dict.fromkeys(places + resting)))
        open_ones = [states[name].says for name in names if states[name].truth is not Truth.YES]
        says = f"{said}; it waits for {' and '.join(dict.fromkeys(open_ones))}"
        return StageAt(Stage.CONDITIONAL, day, says, tuple(dict.fromkeys(places + resting)))

    def _refused(self, day: date, before: Stage | None) -> StageAt | None:
        """A refusal ends what was undertaken; what was never undertaken has no life."""
        places = places_of(self.pledge, Stance.DECLINED)
        if before is Stage.DUE:
            return StageAt(Stage.VIOLATED, day, f"{self.pledge.actor} refused it after it had fallen due", places)
        if before in _BOUND:
            return StageAt(Stage.WITHDRAWN, day, f"{self.pledge.actor} refused it before it fell due", places)
        return None

    def _has_a_successor(self, day: date) -> bool:
        return self.replaced_by is not None and stance_on(self.replaced_by, day) is not None

    def _lapsed(self, day: date) -> str:
        """Why it is past its time; empty if it is not."""
        due = max(self._dues(day), default=None)
        if due is not None and due < day:
            return f"its day passed on {due.isoformat()}, and no report tells that it was done"
        voiced = [when for _, when in self._voicings() if when <= day]
        if due is None and voiced and day - max(voiced) > timedelta(days=self.renewal_days):
            return f"nobody has voiced it again within {self.renewal_days} days after {max(voiced).isoformat()}"
        return ""
