"""A report to its claims: the cascade, in the order of the data.

    report -> sentences -> actors -> gate -> small encoder (-> encoder) -> trees -> candidates -> claims

A cheap gate drops sentences that hardly hold a claim. The small encoder reads the
others; where it sees anything that may be a claim, the large one is asked too, and both
decide which actors make which claims. Only sentences with a claim get a tree, which the small encoder
has seen along with the claims. The fast way leaves the decision to the small encoder.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice

from pledgebook.extract.actors import ActorMention, actors
from pledgebook.extract.anaphora import resolve
from pledgebook.extract.answers import Answer, agreed, answers_of, fitting_candidate, with_unnamed
from pledgebook.extract.candidates import Candidate, find_candidates, head_of, token_range
from pledgebook.extract.clues import read_clues, without_furniture
from pledgebook.extract.encoder import Answered, Encoder, shipped_encoder
from pledgebook.extract.explaining import explanation
from pledgebook.extract.fields import Fields, Item
from pledgebook.extract.focus import country_of, focus_of
from pledgebook.extract.gate import gate_words, shipped_gate
from pledgebook.extract.lexicon import lexicon
from pledgebook.extract.naming import tables_version
from pledgebook.extract.official_texts import official_body
from pledgebook.extract.one_core import one_core
from pledgebook.extract.packages import with_packages
from pledgebook.extract.parse import Parser, Tree
from pledgebook.extract.questions import Question, place_kind, questions_of
from pledgebook.extract.sentence_view import Mentioned, SentenceView
from pledgebook.extract.sentences import Sentence, split_sentences
from pledgebook.extract.sifting import (
    not_ruled_out,
    without_repeats,
    without_tellers,
    without_the_asked,
)
from pledgebook.extract.small_encoder import SmallEncoder, shipped_small_encoder
from pledgebook.extract.speech import fullest_names
from pledgebook.extract.trace import Looked, Trace
from pledgebook.extract.verbatim import as_written, mended
from pledgebook.model import Claim, Clues, Explanation, Mention, Report
from pledgebook.model.explanation import Outcome

VERSION = "2"
_TOGETHER = 12
DULL = 0.05
"""Where the small encoder finds nothing likelier than this, the large one is not asked."""
_SIFTS = (
    (without_the_asked, Outcome.ONLY_ASKED),
    (without_tellers, Outcome.ONLY_TELLS),
    (without_repeats, Outcome.REPEATED),
)
"""The rules on which readings stand, in their order, each with what becomes of the others."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report with all that is found before parsing.

    Attributes:
        report: The report.
        sentences: Its sentences.
        mentions: For each sentence, its actor mentions, resolved.
        focus: Code of the state or body that most of the report is about.
        published: The report's day.
        names: Fullest form of each person's name.
        text: Its text with furniture blanked.
        words: For each sentence, its lower-case words.
        issuer: Code of the state or body that issues the text; None for the text of a medium.
    """

    report: Report
    sentences: tuple[Sentence, ...]
    mentions: tuple[tuple[ActorMention, ...], ...]
    focus: str | None
    published: date | None
    names: dict[str, Mention]
    text: str
    words: tuple[frozenset[str], ...]
    issuer: str | None


@dataclass(slots=True)
class Considered:
    """One sentence with its candidates, before any claim is tied to one.

    Attributes:
        number: Of the sentence in the report.
        sentence: The sentence.
        tree: Its tree.
        mentioned: Its actor mentions as the tree sees them.
        view: What its words show.
        candidates: All candidates.
        seen: What the encoder sees in it; None where it was not asked.
    """

    number: int
    sentence: Sentence
    tree: Tree
    mentioned: list[Mentioned]
    view: SentenceView
    candidates: list[Candidate]
    seen: Answered | None = None


class Extractor:
    """Reads the claims and clues of reports, without network and without a language model.

    Example:
        >>> claims, _ = Extractor().read(Report("r1", "Norway pledged 50 million euros for Haiti on Monday."))
        >>> [(c.actor.code, str(c.stance), str(c.action)) for c in claims]
        [('NOR', 'committed', 'fund')]
    """

    def __init__(
        self,
        *,
        encoder: Encoder | None = None,
        small: SmallEncoder | None = None,
        fast: bool = False,
    ) -> None:
        """Choose who decides. Words and encoders are loaded with the first report.

        Args:
            encoder: An encoder other than the shipped one, for measuring.
            small: A small encoder other than the shipped one, for measuring.
            fast: Ask the small encoder alone: faster, less accurate.
        """
        self._given_encoder = encoder
        self._given_small = small
        self._fast = fast

    @cached_property
    def encoder(self) -> Encoder:
        """What decides, unless it is to be fast."""
        return self._given_encoder or shipped_encoder()

    @cached_property
    def small(self) -> SmallEncoder:
        """What sees trees, and where claims may be."""
        return self._given_small or shipped_small_encoder()

    @property
    def threshold(self) -> float:
        """A reading below this chance is not kept."""
        return self.small.threshold if self._fast else self.encoder.threshold

    @cached_property
    def parser(self) -> Parser:
        """The parser."""
        return Parser()

    @property
    def language(self) -> str:
        """The language that it reads."""
        return "en"

    def available(self) -> bool:
        """Whether all that it needs is installed: always."""
        return True

    @property
    def name(self) -> str:
        """Name and version, as it stands on each claim."""
        parts = (self._given_encoder, self._given_small)
        given = "".join(f"+{part.version}" for part in parts if part is not None)
        return f"pledgebook-en{'-fast' if self._fast else ''} {VERSION}+{tables_version()}{given}"

    def read(self, report: Report) -> tuple[tuple[Claim, ...], Clues]:
        """The claims of one report in the order of its text, and its clues. The book's door checks that each is verbatim."""
        ((_, claims, clues),) = self.read_many([report])
        return claims, clues

    def explain(self, report: Report) -> Explanation:
        """The same claims, each with what made it, and what else was seen in each sentence and why it is no claim."""
        trace = Trace()
        ((_, claims, _),) = self.read_many([report], trace)
        return explanation(self, report, claims, trace, DULL)

    def read_many(
        self, reports: Iterable[Report], trace: Trace | None = None
    ) -> Iterator[tuple[Report, tuple[Claim, ...], Clues]]:
        """The same for many reports, in order; a trace notes how one report is read.

        The large encoder is asked about some reports together, one sentence after the other, so that its weights stay at hand.
        """
        waiting = iter(reports)
        while batch := list(islice(waiting, 1 if self._fast else _TOGETHER)):
            with one_core():
                answered = [self._answers(prepare(report), trace) for report in batch]
            for report, (one, answers) in zip(batch, answered, strict=True):
                with one_core():
                    clues = read_clues(report)
                    items = self._found(one, answers, trace)
                    claims = with_packages(self._claims(one, items, trace), clues, one.sentences)
                if mended(report.text) != report.text:
                    claims = as_written(claims, report.text)
                yield report, claims, clues

    def _found(self, one: Prepared, answers: Sequence[Answer], trace: Trace | None) -> list[Item]:
        """What is found in a report."""
        sentences: dict[int, Considered] = {}
        items: list[Item] = []
        for held in answers:
            if held.number not in sentences:
                sentences[held.number] = self._looked_at(one, held)
            items.append(self._settled(sentences[held.number], held))
            if trace is not None:
                trace.settled[id(items[-1][2])] = (held.number, held.at, held.verdict)
        for sift, outcome in _SIFTS:
            left = sift(items)
            if trace is not None:
                trace.sifted(items, left, outcome)
            items = left
        return items

    def _looked_at(self, one: Prepared, held: Answer) -> Considered:
        """The sentence of an answer, with its tree."""
        sentence = one.sentences[held.number]
        tree = self.small.tree(self.parser.words(sentence.text), held.small)
        considered = _consider(one, held.number, tree)
        considered.seen = self.small.closer(held.seen) if held.seen is held.small else held.seen
        return considered

    def _settled(self, considered: Considered, held: Answer) -> Item:
        """An answer as a claim of its sentence, tied to the tree."""
        view = considered.view
        candidate = fitting_candidate(considered.tree, view, considered.candidates, held)
        verdict = not_ruled_out(view, candidate, held.verdict)
        if not self._fast:
            roles = self.encoder.roles(held.question, held.seen, held.at, verdict.action, verdict.stance)
            verdict = replace(verdict, roles=roles)
        return considered, candidate, verdict

    def _answers(self, one: Prepared, trace: Trace | None) -> tuple[Prepared, list[Answer]]:
        questions = questions_of(one.sentences, one.mentions, one.issuer)
        if trace is not None:
            trace.prepared = one
        asked = [question for question in questions if self._passes(one, question, trace)]
        seen = zip(asked, self.small.answers(asked), strict=True)
        answers = answers_of(
            ((question, *self._seen(question, small, trace)) for question, small in seen), self.threshold, trace
        )
        mentions, answers = with_unnamed(one.mentions, answers)
        return replace(one, mentions=mentions), answers

    def _passes(self, one: Prepared, question: Question, trace: Trace | None) -> bool:
        """Whether a sentence is worth looking at."""
        marks = gate_marks(one.words[question.number], one.mentions[question.number])
        if trace is not None:
            trace.gate[question.number] = shipped_gate().score(marks)
        return shipped_gate().passes(marks)

    def _seen(self, question: Question, small: Answered, trace: Trace | None) -> tuple[Answered, Answered]:
        """What is seen in a sentence, and what the small encoder alone sees; the large one is asked where that is in doubt."""
        large = None if self._fast or small.chances.max() < DULL else self.encoder.answer(question)
        decided = small if large is None else agreed(large, small)
        if trace is not None:
            trace.looked[question.number] = Looked(question, small, large, decided)
        return decided, small

    def consider(self, one: Prepared) -> list[Considered]:
        """The candidates of all sentences that name an actor: the field weights are fitted on them."""
        numbers = [n for n, mentions in enumerate(one.mentions) if any(mention.code for mention in mentions)]
        return [_consider(one, number, tree) for number, tree in zip(numbers, self._trees(one, numbers), strict=True)]

    def _trees(self, one: Prepared, numbers: Sequence[int]) -> Iterator[Tree]:
        """The trees of some sentences of a report."""
        questions = {question.number: question for question in questions_of(one.sentences, one.mentions, one.issuer)}
        for number in numbers:
            text = one.sentences[number].text
            question = questions.get(number) or Question(number, text, "", (), in_body=True)
            yield self.small.tree(self.parser.words(text), self.small.answer(question))

    def _claims(self, one: Prepared, kept: Sequence[Item], trace: Trace | None) -> tuple[Claim, ...]:
        acting = {(sentence.number, candidate.mention) for sentence, candidate, _ in kept}
        focus = focus_of(one.mentions, one.sentences, acting)
        reader = Fields(one, focus, self.name, country=country_of(one.report.outlet), trace=trace)
        by_sentence: dict[int, list[Item]] = defaultdict(list)
        for item in kept:
            by_sentence[item[0].number].append(item)
        if trace is not None:
            trace.kept = [item for number in sorted(by_sentence) for item in by_sentence[number]]
            trace.about = tuple(code for code in focus if code)
        return tuple(reader.claims(by_sentence[number] for number in sorted(by_sentence)))


def gate_marks(words: frozenset[str], mentions: Sequence[ActorMention]) -> set[str]:
    """What the gate sees of a sentence: its words, and which kinds of actors it names."""
    return {f"@{place_kind(mention)}" for mention in mentions} | words


def prepare(report: Report) -> Prepared:
    """All that is found before parsing."""
    text = mended(without_furniture(report))
    published = report.published.latest if report.published else None
    sentences = split_sentences(mended(report.text), report.furniture, report.title)
    found = actors().find(text, when=published)
    issuer = official_body(report.outlet, report.url, report.title, text)
    mentions = resolve(
        found,
        text,
        sentences,
        outlet_country=country_of(report.outlet),
        official_body=issuer,
    )
    grouped: list[list[ActorMention]] = [[] for _ in sentences]
    at = 0
    for mention in mentions:
        while at < len(sentences) and sentences[at].span.end <= mention.span.start:
            at += 1
        if at < len(sentences) and sentences[at].span.covers(mention.span):
            grouped[at].append(mention)
    focus, _ = focus_of(grouped, sentences)
    words = tuple(frozenset(gate_words(sentence.text)) for sentence in sentences)
    return Prepared(
        report=report,
        sentences=sentences,
        mentions=tuple(map(tuple, grouped)),
        focus=focus,
        published=published,
        names=fullest_names(mentions, text),
        text=text,
        words=words,
        issuer=issuer,
    )


def _consider(one: Prepared, number: int, tree: Tree) -> Considered:
    sentence = one.sentences[number]
    mentioned: list[Mentioned] = []
    offset = sentence.span.start
    for mention in one.mentions[number]:
        first, after = token_range(tree, mention.span.start - offset, mention.span.end - offset)
        head = None
        if after > first and mention.code is not None:
            inner = token_range(tree, mention.span.start - offset, mention.head_end - offset)
            head = head_of(tree, *inner) if inner[1] > inner[0] else head_of(tree, first, after)
        mentioned.append(Mentioned(mention.code, head, first, after))
    view = SentenceView.of(tree, mentioned, lexicon())
    candidates = find_candidates(tree, [m.head for m in mentioned], lexicon())
    return Considered(number, sentence, tree, mentioned, view, candidates)
