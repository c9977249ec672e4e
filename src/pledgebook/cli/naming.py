"""What to offer a user who typed an id that is not there."""

from difflib import get_close_matches


def near_ids(wanted: str, known: list[str]) -> tuple[str, ...]:
    """Ids that begin alike, then those that look alike.

    >>> near_ids("can-dep", ["can-deploy-ukr", "usa-settle-rus"])
    ('can-deploy-ukr',)
    """
    begin = [name for name in known if name.startswith(wanted)] if wanted else []
    return tuple(dict.fromkeys([*begin[:3], *get_close_matches(wanted, known, n=3, cutoff=0.5)]))[:4]
