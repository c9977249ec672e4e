"""Counts, titles, names, deliveries, restated money and contradictions."""

from collections.abc import Callable
from datetime import UTC, datetime

from pledgebook.model import Decision, DecisionKind, Finding, FindingKind, Ledgered, Reading
from pledgebook.reconcile import reconcile

Read = Callable[..., Reading]
Tell = Callable[..., object]
OfKind = Callable[[Ledgered, FindingKind], list[Finding]]

TRUMP = ("former President Donald Trump", "Donald Trump", "head of state", "USA")


def test_a_sitting_president_is_not_a_former_one(read: Read, of_kind: OfKind) -> None:
    text = "Leaders met former President Donald Trump in Washington."

    (finding,) = of_kind(reconcile([read("r", text, published="2025-08-19", former=[TRUMP])]), FindingKind.STALE_TITLE)

    assert finding.places[0].text == "former President Donald Trump"


def test_a_former_president_out_of_office_is_one(read: Read, of_kind: OfKind) -> None:
    text = "Leaders met former President Donald Trump in Florida."

    assert of_kind(reconcile([read("r", text, published="2023-08-19", former=[TRUMP])]), FindingKind.STALE_TITLE) == []


def test_an_unusual_spelling_is_shown_once_with_the_usual_one(read: Read, of_kind: OfKind) -> None:
    text = "Steve Whitcoff spoke. Whitcoff left."
    reading = read("r", text, names=[("Steve Whitcoff", "Steve Witkoff"), ("Whitcoff left", "Steve Witkoff")])

    (finding,) = of_kind(reconcile([reading]), FindingKind.NAME_VARIANT)

    assert (finding.places[0].text, finding.proposal) == ("Steve Whitcoff", "Steve Witkoff")


def test_a_promise_told_as_delivered_is_found(read: Read, told: Tell, of_kind: OfKind) -> None:
    def chad(name: str, text: str, stance: str) -> Reading:
        return read(name, text, claims=[told(text, f"TCD {stance} deploy HTI", quantity="1500 soldiers")])

    readings = [
        chad("a", "Chad has offered 1,500 soldiers.", "willing"),
        chad("b", "Chad tabled 1,500 soldiers, the list shows.", "willing"),
        chad("c", "Chad has sent 1,500 soldiers.", "done"),
    ]

    (finding,) = of_kind(reconcile(readings), FindingKind.FALSE_DELIVERY)

    assert [place.report for place in finding.places] == ["c", "a", "b"]


def test_a_delivery_that_another_report_confirms_stands(read: Read, told: Tell, of_kind: OfKind) -> None:
    def chad(name: str, text: str, stance: str) -> Reading:
        return read(name, text, claims=[told(text, f"TCD {stance} deploy HTI", quantity="1500 soldiers")])

    readings = [
        chad("a", "Chad has offered 1,500 soldiers.", "willing"),
        chad("b", "Chad tabled 1,500 soldiers, the list shows.", "willing"),
        chad("c", "Chad has sent 1,500 soldiers.", "done"),
        chad("d", "The 1,500 Chadians have landed.", "done"),
    ]

    assert of_kind(reconcile(readings), FindingKind.FALSE_DELIVERY) == []


def test_old_money_counted_into_a_new_total_is_found(read: Read, of_kind: OfKind) -> None:
    text = (
        "Britain announced an additional £120 million. Together with £113 million pledged last November "
        "it brings British aid to more than £230 million."
    )

    (finding,) = of_kind(reconcile([read("r", text)]), FindingKind.RESTATED_AMOUNT)

    assert finding.places[0].text.endswith("£230 million")


def test_a_total_of_two_new_sums_is_no_restatement(read: Read, of_kind: OfKind) -> None:
    text = "Britain gives £120 million for food and £110 million for tents, which brings its aid to £230 million."

    assert of_kind(reconcile([read("r", text)]), FindingKind.RESTATED_AMOUNT) == []


def test_a_further_sum_on_top_of_the_same_sum_is_found(read: Read, of_kind: OfKind) -> None:
    text = "Kyiv is to get a further €90 billion, on top of the €90 billion loan agreed before Christmas."

    assert len(of_kind(reconcile([read("r", text)]), FindingKind.RESTATED_AMOUNT)) == 1


def test_signing_and_not_signing_cannot_both_be_true(read: Read, told: Tell, of_kind: OfKind) -> None:
    yes, no = "The United States joined Britain in signing the declaration.", "Washington did not sign."
    claims = [told(yes, "USA done ratify UKR", cue="signing"), told(no, "USA declined ratify UKR", cue="sign")]

    (finding,) = of_kind(reconcile([read("r", f"{yes} {no}", claims=claims)]), FindingKind.SELF_CONTRADICTION)

    assert finding.places[0].text == no


def test_copies_that_count_differently_disagree_and_the_lone_one_is_named(read: Read, of_kind: OfKind) -> None:
    def britain(name: str, people: str) -> Reading:
        text = f"Britain announced food aid, enough, David Lammy said in London, to feed {people} people in Sudan."
        return read(name, text, published="2025-04-15")

    readings = [britain("a", "600,000"), britain("b", "600,000"), britain("c", "650,000")]

    (finding,) = of_kind(reconcile(readings), FindingKind.COUNT_DISAGREEMENT)

    assert finding.places[0].text == "650,000 people"
    assert finding.proposal == "600,000 people"


def test_twenty_six_countries_of_most_reports_are_not_thirty_five(read: Read, told: Tell, of_kind: OfKind) -> None:
    def countries(name: str, text: str, number: str) -> Reading:
        return read(name, text, claims=[told(text, "GROUP committed deploy UKR", quantity=f"{number} countries")])

    readings = [
        countries("a", "Macron said 26 countries would join.", "26"),
        countries("b", "A force of 26 countries is planned in Paris.", "26"),
        countries("c", "Kyiv can count on 26 countries, it says.", "26"),
        countries("d", "Thirty-five countries will send soldiers.", "35"),
    ]

    (finding,) = of_kind(reconcile(readings), FindingKind.COUNT_DISAGREEMENT)

    assert finding.places[0].report == "d"


def test_independent_reports_of_opposite_stances_on_one_day_conflict(read: Read, told: Tell, of_kind: OfKind) -> None:
    yes, no = "Poland agreed to send troops.", "Warsaw refused to send troops."
    first = read("a", yes, claims=[told(yes, "POL committed deploy UKR", said="2025-09-04")])
    second = read("b", no, claims=[told(no, "POL declined deploy UKR", said="2025-09-04")])

    (finding,) = of_kind(reconcile([first, second]), FindingKind.STANCE_CONFLICT)

    assert {place.report for place in finding.places} == {"a", "b"}


def test_a_dismissed_finding_is_not_shown_again(read: Read, of_kind: OfKind) -> None:
    reading = read("r", "The pot stood at $5.8 billion euros.")
    (finding,) = reconcile([reading]).findings
    dismiss = Decision(DecisionKind.DISMISS, (finding.id,), "Ada", datetime(2026, 1, 1, tzinfo=UTC), "known", id="d1")

    assert reconcile([reading], [dismiss]).findings == ()
