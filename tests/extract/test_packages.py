"""The package that a sum is called part of, by the sentence that takes the sum up."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from pledgebook.extract.amounts import find_amounts
from pledgebook.extract.dates import find_dates
from pledgebook.extract.packages import with_packages
from pledgebook.extract.sentences import split_sentences
from pledgebook.model import Action, Amount, Claim, Clues, DateClue, Mention, Party, Span, Stance, misquotes

FIRST = "Canada will send drones worth CA$1 billion."


def found_in(text: str, actors: Sequence[str] = ("CAN",)) -> list[Claim]:
    """The claims on packages, where each actor arms Ukraine with the sum of the first sentence."""
    sentences = split_sentences(text, ())
    amounts = find_amounts(text)
    first = sentences[0]
    claims = tuple(
        Claim(
            "r",
            Mention(first.text, Span(first.span.start, first.span.end)),
            Party(actor),
            Stance.COMMITTED,
            Action.ARM,
            Party("UKR"),
            amounts=amounts[:1],
            confidence=0.9,
            extractor="test",
        )
        for actor in actors
    )
    dates = tuple(
        DateClue(one.when, one.span.of(text), one.span, one.absolute)
        for one in find_dates(text, published=date(2025, 8, 24))
        if one.when is not None
    )
    more = [
        claim for claim in with_packages(claims, Clues("r", dates, amounts=amounts), sentences) if claim not in claims
    ]
    assert all(misquotes(claim, text) == () for claim in more)
    return more


@pytest.mark.parametrize(
    ("second", "action"),
    [
        ("This is part of the CA$2 billion aid package that was promised in June.", Action.FUND),
        ("The sum is part of the CA$2 billion package of June.", Action.ARM),
        ("It comes out of the CA$2 billion that the G7 heard of in June.", Action.ARM),
    ],
)
def test_the_package_is_the_actors_of_the_sentence_before(second: str, action: Action) -> None:
    (claim,) = found_in(f"{FIRST} {second}")

    assert (claim.actor.code, claim.stance, claim.action) == ("CAN", Stance.COMMITTED, action)
    assert claim.target is not None
    assert claim.target.code == "UKR"
    assert [stated.amount for stated in claim.amounts] == [Amount(Decimal("2e9"), "CAD")]
    assert (claim.evidence.text, claim.said and claim.said.when.iso) == (second, "2025-06")
    assert claim.confidence == 0.6


@pytest.mark.parametrize(
    "second",
    [
        "Germany's share is part of the CA$2 billion package.",
        "It is part of the €2 billion package.",
        "It is part of the CA$500 million package.",
        "This is part of life.",
        "It was a long day, and CA$2 billion is much.",
    ],
)
def test_other_actors_currencies_and_smaller_sums_make_no_package(second: str) -> None:
    assert found_in(f"{FIRST} {second}") == []


def test_where_two_actors_give_nobody_knows_whose_package_it_is() -> None:
    assert found_in(f"{FIRST} It is part of the CA$2 billion package.", actors=("CAN", "NOR")) == []
