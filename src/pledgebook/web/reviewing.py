"""The queue of claims to look at: doubt times importance, each with the reason; and how far two reviewers agree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pledgebook.model import Decision, DecisionKind, Pledge
from pledgebook.web.sight import ClaimLine, Sight

VERDICTS = (DecisionKind.CONFIRM, DecisionKind.REJECT, DecisionKind.CORRECT)


@dataclass(frozen=True, slots=True)
class Queued:
    """One claim to look at.

    Attributes:
        doubt: From 0 to 1, one less the confidence of the extractor; a claim with a finding on it is doubted more.
        importance: From 1 up: what hangs on it.
        because: Why it stands where it stands, in words.
    """

    line: ClaimLine
    doubt: float
    importance: float
    because: str

    @property
    def priority(self) -> float:
        """Doubt times importance."""
        return self.doubt * self.importance


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two reviewers agree.

    Attributes:
        items: How many items both judged.
        same: How many of them alike.
        kappa: Cohen's kappa; None where both gave one verdict throughout.
    """

    one: str
    other: str
    items: int
    same: int
    kappa: float | None


def verdicts(decisions: Iterable[Decision]) -> dict[str, dict[str, DecisionKind]]:
    """The last verdict of each person on each claim, by claim."""
    found: dict[str, dict[str, DecisionKind]] = defaultdict(dict)
    for decision in decisions:
        if decision.kind in VERDICTS:
            for about in decision.about:
                found[about][decision.by] = decision.kind
    return found


def queue(sight: Sight, judged: Mapping[str, Mapping[str, DecisionKind]], by: str, second: bool) -> list[Queued]:
    """The claims that wait for a person, the most pressing first.

    Args:
        sight: The book.
        judged: The verdicts so far.
        by: Who reviews.
        second: Whether to give what others judged already and this person did not, else what nobody judged.
    """
    found = []
    for one in sight.once("queue", lambda: _whole_queue(sight)):
        verdict = judged.get(one.line.id, {})
        if by not in verdict and bool(verdict) is second:
            found.append(one)
    return found


def _whole_queue(sight: Sight) -> tuple[Queued, ...]:
    """All claims, the most pressing first."""
    found = of_lines(sight.claims, sight)
    return tuple(sorted(found, key=lambda one: (-one.priority, one.line.id)))


def of_lines(lines: Iterable[ClaimLine], sight: Sight) -> list[Queued]:
    """Some claims, judged or not, in their order."""
    sole = _sole_supports(sight.ledgered.pledges)
    return [_queued(line, sight, sole) for line in lines]


def _queued(line: ClaimLine, sight: Sight, sole: Mapping[str, str]) -> Queued:
    reasons = [f"confidence {line.confidence:.2f}"]
    doubt = 1 - line.confidence
    if any(
        place.report == line.report
        and place.start is not None
        and place.end is not None
        and place.start < line.place[2]
        and line.place[1] < place.end
        for finding in sight.shelf.findings.get(line.report, ())
        for place in finding.places
    ):
        doubt = min(1.0, doubt + 0.3)
        reasons.append("a finding touches its sentence")
    importance = 1.0
    if line.id in sole:
        importance += 1
        reasons.append(sole[line.id])
    if line.amount:
        importance += 0.5
        reasons.append("it states a sum or a count")
    if line.conditional:
        importance += 0.5
        reasons.append("it states a condition")
    return Queued(line, round(doubt, 4), importance, ", ".join(reasons))


def _sole_supports(pledges: Iterable[Pledge]) -> dict[str, str]:
    """Claims on which alone a pledge, or its latest stance, rests."""
    found: dict[str, str] = {}
    for pledge in pledges:
        if len(pledge.claims) == 1:
            found[pledge.claims[0].id] = "the pledge rests on it alone"
        elif pledge.history and len(pledge.history[-1].claims) == 1:
            found[pledge.history[-1].claims[0]] = "the latest stance rests on it alone"
    return found


def agreements(judged: Mapping[str, Mapping[str, DecisionKind]]) -> tuple[Agreement, ...]:
    """How far each two reviewers agree on what both judged, those with most in common first."""
    pairs: dict[tuple[str, str], list[tuple[DecisionKind, DecisionKind]]] = defaultdict(list)
    for verdict in judged.values():
        people = sorted(verdict)
        for place, one in enumerate(people):
            for other in people[place + 1 :]:
                pairs[one, other].append((verdict[one], verdict[other]))
    found = [
        Agreement(one, other, len(both), sum(a is b for a, b in both), kappa(both))
        for (one, other), both in pairs.items()
    ]
    return tuple(sorted(found, key=lambda agreement: -agreement.items))


def kappa(both: Sequence[tuple[DecisionKind, DecisionKind]]) -> float | None:
    """Cohen's kappa (1960): agreement beyond what chance would give.

    >>> from pledgebook.model import DecisionKind as D
    >>> round(kappa([(D.CONFIRM, D.CONFIRM)] * 3 + [(D.REJECT, D.REJECT)] * 2 + [(D.CONFIRM, D.REJECT)]), 3)
    0.667
    """
    number = len(both)
    if not number:
        return None
    same = sum(a is b for a, b in both) / number
    ours, theirs = Counter(a for a, _ in both), Counter(b for _, b in both)
    by_chance = sum(ours[verdict] * theirs[verdict] for verdict in VERDICTS) / number**2
    return None if by_chance == 1 else (same - by_chance) / (1 - by_chance)
