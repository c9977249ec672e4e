"""What one sentence tells of a use of force: where, with what, how many were hurt, and whose word it is."""

import re
from dataclasses import dataclass
from functools import cache

from pledgebook.assess.actors import code_of_name, states_named
from pledgebook.assess.reported import ClaimDays
from pledgebook.data import incident_words, offices, states
from pledgebook.data.met import denies
from pledgebook.model import Claim, When

_DATELINE = re.compile(r"^[A-Z][A-Z'’.-]+(?:[ ,]+[A-Z][\w.'’-]+){0,3}\s*(?:\([^)]*\)\s*)?[-–—:]\s+")
_PLACED = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Aa]t|[Oo]utside|[Aa]round|[Oo]ver|[Oo]n|[Aa]gainst|[Hh]it|[Ss]truck|[Ss]helled|[Aa]ttacked|[Bb]ombed|of)\s+"
    r"(?:the\s+)?(?:[a-z-]+\s+(?:of\s+))?((?:[A-Z][\w'’-]*)(?:\s+[A-Z][\w'’-]*){0,2})"
)
_TOWARDS = re.compile(
    r"\b(?:to|into|towards?)\s+(?:the\s+)?(?:[a-z-]+\s+(?:of\s+))?((?:[A-Z][\w'’-]*)(?:\s+[A-Z][\w'’-]*){0,2})"
)
_SAID = (
    r"(?:said|says|confirmed|confirms|announced|announces|claimed|claims|reported|reports|acknowledged|admitted|wrote)"
)
_FIRST_WORDS = re.compile(rf"([^,;:]{{1,60}}?)\s{_SAID}\s(?:that|its|it|their|they|on)\b")
_LAST_WORDS = re.compile(rf"[,;]\s*([^,;]{{1,60}}?)\s{_SAID}\W*$")
FORCE = re.compile(
    r"\b(?:attack|str[iu]ck|strike|fire[ds]?\b|hit|shell|bomb|raid|drone|missile|rocket|launch|violat|breach|provocation)\w*",
    re.IGNORECASE,
)
"""Words of a use of force."""

_NUMBER = r"(\d[\d,]*|{words})"
_LONGEST_ABBREVIATION = 4
_PARAGRAPH = re.compile(r"\n\s*\n")
_FAR = 400
_BETWEEN = r"\s+(?:(?!(?:and|but|while)\b)[\w-]+\s+){0,4}?"


@dataclass(frozen=True, slots=True)
class Account:
    """One claim's telling of a use of force.

    Attributes:
        claim: The claim.
        day: When; None if unknown.
        origin: The original, or the medium that is credited, whose account it is.
        target: Code of against whom; None if the sentence does not say.
        places: Where, as named; empty if it does not say.
        means: With what.
        killed: How many dead; None if it does not say.
        wounded: How many wounded; None if it does not say.
        side: Code of the side whose word it is; empty for the report's own.
        denies: Whether it denies it.
    """

    claim: Claim
    day: When | None
    origin: str
    target: str | None
    places: tuple[str, ...]
    means: frozenset[str]
    killed: int | None
    wounded: int | None
    side: str
    denies: bool


def account(claim: Claim, text: str, days: ClaimDays) -> Account:
    """Read one claim of an attack.

    Args:
        claim: The claim.
        text: The text of its report; figures are also looked for in the sentence behind.
        days: Gives the day and the original.
    """
    sentence = without_dateline(claim.evidence.text)
    with_next = f"{sentence} {_next_sentence(text, claim.evidence.span.end)}"
    credited = claim.outlet.text.casefold() if claim.outlet else ""
    return Account(
        claim=claim,
        day=days.of(claim),
        origin=credited or days.origin(claim.report),
        target=_target(claim, sentence),
        places=places_in(sentence),
        means=frozenset(code for code, words in incident_words().means if words.search(sentence)),
        killed=casualties(with_next, incident_words().killed),
        wounded=casualties(with_next, incident_words().wounded),
        side=side_of(claim.speaker.text) if claim.speaker else voice_in(sentence),
        denies=denies(sentence),
    )


def without_dateline(sentence: str) -> str:
    """The sentence without the place and agency that a report begins with.

    >>> without_dateline("KHARKIV (AP) - Drones struck a depot.")
    'Drones struck a depot.'
    """
    return _DATELINE.sub("", sentence)


def _next_sentence(text: str, end: int) -> str:
    """The rest of the paragraph up to its next full stop."""
    paragraph = _PARAGRAPH.split(text[end : end + _FAR])[0]
    return " ".join(paragraph.split()).partition(". ")[0]


def _target(claim: Claim, sentence: str) -> str | None:
    """Who is struck; a state that only the dateline names is not."""
    if claim.target is None or claim.target.code == claim.actor.code:
        return None
    words = claim.target.text
    named = not words or words in sentence or claim.target.code in states_named(sentence)
    return claim.target.code if named else None


def places_in(sentence: str, *, towards: bool = False) -> tuple[str, ...]:
    """The places that a sentence names, states and bodies left out; with ``towards`` those behind "to" and "into" too.

    >>> places_in("Russian drones had attacked a railway depot in Kharkiv on Monday")
    ('Kharkiv',)
    >>> places_in("Forces in Ukraine fired on Tuesday")
    ()
    """
    found = []
    for match in (*_PLACED.finditer(sentence), *(_TOWARDS.finditer(sentence) if towards else ())):
        words = [word for word in re.sub(r"['’]s\b", "", match.group(1)).split() if not _is_no_place(word)]
        place = " ".join(words)
        if place in _capitals() or (place and not states_named(place) and code_of_name(place) is None):
            found.append(place)
    return tuple(dict.fromkeys(found))


def _is_no_place(word: str) -> bool:
    """Days, months and the like, and abbreviations in capitals."""
    return word.casefold() in incident_words().no_place or (word.isupper() and len(word) <= _LONGEST_ABBREVIATION)


@cache
def _capitals() -> frozenset[str]:
    return frozenset(state.capital for state in states() if state.capital)


def casualties(sentence: str, words: tuple[str, ...]) -> int | None:
    """How many people are told to be dead, or wounded; None if the sentence does not say.

    >>> casualties("killing four people and wounding 11", ("killed", "killing"))
    4
    >>> casualties("Four railway workers were killed", ("killed",))
    4
    """
    for pattern in _count_patterns(words):
        if match := pattern.search(sentence):
            number = match.group(1).casefold().replace(",", "")
            return int(number) if number.isdigit() else incident_words().numbers[number]
    return 1 if _single_pattern(words).search(sentence) else None


@cache
def _single_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One person named without a number: "the driver was killed", "wounding a farmer"."""
    happened = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(
        rf"\b(?:a|an|the|his|her)\s+(?:[a-z-]+\s+){{1,2}}was\s+(?:{happened})\b|\b(?:{happened})\s+(?:a|an)\s+[a-z]",
        re.IGNORECASE,
    )


@cache
def _count_patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The word before the number and the number before the word; no other count may stand between."""
    listed = "|".join(sorted(map(re.escape, incident_words().numbers), key=len, reverse=True))
    number = _NUMBER.format(words=listed)
    happened = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return (
        re.compile(rf"\b(?:{happened})\s+(?:at least |about |some |up to |another )?{number}\b", re.IGNORECASE),
        re.compile(rf"(?<!\bno )(?<!\bnot )\b{number}{_BETWEEN}(?:{happened})\b", re.IGNORECASE),
    )


def side_of(speaker: str) -> str:
    """The code of the side for which a speaker speaks; empty where the words do not tell.

    >>> side_of("Ukraine's air force"), side_of("Volodymyr Zelensky"), side_of("the regional governor")
    ('UKR', 'UKR', '')
    """
    named = states_named(speaker)
    if len(named) == 1:
        return next(iter(named))
    body = code_of_name(speaker.removeprefix("the ").removeprefix("The "))
    return body or _bodies_of_persons().get(speaker.split()[-1].casefold() if speaker.split() else "", "")


def voice_in(sentence: str) -> str:
    """The code of the state whose word a sentence passes on, where its first or last words say so; empty for none.

    >>> voice_in("Kyiv's general staff confirmed that its drones had struck the refinery.")
    'UKR'
    >>> voice_in("M23 fighters seized a hill, the Congolese army said."), voice_in("Russian drones struck, people said.")
    ('COD', '')
    """
    for match in (_FIRST_WORDS.match(sentence), _LAST_WORDS.search(sentence)):
        if match and not FORCE.search(match.group(1)):
            named = states_named(match.group(1))
            if len(named) == 1:
                return next(iter(named))
    return ""


@cache
def _bodies_of_persons() -> dict[str, str]:
    """Last names of office-holders that belong to one state or body only."""
    found: dict[str, set[str]] = {}
    for office in offices():
        for name in (office.person, *office.aliases):
            found.setdefault(name.split()[-1].casefold(), set()).add(office.body)
    return {name: next(iter(bodies)) for name, bodies in found.items() if len(bodies) == 1}
