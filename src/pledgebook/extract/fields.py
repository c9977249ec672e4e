"""Fills the fields of a report's claims, once it is decided which claims there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pledgebook.extract.actors import actors
from pledgebook.extract.amounts import dollar_of, find_amounts, krone_of
from pledgebook.extract.arguments import (
    Scene,
    addressee_of,
    amounts_of,
    domains_of,
    items_of,
    partners_of,
    quantity_of,
    target_of,
)
from pledgebook.extract.belongings import (
    amount_options,
    domain_options,
    partner_codes,
    partner_options,
    quantity_options,
    words_below,
)
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.choosing import Chooser, Option, choose, known_behind_prefixes
from pledgebook.extract.conditions import FoundCondition, bind, find_conditions
from pledgebook.extract.credits import Credit, find_credits
from pledgebook.extract.dates import FoundDate, find_dates
from pledgebook.extract.days import due_options, said_options
from pledgebook.extract.hinges import condition_options, leaning_of, seen_conditions
from pledgebook.extract.lexicon import lexicon
from pledgebook.extract.loose_counts import loose_counts
from pledgebook.extract.quantities import find_quantities
from pledgebook.extract.speakers import speaker_options, voices_of
from pledgebook.extract.speech import due_of, outlet_of, said_of, speaker_of
from pledgebook.extract.targets import Around, around, party_options, with_others
from pledgebook.extract.verdict import Verdict
from pledgebook.model import (
    Action,
    Claim,
    Domain,
    Mention,
    Party,
    Span,
    Stance,
    StatedAmount,
    StatedCondition,
    StatedDate,
    StatedQuantity,
)

if TYPE_CHECKING:
    from pledgebook.extract.extractor import Considered, Prepared
    from pledgebook.extract.trace import Trace

Item: TypeAlias = tuple["Considered", Candidate, Verdict]
"""A sentence, a candidate of it, and what is held of that."""


@dataclass(slots=True)
class _Draft:
    """One claim while its fields are filled.

    Attributes:
        place: Among the claims of the report.
        scene: Its sentence.
        considered: The sentence with its candidates.
        candidate: Whose claim it is.
        verdict: Its stance and action.
        rivals: All claims of the sentence.
        inside: Tokens of conditions.
        dates: The dates of the sentence.
        loose: What may be a count though no word for what is counted stands there.
        conditions: What it hangs on.
        asked: Who is asked.
        targets: Who may be its target.
    """

    place: int
    scene: Scene
    considered: "Considered"
    candidate: Candidate
    verdict: Verdict
    rivals: Sequence[Item]
    inside: frozenset[int]
    dates: Sequence[FoundDate]
    loose: Sequence[StatedQuantity]
    conditions: Sequence[FoundCondition]
    asked: Option
    targets: list[Option]

    @property
    def act(self) -> tuple[Scene, Candidate, Action, Stance]:
        """What every list of options is made from."""
        return self.scene, self.candidate, self.verdict.action, self.verdict.stance


class Fields:
    """Fills the fields of a report's claims."""

    def __init__(
        self,
        one: "Prepared",
        about: tuple[str | None, str | None],
        name: str,
        *,
        country: str | None,
        chooser: Chooser = choose,
        trace: "Trace | None" = None,
    ) -> None:
        """Find the sums, counts, dates and credits of the report.

        Args:
            one: The report.
            about: Codes of the two that it is mostly about.
            name: Of the extractor.
            country: Where it was published.
            chooser: Chooses among options; default: by the weights that ship with Pledgebook.
            trace: Notes what is chosen, and why; then it does the choosing, by the same weights.
        """
        self._around: Around
        self._one = one
        self._focus, self._rival = about
        self._name = name
        self._trace = trace
        self._choose = chooser if trace is None else trace.choose
        self._voices = voices_of(
            one.mentions,
            [(sentence.span, sentence.text) for sentence in one.sentences],
            one.names,
            official=one.issuer is not None,
        )
        self._amounts: tuple[StatedAmount, ...] = (
            find_amounts(one.text, dollar=dollar_of(country), krone=krone_of(country))
            if country
            else find_amounts(one.text)
        )
        self._quantities: tuple[StatedQuantity, ...] = find_quantities(one.text)
        self._dates: tuple[FoundDate, ...] = find_dates(one.text, published=one.published)
        self._credits: tuple[Credit, ...] = find_credits(one.text)

    def claims(self, by_sentence: Iterable[Sequence[Item]]) -> Iterator[Claim]:
        """The claims of the report, given those of each sentence."""
        drafts: list[_Draft] = []
        sentences = list(by_sentence)
        self._around = self._look_around(sentences)
        for items in sentences:
            drafts += self._drafts(items, len(drafts))
        first = [self._choose("first target", draft.targets, draft.place) for draft in drafts]
        keys = [option.key for option in first]
        for draft, target in zip(drafts, first, strict=True):
            chosen = target
            if len(drafts) > 1:
                same = [other.verdict.action is draft.verdict.action for other in drafts]
                chosen = self._choose("target", with_others(draft.targets, draft.place, keys, same), draft.place)
            yield self._claim(draft, chosen.value)

    def _look_around(self, sentences: Sequence[Sequence[Item]]) -> Around:
        one = self._one
        title = actors().find(one.report.title, when=one.published) if one.report.title else ()
        acts = [
            (one.mentions[considered.number][candidate.mention].code or "", verdict.action)
            for items in sentences
            for considered, candidate, verdict in items
        ]
        return around(one.mentions, [code for code in (self._focus, self._rival) if code], title, one.text, acts)

    def _drafts(self, items: Sequence[Item], place: int) -> Iterator[_Draft]:
        considered = items[0][0]
        span = considered.sentence.span
        scene = Scene(
            tree=considered.tree,
            text=considered.sentence.text,
            offset=span.start,
            mentions=self._one.mentions[considered.number],
            mentioned=considered.mentioned,
            amounts=[amount for amount in self._amounts if span.covers(amount.span)],
            quantities=[quantity for quantity in self._quantities if span.covers(quantity.span)],
            focus=self._focus,
            rival=self._rival,
        )
        dates = [found for found in self._dates if span.covers(found.span)]
        taken = [amount.span for amount in scene.amounts] + [quantity.span for quantity in scene.quantities]
        taken += [found.span for found in dates]
        loose = loose_counts(scene.text, span.start, taken, self._quantities)
        by_rows = find_conditions(considered.tree, scene.text)
        conditions = seen_conditions(considered.tree, scene.text, considered.seen, by_rows)
        if self._trace is not None:
            self._trace.conditions[considered.number] = (by_rows, conditions, considered.seen)
        inside = frozenset(token for condition in conditions for token in condition.inside)
        hangs_on = _shared_conditions(scene, items, conditions)
        chosen: dict[int, list[FoundCondition]] = defaultdict(list)
        for number, (_, candidate, verdict) in enumerate(items):
            by_rule = hangs_on[verdict.stance, verdict.action, candidate.leaf]
            mine = self._conditions(scene, items, place + number, place, by_rule, conditions)
            chosen[candidate.leaf] += [found for found in mine if found not in chosen[candidate.leaf]]
        for number, (_, candidate, verdict) in enumerate(items, start=place):
            action, stance = verdict.action, verdict.stance
            asked = Option("", None, ())
            if stance is Stance.ASKS:
                who = addressee_of(scene, candidate)
                options = party_options(
                    scene, candidate, action, stance, self._around, considered.number,
                    rule=who.code if who else None, inside=inside, roles=verdict.roles, part=1,
                )  # fmt: skip
                asked = self._choose("addressee", options, number)
            whom = target_of(scene, candidate, action, stance, asked=asked.value, inside=inside)
            targets = party_options(
                scene, candidate, action, stance, self._around, considered.number,
                asked=asked.key, rule=whom.code if whom else None, inside=inside, roles=verdict.roles,
            )  # fmt: skip
            mine = sorted(chosen[candidate.leaf], key=lambda found: found.start)
            yield _Draft(
                number, scene, considered, candidate, verdict, items, inside, dates, loose, mine, asked, targets
            )

    def _claim(self, draft: _Draft, target: Party | None) -> Claim:
        scene, candidate, action, stance = draft.act
        span = draft.considered.sentence.span
        speaker = self._speaker(draft)
        return Claim(
            report=self._one.report.id,
            evidence=Mention(scene.text, span),
            actor=scene.party(candidate.mention),
            stance=stance,
            action=action,
            target=target,
            addressee=draft.asked.value,
            domains=self._domains(draft),
            items=items_of(scene, candidate),
            quantity=self._quantity(draft),
            amounts=self._sums(draft),
            conditions=tuple(
                StatedCondition(
                    found.kind,
                    scene.text[found.start : found.end],
                    Span(span.start + found.start, span.start + found.end),
                )
                for found in draft.conditions
            ),
            joint=self._partners(draft, target.code if target else ""),
            speaker=speaker,
            outlet=outlet_of(scene, self._credits, self._one.text),
            said=self._said(draft, credited=speaker is not None),
            due=self._due(draft),
            stance_cue=_cue(scene, candidate.chain[0]),
            action_cue=_cue(scene, candidate.leaf),
            confidence=round(draft.verdict.confidence, 4),
            extractor=self._name,
        )

    def _conditions(
        self,
        scene: Scene,
        items: Sequence[Item],
        number: int,
        first: int,
        by_rule: Sequence[FoundCondition],
        conditions: Sequence[FoundCondition],
    ) -> list[FoundCondition]:
        """What the claim hangs on, in the order of the text: of the sentence's conditions, and what is one without saying so."""
        considered, candidate, verdict = items[number - first]
        bound = [c for _, c, _ in items]
        found = [condition for condition in by_rule if condition not in conditions]
        for condition in conditions:
            options = condition_options(
                scene.tree, scene.text, candidate, verdict.action, verdict.stance, condition,
                rule=condition in by_rule, bound=bound, count=len(conditions), leaning=leaning_of(condition, considered.seen),
            )  # fmt: skip
            option = self._choose("conditions", options, number)
            found += [condition] if option.key else []
        return sorted(found, key=lambda condition: condition.start)

    def _quantity(self, draft: _Draft) -> StatedQuantity | None:
        if not draft.scene.quantities and not draft.loose:
            return None
        rule = quantity_of(draft.scene, draft.candidate, draft.verdict.action, [c for _, c, _ in draft.rivals])
        options = quantity_options(*draft.act, rule, draft.inside, draft.loose)
        found: StatedQuantity | None = self._choose("quantity", options, draft.place).value
        return found

    def _sums(self, draft: _Draft) -> tuple[StatedAmount, ...]:
        if not draft.scene.amounts:
            return ()
        everyone = [candidate for _, candidate, _ in draft.rivals]
        rule = amounts_of(draft.scene, draft.candidate, draft.verdict.action, everyone)
        chosen = (
            self._choose("amounts", amount_options(*draft.act, amount, rule, draft.inside, everyone), draft.place)
            for amount in draft.scene.amounts
        )
        return tuple(option.value for option in chosen if option.key)

    def _partners(self, draft: _Draft, target: str) -> tuple[Party, ...]:
        scene, candidate, action, stance = draft.act
        rule = {party.code for party in partners_of(scene, candidate)}
        acts = {scene.mentions[c.mention].code: (v.action, v.stance) for _, c, v in draft.rivals}
        chosen = []
        for code, at in partner_codes(scene, candidate).items():
            same = 0 if code not in acts else 2 if acts[code] == (action, stance) else 1
            options = partner_options(
                *draft.act, code, at, rule=code in rule, same=same, target=target,
                roles=draft.verdict.roles,
            )  # fmt: skip
            chosen.append(self._choose("with", options, draft.place))
        return tuple(option.value for option in chosen if option.key)

    def _domains(self, draft: _Draft) -> tuple[Domain, ...]:
        rule = domains_of(draft.scene, draft.candidate, draft.verdict.action)
        nouns = words_below(draft.scene, draft.candidate)
        if self._choose is choose:
            nouns = [noun for noun in nouns if noun in known_behind_prefixes("domains")]
        chosen = [
            self._choose("domains", domain_options(*draft.act, domain, nouns, rule=domain in rule), draft.place)
            for domain in Domain
        ]
        return tuple(option.value for option in chosen if option.key)

    def _speaker(self, draft: _Draft) -> Mention | None:
        rule = speaker_of(draft.scene, draft.candidate, self._one.names, lexicon())
        options = speaker_options(*draft.act, self._voices, draft.considered.number, lexicon(), rule)
        found: Mention | None = self._choose("speaker", options, draft.place).value
        return found

    def _said(self, draft: _Draft, *, credited: bool) -> StatedDate | None:
        scene, span = draft.scene, draft.considered.sentence.span
        rule = said_of(scene, draft.candidate, draft.dates, self._date_before(span), self._one.published)
        options = said_options(
            *draft.act, self._dates, self._one.published, draft.considered.number, lexicon(), rule,
            credited=credited, section=str(draft.considered.sentence.section),
        )  # fmt: skip
        found: StatedDate | None = self._choose("said", options, draft.place).value
        return found

    def _due(self, draft: _Draft) -> StatedDate | None:
        if not draft.dates:
            return None
        rule = due_of(draft.verdict.stance, draft.dates, self._one.published)
        options = due_options(*draft.act, draft.dates, self._one.published, lexicon(), rule)
        found: StatedDate | None = self._choose("due", options, draft.place).value
        return found

    def _date_before(self, span: Span) -> FoundDate | None:
        before = [
            found
            for found in self._dates
            if found.span.end <= span.start and found.kind == "point" and len(found.when.iso) == 10
        ]
        return before[-1] if before else None


def _shared_conditions(
    scene: Scene, items: Sequence[Item], conditions: Sequence[FoundCondition]
) -> dict[tuple[Stance, Action, int], list[FoundCondition]]:
    """What each (stance, action, content word) hangs on: "France and Britain would send ..., once ..." binds both."""
    found: dict[tuple[Stance, Action, int], list[FoundCondition]] = defaultdict(list)
    bound = [(candidate, verdict.stance, verdict.action) for _, candidate, verdict in items]
    for (candidate, stance, action), mine in zip(bound, bind(scene.tree, scene.text, bound, conditions), strict=True):
        held = found[stance, action, candidate.leaf]
        held += [condition for condition in mine if condition not in held]
    return found


def _cue(scene: Scene, token: int) -> Mention:
    start, end = scene.tree.starts[token], scene.tree.end(token)
    return Mention(scene.text[start:end], Span(scene.offset + start, scene.offset + end))
