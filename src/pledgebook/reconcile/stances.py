"""The stance of a pledge over time: every change with its day, its direction and the claims behind it.

Several stances told for one day are settled so: the actor's own word outranks the report's, and the report's another's
account; then the stance that more independent originals tell stands, then the one that more claims tell, then the less firm.
Another's account, told by one original alone, changes nothing within a fortnight of the actor's own word. A claim that a
finding shows to be false (a promise told as delivered) changes nothing at all.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from pledgebook.model import Claim, Stance, StanceAt, When, turn
from pledgebook.reconcile.voices import Voice

_HELD = timedelta(days=14)


class Telling(Protocol):
    """What is looked at of a claim to follow a stance."""

    @property
    def claim(self) -> Claim:
        """The claim."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def when(self) -> When | None:
        """When its stance was voiced; None if unknown."""

    @property
    def origin(self) -> str:
        """The origin of its report."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with its day and origin."""

    claim: Claim
    id: str
    when: When | None
    origin: str


def history(
    group: Sequence[Telling], voices: Mapping[str, Voice], doubted: Collection[str] = ()
) -> tuple[StanceAt, ...]:
    """Every change of stance of one pledge, oldest first; never empty.

    Claims without a day only count where no claim has one.

    Args:
        group: The claims of the pledge.
        voices: For each claim, by id, whose word it is.
        doubted: Ids of claims that a finding shows to be false; they count where there are no others.
    """
    by_day: defaultdict[When | None, list[Telling]] = defaultdict(list)
    for one in [one for one in group if one.id not in doubted] or group:
        by_day[one.when].append(one)
    if len(by_day) > 1:
        by_day.pop(None, None)
    changes: list[StanceAt] = []
    own_word: date | None = None
    for when in sorted(by_day, key=lambda when: (when.earliest, when.iso) if when else (date.max, "")):
        found = _settled(when, by_day[when], voices)
        highest = max(voices.get(name, Voice.REPORT) for name in found.claims)
        if changes and _is_hearsay(found, highest, own_word):
            changes[-1] = _with_more(
                changes[-1], StanceAt(None, found.stance, (), against=found.claims + found.against)
            )
            continue
        if highest is Voice.OWN and when is not None:
            own_word = when.latest
        if changes and changes[-1].stance is found.stance:
            changes[-1] = _with_more(changes[-1], found)
        else:
            changes.append(found)
    origin = {one.id: one.origin for one in group}
    return tuple(
        StanceAt(
            when=change.when,
            stance=change.stance,
            claims=change.claims,
            turn=turn(changes[place - 1].stance, change.stance) if place else None,
            own_word=any(voices.get(name) is Voice.OWN for name in change.claims),
            origins=len({origin[name] for name in change.claims}),
            against=change.against,
        )
        for place, change in enumerate(changes)
    )


def _settled(when: When | None, told: Sequence[Telling], voices: Mapping[str, Voice]) -> StanceAt:
    """The one stance of several told for a day."""
    by_stance: defaultdict[Stance, list[Telling]] = defaultdict(list)
    for one in told:
        by_stance[one.claim.stance].append(one)

    def weight(stance: Stance) -> tuple[int, int, int, int, str]:
        claims = by_stance[stance]
        rank = max(voices.get(one.id, Voice.REPORT) for one in claims)
        return rank, len({one.origin for one in claims}), len(claims), -stance.firmness, stance

    stance = max(by_stance, key=weight)
    against = tuple(one.id for one in told if one.claim.stance is not stance)
    return StanceAt(
        when, stance, tuple(one.id for one in by_stance[stance]), origins=weight(stance)[1], against=against
    )


def _is_hearsay(found: StanceAt, highest: Voice, own_word: date | None) -> bool:
    """Another's account, of one original alone, soon after the actor's own word."""
    if highest is not Voice.ACCOUNT or own_word is None or found.when is None:
        return False
    return found.origins < 2 and found.when.earliest - own_word <= _HELD


def _with_more(change: StanceAt, more: StanceAt) -> StanceAt:
    return StanceAt(change.when, change.stance, change.claims + more.claims, against=change.against + more.against)
