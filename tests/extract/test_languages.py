"""Which pack reads which language: the shipped ones, those of other packages, and what is said of broken ones."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from pledgebook.errors import LanguagePackError
from pledgebook.extract import Extractor, LanguagePack, Languages, languages
from pledgebook.model import Claim, Clues, Report


class FinnishPack:
    """A pack as another package would bring it."""

    language = "fi"
    name = "finnish 1"

    def available(self) -> bool:
        return True

    def read(self, report: Report) -> tuple[tuple[Claim, ...], Clues]:
        return (), Clues(report.id)

    def read_many(self, reports: list[Report]) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
        for report in reports:
            yield report, *self.read(report)


class NoPack:
    """What cannot read anything."""


def brought(monkeypatch: pytest.MonkeyPatch, *values: str) -> None:
    """Have other packages bring these packs for Finnish."""
    points = EntryPoints(EntryPoint("fi", value, languages.GROUP) for value in values)
    monkeypatch.setattr(languages, "entry_points", lambda group, name: points.select(group=group, name=name))


@pytest.fixture(autouse=True)
def _as_just_started() -> Iterator[None]:
    languages._pack.cache_clear()
    yield
    languages._pack.cache_clear()


def test_english_is_a_pack_like_the_others() -> None:
    assert isinstance(Extractor(), LanguagePack)


def test_another_package_brings_a_pack_by_an_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    brought(monkeypatch, f"{__name__}:FinnishPack")
    monkeypatch.setitem(sys.modules, __name__, sys.modules[FinnishPack.__module__])

    pack = Languages().of("fi")

    assert pack is not None
    assert pack.name == "finnish 1"
    assert Languages().of("sv") is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("nowhere.to_be_found:Pack",), "cannot be loaded: ModuleNotFoundError"),
        (("NoPack",), "gives 'NoPack', wanted is an object with language 'fi'"),
        (("FinnishPack", "NoPack"), "2 packages bring one"),
    ],
)
def test_a_pack_that_is_of_no_use_is_named_with_the_next_step(
    monkeypatch: pytest.MonkeyPatch, values: tuple[str, ...], said: str
) -> None:
    monkeypatch.setitem(sys.modules, __name__, sys.modules[FinnishPack.__module__])
    brought(monkeypatch, *(value if ":" in value else f"{__name__}:{value}" for value in values))

    with pytest.raises(LanguagePackError, match=f"no use can be made of the language pack for 'fi': .*{said}"):
        Languages().of("fi")


def test_where_the_modules_of_a_shipped_pack_are_missing_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "find_spec", lambda _: None)

    assert Languages().of("ru") is None
    assert Languages().wanting(["ru", "fr"]) == ("ru",)


def test_english_reports_cost_no_look_at_other_packs() -> None:
    program = (
        "import sys; from pledgebook.extract import Languages; Languages().of('en').name; Languages().of('und'); "
        "print([name for name in sys.modules if name.startswith(('natasha', 'pymorphy', 'pledgebook.extract.ru'))])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)

    assert found.stdout.strip() == "[]"
