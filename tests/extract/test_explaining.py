"""An explanation gives the claims that reading gives, each with what made it, and says of the rest why it is no claim."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.extract import Extractor
from pledgebook.ingest import find_sources, read_source
from pledgebook.model import Action, ConditionKind, Explanation, Report, Span, Stance, When
from pledgebook.model.explanation import ExplainedSentence, Fate, Outcome

SAMPLE = Path(__file__).parents[2] / "src" / "pledgebook" / "sample" / "reports"
SENTENCES = (
    "Norway will send two frigates to Ukraine.",
    "Italy ruled out sending troops to Ukraine, Giorgia Meloni told Reuters.",
    "Canada, Norway and Sweden pledged CA$1 billion for Ukraine on Monday.",
    "He will not send troops unless parliament approves.",
    "This is part of a package of CA$2 billion.",
    "Zelensky urged Germany to deliver Taurus missiles by 1 December.",
    "Macron said 26 countries would deploy troops.",
    "The weather was fine.",
    "Half\ud800 a character.",
)

Explain = Callable[..., Explanation]


@pytest.fixture(scope="module")
def explain(extractor: Extractor) -> Explain:
    """Explains a text published on 5 September 2025."""

    def explained(text: str, **fields: object) -> Explanation:
        return extractor.explain(Report("r", text, **{"published": When("2025-09-05"), **fields}))  # type: ignore[arg-type]

    return explained


def only(explanation: Explanation) -> ExplainedSentence:
    (sentence,) = explanation.sentences
    return sentence


@pytest.mark.slow
@pytest.mark.parametrize("fast", [False, True], ids=["default", "fast"])
def test_the_claims_of_an_explanation_are_those_that_reading_gives(fast: bool) -> None:
    extractor = Extractor(fast=fast)
    reports = [item for source in find_sources([SAMPLE]) for item in read_source(source) if isinstance(item, Report)]
    assert len(reports) > 10

    for report in reports:
        assert extractor.explain(report).claims == extractor.read(report)[0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(SENTENCES), max_size=6).map(" ".join))
def test_they_are_so_for_sentences_in_any_order(extractor: Extractor, text: str) -> None:
    report = Report("r", text, published=When("2025-09-05"))
    explanation = extractor.explain(report)

    assert explanation.claims == extractor.read(report)[0]
    for sentence in explanation.sentences:
        read = [possible for possible in sentence.possible if possible.outcome is Outcome.CLAIM]
        assert len(read) == len([one for one in sentence.claims if not one.by_rule])
        assert all(possible.chance >= explanation.threshold for possible in read)
        for explained in sentence.claims:
            assert explained.possible in (None, *read)


def test_a_claim_shows_both_chances_and_what_decides_between_them(explain: Explain) -> None:
    (possible, *_) = only(explain("Norway will send two frigates to Ukraine.")).possible

    assert (possible.actor, possible.stance, possible.action) == ("NOR", Stance.COMMITTED, Action.DEPLOY)
    assert possible.large is not None
    assert min(possible.large, possible.small) <= possible.chance <= max(possible.large, possible.small)


def test_the_fast_way_has_one_chance_only() -> None:
    report = Report("r", "Norway will send two frigates to Ukraine.")
    (possible, *_) = only(Extractor(fast=True).explain(report)).possible

    assert (possible.large, possible.chance) == (None, possible.small)


def test_who_is_only_asked_is_turned_down_with_that_reason(explain: Explain) -> None:
    sentence = only(explain("Zelensky urged Germany to deliver Taurus missiles by 1 December."))

    assert [one.claim.actor.code for one in sentence.claims] == ["UKR"]
    assert [p.outcome for p in sentence.possible if p.actor == "DEU" and p.action is Action.ARM] == [Outcome.ONLY_ASKED]


def test_who_only_tells_of_others_is_turned_down_with_that_reason(explain: Explain) -> None:
    sentence = only(explain("Macron said 26 countries would deploy troops."))

    assert [p.outcome for p in sentence.possible if p.actor == "FRA" and p.action is Action.DEPLOY] == [
        Outcome.ONLY_TELLS
    ]


def test_what_is_said_twice_names_the_sentence_that_is_kept(explain: Explain) -> None:
    found = explain(
        "Norway will send two frigates to Ukraine.\n\nNorway will send two frigates to Ukraine, its government said."
    )
    repeated = [
        possible
        for sentence in found.sentences
        for possible in sentence.possible
        if possible.outcome is Outcome.REPEATED and possible.action is Action.DEPLOY
    ]
    (kept,) = [s.number for s in found.sentences if any(o.claim.action is Action.DEPLOY for o in s.claims)]

    assert [possible.instead for possible in repeated] == [kept]


def test_what_is_not_likely_enough_stays_below_the_threshold(explain: Explain) -> None:
    found = explain("Norway will send two frigates to Ukraine. Sweden and Denmark were mentioned too.")
    small = [p for s in found.sentences for p in s.possible if p.outcome is Outcome.TOO_SMALL]

    assert small
    assert all(possible.chance < found.threshold for possible in small)


def test_a_sentence_says_how_far_it_came(explain: Explain) -> None:
    text = "Subscribe now\nSnow fell. Norway will send two frigates to Ukraine. The weather was fine."
    found = explain(text, furniture=(Span(0, 13),))

    assert [sentence.fate for sentence in found.sentences] == [
        Fate.FURNITURE,
        Fate.NOBODY,
        Fate.LOOKED_AT,
        Fate.GATED,
    ]
    gated = found.sentences[-1]
    assert gated.gate is not None
    assert gated.gate < found.gate


def test_an_office_holder_is_shown_with_the_office_of_the_day(explain: Explain) -> None:
    text = "Rishi Sunak said London would send trainers to Ukraine."
    now = only(explain(text, published=When("2024-03-05"))).asked[0].named[0]

    assert (now.person, now.office.partition(" since ")[0]) == ("Rishi Sunak", "head of government")


def test_a_word_that_points_back_shows_what_was_named(explain: Explain) -> None:
    found = explain("Norway is ready to send frigates to Ukraine. It will not send soldiers.")
    (it,) = [named for asked in found.sentences[1].asked for named in asked.named if named.words.text == "It"]

    assert (it.how, it.back) == ("anaphora", "Norway")


def test_the_issuer_of_an_official_text_is_asked_about_unnamed(explain: Explain) -> None:
    found = explain("An additional 50 million will be made available for Haiti.", outlet="Government of Canada")

    assert [(asked.code, asked.unnamed) for asked in only(found).asked if asked.unnamed] == [("CAN", "issuer")]


def test_a_condition_shows_its_kind_and_what_opened_it(explain: Explain) -> None:
    (condition,) = only(explain("Norway would send soldiers to Ukraine once a ceasefire holds.")).conditions

    assert (condition.words.text, condition.kind) == ("once a ceasefire holds", ConditionKind.CEASEFIRE)
    assert (condition.found_by, condition.opener) == ("rows", "once")


def test_a_field_shows_the_answer_the_next_best_and_the_weights_of_both(explain: Explain) -> None:
    (explained, *_) = only(explain("Norway will send two frigates to Ukraine.")).claims
    (target,) = [choice for choice in explained.choices if choice.field == "target"]

    assert target.value == "UKR"
    assert target.words is not None
    assert target.words.text == "Ukraine"
    assert target.runner_up_weight is not None
    assert target.weight > target.runner_up_weight
    assert target.reasons


def test_words_that_nobody_could_be_found_for_are_told(explain: Explain) -> None:
    untied = only(explain("They will send troops.")).untied

    assert [named.words.text for named in untied] == ["They"]


def test_what_is_explained_is_no_other_reading_by_name(explain: Explain, extractor: Extractor) -> None:
    assert re.match(r"pledgebook-en \d", explain("Norway will pay.").extractor)
    assert explain("Norway will pay.").extractor == extractor.name
