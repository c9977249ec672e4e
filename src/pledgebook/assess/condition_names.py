"""The names that conditions go by: ``ceasefire``, ``ceasefire(RUS,UKR)``, and ``ratification(DEU)`` of a family."""

import re
from collections.abc import Iterable

from pledgebook.assess.actors import is_known
from pledgebook.model import Condition

_AT_LEAST = re.compile(r"(?:>=|≥)\s*(\d+)")
_WITH_PARTIES = re.compile(r"([^()]+)\(([^()]*)\)")


def one_of_family(family: str, actor: str) -> str:
    """The id of a family's condition for one actor.

    >>> one_of_family("ratification", "DEU")
    'ratification(DEU)'
    """
    return f"{family}({actor})"


def family_of(name: str) -> tuple[str, str] | None:
    """The family and the actor of such an id; None for any other.

    >>> family_of("ratification(DEU)"), family_of("ceasefire")
    (('ratification', 'DEU'), None)
    """
    match = _WITH_PARTIES.fullmatch(name)
    return (match.group(1), match.group(2)) if match else None


def find_condition(name: str, conditions: Iterable[Condition]) -> str | None:
    """The id that a name stands for; None when it stands for nothing.

    A condition goes by its id, and by its kind with its parties in any order, or with how many are
    enough: ``others_join(>=26)``; one of a family by the family's id with the actor.

    Example:
        >>> from pledgebook.model import ConditionKind
        >>> truce = Condition("truce", ConditionKind.CEASEFIRE, "a truce", parties=("RUS", "UKR"))
        >>> find_condition("ceasefire(UKR, RUS)", [truce])
        'truce'
    """
    known = {condition.id: condition for condition in conditions}
    if name in known:
        return name
    match = _WITH_PARTIES.fullmatch(name)
    if match is None:
        return None
    head = match.group(1).strip()
    if number := _AT_LEAST.fullmatch(match.group(2).strip()):
        wanted = int(number.group(1))
        return next((c.id for c in known.values() if c.kind.value == head and c.enough == wanted), None)
    parties = tuple(part.strip() for part in match.group(2).split(",") if part.strip())
    if head in known and known[head].each_actor and len(parties) == 1 and is_known(parties[0]):
        return one_of_family(head, parties[0])
    for condition in known.values():
        if condition.kind.value == head and condition.parties and sorted(condition.parties) == sorted(parties):
            return condition.id
    return None


def names_offered(conditions: Iterable[Condition]) -> list[str]:
    """What to offer a user who named a condition that is not there."""
    return [one_of_family(c.id, "DEU") if c.each_actor else c.id for c in conditions]
