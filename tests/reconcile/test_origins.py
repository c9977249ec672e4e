"""Reports that go back to one original count once; two writers at one event count twice."""

from collections.abc import Callable
from datetime import UTC, datetime

from pledgebook.model import Decision, DecisionKind, Reading
from pledgebook.reconcile import reconcile

Read = Callable[..., Reading]

WIRE = (
    "OSLO, May 5 (Northwire) - Norway will put 7 billion kroner into air defence for Moldova, Prime Minister Jonas "
    "Gahr Store said on Monday, and Denmark promised 40 armoured vehicles by May. Sweden's Ulf Kristersson offered to "
    "train 2,000 recruits at a base near Boden. Finland, he said, had asked Brussels for another 300 million euros. "
    '"We will not leave our friends alone in the cold," Store told reporters in Oslo.'
)
REWORDED = (
    "Seven billion may sound like a lot. Oslo is ready to spend 7 billion Norwegian crowns so that Moldova's skies are "
    "better guarded, premier Jonas Gahr Store let it be known on Monday; from Denmark come 40 cars with armour, due "
    "in May. Ulf Kristersson of Sweden wants to teach 2,000 new soldiers close to Boden. The Finns, according to "
    "Kristersson, have knocked on the door in Brussels for 300 million euros more."
)
OTHER_WRITER = (
    "There was coffee, there were cinnamon rolls, and there was one number. Store came out of the meeting hall in Oslo "
    "shortly after four and named it: 7 billion kroner. What Moldova can buy for that is another matter. Radars take "
    "two years to build, Chisinau has ten technicians who can run one, and parliament in Oslo has yet to see a bill. "
    "Opposition leader Erna Solberg called it a press release with a price tag. Moldova's ambassador smiled politely."
)


def groups(*readings: Reading, decisions: tuple[Decision, ...] = ()) -> list[tuple[str, ...]]:
    return [origin.reports for origin in reconcile(readings, decisions).origins]


def test_a_reworded_copy_goes_back_to_the_wire_that_it_was_made_from(read: Read) -> None:
    wire = read("wire", WIRE, published="2025-05-05")
    copy = read("copy", REWORDED, published="2025-05-06")

    (origin,) = reconcile([copy, wire]).origins

    assert origin.reports == ("wire", "copy")
    assert "same order" in origin.why[0]


def test_two_writers_at_one_event_are_two_originals(read: Read) -> None:
    wire = read("wire", WIRE, published="2025-05-05")
    other = read("other", OTHER_WRITER, published="2025-05-06")

    assert groups(wire, other) == [("other",), ("wire",)]


def test_a_shortened_reprint_names_the_share_of_words_it_took_over(read: Read) -> None:
    wire = read("wire", WIRE, published="2025-05-05", outlet="Northwire")
    short = read("short", WIRE[:320] + " (Northwire)", published="2025-05-05", credits=["Northwire"])

    (origin,) = reconcile([short, wire]).origins

    assert origin.reports == ("wire", "short")
    assert origin.agency == "northwire"
    assert "runs of three words" in origin.why[0]


def test_the_same_words_a_month_later_are_no_copy(read: Read) -> None:
    assert len(groups(read("may", WIRE, published="2025-05-05"), read("july", WIRE, published="2025-07-05"))) == 2


def test_a_person_can_join_two_reports_and_part_them_again(read: Read) -> None:
    readings = (read("wire", WIRE, published="2025-05-05"), read("other", OTHER_WRITER, published="2025-05-06"))
    join = Decision(DecisionKind.SAME_ORIGIN, ("wire", "other"), "Ada", datetime(2025, 6, 1, tzinfo=UTC), id="d1")
    undo = Decision(DecisionKind.UNDO, ("d1",), "Ada", datetime(2025, 6, 2, tzinfo=UTC), id="d2")

    assert groups(*readings, decisions=(join,)) == [("wire", "other")]
    assert len(groups(*readings, decisions=(join, undo))) == 2
