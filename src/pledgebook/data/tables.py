"""The tables that ship with Pledgebook, read into typed rows: offices, bodies, outlets, states, mandates.

To correct a fact, correct its row in the CSV file beside this module; every row
names its source. An empty ``end`` in ``offices.csv`` means "in office on
``attested_on``", not "in office today".
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pledgebook.model.when import When


@dataclass(frozen=True, slots=True)
class Office:
    """One person's term in one office.

    Attributes:
        person: The name as we spell it.
        aliases: Other spellings and short forms.
        title: The title in words: ``president``, ``secretary of state``.
        role: Normalised class: ``head of state``, ``head of government``, ``foreign minister``, ...
        body: ISO alpha-3 code of the state, or code of the body.
        start: First day; None if unknown.
        end: Last day; None if not ended when last attested.
        attested: What a source shows: ``start+end``, ``start``, ``in office``, ``none``.
        attested_on: Latest day on which a source shows the person in office; None if none does.
    """

    person: str
    aliases: tuple[str, ...]
    title: str
    role: str
    body: str
    start: When | None
    end: When | None
    attested: str
    attested_on: When | None


@dataclass(frozen=True, slots=True)
class Membership:
    """One state's time as a member of a body; open ends are None."""

    state: str
    start: When | None
    end: When | None


@dataclass(frozen=True, slots=True)
class Body:
    """An alliance, union, forum, coalition, agency or armed group."""

    code: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    members: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper, broadcaster or agency.

    Attributes:
        agency: Whether other media copy its text under its name.
        country: ISO alpha-3 of where it is published; empty if unknown.
    """

    name: str
    aliases: tuple[str, ...]
    domain: str
    country: str
    kind: str
    agency: bool


@dataclass(frozen=True, slots=True)
class State:
    """A state and the words that stand for it."""

    code: str
    name: str
    capital: str
    seats: tuple[str, ...]
    demonyms: tuple[str, ...]
    adjectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who must approve a state's deployment abroad."""

    state: str
    who_approves: str
    kind: str
    note: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (files("pledgebook.data") / name).open("r", encoding="utf-8") as table:
        yield from csv.DictReader(table)


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _when(cell: str) -> When | None:
    return When(cell) if cell else None


@cache
def offices() -> tuple[Office, ...]:
    """All terms of office, in the order of the file."""
    return tuple(
        Office(
            person=row["person"],
            aliases=_many(row["aliases"]),
            title=row["title"],
            role=row["role"],
            body=row["body"],
            start=_when(row["start"]),
            end=_when(row["end"]),
            attested=row["attested"],
            attested_on=_when(row["attested_on"]),
        )
        for row in _rows("offices.csv")
    )


@cache
def bodies() -> tuple[Body, ...]:
    """All bodies, in the order of the file."""
    return tuple(
        Body(
            code=row["code"],
            name=row["name"],
            aliases=_many(row["aliases"]),
            kind=row["kind"],
            members=tuple(_membership(part) for part in _many(row["members"])),
        )
        for row in _rows("bodies.csv")
    )


def _membership(cell: str) -> Membership:
    code, start, end = [*cell.split(":"), "", ""][:3]
    return Membership(code, _when(start), _when(end))


@cache
def outlets() -> tuple[Outlet, ...]:
    """All outlets, in the order of the file."""
    return tuple(
        Outlet(
            name=row["outlet"],
            aliases=_many(row["aliases"]),
            domain=row["domain"],
            country=row["country"],
            kind=row["kind"],
            agency=row["agency"] == "yes",
        )
        for row in _rows("outlets.csv")
    )


@cache
def states() -> tuple[State, ...]:
    """All states with an alias of their own, in the order of the file."""
    return tuple(
        State(
            code=row["code"],
            name=row["name"],
            capital=row["capital"],
            seats=_many(row["seats"]),
            demonyms=_many(row["demonyms"]),
            adjectives=_many(row["adjectives"]),
        )
        for row in _rows("state_aliases.csv")
    )


@cache
def state_names() -> Mapping[str, tuple[str, ...]]:
    """The names of every state by its code, the one to print first."""
    return {row["code"]: _many(row["names"]) for row in _rows("actor_states.csv")}


@cache
def body_codes() -> frozenset[str]:
    """Codes of the bodies and armed groups that claims may name, beside those of ``bodies``."""
    return frozenset(row["code"] for row in _rows("actor_bodies.csv"))


@cache
def mandates() -> tuple[Mandate, ...]:
    """Who approves deployments, one row a state."""
    return tuple(Mandate(row["state"], row["who_approves"], row["kind"], row["note"]) for row in _rows("mandates.csv"))
