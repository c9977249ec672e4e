"""Takes the pictures of README and manual from the demo: docs/images/overview.png and app-*.png.

Needs Chromium (Debian: apt-get install chromium) and demo/ (make demo).
"""

import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "demo" / "site" / "index.html"
PICTURE = ROOT / "docs" / "images" / "overview.png"
SIZE = "1280,1240"
BOOK = ROOT / "demo" / "demo.book"
AFTER_A_CEASEFIRE = ROOT / "tests" / "browser" / "after_a_ceasefire"
APPLICATION = {
    "overview": "/",
    "ledger": "/ledger?condition=ceasefire",
    "pledge": "/pledges/deu-deploy-ukr",
    "report": "/reports/baltic-atlantic",
    "what-if": "/what-if?scenario=ceasefire-without-us&beside=|ceasefire-with-us|",
    "review": "/review",
}
MONITORING = {"monitoring": "/monitoring"}

PROGRAM = [sys.executable, "-u", "-c", "import sys; from pledgebook.cli import main; sys.exit(main())"]


def of_application(browser: str, book: Path, pages: dict[str, str]) -> list[Path]:
    """Serve a book, take a picture of some of its pages, and stop."""
    from playwright.sync_api import sync_playwright

    words = ["serve", "--book", str(book), "--port", "0", "--title", "Guarantees for Ukraine", "--reviewer", "Ana"]
    process = subprocess.Popen([*PROGRAM, *words], stdout=subprocess.PIPE, text=True)
    taken = []
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split(" is open at ")[1].split()[0].rstrip("/")
        with sync_playwright() as driver:
            chromium = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
            page = chromium.new_page(viewport={"width": 1240, "height": 760})
            for name, path in pages.items():
                page.goto(address + path)
                page.wait_for_timeout(200)
                picture = PICTURE.parent / f"app-{name}.png"
                page.screenshot(path=picture)
                taken.append(picture)
            chromium.close()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
    return taken


def main() -> int:
    """Open the page without a window and keep what is seen of it."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("screenshots: no Chromium; on Debian: apt-get install chromium", file=sys.stderr)
        return 1
    if not PAGE.exists() or not BOOK.exists():
        print("screenshots: no demo/; run 'make demo' first", file=sys.stderr)
        return 1
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--hide-scrollbars",
                f"--user-data-dir={profile}",
                f"--window-size={SIZE}",
                f"--screenshot={PICTURE}",
                PAGE.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        after = Path(profile) / "after.book"
        subprocess.run([*PROGRAM, "read", AFTER_A_CEASEFIRE, "--book", after], check=True, capture_output=True)
        taken = [*of_application(browser, BOOK, APPLICATION), *of_application(browser, after, MONITORING)]
    for picture in (PICTURE, *taken):
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
