"""A real browser on the real application, in a process of its own, on the sample that ships with Pledgebook."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROGRAM = [sys.executable, "-u", "-c", "import sys; from pledgebook.cli import main; sys.exit(main())"]
PICTURES = Path(__file__).resolve().parents[2] / "build" / "screenshots"


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """Debian's Chromium; without it these tests are left out."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine, so no page is opened; on Debian: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make setup")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_book(chromium: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's eighteen reports, read by the extractor that ships."""
    book = tmp_path_factory.mktemp("sample") / "sample.book"
    reports = str(files("pledgebook") / "sample" / "reports")
    subprocess.run([*PROGRAM, "read", reports, "--book", book], check=True, capture_output=True)
    return book


@pytest.fixture(scope="session")
def war_book(chromium: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten reports of strikes after a cease-fire, read by the extractor that ships."""
    book = tmp_path_factory.mktemp("war") / "war.book"
    reports = str(Path(__file__).parent / "after_a_ceasefire")
    subprocess.run([*PROGRAM, "read", reports, "--book", book], check=True, capture_output=True)
    return book


@contextmanager
def served(book: Path, *words: str) -> Iterator[str]:
    """The address of the application on a book."""
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--book", book, "--port", "0", "--reviewer", "Ana", "--title", "Guarantees", *words],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split(" is open at ")[1].split()[0].rstrip("/")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


@pytest.fixture(scope="session")
def shown(sample_book: Path) -> Iterator[str]:
    """An application that tests only read."""
    with served(sample_book) as address:
        yield address


@pytest.fixture(scope="session")
def shown_war(war_book: Path) -> Iterator[str]:
    """An application on the strikes, that tests only read."""
    with served(war_book) as address:
        yield address


@pytest.fixture
def written_war(war_book: Path, tmp_path: Path) -> Iterator[str]:
    """An application on a copy of the strikes, to be written to."""
    book = tmp_path / "copy.book"
    shutil.copy(war_book, book)
    with served(book) as address:
        yield address


@pytest.fixture
def written(sample_book: Path, tmp_path: Path) -> Iterator[str]:
    """An application with a copy of the book, to be written to."""
    book = tmp_path / "copy.book"
    shutil.copy(sample_book, book)
    with served(book) as address:
        yield address


@pytest.fixture
def page(chromium: "Browser") -> "Iterator[Page]":
    """A tab that fails the test if anything in it goes wrong or asks another host for anything."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    tab = context.new_page()
    tab.set_default_timeout(15_000)
    trouble: list[str] = []
    hosts: set[str] = set()
    tab.on("console", lambda message: trouble.append(message.text) if message.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("request", lambda request: hosts.add(request.url.split("/")[2].split(":")[0]))
    yield tab
    context.close()
    assert trouble == []
    assert hosts <= {"127.0.0.1"}


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where pictures of the pages go; CI keeps them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES
