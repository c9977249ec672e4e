"""Finds what must not stand in a tracked file: hosts of package registries and paths of one machine.

Hosts would tie the project to an index that a reader may not reach; paths of a machine work nowhere else.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Each pattern is written so that this file does not hold what it forbids.
FORBIDDEN = {
    "host of a package registry": re.compile(
        r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|deb[.]debian|crates[.]io/api|conda[.]anaconda", re.IGNORECASE
    ),
    "path of one machine": re.compile(r"(?<![\w.~/-])/(?:wor[k]|roo[t]|hom[e]/[a-z]+|User[s]/[a-z]+)/"),
}


def tracked_files() -> list[Path]:
    """Every file that git keeps, as it stands in the working tree."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def offences(path: Path) -> list[str]:
    """One line for each forbidden piece in a file: place, what it is, the words."""
    content = path.read_bytes()
    if b"\0" in content[:8000]:
        return []
    found = []
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        for what, pattern in FORBIDDEN.items():
            match = pattern.search(line)
            if match:
                found.append(f"{path.relative_to(ROOT)}:{number}: {what}: {match.group()!r}")
    return found


def main() -> int:
    """Print every offence; 1 if there is any."""
    found = [line for path in tracked_files() for line in offences(path)]
    print("\n".join(found) if found else "nothing forbidden in tracked files")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
