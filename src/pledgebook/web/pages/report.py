"""One report with every claim marked, what is wrong with it in the margin, its original beside it; and all reports."""

from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from pledgebook.errors import NotFoundError
from pledgebook.model import Report, Span
from pledgebook.publish import records, rows, views
from pledgebook.publish.highlight import Mark, Piece, cut, paragraphs
from pledgebook.web.answers import Page
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.sight import Sight

SIZE = 100
_COMPARED = 60_000


@dataclass(frozen=True, slots=True)
class Beside:
    """Two texts side by side, paragraph by paragraph.

    Attributes:
        pairs: A paragraph of the original and one of the copy; None where one has none that is like it.
        alike: Share of the words of the copy that stand in the original too.
    """

    original: rows.ReportRow
    pairs: tuple[tuple[tuple[Piece, ...] | None, tuple[Piece, ...] | None], ...]
    alike: float


def report(ask: Ask, desk: Desk, sight: Sight, wanted: str) -> Page:
    """One report; its rows are its claims."""
    if wanted not in sight.shelf.reports:
        near = get_close_matches(wanted, list(sight.shelf.reports)[:20_000], n=3, cutoff=0.5)
        raise NotFoundError("report", wanted, tuple(near))
    reading = sight.reading(wanted)
    page = views.report_page(reading, sight.shelf)
    origin = sight.shelf.origins.get(wanted)
    first = origin.reports[0] if origin else wanted
    other = ask.one("beside", first if first != wanted else "")
    compared = None
    if other and other != wanted and other in sight.texts:
        compared = beside(sight.shelf.reports[other], sight.texts[other], reading.report)
    return Page(
        template="report.html",
        shown={"here": "/reports", "page": page, "shelf": sight.shelf, "compared": compared},
        columns=records.CLAIM_COLUMNS,
        rows=map(records.claim_record, reading.claims),
        more={
            "report": records.record(page.row),
            "because": list(page.because),
            "why_copy": page.why,
            "findings": records.record(tuple(sight.shelf.findings.get(wanted, ()))),
            "text": reading.report.text,
        },
    )


def reports(ask: Ask, desk: Desk, sight: Sight) -> Page:
    """All reports by their day; JSON and CSV give all of them."""
    outlet = ask.one("outlet").casefold()
    found = [row for row in sight.reports if not outlet or outlet in (row.outlet or "").casefold()]
    last_page = max(1, -(-len(found) // SIZE))
    number = ask.number("page", 1, most=last_page)
    return Page(
        template="reports.html",
        shown={
            "here": "/reports",
            "found": found,
            "shown": found[(number - 1) * SIZE : number * SIZE],
            "number": number,
            "last_page": last_page,
        },
        columns=records.columns_of(rows.ReportRow),
        rows=map(records.record, found),
        more={"found": len(found)},
    )


def beside(row: rows.ReportRow, original: Report, copy: Report) -> Beside:
    """An original and its copy, what only one of them says marked."""
    left, right = paragraphs(original.text[:_COMPARED]), paragraphs(copy.text[:_COMPARED])
    taken: dict[int, int] = {}
    words = [frozenset(span.of(copy.text).casefold().split()) for span in right]
    for place, span in enumerate(left):
        own = frozenset(span.of(original.text).casefold().split())
        best = max(
            (at for at in range(len(right)) if at not in taken.values()),
            key=lambda at: len(own & words[at]) / max(1, len(own | words[at])),
            default=None,
        )
        if best is not None and len(own & words[best]) / max(1, len(own | words[best])) >= 0.2:
            taken[place] = best
    pairs: list[tuple[tuple[Piece, ...] | None, tuple[Piece, ...] | None]] = []
    shared = total = 0
    behind = 0
    for place, span in enumerate(left):
        at = taken.get(place)
        while at is not None and behind < at:
            if behind not in taken.values():
                pairs.append((None, cut(copy.text, [], right[behind])))
                total += len(words[behind])
            behind += 1
        if at is None:
            pairs.append((cut(original.text, [], span), None))
            continue
        ours, theirs, same, number = _differing(original.text, span, copy.text, right[at])
        pairs.append((ours, theirs))
        shared, total = shared + same, total + number
        behind = max(behind, at + 1)
    for at in range(behind, len(right)):
        if at not in taken.values():
            pairs.append((None, cut(copy.text, [], right[at])))
            total += len(words[at])
    return Beside(row, tuple(pairs), shared / total if total else 0.0)


def _differing(
    left: str, ours: Span, right: str, theirs: Span
) -> tuple[tuple[Piece, ...], tuple[Piece, ...], int, int]:
    """Two paragraphs with what only one of them says marked; how many words of the second are shared, of how many."""
    mine, yours = _words(left, ours), _words(right, theirs)
    matcher = SequenceMatcher(None, [w.of(left) for w in mine], [w.of(right) for w in yours], autojunk=False)
    left_marks, right_marks, shared = [], [], 0
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            shared += d - c
            continue
        if b > a:
            left_marks.append(Mark(Span(mine[a].start, mine[b - 1].end), "only", "left"))
        if d > c:
            right_marks.append(Mark(Span(yours[c].start, yours[d - 1].end), "only", "right"))
    return cut(left, left_marks, ours), cut(right, right_marks, theirs), shared, len(yours)


def _words(text: str, within: Span) -> list[Span]:
    found, start = [], within.start
    for word in within.of(text).split(" "):
        if word:
            found.append(Span(start, start + len(word)))
        start += len(word) + 1
    return found
