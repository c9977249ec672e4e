"""The Russian pack: a report to its claims and clues."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec

from pledgebook.extract.clues import find_quotations, fingerprint, without_furniture
from pledgebook.extract.ru.amounts import counts_in, money_in
from pledgebook.extract.ru.dates import dates_in, in_report
from pledgebook.extract.ru.fields import told_on
from pledgebook.extract.ru.naming import names_in
from pledgebook.extract.ru.parsing import Sentence, parse, sentences_of
from pledgebook.extract.ru.parties import Context, focus_of
from pledgebook.extract.ru.pieces import Place
from pledgebook.extract.ru.reading import claims_in
from pledgebook.extract.ru.tables import tables_version
from pledgebook.extract.ru.telling import outlet_of, teller_of, tells_of_the_sentence_before
from pledgebook.extract.sentences import trimmed
from pledgebook.extract.verbatim import mended
from pledgebook.model import Claim, Clues, DateClue, Report, When

VERSION = "1"
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_CLOSED = re.compile(r"[.!?…:;][\"'»”)\]]*$")
_DATELINE = re.compile(r"^[А-ЯЁ][А-ЯЁ\s-]{2,30}(?:,|\.)")
_LONGEST_LINE = 8000
_FEW = 25
_COUNTED = frozenset({"troops", "countries"})


class RussianPack:
    """Reads reports in Russian, with natasha's models and rows of words."""

    @property
    def language(self) -> str:
        """The language that it reads."""
        return "ru"

    @property
    def name(self) -> str:
        """Name and version, as it stands on each claim."""
        return f"pledgebook-ru {VERSION}+{tables_version()}"

    def available(self) -> bool:
        """Whether natasha and pymorphy3 are installed."""
        return all(find_spec(module) is not None for module in ("natasha", "pymorphy3"))

    def read(self, report: Report) -> tuple[tuple[Claim, ...], Clues]:
        """The claims of one report in the order of its text, and its clues."""
        places = _places(report)
        return _claims(report, places, self.name), _clues(report, places)

    def read_many(self, reports: Iterable[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
        """The same for many reports, in order."""
        for report in reports:
            yield report, *self.read(report)


def _claims(report: Report, places: Sequence[Place], extractor: str) -> tuple[Claim, ...]:
    context = Context(focus=focus_of([place.names for place in places], [place.sentence for place in places]))
    claims: list[Claim] = []
    last: list[Claim] = []
    for place in places:
        if last and tells_of_the_sentence_before(place.sentence):
            told = teller_of(place.sentence, place.names, place.start, context.teller)
            if told is not None:
                context.teller, context.told_on = told, told_on(place, report)
                claims[len(claims) - len(last) :] = [_told_by(one, context) for one in last]
            continue
        last = claims_in(place, report, context, extractor)
        claims += last
    headlines = {place.start for place in places if place.headline}
    return tuple(_without_repeats(claims, headlines))


def _told_by(one: Claim, context: Context) -> Claim:
    """A claim with the teller and the day that the sentence behind it names."""
    teller, day = context.teller, context.told_on
    stated = one.said is not None and one.said.span is not None
    return replace(
        one,
        speaker=one.speaker or (teller.mention if teller else None),
        said=one.said if stated or day is None else day,
    )


def _without_repeats(claims: Sequence[Claim], headlines: set[int]) -> Iterator[Claim]:
    """Each thing said once: a headline gives way to the sentence that says it at length, the barer telling to the fuller."""
    body = {(one.actor.code, one.action) for one in claims if one.evidence.span.start not in headlines}
    kept: list[Claim] = []
    for one in claims:
        if one.evidence.span.start in headlines and (one.actor.code, one.action) in body:
            continue
        twin = next((number for number, other in enumerate(kept) if _says_the_same(one, other)), None)
        if twin is None:
            kept.append(one)
        elif len(one.conditions) > len(kept[twin].conditions):
            kept[twin] = one
    yield from kept


def _says_the_same(one: Claim, other: Claim) -> bool:
    """Whether two claims tell one thing: the same sentence or the same goods, and no other sum or count."""
    told = [
        (
            claim.actor.code,
            claim.stance,
            claim.action,
            claim.target.code if claim.target else None,
            tuple((stated.amount.value, stated.amount.currency) for stated in claim.amounts),
            claim.quantity.quantity.value if claim.quantity else None,
        )
        for claim in (one, other)
    ]
    goods = [tuple(item.text.lower() for item in claim.items) for claim in (one, other)]
    return told[0] == told[1] and (one.evidence == other.evidence or goods[0] == goods[1])


def _places(report: Report) -> tuple[Place, ...]:
    """The sentences of a report outside its furniture, seen by the models, with the names in each."""
    text = mended(without_furniture(report))
    day = report.published.latest if report.published else None
    found = list(_sentences(text, report.title))
    parsed = parse([text[start:end] for start, end, _, _ in found])
    places = []
    for (start, _, headline, dated), sentence in zip(found, parsed, strict=True):
        sentence = _as_in(report.text, sentence, start)
        places.append(Place(sentence, names_in(sentence, day), start, headline, _dateline(dated, report)))
    return tuple(places)


def _as_in(text: str, sentence: Sentence, start: int) -> Sentence:
    """The sentence with its words verbatim, where half characters had to be read as others."""
    verbatim = text[start : start + len(sentence.text)]
    return sentence if verbatim == sentence.text else replace(sentence, text=verbatim)


def _sentences(text: str, title: str | None) -> Iterator[tuple[int, int, bool, str]]:
    """Start and end of each sentence, whether it is a headline, and the dateline before it."""
    for line in _LINE.finditer(text):
        content = line.group()
        if not content.strip():
            continue
        closed = bool(_CLOSED.search(content.rstrip()))
        headline = (title is not None and content.strip() == title.strip()) or (
            not closed and len(content.split()) <= _FEW
        )
        dateline = ""
        for start, end in _pieces(content):
            piece = content[start:end]
            if start == 0 and _DATELINE.match(piece) and len(piece) < 60 and not headline:
                dateline = piece
                continue
            if piece.startswith("/") and len(piece) < 40:
                continue
            yield line.start() + start, line.start() + end, headline, dateline
            dateline = ""


def _pieces(line: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a line; what no sentence can be is cut at white space."""
    for at in range(0, len(line), _LONGEST_LINE):
        for first, last in sentences_of(line[at : at + _LONGEST_LINE]):
            yield from trimmed(line, at + first, at + last)


def _dateline(words: str, report: Report) -> When | None:
    """The day of a dateline; that of publication where it names none."""
    if not words:
        return None
    day = report.published.latest if report.published else None
    found = [one.when for one in dates_in(words, day) if one.when.precision == "day"]
    return found[0] if found else None


def _clues(report: Report, places: Sequence[Place]) -> Clues:
    text = mended(without_furniture(report))
    day = report.published.latest if report.published else None
    dates, amounts, counts, credited = [], [], [], []
    for line in _LINE.finditer(text):
        for one in dates_in(line.group(), day):
            span = in_report(one, line.start())
            dates.append(DateClue(one.when, span.of(report.text), span, one.absolute))
    for place in places:
        amounts += [one.stated for one in money_in(place.sentence, place.start)]
        counts += [one.stated for one in counts_in(place.sentence, place.start) if one.stated.quantity.unit in _COUNTED]
        outlet = outlet_of(place.sentence, place.start)
        credited += [outlet] if outlet is not None else []
    return Clues(
        report=report.id,
        dates=tuple(dates),
        amounts=tuple(amounts),
        counts=tuple(counts),
        credits=tuple(credited),
        quotations=find_quotations(text),
        fingerprint=fingerprint(text),
    )
