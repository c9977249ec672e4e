"""Doubt: a stated date that cannot be true, and the officials, anniversaries and copies that forbid it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pledgebook.model import AnchorClue, DateClue, OfficialClue, Reading, When
from pledgebook.reconcile.stated import same_day_of_year, stated_for_itself
from pledgebook.reconcile.terms import can_hold, terms_of

SLIP_DAYS = 10
_COPY_DAYS = 60
_ANCHOR_GRACE = timedelta(days=32)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stated date that cannot be true, and what forbids it.

    Attributes:
        when: The date.
        clue: The words that state it; None where the report carries it outside its text.
        officials: Officials who did not hold the office that day, each once.
        anchors: Anniversaries that fall on other days.
        copies: Copies of the same original, with the days that they carry.
    """

    when: When
    clue: DateClue | None
    officials: tuple[OfficialClue, ...] = ()
    anchors: tuple[AnchorClue, ...] = ()
    copies: tuple[tuple[str, date], ...] = ()


def doubt(reading: Reading, copies: Iterable[tuple[str, date]] = ()) -> Doubt | None:
    """The date of a report that cannot be true, if it has one.

    One official, anniversary or copy is enough against a date in a text that carries no other. Where the report
    carries a date outside its text too, the text's date must look like a slip of the year beside it, or else it is
    history. A date carried outside the text is doubted only where two officials forbid it and none speaks for it.
    """
    published, clue = reading.report.published, stated_for_itself(reading)
    if clue is not None:
        officials = forbidding_officials(reading, clue.when)
        anchors = forbidding_anchors(reading, clue.when)
        others = tuple((report, day) for report, day in copies if (day - clue.when.latest).days > _COPY_DAYS)
        against = Doubt(clue.when, clue, officials, anchors, others)
        forbidden = bool(officials or anchors or others)
        if published is None and forbidden:
            return against
        if published is not None and forbidden and clue.when.earliest.year != published.earliest.year:
            slip = same_day_of_year(clue.when.earliest, published.earliest, SLIP_DAYS)
            return against if slip else None
    if published is not None:
        officials = forbidding_officials(reading, published)
        if len({official.person for official in officials}) >= 2:
            return Doubt(published, None, officials)
    return None


def forbidding_officials(reading: Reading, when: When) -> tuple[OfficialClue, ...]:
    """The officials who cannot have held the title on that date; none where another official speaks for the date.

    An official speaks for the date who held the office then but cannot have held it when the others did.
    """
    against: dict[str, OfficialClue] = {}
    for official in reading.clues.officials:
        if not official.former and not (can_hold(official, when.earliest) or can_hold(official, when.latest)):
            against.setdefault(official.person, official)
    if not against:
        return ()
    starts = [term.first for official in against.values() for term in terms_of(official) if term.first]
    later = max((start for start in starts if start > when.latest), default=None)
    for official in reading.clues.officials:
        known = terms_of(official)
        if (
            later
            and not official.former
            and known
            and not any(term.last is None or term.last >= later for term in known)
        ):
            return ()
    return tuple(against.values())


def forbidding_anchors(reading: Reading, when: When) -> tuple[AnchorClue, ...]:
    """The anniversaries and durations that cannot fall near that date."""
    return tuple(
        anchor
        for anchor in reading.clues.anchors
        if when.latest < anchor.earliest - _ANCHOR_GRACE or when.earliest > anchor.latest + _ANCHOR_GRACE
    )
