"""Candidates: what a check finds in one place, kept apart until each report's findings are put together.

A check looks at a report, a pledge or a bucket of figures at a time. Some give one finding a report at most, wherever
in its pledges and buckets they find it; so what is found in one of them is a candidate, and the first of a report counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pledgebook.model import Finding, Pledge

IN_PARTS = "parts"
"""The key of what is found in statements that one sum is part of another, which are looked at all together."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a check finds in one report, pledge or bucket.

    Attributes:
        check: Name of the check.
        key: The report, pledge or bucket in which it was found.
        finding: The finding; its first place is in the report that it is about.
        rank: Sorts the candidates that a check has for one report.
        tie: Sorts those of one rank.
        claim: Id of the claim that tells a promise as delivered; empty for all others.
    """

    check: str
    key: str
    finding: Finding
    rank: tuple[int, ...] = ()
    tie: str = ""
    claim: str = ""

    @property
    def report(self) -> str:
        """The report that it is about."""
        return self.finding.places[0].report


def pledge_order(pledge: Pledge) -> str:
    """Sorts what is found in pledges as pledges are sorted."""
    return "\0".join((pledge.actor, pledge.action, pledge.target or "", pledge.id))


def put_together(candidates: Iterable[Candidate], checks: Sequence[str], single: frozenset[str]) -> tuple[Finding, ...]:
    """The findings, each id once; of the checks that are single the first of each report.

    Args:
        candidates: What the checks found, in any order.
        checks: Names of the checks, in their order.
        single: Names of those that give one finding a report at most.
    """
    of_report: defaultdict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        of_report[one.report].append(one)
    place = {check: number for number, check in enumerate(checks)}
    found: list[Finding] = []
    for report in sorted(of_report):
        listed = sorted(of_report[report], key=lambda one: (place[one.check], one.rank, one.tie))
        kept: dict[str, Finding] = {}
        seen: set[str] = set()
        for one in listed:
            if one.check in single and one.check in seen:
                continue
            seen.add(one.check)
            kept[one.finding.id] = one.finding
        found += kept.values()
    return tuple(found)
