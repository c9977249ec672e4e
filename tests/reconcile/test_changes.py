"""What changed between two days: what is new, what turned which way, what was delivered, what was told to hold."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from pledgebook.model import Decision, DecisionKind, Reading, Stance
from pledgebook.reconcile import Changes, Direction, changes, direction, reconcile, said_by

Read = Callable[..., Reading]
Tell = Callable[..., object]

SINCE = date(2025, 9, 1)


def since_september(*readings: Reading) -> Changes:
    """What was said since the first of September."""
    now = reconcile(readings)
    before = reconcile(said_by(date(2025, 8, 31), readings, now.datings))
    return changes(before, now, SINCE)


def turns(found: Changes) -> list[tuple[str, str | None, str, str | None]]:
    return [
        (turn.pledge.id, turn.before, turn.at.stance, turn.at.when.iso if turn.at.when else None)
        for turn in (*found.turned, *found.delivered)
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (Stance.WEIGHING, Stance.COMMITTED, Direction.HARDENED),
        (Stance.COMMITTED, Stance.DONE, Direction.HARDENED),
        (Stance.DECLINED, Stance.WEIGHING, Direction.HARDENED),
        (Stance.DONE, Stance.COMMITTED, Direction.SOFTENED),
        (Stance.WILLING, Stance.WEIGHING, Direction.SOFTENED),
        (Stance.WEIGHING, Stance.DECLINED, Direction.SOFTENED),
        (Stance.WILLING, Stance.DECLINED, Direction.REVERSED),
        (Stance.DECLINED, Stance.COMMITTED, Direction.REVERSED),
        (Stance.BACKS, Stance.OPPOSES, Direction.REVERSED),
        (Stance.WILLING, Stance.WILLING, None),
    ],
)
def test_a_turn_has_its_direction_from_the_order_of_stances(
    before: Stance, after: Stance, expected: Direction | None
) -> None:
    assert direction(before, after) is expected


def test_a_stance_that_turned_is_told_with_its_day_and_a_new_pledge_as_new(read: Read, told: Tell) -> None:
    may, will, radar = "Canada may send soldiers.", "Canada will send soldiers.", "Norway will pay for radars."
    august = read("august", may, published="2025-08-24", claims=[told(may, "CAN weighing deploy UKR")])
    september = read(
        "september",
        f"{will} {radar}",
        published="2025-09-04",
        claims=[told(will, "CAN committed deploy UKR"), told(radar, "NOR committed fund UKR")],
    )

    found = since_september(august, september)

    assert (found.reports, found.originals) == (("september",), 1)
    assert turns(found) == [("can-deploy-ukr", "weighing", "committed", "2025-09-04")]
    assert [turn.direction for turn in found.turned] == [Direction.HARDENED]
    assert [pledge.id for pledge in found.new] == ["nor-fund-ukr"]


def test_every_turn_since_the_day_is_told_and_none_before_it(read: Read, told: Tell) -> None:
    days = {"2025-08-01": "declined", "2025-08-20": "weighing", "2025-09-02": "willing", "2025-09-09": "weighing"}
    readings = []
    for day, stance in days.items():
        sentence = f"On {day} Poland was {stance} to send soldiers."
        readings.append(read(day, sentence, published=day, claims=[told(sentence, f"POL {stance} deploy UKR")]))

    assert turns(since_september(*readings)) == [
        ("pol-deploy-ukr", "weighing", "willing", "2025-09-02"),
        ("pol-deploy-ukr", "willing", "weighing", "2025-09-09"),
    ]


def test_what_came_to_be_done_is_a_delivery_unless_it_is_a_meeting_or_a_signature(read: Read, told: Tell) -> None:
    sentences = {
        "Canada will give drones.": "CAN committed arm UKR",
        "Canada has given drones.": "CAN done arm UKR",
        "Norway has paid for radars.": "NOR done fund UKR",
        "France has held talks.": "FRA done negotiate UKR",
    }
    days = ["2025-08-20", "2025-09-04", "2025-09-05", "2025-09-06"]
    readings = [
        read(day, sentence, published=day, claims=[told(sentence, codes)])
        for day, (sentence, codes) in zip(days, sentences.items(), strict=True)
    ]

    found = since_september(*readings)

    assert [(turn.pledge.id, turn.before) for turn in found.delivered] == [
        ("can-arm-ukr", Stance.COMMITTED),
        ("nor-fund-ukr", None),
    ]
    assert [pledge.id for pledge in found.new] == ["fra-negotiate-ukr"]


def test_wishes_stand_apart_from_pledges_and_the_best_supported_come_first(read: Read, told: Tell) -> None:
    asks, one, two = "Kyiv asked for jets.", "Norway will give boats.", "Sweden will give cars."
    again = "Stockholm promised cars to Ukraine, sources in the ministry of defence said late in the evening."
    readings = [
        read("a", f"{asks} {one}", claims=[told(asks, "UKR asks arm UKR"), told(one, "NOR committed arm UKR")]),
        read("b", two, claims=[told(two, "SWE committed arm UKR")]),
        read("c", again, claims=[told(again, "SWE committed arm UKR")]),
    ]

    found = since_september(*readings)

    assert [pledge.id for pledge in found.new] == ["swe-arm-ukr", "nor-arm-ukr"]
    assert [pledge.id for pledge in found.positions] == ["ukr-arm-ukr"]


def test_neither_a_newer_extractor_nor_a_correction_makes_an_old_pledge_new(read: Read, told: Tell) -> None:
    may = "Canada may send soldiers to Ukraine one day."
    first = read("august", may, published="2025-08-24", claims=[told(may, "CAN weighing deploy UKR")])
    cut = read("august", may, published="2025-08-24", claims=[told(may[:-9], "CAN weighing deploy UKR")])
    correct = Decision(
        DecisionKind.CORRECT,
        (first.claims[0].id,),
        "Ada",
        datetime(2025, 10, 1, tzinfo=UTC),
        field="actor",
        value='"NOR"',
        id="d1",
    )
    before = reconcile([first])

    assert changes(before, reconcile([cut])) == Changes()
    assert changes(before, reconcile([first], [correct])) == Changes()


def test_between_two_states_without_a_day_the_stance_before_and_after_count(read: Read, told: Tell) -> None:
    may, will = "Canada may send soldiers.", "Canada will send soldiers."
    first = read("a", may, published="2025-08-24", claims=[told(may, "CAN weighing deploy UKR")])
    learnt_later = read("b", will, published="2025-08-25", claims=[told(will, "CAN committed deploy UKR")])

    found = changes(reconcile([first]), reconcile([first, learnt_later]))

    assert turns(found) == [("can-deploy-ukr", "weighing", "committed", "2025-08-25")]


def test_new_findings_are_those_that_were_not_there_before(read: Read) -> None:
    old, new = read("old", "The pot stood at $5.8 billion euros."), read("new", "The fund held $7.1 billion euros.")

    found = changes(reconcile([old]), reconcile([old, new]))

    assert {finding.places[0].report for finding in found.findings} == {"new"}


def met(found: Changes) -> list[tuple[str, str, str, str]]:
    return [(one.pledge.id, one.condition.kind, one.truth, one.by.id) for one in found.met]


def conditional(read: Read, told: Tell, words: str, kind: str, codes: str = "DEU willing deploy UKR") -> Reading:
    sentence = f"Berlin offered soldiers {words}."
    claim = told(sentence, codes, conditions=[(kind, words)])
    return read("berlin", sentence, published="2025-08-20", claims=[claim])


@pytest.mark.parametrize(
    ("words", "kind", "told_by", "codes", "expected"),
    [
        ("after a ceasefire", "ceasefire", "Ukraine and Russia have signed a ceasefire.", "UKR done settle RUS", "yes"),
        (
            "after a peace deal",
            "peace_deal",
            "Russia accepted the peace agreement with Kyiv.",
            "RUS done settle UKR",
            "yes",
        ),
        (
            "if the Bundestag agrees",
            "ratification",
            "The Bundestag approved the mission.",
            "DEU done ratify UKR",
            "yes",
        ),
        ("if the Bundestag agrees", "ratification", "The Bundestag rejected it.", "DEU declined ratify UKR", "no"),
        ("with American backing", "us_support", "Washington will back the force.", "USA committed support UKR", "yes"),
        ("with American backing", "us_support", "Washington will not help.", "USA declined support UKR", "no"),
        ("if Kyiv asks", "request", "Kyiv asked for soldiers.", "UKR asks deploy UKR", "yes"),
        ("if Russia agrees", "consent", "Moscow is against soldiers there.", "RUS opposes deploy UKR", "no"),
    ],
)
def test_a_condition_that_another_pledge_tells_of_is_newly_met_or_not_met(
    read: Read, told: Tell, words: str, kind: str, told_by: str, codes: str, expected: str
) -> None:
    berlin = conditional(read, told, words, kind)
    news = read("news", told_by, published="2025-09-10", claims=[told(told_by, codes)])

    ((pledge, condition, truth, _),) = met(since_september(berlin, news))

    assert (pledge, condition, truth) == ("deu-deploy-ukr", kind, expected)


@pytest.mark.parametrize(
    ("words", "kind", "told_by", "codes"),
    [
        ("after a ceasefire", "ceasefire", "Paris signed up to help once a ceasefire holds.", "FRA done settle UKR"),
        ("after a ceasefire", "ceasefire", "Ukraine will accept a ceasefire.", "UKR committed settle RUS"),
        ("after a ceasefire", "ceasefire", "Thailand and Cambodia agreed a ceasefire.", "THA done settle KHM"),
        ("after a ceasefire", "ceasefire", "Ukraine and Russia have exchanged prisoners.", "UKR done settle RUS"),
        ("if the Bundestag agrees", "ratification", "The Sejm approved the mission.", "POL done ratify UKR"),
        ("if Russia agrees", "consent", "Belarus is against soldiers there.", "BLR opposes deploy UKR"),
        ("if others join", "others_join", "France will send soldiers.", "FRA committed deploy UKR"),
    ],
)
def test_what_is_still_to_come_or_concerns_others_meets_no_condition(
    read: Read, told: Tell, words: str, kind: str, told_by: str, codes: str
) -> None:
    berlin = conditional(read, told, words, kind)
    news = read("news", told_by, published="2025-09-10", claims=[told(told_by, codes)])

    assert met(since_september(berlin, news)) == []


def test_a_condition_met_before_the_day_is_not_told_again(read: Read, told: Tell) -> None:
    berlin = conditional(read, told, "after a ceasefire", "ceasefire")
    signed = "Ukraine and Russia have signed a ceasefire."
    news = read("news", signed, published="2025-08-25", claims=[told(signed, "UKR done settle RUS")])

    assert met(since_september(berlin, news)) == []


def test_nothing_changed_between_a_book_and_itself(read: Read, told: Tell) -> None:
    may = "Canada may send soldiers."
    state = reconcile([read("a", may, claims=[told(may, "CAN weighing deploy UKR")])])

    assert changes(state, state) == Changes()
    assert changes(state, state, SINCE) == Changes()
