"""Takes the text of a report down: every word of it goes, its hash, the codes, the figures and the places stay."""

from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from pledgebook.data.measures import counted_words
from pledgebook.data.tables import offices
from pledgebook.ledger import sqlite
from pledgebook.ledger.codec import decode, encode
from pledgebook.ledger.tables import claims, clues, readings, reports, takedowns
from pledgebook.model.claim import Claim, Party, StatedCondition
from pledgebook.model.clue import Clues, Remains
from pledgebook.model.measure import Quantity, StatedQuantity
from pledgebook.model.report import Report
from pledgebook.model.text import Mention, blank

_REWRITTEN = ("reports", "claims", "clues")


def take_down(connection: Connection, report: int, decision: int, remains: Remains) -> None:
    """Blank a report and all that was read from it, in the running transaction.

    The triggers that forbid it are dropped and made again; nobody else sees the book without them.
    """
    for table in _REWRITTEN:
        connection.exec_driver_sql(f"DROP TRIGGER {table}_no_update")
    _blank_report(connection, report)
    of_report = select(readings.c.seq).where(readings.c.report == report)
    for seq, whole in connection.execute(
        select(claims.c.seq, claims.c.whole).where(claims.c.reading.in_(of_report))
    ).all():
        claim = blanked_claim(decode(whole, Claim))
        connection.execute(
            update(claims)
            .where(claims.c.seq == seq)
            .values(
                evidence=claim.evidence.text,
                speaker=claim.speaker.text if claim.speaker else None,
                outlet=claim.outlet.text if claim.outlet else None,
                whole=encode(claim),
            )
        )
    for reading, whole in connection.execute(
        select(clues.c.reading, clues.c.whole).where(clues.c.reading.in_(of_report))
    ).all():
        kept = encode(blanked_clues(decode(whole, Clues), remains))
        connection.execute(update(clues).where(clues.c.reading == reading).values(whole=kept))
    connection.execute(insert(takedowns).values(report=report, decision=decision))
    for table in _REWRITTEN:
        for statement in sqlite.append_only_triggers(table, sqlite.RECORD_KEYS[table]):
            if statement.startswith(f"CREATE TRIGGER {table}_no_update "):
                connection.exec_driver_sql(statement)


def _blank_report(connection: Connection, report: int) -> None:
    row = connection.execute(
        select(reports.c.title, reports.c.text, reports.c.whole).where(reports.c.seq == report)
    ).one()
    whole = None
    if row.whole is not None:
        kept = decode(row.whole, Report)
        whole = encode(replace(kept, text=blank(kept.text), title=blank(kept.title) if kept.title else None))
    values = {"text": blank(row.text), "title": blank(row.title) if row.title else None, "whole": whole}
    connection.execute(update(reports).where(reports.c.seq == report).values(values))


def blanked_claim(claim: Claim) -> Claim:
    """A claim without the words of its report; its id stays, for that is made of codes, figures and places."""
    return replace(
        claim,
        evidence=_blanked(claim.evidence),
        actor=_party(claim.actor),
        target=_party(claim.target) if claim.target else None,
        addressee=_party(claim.addressee) if claim.addressee else None,
        items=tuple(_blanked(item) for item in claim.items),
        quantity=_counted(claim.quantity) if claim.quantity else None,
        conditions=tuple(StatedCondition(one.kind, blank(one.text), one.span) for one in claim.conditions),
        joint=tuple(_party(party) for party in claim.joint),
        speaker=_blanked(claim.speaker) if claim.speaker else None,
        outlet=_blanked(claim.outlet) if claim.outlet else None,
        stance_cue=_blanked(claim.stance_cue) if claim.stance_cue else None,
        action_cue=_blanked(claim.action_cue) if claim.action_cue else None,
    )


def blanked_clues(found: Clues, remains: Remains) -> Clues:
    """Clues without the words of their report: what is all words goes, what is a date, figure or office stays.

    An official stays if the tables know the name, for it is theirs then and not the report's.
    """
    known = frozenset(office.person for office in offices())
    return Clues(
        report=found.report,
        dates=tuple(replace(clue, text=blank(clue.text)) for clue in found.dates),
        officials=tuple(replace(clue, text=blank(clue.text)) for clue in found.officials if clue.person in known),
        anchors=tuple(replace(clue, text=blank(clue.text)) for clue in found.anchors),
        amounts=found.amounts,
        counts=tuple(_counted(count) for count in found.counts),
        fingerprint=found.fingerprint,
        remains=remains,
    )


def _blanked(words: Mention) -> Mention:
    return Mention(blank(words.text), words.span)


def _party(party: Party) -> Party:
    return replace(party, text=blank(party.text) if party.span else "")


def _counted(count: StatedQuantity) -> StatedQuantity:
    """A count; its unit stays where it ends on a word that the tables count by, and then is no more than that word."""
    words = count.quantity.unit.lower().split()
    unit = words[-1] if words and words[-1] in counted_words().kinds else blank(count.quantity.unit)
    return StatedQuantity(Quantity(count.quantity.value, unit), count.span)
