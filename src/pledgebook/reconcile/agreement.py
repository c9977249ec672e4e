"""Whether two claims of one actor, action and target can speak of one undertaking."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pledgebook.data.comparing import comparing
from pledgebook.data.measures import counted_words
from pledgebook.model import Action, Amount, Claim, Stance, When
from pledgebook.reconcile.words import content, stem

_LISTS = comparing()
_GENERIC = frozenset(stem(word) for word in _LISTS.generic_items)
_EVENTS = frozenset({Action.NEGOTIATE, Action.RATIFY, Action.ATTACK})
_BY_ITEM = frozenset(
    {Action.ARM, Action.SANCTION, Action.RATIFY, Action.SETTLE, Action.REBUILD, Action.SUPPORT, Action.OTHER}
)
_WITH_TERMS = frozenset({Action.DEPLOY, Action.FUND, Action.TRAIN, Action.SUPPORT, Action.SANCTION, Action.MONITOR})
_EVENT_DAYS = 10
_TERM_DAYS = 60
_GROUP_DAYS = 60


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim with what is needed of it to compare it, worked out once.

    Attributes:
        claim: The claim.
        id: Its id.
        when: When its stance was voiced; None if unknown.
        days: First and last day of that; None if unknown.
        origin: The origin of its report.
        lone: Whether it is its report's only claim of that actor, action, target and side.
        items: What it gives, in words that tell it from other things.
        values: Its sums, whatever their currency.
        figures: The digits of each sum, sorted, with its currency: what stays of a sum that is told with a slip.
        side: ``own``, ``asks`` or ``judges``.
        target: Code of the target; empty if nobody says.
        renewal: Whether it tells of a thing that goes on for a further term.
    """

    claim: Claim
    id: str
    when: When | None
    days: tuple[date, date] | None
    origin: str
    lone: bool
    items: frozenset[str]
    values: frozenset[Decimal]
    figures: frozenset[tuple[str, str]]
    side: str
    target: str
    renewal: bool = False


def weigh(claims: Mapping[str, Claim], dated: Mapping[str, When | None], origin: Mapping[str, str]) -> list[Weighed]:
    """Work out of each claim what is needed to compare it; claims and their days are given by id."""
    alike = Counter(_kind_in_report(claim) for claim in claims.values())
    return [
        Weighed(
            claim=claim,
            id=name,
            when=(when := dated[name]),
            days=(when.earliest, when.latest) if when else None,
            origin=origin.get(claim.report, claim.report),
            lone=alike[_kind_in_report(claim)] == 1,
            items=content(" ".join(item.text for item in claim.items)) - _GENERIC,
            values=frozenset(stated.amount.value for stated in claim.amounts),
            figures=frozenset(_figure(stated.amount) for stated in claim.amounts if stated.amount.value),
            side=side(claim.stance),
            target=target_of(claim),
            renewal=is_renewal(claim),
        )
        for name, claim in claims.items()
    ]


def _kind_in_report(claim: Claim) -> tuple[str, ...]:
    target = claim.target.code if claim.target else ""
    return claim.report, claim.actor.code, claim.action, target, side(claim.stance)


def agree(one: Weighed, others: Sequence[Weighed]) -> float:
    """How well a claim fits an undertaking: 0 if anything forbids it, above 1 if something speaks for it."""
    if not _compatible(one, others[-1]) or _items_part(one, others):
        return 0.0
    score = 1.0
    for other in others:
        if not _compatible(one, other):
            return 0.0
        score = max(score, _closeness(one, other))
    return score


def side(stance: Stance) -> str:
    """Own acts, wishes, and judgements on others' acts are three matters."""
    if stance.is_own:
        return "own"
    return "asks" if stance is Stance.ASKS else "judges"


def same_sum(one: Amount, other: Amount) -> bool:
    """Whether two sums are one sum, maybe told with a slip: a power of ten, two digits swapped, another currency.

    >>> same_sum(Amount(Decimal("90e9"), "USD"), Amount(Decimal("900e9"), "USD"))
    True
    >>> same_sum(Amount(Decimal("90e9"), "EUR"), Amount(Decimal("60e9"), "EUR"))
    False
    """
    return one.value == other.value or bool(one.value and other.value and _figure(one) == _figure(other))


def _figure(amount: Amount) -> tuple[str, str]:
    return amount.currency, "".join(sorted(digits(amount.value)))


def digits(value: Decimal) -> str:
    """The digits of a number without the zeros at its ends.

    >>> digits(Decimal("900000000000")), digits(Decimal("2500000"))
    ('9', '25')
    """
    return "".join(str(digit) for digit in value.normalize().as_tuple().digits).strip("0")


def target_of(claim: Claim) -> str:
    """The target's code; empty where nobody says, and where an actor is told to do a thing for itself alone."""
    if claim.target is None or (claim.stance.is_own and claim.target.code == claim.actor.code):
        return ""
    return claim.target.code


def unit_class(unit: str) -> str:
    """What kind of thing a unit counts: ``countries``, ``leaders``, ``people``, or the stem of its last word.

    >>> unit_class("NATO states"), unit_class("Kenyan police officers"), unit_class("Patriot systems")
    ('countries', 'people', 'system')
    """
    last = unit.lower().split()[-1] if unit.split() else ""
    if last in _LISTS.country_units:
        return "countries"
    if last in _LISTS.head_units:
        return "leaders"
    return "people" if counted_words().kinds.get(last) in {"troops", "people"} else stem(last)


def _compatible(one: Weighed, other: Weighed) -> bool:
    return (
        one.side == other.side
        and _targets_agree(one, other)
        and _sums_agree(one, other)
        and _counts_agree(one, other)
        and not _domains_part(one.claim, other.claim)
        and not _different_groups(one, other)
        and not _different_events(one, other)
        and not _different_terms(one, other)
    )


def _targets_agree(one: Weighed, other: Weighed) -> bool:
    """The same target; or the actor itself put for it, or none in a copy of the same original."""
    if one.target == other.target:
        return True
    if one.target and other.target:
        return False
    return bool(one.claim.target and other.claim.target) or _same_original(one, other)


def _sums_agree(one: Weighed, other: Weighed) -> bool:
    if not one.claim.amounts and not other.claim.amounts:
        return True
    if not one.claim.amounts or not other.claim.amounts:
        return bool(one.items & other.items)
    return _share_a_sum(one, other)


def _share_a_sum(one: Weighed, other: Weighed) -> bool:
    return not one.values.isdisjoint(other.values) or not one.figures.isdisjoint(other.figures)


def _counts_agree(one: Weighed, other: Weighed) -> bool:
    if one.claim.quantity is None or other.claim.quantity is None:
        return True
    mine, theirs = one.claim.quantity.quantity, other.claim.quantity.quantity
    counted = unit_class(mine.unit)
    if counted != unit_class(theirs.unit) or digits(mine.value) == digits(theirs.value):
        return True
    return counted in {"countries", "leaders"} and _days_between(one, other) <= 2


def _domains_part(claim: Claim, other: Claim) -> bool:
    """No soldiers on land, but ships at sea: two undertakings."""
    if not claim.domains or not other.domains or set(claim.domains) & set(other.domains):
        return False
    return (claim.stance is Stance.DECLINED) != (other.stance is Stance.DECLINED)


def _items_part(one: Weighed, others: Sequence[Weighed]) -> bool:
    """What is given here has nothing in common with what is given there, and no copy of the same original says so."""
    if one.claim.action not in _BY_ITEM or not one.items:
        return False
    theirs = frozenset(word for other in others for word in other.items)
    if not theirs or one.items & theirs:
        return False
    return not any(_same_original(one, other) or (one.claim.amounts and other.claim.amounts) for other in others)


def _same_original(one: Weighed, other: Weighed) -> bool:
    """Whether two copies of one original tell these, each as the only claim of its kind."""
    return one.lone and other.lone and one.claim.report != other.claim.report and one.origin == other.origin


def _different_groups(one: Weighed, other: Weighed) -> bool:
    """Unnamed countries of months ago are others than those of today, unless the same number or thing joins them."""
    if one.claim.actor.code != "GROUP" or _days_between(one, other) <= _GROUP_DAYS:
        return False
    return not (_same_number(one.claim, other.claim) or one.claim.amounts or one.items & other.items)


def _same_number(claim: Claim, other: Claim) -> bool:
    if claim.quantity is None or other.quantity is None:
        return False
    return claim.quantity.quantity.value == other.quantity.quantity.value


def _different_events(one: Weighed, other: Weighed) -> bool:
    """Meetings, signings and attacks that took place on different days are different ones."""
    if one.claim.action not in _EVENTS or Stance.DONE not in (one.claim.stance, other.claim.stance):
        return False
    return _days_between(one, other) > _EVENT_DAYS


def is_renewal(claim: Claim) -> bool:
    """Whether a claim tells of a thing of the actor's own that goes on for a further term."""
    if claim.action not in _WITH_TERMS or not claim.stance.is_own or claim.stance is Stance.DECLINED:
        return False
    return _LISTS.patterns["renewed"].search(claim.evidence.text) is not None


def _different_terms(one: Weighed, other: Weighed) -> bool:
    """What is carried on for a further term is new beside what was promised two months before or earlier."""
    return one.renewal != other.renewal and _days_between(one, other) > _TERM_DAYS


def _days_between(one: Weighed, other: Weighed) -> int:
    """Days that lie between two claims at least; 0 where either has no day."""
    if one.days is None or other.days is None:
        return 0
    return max(0, (one.days[0] - other.days[1]).days, (other.days[0] - one.days[1]).days)


def _closeness(one: Weighed, other: Weighed) -> float:
    score = 1.0
    if _same_original(one, other):
        score += 0.4
    if one.days and _days_between(one, other) <= 2:
        score += 0.2
    if _share_a_sum(one, other):
        score += 1.0
    score += min(1.0, 0.5 * len(one.items & other.items))
    if _same_number(one.claim, other.claim):
        score += 0.5
    if one.claim.stance is other.claim.stance:
        score += 0.2
    return score
