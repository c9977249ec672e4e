"""The codes of the codebook: stances, actions, kinds of conditions and findings."""

from enum import StrEnum


class Stance(StrEnum):
    """What an actor holds towards an action, from firm to none, then towards what others do."""

    DONE = "done"
    COMMITTED = "committed"
    WILLING = "willing"
    WEIGHING = "weighing"
    DECLINED = "declined"
    ASKS = "asks"
    BACKS = "backs"
    OPPOSES = "opposes"

    @property
    def is_own(self) -> bool:
        """Whether the stance is towards the actor's own action.

        >>> Stance.WEIGHING.is_own, Stance.BACKS.is_own
        (True, False)
        """
        return self not in (Stance.ASKS, Stance.BACKS, Stance.OPPOSES)

    @property
    def firmness(self) -> int:
        """How firm an own stance is: 4 for done, 3 committed, 2 willing, 1 weighing, 0 declined; -1 for the others."""
        return _FIRMNESS.get(self.value, -1)


_FIRMNESS = {"done": 4, "committed": 3, "willing": 2, "weighing": 1, "declined": 0}


class Action(StrEnum):
    """What is done, promised, weighed, refused, asked for, backed or opposed."""

    DEPLOY = "deploy"
    ARM = "arm"
    FUND = "fund"
    TRAIN = "train"
    MONITOR = "monitor"
    GUARANTEE = "guarantee"
    SUPPORT = "support"
    SANCTION = "sanction"
    ADMIT = "admit"
    REBUILD = "rebuild"
    NEGOTIATE = "negotiate"
    SETTLE = "settle"
    RATIFY = "ratify"
    ATTACK = "attack"
    OTHER = "other"


class ConditionKind(StrEnum):
    """What a stance hangs on."""

    CEASEFIRE = "ceasefire"
    PEACE_DEAL = "peace_deal"
    US_SUPPORT = "us_support"
    RATIFICATION = "ratification"
    CONSENT = "consent"
    OTHERS_JOIN = "others_join"
    ATTACK = "attack"
    REQUEST = "request"
    OTHER = "other"


class Domain(StrEnum):
    """Where forces act."""

    LAND = "land"
    SEA = "sea"
    AIR = "air"
    CYBER = "cyber"


class Truth(StrEnum):
    """Whether a condition holds. Unknown is a value: nobody has reported on it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class FindingKind(StrEnum):
    """What can be wrong with a report or between reports."""

    IMPOSSIBLE_DATE = "impossible_date"
    UNDATED = "undated"
    AMOUNT_SLIP = "amount_slip"
    WRONG_CONVERSION = "wrong_conversion"
    RESTATED_AMOUNT = "restated_amount"
    COUNT_DISAGREEMENT = "count_disagreement"
    SELF_CONTRADICTION = "self_contradiction"
    STANCE_CONFLICT = "stance_conflict"
    FALSE_DELIVERY = "false_delivery"
    STALE_TITLE = "stale_title"
    NAME_VARIANT = "name_variant"


class Severity(StrEnum):
    """How much a finding matters to who relies on the report."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DecisionKind(StrEnum):
    """What a person can say about claims, pledges, reports, findings, incidents or conditions."""

    CONFIRM = "confirm"
    REJECT = "reject"
    CORRECT = "correct"
    ADD = "add"
    MERGE = "merge"
    SPLIT = "split"
    SAME_ORIGIN = "same_origin"
    OTHER_ORIGINS = "other_origins"
    DISMISS = "dismiss"
    ACCEPT = "accept"
    REDACT = "redact"
    UNDO = "undo"
    VERIFY = "verify"
    DISPUTE = "dispute"
    STATE = "state"
    TIE = "tie"
