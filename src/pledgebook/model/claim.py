"""A claim: one report's word that an actor holds a stance towards an action."""

import hashlib
from dataclasses import dataclass

from pledgebook.model.codes import Action, ConditionKind, Domain, Stance
from pledgebook.model.measure import StatedAmount, StatedQuantity
from pledgebook.model.text import Mention, Span
from pledgebook.model.when import When


@dataclass(frozen=True, slots=True)
class Party:
    """A state, body or group that takes part in a claim.

    Attributes:
        code: ISO 3166-1 alpha-3, a body's code, or ``GROUP`` for an unlisted plural.
        text: The report's words that name it; the empty string where it is only implied.
        span: Where those words stand; None where it is only implied.
    """

    code: str
    text: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class StatedCondition:
    """What a stance hangs on, as the report words it.

    Attributes:
        kind: Which of the codebook's kinds.
        text: The words, verbatim.
        span: Where they stand.
    """

    kind: ConditionKind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as a report gives it.

    Attributes:
        when: The day, month or year meant.
        span: The words that give it; None where the publication date alone does.
    """

    when: When
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One report's word that one actor holds one stance towards one action.

    Each piece that comes from the text carries its span, and ``evidence`` is the
    sentence, verbatim. Fields and codes are those of the codebook.

    Attributes:
        report: Id of the report.
        evidence: The sentence.
        actor: Who holds the stance.
        stance: Which stance.
        action: Towards which action.
        target: Who receives, is defended, joined, sanctioned or struck.
        addressee: Who is asked; only with ``asks``.
        domains: Land, sea, air, cyber, as stated.
        items: What is given or done, in the report's words.
        quantity: How many.
        amounts: Sums of money as first stated.
        conditions: What the stance hangs on.
        joint: Those it acts jointly with (``with`` in the codebook).
        speaker: Whose words the report credits, as the fullest name in the report.
        outlet: The other medium or agency that the report credits.
        said: When the stance was voiced or the thing done.
        due: When the action is to happen or end.
        stance_cue: The words that show the stance.
        action_cue: The words that show the action.
        confidence: From 0 to 1, how sure the extractor is.
        extractor: Name and version of what read the claim.
        known_as: The id that it keeps though a decision changed its fields; empty for a claim as it was read.
    """

    report: str
    evidence: Mention
    actor: Party
    stance: Stance
    action: Action
    target: Party | None = None
    addressee: Party | None = None
    domains: tuple[Domain, ...] = ()
    items: tuple[Mention, ...] = ()
    quantity: StatedQuantity | None = None
    amounts: tuple[StatedAmount, ...] = ()
    conditions: tuple[StatedCondition, ...] = ()
    joint: tuple[Party, ...] = ()
    speaker: Mention | None = None
    outlet: Mention | None = None
    said: StatedDate | None = None
    due: StatedDate | None = None
    stance_cue: Mention | None = None
    action_cue: Mention | None = None
    confidence: float = 1.0
    extractor: str = ""
    known_as: str = ""

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that are the same for the same reading of the same words."""
        if self.known_as:
            return self.known_as
        target = self.target.code if self.target else ""
        amounts = ",".join(f"{a.amount.value.normalize()}{a.amount.currency}" for a in self.amounts)
        key = (
            f"{self.report}\x1f{self.evidence.span.start}\x1f{self.evidence.span.end}\x1f{self.actor.code}\x1f"
            f"{self.stance}\x1f{self.action}\x1f{target}\x1f{amounts}\x1f{self.extractor}"
        )
        return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()

    def spans(self) -> tuple[Mention, ...]:
        """Every piece of the claim that must stand verbatim in the report's text."""
        pieces: list[Mention | StatedCondition] = [self.evidence, *self.items, *self.conditions]
        pieces += [m for m in (self.speaker, self.outlet, self.stance_cue, self.action_cue) if m is not None]
        found = [Mention(piece.text, piece.span) for piece in pieces]
        parties = (self.actor, self.target, self.addressee, *self.joint)
        found += [Mention(party.text, party.span) for party in parties if party is not None and party.span is not None]
        return tuple(found)


def misquotes(claim: Claim, text: str) -> tuple[Mention, ...]:
    """The pieces of a claim that do not stand in the text where the claim says so; empty when all is verbatim."""
    return tuple(piece for piece in claim.spans() if piece.span.of(text) != piece.text)
