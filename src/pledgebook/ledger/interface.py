"""What every book can do, wherever it is kept, and the small values it answers with."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pledgebook.model.clue import Remains
from pledgebook.model.reading import Decision, Reading


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one reading that was handed to the book.

    Attributes:
        report: The id under which the report stands in the book.
        wanted: The id it came with; differs from ``report`` where that one was taken by another text.
        added: Whether the book learnt anything; False where it held this reading already.
        claims: How many claims of this reading the book holds.
        refused: How many claims and clues were left out, by the extractor or here, as not verbatim in the text.
    """

    report: str
    wanted: str
    added: bool
    claims: int
    refused: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that could not be read.

    Attributes:
        source: The file or address.
        why: What was wrong with it.
        at: When it was tried, with time zone.
    """

    source: str
    why: str
    at: datetime


class Ledger(Protocol):
    """The append-only record of readings and decisions. Nothing in it is ever rewritten."""

    def enter(self, reading: Reading) -> Entry:
        """Keep a reading, in one transaction, and say what became of it.

        Nothing changes if a reading of the same content by the same extractor is in already. The same
        content by another extractor adds that one's claims; the earlier ones stay. Claims and clues that do not
        stand verbatim in the text are left out and counted.
        """
        ...

    def add(self, reading: Reading) -> bool:
        """Keep a reading; False if the book held it already. ``enter`` says more."""
        ...

    def add_many(self, readings: Iterable[Reading]) -> int:
        """Keep readings as they come, one transaction each, and count those that were new."""
        ...

    def readings(self, known_by: datetime | None = None) -> Iterator[Reading]:
        """Each report with the claims of its newest extractor, in the order in which the book learnt the reports.

        Args:
            known_by: Leave out all that the book learnt later. Default: leave out nothing.
        """
        ...

    def reading(self, report_id: str) -> Reading:
        """The newest reading of one report.

        Raises:
            NotFoundError: No report has that id.
        """
        ...

    def holds(self, digest: str, extractor: str) -> bool:
        """Whether a reading of this content by this extractor is in."""
        ...

    def decide(self, decision: Decision, *, unless: Callable[[tuple[Decision, ...]], None] | None = None) -> Decision:
        """Keep a person's decision and give it back with its id.

        Args:
            decision: What was decided.
            unless: Is shown all decisions so far, while nobody else can add one; what it raises keeps this one out.
        """
        ...

    def decisions(self, known_by: datetime | None = None) -> Iterator[Decision]:
        """The decisions, oldest first."""
        ...

    def take_down(self, decision: Decision, remains: Remains) -> Decision:
        """Keep a decision of kind ``redact`` and blank its report for good: text, title and all words read from it.

        Hash, codes, figures and places stay, and the report is not taken again from its source. To do it again
        changes nothing but makes sure that the words are gone.

        Args:
            decision: About one report.
            remains: What is kept of what its words told.

        Raises:
            NotFoundError: No report has that id.
            BookError: The words are blanked, but another program keeps them on the disk for now.
        """
        ...

    def taken_down(self) -> Mapping[str, str]:
        """For each report that was taken down the id of the decision."""
        ...

    def refused(self, source: str, why: str, at: datetime) -> None:
        """Note that a source could not be read."""
        ...

    def refusals(self) -> Iterator[Refusal]:
        """The sources that could not be read, oldest first."""
        ...

    def length(self) -> int:
        """How many readings and decisions the book holds. It only ever grows."""
        ...

    def close(self) -> None:
        """Let go of the book. Doing so twice is harmless."""
        ...
