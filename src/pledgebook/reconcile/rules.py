"""Which rules these are: what was worked out by other rules, or with other tables, is out of date."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

_SOURCES = ("pledgebook.model", "pledgebook.data", "pledgebook.reconcile")
_KINDS = (".py", ".toml", ".csv")
_RATES = "currencyconverter"


@cache
def rules_version() -> str:
    """Sixteen hexadecimal digits that change with any line of the rules, of the model or of the tables.

    The same files give the same digits wherever they are installed.
    """
    digest = hashlib.blake2b(digest_size=8)
    for package in _SOURCES:
        for file in sorted(files(package).iterdir(), key=lambda file: file.name):
            if file.name.endswith(_KINDS):
                content = file.read_bytes()
                digest.update(f"{package}/{file.name} {len(content)}\n".encode())
                digest.update(content)
    try:
        digest.update(version(_RATES).encode())
    except PackageNotFoundError:
        digest.update(b"no rates")
    return digest.hexdigest()
