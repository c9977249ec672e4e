"""Attack claims become incidents: what is told several times is told once, with each side's version and a status.

By rule an incident is *reported* by one original and *corroborated* by two; it is *disputed* when the accused side
denies it, and *verified* when that side owns to it and another original tells of it too. A person's decision to verify,
dispute or dismiss goes before the rules, from the day that it counts from.
"""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pledgebook.assess.accounts import FORCE, Account, account, places_in, without_dateline
from pledgebook.assess.actors import states_named
from pledgebook.assess.reported import ClaimDays, place_of
from pledgebook.data.met import denies
from pledgebook.errors import DateFormatError
from pledgebook.model import (
    Action,
    Casualties,
    Claim,
    Decision,
    DecisionKind,
    Incident,
    IncidentStatus,
    Ledgered,
    Place,
    Reading,
    Span,
    Stance,
    Version,
    When,
)

DENIED_WITHIN = timedelta(days=14)
"""A denial is taken to be of an incident of that many days before."""

_DECIDED = {
    DecisionKind.VERIFY: IncidentStatus.VERIFIED,
    DecisionKind.DISPUTE: IncidentStatus.DISPUTED,
    DecisionKind.DISMISS: IncidentStatus.DISMISSED,
}
_SENTENCE = re.compile(r"(?:[^.!?\n]|\n(?!\s*\n)|[.!?](?![\s\"'”’)]|$))+[.!?]*[\"'”’)]*")


@dataclass(frozen=True, slots=True)
class Denial:
    """A sentence that denies a use of force.

    Attributes:
        side: Code of who denies.
        day: The day of its report; None if unknown.
        place: Where the sentence stands.
        text: The text of the whole report, in lower case.
    """

    side: str
    day: date | None
    place: Place
    text: str


def find_incidents(
    readings: Iterable[Reading], ledgered: Ledgered, decisions: Sequence[Decision] = (), *, as_of: date | None = None
) -> tuple[Incident, ...]:
    """Gather what the reports of a book tell of uses of force, oldest first.

    Args:
        readings: Gives the texts, for figures and denials that stand beside the claims.
        ledgered: What was worked out from the same readings.
        decisions: Those in force, oldest first.
        as_of: Leave out decisions that count from a later day.
    """
    days = ClaimDays(ledgered)
    claims = [
        claim
        for pledge in ledgered.pledges
        for claim in pledge.claims
        if claim.action is Action.ATTACK and claim.stance is Stance.DONE
    ]
    if not claims:
        return ()
    texts = _texts(readings, claims, days)
    accounts = [account(claim, texts.get(claim.report, ""), days) for claim in claims]
    telling = sorted((one for one in accounts if not one.denies), key=_by_day)
    groups = _gather(telling)
    denials = list(_denials(texts, {one.claim.actor.code for one in telling}, days))
    told_of = [[denial for denial in denials if group is _meant(denial, groups)] for group in groups]
    named = _named(groups)
    return tuple(
        _incident(name, group, denied, decisions, as_of)
        for name, group, denied in zip(named, groups, told_of, strict=True)
    )


def _texts(readings: Iterable[Reading], claims: Sequence[Claim], days: ClaimDays) -> dict[str, str]:
    """The texts in which an incident is told or may be denied: reports of the days after one, and those that tell one."""
    telling = {claim.report for claim in claims}
    known = sorted({day.earliest for claim in claims if (day := days.of(claim))})

    def is_after_one(report: str) -> bool:
        dated = days.of_report(report)
        place = bisect_right(known, dated.latest) if dated else 0
        return bool(dated and place and dated.earliest - known[place - 1] <= DENIED_WITHIN)

    wanted = (reading.report for reading in readings if reading.report.id in telling or is_after_one(reading.report.id))
    return {report.id: report.text for report in wanted}


def incident_decision(
    kind: DecisionKind, incident: Incident, on: date, *, by: str, at: datetime, reason: str = ""
) -> Decision:
    """The decision to verify, dispute or dismiss an incident, which counts from a day on."""
    return Decision(kind, (incident.id, *incident.claims), by, at, reason, value=json.dumps(on.isoformat()))


def _by_day(one: Account) -> tuple[date, str, int]:
    return one.day.earliest if one.day else date.max, one.claim.report, one.claim.evidence.span.start


def _gather(accounts: Iterable[Account]) -> list[list[Account]]:
    """Each account joins the incident that it fits best, else it is one of its own."""
    groups: list[list[Account]] = []
    for one in accounts:
        best = max(groups, key=lambda group: _fit(one, group), default=None)
        if best is not None and _fit(one, best) > 0:
            best.append(one)
        else:
            groups.append([one])
    return groups


def _fit(one: Account, group: Sequence[Account]) -> int:
    """How well an account fits an incident; 0 where it cannot be the same.

    One place is one incident of a day and the next; without a place the day, the means and the figures must not
    speak against it, and something must speak for it.
    """
    first = group[0]
    if one.claim.actor.code != first.claim.actor.code or _differ({a.target for a in group}, one.target):
        return 0
    apart = min((_days_apart(one.day, other.day) for other in group), default=99)
    places = {place for other in group for place in other.places}
    means = frozenset(code for other in group for code in other.means)
    killed = {other.killed for other in group if other.killed is not None}
    same_place = any(_same_place(mine, place) for mine in one.places for place in places)
    same_means = bool(one.means & means)
    if one.places and places and not same_place:
        return 0
    if one.means and means and not same_means:
        return 0
    if same_place:
        return 4 + same_means if apart <= 1 else 0
    if apart > 0 or (one.killed is not None and killed and one.killed not in killed):
        return 0
    return same_means + (one.killed in killed) + (one.claim.report in {other.claim.report for other in group})


def _differ(targets: set[str | None], target: str | None) -> bool:
    known = targets - {None}
    return target is not None and bool(known) and target not in known


def _days_apart(one: When | None, other: When | None) -> int:
    if one is None or other is None:
        return 99
    if one.may_be(other):
        return 0
    return min(abs((one.earliest - other.latest).days), abs((one.latest - other.earliest).days))


def _same_place(one: str, other: str) -> bool:
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return words <= others or others <= words


def _denials(texts: Mapping[str, str], accused: set[str], days: ClaimDays) -> Iterable[Denial]:
    """Sentences in which an accused side denies a use of force; a side that no sentence names stands in the one before."""
    for report, text in texts.items():
        if not denies(text):
            continue
        before: frozenset[str] = frozenset()
        when = days.of_report(report)
        for match in _SENTENCE.finditer(text):
            sentence = without_dateline(match.group().strip())
            named = states_named(sentence) & accused
            sides = named or before
            before = named or before
            if len(sides) == 1 and denies(sentence) and FORCE.search(sentence):
                lead = len(match.group()) - len(match.group().lstrip())
                span = Span(match.start() + lead, match.start() + lead + len(match.group().strip()))
                yield Denial(
                    next(iter(sides)),
                    when.earliest if when else None,
                    Place(report, span, span.of(text)),
                    text.casefold(),
                )


def _meant(denial: Denial, groups: Sequence[list[Account]]) -> list[Account] | None:
    """The incident that is denied: one of that side of the days before, whose place the sentence or the report names."""
    near = [group for group in groups if group[0].claim.actor.code == denial.side and _recent(denial, group)]
    elsewhere = places_in(without_dateline(denial.place.text), towards=True)
    for words in (denial.place.text.casefold(), "" if elsewhere else denial.text):
        named = [group for group in near if any(place.casefold() in words for a in group for place in a.places)]
        if named:
            return named[-1]
    return near[0] if len(near) == 1 and not elsewhere else None


def _recent(denial: Denial, group: Sequence[Account]) -> bool:
    days = [one.day.earliest for one in group if one.day]
    if not days or denial.day is None:
        return any(one.claim.report == denial.place.report for one in group)
    return timedelta(0) <= denial.day - min(days) <= DENIED_WITHIN


def _named(groups: Sequence[Sequence[Account]]) -> list[str]:
    counts: Counter[str] = Counter()
    names = []
    for group in groups:
        where = (
            _commonest(place for one in group for place in one.places) or _commonest(one.target for one in group) or ""
        )
        day = next((one.day.iso for one in group if one.day), "undated")
        words = [group[0].claim.actor.code, "attack", where, day]
        stem = re.sub(r"[^\w-]+", "-", "-".join(word for word in words if word).casefold())
        counts[stem] += 1
        names.append(stem if counts[stem] == 1 else f"{stem}-{counts[stem]}")
    return names


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


def _incident(
    name: str,
    group: Sequence[Account],
    denials: Sequence[Denial],
    decisions: Sequence[Decision],
    as_of: date | None,
) -> Incident:
    means = dict.fromkeys(code for one in group for code in sorted(one.means))
    found = Incident(
        id=name,
        actor=group[0].claim.actor.code,
        target=_commonest(one.target for one in group),
        day=_day(group),
        place=_commonest(place for one in group for place in one.places) or "",
        means=tuple(means),
        killed=_casualties(one.killed for one in group),
        wounded=_casualties(one.wounded for one in group),
        versions=_versions(group, denials),
        claims=tuple(one.claim.id for one in group),
        reports=tuple(dict.fromkeys(one.claim.report for one in group)),
        origins=len({one.origin for one in group}),
        status=IncidentStatus.REPORTED,
        because="",
    )
    status, because = _decided_status(found, decisions, as_of) or _status(found)
    return replace(found, status=status, because=because)


def _day(group: Sequence[Account]) -> When | None:
    """The day that most accounts give, the most precise and the earliest of them."""
    counted = Counter(one.day for one in group if one.day)
    return min(counted, key=lambda day: (-counted[day], -len(day.iso), day.iso)) if counted else None


def _casualties(figures: Iterable[int | None]) -> Casualties | None:
    known = [figure for figure in figures if figure is not None]
    return Casualties(min(known), max(known)) if known else None


def _versions(group: Sequence[Account], denials: Sequence[Denial]) -> tuple[Version, ...]:
    told: dict[str, list[Place]] = {}
    for one in group:
        told.setdefault(one.side, []).append(place_of(one.claim))
    denied: dict[str, list[Place]] = {}
    for denial in denials:
        denied.setdefault(denial.side, []).append(denial.place)
    return tuple(
        Version(side, is_denial, tuple(places))
        for is_denial, sides in ((False, told), (True, denied))
        for side, places in sides.items()
    )


def _status(incident: Incident) -> tuple[IncidentStatus, str]:
    """By rule."""
    originals = f"{incident.origins} independent original{'' if incident.origins == 1 else 's'}"
    if any(version.denies for version in incident.versions):
        return IncidentStatus.DISPUTED, f"told by {originals}; {incident.actor} denies it"
    owned = any(version.side == incident.actor for version in incident.versions)
    if owned and incident.origins > 1:
        return IncidentStatus.VERIFIED, f"{incident.actor} itself tells of it, as do others: {originals}"
    if incident.origins > 1:
        return IncidentStatus.CORROBORATED, f"told by {originals}"
    return IncidentStatus.REPORTED, "told by one original"


def _decided_status(
    incident: Incident, decisions: Iterable[Decision], as_of: date | None
) -> tuple[IncidentStatus, str] | None:
    """By the last decision about it or about one of its claims; None where there is none yet."""
    found = None
    mine = {incident.id, *incident.claims}
    for decision in decisions:
        if decision.kind not in _DECIDED or not mine & set(decision.about):
            continue
        counts_from = _counts_from(decision)
        if as_of is None or counts_from <= as_of:
            reason = f": {decision.reason}" if decision.reason else ""
            found = (_DECIDED[decision.kind], f"decided by {decision.by} from {counts_from.isoformat()} on{reason}")
    return found


def _counts_from(decision: Decision) -> date:
    try:
        return When(str(json.loads(decision.value))).earliest if decision.value else decision.at.date()
    except (ValueError, DateFormatError):
        return decision.at.date()
