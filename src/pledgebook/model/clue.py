"""Clues: what a report tells beside its claims, each with its span."""

from dataclasses import dataclass
from datetime import date

from pledgebook.model.measure import StatedAmount, StatedQuantity
from pledgebook.model.text import Mention, Span
from pledgebook.model.when import When


@dataclass(frozen=True, slots=True)
class DateClue:
    """A date that the text states in full or in part.

    Attributes:
        when: The date as stated, not corrected.
        text: The words.
        span: Where they stand.
        absolute: Whether the words carry their own year ("July 15, 2023"); if not, it was worked out from another date.
    """

    when: When
    text: str
    span: Span
    absolute: bool


@dataclass(frozen=True, slots=True)
class OfficialClue:
    """An official named with a title.

    Attributes:
        person: The name as the tables of offices spell it, or as the report does when they do not know it.
        role: Normalised class of the office: ``head of state``, ``foreign minister``, ...
        body: Code of the state or body.
        former: Whether the report calls the person a former holder.
        text: The words, title and name.
        span: Where they stand.
    """

    person: str
    role: str
    body: str
    former: bool
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class AnchorClue:
    """An anniversary, or a time counted from a known event, that fixes a day.

    Attributes:
        event: The known event: ``independence of UKR``, ``invasion of UKR``.
        earliest: First day that the words allow.
        latest: Last day that the words allow.
        text: The words: "the 34th anniversary of independence".
        span: Where they stand.
    """

    event: str
    earliest: date
    latest: date
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class NameClue:
    """A known person's or body's name as this report spells it.

    Attributes:
        known_as: The name as the tables spell it.
        text: The report's spelling.
        span: Where it stands.
        exact: Whether the spelling is one the tables know.
    """

    known_as: str
    text: str
    span: Span
    exact: bool


@dataclass(frozen=True, slots=True)
class Remains:
    """What is kept of a report whose text was taken down.

    Attributes:
        day: The day it was taken to be of; None if unknown.
        copies: Ids of the reports that went back to the same original.
    """

    day: When | None = None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clues:
    """All that one report tells beside its claims.

    Attributes:
        report: Id of the report.
        dates: Dates stated.
        officials: Officials with their titles.
        anchors: Anniversaries and durations since known events.
        names: Names of persons and bodies as spelt.
        amounts: Sums of money with their conversions, in claims or not.
        counts: Numbers of countries, leaders, troops and the like.
        credits: Media and agencies whose word the report gives.
        quotations: Words in quotation marks of five words or more.
        fingerprint: MinHash of the text's word 3-grams, 128 values, furniture left out; empty for a text too short.
        remains: What is kept where the text was taken down; None where it was not.
    """

    report: str
    dates: tuple[DateClue, ...] = ()
    officials: tuple[OfficialClue, ...] = ()
    anchors: tuple[AnchorClue, ...] = ()
    names: tuple[NameClue, ...] = ()
    amounts: tuple[StatedAmount, ...] = ()
    counts: tuple[StatedQuantity, ...] = ()
    credits: tuple[Mention, ...] = ()
    quotations: tuple[Mention, ...] = ()
    fingerprint: tuple[int, ...] = ()
    remains: Remains | None = None
