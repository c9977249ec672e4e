"""Which part of the program may know which."""

import subprocess
import sys
from pathlib import Path


def test_imports_go_down_only_and_stages_meet_only_in_the_model(root: Path) -> None:
    lint = Path(sys.executable).parent / "lint-imports"

    found = subprocess.run([lint], cwd=root, capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stdout + found.stderr


def test_the_clock_is_read_only_by_the_command_line(root: Path) -> None:
    package = root / "src" / "pledgebook"
    may = {"cli", "cli.py", "web"}
    readers = [
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if path.relative_to(package).parts[0] not in may
        and any(clock in path.read_text(encoding="utf-8") for clock in ("datetime.now(", "date.today(", "time.time("))
    ]

    assert readers == []
