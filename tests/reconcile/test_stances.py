"""The stance of a pledge over time: direction, whose word counts, and what is left out."""

from collections.abc import Callable

import pytest

from pledgebook.model import OfficialClue, Pledge, Reading, Span, Stance, Turn, turn
from pledgebook.reconcile import reconcile
from pledgebook.reconcile.voices import Voice, voice_of

Read = Callable[..., Reading]
Tell = Callable[..., object]
MERZ = ("Chancellor Friedrich Merz", "Friedrich Merz", "head of government", "DEU")
TRUMP = ("President Donald Trump", "Donald Trump", "head of state", "USA")


def the(*readings: Reading) -> Pledge:
    (pledge,) = reconcile(readings).pledges
    return pledge


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("weighing", "willing", "hardened"),
        ("committed", "done", "hardened"),
        ("committed", "weighing", "softened"),
        ("weighing", "declined", "softened"),
        ("declined", "weighing", "hardened"),
        ("committed", "declined", "reversed"),
        ("declined", "willing", "reversed"),
        ("backs", "opposes", "reversed"),
        ("willing", "willing", None),
        ("asks", "willing", None),
    ],
)
def test_every_change_has_a_direction(before: str, after: str, direction: str | None) -> None:
    assert turn(Stance(before), Stance(after)) == (Turn(direction) if direction else None)


def test_each_change_shows_its_day_direction_claims_and_originals(read: Read, told: Tell) -> None:
    no, yes = "Spain rules out troops.", "Spain is ready to send troops to Kyiv."
    september = read("a", no, published="2025-09-01", claims=[told(no, "ESP declined deploy UKR")])
    january = read("b", yes, published="2026-01-07", claims=[told(yes, "ESP willing deploy UKR")])

    first, second = the(january, september).history

    assert (first.turn, first.stance, first.origins) == (None, Stance.DECLINED, 1)
    assert (second.when and second.when.iso, second.turn, second.stance) == (
        "2026-01-07",
        Turn.REVERSED,
        Stance.WILLING,
    )
    assert second.claims == (january.claims[0].id,)


def test_the_actors_own_word_outranks_anothers_account_of_the_same_day(read: Read, told: Tell) -> None:
    own = "Germany could send troops, Chancellor Friedrich Merz said."
    account = "Germany will send troops, President Donald Trump said."
    mine = read("a", own, claims=[told(own, "DEU weighing deploy UKR", speaker="Friedrich Merz")], officials=[MERZ])
    theirs = [
        read(
            name,
            f"{account} {more}",
            claims=[told(account, "DEU committed deploy UKR", speaker="Donald Trump")],
            officials=[TRUMP],
        )
        for name, more in (("b", "It rained in Virginia."), ("c", "Golf followed in Scotland."))
    ]

    pledge = the(mine, *theirs)

    assert pledge.stance is Stance.WEIGHING
    assert [(change.own_word, len(change.against)) for change in pledge.history] == [(True, 2)]


def test_hearsay_soon_after_the_actors_own_word_changes_nothing(read: Read, told: Tell) -> None:
    own = "Germany could send troops, Chancellor Friedrich Merz said."
    account = "Germany will send troops, President Donald Trump said."
    first = read(
        "a",
        own,
        published="2025-09-04",
        claims=[told(own, "DEU weighing deploy UKR", speaker="Friedrich Merz")],
        officials=[MERZ],
    )

    def later(name: str, text: str) -> Reading:
        claims = [told(account, "DEU committed deploy UKR", speaker="Donald Trump")]
        return read(name, f"{account} {text}", published="2025-09-08", claims=claims, officials=[TRUMP])

    alone = the(first, later("b", "It rained in Virginia."))

    assert [change.stance for change in alone.history] == [Stance.WEIGHING]
    assert len(alone.history[0].against) == 1


def test_more_originals_outweigh_more_copies(read: Read, told: Tell) -> None:
    yes, no = "Sweden will send jets, and Oslo 40 trucks by 2 May.", "Sweden could send jets."
    copies = [read(name, yes, claims=[told(yes, "SWE committed arm UKR")]) for name in "abc"]
    others = [
        read("d", f"{no} Snow fell in Kiruna.", claims=[told(no, "SWE weighing arm UKR")]),
        read("e", f"{no} Malmo won at home.", claims=[told(no, "SWE weighing arm UKR")]),
    ]

    (change,) = the(*copies, *others).history

    assert (change.stance, change.origins, len(change.against)) == (Stance.WEIGHING, 2, 3)


def test_a_promise_told_as_delivered_does_not_make_the_pledge_done(read: Read, told: Tell) -> None:
    def chad(name: str, text: str, stance: str, day: str) -> Reading:
        return read(
            name, text, published=day, claims=[told(text, f"TCD {stance} deploy HTI", quantity="1500 soldiers")]
        )

    pledge = the(
        chad("a", "Chad has offered 1,500 soldiers.", "willing", "2025-12-10"),
        chad("b", "Chad tabled 1,500 soldiers, the list shows.", "willing", "2025-12-10"),
        chad("c", "Chad has sent 1,500 soldiers.", "done", "2025-12-12"),
    )

    assert pledge.stance is Stance.WILLING


@pytest.mark.parametrize(
    ("speaker", "actor_text", "voice"),
    [
        ("Friedrich Merz", "Germany", Voice.OWN),
        ("Merz", "Germany", Voice.OWN),
        ("Berlin", "Germany", Voice.OWN),
        ("the German foreign ministry", "Germany", Voice.OWN),
        ("his government", "his government", Voice.OWN),
        ("Donald Trump", "Germany", Voice.ACCOUNT),
        ("Washington", "Germany", Voice.ACCOUNT),
        ("Jane Nobody", "Germany", Voice.REPORT),
        (None, "Germany", Voice.REPORT),
    ],
)
def test_whose_word_a_claim_is(read: Read, told: Tell, speaker: str | None, actor_text: str, voice: Voice) -> None:
    text = f"{actor_text} will send jets, {speaker} said." if speaker else f"{actor_text} will send jets."
    more = {"speaker": speaker} if speaker else {}
    reading = read("r", text, claims=[told(text, "DEU committed arm UKR", actor_text=actor_text, **more)])
    merz = OfficialClue("Friedrich Merz", "head of government", "DEU", False, "Chancellor Friedrich Merz", Span(0, 3))

    assert voice_of(reading.claims[0], [merz]) is voice
