"""Site furniture: marked lines stand in [[double brackets]], one pair for each place."""

import re
import time

import pytest

from pledgebook.ingest import mark_furniture

STORY = "Norway will, together with Germany, pay for two Patriot air defence systems for Ukraine."


def marked(text: str) -> str:
    """The text with what is marked in double brackets."""
    out, at = [], 0
    for span in mark_furniture(text):
        out += [text[at : span.start], "[[", span.of(text), "]]"]
        at = span.end
    return "".join([*out, text[at:]])


def check(expected: str) -> None:
    assert marked(re.sub(r"\[\[(?!Market)|\]\]", "", expected)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Skip to content",
        "Close Search Window",
        "Home | World | Culture and Arts | Weather",
        "Home > World > Europe",
        "Visited 3 times, 1 visit(s) today",
        "4 min read",
        "Facebook Twitter WhatsApp Email",
        "Share this article",
        "Follow us on Telegram and Facebook",
        "[Facebook](https://facebook.com/x) [X](https://x.com/x)",
        "https://kurier.example/world/norway-pays",
        "Sign up for our newsletter",
        "Get the morning briefing delivered to your inbox.",
        "Enter your email address to continue",
        "We use cookies to improve your experience.",
        "Accept all cookies",
        "Read also: Ten soups for autumn",
        "Also read: The harbour that froze",
        "Related: Finland weighs its answer",
        "RELATED STORIES",
        "▶ Read more",
        "Most read: Ferry timetable changes | Five plum recipes",
        "Photo: Mari Holm / Nordlys",
        "FILE PHOTO: Ukraine's president walks in Kyiv, January 5, 2025. REUTERS/Ann Smith/File Photo",
        "FILE - Soldiers stand in a square in Oslo, Aug. 24, 2025. (AP Photo/Ann Smith, File)",
        "The two leaders shake hands in Kyiv on Sunday (Photo by Ann Smith/Getty Images)",
        "Image source, Getty Images",
        "Getty Images",
        "[email protected]",
        "[email\u00a0protected]",
        "Reporter: Kim Min-ji minji@kurier.example",
        "By Ann Smith and Per Holm",
        "By our correspondent in Oslo",
        "Written by 10:05 AM Europe",
        "(Reporting by Ann Smith in Oslo; Editing by Per Holm)",
        "(NTB)",
        "Media contact: press office, telephone 22 00 00 00",
        "© 2025 Kurier. All rights reserved.",
        "Copyright Kurier. Unauthorized reproduction prohibited.",
        "Advertisement",
        "Article continues below this advertisement",
        "WIN a weekend in Bergen",
        "Tags: Norway, Patriot, Ukraine",
        "#Norway #Ukraine #airdefence",
        "Comments (14)",
        "What do you think? Text GUNS to our hotline.",
        "All times are local. This page is no longer updated.",
        "Refresh for updates",
        "Turn to page 14 for our guide to the fjords.",
        "PLUS: How to dry your boots - Page 9",
        "Listen to the full bulletin in the app.",
        "Subscribers can read the table of all deliveries.",
        "Translated automatically from Norwegian.",
        "Reuters",
    ],
)
def test_a_line_of_furniture_is_marked_and_the_story_around_it_is_not(line: str) -> None:
    assert marked(f"{STORY}\n\n{line}\n\n{STORY}") == f"{STORY}\n\n[[{line}]]\n\n{STORY}"


@pytest.mark.parametrize(
    "line",
    [
        "Norway sends two systems",
        "Sign of unity: 26 countries ready to send troops",
        "- NATO members such as Canada have mentioned troops.",
        "◇ The West pledges support",
        "Canada to Provide Weapons Worth CA$1 Billion",
        "Follow US lead on sanctions, Merz urges Europe",
        "Support US plan, Rome tells partners",
        "By 2030 Norway will have delivered all systems",
        "By Friday Berlin will decide on the missiles.",
        "Photo opportunities aside, Paris promised 2,000 soldiers.",
        "The picture: Norway pays, Germany trains, Italy waits.",
        "By continuing to buy Russian oil, India finances the war, Trump said.",
        "Full or partial withdrawal would be backed by Paris.",
        "The related agreement on drones was signed in Kyiv.",
        "| Norway | 2 systems | 7bn kroner |",
        "Norway | 2 systems | 7bn kroner",
        "09:50 Norway says it will pay for two systems.",
        "KYIV, Aug 24 (Reuters) - Canada will not rule out sending troops.",
        "Read in full, the statement commits nobody to anything.",
        "The latest package includes two systems, the ministry said.",
        "Watch out for Rome, which has not decided, diplomats said.",
        "Sources: Germany to send Taurus missiles by spring under secret deal with Kyiv",
    ],
)
def test_a_line_of_the_story_is_left_alone(line: str) -> None:
    text = f"{line}\n\n{STORY}\n\n{line}\n{STORY}"

    assert marked(text) == text


def test_a_sentence_of_furniture_inside_a_paragraph_is_marked_alone() -> None:
    check(f"{STORY} [[See also: our dossier on air defence. ]]Sweden will follow.")
    check(f"{STORY} [[Turn to page 14 for our guide.]]")
    check(f"10:20 {STORY} [[Send us your questions below.]]")


def test_a_picture_credit_inside_a_paragraph_is_marked_alone() -> None:
    check(f"{STORY} {STORY} {STORY} [[(Photo: Mari Holm)]] The king was there.")


def test_the_headlines_under_read_also_belong_to_it() -> None:
    check(
        f"{STORY}\n\n[[Read also:\n- Canada to send 500 soldiers to Latvia\n\n"
        f"- Will France pay for it?\nTen soups]]\n\n{STORY}"
    )


def test_the_headlines_under_latest_at_the_end_belong_to_it() -> None:
    check(f"{STORY}\n\n[[Read also:\n\nLatest\nParis sends 2,000 troops to Odesa\nItaly refuses again]]\n")


def test_a_heading_right_above_its_paragraph_ends_the_list() -> None:
    check(f"{STORY}\n\n[[Related stories\n\nTen soups for autumn]]\n\nWhat Berlin says\n{STORY}")


def test_at_the_head_of_a_page_the_headline_under_a_menu_is_kept() -> None:
    check(f"[[Skip to content\nLatest]]\nNorway sends two systems\n\n{STORY}")


def test_a_cue_with_its_headline_on_the_same_line_takes_no_more_lines() -> None:
    check(f"{STORY}\n[[Read also: Ten soups]]\nBerlin decides tomorrow\n{STORY}")


def test_a_markdown_image_is_marked_with_the_brackets_in_its_caption() -> None:
    text = f"{STORY}![[Market] Bitcoin falls below $71,000](https://media.example/p.webp?w=250) {STORY}"

    (span,) = mark_furniture(text)

    assert span.of(text) == "![[Market] Bitcoin falls below $71,000](https://media.example/p.webp?w=250)"


def test_the_caption_above_a_credit_is_marked_with_it() -> None:
    check(f"{STORY}\n\n[[Ukraine's president and Norway's prime minister in Kyiv on Monday\nGetty Images]]\n\n{STORY}")


def test_a_paragraph_of_many_sentences_is_story_whatever_it_begins_with() -> None:
    text = f"Related: {STORY} {STORY} {STORY}"

    assert mark_furniture(text) == ()


def test_positions_hold_for_letters_whose_lower_case_is_longer() -> None:
    check(f"İstanbul: {STORY}\n[[Read also: İzmir waits]]\n{STORY}")


def test_a_line_that_carries_on_a_broken_paragraph_is_story_whatever_stands_on_it() -> None:
    text = "Norway will pay for two systems, and Oslo will\nshare\nthe cost with Berlin for the first\ntime"

    assert mark_furniture(text) == ()


def test_an_email_address_in_lower_case_under_a_line_of_the_story_is_marked() -> None:
    check(f"{STORY}\n[[desk@kurier.example]]")


def test_an_empty_text_has_no_furniture() -> None:
    assert mark_furniture("") == ()
    assert mark_furniture("\n \n") == ()


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![",
        "![](",
        "\n",
        " \n",
        "*",
        ". ",
        '."',
        "x",
        "a.",
        "(photo: ",
        "a@b ",
        "[a](b) ",
        "Read also:\n",
        "ab cd\n",
        "A\nGetty Images\n\n",
    ],
)
def test_a_megabyte_of_anything_takes_moments(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    mark_furniture("warm")
    began = time.process_time()

    mark_furniture(text)

    # Ten times what it takes; what grows with the square of the length would take hours.
    assert time.process_time() - began < 20
