"""Takes the picture of README and manual from the demo's site: docs/images/overview.png.

Needs Chromium (Debian: apt-get install chromium) and demo/site (make demo).
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "demo" / "site" / "index.html"
PICTURE = ROOT / "docs" / "images" / "overview.png"
SIZE = "1280,1240"


def main() -> int:
    """Open the page without a window and keep what is seen of it."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("screenshots: no Chromium; on Debian: apt-get install chromium", file=sys.stderr)
        return 1
    if not PAGE.exists():
        print("screenshots: no demo/site; run 'make demo' first", file=sys.stderr)
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
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
