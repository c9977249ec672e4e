"""An explanation in words: what stands in the terminal, on the page and in JSON says the same, and no report can bend it."""

import base64
import hashlib
import json
import re
from io import StringIO

import pytest
from rich.console import Console

from pledgebook.model import Action, Claim, ConditionKind, Mention, Party, Report, Span, Stance, StatedCondition, When
from pledgebook.model.explanation import (
    AskedAbout,
    Choice,
    ExplainedClaim,
    ExplainedSentence,
    Explanation,
    Fate,
    FoundThere,
    Named,
    Outcome,
    Possible,
)
from pledgebook.publish.explained import explanation_view
from pledgebook.publish.explained_page import explained_page, explanation_record
from pledgebook.publish.explained_text import explained

FIRST = "Norway will send ships to Ukraine once a truce holds."
TEXT = f"{FIRST} Canada was not there. <script>alert(1)</script>\x1b[31m"
REPORT = Report("r1", TEXT, title="A <b>title</b>", outlet="Nordlys", published=When("2025-09-05"))


def mention(words: str) -> Mention:
    start = TEXT.index(words)
    return Mention(words, Span(start, start + len(words)))


def possible(outcome: Outcome, chance: float, action: Action = Action.DEPLOY, **more: object) -> Possible:
    fields = {"small": 0.3, "large": 0.9, **more}
    return Possible("NOR", "Norway", Stance.COMMITTED, action, chance, outcome=outcome, **fields)  # type: ignore[arg-type]


def explanation() -> Explanation:
    truce = mention("once a truce holds")
    claim = Claim(
        "r1",
        mention(FIRST),
        Party("NOR", "Norway", Span(0, 6)),
        Stance.COMMITTED,
        Action.DEPLOY,
        target=Party("UKR", "Ukraine", mention("Ukraine").span),
        conditions=(StatedCondition(ConditionKind.CEASEFIRE, truce.text, truce.span),),
        stance_cue=mention("will"),
    )
    choices = (
        Choice("target", "UKR", 3.03, "USA", 0.55, (("near", 0.8),), mention("Ukraine")),
        Choice("speaker", "", 2.0, "Støre", -1.0, (("none", 0.7),)),
    )
    read = possible(Outcome.CLAIM, 0.71)
    first = ExplainedSentence(
        1,
        mention(FIRST),
        "body",
        Fate.LOOKED_AT,
        gate=0.99,
        asked=(AskedAbout("NOR", (Named(mention("Norway"), "state", "name"),)),),
        possible=(
            read,
            possible(Outcome.REPEATED, 0.6, Action.FUND, instead=2),
            possible(Outcome.TOO_SMALL, 0.14, Action.ARM),
            possible(Outcome.TOO_SMALL, 0.03, Action.TRAIN),
        ),
        conditions=(FoundThere(truce, ConditionKind.CEASEFIRE, "rows", "once", 0.91, "rows"),),
        claims=(ExplainedClaim(claim, read, choices),),
    )
    second = ExplainedSentence(2, mention("Canada was not there."), "body", Fate.GATED, gate=0.2)
    third = ExplainedSentence(None, mention("<script>alert(1)</script>\x1b[31m"), "", Fate.FURNITURE)
    return Explanation("r1", "reader 1", 0.17, 0.38, 0.03, None, ("UKR",), (first, second, third))


def printed(*, everything: bool) -> str:
    out = StringIO()
    view = explanation_view(explanation(), REPORT)
    Console(file=out, width=100, color_system=None).print(explained(view, everything=everything))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def page() -> str:
    return explained_page(explanation_view(explanation(), REPORT), "Made by a test.")


def test_the_terminal_shows_claims_and_near_misses_first() -> None:
    assert printed(everything=False) == "\n".join(
        [
            "A <b>title</b>  Nordlys, 5 September 2025",
            "1 claim from 2 sentences: 1 looked at closely, 1 stopped at the gate.",
            "1 piece of page furniture left out.",
            "Kept from a chance of 0.17; a sentence passes the gate from 0.38. Read by reader 1.",
            "Mostly about Ukraine.",
            "",
            "  1 Norway will send ships to Ukraine once a truce holds.",
            "    ● Norway committed deploy → Ukraine  0.71  (the encoder 0.90, the small one 0.30)",
            "      who      Norway: “Norway”, its name",
            "      words    “will”, to which the grammar ties it",
            "      target   Ukraine, “Ukraine” (3.0 against 0.6 for United States)",
            "      if       a cease-fire (ceasefire): “once a truce holds”, opened by “once” (the encoder takes",
            "               it for one: 0.91)",
            "    ○ Norway committed fund  0.60, said more clearly in sentence 2",
            "    ○ Norway committed arm  0.14, below 0.17 (the encoder 0.90, the small one 0.30)",
            "",
            "1 sentence without a claim or a near miss; --all shows them too",
        ]
    )


@pytest.mark.parametrize(
    "words",
    [
        "the gate gives 0.20, below 0.38: not read",
        "asked about Norway: “Norway”, its name",
        "speaker  none (2.0 against -1.0 for Støre)",
        "for it: near +0.8",
        "train  0.03, below 0.17",
        "page furniture, not read",
    ],
)
def test_all_shows_every_sentence_and_what_spoke_for_each_field(words: str) -> None:
    assert words in printed(everything=True)
    assert words not in printed(everything=False)


def test_no_report_can_move_the_cursor_or_change_the_colours() -> None:
    assert "\x1b" not in printed(everything=True)


def test_the_page_says_what_the_terminal_says() -> None:
    words = " ".join(re.sub(r"<[^>]+>", " ", page().partition("<main")[2]).split())

    for told in (
        "3.0 against 0.6 for United States",
        "said more clearly in sentence 2",
        "opened by “once”",
        "the gate gives 0.20, below 0.38: not read",
        "0.14 , below 0.17",
    ):
        assert told in words


def test_the_page_loads_nothing_runs_nothing_and_lets_only_its_own_style_through() -> None:
    shown = page()
    style = shown.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"default-src 'none'; style-src 'sha256-{digest}';" in shown
    assert re.findall(r"(?:src|href)=\"(?!#)|style=|<script|@import|url\(", shown) == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "A &lt;b&gt;title&lt;/b&gt;" in shown


def test_json_holds_all_of_it_under_names_that_stay() -> None:
    found = json.loads(json.dumps(explanation_record(explanation())))

    assert list(found) == ["report", "extractor", "threshold", "gate", "quiet", "issuer", "about", "sentences"]
    first, second, third = found["sentences"]
    assert list(first) == [
        *("number", "words", "section", "fate", "gate", "leans", "asked", "untied", "possible", "conditions", "claims")
    ]
    assert (second["fate"], third["fate"], third["number"]) == ("gated", "furniture", None)
    assert first["possible"][2] == {
        "actor": "NOR",
        "words": "Norway",
        "stance": "committed",
        "action": "arm",
        "chance": 0.14,
        "small": 0.3,
        "large": 0.9,
        "outcome": "too_small",
        "instead": None,
        "read_as": None,
    }
    assert first["claims"][0]["claim"]["target"] == "UKR"
    assert [choice["field"] for choice in first["claims"][0]["choices"]] == ["target", "speaker"]
