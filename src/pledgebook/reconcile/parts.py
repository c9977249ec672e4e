"""Which pledge is part of another, so that no sum counts twice."""

from collections import defaultdict
from collections.abc import Mapping

from pledgebook.data.comparing import comparing
from pledgebook.model import Claim

_PART = comparing().patterns["part_of"]
_NEAR = 250


def part_links(pledges: Mapping[str, list[Claim]]) -> dict[str, str]:
    """For each pledge that reports call part of a greater one, the id of the greater.

    A report says so where the greater sum stands behind words like "part of" and the
    smaller, in the same currency and of the same actor, stands with it or just before.
    """
    home = {claim.id: name for name, claims in pledges.items() for claim in claims}
    by_report: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claims in pledges.values():
        for claim in claims:
            if claim.amounts:
                by_report[claim.report, claim.actor.code].append(claim)
    links: dict[str, str] = {}
    for claims in by_report.values():
        for whole in claims:
            if _PART.search(whole.evidence.text) is None:
                continue
            for part in claims:
                if home[part.id] != home[whole.id] and _is_part(part, whole):
                    links.setdefault(home[part.id], home[whole.id])
    return {part: whole for part, whole in links.items() if links.get(whole) != part}


def _is_part(part: Claim, whole: Claim) -> bool:
    small, great = part.amounts[0].amount, whole.amounts[0].amount
    gap = whole.evidence.span.start - part.evidence.span.end
    return small.currency == great.currency and small.value < great.value and -len(whole.evidence.text) <= gap <= _NEAR
