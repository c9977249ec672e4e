"""Arrangement files: what is read, and how a wrong one is complained about."""

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.assess import load_arrangement, read_arrangement, shipped_arrangements
from pledgebook.errors import ArrangementError
from pledgebook.model import (
    Action,
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    ConditionKind,
    Counting,
    Domain,
    Estimate,
    Fact,
    Holds,
    Measure,
    Not,
    Presumption,
    Rate,
    Requirement,
    Role,
    Scenario,
    Stance,
    Truth,
    When,
)

WHOLE = """\
name = "haiti-force"
title = "A force for Haiti"
beneficiary = "HTI"
period = { from = "2025-10", to = 2026-10-02 }

[condition.vote]
kind = "ratification"
each = "actor"
says = "approval by the parliament of {actor}"

[condition.funds]
kind = "other"
says = "money for the force"
words = ["Money", "funding"]
triggers = false
source = "a note"

[condition.strike]
kind = "attack"
parties = ["USA", "HTI"]
says = "a strike"

[condition.ready]
kind = "other"
says = "readiness"
all = ["funds", { not = "strike" }, { at_least = 1, of = ["vote(KEN)", { any = ["funds"] }] }]

[requirement.police]
title = "Police officers"
measure = "troops"
needed = 5500
actions = ["deploy"]
targets = ["HTI"]
domains = ["land"]
actors = ["KEN", "USA"]
stances = ["committed", "done"]
words = ["Police"]
unstated = { low = 0, high = 600.5, source = "a plan" }
source = "a resolution"

[[presumption]]
actions = ["deploy"]
hangs_on = ["ready", "vote"]
actors = ["KEN"]
says = "the force waits"

[[fact]]
condition = "strike(HTI, USA)"
truth = true
since = "2025-12"

[[fact]]
condition = "funds"
truth = "unknown"

[scenario.paid]
title = "Money comes"
suppose = { funds = "yes", "vote(KEN)" = false }

[rate]
source = "a bank"
USD = 0.8615
"""


def test_a_whole_file_is_read_into_an_arrangement() -> None:
    arrangement = read_arrangement(WHOLE.replace('"strike(HTI, USA)"', '"attack(HTI, USA)"'), "haiti.toml")

    assert (arrangement.name, arrangement.beneficiary, arrangement.adversary) == ("haiti-force", "HTI", None)
    assert (arrangement.start, arrangement.end) == (When("2025-10"), When("2026-10-02"))
    ready = AllOf((Holds("funds"), Not(Holds("strike")), AtLeast(1, (Holds("vote(KEN)"), AnyOf((Holds("funds"),))))))
    assert arrangement.conditions == (
        Condition("vote", ConditionKind.RATIFICATION, "approval by the parliament of {actor}", each_actor=True),
        Condition("funds", ConditionKind.OTHER, "money for the force", words=("money", "funding"), source="a note"),
        Condition("strike", ConditionKind.ATTACK, "a strike", ("USA", "HTI"), Role.TRIGGERS),
        Condition("ready", ConditionKind.OTHER, "readiness", holds_when=ready),
    )
    counts = Counting(
        (Action.DEPLOY,),
        ("HTI",),
        (Domain.LAND,),
        ("KEN", "USA"),
        (Stance.COMMITTED, Stance.DONE),
        ("police",),
    )
    estimate = Estimate(Decimal(0), Decimal("600.5"), "a plan")
    assert arrangement.requirements == (
        Requirement(
            "police", "Police officers", Measure.TROOPS, Decimal(5500), "troops", counts, estimate, "a resolution"
        ),
    )
    assert arrangement.presumptions == (
        Presumption((Action.DEPLOY,), AllOf((Holds("ready"), Holds("vote"))), "the force waits", ("KEN",)),
    )
    assert arrangement.facts == (
        Fact("funds", Truth.UNKNOWN),
        Fact("strike", Truth.YES, When("2025-12")),
    )
    assert arrangement.scenarios == (Scenario("paid", (("funds", Truth.YES), ("vote(KEN)", Truth.NO)), "Money comes"),)
    assert (arrangement.rates, arrangement.rates_source) == ((Rate("USD", Decimal("0.8615")),), "a bank")


GOOD = """\
title = "T"
beneficiary = "UKR"

[condition.ceasefire]
kind = "ceasefire"
says = "a cease-fire"

[condition.ratification]
kind = "ratification"
each = "actor"
says = "approval in {actor}"

[requirement.force]
title = "A force"
measure = "troops"
needed = 25000
actions = ["deploy"]
"""


def wrong(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        (wrong('title = "T"', 'tilte = "T"'), 1, "unknown key 'tilte'; did you mean 'title'?"),
        (wrong('title = "T"\n', ""), None, "missing 'title': expected some text"),
        (wrong("needed =", "needs ="), 16, "unknown key 'needs'; did you mean 'needed'?"),
        (GOOD + "needs = 4\n", 18, "unknown key 'needs'; did you mean 'needed'?"),
        (wrong('kind = "ceasefire"\n', 'kind = "ceasefire"\nparty = "RUS"\n'), 6, "unknown key 'party'"),
        ("colour = 'red'\n" + GOOD, 1, "unknown key 'colour'"),
        (wrong('kind = "ceasefire"', 'kind = "ceasfire"'), 5, "unknown kind 'ceasfire'; did you mean 'ceasefire'?"),
        (wrong('measure = "troops"', 'measure = "soldiers"'), 15, "unknown measure 'soldiers'; known here: troops"),
        (wrong('["deploy"]', '["deploi"]'), 17, "unknown actions 'deploi'; did you mean 'deploy'?"),
        (wrong('beneficiary = "UKR"', 'beneficiary = "Ukraine"'), 2, "Ukraine is written 'UKR'"),
        (wrong('beneficiary = "UKR"', 'beneficiary = "UKX"'), 2, "unknown actor 'UKX'"),
        (GOOD + 'actors = ["DEU",\n  "GER"]\n', 19, "unknown actor 'GER'"),
        (wrong("needed = 25000", "needed = 0"), 16, "a threshold of nothing is always met"),
        (wrong("needed = 25000", 'needed = "many"'), 16, "'many' for 'needed': expected a number"),
        (wrong("needed = 25000\n", ""), 13, "missing 'needed'"),
        (wrong("needed = 25000", "needed = inf"), 16, "expected a number"),
        (wrong('actions = ["deploy"]\n', ""), 13, "missing 'actions': expected which pledges count"),
        (
            GOOD + 'unstated = { low = 9, high = 5, source = "s" }\n',
            18,
            "contradictory thresholds: low = 9, high = 5; expected 0 <= low <= high",
        ),
        (GOOD + 'unstated = { low = 9, source = "s" }\n', 18, "a low and a high end"),
        (wrong('measure = "troops"', 'measure = "presence"'), 15, "name the domains"),
        (
            wrong('measure = "troops"\nneeded = 25000', 'measure = "presence"\ndomains = ["land", "air"]\nneeded = 3'),
            17,
            "needed = 3 contradicts the 2 domains that can count",
        ),
        (
            wrong('measure = "troops"\nneeded = 25000', 'measure = "participation"\nactors = ["USA"]\nneeded = 2'),
            17,
            "needed = 2 contradicts the 1 actors that can count",
        ),
        (wrong('measure = "troops"', 'measure = "systems"'), 13, "missing 'unit'"),
        (GOOD + 'period = { from = "2026", to = "2025" }\n', 18, "unknown key 'period'"),
        ('period = { from = "2026", to = "2025" }\n' + GOOD, 1, "the period ends (2025) before it begins (2026)"),
        ('period = { from = "26/1/6" }\n' + GOOD, 1, "cannot read '26/1/6' as a date"),
        (GOOD + '[scenario.a]\nsuppose = { truce = "yes" }\n', 19, "unknown condition 'truce'; known here: ceasefire"),
        (GOOD + "[scenario.a.suppose]\nceasefire = 'yes'\nratification = 'maybe'\n", 20, "expected yes, no or unknown"),
        (GOOD + "[scenario.A]\n", 18, "'A' is no short name"),
        (GOOD + '[[fact]]\ncondition = "ceasefire"\n', 18, "expected yes, no or unknown"),
        (
            GOOD
            + '[[fact]]\ncondition = "ceasefire"\ntruth = "no"\n[[fact]]\ncondition = "ceasefire"\ntruth = "yes"\n',
            23,
            "'ceasefire' is both no and yes on one day",
        ),
        (GOOD + '[[fact]]\ncondition = "peace"\ntruth = "no"\n', 19, "unknown condition 'peace'"),
        (wrong('says = "a cease-fire"', 'says = "x"\nany = ["war"]'), 7, "unknown condition 'war'"),
        (wrong('says = "a cease-fire"', 'says = "x"\nany = []'), 7, "expected a list of conditions"),
        (wrong('says = "a cease-fire"', 'says = "x"\nany = [{ some = "a" }]'), 7, "exactly one of all, any, not"),
        (wrong('says = "a cease-fire"', 'says = "x"\nany = ["ratification"]'), 7, "name the actor"),
        (wrong('says = "a cease-fire"', 'says = "x"\nany = ["a"]\nnot = "b"'), 8, "follows from one tree only"),
        (
            wrong('says = "a cease-fire"', 'says = "x"\nat_least = 3\nof = ["ratification(DEU)", "ratification(ESP)"]'),
            7,
            "at_least = 3 contradicts its list: expected a whole number from 1 to 2",
        ),
        (wrong('says = "a cease-fire"', 'says = "x"\nnot = "ceasefire"'), 4, "in a circle: ceasefire -> ceasefire"),
        (
            wrong('says = "a cease-fire"', 'says = "x"\nnot = "b"')
            + '[condition.b]\nkind = "other"\nsays = "b"\nall = ["ceasefire"]\n',
            4,
            "in a circle: ceasefire -> b -> ceasefire",
        ),
        (
            wrong('says = "a cease-fire"', 'says = "x"\nnot = "ratification(DEU)"')
            + "[scenario.a]\nsuppose = { ceasefire = true }\n",
            20,
            "'ceasefire' follows from other conditions: suppose those instead",
        ),
        (wrong("approval in {actor}", "approval"), 11, "says must name {actor}"),
        (wrong('each = "actor"', 'each = "state"'), 10, "expected 'actor'"),
        (
            wrong('each = "actor"', 'enough = 3\nactions = ["deploy"]'),
            None,
            "enough belongs to a condition of kind others_join",
        ),
        (GOOD + '[[presumption]]\nactions = ["deploy"]\nsays = "s"\n', 18, "missing 'hangs_on'"),
        (GOOD + '[[presumption]]\nactions = ["deploy"]\nsays = "s"\nhangs_on = 3\n', 21, "a tree of conditions"),
        (GOOD + '[rate]\nsource = "s"\nusd = 0.9\n', 20, "'usd': expected an ISO 4217 currency"),
        (GOOD + '[rate]\nsource = "s"\nUSD = -1\n', 20, "'USD': expected an ISO 4217 currency"),
        (GOOD + "needed = 3\n[requirement.force]\n", None, "this is not TOML"),
        ("title = 'T\n", 1, "this is not TOML"),
        (GOOD.split("[requirement")[0], None, "at least one requirement"),
        (wrong("[requirement.force]", "[requirement]"), 14, "expected a table"),
        (wrong("[condition.ceasefire]", "[[condition]]"), 4, "expected a table"),
    ],
)
def test_a_wrong_file_is_named_with_its_line_and_what_was_expected(text: str, line: int | None, complaint: str) -> None:
    with pytest.raises(ArrangementError) as caught:
        read_arrangement(text, "mine.toml")

    assert complaint in str(caught.value)
    assert "; for example: " in str(caught.value)
    if line is not None:
        assert str(caught.value).startswith(f"mine.toml:{line}: ")


def test_a_complaint_gives_an_example_of_what_is_right() -> None:
    with pytest.raises(ArrangementError) as caught:
        read_arrangement(wrong('beneficiary = "UKR"', 'beneficiary = "Germany"'), "mine.toml")

    assert str(caught.value) == (
        "mine.toml:2: unknown actor 'Germany': expected an ISO 3166 alpha-3 or body code; "
        "Germany is written 'DEU'; for example: \"DEU\""
    )


def test_a_file_goes_before_a_shipped_arrangement_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ukraine-guarantees").write_text(GOOD, "utf-8")
    monkeypatch.chdir(tmp_path)

    assert load_arrangement("ukraine-guarantees").title == "T"


def test_a_file_without_a_name_of_its_own_goes_by_its_file_name(tmp_path: Path) -> None:
    (tmp_path / "small-force.toml").write_text(GOOD, "utf-8")

    assert load_arrangement(tmp_path / "small-force.toml").name == "small-force"


@pytest.mark.parametrize(
    ("content", "complaint"), [(b"\xff\xfe\x00t", "expected UTF-8 text"), (None, "no such file, and no arrangement")]
)
def test_what_is_no_file_or_no_text_is_said_to_be_none(tmp_path: Path, content: bytes | None, complaint: str) -> None:
    if content is not None:
        (tmp_path / "x.toml").write_bytes(content)

    with pytest.raises(ArrangementError, match=complaint):
        load_arrangement(tmp_path / "x.toml")


def test_a_misspelt_shipped_name_is_put_right() -> None:
    with pytest.raises(ArrangementError, match="did you mean 'ukraine-guarantees'"):
        load_arrangement("ukrain-guarantees")


@pytest.mark.parametrize("name", shipped_arrangements())
def test_every_shipped_arrangement_is_readable_and_goes_by_its_file_name(name: str) -> None:
    assert load_arrangement(name).name == name


@pytest.mark.parametrize("piece", [".", "a.", " . ", '"', "'", "[", "a ", "=", "a.b ", "("])
def test_a_long_line_of_one_thing_is_no_occupation(piece: str) -> None:
    with pytest.raises(ArrangementError, match="this is not TOML"):
        read_arrangement(piece * 5000, "any.toml")


@given(st.text(max_size=200))
def test_any_text_at_all_is_read_or_complained_about_as_an_arrangement(text: str) -> None:
    with pytest.raises(ArrangementError):
        read_arrangement(text, "any.toml")


@given(st.integers(0, len(WHOLE)), st.integers(1, 30), st.sampled_from(["", "[", '"', "= ", "[x]\n", "{", "7\n"]))
def test_a_damaged_file_is_read_or_complained_about_and_never_breaks_the_reader(
    start: int, length: int, instead: str
) -> None:
    with suppress(ArrangementError):
        read_arrangement(WHOLE[:start] + instead + WHOLE[start + length :], "damaged.toml")


def test_unit_values_and_definitions_are_read_and_wrong_ones_named() -> None:
    text = (
        GOOD + '[unit_value."Patriot systems"]\nlow = 7\nhigh = 9\nsource = "s"\n[definition]\ncommitted = "promised"\n'
    )

    read = read_arrangement(text, "mine.toml")

    assert [(one.unit, one.low, one.high) for one in read.unit_values] == [("Patriot systems", Decimal(7), Decimal(9))]
    assert [(one.word, one.means) for one in read.definitions] == [("committed", "promised")]
    with pytest.raises(ArrangementError, match="contradictory thresholds: low = 9, high = 7"):
        read_arrangement(text.replace("low = 7\nhigh = 9", "low = 9\nhigh = 7"), "mine.toml")
