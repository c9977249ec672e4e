"""Text files: encodings, limits, headlines, front matter."""

from collections.abc import Callable

import pytest

from pledgebook.model import Report, When

ReadOne = Callable[[str, bytes | str], Report]
Refused = Callable[[str, bytes | str], str]

RUSSIAN = (
    "Премьер-министр Канады Марк Карни заявил в Киеве, что не исключает отправки войск на Украину.\n"
    "Норвегия вместе с Германией передаст две системы противовоздушной обороны, сообщили в Осло.\n"
) * 3
FRENCH = (
    "Le président français a déclaré jeudi à Paris que vingt-six pays étaient prêts à envoyer des troupes.\n"
    "L'Élysée a précisé que la force ne serait déployée qu'après un cessez-le-feu; l'Italie a refusé.\n"
) * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (FRENCH, "latin-1"),
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (FRENCH, "utf-32"),
    ],
)
def test_the_text_is_the_same_whatever_the_encoding(text: str, encoding: str, read_one: ReadOne) -> None:
    assert read_one("report.txt", text.encode(encoding)).text == text


def test_line_ends_of_windows_and_old_macs_are_made_one(read_one: ReadOne) -> None:
    assert read_one("r.txt", b"Oslo said yes.\r\nParis said no.\rBerlin waits.\n").text == (
        "Oslo said yes.\nParis said no.\nBerlin waits.\n"
    )


def test_letters_are_not_normalised_in_silence(read_one: ReadOne) -> None:
    decomposed = "Jonas Gahr Sto\u0338re and Pa\u030al Jonson agreed to send guns."

    assert read_one("r.txt", decomposed).text == decomposed


def test_an_empty_file_is_named_as_empty(refused: Refused) -> None:
    assert refused("empty.txt", b"") == "it is empty"
    assert refused("blank.txt", "\ufeff \n\t\n") == "it is empty"


def test_binary_content_is_named_as_binary(refused: Refused) -> None:
    assert refused("noise.txt", bytes(range(256)) * 40).startswith("it holds binary data, not text")
    assert refused("control.txt", b"\x01\x02\x03\x04abc" * 100).startswith("it holds binary data, not text")


def test_a_file_with_the_wrong_ending_is_told_what_it_is(refused: Refused) -> None:
    assert refused("a.txt", b"%PDF-1.7 ...") == "it is a PDF file, not text; give it the ending .pdf"
    assert refused("b.md", b"\x89PNG\r\n") == "it is a picture, not text; give the text itself"


def test_ten_megabytes_are_over_the_limit_and_the_message_says_what_to_do(refused: Refused) -> None:
    assert refused("long.txt", b"Oslo said yes.\n" * 666_667) == (
        "10.0 MB is over the limit of 5.0 MB; raise the limit with --max-bytes, or split the file into one report each"
    )


def test_a_first_line_that_looks_like_a_headline_is_the_title_and_stays_in_the_text(read_one: ReadOne) -> None:
    report = read_one("norway.txt", "Norway sends two systems\n\nOslo said on Monday that it would pay.\n")

    assert report.title == "Norway sends two systems"
    assert report.text.startswith("Norway sends two systems\n")


def test_a_first_line_that_is_a_sentence_is_no_title(read_one: ReadOne) -> None:
    assert read_one("n.txt", "Oslo will pay for two systems.\n\nIt said so on Monday.").title is None


def test_a_front_matter_block_is_metadata_and_no_part_of_the_text(read_one: ReadOne) -> None:
    report = read_one(
        "a.md",
        "---\nid: nor-7\noutlet: Nordlys Telegraph\ndate: 4 September 2025\ntitle: 'Two systems'\n"
        "url: https://nordlys.example/7\nlabels: [arm]\n---\n\nOslo will pay.\n",
    )

    assert report.text == "Oslo will pay.\n"
    assert (report.id, report.outlet, report.title) == ("nor-7", "Nordlys Telegraph", "Two systems")
    assert report.published == When("2025-09-04")
    assert report.url == "https://nordlys.example/7"


def test_a_rule_between_paragraphs_is_no_front_matter(read_one: ReadOne) -> None:
    text = "---\nOslo: the decision is made.\n---\nParis waits.\n"

    assert read_one("a.md", text).text == text


def test_an_impossible_date_in_the_front_matter_is_no_date(read_one: ReadOne) -> None:
    assert read_one("a.md", "---\noutlet: X\ndate: 2025-02-31\n---\nOslo will pay.").published is None


def test_the_id_is_the_readable_name_of_the_file(read_one: ReadOne) -> None:
    assert read_one("Paris – 26 Länder (final).txt", "Oslo will pay.").id == "paris-26-länder-final"


def test_lines_broken_for_a_page_are_joined_so_that_a_sentence_stands_on_one_line(read_one: ReadOne) -> None:
    report = read_one(
        "wire.txt",
        "OSLO, Aug 25 - Norway will, together with Germany, pay for two Patriot\n"
        "air defence systems for Ukraine, Prime Minister Jonas Gahr Stoere said\n"
        "on Monday.\n\n"
        "The systems are to arrive before the winter, the ministry in Oslo said\n"
        "in a statement that gave no figure for the German part.\n",
    )

    assert report.text == (
        "OSLO, Aug 25 - Norway will, together with Germany, pay for two Patriot air defence systems for Ukraine, "
        "Prime Minister Jonas Gahr Stoere said on Monday.\n\n"
        "The systems are to arrive before the winter, the ministry in Oslo said in a statement that gave no figure "
        "for the German part.\n"
    )


def test_markdown_paragraphs_are_joined_and_links_give_way_to_their_words(read_one: ReadOne) -> None:
    report = read_one(
        "wire.md",
        "# Who gives what\n\n"
        "Norway will, together with Germany, pay for two Patriot air defence\n"
        "systems for Ukraine. The ministry in Oslo **also**\n"
        "[announced](https://oslo.example/a-long-address-that-makes-the-line-longer-than-all-the-others/7)\n"
        "a plan for joint production, without giving any figure for it, as it\n"
        "had done before the summit.\n\n"
        "-   Canada, which had not said before what it would give to Ukraine,\n"
        "    will give CA$1 billion.\n"
        "-   Sweden: joint production\n\n"
        "[Home](/) | [World](/world)\n",
    )

    assert report.text == (
        "# Who gives what\n\n"
        "Norway will, together with Germany, pay for two Patriot air defence systems for Ukraine. The ministry in Oslo "
        "**also** announced a plan for joint production, without giving any figure for it, as it had done before the "
        "summit.\n\n"
        "-   Canada, which had not said before what it would give to Ukraine, will give CA$1 billion.\n"
        "-   Sweden: joint production\n\n"
        "[Home](/) | [World](/world)\n"
    )
    assert report.title == "Who gives what"
    assert [span.of(report.text) for span in report.furniture] == ["[Home](/) | [World](/world)"]


def test_a_quoted_title_is_read_with_its_escapes(read_one: ReadOne) -> None:
    report = read_one("a.md", '---\ntitle: "America Is Back \\u2014 Again"\n---\nWashington will send nothing.\n')

    assert report.title == "America Is Back — Again"


def test_a_list_of_short_lines_is_left_as_it_is(read_one: ReadOne) -> None:
    text = "Who gives what\nNorway: two systems\nCanada: CA$1bn\nSweden: joint production\n"

    assert read_one("list.txt", text).text == text
