"""Origins: which reports go back to one original text, found by what a copy keeps however it is reworded.

A near-verbatim copy shares runs of three words. A reworded, shortened or translated
one shares few, but still tells the same names and figures in the same order; a second
writer at the same event does not. Where one report credits the other's outlet, or both
credit one agency, less is asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from pledgebook.model import Decision, DecisionKind, Origin
from pledgebook.reconcile.grouping import Groups
from pledgebook.reconcile.likeness import Likeness
from pledgebook.reconcile.neighbours import Compared, outlet_names
from pledgebook.reconcile.portrait import Portrait, by_day

_ALIKE = 0.76
_ALIKE_WITH_CREDIT = 0.55
_VERBATIM = 0.45
_REWORDED_WITHIN = 5
"""Days within which a text is reworded without a word of whose it is; later reports of the same matter are follow-ups."""
_FEWEST_FACTS = 10
_MANY_FACTS = 25
_FOR_EACH_MISSING = 0.01
_CERTAIN = 9.0
"""Strength of a link that a person decided; no other comes near it."""
_SHARE_LINKED = 0.25
"""Share of the pairs between two groups of copies that must be linked for the two to be one."""


@dataclass(frozen=True, slots=True)
class Link:
    """Why two reports go back to one original.

    Attributes:
        earlier: Id of the earlier report.
        later: Id of the later one.
        strength: How sure, to choose the best of several reasons.
        why: What the two share.
        sure: Whether it may join two groups by itself: a person decided it, or the words are the same.
    """

    earlier: str
    later: str
    strength: float
    why: str
    sure: bool = False


def find_origins(
    portraits: Sequence[Portrait], compared: Iterable[Compared], decisions: Iterable[Decision] = ()
) -> tuple[Origin, ...]:
    """Group all reports by the original that they go back to; a report with no copy is its own origin.

    A person's ``same_origin`` joins reports whatever their texts say, ``other_origins`` keeps
    them apart, also through a third; of two words on one pair the later counts. A ``split`` of reports
    keeps them from being linked directly.
    """
    known = {portrait.report: portrait for portrait in portraits}
    joined, unlinked, apart = _decided(decisions, known)
    found = [_link(pair.earlier, pair.later, pair.alike) for pair in compared if is_copy(pair)]
    found += _remembered(known)
    groups = Groups(known)
    within: defaultdict[str, list[Link]] = defaultdict(list)
    links = [link for link in found if frozenset((link.earlier, link.later)) not in unlinked] + joined
    for link in _carrying(links, known, apart):
        groups.join(link.earlier, link.later)
    for link in links:
        if groups.lead(link.earlier) != groups.lead(link.later):
            continue
        within[groups.lead(link.earlier)].append(link)
    members: defaultdict[str, list[Portrait]] = defaultdict(list)
    for report, portrait in known.items():
        members[groups.lead(report)].append(portrait)
    origins = (_origin(group, within[leader]) for leader, group in members.items())
    return tuple(sorted(origins, key=lambda one: one.id))


def _carrying(links: Sequence[Link], known: Iterable[str], apart: Sequence[tuple[str, str]] = ()) -> list[Link]:
    """The links that may join reports: two groups of copies become one only if many of their pairs are linked.

    One reworded digest of two stories leans on both; it joins the one that it is most
    like and does not make one original of the two.
    """
    groups = {report: {report} for report in known}
    between: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        between[link.earlier].add(link.later)
        between[link.later].add(link.earlier)
    carrying = []
    for link in sorted(links, key=lambda one: (-one.strength, one.earlier, one.later)):
        one, other = groups[link.earlier], groups[link.later]
        if one is other:
            continue
        smaller, larger = sorted((one, other), key=len)
        linked = sum(len(between[report] & larger) for report in smaller)
        if any((a in one and b in other) or (b in one and a in other) for a, b in apart):
            continue
        if len(smaller) > 1 and not link.sure and linked < _SHARE_LINKED * len(one) * len(other):
            continue
        carrying.append(link)
        larger |= smaller
        for report in smaller:
            groups[report] = larger
    return carrying


def is_copy(pair: Compared) -> bool:
    """Whether what two reports share says that they go back to one original."""
    if max(pair.alike.runs / _VERBATIM, pair.alike.total / _ALIKE_WITH_CREDIT) < 1:
        return False
    credit = shared_credit(pair.earlier, pair.later)
    if pair.alike.runs < _VERBATIM and not credit and not _may_be_reworded(pair):
        return False
    return _ground(pair.alike, credit) != ""


def _may_be_reworded(pair: Compared) -> bool:
    """Whether one report can be the other in other words: near it in time, and long enough for the likeness to tell.

    Two short reports of one matter have the same few names and figures whoever wrote them.
    """
    shorter = min(len(pair.earlier.facts), len(pair.later.facts))
    if shorter < _FEWEST_FACTS or _days_between(pair.earlier, pair.later) > _REWORDED_WITHIN:
        return False
    return pair.alike.total >= _ALIKE + _FOR_EACH_MISSING * max(0, _MANY_FACTS - shorter)


def _days_between(one: Portrait, other: Portrait) -> int:
    """Days that lie between two reports; 0 where either has no day."""
    return abs((one.day - other.day).days) if one.day and other.day else 0


def _ground(alike: Likeness, credit: str) -> str:
    """What two reports share that makes them copies; the empty string if they are none."""
    if alike.runs >= _VERBATIM:
        return f"{alike.runs:.0%} of the runs of three words are the same"
    if alike.total >= _ALIKE or (credit and alike.total >= _ALIKE_WITH_CREDIT):
        return f"{alike.order:.0%} of the names and figures come in the same order"
    return ""


def _link(earlier: Portrait, later: Portrait, alike: Likeness) -> Link:
    credit = shared_credit(earlier, later)
    why = _ground(alike, credit)
    if credit:
        why += f"; both go back to {credit}"
    quotes = len(earlier.quotes & later.quotes)
    if quotes:
        why += f"; {quotes} quotation{'s' if quotes > 1 else ''} in the same words"
    told = len(set(earlier.told) & set(later.told))
    if told >= 3:
        why += f"; {told} claims alike"
    return Link(earlier.report, later.report, alike.total + alike.runs, why, alike.runs >= _VERBATIM)


def shared_credit(first: Portrait, second: Portrait) -> str:
    """The medium that one credits and the other is, or that both credit; the empty string if there is none."""
    for one, other in ((first, second), (second, first)):
        for credit in sorted(one.credits):
            if credit in outlet_names(other.outlet):
                return credit.upper() if len(credit) <= 4 else credit.title()
    both = sorted(first.credits & second.credits)
    return (both[0].upper() if len(both[0]) <= 4 else both[0].title()) if both else ""


def _remembered(known: dict[str, Portrait]) -> list[Link]:
    """Links of reports that were found to be copies before a text was taken down."""
    pairs = [(known[report], one) for one in known.values() for report in one.copies if report in known]
    ordered = {tuple(sorted((one.report, other.report), key=lambda name: by_day(known[name]))) for one, other in pairs}
    why = "found before a text was taken down"
    return [Link(earlier, later, _CERTAIN - 1, why, sure=True) for earlier, later in sorted(ordered)]


def _decided(
    decisions: Iterable[Decision], known: dict[str, Portrait]
) -> tuple[list[Link], set[frozenset[str]], list[tuple[str, str]]]:
    """The links that people made, the pairs they keep from being linked directly, and those they keep apart."""
    joined: dict[tuple[str, str], Link] = {}
    unlinked: set[frozenset[str]] = set()
    apart: dict[tuple[str, str], None] = {}
    for decision in decisions:
        reports = sorted((known[report] for report in decision.about if report in known), key=by_day)
        for one, other in combinations([portrait.report for portrait in reports], 2):
            if decision.kind is DecisionKind.SAME_ORIGIN:
                joined[one, other] = Link(one, other, _CERTAIN, f"{decision.by} decided so", sure=True)
                apart.pop((one, other), None)
            elif decision.kind is DecisionKind.OTHER_ORIGINS:
                joined.pop((one, other), None)
                apart[one, other] = None
            elif decision.kind is DecisionKind.SPLIT:
                unlinked.add(frozenset((one, other)))
    return list(joined.values()), unlinked | {frozenset(pair) for pair in apart}, list(apart)


def _origin(group: Iterable[Portrait], links: Iterable[Link]) -> Origin:
    members = sorted(group, key=_originality)
    place = {portrait.report: number for number, portrait in enumerate(members)}
    best: dict[str, Link] = {}
    for link in links:
        copy = max(link.earlier, link.later, key=place.__getitem__)
        if copy not in best or _rank(link) > _rank(best[copy]):
            best[copy] = link
    why = tuple(_reason(best.get(portrait.report), portrait.report) for portrait in members[1:])
    credited = sorted(
        {credit for portrait in members for credit in portrait.credits if credit in outlet_names(members[0].outlet)}
    )
    return Origin(f"origin-{members[0].report}", tuple(place), why, credited[0] if credited else "")


def _rank(link: Link) -> tuple[float, str, str, str]:
    return link.strength, link.why, link.earlier, link.later


def _originality(portrait: Portrait) -> tuple[object, ...]:
    """Earliest first; on one day the report that leans on no other, then the longer one."""
    return *by_day(portrait)[:1], len(portrait.credits) > 0, -len(portrait.facts), portrait.report


def _reason(link: Link | None, report: str) -> str:
    if link is None:
        return "through the others"
    other = link.earlier if link.later == report else link.later
    return f"with {other}: {link.why}"
