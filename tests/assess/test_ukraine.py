"""The arrangement that ships, on invented pledges like those that are reported."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pledgebook.assess import assess, assessment_as_dict, load_arrangement, scenario_named
from pledgebook.model import Arrangement, Assessment, Ledgered, Pledge, Standing, Truth

MakePledge = Callable[..., Pledge]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def ukraine() -> Arrangement:
    return load_arrangement("ukraine-guarantees")


@pytest.fixture
def book(make_pledge: MakePledge) -> Ledgered:
    return Ledgered(
        pledges=(
            make_pledge("CAN", "weighing"),
            make_pledge("DEU", "willing", hangs_on={"us_support": "once Washington's part is clear"}, troops=10000),
            make_pledge("FRA", "willing", troops=10000, domains=("land",)),
            make_pledge("GBR", "willing", troops=10000, hangs_on={"ceasefire": "in the event of a ceasefire"}),
            make_pledge("RUS", "opposes"),
            make_pledge("USA", "declined"),
            make_pledge("USA", action="monitor", hangs_on={"ceasefire": "after a truce"}),
        )
    )


def states(assessment: Assessment) -> dict[str, Standing]:
    return {state.pledge: state.state for state in assessment.pledges}


S, F, O = Standing.STANDS, Standing.FALLS, Standing.OPEN  # noqa: E741


@pytest.mark.parametrize(
    ("scenario", "deu", "fra", "gbr", "monitor", "certain", "met"),
    [
        ("no-ceasefire", F, F, F, F, 0, Truth.NO),
        ("ceasefire-without-us", F, S, S, S, 20000, Truth.UNKNOWN),
        ("ceasefire-with-us", O, S, S, S, 20000, Truth.UNKNOWN),
        ("ceasefire-with-us-and-parliaments", S, S, S, S, 30000, Truth.YES),
        ("all-hold", S, S, S, S, 30000, Truth.YES),
        ("as-known", F, F, F, F, 0, Truth.NO),
    ],
)
def test_what_is_left_of_the_land_force_in_each_scenario(
    ukraine: Arrangement,
    book: Ledgered,
    scenario: str,
    deu: Standing,
    fra: Standing,
    gbr: Standing,
    monitor: Standing,
    certain: int,
    met: Truth,
) -> None:
    assessment = assess(ukraine, book, scenario_named(ukraine, scenario))

    found = states(assessment)
    assert found["usa-deploy"] is Standing.FALLS
    assert (found["deu-deploy"], found["fra-deploy"], found["gbr-deploy"], found["usa-monitor"]) == (
        deu,
        fra,
        gbr,
        monitor,
    )
    assert assessment.coverage[0].requirement == "land-force"
    assert assessment.coverage[0].certain == certain
    assert assessment.coverage[0].met is met


def test_the_land_force_and_what_it_needs_is_told_without_any_scenario(ukraine: Arrangement, book: Ledgered) -> None:
    land_force = assess(ukraine, book, scenario_named(ukraine, "as-known")).coverage[0]

    assert land_force.needs.sets == (("ceasefire", "ratification(DEU)", "us_support"),)
    assert land_force.needs.complete


def test_the_answer_is_plain_data_with_the_words_of_the_reports(ukraine: Arrangement, book: Ledgered) -> None:
    assessment = assess(ukraine, book, scenario_named(ukraine, "ceasefire-without-us"))

    plain = json.loads(json.dumps(assessment_as_dict(assessment)))

    assert plain["scenario"]["supposed"] == {"ceasefire": "yes", "us_support": "no"}
    land_force = plain["requirements"][0]
    assert {key: land_force[key] for key in ("name", "needed", "unit", "certain", "possible", "met", "gap")} == {
        "name": "land-force",
        "needed": 25000,
        "unit": "troops",
        "certain": 20000,
        "possible": None,
        "met": None,
        "gap": 5000,
    }
    assert land_force["needs"] == [["ceasefire", "ratification(DEU)", "us_support"]]
    assert land_force["needs_up_to"] is None
    germany = next(pledge for pledge in plain["pledges"] if pledge["id"] == "deu-deploy")
    assert germany["state"] == "falls"
    assert germany["because"][0] == {
        "says": "falls: needs support of the United States for the force, which this scenario supposes does not hold",
        "conditions": ["us_support"],
        "inferred": False,
        "places": [{"report": "r1", "start": 19, "end": 50, "text": "once Washington's part is clear"}],
    }
    assert plain["left_out"] == [{"id": "rus-deploy", "why": "RUS opposes what others do and undertakes nothing by it"}]


def test_every_requirement_and_condition_names_its_source(ukraine: Arrangement) -> None:
    assert all(requirement.source for requirement in ukraine.requirements)
    assert all(condition.source for condition in ukraine.conditions)
    assert all(fact.source for fact in ukraine.facts)


def test_every_example_of_the_manual_is_read(tmp_path: Path) -> None:
    manual = (ROOT / "docs/how-to/write-an-arrangement.md").read_text("utf-8")
    smallest, *pieces = re.findall(r"```toml\n(.*?)```", manual, re.DOTALL)
    more = (
        '[condition.peace_deal]\nkind = "peace_deal"\nsays = "peace"\n'
        '[condition.us_support]\nkind = "us_support"\nsays = "help"\n'
        '[condition.ratification]\nkind = "ratification"\neach = "actor"\nsays = "approval in {actor}"\n'
    )
    (tmp_path / "manual.toml").write_text("\n".join([smallest, more, *pieces]), "utf-8")

    arrangement = load_arrangement(tmp_path / "manual.toml")

    assert [scenario.name for scenario in arrangement.scenarios] == ["truce", "ceasefire-without-us", "in-doubt"]
    assert len(pieces) == 8
