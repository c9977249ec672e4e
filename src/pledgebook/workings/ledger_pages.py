"""Pledges, dates, figures and candidates for findings in the file beside the book, row by row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from pledgebook.ledger import Book, decode, encode
from pledgebook.model import Amount, Claim, Dating, Decision, Finding, Origin, Pledge, Reading, When
from pledgebook.reconcile import (
    AKIN,
    CHECKS,
    SINGLE,
    Candidate,
    Doubt,
    Figure,
    Home,
    LaidOut,
    PartSums,
    PartTold,
    Shelf,
    Told,
    Voice,
    accepted_in_vain,
    bucket_of,
    counts_of,
    date_reports,
    first_days,
    group_claims,
    in_order,
    judged,
    may_link,
    may_tell_parts,
    nearest_copies,
    older_promise,
    parts_by_sums,
    parts_told,
    put_together,
    settle,
    sums_of,
    sums_within_totals,
    trusted_dates,
    voice_of,
)
from pledgebook.workings.looked_up import LookedUp
from pledgebook.workings.pages import Pages

TABLES = ("pledge", "claim", "dated", "figure", "in_parts", "part", "whole", "rest", "crowd", "candidate")

Kind = tuple[str, str]
"""An actor and an action."""

_AKIN = """
SELECT r.id, p.facts + p.content FROM report o JOIN pair p ON p.one = o.n JOIN report r ON r.n = p.other WHERE o.id = ?
"""
_KEEP_PLEDGE = "INSERT OR REPLACE INTO pledge (id, actor, action, hints, linked, told) VALUES (?, ?, ?, ?, ?, ?)"
_KEEP_CLAIM = "INSERT OR REPLACE INTO claim VALUES (?, ?, ?, ?)"
_KEEP_DATE = "INSERT OR REPLACE INTO dated VALUES (?, ?, ?, ?, ?, ?)"
_KEEP_FIGURE = "INSERT OR REPLACE INTO figure VALUES (?, ?, ?, ?)"
_KEEP_CANDIDATE = "INSERT INTO candidate (name, place, whole) VALUES (?, ?, ?)"


class LedgerPages:
    """The pages that tell what the book says, with what it was put together from, looked up as it is asked for."""

    def __init__(self, pages: Pages, book: Book, decisions: Sequence[Decision] = ()) -> None:
        """Use the pages; texts are read from the book, as the decisions in force have them."""
        self._pages = pages
        self._decisions = decisions
        self._decided = {anchor.report for decision in decisions for anchor in decision.anchors}
        self.trusted = trusted_dates(decisions)
        self._book = book
        self.readings = LookedUp[str, Reading](self._reading)
        self.first = LookedUp[str, date](lambda report: _day(self._dated(report)[0]))
        self.days = LookedUp[str, date](lambda report: _day(self._dated(report)[1]))
        self.untrue = LookedUp[str, When](self._untrue)
        self.origin = LookedUp[str, str](self._origin)
        self.families = LookedUp[str, tuple[str, ...]](self._family)
        self.voices = LookedUp[str, Voice](self._voice)
        self._kinds: dict[Kind, tuple[Pledge, ...]] = {}
        self._homes: dict[str, Pledge] = {}

    # what is asked for

    def shelf(self) -> Shelf:
        """All reports, each looked up when it is asked for; none is in focus."""
        copies = LookedUp[str, tuple[str, ...]](self._copies)
        akin = LookedUp[str, tuple[tuple[str, float], ...]](self._akin)

        def worked_out(report: str) -> Dating:
            return decode(self._dated(report)[3], Dating)

        def doubts(report: str) -> Doubt | None:
            if report not in self.untrue:
                return None
            reading = {report: self.readings[report]}
            return date_reports(reading, self.first, copies, akin, self.trusted)[1].get(report)

        return Shelf(
            readings=self.readings,
            days=self.days,
            datings=LookedUp(worked_out),
            doubts=LookedUp(doubts),
            origin=self.origin,
            families=self.families,
            copies=copies,
            akin=akin,
            sums=LookedUp(lambda report: tuple(sums_of(self.readings[report]))),
            counts=LookedUp(lambda report: tuple(counts_of(self.readings[report]))),
        )

    def _reading(self, report: str) -> Reading:
        reading = self._book.reading(report)
        return settle([reading], self._decisions).readings[0] if report in self._decided else reading

    def _dated(self, report: str) -> tuple[int | None, int | None, bytes | None, bytes]:
        row = self._pages.row("SELECT first, day, untrue, whole FROM dated WHERE report = ?", (report,))
        return (None, None, None, b"") if row is None else row

    def _untrue(self, report: str) -> When | None:
        found = self._dated(report)[2]
        return None if found is None else decode(found, When)

    def _origin(self, report: str) -> str | None:
        row = self._pages.row("SELECT origin FROM report WHERE id = ?", (report,))
        return None if row is None else str(row[0])

    def _family(self, origin: str) -> tuple[str, ...] | None:
        row = self._pages.row("SELECT whole FROM origin WHERE id = ?", (origin,))
        return None if row is None else decode(row[0], Origin).reports

    def _copies(self, report: str) -> tuple[str, ...]:
        return nearest_copies([self.families[self.origin[report]]])[report]

    def _akin(self, report: str) -> tuple[tuple[str, float], ...] | None:
        found = [(other, alike) for other, alike in self._pages.rows(_AKIN, (report,)) if alike >= AKIN]
        return tuple(sorted(found, key=lambda other: (-other[1], other[0]))) or None

    def _voice(self, claim: str) -> Voice | None:
        row = self._pages.row("SELECT voice FROM claim WHERE id = ?", (claim,))
        return None if row is None else Voice(row[0])

    def neighbours(self, shelf: Shelf, reports: Iterable[str]) -> set[str]:
        """The copies of the same originals and the akin reports, themselves among them."""
        found = set(reports)
        for report in tuple(found):
            found.update(self.families[self.origin[report]])
            found.update(other for other, _ in shelf.akin.get(report, ()))
        return found

    def was_dated(self, report: str) -> tuple[int | None, bytes | None, str] | None:
        """Its day, untrue date and origin as they were kept last; None if it is new."""
        row = self._pages.row("SELECT day, untrue, origin FROM dated WHERE report = ?", (report,))
        return None if row is None else (row[0], row[1], row[2])

    # pledges

    def pledges_of(self, kind: Kind) -> tuple[Pledge, ...]:
        """The pledges of an actor and action, in order, with their links and before findings tell against them."""
        if kind not in self._kinds:
            rows = self._pages.rows("SELECT linked FROM pledge WHERE actor = ? AND action = ?", kind)
            self._kinds[kind] = _sorted(decode(row[0], Pledge) for row in rows)
        return self._kinds[kind]

    def of_actor(self, actor: str) -> tuple[Pledge, ...]:
        """All pledges of an actor, in order."""
        kinds = {(actor, row[0]) for row in self._pages.rows("SELECT action FROM pledge WHERE actor = ?", (actor,))}
        kinds |= {kind for kind in self._kinds if kind[0] == actor}
        return _sorted(pledge for kind in kinds for pledge in self.pledges_of(kind))

    def hinting(self, actor: str) -> list[str]:
        """Ids of the pledges of an actor that have words by which they may be linked."""
        return [row[0] for row in self._pages.rows("SELECT id FROM pledge WHERE actor = ? AND hints", (actor,))]

    def pledge(self, name: str) -> Pledge | None:
        """One pledge; None if there is none."""
        row = self._pages.row("SELECT actor, action FROM pledge WHERE id = ?", (name,))
        if row is None:
            return None
        return next((pledge for pledge in self.pledges_of((row[0], row[1])) if pledge.id == name), None)

    def kind_of(self, name: str) -> Kind | None:
        """The actor and action of the pledge that has that id."""
        row = self._pages.row("SELECT actor, action FROM pledge WHERE id = ?", (name,))
        return None if row is None else (row[0], row[1])

    def regroup(self, kind: Kind, pledges: tuple[Pledge, ...]) -> None:
        """Know the pledges of an actor and action as they are now."""
        self._kinds[kind] = _sorted(pledges)
        for pledge in pledges:
            self._homes |= dict.fromkeys((claim.id for claim in pledge.claims), pledge)

    def pledge_with(self, claim: str) -> Pledge | None:
        """The pledge of a claim."""
        if claim in self._homes:
            return self._homes[claim]
        row = self._pages.row("SELECT pledge FROM claim WHERE id = ?", (claim,))
        return None if row is None else self.pledge(row[0])

    def home(self) -> Home:
        """Where the claims of the pledges are."""

        def by_sum(key: tuple[str, Amount]) -> tuple[Pledge, ...] | None:
            actor, amount = key
            return (
                tuple(
                    pledge
                    for pledge in self.of_actor(actor)
                    if any(claim.amounts and claim.amounts[0].amount == amount for claim in pledge.claims)
                )
                or None
            )

        return Home(
            of_claim=LookedUp(self.pledge_with),
            by_actor=LookedUp(self.of_actor),
            by_kind=LookedUp(lambda kind: self.pledges_of((kind[0], str(kind[1])))),
            by_sum=LookedUp(by_sum),
        )

    def older(self, key: tuple[str, Amount]) -> tuple[tuple[Pledge, date], ...] | None:
        """The promises of an actor and sum, with the day by which they were first told."""
        found = ((pledge, older_promise(pledge)) for pledge in self.of_actor(key[0]) if pledge.amount == key[1])
        return tuple((pledge, first) for pledge, first in found if first is not None) or None

    def told(self, sums: PartSums) -> frozenset[str] | None:
        """Of whom reports tell in words that one sum is part of another."""
        row = self._pages.row("SELECT actors FROM part WHERE sums = ?", (_sums(sums),))
        return None if row is None else decode(row[0], frozenset[str])

    def keep_pledges(self, gone: Iterable[str], pledges: Iterable[tuple[Pledge, Pledge]]) -> None:
        """Put pledges, each linked and as it is told in the end, in the place of others."""
        for name in gone:
            self._pages.write("DELETE FROM pledge WHERE id = ?", (name,))
        self._keep(pledges)

    def _keep(self, pledges: Iterable[tuple[Pledge, Pledge]]) -> None:
        for linked, told in pledges:
            hints = 0
            for claim in linked.claims:
                name = claim.id
                row = self._pages.row("SELECT voice, hints FROM claim WHERE id = ?", (name,))
                hints |= row[1]
                self._pages.write("UPDATE claim SET pledge = ? WHERE id = ?", (linked.id, name))
            self._pages.write(_KEEP_PLEDGE, _pledge_row(linked, told, hints))

    def may_be_linked(self, pledge: Pledge) -> bool:
        """Whether one of its claims has words by which it may be linked."""
        found = (self._pages.row("SELECT hints FROM claim WHERE id = ?", (claim.id,)) for claim in pledge.claims)
        return any(row[0] for row in found)

    # reports

    def take(self, readings: Iterable[Reading]) -> None:
        """Take in new reports: their claims, figures, and what of them other reports may be held against."""
        for reading in readings:
            report = reading.report.id
            self.readings.put(report, reading)
            (first,) = first_days([reading]).values() or (None,)
            self.first.put(report, first)
            for claim in reading.claims:
                row = _claim_row(claim, "", reading)
                self.voices.put(row[0], Voice(row[2]))
                self._pages.write(_KEEP_CLAIM, row)

    def keep_figures(self, shelf: Shelf, report: str) -> None:
        """Keep the figures of a report, and the rests that an older promise can explain."""
        self._pages.write_many(_KEEP_FIGURE, _figure_rows(shelf, report))
        self._pages.write_many("INSERT OR IGNORE INTO rest VALUES (?, ?, ?)", _rest_rows(shelf, report))
        if may_tell_parts(shelf.readings[report], _statements(shelf, report)):
            self._pages.write("INSERT OR IGNORE INTO in_parts VALUES (?)", (report,))

    def keep_date(self, report: str, dating: Dating, untrue: When | None, origin: str) -> bool:
        """Keep what a report is dated by; True where its day, its untrue date or its origin is another now."""
        day = dating.worked_out.earliest if dating.worked_out else None
        before = self.was_dated(report)
        first = self.first.get(report)
        row = _date_row(report, first, day, untrue, origin, dating)
        self._pages.write(_KEEP_DATE, row)
        self.days.put(report, day)
        self.untrue.put(report, untrue)
        return before != (row[2], row[3], row[4])

    def is_in_parts(self, report: str) -> bool:
        """Whether a report can make one pledge part of another."""
        return self._pages.row("SELECT 1 FROM in_parts WHERE report = ?", (report,)) is not None

    def is_a_whole(self, pledge: Pledge) -> bool:
        """Whether a sum of the pledge is one that some report calls a whole, of that actor's."""
        amounts = {claim.amounts[0].amount for claim in pledge.claims if claim.amounts}
        found = (
            self._pages.row("SELECT 1 FROM whole WHERE sum = ? AND actor = ?", (_sum(amount), pledge.actor))
            for amount in amounts
        )
        return any(row is not None for row in found)

    def with_that_rest(self, pledge: Pledge) -> set[str]:
        """The reports in which a total counts in the pledge's sum."""
        if pledge.amount is None:
            return set()
        wanted = (_sum(pledge.amount), pledge.actor)
        return {row[0] for row in self._pages.rows("SELECT report FROM rest WHERE sum = ? AND actor = ?", wanted)}

    def figures(self, buckets: Iterable[str]) -> Iterator[Figure]:
        """All figures of some buckets, by report and as they are listed there."""
        for bucket in sorted(buckets):
            rows = self._pages.rows("SELECT whole FROM figure WHERE bucket = ? ORDER BY report, place", (bucket,))
            yield from (decode(row[0], Figure) for row in rows)

    def crowd(self, report: str) -> date | None:
        """The day of a report that tells how many countries do a thing, as it was kept last; else None."""
        row = self._pages.row("SELECT day FROM crowd WHERE report = ?", (report,))
        return None if row is None else date.fromordinal(row[0])

    def keep_crowd(self, report: str, day: date | None) -> None:
        """Keep its day now; None where it tells no such thing, or has no day."""
        self._pages.write("DELETE FROM crowd WHERE report = ?", (report,))
        if day is not None:
            self._pages.write("INSERT INTO crowd VALUES (?, ?)", (report, day.toordinal()))

    def crowds_near(self, days: Iterable[date], apart: int) -> list[str]:
        """The reports that tell how many countries do a thing, of days so near; sorted."""
        found: set[str] = set()
        for day in days:
            rows = "SELECT report FROM crowd WHERE day BETWEEN ? AND ?"
            found |= {row[0] for row in self._pages.rows(rows, (day.toordinal() - apart, day.toordinal() + apart))}
        return sorted(found)

    # candidates

    def replace(self, names: Iterable[str], places: Iterable[str], candidates: Iterable[Candidate]) -> None:
        """Put what checks find in some places in the place of what they found there before."""
        listed = tuple(names)
        for place in places:
            for name in listed:
                self._pages.write("DELETE FROM candidate WHERE place = ? AND name = ?", (place, name))
        self._pages.write_many(_KEEP_CANDIDATE, map(_candidate_row, candidates))

    def shown_false(self, pledge: str) -> frozenset[str]:
        """Ids of the claims of a pledge that tell it as delivered, and falsely."""
        rows = self._pages.rows(
            "SELECT whole FROM candidate WHERE place = ? AND name = ?", (pledge, "false_deliveries")
        )
        return frozenset(decode(row[0], Candidate).claim for row in rows)

    def findings(self) -> tuple[Finding, ...]:
        """All findings, put together from the candidates and judged."""
        return in_order(judged(self._found(), self._decisions))

    def accepted_in_vain(self) -> tuple[str, ...]:
        """Ids of the decisions that accept a finding which no longer arises."""
        return accepted_in_vain(self._found(), self._decisions, self.origin)

    def _found(self) -> tuple[Finding, ...]:
        rows = self._pages.rows("SELECT whole FROM candidate ORDER BY n")
        return put_together((decode(row[0], Candidate) for row in rows), CHECKS, SINGLE)

    def all_pledges(self, actors: Iterable[str] | None = None) -> tuple[Pledge, ...]:
        """The pledges as they are told in the end, of some actors or of all, in order."""
        told = "SELECT coalesce(told, linked) FROM pledge"
        if actors is None:
            rows = self._pages.rows(told)
        else:
            rows = [row for actor in set(actors) for row in self._pages.rows(f"{told} WHERE actor = ?", (actor,))]
        return _sorted(decode(row[0], Pledge) for row in rows)

    def all_datings(self) -> tuple[Dating, ...]:
        """The dating of each report, sorted by report."""
        return tuple(decode(row[0], Dating) for row in self._pages.rows("SELECT whole FROM dated ORDER BY report"))

    # all at once

    def fill(self, laid: LaidOut) -> None:
        """Write everything, in the place of what is here."""
        pages, shelf = self._pages, laid.shelf
        pages.empty(TABLES)
        rows: dict[str, tuple[str, str, int, int]] = {}
        for reading in shelf.readings.values():
            rows |= {row[0]: row for row in (_claim_row(claim, "", reading) for claim in reading.claims)}
        homes: dict[str, str] = {}
        kept = []
        for linked, told in zip(shelf.pledges, laid.ledgered.pledges, strict=True):
            names = [claim.id for claim in linked.claims]
            homes |= dict.fromkeys(names, linked.id)
            kept.append(_pledge_row(linked, told, max((rows[name][3] for name in names if name in rows), default=0)))
        pages.write_many(_KEEP_PLEDGE, kept)
        pages.write_many(_KEEP_CLAIM, ((name, homes.get(name, ""), *row[2:]) for name, row in sorted(rows.items())))
        for report in shelf.readings:
            against = shelf.doubts.get(report)
            first = first_days([shelf.readings[report]]).get(report)
            untrue = against.when if against else None
            day, origin = shelf.days.get(report), shelf.origin[report]
            pages.write(_KEEP_DATE, _date_row(report, first, day, untrue, origin, shelf.datings[report]))
        pages.write_many(_KEEP_FIGURE, sorted(row for report in shelf.readings for row in _figure_rows(shelf, report)))
        for report in shelf.readings:
            pages.write_many("INSERT OR IGNORE INTO rest VALUES (?, ?, ?)", _rest_rows(shelf, report))
        self._fill_parts(shelf)
        crowds = {claim.report for claim in group_claims(shelf)}
        pages.write_many("INSERT INTO crowd VALUES (?, ?)", ((one, shelf.days[one].toordinal()) for one in crowds))
        pages.write_many(_KEEP_CANDIDATE, map(_candidate_row, laid.candidates))

    def _fill_parts(self, shelf: Shelf) -> None:
        told: Told = parts_by_sums(shelf)
        statements: dict[str, list[PartTold]] = {}
        for one in parts_told(shelf):
            statements.setdefault(one.part.report, []).append(one)
        telling = (
            report for report, reading in shelf.readings.items() if may_tell_parts(reading, statements.get(report, ()))
        )
        self._pages.write_many("INSERT INTO in_parts VALUES (?)", ((report,) for report in telling))
        self._pages.write_many("INSERT INTO part VALUES (?, ?)", ((_sums(k), encode(v)) for k, v in told.items()))
        wholes = {
            (_sum(Amount(one.whole.value, one.whole.unit)), actor)
            for several in statements.values()
            for one in several
            if one.whole.stated is not None
            for actor in one.part.actors
        }
        self._pages.write_many("INSERT INTO whole VALUES (?, ?)", sorted(wholes))


def _sorted(pledges: Iterable[Pledge]) -> tuple[Pledge, ...]:
    return tuple(sorted(pledges, key=lambda one: (one.actor, one.action, one.target or "", one.id)))


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def _sum(amount: Amount) -> str:
    return f"{amount.currency} {amount.value.normalize()}"


def _sums(sums: PartSums) -> str:
    unit, part, whole = sums
    return f"{unit} {part.normalize()} {whole.normalize()}"


def _pledge_row(linked: Pledge, told: Pledge, hints: int) -> tuple[str, str, str, int, bytes, bytes | None]:
    whole = None if told == linked else encode(told)
    return linked.id, linked.actor, str(linked.action), hints, encode(linked), whole


def _claim_row(claim: Claim, pledge: str, reading: Reading) -> tuple[str, str, int, int]:
    voice = voice_of(claim, reading.clues.officials)
    return claim.id, pledge, int(voice), int(may_link(claim, reading.report.text))


def _date_row(
    report: str, first: date | None, day: date | None, untrue: When | None, origin: str, dating: Dating
) -> tuple[str, int | None, int | None, bytes | None, str, bytes]:
    return (
        report,
        first.toordinal() if first else None,
        day.toordinal() if day else None,
        encode(untrue) if untrue else None,
        origin,
        encode(dating),
    )


def _figure_rows(shelf: Shelf, report: str) -> Iterator[tuple[str, str, int, bytes]]:
    for place, figure in enumerate((*shelf.sums[report], *shelf.counts[report])):
        if figure.value:
            yield bucket_of(figure), report, place, encode(figure)


def _rest_rows(shelf: Shelf, report: str) -> Iterator[tuple[str, str, str]]:
    figures = sorted(shelf.sums[report], key=lambda one: one.span)
    for actor, amount in sums_within_totals(shelf.readings[report].report.text, figures):
        yield _sum(amount), actor, report


def _statements(shelf: Shelf, report: str) -> list[PartTold]:
    readings = {report: shelf.readings[report]}
    return list(parts_told(replace(shelf, readings=readings)))


def _candidate_row(one: Candidate) -> tuple[str, str, bytes]:
    return one.check, one.key, encode(one)
