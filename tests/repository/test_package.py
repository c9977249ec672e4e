"""What is installed when Pledgebook is installed."""

import subprocess
import sys
import zipfile
from pathlib import Path


def test_the_wheel_holds_every_table_template_migration_and_sample_report(
    root: Path, tracked: tuple[Path, ...], tmp_path: Path
) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=root,
        check=True,
        capture_output=True,
    )

    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())

    source = root / "src"
    wanted = {path.relative_to(source).as_posix() for path in tracked if path.is_relative_to(source)}
    assert wanted - inside == set()
    assert {Path(name).suffix for name in wanted} >= {".py", ".csv", ".toml", ".html", ".json", ".txt", ".md"}
