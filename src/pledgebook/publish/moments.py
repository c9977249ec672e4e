"""Moments as a person writes them, in an option or in an address."""

from datetime import UTC, datetime, time

from pledgebook.model import When


def moment(text: str | None) -> datetime | None:
    """A time with time zone; a day, month or year means its end, a time without zone is UTC.

    Raises:
        DateFormatError: Any other form.

    Example:
        >>> moment("2025-09-03").isoformat(timespec="seconds")
        '2025-09-03T23:59:59+00:00'
    """
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text) if len(text) > len("2025-09-03") else None
    except ValueError:
        found = None
    if found is None:
        return datetime.combine(When(text).latest, time.max, UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
