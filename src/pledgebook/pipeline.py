"""The way of the data on one screen: sources to readings, readings to the book, the book to what it says."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from typing import Protocol, runtime_checkable

from pledgebook import __version__, engine
from pledgebook.assess import breach_facts, find_breaches, find_incidents, informed
from pledgebook.errors import PledgebookError
from pledgebook.ingest import MAX_BYTES, Skipped, Source, read_source
from pledgebook.ledger import Book, DerivedStore, Ledger, Mark, mark_of
from pledgebook.model import (
    Arrangement,
    Breach,
    Claim,
    Clues,
    Decision,
    DecisionKind,
    Finding,
    Incident,
    Ledgered,
    Pledge,
    Reading,
    Report,
    When,
)
from pledgebook.reconcile import Changes, changes, in_force, lay_out, rules_version, said_by, settle
from pledgebook.workings.answers import all_kept, bring_up_to_date, findings_kept, keep_answers, pledges_by
from pledgebook.workings.grouping import grouped

_BATCH = 24
_BATCH_CHARACTERS = 400_000

Read = tuple[tuple[Claim, ...], Clues]


class Extractor(Protocol):
    """Reads the claims and clues of one report."""

    @property
    def name(self) -> str:
        """Name and version, as it stands on each claim."""
        ...

    def read(self, report: Report) -> tuple[tuple[Claim, ...], Clues]:
        """The claims of a report, in the order of its text, and what else it tells."""
        ...

    def read_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
        """The same of many reports, in their order; read together, which may be faster."""
        ...


@runtime_checkable
class Extractors(Protocol):
    """Knows what reads which language; reports in a language that nothing reads are kept and counted."""

    def of(self, language: str) -> Extractor | None:
        """What reads reports in a language; None if nothing does."""
        ...


def reader_of(extractor: Extractor | Extractors, language: str) -> Extractor | None:
    """What reads reports in a language; an extractor alone reads English, and texts too short to tell (``und``)."""
    if isinstance(extractor, Extractors):
        return extractor.of(language)
    return extractor if language in ("en", "und") else None


def _name_of(extractor: Extractor | Extractors, language: str) -> str:
    """The name of what reads a language; empty if nothing does."""
    reader = reader_of(extractor, language)
    return reader.name if reader else ""


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """What became of the sources of one run.

    Attributes:
        reports: Reports that the book had not held before.
        known: Reports that it held already.
        claims: Claims kept.
        refused: Claims not kept because they do not stand verbatim in their report.
        other_languages: How many of the new reports are in which language that is not read.
        skipped: What gave no report, with the reason.
    """

    reports: int
    known: int
    claims: int
    refused: int
    other_languages: Mapping[str, int]
    skipped: tuple[Skipped, ...]

    @property
    def failed(self) -> tuple[Skipped, ...]:
        """What was skipped because something went wrong, not by rule."""
        return tuple(skipped for skipped in self.skipped if not skipped.by_rule)

    @property
    def nothing_read(self) -> bool:
        """Whether something was to be read and all of it failed."""
        return bool(self.failed) and not self.reports and not self.known


def read_reports(
    sources: Iterable[Source],
    book: Ledger,
    extractor: Extractor | Extractors,
    *,
    now: Callable[[], datetime],
    progress: Callable[[Source], None] | None = None,
    max_bytes: int = MAX_BYTES,
    workers: int = 1,
) -> ReadSummary:
    """Read sources into the book, one transaction a report.

    Reports are taken in batches of 24, or fewer long ones, so a stream of any length needs
    the memory of a few. A report that the book holds already, read by the same extractor,
    is left alone, so a run that was broken off is completed by running it again.

    Args:
        sources: What to read.
        book: Where to.
        extractor: What reads the claims, of English or of each language.
        now: Tells the time, with time zone.
        progress: Called with each source before it is read.
        max_bytes: Most bytes of one file or page.
        workers: How many processes read claims.
    """
    tally = _Tally()
    incoming = _new_reports(sources, book, extractor, tally, progress, max_bytes, now)
    extracted = engine.run(partial(_extract, extractor), _batches(incoming), workers)
    for report, outcome in chain.from_iterable(extracted):
        if isinstance(outcome, Skipped):
            tally.skip(outcome, book, now())
            continue
        claims, clues = outcome
        read_by = _name_of(extractor, report.language)
        entry = book.enter(Reading(report, claims, clues, now(), read_by))
        if not entry.added:
            tally.known += 1
            continue
        tally.reports += 1
        tally.refused += entry.refused
        tally.claims += entry.claims
        tally.other_languages[report.language] += not read_by
    return tally.summary()


@dataclass(frozen=True, slots=True)
class RereadSummary:
    """What became of the reports of a book that were read again.

    Attributes:
        reports: Reports read again.
        before: Claims that the readings before had of them.
        claims: Claims that the new readings have.
        refused: Claims and clues not kept because they do not stand verbatim in their report.
        failed: Reports that could not be read, with the reason; their older readings stand.
    """

    reports: int
    before: int
    claims: int
    refused: int
    failed: tuple[Skipped, ...]


def to_reread(book: Book, extractor: Extractor | Extractors, reports: Sequence[str] = ()) -> tuple[str, ...]:
    """Ids of the reports that an extractor could read and has not read.

    Left out are those in a language that is not read, those taken down, and those it has read already.

    Raises:
        NotFoundError: One of the reports asked for is not in the book.
    """
    gone = book.taken_down()
    asked = (book.reading(report) for report in dict.fromkeys(reports))
    return tuple(
        reading.report.id
        for reading in (asked if reports else book.readings())
        if (name := _name_of(extractor, reading.report.language))
        and reading.extractor != name
        and reading.report.id not in gone
        and not book.holds(reading.report.digest, name)
    )


def reread(
    book: Book,
    extractor: Extractor | Extractors,
    reports: Iterable[str],
    *,
    now: Callable[[], datetime],
    progress: Callable[[str], None] | None = None,
    workers: int = 1,
) -> RereadSummary:
    """Read reports of the book with another extractor; its claims stand in place of the earlier ones, which are kept.

    One transaction a report, so a run that was broken off is completed by running it again. Decisions go over to the
    new claims.

    Args:
        book: The book.
        extractor: What reads the claims.
        reports: Ids of the reports, as ``to_reread`` gives them.
        now: Tells the time, with time zone.
        progress: Called with each report's id when it has been read.
        workers: How many processes read claims.
    """
    held = (book.reading(report).report for report in reports)
    number = before = claims = refused = 0
    failed: list[Skipped] = []
    for report, outcome in chain.from_iterable(engine.run(partial(_extract, extractor), _batches(held), workers)):
        if progress is not None:
            progress(report.id)
        if isinstance(outcome, Skipped):
            failed.append(replace(outcome, source=report.id))
            continue
        before += len(book.reading(report.id).claims)
        entry = book.enter(Reading(report, *outcome, now(), _name_of(extractor, report.language)))
        number += entry.added
        claims += entry.claims
        refused += entry.refused
    return RereadSummary(number, before, claims, refused, tuple(failed))


def _new_reports(
    sources: Iterable[Source],
    book: Ledger,
    extractor: Extractor | Extractors,
    tally: "_Tally",
    progress: Callable[[Source], None] | None,
    max_bytes: int,
    now: Callable[[], datetime],
) -> Iterator[Report]:
    for source in sources:
        if progress is not None:
            progress(source)
        for found in read_source(source, max_bytes=max_bytes):
            if isinstance(found, Skipped):
                tally.skip(found, book, now())
            elif book.holds(found.digest, _name_of(extractor, found.language)):
                tally.known += 1
            else:
                yield found


def _batches(reports: Iterable[Report]) -> Iterator[tuple[Report, ...]]:
    batch: list[Report] = []
    for report in reports:
        batch.append(report)
        if len(batch) == _BATCH or sum(len(one.text) for one in batch) > _BATCH_CHARACTERS:
            yield tuple(batch)
            batch.clear()
    if batch:
        yield tuple(batch)


def _extract(extractor: Extractor | Extractors, batch: tuple[Report, ...]) -> list[tuple[Report, Read | Skipped]]:
    """Read a batch of reports, those of each language together, and give them in their order."""
    outcomes: dict[int, Read | Skipped] = {}
    for language in dict.fromkeys(report.language for report in batch):
        numbers = [number for number, report in enumerate(batch) if report.language == language]
        reports = [batch[number] for number in numbers]
        reader = reader_of(extractor, language)
        found = [((), Clues(report.id)) for report in reports] if reader is None else _extract_all(reader, reports)
        outcomes.update(zip(numbers, found, strict=True))
    return [(report, outcomes[number]) for number, report in enumerate(batch)]


def _extract_all(extractor: Extractor, reports: Sequence[Report]) -> list[Read | Skipped]:
    """Read reports of one language; where the extractor fails, what is left of them is read one by one."""
    found: list[Read | Skipped] = []
    try:
        found.extend((claims, clues) for _, claims, clues in extractor.read_many(reports))
    except PledgebookError:
        raise
    except Exception:
        found += [_extract_one(extractor, report) for report in reports[len(found) :]]
    return found


def _extract_one(extractor: Extractor, report: Report) -> Read | Skipped:
    """Read one report; a report that the extractor fails on is skipped and does not end the run."""
    try:
        return extractor.read(report)
    except PledgebookError:
        raise
    except Exception as problem:
        return Skipped(report.source or report.id, f"no claims could be read: {type(problem).__name__}: {problem}")


def work_out(book: Book, *, as_of: When | None = None, known_by: datetime | None = None) -> Ledgered:
    """Work out what was pledged and what is wrong with the reports of it.

    The answer is kept beside the book, with the last few to other questions, and given
    again until the book grows or the rules change.

    Args:
        book: The book.
        as_of: Leave out what was said later. Default: leave out nothing.
        known_by: Leave out what the book learnt later. Default: leave out nothing.
    """
    store, mark = DerivedStore.beside(book), _mark(book, as_of, known_by)
    asked = as_of is not None or known_by is not None
    kept = store.get(mark)
    lengths = book.lengths()
    if kept is None and not asked and bring_up_to_date(book, mark, lengths):
        kept = all_kept(book, mark)
        if kept is not None:
            store.put(mark, kept)
    if kept is None:
        settled = settle(book.readings(known_by), book.decisions(known_by))
        if as_of is not None:
            left_in = said_by(as_of.latest, settled.readings, work_out(book, known_by=known_by).datings)
            settled = replace(settled, readings=tuple(left_in))
        laid = lay_out(settled, None if asked else grouped(book, settled, mark.versions, lengths))
        kept = laid.ledgered
        store.put(mark, kept)
        if not asked:
            keep_answers(book, mark, laid)
    return kept


def _mark(book: Book, as_of: When | None = None, known_by: datetime | None = None) -> Mark:
    """The state of a book and the question, as what was worked out is marked by them."""
    asked = [f"as of {as_of.latest.isoformat()}"] if as_of else []
    asked += [f"known by {known_by.isoformat()}"] if known_by else []
    return mark_of(book, (__version__, rules_version()), ", ".join(asked))


def _brought_up_to_date(book: Book) -> Mark:
    """The state of a book, once what is kept beside it is of that state, if new reports are all that it lacks."""
    mark = _mark(book)
    bring_up_to_date(book, mark, book.lengths())
    return mark


def pledges_of(
    book: Book, actors: Sequence[str], *, as_of: When | None = None, known_by: datetime | None = None
) -> tuple[Pledge, ...]:
    """The pledges of some actors, of all where none is named; in a large book they are read without all the others.

    The other arguments are those of ``work_out``.
    """
    found = None
    if actors and as_of is None and known_by is None:
        mark = _brought_up_to_date(book)
        found = pledges_by(book, mark, actors)
    if found is None:
        pledges = work_out(book, as_of=as_of, known_by=known_by).pledges
        found = tuple(pledge for pledge in pledges if not actors or pledge.actor in actors)
    return found


def findings_in(book: Book, *, as_of: When | None = None, known_by: datetime | None = None) -> tuple[Finding, ...]:
    """All findings, in a large book read without all the rest; the arguments are those of ``work_out``."""
    found = findings_kept(book, _brought_up_to_date(book)) if as_of is None and known_by is None else None
    return work_out(book, as_of=as_of, known_by=known_by).findings if found is None else found


def readings_of(
    book: Book, *, as_of: When | None = None, known_by: datetime | None = None, rejected: bool = False
) -> Iterator[Reading]:
    """The readings that such a question leaves in: each report with the claims of its newest extractor, as decided.

    Args:
        book: The book.
        as_of: Leave out what was said later. Default: leave out nothing.
        known_by: Leave out what the book learnt later. Default: leave out nothing.
        rejected: Whether claims that a person rejected stay in, so that another can look at them.
    """
    readings = book.readings(known_by)
    decisions = in_force(book.decisions(known_by))
    if rejected:
        decisions = tuple(decision for decision in decisions if decision.kind is not DecisionKind.REJECT)
    if decisions:
        settled = {reading.report.id: reading for reading in settle(book.readings(known_by), decisions).readings}
        readings = (settled.get(reading.report.id, reading) for reading in readings)
    return said_by(as_of.latest, readings, work_out(book, known_by=known_by).datings) if as_of else readings


def what_changed(book: Book, since: When, until: When | None = None) -> Changes:
    """What was said from a day on: the book as of the day before, and as it is.

    Args:
        book: The book.
        since: First day, month or year that counts.
        until: Last one. Default: leave out nothing.
    """
    before = work_out(book, as_of=When.of_day(since.earliest - timedelta(days=1)))
    return changes(before, work_out(book, as_of=until), since.earliest)


def what_was_learnt(book: Book, since: datetime, until: datetime | None = None) -> Changes:
    """What the book came to know from a time on, whenever it was said; the arguments are those of ``what_changed``."""
    before = work_out(book, known_by=since - timedelta(microseconds=1))
    return changes(before, work_out(book, known_by=until))


@dataclass(frozen=True, slots=True)
class Standpoint:
    """An arrangement seen from a day: what the file, the reports and decisions say of it by then.

    Attributes:
        arrangement: With all facts.
        ledgered: What was worked out.
        decisions: Those in force, oldest first.
        incidents: Uses of force, oldest first.
        breaches: Those of them that happened while a cease-fire or a deal held.
    """

    arrangement: Arrangement
    ledgered: Ledgered
    decisions: tuple[Decision, ...]
    incidents: tuple[Incident, ...]
    breaches: tuple[Breach, ...]


def see(
    arrangement: Arrangement,
    book: Book,
    *,
    as_of: When | None = None,
    known_by: datetime | None = None,
    ledgered: Ledgered | None = None,
) -> Standpoint:
    """Put together what is known of an arrangement's conditions.

    Args:
        arrangement: The arrangement.
        book: The book.
        as_of: As for ``work_out``.
        known_by: As for ``work_out``.
        ledgered: What ``work_out`` says to that, where it is at hand.
    """
    ledgered = ledgered or work_out(book, as_of=as_of, known_by=known_by)
    incidents = incidents_of(book, as_of=as_of, known_by=known_by, ledgered=ledgered)
    return standpoint(arrangement, ledgered, incidents, in_force(book.decisions(known_by)))


def standpoint(
    arrangement: Arrangement, ledgered: Ledgered, incidents: tuple[Incident, ...], decisions: tuple[Decision, ...]
) -> Standpoint:
    """The same from what has been worked out already; the decisions are those in force, oldest first."""
    breaches = find_breaches(informed(arrangement, ledgered, decisions), incidents)
    seen = informed(arrangement, ledgered, decisions, more=breach_facts(breaches))
    return Standpoint(seen, ledgered, decisions, incidents, breaches)


def incidents_of(
    book: Book,
    *,
    as_of: When | None = None,
    known_by: datetime | None = None,
    ledgered: Ledgered | None = None,
) -> tuple[Incident, ...]:
    """The uses of force that the book tells of; the arguments are those of ``see``."""
    return find_incidents(
        readings_of(book, as_of=as_of, known_by=known_by),
        ledgered or work_out(book, as_of=as_of, known_by=known_by),
        in_force(book.decisions(known_by)),
        as_of=as_of.latest if as_of else None,
    )


@dataclass(slots=True)
class _Tally:
    """A summary in the making."""

    reports: int = 0
    known: int = 0
    claims: int = 0
    refused: int = 0
    other_languages: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)

    def skip(self, skipped: Skipped, book: Ledger, at: datetime) -> None:
        self.skipped.append(skipped)
        if not skipped.by_rule:
            book.refused(skipped.source, skipped.why, at)

    def summary(self) -> ReadSummary:
        languages = {language: number for language, number in self.other_languages.items() if number}
        return ReadSummary(self.reports, self.known, self.claims, self.refused, languages, tuple(self.skipped))
