"""Who acts, who is asked and who receives in a Russian sentence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pledgebook.extract.ru.naming import Named
from pledgebook.extract.ru.parsing import Sentence, Word, plainly
from pledgebook.extract.ru.tables import rows
from pledgebook.extract.ru.telling import Teller
from pledgebook.model import Action, Party, Span, Stance, StatedDate

_THEY = frozenset({"он", "она", "они"})
_WE = frozenset({"мы", "я"})
_WITH = frozenset({Action.SETTLE, Action.RATIFY, Action.NEGOTIATE})
_HELPED = frozenset(
    {
        Action.ARM,
        Action.FUND,
        Action.DEPLOY,
        Action.GUARANTEE,
        Action.TRAIN,
        Action.SUPPORT,
        Action.SANCTION,
        Action.ADMIT,
    }
)
_STANDS_OUT = 5
_FOR_ONESELF = frozenset({Action.ARM, Action.FUND, Action.ADMIT, Action.GUARANTEE, Action.SUPPORT, Action.TRAIN})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts.

    Attributes:
        party: Code, words and place.
        head: Number of the word that names it.
        count: How many, for an unlisted plural.
        sure: From 0 to 1: lower where a sentence before had to be asked.
    """

    party: Party
    head: int
    count: int | None = None
    sure: float = 1.0


@dataclass(slots=True)
class Context:
    """What the sentences before leave behind.

    Attributes:
        focus: State that the report is most about.
        teller: Who told last.
        told_on: When that was.
        actor: Who acted last.
        targets: Last target of each action.
    """

    focus: str | None = None
    teller: Teller | None = None
    told_on: StatedDate | None = None
    actor: str | None = None
    targets: dict[Action, str] = field(default_factory=dict)


def subject_of(sentence: Sentence, number: int) -> Word | None:
    """The subject of a predicate, or of the one that it is strung to."""
    seen: set[int] = set()
    while number >= 0 and number not in seen:
        seen.add(number)
        for child in sentence.children[number]:
            if sentence.words[child].relation.startswith("nsubj"):
                return sentence.words[child]
        word = sentence.words[number]
        if word.relation not in ("conj", "ccomp", "xcomp", "advcl"):
            return None
        number = word.head
    return None


def actors_of(sentence: Sentence, subject: Word, names: Sequence[Named], start: int, context: Context) -> list[Actor]:
    """Who acts: the subject and those strung to it."""
    heads = [subject]
    for child in sentence.children[subject.number]:
        word = sentence.words[child]
        if word.relation == "conj" and word.pos in ("NOUN", "PROPN") and word.number - subject.number < 12:
            heads.append(word)
    found = [_actor(sentence, head, names, start, context, alone=head is subject) for head in heads]
    return [actor for actor in found if actor is not None]


def _actor(
    sentence: Sentence, head: Word, names: Sequence[Named], start: int, context: Context, *, alone: bool
) -> Actor | None:
    named = next((one for one in names if one.first <= head.number <= one.last and one.kind != "adjective"), None)
    if named is not None and named.code:
        return _as_actor(sentence, named, named.first, named.last, start)
    pronoun = plainly(head.text)
    if pronoun in _WE:
        code = context.teller.code if context.teller else None
        return _by_context(code, sentence, head, start)
    if pronoun in _THEY:
        told = context.teller.code if context.teller and pronoun != "они" else None
        return _by_context(told or context.actor, sentence, head, start)
    organ = head.lemma in rows("bodies")["organs"]["nouns"]
    if not organ and named is None:
        return None
    below = sentence.below(head.number, without=_clauses(sentence, head.number))
    near = [
        one for number in below for one in names if one.first <= number <= one.last and one.code and one.code != "GROUP"
    ]
    last = max((number for number in below if number - head.number < 8), default=head.number)
    if near:
        return _as_actor(sentence, near[0], min(head.number, *below), last, start)
    if organ and alone and context.actor:
        return _by_context(context.actor, sentence, head, start)
    return None


def _clauses(sentence: Sentence, number: int) -> frozenset[int]:
    """What hangs on a name and is no part of it."""
    return frozenset(
        child
        for child in sentence.children[number]
        if sentence.words[child].relation in ("conj", "acl:relcl", "acl", "parataxis", "punct", "cc")
    )


def _as_actor(sentence: Sentence, named: Named, first: int, last: int, start: int) -> Actor:
    words = sentence.words
    span = Span(start + words[first].start, start + words[last].end)
    return Actor(Party(named.code, sentence.text[words[first].start : words[last].end], span), named.first, named.count)


def _by_context(code: str | None, sentence: Sentence, head: Word, start: int) -> Actor | None:
    if not code:
        return None
    span = Span(start + head.start, start + head.end)
    return Actor(Party(code, sentence.text[head.start : head.end], span), head.number, sure=0.8)


def addressee_of(
    sentence: Sentence, path: Sequence[int], names: Sequence[Named], actor: str, start: int
) -> Party | None:
    """Who is asked: what hangs on the words that ask, as an object or behind "от" and "к"."""
    for number in path[:2]:
        for child in sentence.children[number]:
            word = sentence.words[child]
            if word.relation not in ("obj", "iobj", "obl", "nmod") or word.number == path[-1]:
                continue
            case = _case(sentence, word)
            if case not in ("от", "к", "у") and (case or word.relation not in ("obj", "iobj")):
                continue
            for one in names:
                if one.first <= child <= one.last and one.code not in ("", actor) and one.kind != "adjective":
                    return _party(sentence, one, start)
    return None


def target_of(
    sentence: Sentence,
    content: Sequence[int],
    names: Sequence[Named],
    action: Action,
    stance: Stance,
    actor: str,
    addressee: Party | None,
    start: int,
    context: Context,
) -> Party | None:
    """Who receives, is defended, joined, sanctioned or struck; where the sentence does not say, what the report is about."""
    depth = {number: place for place, number in enumerate(content)}
    best: tuple[int, int, Named] | None = None
    for one in names:
        places = [depth[number] for number in range(one.first, one.last + 1) if number in depth]
        if one.code in ("", actor) or not places:
            continue
        if (
            addressee is not None
            and addressee.span is not None
            and addressee.span.start == start + sentence.words[one.first].start
        ):
            continue
        weight = _fits(sentence, one, action)
        if weight and (best is None or (weight, -min(places)) > best[:2]):
            best = (weight, -min(places), one)
    if best is not None:
        return _party(sentence, best[2], start)
    if _at_home(sentence, content) or (stance is Stance.ASKS and action in _FOR_ONESELF):
        return Party(actor)
    if action in _HELPED:
        code = context.targets.get(action) or context.focus
        return Party(code) if code and code != actor else None
    return None


def _at_home(sentence: Sentence, content: Sequence[int]) -> bool:
    """Whether something is done "у себя", at the actor's own place."""
    return any(
        sentence.words[number].lemma == "себя" and _case(sentence, sentence.words[number]) == "у" for number in content
    )


def _fits(sentence: Sentence, one: Named, action: Action) -> int:
    """How well a name fits as the target of an action, by its case and preposition; 0 if not."""
    word = sentence.words[one.first]
    case = _case(sentence, sentence.words[one.last]) or _case(sentence, word)
    form = word.feats.get("Case", "")
    if one.kind == "person":
        return 0
    if case in ("для", "против") or sentence.text[: word.start].lower().endswith("в отношении "):
        return 5
    if action is Action.ADMIT:
        return 4 if not case and form == "Gen" else 0
    if action in _WITH:
        return (
            4
            if case in ("с", "со")
            else 2
            if form in ("Gen", "Dat") and not case and action is not Action.SETTLE
            else 0
        )
    if not case and form == "Dat":
        return 4
    if action is Action.DEPLOY:
        return 4 if case in ("в", "во", "на") else 0
    if action is Action.ATTACK:
        return 3 if case in ("по", "на") else 1 if not case and form == "Gen" else 0
    if action is Action.SANCTION:
        return 3 if one.kind == "adjective" or (not case and form == "Gen") else 0
    if case in ("в", "во", "на"):
        return 2 if form == "Acc" and one.kind != "seat" else 1 if one.kind == "state" else 0
    if case or _in_a_phrase(sentence, word):
        return 0
    return 3 if form == "Gen" else 2 if one.kind == "adjective" else 0


def _in_a_phrase(sentence: Sentence, word: Word) -> bool:
    """Whether a name stands within a phrase behind a preposition: "по образцу пятой статьи НАТО"."""
    for number in sentence.above(word.number):
        above = sentence.words[number]
        if above.pos not in ("NOUN", "PROPN"):
            return False
        if _case(sentence, above) not in ("", "на", "в", "о"):
            return True
    return False


def _party(sentence: Sentence, one: Named, start: int) -> Party:
    first, last = sentence.words[one.first], sentence.words[one.last]
    return Party(one.code, sentence.text[first.start : last.end], Span(start + first.start, start + last.end))


def _case(sentence: Sentence, word: Word) -> str:
    for child in sentence.children[word.number]:
        if sentence.words[child].relation == "case":
            return sentence.words[child].lemma
    return ""


def focus_of(all_names: Sequence[Sequence[Named]], sentences: Sequence[Sentence]) -> str | None:
    """The state that most is given to or done in; None where no state stands out."""
    counts: Counter[str] = Counter()
    for names, sentence in zip(all_names, sentences, strict=True):
        for one in names:
            word = sentence.words[one.first]
            if (
                one.kind not in ("state", "seat", "adjective")
                or word.relation in ("conj", "root")
                or word.relation.startswith("nsubj")
            ):
                continue
            case = _case(sentence, word)
            given = word.relation in ("iobj", "obl") and (word.feats.get("Case") == "Dat" or case == "для")
            there = one.kind == "state" and case in ("в", "на") and word.relation in ("obl", "nmod")
            counts[one.code] += 3 if given or there else 2 if case == "против" else 1
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    return ranked[0] if ranked and counts[ranked[0]] >= _STANDS_OUT else None
