"""The ledger: every pledge, filtered, searched, sorted, a page at a time; and the search over claims and reports."""

from itertools import chain
from typing import Any

from pledgebook.errors import ValueFormatError
from pledgebook.model import Action, ConditionKind, Span, Stance
from pledgebook.publish import records, rows
from pledgebook.publish.highlight import Mark, Piece, cut, marks_of, surroundings
from pledgebook.publish.names import code_of, name_of
from pledgebook.web.answers import Page
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.shelving import ORDERS, Wanted
from pledgebook.web.sight import Sight

SIZE = 60
_FALLING_FIRST = ("since", "amount", "origins", "claims")


def ledger(ask: Ask, desk: Desk, sight: Sight) -> Page:
    """The pledges asked for; JSON and CSV give all of them, the page sixty at a time."""
    wanted = wanted_in(ask, desk, sight)
    found = sight.pledges.find(wanted)
    last_page = max(1, -(-len(found) // SIZE))
    number = ask.number("page", 1, most=last_page)
    shown = found[(number - 1) * SIZE : number * SIZE]
    index = sight.pledges
    return Page(
        template="ledger.html",
        shown={
            "here": "/ledger",
            "found": found,
            "shown": shown,
            "number": number,
            "last_page": last_page,
            "wanted": wanted,
            "actors": sorted(((code, name_of(code)) for code in index.values("actors")), key=lambda pair: pair[1]),
            "targets": sorted(((code, name_of(code)) for code in index.values("targets")), key=lambda pair: pair[1]),
            "kinds": [kind for kind in ConditionKind if kind.value in index.values("conditions")],
            "actions": [action for action in Action if any(row.action is action for row in index.rows)],
            "orders": tuple(ORDERS),
            "total": len(index.rows),
        },
        columns=records.columns_of(rows.PledgeRow),
        rows=map(records.record, found),
        more={"found": len(found), "of": len(index.rows), "sort": wanted.order, "falling": wanted.falling},
    )


def wanted_in(ask: Ask, desk: Desk, sight: Sight) -> Wanted:
    """Which pledges an address asks for.

    Raises:
        ValueFormatError: A code, a date or an order that there is not.
        NotFoundError: An actor that nobody knows.
    """
    order = ask.one("sort", "actor")
    if order not in ORDERS:
        raise ValueFormatError(f"cannot sort by {order!r}; there are {', '.join(ORDERS)}")
    in_book = frozenset(sight.pledges.values("actors")) | frozenset(sight.pledges.values("targets"))
    for name in ("from", "to"):
        ask.day(name)
    return Wanted(
        actors=tuple(code_of(word, in_book) for word in ask.many("actor")),
        actions=ask.codes("action", Action),
        stances=ask.codes("stance", Stance),
        targets=tuple(code_of(word, in_book) for word in ask.many("target")),
        conditions=ask.codes("condition", ConditionKind),
        conditional=bool(ask.one("conditional")),
        with_amount=bool(ask.one("with_amount")),
        changed=bool(ask.one("changed")),
        least_origins=ask.number("origins", 0, least=0, most=1000),
        first=ask.one("from"),
        last=ask.one("to"),
        ids=_searched(ask.one("q"), desk, sight),
        order=order,
        falling=(ask.one("falling") == "yes") if ask.one("falling") else order in _FALLING_FIRST,
    )


def _searched(words: str, desk: Desk, sight: Sight) -> frozenset[str] | None:
    """The pledges with a claim that holds the words, and those whose own name or item does."""
    if not words:
        return None
    hits = desk.search.find(desk.book, words)
    found = {pledge for claim in hits.claims if (pledge := sight.pledge_of_id(claim))}
    folded = words.casefold().split()
    for row in sight.pledges.rows:
        named = f"{row.id} {row.actor_name} {row.target_name} {row.item}".casefold()
        if all(word in named for word in folded):
            found.add(row.id)
    return frozenset(found)


SEARCH_COLUMNS = ("sort", "id", "report", "outlet", "dated", "actor", "stance", "action", "pledge", "text")
_SHOWN = 50


def search(ask: Ask, desk: Desk, sight: Sight) -> Page:
    """Claims and reports that hold the words of the address."""
    words = ask.one("q")
    hits = desk.search.find(desk.book, words)
    claims = [line for claim in hits.claims if (line := sight.lines.get(claim)) is not None]
    reports = [sight.shelf.reports[report] for report in hits.reports if report in sight.shelf.reports]
    folded = [word for word in words.casefold().split() if word]

    def piece_of(report: str) -> tuple[Piece, ...]:
        text = sight.texts[report].text
        places = [text.casefold().find(word) for word in folded]
        place = next((at for at in places if at >= 0), -1)
        if place < 0 or len(text.casefold()) != len(text):
            return cut(text, [], surroundings(text, Span(0, 0), 220))
        marks = [Mark(Span(at, at + len(word)), "finding") for at, word in zip(places, folded, strict=True) if at >= 0]
        return cut(text, marks, surroundings(text, Span(place, place + 1), 160))

    def quoted(line: Any) -> Any:
        reading = sight.texts.reading(line.report)
        claim = next(claim for claim in reading.claims if claim.id == line.id)
        return {
            "line": line,
            "pledge": sight.pledge_of(line),
            "pieces": cut(reading.report.text, marks_of(claim), claim.evidence.span),
        }

    return Page(
        template="search.html",
        shown={
            "here": "/search",
            "sought": words,
            "claims": [quoted(line) for line in claims[:_SHOWN] if line.report in sight.texts],
            "claim_count": len(claims),
            "reports": [(row, piece_of(row.id)) for row in reports[:_SHOWN]],
            "report_count": len(reports),
            "shelf": sight.shelf,
        },
        columns=SEARCH_COLUMNS,
        rows=chain(
            (_claim_row(line, sight) for line in claims),
            (
                {
                    "sort": "report",
                    "id": row.id,
                    "report": row.id,
                    "outlet": row.outlet,
                    "dated": row.dated,
                    "text": row.title,
                }
                for row in reports
            ),
        ),
        more={"words": words, "claims": len(claims), "reports": len(reports), "more": hits.more},
    )


def _claim_row(line: Any, sight: Sight) -> dict[str, Any]:
    report = sight.shelf.reports[line.report]
    _, start, end = line.place
    return {
        "sort": "claim",
        "id": line.id,
        "report": line.report,
        "outlet": report.outlet,
        "dated": report.dated,
        "actor": line.actor,
        "stance": line.stance.value,
        "action": line.action.value,
        "pledge": sight.pledge_of(line),
        "text": sight.texts[line.report].text[start:end],
    }
