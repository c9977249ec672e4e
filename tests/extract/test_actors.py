"""Who is named in a text. [[marked words]] are the mention that is expected."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgebook.extract.actors import ActorMention, actors
from pledgebook.extract.anaphora import resolve
from pledgebook.extract.gazetteer import gazetteer
from pledgebook.extract.sentences import split_sentences


def _at_mark(marked: str, when: date | None = None) -> list[ActorMention]:
    """The mentions that meet the marked words, after resolving."""
    mark = re.search(r"\[\[(.+?)\]\]", marked)
    assert mark is not None, "mark the words"
    text = marked.replace("[[", "").replace("]]", "")
    found = resolve(actors().find(text, when=when), text, split_sentences(text))
    return [m for m in found if m.span.start < mark.end() - 4 and mark.start() < m.span.end]


@pytest.mark.parametrize(
    ("marked", "kind", "code"),
    [
        ("On Monday [[Canada]] pledged a billion.", "state", "CAN"),
        ("[[The Netherlands]] will send frigates.", "state", "NLD"),
        ("[[Côte d’Ivoire]] joined the force.", "state", "CIV"),
        ("[[BRITAIN]] READY TO SEND JETS", "state", "GBR"),
        ("[[the German government]] offered jets.", "demonym", "DEU"),
        ("Then [[Norway's parliament]] agreed.", "state", "NOR"),
        ("It was [[the Danish defence ministry]] that paid.", "demonym", "DNK"),
        ("[[Ukraine’s Security Service]] struck the bridge.", "state", "UKR"),
        ("There [[the French]] have sent legionnaires.", "people", "FRA"),
        ("Later [[the Poles]] offered tanks.", "people", "POL"),
        ("[[Downing Street]] declined to comment.", "seat", "GBR"),
        ("[[Brussels]] will lend the money.", "capital", "EU"),
        ("The rebels of [[M23]] took the town.", "body", "M23"),
        ("[[Hizbullah]] keeps its arms.", "body", "HEZBOLLAH"),
        ("[[The World Food Programme]] asked for wheat.", "body", "WFP"),
        ("The [[Coalition of the Willing]] met again.", "body", "COW"),
        ("Only [[the Bank of England]] holds it.", "seat", "GBR"),
        ("In [[the West Bank]] it is calm.", "state", "PSE"),
        ("Some [[26 countries]] would deploy.", "group", "GROUP"),
        ("[[Leaders of thirty nations]] met.", "group", "GROUP"),
        ("[[The West]] has not decided.", "group", "GROUP"),
        ("[[the president of France]] spoke.", "state", "FRA"),
        ("[[officials in Berlin]] were silent.", "state", "DEU"),
        ("[[U.S. officials]] confirmed it.", "state", "USA"),
    ],
)
def test_the_words_that_stand_for_an_actor_are_found_whole(marked: str, kind: str, code: str) -> None:
    (mention,) = _at_mark(marked)

    assert (mention.kind, mention.code) == (kind, code)
    assert mention.text.lower() in marked.replace("[[", "").replace("]]", "").lower()


@pytest.mark.parametrize(
    ("marked", "person", "code"),
    [
        ("[[Canadian Prime Minister Mark Carney]] spoke.", "Mark Carney", "CAN"),
        ("[[Prime Minister Mark Carney of Canada]] spoke.", "Mark Carney", "CAN"),
        ("[[John Healey, Britain's defence secretary]], agreed.", "John Healey", "GBR"),
        ("[[Steve Witkoff, the American envoy]], flew in.", "Steve Witkoff", "USA"),
        ("[[Italy's Giorgia Meloni]] refused.", "Giorgia Meloni", "ITA"),
        ("But [[Zelenskiy]] wants more.", "Volodymyr Zelensky", "UKR"),
        ("[[Recep Tayyip Erdoğan]] hosts them.", "Recep Tayyip Erdogan", "TUR"),
        ("[[Moscow's chief diplomat, Sergei Lavrov]], objected.", "Sergei Lavrov", "RUS"),
        ("[[NATO Secretary General Mark Rutte]] agreed.", "Mark Rutte", "NATO"),
        ("[[Kremlin spokesman Dmitry Peskov]] denied it.", "Dmitry Peskov", "RUS"),
        ("[[Trump]] Promises to Defend Qatar, by Executive Order", "Donald Trump", "USA"),
        ("Truce Near, Says [[Starmer]] After Paris Summit", "Keir Starmer", "GBR"),
        ("[[Von der Leyen]] offered a loan.", "Ursula von der Leyen", "EU"),
    ],
)
def test_a_person_speaks_for_the_state_or_body_and_is_one_phrase_with_the_title(
    marked: str, person: str, code: str
) -> None:
    (mention,) = _at_mark(marked, date(2025, 9, 4))

    assert (mention.kind, mention.person, mention.code) == ("person", person, code)


def test_the_office_of_a_person_depends_on_the_day_of_the_report() -> None:
    (then,) = _at_mark("[[Mark Rutte]] offered F-16s.", date(2023, 8, 20))
    (now,) = _at_mark("[[Mark Rutte]] offered F-16s.", date(2025, 8, 20))

    assert (then.code, now.code) == ("NLD", "NATO")


@pytest.mark.parametrize(
    "marked",
    [
        "The [[Minsk]] agreements failed.",
        "He praised the [[Budapest Memorandum]] of 1994.",
        "They fed a [[German shepherd]].",
        "The [[Washington Post]] has a story.",
        "It costs [[US$]]400 million.",
        "The drummer [[Chad Williamson]] played.",
        "They are pro-[[Russian]] forces.",
        "A ship crossed [[the North Sea]].",
        "Voters in Atlanta, [[Georgia]], queued.",
        "The first lady, [[Melania Trump]], wrote a letter.",
        "[[Trump]] Tower Plans Shelved Over Debt",
    ],
)
def test_what_only_looks_like_an_actor_is_left_alone(marked: str) -> None:
    assert [m for m in _at_mark(marked) if m.code] == []


@pytest.mark.parametrize(
    "marked", ["They met in [[Paris]].", "The [[London]] conference raised less.", "[[KYIV]], Aug 24 (AFP) - The"]
)
def test_a_capital_as_a_place_or_in_the_name_of_an_event_is_marked_as_a_place(marked: str) -> None:
    (mention,) = _at_mark(marked)

    assert mention.as_place


def test_the_mere_adjective_does_not_speak_for_the_state() -> None:
    (tanks,) = _at_mark("Kyiv got [[German]] tanks.")
    (talks,) = _at_mark("There [[American]] and Ukrainian negotiators met.")

    assert (tanks.code, tanks.official) == ("DEU", False)
    assert (talks.code, talks.official) == ("USA", True)


@pytest.mark.parametrize(
    ("marked", "codes"),
    [
        ("Poland will pay. But [[it]] will not send troops.", ("POL",)),
        ("Giorgia Meloni met Keir Starmer. [[She]] ruled out troops.", ("ITA",)),
        ("Vladimir Putin called Olaf Scholz. No meeting is planned, [[he]] added.", ("RUS",)),
        ("Germany and Norway will buy two systems. [[They]] will pay in full.", ("DEU", "NOR")),
        ("Sweden and Finland met Turkey. [[Both countries]] lifted the embargo.", ("SWE", "FIN")),
        ("NATO met on Monday. [[The alliance]] will stay.", ("NATO",)),
        ("Norway spoke with Poland. [[The Nordic country]] will pay.", ("NOR",)),
        ("Hungary objects. [[Its foreign minister]] said no.", ("HUN",)),
        ("France waited. [[The government]] has not decided.", ("FRA",)),
        ('"[[We]] will send ships," said Emmanuel Macron.', ("FRA",)),
        ("Mark Carney arrived. Later [[the prime minister]] pledged more.", ("CAN",)),
    ],
)
def test_words_that_point_back_get_the_code_of_whom_they_mean(marked: str, codes: tuple[str, ...]) -> None:
    mention = _at_mark(marked)[0]

    assert sorted(mention.codes) == sorted(codes)
    assert mention.resolved_by


def test_what_points_to_nobody_named_stays_without_a_code() -> None:
    (mention,) = _at_mark("[[It]] rained all day.")

    assert mention.code is None
    assert mention.codes == ()


def test_the_we_of_an_official_text_is_the_body_that_issues_it() -> None:
    text = "We have given every howitzer that we owned."

    found = resolve(actors().find(text), text, split_sentences(text), official_body="EST")

    assert [(m.text, m.code, m.resolved_by) for m in found] == [
        ("We", "EST", "first_person"),
        ("we", "EST", "first_person"),
    ]


def test_the_count_of_a_group_is_told() -> None:
    counts = [
        _at_mark(f"Then [[{words}]] met.")[0].count
        for words in ("two dozen leaders", "thirty-five countries", "26 nations")
    ]

    assert counts == [24, 35, 26]


def test_all_states_of_the_world_and_the_three_beyond_the_list_are_known() -> None:
    codes = {entry.code for entry in gazetteer().entries.values() if len(entry.code) == 3}

    assert {"NRU", "STP", "KIR", "XKX", "TWN", "PSE", "SSD", "TLS"} <= codes
    assert sum(code.isalpha() and code.isupper() for code in codes) >= 195


def test_half_a_character_is_no_obstacle() -> None:
    assert [m.code for m in actors().find("\ud800 Canada \udfff pledged.")] == ["CAN"]


_PIECES = st.sampled_from(
    [
        "Canada",
        "’s ",
        "German ",
        "the ",
        "Prime Minister ",
        "Mark Carney",
        " and ",
        "26 ",
        "countries",
        "\n",
        " ",
        ", ",
        '"',
        "we ",
    ]
)
_MORE_PIECES = st.sampled_from(
    [
        "He ",
        "U.S.",
        "(AFP)",
        "former ",
        "of ",
        "Brussels",
        "NATO",
        "both countries",
        "É",
        "İ",
        "\u0301",
        "🙂",
        "\x00",
        "-",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(_PIECES | _MORE_PIECES, max_size=40).map("".join)))
def test_every_mention_is_verbatim_in_order_and_apart_but_for_two_meant_together_whatever_the_text(text: str) -> None:
    found = resolve(actors().find(text), text, split_sentences(text), outlet_country="GBR")

    assert all(m.span.of(text) == m.text and m.text for m in found)
    assert all(
        one.span.end <= other.span.start or (one.span == other.span and one.codes == other.codes)
        for one, other in pairwise(found)
    )
    assert all(m.span.covers(m.anchor) for m in found)
