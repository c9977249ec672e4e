"""Attack claims become incidents: what is one and what is two, by which rule each has its status, what decisions do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pledgebook.assess import (
    assess,
    breach_facts,
    find_breaches,
    find_incidents,
    find_triggers,
    incident_decision,
    informed,
    read_arrangement,
    suppose,
)
from pledgebook.assess.accounts import casualties, places_in, side_of
from pledgebook.data import incident_words
from pledgebook.model import (
    Arrangement,
    Casualties,
    Clues,
    Dating,
    Decision,
    DecisionKind,
    Incident,
    IncidentStatus,
    Ledgered,
    Mention,
    Origin,
    Party,
    Pledge,
    Reading,
    Report,
    Span,
    StatedDate,
    Truth,
    When,
)

MakePledge = Callable[..., Pledge]
MakeArrangement = Callable[..., Arrangement]
AT = datetime(2026, 3, 20, tzinfo=UTC)


class Book:
    """Reports of one sentence or more, whose first sentence is a claim of an attack."""

    def __init__(self, make_pledge: MakePledge) -> None:
        self._make_pledge = make_pledge
        self.pledges: list[Pledge] = []
        self.readings: list[Reading] = []
        self.origins: list[Origin] = []

    def tells(
        self,
        text: str,
        day: str = "2026-03-09",
        *,
        actor: str = "RUS",
        target: str | None = "UKR",
        speaker: str = "",
        is_claim: bool = True,
    ) -> "Book":
        report = f"r{len(self.readings)}"
        self.readings.append(Reading(Report(report, text, published=When(day)), (), Clues(report), AT))
        if is_claim:
            first = text.partition("\n")[0]
            pledge = self._make_pledge(actor, "done", "attack", sentence=first, report=report, number=f"-{report}")
            said = StatedDate(When(day))
            voice = Mention(speaker, Span(0, len(speaker))) if speaker else None
            claims = tuple(
                replace(claim, said=said, target=Party(target) if target else None, speaker=voice)
                for claim in pledge.claims
            )
            self.pledges.append(replace(pledge, claims=claims))
        return self

    def copies(self, *reports: str) -> "Book":
        self.origins.append(Origin(f"origin-{reports[0]}", reports))
        return self

    @property
    def ledgered(self) -> Ledgered:
        datings = tuple(Dating(r.report.id, r.report.published, r.report.published) for r in self.readings)
        return Ledgered(pledges=tuple(self.pledges), origins=tuple(self.origins), datings=datings)

    def incidents(self, *decisions: Decision, as_of: date | None = None) -> tuple[Incident, ...]:
        return find_incidents(self.readings, self.ledgered, decisions, as_of=as_of)


@pytest.fixture
def book(make_pledge: MakePledge) -> Book:
    return Book(make_pledge)


def test_one_strike_told_three_times_is_one_incident(book: Book) -> None:
    book.tells("Russian drones struck a depot in Kharkiv, killing four.")
    book.tells("Drones hit Kharkiv, where five people died.", "2026-03-10")
    book.tells("Russia attacked a depot near Kharkiv.")

    (strike,) = book.incidents()

    assert (strike.id, strike.origins, strike.killed) == ("rus-attack-kharkiv-2026-03-09", 3, Casualties(4, 5))


@pytest.mark.parametrize(
    "other",
    [
        {"text": "Russian drones struck a depot in Odesa."},
        {"text": "Russian drones struck a depot in Kharkiv.", "day": "2026-03-12"},
        {"text": "Ukrainian drones struck a depot in Kharkiv.", "actor": "UKR", "target": "RUS"},
        {"text": "Russian gunfire was heard in Kharkiv."},
    ],
    ids=["another place", "another day", "another side", "other means"],
)
def test_what_differs_is_another_incident(book: Book, other: dict[str, str]) -> None:
    book.tells("Russian drones struck a depot in Kharkiv.")
    book.tells(**other)  # type: ignore[arg-type]

    assert len(book.incidents()) == 2


def test_copies_of_one_original_corroborate_nothing(book: Book) -> None:
    book.tells("Russian drones struck Kharkiv.").tells("Russian drones hit Kharkiv.").copies("r0", "r1")

    (strike,) = book.incidents()

    assert (strike.status, strike.origins, strike.reports) == (IncidentStatus.REPORTED, 1, ("r0", "r1"))


def test_a_second_original_corroborates(book: Book) -> None:
    (strike,) = book.tells("Russian drones struck Kharkiv.").tells("Russian drones hit Kharkiv.").incidents()

    assert strike.status is IncidentStatus.CORROBORATED


def test_who_owns_to_it_verifies_it_if_another_tells_of_it_too(book: Book) -> None:
    book.tells("Russia said its drones had hit Kharkiv.", speaker="the Russian defence ministry")
    assert [one.status for one in book.incidents()] == [IncidentStatus.REPORTED]

    book.tells("Drones struck Kharkiv at dawn.")

    assert [one.status for one in book.incidents()] == [IncidentStatus.VERIFIED]


def test_a_denial_in_another_report_disputes_it_and_is_quoted(book: Book) -> None:
    book.tells("Russian drones struck Kharkiv.").tells("Drones of Russia hit Kharkiv.")
    denial = "Moscow denied that its drones had been near Kharkiv."
    book.tells(f"Talks went on in Geneva.\n\n{denial} It blamed Kyiv.", "2026-03-10", is_claim=False)

    (strike,) = book.incidents()

    assert strike.status is IncidentStatus.DISPUTED
    assert strike.because == "told by 2 independent originals; RUS denies it"
    assert [place.text for place in strike.versions[-1].places] == [denial]


def test_a_claim_that_is_itself_a_denial_tells_of_no_incident(book: Book) -> None:
    assert book.tells("Russia denied that it had struck Kharkiv.").incidents() == ()


def test_a_denial_long_after_or_of_another_place_is_not_of_this_incident(book: Book) -> None:
    book.tells("Russian drones struck Kharkiv.").tells("Russian drones struck Odesa.")
    book.tells("Russia denied the attack on Kharkiv.", "2026-04-30", is_claim=False)
    book.tells("Russia denied the attack on Odesa.", "2026-03-10", is_claim=False)

    assert {one.place: one.status.value for one in book.incidents()} == {"Kharkiv": "reported", "Odesa": "disputed"}


def test_the_last_decision_goes_before_the_rules_from_its_day_on(book: Book) -> None:
    (strike,) = book.tells("Russian drones struck Kharkiv.").incidents()
    verify = incident_decision(DecisionKind.VERIFY, strike, date(2026, 3, 12), by="Ana", at=AT)
    dismiss = incident_decision(DecisionKind.DISMISS, strike, date(2026, 3, 15), by="Ben", at=AT, reason="a gas main")

    def status(day: int) -> str:
        return book.incidents(verify, dismiss, as_of=date(2026, 3, day))[0].status.value

    assert [status(day) for day in (11, 12, 14, 15)] == ["reported", "verified", "verified", "dismissed"]
    assert book.incidents(verify, dismiss)[0].because == "decided by Ben from 2026-03-15 on: a gas main"


def test_a_decision_holds_for_the_same_claims_under_a_new_id(book: Book) -> None:
    (strike,) = book.tells("Russian drones struck a depot.", "2026-03-09").incidents()
    verify = incident_decision(DecisionKind.VERIFY, strike, date(2026, 3, 12), by="Ana", at=AT)

    book.tells("A Russian drone struck a depot in Kharkiv.", "2026-03-09")

    (found,) = book.incidents(verify)
    assert (strike.id, found.id) == ("rus-attack-ukr-2026-03-09", "rus-attack-kharkiv-2026-03-09")
    assert found.status is IncidentStatus.VERIFIED


CEASEFIRE = """
[[fact]]
condition = "ceasefire"
truth = "yes"
since = "2026-03-01"

[[fact]]
condition = "ceasefire"
truth = "no"
since = "2026-03-20"
"""


def test_only_while_the_cease_fire_holds_is_an_incident_a_breach(book: Book, make_arrangement: MakeArrangement) -> None:
    for day in ("2026-02-27", "2026-03-09", "2026-03-25"):
        book.tells("Russian drones struck Kharkiv.", day)
    book.tells("Ukrainian shells fell on Belgorod.", "2026-03-10", actor="UKR", target="RUS")
    book.tells("Iran struck Haifa with missiles.", "2026-03-10", actor="IRN", target="ISR")

    found = find_breaches(make_arrangement(CEASEFIRE), book.incidents())

    assert [(breach.incident.id, breach.sets_off) for breach in found] == [
        ("rus-attack-kharkiv-2026-03-09", "attack"),
        ("ukr-attack-belgorod-2026-03-10", ""),
    ]


def test_a_verified_breach_makes_pledges_fall_due_and_a_candidate_does_not(
    book: Book, make_arrangement: MakeArrangement, make_pledge: MakePledge
) -> None:
    (strike,) = book.tells("Russian drones struck Kharkiv.").incidents()
    verify = incident_decision(DecisionKind.VERIFY, strike, date(2026, 3, 12), by="Ana", at=AT)
    book.pledges += [
        make_pledge("FRA", action="guarantee", hangs_on={"attack": "if it is attacked again"}),
        make_pledge("POL", "weighing", "guarantee"),
        make_pledge("DEU", action="deploy", hangs_on={"attack": "in case of a new attack"}),
        make_pledge("ITA", "declined", "guarantee"),
        make_pledge("NOR", action="fund"),
    ]

    def trigger(*decisions: Decision) -> tuple[Truth, dict[str, tuple[str, tuple[str, ...], bool]]]:
        arrangement = informed(make_arrangement(CEASEFIRE), book.ledgered)
        breaches = find_breaches(arrangement, book.incidents(*decisions))
        arrangement = informed(arrangement, book.ledgered, more=breach_facts(breaches))
        (found,) = find_triggers(arrangement, book.ledgered, breaches)
        return found.truth, {o.actor: (o.state.value, o.deciders, o.inferred) for o in found.obligations}

    assert trigger()[0] is Truth.UNKNOWN
    truth, obligations = trigger(verify)
    assert truth is Truth.YES
    assert obligations == {
        "FRA": ("stands", (), False),
        "POL": ("open", ("POL, which is still weighing it",), True),
        "DEU": ("open", ("Bundestag",), False),
    }


def test_an_attack_is_no_pledge(book: Book, make_arrangement: MakeArrangement) -> None:
    book.tells("Russian drones struck Kharkiv.")
    arrangement = make_arrangement()

    found = assess(arrangement, book.ledgered, suppose(arrangement, ()))

    assert found.pledges == ()
    assert [one.why for one in found.left_out] == ["a use of force is an incident and no pledge"]


@pytest.mark.parametrize(
    ("sentence", "killed", "wounded"),
    [
        ("The blast killed at least 1,200 people and injured dozens.", 1200, None),
        ("Three soldiers were killed and seven civilians wounded.", 3, 7),
        ("A dozen people were hurt.", None, 12),
        ("Nobody was harmed.", None, None),
    ],
)
def test_casualties_are_read_from_figures_and_words(sentence: str, killed: int | None, wounded: int | None) -> None:
    words = incident_words()

    assert (casualties(sentence, words.killed), casualties(sentence, words.wounded)) == (killed, wounded)


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("Shells fell near Kupiansk and in Izium on Friday.", ("Kupiansk", "Izium")),
        ("Drones attacked Kyiv in March.", ("Kyiv",)),
        ("Drones of the SBU hit the refinery in Russia.", ()),
        ("Gunmen opened fire in the port of Port-au-Prince.", ("Port-au-Prince",)),
    ],
)
def test_places_are_named_and_states_days_and_services_are_none(sentence: str, places: tuple[str, ...]) -> None:
    assert places_in(sentence) == places


def test_a_speaker_speaks_for_a_state() -> None:
    assert [side_of(who) for who in ("the Kremlin", "Emmanuel Macron", "a resident", "NATO")] == [
        "RUS",
        "FRA",
        "",
        "NATO",
    ]


def test_the_word_of_a_breach_stands_in_the_condition(book: Book) -> None:
    text = (
        'title = "A"\nbeneficiary = "UKR"\nadversary = "RUS"\n[condition.again]\nkind = "attack"\nsays = "an attack"\n'
    )
    text += '[condition.truce]\nkind = "ceasefire"\nsays = "a truce"\n[[fact]]\ncondition = "truce"\ntruth = "yes"\n'
    text += '[requirement.a]\ntitle = "A"\nmeasure = "reports"\nneeded = 1\nactions = ["guarantee"]\n'
    arrangement = read_arrangement(text, "a.toml")
    (strike,) = book.tells("Russian drones struck Kharkiv.").incidents()
    verify = incident_decision(DecisionKind.VERIFY, strike, date(2026, 3, 12), by="Ana", at=AT)

    breaches = find_breaches(arrangement, book.incidents(verify))

    (fact,) = breach_facts(breaches)
    assert (fact.condition, fact.truth, fact.since) == ("again", Truth.YES, When("2026-03-09"))
    assert [place.text for place in fact.places] == ["Russian drones struck Kharkiv."]
