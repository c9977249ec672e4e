"""Writes a commented arrangement file to begin with."""

import re
from importlib.resources import files
from pathlib import Path

from pledgebook.errors import ArrangementError

_SHORT_NAME = re.compile(r"[a-z][a-z0-9_-]*")


def new_arrangement(name: str, beneficiary: str, adversary: str | None) -> str:
    """The text of a new file, which can be read as it stands.

    Args:
        name: Its short name.
        beneficiary: Code of who is to receive it.
        adversary: Code of whom it guards against; None for nobody.
    """
    text = (files("pledgebook.data") / "new_arrangement.toml").read_text(encoding="utf-8")
    line = f'adversary = "{adversary}"' if adversary else '# adversary = "RUS"'
    text = text.replace('adversary = "ADVERSARY"', line)
    return text.replace("NAME", name).replace("BENEFICIARY", beneficiary)


def write_new_arrangement(path: Path, beneficiary: str, adversary: str | None) -> None:
    """Write a new file, whose name without its ending becomes the arrangement's.

    Raises:
        ArrangementError: The name is no short name, there is such a file already, or it cannot be written.
    """
    if not _SHORT_NAME.fullmatch(path.stem):
        why = f"{path.stem!r} is no short name: lower-case letters, digits, - and _"
        raise ArrangementError(path, None, why, "pledgebook arrangement new my-arrangement")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(new_arrangement(path.stem, beneficiary, adversary))
    except FileExistsError:
        why = "there is such a file already, and it is not overwritten; choose another name"
        raise ArrangementError(path, None, why, f"pledgebook arrangement new {path.stem}-2") from None
    except OSError as error:
        raise ArrangementError(path, None, f"cannot be written: {error.strerror}") from None
