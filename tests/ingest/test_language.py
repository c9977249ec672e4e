"""Which language a text is in."""

import pytest

from pledgebook.ingest import language_of, mark_furniture


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Norway will, together with Germany, pay for two Patriot systems for Ukraine.", "en"),
        ("26 COUNTRIES READY TO SEND TROOPS TO UKRAINE, MACRON SAYS", "en"),
        ("Norwegen wird zusammen mit Deutschland zwei Patriot-Systeme für die Ukraine bezahlen.", "de"),
        ("La Norvège paiera avec l'Allemagne deux systèmes Patriot pour l'Ukraine.", "fr"),
        ("Норвегия вместе с Германией оплатит две системы ПВО для Украины, сообщил министр.", "ru"),
        ("Норвегія разом із Німеччиною оплатить дві системи ППО для України, повідомив міністр.", "uk"),
        ("Norwegia wraz z Niemcami zapłaci za dwa systemy Patriot dla Ukrainy.", "pl"),
        ("노르웨이는 독일과 함께 우크라이나에 패트리엇 방공 시스템 두 대를 지원한다고 발표했다.", "ko"),
    ],
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_text_of_a_few_letters_is_not_guessed() -> None:
    assert language_of("") == "und"
    assert language_of("7bn kroner (2025)") == "und"


def test_english_menus_do_not_make_a_german_report_english() -> None:
    text = "Skip to content\n" * 30 + "Norwegen wird zusammen mit Deutschland zwei Systeme bezahlen, hieß es."

    assert language_of(text, mark_furniture(text)) == "de"
