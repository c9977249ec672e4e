"""What each definition of a total counts: plain functions, one for each.

Reports seldom say where money stands in a budget. Each function is the nearest that can be told from a stance and its words;
docs/reference/totals.md says what it stands for and where it differs.
"""

from collections.abc import Callable, Mapping

from pledgebook.data.comparing import comparing
from pledgebook.model import Definition, Pledge, Stance
from pledgebook.reconcile.words import content, stem

_PATTERNS = comparing().patterns
_GENERIC = frozenset(stem(word) for word in comparing().generic_items)
_YES = frozenset({Stance.WILLING, Stance.COMMITTED, Stance.DONE})
_PROMISED = frozenset({Stance.WILLING, Stance.COMMITTED})


def is_announced(pledge: Pledge) -> bool:
    """The actor says that it gives, will give or is ready to give."""
    return pledge.stance in _YES


def is_committed(pledge: Pledge) -> bool:
    """The actor says that it gives or will give (Kiel: promised)."""
    return pledge.stance in {Stance.COMMITTED, Stance.DONE}


def is_allocated(pledge: Pledge) -> bool:
    """Given, or promised for a thing or a time that is named, or told as set aside (Kiel: a specific package)."""
    if pledge.stance is not Stance.COMMITTED:
        return pledge.stance is Stance.DONE
    return bool(content(pledge.item) - _GENERIC) or any(
        claim.due is not None or _PATTERNS["allocated"].search(claim.evidence.text) is not None
        for claim in pledge.claims
        if claim.stance is Stance.COMMITTED
    )


def is_delivered(pledge: Pledge) -> bool:
    """Given."""
    return pledge.stance is Stance.DONE


def is_pledged_only(pledge: Pledge) -> bool:
    """Announced and not told as signed (FTS: a pledge, shown apart)."""
    return pledge.stance in _PROMISED and not _is_signed(pledge)


def is_owed(pledge: Pledge) -> bool:
    """Told as signed and not yet given (FTS: a commitment)."""
    return pledge.stance in _PROMISED and _is_signed(pledge)


def _is_signed(pledge: Pledge) -> bool:
    return any(
        claim.stance is Stance.COMMITTED and _PATTERNS["signed"].search(claim.evidence.text) is not None
        for claim in pledge.claims
    )


MEETS: Mapping[Definition, Callable[[Pledge], bool]] = {
    Definition.ANNOUNCED: is_announced,
    Definition.COMMITTED: is_committed,
    Definition.ALLOCATED: is_allocated,
    Definition.DELIVERED: is_delivered,
    Definition.FTS_PLEDGED: is_pledged_only,
    Definition.FTS_COMMITTED: is_owed,
    Definition.FTS_PAID: is_delivered,
}
"""Whether a pledge counts under a definition."""

LATER: Mapping[Definition, tuple[Definition, ...]] = {
    Definition.FTS_PLEDGED: (Definition.FTS_COMMITTED, Definition.FTS_PAID),
    Definition.FTS_COMMITTED: (Definition.FTS_PAID,),
}
"""The statuses that take a sum out of an earlier one: under FTS a sum has one status at a time."""
