"""The demo: the sample reports become a book, the book tables and pages. It runs the command line, nothing else."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = Path("src") / "pledgebook" / "sample" / "reports"
DEMO = Path("demo")
BOOK = DEMO / "demo.book"

STEPS = (
    ("Eighteen reports, in four file formats, are read into a book.", "read", SAMPLE),
    ("Who promised, weighed or refused to send or keep forces, and what it hangs on:", "pledges", "--action", "deploy"),
    ("What hangs on a cease-fire, and on the other conditions:", "conditions"),
    ("Which reports copy each other, and so are one witness:", "origins"),
    ("What cannot be true or does not fit:", "findings"),
    (
        "What stands if there is a cease-fire and nothing else is known:",
        "assess",
        "ukraine-guarantees",
        "--suppose",
        "ceasefire=yes",
    ),
    ("The same and more as pages:", "site", "--to", DEMO / "site", "--title", "Guarantees for Ukraine"),
)


def main() -> int:
    """Run each step and show its command; stop at the first that fails."""
    program = Path(sys.executable).parent / "pledgebook"
    shutil.rmtree(ROOT / DEMO, ignore_errors=True)
    (ROOT / DEMO).mkdir()
    for why, command, *arguments in STEPS:
        words = [command, *map(str, arguments), "--book", str(BOOK)]
        print(f"\n{why}\n$ pledgebook {shlex.join(words)}\n", flush=True)
        status = subprocess.run([program, *words], cwd=ROOT, check=False).returncode
        if status:
            print(f"demo: 'pledgebook {command}' failed", file=sys.stderr)
            return status
    print(f"\nOpen {ROOT / DEMO / 'site' / 'index.html'} in a browser. To look further:")
    print(f"  .venv/bin/pledgebook pledges --actor DEU --book {BOOK}")
    print(f"  .venv/bin/pledgebook show can-deploy-ukr --book {BOOK}")
    print("The manual begins at docs/tutorial.md; your own reports: .venv/bin/pledgebook read FOLDER --book my.book")
    return 0


if __name__ == "__main__":
    sys.exit(main())
