"""Who issues a text that speaks in the first person: a government, a ministry, a summit."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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
_OPENS_WITH_WE = re.compile(r"(?m)^(?:\d+\. )?W[eE](?:, the|'ve| are| have| urge| call| reaffirm| welcome) ?")
_HEAD = 1500


@dataclass(frozen=True, slots=True)
class _Source:
    code: str
    names: frozenset[str]
    domains: tuple[str, ...]
    cues: tuple[str, ...]


@cache
def _sources() -> tuple[_Source, ...]:
    loaded = tomllib.loads((files("pledgebook.data") / "official_sources.toml").read_text(encoding="utf-8"))
    return tuple(
        _Source(
            row["code"],
            frozenset(fold(name).lower() for name in row.get("outlets", ())),
            tuple(row.get("domains", ())),
            tuple(fold(cue) for cue in row.get("words", ())),
        )
        for row in loaded["source"]
    )


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
    domain = _domain(url)
    name = fold(outlet or "").strip().lower()
    for source in _sources():
        if name and name in source.names:
            return source.code
        if domain and any(domain == known or domain.endswith("." + known) for known in source.domains):
            return source.code
    in_first_person = _OPENS_WITH_WE.search(text, 0, _HEAD) is not None
    return _by_name(outlet or "", in_first_person=in_first_person) or _by_cue(fold(text[:_HEAD]))


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


def _by_name(outlet: str, *, in_first_person: bool) -> str | None:
    found = actors().find(outlet)
    if not found:
        return None
    first = found[0]
    ends = in_first_person or _AFTER_ISSUER.match(outlet, first.span.end) is not None
    if first.span.start == 0 and first.code and ends and (first.kind == "body" or first.role in _ISSUING_ROLES):
        return first.code
    return None


def _by_cue(folded: str) -> str | None:
    return next((source.code for source in _sources() if any(cue in folded for cue in source.cues)), None)
