"""The desk where people decide: each decision is checked against the book, tied to its places, and kept."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar

from pledgebook.deciding.field_words import Setting, field_value
from pledgebook.errors import DecisionError, NotFoundError
from pledgebook.ledger import Book, DerivedStore, SearchIndex
from pledgebook.model import (
    Anchor,
    Claim,
    Decision,
    DecisionKind,
    Finding,
    FindingKind,
    Ledgered,
    Place,
    Pledge,
    Reading,
    Remains,
    Report,
    Span,
)
from pledgebook.pipeline import work_out
from pledgebook.reconcile import Settled, added_claim, settle, undone_by

CLAIM_DECISIONS = (DecisionKind.CONFIRM, DecisionKind.REJECT)
ORIGIN_DECISIONS = (DecisionKind.SAME_ORIGIN, DecisionKind.OTHER_ORIGINS)
FINDING_DECISIONS = (DecisionKind.DISMISS, DecisionKind.ACCEPT)

_REASONS = {
    DecisionKind.REJECT: "the minister spoke of another country",
    DecisionKind.DISMISS: "he was back in office by then",
    DecisionKind.ACCEPT: "checked with the ministry",
    DecisionKind.REDACT: "the publisher asked for it",
}
"""The decisions that need a reason, with one that each could have."""
_NEEDED_FOR_A_CLAIM = ("actor", "stance", "action")

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Word:
    """Who decides, when and why.

    Attributes:
        by: The person's name.
        at: When, with time zone.
        reason: Why, in the person's words.
    """

    by: str
    at: datetime
    reason: str = ""


class Desk:
    """Takes decisions about one book as it is now.

    A claim keeps the id it was read with, whatever is corrected in it. Each method keeps one decision and gives it back with its id. It raises ``NotFoundError`` for an id that names
    nothing, ``DecisionError`` for what cannot be decided, and then keeps nothing.
    """

    def __init__(
        self,
        book: Book,
        *,
        reasons_needed: bool = True,
        unless: Callable[[tuple[Decision, ...]], None] | None = None,
    ) -> None:
        """Sit down at a book.

        Args:
            book: The book.
            reasons_needed: Whether some decisions need a reason; a takedown always does.
            unless: Is shown all decisions just before one is kept; what it raises keeps that one out.
        """
        self._book = book
        self._reasons_needed = reasons_needed
        self._unless = unless

    def judge_claims(self, kind: DecisionKind, claims: Sequence[str], word: Word) -> Decision:
        """Confirm claims, or reject them."""
        return self._keep(kind, claims, word, anchors=[anchor_of(name, self._claim(name)) for name in claims])

    def correct(self, claim: str, field: str, words: str, word: Word) -> Decision:
        """Put another value into a field of a claim; ``none`` empties it."""
        read = self._claim(claim)
        report = self._reading(read.report).report
        name, value = field_value(field, words, self._setting(report, read.evidence.span))
        return self._keep(
            DecisionKind.CORRECT, [claim], word, anchors=[anchor_of(claim, read)], field=name, value=value
        )

    def add(self, report: str, place: str | Span, fields: Mapping[str, str], word: Word) -> Decision:
        """Add a claim that was missed.

        Args:
            report: Id of the report.
            place: The claim's sentence: its exact words, or where it stands.
            fields: Field to words; actor, stance and action must be among them.
            word: Who adds it, when and why.
        """
        held = self._reading(report).report
        missing = [name for name in _NEEDED_FOR_A_CLAIM if not fields.get(name)]
        if missing:
            raise DecisionError(
                f"a claim needs its {' and its '.join(missing)}; for example: --actor CAN --stance weighing --action deploy"
            )
        span = self._sentence(held, place)
        setting = self._setting(held, span)
        values = dict(field_value(name, words, setting) for name, words in fields.items() if words.strip())
        anchor = Anchor("", held.id, span)
        claim = added_claim(anchor, values, held.text, word.by)
        if any(other.id == claim.id for other in self._claims_of(held.id)):
            raise DecisionError(f"report {held.id} has this claim already, with the id {claim.id}")
        return self._keep(DecisionKind.ADD, [claim.id], word, anchors=[anchor_of(claim.id, claim)], value=values)

    def merge(self, pledges: Sequence[str], word: Word) -> Decision:
        """Make one pledge of several; they must be of one actor."""
        found = [self._pledge(name) for name in dict.fromkeys(pledges)]
        if len(found) < 2:
            raise DecisionError("it takes two pledges to merge; for example: merge can-arm-ukr can-arm-ukr-2")
        actors = sorted({pledge.actor for pledge in found})
        if len(actors) > 1:
            raise DecisionError(
                f"cannot merge pledges of several actors ({', '.join(actors)}); "
                "a pledge is one actor's: correct the actor of the claims first"
            )
        anchors = [anchor_of(pledge.id, self._claim(claim.id)) for pledge in found for claim in pledge.claims]
        return self._keep(DecisionKind.MERGE, [pledge.id for pledge in found], word, anchors=anchors)

    def split(self, claims: Sequence[str], word: Word) -> Decision:
        """Take claims out of their pledge and make one of their own of them."""
        anchors = [anchor_of(name, self._claim(name)) for name in claims]
        wanted = set(claims)
        home = [pledge for pledge in self._ledgered.pledges if any(claim.id in wanted for claim in pledge.claims)]
        if len(home) == 1 and wanted >= {claim.id for claim in home[0].claims}:
            raise DecisionError(f"these are all the claims of {home[0].id}, so there is nothing to split it from")
        return self._keep(DecisionKind.SPLIT, claims, word, anchors=anchors)

    def judge_origin(self, kind: DecisionKind, reports: Sequence[str], word: Word) -> Decision:
        """Say that reports go back to one original, or that they do not."""
        named = tuple(dict.fromkeys(reports))
        for report in named:
            self._reading(report)
        if len(named) < 2:
            raise DecisionError("it takes two reports to compare their origins; name both")
        return self._keep(kind, named, word)

    def judge_findings(self, kind: DecisionKind, findings: Sequence[str], word: Word) -> Decision:
        """Dismiss findings as false alarms, or accept them as right."""
        anchors = []
        for name in findings:
            finding = self._finding(name)
            anchors.append(anchor_of_finding(name, finding.kind, finding.places[0]))
        return self._keep(kind, findings, word, anchors=anchors)

    def redact(self, report: str, word: Word) -> Decision:
        """Take a report's text down for good: every word of it goes from the book and from what was worked out.

        Hash, codes, figures, dates and places stay, and so do the day that the report is taken to be of and the
        original it goes back to. To do it again makes sure that the words are gone, and decides nothing anew.
        """
        check_word(DecisionKind.REDACT, word)
        held = self._reading(report)
        remains = held.clues.remains
        if remains is None:
            days = {dating.report: dating.worked_out for dating in self._ledgered.datings}
            copies = next((origin.reports for origin in self._ledgered.origins if report in origin.reports), ())
            remains = Remains(days.get(report), tuple(other for other in copies if other != report))
        decision = Decision(DecisionKind.REDACT, (report,), word.by.strip(), word.at, word.reason.strip())
        try:
            return self._book.take_down(decision, remains)
        finally:
            DerivedStore.beside(self._book).clear()
            SearchIndex.forget(self._book)
            self._forget("_readings")

    def undo(self, decisions: Sequence[str], word: Word) -> Decision:
        """Take decisions back; an undo can be undone too."""
        kept = {decision.id: decision for decision in self._decisions}
        undone = undone_by(self._decisions)
        for name in decisions:
            decision = _named("decision", name, kept)
            if name in undone:
                raise DecisionError(
                    f"{name} is undone already, by {undone[name]}; to have it back, undo {undone[name]}"
                )
            if decision.kind is DecisionKind.REDACT:
                raise DecisionError(f"{name} took down a report; its text is gone from the book and cannot come back")
        return self._keep(DecisionKind.UNDO, decisions, word)

    def _keep(
        self,
        kind: DecisionKind,
        about: Iterable[str],
        word: Word,
        *,
        anchors: Iterable[Anchor] = (),
        field: str = "",
        value: object = None,
    ) -> Decision:
        check_word(kind, word if self._reasons_needed else replace(word, reason="none given"))
        is_said = kind in (DecisionKind.CORRECT, DecisionKind.ADD)
        decision = Decision(
            kind=kind,
            about=tuple(dict.fromkeys(about)),
            by=word.by.strip(),
            at=word.at,
            reason=word.reason.strip(),
            field=field,
            value=json.dumps(value, ensure_ascii=False, separators=(",", ":")) if is_said else "",
            anchors=tuple(dict.fromkeys(anchors)),
        )
        kept = self._book.decide(decision, unless=self._unless)
        self._forget()
        return kept

    def _forget(self, *more: str) -> None:
        """Look at the book anew."""
        for cached in ("_decisions", "_settled", "_ledgered", "_claims", *more):
            self.__dict__.pop(cached, None)

    @cached_property
    def _decisions(self) -> tuple[Decision, ...]:
        return tuple(self._book.decisions())

    @cached_property
    def _readings(self) -> dict[str, Reading]:
        return {reading.report.id: reading for reading in self._book.readings()}

    @cached_property
    def _settled(self) -> Settled:
        return settle(self._readings.values(), self._decisions)

    @cached_property
    def _ledgered(self) -> Ledgered:
        return work_out(self._book)

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        """All claims as they were read or added, by id, those rejected among them."""
        read = {claim.id: claim for reading in self._readings.values() for claim in reading.claims}
        now = {claim.id: claim for reading in self._settled.readings for claim in reading.claims}
        return {**now, **self._settled.read_as, **read}

    def _claims_of(self, report: str) -> tuple[Claim, ...]:
        return next((one.claims for one in self._settled.readings if one.report.id == report), ())

    def _claim(self, name: str) -> Claim:
        return _named("claim", name, self._claims)

    def _reading(self, report: str) -> Reading:
        return _named("report", report, self._readings)

    def _pledge(self, name: str) -> Pledge:
        return _named("pledge", name, {pledge.id: pledge for pledge in self._ledgered.pledges})

    def _finding(self, name: str) -> Finding:
        return _named("finding", name, {finding.id: finding for finding in self._ledgered.findings})

    def _setting(self, report: Report, sentence: Span) -> Setting:
        parties = (
            party
            for reading in self._readings.values()
            for claim in reading.claims
            for party in (claim.actor, claim.target, claim.addressee)
        )
        return Setting(report.id, report.text, sentence, frozenset(party.code for party in parties if party))

    def _sentence(self, report: Report, place: str | Span) -> Span:
        if isinstance(place, str):
            if not place.strip():
                raise DecisionError("a claim needs the report's words; give them with --words, or their place")
            return Setting(report.id, report.text, Span(0, len(report.text))).find(place)
        if place.end > len(report.text) or not place.of(report.text).strip():
            raise DecisionError(
                f"there are no words at {place.start} to {place.end} in report {report.id}, "
                f"which has {len(report.text)} characters"
            )
        return place


def anchor_of(name: str, claim: Claim) -> Anchor:
    """What ties a decision to a claim as it was read, whatever name the decision has for it."""
    return Anchor(
        about=name,
        report=claim.report,
        span=claim.evidence.span,
        claim=claim.id,
        actor=claim.actor.code,
        action=claim.action,
        stance=claim.stance,
        target=claim.target.code if claim.target else "",
        amounts=tuple(stated.amount for stated in claim.amounts),
    )


def anchor_of_finding(name: str, kind: FindingKind, place: Place) -> Anchor:
    """What ties a decision to a finding: its kind and its first place."""
    return Anchor(name, place.report, place.span, finding=kind)


def check_word(kind: DecisionKind, word: Word) -> None:
    """See that it is said who decides and, where it matters, why.

    Raises:
        DecisionError: It is not.
    """
    if not word.by.strip():
        raise DecisionError("nobody is named who decides; give --by NAME or set PLEDGEBOOK_BY")
    if kind in _REASONS and not word.reason.strip():
        raise DecisionError(f"to {kind} needs a reason; for example: --reason '{_REASONS[kind]}'")


def _named(kind: str, name: str, known: Mapping[str, Thing]) -> Thing:
    if name in known:
        return known[name]
    begin = [other for other in known if name and other.startswith(name)]
    near = dict.fromkeys([*begin[:3], *get_close_matches(name, known, n=3, cutoff=0.6)])
    raise NotFoundError(kind, name, tuple(near)[:4])
