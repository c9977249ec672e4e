"""One state or body: what it holds, what it changed, what it kept, and its own word against what others say of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pledgebook.data import tables
from pledgebook.model import Action, Claim, Pledge, Stance
from pledgebook.publish import rows
from pledgebook.publish.names import GROUP, name_of
from pledgebook.publish.views.changes import Change, changes


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor in the list of actors.

    Attributes:
        kept: Pledges that were committed first and done later.
        promised: Pledges that were committed at some time.
        changed: Pledges whose stance changed.
        latest: Day of the latest change; None if none is dated.
    """

    actor: str
    name: str
    pledges: int
    claims: int
    done: int
    committed: int
    willing: int
    weighing: int
    declined: int
    others: int
    promised: int
    kept: int
    changed: int
    latest: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """What an actor's own people say of one of its pledges, and what others say of it.

    Attributes:
        own: The latest stance by its own word; None where it is not heard.
        own_who: Who said so last.
        others: The latest stance by the word of others, or of reports that name nobody.
        others_who: Who said so last: a speaker, a medium.
        differs: Whether the two are not the same.
    """

    pledge: rows.PledgeRow
    own: Stance | None
    own_who: str
    others: Stance | None
    others_who: str
    differs: bool


@dataclass(frozen=True, slots=True)
class ActorPage:
    """One actor in full."""

    row: ActorRow
    pledges: tuple[rows.PledgeRow, ...]
    changes: tuple[Change, ...]
    kept: tuple[rows.PledgeRow, ...]
    words: tuple[Words, ...]


def actor_rows(pledges: Iterable[Pledge]) -> tuple[ActorRow, ...]:
    """The actors, those with most pledges first, unnamed groups last."""
    held: dict[str, list[Pledge]] = defaultdict(list)
    for pledge in pledges:
        held[pledge.actor].append(pledge)
    found = [_row(actor, several) for actor, several in held.items()]
    return tuple(sorted(found, key=lambda row: (row.actor == GROUP, -row.pledges, row.name)))


def _row(actor: str, pledges: list[Pledge]) -> ActorRow:
    stances = Counter(pledge.stance for pledge in pledges)
    days = [at.when.iso for pledge in pledges for at in pledge.history if at.when]
    return ActorRow(
        actor=actor,
        name=name_of(actor),
        pledges=len(pledges),
        claims=sum(len(pledge.claims) for pledge in pledges),
        done=stances[Stance.DONE],
        committed=stances[Stance.COMMITTED],
        willing=stances[Stance.WILLING],
        weighing=stances[Stance.WEIGHING],
        declined=stances[Stance.DECLINED],
        others=sum(number for stance, number in stances.items() if not stance.is_own),
        promised=sum(any(at.stance is Stance.COMMITTED for at in pledge.history) for pledge in pledges),
        kept=sum(is_kept(pledge) for pledge in pledges),
        changed=sum(len(pledge.history) > 1 for pledge in pledges),
        latest=max(days, default=None),
    )


def is_kept(pledge: Pledge) -> bool:
    """Whether what was firmly promised was done later."""
    stances = [at.stance for at in pledge.history]
    return Stance.COMMITTED in stances and Stance.DONE in stances[stances.index(Stance.COMMITTED) :]


def actor_page(actor: str, pledges: Iterable[Pledge]) -> ActorPage:
    """One actor in full."""
    own = [pledge for pledge in pledges if pledge.actor == actor]
    voices = [found for pledge in own if (found := _words(pledge)).own is not None or found.others is not None]
    return ActorPage(
        row=_row(actor, own),
        pledges=rows.pledge_rows(own),
        changes=changes(own),
        kept=rows.pledge_rows(pledge for pledge in own if is_kept(pledge)),
        words=tuple(sorted(voices, key=lambda found: (not found.differs, found.own is None))),
    )


def _words(pledge: Pledge) -> Words:
    own = [claim for claim in pledge.claims if speaks_for(claim, pledge.actor)]
    others = [claim for claim in pledge.claims if not speaks_for(claim, pledge.actor)]
    mine, theirs = (found[-1] if found else None for found in (own, others))
    return Words(
        pledge=rows.pledge_row(pledge),
        own=mine.stance if mine else None,
        own_who=mine.speaker.text if mine and mine.speaker else "",
        others=theirs.stance if theirs else None,
        others_who=_teller(theirs) if theirs else "",
        differs=mine is not None and theirs is not None and mine.stance is not theirs.stance,
    )


def _teller(claim: Claim) -> str:
    named = claim.speaker or claim.outlet
    return named.text if named else "no one named"


def speaks_for(claim: Claim, actor: str) -> bool:
    """Whether the speaker that the report credits holds, or held, an office of the actor."""
    return claim.speaker is not None and actor in _offices().get(_last(claim.speaker.text), frozenset())


@cache
def _offices() -> Mapping[str, frozenset[str]]:
    """The states and bodies whose offices people of a last name hold or held."""
    found: dict[str, set[str]] = defaultdict(set)
    for office in tables.offices():
        for name in (office.person, *office.aliases):
            found[_last(name)].add(office.body)
    return {name: frozenset(bodies) for name, bodies in found.items()}


def _last(name: str) -> str:
    return name.split()[-1].casefold() if name.split() else ""


def stance_by_actor(pledges: Iterable[Pledge], action: Action) -> dict[str, Stance]:
    """The latest own stance of each actor towards an action, for a map."""
    latest: dict[str, tuple[str, int, Stance]] = {}
    for pledge in pledges:
        if pledge.action is not action or not pledge.stance.is_own:
            continue
        since = next((at.when.iso for at in reversed(pledge.history) if at.when), "")
        shown = (since, pledge.origins, pledge.stance)
        if pledge.actor not in latest or shown[:2] > latest[pledge.actor][:2]:
            latest[pledge.actor] = shown
    return {actor: stance for actor, (_, _, stance) in latest.items()}
