"""The names that can stand for an actor, and a search for all of them in one pass over a text."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import ahocorasick_rs

from pledgebook.data.tables import Office, offices, outlets
from pledgebook.extract.folding import fold

STATE, ADJECTIVE, PEOPLE, CAPITAL, SEAT, BODY, PERSON, SURNAME, NOUN, GROUP, ANAPHOR, TRAP = range(12)
"""What kind of word an entry is; where two entries share their words, the lower kind is the first meaning."""

_OWN_CODE = {
    "HEZ": "HEZBOLLAH",
    "HOUTHI": "HOUTHIS",
    "LAS": "ARAB LEAGUE",
    "PA": "PSE",
    "GFATM": "GLOBAL FUND",
    "COE": "COUNCIL OF EUROPE",
}
"""Codes of the tables that the codebook calls otherwise."""


@dataclass(frozen=True, slots=True)
class Term:
    """One time in office: code of the state or body, class of the office, first and last day where known."""

    code: str
    role: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A person that the tables know.

    Attributes:
        name: As the tables spell it.
        terms: Times in office, oldest first.
    """

    name: str
    terms: tuple[Term, ...]

    def term_on(self, when: date | None) -> Term:
        """The office held on a day: the highest of several; the one before if none; the last if no day is known."""
        if when is None:
            return self.terms[-1]
        held = [t for t in self.terms if (t.start is None or t.start <= when) and (t.end is None or when <= t.end)]
        if held:
            dated = [t for t in held if t.start is not None]
            return min(dated or held, key=lambda term: _RANK.get(term.role, 9))
        past = [t for t in self.terms if t.start is not None and t.start <= when]
        return past[-1] if past else self.terms[0]

    def in_office(self, when: date) -> bool:
        """Whether any dated office was held on the day."""
        return any(t.start is not None and t.start <= when and (t.end is None or when <= t.end) for t in self.terms)


_RANK = {
    "head of state": 0,
    "head of government": 1,
    "head of organisation": 2,
    "foreign minister": 3,
    "defence minister": 3,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What one written form means.

    Attributes:
        kind: One of the kinds above.
        code: Code of the state or body; empty where the words do not tell.
        adjective: Whether the form can also be the adjective of the state ("UK", "New Zealand").
        role: For nouns: class of the office or organ.
        organ: For nouns: ``government``, ``ministry``, ``parliament``, ``forces``, ``officials``;
            empty for a person's title.
        groups: For nouns: whether a plural that can stand for unlisted states.
        persons: For names of persons: who can be meant.
        certain: For surnames: whether it may be taken for the person without the full name.
    """

    kind: int
    code: str = ""
    adjective: bool = False
    role: str = ""
    organ: str = ""
    groups: bool = False
    persons: tuple[Known, ...] = ()
    certain: bool = False


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the tables beside ``pledgebook.data``."""
    with (files("pledgebook.data") / name).open("r", encoding="utf-8") as table:
        yield from csv.DictReader(table)


@cache
def words(name: str) -> dict[str, dict[str, list[str]]]:
    """One of the TOML tables beside ``pledgebook.data``."""
    loaded: dict[str, dict[str, list[str]]] = tomllib.loads(
        (files("pledgebook.data") / name).read_text(encoding="utf-8")
    )
    return loaded


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


@cache
def known_persons() -> dict[str, Known]:
    """Everybody the tables know, by name as they spell it."""
    terms: dict[str, list[Term]] = {}
    spelt = {fold(office.person): office.person for office in offices()}
    for row in rows("actor_persons.csv"):
        for cell in _split(row["persons"]):
            names, start, end = [*cell.split(":"), "", ""][:3]
            person = names.split("/")[0]
            person = spelt.get(fold(person), person)
            term = Term(
                row["code"],
                row["role"],
                date(int(start), 1, 1) if start else None,
                date(int(end), 12, 31) if end else None,
            )
            terms.setdefault(person, []).append(term)
    for office in offices():
        terms.setdefault(office.person, []).append(_term(office))
    return {
        name: Known(name, tuple(sorted(held, key=lambda term: term.start or date.min))) for name, held in terms.items()
    }


def _term(office: Office) -> Term:
    return Term(
        _OWN_CODE.get(office.body, office.body),
        office.role,
        office.start.earliest if office.start else None,
        office.end.latest if office.end else None,
    )


@cache
def first_names_of_women() -> frozenset[str]:
    """Given names that make a person "she"."""
    return frozenset(words("names.toml")["given"]["women"])


@cache
def famous_surnames() -> frozenset[str]:
    """Folded surnames that stand for one person in political news."""
    return frozenset(map(fold, words("names.toml")["surname"]["famous"]))


@cache
def particles() -> frozenset[str]:
    """Small words that belong to the surname behind them: "van", "al"."""
    return frozenset(words("names.toml")["surname"]["particles"])


@cache
def common_surnames() -> frozenset[str]:
    """Folded surnames that other people bear too, or that are words."""
    return frozenset(map(fold, words("names.toml")["surname"]["common"])) - famous_surnames()


def surname_of(name: str, code: str = "") -> str:
    """The family name: with its particles, and the first word where the family name comes first.

    >>> surname_of("Ursula von der Leyen"), surname_of("Xi Jinping", "CHN"), surname_of("Ferdinand Marcos Jr.")
    ('von der Leyen', 'Xi', 'Marcos')
    """
    parts = [part for part in name.split() if part not in ("Jr.", "Jr", "II", "III", "Sr.")]
    if not parts:
        return name
    if code in words("names.toml")["surname"]["family_first"]:
        return parts[0]
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in particles():
        at -= 1
    return " ".join(parts[at:])


class Gazetteer:
    """All written forms with what they mean, and the automaton that finds them. Built once."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self._add_nouns()
        self._add_states()
        self._add_bodies()
        self._add_persons()
        self._add_groups_and_traps()
        forms = list(self.entries)
        self._entries = [self.entries[form] for form in forms]
        self._automaton = ahocorasick_rs.AhoCorasick(forms, store_patterns=False)

    def find(self, folded: str) -> list[tuple[int, int, Entry]]:
        """All forms that stand alone in a folded text, leftmost longest, not overlapping."""
        entries = self._entries
        length = len(folded)
        found: list[tuple[int, int, Entry]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if (start and (folded[start - 1].isalnum() or folded[start - 1] == "_")) or (
                end < length and (folded[end].isalnum() or folded[end] == "_") and folded[end - 1] != "."
            ):
                continue
            keep = len(found)
            while keep and found[keep - 1][0] >= start:
                keep -= 1
            if keep and found[keep - 1][1] > start:
                before = found[keep - 1]
                if before[2].kind not in (GROUP, ANAPHOR) or before[0] + 4 != start or before[1] >= end:
                    continue
                keep -= 1  # "the Bank" gives way to "Bank of England"
            del found[keep:]
            found.append((start, end, entries[index]))
        return found

    def _add(self, form: str, entry: Entry) -> None:
        form = fold(form)
        if len(form) < 2:
            return
        before = self.entries.get(form)
        if before is None or entry.kind < before.kind:
            self.entries[form] = entry

    def _add_nouns(self) -> None:
        roles = words("roles.toml")
        groups = set(words("groups.toml")["noun"]["words"])
        organs = {noun: organ for organ, nouns in roles["organ"].items() for noun in nouns}
        titles = {noun: role for role, nouns in roles["person"].items() for noun in nouns}
        for noun in {*organs, *titles, *groups}:
            entry = Entry(NOUN, role=titles.get(noun, ""), organ=organs.get(noun, ""), groups=noun in groups)
            for form in _cases(noun):
                self._add(form, entry)

    def _add_states(self) -> None:
        for row in rows("actor_states.csv"):
            code = row["code"]
            adjectives = set(_split(row["adjectives"]))
            for name in _split(row["names"]):
                entry = Entry(STATE, code, adjective=name in adjectives)
                self._add(name, entry)
                if len(name) > 3:
                    self._add(name.upper(), entry)
            for name in adjectives:
                self._add(name, Entry(ADJECTIVE, code, adjective=True))
                if len(name) > 5:
                    self._add(name.upper(), Entry(ADJECTIVE, code, adjective=True))
            for name in _split(row["people"]):
                self._add(name, Entry(PEOPLE, code))
            for name in _split(row["capitals"]):
                self._add(name, Entry(CAPITAL, code))
                if len(name) > 3:
                    self._add(name.upper(), Entry(CAPITAL, code))
            for name in _split(row["seats"]):
                self._add(name, Entry(SEAT, code))
        self._add("Brussels", Entry(CAPITAL, "EU"))
        self._add("BRUSSELS", Entry(CAPITAL, "EU"))

    def _add_bodies(self) -> None:
        for row in rows("actor_bodies.csv"):
            for name in _split(row["names"]):
                entry = Entry(BODY, row["code"], role=row["kind"])
                self._add(name, entry)
                if len(name) > 8:
                    self._add(name.upper(), entry)

    def _add_persons(self) -> None:
        persons = known_persons()
        by_fold = {fold(name): known for name, known in persons.items()}
        aliases: dict[str, list[Known]] = {}
        for name, known in persons.items():
            aliases.setdefault(name, []).append(known)
        for office in offices():
            for alias in office.aliases:
                if persons[office.person] not in aliases.setdefault(alias, []):
                    aliases[alias].append(persons[office.person])
        for row in rows("actor_persons.csv"):
            for cell in _split(row["persons"]):
                person, *others = cell.split(":")[0].split("/")
                for alias in others:
                    aliases.setdefault(alias, []).append(by_fold[fold(person)])
        for known in persons.values():
            surname = surname_of(known.name, known.terms[-1].code)
            if known not in aliases.setdefault(surname, []):
                aliases[surname].append(known)
        forms: dict[str, list[Known]] = {}
        for alias, meant in aliases.items():
            forms.setdefault(fold(alias), []).extend(k for k in meant if k not in forms.get(fold(alias), []))
        common = common_surnames()
        for form, meant in forms.items():
            if len(form) < 2 or (not form[0].isupper() and " " not in form):
                continue
            parts = form.split()
            full = len(parts) > 1 and not all(part.lower() in particles() for part in parts[:-1])
            certain = full or (len(meant) == 1 and form not in common and len(form) > 3) or form in famous_surnames()
            entry = Entry(PERSON if full else SURNAME, persons=tuple(meant), certain=certain)
            self._add(form, entry)
            if form[0].islower():  # "Von der Leyen said" opens a sentence
                self._add(form[0].upper() + form[1:], entry)
            if full or certain:
                self._add(form.upper(), entry)

    def _add_groups_and_traps(self) -> None:
        for name in words("groups.toml")["fixed"]["words"]:
            self._add(name, Entry(GROUP, "GROUP"))
            if name.startswith("the "):
                self._add("The " + name[4:], Entry(GROUP, "GROUP"))
        anaphors = words("anaphors.toml")
        for where in ("body", "country", "pair", "armed"):
            for which, forms in anaphors[where].items():
                for form in forms:
                    entry = Entry(ANAPHOR, role=f"{where} {which}")
                    self.entries[fold(form)] = self.entries[fold(form[0].upper() + form[1:])] = entry
        for row in rows("actor_traps.csv"):
            for name in _split(row["words"]):
                self.entries[fold(name)] = Entry(TRAP)
        for outlet in outlets():
            if outlet.kind == "official":
                continue
            for name in (outlet.name, *outlet.aliases):
                form = fold(name)
                if " " in form and form not in self.entries:
                    self.entries[form] = Entry(TRAP)


_SHOUTED = frozenset(
    ("president", "prime minister", "foreign minister", "defence minister", "chancellor", "secretary", "minister",
     "secretary general", "secretary-general", "secretary of state", "ambassador")
)  # fmt: skip
"""Titles that transcripts print in capitals before a name."""


def _cases(noun: str) -> set[str]:
    titled = noun.title().replace(" Of ", " of ").replace(" The ", " the ").replace("'S", "'s")
    short = {noun.upper()} if noun in ("pm", "vp", "mps") or noun in _SHOUTED else set()
    return {noun, noun[0].upper() + noun[1:], titled, *short}


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer, built on first use."""
    return Gazetteer()
