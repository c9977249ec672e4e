"""Counts, titles, names, deliveries, restated money and contradictions."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

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


MERKEL = ("Chancellor Angela Merkel", "Angela Merkel", "head of government", "DEU")


def test_a_chancellor_of_years_ago_is_none_today(read: Read, of_kind: OfKind) -> None:
    text = "Chancellor Angela Merkel visited the frigate."

    (finding,) = of_kind(
        reconcile([read("r", text, published="2024-05-08", officials=[MERKEL])]), FindingKind.STALE_TITLE
    )

    assert finding.says == "“Chancellor Angela Merkel” did not hold that office on 2024-05-08: Olaf Scholz did."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In 2015 Chancellor Angela Merkel helped to write the Minsk deal.", "2024-05-08"),
        ("Chancellor Angela Merkel had promised as much.", "2024-05-08"),
        ("Chancellor Angela Merkel visited the frigate.", "2019-05-08"),
        ("Chancellor Angela Merkel visited the frigate.", "2021-12-10"),
    ],
)
def test_a_title_told_of_its_own_time_is_no_mistake(read: Read, of_kind: OfKind, text: str, day: str) -> None:
    assert of_kind(reconcile([read("r", text, published=day, officials=[MERKEL])]), FindingKind.STALE_TITLE) == []


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


def test_no_country_has_sent_and_five_countries_have_cannot_both_hold(read: Read, told: Tell, of_kind: OfKind) -> None:
    none, some = "No country has sent soldiers so far.", "Five countries have sent soldiers to Haiti."
    claims = [
        told(some, "GROUP done deploy HTI", quantity="5 countries"),
        told(none, "GROUP weighing deploy HTI"),
    ]

    (finding,) = of_kind(reconcile([read("r", f"{some} {none}", claims=claims)]), FindingKind.SELF_CONTRADICTION)

    assert [place.text for place in finding.places] == [none, some]


def test_opposite_stances_of_one_day_conflict_and_the_own_word_is_proposed(
    read: Read, told: Tell, of_kind: OfKind
) -> None:
    yes, no = "Spain will send soldiers to Kyiv.", "Madrid sends nobody to Kyiv, Pedro Sanchez said."
    sanchez = ("Pedro Sanchez", "Pedro Sanchez", "head of government", "ESP")
    readings = [
        read("a", f"{yes} Rain fell in Vigo.", claims=[told(yes, "ESP committed deploy UKR")]),
        read("b", no, claims=[told(no, "ESP declined deploy UKR", speaker="Pedro Sanchez")], officials=[sanchez]),
    ]

    (finding,) = of_kind(reconcile(readings), FindingKind.STANCE_CONFLICT)

    assert [place.report for place in finding.places] == ["a", "b"]
    assert finding.says == (
        "a tells ESP as committed on 2025-09-05, b, which does not draw on the same original, "
        "as declined in ESP's own word."
    )
    assert finding.proposal == "declined"


def test_backing_and_opposing_on_one_day_conflict(read: Read, told: Tell, of_kind: OfKind) -> None:
    yes, no = "China welcomed the force.", "China rejects any such force."
    readings = [
        read("a", f"{yes} Rain fell in Wuhan.", claims=[told(yes, "CHN backs deploy UKR")]),
        read("b", f"{no} Snow fell in Harbin.", claims=[told(no, "CHN opposes deploy UKR")]),
    ]

    (finding,) = of_kind(reconcile(readings), FindingKind.STANCE_CONFLICT)

    assert ([place.report for place in finding.places], finding.proposal) == (["b", "a"], "")


def test_other_days_conditions_and_other_things_make_no_conflict(read: Read, told: Tell, of_kind: OfKind) -> None:
    yes, no = "Spain will send trucks after a ceasefire.", "Spain sends no jets."
    after = [("ceasefire", "after a ceasefire")]
    conditional = read("a", yes, claims=[told(yes, "ESP committed deploy UKR", conditions=after)])
    other_day = read("b", yes, published="2025-10-05", claims=[told(yes, "ESP committed deploy UKR")])
    other_thing = read("c", yes, claims=[told(yes, "ESP committed arm UKR", items=["trucks"])])
    refusal = read(
        "d", no, claims=[told(no, "ESP declined deploy UKR"), told(no, "ESP declined arm UKR", items=["jets"])]
    )

    ledgered = reconcile([conditional, other_day, other_thing, refusal])

    assert of_kind(ledgered, FindingKind.STANCE_CONFLICT) == []


def test_a_total_with_a_promise_of_months_ago_counts_old_money(read: Read, told: Tell, of_kind: OfKind) -> None:
    august = "The Netherlands pledged EUR 500 million."
    later = "The Netherlands put up EUR 750 million this week, counting the EUR 250 million of Monday."
    readings = [
        read("a", august, published="2025-08-14", claims=[told(august, "NLD committed fund UKR", amount="EUR 500e6")]),
        read("b", later, published="2025-12-05", claims=[told(later, "NLD committed fund UKR", amount="EUR 750e6")]),
    ]

    (finding,) = of_kind(reconcile(readings), FindingKind.RESTATED_AMOUNT)

    assert [place.text for place in finding.places] == ["EUR 750 million", "EUR 250 million", august]
    assert finding.proposal == "EUR 250 million"


def test_a_sum_told_without_its_package_is_old_money(read: Read, told: Tell, of_kind: OfKind) -> None:
    package = "Ottawa unveiled a package of $60 million for Haiti."
    new = "Canada will give $40 million to the force."
    told_apart = "The $40 million of Canada is part of a package of $60 million of September."
    readings = [
        read("a", package, published="2025-09-10", claims=[told(package, "CAN committed fund HTI", amount="USD 60e6")]),
        read("b", new, published="2025-12-10", claims=[told(new, "CAN committed fund HTI", amount="USD 40e6")]),
        read(
            "c",
            told_apart,
            published="2025-12-12",
            claims=[
                told(told_apart, "CAN committed fund HTI", amount="USD 40e6"),
                told(told_apart, "CAN committed fund HTI", amount="USD 60e6", said="2025-09"),
            ],
        ),
    ]

    (finding,) = of_kind(reconcile(readings), FindingKind.RESTATED_AMOUNT)

    assert (finding.places[0].report, finding.proposal) == ("b", "$60 million")


def test_a_ship_told_as_arrived_while_two_reports_have_it_promised_is_no_delivery(
    read: Read, told: Tell, of_kind: OfKind
) -> None:
    promise, arrived = "Belgium promised the frigate Louise-Marie for March.", "The frigate Louise-Marie has arrived."
    more = "Belgium promised another frigate like Louise-Marie."

    def belgium(name: str, text: str, stance: str, tail: str = "") -> Reading:
        return read(name, f"{text} {tail}", claims=[told(text, f"BEL {stance} deploy")])

    first = belgium("a", promise, "committed", "Rain fell in Ghent.")
    second = belgium("b", promise, "committed", "Snow fell in Spa.")
    third = belgium("c", more, "committed", "Fog lay on Mons.")
    wrong = belgium("d", arrived, "done")

    (finding,) = of_kind(reconcile([first, second, wrong]), FindingKind.FALSE_DELIVERY)

    assert finding.places[0].text == arrived
    assert of_kind(reconcile([first, third, wrong]), FindingKind.FALSE_DELIVERY) == []


def test_a_name_spelt_otherwise_in_both_parts_is_known_by_its_sound_in_copies(read: Read, of_kind: OfKind) -> None:
    text = "{} said that 240 sailors of the Hessen and 12 of Larissa sail to Djibouti with 4 ships from Souda on May 2."
    copies = [read(name, text.format("Josep Borrel"), published="2024-02-19") for name in "ab"]
    odd = read("c", text.format("Joseph Borell"), published="2024-02-20")

    (finding,) = of_kind(reconcile([*copies, odd]), FindingKind.NAME_VARIANT)

    assert (finding.places[0].report, finding.proposal) == ("c", "Josep Borrel")


def test_a_sum_added_to_the_package_that_holds_it_counts_twice(read: Read, told: Tell, of_kind: OfKind) -> None:
    package = "The Commission presented a package of €250 million. It includes €60 million for Tiraspol."
    added = "Moldova can count on €310 million: the €250 million of Tuesday and the €60 million for Tiraspol."
    first, second = package.split(". ")
    readings = [
        read(
            "a",
            package,
            published="2025-02-05",
            claims=[
                told(f"{first}.", "EU committed fund MDA", amount="EUR 250e6"),
                told(second, "EU committed fund MDA", amount="EUR 60e6"),
            ],
        ),
        read("b", added, published="2025-02-06", claims=[told(added, "EU committed fund MDA", amount="EUR 310e6")]),
    ]

    (finding,) = of_kind(reconcile(readings), FindingKind.RESTATED_AMOUNT)

    assert (finding.places[0].report, finding.places[0].text) == ("b", "€310 million")


def test_the_same_people_are_counted_though_little_else_is_in_the_same_words(read: Read, of_kind: OfKind) -> None:
    story = (
        "Ursula von der Leyen gave Moldova €30 million on Monday. Romania sells power, Sebastian Burduja said. Poland lends "
        "2 million cubic metres of gas. "
    )
    right = read("a", f"{story}Fifteen European ambassadors visited the station at Cuciurgan.", published="2025-01-27")
    wrong = read("b", f"{story}Some 50 European ambassadors inspected the plant at Cuciurgan.", published="2025-01-28")

    (finding,) = of_kind(reconcile([right, wrong]), FindingKind.COUNT_DISAGREEMENT)

    assert (finding.places[0].report, finding.proposal) == ("b", "Fifteen European ambassadors")


def test_no_copy_knows_more_than_its_original(read: Read, told: Tell, of_kind: OfKind) -> None:
    story = (
        "Beirut 27 Nov: Israel and Hezbollah fell silent at 4 o'clock, said Joe Biden and Emmanuel Macron. Najib Mikati "
        "wants 5,000 soldiers at the Litani within 60 days. "
    )
    open_to_it, done = "Italy is open to enlarging its contingent.", "Italy has enlarged its contingent."

    def italy(name: str, text: str, stance: str) -> Reading:
        claims = [told(text, f"ITA {stance} deploy LBN")]
        return read(name, f"{story}{text}", published="2024-11-27", claims=claims)

    first, second = italy("a", open_to_it, "willing"), italy("b", open_to_it, "willing")

    (finding,) = of_kind(reconcile([first, second, italy("c", done, "done")]), FindingKind.FALSE_DELIVERY)

    assert (finding.places[0].report, finding.places[0].text) == ("c", done)
    assert of_kind(reconcile([first, italy("c", done, "done")]), FindingKind.FALSE_DELIVERY) == []
