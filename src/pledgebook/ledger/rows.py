"""Readings to rows of the book's tables, and rows to readings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Select, Table, bindparam, func, insert, select

from pledgebook.errors import BookError
from pledgebook.ledger.codec import decode, encode, printable
from pledgebook.ledger.tables import claims, clues, decisions, readings, reports, takedowns
from pledgebook.model.claim import Claim
from pledgebook.model.clue import Clues
from pledgebook.model.reading import Decision, Reading
from pledgebook.model.report import Report
from pledgebook.model.text import Span
from pledgebook.model.when import When

# Made once: building a statement takes several times as long as running it.
_HELD = (
    select(reports.c.id, readings.c.claims, readings.c.refused)
    .join_from(reports, readings)
    .where(reports.c.digest == bindparam("digest"), readings.c.extractor == bindparam("extractor"))
)
_REPORT_OF = select(reports.c.seq, reports.c.id).where(reports.c.digest == bindparam("digest"))
_HAS_ID = select(reports.c.seq).where(reports.c.id == bindparam("id"))
_IDS_BETWEEN = select(reports.c.id).where(reports.c.id > bindparam("from"), reports.c.id < bindparam("to"))
_HIGHEST = {table.name: select(func.max(table.c.seq)) for table in (reports, readings, decisions)}
_GONE = select(reports.c.id).join_from(reports, takedowns).where(reports.c.digest == bindparam("digest"))

_CLAIMS_OF = (
    select(claims.c.reading, claims.c.whole)
    .where(claims.c.reading.in_(bindparam("readings", expanding=True)))
    .order_by(claims.c.reading, claims.c.position)
)


def stamp(time: datetime) -> str:
    """A time as the book keeps it, which sorts as text.

    >>> from datetime import timedelta, timezone
    >>> stamp(datetime(2025, 9, 4, 14, 0, tzinfo=timezone(timedelta(hours=2))))
    '2025-09-04T12:00:00.000000+00:00'
    """
    if time.tzinfo is None:
        said = time.isoformat()
        raise BookError(f"cannot tell when {said} was; give the time zone with it, for example '{said}+00:00'")
    return time.astimezone(UTC).isoformat(timespec="microseconds")


class Held(NamedTuple):
    """What the book has of one content by one extractor: the report's id, how many claims it holds and refused."""

    id: str
    claims: int
    refused: int


def held(connection: Connection, digest: str, extractor: str) -> Held | None:
    """What is there already, if this content was read by this extractor before."""
    row = connection.execute(_HELD, {"digest": digest, "extractor": extractor}).one_or_none()
    return None if row is None else Held(*row)


def report_of(connection: Connection, digest: str) -> tuple[int, str] | None:
    """Number and id of the report with this content, if there is one."""
    row = connection.execute(_REPORT_OF, {"digest": digest}).one_or_none()
    return None if row is None else (row.seq, row.id)


def gone(connection: Connection, digest: str) -> Held | None:
    """The report with this content, if it was taken down: nothing is read from it again."""
    row = connection.execute(_GONE, {"digest": digest}).one_or_none()
    return None if row is None else Held(row.id, 0, 0)


def number_of(connection: Connection, report_id: str) -> int | None:
    """The number of the report with this id, if there is one."""
    number: int | None = connection.execute(_HAS_ID, {"id": report_id}).scalar_one_or_none()
    return number


def insert_decision(connection: Connection, decision: Decision) -> Decision:
    """Write a decision and give it back with its id: ``d1``, ``d2``, ..."""
    seq = _next_number(connection, decisions)
    kept = replace(decision, id=f"d{seq}")
    connection.execute(
        insert(decisions).values(
            seq=seq,
            id=kept.id,
            kind=kept.kind.value,
            by=printable(kept.by),
            at=stamp(kept.at),
            reason=printable(kept.reason),
            whole=encode(kept),
        )
    )
    return kept


def takedown_of(connection: Connection, report: int) -> Decision | None:
    """The decision by which a report was taken down, if it was."""
    query = select(decisions.c.whole).join_from(takedowns, decisions).where(takedowns.c.report == report)
    whole = connection.execute(query).scalar_one_or_none()
    return None if whole is None else decode(whole, Decision)


def taken_down(connection: Connection) -> dict[str, str]:
    """For each report that was taken down the id of the decision."""
    query = select(reports.c.id, decisions.c.id).select_from(takedowns).join(reports).join(decisions)
    found = connection.execute(query.order_by(reports.c.seq)).all()
    return {row[0]: row[1] for row in found}


def free_id(connection: Connection, wanted: str) -> str:
    """The id itself, or with ``~2``, ``~3``, ... behind it when other texts have it already."""
    if connection.execute(_HAS_ID, {"id": wanted}).first() is None:
        return wanted
    numbered = {"from": f"{wanted}~", "to": f"{wanted}\N{DELETE}"}  # DELETE is the character after the tilde
    others = set(connection.execute(_IDS_BETWEEN, numbered).scalars())
    number = 2
    while f"{wanted}~{number}" in others:
        number += 1
    return f"{wanted}~{number}"


def insert_reading(connection: Connection, reading: Reading, digest: str, extractor: str, seq: int | None) -> None:
    """Write a reading, and its report too unless that one has a number already."""
    learnt = stamp(reading.learnt)
    if seq is None:
        seq = _insert_report(connection, reading.report, digest, learnt)
    reading_seq = _next_number(connection, readings)
    _insert_many(
        connection,
        readings,
        [
            {
                "seq": reading_seq,
                "report": seq,
                "extractor": extractor,
                "learnt": learnt,
                "language": printable(reading.report.language),
                "furniture": encode(reading.report.furniture),
                "claims": len(reading.claims),
                "refused": reading.refused,
            }
        ],
    )
    _insert_many(connection, clues, [{"reading": reading_seq, "whole": encode(reading.clues)}])
    published = reading.report.published.iso if reading.report.published else None
    rows = [
        _claim_row(claim, reading_seq, position, published, learnt) for position, claim in enumerate(reading.claims)
    ]
    _insert_many(connection, claims, rows)


def _insert_report(connection: Connection, report: Report, digest: str, learnt: str) -> int:
    seq = _next_number(connection, reports)
    row = {
        "seq": seq,
        "id": report.id,
        "digest": digest,
        "outlet": _printable(report.outlet),
        "url": _printable(report.url),
        "title": _printable(report.title),
        "published": report.published.iso if report.published else None,
        "text": printable(report.text),
        "source": printable(report.source),
        "learnt": learnt,
        "whole": None,
    }
    if any(row[name] != getattr(report, name) for name in ("outlet", "url", "title", "text", "source")):
        row["whole"] = encode(report)
    _insert_many(connection, reports, [row])
    return seq


def _next_number(connection: Connection, table: Table) -> int:
    """One more than the table's highest number. Rows are never deleted and writers take turns, so it is free."""
    return (connection.execute(_HIGHEST[table.name]).scalar_one() or 0) + 1


def _claim_row(claim: Claim, reading: int, position: int, published: str | None, learnt: str) -> dict[str, Any]:
    return {
        "reading": reading,
        "position": position,
        "id": claim.id,
        "report": claim.report,
        "actor": printable(claim.actor.code),
        "stance": claim.stance.value,
        "action": claim.action.value,
        "target": printable(claim.target.code) if claim.target else None,
        "addressee": printable(claim.addressee.code) if claim.addressee else None,
        "speaker": printable(claim.speaker.text) if claim.speaker else None,
        "outlet": printable(claim.outlet.text) if claim.outlet else None,
        "due": claim.due.when.iso if claim.due else None,
        "said": claim.said.when.iso if claim.said else None,
        "published": published,
        "learnt": learnt,
        "start": claim.evidence.span.start,
        "end": claim.evidence.span.end,
        "evidence": printable(claim.evidence.text),
        "confidence": claim.confidence,
        "extractor": printable(claim.extractor),
        "whole": encode(claim),
    }


def _printable(text: str | None) -> str | None:
    return None if text is None else printable(text)


def _insert_many(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert by the driver's own ``executemany``: several times as fast as the same through Core."""
    if not rows:
        return
    sql, order = _insertion(table, connection.dialect, tuple(rows[0]))
    connection.exec_driver_sql(sql, [tuple(row[name] for name in order) for row in rows])


@cache
def _insertion(table: Table, dialect: Dialect, names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The SQL that inserts these columns, and the order in which it wants them."""
    compiled = dialect.statement_compiler(dialect, insert(table).values(dict.fromkeys(names)))
    return str(compiled), tuple(compiled.positiontup or names)


def page_of_readings(
    connection: Connection, *, after: int, up_to: int, known_by: str | None, limit: int
) -> list[tuple[int, Reading]]:
    """The next readings behind a report's number, each with its report's number.

    Args:
        connection: Where to read.
        after: The last report's number so far; 0 at the beginning.
        up_to: The last reading's number that counts.
        known_by: Stamp of the last moment that counts; None for all.
        limit: How many at most.
    """
    values = {"after": after, "up_to": up_to, "known_by": known_by, "limit": limit}
    return _read(connection, _page_of_newest(known_by is not None), values)


def reading_of(connection: Connection, report_id: str) -> Reading | None:
    """The newest reading of one report, or None."""
    found = _read(connection, _newest_of_one(), {"id": report_id})
    return found[0][1] if found else None


@cache
def _page_of_newest(known_by: bool) -> Select[Any]:
    newest = _newest(up_to=True, known_by=known_by).where(reports.c.seq > bindparam("after"))
    return newest.order_by(reports.c.seq).limit(bindparam("limit"))


@cache
def _newest_of_one() -> Select[Any]:
    return _newest(up_to=False, known_by=False).where(reports.c.id == bindparam("id"))


def _newest(*, up_to: bool, known_by: bool) -> Select[Any]:
    """The newest reading of each report, as far as the values ``up_to`` and ``known_by`` reach."""
    others = readings.alias("others")
    best = select(others.c.seq).where(others.c.report == reports.c.seq)
    if up_to:
        best = best.where(others.c.seq <= bindparam("up_to"))
    if known_by:
        best = best.where(others.c.learnt <= bindparam("known_by"))
    best = best.order_by((others.c.extractor != "").desc(), others.c.seq.desc()).limit(1)
    return select(
        reports.c.seq,
        reports.c.id,
        reports.c.outlet,
        reports.c.url,
        reports.c.title,
        reports.c.published,
        reports.c.text,
        reports.c.source,
        reports.c.whole,
        readings.c.seq.label("reading"),
        readings.c.extractor,
        readings.c.learnt,
        readings.c.language,
        readings.c.furniture,
        readings.c.refused,
        clues.c.whole.label("clues"),
    ).select_from(reports.join(readings, readings.c.seq == best.scalar_subquery()).join(clues))


def _read(connection: Connection, query: Select[Any], values: Mapping[str, Any]) -> list[tuple[int, Reading]]:
    rows = connection.execute(query, values).all()
    of_reading: dict[int, list[Claim]] = defaultdict(list)
    found = connection.execute(_CLAIMS_OF, {"readings": [row.reading for row in rows]})
    for number, whole in found:
        of_reading[number].append(decode(whole, Claim))
    return [
        (
            row.seq,
            Reading(
                report=_report(row),
                claims=tuple(of_reading[row.reading]),
                clues=decode(row.clues, Clues),
                learnt=datetime.fromisoformat(row.learnt),
                extractor=row.extractor,
                refused=row.refused,
            ),
        )
        for row in rows
    ]


def _report(row: Any) -> Report:
    furniture = decode(row.furniture, tuple[Span, ...])
    if row.whole is not None:
        return replace(decode(row.whole, Report), language=row.language, furniture=furniture)
    return Report(
        id=row.id,
        text=row.text,
        outlet=row.outlet,
        url=row.url,
        title=row.title,
        published=When(row.published) if row.published else None,
        language=row.language,
        furniture=furniture,
        source=row.source,
    )
