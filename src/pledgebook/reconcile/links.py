"""Links between pledges: part of, replaces, renews, delivers. They keep a sum from being counted twice.

A link is made only between an actor's own undertakings, and only where a report says so in words or by its sums (with one
addition, see parts).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pledgebook.data.comparing import comparing
from pledgebook.model import Claim, Link, LinkKind, Pledge, Stance
from pledgebook.reconcile.agreement import is_renewal, unit_class
from pledgebook.reconcile.homes import GIVING, Home, has_sum, home_of, targets_meet, with_that_sum
from pledgebook.reconcile.parts import part_links
from pledgebook.reconcile.shelf import Shelf
from pledgebook.reconcile.words import content, sentence_bounds

_PATTERNS = comparing().patterns
_BEHIND = 90


def linked(
    pledges: Sequence[Pledge], shelf: Shelf, home: Home | None = None, parts: Mapping[str, Link] | None = None
) -> tuple[Pledge, ...]:
    """The pledges with their links.

    Args:
        pledges: Pledges without links.
        shelf: All reports.
        home: Where the claims of all pledges are. Default: these are all.
        parts: For those that are part of another their link to it. Default: it is found out.
    """
    home = home_of(pledges) if home is None else home
    parts = part_links(pledges, shelf, home) if parts is None else parts
    others = {
        LinkKind.REPLACES: dict(_replaced(pledges, shelf, home)),
        LinkKind.RENEWS: dict(_renewed(pledges, shelf, home)),
        LinkKind.DELIVERS: dict(_delivered(pledges, shelf, home)),
    }
    return tuple(_with_links(pledge, parts, others) for pledge in pledges)


def unlinked(pledge: Pledge) -> Pledge:
    """The pledge without its links."""
    return (
        replace(pledge, part_of=None, replaces=None, renews=None, delivers=None, links=()) if pledge.links else pledge
    )


def may_link(claim: Claim, text: str) -> bool:
    """Whether a claim has words by which its pledge can replace, renew or deliver another.

    Args:
        claim: The claim.
        text: The text of its report.
    """
    span = claim.evidence.span
    if claim.stance.is_own and any(
        _PATTERNS[name].search(text, span.start, span.end) for name in ("revised", "instead")
    ):
        return True
    if claim.action in GIVING and claim.stance is Stance.DONE:
        return _PATTERNS["delivered"].search(claim.evidence.text) is not None
    return is_renewal(claim)


def _with_links(pledge: Pledge, parts: Mapping[str, Link], others: Mapping[LinkKind, Mapping[str, Link]]) -> Pledge:
    found = {LinkKind.PART_OF: parts.get(pledge.id)} | {kind: links.get(pledge.id) for kind, links in others.items()}
    links = tuple(link for link in found.values() if link is not None)
    if not links:
        return pledge
    other = {link.kind: link.pledge for link in links}
    return replace(
        pledge,
        part_of=other.get(LinkKind.PART_OF),
        replaces=other.get(LinkKind.REPLACES),
        renews=other.get(LinkKind.RENEWS),
        delivers=other.get(LinkKind.DELIVERS),
        links=links,
    )


def _replaced(pledges: Sequence[Pledge], shelf: Shelf, home: Home) -> Iterator[tuple[str, Link]]:
    """A sum raised or lowered from another, and a thing done in place of another."""
    for pledge in pledges:
        for claim in pledge.claims:
            if not claim.stance.is_own:
                continue
            old = _sum_before(claim, shelf, home, pledge) or _given_up(claim, shelf, home, pledge)
            if old is not None:
                place = shelf.place(claim.report, claim.evidence.span)
                yield (
                    pledge.id,
                    Link(LinkKind.REPLACES, old.id, f"{claim.report} has it in the place of {old.id}.", (place,)),
                )
                break


def _sum_before(claim: Claim, shelf: Shelf, home: Home, pledge: Pledge) -> Pledge | None:
    """The pledge of X, where a sentence tells of a sum that goes from X to Y, and Y is this pledge's."""
    text = shelf.readings[claim.report].report.text
    span = claim.evidence.span
    if _PATTERNS["revised"].search(text, span.start, span.end) is None:
        return None
    sums = [one for one in shelf.sums[claim.report] if span.covers(one.span)]
    for new in sums:
        for old in sums:
            before = text[max(0, old.span.start - 6) : old.span.start].split()
            between = text[old.span.end : new.span.start].split()
            if (
                old.span.end <= new.span.start
                and before[-1:] == ["from"]
                and between == ["to"]
                and has_sum(pledge, new)
            ):
                earlier = [one for one in with_that_sum(pledge.actor, old, home) if one.id != pledge.id]
                return earlier[0] if earlier else None
    return None


def _given_up(claim: Claim, shelf: Shelf, home: Home, pledge: Pledge) -> Pledge | None:
    """The actor's earlier pledge that a sentence names behind "instead of"."""
    text = shelf.readings[claim.report].report.text
    span = claim.evidence.span
    match = _PATTERNS["instead"].search(text, span.start, span.end)
    if match is None:
        return None
    _, end = sentence_bounds(text, match.start(), match.end())
    named = content(text[match.end() : min(end, match.end() + _BEHIND)].partition(",")[0])
    return _earlier_like(pledge, named, home, least=2)


def _earlier_like(pledge: Pledge, named: frozenset[str], home: Home, least: int) -> Pledge | None:
    """The actor's earlier undertaking towards the same target that shares most of the words, and enough of them."""
    best, most = None, least - 1
    for other in home.by_actor[pledge.actor]:
        if other.id == pledge.id or not other.stance.is_own or not targets_meet(pledge, other):
            continue
        if not _begins_before(other, pledge):
            continue
        shared = len(named & content(" ".join(item.text for claim in other.claims for item in claim.items)))
        if shared > most:
            best, most = other, shared
    return best


def _begins_before(one: Pledge, other: Pledge) -> bool:
    first, second = one.history[0].when, other.history[0].when
    return first is not None and second is not None and first.earliest < second.earliest


def _renewed(pledges: Sequence[Pledge], shelf: Shelf, home: Home) -> Iterator[tuple[str, Link]]:
    """A pledge told as renewed, and the actor's latest earlier pledge of the same sum or thing."""
    for pledge in pledges:
        first = next((claim for claim in pledge.claims if claim.stance.is_own), None)
        if first is None or not is_renewal(first):
            continue
        items = content(" ".join(item.text for item in first.items))
        alike = [
            other
            for other in home.by_kind[pledge.actor, pledge.action]
            if other.id != pledge.id
            and other.stance.is_own
            and targets_meet(pledge, other)
            and _begins_before(other, pledge)
            and ((other.amount and other.amount == pledge.amount) or items & content(other.item))
        ]
        if alike:
            old = max(alike, key=lambda other: (other.history[0].when.iso if other.history[0].when else "", other.id))
            place = shelf.place(first.report, first.evidence.span)
            yield pledge.id, Link(LinkKind.RENEWS, old.id, f"{first.report} tells {old.id} as carried on.", (place,))


def _delivered(pledges: Sequence[Pledge], shelf: Shelf, home: Home) -> Iterator[tuple[str, Link]]:
    """What is told as delivered of an earlier promise, and that promise."""
    for pledge in pledges:
        if pledge.action not in GIVING or pledge.stance is not Stance.DONE:
            continue
        for claim in pledge.claims:
            words = claim.evidence.text
            if claim.stance is not Stance.DONE or _PATTERNS["delivered"].search(words) is None:
                continue
            promise = _promise_in(claim, pledge, home, shelf) if _PATTERNS["promised_before"].search(words) else None
            promise = promise or _promise_of_that_sum(pledge, home) or _promise_of_more(pledge, home)
            if promise is not None:
                place = shelf.place(claim.report, claim.evidence.span)
                yield (
                    pledge.id,
                    Link(
                        LinkKind.DELIVERS,
                        promise.id,
                        f"{claim.report} tells it as delivered of {promise.id}.",
                        (place,),
                    ),
                )
                break


def _promise_in(claim: Claim, pledge: Pledge, home: Home, shelf: Shelf) -> Pledge | None:
    """The one promise of the actor that the same sentence tells."""
    told = {
        other.id: other
        for near in shelf.readings[claim.report].claims
        if near.evidence.span.meets(claim.evidence.span) and near.stance in {Stance.COMMITTED, Stance.WILLING}
        for other in (home.of_claim.get(near.id),)
        if other is not None and other.actor == pledge.actor and other.id != pledge.id and other.action in GIVING
    }
    return next(iter(told.values())) if len(told) == 1 else None


def _promise_of_that_sum(pledge: Pledge, home: Home) -> Pledge | None:
    """The actor's earlier promise of the very sum, under another action, towards the same target."""
    if pledge.amount is None:
        return None
    found = [
        other
        for other in home.by_sum.get((pledge.actor, pledge.amount), ())
        if other.id != pledge.id
        and other.amount == pledge.amount
        and other.action in GIVING
        and other.stance in {Stance.COMMITTED, Stance.WILLING}
        and targets_meet(pledge, other)
        and _begins_before(other, pledge)
    ]
    return found[0] if len(found) == 1 else None


def _promise_of_more(pledge: Pledge, home: Home) -> Pledge | None:
    """The actor's one earlier promise of as many such things or more: 400 officers on the ground of 1,000 promised."""
    if pledge.quantity is None:
        return None
    counted = unit_class(pledge.quantity.unit)
    found = [
        other
        for other in home.by_kind[pledge.actor, pledge.action]
        if other.target == pledge.target
        and other.quantity is not None
        and unit_class(other.quantity.unit) == counted
        and other.quantity.value >= pledge.quantity.value
        and other.stance in {Stance.COMMITTED, Stance.WILLING}
        and _begins_before(other, pledge)
    ]
    return found[0] if len(found) == 1 else None
