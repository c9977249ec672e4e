"""What a report tells beside its claims, and nothing from its furniture."""

from pledgebook.extract.clues import FINGERPRINT_VALUES, find_quotations, fingerprint, read_clues
from pledgebook.model import Report, Span, When

TEXT = """PARIS, Sept 4 (AFP) - French President Emmanuel Macron said on Thursday that 26 countries had agreed to help.
"We are ready for that," said Prime Minister Keir Starmer. Norway will pay 7 billion Norwegian kroner ($696 million).
Read also: Former President Donald Trump sells $90 billion in bonds
"""


def report(text: str = TEXT) -> Report:
    start = text.find("Read also")
    furniture = (Span(start, len(text)),) if start >= 0 else ()
    return Report("r", text, published=When("2025-09-05"), furniture=furniture)


def test_officials_sums_counts_and_quotations_are_gathered() -> None:
    clues = read_clues(report())

    assert [official.person for official in clues.officials] == ["Emmanuel Macron", "Keir Starmer"]
    assert [stated.amount.currency for stated in clues.amounts] == ["NOK"]
    assert [stated.amount.currency for stated in clues.amounts[0].conversions] == ["USD"]
    assert [count.quantity.unit for count in clues.counts] == ["countries"]
    assert [quotation.text for quotation in clues.quotations] == ["We are ready for that,"]


def test_furniture_gives_no_clue() -> None:
    clues = read_clues(report())

    assert not any(official.former for official in clues.officials)
    assert all(stated.span.end <= TEXT.index("Read also") for stated in clues.amounts)


def test_every_clue_stands_where_it_says() -> None:
    clues = read_clues(report())
    pieces: list[tuple[Span, str]] = [(date.span, date.text) for date in clues.dates]
    pieces += [(official.span, official.text) for official in clues.officials]
    pieces += [(name.span, name.text) for name in clues.names]
    pieces += [(mention.span, mention.text) for mention in (*clues.credits, *clues.quotations)]

    assert pieces
    assert all(span.of(TEXT) == words for span, words in pieces)


def test_short_quotations_are_no_clue() -> None:
    assert find_quotations('He said "no way" and left.') == ()


def test_a_bare_dollar_is_that_of_the_outlets_country() -> None:
    story = Report("r", "Ottawa gives $2 billion.", outlet="Toronto Star", published=When("2025-09-05"))

    assert [stated.amount.currency for stated in read_clues(story).amounts] == ["CAD"]


def test_alike_texts_share_most_values_of_their_fingerprints() -> None:
    one = fingerprint(TEXT * 3)
    other = fingerprint(TEXT * 3 + " And one more sentence stands here at the very end.")

    assert len(one) == FINGERPRINT_VALUES
    assert sum(a == b for a, b in zip(one, other, strict=True)) > FINGERPRINT_VALUES * 0.6


def test_a_text_of_a_few_words_has_no_fingerprint() -> None:
    assert fingerprint("Oslo pays for radars.") == ()
