"""Whether two claims of one actor, action and target can speak of one undertaking."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
_EVENT_DAYS = 10
_GROUP_DAYS = 60


@dataclass(frozen=True, slots=True)
class Setting:
    """What must be known of claims beside their own words.

    Attributes:
        dated: By claim, when its stance was voiced.
        origin: By report, its origin.
        lone: Claims that are their report's only one of that actor, action, target and side.
    """

    dated: Mapping[str, When | None]
    origin: Mapping[str, str]
    lone: frozenset[str]


def setting_of(claims: Iterable[Claim], dated: Mapping[str, When | None], origin: Mapping[str, str]) -> Setting:
    """Look over all claims once."""
    alike: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for claim in claims:
        target = claim.target.code if claim.target else ""
        alike[claim.report, claim.actor.code, claim.action, target, side(claim.stance)].append(claim.id)
    return Setting(dated, origin, frozenset(ids[0] for ids in alike.values() if len(ids) == 1))


def agree(claim: Claim, others: Sequence[Claim], setting: Setting) -> float:
    """How well a claim fits an undertaking: 0 if anything forbids it, above 1 if something speaks for it."""
    if _items_part(claim, others, setting):
        return 0.0
    score = 1.0
    for other in others:
        if not _compatible(claim, other, setting):
            return 0.0
        score = max(score, _closeness(claim, other, setting))
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
    if one.value == other.value:
        return True
    if one.currency != other.currency or not one.value or not other.value:
        return False
    return sorted(digits(one.value)) == sorted(digits(other.value))


def digits(value: Decimal) -> str:
    """The digits of a number without the zeros at its ends.

    >>> digits(Decimal("900000000000")), digits(Decimal("2500000"))
    ('9', '25')
    """
    return "".join(str(digit) for digit in value.normalize().as_tuple().digits).strip("0")


def _compatible(claim: Claim, other: Claim, setting: Setting) -> bool:
    if side(claim.stance) != side(other.stance) or not _targets_agree(claim, other, setting):
        return False
    if not _sums_agree(claim, other) or not _counts_agree(claim, other, setting):
        return False
    if _domains_part(claim, other) or _different_groups(claim, other, setting):
        return False
    return not _different_events(claim, other, setting)


def target_of(claim: Claim) -> str:
    """The target's code; empty where nobody says, and where an actor is told to do a thing for itself alone."""
    if claim.target is None or (claim.stance.is_own and claim.target.code == claim.actor.code):
        return ""
    return claim.target.code


def _targets_agree(claim: Claim, other: Claim, setting: Setting) -> bool:
    """The same target; or the actor itself put for it, or none in a copy of the same original."""
    mine, theirs = target_of(claim), target_of(other)
    if mine == theirs:
        return True
    if mine and theirs:
        return False
    return bool(claim.target and other.target) or _same_original(claim, other, setting)


def _sums_agree(claim: Claim, other: Claim) -> bool:
    mine = [stated.amount for stated in claim.amounts]
    theirs = [stated.amount for stated in other.amounts]
    if not mine and not theirs:
        return True
    if not mine or not theirs:
        return bool(_specific(claim) & _specific(other))
    return any(same_sum(one, two) for one in mine for two in theirs)


def _counts_agree(claim: Claim, other: Claim, setting: Setting) -> bool:
    if claim.quantity is None or other.quantity is None:
        return True
    mine, theirs = claim.quantity.quantity, other.quantity.quantity
    counted = unit_class(mine.unit)
    if counted != unit_class(theirs.unit) or digits(mine.value) == digits(theirs.value):
        return True
    return counted in {"countries", "leaders"} and _days_between(claim, other, setting) <= 2


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


def _domains_part(claim: Claim, other: Claim) -> bool:
    """No soldiers on land, but ships at sea: two undertakings."""
    if not claim.domains or not other.domains or set(claim.domains) & set(other.domains):
        return False
    return (claim.stance is Stance.DECLINED) != (other.stance is Stance.DECLINED)


def _items_part(claim: Claim, others: Sequence[Claim], setting: Setting) -> bool:
    """What is given here has nothing in common with what is given there, and no copy of the same original says so."""
    mine = _specific(claim)
    theirs = frozenset(word for other in others for word in _specific(other))
    if claim.action not in _BY_ITEM or not mine or not theirs or mine & theirs:
        return False
    return not any(_same_original(claim, other, setting) or (claim.amounts and other.amounts) for other in others)


def _same_original(claim: Claim, other: Claim, setting: Setting) -> bool:
    """Whether two copies of one original tell these, each as the only claim of its kind."""
    if claim.report == other.report or not {claim.id, other.id} <= setting.lone:
        return False
    return setting.origin.get(claim.report, claim.report) == setting.origin.get(other.report, other.report)


def _different_groups(claim: Claim, other: Claim, setting: Setting) -> bool:
    """Unnamed countries of months ago are others than those of today, unless the same number or thing joins them."""
    if claim.actor.code != "GROUP" or _days_between(claim, other, setting) <= _GROUP_DAYS:
        return False
    same_number = claim.quantity and other.quantity and claim.quantity.quantity.value == other.quantity.quantity.value
    return not (same_number or claim.amounts or _specific(claim) & _specific(other))


def _specific(claim: Claim) -> frozenset[str]:
    return content(" ".join(item.text for item in claim.items)) - _GENERIC


def _different_events(claim: Claim, other: Claim, setting: Setting) -> bool:
    """Meetings, signings and attacks that took place on different days are different ones."""
    if claim.action not in _EVENTS or Stance.DONE not in (claim.stance, other.stance):
        return False
    return _days_between(claim, other, setting) > _EVENT_DAYS


def _days_between(claim: Claim, other: Claim, setting: Setting) -> int:
    mine, theirs = setting.dated[claim.id], setting.dated[other.id]
    if mine is None or theirs is None or mine.may_be(theirs):
        return 0
    return max((mine.earliest - theirs.latest).days, (theirs.earliest - mine.latest).days)


def _closeness(claim: Claim, other: Claim, setting: Setting) -> float:
    score = 1.0
    if _same_original(claim, other, setting):
        score += 0.4
    if setting.dated[claim.id] and _days_between(claim, other, setting) <= 2:
        score += 0.2
    if any(same_sum(one.amount, two.amount) for one in claim.amounts for two in other.amounts):
        score += 1.0
    score += min(1.0, 0.5 * len(_specific(claim) & _specific(other)))
    if claim.quantity and other.quantity and claim.quantity.quantity.value == other.quantity.quantity.value:
        score += 0.5
    if claim.stance is other.stance:
        score += 0.2
    return score
