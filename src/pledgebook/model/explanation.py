"""An explanation: what was read from each sentence of a report, what was nearly read, and why."""

from dataclasses import dataclass
from enum import StrEnum

from pledgebook.model.claim import Claim
from pledgebook.model.codes import Action, ConditionKind, Stance
from pledgebook.model.text import Mention


class Fate(StrEnum):
    """How far a sentence came."""

    FURNITURE = "furniture"
    NOBODY = "nobody"
    GATED = "gated"
    QUIET = "quiet"
    LOOKED_AT = "looked_at"


class Outcome(StrEnum):
    """What became of a possible claim."""

    CLAIM = "claim"
    TOO_SMALL = "too_small"
    REPEATED = "repeated"
    ONLY_ASKED = "only_asked"
    ONLY_TELLS = "only_tells"
    NOT_ACTING_BEFORE = "not_acting_before"


@dataclass(frozen=True, slots=True)
class Named:
    """Words that stand for an actor, and how it was found out for whom.

    Attributes:
        words: The words.
        kind: ``state``, ``capital``, ``person``, ``body``, ``pronoun``, ``role``, ...
        how: ``name``, ``title``, ``anaphora``, ``outlet``, ``first_person``; empty where nobody was found.
        person: The person's name; empty for none.
        office: The office by which the person stands for the actor, with its first day where known; empty for none.
        back: For words that point back: the words that named the same actor last; empty for others.
        as_place: Whether they stand as a place only.
        is_adjective: Whether they are a mere adjective, which cannot act.
    """

    words: Mention
    kind: str
    how: str
    person: str = ""
    office: str = ""
    back: str = ""
    as_place: bool = False
    is_adjective: bool = False


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """One actor that was asked about in a sentence.

    Attributes:
        code: Its code.
        named: The words for it in the sentence; none for one that the sentence does not name.
        unnamed: Why it was asked about without being named: ``issuer`` or ``before``; else empty.
    """

    code: str
    named: tuple[Named, ...]
    unnamed: str = ""

    @property
    def words(self) -> str:
        """The first words for it; empty where it is not named."""
        return self.named[0].words.text if self.named else ""


@dataclass(frozen=True, slots=True)
class Possible:
    """One claim that a sentence may make: read, or turned down with the reason.

    Attributes:
        actor: Code of the actor.
        words: The first words for it in the sentence; empty where it is not named.
        stance: The likeliest stance.
        action: The action.
        chance: What decides: the chance that this is claimed.
        small: What the small encoder gives.
        large: What the encoder gives; None where it was not asked.
        outcome: What became of it.
        instead: Number of the sentence that says the same more clearly, for a repeated one; else None.
        read_as: The stance that it was read with, where the rule on denied exclusions changed it; else None.
    """

    actor: str
    words: str
    stance: Stance
    action: Action
    chance: float
    small: float
    large: float | None
    outcome: Outcome
    instead: int | None = None
    read_as: Stance | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """How one field of a claim was chosen among the answers that it may have.

    Attributes:
        field: Name of the field: ``target``, ``speaker``, ``said``, ...
        value: The answer in a word or two; empty for none.
        weight: The sum of the weights that spoke for it.
        runner_up: The next best answer; empty for none.
        runner_up_weight: Its sum; None where there was no other answer.
        reasons: What spoke loudest for it, by the feature's name, with the weight of each.
        words: The words that it comes from; None where it does not come from words of the report.
    """

    field: str
    value: str
    weight: float
    runner_up: str
    runner_up_weight: float | None
    reasons: tuple[tuple[str, float], ...]
    words: Mention | None = None


@dataclass(frozen=True, slots=True)
class FoundThere:
    """One condition of a sentence, and who found it.

    Attributes:
        words: Its words.
        kind: Its kind.
        found_by: ``rows`` of the table of conditions, or ``encoder``.
        opener: The words that opened it for a row; empty where nothing did.
        chance: How far the encoder takes its words for a condition, from 0 to 1; None where it has not seen them.
        kind_by: Who told the kind: ``rows`` or ``encoder``.
    """

    words: Mention
    kind: ConditionKind
    found_by: str
    opener: str
    chance: float | None
    kind_by: str


@dataclass(frozen=True, slots=True)
class ExplainedClaim:
    """A claim with what made it.

    Attributes:
        claim: The claim, as reading the report gives it.
        possible: The possible claim that it was; None for one that a rule made.
        choices: How its fields were chosen.
        by_rule: The rule that made it from another claim; empty for one that was read.
    """

    claim: Claim
    possible: Possible | None
    choices: tuple[Choice, ...]
    by_rule: str = ""


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """One sentence, or one piece of furniture, and what was read from it.

    Attributes:
        number: Of the sentence, from 1; None for furniture.
        words: The sentence.
        section: ``headline``, ``summary``, ``body``; empty for furniture.
        fate: How far it came.
        gate: The gate's chance that it is worth reading; None where the gate was not asked.
        leans: Whether it was read together with the sentence before.
        asked: Who was asked about.
        untied: Words that point to somebody, for whom nobody was found.
        possible: Its possible claims, the likeliest first.
        conditions: Its conditions.
        claims: Its claims.
    """

    number: int | None
    words: Mention
    section: str
    fate: Fate
    gate: float | None = None
    leans: bool = False
    asked: tuple[AskedAbout, ...] = ()
    untied: tuple[Named, ...] = ()
    possible: tuple[Possible, ...] = ()
    conditions: tuple[FoundThere, ...] = ()
    claims: tuple[ExplainedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one report was read.

    Attributes:
        report: Its id.
        extractor: Name of what read it.
        threshold: A possible claim below this chance is not kept.
        gate: A sentence below this chance of the gate is not read.
        quiet: Where the small encoder gives nothing above this chance, the large one is not asked.
        issuer: Code of the state or body that issues the text; None for the text of a medium.
        about: Codes of the two that the report is mostly about, as far as there are two.
        sentences: Its sentences and its furniture in the order of the text.
    """

    report: str
    extractor: str
    threshold: float
    gate: float
    quiet: float
    issuer: str | None
    about: tuple[str, ...]
    sentences: tuple[ExplainedSentence, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, as reading the report gives them."""
        return tuple(explained.claim for sentence in self.sentences for explained in sentence.claims)
