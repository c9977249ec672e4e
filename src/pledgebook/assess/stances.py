"""What a changed stance of one actor would do: the same book with other stances, and what that changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pledgebook.assess.actors import code_of_name, is_known
from pledgebook.assess.toml_table import near
from pledgebook.errors import ValueFormatError
from pledgebook.model import Assessment, Coverage, Ledgered, Pledge, Stance, StanceAt

_OWN = tuple(stance for stance in Stance if stance.is_own)


@dataclass(frozen=True, slots=True)
class Change:
    """A requirement that comes to something else.

    Attributes:
        before: How far it is met with the stances that were voiced.
        after: How far with those that are supposed.
    """

    before: Coverage
    after: Coverage


def parse_stance(text: str) -> tuple[str, Stance]:
    """Read ``USA=declined``, or a pledge's id with a stance: ``can-deploy-ukr=committed``.

    Raises:
        ValueFormatError: No actor or pledge, no ``=``, or no stance towards one's own action.

    Example:
        >>> parse_stance("USA = declined")
        ('USA', <Stance.DECLINED: 'declined'>)
    """
    who, equals, word = text.partition("=")
    stance = next((one for one in _OWN if one.value == word.strip().casefold()), None)
    if not equals or not who.strip() or stance is None:
        raise ValueFormatError(
            f"cannot read {text!r} as a stance; write an actor or a pledge's id, = and one of {', '.join(_OWN)}, "
            "for example 'USA=declined' or 'can-deploy-ukr=committed'"
        )
    return who.strip(), stance


def with_stances(ledgered: Ledgered, pairs: Iterable[tuple[str, Stance]]) -> Ledgered:
    """The same pledges, some held with another stance, on every day.

    An actor's stance changes all that it itself undertakes, weighs or declines.

    Raises:
        ValueFormatError: No pledge has that id, and that actor has none of its own.
    """
    pledges = ledgered.pledges
    for who, stance in pairs:
        code = who if is_known(who) else code_of_name(who)
        chosen = {one.id for one in pledges if one.stance.is_own and who == one.id}
        chosen = chosen or {one.id for one in pledges if one.stance.is_own and one.actor in (code, who)}
        if not chosen:
            hint = near(who, sorted({one.id for one in pledges} | {one.actor for one in pledges}))
            raise ValueFormatError(f"no pledge {who!r}, and no actor of that code with pledges of its own; {hint}")
        pledges = tuple(_held(one, stance) if one.id in chosen else one for one in pledges)
    return replace(ledgered, pledges=pledges)


def _held(pledge: Pledge, stance: Stance) -> Pledge:
    return replace(pledge, stance=stance, history=(*pledge.history, StanceAt(None, stance, ())))


def changes(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """The requirements that come to something else."""

    def worth(one: Coverage) -> Sequence[object]:
        return one.certain, one.possible, one.met, one.blockers.sets, one.needs.sets

    return tuple(
        Change(old, new) for old, new in zip(before.coverage, after.coverage, strict=True) if worth(old) != worth(new)
    )
