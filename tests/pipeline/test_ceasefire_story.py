"""A cease-fire from its signing to a verified breach, read from reports as newspapers print them, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pledgebook.assess import find_triggers, incident_decision, load_arrangement
from pledgebook.extract import Extractor
from pledgebook.ingest import find_sources
from pledgebook.ledger import Book, open_book
from pledgebook.model import Casualties, DecisionKind, IncidentStatus, Obligation, Standing, Trigger, Truth, When
from pledgebook.pipeline import Standpoint, read_reports, see

NOW = datetime(2026, 3, 30, tzinfo=UTC)

REPORTS = {
    "2026-03-02|The Riverside Courier|Guns fall silent": """\
KYIV - Russia and Ukraine signed a cease-fire on Sunday that took effect at midnight, officials on both sides said.
The truce covers the whole front line and is to be watched by two hundred observers.

Britain and France will respond together if Ukraine is attacked again, Prime Minister Keir Starmer said in London.
""",
    "2026-03-03|Lakeside Herald|Berlin and Washington give their word": """\
BERLIN - Germany has pledged to defend Ukraine if Russia attacks it again, once the Bundestag has approved, Chancellor
Friedrich Merz said on Tuesday after a night of talks.
""",
    "2026-03-09|Harbour Evening Post|Depot burns in Kharkiv": """\
KHARKIV - Russia struck a rail depot in Kharkiv with drones early on Monday, killing four people and wounding 11, the
regional governor said. Fire crews worked until noon. Trains to the east were held back for hours.
""",
    "2026-03-10|Steppe Tribune|Families mourn railway workers": """\
Ukraine's air force said Russian drones had attacked a railway depot in Kharkiv on Monday. Four railway workers were
killed and a dozen people were injured, the prosecutor's office wrote. Two of the dead were brothers from Izium, whose
mother told a radio station that she had asked them to take the day off.
""",
    "2026-03-11|The Northern Monitor|Diplomats have seen a first account": """\
VIENNA - Russian forces launched a drone attack on Kharkiv on Monday in which four people died, according to diplomats
who had seen a first account of the observers. The paper lists crater sizes and fragments, but names nobody. Envoys of
forty states are to discuss it behind closed doors on Thursday.
""",
    "2026-03-11|Volga Gazette|Ministry speaks of slander": """\
MOSCOW - Russia denied on Wednesday that it had struck Kharkiv. The armed forces keep to every letter of the accord, a
spokeswoman of the foreign ministry told journalists, and those who say otherwise want the war back.
""",
    "2026-03-11|Amber Coast Daily|Generals point at Kyiv": """\
The Russian defence ministry dismissed reports of a drone attack on Kharkiv as a provocation by Kyiv. A general showed
maps on which no launch was marked, and took no questions at the end of a briefing of twenty minutes.
""",
    "2026-03-14|Spree Morning News|Lawmakers vote late at night": """\
BERLIN - Germany's parliament, the Bundestag, on Friday ratified the guarantee for Ukraine with a large majority after a
debate of six hours. Two parties voted against it.
""",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The eight reports, and on 12 March an analyst's word on the strike."""
    folder = tmp_path_factory.mktemp("ceasefire")
    for number, (head, text) in enumerate(REPORTS.items()):
        day, outlet, title = head.split("|")
        front = f"---\noutlet: {outlet}\ntitle: {title}\npublished: {day}\n---\n"
        (folder / f"r{number}.txt").write_text(front + text, encoding="utf-8")
    with open_book(Path(folder) / "story.book", create=True) as held:
        read_reports(find_sources([str(folder)]), held, Extractor(), now=lambda: NOW)
        (strike,) = see(load_arrangement("ukraine-guarantees"), held).incidents
        held.decide(
            incident_decision(
                DecisionKind.VERIFY,
                strike,
                date(2026, 3, 12),
                by="Ana",
                at=NOW,
                reason="fragments seen by the observers",
            )
        )
        yield held


@dataclass(frozen=True, slots=True)
class Day:
    """What is known at the end of one day."""

    seen: Standpoint
    trigger: Trigger
    ceasefire: Truth

    def obligation(self, actor: str) -> Obligation:
        (found,) = [one for one in self.trigger.obligations if one.actor == actor]
        return found


def on(book: Book, day: str) -> Day:
    from pledgebook.assess import assess, suppose

    as_of = When(day)
    seen = see(load_arrangement("ukraine-guarantees"), book, as_of=as_of)
    (trigger,) = find_triggers(
        seen.arrangement, seen.ledgered, seen.breaches, as_of=as_of.latest, decisions=seen.decisions
    )
    found = assess(seen.arrangement, seen.ledgered, suppose(seen.arrangement, ()), as_of=as_of.latest)
    truths = {condition.id: condition.truth for condition in found.conditions}
    return Day(seen, trigger, truths["ceasefire"])


def test_before_the_signing_there_is_no_cease_fire_and_nobody_has_promised_anything(book: Book) -> None:
    day = on(book, "2026-03-01")

    assert day.ceasefire is Truth.NO
    assert day.trigger.obligations == ()


def test_the_cease_fire_is_a_fact_with_its_sentence(book: Book) -> None:
    day = on(book, "2026-03-02")

    assert day.ceasefire is Truth.YES
    fact = next(fact for fact in reversed(day.seen.arrangement.facts) if fact.condition == "ceasefire")
    assert fact.since == When("2026-03-01")
    assert fact.places[0].text.startswith("KYIV - Russia and Ukraine signed a cease-fire on Sunday")
    assert day.trigger.truth is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("day", "status", "originals"),
    [
        ("2026-03-08", None, 0),
        ("2026-03-09", IncidentStatus.REPORTED, 1),
        ("2026-03-10", IncidentStatus.CORROBORATED, 2),
        ("2026-03-11", IncidentStatus.DISPUTED, 3),
        ("2026-03-12", IncidentStatus.VERIFIED, 3),
    ],
)
def test_the_strike_is_one_incident_whose_status_changes_with_what_is_known(
    book: Book, day: str, status: IncidentStatus | None, originals: int
) -> None:
    known = on(book, day)

    assert [(one.status, one.origins) for one in known.seen.incidents] == ([(status, originals)] if status else [])
    assert [breach.breaks for breach in known.seen.breaches] == (["ceasefire"] if status else [])
    assert known.trigger.truth is (Truth.YES if status is IncidentStatus.VERIFIED else Truth.UNKNOWN)


def test_the_incident_tells_who_where_with_what_how_many_and_each_sides_version(book: Book) -> None:
    (strike,) = on(book, "2026-03-12").seen.incidents

    assert strike.id == "rus-attack-kharkiv-2026-03-09"
    assert (strike.actor, strike.target, strike.day) == ("RUS", "UKR", When("2026-03-09"))
    assert (strike.place, strike.means) == ("Kharkiv", ("drone",))
    assert (strike.killed, strike.wounded) == (Casualties(4, 4), Casualties(11, 12))
    assert {(version.side, version.denies) for version in strike.versions} == {
        ("", False),
        ("UKR", False),
        ("RUS", True),
    }
    (denied,) = [version for version in strike.versions if version.denies]
    assert {place.report for place in denied.places} == {"r5", "r6"}
    assert strike.because == "decided by Ana from 2026-03-12 on: fragments seen by the observers"


def test_a_verified_breach_lists_the_guarantors_and_who_must_still_decide(book: Book) -> None:
    day = on(book, "2026-03-12")

    assert day.trigger.condition == "attack_after_ceasefire"
    assert [breach.is_verified for breach in day.trigger.breaches] == [True]
    assert {one.actor for one in day.trigger.obligations} == {"GBR", "FRA", "DEU"}
    assert day.obligation("FRA").state is Standing.STANDS
    assert day.obligation("FRA").deciders == ()
    assert day.obligation("DEU").state is Standing.OPEN
    assert day.obligation("DEU").deciders == ("Bundestag",)
    assert any(place.text == "if Russia attacks it again" for place in day.obligation("DEU").places)


def test_once_the_parliament_has_voted_its_states_promise_stands(book: Book) -> None:
    before, after = on(book, "2026-03-13").obligation("DEU"), on(book, "2026-03-14").obligation("DEU")

    assert before.state is Standing.OPEN
    assert after.state is Standing.STANDS
    assert after.deciders == ()
    assert any("ratified the guarantee" in place.text for reason in after.because for place in reason.places)
