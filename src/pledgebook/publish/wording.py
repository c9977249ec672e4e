"""The codes in plain words, as tables and pages print them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pledgebook.model import Action, Amount, ConditionKind, FindingKind, Quantity, Severity, Stance, When


@dataclass(frozen=True, slots=True)
class StanceWords:
    """One stance in words.

    Attributes:
        verb: The one word that stands in a narrow cell: Germany *might* deploy.
        meaning: What the stance says of the actor.
    """

    verb: str
    meaning: str


STANCES = {
    Stance.DONE: StanceWords("does", "it has happened or is under way"),
    Stance.COMMITTED: StanceWords("will", "it will: pledged, agreed, announced"),
    Stance.WILLING: StanceWords("would", "it would: ready, prepared, offered"),
    Stance.WEIGHING: StanceWords("might", "it might, or has not decided"),
    Stance.DECLINED: StanceWords("won't", "it will not"),
    Stance.ASKS: StanceWords("asks", "it wants others to act"),
    Stance.BACKS: StanceWords("backs", "it endorses what others do"),
    Stance.OPPOSES: StanceWords("objects", "it is against what others do"),
}

ACTIONS = {
    Action.DEPLOY: "send or keep forces",
    Action.ARM: "give or sell arms",
    Action.FUND: "give or lend money",
    Action.TRAIN: "train forces",
    Action.MONITOR: "watch a cease-fire",
    Action.GUARANTEE: "guarantee security",
    Action.SUPPORT: "support a force",
    Action.SANCTION: "sanction",
    Action.ADMIT: "admit to a body",
    Action.REBUILD: "rebuild",
    Action.NEGOTIATE: "hold talks",
    Action.SETTLE: "settle the conflict",
    Action.RATIFY: "ratify",
    Action.ATTACK: "use force",
    Action.OTHER: "something else",
}

CONDITIONS = {
    ConditionKind.CEASEFIRE: "a cease-fire",
    ConditionKind.PEACE_DEAL: "a peace deal",
    ConditionKind.US_SUPPORT: "support by the United States",
    ConditionKind.RATIFICATION: "approval by a parliament",
    ConditionKind.CONSENT: "consent of the adversary or host",
    ConditionKind.OTHERS_JOIN: "others joining",
    ConditionKind.ATTACK: "a new attack",
    ConditionKind.REQUEST: "a request",
    ConditionKind.OTHER: "something else",
}

FINDINGS = {
    FindingKind.IMPOSSIBLE_DATE: "impossible date",
    FindingKind.UNDATED: "no date of its own",
    FindingKind.AMOUNT_SLIP: "amounts that differ",
    FindingKind.WRONG_CONVERSION: "wrong conversion",
    FindingKind.RESTATED_AMOUNT: "old money told as new",
    FindingKind.COUNT_DISAGREEMENT: "counts that differ",
    FindingKind.SELF_CONTRADICTION: "contradicts itself",
    FindingKind.STANCE_CONFLICT: "stances that differ",
    FindingKind.FALSE_DELIVERY: "promise told as delivered",
    FindingKind.STALE_TITLE: "wrong title",
    FindingKind.NAME_VARIANT: "unusual spelling of a name",
}

SEVERITIES = {
    Severity.HIGH: "do not rely on it before checking",
    Severity.MEDIUM: "check before quoting",
    Severity.LOW: "good to know",
}

_SCALES = ((1_000_000_000_000, "tn"), (1_000_000_000, "bn"), (1_000_000, "m"))


def amount_in_words(amount: Amount | None) -> str:
    """A sum as a newspaper would shorten it; empty for none.

    >>> from decimal import Decimal
    >>> amount_in_words(Amount(Decimal(7_000_000_000), "NOK")), amount_in_words(Amount(Decimal(12_500), "EUR"))
    ('NOK 7 bn', 'EUR 12,500')
    """
    if amount is None:
        return ""
    for scale, word in _SCALES:
        if abs(amount.value) >= scale:
            return f"{amount.currency} {float(amount.value / scale):,.6g} {word}"
    return f"{amount.currency} {amount.value.normalize():,f}"


def quantity_in_words(quantity: Quantity | None) -> str:
    """A count with its unit; empty for none.

    >>> from decimal import Decimal
    >>> quantity_in_words(Quantity(Decimal(30_000), "troops"))
    '30,000 troops'
    """
    if quantity is None:
        return ""
    return f"{quantity.value.normalize():,f} {quantity.unit}".strip()


def measure_in_words(value: Decimal, unit: str) -> str:
    """A figure in the unit of a requirement, which is written in the plural or is a currency.

    >>> measure_in_words(Decimal(1), "parties"), measure_in_words(Decimal(25_000), "troops")
    ('1 party', '25,000 troops')
    >>> measure_in_words(Decimal(1), "Patriot systems"), measure_in_words(Decimal("77.5e9"), "EUR")
    ('1 Patriot system', 'EUR 77.5 bn')
    """
    if len(unit) == 3 and unit.isupper():
        return amount_in_words(Amount(value, unit))
    if value == 1:
        unit = f"{unit.removesuffix('ies')}y" if unit.endswith("ies") else unit.removesuffix("s")
    return f"{value.normalize():,f} {unit}".strip()


def when_in_words(when: When | None) -> str:
    """A date as prose prints it; ``undated`` for none.

    >>> when_in_words(When("2025-09-04")), when_in_words(When("2025-09")), when_in_words(None)
    ('4 September 2025', 'September 2025', 'undated')
    """
    if when is None:
        return "undated"
    first = when.earliest
    if when.precision == "year":
        return str(first.year)
    return f"{first:%B} {first.year}" if when.precision == "month" else day_in_words(first)


def day_in_words(day: date) -> str:
    """A day without a leading zero.

    >>> day_in_words(date(2025, 9, 4))
    '4 September 2025'
    """
    return f"{day.day} {day:%B} {day.year}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "report"), counted(1200, "report"), counted(0, "body", "bodies")
    ('1 report', '1,200 reports', '0 bodies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
