"""Names of known persons and bodies in a spelling that nobody uses."""

from collections.abc import Iterator

from pledgebook.model import Finding, FindingKind, Severity
from pledgebook.reconcile.shelf import Shelf, finding


def name_variants(shelf: Shelf) -> Iterator[Finding]:
    """One finding for each known name that a report spells in a way that the tables do not know, at its first place."""
    for report, reading in shelf.readings.items():
        seen: set[str] = set()
        for name in reading.clues.names:
            if name.exact or name.known_as in seen:
                continue
            seen.add(name.known_as)
            yield finding(
                FindingKind.NAME_VARIANT,
                Severity.LOW,
                [shelf.place(report, name.span)],
                f"“{name.text}” is an unusual spelling of {name.known_as}.",
                name.known_as,
            )
