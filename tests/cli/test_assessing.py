"""What ``assess`` prints beside its tables, and ``arrangement check``."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

Run = Callable[..., tuple[int, str, str]]

SMALL = """\
title = "A small force"
beneficiary = "UKR"

[condition.ceasefire]
kind = "ceasefire"
says = "a cease-fire"

[requirement.force]
title = "A force"
measure = "troops"
needed = 100
actions = ["deploy"]

[scenario.even]
chances = { ceasefire = 0.5 }
"""


def test_the_one_object_holds_what_a_program_asks_for(filled: Run) -> None:
    code, out, _ = filled("assess", "ukraine-guarantees", "--suppose", "ceasefire=0.4", "--json")

    told = json.loads(out)
    assert code == 0
    assert told["scenario"]["chances"] == {"ceasefire": [0.4, 0.4]}
    for requirement in told["requirements"]:
        assert {"name", "needed", "unit", "certain", "possible", "met", "gap", "needs", "blockers"} <= set(requirement)
        assert set(requirement["chance"]) == {"low", "high", "exact"}
        assert 0 <= requirement["chance"]["low"] <= requirement["chance"]["high"] <= 1
        for weight in requirement["weights"]:
            assert set(weight) == {"condition", "birnbaum", "fussell_vesely"}
    assert all({"id", "actor", "action", "state", "because"} <= set(pledge) for pledge in told["pledges"])


def test_fault_trees_are_printed_as_xml(filled: Run) -> None:
    code, out, _ = filled("assess", "ukraine-guarantees", "--open-psa")

    assert code == 0
    assert ElementTree.fromstring(out.encode()).tag == "opsa-mef"


def test_two_forms_at_once_are_refused(run: Run) -> None:
    code, _, err = run("assess", "ukraine-guarantees", "--open-psa", "--json")

    assert code == 2
    assert "give one of them" in err


def test_a_scenario_of_the_file_may_give_chances(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL, "utf-8")

    code, out, _ = filled("assess", "small.toml", "--scenario", "even", "--json")

    assert code == 0
    assert json.loads(out)["scenario"] == {
        "name": "even",
        "title": "",
        "supposed": {},
        "chances": {"ceasefire": [0.5, 0.5]},
    }


def test_a_sound_arrangement_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL, "utf-8")

    code, out, _ = run("arrangement", "check", "small.toml")

    assert code == 0
    assert out == (
        "small can be read: A small force; 1 condition, 0 facts, 0 presumptions, 1 requirement, 0 groups, 1 scenario\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("needed = 100", "need = 100", "error: small.toml:11: unknown key 'need'; did you mean 'needed'?"),
        ('"UKR"', '"UKRAINE"', "error: small.toml:2: unknown actor 'UKRAINE'"),
        ('says = "a', 'any = ["ceasefire"]\nsays = "a', "error: small.toml:4: conditions follow from one another in a"),
        ("needed = 100", "needed = -1", "error: small.toml:11: needed = -1: a threshold of nothing is always met"),
    ],
)
def test_a_wrong_arrangement_is_told_in_one_line_with_its_place(
    run: Run, tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    (tmp_path / "small.toml").write_text(SMALL.replace(old, new), "utf-8")

    code, _, err = run("arrangement", "check", "small.toml")

    assert code == 1
    assert err.startswith(complaint)
    assert len(err.splitlines()) == 1


def test_show_tells_the_stage_of_a_pledge_with_every_change(filled: Run) -> None:
    told = " ".join(filled("show", "can-deploy-ukr")[1].split())
    before = " ".join(filled("show", "can-deploy-ukr", "--as-of", "2025-08-31")[1].split())

    assert "stage conditional since 2025-09-04 (ukraine-guarantees): CAN has committed itself; it waits for" in told
    assert "before created since 2025-08-24" in told
    assert "stage created since 2025-08-24 (ukraine-guarantees): CAN is weighing it" in before
    assert "before created" not in before


def test_the_stage_of_a_pledge_is_data_too(filled: Run) -> None:
    shown = json.loads(filled("show", "can-deploy-ukr", "--json")[1])
    assessed = json.loads(filled("assess", "ukraine-guarantees", "--json")[1])
    refused = json.loads(filled("show", "deu-deploy-ukr", "--json")[1])

    assert (shown["arrangement"], shown["life"]["stage"]) == ("ukraine-guarantees", "conditional")
    assert [at["stage"] for at in shown["life"]["history"]] == ["created", "conditional"]
    assert {pledge["id"]: pledge["life"] for pledge in assessed["pledges"]}["can-deploy-ukr"] == shown["life"]
    assert refused["life"] is None


def test_a_new_arrangement_is_written_once_and_is_sound(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("arrangement", "new", "mine", "--beneficiary", "Haiti")

    assert (code, out) == (0, "mine.toml is written; change it, then: pledgebook arrangement check mine.toml\n")
    assert 'beneficiary = "HTI"' in (tmp_path / "mine.toml").read_text("utf-8")
    assert run("arrangement", "check", "mine.toml")[1].startswith("mine can be read: What mine is to bring about; ")
    code, _, err = run("arrangement", "new", "mine")
    assert code == 1
    assert err.startswith("error: mine.toml: there is such a file already, and it is not overwritten")


def test_a_changed_stance_is_told_with_what_it_changes(filled: Run) -> None:
    supposed = ("assess", "ukraine-guarantees", "--suppose", "ceasefire=yes", "--stance", "NOR=declined")

    screen = filled(*supposed)[1]
    told = json.loads(filled(*supposed, "--json")[1])

    assert "what it changes that NOR declined" in screen
    assert told["stances"] == {"NOR": "declined"}
    assert {"arms-and-money"} <= {one["requirement"] for one in told["changes"]}
    assert "changes" not in json.loads(filled("assess", "ukraine-guarantees", "--json")[1])


@pytest.mark.parametrize(
    ("given", "name", "supposed"),
    [
        (("--scenario", "ceasefire-with-us"), "ceasefire-with-us", {"ceasefire": "yes", "us_support": "yes"}),
        (("--suppose", "ceasefire=yes", "--suppose", "us_support=no"), None, {"ceasefire": "yes", "us_support": "no"}),
        (
            ("--scenario", "ceasefire-with-us", "--suppose", "us_support=no"),
            None,
            {"ceasefire": "yes", "us_support": "no"},
        ),
    ],
)
def test_the_keys_and_types_of_the_one_object_are_kept(
    filled: Run, given: tuple[str, ...], name: str | None, supposed: dict[str, str]
) -> None:
    told = json.loads(filled("assess", "ukraine-guarantees", *given, "--json")[1])

    assert {"scenario", "requirements", "pledges"} <= set(told)
    assert told["scenario"]["supposed"] == supposed
    assert name is None or told["scenario"]["name"] == name
    assert told["requirements"]
    for one in told["requirements"]:
        assert (type(one["name"]), type(one["unit"])) == (str, str)
        assert all(type(one[key]) in (int, float) for key in ("needed", "certain", "gap"))
        assert type(one["possible"]) in (int, float, type(None))
        assert type(one["met"]) in (bool, type(None))
        assert all(type(names) is list and all(type(n) is str for n in names) for names in one["needs"])
        assert all(len(names) <= 4 and all(type(n) is str for n in names) for names in one["blockers"])
        for weight in one["weights"]:
            assert set(weight) == {"condition", "birnbaum", "fussell_vesely"}
            assert (type(weight["condition"]), type(weight["birnbaum"])) == (str, float)
            assert type(weight["fussell_vesely"]) in (float, type(None))
        assert {key: type(value) for key, value in one["chance"].items()} == {
            "low": float,
            "high": float,
            "exact": bool,
        }
    assert [(pledge["id"], pledge["actor"], pledge["action"], pledge["state"]) for pledge in told["pledges"]] == [
        ("can-deploy-ukr", "CAN", "deploy", "stands"),
        ("deu-deploy-ukr", "DEU", "deploy", "falls"),
        ("nor-fund-ukr", "NOR", "fund", "stands"),
    ]
    assert all(reason["says"] and type(reason["places"]) is list for p in told["pledges"] for reason in p["because"])


def test_blockers_of_fewer_or_more_conditions_may_be_asked_for(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "five.toml"
    names = ("a", "b", "c", "d", "e")
    path.write_text(
        SMALL.replace("[condition.ceasefire]", "[condition.any_of_five]", 1)
        .replace('kind = "ceasefire"', 'kind = "other"\nany = ["a", "b", "c", "d", "e"]', 1)
        .replace("chances = { ceasefire = 0.5 }", "chances = { a = 0.5 }")
        .replace("needed = 100", "needed = 1")
        + "".join(f'\n[condition.{name}]\nkind = "other"\nsays = "{name}"\nwords = ["{name}"]\n' for name in names)
        + '\n[[presumption]]\nactions = ["deploy"]\nhangs_on = "any_of_five"\nsays = "as planned"\n',
        encoding="utf-8",
    )

    def blockers(*more: str) -> list[list[str]]:
        (force,) = json.loads(filled("assess", str(path), "--json", *more)[1])["requirements"]
        found: list[list[str]] = force["blockers"]
        return found

    assert list(names) not in blockers()
    assert list(names) in blockers("--blockers-to", "5")
