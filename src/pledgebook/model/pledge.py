"""What is worked out from claims: pledges, origins, findings and the dates of reports."""

from dataclasses import dataclass
from enum import StrEnum

from pledgebook.model.claim import Claim, StatedCondition
from pledgebook.model.codes import Action, FindingKind, Severity, Stance
from pledgebook.model.measure import Amount, Quantity
from pledgebook.model.text import Place
from pledgebook.model.when import When


class Turn(StrEnum):
    """Which way a stance changed."""

    HARDENED = "hardened"
    SOFTENED = "softened"
    REVERSED = "reversed"


def turn(before: Stance, after: Stance) -> Turn | None:
    """Which way a stance changed; None where it did not, or where the two are not of one kind.

    From any yes (willing and firmer) to no, back again, and from backing to opposing or back is a reversal; else firmer
    is harder and less firm is softer. To be asked for a thing and to do it are two kinds.

    >>> turn(Stance.WEIGHING, Stance.COMMITTED), turn(Stance.COMMITTED, Stance.DECLINED)
    (<Turn.HARDENED: 'hardened'>, <Turn.REVERSED: 'reversed'>)
    """
    if before is after:
        return None
    if {before, after} == {Stance.BACKS, Stance.OPPOSES}:
        return Turn.REVERSED
    if not (before.is_own and after.is_own):
        return None
    firmer, softer = max(before.firmness, after.firmness), min(before.firmness, after.firmness)
    if softer == Stance.DECLINED.firmness and firmer >= Stance.WILLING.firmness:
        return Turn.REVERSED
    return Turn.HARDENED if after.firmness > before.firmness else Turn.SOFTENED


@dataclass(frozen=True, slots=True)
class StanceAt:
    """The stance that an actor held from a time on.

    Attributes:
        when: When it was voiced; the report's date where the claim gives none; None when neither is known.
        stance: The stance.
        claims: Ids of the claims that say so.
        turn: Which way the stance changed with it; None for the first.
        own_word: Whether the actor itself is quoted or cited for it.
        origins: How many independent originals say so.
        against: Ids of the claims of the same days that say otherwise and were outweighed.
    """

    when: When | None
    stance: Stance
    claims: tuple[str, ...]
    turn: Turn | None = None
    own_word: bool = False
    origins: int = 0
    against: tuple[str, ...] = ()


class LinkKind(StrEnum):
    """How one pledge hangs together with another, so that one sum is not counted for both."""

    PART_OF = "part_of"
    REPLACES = "replaces"
    RENEWS = "renews"
    DELIVERS = "delivers"


@dataclass(frozen=True, slots=True)
class Link:
    """That one pledge is part of another, replaces, renews or delivers it.

    Attributes:
        kind: Which of the four.
        pledge: Id of the other pledge.
        because: One plain sentence: what shows it.
        places: Where it is shown.
        in_words: Whether a report says so; False where only sums or the event show it.
    """

    kind: LinkKind
    pledge: str
    because: str
    places: tuple[Place, ...] = ()
    in_words: bool = True


@dataclass(frozen=True, slots=True)
class Pledge:
    """The claims that speak of one undertaking of one actor.

    Attributes:
        id: ``can-deploy-ukr``, with a number behind it where an actor has several alike; stable under new claims.
        actor: Code of who undertakes, weighs, refuses, asks, backs or opposes.
        action: Which action.
        target: Code of who receives, is defended, joined, sanctioned or struck; None if nobody says.
        stance: The latest stance.
        history: Every change of stance, oldest first.
        item: What is given or done, in the clearest report's words; empty if nobody says.
        amount: The sum that most claims state first; None if nobody states one.
        quantity: The count; None if nobody states one.
        conditions: What it hangs on, one for each kind.
        claims: The claims, oldest first.
        reports: Ids of the reports, in the order of the claims, each once.
        origins: How many independent originals the reports go back to.
        part_of: Id of the pledge that this one is part of, or None.
        replaces: Id of the pledge that this one replaces, or None.
        renews: Id of the earlier pledge that this one carries on for a further term, or None.
        delivers: Id of the pledge that this one carries out, wholly or in part, or None.
        links: Why each of these four is said, with the places that show it.
    """

    id: str
    actor: str
    action: Action
    target: str | None
    stance: Stance
    history: tuple[StanceAt, ...]
    item: str
    amount: Amount | None
    quantity: Quantity | None
    conditions: tuple[StatedCondition, ...]
    claims: tuple[Claim, ...]
    reports: tuple[str, ...]
    origins: int
    part_of: str | None = None
    replaces: str | None = None
    renews: str | None = None
    delivers: str | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a report, or between reports.

    Attributes:
        id: Twelve hexadecimal digits, the same for the same finding on the same places.
        kind: Which kind.
        severity: How much it matters.
        places: Where: first the place that is wrong, then those that show it.
        says: One plain sentence: what is wrong and how one can see it.
        proposal: The reading the book proposes instead; empty when it has none.
        accepted_by: Who looked into it and found it right; empty if nobody did.
    """

    id: str
    kind: FindingKind
    severity: Severity
    places: tuple[Place, ...]
    says: str
    proposal: str = ""
    accepted_by: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Reports that go back to one original text.

    Attributes:
        id: ``origin-`` and the id of the earliest report.
        reports: Ids of the reports, earliest first; the first stands for the original.
        why: For each report but the first, in order: why it belongs here.
        agency: The agency or medium that the copies credit; empty if none.
    """

    id: str
    reports: tuple[str, ...]
    why: tuple[str, ...] = ()
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Dating:
    """When a report was written, as far as its clues tell.

    Attributes:
        report: Id of the report.
        stated: The date it carries or states of itself; None if none.
        worked_out: The date to use: the stated one if it can be true, else the one proposed; None if unknown.
        because: The clues behind it, one sentence each.
    """

    report: str
    stated: When | None
    worked_out: When | None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledgered:
    """All that is worked out from a book at one time.

    Attributes:
        pledges: Sorted by actor, action, target, id.
        findings: Sorted by severity, kind, place.
        origins: One for each original, also of a single report; sorted by id.
        datings: One for each report, sorted by report.
        adrift: Ids of the decisions in force that nothing of what they are about can be found for any more.
    """

    pledges: tuple[Pledge, ...] = ()
    findings: tuple[Finding, ...] = ()
    origins: tuple[Origin, ...] = ()
    datings: tuple[Dating, ...] = ()
    adrift: tuple[str, ...] = ()
