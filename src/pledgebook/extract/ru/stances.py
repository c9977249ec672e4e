"""What a predicate of a Russian sentence says: which stance, towards which content, and where both show.

A stance may stand in the predicate itself ("обязался направить"), in what hangs on it ("заявил о готовности
направить"), or in tense and negation alone ("направит", "не направит", "направил"). The path from
the predicate to the content is walked word by word, and each word on it may change the stance.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pledgebook.extract.ru.parsing import Sentence, Word
from pledgebook.extract.ru.tables import actions, cues, rows
from pledgebook.model import Stance

_LONGEST_PATH = 6
_CONTENT = ("obj", "obl", "nmod", "nsubj:pass", "iobj")
_LEADS_ON = frozenset({"о", "об", "на", "к", "от", "в", "во", "за", "с"})
"""Prepositions behind which the content of a stance may stand."""
_OTHERS = (Stance.ASKS, Stance.BACKS, Stance.OPPOSES)
_NOT_MEANT = frozenset({"должный", "должен", "обязанный"})
"""What an actor has to do is no word of its own."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one predicate says.

    Attributes:
        stance: Which stance.
        predicate: Number of the predicate.
        path: Numbers of the words from the predicate to the content, both included.
        content: Number of the word that the action hangs on.
        plain: Whether a word of its own shows the stance, not tense alone.
    """

    stance: Stance
    predicate: int
    path: tuple[int, ...]
    content: int
    plain: bool


def said_by(sentence: Sentence, number: int) -> Iterator[Said]:
    """What a predicate says: nothing, one thing, or as many as contents are strung together behind it."""
    predicate = sentence.words[number]
    unsaid = predicate.lemma in _NOT_MEANT or _asks_whether(sentence, predicate)
    if unsaid and not _is_undecided(sentence, predicate):
        return
    found = _walk(sentence, predicate)
    if found is None:
        return
    yield found
    content = sentence.words[found.content]
    if len(found.path) > 1:
        for child in sentence.children[content.number]:
            other = sentence.words[child]
            if (
                other.relation == "conj"
                and other.pos == content.pos
                and other.feats.get("VerbForm") == content.feats.get("VerbForm")
            ):
                yield Said(found.stance, number, (*found.path[:-1], child), child, found.plain)


def is_predicate(sentence: Sentence, word: Word) -> bool:
    """Whether a word can say something of a subject: a finite verb, a short adjective, a noun behind "против" or "за"."""
    if word.pos in ("VERB", "AUX"):
        auxiliary = any(sentence.words[child].relation.startswith("aux") for child in sentence.children[word.number])
        return word.feats.get("VerbForm") not in ("Part", "Conv", "Inf") or auxiliary
    if word.pos == "ADJ":
        return word.feats.get("Variant") == "Short" or word.lemma in cues().stances
    return word.pos == "NOUN" and _side(sentence, word) is not None and _has_subject(sentence, word)


def negated(sentence: Sentence, number: int) -> bool:
    """Whether a "не" stands before a word."""
    return any(sentence.words[child].lemma in ("не", "нельзя") for child in sentence.children[number])


def _walk(sentence: Sentence, predicate: Word) -> Said | None:
    known = cues()
    stance = _side(sentence, predicate) if predicate.pos == "NOUN" else None
    plain = stance is not None
    if stance is not None and negated(sentence, predicate.number):
        stance = known.against.get(stance, stance)
    path = [predicate.number]
    at = predicate
    while not (predicate.pos == "NOUN" and plain) and len(path) < _LONGEST_PATH:
        following, shown = _step(sentence, at)
        if shown is not None:
            stance, plain = _together(stance, shown), True
        if following is None or (shown is None and at.lemma not in known.through):
            break
        if shown is None and stance is None and following.lemma not in known.stances and at.lemma in known.speech:
            return None
        path.append(following.number)
        at = following
        if stance in _OTHERS and at.pos != "VERB" and at.lemma not in known.through and at.lemma not in known.nouns:
            break
    if stance is None:
        if predicate.lemma in known.speech:
            return None
        stance = by_tense(sentence, predicate)
    if stance is None:
        return None
    return Said(stance, predicate.number, tuple(path), at.number, plain)


def _step(sentence: Sentence, at: Word) -> tuple[Word | None, Stance | None]:
    """The word that the content hangs on next, and the stance that this word shows."""
    known = cues()
    if at.lemma in known.sides:
        for child in sentence.children[at.number]:
            side = _side(sentence, sentence.words[child])
            if side is not None:
                side = known.against.get(side, side) if negated(sentence, at.number) else side
                return sentence.words[child], side
        return None, None
    stance = known.stances.get(at.lemma)
    if at.pos == "NOUN" and at.lemma not in known.nouns:
        stance = None
    if at.pos in ("VERB", "ADJ", "ADV") and at.lemma in known.nouns and at.lemma not in _verbs():
        stance = None
    if at.lemma == "наложить" and any(sentence.words[child].lemma == "вето" for child in sentence.children[at.number]):
        veto = next(c for c in sentence.children[at.number] if sentence.words[c].lemma == "вето")
        return _content(sentence, sentence.words[veto], Stance.OPPOSES) or sentence.words[veto], Stance.OPPOSES
    if negated(sentence, at.number) and (stance is not None or at.lemma in known.against_verbs):
        stance = shown_by(sentence, at)
    return _content(sentence, at, stance), stance


def _verbs() -> frozenset[str]:
    table = rows("cues")
    return frozenset(
        word
        for stance in Stance
        for kind in ("verbs", "adjectives")
        for word in table.get(stance.value, {}).get(kind, ())
    )


def _content(sentence: Sentence, at: Word, stance: Stance | None) -> Word | None:
    """What hangs on a word as its content: an infinitive first, then a clause, then an object, then what a preposition ties."""
    children = [sentence.words[child] for child in sentence.children[at.number]]
    for child in children:
        if (
            _is_infinitive(sentence, child)
            and child.relation not in ("conj", "parataxis")
            and not _is_clause(sentence, child, "если")
        ):
            return child
    for child in children:
        below = _infinitive_below(sentence, child)
        if below is not None and child.lemma in cues().nouns:
            return child
        if below is not None and stance is Stance.ASKS:
            return below
    for child in children:
        clause = child.pos == "VERB" and child.relation in ("ccomp", "csubj", "advcl", "acl")
        told = at.lemma in cues().speech and _has_subject(sentence, child)
        if clause and not told and _is_clause(sentence, child, "что", "чтобы"):
            return child
    nouns = [child for child in children if child.pos in ("NOUN", "PROPN", "ADJ", "X") and child.relation in _CONTENT]
    nouns = [child for child in nouns if child.relation != "iobj"]
    bare = [child for child in nouns if not _case(sentence, child)]
    tied = [child for child in nouns if _case(sentence, child) in _LEADS_ON]
    shown = actions()
    telling = [child for child in (*bare, *tied) if child.lemma in cues().nouns]
    acting = [child for child in (*bare, *tied) if child.lemma in shown]
    common = [child for child in bare if child.pos != "PROPN"]
    return next(iter([*telling, *common, *acting, *(child for child in tied if child.pos != "PROPN"), *bare]), None)


def _infinitive_below(sentence: Sentence, noun: Word) -> Word | None:
    """The infinitive that hangs on an object: "просит партнеров увеличить", "выразил готовность направить"."""
    if noun.pos not in ("NOUN", "PROPN", "PRON", "ADJ") or noun.relation not in _CONTENT:
        return None
    below = (sentence.words[number] for number in sentence.children[noun.number])
    fitting = (word for word in below if word.relation in ("nmod", "acl", "xcomp", "advcl"))
    return next((word for word in fitting if _is_infinitive(sentence, word)), None)


def _is_infinitive(sentence: Sentence, word: Word) -> bool:
    if word.pos != "VERB" or word.feats.get("VerbForm") != "Inf":
        return False
    return not any(sentence.words[child].relation.startswith("aux") for child in sentence.children[word.number])


def _is_clause(sentence: Sentence, word: Word, *marks: str) -> bool:
    return any(
        sentence.words[child].relation in ("mark", "advmod", "cc", "fixed") and sentence.words[child].lemma in marks
        for child in sentence.children[word.number]
    )


def shown_by(sentence: Sentence, word: Word) -> Stance | None:
    """The stance that one word shows, a "не" before it taken into account."""
    known = cues()
    stance = known.stances.get(word.lemma)
    if not negated(sentence, word.number):
        return stance
    return known.against_verbs.get(word.lemma) or (known.against.get(stance) if stance else None)


def _has_subject(sentence: Sentence, word: Word) -> bool:
    return any(sentence.words[child].relation.startswith("nsubj") for child in sentence.children[word.number])


def _case(sentence: Sentence, word: Word) -> str:
    """The preposition of a noun."""
    for child in sentence.children[word.number]:
        if sentence.words[child].relation == "case":
            return sentence.words[child].lemma
    return ""


def _side(sentence: Sentence, word: Word) -> Stance | None:
    """The side that the preposition of a noun takes."""
    table = rows("cues")["sides"]
    held = {table["backs"]: Stance.BACKS, table["opposes"]: Stance.OPPOSES}
    return held.get(_case(sentence, word))


def _asks_whether(sentence: Sentence, word: Word) -> bool:
    return any(sentence.words[child].lemma == "ли" for child in sentence.children[word.number])


def _is_undecided(sentence: Sentence, word: Word) -> bool:
    return word.lemma in cues().against_verbs and negated(sentence, word.number)


def _together(outer: Stance | None, inner: Stance) -> Stance:
    """One stance of two, the outer one governing: "готов отказаться", "обещал рассмотреть"."""
    if outer is None or (outer is Stance.COMMITTED and inner not in _OTHERS):
        return inner
    if outer.is_own and inner in _OTHERS and outer is not Stance.DECLINED:
        return inner
    if outer is Stance.DECLINED and inner is Stance.BACKS:
        return Stance.OPPOSES
    return outer


def by_tense(sentence: Sentence, word: Word) -> Stance | None:
    """The stance that tense and negation alone show."""
    no = negated(sentence, word.number)
    helpers = [sentence.words[child] for child in sentence.children[word.number]]
    if any(helper.lemma == "бы" for helper in helpers):
        return Stance.DECLINED if no else Stance.WILLING
    future = any(helper.relation.startswith("aux") and helper.lemma in ("быть", "стать") for helper in helpers)
    if future and word.feats.get("Variant") != "Short":
        return Stance.DECLINED if no else Stance.COMMITTED
    if word.pos != "VERB":
        return None
    tense = word.feats.get("Tense")
    if no:
        return Stance.DECLINED
    if tense == "Fut" or (tense == "Pres" and word.feats.get("Aspect") == "Perf"):
        return Stance.COMMITTED
    return Stance.DONE
