"""Reports in Russian: who holds which stance towards which action, with the fields, each verbatim."""

from datetime import date
from decimal import Decimal

import pytest

pytest.importorskip("natasha", reason='the Russian pack is not installed: pip install "pledgebook[ru]"')
pytest.importorskip("pymorphy3", reason='the Russian pack is not installed: pip install "pledgebook[ru]"')

from pledgebook.extract import LanguagePack, Languages
from pledgebook.extract.ru.dates import dates_in
from pledgebook.extract.ru.pack import RussianPack
from pledgebook.extract.ru.spelling import offices_of, sound
from pledgebook.model import Amount, Claim, Quantity, Report, When, misquotes


def read(text: str, published: str = "2025-09-05") -> tuple[Claim, ...]:
    """The claims of a report of one or a few sentences, each checked to be verbatim."""
    claims, _ = RussianPack().read(Report("r", text, published=When(published), language="ru"))
    assert [piece for claim in claims for piece in misquotes(claim, text)] == []
    return claims


def told(text: str) -> list[tuple[str, str, str, str | None]]:
    """Actor, stance, action and target of each claim."""
    return [
        (one.actor.code, str(one.stance), str(one.action), one.target.code if one.target else None)
        for one in read(text)
    ]


def test_it_is_the_pack_of_reports_in_russian() -> None:
    pack = Languages().of("ru")

    assert isinstance(pack, LanguagePack)
    assert pack.name == RussianPack().name
    assert pack.name.startswith("pledgebook-ru ")


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Норвегия выделит Украине 50 млн евро.", ("NOR", "committed", "fund", "UKR")),
        ("Норвегия не выделит Украине 50 млн евро.", ("NOR", "declined", "fund", "UKR")),
        ("Норвегия уже поставила Украине гаубицы.", ("NOR", "done", "arm", "UKR")),
        ("Сербия не намерена вводить санкции против России.", ("SRB", "declined", "sanction", "RUS")),
        ("Бразилия не исключает, что направит наблюдателей в Венесуэлу.", ("BRA", "weighing", "monitor", "VEN")),
        ("Испания заявила о готовности обучать украинских солдат.", ("ESP", "willing", "train", "UKR")),
        ("Польша требует принятия Украины в Евросоюз.", ("POL", "asks", "admit", "UKR")),
        ("Китай выступил против санкций в отношении Ирана.", ("CHN", "opposes", "sanction", "IRN")),
        ("Парламент Армении ратифицировал соглашение с ЕС.", ("ARM", "done", "ratify", "EU")),
        ("Россия отказалась прекратить удары по Украине.", ("RUS", "declined", "settle", None)),
        ("Индия прекратит закупки российской нефти.", ("IND", "committed", "sanction", "RUS")),
    ],
)
def test_stance_and_action_are_read_from_words_tense_and_negation(
    sentence: str, claim: tuple[str, str, str, str | None]
) -> None:
    assert claim in told(sentence)


def test_each_of_those_who_act_makes_a_claim_jointly_with_the_others() -> None:
    claims = read("Египет и Катар готовы направить миротворцев в Судан.")

    assert [(one.actor.code, [party.code for party in one.joint]) for one in claims] == [
        ("EGY", ["QAT"]),
        ("QAT", ["EGY"]),
    ]


def test_sums_counts_conditions_speaker_and_days_stand_with_the_claim() -> None:
    (claim,) = read(
        "Канада направит на Украину до 2 тыс. военных, если парламент одобрит миссию, заявил в среду премьер Марк Карни."
    )

    assert claim.quantity is not None
    assert claim.quantity.quantity == Quantity(Decimal(2000), "troops")
    assert [(str(one.kind), one.text) for one in claim.conditions] == [
        ("ratification", "если парламент одобрит миссию")
    ]
    assert claim.speaker is not None
    assert claim.speaker.text == "Марк Карни"
    assert claim.said is not None
    assert claim.said.when == When("2025-09-03")


@pytest.mark.parametrize(
    ("words", "value", "currency"),
    [
        ("2 млрд канадских долларов", 2_000_000_000, "CAD"),
        ("15,6 млрд долларов", 15_600_000_000, "USD"),
        ("миллиард евро", 1_000_000_000, "EUR"),
        ("300 тыс. швейцарских франков", 300_000, "CHF"),
        ("7 млрд крон", 7_000_000_000, "NOK"),
        ("€40 млн", 40_000_000, "EUR"),
        ("два миллиона фунтов стерлингов", 2_000_000, "GBP"),
    ],
)
def test_sums_are_read_in_their_usual_forms(words: str, value: int, currency: str) -> None:
    (claim,) = read(f"Норвегия выделит Украине {words}.")

    assert [one.amount for one in claim.amounts] == [Amount(Decimal(value), currency)]


def test_a_medium_that_is_credited_is_the_outlet() -> None:
    (claim,) = read("Дания поставит Украине гаубицы, передает агентство Reuters.")

    assert claim.outlet is not None
    assert claim.outlet.text == "Reuters"


@pytest.mark.parametrize(
    ("words", "forward", "iso"),
    [
        ("до конца 2027 года", True, "2027"),
        ("до конца года", True, "2025"),
        ("в январе", True, "2026-01"),
        ("в марте", False, "2025-03"),
        ("24 августа", False, "2025-08-24"),
        ("накануне", False, "2025-09-04"),
        ("в воскресенье", False, "2025-08-31"),
        ("31 февраля", False, ""),
    ],
)
def test_days_are_counted_from_the_day_of_publication(words: str, forward: bool, iso: str) -> None:
    found = dates_in(words, date(2025, 9, 5), forward=forward)

    assert "".join(one.when.iso for one in found) == iso


def test_office_holders_are_known_by_how_their_names_sound_in_latin_letters() -> None:
    assert sound("Макрон") == sound("Macron")
    assert {office.body for office in offices_of("Эмманюэль Макрон", date(2025, 9, 5))} == {"FRA"}
    assert offices_of("Иван Иванов", date(2025, 9, 5)) == ()


def test_a_report_tells_its_days_sums_media_and_quotations_beside_its_claims() -> None:
    text = '"Мы не отправим на Украину ни одного солдата", - сказал 3 сентября Орбан телеканалу M1. Ранее ЕС выделил 50 млн евро.'
    _, clues = RussianPack().read(Report("r", text, published=When("2025-09-05"), language="ru"))

    assert [one.when.iso for one in clues.dates] == ["2025-09-03"]
    assert [one.amount.currency for one in clues.amounts] == ["EUR"]
    assert [one.text for one in clues.credits] == ["M1"]
    assert [one.text for one in clues.quotations] == ["Мы не отправим на Украину ни одного солдата"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "(",
        "если " * 400,
        "\ud800Канада \u202e выделит 2 млрд евро.",
        "Канада выд\ud800елит и пред\ud800ложила Киеву танки.",
        "Канада, " * 300,
        "1 000 " * 300,
        "²½ млрд",
    ],
)
def test_broken_text_is_read_without_an_error(text: str) -> None:
    read(text)
