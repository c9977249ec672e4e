"""The arrangements that ship, and the file that a new one begins with."""

from pathlib import Path

import pytest

from pledgebook.assess import assess, load_arrangement, read_arrangement, shipped_arrangements, write_new_arrangement
from pledgebook.assess.new_file import new_arrangement
from pledgebook.errors import ArrangementError
from pledgebook.model import Ledgered


def test_four_arrangements_ship() -> None:
    assert shipped_arrangements() == ("climate-finance", "gaza-isf", "haiti-gsf", "ukraine-guarantees")


@pytest.mark.parametrize("name", shipped_arrangements())
def test_everything_that_a_shipped_arrangement_says_has_a_source(name: str) -> None:
    shipped = load_arrangement(name)

    assert [one.name for one in shipped.requirements if not one.source] == []
    assert [one.id for one in shipped.conditions if not one.source] == []
    assert [one.condition for one in shipped.facts if not one.source] == []
    assert [one.says for one in shipped.presumptions if not one.source] == []
    assert shipped.rates_source
    told = [one.source for one in shipped.requirements] + [one.source for one in shipped.conditions]
    told += [one.source for one in shipped.facts] + [one.source for one in shipped.unit_values]
    assert [source for source in told if "general knowledge" in source] == []


@pytest.mark.parametrize("name", shipped_arrangements())
def test_every_scenario_of_a_shipped_arrangement_can_be_assessed(name: str) -> None:
    shipped = load_arrangement(name)

    for scenario in shipped.scenarios:
        found = assess(shipped, Ledgered(), scenario)
        assert [one.requirement for one in found.coverage][: len(shipped.requirements)] == [
            one.name for one in shipped.requirements
        ]
        assert all(one.certain == 0 for one in found.coverage)


def test_every_option_that_was_told_of_for_ukraine_is_a_requirement_or_a_group() -> None:
    shipped = load_arrangement("ukraine-guarantees")

    assert {
        *("land-force", "naval-force", "air-force", "reassurance-force", "tripwire-force", "observers", "us-backstop"),
        *("monitoring", "long-term-arms", "sanctions-pressure", "collective-defence", "eu-mutual-assistance"),
        *("eu-accession", "nato-accession", "air-shield", "hubs", "command-levels", "arms-and-training-only"),
    } <= {*(one.name for one in shipped.requirements), *(one.name for one in shipped.groups)}
    assert shipped.options[:3] == ("reassurance-force", "tripwire-force", "observers")


@pytest.mark.parametrize("adversary", ["RUS", None])
def test_a_new_file_can_be_read_as_it_stands(adversary: str | None) -> None:
    made = read_arrangement(new_arrangement("my-force", "UKR", adversary), "my-force.toml")

    assert (made.name, made.beneficiary, made.adversary) == ("my-force", "UKR", adversary)
    assert made.options == ("force", "observers", "money", "both")


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("precious", "utf-8")

    with pytest.raises(ArrangementError, match="there is such a file already, and it is not overwritten"):
        write_new_arrangement(path, "UKR", None)

    assert path.read_text("utf-8") == "precious"


def test_a_new_file_has_a_short_name_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ArrangementError, match="'My Force' is no short name"):
        write_new_arrangement(tmp_path / "My Force.toml", "UKR", None)
    with pytest.raises(ArrangementError, match="cannot be written: No such file"):
        write_new_arrangement(tmp_path / "nowhere" / "mine.toml", "UKR", None)


def test_an_option_that_is_no_requirement_is_refused_with_its_line() -> None:
    text = 'options = ["force", "fleet"]\n' + new_arrangement("mine", "UKR", None)

    with pytest.raises(ArrangementError, match=r"mine.toml:1: unknown option 'fleet'.*for example: options ="):
        read_arrangement(text, "mine.toml")


def test_a_misspelt_key_is_answered_with_the_right_one_as_it_is_written() -> None:
    text = new_arrangement("mine", "UKR", None).replace("needed = 5000", "nedeed = 5000")

    with pytest.raises(ArrangementError) as caught:
        read_arrangement(text, "mine.toml")

    line = text[: text.index("nedeed")].count("\n") + 1
    told = f"mine.toml:{line}: unknown key 'nedeed'; did you mean 'needed'?; for example: needed = 25000"
    assert str(caught.value) == told
