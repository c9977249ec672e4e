"""Whose word a report gives besides its own: agencies and media it credits."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

import ahocorasick_rs

from pledgebook.data.tables import outlets
from pledgebook.extract.folding import fold
from pledgebook.extract.gazetteer import gazetteer, words
from pledgebook.model import Span

_NOT_MEDIA = frozenset({"official", "data", "think tank", "tracker"})
_AMBIGUOUS = frozenset(words("names.toml")["media"]["ambiguous"])
_OTHER_BODIES = frozenset(words("names.toml")["media"]["not_media"])
_BEFORE = re.compile(
    r"(?P<told>\b(?:[Tt]old|[Tt]ells?|[Tt]elling|[Ii]nformed|[Ss]poke to|[Ss]peaking (?:to|on"
    r"|with)|[Ss]peaks to|[Cc]onfirmed to"
    r"|[Ss]tatement to|[Ii]n (?:remarks|comments|a statement) to|[Gg]ave|[Ww]rote in|[Ww]rites in"
    r"|[Ww]riting in|[Aa]rticle (?:in|for)"
    r"|[Oo]p-ed (?:in|for)|[Ss]aid (?:on|to|in)|[Aa]ppear(?:ed|ing|s)? on|[Ll]eaked to) )"
    r"|(?P<according>\b(?:[Aa]ccording to|[Aa]s (?:first |earlier )?(?:reported|quoted|cited|carried|published) by"
    r"|(?:[Rr]eported|[Qq]uoted|[Cc]ited|[Pp]ublished|[Cc]arried|[Ss]een|[Oo]btained|[Rr]eviewed"
    r"|[Rr]eleased|[Ii]nterviewed|[Cc]ompiled) by"
    r"|[Cc]iting|[Qq]uoting|[Rr]eference to|[Rr]eferring to|[Pp]er|[Ss]ource:|[Ff]or) )"
    r"|(?P<reported>\b(?:writes|reports|wrote|reported) )"
    r"|(?P<interview>\b[Ii]nterview(?:ed)?(?: \w+){0,2}? (?:with|by|to|on|for|in|of) )"
    r"|(?P<broadcast>\b(?:[Oo]n|[Vv]ia) )"
    r"|(?P<agency>\b(?:(?:state|semi-official|national|official) )?(?:news )?(?:agency|broadcaster"
    r"|newspaper|daily|weekly|magazine|channel|television|tabloid|website|outlet|portal) )",
)
_ARTICLE = (
    r"(?:the |The |a |an |one |its |both |news agency |broadcaster |newspaper |state broadcaster "
    r"|public broadcaster |US network |network |state news agency |daily |magazine )*$"
)
_AFTER = re.compile(
    r"(?:'s)?(?:,? (?:news agency|newspaper|agency|television|TV|news|channel|radio|network))?"
    r"(?:(?P<said>,? (?:has |have |had |also |first |earlier |later )?(?:reported|reports|said"
    r"|says|say|wrote|writes|quoted|quotes|cited|cites|learned|learnt|understands|revealed"
    r"|published|put it|adds|added|calculates|noted|citing|quoting)\b)|(?P<interview> (?:radio "
    r"|television |TV )?interview\b))"
)
_OPEN = re.compile(
    r"\b(?:[Tt]old|[Tt]ells?|[Aa]ccording to|[Cc]iting|[Qq]uoting|[Ii]nterview(?:ed)? (?:with"
    r"|by|to)|[Qq]uoted by|[Rr]eported by|[Ss]een by|[Cc]ited by|[Oo]btained by|[Rr]eviewed by"
    r"|[Ss]poke to|in)(?: the)? "
    r"(?P<name>this (?:newspaper|paper|website|magazine|broadcaster|agency)"
    r"|(?:(?:an?|several|some) [A-Z][\w-]+|one(?: [A-Z][\w-]+)?) (?:radio station|news ?paper"
    r"|paper|daily|broadcaster|television (?:station|channel)|TV (?:station|channel)|news site"
    r"|tabloid|magazine|news agency)"
    r"|[A-Z][a-z]+ (?:newspapers|papers|media|broadcasters|radio|television)"
    r"|(?:[A-Z][\w'-]+ ){1,4}(?:news agency|newspaper|TV|Television|Radio|News|Times|Post|Daily"
    r"|Wire|Press|Agency|Herald|Tribune|Gazette|Journal|Chronicle)\b"
    r"|(?<=d by )[A-Z][a-z]+(?=[,.;] )|(?<=d by the )[A-Z][a-z]+(?=[,.;] )"
    r"|[A-Z]{2,5}\b(?! (?:[a-z]+ )?(?:leaders|officials|members|ministers|lawmakers|envoys|troops"
    r"|staff|ambassadors|allies|partners|diplomats|delegates|data|figures|estimates)))"
)
_AGENCY_NAME = re.compile(
    r"\b(?:state |national |official )?news agency (?P<after>[A-Z]\w+(?:[ -][A-Z]\w+)?)"
    r"|\b[Tt]he (?P<before>[A-Z]\w+(?: [A-Z]\w+)?) news agency\b"
)
_SAME = re.compile(
    r"\b(?:the )?same (?:broadcaster|network|broadcast|channel|programme|program|newspaper|paper"
    r"|agency|interview|station|outlet|daily|magazine)\b"
)
_DATELINE = re.compile(
    r"(?m)^[ \t]*(?:[A-Z][\w.,' /-]{1,60}?)?(?:\(|/|- |, )(?P<name>[A-Z][\w. '-]{1,28}?)(?:\)|/)[ \t]*(?:-|--|:|$)"
)
_SIGNED = re.compile(
    r"(?m)(?:\((?P<paren>[A-Z][\w. '-]{1,28}?)\)|(?:^|[-(] ?)[Ss]ource: (?P<source>[A-Z][\w. '-]{1,28}?)\)?"
    r"|(?:^|\s)- ?(?P<dash>[A-Z]\w{1,14}))[.)]?[ \t]*$"
)
_MOST = 30
"""How many media no table knows, and how many bare repeats, are looked for: no report has more."""
_BROADCASTS = frozenset({"broadcaster", "tv", "radio", "television"})


@dataclass(frozen=True, slots=True)
class Credit:
    """A medium or agency to which a report credits words.

    Attributes:
        span: The medium's name as it stands.
        outlet: Its name as the report writes it; for "the same broadcaster" the name it stands for.
        kind: ``told``, ``according``, ``interview``, ``reported``, ``broadcast``, ``same`` or ``dateline``.
        whole_report: Whether the report as a whole is the medium's: a dateline or a signature.
    """

    span: Span
    outlet: str
    kind: str
    whole_report: bool = False


@cache
def _names() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...], dict[str, str]]:
    kinds: dict[str, str] = {}
    for outlet in outlets():
        if outlet.kind in _NOT_MEDIA:
            continue
        for name in (outlet.name, *outlet.aliases):
            if len(name) > 1:
                kinds.setdefault(fold(name), outlet.kind)
    forms = tuple(kinds)
    return ahocorasick_rs.AhoCorasick(forms, store_patterns=False), forms, kinds


@lru_cache(maxsize=4)
def find_credits(text: str) -> tuple[Credit, ...]:
    """Media and agencies that a text credits, in order: only where the words around say so.

    Example:
        >>> [(c.outlet, c.kind) for c in find_credits("Vance told NBC that no troops would go, AFP reported.")]
        [('NBC', 'told'), ('AFP', 'reported')]
    """
    folded = fold(text)
    found: dict[int, Credit] = {}
    automaton, forms, kinds = _names()
    hits: list[tuple[int, int, str]] = []
    for index, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
        alone = (
            not (start and (folded[start - 1].isalnum() or folded[start - 1] in "_@/"))
            and not folded[end : end + 1].isalnum()
        )
        if not alone:
            continue
        while hits and hits[-1][0] >= start:
            hits.pop()
        if not hits or hits[-1][1] <= start:
            hits.append((start, end, forms[index]))
    for start, end, form in hits:
        kind = _credited(folded, start, end, form, kinds[form])
        if kind:
            found[start] = Credit(Span(start, end), text[start:end], kind)
    taken = sorted((credit.span.start, credit.span.end) for credit in found.values())
    for start, end in _open_names(folded)[:_MOST]:
        if not _meets(taken, start, end):
            found[start] = Credit(Span(start, end), text[start:end], "told")
    _again(text, folded, found)
    for start, end in _of_the_whole(folded, kinds):
        found[start] = Credit(Span(start, end), text[start:end], "dateline", whole_report=True)
    _same(folded, found)
    return tuple(found[start] for start in sorted(found))


def _credited(folded: str, start: int, end: int, form: str, kind: str) -> str:
    """How the words around credit the medium; empty if they do not."""
    window = folded[max(0, start - 60) : start]
    lead = re.sub(_ARTICLE, "", window)
    strong = ""
    for match in _BEFORE.finditer(lead):
        if match.end() == len(lead):
            strong = match.lastgroup or ""
    if strong == "broadcast" and (kind not in _BROADCASTS or form in _AMBIGUOUS):
        strong = ""
    if strong == "told" and lead.endswith(("gave ", "Gave ", "said in ", "said to ")) and form in _AMBIGUOUS:
        strong = ""
    if strong == "according" and lead.endswith(("for ", "For ", "per ", "Per ")):
        strong = ""
    if strong and strong != "agency":
        return strong
    after = _AFTER.match(folded, end)
    if after is not None and (form not in _AMBIGUOUS or strong == "agency" or after.group("interview")):
        return "interview" if after.group("interview") else "reported"
    return "reported" if strong == "agency" else ""


def _open_names(folded: str) -> list[tuple[int, int]]:
    """Media that no table knows, where the words leave no doubt that a medium is meant."""
    places: list[tuple[int, int]] = []
    for match in _OPEN.finditer(folded):
        name = match.group("name")
        if match.group().startswith("in ") and not name.startswith("this "):
            continue
        if (
            name in gazetteer().entries
            or name in _OTHER_BODIES
            or (
                name.isupper()
                and match.group()[:4].lower() not in ("told", "tell", "citi", "quot", "seen", "repo", "inte")
            )
        ):
            continue
        end = match.end("name")
        for tail in (" news agency", " newspaper"):
            if name.endswith(tail) and name[0].isupper():
                end -= len(tail)
        places.append((match.start("name"), end))
    for match in _AGENCY_NAME.finditer(folded):
        which = "after" if match.group("after") else "before"
        places.append(match.span(which))
    return places


def _again(text: str, folded: str, found: dict[int, Credit]) -> None:
    """A medium credited once is credited again where a verb of saying follows its bare name."""
    names = {credit.outlet for credit in found.values() if credit.outlet[0].isupper() and len(credit.outlet) > 2}
    taken = sorted((credit.span.start, credit.span.end) for credit in found.values())
    for name in sorted(names)[:_MOST]:
        for match in re.finditer(rf"(?<![\w@/]){re.escape(fold(name))}(?!\w)", folded):
            if not _meets(taken, *match.span()) and _AFTER.match(folded, match.end()):
                found[match.start()] = Credit(Span(*match.span()), text[match.start() : match.end()], "reported")


def _meets(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a place overlaps one of the sorted places, which do not overlap each other."""
    at = bisect_left(taken, (end, 0))
    return at > 0 and taken[at - 1][1] > start


def _same(folded: str, found: dict[int, Credit]) -> None:
    """Add what stands for the medium credited last: "the same broadcaster"."""
    known = sorted(found)
    for match in _SAME.finditer(folded):
        before = bisect_left(known, match.start())
        if before and match.start() not in found:
            last = found[known[before - 1]]
            found[match.start()] = Credit(Span(*match.span()), last.outlet, "same")


def _of_the_whole(folded: str, kinds: dict[str, str]) -> list[tuple[int, int]]:
    """Media named in a dateline at the head or in a signature at the end."""
    places: list[tuple[int, int]] = []
    places += [m.span("name") for m in _DATELINE.finditer(folded[:1500]) if m.group("name") in kinds]
    tail = max(0, len(folded) - 400)
    for match in _SIGNED.finditer(folded, tail):
        for which in ("paren", "source", "dash"):
            name = match.group(which)
            if name and name in kinds and (which != "dash" or name not in _AMBIGUOUS):
                places.append(match.span(which))
    return places
