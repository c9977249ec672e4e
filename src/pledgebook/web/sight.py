"""What is seen of a book by one question: worked out once, laid out for all pages, never changed after."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock, RLock
from typing import Any, TypeVar

from pledgebook.ledger import Book
from pledgebook.model import Action, Arrangement, Assessment, Claim, Ledgered, Reading, Report, Scenario, Stance
from pledgebook.pipeline import Standpoint, readings_of, see, work_out
from pledgebook.publish import rows, views
from pledgebook.web.asking import Question
from pledgebook.web.shelving import PledgeIndex

Kept = TypeVar("Kept")

_TEXTS = 300
_ASSESSMENTS = 64
_TRIES = 4


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim as it was read, before any decision.

    Attributes:
        place: Report, start and end of its sentence.
        dated: The day the book uses for it; None if unknown.
    """

    id: str
    report: str
    place: tuple[str, int, int]
    actor: str
    stance: Stance
    action: Action
    target: str | None
    confidence: float
    conditional: bool
    amount: bool


class Texts(Mapping[str, Report]):
    """The reports of a book by id, read when they are asked for; the last few hundred are held."""

    def __init__(self, book: Book, known: Iterable[str]) -> None:
        """Of these reports."""
        self.book = book
        self._known = frozenset(known)
        self._held: OrderedDict[str, Reading] = OrderedDict()
        self._lock = Lock()

    def __getitem__(self, report: str) -> Report:
        return self.reading(report).report

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, report: object) -> bool:
        return report in self._known

    def reading(self, report: str) -> Reading:
        """The newest reading of a report."""
        if report not in self._known:
            raise KeyError(report)
        with self._lock:
            if report in self._held:
                self._held.move_to_end(report)
                return self._held[report]
        found = self.book.reading(report)
        with self._lock:
            self._held[report] = found
            while len(self._held) > _TEXTS:
                self._held.popitem(last=False)
        return found


@dataclass(frozen=True)
class Sight:
    """What is seen of a book by one question.

    Attributes:
        key: Tells this sight from every other.
        length: How many readings and decisions the book held.
        claims: All claims as they were read, in the order of the book.
        seconds: How long it took to work out.
        growing: Whether the book has grown since, and a newer sight is on its way.
    """

    key: str
    question: Question
    length: int
    ledgered: Ledgered
    reports: tuple[rows.ReportRow, ...]
    claims: tuple[ClaimLine, ...]
    texts: Texts
    seconds: float
    growing: bool = False
    laid_out: dict[str, Any] = field(default_factory=dict, compare=False)
    standpoints: dict[str, Standpoint] = field(default_factory=dict, compare=False)
    assessments: "OrderedDict[str, Assessment]" = field(default_factory=OrderedDict, compare=False)
    laying_out: RLock = field(default_factory=RLock, compare=False, repr=False)
    assessing: RLock = field(default_factory=RLock, compare=False, repr=False)

    @cached_property
    def shelf(self) -> views.Shelf:
        """All of it by id."""
        return views.shelve(self.ledgered, self.reports)

    @cached_property
    def overview(self) -> views.Overview:
        """The book at a glance."""
        return views.overview(self.ledgered, self.reports)

    @cached_property
    def pledges(self) -> PledgeIndex:
        """The pledges, ready to be filtered and sorted."""
        return PledgeIndex(self.overview.pledges)

    @cached_property
    def changes(self) -> tuple[views.Change, ...]:
        """Every change of stance, newest first."""
        return views.changes(self.ledgered.pledges)

    @cached_property
    def actors(self) -> tuple[views.ActorRow, ...]:
        """The actors."""
        return views.actor_rows(self.ledgered.pledges)

    @cached_property
    def claims_in(self) -> Mapping[str, Sequence[Claim]]:
        """The claims of each report as they stand now, with what people decided."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for pledge in self.ledgered.pledges:
            for claim in pledge.claims:
                found[claim.report].append(claim)
        for several in found.values():
            several.sort(key=lambda claim: claim.evidence.span)
        return found

    @cached_property
    def _pledge_at(self) -> Mapping[tuple[str, int, int], str]:
        return {
            (claim.report, claim.evidence.span.start, claim.evidence.span.end): pledge.id
            for pledge in self.ledgered.pledges
            for claim in pledge.claims
        }

    def pledge_of(self, line: ClaimLine) -> str | None:
        """The pledge that a claim went into, also where it was corrected; None where it was rejected."""
        return self.shelf.pledge_of.get(line.id) or self._pledge_at.get(line.place)

    def pledge_of_id(self, claim: str) -> str | None:
        """The same by the claim's id."""
        if claim in self.shelf.pledge_of:
            return self.shelf.pledge_of[claim]
        line = self.lines.get(claim)
        return self._pledge_at.get(line.place) if line else None

    @cached_property
    def lines(self) -> Mapping[str, ClaimLine]:
        """The claims as they were read, by id."""
        return {line.id: line for line in self.claims}

    @cached_property
    def _lines_in(self) -> Mapping[str, Sequence[ClaimLine]]:
        found: dict[str, list[ClaimLine]] = defaultdict(list)
        for line in self.claims:
            found[line.report].append(line)
        return found

    def lines_of(self, report: str) -> Sequence[ClaimLine]:
        """The claims of a report as they were read."""
        return self._lines_in.get(report, ())

    def reading(self, report: str) -> Reading:
        """A report with its claims as they stand in this sight."""
        return replace(self.texts.reading(report), claims=tuple(self.claims_in.get(report, ())))

    def once(self, name: str, lay_out: Callable[[], Kept]) -> Kept:
        """What is laid out of it under a name when it is first asked for."""
        if name not in self.laid_out:
            with self.laying_out:  # of many who ask at once, one works and the others wait
                if name not in self.laid_out:
                    self.laid_out[name] = lay_out()
        found: Kept = self.laid_out[name]
        return found

    def standpoint(self, arrangement: Arrangement) -> Standpoint:
        """What is known of an arrangement's conditions, worked out when it is first asked for."""
        with self.assessing:
            found = self.standpoints.get(arrangement.name)
            if found is None:
                question = self.question
                found = see(
                    arrangement,
                    self.texts.book,
                    as_of=question.as_of,
                    known_by=question.known_by,
                    ledgered=self.ledgered,
                )
                self.standpoints[arrangement.name] = found
            return found

    def assessed(self, arrangement: Arrangement, scenario: Scenario, assess: Callable[[], Assessment]) -> Assessment:
        """An assessment, kept for the next who asks the same."""
        key = f"{arrangement.name} {scenario!r}"
        with self.assessing:
            found = self.assessments.get(key)
            if found is None:
                found = assess()
                self.assessments[key] = found
                while len(self.assessments) > _ASSESSMENTS:
                    self.assessments.popitem(last=False)
            return found


def look(book: Book, question: Question, clock: Callable[[], float]) -> Sight:
    """Work out what a question shows of a book: one state of it, also while somebody writes to it."""
    begun = clock()
    for _ in range(_TRIES):
        length = book.length()
        ledgered, reports, lines = _seen(book, question)
        if book.length() == length:
            break
    moment = question.known_by.isoformat() if question.known_by else ""
    return Sight(
        key=f"{book.name()} {length} {question.as_of.iso if question.as_of else ''} {moment}",
        question=question,
        length=length,
        ledgered=ledgered,
        reports=reports,
        claims=tuple(lines),
        texts=Texts(book, (report.id for report in reports)),
        seconds=clock() - begun,
    )


def _seen(book: Book, question: Question) -> tuple[Ledgered, tuple[rows.ReportRow, ...], list[ClaimLine]]:
    """What was worked out, and the reports and claims that went into it: what came in since is left out."""
    ledgered = work_out(book, as_of=question.as_of, known_by=question.known_by)
    known = {dating.report for dating in ledgered.datings}
    said: set[tuple[str, int, int]] = set()

    def passing(readings: Iterable[Reading]) -> Iterator[Reading]:
        for reading in readings:
            if reading.report.id in known:
                if question.as_of:
                    said.update(_place(claim) for claim in reading.claims)
                yield reading

    reports = rows.report_rows(passing(readings_of(book, as_of=question.as_of, known_by=question.known_by)), ledgered)
    as_read = (claim for reading in book.readings(question.known_by) for claim in reading.claims)
    lines = [
        _line(claim) for claim in as_read if claim.report in known and (question.as_of is None or _place(claim) in said)
    ]
    return ledgered, reports, lines


def _place(claim: Claim) -> tuple[str, int, int]:
    return claim.report, claim.evidence.span.start, claim.evidence.span.end


def _line(claim: Claim) -> ClaimLine:
    return ClaimLine(
        id=claim.id,
        report=claim.report,
        place=_place(claim),
        actor=claim.actor.code,
        stance=claim.stance,
        action=claim.action,
        target=claim.target.code if claim.target else None,
        confidence=claim.confidence,
        conditional=bool(claim.conditions),
        amount=bool(claim.amounts or claim.quantity),
    )


def claim_as_read(sight: Sight, claim: str) -> Claim | None:
    """A claim before any decision."""
    line = sight.lines.get(claim)
    if line is None:
        return None
    return next((found for found in sight.texts.reading(line.report).claims if found.id == claim), None)
