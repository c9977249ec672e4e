"""Who issues a text that speaks in the first person: a government, a ministry, a summit."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pledgebook.data.tables import outlets
from pledgebook.extract.actors import actors
from pledgebook.extract.folding import fold

_WE_THE = re.compile(
    r"\bW[eE], (?:the )?(?:[\w' -]{0,80}?)(?:[Ll]eaders|[Hh]eads of [Ss]tate(?:(?:/| and (?:of )?)[Gg]overnment)?"
    r"|(?:[Ff]oreign |[Ff]inance |[Dd]efence )?[Mm]inisters"
    r"|[Mm]embers|[Pp]residents|[Mm]ember [Ss]tates)(?P<rest>[^.\n]{0,160})"
)
_ISSUING_ROLES = frozenset(
    {"government", "ministry", "parliament", "head of state", "head of government", "foreign minister"}
)
_AFTER_ISSUER = re.compile(r"$|,| \(|:| - |'s? |  ?(?:press|website|news(?:room)?|communiqu|spokes)", re.IGNORECASE)
_JOINED = frozenset((" and ", " & ", "/", ", "))
_OPENS_WITH_WE = re.compile(r"(?m)^(?:\d+\. )?W[eE](?:, the|'ve| are| have| urge| call| reaffirm| welcome) ?")
_HEAD = 1500
_I = re.compile(r"\b(?:[Ww]e|[Oo]ur|I|[Mm]y)\b")
_QUOTATION = re.compile(r"[\"“„][^\"”\n]*[\"”]")
_OFTEN = 3
"""How many words of the first person outside quotations make a text somebody's speech."""
_WHERE_STATES_SPEAK = "UN"
_SPEAKERS = frozenset({"head of state", "head of government", "foreign minister", "defence minister"})


@dataclass(frozen=True, slots=True)
class _Source:
    code: str
    names: frozenset[str]
    domains: tuple[str, ...]
    cues: tuple[str, ...]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("pledgebook.data") / "official_sources.toml").read_text(encoding="utf-8"))


@cache
def _sources() -> tuple[_Source, ...]:
    return tuple(
        _Source(
            row["code"],
            frozenset(fold(name).lower() for name in row.get("outlets", ())),
            tuple(row.get("domains", ())),
            tuple(fold(cue) for cue in row.get("words", ())),
        )
        for row in _table()["source"]
    )


@cache
def _listed(which: str) -> re.Pattern[str]:
    """The words of one list of the table: ``office`` or ``press``."""
    listed = "|".join(sorted(map(re.escape, map(fold, _table()[which]["words"])), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed})(?!\w)", re.IGNORECASE)


@cache
def _home_by_name() -> dict[str, str]:
    return {fold(name).lower(): o.country for o in outlets() for name in (o.name, *o.aliases) if o.country}


def official_body(outlet: str | None, url: str | None = None, title: str | None = None, text: str = "") -> str | None:
    """Code of the state or body that issues a text, or None for the text of a medium.

    Example:
        >>> official_body("Ministry of Defence of Estonia, press service"), official_body("The Kyiv Ledger")
        ('EST', None)
        >>> official_body(None, text="We, the Leaders of the Group of Seven (G7), met in Hiroshima.")
        'G7'
    """
    by_text = _by_first_words(fold((title or "") + "\n" + text[:_HEAD]))
    if by_text:
        return by_text
    issuer = _by_outlet(outlet, url, text)
    if issuer in (None, _WHERE_STATES_SPEAK):
        return _by_speech(title or "", text) or issuer
    return issuer


def _by_outlet(outlet: str | None, url: str | None, text: str) -> str | None:
    domain = _domain(url)
    name = fold(outlet or "").strip().lower()
    for source in _sources():
        if name and name in source.names:
            return source.code
        if domain and any(domain == known or domain.endswith("." + known) for known in source.domains):
            return source.code
    in_first_person = _OPENS_WITH_WE.search(text, 0, _HEAD) is not None
    return (
        _by_name(outlet or "", in_first_person=in_first_person)
        or _by_office(outlet or "")
        or _by_first_part(name)
        or _by_cue(fold(text[:_HEAD]))
    )


def outlet_country(outlet: str | None) -> str | None:
    """Code of the state where a medium is published: from the table, else from a country or capital in its name.

    Example:
        >>> outlet_country("Reuters"), outlet_country("The Kyiv Ledger"), outlet_country("The Daily Trumpet")
        ('GBR', 'UKR', None)
    """
    if not outlet:
        return None
    known = _home_by_name().get(fold(outlet).strip().lower())
    if known:
        return known
    named = [
        m.code
        for m in actors().find(outlet)
        if m.code and len(m.code) == 3 and m.kind in ("state", "demonym", "capital")
    ]
    return named[0] if named else None


def _domain(url: str | None) -> str:
    match = re.match(r"(?:[a-z]+://)?(?:www\.)?([\w.-]+)", (url or "").lower())
    return match.group(1) if match else ""


def _by_first_words(folded: str) -> str | None:
    match = _WE_THE.search(folded)
    if match is None:
        return None
    bodies = [m.code for m in actors().find(match.group()) if m.kind == "body"]
    return bodies[0] if bodies else None


def _by_speech(title: str, text: str) -> str | None:
    """Who speaks in an interview, a speech or a briefing that the title announces, if the text speaks in the first person."""
    if not _listed("speech").search(fold(title)) or len(_I.findall(_QUOTATION.sub("", text))) < _OFTEN:
        return None
    named = [
        m for m in actors().find(title) if m.code and m.code != "GROUP" and (m.kind == "person" or m.role in _SPEAKERS)
    ]
    return named[0].code if named else None


def _by_name(outlet: str, *, in_first_person: bool) -> str | None:
    found = actors().find(outlet)
    if not found:
        return None
    first = found[0]
    ends = in_first_person or _AFTER_ISSUER.match(outlet, first.span.end) is not None
    if first.span.start == 0 and first.code and ends and (first.kind == "body" or first.role in _ISSUING_ROLES):
        return first.code
    return None


@lru_cache(maxsize=512)
def _by_office(outlet: str) -> str | None:
    """The state or body of an office that is named with it, or with its capital: "Cabinet Office, Canberra"."""
    folded = fold(outlet)
    if _listed("press").search(folded):
        return None
    found = [m for m in actors().find(outlet) if m.code and m.code != "GROUP" and not m.as_place]
    if not any(m.kind == "seat" or m.role in _ISSUING_ROLES for m in found) and not _listed("office").search(folded):
        return None
    for kinds in (("state", "demonym", "people", "body", "person"), ("capital",), ("seat",)):
        named = [m for m in found if m.kind in kinds]
        if named:
            joint = len(named) > 1 and folded[named[0].span.end : named[1].span.start] in _JOINED
            return None if joint and named[1].code != named[0].code else named[0].code
    return None


def _by_first_part(name: str) -> str | None:
    """A listed issuer with a place or a service behind it: "Auswärtiges Amt, Berlin", "Department of State - remarks"."""
    first = re.split(r",| \(| - |:", name)[0]
    return next((source.code for source in _sources() if first and first in source.names), None)


def _by_cue(folded: str) -> str | None:
    return next((source.code for source in _sources() if any(cue in folded for cue in source.cues)), None)
